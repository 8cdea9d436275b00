"""How far a theme reaches: how many people of how many, how evenly, who carries it, and who never mentions it.

How evenly is Gries's deviation of proportions (DP; Gries 2008): with s_i the share of all that was said that person i
said, and v_i the share of the theme that is theirs,

    DP = ½ · Σ |v_i − s_i|

It is 0 where everybody has as much of the theme as of the talk, and nears 1 where somebody who said little has all of
it. Its greatest value is 1 − min(s_i), so that (Lijffijt & Gries 2012)

    DPnorm = DP ÷ (1 − min(s_i))

runs from 0 to 1 whoever speaks. Both are None where nobody speaks or nobody has any of the theme, DPnorm also where
only one person speaks. People of whom no word is there have no share and are left out.

Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal of Corpus Linguistics
13(4), 403–437. Lijffijt, J. & Gries, S. Th. (2012). Correction to the same. 17(1), 147–149.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked
from qualcode.analysis.counts.passages import Passage
from qualcode.analysis.counts.rows import ALL_AREAS, NO_AREA
from qualcode.analysis.counts.scope import Base, Scope, scope
from qualcode.analysis.counts.tables import in_question, kinds_apart, of_kind, row_codes
from qualcode.analysis.counts.words import SpokenWords
from qualcode.analysis.excerpts import Excerpt, counted_phrase, excerpts
from qualcode.analysis.phrases import counted, documents_of, listed, plural, sentence_case
from qualcode.analysis.withdrawals import withdrawals
from qualcode.transcripts.coverage import merged
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True, slots=True)
class Evenness:
    """How unevenly something is spread over people: 0 is as they spoke, 1 all with who said least."""

    dp: float | None = None
    norm: float | None = None


def evenness(theme: Mapping[str, int], spoken: Mapping[str, int]) -> Evenness:
    """Gries's DP, and DPnorm, of a theme's words or excerpts by person against the words that each of them said."""
    said = {person: words for person, words in spoken.items() if words > 0}
    whole, carried = sum(said.values()), sum(theme.get(person, 0) for person in said)
    if not whole or not carried:
        return Evenness()
    dp = sum(abs(theme.get(person, 0) / carried - words / whole) for person, words in said.items()) / 2
    room = 1 - min(said.values()) / whole
    return Evenness(dp, min(1.0, dp / room) if len(said) > 1 else None)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A participant who mentions it: in how many excerpts and words, of how many words said.

    `share` is that of the participants' excerpts, from 0 to 1.
    """

    id: str
    name: str
    excerpts: int
    words: int
    spoken: int
    share: float


