"""A page to read: paragraphs of several looks, wrapped to the width and drawn line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.participants.names import Names
from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut
from qualcode.transcripts.layout import Layout
from qualcode.transcripts.span import Span
from qualcode.tui.widgets.scrolled import give_lines
from qualcode.tui.widgets.settled import settings_at
from qualcode.tui.widgets.terminal_cursor import put_cursor
from qualcode.tui.widgets.without_names import names_at

_AT_ONCE = 4_000  # paragraphs wrapped without a pause


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words in one look, moved in by `indent` cells.

    `label` stands before the first line, in the indent. `strong` is a stretch of the words that is shown
    brightly: half-open, code points. `unbroken` lines are cut at the edge, never wrapped.
    """

    words: str
    look: str = "plain"
    indent: int = 0
    label: str = ""
    strong: Span | None = None
    unbroken: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A drawn line: its paragraph, and the words of it that it holds."""

    paragraph: int
    start: int
    end: int
    first: bool


def _without(names: Names, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs with every name replaced; looked for in all at once, since most pages hold none."""
    if not names.hits("\n\n".join(words for one in paragraphs for words in (one.label, one.words))):
        yield from paragraphs
        return
    for one in paragraphs:
        splices = names.splices(one.words)
        strong = splices.map_span(one.strong) if one.strong is not None else None
        words = splices.apply(one.words) if splices else one.words
        yield replace(one, words=words, strong=strong, label=names.show(one.label))


