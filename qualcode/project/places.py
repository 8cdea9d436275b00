"""What a coder left where: the last place in each document, and the digits of pinned codes."""

from __future__ import annotations

import sqlite3

from qualcode.analysis.counts.kept import keep_on, still_kept
from qualcode.analysis.versions import carried
from qualcode.transcripts.span import Span


def last_place(conn: sqlite3.Connection, coder_id: str, document_id: str) -> Span | None:
    """Where a coder was last in a document, in its current text; None where they were not."""
    found = conn.execute(
        "SELECT version_id, start, stop FROM place WHERE coder_id = ? AND document_id = ?", (coder_id, document_id)
    ).fetchone()
    return None if found is None else carried(conn, document_id, found[0], Span(found[1], found[2]))


def remember_place(conn: sqlite3.Connection, coder_id: str, document_id: str, span: Span) -> None:
    """Keep where a coder is in a document; it is no part of the history."""
    counted = still_kept(conn)
    conn.execute(
        "INSERT OR REPLACE INTO place SELECT ?, id, version_id, ?, ? FROM document WHERE id = ?",
        (coder_id, span.start, span.end, document_id),
    )
    keep_on(conn, counted)


def pins(conn: sqlite3.Connection, coder_id: str) -> dict[int, str]:
    """A coder's pinned codes by digit, 1 to 9."""
    return dict(
        conn.execute(
            "SELECT pin.slot, pin.code_id FROM pin JOIN code ON code.id = pin.code_id AND code.deleted_at IS NULL "
            "WHERE pin.coder_id = ? AND pin.deleted_at IS NULL AND code.state != 'retired' ORDER BY pin.slot",
            (coder_id,),
        )
    )


def recent_codes(conn: sqlite3.Connection, coder_id: str, document_id: str = "", most: int = 9) -> list[str]:
    """The codes a coder used last, the latest first, those of this document before all others."""
    mine = "FROM coding_seen c JOIN code ON code.id = c.code_id AND code.state != 'retired' WHERE c.coder_id = ?"
    here = conn.execute(
        f"SELECT c.code_id {mine} AND c.document_id = ? GROUP BY c.code_id ORDER BY max(c.num) DESC LIMIT ?",
        (coder_id, document_id, most),
    )
    found = dict.fromkeys(row[0] for row in here)
    if len(found) < most:
        # The last codings first, and read no further than needed: all of 100,000 would take 45 ms.
        for (code_id,) in conn.execute(f"SELECT c.code_id {mine} ORDER BY c.num DESC", (coder_id,)):
            found.setdefault(code_id)
            if len(found) == most:
                break
    return list(found)
