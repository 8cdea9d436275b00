"""What is kept of a fatal error: a trace without any value, in the log folder; nothing is ever sent."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

_KEPT = 5


def log_folder() -> Path:
    """Where traces lie; `QUALCODE_LOGS` overrides."""
    import os

    if named := os.environ.get("QUALCODE_LOGS"):
        return Path(named)
    from platformdirs import user_log_dir

    return Path(user_log_dir("qualcode", appauthor=False))


def keep_trace(error: BaseException) -> str:
    """Write where it went wrong, never with what: no message, no local, no path of a study.

    Returns the sentence for the person. The newest five are kept.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{type(error).__module__}.{type(error).__qualname__}"]
    lines += [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines.append(f"after {type(cause).__module__}.{type(cause).__qualname__}")
    folder = log_folder()
    path = folder / f"crash-{datetime.now():%Y-%m-%dT%H%M%S%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for old in sorted(folder.glob("crash-*.txt"), reverse=True)[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return "qualcode had to stop because of a fault in it. All that you did is saved."
    return (
        "qualcode had to stop because of a fault in it. All that you did is saved. "
        f"Where it went wrong is noted, without any of your words, in {path}"
    )


def _place(filename: str) -> str:
    """A code file's path from its package on: the folders above it may name a person."""
    parts = Path(filename).parts
    for mark in ("qualcode", "site-packages"):
        if mark in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(mark) :])
    return parts[-1] if parts else ""
