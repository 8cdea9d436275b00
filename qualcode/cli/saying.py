"""The one way in which commands say anything: no name of the study's list, nothing that acts on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qualcode.problem import Problem

if TYPE_CHECKING:
    from qualcode.participants.names import Names

# Where a command finds the list of names of the study it works on, for what it prints after closing it.
NAMES = "qualcode.names"


def names_here() -> Names:
    """The list of names of the study that the running command works on; none before one is open."""
    from qualcode.participants.names import NO_NAMES, Names  # 30 ms with all it needs, which --help does without

    context = click.get_current_context(silent=True)
    found = None if context is None else context.meta.get(NAMES)
    return found if isinstance(found, Names) else NO_NAMES


def say(words: str = "", *, err: bool = False, nl: bool = True, real_names: bool = False) -> None:
    """Print words; with `real_names` as they are, for what asks about names, and for paths that must be usable."""
    from qualcode.transcripts.clean import clean

    click.echo(clean(words if real_names else names_here().show(words)), err=err, nl=nl)


def without_names(problem: Problem) -> Problem:
    """A problem as it may be printed."""
    show = names_here().show
    return Problem(show(problem.title), show(problem.detail), show(problem.remedy))
