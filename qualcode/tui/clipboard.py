"""Words to the clipboard: the system's own first, the terminal's second."""

from __future__ import annotations

import shutil
import subprocess
import sys

from textual.app import App

from qualcode.participants.disclosure import Cleared


def copy(app: App[object], cleared: Cleared, citation: str) -> str:
    """Copy cleared words with their citation; returns where they went, for a toast."""
    words = f"“{cleared.text}” ({citation})" if citation else f"“{cleared.text}”"
    for program in _programs():
        try:
            done = subprocess.run(
                program, input=words.encode(_encoding()), timeout=2, check=False, capture_output=True
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return "Copied to the clipboard."
    app.copy_to_clipboard(words)
    return "Copied through the terminal; if nothing can be pasted, it does not allow that."


def _encoding() -> str:
    return "utf-16-le" if sys.platform == "win32" else "utf-8"


def _programs() -> list[list[str]]:
    """The programs of this machine that take the clipboard's words."""
    import os

    wanted: list[list[str]] = []
    if sys.platform == "darwin":
        wanted = [["pbcopy"]]
    elif sys.platform == "win32":
        wanted = [["clip"]]
    else:
        if os.environ.get("WAYLAND_DISPLAY"):
            wanted.append(["wl-copy"])
        if os.environ.get("DISPLAY"):
            wanted.append(["xclip", "-selection", "clipboard"])
    return [program for program in wanted if shutil.which(program[0])]
