"""Whether erasing somebody was begun and not finished, and what can be finished without them."""

from __future__ import annotations

import sqlite3

from qualcode.problem import Problem
from qualcode.project.wiping import press_out

BEGUN = "erasing"  # the setting that says whom, while it lasts
_GONE = ""  # whom, once nothing but the bytes is left to do


def say_gone(conn: sqlite3.Connection) -> None:
    """Note, with the erasing itself, that nothing but the bytes is left to do."""
    conn.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (BEGUN, _GONE))


def press_out_erased(conn: sqlite3.Connection) -> None:
    """Leave no byte of whoever was erased, where that is still to be done."""
    if conn.execute("SELECT 1 FROM setting WHERE key = ? AND value = ?", (BEGUN, _GONE)).fetchone() is not None:
        press_out(conn)
        conn.execute("DELETE FROM setting WHERE key = ?", (BEGUN,))


def begun(conn: sqlite3.Connection) -> Problem | None:
    """What to say where erasing somebody was begun and not finished; None where nothing was."""
    found = conn.execute("SELECT value FROM setting WHERE key = ?", (BEGUN,)).fetchone()
    if found is None:
        return None
    row = conn.execute("SELECT pseudonym FROM participant WHERE id = ? AND deleted_at IS NULL", found).fetchone()
    if row is None:
        return None
    return Problem(
        f"Erasing {row[0]} was begun and not finished.",
        "Some backups may be without them; the study still holds what they said.",
        "Erase them again: “Erase” on the participants page, or “qualcode erase”.",
    )