class ReadingPage(ScrollView, can_focus=True, inherit_bindings=False):
    """Paragraphs to read; `look` is one of plain, title, heading, quiet, quote, warning, bar."""

    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="page.down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="page.up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="page.page-down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="page.page-up"),
        Binding("home", "end(False)", "To the top", show=False, id="page.top"),
        Binding("end", "end(True)", "To the end", show=False, id="page.end"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--title",
        "page--heading",
        "page--quiet",
        "page--quote",
        "page--warning",
        "page--bar",
        "page--label",
        "page--strong",
    }

    DEFAULT_CSS = """
    ReadingPage {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        padding: 0 1;
    }
    ReadingPage > .page--title { color: $primary; text-style: bold; }
    ReadingPage > .page--heading { text-style: bold; }
    ReadingPage > .page--quiet { color: $text-muted; }
    ReadingPage > .page--warning { color: $warning; }
    ReadingPage > .page--bar { color: $secondary; }
    ReadingPage > .page--label { color: $primary; text-style: bold; }
    ReadingPage > .page--strong { text-style: reverse; }
    """

    @dataclass
    class Turned(Message):
        """Other lines of the page are in sight."""

        page: ReadingPage

        @property
        def control(self) -> ReadingPage:
            return self.page

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.paragraphs: tuple[Paragraph, ...] = ()
        self._lines: list[_Line] = []
        self._width = 0
        self._follows = False
        self._laid = 0
        self._round = 0

    def show(self, paragraphs: Sequence[Paragraph], *, keep_place: bool = False) -> None:
        """Show other paragraphs, from the top unless the place is kept."""
        self._follows = False
        self.paragraphs = tuple(_without(names_at(self), paragraphs))
        self._lay_out()
        if not keep_place:
            self.scroll_to(y=0, animate=False, immediate=True)

    @property
    def text(self) -> str:
        """All words, a line for each paragraph."""
        return "\n".join(f"{p.label} {p.words}".strip() for p in self.paragraphs)

    @property
    def screen_numbers(self) -> str:
        """Which screenful of how many is in sight, as `screen 2 of 31`; empty where all is."""
        height = max(1, self.size.height)
        pages = -(-len(self._lines) // height)
        if pages <= 1:
            return ""
        at_end = self.scroll_offset.y >= len(self._lines) - height
        return f"screen {pages if at_end else self.scroll_offset.y // height + 1} of {pages}"

    def reveal_strong(self) -> None:
        """Bring the first bright words into sight, and keep them there when the width changes."""
        self._follows = True
        for number, line in enumerate(self._lines):
            strong = self.paragraphs[line.paragraph].strong
            if strong and line.end > strong.start:
                height = self.size.height
                if not self.scroll_offset.y < number < self.scroll_offset.y + height - 1:
                    self.scroll_to(y=max(0, number - height // 3), animate=False, immediate=True, force=True)
                return

    def action_move(self, lines: int) -> None:
        """Scroll by lines."""
        self._follows = False
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True)

    def action_page(self, pages: int) -> None:
        """Scroll by screenfuls."""
        self.action_move(pages * max(1, self.size.height - 1))

    def action_end(self, last: bool) -> None:
        """Scroll to the top or the end."""
        self.scroll_to(y=len(self._lines) if last else 0, animate=False, immediate=True)

    def on_focus(self) -> None:
        """Put the terminal's cursor on the first line in sight."""
        put_cursor(self, 0, 0)

    def on_resize(self) -> None:
        """Wrap afresh for another width."""
        if self._room != self._width:
            self._lay_out()
            if self.styles.is_auto_height:  # what is asked for while all is laid out is forgotten
                self.call_after_refresh(self.refresh, layout=True)
        if self._follows:
            self.reveal_strong()

    def settings_changed(self) -> None:
        """Wrap afresh where lines are to be wider or narrower."""
        self._lay_out()

    @property
    def _room(self) -> int:
        """The cells of a line, beside the scroll bar."""
        return self.scrollable_content_region.width

    @property
    def widest(self) -> int:
        """The cells of a line at the most, however wide the page is."""
        return settings_at(self).reading_width + 4

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that other lines are in sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            put_cursor(self, 0, 0)
            self.post_message(self.Turned(self))

    def _lay_out(self) -> None:
        self._width = self._room
        self._lines, self._laid = [], 0
        self._round += 1
        if self._width > 1:  # hidden, it would be wrapped to a letter a line; it is wrapped when it is shown
            self._lay_out_more(self._round)

    def _lay_out_more(self, round_: int) -> None:
        """Wrap the next stretch; a page of 40,000 paragraphs would hold up the keys for 0.2 s."""
        if round_ != self._round:
            return
        stop = min(self._laid + _AT_ONCE, len(self.paragraphs))
        for number in range(self._laid, stop):
            self._wrap(number)
        self._laid = stop
        give_lines(self, len(self._lines))
        self.refresh()
        if stop < len(self.paragraphs):
            self.set_timer(0.01, partial(self._lay_out_more, round_))
        else:
            self.post_message(self.Turned(self))

    def _wrap(self, number: int) -> None:
        paragraph = self.paragraphs[number]
        words = paragraph.words
        if paragraph.unbroken or not words.strip():
            self._lines.append(_Line(number, 0, len(words), True))
            return
        room = max(8, min(self._width, self.widest) - paragraph.indent)
        for place, line in enumerate(Layout(words, [Span(0, len(words))], room)):
            self._lines.append(_Line(number, line.start, line.end, place == 0))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        base = self.rich_style
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(self._width, base)
        line = self._lines[number]
        paragraph = self.paragraphs[line.paragraph]
        style = base
        if paragraph.look != "plain":
            style = base + self.get_component_rich_style(f"page--{paragraph.look}", partial=True)
        label = cut(plain(paragraph.label), max(0, paragraph.indent - 1)) if line.first else ""
        named = base + self.get_component_rich_style("page--label", partial=True)
        segments = [Segment(label + " " * (paragraph.indent - cells(label)), named)]
        words = plain(paragraph.words)
        if paragraph.unbroken:
            segments.append(Segment(cut(words, self._width - paragraph.indent), style))
        else:
            bright = self.get_component_rich_style("page--strong", partial=True)
            strong = paragraph.strong or Span(0, 0)
            edges = sorted(
                {line.start, line.end, *(e for e in (strong.start, strong.end) if line.start < e < line.end)}
            )
            for start, end in pairwise(edges):
                inside = strong.start <= start < strong.end
                segments.append(Segment(words[start:end], style + bright if inside else style))
        return Strip(segments).adjust_cell_length(self._width, base)
