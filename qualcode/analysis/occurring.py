"""Which codes meet, and how often: in the same words, in one turn, or within some words of each other."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import text_of, turn_spans
from qualcode.analysis.excerpts import Excerpt, counted_phrase, excerpts
from qualcode.analysis.phrases import counted
from qualcode.analysis.tallies import Extent, document_kinds, extent
from qualcode.analysis.withdrawals import withdrawals
from qualcode.codebooks.code import Code, Codebook
from qualcode.problem import Problem
from qualcode.transcripts.boundaries import word_starts
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind

WHOSE = "Whoever speaks, interviewers too."  # whose excerpts are looked at where codes meet
MOST_WORDS = 100  # between two excerpts; more asks what one document holds


_Met = tuple[Excerpt, int]  # with the columns it meets, as bits
_Passage = tuple[_Met, ...]


class Near(StrEnum):
    """What two excerpts of one document have in common."""

    OVERLAP = "overlap"
    TURN = "turn"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Meeting:
    """When two excerpts meet. `words` is how many may stand between them where `near` is WORDS, 0 to `MOST_WORDS`.

    They are those of the turns, whoever speaks. Raises Problem where there are too many.
    """

    near: Near = Near.OVERLAP
    words: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.words <= MOST_WORDS:
            raise Problem(
                f"{self.words:,} words cannot stand between two passages.",
                remedy=f"Choose a number from 0 to {MOST_WORDS}.",
            )

    @property
    def phrase(self) -> str:
        """What excerpts do that meet: `share words`."""
        if self.near is Near.OVERLAP:
            return "share words"
        if self.near is Near.TURN:
            return "have words in the same turn"
        return f"stand within {counted(self.words, 'word')} of each other"


class MeetingTable:
    """A square table of one kind of document, or of all where a study has but one (`kind` is then None).

    A cell is how many excerpts of the row's code meet at least one of the column's: those of a row are not those of
    the column, so a table read across differs from one read down. On the diagonal are the code's own. With `nested`
    each passage under a code or anything below it counts once, and an excerpt meets those of other codes only.
    """

    def __init__(
        self,
        codes: Sequence[Code],
        kind: Kind | None,
        extent: Extent,
        rows: Sequence[Sequence[_Met]],
    ) -> None:
        self.codes = tuple(codes)
        self.kind = kind
        self.extent = extent
        self._rows = [_by_passage(row) for row in rows]

    @cached_property
    def numbers(self) -> tuple[tuple[int, ...], ...]:
        """The cells, row by row, in the order of `codes`."""
        table = []
        for row, passages in enumerate(self._rows):
            line = [0] * len(self.codes)
            for found in passages:
                for column in _bits(_union(found)):
                    line[column] += 1
            line[row] = len(passages)
            table.append(tuple(line))
        return tuple(table)

    def base(self, row: int) -> int:
        """How many excerpts the code of a row has: what the numbers of the row are out of."""
        return len(self._rows[row])

    def people(self, row: int, column: int) -> int:
        """How many participants said what a cell counts; on the diagonal, all that the row's code has."""
        said = (one for found in self._rows[row] for one, met in found if row == column or met >> column & 1)
        return len({one.participant_id for one in said} - {None})

    def cell_excerpts(self, row: int, column: int) -> tuple[Excerpt, ...]:
        """The excerpts that a cell counts, in the order of the documents; one for each passage."""
        if row == column:
            return tuple(found[0][0] for found in self._rows[row])
        first = (next((one for one, met in found if met >> column & 1), None) for found in self._rows[row])
        return tuple(one for one in first if one is not None)

    def sentence(self, row: int, column: int, meeting: Meeting) -> str:
        """What a cell says: `3 of the 12 excerpts of 1.2 Routes in share words with one of 3.1 Benefit.`"""
        mine, theirs, base = self.codes[row], self.codes[column], self.base(row)
        if row == column:
            return f"{mine.title} has {counted(base, 'excerpt')}."
        number = self.numbers[row][column]
        does = _does(meeting, number)
        return f"{number:,} of the {counted(base, 'excerpt')} of {mine.title} {does} one of {theirs.title}."


