"""Taking words out of the bytes of a study and of the copies beside it, so that none are left on the disk."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from qualcode.edits.store import STORE_ERRORS
from qualcode.problem import Problem
from qualcode.project import backup
from qualcode.project.connection import as_database
from qualcode.project.crash import log_folder
from qualcode.project.journal import differences
from qualcode.project.schema import SCHEMA_VERSION, migrate

T = TypeVar("T")


def whole_or_not(conn: sqlite3.Connection, work: Callable[[], T], failed: str) -> T:
    """Rewrite an open file in one transaction, or leave it as it was.

    Raises Problem, titled `failed`, where it cannot be done, or the history would no longer give the tables.
    """
    try:
        conn.execute("BEGIN IMMEDIATE")
        try:
            done = still_sound(conn, work, failed)
        except BaseException:
            conn.execute("ROLLBACK")
            raise
        conn.execute("COMMIT")
    except STORE_ERRORS as error:
        raise Problem(failed, "Nothing was changed.", "Check the disk.") from error
    return done


def still_sound(conn: sqlite3.Connection, work: Callable[[], T], failed: str) -> T:
    """Do what rewrites rows; raises Problem where the history gave the tables before it, and does no longer."""
    sound = _is_sound(conn)
    done = work()
    if sound and not _is_sound(conn):
        raise Problem(
            f"{failed.removesuffix('.')}: the history would no longer add up.",
            "Nothing was changed.",
            "Run “qualcode doctor”, and report this.",
        )
    return done


def _is_sound(conn: sqlite3.Connection) -> bool:
    """Whether the history gives the tables; False, too, in a copy made before some of the tables were."""
    try:
        return not differences(conn)
    except STORE_ERRORS:
        return False


def press_out(conn: sqlite3.Connection) -> None:
    """Leave no free page and no log: both may hold words that were taken out."""
    conn.execute("VACUUM")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def clean_copies(path: Path, rewrite: Callable[[sqlite3.Connection], T]) -> tuple[dict[Path, T], int]:
    """Rewrite the copies beside the study, each in memory; one that cannot be rewritten is deleted.

    Gives what `rewrite` gave of each copy, and how many were deleted.
    """
    cleaned: dict[Path, T] = {}
    deleted = 0
    for copy in backup.backups(path):
        try:
            cleaned[copy] = _clean_copy(copy, rewrite)
        except (Problem, OSError, sqlite3.Error):
            wipe(copy)
            deleted += 1
    folder = backup.folder(path)
    for unfinished in folder.glob("*.part") if folder.is_dir() else ():
        wipe(unfinished)
    return cleaned, deleted


def _clean_copy(copy: Path, rewrite: Callable[[sqlite3.Connection], T]) -> T:
    """Rewrite a copy in memory and put it in the old one's place, whose bytes are wiped first.

    One of an older form is brought up to date before, so that every table is where it is looked for.
    """
    memory = sqlite3.connect(":memory:", isolation_level=None)
    fresh = copy.with_suffix(".part")
    try:
        with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as held:
            held.backup(memory)
        if memory.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
            migrate(as_database(memory))
        done = rewrite(memory)
        memory.execute("VACUUM")
        os.close(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as target:
            memory.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        wipe(copy)
        fresh.replace(copy)
        return done
    finally:
        memory.close()
        fresh.unlink(missing_ok=True)


def wipe(file: Path) -> None:
    """Write over a file before it goes, as far as the disk lets one."""
    with contextlib.suppress(OSError), file.open("r+b") as held:
        left = file.stat().st_size
        while left > 0:
            left -= held.write(b"\0" * min(left, 1 << 20))
        held.flush()
        os.fsync(held.fileno())
    file.unlink(missing_ok=True)


def clean_traces(holds: Callable[[str], object]) -> None:
    """Delete notes of faults that hold what was taken out; they should hold none of it."""
    folder = log_folder()
    for trace in folder.glob("crash-*.txt") if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            if holds(trace.read_text(encoding="utf-8", errors="replace")):
                wipe(trace)


def own_files(path: Path) -> list[Path]:
    """The study's file, what SQLite leaves beside it, and its copies."""
    beside = [file for file in path.parent.glob(f"{path.name}*") if file.is_file()]
    folder = backup.folder(path)
    return sorted([*beside, *(file for file in folder.glob("*") if file.is_file())] if folder.is_dir() else beside)
