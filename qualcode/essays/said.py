"""What was said in a study, looked through for the words of quotations: few turns of many are ever read."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nlargest
from math import log
from typing import TypeVar

from qualcode.analysis.documents import OpenDocument, open_document
from qualcode.analysis.naming import names_of
from qualcode.analysis.words_sought import folded as as_searched
from qualcode.essays.wording import FoldedWords, Word
from qualcode.transcripts.layout import is_east_asian
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices

T = TypeVar("T")

_TERM = re.compile(r"[^\W_]+")
_RARE = 3_000  # turns that a word may stand in, to tell one place from others
_VERY_RARE = 500  # turns: what costs little to ask for
_RAREST, _ENOUGH = 8, 4  # words of a passage that are asked for: the very rare ones, and any
_FEW = 3  # rarer words than these tell too little
_PHRASE = 4  # words that are looked for together where single ones tell nothing
_MOST_PHRASES = 4
_LEAST_VOTES = 0.3  # of those that the likeliest turn has, and a turn is worth reading
_MOST_TURNS = 8  # that are looked at for a passage
_MOST_IN_PHRASE = 40
_PUT_IN = 3  # words of an interviewer between others'
_AROUND = 1  # turns on either side in which a quotation may begin or end
_WIDEST = 12  # turns on either side
_MOST_STRETCHES = 200  # that are kept: those of one quotation, which are looked at in several ways


@dataclass(frozen=True, slots=True)
class Place:
    """A turn of a document, by its number from 0."""

    document: str
    turn: int


@dataclass(frozen=True)
class TurnWords:
    """A turn's words as people see them: `splices` made `text` of what stands from `start` on in the document."""

    text: str
    folded: FoldedWords
    start: int
    splices: Splices

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words one by one."""
        return tuple(self.folded)

    def span(self, first: Word, last: Word) -> Span:
        """Where words stand in the document's own text."""
        inside = self.splices.unmap_span(Span(first.start, last.end))
        return Span(self.start + inside.start, self.start + inside.end)


@dataclass(frozen=True)
class Stretch:
    """Words said one after another in some turns of a document from the `first` on; those of `kept`, or else all."""

    document: str
    first: int
    spoken: tuple[TurnWords, ...]
    kept: Sequence[int] | None = None

    @cached_property
    def folds(self) -> list[str]:
        """The words made comparable."""
        return self._of([fold for turn in self.spoken for fold in turn.folded.folds])

    @cached_property
    def joined(self) -> str:
        """The same with a space around each."""
        return f" {' '.join(self.folds)} "

    @cached_property
    def asides(self) -> list[bool]:
        """Whether each stands in brackets where it was said."""
        return self._of([aside for turn in self.spoken for aside in turn.folded.asides])

    @cached_property
    def _edges(self) -> list[tuple[int, int]]:
        return self._of([edge for turn in self.spoken for edge in turn.folded.edges])

    def word(self, at: int) -> Word:
        """One of the words, made when it is asked for: few of the turns that are looked at hold a passage."""
        return Word(self.folds[at], *self._edges[at], self.asides[at])

    @cached_property
    def turns(self) -> list[int]:
        """The number of each word's turn."""
        numbers = enumerate(self.spoken, self.first)
        return self._of([number for number, turn in numbers for _ in turn.folded.folds])

    def _of(self, each: list[T]) -> list[T]:
        return each if self.kept is None else [each[at] for at in self.kept]

    def only(self, places: Sequence[int]) -> Stretch:
        """The same with the words at some places alone."""
        kept = places if self.kept is None else [self.kept[at] for at in places]
        return Stretch(self.document, self.first, self.spoken, kept)

    @cached_property
    def _bare(self) -> Stretch | None:
        """Without what stands in brackets; None where nothing does."""
        if True not in self.asides:
            return None
        return self.only([place for place, aside in enumerate(self.asides) if not aside])

    def without_asides(self) -> Stretch:
        """The same without what stands in brackets."""
        return self if self._bare is None else self._bare


@dataclass(frozen=True, slots=True)
class Likely:
    """Turns in which a passage may stand: the `best` have more of its words than all others, or all of them.

    `no_other` is whether no turn besides the best can hold all of it: each lacks one of its rarer words.
    """

    best: Sequence[Place]
    places: Sequence[Place]
    no_other: bool


