"""Passages to be compared with one in the text, each whole, one of them under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from qualcode.transcripts.clean import plain
from qualcode.tui.widgets.marked_options import MarkedOptions
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.words import Words


class ComparePane(Pane):
    """A pane with passages, each a line that says whose and where, and its words; hidden until it is given some."""

    DEFAULT_CSS = """
    ComparePane { display: none; width: 48; }
    ComparePane.-shown { display: block; }
    ComparePane MarkedOptions, ComparePane MarkedOptions:focus {
        height: 1fr; max-height: 100%; border: none; background: $background; padding: 0;
    }
    ComparePane Words { height: auto; color: $text-muted; }
    """

    @dataclass
    class Opened(Message):
        """A passage was opened, by its place among those given, from 0."""

        place: int

    def compose(self) -> ComposeResult:
        yield MarkedOptions()
        yield Words("")

    @property
    def place(self) -> int:
        """The place of the passage under the cursor, from 0."""
        return self.query_one(MarkedOptions).highlighted or 0

    def take_keys(self) -> None:
        """Take the keys."""
        self.query_one(MarkedOptions).focus()

    def give(self, passages: Sequence[tuple[str, str]], more: str, at: int = 0) -> None:
        """Show passages (whose and where, words), the cursor `at` one, with a line on what is not shown."""
        here = self.query_one(MarkedOptions)
        here.clear_options()
        here.add_options(
            [
                Option(Content.assemble((plain(head), "$text-muted"), f"\n{plain(words)}\n"))
                for head, words in passages
            ]
        )
        here.highlighted = at
        below = self.query_one(Words)
        below.update(more)
        below.display = bool(more)
        self.add_class("-shown")

    @on(MarkedOptions.OptionSelected)
    def _selected(self, event: MarkedOptions.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Opened(event.option_index))
