"""The side pane of a text: what is selected, what is coded here, the digits, the document, the participant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.without_names import names_at


@dataclass(frozen=True, slots=True)
class HereLine:
    """A line of the pane: a heading, or words under one; `digit` is what a click on it does."""

    words: str
    heading: bool = False
    digit: int | None = None
    note: str = ""
    quiet: bool = False


class HerePane(Widget):
    """Lines under headings; a click on a line with a digit does what the digit does."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"here--heading", "here--quiet"}

    DEFAULT_CSS = """
    HerePane { height: 1fr; background: $background; }
    HerePane > .here--heading { color: $primary; text-style: bold; }
    HerePane > .here--quiet { color: $text-muted; }
    """

    @dataclass
    class DigitWanted(Message):
        """A line with a digit was clicked."""

        digit: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[HereLine] = ()
        self._top = 0
        self._inks: tuple[Style, Style, Style] | None = None  # plain, heading, quiet: 0.2 ms a line to look up

    def show(self, lines: Sequence[HereLine]) -> None:
        """Show other lines."""
        if lines == self._lines:
            return
        before, self._lines = self._lines, lines
        top = self._top
        self._top = max(0, min(top, len(lines) - self.size.height))
        if self._top != top or not self.size.height:  # it has no rows while something stands in its place
            self.refresh()
            return
        longest = max(len(before), len(lines))
        for place in range(top, min(longest, top + self.size.height)):
            if before[place : place + 1] != lines[place : place + 1]:
                self.refresh(Region(0, place - top, self.size.width, 1))

    def notify_style_update(self) -> None:
        """Look the styles up anew when the theme changes."""
        super().notify_style_update()
        self._inks = None

    def _scroll(self, rows: int) -> None:
        """Show later or earlier lines, where not all have room."""
        self._top = max(0, min(self._top + rows, len(self._lines) - self.size.height))
        self.refresh()

    def on_mouse_scroll_down(self) -> None:
        """Show later lines."""
        self._scroll(2)

    def on_mouse_scroll_up(self) -> None:
        """Show earlier lines."""
        self._scroll(-2)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        if self._inks is None:
            heading, quiet = (self.get_component_rich_style(f"here--{part}") for part in ("heading", "quiet"))
            self._inks = self.rich_style, heading, quiet
        width, (base, heading, quiet) = self.size.width, self._inks
        place = y + self._top
        if place >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[place]
        style = heading if line.heading else quiet if line.quiet else base
        indent = " " if line.heading or not line.words else "   "
        names = names_at(self)
        note = plain(names.show(line.note))
        room = width - len(indent) - (cells(note) + 1 if note else 0)
        words = cut(plain(names.show(line.words)), max(1, room))
        gap = " " * max(0, width - len(indent) - cells(words) - cells(note))
        pieces = [Segment(indent + words, style), Segment(gap + note, style)]
        return Strip(pieces).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        """Do what the digit on the line does."""
        place = event.y + self._top
        line = self._lines[place] if place < len(self._lines) else None
        if line is not None and line.digit is not None:
            self.post_message(self.DigitWanted(line.digit))
