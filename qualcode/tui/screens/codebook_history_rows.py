"""Changes of codes as rows, and one of them as a page to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from qualcode.analysis.code_history import CodeEvent, Difference
from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.phrases import day_in_words
from qualcode.transcripts.span import Span
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.reading_page import Paragraph

EVENT_COLUMNS = (
    Column("when", 17),
    Column("who", 8, least=60),
    Column("code", 22),
    Column("what"),
    Column("why", 4, least=48),
)
CHANGE_COLUMNS = (Column("", 12), Column("code", 30), Column("before → now"))
BOOK_COLUMNS = (Column("code"), Column("state", 10, least=48))


def day_of(event: CodeEvent) -> date:
    """The day of a change, by the clock of who made it."""
    return date.fromisoformat(event.at[:10])


def event_rows(events: Sequence[CodeEvent]) -> list[Row]:
    """A row for each change of a code; what was taken back is quiet."""
    return [
        Row(
            str(number),
            (
                f"{datetime.fromisoformat(event.at):%d %b %Y %H:%M}",
                event.coder,
                event.name,
                ", ".join(what for what, _ in event.after) if event.before else "added",
                "yes" if event.reason else "",
            ),
            "quiet" if event.taken_back else "plain",
        )
        for number, event in enumerate(events)
    ]


def event_page(event: CodeEvent) -> list[Paragraph]:
    """One change: when, by whom, what it was and is, and why."""
    found = [Paragraph(f"{day_in_words(day_of(event))}, {event.at[11:16]} · {event.coder}", "quiet")]
    found.append(Paragraph(event.label, "title"))
    if event.taken_back:
        found.append(Paragraph("taken back", "warning"))
    before = dict(event.before)
    for what, now in event.after:
        if now or before.get(what):
            found += [Paragraph(""), Paragraph(what, "heading")]
            if event.before:
                found.append(Paragraph(before.get(what) or "nothing", "quiet", 6, "was"))
                found.append(Paragraph(now or "nothing", indent=6, label="is"))
            else:
                found.append(Paragraph(now, indent=2))
    if event.reason:
        found += [Paragraph(""), Paragraph("Why", "heading"), Paragraph(event.reason, indent=2)]
    return found


def change_rows(changes: Sequence[Difference]) -> list[Row]:
    """A row for each difference between two days."""
    return [Row(str(number), (one.what, one.code.title, _short(one))) for number, one in enumerate(changes)]


def _short(one: Difference) -> str:
    if one.others:
        return ", ".join(one.others)
    if one.before or one.after:
        return f"{one.before or 'nothing'} → {one.after or 'nothing'}"
    return ""


def change_page(changes: Sequence[Difference], at: int | None) -> list[Paragraph]:
    """All differences as sentences, the one under the cursor bright."""
    if not changes:
        return [Paragraph("The codebook was not changed.", "quiet")]
    return [
        Paragraph(one.sentence, indent=2, strong=Span(0, len(one.sentence)) if number == at else None)
        for number, one in enumerate(changes)
    ]


def book_rows(book: Codebook) -> list[Row]:
    """A codebook of the past, indented."""
    return [
        Row(
            code.id,
            ("  " * depth + code.title, "" if code.is_area else str(code.state)),
            "area" if code.is_area else "quiet" if code.state == "retired" else "plain",
        )
        for code, depth in book.walk()
    ]


def code_page(book: Codebook, code: Code) -> list[Paragraph]:
    """What a code of a past codebook meant."""
    above = " ▸ ".join(one.title for one in reversed(book.ancestors(code.id)))
    found = [Paragraph(above or "top level", "quiet"), Paragraph(code.title, "title")]
    for heading, words in (
        ("Definition", code.definition),
        ("Use when", code.use_when),
        ("Do not use when", code.do_not_use_when),
        ("Example", code.example),
    ):
        if words:
            found += [Paragraph(""), Paragraph(heading, "heading"), Paragraph(words, indent=2)]
    return found
