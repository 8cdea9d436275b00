"""What lists and tables share: rows drawn line by line, so that thousands open at once, and a cursor on one."""

from __future__ import annotations

from abc import abstractmethod

from rich.style import Style
from textual.geometry import Offset, Region
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.scrolled import give_lines
from qualcode.tui.widgets.terminal_cursor import put_cursor


class TopWanted(Message, bubble=False):
    """Go to the first row."""


class DrawnLines(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows known by their ids, each drawn in `lines` lines; the one under the cursor stays in sight."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    DrawnLines {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
    }
    """

    def __init__(self, *, empty: str = "", lines: int = 1, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.led_by: Widget | None = None  # what has the focus while its keys move the cursor here
        self._empty = empty
        self._lines = lines
        self._ground = Style.null()
        self._ids: tuple[str, ...] = ()
        self._cursor = 0

    def say_when_empty(self, words: str) -> None:
        """What stands where there are no rows."""
        self._empty = words
        self.refresh()

    # What it tells

    @property
    def row_id(self) -> str:
        """The id of the row under the cursor, empty where there is none."""
        return self._ids[self._cursor] if self._cursor < len(self._ids) else ""

    @property
    def row_ids(self) -> tuple[str, ...]:
        """The ids of all rows, in order."""
        return self._ids

    @property
    def place(self) -> int:
        """The place of the cursor, from 0."""
        return self._cursor

    # What kinds of lists differ in

    @abstractmethod
    def _tell_moved(self) -> None:
        """Tell that the cursor stands elsewhere."""

    @property
    def _head(self) -> int:
        """How many lines the headings of the columns take."""
        return 1

    def _can_be_chosen(self, place: int) -> bool:
        return True

    def _is_under(self, place: int) -> bool:
        """Whether a line belongs to the row before it."""
        return False

    def _point(self) -> Offset:
        """Where the row under the cursor is drawn, from the corner of what is drawn."""
        return Offset(0, self._head + self._cursor * self._lines - self.scroll_offset.y)

    # Moving

    def go_to(self, row_id: str) -> None:
        """Put the cursor on a row."""
        if row_id in self._ids:
            self._go(self._ids.index(row_id))

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
        rows = max(1, (self.size.height - self._head) // self._lines - 1)
        self._go(self._choosable(self._cursor + pages * rows, 1 if pages > 0 else -1))

    def action_end(self, last: bool) -> None:
        """Go to the first or last row."""
        self._go(self._choosable(len(self._ids) - 1 if last else 0, -1 if last else 1))

    def on_top_wanted(self) -> None:
        """Go to the first row."""
        self.action_end(False)

    def _go(self, place: int) -> None:
        if self._ids and place != self._cursor:
            self._cursor = place
            self._arrive()

    def _arrive(self) -> None:
        """Show the cursor where it stands now, and tell it."""
        self._reveal()
        self._put_terminal_cursor()
        self.refresh()
        self._tell_moved()

    def _choosable(self, place: int, step: int) -> int:
        """The nearest row that can be chosen, first in the direction of `step`."""
        place = max(0, min(place, len(self._ids) - 1))
        back, on = range(place, -1, -1), range(place, len(self._ids))
        for places in (on, back) if step > 0 else (back, on):
            for one in places:
                if self._can_be_chosen(one):
                    return one
        return 0

    def _place_at(self, y: int) -> int | None:
        """The place of the row drawn in a line; None where there is none."""
        place = (y - self._head + self.scroll_offset.y) // self._lines
        return place if y >= self._head and 0 <= place < len(self._ids) else None

    def _reveal(self) -> None:
        """Scroll so that the cursor is in sight, with the headings just above it."""
        height = self.size.height - self._head
        if height <= 0:  # hidden: scrolling would lose the rows around the cursor
            return
        first = self._cursor
        while first and not self._can_be_chosen(first - 1):
            first -= 1
        after = self._cursor + 1 + self._is_under(self._cursor + 1)
        top = self.scroll_offset.y
        wanted = max(after * self._lines - height, min(top, first * self._lines))
        wanted = min(wanted, self._cursor * self._lines)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True, force=True)

    def _fit(self) -> None:
        """Scroll as far as there are rows."""
        give_lines(self, len(self._ids) * self._lines + self._head)

    def _put_terminal_cursor(self) -> None:
        if self._ids:
            put_cursor(self, *self._point(), focused=self.led_by)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._fit()
        self._reveal()
        self._put_terminal_cursor()

    def on_focus(self) -> None:
        """Draw the cursor as the one that moves."""
        self._put_terminal_cursor()
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as one that rests."""
        self.refresh()

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines, all on one ground."""
        self._ground = self.rich_style  # takes as long as a whole line
        return super().render_lines(crop)


def padded(words: str, width: int, right: bool) -> str:
    """The words in exactly `width` cells."""
    drawn = cut(plain(words), width)
    space = " " * (width - cells(drawn))
    return space + drawn if right else drawn + space
