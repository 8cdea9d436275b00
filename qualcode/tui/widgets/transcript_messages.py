"""What a transcript view tells its screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from qualcode.transcripts.span import Span


@dataclass
class PassageMessage(Message):
    """Something about the selected passage (half-open, code points; whole graphemes, trimmed)."""

    span: Span


@dataclass
class MarkMessage(Message):
    """Something about one coding under the cursor."""

    mark_id: str


class EndReached(Message):
    """A move went on at the end of the document."""


class CodeWanted(PassageMessage):
    """Choose a code for the passage."""


class SameCodeWanted(PassageMessage):
    """Give the passage the code applied last."""


class InVivoWanted(PassageMessage):
    """Make a code of the passage's own words."""


class MemoWanted(PassageMessage):
    """Write a memo on the passage."""


class QuoteWanted(PassageMessage):
    """Keep the passage as a quote."""


class CopyWanted(PassageMessage):
    """Copy the passage with its citation."""


class PseudonymiseWanted(PassageMessage):
    """Replace the name the passage holds."""


@dataclass
class DigitPressed(PassageMessage):
    """Give the passage the pinned or recent code of that digit, 1 to 9."""

    digit: int


class RecodeWanted(MarkMessage):
    """Give the coding another code."""


class RemoveWanted(MarkMessage):
    """Take the coding away."""


class AgainstWanted(MarkMessage):
    """Turn round whether the coding goes against its code."""


class MarkPickedUp(MarkMessage):
    """The coding is being moved; nothing has changed yet."""


@dataclass
class MarkMoved(MarkMessage):
    """The coding was set down on another passage."""

    span: Span


class MarkLetGo(MarkMessage):
    """The coding was put back where it was."""


@dataclass
class PlaceWanted(Message):
    """Go to a place of the program by its digit, after `g`: 2 to 9."""

    digit: int


@dataclass
class MenuWanted(Message):
    """Offer what the keys offer, at a cell of the screen (right click)."""

    span: Span
    x: int
    y: int
