"""Tables of codes by anything: each number with its base, no passage and no word twice, kinds of document apart."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain, compress
from typing import NamedTuple, TypeVar

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.columns import Columns, attribute_of, columns, in_interviewers_words
from qualcode.analysis.counts.passages import Passages, numbered, of_excerpts, passages
from qualcode.analysis.counts.rows import ALL_AREAS, NO_AREA, Number, Numbers, Part, Row, Table
from qualcode.analysis.counts.scope import Scope, scope
from qualcode.analysis.counts.words import SpokenWords
from qualcode.analysis.excerpts import counted_phrase
from qualcode.analysis.naming import names_of
from qualcode.analysis.phrases import counted, documents_of, listed
from qualcode.analysis.withdrawals import withdrawals
from qualcode.codebooks.code import OUTSIDE, Code, Codebook, State
from qualcode.transcripts.coverage import merged
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind

_FEW = 12_000  # codings, which are read and counted in 40 ms


def table(conn: sqlite3.Connection, asked: Asked) -> Table:
    """The table that is asked for; 10,000 excerpts take about 30 ms, 15 after a coding, 10 million new words 5 s.

    Raises Problem where its attribute is gone, or its cut points are none.
    """
    whole = scope(conn, asked.documents, asked.people, asked.kinds)
    found = in_question(conn, asked, whole)
    book = codebook(conn)
    parts = [
        _Counting(conn, asked, whole.of(kind), of_kind(found, whole, kind), kind).part(book)
        for kind in kinds_apart(asked, whole)
    ]
    return Table(asked, tuple(parts), counted_phrase(conn), _across(conn, asked))


def count_ahead(conn: sqlite3.Connection) -> None:
    """Count once before anybody asks, where that takes less than 50 ms: what was read is kept for the first table."""
    (codings,) = conn.execute("SELECT count(*) FROM (SELECT 1 FROM coding LIMIT ?)", (_FEW + 1,)).fetchone()
    if codings <= _FEW:
        table(conn, Asked())


def _across(conn: sqlite3.Connection, asked: Asked) -> str:
    if asked.by is not By.ATTRIBUTE:
        return asked.by.value
    attribute, _ = attribute_of(conn, asked.attribute_id)
    return names_of(conn).show(attribute.name)


def kinds_apart(asked: Asked, whole: Scope) -> tuple[Kind | None, ...]:
    """The kinds that have a part each; None alone where there is but one, or they stand together."""
    if asked.together or asked.by is By.KIND or len(whole.kinds) < 2:
        return (None,)
    return whole.kinds


def in_question(conn: sqlite3.Connection, asked: Asked, whole: Scope) -> Passages:
    """The excerpts that are counted."""
    found = passages(conn) if asked.found is None else of_excerpts(withdrawals(conn).counted(asked.found))
    here = found.within(whole.sources.keys())
    return here if whole.only is None else here.of_people(whole.only)


def of_kind(found: Passages, whole: Scope, kind: Kind | None) -> Passages:
    """Those in documents of one kind; all where None."""
    return found if kind is None else found.within(whole.of(kind).sources.keys())


def row_codes(book: Codebook, row: str, *, nested: bool) -> frozenset[str]:
    """The codes whose excerpts stand in a row, by its `code_id`; none for one that is gone."""
    if row in (ALL_AREAS, NO_AREA):
        tops = [area for area in book.areas() if area.in_totals] if row == ALL_AREAS else book.outside_areas()
        return frozenset(one for top in tops for one in book.with_descendants(top.id)) if nested else frozenset()
    if book.get(row) is None:
        return frozenset()
    return frozenset(book.with_descendants(row)) if nested else frozenset([row])


# Measures of which it is told what becomes of excerpts in interviewers' words alone.
_WITH_INTERVIEWERS = (Measure.EXCERPTS, Measure.DOCUMENTS, Measure.PER_THOUSAND)


def interviewers(conn: sqlite3.Connection, asked: Asked, here: Scope, found: Passages) -> frozenset[int]:
    """Which of the passages are in interviewers' words alone, from 0; none where the columns are who speaks.

    Excerpts per 1,000 words leave them out, as the words they are held against do.
    """
    if asked.by in (By.PARTICIPANT, By.ROLE) or asked.measure not in _WITH_INTERVIEWERS:
        return frozenset()
    return in_interviewers_words(conn, here, found)


def words_by_turn(asked: Asked, made: Columns) -> bool:
    """Whether a passage's words belong to the columns of those who say them, whoever the passage is counted for."""
    return made.by_turn and asked.measure in (Measure.WORDS, Measure.SHARE)


class _Held(NamedTuple):
    """What some passages hold that counts: the passages by number, and each place, person, document or unit once.

    `units` are what is measured, each with its column.
    """

    passages: tuple[Sequence[int], ...] = ()
    places: Set[int] = frozenset()
    people: Set[str | None] = frozenset()
    documents: Set[str] = frozenset()
    against: Set[int] = frozenset()
    units: Set[int] = frozenset()


