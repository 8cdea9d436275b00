"""The words that are said, turn by turn, and those of them that passages hold."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.analysis.counts.scope import Scope, Source, Speaking
from qualcode.transcripts.boundaries import count_words, has_word, whole_words
from qualcode.transcripts.coverage import counting
from qualcode.transcripts.span import Span

# How many words each turn of a text has: numbers only. Counting 10 million words anew takes 4 s.
_KEPT: dict[tuple[str, str, str], tuple[int, ...]] = {}
_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn of a document's current text: half-open code points, who has it, and whether its words count.

    An interviewer's never do, nor those of who withdrew, nor those of titles where speakers are named, nor others'
    where some people are asked about.
    """

    start: int
    stop: int
    speaker: Speaking | None
    counts: bool


class SpokenWords:
    """The words of the documents of a scope; reads each document's text when it is first asked for."""

    def __init__(self, conn: sqlite3.Connection, scope: Scope) -> None:
        self._conn = conn
        self._scope = scope
        self._turns: dict[str, tuple[SpokenTurn, ...]] = {}
        self._starts: dict[str, list[int]] = {}
        self._texts: dict[str, str] = {}
        self._held: dict[tuple[str, int, int], tuple[tuple[SpokenTurn, int], ...]] = {}

    @cached_property
    def _speakers(self) -> dict[str | None, tuple[int, str | None]]:
        """Of each label whether it asks, and whose it is: looking them up turn by turn takes three times as long."""
        rows = self._conn.execute("SELECT id, is_interviewer, participant_id FROM speaker WHERE deleted_at IS NULL")
        return {one: (asks, person) for one, asks, person in rows}

    def turns(self, document_id: str) -> tuple[SpokenTurn, ...]:
        """The turns of a document, in order and apart."""
        if document_id not in self._turns:
            source = self._scope.sources[document_id]
            rows = self._conn.execute(
                "SELECT start, stop, speaker_id FROM turn WHERE version_id = ? ORDER BY start", (source.version_id,)
            ).fetchall()
            said = [(start, stop, speaker, *self._speakers.get(speaker, (0, None))) for start, stop, speaker in rows]
            self._turns[document_id] = _spoken(source, said, self._scope)
            self._starts[document_id] = [row[0] for row in rows]
        return self._turns[document_id]

    def numbers(self, document_id: str) -> tuple[int, ...]:
        """How many words each turn of a document has."""
        source = self._scope.sources[document_id]
        # Replacing names for good changes the words of a version, and leaves its stamp.
        changed_at, digest = self._conn.execute(
            "SELECT hlc, sha256 FROM text_version WHERE id = ?", (source.version_id,)
        ).fetchone()
        key = source.version_id, changed_at, digest
        if key not in _KEPT:
            text = self._text(document_id)
            if len(_KEPT) >= _MOST_KEPT:
                _KEPT.clear()
            _KEPT[key] = tuple(count_words(text[turn.start : turn.stop]) for turn in self.turns(document_id))
        return _KEPT[key]

    def within(self, document_id: str, spans: Sequence[Span]) -> Iterator[tuple[SpokenTurn, int]]:
        """The words of each turn that some spans hold, which are in order and apart; one cut in two is not held."""
        for span in spans:
            # A passage stands in the rows of its code, of what is above, and of all areas.
            key = document_id, span.start, span.end
            if key not in self._held:
                self._held[key] = tuple(self._in_turns(document_id, span))
            yield from self._held[key]

    def touched(self, document_id: str, span: Span) -> Iterator[SpokenTurn]:
        """The turns of which a span holds a word, or part of one: two passages may hold a word only together."""
        text = self._text(document_id)
        for turn in self._turns_at(document_id, span):
            if has_word(text, Span(max(turn.start, span.start), min(turn.stop, span.end))):
                yield turn

    def _in_turns(self, document_id: str, span: Span) -> Iterator[tuple[SpokenTurn, int]]:
        text = self._text(document_id)
        for turn in self._turns_at(document_id, span):
            if words := whole_words(text, span, Span(turn.start, turn.stop)):
                yield turn, words

    def _turns_at(self, document_id: str, span: Span) -> Sequence[SpokenTurn]:
        turns = self.turns(document_id)
        starts = self._starts[document_id]
        near = turns[max(bisect_right(starts, span.start) - 1, 0) : bisect_left(starts, span.end)]
        return [turn for turn in near if turn.stop > span.start]

    def _text(self, document_id: str) -> str:
        if document_id not in self._texts:
            (self._texts[document_id],) = self._conn.execute(
                "SELECT t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.id = ?",
                (self._scope.sources[document_id].version_id,),
            ).fetchone()
        return self._texts[document_id]


def _spoken(
    source: Source, rows: Sequence[tuple[int, int, str | None, int, str | None]], scope: Scope
) -> tuple[SpokenTurn, ...]:
    only, gone = scope.only, scope.gone
    each = ((Span(start, stop), speaker is not None, bool(asks)) for start, stop, speaker, asks, _ in rows)
    counted = set(counting(each, people=source.kind.has_participants))
    return tuple(
        SpokenTurn(
            start,
            stop,
            None if speaker is None else Speaking(source.id, person, bool(asks)),
            not asks
            and Span(start, stop) in counted
            and (only is None or person in only)
            and (person is None or person not in gone),
        )
        for start, stop, speaker, asks, person in rows
    )


def spoken_by_people(conn: sqlite3.Connection, here: Scope) -> dict[str, int]:
    """How many words each participant says in the documents of a scope, by their id."""
    words = SpokenWords(conn, here)
    found = dict.fromkeys(here.people, 0)
    for document_id in here.sources:
        for turn, number in zip(words.turns(document_id), words.numbers(document_id), strict=True):
            if turn.counts and turn.speaker is not None and turn.speaker.participant_id in found:
                found[turn.speaker.participant_id] += number
    return found
