"""Copies of a study beside it: the last five openings, and one a day for a week."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from qualcode.problem import Problem

OPENINGS = 5
DAYS = 7
_FOLDER = re.compile(r"(.+)\.qualcode-backups")
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{6})(?:-before-change)?\.qualcode")


def folder(path: Path) -> Path:
    return path.with_name(path.stem + ".qualcode-backups")


def study_of(path: Path) -> str:
    """The name of the study's file that a file is a backup of; empty where it lies in no folder of backups."""
    place = path.resolve().parent.name
    kept = _FOLDER.fullmatch(place)
    return "" if kept is None else f"{kept[1]}.qualcode"


def is_backup(path: Path) -> Problem | None:
    """What to say where a study that is opened is a backup of one; None where it is none."""
    study = study_of(path)
    if not study:
        return None
    return Problem(
        f"This is a backup of {study}, not the study itself.",
        "It can only be read, and nothing goes from it to readers outside: somebody may have withdrawn since.",
        f"Open {study}; to go on from the backup, copy it out of its folder.",
    )


def backups(path: Path) -> list[Path]:
    """The backups of a study, newest first."""
    place = folder(path)
    return (
        sorted((p for p in place.glob("*.qualcode") if _NAME.fullmatch(p.name)), reverse=True)
        if place.is_dir()
        else []
    )


def back_up(conn: sqlite3.Connection, path: Path, now: datetime, note: str = "") -> Path:
    """Copy the open study with SQLite's backup API (never the file: it may be half written), then thin out.

    Mode 0600. Raises OSError or sqlite3.Error where the copy cannot be made; no half copy stays.
    """
    place = folder(path)
    place.mkdir(mode=0o700, exist_ok=True)
    target = place / f"{now:%Y-%m-%dT%H%M%S}{note}.qualcode"
    partial = target.with_suffix(".part")
    os.close(os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    copy = sqlite3.connect(partial, isolation_level=None)
    try:
        conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.close()
        partial.replace(target)
    except BaseException:
        copy.close()
        partial.unlink(missing_ok=True)
        raise
    for old in _superfluous(backups(path), now):
        with contextlib.suppress(OSError):
            old.unlink()
    return target


def _superfluous(newest_first: list[Path], now: datetime) -> list[Path]:
    """All but the newest five, the newest of each of the last seven days, and those made before a change of form."""
    kept = set(newest_first[:OPENINGS])
    days: set[str] = set()
    oldest = f"{now - timedelta(days=DAYS):%Y-%m-%d}"
    for backup in newest_first:
        day = backup.name[:10]
        if "-before-change" in backup.name or (day > oldest and day not in days):
            kept.add(backup)
        days.add(day)
    return [backup for backup in newest_first if backup not in kept]
