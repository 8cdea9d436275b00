"""Words to the clipboard: the system's own first, the terminal's second."""

from __future__ import annotations

import shutil
import subprocess
import sys

from textual.app import App

from qualcode.analysis.excerpt_rows import turn_by_turn
from qualcode.participants.disclosure import Cleared


def copy(app: App[object], cleared: Cleared, citation: str) -> str:
    """Copy cleared words with their citation; returns where they went, for a toast."""
    return send(app, cited(cleared, citation))


def cited(cleared: Cleared, citation: str) -> str:
    """Cleared words in quotation marks, each further speaker named, and the citation after them."""
    words = turn_by_turn([(line.who, line.words) for line in cleared.lines if not line.is_question])
    return f"“{words}” ({citation})" if citation else f"“{words}”"


def send(app: App[object], words: str, what: str = "") -> str:
    """Copy words that hold nothing a participant said, or that were cleared; returns where they went.

    `what` names them in the answer.
    """
    for program in _programs():
        try:
            done = subprocess.run(
                program, input=words.encode(_encoding()), timeout=2, check=False, capture_output=True
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return f"Copied {what} to the clipboard." if what else "Copied to the clipboard."
    app.copy_to_clipboard(words)
    copied = f"Copied {what}" if what else "Copied"
    return f"{copied} through the terminal; if nothing can be pasted, it does not allow that."


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
