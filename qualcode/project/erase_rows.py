"""The rows that go with a participant who is erased, in whatever table."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from qualcode.edits.tables import FOLDED
from qualcode.project.erase_whose import Whose
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind

Rows = dict[str, set[str]]
"""Ids by table."""

# Columns that name a row without which theirs means nothing.
_HANGS_ON = {
    "agreed": "coding_id",
    "used_in": "quote_id",
    "memo_link": "on_id",
    "theme_link": "on_id",
    "code_example": "document_id",
    "returned": "on_id",
}


def rows_of(conn: sqlite3.Connection, who: Whose) -> Rows:
    """What goes whole: all that belongs to their documents, and what elsewhere is about their words alone.

    A memo goes where all it is linked with goes. The participant is not among them.
    """
    there = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    rows: Rows = {table: set() for table in FOLDED if table in there}
    rows["document"] = _present(conn, "document", who.documents)
    for table in rows:
        columns = {row[1] for row in conn.execute(f'PRAGMA table_info("{table}")')}
        if "document_id" in columns:
            rows[table] |= _with(conn, table, "document_id", who.documents)
        if "participant_id" in columns and table != "speaker":
            rows[table] |= _with(conn, table, "participant_id", [who.id])
    for table in ("coding", "quote"):
        rows[table] |= _about_them(conn, table, who, whole=True)
    for table in ("code_example", "left_as_said"):
        if table in rows:
            rows[table] |= _about_them(conn, table, who, whole=False)
    rows["memo_link"] |= _about_them(conn, "memo_link", who, whole=True)
    gone = {who.id}.union(*rows.values())
    for table, column in _HANGS_ON.items():
        if table in rows:
            rows[table] |= _with(conn, table, column, gone)
    rows["memo"] |= _memos(conn, rows["memo_link"])
    rows["memo_link"] |= _with(conn, "memo_link", "memo_id", rows["memo"])
    rows["memo_link"] |= _with(conn, "memo_link", "on_id", rows["memo"])
    return rows


def shared_quotes(conn: sqlite3.Connection, who: Whose) -> set[str]:
    """Kept quotes in which they speak with others, which stay."""
    return _about_them(conn, "quote", who, whole=False) - _about_them(conn, "quote", who, whole=True)


def workshop_notes(conn: sqlite3.Connection) -> frozenset[str]:
    """The documents that somebody of the team wrote down at a workshop, where words of others stood on cards."""
    return frozenset(
        row[0] for row in conn.execute("SELECT id FROM document WHERE kind = ?", (str(Kind.WORKSHOP_NOTE),))
    )


def living(conn: sqlite3.Connection, rows: Rows, table: str) -> int:
    """How many of the rows of a table were not taken out before."""
    return sum(
        conn.execute(f'SELECT deleted_at IS NULL FROM "{table}" WHERE id = ?', (one,)).fetchone()[0]
        for one in rows.get(table, ())
    )


def _present(conn: sqlite3.Connection, table: str, ids: Collection[str]) -> set[str]:
    return _with(conn, table, "id", ids)


def _with(conn: sqlite3.Connection, table: str, column: str, values: Collection[str]) -> set[str]:
    """The rows of a table that name one of some ids in a column."""
    held = set(values)
    return {row[0] for row in conn.execute(f'SELECT id, "{column}" FROM "{table}"') if row[1] in held}


def _about_them(conn: sqlite3.Connection, table: str, who: Whose, *, whole: bool) -> set[str]:
    """The rows whose passage holds words of theirs: with `whole` of no other participant."""
    texts: dict[str, str] = {}
    found = set()
    for row_id, version_id, start, stop in _passages(conn, table):
        stretches = who.stretches.get(version_id)
        if stretches is None:
            continue
        span = Span(start, stop)
        if version_id not in texts:
            texts[version_id] = conn.execute(
                "SELECT t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.id = ?", (version_id,)
            ).fetchone()[0]
        if stretches.only_theirs(texts[version_id], span) if whole else stretches.touched(span):
            found.add(row_id)
    return found


def _passages(conn: sqlite3.Connection, table: str) -> Iterator[tuple[str, str, int, int]]:
    yield from conn.execute(f'SELECT id, version_id, start, stop FROM "{table}" WHERE start IS NOT NULL').fetchall()


def _memos(conn: sqlite3.Connection, links: Collection[str]) -> set[str]:
    """The memos of which all links go; links that were taken away before count where there are no others."""
    on: dict[str, list[tuple[bool, bool]]] = {}
    for link_id, memo_id, kept in conn.execute("SELECT id, memo_id, deleted_at IS NULL FROM memo_link"):
        on.setdefault(memo_id, []).append((bool(kept), link_id in links))
    return {
        memo
        for memo, found in on.items()
        if all(going for kept, going in found if kept) and any(going for _, going in found)
    }
