"""What essays are called, read without their quotes."""

from __future__ import annotations

import sqlite3

from qualcode.analysis.naming import names_of


def essay_title(conn: sqlite3.Connection, essay_id: str) -> str | None:
    """The title of an essay, with no listed name in it; None where it is gone."""
    found = conn.execute("SELECT title FROM essay WHERE id = ? AND deleted_at IS NULL", (essay_id,)).fetchone()
    return None if found is None else names_of(conn).show(found[0])
