"""The chart of an area, as the Framework method has it: people by codes, and what somebody wrote in each cell.

Values are as people see them: names of the study's list are replaced.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from qualcode.analysis.cells import CellState, Rows, Subject
from qualcode.analysis.chart_bands import is_banded
from qualcode.analysis.chart_cells import Cell, Cells, groups_of
from qualcode.analysis.chart_lines import ChartLine, lines_of, wanted_ids
from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Bands
from qualcode.analysis.counts.bands import NOT_GIVEN, groups
from qualcode.analysis.excerpts import counted_phrase
from qualcode.analysis.naming import names_of
from qualcode.analysis.people import Attribute, attributes
from qualcode.analysis.withdrawals import withdrawals
from qualcode.codebooks.code import Code, Codebook
from qualcode.participants.attributes import AppliesTo, is_missing, sort_key
from qualcode.participants.names import Names
from qualcode.problem import Problem


class Order(StrEnum):
    """What the rows of a chart are sorted by, where that is no attribute."""

    NAME = "name"
    FILLED = "filled"


@dataclass(frozen=True)
class ChartChoice:
    """Which chart: of an area (None for codes outside areas), with what as rows, in what order.

    `attribute_id` makes the groups. `facts` are attributes shown as the first columns. `order` is one of `Order` or
    an attribute's id; `group_by` is an attribute whose values keep rows together. `codes` and `subjects` narrow what
    is shown, None for all; a retired code is shown where something is coded or written under it. `nested` counts
    what lies below a code.

    `kinds` and `question`, in the words of the question language, narrow the rows: to documents of those kinds that
    it finds, to participants who speak in such, to groups of which one member is so. What stands in a cell is never
    narrowed. `speaking` leaves out who spoke no words and of whom nothing is written. `bands` are those of numbers
    and days, where they are groups.
    """

    area_id: str | None
    rows: Rows = Rows.PARTICIPANTS
    attribute_id: str | None = None
    nested: bool = False
    facts: tuple[str, ...] = ()
    order: str = Order.NAME
    descending: bool = False
    group_by: str | None = None
    codes: frozenset[str] | None = None
    subjects: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    question: str = ""
    speaking: bool = False
    bands: Bands = field(default_factory=Bands)

    @property
    def is_narrowed(self) -> bool:
        """Whether rows are left out by what was asked."""
        return self.kinds is not None or bool(self.question.strip())


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row: whom it is about, its facts in the order of the chart's, a portrait, a cell for each code.

    `group` is the value that keeps it with others, empty where rows stand in no groups. `speaks` is false where there
    is no document with words of it.
    """

    subject: Subject
    name: str
    cells: tuple[Cell, ...]
    facts: tuple[str, ...] = ()
    portrait: Cell | None = None
    group: str = ""
    speaks: bool = True

    @property
    def filled(self) -> int:
        """How many cells somebody has filled."""
        return sum(cell.is_filled for cell in self.cells)


@dataclass(frozen=True)
class Chart:
    """The chart of an area; `counted` says which codings its numbers of excerpts count.

    `out_of` is how many rows there are where nothing narrows them, `silent` how many were left out for want of words.
    `withdrawn` are the ids of the participants or documents that have no row, as they were withdrawn.
    """

    title: str
    area_id: str | None
    rows_are: Rows
    codes: tuple[Code, ...]
    rows: tuple[ChartRow, ...]
    facts: tuple[Attribute, ...] = ()
    group: Attribute | None = None
    nested: bool = False
    counted: str = ""
    kinds: frozenset[str] | None = None
    question: str = ""
    out_of: int = 0
    silent: int = 0
    withdrawn: frozenset[str] = frozenset()

    @property
    def is_narrowed(self) -> bool:
        """Whether rows are left out by what was asked."""
        return self.kinds is not None or bool(self.question)

    @cached_property
    def legend(self) -> Mapping[CellState, int]:
        """How many cells stand where."""
        numbers = Counter(cell.state for row in self.rows for cell in row.cells)
        return {state: numbers[state] for state in CellState}

    def cell(self, subject: Subject, code_id: str) -> Cell | None:
        """The cell of a row under a code; None where the chart has none."""
        column = next((place for place, code in enumerate(self.codes) if code.id == code_id), None)
        row = next((row for row in self.rows if row.subject == subject), None)
        return None if column is None or row is None else row.cells[column]


def _is_used(conn: sqlite3.Connection, code_id: str) -> bool:
    """Whether anything is written or coded under a code."""
    found = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM summary WHERE code_id = :code AND deleted_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM coding_seen WHERE code_id = :code)",
        {"code": code_id},
    )
    return bool(found.fetchone()[0])


def codes_of_area(book: Codebook, area_id: str | None) -> list[Code]:
    """The codes of an area, or of none, in reading order; a retired one is among them."""
    if area_id is not None:
        return [code for code, _ in book.walk(area_id) if not code.is_area]
    return [below for top in book.outside_areas() for below in (top, *(code for code, _ in book.walk(top.id)))]


