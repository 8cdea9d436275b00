"""Where refused words stand again: cut and put elsewhere, or brought in with the same document once more."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from operator import eq

from qualcode.analysis.word_runs import Vocabulary, WordRuns
from qualcode.transcripts.span import Span

_RUN = 5
"""Words in a row that may tell that words are the same again."""
_ENOUGH = 8
"""So many of them do tell it; where the passage was cut, also half of it, or a short one, of the one who said it."""
_LEAST = 3
_BETWEEN = 3  # words that may be others between two runs of one passage
_ALMOST = 0.75  # of the words of two short turns that are the same
_SHORT, _SHORT_TURN = 30, 400  # words of a passage, and letters of a turn, that are compared so
_SIDE = 3  # words on either side that are the same, eight in all, where a place is the same


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says words: the id of a speaker of a document, and of the participant; interviewers have neither."""

    speaker: str = ""
    participant: str = ""

    @property
    def person(self) -> Voice:
        """The same for all speakers of a document that are one participant."""
        return Voice(participant=self.participant) if self.participant else self


class Whose(Enum):
    """Who says words again that somebody said, as far as is known."""

    OWN = 1
    UNKNOWN = 2
    ANOTHER = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one turn that may not be printed: the document they stood in, and who said them.

    `around` is what stood before and after them; `is_gone` where they no longer stand there.
    """

    words: str
    document_id: str
    voice: Voice
    around: tuple[str, str] = ("", "")
    is_gone: bool = True


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A document's text: its turns (half-open, code points) with who speaks each, and who speaks in it at all."""

    document_id: str
    text: str
    turns: Sequence[tuple[Span, Voice]]
    participants: frozenset[str]

    def whose(self, span: Span, said: Passage) -> Whose:
        """Whether the words of a span are said by the one who said a passage."""
        spoken = {self._spoken_by(voice, said) for turn, voice in self.turns if turn.overlaps(span)}
        return min(spoken, key=lambda one: one.value, default=Whose.UNKNOWN)

    def _spoken_by(self, voice: Voice, said: Passage) -> Whose:
        one, other = said.voice.participant, voice.participant
        if not (one and other) and self.document_id == said.document_id:
            one, other = said.voice.speaker, voice.speaker
        if not (one and other):
            return Whose.UNKNOWN
        return Whose.OWN if one == other else Whose.ANOTHER


class SaidAgain:
    """Finds passages in the texts of documents; a text of 8,000 words takes 10 ms."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self._vocabulary = Vocabulary()
        self._numbers = [self._vocabulary.numbers(one.words) for one in passages]
        self._around = [[self._vocabulary.numbers(side) for side in one.around] for one in passages]
        self._runs = WordRuns(self._numbers, _RUN)
        self._short = [(at, one) for at, one in enumerate(self._numbers) if _LEAST <= len(one) < _RUN]

    def found(self, told: SpokenText) -> dict[int, list[tuple[Span, Whose]]]:
        """Where passages stand in a text (half-open, code points), by their place in the list, and who says them.

        A whole turn of another document is one where who says it said almost the same: an answer with a word changed.
        """
        words, places = self._vocabulary.placed(told.text)
        runs: dict[int, set[Span]] = {}
        for run, passage in (*self._runs.found(words), *self._whole(words)):
            runs.setdefault(passage, set()).add(run)
        found: dict[int, list[tuple[Span, Whose]]] = {}
        for passage, some in runs.items():
            for near in _near(some, len(self._numbers[passage])):
                at = Span(near[0].start, near[-1].end)
                span = Span(places[at.start].start, places[at.end - 1].end)
                whose = told.whose(span, self.passages[passage])
                if sum(map(len, near)) >= self._enough(passage, told, whose, words, at):
                    found.setdefault(passage, []).append((span, whose))
        for passage, said in enumerate(self.passages):
            if not self._may_be_almost(passage, told):
                continue
            for turn, voice in told.turns:
                own = voice.participant == said.voice.participant
                if (own or not voice.participant) and self._is_almost(turn.of(told.text), self._numbers[passage]):
                    found.setdefault(passage, []).append((turn, Whose.OWN if own else Whose.UNKNOWN))
        return found

    def _enough(self, passage: int, told: SpokenText, whose: Whose, words: Sequence[int], at: Span) -> float:
        """How many words of a passage tell that it stands at a place of a text again; endless where none do.

        Few words are a phrase of anybody's, or of the same person at another time, but where the passage was cut, or
        all around it is the same; what somebody else is known to say is theirs.
        """
        said, size = self.passages[passage], len(self._numbers[passage])
        few = min(_ENOUGH, size, max(_RUN, size // 2))
        is_own_document = said.document_id == told.document_id
        if self._is_same_place(passage, words, at):
            return few
        if whose is Whose.ANOTHER:
            return _ENOUGH if said.is_gone and is_own_document else math.inf
        is_near = whose is Whose.OWN or is_own_document or said.voice.participant in told.participants
        return few if said.is_gone and is_near else _ENOUGH

    def _is_same_place(self, passage: int, words: Sequence[int], at: Span) -> bool:
        """Whether nearly all that stands around words is what stood around a passage: its document once more."""
        before, after = self._around[passage]
        back = sum(map(eq, reversed(before), reversed(words[max(at.start - len(before), 0) : at.start])))
        ahead = sum(map(eq, after, words[at.end : at.end + len(after)]))
        sides = back >= min(_SIDE, len(before)) and ahead >= min(_SIDE, len(after))
        return bool(sides and back + ahead >= _ENOUGH)

    def _may_be_almost(self, passage: int, told: SpokenText) -> bool:
        said = self.passages[passage]
        if said.document_id == told.document_id or said.voice.participant not in told.participants:
            return False  # "" is no participant of any document
        return said.is_gone or len(self._numbers[passage]) >= _ENOUGH

    def _is_almost(self, words: str, said: Sequence[int]) -> bool:
        """Whether words are nearly all of a passage, in its order, and little else."""
        numbers = self._vocabulary.numbers(words) if len(said) <= _SHORT and len(words) <= _SHORT_TURN else []
        if not numbers:
            return False
        alike = SequenceMatcher(None, said, numbers, autojunk=False)
        return alike.real_quick_ratio() >= _ALMOST and alike.quick_ratio() >= _ALMOST and alike.ratio() >= _ALMOST

    def _whole(self, words: Sequence[int]) -> Iterator[tuple[Span, int]]:
        for passage, said in self._short:
            for at in range(len(words) - len(said) + 1):
                if words[at] == said[0] and words[at : at + len(said)] == said:
                    yield Span(at, at + len(said)), passage


def voices_in(conn: sqlite3.Connection, document_id: str) -> dict[str, Voice]:
    """Who speaks in a document, by the ids of its speakers."""
    return {
        speaker: Voice() if is_interviewer else Voice(speaker, participant or "")
        for speaker, participant, is_interviewer in conn.execute(
            "SELECT id, participant_id, is_interviewer FROM speaker WHERE document_id = ?", (document_id,)
        )
    }


def _near(runs: Iterable[Span], size: int) -> Iterator[list[Span]]:
    """The runs of one passage in order, those together between which only a word or a few are others.

    Together they are no more than the passage, of `size` words: said twice in a row, it is there twice.
    """
    open_: list[Span] = []
    for run in sorted(runs):
        if open_ and run.start < open_[-1].end:
            open_[-1] = open_[-1].joined(run)
        elif open_ and run.start - open_[-1].end <= _BETWEEN and sum(map(len, (*open_, run))) <= size:
            open_.append(run)
        else:
            if open_:
                yield open_
            open_ = [run]
    if open_:
        yield open_
