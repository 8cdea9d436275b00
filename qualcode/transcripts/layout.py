"""Turns wrapped into lines that know which words they hold."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from qualcode.transcripts.clean import plain as drawable
from qualcode.transcripts.graphemes import Grapheme, cells, graphemes, is_plain
from qualcode.transcripts.span import Span

# East Asian text may break between any two characters but before these and after those.
_NEVER_FIRST = frozenset("、。，．」』）】》〉！？：；ー…ァィゥェォッャュョぁぃぅぇぉっゃゅょ々")
_NEVER_LAST = frozenset("「『（【《〈")


class LineKind(IntEnum):
    """What a line shows."""

    TEXT = 0
    FIRST = 1  # of a turn, with the speaker's label
    TIME = 2  # the time a turn began; holds no words
    BLANK = 3  # between two paragraphs of a turn; holds no words


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it shows, of which turn (index), and the words it holds (half-open, code points)."""

    kind: LineKind
    turn: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Place:
    """A line by its number and a cell of its text, both from 0."""

    line: int
    column: int


def plain_turns(text: str, turns: Sequence[Span]) -> Sequence[bool]:
    """Of each turn, whether it needs no measuring; holds at any width."""
    if is_plain(text):
        return [True] * len(turns)
    return [is_plain(text, turn.start, turn.end) for turn in turns]


class Layout:
    """The lines of a document at one width.

    `turns` are spans of `text` in order; `width` is that of the text in cells; `timed` says before which
    turns a line with the time stands; `plain` comes from `plain_turns` and may be kept from width to width.
    A line is at most `width` cells wide unless it holds a single grapheme; white space where a line breaks
    belongs to no line.
    """

    def __init__(
        self,
        text: str,
        turns: Sequence[Span],
        width: int,
        timed: Sequence[bool] = (),
        plain: Sequence[bool] = (),
    ) -> None:
        self.text = text
        self.width = max(1, width)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._turns: list[int] = []
        self._kinds: list[LineKind] = []
        self._graphemes: dict[int, list[Grapheme]] = {}
        plain = plain or plain_turns(text, turns)
        for index, turn in enumerate(turns):
            if timed and timed[index]:
                self._add(LineKind.TIME, index, turn.start, turn.start)
            self._lay_out(index, turn, plain[index])

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Line]:
        return (self.line(number) for number in range(len(self)))

    def line(self, number: int) -> Line:
        """The line of that number, from 0."""
        return Line(self._kinds[number], self._turns[number], self._starts[number], self._ends[number])

    def line_at(self, offset: int) -> int:
        """The number of the line that holds the offset; between lines the one before; 0 before the first."""
        number = bisect_right(self._starts, offset) - 1
        while number >= 0 and self._kinds[number] is LineKind.TIME and number + 1 < len(self):
            number += 1
        return max(0, number)

    def lines_of(self, span: Span) -> range:
        """The numbers of the lines that hold words of the span; the line of its start where it is empty."""
        starts, ends = self._starts, self._ends
        if not starts:
            return range(0)
        start, end = span.start, span.end
        first = bisect_right(starts, start) - 1
        if first < 0 or self._kinds[first] is LineKind.TIME:
            first = self.line_at(start)
        if end <= start:
            return range(first, first + 1)
        while ends[first] <= start and first + 1 < len(starts) and starts[first + 1] < end:
            first += 1
        return range(first, max(first + 1, bisect_left(starts, end, first)))

    def lines_of_all(self, edges: Iterable[tuple[int, int]]) -> Iterator[range]:
        """The same of the edges of many spans, in the order of their starts; half the time of asking for each."""
        starts, ends, kinds, count = self._starts, self._ends, self._kinds, len(self._starts)
        first = 0
        for start, end in edges:
            first = bisect_right(starts, start, first) - 1
            if first < 0 or end <= start or kinds[first] is LineKind.TIME:
                first = 0
                yield self.lines_of(Span(start, end))
                continue
            at = first
            while ends[at] <= start and at + 1 < count and starts[at + 1] < end:
                at += 1
            stop = at + 1
            while stop < count and starts[stop] < end:  # few passages are longer than some lines
                stop += 1
            yield range(at, stop)

    def place(self, offset: int) -> Place:
        """The line of an offset and the cell its grapheme begins in; past the words, the end of the line."""
        number = self.line_at(offset)
        if not self._starts:
            return Place(0, 0)
        return Place(number, self.column(number, offset))

    def column(self, number: int, offset: int) -> int:
        """The cell of a line in which the grapheme of that offset begins, held within the line."""
        start, end = self._starts[number], self._ends[number]
        offset = min(max(offset, start), end)
        parts = self._measured(number)
        if not parts:
            return offset - start
        return sum(width for _, last, width in parts if start + last <= offset)

    def offset_at(self, number: int, column: int) -> int:
        """The offset of the grapheme drawn in a cell of a line; left of it the start, right of it the end."""
        start, end = self._starts[number], self._ends[number]
        if column <= 0:
            return start
        parts = self._measured(number)
        if not parts:
            return min(start + column, end)
        used = 0
        for first, _, width in parts:
            used += width
            if used > column:
                return start + first
        return end

    def cells(self, number: int) -> int:
        """How many cells the words of a line fill."""
        return cells(drawable(self.text[self._starts[number] : self._ends[number]]))

    def _measured(self, number: int) -> list[Grapheme]:
        """The graphemes of a line; none where every character fills one cell."""
        known = self._graphemes.get(number)
        if known is None:
            start, end = self._starts[number], self._ends[number]
            plain = is_plain(self.text, start, end)
            known = [] if plain else graphemes(drawable(self.text[start:end]))
            self._graphemes[number] = known
        return known

    def _add(self, kind: LineKind, turn: int, start: int, end: int) -> None:
        self._kinds.append(kind)
        self._turns.append(turn)
        self._starts.append(start)
        self._ends.append(end)

    def _lay_out(self, index: int, turn: Span, plain: bool) -> None:
        text = self.text
        kind, blank = LineKind.FIRST, False
        start = turn.start
        while start <= turn.end:
            end = text.find("\n", start, turn.end)
            end = turn.end if end < 0 else end
            first, last = _inside(text, start, end)
            if first == last:
                blank = kind is LineKind.TEXT
            else:
                if blank:
                    self._add(LineKind.BLANK, index, start - 1, start - 1)
                    blank = False
                wrap = _wrap_plain if plain or is_plain(text, first, last) else _wrap_measured
                before = len(self._starts)
                wrap(text, first, last, self.width, self._starts, self._ends)
                count = len(self._starts) - before
                self._turns += [index] * count
                self._kinds += [kind, *[LineKind.TEXT] * (count - 1)]
                kind = LineKind.TEXT
            start = end + 1
        if kind is LineKind.FIRST:  # nothing was said; the label stands alone
            self._add(kind, index, turn.start, turn.start)


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _wrap_plain(text: str, start: int, end: int, width: int, starts: list[int], ends: list[int]) -> None:
    """Add the lines of a paragraph whose every character fills one cell."""
    while end - start > width:
        starts.append(start)
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start:  # a word longer than the line
            start += width
            ends.append(start)
        else:
            start = cut + 1
            while text[cut - 1] == " ":
                cut -= 1
            ends.append(cut)
        while text[start] == " ":
            start += 1
    starts.append(start)
    ends.append(end)


