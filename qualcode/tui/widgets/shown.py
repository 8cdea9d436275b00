"""The values a transcript view is given: a document to read, and the codings that mark it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from qualcode.transcripts.boundaries import Unit
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn as drawn: its words, the label before them, whether an interviewer speaks, when it began.

    `label` is what the reader may see (`P03`, `INT`), not what the source wrote; `seconds` counts from the
    start of the recording.
    """

    span: Span
    label: str = ""
    asks: bool = False
    seconds: float | None = None


@dataclass(frozen=True)
class ShownDocument:
    """A document to be drawn: its text, its turns in order, its stored sentences, and the unit of one step.

    `splices` put what is shown in the place of some words, each within a turn; all offsets count in `text`.
    """

    id: str
    text: str
    turns: tuple[ShownTurn, ...]
    sentences: tuple[Span, ...] = ()
    unit: Unit = Unit.SENTENCE
    splices: Splices = field(default_factory=Splices)

    @cached_property
    def way(self) -> Way:
        """From the text to the text as it is drawn."""
        return Way(self.splices)

    def drawn(self) -> ShownDocument:
        """The document with the text as it is drawn, and all offsets in that."""
        if not self.splices:
            return self
        spans = self.way.all_drawn([turn.span for turn in self.turns])
        turns = (
            ShownTurn(span, turn.label, turn.asks, turn.seconds) for turn, span in zip(self.turns, spans, strict=True)
        )
        sentences: list[Span] = []
        for span in self.way.all_drawn(self.sentences):
            if sentences and span.start < sentences[-1].end:  # both touch what stands for one name
                sentences[-1] = sentences[-1].joined(span)
            else:
                sentences.append(span)
        return replace(self, text=self.splices.apply(self.text), turns=tuple(turns), sentences=tuple(sentences))


class Way:
    """Where spans of a text are drawn, for many spans and many splices: a microsecond for each."""

    def __init__(self, splices: Splices) -> None:
        self._starts = [splice.start for splice in splices]
        self._ends = [splice.end for splice in splices]
        self._shifts = [0, *accumulate(splice.growth for splice in splices)]

    def drawn(self, span: Span) -> Span:
        """The span as drawn; a splice it shares a part with belongs to it whole."""
        start, end, starts, ends, shifts = span.start, span.end, self._starts, self._ends, self._shifts
        first = bisect_right(ends, start)
        if first < len(starts) and starts[first] < start:
            start = starts[first]
        if not span:
            return Span(start + shifts[first], start + shifts[first])
        last = bisect_left(starts, end)
        if last and ends[last - 1] > end:
            end = ends[last - 1]
        return Span(start + shifts[first], end + shifts[last])

    def all_drawn(self, spans: Iterable[Span]) -> Iterator[Span]:
        """The same of many spans that are in order; half the time of asking for each."""
        starts, ends, shifts = self._starts, self._ends, self._shifts
        count, next_splice = len(starts), 0
        for span in spans:
            start, end = span.start, span.end
            while next_splice < count and ends[next_splice] <= start:
                next_splice += 1
            if next_splice < count and starts[next_splice] < end:
                yield self.drawn(span)
            elif shift := shifts[next_splice]:
                yield Span(start + shift, end + shift)
            else:
                yield span


@dataclass(frozen=True, slots=True)
class Mark:
    """One coding as drawn: where it stands, its code's index number, name and colour, whose it is.

    `colour` is anything Textual can read (`#4e79a7`, `steelblue`); `against` is true where the passage goes
    against its code.
    """

    id: str
    span: Span
    code_id: str
    index: str
    name: str
    colour: str
    against: bool = False
    coder: str = ""

    def at(self, span: Span) -> Mark:
        """The same coding on another span; a third of the time of `replace`, for thousands at once."""
        return Mark(self.id, span, self.code_id, self.index, self.name, self.colour, self.against, self.coder)

    @property
    def title(self) -> str:
        """The index number and name as a reader sees them."""
        return f"{self.index} {self.name}".strip()


def clock(seconds: float) -> str:
    """A time in a recording as minutes and seconds, with hours where there are any."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def timed_turns(turns: tuple[ShownTurn, ...], apart: float = 30) -> list[bool]:
    """Before which turns a time is shown: never closer than `apart` seconds, or times would fill the page."""
    shown: list[bool] = []
    last = float("-inf")
    for turn in turns:
        due = turn.seconds is not None and (turn.seconds - last >= apart or turn.seconds < last)
        if due and turn.seconds is not None:
            last = turn.seconds
        shown.append(due)
    return shown
