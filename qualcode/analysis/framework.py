"""The chart of an area, as the Framework method has it: people by codes, and what somebody wrote in each cell.

Values are as people see them: names of the study's list are replaced.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from qualcode.analysis.cells import CellState, Groups, Rows, Subject
from qualcode.analysis.chart_cells import Cell, Cells, groups_of, values_of
from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import documents
from qualcode.analysis.excerpts import counted_phrase
from qualcode.analysis.naming import names_of
from qualcode.analysis.people import Attribute, attributes, participants
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
    is shown, None for all; a retired code is shown where something is coded or written under it. `kinds` narrows
    the documents that are rows. `nested` counts what lies below a code.
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


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row: whom it is about, its facts in the order of the chart's, a portrait, a cell for each code.

    `group` is the value that keeps it with others, empty where rows stand in no groups.
    """

    subject: Subject
    name: str
    cells: tuple[Cell, ...]
    facts: tuple[str, ...] = ()
    portrait: Cell | None = None
    group: str = ""

    @property
    def filled(self) -> int:
        """How many cells somebody has filled."""
        return sum(cell.is_filled for cell in self.cells)


@dataclass(frozen=True)
class Chart:
    """The chart of an area; `counted` says which codings its numbers of excerpts count."""

    title: str
    area_id: str | None
    rows_are: Rows
    codes: tuple[Code, ...]
    rows: tuple[ChartRow, ...]
    facts: tuple[Attribute, ...] = ()
    group: Attribute | None = None
    nested: bool = False
    counted: str = ""

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
    names = names_of(conn)
    return Chart(
        title=names.show(area.title) if area is not None else "Codes in no area",
        area_id=choice.area_id,
        rows_are=choice.rows,
        codes=tuple(names.show_all(replace(code)) for code in codes),
        rows=tuple(drawn.rows()),
        facts=tuple(drawn.facts),
        group=drawn.group,
        nested=choice.nested,
        counted=counted_phrase(conn),
    )


@dataclass(frozen=True)
class _Line:
    """What a row is of before its cells are known: `values` are what is kept of each attribute."""

    subject: Subject
    name: str
    values: Mapping[str, str]
    documents: Collection[str]


class _Drawn:
    """One chart being made."""

    def __init__(self, conn: sqlite3.Connection, choice: ChartChoice, codes: Sequence[Code]) -> None:
        self._conn = conn
        self._choice = choice
        self._codes = codes
        self._names: Names = names_of(conn)
        self._groups = groups_of(conn, choice.rows, choice.attribute_id)
        of_documents = choice.rows is Rows.DOCUMENTS
        held = {
            one.id: one for one in attributes(conn, AppliesTo.DOCUMENT if of_documents else AppliesTo.PARTICIPANT)
        }
        wanted = () if choice.rows is Rows.GROUPS else choice.facts
        self.facts: list[Attribute] = [held[one] for one in wanted if one in held]
        self._sorted_by = held.get(choice.order)
        self.group = held.get(choice.group_by or "") if choice.rows is not Rows.GROUPS else None
        self._cells = Cells(conn, choice.rows, [code.id for code in codes], choice.nested, self._groups)

    def rows(self) -> list[ChartRow]:
        """The rows in their order."""
        lines = [line for line in self._lines() if self._is_wanted(line)]
        pairs = [(line, self._row(line)) for line in lines]
        pairs.sort(key=lambda pair: self._name_key(pair[1].name), reverse=self._sorts(Order.NAME))
        if self._choice.order == Order.FILLED:
            pairs.sort(key=lambda pair: pair[1].filled, reverse=self._choice.descending)
        elif self._sorted_by is not None:
            by = self._sorted_by
            pairs.sort(
                key=lambda pair: sort_key(pair[0].values.get(by.id, ""), by.type)[1:], reverse=self._choice.descending
            )
            pairs.sort(key=lambda pair: sort_key(pair[0].values.get(by.id, ""), by.type)[0])  # what is missing last
        if self.group is not None:
            kept = self.group
            pairs.sort(key=lambda pair: sort_key(pair[0].values.get(kept.id, ""), kept.type))
        return [row for _, row in pairs]

    def _sorts(self, order: Order) -> bool:
        return self._choice.order == order and self._choice.descending

    def _name_key(self, name: str) -> tuple[int, str]:
        """P2 before P10, as in every list of participants; documents keep the alphabet."""
        return (len(name) if self._choice.rows is Rows.PARTICIPANTS else 0, name.casefold())

    def _is_wanted(self, line: _Line) -> bool:
        wanted = self._choice.subjects
        return (
            wanted is None or (line.subject.value if line.subject.rows is Rows.GROUPS else line.subject.id) in wanted
        )

    def _lines(self) -> Iterable[_Line]:
        if self._choice.rows is Rows.PARTICIPANTS:
            spoken = _spoken(self._conn)
            for person in participants(self._conn):
                subject = Subject(Rows.PARTICIPANTS, person.id)
                yield _Line(subject, person.pseudonym, person.attributes, spoken.get(person.id, frozenset()))
        elif self._choice.rows is Rows.DOCUMENTS:
            facts = _document_facts(self._conn)
            for line in documents(self._conn):
                if self._choice.kinds is None or line.kind in self._choice.kinds:
                    subject = Subject(Rows.DOCUMENTS, line.id)
                    yield _Line(subject, line.title or line.name, facts.get(line.id, {}), (line.id,))
        elif self._groups is not None:
            yield from self._group_lines(self._groups)

    def _group_lines(self, groups: Groups) -> Iterable[_Line]:
        spoken = _spoken(self._conn)
        kind = groups.attribute.type
        for value in sorted(values_of(groups, self._cells.written), key=lambda one: sort_key(one, kind)):
            members = groups.members(value)
            held = members if groups.of_documents else {d for one in members for d in spoken.get(one, ())}
            yield _Line(Subject(Rows.GROUPS, groups.attribute.id, value), value, {groups.attribute.id: value}, held)

    def _row(self, line: _Line) -> ChartRow:
        show = self._names.show
        return ChartRow(
            line.subject,
            show(line.name),
            self._cells.of_row(line.subject, line.documents),
            tuple(show(_fact(line.values.get(one.id, ""))) for one in self.facts),
            self._cells.portrait(line.subject),
            show(_fact(line.values.get(self.group.id, ""))) if self.group is not None else "",
        )


def _spoken(conn: sqlite3.Connection) -> dict[str, set[str]]:
    """The documents in which each participant speaks."""
    found: dict[str, set[str]] = {}
    for person, document in conn.execute(
        "SELECT s.participant_id, s.document_id FROM speaker s JOIN document d ON d.id = s.document_id "
        "WHERE s.participant_id IS NOT NULL AND s.deleted_at IS NULL AND d.deleted_at IS NULL"
    ):
        found.setdefault(person, set()).add(document)
    return found


def _document_facts(conn: sqlite3.Connection) -> dict[str, Mapping[str, str]]:
    return {row[0]: json.loads(row[1]) for row in conn.execute("SELECT id, attributes FROM document")}


def _fact(value: str) -> str:
    return "" if is_missing(value) else value
