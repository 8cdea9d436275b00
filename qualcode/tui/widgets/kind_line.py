"""A line of kinds, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from qualcode.transcripts.graphemes import cells
from qualcode.tui.widgets.words import Words

_WIDE, _CLOSE = 2, 1  # cells between kinds, and where there is no room for that


class KindLine(Words, can_focus=True):
    """Kinds beside one another, ▸ before the chosen one; left, right and a click choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "choose(-1)", "Kind before", show=False, id="kinds.previous"),
        Binding("right,l", "choose(1)", "Next kind", show=False, id="kinds.next"),
        Binding("enter,down,j", "app.focus_next", "To the words", show=False, id="kinds.done"),
    ]

    DEFAULT_CSS = """
    KindLine { height: 1; color: $primary; }
    KindLine:focus { background: $panel; text-style: bold; }
    """

    @dataclass
    class Chosen(Message):
        """Another kind was chosen."""

        kind: str

    def __init__(self, kinds: Sequence[str], kind: str, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._kinds = kinds
        self.kind = kind

    def on_mount(self) -> None:
        """Show the kinds."""
        self._draw()

    @property
    def _gap(self) -> int:
        wide = sum(cells(kind) + 1 + _WIDE for kind in self._kinds) - _WIDE
        return _WIDE if wide <= self.size.width else _CLOSE

    def on_resize(self) -> None:
        """Fit the kinds to the width."""
        self._draw()

    def action_choose(self, step: int) -> None:
        """Choose the kind before or after."""
        self._choose(self._kinds[(self._kinds.index(self.kind) + step) % len(self._kinds)])

    def on_click(self, event: events.Click) -> None:
        """Choose the kind under the pointer."""
        ends = accumulate(cells(kind) + 1 + self._gap for kind in self._kinds)
        found = next((kind for kind, end in zip(self._kinds, ends, strict=True) if event.x < end), None)
        if found is not None:
            self._choose(found)

    def _choose(self, kind: str) -> None:
        if kind != self.kind:
            self.kind = kind
            self.post_message(self.Chosen(kind))
        self._draw()

    def _draw(self) -> None:
        self.update((" " * self._gap).join(("▸" if one == self.kind else " ") + one for one in self._kinds))