def chart(conn: sqlite3.Connection, choice: ChartChoice) -> Chart:
    """The chart of an area; on a copy, for it reads all its codings. Raises Problem where the area is gone."""
    book = codebook(conn)
    area = book.get(choice.area_id) if choice.area_id is not None else None
    if choice.area_id is not None and area is None:
        raise Problem("This area is no longer in the codebook.", remedy="Choose another area.")
    codes = [
        code
        for code in codes_of_area(book, choice.area_id)
        if (choice.codes is None or code.id in choice.codes) and (code.state != "retired" or _is_used(conn, code.id))
    ]
    drawn = _Drawn(conn, choice, codes)
    rows = drawn.rows()
    names = names_of(conn)
    return Chart(
        title=names.show(area.title) if area is not None else "Codes in no area",
        area_id=choice.area_id,
        rows_are=choice.rows,
        codes=tuple(names.show_all(replace(code)) for code in codes),
        rows=tuple(rows),
        facts=tuple(drawn.facts),
        group=drawn.group,
        nested=choice.nested,
        counted=counted_phrase(conn),
        kinds=choice.kinds,
        question=names.show(choice.question.strip()),
        out_of=drawn.out_of,
        silent=drawn.silent,
        withdrawn=drawn.withdrawn,
    )


class _Drawn:
    """One chart being made."""

    def __init__(self, conn: sqlite3.Connection, choice: ChartChoice, codes: Sequence[Code]) -> None:
        self._conn = conn
        self._choice = choice
        self._codes = codes
        self._names: Names = names_of(conn)
        self._groups = groups_of(conn, choice.rows, choice.attribute_id, choice.bands)
        of_documents = choice.rows is Rows.DOCUMENTS
        held = {
            one.id: one for one in attributes(conn, AppliesTo.DOCUMENT if of_documents else AppliesTo.PARTICIPANT)
        }
        wanted = () if choice.rows is Rows.GROUPS else choice.facts
        self.facts: list[Attribute] = [held[one] for one in wanted if one in held]
        self._sorted_by = held.get(choice.order)
        self.group = held.get(choice.group_by or "") if choice.rows is not Rows.GROUPS else None
        self._cells = Cells(conn, choice.rows, [code.id for code in codes], choice.nested, self._groups)

        self._gone = withdrawals(conn)
        whose = {Rows.PARTICIPANTS: self._gone.people, Rows.DOCUMENTS: self._gone.documents}
        self.withdrawn: frozenset[str] = whose.get(choice.rows, frozenset())
        self.out_of = self.silent = 0

    def rows(self) -> list[ChartRow]:
        """The rows in their order."""
        lines = list(self._lines())
        pairs = [(line, self._row(line)) for line in lines]
        if self._choice.rows is not Rows.GROUPS:  # groups come in the order of their values
            pairs.sort(key=lambda pair: self._name_key(pair[1].name))
        if self._choice.order == Order.NAME and self._choice.descending:
            pairs.reverse()
        if self._choice.order == Order.FILLED:
            pairs.sort(key=lambda pair: pair[1].filled, reverse=self._choice.descending)
        elif self._sorted_by is not None:
            by = self._sorted_by
            pairs.sort(
                key=lambda pair: sort_key(pair[0].values.get(by.id, ""), by.type)[1:], reverse=self._choice.descending
            )
            pairs.sort(key=lambda pair: sort_key(pair[0].values.get(by.id, ""), by.type)[0])  # what is missing last
        return self._kept_together(pairs) if self.group is not None else [row for _, row in pairs]

    def _kept_together(self, pairs: Sequence[tuple[ChartLine, ChartRow]]) -> list[ChartRow]:
        """Rows of one value beside each other, in the order of the values; numbers and days in their bands."""
        kept = self.group
        assert kept is not None
        values = [line.values.get(kept.id, "") for line, _ in pairs]
        if not is_banded(kept):
            ordered = sorted(zip(values, pairs, strict=True), key=lambda pair: sort_key(pair[0], kept.type))
            return [replace(row, group=self._names.show(_fact(value))) for value, (_, row) in ordered]
        bands = groups(kept, {str(place): value for place, value in enumerate(values)}, self._choice.bands)
        places = [bands.of[str(place)][0] for place in range(len(pairs))]
        beside = sorted(zip(places, pairs, strict=True), key=lambda pair: pair[0])
        return [replace(row, group=_band(bands.names[place])) for place, (_, row) in beside]

    def _name_key(self, name: str) -> tuple[int, str]:
        """P2 before P10, as in every list of participants; documents keep the alphabet."""
        return (len(name) if self._choice.rows is Rows.PARTICIPANTS else 0, name.casefold())

    def _lines(self) -> Iterator[ChartLine]:
        choice = self._choice
        of_documents = choice.rows is Rows.DOCUMENTS or (self._groups is not None and self._groups.of_documents)
        found = wanted_ids(self._conn, choice.kinds, choice.question, of_documents=of_documents)
        written = self._cells.written
        for line in lines_of(self._conn, choice.rows, self._groups, written, self._gone):
            own = line.subject.value if choice.rows is Rows.GROUPS else line.subject.id
            if choice.subjects is not None and own not in choice.subjects:
                continue
            self.out_of += 1
            if found is not None and found.isdisjoint(line.members):
                continue
            if choice.speaking and not line.documents and line.subject not in written:
                self.silent += 1
                continue
            yield line

    def _row(self, line: ChartLine) -> ChartRow:
        show = self._names.show
        return ChartRow(
            line.subject,
            show(line.name),
            self._cells.of_row(line.subject, line.documents),
            tuple(show(_fact(line.values.get(one.id, ""))) for one in self.facts),
            self._cells.portrait(line.subject),
            speaks=bool(line.documents),
        )


def _fact(value: str) -> str:
    return "" if is_missing(value) else value


def _band(name: str) -> str:
    return "" if name == NOT_GIVEN else name