class Said:
    """The words of a study's documents as they stand now, names replaced; what was read once is kept."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self.names = names_of(conn)
        self._documents: dict[str, OpenDocument | None] = {}
        self._texts: dict[str, tuple[str, list[tuple[int, int, bool]]]] = {}
        self._turns: dict[tuple[str, int], TurnWords] = {}
        self._stretch = lru_cache(maxsize=_MOST_STRETCHES)(self._read_stretch)
        self._frequency: dict[str, int] = {}
        self._standing: dict[str, list[int]] = {}
        self._places: dict[int, Place | None] = {}
        conn.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.said_word USING fts5vocab(main, turn_search, row)")
        (self._most,) = conn.execute("SELECT coalesce(max(num), 1) + 1 FROM turn").fetchone()

    def document(self, document_id: str) -> OpenDocument | None:
        """A document as it stands now; None where it is gone."""
        if document_id not in self._documents:
            self._documents[document_id] = open_document(self._conn, document_id)
        return self._documents[document_id]

    def _text(self, document_id: str) -> tuple[str, list[tuple[int, int, bool]]]:
        """A document's text, where its turns start and stop, and whether an interviewer speaks them.

        Takes a fifth of the time that `document` takes.
        """
        if document_id not in self._texts:
            words, turns = self._conn.execute(
                "SELECT t.words, v.turns FROM document d JOIN text_version v ON v.id = d.version_id "
                "JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ?",
                (document_id,),
            ).fetchone()
            asking = "SELECT id FROM speaker WHERE document_id = ? AND is_interviewer AND deleted_at IS NULL"
            asks = {row[0] for row in self._conn.execute(asking, (document_id,))}
            self._texts[document_id] = (
                words,
                [(start, stop, speaker in asks) for start, stop, speaker, *_ in json.loads(turns)],
            )
        return self._texts[document_id]

    def text(self, document_id: str) -> str:
        """A document's own text."""
        return self._text(document_id)[0]

    def turn(self, place: Place) -> TurnWords:
        """The words of a turn; those that an interviewer puts in (Mm, Right) may be left out of a quotation."""
        return self._turn(place.document, place.turn)

    def _turn(self, document: str, turn: int) -> TurnWords:
        # Asked for by a tuple, which C hashes and a place does not: there are a hundred for each quotation.
        found = self._turns.get((document, turn))
        if found is None:
            found = self._turns[document, turn] = self._read_turn(document, turn)
        return found

    def _read_turn(self, document: str, turn: int) -> TurnWords:
        whole, turns = self._text(document)
        start, stop, asks = turns[turn]
        raw = whole[start:stop]
        splices = self.names.splices(raw, document)
        text = splices.apply(raw) if splices else raw
        words = FoldedWords(text)
        if asks and len(words.folds) <= _PUT_IN:
            words = FoldedWords(text, all_aside=True)
        return TurnWords(text, words, start, splices)

    def around(self, place: Place, least: int, most: int = _WIDEST) -> Stretch:
        """A turn with those beside it, more of them until `least` words are on either side."""
        _, turns_there = self._text(place.document)
        first = last = place.turn
        for step, end in ((-1, 0), (1, len(turns_there) - 1)):
            count = turns = 0
            at = place.turn
            while at != end and turns < most and (turns < _AROUND or count < least):
                at += step
                turns += 1
                count += len(self._turn(place.document, at).folded.folds)
            first, last = min(first, at), max(last, at)
        return self._stretch(place.document, first, last)

    def _read_stretch(self, document: str, first: int, last: int) -> Stretch:
        return Stretch(document, first, tuple(self._turn(document, turn) for turn in range(first, last + 1)))

    def stood_before(self, documents: Iterable[str], words: str) -> bool:
        """Whether words stood in an earlier text of one of some documents."""
        sought = f" {' '.join(FoldedWords(words).folds)} "
        for document_id in documents:
            for (text,) in self._conn.execute(
                "SELECT t.words FROM document d JOIN text_version v ON v.document_id = d.id AND v.id <> d.version_id "
                "JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ?",
                (document_id,),
            ):
                shown = self.names.show(text, document_id)
                if sought in f" {' '.join(FoldedWords(shown).folds)} ":
                    return True
        return False

    def likely(self, words: Sequence[str]) -> Likely:
        """The turns in which most of the rarer words of a passage stand, the likeliest first."""
        rarest = self._rarest(words)
        every = 0.0
        votes: defaultdict[int, float] = defaultdict(float)
        for term in rarest:
            weight = log(self._most / self._frequency[term])
            every += weight
            for turn in self._turns_with(term):
                votes[turn] += weight
        least = _LEAST_VOTES * max(votes.values(), default=0.0)
        found = [turn for turn, its in votes.items() if its > least]  # few of many
        found = nlargest(_MOST_TURNS, found, key=lambda turn: (votes[turn], -turn))
        best = [turn for turn in found if votes[turn] > 0.999 * votes[found[0]]]
        no_other = every > 0 and sum(its > 0.999 * every for its in votes.values()) < _MOST_TURNS
        if len(rarest) < min(_FEW, len(set(words))) or not found:
            found += self._holding_phrases(words)
            best = found
        return Likely(list(self._placed(best)), list(self._placed(dict.fromkeys(found))), no_other)

    def with_phrases(self, words: Sequence[str]) -> list[Place]:
        """Turns in which some words of a passage stand one after another."""
        return list(self._placed(dict.fromkeys(self._holding_phrases(words))))

    def holding(self, words: Sequence[str], most: int = _MOST_IN_PHRASE) -> list[Place]:
        """Turns in which all of a passage stands, as the search table has it; at most so many."""
        return list(self._placed(self._phrase(words, most)))

    def _rarest(self, words: Sequence[str]) -> list[str]:
        terms = {_term(word) for word in words} - {""}
        for term in [one for one in terms if one not in self._frequency]:
            row = self._conn.execute("SELECT doc FROM temp.said_word WHERE term = ?", (term,)).fetchone()
            self._frequency[term] = 0 if row is None else int(row[0])
        rare = [term for term in terms if 0 < self._frequency[term] <= _RARE]
        ordered = sorted(rare, key=lambda term: (self._frequency[term], term))
        return [*ordered[:_ENOUGH], *(one for one in ordered[_ENOUGH:_RAREST] if self._frequency[one] <= _VERY_RARE)]

    def _turns_with(self, term: str) -> list[int]:
        if term not in self._standing:
            rows = self._conn.execute("SELECT rowid FROM turn_search WHERE turn_search MATCH ?", (f'"{term}"',))
            self._standing[term] = [row[0] for row in rows]
        return self._standing[term]

    def _holding_phrases(self, words: Sequence[str]) -> Iterator[int]:
        """Turns that hold some words of a passage one after another."""
        if any(is_east_asian(word[0]) for word in words if word):
            yield from self._holding_east_asian(words)
            return
        last = max(len(words) - _PHRASE, 0)
        starts = sorted({round(last * step / (_MOST_PHRASES - 1)) for step in range(_MOST_PHRASES)})
        for start in starts:
            yield from self._phrase(words[start : start + _PHRASE], _MOST_TURNS)

    def _phrase(self, words: Sequence[str], most: int) -> list[int]:
        asked = " ".join(word.replace('"', " ") for word in words)
        if not _TERM.search(asked):
            return []
        rows = self._conn.execute(
            "SELECT rowid FROM turn_search WHERE turn_search MATCH ? LIMIT ?", (f'"{asked}"', most)
        )
        return [row[0] for row in rows]

    def _holding_east_asian(self, words: Sequence[str]) -> Iterator[int]:
        """The search table has a whole run of such characters as one word, so the texts themselves are asked."""
        rows = self._conn.execute(
            "SELECT turn.num FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256 JOIN turn ON turn.version_id = d.version_id "
            "WHERE d.deleted_at IS NULL AND instr(t.words, ?) "
            "AND instr(substr(t.words, turn.start + 1, turn.stop - turn.start), ?) LIMIT ?",
            ("".join(words[:_PHRASE]), "".join(words[:_PHRASE]), _MOST_TURNS),
        )
        yield from (row[0] for row in rows)

    def _placed(self, turns: Iterable[int]) -> Iterator[Place]:
        """The turns that belong to the current text of a document, in the order given."""
        for turn in turns:
            if turn not in self._places:
                row = self._conn.execute(
                    "SELECT d.id, turn.number FROM turn JOIN document d ON d.id = turn.document_id "
                    "AND d.version_id = turn.version_id AND d.deleted_at IS NULL WHERE turn.num = ?",
                    (turn,),
                ).fetchone()
                self._places[turn] = None if row is None else Place(row[0], row[1] - 1)
            place = self._places[turn]
            if place is not None:
                yield place


def _term(word: str) -> str:
    """The longest part of a word as the search table writes it."""
    return max(_TERM.findall(as_searched(word)), key=len, default="")
