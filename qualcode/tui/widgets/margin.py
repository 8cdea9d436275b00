"""The margin of a transcript: which lane each coding's stripe runs in, and on which line its name stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.transcripts.layout import Layout
from qualcode.transcripts.shifts import Shifts
from qualcode.tui.widgets.shown import Mark

GUTTER = 7  # a space, a label of five cells, and the cell of the selection's opening bracket
_LEAST_TEXT = 60


@dataclass(frozen=True, slots=True)
class Columns:
    """How the cells of a line are shared out: label, text with a cell after it, lanes, names.

    `times` is whether times stand on lines of their own, which a small screen has no room for.
    """

    text: int
    lanes: int
    names: int
    times: bool = True

    @property
    def lanes_at(self) -> int:
        """The first cell of the margin."""
        return GUTTER + self.text + 1


def columns(width: int, most: int = 72, lanes: int = 6) -> Columns:
    """The columns of a view `width` cells wide; the text has 60 to `most` cells wherever there is room.

    There are `lanes` at the most, 4 where the view is narrow, 2 where it is very narrow.
    """
    if width < 60:
        return Columns(max(1, width - GUTTER - 3), 2, 0, times=False)
    narrow = width < 86
    lanes = min(lanes, 4) if narrow else lanes
    room = width - GUTTER - 1 - lanes
    names = room - _LEAST_TEXT - 1
    if names < 9:
        return Columns(min(room, most), lanes, 0, times=not narrow)
    if names > 16:
        text = min(most, room - 17)
        return Columns(text, lanes, room - text - 1)
    return Columns(_LEAST_TEXT, lanes, names)


class Margin:
    """The stripes of a document's codings at one layout.

    Two codings that share a line never share a lane. A coding keeps its lane while others come and go, and
    through a new layout where it can. Codings are given as they are stored, and handed out where they are drawn,
    which `way` leads to; each is placed when it is asked for.
    """

    def __init__(self, way: Shifts | None = None) -> None:
        self._way = way
        self._drawn: dict[str, Mark] = {}
        self._layout: Layout | None = None
        self._marks: dict[str, Mark] = {}
        self._lanes: dict[str, int] = {}
        self._ranges: dict[str, range] = {}
        self._lines: dict[int, list[Mark]] = {}
        self._names: dict[int, list[Mark]] = {}

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(map(self._at, self._marks.values()))

    def __contains__(self, mark_id: object) -> bool:
        return mark_id in self._marks

    def get(self, mark_id: str) -> Mark | None:
        """The coding of that id."""
        mark = self._marks.get(mark_id)
        return None if mark is None else self._at(mark)

    def lay_out(self, layout: Layout, marks: Iterable[Mark] | None = None) -> None:
        """Draw all codings afresh for a layout."""
        if marks is not None:
            self._marks, self._drawn = {mark.id: mark for mark in marks}, {}
        wanted, self._lanes = self._lanes, {}
        self._layout, self._ranges, self._lines, self._names = layout, {}, {}, {}
        free_from: list[int] = []  # of each lane the first line after its last stripe
        lanes, ranges, by_line, names = self._lanes, self._ranges, self._lines, self._names
        ordered = sorted(self._marks.values(), key=_from_the_top)
        for mark, lines in zip(ordered, layout.lines_of_all(self._edges(ordered)), strict=True):
            lane = wanted.get(mark.id, 0)
            if lane >= len(free_from):
                free_from += [0] * (lane + 1 - len(free_from))
            first = lines.start
            if free_from[lane] > first:
                lane = _first_open(free_from, first)
            free_from[lane] = lines.stop
            lanes[mark.id] = lane
            ranges[mark.id] = lines
            for line in lines:
                if line in by_line:
                    by_line[line].append(mark)
                else:
                    by_line[line] = [mark]
            if first not in names:
                names[first] = [mark]
            else:
                self._name(mark, lines)

    def put(self, mark: Mark) -> range:
        """Add or change one coding; the lines to draw again."""
        touched = self.drop(mark.id) if mark.id in self._marks else range(0)
        self._marks[mark.id] = mark
        placed = self._place(mark, self._lanes.pop(mark.id, 0))
        return _both(touched, placed)

    def drop(self, mark_id: str) -> range:
        """Take one coding away; the lines to draw again."""
        mark = self._marks.pop(mark_id)
        self._drawn.pop(mark_id, None)
        lines = self._ranges.pop(mark_id, range(0))
        for line in lines:
            self._without(self._lines, line, mark)
            self._without(self._names, line, mark)
        return lines

    def on_line(self, line: int) -> list[Mark]:
        """The codings that touch a line."""
        held = self._lines.get(line, [])
        return held if self._way is None else list(map(self._at, held))

    def lane(self, mark: Mark) -> int:
        """The lane of a coding's stripe, from 0; may lie beyond the lanes that are drawn."""
        return self._lanes[mark.id]

    def named_on(self, line: int) -> list[Mark]:
        """The codings whose names stand on a line."""
        held = self._names.get(line, [])
        return held if self._way is None else list(map(self._at, held))

    def is_first_line(self, mark: Mark, line: int) -> bool:
        """True on the line where the coding's stripe begins."""
        return self._lines_of(mark).start == line

    def _at(self, mark: Mark) -> Mark:
        """A coding where it is drawn."""
        if self._way is None:
            return mark
        drawn = self._drawn.get(mark.id)
        if drawn is None:
            drawn = self._drawn[mark.id] = mark.at(self._way.span(mark.span))
        return drawn

    def _edges(self, ordered: Iterable[Mark]) -> Iterable[tuple[int, int]]:
        if self._way is not None:
            return self._way.all_edges(mark.span for mark in ordered)
        return ((mark.span.start, mark.span.end) for mark in ordered)

    def _lines_of(self, mark: Mark) -> range:
        return self._ranges.get(mark.id, range(0))

    def _place(self, mark: Mark, lane: int) -> range:
        lines = self._layout.lines_of(self._at(mark).span) if self._layout is not None else range(0)
        held = {self._lanes[other.id] for line in lines for other in self._lines.get(line, ())}
        if lane in held:
            lane = next(free for free in range(len(held) + 1) if free not in held)
        self._lanes[mark.id] = lane
        self._enter(mark, lines)
        return _both(lines, self._name(mark, lines))

    def _enter(self, mark: Mark, lines: range) -> None:
        self._ranges[mark.id] = lines
        by_line = self._lines
        for line in lines:
            if line in by_line:
                by_line[line].append(mark)
            else:
                by_line[line] = [mark]

    def _name(self, mark: Mark, lines: range) -> range:
        """Put the name on the first line that has none; the lines of a coding whose name gave way to it."""
        free = self._unnamed(lines)
        if free is None:
            for line in lines:
                other = self._names[line][0]
                elsewhere = self._unnamed(self._lines_of(other))
                if elsewhere is not None:
                    self._names[line].remove(other)
                    self._names.setdefault(elsewhere, []).append(other)
                    self._names[line].insert(0, mark)
                    return self._lines_of(other)
        self._names.setdefault(lines.start if free is None else free, []).append(mark)
        return range(0)

    def _unnamed(self, lines: range) -> int | None:
        """The first line on which no name stands."""
        for line in lines:
            if not self._names.get(line):
                return line
        return None

    @staticmethod
    def _without(lines: dict[int, list[Mark]], line: int, mark: Mark) -> None:
        if line in lines:
            lines[line] = [other for other in lines[line] if other.id != mark.id]


def _first_open(free_from: list[int], line: int) -> int:
    """The first lane that is free from a line on, a new one where none is."""
    for lane, free in enumerate(free_from):
        if free <= line:
            return lane
    free_from.append(0)
    return len(free_from) - 1


def _from_the_top(mark: Mark) -> tuple[int, int, str]:
    return mark.span.start, -mark.span.end, mark.id


def _both(first: range, second: range) -> range:
    if not first or not second:
        return first or second
    return range(min(first.start, second.start), max(first.stop, second.stop))
