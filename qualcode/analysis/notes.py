"""Memos, kept quotes and single codings, as far as one document shows them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from qualcode.analysis.documents import MARKS, CodingMark, coding_marks
from qualcode.analysis.versions import CurrentPlaces
from qualcode.transcripts.span import Span


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo; `span` is the passage it is about (half-open, code points), None where it is about a whole thing."""

    id: str
    kind: str
    body: str
    coder_id: str | None
    span: Span | None


def memos_on(conn: sqlite3.Connection, target_id: str) -> list[Memo]:
    """The memos about a document, a coding, a code, a participant or the study, oldest first.

    A passage stands where its words are now; it is empty where they were taken out.
    """
    places = CurrentPlaces(conn)
    return [
        Memo(
            memo_id,
            kind,
            body,
            coder_id,
            None if version is None else places.span(target_id, version, Span(start, stop)),
        )
        for memo_id, kind, body, coder_id, version, start, stop in conn.execute(
            "SELECT memo.id, memo.kind, memo.body, memo.coder_id, link.version_id, link.start, link.stop "
            "FROM memo_link link JOIN memo ON memo.id = link.memo_id AND memo.deleted_at IS NULL "
            "WHERE link.on_id = ? AND link.deleted_at IS NULL ORDER BY memo.num",
            (target_id,),
        )
    ]


def memos_in(conn: sqlite3.Connection, document_id: str) -> list[tuple[str, Memo]]:
    """The memos about a document's codings, each with the coding's id."""
    return [
        (row[0], Memo(row[1], row[2], row[3], row[4], None))
        for row in conn.execute(
            "SELECT c.id, memo.id, memo.kind, memo.body, memo.coder_id FROM coding_seen c "
            "JOIN memo_link link ON link.on_id = c.id AND link.deleted_at IS NULL "
            "JOIN memo ON memo.id = link.memo_id AND memo.deleted_at IS NULL "
            "WHERE c.document_id = ? ORDER BY memo.num",
            (document_id,),
        )
    ]


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A passage kept as a quote: half-open, code points of the document's current text.

    `changed` is true where its words are no longer those that were kept. `essay_id` is the essay it stands in, None
    where it is in Kept.
    """

    id: str
    span: Span
    changed: bool = False
    essay_id: str | None = None


def quotes_of(conn: sqlite3.Connection, document_id: str) -> list[KeptQuote]:
    """The quotes kept from a document, in the order of its text; those without words any more are left out."""
    return kept_quotes(conn, document_id).get(document_id, [])


def kept_quotes(conn: sqlite3.Connection, document_id: str | None = None) -> dict[str, list[KeptQuote]]:
    """The kept quotes of every document, or of one, by its id, in the order of the text."""
    places = CurrentPlaces(conn)
    found: dict[str, list[KeptQuote]] = defaultdict(list)
    for quote_id, document, version, start, stop, essay_id in conn.execute(
        "SELECT q.id, q.document_id, q.version_id, q.start, q.stop, e.id FROM quote q "
        "LEFT JOIN essay e ON e.id = q.essay_id AND e.deleted_at IS NULL WHERE q.deleted_at IS NULL "
        f"{'' if document_id is None else 'AND q.document_id = ? '}ORDER BY q.num",
        () if document_id is None else (document_id,),
    ):
        way, kept = places.way(document, version), Span(start, stop)
        if span := way.span(kept):
            found[document].append(KeptQuote(quote_id, span, way.changes(kept), essay_id))
    return {document: sorted(quotes, key=lambda quote: quote.span) for document, quotes in found.items()}


def codings_among(conn: sqlite3.Connection, document_id: str, ids: Collection[str]) -> list[CodingMark]:
    """Those of some codings that lie in a document and may be seen, as they stand now."""
    rows = conn.execute(
        f"{MARKS} AND c.current_stop > c.current_start AND c.id IN ({', '.join('?' * len(ids))})",
        (document_id, *ids),
    )
    return coding_marks(conn, document_id, rows)


def number_resting(conn: sqlite3.Connection, document_id: str) -> int:
    """How many codings of a document have no words any more."""
    asked = "SELECT count(*) FROM coding_seen WHERE document_id = ? AND current_stop = current_start"
    return int(conn.execute(asked, (document_id,)).fetchone()[0])


@dataclass(frozen=True, slots=True)
class Resting:
    """A coding whose words are no longer in the text: what they were, and where it rests (code points)."""

    id: str
    document_id: str
    code: str
    coder: str
    words: str
    at: int


def resting(conn: sqlite3.Connection, document_id: str | None = None) -> list[Resting]:
    """The codings of the study, or of a document, that have no words any more; each comes back with them."""
    return [
        Resting(*row)
        for row in conn.execute(
            "SELECT c.id, c.document_id, trim(code.idx || ' ' || code.name), coder.name, "
            "coalesce(substr(t.words, c.start + 1, c.stop - c.start), ''), c.current_start FROM coding_seen c "
            "JOIN code ON code.id = c.code_id JOIN coder ON coder.id = c.coder_id "
            "LEFT JOIN text_version v ON v.id = c.version_id LEFT JOIN text t ON t.sha256 = v.sha256 "
            f"WHERE c.current_stop = c.current_start {'' if document_id is None else 'AND c.document_id = ? '}"
            "ORDER BY c.document_id, c.current_start, c.num",
            () if document_id is None else (document_id,),
        )
    ]
