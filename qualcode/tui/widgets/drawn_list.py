"""A list drawn line by line, so that thousands of rows open at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.terminal_cursor import put_cursor
from qualcode.tui.widgets.without_names import names_at


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, its width in cells (0: what is left), and whether figures stand to the right."""

    heading: str
    width: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: its id, None for a heading between rows, and a cell for each column; `quiet` draws it faintly."""

    id: str | None
    cells: tuple[str, ...]
    quiet: bool = False


class TopWanted(Message, bubble=False):
    """Go to the first row."""


class DrawnList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with one under the cursor, headings between them, and the columns' headings above."""

    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next", show=False, id="list.next"),
        Binding("up,k", "move(-1)", "Previous", show=False, id="list.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="list.page-down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="list.page-up"),
        Binding("home,ctrl+home", "edge(True)", "First", show=False, id="list.first"),
        Binding("end,ctrl+end,G,upper_g", "edge(False)", "Last", show=False, id="list.last"),
        Binding("enter", "choose", "Open", show=False, id="list.open"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--cursor", "list--heading", "list--quiet", "list--cursor-idle"}

    DEFAULT_CSS = """
    DrawnList { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; background: $background; }
    DrawnList > .list--cursor { background: $primary 30%; text-style: bold; }
    DrawnList > .list--cursor-idle { text-style: bold; }
    DrawnList > .list--heading { color: $primary; text-style: bold; }
    DrawnList > .list--quiet { color: $text-muted; }
    """

    @dataclass
    class Moved(Message):
        """Another row is under the cursor; None where there is none."""

        row_id: str | None

    @dataclass
    class Chosen(Message):
        """A row was opened with enter or a double click."""

        row_id: str

    def __init__(
        self,
        columns: Callable[[int], Sequence[ListColumn]],
        *,
        empty: str = "",
        headings: bool = True,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._columns_for = columns
        self._empty = empty
        self._ground = Style.null()
        self._head = 1 if headings else 0
        self._rows: Sequence[ListRow] = ()
        self._cursor = 0
        self.led_by: Widget | None = None  # what has the focus while its keys move the cursor here

    @property
    def cursor_id(self) -> str | None:
        """The id of the row under the cursor."""
        return self._rows[self._cursor].id if self._cursor < len(self._rows) else None

    def show(self, rows: Sequence[ListRow], empty: str | None = None) -> None:
        """Show other rows, the cursor on the same one where it is still there."""
        kept = self.cursor_id
        place = self._cursor
        self._rows = rows
        if empty is not None:
            self._empty = empty
        self.virtual_size = Size(0, len(rows) + self._head)
        found = next((n for n, row in enumerate(rows) if row.id is not None and row.id == kept), None)
        self._put(found if found is not None else min(place, len(rows) - 1), 1)

    def go_to(self, row_id: str) -> None:
        """Put the cursor on a row."""
        found = next((n for n, row in enumerate(self._rows) if row.id == row_id), None)
        if found is not None:
            self._put(found, 1)

    def _put(self, place: int, step: int) -> None:
        """The cursor on a row, on past headings."""
        place = max(0, min(place, len(self._rows) - 1))
        while 0 <= place < len(self._rows) and self._rows[place].id is None:
            place += step
        if not 0 <= place < len(self._rows):
            place = next((n for n, row in enumerate(self._rows) if row.id is not None), 0)
        self._cursor = place
        self._reveal()
        self._put_terminal_cursor()
        self.refresh()
        self.post_message(self.Moved(self.cursor_id))

    def _reveal(self) -> None:
        top, room = self.scroll_offset.y, self.size.height - self._head
        if room <= 0:
            return
        first = self._cursor
        while first > 0 and self._rows[first - 1].id is None:
            first -= 1
        if first < top:
            self.scroll_to(y=first, animate=False, immediate=True)
        elif self._cursor >= top + room:
            self.scroll_to(y=self._cursor - room + 1, animate=False, immediate=True)

    # Keys and mouse

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self._put(self._cursor + rows, 1 if rows > 0 else -1)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        self.action_move(pages * max(1, self.size.height - self._head - 1))

    def action_edge(self, first: bool) -> None:
        """Go to the first or last row."""
        self._put(0 if first else len(self._rows) - 1, 1 if first else -1)

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.cursor_id is not None:
            self.post_message(self.Chosen(self.cursor_id))

    def on_top_wanted(self, event: TopWanted) -> None:
        """Go to the first row."""
        self.action_edge(True)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the pointer; twice opens."""
        place = event.y + self.scroll_offset.y - self._head
        if event.y >= self._head and 0 <= place < len(self._rows) and self._rows[place].id is not None:
            self._put(place, 1)
            if event.chain == 2:
                self.action_choose()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._put_terminal_cursor()
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor faintly."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()
        self._put_terminal_cursor()

    def _put_terminal_cursor(self) -> None:
        if self._rows:
            put_cursor(self, 0, self._head + self._cursor - self.scroll_offset.y, focused=self.led_by)

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines, all on one ground."""
        self._ground = self.rich_style  # takes as long as a whole line
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, base = self.size.width, self._ground
        quiet = self.get_component_rich_style("list--quiet")
        if not self._rows:
            words = self._empty if y == self._head else ""
            return Strip([Segment(" " + words, quiet)]).adjust_cell_length(width, base)
        columns = self._columns_for(width)
        if y < self._head:
            drawn = "  " + self._drawn(columns, tuple(column.heading for column in columns), width - 2)
            return Strip([Segment(drawn, quiet)]).adjust_cell_length(width, base)
        place = y - self._head + self.scroll_offset.y
        if place >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[place]
        if row.id is None:
            heading = self.get_component_rich_style("list--heading")
            return Strip([Segment(" " + plain(names_at(self).show(row.cells[0])), heading)]).adjust_cell_length(
                width, base
            )
        here = place == self._cursor
        active = self.has_focus or not self.can_focus
        drawn = (("▸ " if active else "▹ ") if here else "  ") + self._drawn(
            columns, tuple(map(names_at(self).show, row.cells)), width - 2
        )
        style = quiet if row.quiet else base
        if here:
            style = self.get_component_rich_style("list--cursor" if active else "list--cursor-idle")
        return Strip([Segment(drawn, style)]).adjust_cell_length(width, style)

    @staticmethod
    def _drawn(columns: Sequence[ListColumn], words: tuple[str, ...], width: int) -> str:
        left = width - sum(column.width + 1 for column in columns if column.width) - 1
        free = sum(1 for column in columns if not column.width) or 1
        parts = []
        for column, cell in zip(columns, words, strict=False):
            room = column.width or max(4, left // free)
            drawn = cut(plain(cell), room)
            gap = " " * (room - cells(drawn))
            parts.append(gap + drawn if column.right else drawn + gap)
        return " ".join(parts)
