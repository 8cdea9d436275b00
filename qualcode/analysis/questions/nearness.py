"""One document as a question sees it: its words and turns where they are needed, and what lies near what."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property

from qualcode.analysis.documents import open_document, text_of
from qualcode.analysis.naming import names_of
from qualcode.analysis.questions.sought import Sought
from qualcode.analysis.questions.tree import DOCUMENT, SENTENCE, TURN, Reach
from qualcode.transcripts.boundaries import Boundaries, word_edges
from qualcode.transcripts.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where an excerpt or some words stand; `id` tells excerpts that stand in the same place."""

    span: Span
    id: str = ""


class Readable:
    """A document whose text, turns and sentences are read when they are first asked for."""

    def __init__(self, conn: sqlite3.Connection, document_id: str) -> None:
        self.id = document_id
        self._conn = conn
        self._edges: dict[int, tuple[list[int], list[int]]] = {}
        self._said: dict[Sought, list[Span]] = {}
        self._sentences: dict[Span, Span | None] = {}

    @cached_property
    def text(self) -> str:
        return text_of(self._conn, self.id)

    @cached_property
    def _turn_rows(self) -> list[tuple[int, int, str | None, int]]:
        return self._conn.execute(
            "SELECT turn.start, turn.stop, s.participant_id, coalesce(s.is_interviewer, 0) FROM document d "
            "JOIN turn ON turn.version_id = d.version_id LEFT JOIN speaker s ON s.id = turn.speaker_id "
            "WHERE d.id = ? ORDER BY turn.start",
            (self.id,),
        ).fetchall()

    @cached_property
    def turns(self) -> list[Span]:
        return [Span(start, stop) for start, stop, _, _ in self._turn_rows if stop > start]

    @cached_property
    def _starts(self) -> list[int]:
        return [turn.start for turn in self.turns]

    def turns_of(self, participant_ids: Iterable[str]) -> list[tuple[str, Span]]:
        """The turns of some participants, each with whose it is."""
        wanted = set(participant_ids)
        return [(who, Span(start, stop)) for start, stop, who, _ in self._turn_rows if who in wanted]

    def asking(self, span: Span) -> list[bool]:
        """Of each turn that a span touches, whether an interviewer has it."""
        return [bool(asks) for start, stop, _, asks in self._turn_rows if start < span.end and span.start < stop]

    @cached_property
    def _boundaries(self) -> Boundaries:
        document = open_document(self._conn, self.id)
        return Boundaries(self.text, self.turns, document.sentences if document is not None else ())

    def places_of(self, words: Sought) -> list[Span]:
        """Where words were said, each place in one turn, as they stand or as names are shown."""
        if words not in self._said:
            self._said[words] = [one for one in self._anywhere(words) if self._in_a_turn(one)]
        return self._said[words]

    def says(self, words: Sought, within: Span) -> bool:
        """Whether the words stand wholly within a span."""
        places = self.places_of(words)
        for place in places[bisect_left(places, Span(within.start, within.start)) :]:
            if place.end <= within.end:
                return True
            if place.start >= within.end:
                break
        return False

    def _anywhere(self, words: Sought) -> list[Span]:
        found = words.places(self.text)
        names = names_of(self._conn)
        if any(words.may_be_in(shown) for name in names for _, shown in name.forms):
            splices = names.splices(self.text, self.id, self.turns)
            found += [splices.unmap_span(place) for place in words.places(splices.apply(self.text))]
            found = sorted({place for place in found if place})
        return found

    def _in_a_turn(self, span: Span) -> bool:
        turn = bisect_right(self._starts, span.start) - 1
        return turn >= 0 and span.end <= self.turns[turn].end

    def extent(self, span: Span, reach: Reach) -> Span | None:
        """The turns or sentences that a span touches, for two to share one; the span itself in other reaches."""
        if reach == TURN:
            first, last = bisect_right(self._starts, span.start) - 1, bisect_left(self._starts, span.end) - 1
            if first < 0 or self.turns[first].end <= span.start:
                first += 1
            return self.turns[first].joined(self.turns[last]) if first <= last else None
        if reach == SENTENCE:
            if span not in self._sentences:
                touched = self._boundaries.sentences_in(span)
                self._sentences[span] = touched[0].joined(touched[-1]) if touched else None
            return self._sentences[span]
        return span

    def more_words_between(self, start: int, stop: int, most: int) -> bool:
        """Whether more words than `most` are said between two offsets; one that is cut by either is not counted."""
        count = 0
        for turn in range(max(0, bisect_right(self._starts, start) - 1), len(self.turns)):
            if self.turns[turn].start >= stop or count > most:
                break
            if turn not in self._edges:
                edges = word_edges(self.text, self.turns[turn])
                self._edges[turn] = [first for first, _ in edges], [last for _, last in edges]
            starts, stops = self._edges[turn]
            count += max(0, bisect_right(stops, stop) - bisect_left(starts, start))
        return count > most


class Nearby:
    """Some places of one document, among which it is told what lies near another place."""

    def __init__(self, document: Readable, places: Iterable[Place], reach: Reach) -> None:
        self._document, self._reach = document, reach
        self.places = frozenset(places)
        extents = [extent for one in self.places if (extent := document.extent(one.span, reach)) is not None]
        self._starts = sorted(extent.start for extent in extents)
        self._stops = sorted(extent.end for extent in extents)

    def near(self, place: Place, *, itself: bool) -> bool:
        """Whether one of the places is near; `itself` says whether the place may be that one."""
        others = len(self.places) - (not itself and place in self.places)
        if self._reach == DOCUMENT or not others:
            return others > 0
        extent = self._document.extent(place.span, self._reach)
        if extent is None:
            return False
        before, after = bisect_right(self._stops, extent.start), bisect_left(self._starts, extent.end)
        if after - before > (not itself and place in self.places):
            return True
        if self._reach.unit:
            return False
        return self._within(before, after, extent)

    def _within(self, before: int, after: int, extent: Span) -> bool:
        """Whether what ends last before a span, or begins first after it, is few enough words away."""
        more = self._document.more_words_between
        if before and not more(self._stops[before - 1], extent.start, self._reach.words):
            return True
        return after < len(self._starts) and not more(extent.end, self._starts[after], self._reach.words)


def pairs(document: Readable, left: Set[Place], right: Set[Place], within: Reach) -> frozenset[Place]:
    """The places on either side that have another place of the other side near."""
    if not left or not right:
        return frozenset()
    near_left, near_right = Nearby(document, left, within), Nearby(document, right, within)
    return frozenset(
        [place for place in near_right.places if near_left.near(place, itself=False)]
        + [place for place in near_left.places if near_right.near(place, itself=False)]
    )
