"""The study file's dated migrations, each a form of the file further."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.project.forms import counting, first, history, writing

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x51434F44  # "QCOD"
SCHEMA_VERSION = 7


def statements(script: str) -> Iterator[str]:
    """One SQL statement at a time (`executescript` would commit before the first)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        raise ValueError("the script's last statement has no end")


def migrations() -> Migrations:
    """The study file's migrations, oldest first; each runs whole or not at all."""
    from sqlite_utils import Migrations  # 87 ms

    steps = Migrations("qualcode")

    @steps(name="2026-11-22 first schema")
    def first_tables(db: Database) -> None:
        for statement in statements(first.FIRST):
            db.execute(statement)
        db.execute("PRAGMA user_version = 1")

    @steps(name="2026-11-22 surveys")
    def surveys(db: Database) -> None:
        for statement in statements(history.SURVEYS):
            db.execute(statement)
        for statement in statements(history.HISTORY):
            db.execute(statement)
        db.execute("PRAGMA user_version = 2")

    @steps(name="2026-11-23 places left as said")
    def left_as_said(db: Database) -> None:
        for statement in (*statements(history.LEFT_AS_SAID), *statements(history.EXAMPLES)):
            db.execute(statement)
        db.execute("PRAGMA user_version = 3")

    @steps(name="2026-11-23 charts")
    def charts(db: Database) -> None:
        for statement in (*statements(counting.CHARTS), *statements(counting.VIEWS)):
            db.execute(statement)
        db.execute("PRAGMA user_version = 4")

    @steps(name="2026-11-23 people who withdrew")
    def counted(db: Database) -> None:
        for statement in statements(counting.COUNTED):
            db.execute(statement)
        db.execute("PRAGMA user_version = 5")

    @steps(name="2026-11-23 essays")
    def essays(db: Database) -> None:
        for statement in statements(writing.ESSAYS):
            db.execute(statement)
        db.execute("PRAGMA user_version = 6")

    @steps(name="2026-11-23 workshops")
    def workshops(db: Database) -> None:
        for script in (writing.WORKSHOPS, writing.NAME_MARKS, writing.PRINTED):
            for statement in statements(script):
                db.execute(statement)
        db.execute("PRAGMA user_version = 7")

    return steps


def migrate(db: Database) -> None:
    """Bring the file up to `SCHEMA_VERSION`."""
    migrations().apply(db)
