"""The rows of the code picker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.terminal_cursor import put_cursor
from qualcode.tui.widgets.without_names import names_at


@dataclass(frozen=True, slots=True)
class Row:
    """One row: an index number, a name, an area, what stands at its right end, and a state for where it has room."""

    index: str
    name: str
    area: str
    note: str
    state: str = ""


class CodeList(Widget):
    """Rows of which one is highlighted; it scrolls to keep that in sight. The query keeps the focus."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"code-list--highlighted", "code-list--quiet"}

    DEFAULT_CSS = """
    CodeList { height: 1fr; }
    CodeList > .code-list--highlighted { text-style: reverse; }
    CodeList > .code-list--quiet { color: $text-muted; }
    """

    @dataclass
    class Pressed(Message):
        """A row was clicked."""

        place: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self.highlighted = 0
        self._top = 0
        self.led_by: Widget | None = None  # what has the focus while its keys move the highlight here

    def offer(self, rows: Sequence[Row], highlighted: int = 0) -> None:
        """Show other rows."""
        self.rows = rows
        self._top = 0
        self.highlight(highlighted)

    def highlight(self, place: int) -> None:
        """Put the highlight on a row, held within the rows."""
        self.highlighted = max(0, min(place, len(self.rows) - 1))
        height = max(1, self.size.height)
        self._top = max(self.highlighted - height + 1, min(self._top, self.highlighted))
        self.refresh()
        if self.led_by is not None:
            put_cursor(self, 0, self.highlighted - self._top, focused=self.led_by)

    def on_resize(self) -> None:
        """Keep the highlight in sight."""
        self.highlight(self.highlighted)

    def on_click(self, event: events.Click) -> None:
        """Tell which row was clicked."""
        place = event.y + self._top
        if event.button == 1 and place < len(self.rows):
            self.post_message(self.Pressed(place))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the highlight down."""
        self.highlight(self.highlighted + 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the highlight up."""
        self.highlight(self.highlighted - 1)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        place = y + self._top
        base = self.rich_style
        if place >= len(self.rows):
            return Strip.blank(self.size.width, base)
        row = self.rows[place]
        chosen = place == self.highlighted
        quiet = base if chosen else self.get_component_rich_style("code-list--quiet")
        names = names_at(self)
        note = plain(names.show(row.note))
        room = self.size.width - 10 - cells(note)
        area_width = 13 if row.area and room >= 38 else 0
        name, with_state = names.show(row.name), names.show(f"{row.name} {row.state}")
        if row.state and cells(plain(with_state)) < room - area_width:
            name = with_state
        pieces = [
            Segment("▸ " if chosen else "  ", base),
            Segment(_padded(row.index, 6), base),
            Segment(_padded(name, room - area_width), base),
            Segment(_padded(names.show(row.area), area_width), quiet),
            Segment(f"{note} ", base),
        ]
        strip = Strip(pieces).adjust_cell_length(self.size.width, base)
        if chosen:
            strip = strip.apply_style(self.get_component_rich_style("code-list--highlighted", partial=True))
        return strip


def _padded(words: str, width: int) -> str:
    """The words in exactly `width` cells, the last of them free."""
    if width <= 0:
        return ""
    drawn = cut(plain(words), width - 1)
    return drawn + " " * (width - cells(drawn))
