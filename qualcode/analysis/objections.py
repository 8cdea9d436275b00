"""What people said against words of theirs in print, when they were asked, where these words stand now."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.naming import names_of
from qualcode.analysis.phrases import day_in_words
from qualcode.analysis.versions import CurrentPlaces
from qualcode.participants.disclosure import Objection
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim, kept_spans

PRINTED_ALTHOUGH = "To be printed although the person said no"
"""Begins a memo on method on a quote, with the day of the answer: what was objected to then is printed after all."""

_WORD = re.compile(r"\w")
_WHOLE = re.compile(r"\w+(?:'\w+)*")
_RUN, _LEAST = 5, 3  # words in a row that tell that others are quoted


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection, the words it is about (half-open, code points of the current text), and the quote asked about."""

    quote_id: str
    document_id: str
    spans: tuple[Span, ...]
    on: date | None
    objection: Objection


def objections(conn: sqlite3.Connection, document_id: str) -> tuple[Objected, ...]:
    """What was objected to of a document; 10 µs where nothing was."""
    rows = conn.execute(f"{_ROWS} AND q.document_id = ?", (document_id,)).fetchall()
    return tuple(_read(conn, rows)) if rows else ()


def objections_by_document(conn: sqlite3.Connection) -> dict[str, tuple[Objected, ...]]:
    """What was objected to in the whole study, by document."""
    found: dict[str, list[Objected]] = defaultdict(list)
    for one in _read(conn, conn.execute(_ROWS).fetchall()):
        found[one.document_id].append(one)
    return {document: tuple(some) for document, some in found.items()}


def objections_on(conn: sqlite3.Connection, quote_id: str) -> list[Objected]:
    """What was objected to of the words that a kept quote prints, in whatever quote it was asked about."""
    row = conn.execute(
        "SELECT q.document_id, q.version_id, q.start, q.stop, q.trim, d.version_id FROM quote q "
        "JOIN document d ON d.id = q.document_id WHERE q.id = ?",
        (quote_id,),
    ).fetchone()
    if row is None:
        return []
    own = printed_spans(CurrentPlaces(conn), *row)
    (text,) = conn.execute(_TEXT, (row[0],)).fetchone()
    return [
        one
        for one in objections(conn, row[0])
        if one.quote_id == quote_id or objection_to(text, own, [one]) is not None
    ]


class ObjectedWords:
    """Finds words that were objected to in what somebody wrote, where nothing says what they were taken from."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._said: list[tuple[tuple[str, ...], Objection]] = []
        names = names_of(conn)
        for document, some in objections_by_document(conn).items():
            (text,) = conn.execute(_TEXT, (document,)).fetchone()
            for one in some:
                for span in one.spans:
                    # As it was said, and as the team sees it: a name may be replaced in either.
                    told = (span.of(text), names.show(span.of(text)))
                    self._said += [(words, one.objection) for words in dict.fromkeys(map(said_words, told)) if words]

    def in_words(self, written: str) -> Objection | None:
        """What was said against words that stand in others: a run of them, or all of either."""
        if not self._said:
            return None
        words = said_words(written)
        found = [objection for said, objection in self._said if share_a_run(words, said)]
        return min(found, key=lambda one: not one.refused, default=None)

    def refused_in(self, written: str) -> bool:
        """Whether words that were refused stand in others."""
        found = self.in_words(written)
        return found is not None and found.refused


def said_words(written: str) -> tuple[str, ...]:
    """The words of a text as they are compared: without capitals and stops."""
    return tuple(_WHOLE.findall(written.casefold().replace("’", "'")))


def share_a_run(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether so many words in a row stand in both that one is quoted in the other, or they are the same."""
    size = min(_RUN, len(one), len(other))
    if size < _LEAST:  # a word or two are anybody's
        return bool(one) and one == other
    runs = {one[at : at + size] for at in range(len(one) - size + 1)}
    return any(other[at : at + size] in runs for at in range(len(other) - size + 1))


