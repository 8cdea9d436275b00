"""What a study holds, to be compared before and after."""

from __future__ import annotations

import sqlite3
from typing import Any

from qualcode.edits.tables import FOLDED

Living = dict[str, dict[str, dict[str, Any]]]


def living(conn: sqlite3.Connection) -> Living:
    """Every row that is not removed, by table and id, without the stamps that any change renews."""
    found: Living = {}
    for table in FOLDED:
        rows = conn.execute(f'SELECT * FROM "{table}" ORDER BY id')
        names = [column[0] for column in rows.description]
        found[table] = {
            row["id"]: {key: value for key, value in row.items() if key != "hlc"}
            for row in (dict(zip(names, values, strict=True)) for values in rows)
            if row.get("deleted_at") is None
        }
    return found
