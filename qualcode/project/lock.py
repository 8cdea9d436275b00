"""The advisory note beside an open study that says who has it; SQLite's own lock decides."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from datetime import datetime
from pathlib import Path

from qualcode.transcripts.clean import plain


def _note(path: Path) -> Path:
    return path.with_name(path.name + "-lock")


def write_note(path: Path, since: datetime) -> None:
    """Leave a note of who has the study open; a folder that cannot be written to has none."""
    try:
        who = getpass.getuser()
    except (OSError, KeyError, ImportError):
        who = "somebody"
    note = {
        "who": who,
        "machine": platform.node(),
        "since": since.isoformat(timespec="minutes"),
        "pid": os.getpid(),
    }
    with contextlib.suppress(OSError):
        _note(path).write_text(json.dumps(note), encoding="utf-8")


def remove_note(path: Path) -> None:
    with contextlib.suppress(OSError):
        _note(path).unlink(missing_ok=True)


def holder(path: Path) -> str:
    """A sentence about who has the study open, as far as the note tells."""
    try:
        note = json.loads(_note(path).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(note["since"]).strftime("%d %B, %H:%M")
        return plain(f"{note['who']} has it open on {note['machine']} since {since}.")
    except (OSError, ValueError, KeyError, TypeError):
        return "Another window or program has it open."
