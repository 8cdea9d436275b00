"""A transcript with its codings in the margin, as values: what every writer prints. No input or output here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from qualcode.exports.phrases import counted, day_in_words, listed, sentence_case
from qualcode.exports.printed import Appearance, PrintedMemo
from qualcode.exports.sources import Fact
from qualcode.exports.spoken import FRAME
from qualcode.participants.disclosure import Audience, Cleared, HeldBack

AGAINST, CHANGED = "goes against it", "the words were changed since"


@dataclass(frozen=True)
class TranscriptChoices:
    """Which documents (by id; none named are all that have codings, but answers to a survey), and what is told.

    `coder_names` is None for the usual: the team reads who coded, readers outside read Coder 1, Coder 2.
    """

    audience: Audience = Audience.TEAM
    documents: tuple[str, ...] = ()
    coder_names: bool | None = None
    memos: bool = True

    @property
    def names_coders(self) -> bool:
        """Whether coders are named."""
        return self.audience is Audience.TEAM if self.coder_names is None else self.coder_names


@dataclass(frozen=True, slots=True)
class Titled:
    """A code of a coding by its index and name, whether the words go against it, or were changed since."""

    title: str
    against: bool = False
    changed: bool = False

    @property
    def text(self) -> str:
        """`1.2 Routes in (goes against it)`."""
        more = "; ".join([AGAINST] * self.against + [CHANGED] * self.changed)
        return f"{self.title} ({more})" if more else self.title


@dataclass(frozen=True, slots=True)
class Remark:
    """What one coder coded the same words with on one day; `made_at` carries its zone.

    `ids` are the short ids of the codings, one for each of `codes`.
    """

    number: int
    coder: str
    initials: str
    made_at: datetime
    ids: tuple[str, ...]
    codes: tuple[Titled, ...]
    memos: tuple[PrintedMemo, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands in the margin, a line for each code and each memo."""
        return (*(one.text for one in self.codes), *(f"{memo.lead}: {memo.words}" for memo in self.memos))


@dataclass(frozen=True, slots=True)
class Mark:
    """The words of a piece that a remark is on, by its number: half-open, code points of the piece as printed."""

    remark: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class SaidWords:
    """Words of a turn as they are printed, with what was coded in them.

    `gap` is the white space between them and what stands before them in the turn.
    """

    words: Cleared
    marks: tuple[Mark, ...] = ()
    gap: str = ""

    @property
    def text(self) -> str:
        """The words."""
        return self.words.text


@dataclass(frozen=True, slots=True)
class HeldWords:
    """A place where words of a turn are held back, and why; `gap` as of words that are printed."""

    reason: str
    gap: str = ""

    @property
    def text(self) -> str:
        """What stands in their place."""
        return f"[held back: {self.reason}]"


@dataclass(frozen=True, slots=True)
class PrintedTurn:
    """A turn with its number from 1, who speaks and when; `asks` of an interviewer."""

    number: int
    who: str
    time: str
    pieces: tuple[SaidWords | HeldWords, ...]
    asks: bool = False


@dataclass(frozen=True, slots=True)
class HeldTurns:
    """Turns that follow each other and are held back as a whole for the same reason; `who` are called so."""

    first: int
    last: int
    who: tuple[str, ...]
    reason: str

    @property
    def where(self) -> str:
        """`turn 12`, `turns 12 to 14`."""
        return f"turn {self.first}" if self.first == self.last else f"turns {self.first} to {self.last}"

    @property
    def text(self) -> str:
        """What stands in their place."""
        whose = f", with words of {listed(self.who)}," if self.who else ""
        verb = "is" if self.first == self.last else "are"
        return f"[{sentence_case(self.where)}{whose} {verb} held back: {self.reason}]"


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a page of a paged source begins."""

    page: str

    @property
    def text(self) -> str:
        """What stands there."""
        return f"Page {self.page}"


Part: TypeAlias = PrintedTurn | HeldTurns | PageStart


@dataclass(frozen=True, slots=True)
class CodedTranscript:
    """One document with its turns and the remarks on them, ready to be printed for one audience.

    `called` is what it may be called. `left_out` are codings that touch words which are held back, `held` those
    words, `wordless` how many codings stand on nothing that anybody said; `language` is the tag of what they said.
    Raises ValueError where words cleared for another audience got in, or a mark lies outside its words.
    """

    document_id: str
    called: str
    study: str
    made_on: datetime
    audience: Audience
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...]
    people: tuple[Appearance, ...] = ()
    left_out: tuple[HeldBack, ...] = ()
    held: tuple[HeldBack, ...] = ()
    wordless: int = 0
    language: str = FRAME

    def __post_init__(self) -> None:
        for piece in self.said():
            if piece.words.audience is not self.audience:
                raise ValueError(f"{piece.words.id} was cleared for another audience than this transcript's")
            if any(not 0 <= mark.start < mark.stop <= len(piece.text) for mark in piece.marks):
                raise ValueError(f"a coding of {piece.words.id} lies outside its words")

    @property
    def title(self) -> str:
        """What stands on its first page."""
        return f"{self.called}: coded transcript"

    @property
    def day(self) -> str:
        """The day it was made, in words."""
        return day_in_words(self.made_on.date())

    @property
    def codings(self) -> int:
        """How many codings are printed."""
        return sum(len(remark.ids) for remark in self.remarks)

    def said(self) -> Iterator[SaidWords]:
        """All words that are printed, in their order."""
        for part in self.parts:
            if isinstance(part, PrintedTurn):
                yield from (piece for piece in part.pieces if isinstance(piece, SaidWords))

    @property
    def left_out_title(self) -> str:
        """What stands above the codings that are left out."""
        return "Held back" if self.left_out else "Codings left out"

    @property
    def left_out_lines(self) -> tuple[str, ...]:
        """Which codings are left out and why, a line for each reason, without their words."""
        groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
        for one in self.left_out:
            groups.setdefault((one.participants, one.reason), []).append(one.id)
        lines = ["Codings that touch words which are held back from these readers are left out."] if groups else []
        lines += [
            f"{listed(people) or 'Nobody named'}: {reason}. {counted(len(ids), 'coding')}: {', '.join(ids)}."
            for (people, reason), ids in groups.items()
        ]
        if self.wordless:
            verb = "stands" if self.wordless == 1 else "stand"
            lines.append(f"{counted(self.wordless, 'coding')} {verb} on no words that anybody said.")
        return tuple(lines)
