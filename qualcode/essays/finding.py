"""More like a quote: passages of people an essay does not quote yet, which share its codes and its words.

The measure is `LIKENESS`: half of it is the share of codes that both passages have of those that either has, half the
share of words, in whatever form, without those that hold a language together. It compares passages, not people.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import OpenDocument, open_document
from qualcode.analysis.excerpts import Choice, Excerpt, counted_phrase, excerpts
from qualcode.analysis.naming import names_of
from qualcode.analysis.people import Participant, participants
from qualcode.analysis.phrases import counted, listed
from qualcode.analysis.study import language, own_stop_words
from qualcode.analysis.verbatims import document_consents, speaker_of, turns_in, verbatim_of
from qualcode.analysis.words_sought import folded, stemmer
from qualcode.essays.printing import in_one_line, printed_turns, verbatim_of_quote
from qualcode.essays.quotes import QuoteRow, quote_rows
from qualcode.participants.disclosure import Audience, clear
from qualcode.problem import Problem
from qualcode.transcripts.boundaries import words_in
from qualcode.transcripts.span import Span
from qualcode.transcripts.stop_words import stop_words
from qualcode.transcripts.trim import kept_spans

LIKENESS = "half shared codes, half shared words"
_MOST_TURNS = 300  # that are compared where a quote has no codes
_MOST_WORDS = 40  # that these are looked for by
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Alike:
    """A passage like a quote: half-open code points of its document's current text, its words as the team reads them.

    `likeness` is from 0 to 1. `codes` are the titles of codes that both have, `shared` words that both have, as they
    stand here. `excerpt_id` is the short id of an excerpt, empty for a turn that nobody coded. `held` is why it
    cannot be quoted outside, empty where it can.
    """

    document_id: str
    document: str
    span: Span
    excerpt_id: str
    who: str
    participant_id: str
    words: str
    turn: int | None
    seconds: float | None
    codes: tuple[str, ...]
    shared: tuple[str, ...]
    likeness: float
    held: str

    @property
    def why(self) -> str:
        """`1.5 Peers like me; card, board`."""
        return "; ".join(filter(None, (listed(self.codes), ", ".join(self.shared))))


@dataclass(frozen=True)
class MoreLike:
    """Passages like a quote, the likest first, of how many compared; those as like stand in the order of the study.

    `people` is how many the essay quotes already, whose passages are left out. `counted` says which codings count.
    """

    found: tuple[Alike, ...]
    compared: int
    people: int
    counted: str

    @property
    def sentence(self) -> str:
        """`20 of 112 passages of people not quoted yet, by half shared codes, half shared words.`"""
        of = counted(self.compared, "passage")
        return f"{len(self.found):,} of {of} of people not quoted yet, by {LIKENESS}."


def more_like(conn: sqlite3.Connection, quote_id: str, on: date, number: int = _SHOWN) -> MoreLike:
    """Passages like a quote, of people whom its essay, or Kept, does not quote yet; on a copy: it reads many texts.

    Where the passage has codes, they are excerpts under any of them; else, and where nobody else has these, turns
    that share its words. Raises Problem where the quote is gone, or withdrawn: what it shares are its own words.
    """
    return _Looking(conn, quote_id, on).found(number)


@dataclass(frozen=True, slots=True)
class _Passage:
    document_id: str
    span: Span
    participant_id: str
    excerpt_id: str
    turn: int | None


class _Looking:
    """Compares passages with a quote; each document is read once."""

    def __init__(self, conn: sqlite3.Connection, quote_id: str, on: date) -> None:
        row = next(iter(quote_rows(conn, quote_id=quote_id)), None)
        if row is None or not row.span:
            raise Problem("This quote is no longer kept.", remedy="Go back to the essay.")
        self._conn = conn
        self._on = on
        self._quote = row
        self._documents: dict[str, OpenDocument | None] = {}
        self._codings: dict[str, list[tuple[int, int, str]]] = {}
        spoken = language(conn)
        self._stem: Callable[[str], str] = stemmer(spoken)
        own = {self._stem(folded(word)) for word in own_stop_words(conn)}
        self._left_out = {folded(word) for word in stop_words(spoken)}
        self._own_left_out = own
        self._codes = self._codes_on(row.document_id, row.span)
        self._words = set(self._stems_of_quote())
        self._people: dict[str, Participant] = {person.id: person for person in participants(conn)}
        self._check_readable()

    def _check_readable(self) -> None:
        """Raise Problem where nobody may read the quote."""
        row, document = self._quote, self._document(self._quote.document_id)
        if document is None:
            return
        own = document_consents(self._conn).get(row.document_id)
        words = verbatim_of_quote("x", document, row.span, row.trim, self._people, own, Audience.TEAM)
        held = clear([words], Audience.TEAM, on=self._on, names=names_of(self._conn), reading=True).held_back
        if held:
            raise Problem(
                "Nothing is looked for by these words.",
                f"They are held back: {held[0].reason}.",
                "Go to another quote.",
            )

    def found(self, number: int) -> MoreLike:
        """The likest passages, no two of which overlap."""
        quoted = self._quoted_people()
        candidates = [one for one in self._candidates() if one.participant_id not in quoted]
        if not candidates:  # nobody else has its codes
            candidates = [one for one in self._turns_with_its_words() if one.participant_id not in quoted]
        rated = [(self._likeness(one), place, one) for place, one in enumerate(candidates)]
        rated = [one for one in rated if one[0] > 0]
        rated.sort(key=lambda one: (-one[0], one[1]))
        taken: dict[str, list[Span]] = defaultdict(list)
        alike: list[Alike] = []
        for likeness, _, passage in rated:
            if len(alike) == number:
                break
            if any(passage.span.overlaps(span) for span in taken[passage.document_id]):
                continue
            if (made := self._made(passage, likeness)) is not None:
                taken[passage.document_id].append(passage.span)
                alike.append(made)
        places = {(one.document_id, one.span) for one in candidates}
        return MoreLike(tuple(alike), len(places), len(quoted), counted_phrase(self._conn))

    # What is compared

    def _quoted_people(self) -> set[str]:
        """Everybody whose words the essay prints."""
        found: set[str] = set()
        for row in quote_rows(self._conn):
            if row.essay_id == self._quote.essay_id and row.span:
                found |= self._speaking(row)
        return found | self._speaking(self._quote)

    def _speaking(self, row: QuoteRow) -> set[str]:
        document = self._document(row.document_id)
        if document is None:
            return set()
        speakers = (speaker_of(document, turn) for turn in printed_turns(document, row.span, row.trim))
        return {one.participant_id for one in speakers if one is not None and one.participant_id is not None}

    def _candidates(self) -> list[_Passage]:
        if not self._codes:
            return []
        found: dict[tuple[str, Span], _Passage] = {}
        for one in excerpts(self._conn, Choice(codes=self._codes)):
            passage = _of_excerpt(one)
            if passage is not None:
                found.setdefault((passage.document_id, passage.span), passage)
        return list(found.values())

    def _turns_with_its_words(self) -> Iterator[_Passage]:
        """The turns that share most words with the quote, of participants who did not withdraw."""
        words = sorted(self._words)[:_MOST_WORDS]
        if not words:
            return
        wanted = " OR ".join(f'"{word}"*' for word in words if '"' not in word)
        for document_id, start, stop, number, person in self._conn.execute(_TURNS, (wanted,)).fetchall():
            yield _Passage(document_id, Span(start, stop), person, "", number)

    # How like it is

    def _likeness(self, passage: _Passage) -> float:
        """The measure that `LIKENESS` names, from 0 to 1."""
        codes = self._codes_on(passage.document_id, passage.span)
        words = {stem for _, stem in self._stems(passage)}
        return (_shared(self._codes, codes) + _shared(self._words, words)) / 2

    def _codes_on(self, document_id: str, span: Span) -> set[str]:
        if document_id not in self._codings:
            self._codings[document_id] = self._conn.execute(
                "SELECT current_start, current_stop, code_id FROM coding_counted "
                "WHERE document_id = ? AND current_stop > current_start",
                (document_id,),
            ).fetchall()
        return {code for start, stop, code in self._codings[document_id] if start < span.end and span.start < stop}

    def _stems(self, passage: _Passage) -> Iterator[tuple[str, str]]:
        document = self._document(passage.document_id)
        if document is not None:
            yield from self._stems_in(document.text, passage.span)

    def _stems_of_quote(self) -> Iterator[str]:
        document = self._document(self._quote.document_id)
        if document is not None:
            for kept in kept_spans(self._quote.span, self._quote.trim):
                yield from (stem for _, stem in self._stems_in(document.text, kept))

    def _stems_in(self, text: str, span: Span) -> Iterator[tuple[str, str]]:
        """The words of a passage that say something, each with its stem."""
        for part in words_in(text, span):
            word = part.of(text)
            bare = folded(word)
            if bare in self._left_out or len(bare) < 2:
                continue
            if (stem := self._stem(bare)) not in self._own_left_out:
                yield word, stem

    # What is told of it

    def _made(self, passage: _Passage, likeness: float) -> Alike | None:
        """The passage as the team reads it; None where nobody may."""
        document = self._document(passage.document_id)
        if document is None:
            return None
        turns = turns_in(document.turns, passage.span)
        own = document_consents(self._conn).get(document.id)
        verbatim = verbatim_of("x", document, passage.span, turns, self._people, own, Audience.TEAM)
        names = names_of(self._conn)
        cleared = clear([verbatim], Audience.TEAM, on=self._on, names=names).cleared
        if not cleared:
            return None
        held = clear([verbatim], Audience.OUTSIDE, on=self._on, names=names).held_back
        both = self._codes & self._codes_on(passage.document_id, passage.span)
        shared: Sequence[str] = [word.casefold() for word, stem in self._stems(passage) if stem in self._words]
        person = self._people.get(passage.participant_id)
        return Alike(
            document_id=passage.document_id,
            document=names.show(document.called),
            span=passage.span,
            excerpt_id=passage.excerpt_id,
            who=names.show(person.pseudonym) if person is not None else "",
            participant_id=passage.participant_id,
            words=in_one_line(cleared[0]),
            turn=passage.turn,
            seconds=next((turn.seconds for turn in turns if turn.seconds is not None), None),
            codes=tuple(names.show(code.title) for code, _ in codebook(self._conn).walk() if code.id in both),
            shared=tuple(dict.fromkeys(map(names.show, shared))),
            likeness=likeness,
            held=held[0].reason if held else "",
        )

    def _document(self, document_id: str) -> OpenDocument | None:
        if document_id not in self._documents:
            self._documents[document_id] = open_document(self._conn, document_id)
        return self._documents[document_id]


_TURNS = f"""
SELECT d.id, turn.start, turn.stop, turn.number, s.participant_id
FROM turn_search JOIN turn ON turn.num = turn_search.rowid
JOIN document d ON d.id = turn.document_id AND d.version_id = turn.version_id AND d.deleted_at IS NULL
  AND d.id NOT IN (SELECT id FROM document_withdrawn)
JOIN speaker s ON s.id = turn.speaker_id AND s.is_interviewer = 0
JOIN participant p ON p.id = s.participant_id AND p.consent != 'withdrawn'
WHERE turn_search MATCH ? ORDER BY rank LIMIT {_MOST_TURNS}
"""


def _of_excerpt(one: Excerpt) -> _Passage | None:
    """The passage of an excerpt; None where it is no participant's."""
    if one.participant_id is None:
        return None
    return _Passage(one.document_id, Span(one.start, one.stop), one.participant_id, one.id, one.turn)


def _shared(one: set[str], other: set[str]) -> float:
    """The share of what both have of what either has; 0 where neither has anything."""
    return len(one & other) / len(one | other) if one or other else 0.0
