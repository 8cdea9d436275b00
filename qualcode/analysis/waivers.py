"""Why kept quotes are to be printed although consent does not allow it, as memos on them say."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.excerpts import short_id
from qualcode.analysis.objections import printed_spans
from qualcode.analysis.phrases import day_in_words
from qualcode.analysis.versions import CurrentPlaces
from qualcode.participants.consent import Agreement, Consent
from qualcode.transcripts.span import Span

PRINTED_ALTHOUGH = "To be printed although consent does not allow it"
"""Begins a memo on method on a quote, with the day, the consents, and a mark of the words they are overridden for."""

_LEAD = re.compile(rf"{PRINTED_ALTHOUGH}, on (\d{{4}}-\d\d-\d\d) \([^()]*; words (\w{{16}})\): ")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A reason to print a quote's words although consent does not allow it.

    `spans` are what the quote prints as it was said, `within` all it is taken from; half-open, code points of the
    current text. It holds while `mark` is that of these words and of the consents of whose they are.
    """

    quote_id: str
    within: Span
    spans: tuple[Span, ...]
    mark: str
    on: date
    reason: str
    by: str

    @property
    def short_id(self) -> str:
        """The quote's id as people see it."""
        return short_id(self.quote_id)


def waivers(conn: sqlite3.Connection, document_id: str) -> tuple[Waiver, ...]:
    """The reasons given for quotes of a document, the latest first; 10 µs where there is none."""
    rows = conn.execute(_ROWS, (document_id, len(PRINTED_ALTHOUGH), PRINTED_ALTHOUGH)).fetchall()
    return tuple(_read(conn, rows)) if rows else ()


def documents_with_waivers(conn: sqlite3.Connection) -> list[str]:
    """The ids of the documents of which a quote is to be printed although consent does not allow it."""
    return [row[0] for row in conn.execute(_DOCUMENTS, (len(PRINTED_ALTHOUGH), PRINTED_ALTHOUGH))]


def mark_of(words: Iterable[str], people: Iterable[str], agreements: Iterable[Agreement]) -> str:
    """What tells whether words, those who say them, and what they agreed to are still the same."""
    agreed = sorted(f"{one.consent}/{one.until or ''}" for one in agreements)
    parts = [*(" ".join(one.split()) for one in words), "", *sorted(people), "", *agreed]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def lead_of_waiver(on: date, agreements: Iterable[Agreement], mark: str) -> str:
    """How the memo begins that says why a quote is printed although these consents do not allow it."""
    told = ", ".join(dict.fromkeys(map(_told, agreements)))
    return f"{PRINTED_ALTHOUGH}, on {on.isoformat()} ({told}; words {mark}): "


def _told(agreement: Agreement) -> str:
    until = f" until {day_in_words(agreement.until)}" if agreement.until else ""
    return f"{'may be quoted' if agreement.consent is Consent.QUOTE else agreement.consent}{until}"


def _read(conn: sqlite3.Connection, rows: Iterable[tuple[str, ...]]) -> Iterable[Waiver]:
    places = CurrentPlaces(conn)
    for quote_id, document, version, start, stop, trim, current, body, by in rows:
        lead = _LEAD.match(body)
        if lead is None:
            continue
        within = places.span(document, version, Span(int(start), int(stop)))
        spans = printed_spans(places, document, version, int(start), int(stop), trim, current)
        reason = " ".join(body[lead.end() :].split())
        yield Waiver(quote_id, within, spans, lead[2], date.fromisoformat(lead[1]), reason, by)


_FROM = (
    "FROM quote q JOIN document d ON d.id = q.document_id AND d.deleted_at IS NULL "
    "JOIN memo_link l ON l.on_id = q.id AND l.on_table = 'quote' AND l.deleted_at IS NULL "
    "JOIN memo m ON m.id = l.memo_id AND m.deleted_at IS NULL "
)
_ROWS = (
    "SELECT q.id, q.document_id, q.version_id, q.start, q.stop, q.trim, d.version_id, m.body, c.name "
    f"{_FROM}JOIN coder c ON c.id = m.coder_id "
    "WHERE q.document_id = ? AND q.deleted_at IS NULL AND substr(m.body, 1, ?) = ? ORDER BY m.num DESC"
)
_DOCUMENTS = f"SELECT DISTINCT q.document_id {_FROM}WHERE q.deleted_at IS NULL AND substr(m.body, 1, ?) = ?"
