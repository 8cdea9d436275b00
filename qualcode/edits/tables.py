"""Which tables the journal folds into, and which of their columns are computed from others."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

SPAN = ("version_id", "start", "stop")

# Columns that are worked out again from the rest, so never journalled.
DERIVED: Mapping[str, frozenset[str]] = {
    "study": frozenset(),
    "coder": frozenset(),
    "document": frozenset(),
    "text_version": frozenset({"sentences"}),
    "speaker": frozenset(),
    "participant": frozenset(),
    "attribute": frozenset(),
    "code": frozenset(),
    "coding": frozenset({"current_start", "current_stop", "turn_number", "speaker_id", "long_id"}),
    "memo": frozenset(),
    "memo_link": frozenset(),
    "left_as_said": frozenset(),
    "code_example": frozenset(),
    "quote": frozenset(),
    "essay": frozenset(),
    "essay_part": frozenset(),
    "essay_source": frozenset(),
    "used_in": frozenset(),
    "summary": frozenset(),
    "theme": frozenset(),
    "theme_link": frozenset(),
    "round": frozenset(),
    "agreed": frozenset(),
    "pin": frozenset(),
    "survey": frozenset(),
    "question": frozenset(),
    "sample": frozenset(),
    "saved_question": frozenset(),
    "wanted": frozenset(),
    "returned": frozenset(),
}
FOLDED = tuple(DERIVED)

# A span means nothing without the text version it counts in: the three travel as one key, `span`.
WITH_SPAN = frozenset({"coding", "quote", "memo_link", "left_as_said", "code_example", "returned"})

# JSON objects merged key by key, so that two people may fill different attributes of one person.
MERGED = frozenset({("participant", "attributes"), ("document", "attributes")})

# Kept by the store itself on every folded table.
OWN = frozenset({"num", "hlc"})


def defaults(conn: sqlite3.Connection, table: str) -> dict[str, Any]:
    """What a new row of a folded table holds where the journal is silent, by column, as the schema says."""
    hidden = DERIVED[table] | OWN
    values: dict[str, Any] = {}
    for _, name, kind, _, default, _ in conn.execute(f'PRAGMA table_info("{table}")'):
        if name in hidden:
            continue
        if default is None or default == "NULL":
            values[name] = None
        else:
            values[name] = int(default) if kind == "INTEGER" else default[1:-1].replace("''", "'")
    return values
