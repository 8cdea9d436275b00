"""The codebook's tree: rows that are also dragged to another place, and offer what can be done to them."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from qualcode.transcripts.graphemes import cells
from qualcode.tui.widgets.drawn_rows import DrawnRows


class CodeTree(DrawnRows):
    """A tree of codes. While a row is dragged, an arrow stands at the row it would be dropped on."""

    class MenuWanted(DrawnRows.RowMessage):
        """The right button was pressed on a row; the cursor stands on it."""

    class OpenedEmpty(DrawnRows.RowMessage):
        """Enter was pressed where there is no row."""

    @dataclass
    class Dragged(Message):
        """A row is held over another (`on_id`, empty where over none); `dropped` when the button is let go.

        `before` is true where it is held left of the other's name: it would stand before it, else under it.
        """

        tree: CodeTree
        row_id: str
        on_id: str
        before: bool
        dropped: bool

        @property
        def control(self) -> CodeTree:
            return self.tree

    _held = ""
    _over: tuple[int, bool] | None = None
    _was_dragged = False

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a row; with the right button go there and ask what can be done."""
        self._was_dragged = False
        place = self._place_under(event.y)
        if place is None:
            return
        if event.button == 3:
            self._go(place)
            self.post_message(self.MenuWanted(self, self.row_id))
        elif event.button == 1:
            self._held = self._ids[place]
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show where the row held would be dropped."""
        if not self._held:
            return
        if event.y < self._head and self.scroll_offset.y:
            self.scroll_to(y=self.scroll_offset.y - 1, animate=False, immediate=True)
        elif event.y >= self.size.height:
            self.scroll_to(y=self.scroll_offset.y + 1, animate=False, immediate=True)
        place = self._place_under(event.y, heading=True)
        over = None
        if place is not None and self._ids[place] != self._held:
            over = (place, event.x < self._name_at(place))
        self._was_dragged = self._was_dragged or over is not None
        if over != self._over:
            self._over = over
            self.refresh()
            self._tell(dropped=False)

    def on_mouse_up(self) -> None:
        """Let go of the row."""
        if self._held:
            self.release_mouse()
            self._tell(dropped=True)
        self._held, self._over = "", None
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to a row; not where one was just dropped."""
        if self._was_dragged:
            self._was_dragged = False
            event.prevent_default()

    def action_open(self) -> None:
        """Open the row under the cursor; where there is none, say so."""
        if self.row_id:
            super().action_open()
        else:
            self.post_message(self.OpenedEmpty(self, ""))

    def _tell(self, *, dropped: bool) -> None:
        place, before = self._over or (None, False)
        on_id = "" if place is None else self._ids[place]
        self.post_message(self.Dragged(self, self._held, on_id, before, dropped))

    def _place_under(self, y: int, *, heading: bool = False) -> int | None:
        place = self._place_at(y)
        return place if place is not None and (heading or self._can_be_chosen(place)) else None

    def _name_at(self, place: int) -> int:
        """The cell in which a row's name begins, after its knob."""
        words = self._row(place).cells[0]
        return 2 + cells(words) - cells(words.lstrip(" ▸▾"))

    def render_line(self, y: int) -> Strip:
        """Draw a row; an arrow before the one that something is held over."""
        strip = super().render_line(y)
        if self._over is None or self._place_at(y) != self._over[0]:
            return strip
        arrow = "↱ " if self._over[1] else "↳ "
        style = self.rich_style + self.get_component_rich_style("rows--mark", partial=True)
        return Strip([Segment(arrow, style), *strip.crop(2)])