def _does(meeting: Meeting, number: int) -> str:
    if meeting.near is Near.OVERLAP:
        return "shares words with" if number == 1 else "share words with"
    if meeting.near is Near.TURN:
        return "has words in the same turn as" if number == 1 else "have words in the same turn as"
    stands = "stands" if number == 1 else "stand"
    return f"{stands} within {counted(meeting.words, 'word')} of"


@dataclass(frozen=True)
class Occurring:
    """Which codes meet, a table for each kind of document that has excerpts; kinds are never added.

    `counted` says which codings are counted, `nested` whether what lies below a code counts with it.
    """

    tables: tuple[MeetingTable, ...]
    meeting: Meeting
    nested: bool
    counted: str


def occurring(
    conn: sqlite3.Connection,
    meeting: Meeting | None = None,
    chosen: Sequence[str] | None = None,
    *,
    nested: bool = False,
    found: Sequence[Excerpt] | None = None,
) -> Occurring:
    """Which codes meet in one document, by kind of document.

    `chosen` are ids of codes and areas, in the order wanted: every code with excerpts where it is None. `found` are
    the excerpts asked about, None for all. Takes 3 s at 100,000 codings, of which 2 are to read them.
    """
    meeting = meeting or Meeting()
    book, kinds, whole = codebook(conn), document_kinds(conn), extent(conn)
    found = excerpts(conn) if found is None else withdrawals(conn).counted(found)
    if chosen is None:
        codes = with_excerpts(book, found, nested=nested)
    else:
        codes = [code for one in chosen if (code := book.get(one)) is not None]
    groups = [book.with_descendants(code.id) if nested else {code.id} for code in codes]
    columns = _columns(groups)
    met = list(_met(conn, [excerpt for excerpt in found if excerpt.code_id in columns], columns, meeting))
    tables = []
    for kind in map(Kind, whole.kinds_apart) if whole.kinds_apart else (None,):
        of_kind = [one for one in met if kind is None or kinds[one[0].document_id] == kind]
        if of_kind:
            rows = _rows(of_kind, groups)
            tables.append(MeetingTable(codes, kind, whole if kind is None else whole.of_kind(kind), rows))
    return Occurring(tuple(tables), meeting, nested, counted_phrase(conn))


def with_excerpts(book: Codebook, found: Iterable[Excerpt], *, nested: bool = False) -> list[Code]:
    """The codes that have excerpts, in reading order; with `nested` those too that have some below them."""
    used = {excerpt.code_id for excerpt in found}
    return [
        code
        for code, _ in book.walk()
        if not code.is_area and (code.id in used or (nested and not used.isdisjoint(book.with_descendants(code.id))))
    ]


def _columns(groups: Sequence[Collection[str]]) -> dict[str, int]:
    """The columns that each code belongs to, as bits."""
    found: dict[str, int] = {}
    for place, group in enumerate(groups):
        for code in group:
            found[code] = found.get(code, 0) | 1 << place
    return found


def _rows(found: Sequence[_Met], groups: Sequence[Collection[str]]) -> list[list[_Met]]:
    """The excerpts of each group of codes, in the order of the documents and their texts."""
    documents = {document: place for place, document in enumerate(dict.fromkeys(one.document_id for one, _ in found))}
    by_code: dict[str, list[_Met]] = {}
    for one in sorted(found, key=lambda one: (documents[one[0].document_id], one[0].start)):
        by_code.setdefault(one[0].code_id, []).append(one)
    return [
        sorted(
            (one for code in group for one in by_code.get(code, ())),
            key=lambda one: (documents[one[0].document_id], one[0].start, one[0].code_id),
        )
        for group in groups
    ]


