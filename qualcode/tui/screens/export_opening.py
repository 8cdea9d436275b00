"""Opening a finished file with the machine's own programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from qualcode.problem import Problem


def can_open() -> bool:
    """True where there is a desktop that could show a file."""
    if sys.platform in ("darwin", "win32"):
        return True
    return (
        bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and shutil.which("xdg-open") is not None
    )


def opening(path: Path, *, folder: bool = False) -> list[str]:
    """The program and its arguments that open a file, or show it in its folder."""
    if sys.platform == "darwin":
        return ["open", "-R", str(path)] if folder else ["open", str(path)]
    if sys.platform == "win32":
        return ["explorer", f"/select,{path}"] if folder else ["explorer", str(path)]
    return ["xdg-open", str(path.parent if folder else path)]


def show(path: Path, *, folder: bool = False) -> None:
    """Open a file, or show it in its folder, without waiting for it. Raises Problem where that cannot be done."""
    if not can_open():
        raise Problem(
            "This machine has no desktop to open files with.",
            f"The file is {path}.",
            "Copy its path, and open it where you can.",
        )
    try:
        subprocess.Popen(
            opening(path, folder=folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise Problem("The file could not be opened.", str(error.strerror), f"Open it by hand: {path}") from error
