"""Memos as rows of their list, and one memo as a page to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from qualcode.analysis.memo_choice import MemoChoice
from qualcode.analysis.memo_state import OPPORTUNITY, MemoState
from qualcode.analysis.memos import KINDS, MemoEntry, Thing
from qualcode.exports.memo_words import about_words, dated, thing_words
from qualcode.exports.phrases import day_in_words, sentence_case
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.reading_page import Paragraph

COLUMNS = (Column("", 4, right=True), Column(""))
LINKED_COLUMNS = (Column("", 11), Column(""))
BY = "by:"  # before the id of a memo that is about this one
_UNDER = "/under"


def memo_rows(groups: Sequence[tuple[str, Sequence[MemoEntry]]]) -> list[Row]:
    """Two lines for each memo: its number and first line, and quietly below what it is; a heading for each group."""
    rows: list[Row] = []
    for heading, entries in groups:
        if heading or len(groups) > 1:
            words = f"{sentence_case(heading) or 'About nothing yet'} · {len(entries)}"
            rows.append(Row(f"heading {heading}", (words,), "heading", spread=True))
        for entry in entries:
            when = day_in_words(date.fromisoformat(entry.created_at[:10]))
            about = about_words(entry.about)
            below = " · ".join(part for part in (_kind(entry), when, entry.coder, about) if part)
            rows += [
                Row(entry.id, (str(entry.number), entry.title)),
                Row(entry.id + _UNDER, ("", below), "under"),
            ]
    return rows


def _kind(entry: MemoEntry) -> str:
    """`opportunity, chosen · 3 votes of 1 group`; what is merely raised needs no word."""
    state = f", {entry.state}" if entry.kind == OPPORTUNITY and entry.state is not MemoState.RAISED else ""
    return " · ".join(part for part in (f"{entry.kind}{state}", entry.answers.words) if part)


def list_title(shown: Sequence[MemoEntry], entries: Sequence[MemoEntry], choice: MemoChoice, about: str) -> str:
    """`Memos · 3 of 12 · question · on code 1.5`."""
    number = f"{len(shown):,}" if len(shown) == len(entries) else f"{len(shown):,} of {len(entries):,}"
    author = next((entry.coder for entry in entries if entry.coder_id == choice.author), "")
    parts = ["Memos", number, choice.kind, f"by {author}" if author else "", about]
    parts += [f"{word} {day_in_words(date.fromisoformat(day))}" for word, day in _days(choice) if day]
    if words := " ".join(choice.words.split()):
        parts.append(f"with “{words}”")
    return " · ".join(part for part in parts if part)


def _days(choice: MemoChoice) -> tuple[tuple[str, str], ...]:
    if choice.since == choice.until:
        return (("on", choice.since),)
    return (("from", choice.since), ("to", choice.until))


def tallies(entries: Sequence[MemoEntry]) -> str:
    """How many there are of each kind, and by each author, a line for each."""
    kinds = Counter(entry.kind for entry in entries)
    authors = Counter(entry.coder for entry in entries if entry.coder)
    return "\n".join(
        [
            "By kind    " + " · ".join(f"{kind} {kinds[kind]}" for kind in KINDS if kinds[kind]),
            "By author  " + " · ".join(f"{author} {number}" for author, number in sorted(authors.items())),
        ]
    )


def memo_page(entry: MemoEntry) -> list[Paragraph]:
    """A memo to read: who wrote it and when, then its words."""
    who = " · ".join(part for part in (entry.coder, dated(entry)) if part)
    found = [Paragraph(f"{entry.kind} · {about_words(entry.about)}", "quiet"), Paragraph(who, "quiet"), Paragraph("")]
    if entry.became:
        found.insert(2, Paragraph(sentence_case(entry.became), "quiet"))
    return found + [Paragraph(line) for line in entry.body.split("\n")]


def keys_of_memo(entry: MemoEntry | None) -> str:
    """What stands below a memo."""
    if entry is None:
        return ""
    return "enter writes here · w its state" if entry.kind == OPPORTUNITY else "enter writes here"


def linked_title(entry: MemoEntry | None) -> str:
    """What stands above what a memo is linked with."""
    if entry is None:
        return ""
    number = len(entry.about) + len(entry.linked_by)
    if not number:
        return "Linked with nothing yet · tab, then + links it"
    return f"Linked ({number}) · tab, then enter goes there, + links, d unlinks"


def linked_rows(entry: MemoEntry, words: Mapping[str, str]) -> list[Row]:
    """What a memo is about, with the words of passages, then the memos that are about it."""
    rows = [Row(thing.link_id, _cells(thing, words), "quiet" if thing.gone else "plain") for thing in entry.about]
    return rows + [Row(BY + memo_id, ("memo on it", title)) for memo_id, title in entry.linked_by]


def _cells(thing: Thing, words: Mapping[str, str]) -> tuple[str, str]:
    name = thing_words(thing)
    name = name if thing.gone else name.removeprefix(f"{thing.what} ")
    said = words.get(thing.link_id, "")
    said = f"“{said}”" if said and not said.startswith("(") else said
    return thing.what, f"{name}  {said}".rstrip()
