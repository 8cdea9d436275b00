"""Where a memo is written: its kind, how widely it is about something, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import TextArea

from qualcode.tui.widgets.kind_line import KindLine
from qualcode.tui.widgets.resting import Resting


class MemoEditor(Vertical, can_focus=False):
    """Kinds, what it may be about where there are several `whats`, and words; it tells when to keep them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "done", "Save and go back", show=False, priority=True),
        Binding("ctrl+q", "leave", "Save and leave the program", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    MemoEditor { height: auto; }
    MemoEditor TextArea, MemoEditor TextArea:focus { border: none; background: $panel; padding: 0 1; height: 10; }
    MemoEditor .last { margin-bottom: 1; }
    """

    class Rested(Message):
        """Nothing was typed or chosen for a while."""

    @dataclass
    class Turned(Message):
        """It is to be about something wider or narrower."""

        what: str

    @dataclass
    class Done(Message):
        """The writing is over; with `leaving` the program is to be left, too."""

        leaving: bool = False

    def __init__(
        self, kinds: Sequence[str], kind: str, words: str, whats: Sequence[str] = (), *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._kinds, self._kind, self._first = kinds, kind, words
        self._whats = whats if len(whats) > 1 else ()
        self._resting = Resting(self, self._rest)

    def compose(self) -> ComposeResult:
        yield KindLine(self._kinds, self._kind, id="kinds", classes="" if self._whats else "last")
        if self._whats:
            yield KindLine(self._whats, self._whats[0], id="whats", classes="last")
        yield TextArea(self._first, soft_wrap=True, tab_behavior="focus", id="words")

    def on_mount(self) -> None:
        """Write at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def kind(self) -> str:
        """The chosen kind."""
        return self.query_one("#kinds", KindLine).kind

    @property
    def words(self) -> str:
        """What was written."""
        return self.query_one(TextArea).text

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._resting.typed()

    @on(KindLine.Chosen)
    def _chosen(self, event: KindLine.Chosen) -> None:
        event.stop()
        if event.kind in self._whats:
            self.post_message(self.Turned(event.kind))
        self._resting.typed()

    def _rest(self) -> None:
        self.post_message(self.Rested())

    def on_key(self, event: events.Key) -> None:
        """Letters pressed on a line of kinds must not act on what lies behind."""
        if event.is_printable:
            event.stop()

    def action_done(self) -> None:
        """Tell that the writing is over."""
        self._over(leaving=False)

    def action_leave(self) -> None:
        """Tell that the writing is over, and the program to be left."""
        self._over(leaving=True)

    def _over(self, *, leaving: bool) -> None:
        self._resting.over()
        self.post_message(self.Done(leaving))
