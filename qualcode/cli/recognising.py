"""Who could be recognised in what a command writes: the warning, what mends it, and small numbers hidden."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import sign_in

if TYPE_CHECKING:
    from qualcode.exports.recognised import Recognised
    from qualcode.participants.disclosure import Audience
    from qualcode.project.project import Project

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


def widen_option(function: F) -> F:
    """`--widen`, for commands that print facts beside people."""
    return click.option(
        "--widen",
        is_flag=True,
        help="Where somebody could be recognised, from now on print numbers in bands and leave facts out: the least "
        "that mends it. “qualcode undo” takes it back.",
    )(function)


def hide_small_option(function: F) -> F:
    """`--hide-small`, for commands that write tables of numbers."""
    return click.option(
        "--hide-small",
        is_flag=True,
        help="Hide numbers of fewer than 5 participants, and those that would tell them.",
    )(function)


def fewest(hide_small: bool) -> int:
    """Of how few participants numbers are told: any, or only of as many as hide one another."""
    from qualcode.participants.recognising import FEWEST

    return FEWEST if hide_small else 0


def gathered(
    project: Project,
    gather: Callable[[], T],
    recognise: Callable[[sqlite3.Connection, T], Recognised],
    *,
    widen: bool,
) -> tuple[T, Recognised]:
    """What is to be written with who could be recognised in it; with `widen` after facts are told more widely."""
    value = gather()
    found = recognise(project.conn, value)
    if widen and found.wider:
        from qualcode.edits.attributes import TellLess

        sign_in(project, None)
        say(f"{project.make(TellLess(found.wider)).label}.", err=True)
        value = gather()
        found = recognise(project.conn, value)
    return value, found


def say_although(project: Project, *values: object) -> None:
    """Say which quotes in what is to be written are printed although consent does not allow it, and why."""
    from qualcode.exports.although import although_in

    for sentence in project.read(although_in, datetime.now().astimezone().date(), *values):
        say(sentence, err=True)


def warn(found: Recognised, audience: Audience) -> None:
    """Say who could be recognised: to those who print for readers outside, each with what would mend it."""
    for sentence in found.lines if audience.notice is None else (found.sentence,):
        if sentence:
            say(sentence, err=True)
    if found.wider and audience.notice is None:
        say("To do so, here and in all that is printed later: the same command with --widen", err=True)
    if found.people:
        say("To keep a fact out of print: qualcode participants --not-printable NAME", err=True)