def _wrap_measured(text: str, start: int, end: int, width: int, starts: list[int], ends: list[int]) -> None:
    """Add the lines of a paragraph measured grapheme by grapheme."""
    drawn = drawable(text[start:end])
    parts = graphemes(drawn)
    first, index, used, cut = 0, 0, 0, 0
    while index < len(parts):
        at, until, cell_count = parts[index]
        space = drawn[at:until] == " "
        if space:
            cut = index + 1
        elif index > first and _may_break(drawn[parts[index - 1][0]], drawn[at]):
            cut = index
        if not space and used + cell_count > width and index > first:
            following = cut if cut > first else index
            last = parts[following - 1][1]
            while drawn[last - 1] == " ":
                last -= 1
            starts.append(start + parts[first][0])
            ends.append(start + last)
            first = index = cut = following
            used = 0
            continue
        used += cell_count
        index += 1
    starts.append(start + parts[first][0])
    ends.append(end)


def _may_break(before: str, after: str) -> bool:
    if before in _NEVER_LAST or after in _NEVER_FIRST:
        return False
    return is_east_asian(before) or is_east_asian(after)


def is_east_asian(character: str) -> bool:
    """Whether a character is of a script that puts no spaces between words."""
    point = ord(character)
    if point < 0x2E80:
        return False
    return point <= 0xA4CF or 0xAC00 <= point <= 0xD7A3 or 0xF900 <= point <= 0xFAFF or point >= 0x20000