_NOTHING = _Held()

T = TypeVar("T")


class _Counting:
    """The numbers of one part."""

    def __init__(
        self, conn: sqlite3.Connection, asked: Asked, here: Scope, found: Passages, kind: Kind | None
    ) -> None:
        self._conn = conn
        self._asked = asked
        self._scope = here
        self._show = names_of(conn).show
        self._kind = kind
        self._columns = columns(conn, asked, here, found)
        self._spoken = SpokenWords(conn, here) if asked.measure.needs_words or asked.with_words else None
        self._base = here.base(here.sources)
        if self._spoken is not None:
            self._columns = self._columns.with_words(self._spoken, here)
            self._base = replace(self._base, words=self._columns.words)
        self._adds_kinds = asked.by is By.KIND and not asked.together and len(here.kinds) > 1
        self._by_turn = words_by_turn(asked, self._columns)
        self._take_up(found)

    def _take_up(self, found: Passages) -> None:
        """Take up what each code has of the passages that stand in a column."""
        found, of_code = found.by_code
        at = self._columns.of_passages(found)
        self.nobodys = at.count(())
        asking = interviewers(self._conn, self._asked, self._scope, found)
        self._asking = sum(bool(at[number]) for number in asking)
        if self._asked.measure is Measure.PER_THOUSAND:
            at = [() if number in asking else columns for number, columns in enumerate(at)]
        self._found, self._at, self._all_stand = found, at, all(at)
        if self._asked.measure is Measure.PARTICIPANTS:
            self._unit = numbered(found.people)
        else:
            self._unit = numbered(found.documents) if self._asked.measure is Measure.DOCUMENTS else found.places
        self._own = {code: self._held(own) for code, own in of_code.items()}

    def _held(self, own: slice) -> _Held:
        found, width = self._found, len(self._columns.columns)
        at, all_own = self._at[own], range(own.start, own.stop)

        def shown(things: Sequence[T]) -> Iterable[T]:
            return things if self._all_stand else compress(things, at)

        return _Held(
            (all_own if self._by_turn or self._all_stand else list(compress(all_own, at)),),
            set(shown(found.places[own])),
            set(shown(found.people[own])) - {None},
            set(shown(found.documents[own])),
            # Whoever says it: what speaks against a code is not lost where nobody is named.
            set(compress(found.places[own], found.against[own])),
            {n * width + column for n, of in zip(self._unit[own], at, strict=True) if n >= 0 for column in of},
        )

    def _together(self, codes: Iterable[str]) -> _Held:
        """What all of some codes hold, each thing once."""
        several = [self._own[code] for code in codes if code in self._own]
        if len(several) < 2:
            return several[0] if several else _NOTHING
        passages, *sets = zip(*several, strict=True)
        return _Held(tuple(chain.from_iterable(passages)), *(frozenset().union(*some) for some in sets))

    def part(self, book: Codebook) -> Part:
        """The part with its rows in the order of the codebook."""
        areas = book.areas()
        inside = [row for area in areas if area.in_totals for row in self._tree(book, area)]
        aside = [row for area in areas if not area.in_totals for row in self._tree(book, area)]
        loose = [row for code in book.outside_areas() for row in self._tree(book, code, 1, in_totals=False)]
        if loose:
            inside += [self._heading(book, NO_AREA, OUTSIDE, in_totals=False), *loose]
        return Part(
            self._kind,
            self._columns.columns,
            tuple(inside),
            self._heading(book, ALL_AREAS, "All areas"),
            tuple(aside),
            self._base,
            self.nobodys,
            self._columns.overlap,
            self._sentence(),
        )

    def _tree(self, book: Codebook, top: Code, depth: int = 0, *, in_totals: bool | None = None) -> Iterator[Row]:
        """The rows of a code or area and all below it; retired codes only where they have excerpts."""
        counts = top.in_totals if in_totals is None else in_totals
        for code, level in ((top, depth), *book.walk(top.id, depth + 1)):
            below = book.with_descendants(code.id)
            nested, own = self._together(below), self._together([code.id])
            if code.state is State.RETIRED and not any(nested.passages):
                continue
            numbers = self._numbers(own)
            yield Row(
                code.id,
                code.index,
                self._show(code.name),
                level,
                code.is_area,
                numbers,
                numbers if nested is own else self._numbers(nested),
                len(below) > 1,
                code.state is State.RETIRED,
                counts,
            )

    def _heading(self, book: Codebook, key: str, name: str, *, in_totals: bool = True) -> Row:
        below = self._together(row_codes(book, key, nested=True))
        return Row(key, "", name, 0, True, self._numbers(_NOTHING), self._numbers(below), True, in_totals=in_totals)

    def _numbers(self, held: _Held) -> Numbers:
        """The numbers of some passages."""
        cells, total = self._measured(held)
        if self._adds_kinds:
            return Numbers(tuple(cells), None, None, None, None, None)
        _, places, people, documents, against, _ = map(len, held)
        return Numbers(tuple(cells), total, places, people, documents, against)

    def _measured(self, held: _Held) -> tuple[Sequence[Number], Number]:
        measure = self._asked.measure
        if measure in (Measure.WORDS, Measure.SHARE):
            said, all_said = self._words(chain.from_iterable(held.passages))
            if measure is Measure.WORDS:
                return said, all_said
            bases = [column.base.words for column in self._columns.columns]
            shares = [_ratio(words, base) for words, base in zip(said, bases, strict=True)]
            return shares, _ratio(all_said, self._whole_words)
        cells = self._counted(held.units)
        if measure is Measure.PER_THOUSAND:
            bases = [column.base.words for column in self._columns.columns]
            rates = [_ratio(1000 * number, base) for number, base in zip(cells, bases, strict=True)]
            return rates, _ratio(1000 * len(held.places), self._whole_words)
        totals = {Measure.PARTICIPANTS: held.people, Measure.DOCUMENTS: held.documents}
        return cells, len(totals.get(measure, held.places))

    def _counted(self, units: Set[int]) -> list[int]:
        """How many different excerpts, people or documents stand in each column."""
        width = len(self._columns.columns)
        cells = [0] * width
        for unit in units:
            cells[unit % width] += 1
        return cells

    @property
    def _whole_words(self) -> int | None:
        """The words that totals are shares of; an interviewer's are never added to participants'."""
        return None if self._asked.by is By.ROLE else self._columns.words

    def _words(self, held: Iterable[int]) -> tuple[list[int], int | None]:
        """The words in each column that the passages hold, and in all; none twice."""
        assert self._spoken is not None
        said = [0] * len(self._columns.columns)
        together: dict[str, list[Span]] = {}
        apart: dict[tuple[int, str], list[Span]] = {}
        for one in held:
            passage = self._found[one]
            span = Span(passage.start, passage.stop)
            together.setdefault(passage.document_id, []).append(span)
            if not self._columns.by_turn:
                for column in self._at[one]:
                    apart.setdefault((column, passage.document_id), []).append(span)
        total = 0
        for document_id, spans in together.items():
            source = self._scope.sources[document_id]
            for turn, words in self._spoken.within(document_id, merged(spans)):
                columns = self._columns.of_turn(source, turn)
                total += words if columns and turn.counts else 0
                for column in columns if self._columns.by_turn else ():
                    said[column] += words
        for (column, document_id), spans in apart.items():
            for turn, words in self._spoken.within(document_id, merged(spans)):
                said[column] += words if turn.counts else 0
        return said, None if self._asked.by is By.ROLE else total

    def _sentence(self) -> str:
        """`Of 9 participants in 8 interviews. 3 excerpts are no participant’s and stand in no column.`"""
        kinds = Counter(source.kind for source in self._scope.sources.values())
        documents = listed([documents_of(kind, kinds[kind]) for kind in self._scope.kinds])
        if not documents:
            return "No documents."
        people = counted(self._base.participants, "participant")
        speaking = self._base.participants or any(kind.has_participants for kind in kinds)
        out_of = f"Of {people} in {documents}" if speaking else f"Of {documents}"
        sentences = [f"{out_of}{_of_a_question(self._asked)}."]
        if self._base.words is not None:
            sentences.append(
                f"{counted(self._base.words, 'word')} in all; interviewers’ never count as participants’."
            )
        if self.nobodys:
            which = "excerpt is" if self.nobodys == 1 else "excerpts are"
            verb = "stands" if self.nobodys == 1 else "stand"
            sentences.append(f"{self.nobodys:,} {which} no participant’s and {verb} in no column.")
        if self._asking and self._asked.measure in _WITH_INTERVIEWERS:
            which = "excerpt" if self._asking == 1 else "excerpts"
            are = "is" if self._asking == 1 else "are"
            fate = f"{are} counted, too" if self._asked.measure is not Measure.PER_THOUSAND else f"{are} left out"
            sentences.append(f"{self._asking:,} {which} in interviewers’ words alone {fate}.")
        if self._columns.overlap:
            thing = {By.CODER: "excerpt", By.ATTRIBUTE: "person or document"}[self._asked.by]
            sentences.append(f"One {thing} may stand in several columns, and is counted once in all.")
        return " ".join(sentences)


def _of_a_question(asked: Asked) -> str:
    """Whether a question says, too, out of how many it is: what it asks of codes and words does not."""
    which = ": those the question asks for" if asked.narrowed else ""
    return which if asked.found is None else f"{which}, whether the question finds anything there or not"


def _ratio(number: Number, base: Number) -> float | None:
    """A share, None of nothing."""
    return number / base if number is not None and base else None
