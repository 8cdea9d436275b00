"""Several passages with their citations to the clipboard at once."""

from __future__ import annotations

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
        return clipboard.cited(self.words, self.citation)


def copy_all(app: App[object], passages: Sequence[Cited]) -> str:
    """Copy passages, a blank line between them; returns where they went, for a toast."""
    if len(passages) == 1:
        return clipboard.copy(app, passages[0].words, passages[0].citation)
    words = "\n\n".join(passage.text for passage in passages)
    return clipboard.send(app, words, f"{len(passages)} passages")
