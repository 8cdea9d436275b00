"""What came back from workshops, as it stands in the study now."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from qualcode.analysis.documents import CALLED, text_of
from qualcode.analysis.versions import CurrentPlaces
from qualcode.transcripts.span import Span


@dataclass(frozen=True, slots=True)
class Returned:
    """What a group said to something: `table` and `row_id` are empty where nobody knows to what.

    `card` is as it was typed, `words` as the note has them now.
    """

    table: str
    row_id: str
    card: str
    document_id: str
    document: str
    votes: int | None
    words: str


def lines_returned(conn: sqlite3.Connection) -> list[Returned]:
    """All of it, in the order of the documents and of their lines; nothing of what was withdrawn."""
    places = CurrentPlaces(conn)
    texts: dict[str, str] = {}
    found = []
    for table, row_id, card, document_id, called, votes, version, start, stop in conn.execute(
        f"SELECT coalesce(r.on_table, ''), coalesce(r.on_id, ''), r.card, d.id, {CALLED}, r.votes, r.version_id, "
        "r.start, r.stop FROM returned r JOIN document d ON d.id = r.document_id AND d.deleted_at IS NULL "
        "WHERE r.deleted_at IS NULL AND d.id NOT IN (SELECT id FROM document_withdrawn) "
        "ORDER BY d.position, d.num, r.num"
    ).fetchall():
        if document_id not in texts:
            texts[document_id] = text_of(conn, document_id) or ""
        span = places.span(document_id, version, Span(start, stop))
        found.append(Returned(table, row_id, card, document_id, called, votes, span.of(texts[document_id])))
    return found
