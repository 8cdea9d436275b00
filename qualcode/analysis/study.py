"""The study's own page, and who codes in it."""

from __future__ import annotations

import sqlite3

_PAGE = ("title", "question", "dates", "team", "funder", "ethics", "destroy_by")


def study_page(conn: sqlite3.Connection) -> dict[str, str]:
    """The fields of the study page by name, empty where nothing was written."""
    values = conn.execute(f"SELECT {', '.join(_PAGE)} FROM study").fetchone()
    return {name: value or "" for name, value in zip(_PAGE, values, strict=True)}


def coders(conn: sqlite3.Connection) -> dict[str, str]:
    """The names of those who code, by id."""
    return dict(conn.execute("SELECT id, name FROM coder WHERE deleted_at IS NULL ORDER BY num"))


def reading_unit(conn: sqlite3.Connection) -> str:
    """The unit of one step through a text: sentence unless changed."""
    return str(conn.execute("SELECT unit FROM study").fetchone()[0])


def language(conn: sqlite3.Connection) -> str:
    """The language whose rules find the sentences of new documents."""
    return str(conn.execute("SELECT language FROM study").fetchone()[0])


def own_stop_words(conn: sqlite3.Connection) -> tuple[str, ...]:
    """The words that the study leaves out of word lists besides those of its language."""
    return tuple(str(conn.execute("SELECT stop_words FROM study").fetchone()[0]).split())
