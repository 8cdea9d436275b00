"""The values a transcript view is given: a document to read, and the codings that mark it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from qualcode.transcripts.boundaries import Unit
from qualcode.transcripts.coverage import counting
from qualcode.transcripts.shifts import ShiftedSpans, Shifts
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices


# Turns and codings come in thousands: named tuples and open dataclasses are made in a third of a frozen one's time.
class ShownTurn(NamedTuple):
    """A turn as drawn: its words, the label before them, whether an interviewer speaks, when it began.

    `label` is what the reader may see (`P03`, `INT`), not what the source wrote; `seconds` counts from the
    start of the recording; words that are `withdrawn` count as nobody's.
    """

    span: Span
    label: str = ""
    asks: bool = False
    seconds: float | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class ShownDocument:
    """A document to be drawn: its text, its turns in order, its stored sentences, and the unit of one step.

    `people` is whether participants speak in documents of its kind. `splices` put what is shown in the place of some
    words, each within a turn; all offsets count in `text`.
    """

    id: str
    text: str
    turns: tuple[ShownTurn, ...]
    sentences: Sequence[Span] = ()
    unit: Unit = Unit.SENTENCE
    splices: Splices = field(default_factory=Splices)
    people: bool = True

    @property
    def counting(self) -> list[Span]:
        """The turns whose words count as said."""
        found = counting(((turn.span, bool(turn.label), turn.asks) for turn in self.turns), people=self.people)
        gone = {turn.span for turn in self.turns if turn.withdrawn}
        return [span for span in found if span not in gone] if gone else found

    @cached_property
    def way(self) -> Shifts:
        """From the text to the text as it is drawn."""
        return Shifts(self.splices)

    def drawn(self) -> ShownDocument:
        """The document with the text as it is drawn, and all offsets in that; sentences are placed when asked for."""
        if not self.splices:
            return self
        spans = self.way.all_spans([turn.span for turn in self.turns])
        turns = tuple(
            ShownTurn(span, turn.label, turn.asks, turn.seconds, turn.withdrawn)
            for turn, span in zip(self.turns, spans, strict=True)
        )
        sentences = ShiftedSpans(self.sentences, self.way)
        return replace(self, text=self.splices.apply(self.text), turns=turns, sentences=sentences)


@dataclass(slots=True, unsafe_hash=True)
class Mark:
    """One coding as drawn: where it stands, its code's index number, name and colour, whose it is.

    `colour` is anything Textual can read (`#4e79a7`, `steelblue`); `against` is true where the passage goes
    against its code. It is never changed: `at` makes another.
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
        """The same coding on another span."""
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
