"""A quote's words as they were said, moved through as a text is, with what is printed otherwise marked in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.transcripts.boundaries import Boundaries, Unit
from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut
from qualcode.transcripts.layout import Layout, LineKind
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim
from qualcode.tui.widgets.passage import Passage
from qualcode.tui.widgets.scrolled import give_lines
from qualcode.tui.widgets.shown import ShownDocument
from qualcode.tui.widgets.terminal_cursor import put_cursor

_LABEL = 6  # cells before the words, where several people speak


def _key(keys: str, action: str, name: str, words: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"trim.{name}")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of what is drawn in a look of its own: half-open, in what is drawn."""

    span: Span
    look: str


@dataclass
class _Drawn:
    """Words with brackets put in; `at` says where each character of the words stands in what is drawn."""

    text: str = ""
    at: list[int] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    turns: list[Span] = field(default_factory=list)

    def span(self, span: Span) -> Span:
        """Where a stretch of the words is drawn."""
        return Span(self.at[span.start], self.at[span.end - 1] + 1) if span else Span(0, 0)

    def offset(self, drawn: int) -> int:
        """Which character of the words is drawn there, or the one before."""
        return max(0, bisect_right(self.at, drawn) - 1)


def drawn_trim(document: ShownDocument, trim: Trim) -> _Drawn:
    """A quote's words as they are drawn: ‹left out›, and the writer's [own words] where they will be printed."""
    shown, found = document.drawn(), _Drawn()
    opening: dict[int, list[tuple[str, str]]] = {}
    closing: dict[int, list[tuple[str, str]]] = {}
    gone: list[Span] = []
    for one in trim:
        span = document.splices.map_span(one.span) if document.splices else one.span
        own = [(f"[{one.own}]", "own")] if one.own else []
        if not span and span.start < len(shown.text):
            opening.setdefault(span.start, []).extend([*own, (" ", "said")])
        elif not span:
            closing.setdefault(span.start - 1, []).extend([(" ", "said"), *own])
        else:
            gone.append(span)
            opening.setdefault(span.start, []).append(("‹", "gone"))
            closing.setdefault(span.end - 1, []).extend([("› " if own else "›", "gone"), *own])
    edges = {turn.span.start for turn in shown.turns}, {turn.span.end - 1 for turn in shown.turns if turn.span}
    begun = 0
    for place, letter in enumerate(shown.text):
        if place in edges[0]:
            begun = len(found.text)
        for words, look in opening.get(place, ()):
            _add(found, words, look)
        found.at.append(len(found.text))
        _add(found, letter, "gone" if any(one.start <= place < one.end for one in gone) else "said")
        for words, look in closing.get(place, ()):
            _add(found, words, look)
        if place in edges[1]:
            found.turns.append(Span(begun, len(found.text)))
    return found


def _add(drawn: _Drawn, words: str, look: str) -> None:
    """Put words at the end; those in the look of what is there before them make it longer."""
    start, end = len(drawn.text), len(drawn.text) + len(words)
    drawn.text += words
    last = drawn.pieces[-1] if drawn.pieces else None
    if last is not None and last.look == look:
        drawn.pieces[-1] = _Piece(Span(last.span.start, end), look)
    else:
        drawn.pieces.append(_Piece(Span(start, end), look))


