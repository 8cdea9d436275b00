"""Opening a study file, with what is checked first, and writing to it in one go."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.analysis.naming import StudyConnection
from qualcode.edits.store import STORE_ERRORS
from qualcode.problem import Problem
from qualcode.project.schema import APPLICATION_ID, SCHEMA_VERSION, migrate

if TYPE_CHECKING:
    from sqlite_utils import Database

SUFFIX = ".qualcode"
_OLDEST_SQLITE = (3, 37, 0)


def check_sqlite() -> None:
    """Raise Problem where this Python's SQLite cannot hold a study."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise Problem(
            "This Python's SQLite is too old.",
            f"It is {sqlite3.sqlite_version}; qualcode needs 3.37 or newer.",
            "Install a newer Python, then install qualcode again.",
        )


def connect(path: Path, *, create: bool = False, read_only: bool = False) -> sqlite3.Connection:
    """Open a study file for this process alone, on the thread that calls.

    Raises Problem when the file is missing, held by another process, not a study, or made by a newer qualcode.
    Whether it is a study is asked by SQL: opening the file any other way would drop SQLite's lock on it.
    """
    check_sqlite()
    if not create and not path.is_file():
        raise Problem(
            f"There is no study at {path.name}.", remedy="Check the name, or begin one with “qualcode new”."
        )
    conn: sqlite3.Connection | None = None
    try:
        conn = _open(path, read_only)
        if not read_only:
            conn.execute("PRAGMA locking_mode = EXCLUSIVE")
        if not create:
            _check_identity(conn, path)
        if not read_only:
            _prepare(conn)
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "temp_store = MEMORY"):
            conn.execute(f"PRAGMA {pragma}")
        if create:
            conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        return conn
    except BaseException as error:
        if conn is not None:
            conn.close()
        if isinstance(error, sqlite3.Error):
            raise _explained(error, path) from error
        raise


def as_database(conn: sqlite3.Connection) -> Database:
    """The connection with what `sqlite_utils` adds to it, which opening a study of today does without."""
    from sqlite_utils import Database  # 87 ms

    return Database(conn, execute_plugins=False)


def up_to_date_in_memory(conn: sqlite3.Connection) -> sqlite3.Connection:
    """An older study that may not be written to, copied and brought up to date; its file is closed as it was."""
    copy = sqlite3.connect(":memory:", isolation_level=None, factory=StudyConnection)
    conn.backup(copy)
    conn.close()
    copy.execute("PRAGMA trusted_schema = OFF")
    migrate(as_database(copy))
    return copy


@contextmanager
def transaction(conn: sqlite3.Connection) -> Iterator[None]:
    """All of it is on disk afterwards, or nothing was changed. Raises Problem where it cannot be saved."""
    try:
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            conn.execute("ROLLBACK")
            if isinstance(conn, StudyConnection):
                conn.forget()
            raise
        conn.execute("COMMIT")
    except STORE_ERRORS as error:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise Problem(
            "This could not be saved.", str(error), "Nothing was changed. Check the disk, then try again."
        ) from error


def _open(path: Path, read_only: bool) -> sqlite3.Connection:
    if not read_only:
        return sqlite3.connect(path, timeout=0, isolation_level=None, factory=StudyConnection)
    # Without a log nobody has it open. With one, SQLite must be able to make its index beside it.
    flags = "mode=ro"
    if not path.with_name(path.name + "-wal").exists():
        flags += "&immutable=1"
    elif not os.access(path.parent, os.W_OK):
        raise Problem(
            "This study is open elsewhere or was not closed properly, and its folder cannot be written to.",
            remedy="Close it there, or copy the study's folder to a place you may write to and open it there.",
        )
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{flags}", uri=True, timeout=0, isolation_level=None, factory=StudyConnection
    )


def _prepare(conn: sqlite3.Connection) -> None:
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("PRAGMA secure_delete = ON")
    if sys.platform == "darwin":
        conn.execute("PRAGMA fullfsync = 1")
        conn.execute("PRAGMA checkpoint_fullfsync = 1")
    conn.execute("BEGIN IMMEDIATE")  # takes the lock now, not at the first coding
    conn.execute("COMMIT")


def _check_identity(conn: sqlite3.Connection, path: Path) -> None:
    (application,) = conn.execute("PRAGMA application_id").fetchone()
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise Problem(
            f"{path.name} is not a qualcode study.",
            "It is another program's file, or empty.",
            "Open the file that ends in .qualcode, or begin a study with “qualcode new”.",
        )
    if version > SCHEMA_VERSION:
        raise Problem(
            f"{path.name} was made by a newer qualcode.",
            f"Its form is number {version}; this program knows up to {SCHEMA_VERSION}.",
            "Install the newer qualcode. The file has not been touched.",
        )


def _explained(error: sqlite3.Error, path: Path) -> Problem:
    words = str(error).casefold()
    if "locked" in words or "busy" in words:
        from qualcode.project.lock import holder

        return Problem(
            "This study is open elsewhere.",
            holder(path),
            "Close it there first. Nothing was changed or lost.",
        )
    if "not a database" in words or "malformed" in words or "corrupt" in words:
        return Problem(
            f"{path.name} is damaged or not a study.",
            "It cannot be read as a qualcode file.",
            f"Copy the newest file from “{path.stem}.qualcode-backups” beside it and open that.",
        )
    if "readonly" in words or "read-only" in words or "unable to open" in words:
        return Problem(f"{path.name} cannot be opened here.", str(error), "Check that you may write in its folder.")
    if "disk is full" in words or "database or disk" in words:
        return Problem("The disk is full.", remedy="Make room, then try again. Nothing that was saved is lost.")
    return Problem(f"{path.name} cannot be opened.", str(error), "Run “qualcode doctor” on it.")
