"""A table of cells drawn line by line: rows are asked for as they come into sight, columns scroll past the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut, cut_apart
from qualcode.transcripts.layout import Layout
from qualcode.transcripts.span import Span
from qualcode.tui.themes import tint_steps
from qualcode.tui.widgets.drawn_lines import DrawnLines, padded
from qualcode.tui.widgets.without_names import names_at

_EDGE = 2  # the cells for the cursor
_HEAD = 1
_LEAST_KEPT = 8  # cells of the column that stays
TINTS = 4  # steps of a tint


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of at least `width` cells; figures stand to the right.

    Where all columns have room it is as wide as its heading, and as `most`, the cells that its words fill. `behind`
    stands after the heading and is never cut.
    """

    id: str
    heading: str
    width: int
    right: bool = False
    behind: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A cell for each column; those at the places `doubtful` are marked with `?`; `quiet` draws it faintly.

    `tints` say how strongly each cell is tinted, from 0 to `TINTS`; empty where none is. `strong` draws a subtotal.
    """

    id: str
    cells: tuple[str, ...]
    doubtful: frozenset[int] = frozenset()
    quiet: bool = False
    tints: tuple[int, ...] = ()
    strong: bool = False


def fitted(columns: Sequence[TableColumn], rows: Sequence[TableRow]) -> list[TableColumn]:
    """The columns, those of figures as wide as the longest of them: a number that is cut is another number."""
    longest = [max(map(len, words)) for words in zip(*(row.cells for row in rows), strict=True)] or [0] * len(columns)
    return [
        replace(column, width=max(column.width, most)) if column.right else replace(column, most=most)
        for column, most in zip(columns, longest, strict=True)
    ]


def laid_out(columns: Sequence[TableColumn], width: int) -> list[TableColumn]:
    """The columns within `width` cells: as wide as their words where there is room, no two headings read alike."""
    least, wanted = [one.width for one in columns], [_wanted(one) for one in columns]
    widths = least
    for most in range(min(least, default=0), min(width, max(wanted, default=0)) + 1):
        wider = [max(one, min(all_of_it, most)) for one, all_of_it in zip(least, wanted, strict=True)]
        if _EDGE + sum(wider) + len(wider) > width:
            break
        widths = wider
    rooms = [room - cells(one.behind) for one, room in zip(columns, widths, strict=True)]
    found = []
    for one, room, heading in zip(columns, widths, cut_apart([one.heading for one in columns], rooms), strict=True):
        words = f"{heading}{one.behind}"
        found.append(replace(one, heading=words, behind="", width=max(room, cells(words))))
    return found


def _wanted(column: TableColumn) -> int:
    return max(column.width, column.most, cells(column.heading) + cells(column.behind))


class DrawnTable(DrawnLines):
    """Rows and columns with one cell under the cursor; the first column stays in sight. A row has `lines` lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next row", show=False, id="table.next"),
        Binding("up,k", "move(-1)", "Previous row", show=False, id="table.previous"),
        Binding("right,l", "aside(1)", "Next column", show=False, id="table.right"),
        Binding("left,h", "aside(-1)", "Previous column", show=False, id="table.left"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="table.page-down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="table.page-up"),
        Binding("home,ctrl+home", "end(False)", "First row", show=False, id="table.first"),
        Binding("end,ctrl+end,G,upper_g", "end(True)", "Last row", show=False, id="table.last"),
        Binding("enter", "open", "Open", show=False, id="table.open"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--cell",
        "table--row",
        "table--heading",
        "table--here",
        "table--quiet",
        "table--doubtful",
        "table--mark",
        "table--strong",
    }

    DEFAULT_CSS = """
    DrawnTable > .table--cell { text-style: reverse; }
    DrawnTable > .table--row { background: $surface; text-style: bold; }
    DrawnTable > .table--heading { color: $text-muted; }
    DrawnTable > .table--here { color: $primary; text-style: bold; }
    DrawnTable > .table--quiet { color: $text-muted; }
    DrawnTable > .table--doubtful { color: $warning; }
    DrawnTable > .table--mark { color: $accent; text-style: bold; }
    DrawnTable > .table--strong { text-style: bold; }
    """

    @dataclass
    class CellMessage(Message):
        """Something about one cell; ids are empty where there is none."""

        table: DrawnTable
        row_id: str
        column_id: str

        @property
        def control(self) -> DrawnTable:
            return self.table

    class Moved(CellMessage):
        """Another cell is under the cursor."""

    class Opened(CellMessage):
        """A cell was opened, with enter or a double click."""

    def __init__(self, *, empty: str = "", lines: int = 1, id: str | None = None) -> None:
        super().__init__(empty=empty, lines=lines, id=id)
        self._columns: tuple[TableColumn, ...] = ()
        self._row_at: Callable[[int], TableRow] | None = None
        self._cache: dict[int, TableRow] = {}
        self._column = 0
        self._first = 1  # the first column in sight after the one that stays
        self._seen: tuple[object, list[tuple[int, TableColumn]]] | None = None
        self._laid: tuple[object, list[TableColumn]] | None = None

    # What it is given

    def show(
        self,
        columns: Sequence[TableColumn],
        row_ids: Sequence[str],
        row_at: Callable[[int], TableRow],
        empty: str | None = None,
    ) -> None:
        """Show other rows, asked for by their place; the cursor stays on its row and column where they remain."""
        kept_row, kept_column = self.row_id, self.column_id
        self._columns, self._ids, self._row_at = tuple(columns), tuple(row_ids), row_at
        self._cache = {}
        if empty is not None:
            self._empty = empty
        if kept_row in self._ids:
            self._cursor = self._ids.index(kept_row)
        places = {column.id: place for place, column in enumerate(self._columns)}
        self._column = places.get(kept_column, min(self._column, max(0, len(self._columns) - 1)))
        self._cursor = self._choosable(self._cursor, 1)
        self._fit()
        self._arrive()

    def go_to(self, row_id: str, column_id: str = "") -> None:
        """Put the cursor on a cell."""
        if row_id in self._ids:
            self._cursor = self._ids.index(row_id)
        found = next((place for place, column in enumerate(self._columns) if column.id == column_id), None)
        self._put(self._cursor, self._column if found is None else found)

    # What it tells

    @property
    def column_id(self) -> str:
        """The id of the column under the cursor, empty where there is none."""
        return self._columns[self._column].id if self._column < len(self._columns) else ""

    @property
    def cell_region(self) -> Region:
        """Where the cell under the cursor is drawn on the screen."""
        x, y = self.content_region.offset + self._point()
        shown = dict(self._in_sight()).get(self._column)
        if shown is None:
            return Region(x, self.content_region.y + _HEAD, 8, 1)
        return Region(x, y, min(shown.width, self.content_region.right - x), self._lines)

    def _point(self) -> Offset:
        x = _EDGE
        for place, column in self._in_sight():
            if place == self._column:
                break
            x += column.width + 1
        return Offset(x, super()._point().y)

    def _tell_moved(self) -> None:
        self.post_message(self.Moved(self, self.row_id, self.column_id))

    # Moving

    def _put(self, row: int, column: int) -> None:
        self._cursor = max(0, min(row, len(self._ids) - 1))
        self._column = max(0, min(column, len(self._columns) - 1))
        self._arrive()

    def action_aside(self, columns: int) -> None:
        """Move to another column."""
        self._put(self._cursor, self._column + columns)

    def action_open(self) -> None:
        """Open the cell under the cursor."""
        if self.row_id:
            self.post_message(self.Opened(self, self.row_id, self.column_id))

    def on_click(self, event: events.Click) -> None:
        """One click goes to a cell, two open it."""
        row = self._place_at(event.y)
        if event.button != 1 or row is None:
            return
        x, found = _EDGE, self._column
        for place, column in self._in_sight():
            if x <= event.x <= x + column.width:
                found = place
            x += column.width + 1
        self._put(row, found)
        if event.chain == 2:
            self.action_open()

    def _reveal(self) -> None:
        """Scroll so that the cell is in sight."""
        if self.size.height <= _HEAD:
            return
        if self._column and self._column < self._first:
            self._first = self._column
        while self._column > self._first and not self._is_whole(self._column):
            self._first += 1
        super()._reveal()

    def _is_whole(self, wanted: int) -> bool:
        """True where a column has its whole width in sight."""
        shown = dict(self._in_sight()).get(wanted)
        return shown is not None and shown.width >= self._widths()[wanted].width

    def _in_sight(self) -> list[tuple[int, TableColumn]]:
        """The first column, and those from where it is scrolled to, as many as begin within the width.

        The last one is made as narrow as the room for it, so that `…` and `?` stand in sight.
        """
        width = self.scrollable_content_region.width
        if not self._columns:
            return []
        self._first = max(1, min(self._first, len(self._columns) - 1))
        columns = self._widths()
        found_for = (columns, width, self._first)
        if self._seen is not None and self._seen[0] == found_for:  # once for all lines, not for each
            return self._seen[1]
        kept = columns[0].width
        if _EDGE + sum(one.width + 1 for one in columns) > width:
            kept = min(self._columns[0].width, max(_LEAST_KEPT, width // 2))  # the others need room, too
        shown = [(0, replace(columns[0], width=kept))]
        used = _EDGE + kept + 1
        for place in range(self._first, len(columns)):
            if used + 3 > width:
                break
            column = columns[place]
            shown.append((place, replace(column, width=min(column.width, width - used))))
            used += column.width + 1
        self._seen = found_for, shown
        return shown

    def _widths(self) -> list[TableColumn]:
        """The columns as wide as there is room for, with their headings as they are shown."""
        width, names = self.scrollable_content_region.width, names_at(self)
        found_for = (self._columns, width, names)
        if self._laid is None or self._laid[0] != found_for:
            shown = [replace(one, heading=plain(names.show(one.heading))) for one in self._columns]
            self._laid = found_for, laid_out(shown, width)
        return self._laid[1]

    # Drawing

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"table--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Draw the headings, or one row."""
        width, base = self.scrollable_content_region.width, self._ground
        if y < _HEAD:
            return self._headings(width, base)
        place, line = divmod(y - _HEAD + self.scroll_offset.y, self._lines)
        if not self._ids and place == line == 0:
            return Strip([Segment("  " + self._empty, base + self._style("quiet"))]).adjust_cell_length(width, base)
        if place >= len(self._ids) or self._row_at is None:
            return Strip.blank(width, base)
        row = self._cache.get(place)
        if row is None:
            row = self._cache[place] = self._row_at(place)
        return self._drawn(row, width, base, line, here=place == self._cursor)

    def _headings(self, width: int, base: Style) -> Strip:
        quiet = base + self._style("heading")
        shown = self._in_sight()
        segments = [Segment("  ", quiet)]
        for place, column in shown:
            style = base + self._style("here") if place == self._column else quiet
            segments.append(Segment(padded(column.heading, column.width, column.right), style))
            segments.append(Segment("‹" if place == 0 and self._first > 1 else " ", quiet))
        strip = Strip(segments).adjust_cell_length(width, quiet)
        if shown and shown[-1][0] < len(self._columns) - 1:
            strip = Strip.join([strip.crop(0, width - 1), Strip([Segment("›", quiet)])])
        return strip

    def _drawn(self, row: TableRow, width: int, base: Style, number: int, *, here: bool) -> Strip:
        """One of the lines of a row."""
        line = base + self._style("quiet") if row.quiet else base
        if row.strong:
            line += self._style("strong")
        if here:
            line += self._style("row")
        names = names_at(self)
        cursor = ("▸" if self.has_focus else "▹") if here and not number else " "
        segments = [Segment(f"{cursor} ", line + self._style("mark"))]
        for place, column in self._in_sight():
            doubtful = place in row.doubtful
            words = names.show(row.cells[place]).replace("\n", " ⏎ ")
            if self._lines > 1:
                words = _wrapped(words, column.width, self._lines)[number]
            style = line + self._style("doubtful") if doubtful else line
            if row.tints and row.tints[place]:
                style += self._tint(style, row.tints[place])
            if here and place == self._column and self.has_focus:
                style += self._style("cell")
            drawn = padded(words, column.width, column.right)
            if doubtful:
                drawn = padded(words, column.width - 2, column.right) + " ?"
            segments += [Segment(drawn, style), Segment(" ", line)]
        return Strip(segments).adjust_cell_length(width, line)

    def _tint(self, line: Style, step: int) -> Style:
        """A ground on which the words of a line can still be read."""
        colour = self._style("here").color
        if line.color is None or line.bgcolor is None or colour is None:
            return Style()
        ground, words = Color.from_rich_color(line.bgcolor), Color.from_rich_color(line.color)
        tints = tint_steps(ground, words, Color.from_rich_color(colour).hex, TINTS)
        return Style(bgcolor=tints[step - 1].rich_color)


def _wrapped(words: str, width: int, most: int) -> list[str]:
    """Words over `most` lines of a cell, the last cut where there are more."""
    words = cut(plain(words), width * most)  # no more of a long one is seen
    lines = [words[line.start : line.end] for line in Layout(words, [Span(0, len(words))], max(4, width - 1))]
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [*lines, *[""] * (most - len(lines))]
