"""`qualcode workshop`: what came back from workshops, brought in and listed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.grouped import Grouped
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem

if TYPE_CHECKING:
    from qualcode.analysis.returns.arriving import ReturnLine, ReturnsArriving

_TYPED = Path("-")


@click.group("workshop", cls=Grouped)
def command() -> None:
    """Bring in what came back from workshops. Their packs are written with “qualcode export workshop”."""


@command.command("returns")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Take the return in; without it this is only shown.")
@click.option("--workshop", "session", default="", help="What the workshop is called: “Leeds”.")
@click.option("--date", "day", default="", help="The day of the workshop, such as 2026-05-12; today if not given.")
@click.option(
    "--second",
    type=click.Choice(["replaces", "adds"]),
    help="Where a group left a return of this workshop before: whether this one replaces it or is added.",
)
@coder_option
@format_options
@study_option
def returns(
    file: Path,
    yes: bool,
    session: str,
    day: str,
    second: str | None,
    coder: str | None,
    form: str | None,
    study: Path | None,
) -> None:
    """Show what each line of a return answers, and with --yes take it in, as one step that can be undone.

    FILE is the return sheet as it was filled in (.docx), a table (.xlsx, .csv) with a column each for the card or
    question, the words, the votes and the group, or plain lines such as “x7k2m9qp1: a peer by the bed, 4 votes”
    below a line with the group; - reads what is typed or piped. Ids may have slips; what was guessed is said. Each
    group becomes a workshop note; nothing of it is counted with interviews. A workshop without a name is called by
    its day; of one that has neither, nothing is taken in. What groups voted is told beside each card; nothing is
    sorted by it.

    For example: qualcode workshop returns "Access workshop.docx" --workshop Leeds --date 2026-05-12 --yes
    """
    from qualcode.analysis.returns.arriving import Second, arriving
    from qualcode.analysis.returns.files import read_returns
    from qualcode.analysis.returns.typed import typed_text
    from qualcode.edits.days import as_day
    from qualcode.edits.returns import TakeReturns

    as_day(day)
    typed = typed_text(sys.stdin.read()) if file == _TYPED else read_returns(file)
    with opened(study, writes=yes) as project:
        found = project.read_copy(arriving, typed, session, day, Second(second) if second else None)
        show([_row(one, form) for one in found.lines], form, empty="Nothing in it was filled in.", wide="words")
        if form is None:
            for sentence in found.told if found.lines else ():
                say(sentence)
        if yes and found.new:
            _refuse_unsettled(found)
            sign_in(project, coder)
            made = project.make(TakeReturns(found.new, day, found.replaced))
            if form is None:
                say(f"{made.label}.")
        elif found.new and form is None:
            say("Nothing was taken in yet. Take it in with --yes.")


def _refuse_unsettled(found: ReturnsArriving) -> None:
    if found.unnamed:
        raise Problem(
            "Which workshop was this?",
            "Nothing was taken in.",
            "Name it with --workshop Leeds, or give its day: --date 2026-05-12.",
        )
    if found.unsettled:
        raise Problem(
            found.told_of_earlier[0],
            "Nothing was taken in.",
            "Say --second replaces where this return stands for that one, --second adds where both count.",
        )


def _row(one: ReturnLine, form: str | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "line": one.line,
        "card": one.label,
        "fit": str(one.fit),
        "votes": one.votes,
        "group": one.group,
        "words": one.words,
        "note": one.note,
    }
    return row if form is None else row | {"typed": one.card, "again": one.again, "audience": "team"}


@command.command("list")
@click.argument("card", required=False)
@format_options
@study_option
def listed(card: str | None, form: str | None, study: Path | None) -> None:
    """List what workshops said to each card and question, or to one CARD, by its id."""
    from qualcode.analysis.excerpts import short_id
    from qualcode.analysis.returns.cards import CardIndex
    from qualcode.analysis.returns.listed import lines_returned

    with opened(study) as project:
        lines = project.read(lines_returned)
        wanted = CardIndex(project.conn).find(card).target if card else None
    rows = [
        {
            "card": short_id(one.row_id) if one.row_id else one.card,
            "what": _WHAT.get(one.table, "fits no card" if one.card else ""),
            "votes": one.votes,
            "group": one.document,
            "words": one.words,
        }
        | ({"audience": "team"} if form else {})
        for one in lines
        if card is None or (wanted is not None and one.row_id == wanted.row_id)
    ]
    if form is None and rows:
        say("For the study team only")
    empty = "Nothing came back yet: qualcode workshop returns FILE" if card is None else "Nothing came back on that."
    show(rows, form, empty=empty, wide="words")


_WHAT = {"quote": "quote", "coding": "excerpt", "memo": "memo"}
