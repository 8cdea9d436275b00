"""Rows of a table drawn line by line: moved through, marked, opened; long ones are given page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cut
from qualcode.tui.widgets.drawn_lines import DrawnLines, padded
from qualcode.tui.widgets.without_names import names_at

_ROOMY = 96  # cells of a list that has room to spare


@dataclass(frozen=True, slots=True)
class Column:
    """A column of `width` cells, or of all that is left where 0; a roomy list gives it `roomy` cells where not 0.

    A list narrower than `least` cells leaves it out.
    """

    heading: str
    width: int = 0
    right: bool = False
    least: int = 0
    roomy: int = 0

    def room(self, width: int) -> int:
        """Its cells in a list of `width` cells."""
        return self.roomy if self.roomy and width >= _ROOMY else self.width


class Row(NamedTuple):  # made in half the time of a frozen dataclass: lists have thousands
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


class DrawnRows(DrawnLines):
    """A list with headings above its columns; `show` gives it all its rows, `show_pages` only their ids.

    With ids alone it asks for rows with `PageWanted` as they come into sight, and is given them with `put`.
    """

    PAGE = 64

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next", show=False, id="list.next"),
        Binding("up,k", "move(-1)", "Previous", show=False, id="list.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="list.page-down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="list.page-up"),
        Binding("home,ctrl+home", "end(False)", "First", show=False, id="list.first"),
        Binding("end,ctrl+end,G,upper_g", "end(True)", "Last", show=False, id="list.last"),
        Binding("enter", "open", "Open", show=False, id="list.open"),
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
    DrawnRows > .rows--cursor { text-style: reverse; }
    DrawnRows.-tinted > .rows--cursor { color: $foreground; background: $primary-muted; text-style: bold; }
    DrawnRows > .rows--resting { text-style: bold; }
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
        super().__init__(empty=empty, id=id, classes=classes)
        self._columns = tuple(columns)
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._marked: dict[str, None] = {}

    # What it is given

    def show(self, rows: Sequence[Row], *, at: str | None = None) -> None:
        """Show other rows; the cursor stays on the row of the same id (or of `at`), else near its place."""
        wanted = at if at is not None else self.row_id
        self._rows = dict(enumerate(rows))
        self._asked = set()
        self._begin(tuple(row.id for row in rows), wanted)

    def show_pages(
        self, row_ids: Sequence[str], ready: Mapping[str, Row] | None = None, *, at: str | None = None
    ) -> None:
        """Show rows of which only the ids are known yet; those that are `ready`, by their ids, are drawn at once."""
        wanted = at if at is not None else self.row_id
        ready = ready or {}
        self._rows = {place: ready[row_id] for place, row_id in enumerate(row_ids) if row_id in ready}
        self._asked = set()
        self._begin(tuple(row_ids), wanted)

    def in_sight_of(self, row_ids: Sequence[str]) -> Sequence[str]:
        """Of rows that are about to be shown, those that will be in sight, and some around them."""
        place = row_ids.index(self.row_id) if self.row_id in row_ids else min(self._cursor, len(row_ids))
        return row_ids[max(0, place - self.PAGE) : place + self.PAGE]

    def put(self, first: int, rows: Sequence[Row]) -> None:
        """Give the rows that were asked for; those that are no longer in the list are dropped."""
        for place, row in enumerate(rows, start=first):
            if place < len(self._ids) and self._ids[place] == row.id:
                self._rows[place] = row
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
    def marked(self) -> tuple[str, ...]:
        """The ids of the marked rows, in the order they were marked."""
        return tuple(self._marked)

    @property
    def row_region(self) -> Region:
        """Where the row under the cursor is drawn on the screen."""
        x, y = self.content_region.offset + self._point()
        return Region(x, y, self.size.width, 1).intersection(self.content_region)

    # Marking and opening

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

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.row_id:
            self.post_message(self.Opened(self, self.row_id))

    def on_click(self, event: events.Click) -> None:
        """One click goes to a row, two open it."""
        place = self._place_at(event.y)
        if event.button != 1 or place is None:
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
        if self._marked:
            known = set(row_ids)
            self._marked = {row_id: None for row_id in self._marked if row_id in known}
        if wanted and wanted in row_ids:
            self._cursor = row_ids.index(wanted)
        self._cursor = self._choosable(self._cursor, 1)
        self._fit()
        self._arrive()

    def _tell_moved(self) -> None:
        self.post_message(self.Moved(self, self.row_id))

    def _can_be_chosen(self, place: int) -> bool:
        row = self._rows.get(place)
        return row is None or row.can_be_chosen

    def _is_under(self, place: int) -> bool:
        row = self._rows.get(place)
        return row is not None and row.look == "under"

    # Drawing

    @property
    def _head(self) -> int:
        """How many lines the headings of the columns take; over nothing there are none."""
        return 1 if self._ids and any(column.heading for column in self._columns) else 0

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
            over = self.get_component_rich_style(name, partial=True)
            strip = Strip(Segment.apply_style(strip, post_style=over), width)
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
            fixed = sum(column.room(width) + 1 for column, _ in shown if column.width)
            flexible = sum(1 for column, _ in shown if not column.width) or 1
            rest = max(4, (width - len(edge) - fixed) // flexible - 1)
            names = names_at(self)
            for column, cell in shown:
                words = padded(names.show(cell), column.room(width) or rest, column.right)
                segments.append(Segment(f"{words} ", style))
        return Strip(segments).adjust_cell_length(width, style)
