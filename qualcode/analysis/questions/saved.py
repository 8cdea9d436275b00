"""Questions that were kept under a name."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.naming import names_of
from qualcode.analysis.questions.problems import nearest_sentence
from qualcode.problem import Problem


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question kept under a name, by whom and when (ISO 8601); `coder` is empty where nobody is known."""

    id: str
    name: str
    words: str
    coder: str
    created_at: str


def saved_questions(conn: sqlite3.Connection) -> list[SavedQuestion]:
    """The saved questions by name, as they are shown."""
    return sorted(names_of(conn).show_all(_as_kept(conn)), key=lambda one: (folded(one.name), one.id))


def find_saved(conn: sqlite3.Connection, named: str) -> SavedQuestion:
    """The saved question of that name, with its words as they were typed. Raises Problem where there is none."""
    kept = _as_kept(conn)
    shown = names_of(conn).show_all(kept)
    for one, other in zip(kept, shown, strict=True):
        if folded(named.removeprefix("@")) in (folded(one.name), folded(other.name)):
            return one
    raise Problem(
        f"No question is saved as “{named}”.",
        nearest_sentence(named, (one.name for one in shown)),
        "Saved questions are listed by their names." if kept else "None has been saved yet.",
    )


def _as_kept(conn: sqlite3.Connection) -> list[SavedQuestion]:
    return [
        SavedQuestion(*row)
        for row in conn.execute(
            "SELECT q.id, q.name, q.words, coalesce(c.name, ''), q.created_at FROM saved_question q "
            "LEFT JOIN coder c ON c.id = q.coder_id WHERE q.deleted_at IS NULL ORDER BY q.num"
        )
    ]