def objection_to(text: str, spans: Iterable[Span], objected: Sequence[Objected]) -> Objection | None:
    """What was said against words of some spans of a document's text; a refusal before a wish for other words."""
    if not objected:
        return None
    wanted = list(spans)
    found = [one for one in objected if any(_share_words(text, a, b) for a in wanted for b in one.spans)]
    return strictest_objection(found)


def strictest_objection(objected: Iterable[Objected]) -> Objection | None:
    """A refusal before a wish for other words; None where nothing was objected to."""
    return min((one.objection for one in objected), key=lambda one: not one.refused, default=None)


def lead_of_override(on: str) -> str:
    """How the memo begins that says why words are printed that were objected to on a day (ISO 8601)."""
    return f"{PRINTED_ALTHOUGH} on {on}: "


def _read(conn: sqlite3.Connection, rows: Sequence[tuple[str, ...]]) -> list[Objected]:
    places = CurrentPlaces(conn)
    found: list[Objected] = []
    for quote_id, document, version, start, stop, stored, answer, on, current in rows:
        if on and _is_overridden(conn, quote_id, on):
            continue
        spans = printed_spans(places, document, version, int(start), int(stop), stored, current)
        if answer == "refused" and spans:
            # What a trim left out between refused words would be printed as scraps of what they refused.
            spans = (Span(spans[0].start, spans[-1].end),)
        day = date.fromisoformat(on) if on else None
        found.append(Objected(quote_id, document, spans, day, _objection(answer, day)))
    return found


def printed_spans(
    places: CurrentPlaces, document: str, version: str, start: int, stop: int, stored: str, current: str
) -> tuple[Span, ...]:
    """What of a quote is printed as it was said, in the current text."""
    span, trim = places.span(document, version, Span(start, stop)), Trim.read(stored)
    if trim:
        trim, _ = trim.carried(places.way(document, trim.version_id), current)
    return tuple(kept_spans(span, trim)) if span else ()


def _objection(answer: str, on: date | None) -> Objection:
    asked = f" when asked{f' on {day_in_words(on)}' if on else ''}"
    if answer == "refused":
        return Objection(f"refused by the person{asked}")
    return Objection(f"put in other words by the person{asked}", refused=False)


def _is_overridden(conn: sqlite3.Connection, quote_id: str, on: str) -> bool:
    lead = lead_of_override(on)
    return bool(
        conn.execute(
            "SELECT EXISTS (SELECT 1 FROM memo_link l JOIN memo m ON m.id = l.memo_id AND m.deleted_at IS NULL "
            "WHERE l.on_id = ? AND l.on_table = 'quote' AND l.deleted_at IS NULL AND substr(m.body, 1, ?) = ?)",
            (quote_id, len(lead), lead),
        ).fetchone()[0]
    )


def refused_in(conn: sqlite3.Connection, passages: Iterable[tuple[str, Span]]) -> dict[tuple[str, Span], str]:
    """Why passages (a document's id and a span of its current text) may be printed for nobody, those that may not."""
    objected = objections_by_document(conn)
    found: dict[tuple[str, Span], str] = {}
    texts: dict[str, str] = {}
    for document, span in passages if objected else ():
        if document in objected:
            if document not in texts:
                (texts[document],) = conn.execute(_TEXT, (document,)).fetchone()
            objection = objection_to(texts[document], [span], objected[document])
            if objection is not None and objection.refused:
                found[document, span] = objection.why
    return found


def _share_words(text: str, one: Span, other: Span) -> bool:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return start < end and _WORD.search(text, start, end) is not None


_TEXT = (
    "SELECT t.words FROM document d JOIN text_version v ON v.id = d.version_id JOIN text t ON t.sha256 = v.sha256 "
    "WHERE d.id = ?"
)
# What was refused stays so though the quote is no longer kept; other words are wanted only where there is a quote.
_ROWS = """
SELECT q.id, q.document_id, q.version_id, q.start, q.stop, q.trim, q.answer, q.answer_on, d.version_id
FROM quote q JOIN document d ON d.id = q.document_id AND d.deleted_at IS NULL
WHERE (q.answer = 'refused' OR (q.answer = 'changed' AND q.deleted_at IS NULL))
"""
