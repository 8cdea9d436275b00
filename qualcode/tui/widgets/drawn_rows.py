"""Rows of a table drawn line by line: moved through, marked, opened; long ones are given page by page."""

from __future__ import annotations

from collections.abc import Sequence
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

from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.terminal_cursor import put_cursor
from qualcode.tui.widgets.without_names import names_at

_EDGE = 2  # the cells for the cursor and the mark


@dataclass(frozen=True, slots=True)
class Column:
    """A column of `width` cells, or of all that is left where 0.

    A list narrower than `least` cells leaves it out.
    """

    heading: str
    width: int = 0
    right: bool = False
    least: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a cell for each column. `look` is one of plain, area, quiet, warning, heading, under.

    A heading cannot be chosen: the cursor passes over it; nor can a line `under` a row, which belongs to that row.
    `spread` lets the first cell run over the row.
    """

    id: str
    cells: tuple[str, ...]
    look: str = "plain"
    spread: bool = False

    @property
    def can_be_chosen(self) -> bool:
        return self.look not in ("heading", "under")


_WAITING = Row("", ("…",), "quiet")


class DrawnRows(ScrollView, can_focus=True, inherit_bindings=False):
    """A list drawn with the Line API: `show` gives it all its rows, `show_pages` only their ids.

    With ids alone it asks for rows with `PageWanted` as they come into sight, and is given them with `put`.
    """

    PAGE = 64
    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next row", show=False, id="rows.next"),
        Binding("up,k", "move(-1)", "Previous row", show=False, id="rows.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="rows.page-down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="rows.page-up"),
        Binding("home,ctrl+home", "end(False)", "First row", show=False, id="rows.first"),
        Binding("end,ctrl+end,G,upper_g", "end(True)", "Last row", show=False, id="rows.last"),
        Binding("enter", "open", "Open", show=False, id="rows.open"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--cursor",
        "rows--resting",
        "rows--column",
        "rows--area",
        "rows--quiet",
        "rows--warning",
        "rows--heading",
        "rows--under",
        "rows--mark",
    }

    DEFAULT_CSS = """
    DrawnRows {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
    }
    DrawnRows > .rows--cursor { text-style: reverse; }
    DrawnRows > .rows--resting { background: $surface; text-style: bold; }
    DrawnRows > .rows--column { color: $text-muted; }
    DrawnRows > .rows--area { text-style: bold; }
    DrawnRows > .rows--quiet { color: $text-muted; }
    DrawnRows > .rows--warning { color: $warning; }
    DrawnRows > .rows--heading { color: $primary; text-style: bold; }
    DrawnRows > .rows--under { color: $text-muted; }
    DrawnRows > .rows--mark { color: $accent; text-style: bold; }
    """

    @dataclass
    class RowMessage(Message):
        """Something about one row of a list."""

        rows: DrawnRows
        row_id: str

        @property
        def control(self) -> DrawnRows:
            return self.rows

    class Moved(RowMessage):
        """The cursor stands on another row; `row_id` is empty where there is none."""

    class Opened(RowMessage):
        """A row was opened, with enter or a double click."""

    class Clicked(RowMessage):
        """A row was clicked once."""

    @dataclass
    class PageWanted(Message):
        """The rows of these ids are about to be drawn; `first` is the place of the first."""

        rows: DrawnRows
        first: int
        row_ids: tuple[str, ...]

        @property
        def control(self) -> DrawnRows:
            return self.rows

    def __init__(
        self, columns: Sequence[Column], *, empty: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._empty = empty
        self._ground = Style.null()
        self._ids: tuple[str, ...] = ()
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._cursor = 0
        self._marked: dict[str, None] = {}

    # What it is given

    def show(self, rows: Sequence[Row], *, at: str | None = None) -> None:
        """Show other rows; the cursor stays on the row of the same id (or of `at`), else near its place."""
        wanted = at if at is not None else self.row_id
        self._rows = dict(enumerate(rows))
        self._asked = set()
        self._begin(tuple(row.id for row in rows), wanted)

    def show_pages(self, row_ids: Sequence[str], *, at: str | None = None) -> None:
        """Show rows of which only the ids are known yet."""
        wanted = at if at is not None else self.row_id
        self._rows, self._asked = {}, set()
        self._begin(tuple(row_ids), wanted)

    def put(self, first: int, rows: Sequence[Row]) -> None:
        """Give the rows that were asked for; those that are no longer in the list are dropped."""
        for place, row in enumerate(rows, start=first):
            if place < len(self._ids) and self._ids[place] == row.id:
                self._rows[place] = row
        self.refresh()

    def say_when_empty(self, words: str) -> None:
        """What stands where there are no rows."""
        self._empty = words
        self.refresh()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    @columns.setter
    def columns(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        self.refresh()

    # What it tells

    @property
    def row_id(self) -> str:
        """The id of the row under the cursor, empty where there is none."""
        return self._ids[self._cursor] if self._cursor < len(self._ids) else ""

    @property
    def place(self) -> int:
        """The place of the cursor, from 0."""
        return self._cursor

    @property
    def row_ids(self) -> tuple[str, ...]:
        """The ids of all rows, in order."""
        return self._ids

    @property
    def marked(self) -> tuple[str, ...]:
        """The ids of the marked rows, in the order they were marked."""
        return tuple(self._marked)

    @property
    def row_region(self) -> Region:
        """Where the row under the cursor is drawn on the screen."""
        y = self.content_region.y + self._head + self._cursor - self.scroll_offset.y
        return Region(self.content_region.x, y, self.size.width, 1).intersection(self.content_region)

    # Moving and marking

    def go_to(self, row_id: str) -> None:
        """Put the cursor on a row."""
        if row_id in self._ids:
            self._go(self._ids.index(row_id))

    def mark(self, row_id: str, marked: bool) -> None:
        """Mark a row or take its mark away."""
        if marked:
            self._marked[row_id] = None
        else:
            self._marked.pop(row_id, None)
        self.refresh()

    def mark_all(self) -> None:
        """Mark every row."""
        self._marked = dict.fromkeys(self._ids)
        self.refresh()

    def unmark_all(self) -> None:
        """Take all marks away."""
        self._marked.clear()
        self.refresh()

    def toggle_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        if self.row_id:
            self.mark(self.row_id, self.row_id not in self._marked)
            self.action_move(1)

    def action_move(self, rows: int) -> None:
        """Move the cursor, passing over headings."""
        place = self._cursor + rows
        step = 1 if rows > 0 else -1
        while 0 <= place < len(self._ids) and not self._can_be_chosen(place):
            place += step
        if 0 <= place < len(self._ids):
            self._go(place)
        elif rows < 0:
            self.scroll_to(y=0, animate=False, immediate=True)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        height = max(1, self.size.height - self._head - 1)
        self._go(self._choosable(self._cursor + pages * height, 1 if pages > 0 else -1))

    def action_end(self, last: bool) -> None:
        """Go to the first or last row."""
        self._go(self._choosable(len(self._ids) - 1 if last else 0, -1 if last else 1))

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.row_id:
            self.post_message(self.Opened(self, self.row_id))

    def on_click(self, event: events.Click) -> None:
        """One click goes to a row, two open it."""
        place = event.y - self._head + self.scroll_offset.y
        if event.button != 1 or event.y < self._head or not 0 <= place < len(self._ids):
            return
        if self._is_under(place):
            place -= 1
        if not self._can_be_chosen(place):
            return
        self._go(place)
        if event.chain == 2:
            self.post_message(self.Opened(self, self.row_id))
        else:
            self.post_message(self.Clicked(self, self.row_id))

    def _begin(self, row_ids: tuple[str, ...], wanted: str) -> None:
        self._ids = row_ids
        known = set(row_ids)
        self._marked = {row_id: None for row_id in self._marked if row_id in known}
        if wanted in known:
            self._cursor = row_ids.index(wanted)
        self._cursor = self._choosable(min(self._cursor, max(0, len(row_ids) - 1)), 1)
        self.virtual_size = Size(0, len(row_ids) + self._head)
        self._reveal()
        self._put_terminal_cursor()
        self.refresh()
        self.post_message(self.Moved(self, self.row_id))

    def _can_be_chosen(self, place: int) -> bool:
        row = self._rows.get(place)
        return row is None or row.can_be_chosen

    def _is_under(self, place: int) -> bool:
        row = self._rows.get(place)
        return row is not None and row.look == "under"

    def _choosable(self, place: int, step: int) -> int:
        """The nearest row that can be chosen, first in the direction of `step`."""
        place = max(0, min(place, len(self._ids) - 1))
        for places in (range(place, len(self._ids))[::1], range(place, -1, -1)):
            if step < 0 and places.step > 0:
                continue
            for one in places:
                if self._can_be_chosen(one):
                    return one
        return next((one for one in range(len(self._ids)) if self._can_be_chosen(one)), 0)

    def _go(self, place: int) -> None:
        if not self._ids or place == self._cursor:
            return
        self._cursor = place
        self._reveal()
        self._put_terminal_cursor()
        self.refresh()
        self.post_message(self.Moved(self, self.row_id))

    def _reveal(self) -> None:
        """Scroll so that the cursor is in sight, with a heading just above it."""
        if self.size.height <= self._head:  # hidden: scrolling would lose the rows around the cursor
            return
        height = self.size.height - self._head
        top = self.scroll_offset.y
        above = self._cursor - 1 if self._cursor and not self._can_be_chosen(self._cursor - 1) else self._cursor
        below = self._cursor + self._is_under(self._cursor + 1)
        wanted = max(below - height + 1, min(top, above))
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True, force=True)

    # Drawing

    @property
    def _head(self) -> int:
        """How many lines the headings of the columns take."""
        return 1 if any(column.heading for column in self._columns) else 0

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(0, len(self._ids) + self._head)
        self._reveal()
        self._put_terminal_cursor()

    def _put_terminal_cursor(self) -> None:
        if self._ids:
            put_cursor(self, 0, self._head + self._cursor - self.scroll_offset.y)

    def on_focus(self) -> None:
        """Draw the cursor as the one that moves."""
        self._put_terminal_cursor()
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as one that rests."""
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines, all on one ground."""
        self._ground = self.rich_style  # takes as long as a whole line
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw the headings, or one row."""
        width = self.scrollable_content_region.width
        base = self._ground
        if y < self._head:
            row = Row("", tuple(column.heading for column in self._columns), "column")
            return self._strip(row, width, base, "  ")
        place = y - self._head + self.scroll_offset.y
        if not self._ids and place == 0 and self._empty:
            return self._strip(Row("", (self._empty,), "quiet", spread=True), width, base, "  ")
        if place >= len(self._ids):
            return Strip.blank(width, base)
        row = self._row(place)
        here = place == self._cursor
        # Hollow where the keys act elsewhere, so that colour alone never says which of two lists they act on.
        active = self.has_focus or not self.can_focus  # where a line beside it is typed in, the keys act here too
        cursor = "▸" if active else "▹"
        edge = (cursor if here else " ") + ("•" if row.id in self._marked else " ")
        reached = here and row.can_be_chosen and active
        strip = self._strip(row, width, base, edge if row.can_be_chosen else " ", quiet_edge=reached)
        if here and row.can_be_chosen:
            name = "rows--cursor" if active else "rows--resting"
            strip = strip.apply_style(self.get_component_rich_style(name, partial=True))
        return strip

    def _row(self, place: int) -> Row:
        row = self._rows.get(place)
        if row is not None:
            return row
        page = place // self.PAGE
        if page not in self._asked:
            self._asked.add(page)
            # Later: a message made while the screen draws counts as the screen's own and would not reach it.
            self.call_later(self._ask_for, page)
        return _WAITING

    def _ask_for(self, page: int) -> None:
        first = page * self.PAGE
        self.post_message(self.PageWanted(self, first, self._ids[first : first + self.PAGE]))

    def _strip(self, row: Row, width: int, base: Style, edge: str, *, quiet_edge: bool = False) -> Strip:
        style = base
        if row.look != "plain":
            style = base + self.get_component_rich_style(f"rows--{row.look}", partial=True)
        mark = self.get_component_rich_style("rows--mark", partial=True)
        segments = [Segment(edge, style if quiet_edge else base + mark)]
        if row.spread or len(row.cells) == 1:
            words = names_at(self).show(plain(row.cells[0]))
            segments.append(Segment(cut(words, width - len(edge)), style))
        else:
            shown = [
                (column, cell)
                for column, cell in zip(self._columns, row.cells, strict=False)
                if width >= column.least
            ]
            fixed = sum(column.width + 1 for column, _ in shown if column.width)
            flexible = sum(1 for column, _ in shown if not column.width) or 1
            rest = max(4, (width - len(edge) - fixed) // flexible - 1)
            names = names_at(self)
            for column, cell in shown:
                segments.append(Segment(padded(names.show(cell), column.width or rest, column.right) + " ", style))
        return Strip(segments).adjust_cell_length(width, style)


def padded(words: str, width: int, right: bool) -> str:
    """The words in exactly `width` cells."""
    drawn = cut(plain(words), width)
    space = " " * (width - cells(drawn))
    return space + drawn if right else drawn + space
