"""`qualcode together`: which codes meet, and how often."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.pointing import pointing_into
from qualcode.cli.recognising import fewest, hide_small_option
from qualcode.cli.saying import say
from qualcode.cli.study_option import opened, study_option
from qualcode.cli.tables import format_options, say_withdrew, show

if TYPE_CHECKING:
    from qualcode.analysis.occurring import MeetingTable
    from qualcode.exports.count_figures import FewMeeting

_NEAR = ("overlap", "turn")


@click.command("together")
@click.argument("question", required=False)
@click.option(
    "--code", "codes", multiple=True, help="Only these codes or areas, by index number or name; give several."
)
@click.option(
    "--near", type=click.Choice(_NEAR), default="overlap", show_default=True, help="When two excerpts meet."
)
@click.option("--within", type=int, metavar="WORDS", help="They also meet with so many words between them.")
@click.option("--with-nested", "nested", is_flag=True, help="What lies below a code counts with it.")
@click.option("--square", is_flag=True, help="A square table with every code in rows and columns.")
@hide_small_option
@format_options
@study_option
def command(
    question: str | None,
    codes: tuple[str, ...],
    near: str,
    within: int | None,
    nested: bool,
    square: bool,
    hide_small: bool,
    form: str | None,
    study: Path | None,
) -> None:
    """List which codes meet in one document: how many excerpts of a code share words with one of another.

    Read along a line: of the EXCERPTS of CODE so many meet at least one of WITH. The other way round is another
    number. Only the excerpts that QUESTION finds are looked at, all where there is none.

    For example: qualcode together "kind:interview" --within 20
    """
    from qualcode.analysis.codes import codebook
    from qualcode.analysis.occurring import WHOSE, Meeting, Near, occurring
    from qualcode.analysis.questions.asked import excerpts_for
    from qualcode.exports.count_figures import few_meeting
    from qualcode.exports.names import titles_for
    from qualcode.exports.small_cells import few_in_words, note
    from qualcode.participants.disclosure import Audience
    from qualcode.project.placing import find_code

    few = fewest(hide_small)
    meeting = Meeting(Near(near)) if within is None else Meeting(Near.WORDS, within)
    with opened(study) as project:
        book = codebook(project.conn)
        chosen = [find_code(book, named).id for named in codes] or None
        with pointing_into(question or ""):
            found = None if question is None else excerpts_for(project.conn, question)
        answer = occurring(project.conn, meeting, chosen, nested=nested, found=found)
        titles = titles_for(project.conn, Audience.TEAM, project.clock.now().date())
        say_withdrew(project.conn, form, few)
    tell = _square if square else _pairs
    below = book if nested else None
    rows = [row for one in answer.tables for row in tell(one, titles, few_meeting(one, few, within=below))]
    if form is None and rows:
        counted = few_in_words(answer.counted, few)
        told = f"Excerpts of a code that {meeting.phrase} with one of another. {WHOSE} Counted: {counted}."
        say(f"{told} {note(few)}".rstrip())
    show(rows, form, empty="No two codes meet." if answer.tables else "No excerpts.", wide=None if square else "with")


def _of(table: MeetingTable) -> dict[str, Any]:
    return {} if table.kind is None else {"kind": str(table.kind)}


def _pairs(table: MeetingTable, titles: dict[str, str], few: FewMeeting) -> list[dict[str, Any]]:
    """The codes that meet, the most often first, those whose numbers are hidden last."""
    from qualcode.exports.figures import HIDDEN

    pairs = [
        (0 if (row, column) in few.pairs else number, row, column)
        for row, line in enumerate(table.numbers)
        for column, number in enumerate(line)
        if row != column and number
    ]
    return [
        _of(table)
        | {
            "code": titles[table.codes[row].id],
            "excerpts": HIDDEN if row in few.codes else table.base(row),
            "with": titles[table.codes[column].id],
            "together": number or HIDDEN,
        }
        for number, row, column in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))
    ]


def _square(table: MeetingTable, titles: dict[str, str], few: FewMeeting) -> list[dict[str, Any]]:
    from qualcode.exports.figures import HIDDEN

    def told(row: int, column: int) -> int | str:
        number = table.numbers[row][column]
        return HIDDEN if number and ((row, column) in few.pairs or row == column in few.codes) else number

    columns = [code.index or titles[code.id] for code in table.codes]
    return [
        _of(table) | {"code": titles[code.id]} | {name: told(row, column) for column, name in enumerate(columns)}
        for row, code in enumerate(table.codes)
    ]
