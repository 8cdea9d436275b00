"""`qualcode names remove` and `recover`: a name off the list, and names put back on it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import opened, study_option
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    from qualcode.participants.names import Name
    from qualcode.project.project import Project


def chosen_names(project: Project, wanted: Iterable[str]) -> list[Name]:
    """The names of the list that are meant. Raises Problem for one that is not on it."""
    from qualcode.participants.name_marks import names_at_hand

    by_name = {name.real.casefold(): name for name in names_at_hand(project.names)}
    found = []
    for one in wanted:
        if one.casefold() not in by_name:
            raise Problem(f"“{one}” is not on the list of names.", remedy="“qualcode names” shows the list.")
        found.append(by_name[one.casefold()])
    return found


def say_amiss(problem: Problem | None) -> None:
    """Say what is amiss with the list, where something is."""
    if problem is not None:
        say(f"{problem.title} {problem.detail} {problem.remedy}", err=True, real_names=True)


@click.command("remove")
@click.argument("name")
@click.option("--again", is_flag=True, help="Put it back, as it stood on the list.")
@study_option
@click.pass_obj
def remove(outer: Path | None, name: str, again: bool, study: Path | None) -> None:
    """Take NAME off the list: from then on it is shown as it stands."""
    with opened(study or outer, writes=True, real_names=True) as project:
        chosen = _taken_off(project, name) if again else chosen_names(project, (name,))
        real = {one.real.casefold() for one in chosen}
        others = [one for one in project.names if one.real.casefold() not in real]
        project.keep_names([*others, *chosen] if again else others)
        kept = not again and any(one in project.names_taken_off for one in chosen)
    back = " To put it back as it was: qualcode names remove NAME --again"
    say("Back on the list." if again else f"Taken off the list.{back if kept else ''}")


def _taken_off(project: Project, name: str) -> list[Name]:
    """The name that was taken off the list. Raises Problem where it was not, or stands nowhere."""
    chosen = [one for one in project.names_taken_off if one.real.casefold() == name.casefold()]
    if not chosen:
        raise Problem(f"“{name}” was not taken off the list.", remedy="Add it: qualcode names add NAME SHOWN")
    return chosen[-1:]


@click.command("recover")
@study_option
@click.pass_obj
def recover(outer: Path | None, study: Path | None) -> None:
    """Put back names that the study still hides and the list here lacks, by the words of the study.

    For a list that is lost, or older than the study's: what stood for its names is shown all the same, by marks.
    """
    from qualcode.participants.names import ListState

    with opened(study or outer, writes=True, real_names=True) as project:
        lacked = project.names.state is ListState.MISSING
        again = project.recover_names()
        amiss = project.load_names()
    if not again and amiss is None:
        whole = " It counts as the whole list from now on." if lacked else ""
        say(f"The list lacks no name that the study hides.{whole}")
    for one in again:
        say(
            f"Back on the list: {plain(', '.join(form for form, _ in one.forms))}, shown as {one.shown}",
            real_names=True,
        )
    say_amiss(amiss)
