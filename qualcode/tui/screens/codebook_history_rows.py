"""Changes of codes as rows, and one of them as a page to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from qualcode.analysis.code_events import CodeEvent
from qualcode.analysis.code_history import Difference
from qualcode.analysis.code_sentences import told
from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.phrases import day_in_words, listed
from qualcode.transcripts.span import Span
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.reading_page import Paragraph

_WHY = Column("why", 4, least=48)
_EVENT_COLUMNS = (Column("when", 12), Column("who", 8, least=60), Column("code", 19), Column("what"), _WHY)
_WORDED = ("definition", "use when", "do not use when", "example", "colour")
_MERGED = " merged into “"
CHANGE_COLUMNS = (Column("", 12), Column("code", 30), Column("before → now"))
BOOK_COLUMNS = (Column("code"), Column("state", 10, least=48))


def day_of(event: CodeEvent) -> date:
    """The day of a change, by the clock of who made it."""
    return date.fromisoformat(event.at[:10])


def event_columns(events: Sequence[CodeEvent]) -> tuple[Column, ...]:
    """The columns of the changes; the one that says whether there is a reason only where one was given."""
    return _EVENT_COLUMNS if any(event.reason for event in events) else _EVENT_COLUMNS[:-1]


def deed(event: CodeEvent) -> str:
    """What was done to a code: “retired”, “moved under Access”; what was taken back says so."""
    before, after = dict(event.before), dict(event.after)
    fresh = not before
    if event.undoes:  # told as what it took back, which is all that it did
        fresh = after.get("removed") == "yes"
        before, after = after, before
    if fresh:
        done = ["added"]
    elif after.get("removed") == "yes":
        done = [_gone(event)]
    else:
        done = [said for what, now in after.items() if (said := _done(what, before.get(what, ""), now))]
        worded = [what for what in after if what in _WORDED]
        done += [f"{listed(worded)} changed"] if worded else []
    return ", ".join(done) + (" (taken back)" if event.taken_back else "")


def _gone(event: CodeEvent) -> str:
    """How a code went, by the label of the action: it alone names what a code was merged into."""
    _, merged, into = event.label.rpartition(_MERGED)
    return f"merged into {into.rstrip('”')}" if merged else "removed"


def _done(what: str, was: str, now: str) -> str:
    match what:
        case "name":
            return f"renamed to {now}"
        case "index number":
            return f"numbered {now}" if now else "number taken away"
        case "under":
            return "moved outside every area" if now == "outside every area" else f"moved under {now}"
        case "state":
            return "brought back" if was == "retired" else "proposed again" if now == "proposed" else now
        case "removed":
            return "brought back"
        case "counts in the totals":
            return "counted in the totals" if now == "yes" else "left out of the totals"
    return ""


def event_rows(events: Sequence[CodeEvent]) -> list[Row]:
    """A row for each change of a code; what was taken back is quiet."""
    with_why = any(event.reason for event in events)
    return [
        Row(
            str(number),
            (
                f"{datetime.fromisoformat(event.at):%d %b %Y}",
                event.coder,
                event.name,
                deed(event),
                *(("yes" if event.reason else "",) if with_why else ()),
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
    here = changes[at] if at is not None and at < len(changes) else None
    return [
        Paragraph(one.sentence, indent=2, strong=Span(0, len(one.sentence)) if here in one.changes else None)
        for one in told(changes)
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
