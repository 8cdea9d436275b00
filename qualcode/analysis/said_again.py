"""Where refused words stand again: cut and put elsewhere, or brought in with the same document once more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qualcode.analysis.word_runs import Vocabulary, WordRuns
from qualcode.transcripts.span import Span

_RUN = 5
"""Words in a row that may tell that words are the same again."""
_ENOUGH = 8
"""So many of them do tell it, whoever says them; of the one who said them also half of a passage, or a short one."""
_LEAST = 3
_BETWEEN = 3  # words that may be others between two runs of one passage
_ALMOST = 0.75  # of the words of two short turns that are the same
_SHORT, _SHORT_TURN = 30, 400  # words of a passage, and letters of a turn, that are compared so


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one turn that may not be printed: the document they stood in, and who said them, where it is known."""

    words: str
    document_id: str
    participants: frozenset[str]


class SaidAgain:
    """Finds passages in the texts of documents; a text of 8,000 words takes 10 ms."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self._vocabulary = Vocabulary()
        self._numbers = [self._vocabulary.numbers(one.words) for one in passages]
        self._runs = WordRuns(self._numbers, _RUN)
        self._short = [(at, one) for at, one in enumerate(self._numbers) if _LEAST <= len(one) < _RUN]

    def found(
        self, text: str, turns: Iterable[Span], document_id: str, participants: frozenset[str]
    ) -> dict[int, list[Span]]:
        """Where passages stand in a document's text (half-open, code points), by their place in the list.

        A whole turn of another document is one where who says it said almost the same: an answer with a word changed.
        """
        words, places = self._vocabulary.placed(text)
        runs: dict[int, set[Span]] = {}
        for run, passage in (*self._runs.found(words), *self._whole(words)):
            runs.setdefault(passage, set()).add(run)
        found: dict[int, list[Span]] = {}
        for passage, some in runs.items():
            said = self.passages[passage]
            is_own = said.document_id == document_id or bool(said.participants & participants)
            size = len(self._numbers[passage])
            enough = min(_ENOUGH, size, max(_RUN, size // 2)) if is_own else _ENOUGH
            for near in _near(some):
                if sum(map(len, near)) >= enough:
                    span = Span(places[near[0].start].start, places[near[-1].end - 1].end)
                    found.setdefault(passage, []).append(span)
        for passage, said in enumerate(self.passages):
            if said.document_id != document_id and said.participants & participants:
                like = (turn for turn in turns if self._is_almost(turn.of(text), self._numbers[passage]))
                found.setdefault(passage, []).extend(like)
        return found

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


def participants_in(conn: sqlite3.Connection, document_id: str) -> frozenset[str]:
    """The ids of those who speak in a document."""
    return frozenset(
        one
        for (one,) in conn.execute(
            "SELECT DISTINCT participant_id FROM speaker WHERE document_id = ? AND participant_id IS NOT NULL",
            (document_id,),
        )
    )


def _near(runs: Iterable[Span]) -> Iterator[list[Span]]:
    """The runs of one passage in order, those together between which only a word or a few are others."""
    open_: list[Span] = []
    for run in sorted(runs):
        if open_ and run.start < open_[-1].end:
            open_[-1] = open_[-1].joined(run)
        elif open_ and run.start - open_[-1].end <= _BETWEEN:
            open_.append(run)
        else:
            if open_:
                yield open_
            open_ = [run]
    if open_:
        yield open_
