"""One line of a transcript as styled pieces."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from qualcode.participants.names import NO_NAMES, Names
from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut, edge_before, is_plain
from qualcode.transcripts.layout import Line, LineKind
from qualcode.transcripts.span import Span
from qualcode.tui.widgets.margin import GUTTER, Columns, Margin
from qualcode.tui.widgets.shown import Mark, ShownDocument, clock

STRIPE, CURRENT_STRIPE, AGAINST, MORE, LIT = "┃", "█", "!", "+", "▎"
NOBODY = "—"  # before what nobody is said to say, after somebody’s turn: it would look as if that went on


@dataclass(frozen=True)
class Inks:
    """The styles of a theme; `tint` and `stripe` give those of a colour a code has."""

    base: Style
    label: Style
    asking: Style
    time: Style
    selection: Style
    hit: Style
    overlap: Style
    name: Style
    flash: Style
    unlit: Style
    tint: Callable[[str], Style]
    stripe: Callable[[str], Style]


@dataclass(frozen=True)
class Scene:
    """What stands on the lines now, besides the text."""

    document: ShownDocument
    columns: Columns
    margin: Margin
    selection: Span
    current: str | None
    flashing: str | None
    hits: Sequence[Span]
    stripes: bool
    names: Names = NO_NAMES
    jumps: Mapping[int, str] = field(default_factory=dict)  # the letters that go to a line, while `g` waits
    lit: Sequence[Span] | None = None  # the stretches looked at, in order; None where all of it is

    def lit_on(self, line: Line) -> Sequence[Span]:
        """The stretches looked at that begin or go on in a line; the whole of it where all is."""
        if self.lit is None:
            return (line.span,)
        first = bisect_left(self.lit, line.span)
        last = bisect_left(self.lit, Span(line.end, line.end))
        return [span for span in self.lit[max(0, first - 1) : last] if span.overlaps(line.span)]


def paint(line: Line, number: int, scene: Scene, inks: Inks) -> list[Segment]:
    """The pieces of a line, in order; never wider than the columns together."""
    if line.kind is LineKind.TIME:
        seconds = scene.document.turns[line.turn].seconds or 0
        return [Segment(f" {clock(seconds)}", inks.time)]
    opening = bool(scene.selection) and scene.selection.start == line.start and line.end > line.start
    pieces = [*_label(line, number, scene, inks), Segment("‹" if opening else " ", inks.base)]
    words = list(_words(line, number, scene, inks))
    pieces += words
    room = scene.columns.text - sum(cells(piece.text) for piece in words)
    closing = scene.selection.end == line.end and line.end > line.start and bool(scene.selection)
    pieces.append(Segment(("›" if closing else " ") + " " * max(0, room), inks.base))
    if scene.stripes:
        pieces += _margin(number, scene, inks)
    return pieces


def _label(line: Line, number: int, scene: Scene, inks: Inks) -> Iterator[Segment]:
    turn = scene.document.turns[line.turn]
    room = GUTTER - 2
    label = cut(plain(scene.names.show(turn.label)), room) if line.kind is LineKind.FIRST else ""
    ends = line.kind is LineKind.FIRST and not turn.label and line.turn and scene.document.turns[line.turn - 1].label
    jump = scene.jumps.get(number)
    edge = LIT if scene.lit is not None and scene.lit_on(line) else " "
    yield Segment(jump or edge, inks.flash if jump else inks.label)
    label = NOBODY if ends else label
    yield Segment(label, inks.asking if turn.asks or ends else inks.label)
    yield Segment(" " * (room - cells(label)), inks.base)


def _words(line: Line, number: int, scene: Scene, inks: Inks) -> Iterator[Segment]:
    """The words of a line in runs of one style each."""
    if line.start == line.end:
        return
    text = scene.document.text
    drawn = _bracketed(plain(text[line.start : line.end]), line, scene.selection)
    marks = scene.margin.on_line(number) if scene.stripes else []
    edges = {line.start, line.end}
    lit = scene.lit_on(line)
    for span in (scene.selection, *(mark.span for mark in marks), *scene.hits, *lit):
        edges.update(edge for edge in (span.start, span.end) if line.start < edge < line.end)
    if not is_plain(drawn):
        # A span read from another tool's project may end inside a family of emoji; drawn in two pieces it
        # would be wider than it was measured.
        edges = {edge_before(text, edge) for edge in edges}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        style = _style(start, end, marks, scene, inks)
        if not any(span.start < end and start < span.end for span in lit):
            style += inks.unlit
        yield Segment(drawn[start - line.start : end - line.start], style)


def _style(start: int, end: int, marks: Sequence[Mark], scene: Scene, inks: Inks) -> Style:
    here = [mark for mark in marks if mark.span.start < end and start < mark.span.end]
    style = inks.base
    if here:
        style += inks.tint(min(here, key=_size).colour)
        if len(here) > 1:
            style += inks.overlap
    if any(hit.start < end and start < hit.end for hit in scene.hits):
        style += inks.hit
    if scene.selection.start < end and start < scene.selection.end:
        style += inks.selection
    return style


def _size(mark: Mark) -> tuple[int, int]:
    """The innermost coding is the shortest, of two the one that begins later."""
    return len(mark.span), -mark.span.start


def _bracketed(drawn: str, line: Line, selection: Span) -> str:
    """The words with the selection's brackets in the spaces beside it, so that no word moves."""
    if not selection:
        return drawn
    before, after = selection.start - line.start - 1, selection.end - line.start
    if 0 <= before < len(drawn) and drawn[before] == " ":
        drawn = f"{drawn[:before]}‹{drawn[before + 1 :]}"
    if 0 < after < len(drawn) and drawn[after] == " ":
        drawn = f"{drawn[:after]}›{drawn[after + 1 :]}"
    return drawn


def _margin(number: int, scene: Scene, inks: Inks) -> Iterator[Segment]:
    marks = scene.margin.on_line(number)
    if not marks:
        return
    lanes = scene.columns.lanes
    held = {scene.margin.lane(mark): mark for mark in marks}
    names = scene.margin.named_on(number) if scene.columns.names else []
    indexes = dict.fromkeys(mark.index or mark.name for mark in names)
    title = names[0].title if len(indexes) == 1 else " · ".join(indexes)
    title = plain(scene.names.show(title))
    # A name too long for its column begins further left, where no stripe runs.
    free = lanes - min(lanes, max(held) + 1)
    free = min(free, max(0, cells(title) - scene.columns.names))
    for lane in range(lanes - free):
        mark = held.get(lane)
        if lane == lanes - 1 and any(beyond >= lanes for beyond in held):
            yield Segment(MORE, inks.name)
        elif mark is None:
            yield Segment(" ", inks.base)
        else:
            ink = inks.flash if mark.id == scene.flashing else inks.stripe(mark.colour)
            yield Segment(_stripe(mark, number, scene), ink)
    if names:
        flashing = any(mark.id == scene.flashing for mark in names)
        yield Segment(" ", inks.base)
        yield Segment(cut(title, scene.columns.names + free), inks.flash if flashing else inks.name)


def _stripe(mark: Mark, number: int, scene: Scene) -> str:
    if mark.against and scene.margin.is_first_line(mark, number):
        return AGAINST
    return CURRENT_STRIPE if mark.id == scene.current else STRIPE
