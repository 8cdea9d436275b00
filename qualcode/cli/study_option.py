"""The option that names a study, and the study opened for a command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualcode.cli.saying import NAMES, say, without_names
from qualcode.problem import Problem

if TYPE_CHECKING:
    from qualcode.project.project import Project

F = TypeVar("F", bound=Callable[..., Any])


def study_option(function: F) -> F:
    """`--study`, for commands that work on a study."""
    return click.option(
        "--study",
        "study",
        type=click.Path(path_type=Path),
        help="The study's file or folder; not needed inside the folder.",
    )(function)


def coder_option(function: F) -> F:
    """`--as`, for commands that change a study."""
    return click.option("--as", "coder", metavar="NAME", help="Who does this; asked once, then remembered.")(function)


@contextmanager
def opened(study: Path | None, *, writes: bool = False, real_names: bool = False) -> Iterator[Project]:
    """The study meant, open for this process alone; a copy is kept before a writing command if anything is new.

    What is printed from then on shows no name of its list; nor do problems, unless `real_names` are what it is about.
    """
    from qualcode.project.backup import is_backup
    from qualcode.project.destroying import overdue
    from qualcode.project.erase_begun import begun
    from qualcode.project.finding import find_study
    from qualcode.project.project import Project

    with Project.open(find_study(study), back_up=writes) as project:
        context = click.get_current_context(silent=True)
        if context is not None:
            context.meta[NAMES] = project.names
        for standing in (is_backup(project.path), overdue(project), begun(project.conn)):
            if standing is not None:
                say(f"{standing.title} {standing.detail} {standing.remedy}", err=True)
        try:
            yield project
        except Problem as problem:
            if real_names:
                raise
            raise without_names(problem) from problem


def sign_in(project: Project, coder: str | None) -> str:
    """Say who does this: as named, as remembered on this machine, or as asked."""
    from qualcode import settings

    name = coder or settings.remembered().coders.get(project.study_id)
    if not name:
        if not sys.stdin.isatty():
            raise Problem("Who does this?", remedy="Give your name or initials with --as.")
        name = click.prompt("Your name or initials (shown beside what you code)")
    coder_id = project.sign_in(name)
    if name != settings.remembered().coders.get(project.study_id):
        settings.remember_coder(project.study_id, name)
    return coder_id
