"""The last line, and the line of first hints above it: keys with what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from qualcode.transcripts.graphemes import cells


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key and its label; `command` is what a click does."""

    key: str
    label: str
    command: str


class KeyLine(Widget):
    """Keys and labels after `lead` on one line, as many as have room, the last always; a click does the same."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $panel; color: $text-muted; }
    KeyLine > .key-line--key { color: $primary; text-style: bold; }
    KeyLine.hints { background: $background; }
    """

    keys: reactive[Sequence[KeyShown]] = reactive((), always_update=True)
    lead: reactive[str] = reactive("")

    @dataclass
    class Pressed(Message):
        """A key was clicked."""

        command: str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._ends: list[tuple[int, str]] = []

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        base = self.rich_style
        lit = self.get_component_rich_style("key-line--key")
        lead = f" {self.lead}" if self.lead and self.keys else ""
        pieces, used = [Segment(lead, base)], cells(lead)
        self._ends = []
        for key in self._fitting(self.size.width - used):
            pieces += [Segment(f" {key.key}", lit), Segment(f" {key.label} ", base)]
            used += _width(key)
            self._ends.append((used, key.command))
        return Strip(pieces).adjust_cell_length(self.size.width, base)

    def _fitting(self, room: int) -> list[KeyShown]:
        fitting: list[KeyShown] = []
        if not self.keys:
            return fitting
        *others, last = self.keys
        room -= _width(last)
        for key in others:
            if _width(key) > room:
                break
            fitting.append(key)
            room -= _width(key)
        return [*fitting, last]

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        command = next((command for end, command in self._ends if event.x < end), None)
        if command is not None:
            self.post_message(self.Pressed(command))


def _width(key: KeyShown) -> int:
    return cells(key.key) + cells(key.label) + 3
