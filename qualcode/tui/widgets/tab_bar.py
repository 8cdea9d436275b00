"""A line of places one can go to: the second line of every screen, and the views of a place below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class TabShown:
    """A place as the bar shows it; `short` is for narrow screens."""

    mode: str
    short: str
    name: str


class TabBar(Widget):
    """Places with their keys, ▸ before the one that is open; a click goes there. `hint` follows where it fits."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-bar--open", "tab-bar--quiet"}

    DEFAULT_CSS = """
    TabBar { height: 1; background: $surface; color: $text-muted; }
    TabBar > .tab-bar--open { color: $primary; text-style: bold; }
    TabBar > .tab-bar--quiet { color: $text-muted; }
    """

    @dataclass
    class Wanted(Message):
        """A place was clicked."""

        mode: str

    def __init__(self, tabs: Sequence[TabShown], open_mode: str, *, hint: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs = tabs
        self._open = open_mode
        self._hint = f"   {hint}" if hint else ""
        self._ends: list[tuple[int, str]] = []

    def render_line(self, y: int) -> Strip:
        """Draw the bar."""
        base = self.rich_style
        quiet = self.get_component_rich_style("tab-bar--quiet")
        lit = self.get_component_rich_style("tab-bar--open")
        full = sum(len(f"{tab.short} {tab.name}") + 3 for tab in self._tabs) - 1 + len(self._hint) <= self.size.width
        pieces: list[Segment] = []
        self._ends, used = [], 0
        for number, tab in enumerate(self._tabs):
            is_open = tab.mode == self._open
            words = f"{tab.short} {tab.name}" if full or is_open else tab.short
            drawn = f"{'▸' if is_open else ' '}{words} "
            if number:
                pieces.append(Segment("│", quiet))
                used += 1
            pieces.append(Segment(drawn, lit if is_open else base))
            used += len(drawn)
            self._ends.append((used, tab.mode))
        pieces.append(Segment(self._hint, quiet))
        return Strip(pieces).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Go to the place under the pointer."""
        mode = next((mode for end, mode in self._ends if event.x < end), None)
        if mode is not None:
            self.post_message(self.Wanted(mode))
