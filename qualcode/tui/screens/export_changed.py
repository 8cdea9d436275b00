"""What changed in briefing papers since the ones before, to be read once they are written."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.reading_page import Paragraph, ReadingPage


class WhatChanged(Modal[None]):
    """Each paper by the name of its file, with what is new, changed or gone in it."""

    DEFAULT_CSS = """
    WhatChanged ReadingPage { height: 14; background: $surface; padding: 0; }
    """

    def __init__(self, papers: Sequence[tuple[str, Sequence[str]]]) -> None:
        super().__init__("What changed", "The papers before stay as they are.", "↑↓ read · esc on")
        self._papers = papers

    def compose_box(self) -> ComposeResult:
        yield ReadingPage()

    def on_mount(self) -> None:
        """Show paper by paper."""
        page = self.query_one(ReadingPage)
        found: list[Paragraph] = []
        for name, sentences in self._papers:
            found.append(Paragraph(name, "heading"))
            found += [Paragraph(sentence, indent=2) for sentence in sentences]
        page.show(found)
        page.focus()
