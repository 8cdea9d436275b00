"""What a change of a text does to the codings, quotes and memos on it, told before it is made."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.notes import memos_on, quotes_of
from qualcode.analysis.verbatims import spoken, turns_in
from qualcode.transcripts.editing import TextChange
from qualcode.transcripts.graphemes import cut
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Turn

_LISTED = 5
_WIDEST = 40  # cells of a quotation


@dataclass(frozen=True, slots=True)
class Tied:
    """Something tied to words: a coding, quote or memo, its title, and its span of the current text."""

    noun: str
    title: str
    span: Span


def tied_to(conn: sqlite3.Connection, document_id: str) -> list[Tied]:
    """All that is tied to words of a document; 20 ms for 5,000 codings."""
    codings = [
        Tied("coding", f"{title} ({coder})", Span(start, stop))
        for title, coder, start, stop in conn.execute(
            "SELECT trim(code.idx || ' ' || code.name), coder.name, c.current_start, c.current_stop "
            "FROM coding_seen c JOIN code ON code.id = c.code_id JOIN coder ON coder.id = c.coder_id "
            "WHERE c.document_id = ? AND c.current_stop > c.current_start ORDER BY c.current_start, c.num",
            (document_id,),
        )
    ]
    quotes = [Tied("quote", "a kept quote", quote.span) for quote in quotes_of(conn, document_id)]
    memos = [Tied("memo", "a memo", memo.span) for memo in memos_on(conn, document_id) if memo.span]
    return [*codings, *quotes, *memos]


@dataclass
class Effect:
    """What moves with its words, what holds other words afterwards, and what has none left, with where it rests."""

    moved: Counter[str] = field(default_factory=Counter)
    changed: list[tuple[Tied, str]] = field(default_factory=list)
    emptied: list[tuple[Tied, str]] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """For the person who makes the change, the worst first."""
        found = []
        if self.emptied:
            number = _counted([tied for tied, _ in self.emptied])
            it = "it comes" if len(self.emptied) == 1 else "they come"
            found.append(f"{number} {_has(self.emptied)} no words left; with undo {it} back:")
            found += _some([f"{tied.title} rests {where}" for tied, where in self.emptied])
        if self.changed:
            number = _counted([tied for tied, _ in self.changed])
            found.append(f"{number} {_has(self.changed)} other words then:")
            found += _some([f"{tied.title}: {how}" for tied, how in self.changed])
        if self.moved:
            number = _all_of(self.moved)
            found.append(f"{number} further on {'keeps its' if self.moved.total() == 1 else 'keep their'} words.")
        return found or ["No coding, quote or memo is touched."]


def _has(found: Sequence[object]) -> str:
    return "has" if len(found) == 1 else "have"


def effect(
    text: str, turns: Sequence[Turn], change: TextChange, tied: Iterable[Tied], show: Callable[[str], str] = str
) -> Effect:
    """What a change of `text` does to what is tied to its words; `show` replaces names in what is quoted of it."""
    after = change.splices.apply(text)
    found = Effect()
    for one in tied:
        here = change.splices.map_span(one.span)
        if not change.splices.within(one.span):
            if here != one.span:
                found.moved[one.noun] += 1
            continue
        was, now = _said(text, turns, one.span), _said(after, change.turns, here)
        if not here or not now:
            found.emptied.append((one, _rest(after, here.start, show)))
        elif was == now:
            found.moved[one.noun] += 1
        else:
            found.changed.append((one, _how(text, change, one.span, show)))
    return found


def _said(text: str, turns: Sequence[Turn], span: Span) -> str:
    """The words of a span without what stands between turns, white space folded."""
    return " ".join(" ".join(spoken(text, [turn.span for turn in turns_in(turns, span)], span)).split())


def _how(text: str, change: TextChange, span: Span, show: Callable[[str], str]) -> str:
    """How the words of a span change: `“teh” becomes “the”`."""
    parts = []
    for splice in change.splices.within(span):
        old, new = _quoted(show(text[splice.start : splice.end])), _quoted(show(splice.text))
        if old and new:
            parts.append(f"{old} becomes {new}")
        elif old:
            parts.append(f"loses {old}")
        elif new:
            parts.append(f"gains {new}")
    return ", ".join(parts[:3]) + (", …" if len(parts) > 3 else "")


def _quoted(words: str) -> str:
    folded = " ".join(words.split())
    return f"“{cut(folded, _WIDEST)}”" if folded else ""


def _rest(text: str, at: int, show: Callable[[str], str]) -> str:
    """Where something without words rests: after the words before it."""
    before = show(text[max(0, at - 200) : at]).split()[-4:]
    return f"after “{cut(' '.join(before), _WIDEST)}”" if before else "at the beginning"


def _some(lines: list[str]) -> list[str]:
    more = [f"  and {len(lines) - _LISTED:,} more"] if len(lines) > _LISTED else []
    return [f"  {line}" for line in lines[:_LISTED]] + more


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def _counted(found: Sequence[Tied]) -> str:
    return _all_of(Counter(one.noun for one in found))


def _all_of(counts: Mapping[str, int]) -> str:
    """`12 codings, 1 quote and 2 memos`."""
    *parts, last = (_number(number, noun) for noun, number in counts.items())
    return f"{', '.join(parts)} and {last}" if parts else last