class TrimView(ScrollView, can_focus=True, inherit_bindings=False):
    """The words of one quote; a passage of them is selected as in a text."""

    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("down,j", "step('sentence', True)", "next-unit", "Next sentence"),
        _key("up,k", "step('sentence', False)", "previous-unit", "Previous sentence"),
        _key("right,l", "step('word', True)", "next-word", "Next word"),
        _key("left,h", "step('word', False)", "previous-word", "Previous word"),
        _key("shift+down", "step('sentence', True, True)", "extend-next-unit", "Extend to the next sentence"),
        _key("shift+up", "step('sentence', False, True)", "extend-previous-unit", "Extend to the sentence before"),
        _key("shift+right", "step('word', True, True)", "extend-next-word", "Extend by a word"),
        _key("shift+left", "step('word', False, True)", "extend-previous-word", "Extend back by a word"),
        _key("s", "step('sentence', True)", "next-sentence", "Next sentence"),
        _key("S,upper_s", "step('sentence', False)", "previous-sentence", "Previous sentence"),
        _key("t", "step('turn', True)", "next-turn", "Next turn"),
        _key("T,upper_t", "step('turn', False)", "previous-turn", "Previous turn"),
        _key("e", "grow", "grow", "Grow: word, sentence, turn"),
        _key("E,upper_e", "shrink", "shrink", "Shrink"),
        _key("space", "anchor", "anchor", "Hold this end"),
        _key("home", "edge(True)", "top", "First word"),
        _key("end,G,upper_g", "edge(False)", "end", "Last word"),
        Binding("d", "leave_out", "Leave out", show=False, id="quotes.leave-out"),
        Binding("plus", "add_words", "Own words", show=False, id="quotes.add-words"),
        Binding("tilde", "capital", "Capital", show=False, id="quotes.capital"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"trim--gone", "trim--own", "trim--selected", "trim--label"}

    DEFAULT_CSS = """
    TrimView {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        padding: 0 1;
    }
    TrimView > .trim--gone { color: $text-muted; text-style: strike; }
    TrimView > .trim--own { color: $accent; text-style: bold; }
    TrimView > .trim--selected { text-style: reverse; }
    TrimView > .trim--label { color: $primary; text-style: bold; }
    """

    class LeaveOut(Message):
        """What is selected is not to be printed, or again."""

    class AddWords(Message):
        """Own words are to be printed here."""

    class Capital(Message):
        """The first letter of what is selected is to be a capital, or a small one."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._document: ShownDocument | None = None
        self._drawn = _Drawn()
        self._passage = Passage(Boundaries("", ()), Unit.WORD)
        self._layout = Layout("", (), 1)

    def show(self, document: ShownDocument | None, trim: Trim) -> None:
        """Show the words of a quote; of the one that is shown already the selection stays. None shows nothing."""
        same = self._document is not None and document == self._document
        selected, anchored = self._passage.selection, self._passage.anchored
        self._document = document
        self._drawn = drawn_trim(document, trim) if document is not None else _Drawn()
        if not same:
            shown = document.drawn() if document is not None else None
            turns = [turn.span for turn in shown.turns] if shown is not None else []
            boundaries = Boundaries(shown.text if shown else "", turns, shown.sentences if shown else ())
            wholes = document.splices.placed if document is not None else ()
            self._passage = Passage(boundaries, Unit.WORD, turns[0].start if turns else 0, wholes)
        elif selected:
            self._passage.select(selected)
            self._passage.anchored = anchored
        self._lay_out()

    @property
    def selection(self) -> Span | None:
        """What is selected of the quote's words, counted from their start; None where there are none."""
        if self._document is None or not self._passage.selection:
            return None
        splices = self._document.splices
        return splices.unmap_span(self._passage.selection) if splices else self._passage.selection

    @property
    def anchored(self) -> bool:
        """Whether moves extend what is selected."""
        return self._passage.anchored

    def action_leave_out(self) -> None:
        """Leave out what is selected, or bring it back."""
        self.post_message(self.LeaveOut())

    def action_add_words(self) -> None:
        """Put own words in."""
        self.post_message(self.AddWords())

    def action_capital(self) -> None:
        """Turn a letter."""
        self.post_message(self.Capital())

    # Moving

    def action_step(self, unit: str, forward: bool, extend: bool = False) -> None:
        """Go to the next or previous unit, or extend to it."""
        self._passage.step(Unit(unit), forward, extend)
        self._moved()

    def action_grow(self) -> None:
        """Widen what is selected."""
        self._passage.grow()
        self._moved()

    def action_shrink(self) -> None:
        """Narrow it."""
        self._passage.shrink()
        self._moved()

    def action_anchor(self) -> None:
        """Hold one end, or let go."""
        self._passage.anchored = not self._passage.anchored
        self._moved()

    def let_go(self) -> None:
        """Let moves select anew."""
        self._passage.anchored = False
        self._moved()

    def action_edge(self, first: bool) -> None:
        """Go to the first or last word."""
        ask, turns = self._passage.boundaries, self._drawn.turns
        if turns:
            after = Span(len(ask.text), len(ask.text))
            word = ask.at(Unit.WORD, 0) if first else ask.previous(Unit.WORD, after)
            self._passage.reach(word or ask.at(Unit.WORD, 0))
            self._moved()

    def on_click(self, event: events.Click) -> None:
        """Select the word under the pointer; with two clicks its sentence."""
        line = event.y + self.scroll_offset.y
        if event.button != 1 or not 0 <= line < len(self._layout):
            return
        offset = self._drawn.offset(self._layout.offset_at(line, max(0, event.x - 1 - self._indent)))
        self._passage.reach(self._passage.boundaries.at(Unit.SENTENCE if event.chain > 1 else Unit.WORD, offset))
        self._moved()

    def _moved(self) -> None:
        self._reveal()
        self.refresh()

    def _reveal(self) -> None:
        lines = self._layout.lines_of(self._drawn.span(self._passage.selection))
        top, height = self.scroll_offset.y, self.size.height
        if len(lines) and height and not top <= lines.start < top + height:
            self.scroll_to(y=max(0, lines.start - height // 3), animate=False, immediate=True, force=True)
        if len(lines):
            put_cursor(self, 1 + self._indent, lines.start - self.scroll_offset.y)

    # Drawing

    @property
    def _indent(self) -> int:
        return _LABEL if self._document is not None and len(self._document.turns) > 1 else 0

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width - self._indent
        turns = self._drawn.turns if width > 1 else ()
        self._layout = Layout(self._drawn.text, turns, max(8, width))
        give_lines(self, len(self._layout))
        self._reveal()
        self.refresh()

    def on_resize(self) -> None:
        """Wrap the words to the new width."""
        self._lay_out()

    def on_focus(self) -> None:
        """Show where one is."""
        self._reveal()
        self.refresh()

    def on_blur(self) -> None:
        """Show the words alone."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        base, number = self.rich_style, y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if number >= len(self._layout) or self._document is None:
            return Strip.blank(width, base)
        line = self._layout.line(number)
        first = line.kind is LineKind.FIRST and self._indent
        label = cut(plain(self._document.turns[line.turn].label), _LABEL - 1) if first else ""
        strong = self.get_component_rich_style("trim--label", partial=True)
        segments = [Segment(label + " " * (self._indent - cells(label)), base + strong)]
        selected = self._drawn.span(self._passage.selection) if self.has_focus else Span(0, 0)
        held = [piece for piece in self._drawn.pieces if piece.span.overlaps(line.span)]
        edges = {line.start, line.end, *(edge for one in held for edge in (one.span.start, one.span.end))}
        edges |= {selected.start, selected.end}
        for start, end in pairwise(sorted(edge for edge in edges if line.start <= edge <= line.end)):
            words = plain(self._drawn.text[start:end])
            segments.append(Segment(words, base + self._style(Span(start, end), held, selected)))
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, span: Span, held: list[_Piece], selected: Span) -> Style:
        look = next(one.look for one in held if one.span.covers(span))
        style = Style.null()
        if look != "said":
            style += self.get_component_rich_style(f"trim--{look}", partial=True)
        if selected.covers(span):
            style += self.get_component_rich_style("trim--selected", partial=True)
        return style
