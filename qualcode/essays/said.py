"""What was said in a study, looked through for the words of quotations: few turns of many are ever read."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log

from qualcode.analysis.documents import OpenDocument, open_document
from qualcode.analysis.naming import names_of
from qualcode.analysis.words_sought import folded as as_searched
from qualcode.essays.wording import Word, said_words
from qualcode.transcripts.layout import is_east_asian
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices

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


@dataclass(frozen=True, slots=True)
class Place:
    """A turn of a document, by its number from 0."""

    document: str
    turn: int


@dataclass(frozen=True, slots=True)
class TurnWords:
    """A turn's words as people see them: `splices` made `text` of what stands from `start` on in the document."""

    text: str
    words: tuple[Word, ...]
    start: int
    splices: Splices

    def span(self, first: Word, last: Word) -> Span:
        """Where words stand in the document's own text."""
        inside = self.splices.unmap_span(Span(first.start, last.end))
        return Span(self.start + inside.start, self.start + inside.end)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words said one after another in a document, each with the number of its turn."""

    document: str
    words: tuple[Word, ...]
    turns: tuple[int, ...]

    def without_asides(self) -> Stretch:
        """The same without what stands in brackets."""
        if not any(word.aside for word in self.words):
            return self
        kept = [place for place, word in enumerate(self.words) if not word.aside]
        return Stretch(
            self.document, tuple(self.words[place] for place in kept), tuple(self.turns[place] for place in kept)
        )


@dataclass(frozen=True, slots=True)
class Likely:
    """Turns in which a passage may stand: the `best` have more of its words than all others, or all of them."""

    best: Sequence[Place]
    places: Sequence[Place]


class Said:
    """The words of a study's documents as they stand now, names replaced; what was read once is kept."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self.names = names_of(conn)
        self._documents: dict[str, OpenDocument | None] = {}
        self._texts: dict[str, tuple[str, list[tuple[int, int, bool]]]] = {}
        self._turns: dict[Place, TurnWords] = {}
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
        if place not in self._turns:
            whole, turns = self._text(place.document)
            start, stop, asks = turns[place.turn]
            raw = whole[start:stop]
            splices = self.names.splices(raw, place.document)
            text = splices.apply(raw) if splices else raw
            words = said_words(text)
            if asks and len(words) <= _PUT_IN:
                words = [word._replace(aside=True) for word in words]
            self._turns[place] = TurnWords(text, tuple(words), start, splices)
        return self._turns[place]

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
                count += len(self.turn(Place(place.document, at)).words)
            first, last = min(first, at), max(last, at)
        words: list[Word] = []
        numbers: list[int] = []
        for turn in range(first, last + 1):
            own = self.turn(Place(place.document, turn)).words
            words += own
            numbers += [turn] * len(own)
        return Stretch(place.document, tuple(words), tuple(numbers))

    def stood_before(self, documents: Iterable[str], words: str) -> bool:
        """Whether words stood in an earlier text of one of some documents."""
        sought = f" {' '.join(word.folded for word in said_words(words))} "
        for document_id in documents:
            for (text,) in self._conn.execute(
                "SELECT t.words FROM document d JOIN text_version v ON v.document_id = d.id AND v.id <> d.version_id "
                "JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ?",
                (document_id,),
            ):
                shown = self.names.show(text, document_id)
                if sought in f" {' '.join(word.folded for word in said_words(shown))} ":
                    return True
        return False

    def likely(self, words: Sequence[str]) -> Likely:
        """The turns in which most of the rarer words of a passage stand, the likeliest first."""
        rarest = self._rarest(words)
        votes: defaultdict[int, float] = defaultdict(float)
        for term in rarest:
            weight = log(self._most / self._frequency[term])
            for turn in self._turns_with(term):
                votes[turn] += weight
        found = nlargest(_MOST_TURNS, votes, key=lambda turn: (votes[turn], -turn))
        found = [turn for turn in found if votes[turn] > _LEAST_VOTES * votes[found[0]]]
        best = [turn for turn in found if votes[turn] > 0.999 * votes[found[0]]]
        if len(rarest) < min(_FEW, len(set(words))) or not found:
            found += self._holding_phrases(words)
            best = found
        return Likely(list(self._placed(best)), list(self._placed(dict.fromkeys(found))))

    def with_phrases(self, words: Sequence[str]) -> list[Place]:
        """Turns in which some words of a passage stand one after another."""
        return list(self._placed(dict.fromkeys(self._holding_phrases(words))))

    def holding(self, words: Sequence[str], most: int = _MOST_IN_PHRASE) -> list[Place]:
        """Turns in which all of a passage stands, as the search table has it; at most so many."""
        return list(self._placed(self._phrase(words, most)))

    def _rarest(self, words: Sequence[str]) -> list[str]:
        terms = {_term(word) for word in words} - {""}
        unknown = terms - self._frequency.keys()
        for term in unknown:
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