def _met(
    conn: sqlite3.Connection, found: Sequence[Excerpt], columns: Mapping[str, int], meeting: Meeting
) -> Iterator[_Met]:
    """Each excerpt with the columns it meets another code of, as bits."""
    bits = {code: 1 << place for place, code in enumerate(columns)}
    of_bit = list(columns.values())
    known: dict[int, int] = {}  # most meet nothing, or one of few
    by_document: dict[str, list[Excerpt]] = {}
    for excerpt in found:
        by_document.setdefault(excerpt.document_id, []).append(excerpt)
    for document_id, together in by_document.items():
        codes = [bits[excerpt.code_id] for excerpt in together]
        reach = _reach(conn, document_id, together, meeting)
        for excerpt, own, met in zip(together, codes, codes_met(reach, codes), strict=True):
            others = met & ~own
            if others not in known:
                known[others] = _merged(of_bit[place] for place in _bits(others))
            yield excerpt, known[others]


def codes_met(reach: Sequence[Span], codes: Sequence[int]) -> list[int]:
    """Which codes each stretch meets, its own too: `codes` has one bit for each stretch, and so has what comes back.

    Grows with the stretches and with how many codes lie on one place, not with their square.
    """
    order = sorted(range(len(reach)), key=lambda one: reach[one].start)
    starts = [reach[one].start for one in order]
    met = [0] * len(reach)
    open_until: dict[int, int] = {}  # by code
    for start, beginning in groupby(order, key=lambda one: reach[one].start):
        together = list(beginning)
        open_until = {code: end for code, end in open_until.items() if end > start}
        for one in together:
            open_until[codes[one]] = max(open_until.get(codes[one], 0), reach[one].end)
        here = _merged(open_until)
        for one in together:
            met[one] = here
    for one in order:
        first = bisect_right(starts, reach[one].start)
        for later in order[first : bisect_left(starts, reach[one].end, first)]:
            met[one] |= codes[later]
    return met


def _reach(conn: sqlite3.Connection, document_id: str, found: Sequence[Excerpt], meeting: Meeting) -> list[Span]:
    """The stretches of a document's excerpts that share something exactly where the excerpts meet."""
    if meeting.near is Near.OVERLAP:
        return [Span(excerpt.start, excerpt.stop) for excerpt in found]
    turns = turn_spans(conn, document_id)
    if meeting.near is Near.TURN:
        return _turns_of(turns, found)
    text = text_of(conn, document_id)
    ends = [turn.end for turn in turns]
    until: dict[int, int] = {}
    for stop in {excerpt.stop for excerpt in found}:
        until[stop] = _end_of_words(text, turns[bisect_right(ends, stop) :], stop, meeting.words)
    return [Span(excerpt.start, until[excerpt.stop]) for excerpt in found]


def _turns_of(turns: Sequence[Span], found: Sequence[Excerpt]) -> list[Span]:
    """The turns that excerpts have words in, by their place; between two turns, the one that follows."""
    starts, ends = [turn.start for turn in turns], [turn.end for turn in turns]
    spans = []
    for excerpt in found:
        first = bisect_right(ends, excerpt.start)
        spans.append(Span(first, max(first + 1, bisect_left(starts, excerpt.stop))))
    return spans


def _end_of_words(text: str, turns: Iterable[Span], start: int, words: int) -> int:
    """Just after where the first word begins that has more than so many words of the turns before it."""
    left = words
    for turn in turns:
        for begins in word_starts(text, Span(max(start, turn.start), turn.end)):
            if not left:
                return begins + 1
            left -= 1
    return len(text) + 1


def _by_passage(row: Sequence[_Met]) -> list[_Passage]:
    """The excerpts of a row, those on the same words together."""
    found: dict[tuple[str, int, int], list[_Met]] = {}
    for one in row:
        found.setdefault((one[0].document_id, one[0].start, one[0].stop), []).append(one)
    return [tuple(some) for some in found.values()]


def _union(passage: _Passage) -> int:
    return passage[0][1] if len(passage) == 1 else _merged(met for _, met in passage)


def _merged(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def _bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
