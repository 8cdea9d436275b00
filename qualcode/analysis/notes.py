"""Memos, kept quotes and single codings, as far as one document shows them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from qualcode.analysis.documents import CodingMark
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
    """The memos about a document, a coding, a code, a participant or the study, oldest first."""
    return [
        Memo(row[0], row[1], row[2], row[3], None if row[4] is None else Span(row[4], row[5]))
        for row in conn.execute(
            "SELECT memo.id, memo.kind, memo.body, memo.coder_id, link.start, link.stop FROM memo_link link "
            "JOIN memo ON memo.id = link.memo_id AND memo.deleted_at IS NULL "
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
    """A passage kept as a quote: half-open, code points of the document's text at the time."""

    id: str
    span: Span


def quotes_of(conn: sqlite3.Connection, document_id: str) -> list[KeptQuote]:
    """The quotes kept from a document's current text."""
    return [
        KeptQuote(row[0], Span(row[1], row[2]))
        for row in conn.execute(
            "SELECT q.id, q.start, q.stop FROM quote q JOIN document d ON d.id = q.document_id "
            "AND d.version_id = q.version_id WHERE q.document_id = ? AND q.deleted_at IS NULL ORDER BY q.start",
            (document_id,),
        )
    ]


def codings_among(conn: sqlite3.Connection, document_id: str, ids: Collection[str]) -> list[CodingMark]:
    """Those of some codings that lie in a document and may be seen, as they stand now."""
    return [
        CodingMark(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]), row[7])
        for row in conn.execute(
            "SELECT c.id, c.current_start, c.current_stop, c.code_id, c.coder_id, coder.name, c.against, "
            "c.created_at FROM coding_seen c JOIN coder ON coder.id = c.coder_id WHERE c.document_id = ? "
            f"AND c.current_stop > c.current_start AND c.id IN ({', '.join('?' * len(ids))})",
            (document_id, *ids),
        )
    ]