@dataclass(frozen=True)
class Reach:
    """How far something reaches in one kind of document, in all where `kind` is None.

    `excerpts` are passages, each once, in `documents_in_all`; `nobodys` are no participant's. `against` are all that
    go against it, whoever says them, `against_nobodys` those of them that are no participant's. `documents` are those
    in which it stands in participants' words, all where there are no participants.
    `carriers` have the most excerpts first; `half` is the smallest number of them who together have half. `alongside`
    are the ids of those whose words stand only in excerpts that count for whoever speaks first in them. `base` is out
    of how many.
    """

    kind: Kind | None
    base: Base
    excerpts: int
    against: int
    nobodys: int
    documents: int
    carriers: tuple[Carrier, ...]
    half: int
    by_words: Evenness
    by_excerpts: Evenness
    people: Mapping[str, str] = field(repr=False, default_factory=dict)
    documents_words: str = ""
    alongside: tuple[str, ...] = ()
    against_nobodys: int = 0
    documents_in_all: int = 0

    @property
    def participants(self) -> int:
        """How many participants mention it."""
        return len(self.carriers)

    @property
    def theirs(self) -> int:
        """The participants' excerpts; all where there are no participants."""
        return self.excerpts - self.nobodys if self.base.participants else self.excerpts

    @property
    def silent(self) -> tuple[tuple[str, str], ...]:
        """The participants no word of whom is in it: ids and pseudonyms, in order."""
        heard = {carrier.id for carrier in self.carriers} | set(self.alongside)
        return tuple((one, name) for one, name in self.people.items() if one not in heard)

    def first_carriers(self, most: int) -> tuple[Sequence[Carrier], int]:
        """The first carriers, `most` of them, and how many more have as many excerpts as the last of these.

        One more is named, too, where it is but one.
        """
        first, rest = self.carriers[:most], self.carriers[most:]
        tied = sum(one.excerpts == first[-1].excerpts for one in rest) if first else 0
        return (self.carriers[: most + 1], 0) if tied == 1 else (first, tied)

    @property
    def whole(self) -> str:
        """`19 excerpts in 7 of 7 interviews, 9 of them in participants’ words.`; empty where all are theirs."""
        if not self.nobodys or not self.base.participants:
            return ""
        them = "in no participant’s words" if not self.theirs else f"{self.theirs:,} of them in participants’ words"
        return f"{counted(self.excerpts, 'excerpt')} in {self.documents_in_all:,} of {self.documents_words}, {them}."

    @property
    def opposed(self) -> str:
        """`3 excerpts go against it, 1 of them in no participant’s words.`; empty where none does."""
        if not self.against:
            return ""
        words = f"{counted(self.against, 'excerpt')} {'goes' if self.against == 1 else 'go'} against it"
        return f"{words}{in_no_words(self.against, self.against_nobodys) if self.base.participants else ''}."

    @property
    def sentence(self) -> str:
        """`5 of 9 participants, in 5 of 8 interviews; 2 of them have half of the 14 excerpts.`

        Where others are no participant's, `… of the 14 excerpts in participants’ words.`
        """
        of = f"{self.documents:,} of {self.documents_words}" if self.documents_words else "no documents"
        if not self.base.participants:
            return f"In {of}; no participants."
        first = f"{self.participants:,} of {counted(self.base.participants, 'participant')}, in {of}"
        if not self.carriers:
            return f"{first}."
        half = "1 of them has" if self.half == 1 else f"{self.half:,} of them have"
        theirs = f"{counted(self.theirs, 'excerpt')}{' in participants’ words' if self.nobodys else ''}"
        if self.participants == 1:
            return f"{first}; {theirs}."
        return f"{first}; {half} half of the {theirs}."

    def told(self, *, named: bool) -> str:
        """The sentence, after how many there are in all where not all are participants'; `named` with its kind."""
        lead = f"{sentence_case(plural(self.kind))}: " if named and self.kind is not None else ""
        passages = f"{counted(self.excerpts, 'passage')}." if self.excerpts and not self.carriers else ""
        return f"{lead}{' '.join(filter(None, (self.whole or passages, self.sentence)))}"


def in_no_words(number: int, nobodys: int) -> str:
    """`, 1 of them in no participant’s words`, after a number of excerpts; empty where all are participants’."""
    if not nobodys:
        return ""
    return f", {'' if nobodys == number else f'{nobodys:,} of them '}in no participant’s words"


@dataclass(frozen=True)
class Reaches:
    """How far something reaches, kind of document by kind; `counted` says which codings are counted."""

    parts: tuple[Reach, ...]
    counted: str

    def of_kind(self, kind: Kind | None) -> Reach | None:
        """The part of one kind."""
        return next((part for part in self.parts if part.kind is kind), None)


def reach(conn: sqlite3.Connection, found: Sequence[Excerpt], asked: Asked | None = None) -> Reaches:
    """How far some excerpts reach, those of a theme in the making or of any question; each passage counts once.

    Of `asked` only the documents, people and kinds are looked at, and whether kinds stand together. Counting 10
    million words anew takes 5 s.
    """
    asked = asked or Asked()
    whole = scope(conn, asked.documents, asked.people, asked.kinds)
    held = in_question(conn, Asked(found=tuple(found)), whole)
    parts = [_Reaching(conn, whole, kind).of(of_kind(held, whole, kind)) for kind in kinds_apart(asked, whole)]
    return Reaches(tuple(parts), counted_phrase(conn))


def code_reaches(conn: sqlite3.Connection, asked: Asked | None = None, *, nested: bool = True) -> dict[str, Reaches]:
    """How far every code and area reaches, by the `code_id` of its row in a table, and so do the rows of all areas.

    A code with all below it, or with its own excerpts alone; an area always with all below it.
    """
    asked = asked or Asked()
    whole = scope(conn, asked.documents, asked.people, asked.kinds)
    held = in_question(conn, asked, whole)
    book, phrase = codebook(conn), counted_phrase(conn)
    rows = {code.id: row_codes(book, code.id, nested=nested or code.is_area) for code in book.codes}
    rows |= {row: row_codes(book, row, nested=True) for row in (ALL_AREAS, NO_AREA)}
    parts: dict[str, list[Reach]] = {row: [] for row in rows}
    for kind in kinds_apart(asked, whole):
        reaching = _Reaching(conn, whole, kind)
        by_code: dict[str, list[Passage]] = defaultdict(list)
        for passage in of_kind(held, whole, kind):
            by_code[passage.code_id].append(passage)
        for row, codes in rows.items():
            parts[row].append(reaching.of([passage for one in codes for passage in by_code.get(one, ())]))
    return {row: Reaches(tuple(found), phrase) for row, found in parts.items()}


