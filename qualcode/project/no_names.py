"""Words of a study of which somebody said that they are no names."""

from __future__ import annotations

import json
import sqlite3

from qualcode.participants.name_finding import likeness

NO_NAMES = "no-names"


def said_to_be_none(conn: sqlite3.Connection) -> list[str]:
    """The words, as they were said."""
    found = conn.execute("SELECT value FROM setting WHERE key = ?", (NO_NAMES,)).fetchone()
    try:
        held = json.loads(found[0]) if found is not None else []
    except ValueError:  # not as it was written
        return []
    return [one for one in held if isinstance(one, str)] if isinstance(held, list) else []


def none_of_them(conn: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    """The same words, without case and accents."""
    return frozenset(map(likeness, said_to_be_none(conn)))
