"""The bar one types in after `/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input
from textual.widgets.input import Selection

from qualcode.tui.widgets.words import Words


class _Line(Input):
    """A line to type in, which leaves the terminal's cursor where it is until it has the keys."""

    def _watch_selection(self, selection: Selection) -> None:
        # Textual puts the cursor here as soon as the line is made, also on a screen that is only laid ready.
        cursor = self.app.cursor_position
        super()._watch_selection(selection)
        if self.screen.focused is not self:
            self.app.cursor_position = cursor


class FindBar(Horizontal):
    """Hidden until opened; enter keeps the words, esc forgets them, or brings back those it was opened with.

    `hint` says on the right what can be typed, where there is room.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "forget", "Forget", show=False)]

    DEFAULT_CSS = """
    FindBar { display: none; height: 1; dock: bottom; background: $surface; }
    FindBar.-open { display: block; }
    FindBar > Static { width: auto; padding: 0 1; color: $primary; text-style: bold; }
    FindBar > .find-bar--hint { color: $text-muted; text-style: none; }
    .-narrow FindBar > .find-bar--hint { display: none; }
    FindBar > Input, FindBar > Input:focus { width: 1fr; border: none; height: 1; padding: 0; background: $surface; }
    """

    @dataclass
    class Typed(Message):
        """Other words stand in the bar."""

        words: str

    @dataclass
    class Closed(Message):
        """The bar was closed with these words; empty where they were forgotten."""

        words: str

    def __init__(self, label: str, *, id: str | None = None, forgets: bool = True, hint: str = "") -> None:
        super().__init__(id=id)
        self._hint = hint
        self._label = label
        self._forgets = forgets
        self._before = ""

    def compose(self) -> ComposeResult:
        yield Words(f"/ {self._label}:", classes="find-bar--label")
        yield _Line(select_on_focus=True)
        if self._hint:
            yield Words(self._hint, classes="find-bar--hint")

    def say_what(self, label: str) -> None:
        """Say otherwise what the words narrow."""
        if label != self._label:
            self._label = label
            self.query_one(".find-bar--label", Words).update(f"/ {label}:")

    def open(self, words: str = "") -> None:
        """Show the bar and type in it."""
        self.add_class("-open")
        self._before = words
        field = self.query_one(Input)
        field.value = words
        self.screen.set_focus(field)  # not `focus`, which is later: the next key may have come already

    def action_forget(self) -> None:
        """Close without words, or with those it was opened with."""
        self._close("" if self._forgets else self._before)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.has_class("-open"):
            self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._close(event.value)

    def _close(self, words: str) -> None:
        self.remove_class("-open")
        self.post_message(self.Closed(words))