def opposing(
    conn: sqlite3.Connection, asked: Asked | None = None, found: Sequence[Excerpt] | None = None
) -> dict[Kind | None, list[Excerpt]]:
    """The excerpts that go against their codes, kind of document by kind: those that `Reach.against` counts.

    Whoever says them; by document, code and place. `found` are all excerpts, where they are read already.
    """
    asked = asked or Asked()
    whole = scope(conn, asked.documents, asked.people, asked.kinds)
    if asked.found is not None:
        found = withdrawals(conn).counted(asked.found)
    every = [one for one in (excerpts(conn) if found is None else found) if one.against]
    made: dict[Kind | None, list[Excerpt]] = {}
    for kind in kinds_apart(asked, whole):
        here = whole.of(kind)
        made[kind] = [
            one
            for one in every
            if one.document_id in here.sources and (here.only is None or one.participant_id in here.only)
        ]
    return made


class _Reaching:
    """Counts how far passages reach in one kind of document."""

    def __init__(self, conn: sqlite3.Connection, whole: Scope, kind: Kind | None) -> None:
        self._kind = kind
        self._here = here = whole.of(kind)
        self._words = SpokenWords(conn, here)
        self._spoken = dict.fromkeys(here.people, 0)
        total = 0
        for document in here.sources:
            for turn, words in zip(self._words.turns(document), self._words.numbers(document), strict=True):
                if turn.counts:
                    total += words
                    if turn.speaker is not None and turn.speaker.participant_id in self._spoken:
                        self._spoken[turn.speaker.participant_id] += words
        base = here.base(here.sources)
        self._base = Base(base.participants, base.documents, total)
        kinds = Counter(source.kind for source in here.sources.values())
        self._documents = listed([documents_of(each, kinds[each]) for each in here.kinds])

    def of(self, found: Iterable[Passage]) -> Reach:
        """How far some passages of this kind reach."""
        places: dict[tuple[str, int, int], tuple[str | None, bool]] = {}
        spans: dict[str, list[Span]] = defaultdict(list)
        for passage in found:
            key = passage.document_id, passage.start, passage.stop
            who, against = places.get(key, (None, False))
            places[key] = who or passage.participant_id, against or passage.against
            spans[passage.document_id].append(Span(passage.start, passage.stop))
        excerpts = Counter(who for who, _ in places.values() if who in self._here.people)
        words = self._said(spans)
        theirs = excerpts.total()
        told = {place: one for place, one in places.items() if one[0] in self._here.people or not self._here.people}
        carriers = sorted(
            (
                Carrier(who, self._here.people[who], number, words[who], self._spoken[who], number / theirs)
                for who, number in excerpts.items()
                if who is not None
            ),
            key=lambda carrier: (-carrier.excerpts, len(carrier.name), carrier.name),
        )
        return Reach(
            self._kind,
            self._base,
            len(places),
            sum(against for _, against in places.values()),
            len(places) - theirs,
            len({document for document, _, _ in told}),
            tuple(carriers),
            _half([carrier.excerpts for carrier in carriers]),
            evenness(words, self._spoken),
            evenness({carrier.id: carrier.excerpts for carrier in carriers}, self._spoken),
            self._here.people,
            self._documents,
            tuple(who for who in self._here.people if who in words and who not in excerpts),
            sum(against for who, against in places.values() if who not in self._here.people),
            len({document for document, _, _ in places}),
        )

    def _said(self, spans: Mapping[str, Sequence[Span]]) -> Counter[str]:
        """How many words of each participant the passages hold, none twice."""
        found: Counter[str] = Counter()
        for document, some in spans.items():
            for turn, words in self._words.within(document, merged(some)):
                if turn.counts and turn.speaker is not None and turn.speaker.participant_id in self._spoken:
                    found[turn.speaker.participant_id] += words
        return found


def _half(numbers: Sequence[int]) -> int:
    """How many of the greatest numbers, which come first, make up half of all."""
    left = sum(numbers)
    whole = left
    for place, number in enumerate(numbers, start=1):
        left -= number
        if 2 * left <= whole:
            return place
    return 0
