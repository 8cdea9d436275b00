"""Edits of a text that map offsets both ways."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from sys import maxsize

from qualcode.transcripts.span import Span


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """Put `text` where `[start, end)` stood: half-open, code points of the text before the change."""

    start: int
    end: int
    text: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such stretch: [{self.start}, {self.end})")

    @property
    def growth(self) -> int:
        """How much longer the text becomes; negative where it becomes shorter."""
        return len(self.text) - (self.end - self.start)


@dataclass(frozen=True)
class Splices:
    """Splices of one text, in order, not overlapping, all counted in the text before any of them.

    A span keeps exactly the words it held: what is put in at its edge stays outside it, and a stretch it
    shares with a splice is replaced as a whole and belongs to it as a whole. Raises ValueError where splices
    overlap.
    """

    splices: tuple[Splice, ...] = ()

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.splices, key=lambda splice: (splice.start, splice.end)))
        for before, after in pairwise(ordered):
            if after.start < before.end:
                raise ValueError(f"splices overlap at {after.start}")
        object.__setattr__(self, "splices", ordered)

    @classmethod
    def of(cls, splices: Iterable[tuple[int, int, str]]) -> Splices:
        """The splices read from (start, end, text) triples, as they are stored."""
        return cls(tuple(Splice(start, end, text) for start, end, text in splices))

    def __bool__(self) -> bool:
        return bool(self.splices)

    def __iter__(self) -> Iterator[Splice]:
        return iter(self.splices)

    def __len__(self) -> int:
        return len(self.splices)

    def triples(self) -> list[tuple[int, int, str]]:
        """The splices as plain (start, end, text) triples, ready to be stored."""
        return [(splice.start, splice.end, splice.text) for splice in self.splices]

    def apply(self, text: str) -> str:
        """The text after the change. Raises ValueError where a splice lies beyond its end."""
        pieces: list[str] = []
        here = 0
        for splice in self.splices:
            if splice.end > len(text):
                raise ValueError(f"a splice ends at {splice.end}, the text at {len(text)}")
            pieces += (text[here : splice.start], splice.text)
            here = splice.end
        pieces.append(text[here:])
        return "".join(pieces)

    def inverse(self, text: str) -> Splices:
        """The splices that take the changed text back to `text`, the text before the change."""
        return Splices(
            tuple(
                Splice(new.start, new.end, text[splice.start : splice.end])
                for splice, new in zip(self.splices, self._placed, strict=True)
            )
        )

    def map_span(self, span: Span) -> Span:
        """Where the span stands in the text after the change; empty where all its words were taken out."""
        if span and (not self.splices or span.end <= self.splices[0].start):
            return span
        if span and span.start >= self.splices[-1].end:
            return Span(span.start + self.growth, span.end + self.growth)
        return _carried(span, self._before, self._placed)

    def unmap_span(self, span: Span) -> Span:
        """Where a span of the text after the change stood in the text before it."""
        return _carried(span, self._placed, self._before)

    def map_offset(self, offset: int) -> int:
        """Where the character at `offset` stands after the change; inside a splice, where that begins."""
        return _start(offset, self._before, self._placed)

    def unmap_offset(self, offset: int) -> int:
        """Where the character at `offset` of the changed text stood before it."""
        return _start(offset, self._placed, self._before)

    def then(self, later: Splices) -> Splices:
        """One list that does this change and then `later`, which counts in the text after this one."""
        composed: list[Splice] = []
        kept_to, pending = 0, ""
        for piece in _composed(_pieces(self), _pieces(later)):
            if isinstance(piece, str):
                pending += piece
                continue
            if pending or piece.start > kept_to:
                composed.append(Splice(kept_to, piece.start, pending))
            kept_to, pending = piece.end, ""
        if pending:
            composed.append(Splice(kept_to, kept_to, pending))
        return Splices(tuple(composed))

    @cached_property
    def growth(self) -> int:
        """How much longer the whole text becomes."""
        return sum(splice.growth for splice in self.splices)

    @property
    def placed(self) -> tuple[Span, ...]:
        """Where the text of each splice stands after the change."""
        return self._placed

    def within(self, span: Span) -> list[Splice]:
        """The splices that change words of the span, in order; one at its edge does not."""
        found: list[Splice] = []
        for splice in self.splices[bisect_right(self._ends, span.start) :]:
            if splice.start >= span.end:
                break
            found.append(splice)
        return found

    def touch(self, start: int, end: int) -> bool:
        """True where a splice changes words of `[start, end)`; a tenth of the time of `within`."""
        first = bisect_right(self._ends, start)
        return first < len(self.splices) and self.splices[first].start < end

    def back_within(self, span: Span) -> bool:
        """True where words of a span of the text after the change did not stand in the text before it."""
        first = bisect_right(self._placed, span.start, key=lambda stretch: stretch.end)
        return first < len(self._placed) and self._placed[first].start < span.end

    @cached_property
    def _ends(self) -> list[int]:
        return [splice.end for splice in self.splices]

    @cached_property
    def _before(self) -> tuple[Span, ...]:
        return tuple(Span(splice.start, splice.end) for splice in self.splices)

    @cached_property
    def _placed(self) -> tuple[Span, ...]:
        """Where each splice's text stands after the change."""
        placed: list[Span] = []
        shift = 0
        for splice in self.splices:
            start = splice.start + shift
            placed.append(Span(start, start + len(splice.text)))
            shift += splice.growth
        return tuple(placed)


def _start(offset: int, source: tuple[Span, ...], target: tuple[Span, ...]) -> int:
    """The offset of what follows: after everything that ends at or before `offset`."""
    index = bisect_right(source, offset, key=lambda stretch: stretch.end) - 1
    if index + 1 < len(source) and source[index + 1].start < offset:
        return target[index + 1].start
    if index < 0:
        return offset
    return target[index].end + (offset - source[index].end)


def _end(offset: int, source: tuple[Span, ...], target: tuple[Span, ...]) -> int:
    """The offset of what precedes: before everything that starts at or after `offset`."""
    index = bisect_left(source, offset, key=lambda stretch: stretch.start) - 1
    if index < 0:
        return offset
    if source[index].end > offset:
        return target[index].end
    return target[index].end + (offset - source[index].end)


def _carried(span: Span, source: tuple[Span, ...], target: tuple[Span, ...]) -> Span:
    start = _start(span.start, source, target)
    if not span:
        return Span(start, start)
    return Span(start, max(start, _end(span.end, source, target)))


Piece = Span | str
"""A stretch kept from the text before, or words put in."""


def _pieces(splices: Splices) -> list[Piece]:
    """The text after the change as pieces; the last is kept without end."""
    pieces: list[Piece] = []
    here = 0
    for splice in splices:
        if splice.start > here:
            pieces.append(Span(here, splice.start))
        if splice.text:
            pieces.append(splice.text)
        here = splice.end
    pieces.append(Span(here, maxsize))
    return pieces


def _composed(first: list[Piece], second: list[Piece]) -> Iterator[Piece]:
    """The pieces of `second`, with what it keeps drawn from the pieces of `first`."""
    index, at = 0, 0
    for piece in second:
        if isinstance(piece, str):
            yield piece
            continue
        while at + len(first[index]) <= piece.start:
            at += len(first[index])
            index += 1
        place = piece.start
        while place < piece.end:
            source = first[index]
            skip = place - at
            take = min(len(source) - skip, piece.end - place)
            if isinstance(source, str):
                yield source[skip : skip + take]
            else:
                yield Span(source.start + skip, source.start + skip + take)
            place += take
            if skip + take < len(source) or index == len(first) - 1:
                break
            at += len(source)
            index += 1
