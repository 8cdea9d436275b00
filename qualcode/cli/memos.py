"""`qualcode memos`: the memos of a study, listed and written up."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.placed import template_option
from qualcode.cli.recognising import say_although
from qualcode.cli.saying import names_here, say
from qualcode.cli.study_option import opened, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem

if TYPE_CHECKING:
    from qualcode.analysis.memos import MemoEntry

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("memos")
@click.argument("words", required=False)
@click.option("--kind", help="Only this kind: idea, question, tension, opportunity, method, about me.")
@click.option("--about", help="Only memos on this: a participant, code, document, short id, “memo 2” or “study”.")
@click.option("--author", help="Only this coder’s.")
@click.option("--from", "since", type=_DAY, help="Only those written on this day (2026-03-12) or later …")
@click.option("--to", "until", type=_DAY, help="… and on this one or before.")
@click.option("--newest", is_flag=True, help="The newest first, not in the order they are to be written up.")
@click.option(
    "--docx",
    "target",
    type=click.Path(path_type=Path),
    help="Write them up, with the passages they cite: .docx or .md.",
)
@click.option("--coder-names", is_flag=True, help="Print in the file who wrote each.")
@template_option
@format_options
@study_option
def command(
    words: str | None,
    kind: str | None,
    about: str | None,
    author: str | None,
    since: datetime | None,
    until: datetime | None,
    newest: bool,
    target: Path | None,
    coder_names: bool,
    template: Path | None,
    form: str | None,
    study: Path | None,
) -> None:
    """List the memos, those that hold WORDS where some are given; numbers are their places in the write-up order."""
    from qualcode.analysis.memo_choice import MemoChoice, MemoOrder, chosen, ordered
    from qualcode.analysis.memos import KINDS, memos
    from qualcode.exports.files import check_name
    from qualcode.exports.leaving import release
    from qualcode.exports.memo_words import about_words, thing_words
    from qualcode.exports.memos import MemoChoices, cleared_memos, memo_report
    from qualcode.exports.writing import write
    from qualcode.project.naming_things import find_thing

    if kind is not None and kind not in KINDS:
        raise Problem(f"“{kind}” is not a kind of memo.", remedy=f"Use one of: {', '.join(KINDS)}.")
    order = MemoOrder.NEWEST if newest else MemoOrder.WRITE_UP
    with opened(study) as project:
        thing = find_thing(project.conn, about) if about else None
        choice = MemoChoice(
            kind=kind or "",
            author=_author(author, [entry.coder for entry in project.read(memos)]),
            about=(thing.table, thing.row_id, thing.span) if thing else None,
            words=words or "",
            since=since.date().isoformat() if since else "",
            until=until.date().isoformat() if until else "",
        )
        found = ordered(chosen(project.read(memos), choice), order)[0][1]
        if form is not None:
            found, _ = project.read(cleared_memos, found, project.clock.now().date())
        if target is not None:
            check_name(target, project.names)
            choices = MemoChoices(tuple(entry.id for entry in found), coder_names=coder_names)
            value = project.read_copy(memo_report, choices, datetime.now().astimezone())
            say_although(project, value)
    if target is not None:
        written = release(names_here(), write, value, target, template=template)
        for sentence in written.sentences:
            say(sentence)
        for each in written.paths:
            say(str(each), real_names=True)
        say(value.held_back_sentence)
        return
    rows = [
        {
            "number": entry.number,
            "kind": entry.kind,
            "about": [thing_words(thing) for thing in entry.about] if form else about_words(entry.about),
            "date": entry.created_at[:10],
            "author": entry.coder,
            **_became(entry, form),
            "memo": entry.title if form is None else entry.body,
        }
        | ({"audience": "team"} if form else {})
        for entry in found
    ]
    if form is None and rows:
        say("For the study team only")
    show(rows, form, empty="No memos. Write one with m in the terminal UI, or: qualcode memo add WORDS", wide="memo")


def _became(entry: MemoEntry, form: str | None) -> dict[str, Any]:
    """What became of an opportunity, and what workshops said to a memo."""
    if form is None:
        return {"became": entry.became}
    from qualcode.analysis.excerpts import short_id
    from qualcode.analysis.memo_state import OPPORTUNITY

    is_one, answers = entry.kind == OPPORTUNITY, entry.answers
    return {
        "id": short_id(entry.id),
        "state": str(entry.state) if is_one else "",
        "why": entry.state_why if is_one else "",
        "since": entry.state_on.isoformat() if is_one and entry.state_on is not None else "",
        "votes": answers.votes if answers.voted else None,
        "groups voted": answers.voted,
        "groups": answers.groups,
    }


def _author(named: str | None, authors: list[str]) -> str:
    """The author meant, whatever the case of the letters. Raises Problem where nobody of that name wrote a memo."""
    if not named:
        return ""
    found = next((author for author in authors if author.casefold() == named.strip().casefold()), None)
    if found is None:
        there = ", ".join(sorted({author for author in authors if author})) or "nobody"
        raise Problem(f"“{named}” has written no memo.", f"Those who have: {there}.")
    return found
