"""Several passages with their citations to the clipboard at once."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import App

from qualcode.participants.disclosure import Cleared
from qualcode.tui import clipboard


@dataclass(frozen=True)
class Cited:
    """A cleared passage, with who said it and where, and its short id."""

    words: Cleared
    citation: str

    @property
    def text(self) -> str:
        return f"“{self.words.text}” ({self.citation})"


def copy_all(app: App[object], passages: Sequence[Cited]) -> str:
    """Copy passages, a blank line between them; returns where they went, for a toast."""
    if len(passages) == 1:
        return clipboard.copy(app, passages[0].words, passages[0].citation)
    words = "\n\n".join(passage.text for passage in passages)
    return send(app, words, f"{len(passages)} passages")


def send(app: App[object], words: str, what: str) -> str:
    """Copy words that hold nothing a participant said, or that were cleared; returns where they went."""
    for program in clipboard._programs():
        try:
            done = subprocess.run(
                program, input=words.encode(clipboard._encoding()), timeout=2, check=False, capture_output=True
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return f"Copied {what} to the clipboard."
    app.copy_to_clipboard(words)
    return f"Copied {what} through the terminal; if nothing can be pasted, it does not allow that."
