"""What a code was called and meant before, read from the history of its row."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

_WORDED = {
    "name": "name",
    "definition": "definition",
    "use_when": "use when",
    "do_not_use_when": "do not use when",
    "example": "example",
    "state": "state",
}


@dataclass(frozen=True, slots=True)
class WordingChange:
    """One change of a code's wording: `at` is ISO 8601, `was` the words before, by what they were.

    `was` is empty for the change that added the code.
    """

    at: str
    coder: str
    label: str
    was: tuple[tuple[str, str], ...] = ()


def wording_history(conn: sqlite3.Connection, code_id: str) -> list[WordingChange]:
    """Every change of a code's words or state, newest first; moves are left out."""
    found: list[WordingChange] = []
    for at, coder, label, before in conn.execute(
        "SELECT h.at, coalesce(c.name, ''), h.action, h.before FROM change h "
        "LEFT JOIN coder c ON c.id = h.author WHERE h.tbl = 'code' AND h.row_id = ? ORDER BY h.id DESC",
        (code_id,),
    ):
        fields = None if before is None else json.loads(before)
        if fields is None:
            found.append(WordingChange(at, coder, label))
            continue
        was = tuple((shown, str(fields[name] or "")) for name, shown in _WORDED.items() if name in fields)
        if was:
            found.append(WordingChange(at, coder, label, was))
    return found
