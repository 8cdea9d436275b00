"""The values a transcript view is given: a document to read, and the codings that mark it."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.transcripts.boundaries import Unit
from qualcode.transcripts.span import Span


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
    """A document as drawn: its text, its turns in order, its stored sentences, and the unit of one step."""

    id: str
    text: str
    turns: tuple[ShownTurn, ...]
    sentences: tuple[Span, ...] = ()
    unit: Unit = Unit.SENTENCE


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
