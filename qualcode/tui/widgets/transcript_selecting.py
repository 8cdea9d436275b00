"""A drawn document in which passages are selected, by code or with the mouse."""

from __future__ import annotations

from textual import events
from textual.reactive import var
from textual.timer import Timer

from qualcode.transcripts.boundaries import Unit, snap
from qualcode.transcripts.span import Span
from qualcode.tui.widgets.margin import GUTTER
from qualcode.tui.widgets.settled import is_still
from qualcode.tui.widgets.shown import Mark
from qualcode.tui.widgets.transcript_drawing import DrawnTranscript
from qualcode.tui.widgets.transcript_messages import MenuWanted


class SelectableTranscript(DrawnTranscript):
    """A transcript with a selected passage and a current coding."""

    ALLOW_SELECT = False  # Textual's own selection would take the whole widget for its text

    told: var[tuple[Span | None, str | None]] = var((None, None), always_update=True)
    """The selection and the id of the current coding; who watches it hears of a move before it is painted."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._given: dict[str, Mark] = {}  # the codings as they were given, whose spans count in the source
        self._picked: str | None = None
        self._chosen: str | None = None
        self._drag: Span | None = None
        self._dragged = False
        self._edge_scroll: Timer | None = None

    @property
    def selection(self) -> Span | None:
        """The selected passage of the source: whole graphemes, no spaces at its ends; None in an empty document."""
        return self._stored(self._passage.selection) if self._passage.selection else None

    def marks_here(self) -> list[Mark]:
        """The codings that share words with the selection, the innermost first, then as their stripes stand.

        There are none while none is drawn.
        """
        return [self._given[mark.id] for mark in self._marks_here()]

    def _marks_here(self) -> list[Mark]:
        if not self.stripes:
            return []
        selection = self._passage.selection
        found: dict[str, Mark] = {}
        for line in self._layout.lines_of(selection):
            for mark in self._margin.on_line(line):
                if mark.span.overlaps(selection):
                    found[mark.id] = mark
        lane = self._margin.lane  # which a change leaves as it is, so that the order does not turn under the keys
        return sorted(found.values(), key=lambda mark: (len(mark.span), -mark.span.start, lane(mark)))

    def marks_above(self, count: int = 3) -> list[Mark]:
        """The codings that end last before the selection, the nearest first, at most a page away."""
        start = self._passage.selection.start
        first = self._layout.line_at(start)
        found = {
            mark.id: self._given[mark.id]
            for line in range(first, max(-1, first - max(10, self.size.height)), -1)
            for mark in self._margin.on_line(line)
            if mark.span.end <= start
        }
        return sorted(found.values(), key=lambda mark: -mark.span.end)[:count]

    @property
    def current_mark(self) -> Mark | None:
        """The coding that `r`, `d`, `!` and `b` would change: made or chosen last, else the innermost here."""
        current = self._current_mark
        return self._given[current.id] if current is not None else None

    @property
    def _current_mark(self) -> Mark | None:
        here = self._marks_here()
        chosen = next((mark for mark in here if mark.id == self._chosen), None)
        return chosen or (here[0] if here else None)

    def make_current(self, mark_id: str) -> None:
        """Make a coding the current one, where it is here."""
        self._chosen = mark_id
        self._settle_current()

    def on_mount(self) -> None:
        """Tell what was selected before anybody could hear it."""
        if self.document.turns:
            self._announce()

    def select(self, span: Span) -> None:
        """Select a span of the source, snapped to whole graphemes and trimmed of spaces, and bring it into sight."""
        self._select_drawn(self._drawn(span))

    def _select_drawn(self, span: Span) -> None:
        before = self._passage.selection
        if self._passage.select(span):
            self._moved(before)

    def _moved(self, before: Span, reveal: bool = True) -> None:
        """Draw what a move changed and say so."""
        if self._flashing is not None and is_still(self):
            self._set_flashing(None)
        self._redraw_spans(before, self._passage.selection)
        if reveal:
            self._reveal()
        self._announce(before)

    def _announce(self, before: Span | None = None) -> None:
        """Tell the screen what is selected and which coding is the current one."""
        selection = self._passage.selection
        if before != selection:
            self._put_terminal_cursor()
            self._chosen = self._picked
        self._draw_current()
        self.told = self.selection, self._current

    def _settle_current(self) -> None:
        """Draw and tell which coding is the current one, where that is another."""
        if self._draw_current():
            self.told = self.selection, self._current

    def _draw_current(self) -> bool:
        """Draw which coding is the current one; True where that is another."""
        current = self._current_mark
        if (current and current.id) == self._current:
            return False
        before = self._margin.get(self._current) if self._current else None
        self._current = current.id if current else None
        self._redraw_spans(*(mark.span for mark in (before, current) if mark))
        return True

    def _reach(self, span: Span | None) -> None:
        if span is None or not span:
            return
        before = self._passage.selection
        self._passage.reach(snap(span, self.document.text))
        self._moved(before)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag a selection; the right button asks for the menu."""
        if event.button == 3 and self.selection is not None:
            self.post_message(MenuWanted(self.selection, event.screen_x, event.screen_y))
            return
        offset = self._offset_under(event.x, event.y)
        if event.button == 1 and offset is not None and event.x < self._columns.lanes_at:
            self._drag = Span(offset, offset)
            self._dragged = False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection to the pointer, and scroll where it is held beyond an edge."""
        if self._drag is None:
            return
        beyond = event.y if event.y < 0 else max(0, event.y - self.size.height + 1)
        self._scroll_beyond(beyond, event.x)
        self._drag_to(event.x, event.y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the drag."""
        self._stop_dragging()

    def on_click(self, event: events.Click) -> None:
        """Select the unit under the pointer, at two clicks the word, at three the sentence; or a stripe's coding."""
        if self._dragged or event.button != 1:
            self._dragged = False
            return
        offset = self._offset_under(event.x, event.y)
        if offset is None:
            return
        if event.x >= self._columns.lanes_at and self.stripes:
            self._click_stripe(event.x - self._columns.lanes_at, event.y)
            return
        units = {1: self.document.unit, 2: Unit.WORD}
        self._passage.anchored = self._picked is not None
        self._reach(self._boundaries.at(units.get(event.chain, Unit.SENTENCE), offset))

    def on_blur(self) -> None:
        """End a drag that was under way."""
        self._stop_dragging()

    def _click_stripe(self, lane: int, y: int) -> None:
        line = y + self.scroll_offset.y
        for mark in self._margin.on_line(line):
            if self._margin.lane(mark) == lane or (
                lane > self._columns.lanes and mark in self._margin.named_on(line)
            ):
                self._select_drawn(mark.span)
                self._chosen = mark.id
                self._settle_current()
                return

    def _offset_under(self, x: int, y: int) -> int | None:
        if not len(self._layout):
            return None
        line = max(0, min(y + self.scroll_offset.y, len(self._layout) - 1))
        return self._layout.offset_at(line, x - GUTTER)

    def _drag_to(self, x: int, y: int) -> None:
        offset = self._offset_under(x, y)
        if offset is None or self._drag is None:
            return
        # The character under the pointer is part of what is dragged over, in both directions.
        start = self._drag.start
        span = Span(start, offset + 1) if offset >= start else Span(offset, start + 1)
        before = self._passage.selection
        if offset != start and self._passage.select(span):
            self._dragged = True
            self._moved(before, reveal=False)

    def _scroll_beyond(self, rows: int, x: int) -> None:
        if self._edge_scroll is not None:
            self._edge_scroll.stop()
            self._edge_scroll = None
        if rows:
            self._edge_scroll = self.set_interval(0.05, lambda: self._scroll_dragging(rows, x))

    def _scroll_dragging(self, rows: int, x: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False, immediate=True)
        self._drag_to(x, -1 if rows < 0 else self.size.height)

    def _stop_dragging(self) -> None:
        if self._drag is not None:
            self._drag = None
            self.release_mouse()
        self._scroll_beyond(0, 0)
