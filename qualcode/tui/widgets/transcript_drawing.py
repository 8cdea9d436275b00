"""A document drawn line by line: its text, labels, codings, and what is selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.transcripts.boundaries import Unit
from qualcode.transcripts.span import Span
from qualcode.tui.themes import stripe_on, tint_on
from qualcode.tui.widgets.laid_out import LaidOut
from qualcode.tui.widgets.margin import GUTTER, Columns, columns
from qualcode.tui.widgets.passage import Passage
from qualcode.tui.widgets.settled import is_still, settings_at
from qualcode.tui.widgets.shown import ShownDocument
from qualcode.tui.widgets.transcript_line import Inks, Scene, paint
from qualcode.tui.widgets.without_names import names_at

_EMPTY = ShownDocument("", "", ())


class DrawnTranscript(ScrollView, can_focus=True, inherit_bindings=False):
    """A transcript on the screen, drawn with the Line API; what it shows is set by its subclasses."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--label",
        "transcript--asking",
        "transcript--time",
        "transcript--selection",
        "transcript--hit",
        "transcript--overlap",
        "transcript--name",
        "transcript--flash",
        "transcript--unlit",
    }

    DEFAULT_CSS = """
    DrawnTranscript {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
    }
    DrawnTranscript > .transcript--label { color: $primary; text-style: bold; }
    DrawnTranscript > .transcript--asking { color: $text-muted; }
    DrawnTranscript > .transcript--time { color: $text-muted; }
    DrawnTranscript > .transcript--selection { text-style: reverse; }
    DrawnTranscript > .transcript--hit { color: $text-warning; text-style: bold underline; }
    DrawnTranscript > .transcript--overlap { text-style: underline; }
    DrawnTranscript > .transcript--name { color: $text-muted; }
    DrawnTranscript > .transcript--flash { text-style: reverse bold; }
    DrawnTranscript > .transcript--unlit { color: $text-disabled; }
    """

    stripes: reactive[bool] = reactive(True)
    """False in reading mode: codings are neither drawn nor named."""

    expected_width = 81
    """How wide it will be, for what it is given before it is laid out; at another width that is wrapped twice."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._hold(LaidOut(_EMPTY, (), columns(80)))
        self._passage = Passage(self._boundaries, Unit.SENTENCE)
        self._hits: list[Span] = []
        self._lit: Sequence[Span] | None = None  # the stretches looked at, in order; None where all of it is
        self._current: str | None = None
        self._flashing: str | None = None
        self._strips: dict[int, Strip] = {}
        self._inks: Inks | None = None
        self._sized = False
        self._wrapped: tuple[int, int] | None = None  # the top line since a wrap, and what was there before
        self._laid_out: tuple[Size, Size, Size] | None = None
        self._jumps: dict[int, str] = {}

    @property
    def columns(self) -> Columns:
        """How the cells of its lines are shared out at its width."""
        settled = settings_at(self)
        return columns(self._width, settled.reading_width, settled.lanes)

    @property
    def _width(self) -> int:
        """The cells of a row, without the scroll bar, which is always there; those expected before it is laid out."""
        return (self.size.width or self.expected_width) - self.styles.scrollbar_size_vertical

    def flash(self, mark_id: str, seconds: float = 0.8) -> None:
        """Show a coding's name brightly for a moment, in the margin beside its passage.

        Where nothing is to flash it stays bright until another does or the selection moves.
        """
        self._set_flashing(mark_id)
        if not is_still(self):
            self.set_timer(seconds, lambda: self._set_flashing(None))

    def _drawn(self, span: Span) -> Span:
        """Where a span of the source is drawn."""
        return self.document.way.span(span) if self.document.splices else span

    def _stored(self, span: Span) -> Span:
        """Which span of the source is drawn there: all of a name where something stands for it."""
        return self.document.splices.unmap_span(span) if self.document.splices else span

    def region_of(self, span: Span) -> Region:
        """The rows of the screen a span is drawn on, as wide as the view; empty where it is off screen."""
        return self._region_of(self._drawn(span))

    def _region_of(self, span: Span) -> Region:
        lines = self._layout.lines_of(span)
        top = self.scroll_offset.y
        rows = Region(self.content_region.x, self.content_region.y + lines.start - top, self.size.width, len(lines))
        return rows.intersection(self.content_region)

    def render_line(self, y: int) -> Strip:
        """Draw one row of the view."""
        number = y + self.scroll_offset.y
        if number >= len(self._layout):
            return Strip.blank(self._width, self.rich_style)
        strip = self._strips.get(number)
        if strip is None:
            if self._inks is None:
                self._inks = self._mixed_inks()
            pieces = paint(self._layout.line(number), number, self._scene(), self._inks)
            strip = Strip(pieces).adjust_cell_length(self._width, self._inks.base)
            self._strips[number] = strip
        return strip

    def notify_style_update(self) -> None:
        """Mix the inks anew when the theme changes."""
        super().notify_style_update()
        self._inks = None
        self._strips.clear()

    def watch_stripes(self) -> None:
        """Draw with or without codings."""
        self._redraw_all()

    def on_resize(self) -> None:
        """Wrap the text to the new width, the same words at the top of the view."""
        if not self.size.width:  # hidden; a text wrapped to nothing would be as long as it has letters
            return
        if self.columns != self._columns or not len(self._layout):
            top = self.scroll_offset.y
            kept = self._layout.line(top).start if 0 < top < len(self._layout) else None
            if self._wrapped is not None and self._wrapped[0] == top:
                kept = self._wrapped[1]  # the line it fell into began earlier: from there the text would creep
            seen = not self._sized or bool(self._region_of(self._passage.selection))
            self._lay_out(self._laid)
            if kept is not None:
                self.scroll_to(y=self._layout.line_at(kept), animate=False, immediate=True)
            if seen:
                self._reveal()
            self._wrapped = (self.scroll_offset.y, kept) if kept is not None else None
        if not self._sized:  # how far the view can scroll is known only once it was laid out
            self.call_after_refresh(self._reveal)
        self._sized = True
        self._put_terminal_cursor()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Do nothing where all is as large as it was: Textual would draw the scroll bar with every message shown."""
        laid_out = (size, container_size, self.virtual_size)
        if laid_out == self._laid_out:
            return False
        self._laid_out = laid_out
        return super()._size_updated(size, virtual_size, container_size, layout)

    def settings_changed(self) -> None:
        """Wrap the text anew where it is to be wider or narrower."""
        self.on_resize()

    def _hold(self, laid: LaidOut) -> None:
        self._laid, self._wrapped = laid, None
        self.source, self.document, self._boundaries = laid.source, laid.document, laid.boundaries
        self._columns, self._layout, self._margin = laid.columns, laid.layout, laid.margin

    def _lay_out(self, laid: LaidOut) -> None:
        """Draw a document as it was laid out, in these columns where it was for others."""
        laid.wrap(self.columns)
        self._hold(laid)
        self.virtual_size = Size(0, len(self._layout))
        if self._laid_out is not None:  # now, or the scroll bar is painted after all else, a frame later
            self._laid_out = (*self._laid_out[:2], self.virtual_size)
            self._scroll_update(self.virtual_size)
        self._redraw_all()

    def _scene(self) -> Scene:
        return Scene(
            self.document,
            self._columns,
            self._margin,
            self._passage.selection,
            self._current,
            self._flashing,
            self._hits,
            self.stripes,
            names_at(self),
            self._jumps,
            self._lit,
        )

    def _mixed_inks(self) -> Inks:
        base = self.rich_style
        background, words = self.background_colors[1], self.styles.color
        tints: dict[str, Style] = {}
        inks: dict[str, Style] = {}

        def tint(colour: str) -> Style:
            if colour not in tints:
                tints[colour] = Style(bgcolor=tint_on(background, words, colour).rich_color)
            return tints[colour]

        def stripe(colour: str) -> Style:
            if colour not in inks:
                inks[colour] = base + Style(color=stripe_on(background, colour).rich_color, bold=True)
            return inks[colour]

        def part(name: str) -> Style:
            return self.get_component_rich_style(f"transcript--{name}")

        def over(name: str) -> Style:
            return self.get_component_rich_style(f"transcript--{name}", partial=True)

        return Inks(
            base=base,
            label=part("label"),
            asking=part("asking"),
            time=part("time"),
            selection=over("selection"),
            hit=over("hit"),
            overlap=over("overlap"),
            name=part("name"),
            flash=part("flash"),
            unlit=over("unlit"),
            tint=tint,
            stripe=stripe,
        )

    def _set_jumps(self, jumps: dict[int, str]) -> None:
        """Show letters beside some lines, or, for none, those shown no more."""
        changed, self._jumps = {**self._jumps, **jumps}, jumps
        for line in changed:
            self._redraw(range(line, line + 1))

    def _set_flashing(self, mark_id: str | None) -> None:
        for changed in (self._flashing, mark_id):
            mark = self._margin.get(changed) if changed else None
            if mark is not None:
                self._redraw_spans(mark.span)
        self._flashing = mark_id

    def _reveal(self) -> None:
        """Scroll so that the moving end of the selection is in sight, with two lines around it."""
        lines = self._layout.lines_of(self._passage.head)
        height, top = self.size.height, self.scroll_offset.y
        if not lines or not height:
            return
        room = min(2, max(0, (height - len(lines)) // 2))
        if lines.start >= top + room and lines.stop <= top + height - room:
            return
        if lines.start < top - height or lines.stop > top + 2 * height or len(lines) >= height:
            top = lines.start - (room if len(lines) >= height else (height - len(lines)) // 3)
        elif lines.start < top + room:
            top = lines.start - room
        else:
            top = lines.stop + room - height
        self.scroll_to(y=max(0, top), animate=False, immediate=True)

    def _put_terminal_cursor(self) -> None:
        """Put the terminal's own cursor on the passage, where screen readers and magnifiers look."""
        if not self.is_attached or not len(self._layout):
            return
        place = self._layout.place(self._passage.head.start)
        x, y = GUTTER + place.column, place.line - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.app.cursor_position = self.content_region.offset + Offset(x, y)

    def _redraw_all(self) -> None:
        self._strips.clear()
        self.refresh()

    def _redraw_spans(self, *spans: Span) -> None:
        for span in spans:
            self._redraw(self._layout.lines_of(span))

    def _redraw(self, lines: range) -> None:
        """Draw these lines again; of those out of sight only the drawn copy is forgotten."""
        for line in lines:
            self._strips.pop(line, None)
        top = self.scroll_offset.y
        first, last = max(lines.start, top), min(lines.stop, top + self.size.height)
        if first < last:
            self.refresh_lines(first, last - first)
