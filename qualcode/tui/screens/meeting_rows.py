"""Which codes meet, as rows and cells: kinds of document one below the other, each number with its base."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.occurring import Meeting, MeetingTable, Near, Occurring, occurring, with_excerpts
from qualcode.analysis.questions.asked import excerpts_for
from qualcode.codebooks.code import Codebook, State
from qualcode.exports.count_figures import short_titles
from qualcode.exports.phrases import counted, plural, sentence_case
from qualcode.problem import Problem
from qualcode.transcripts.graphemes import cells
from qualcode.tui.screens.counts_asking import NESTED, OWN
from qualcode.tui.screens.counts_rows import CODE, NOTHING
from qualcode.tui.widgets.drawn_table import TINTS, TableColumn, TableRow
from qualcode.tui.widgets.form import Field

_LONGEST_HEADING = 10
_NAME_WIDTH = 34
_ALL = "all"
_EVERY, _AREAS = "every code with excerpts", "areas, each with its codes"
_NEAR = {Near.OVERLAP: "share words", Near.TURN: "have words in the same turn", Near.WORDS: "stand near each other"}


@dataclass(frozen=True)
class Chosen:
    """What the table shows; `which` is an area's id, `AREAS` for areas themselves, empty for every code."""

    AREAS = "areas"

    near: Near = Near.OVERLAP
    words: int = 10
    nested: bool = False
    which: str = ""
    question: str = ""

    @property
    def meeting(self) -> Meeting:
        """When two excerpts meet. Raises Problem where too many words may stand between them."""
        return Meeting(self.near, self.words if self.near is Near.WORDS else 0)

    def next_measure(self) -> Chosen:
        """The same with the next way of meeting."""
        ways = list(Near)
        return replace(self, near=ways[(ways.index(self.near) + 1) % len(ways)])


def read_meeting(conn: sqlite3.Connection, chosen: Chosen) -> Occurring:
    """Which codes meet; on a copy. Raises Problem where the question cannot be asked."""
    found = excerpts_for(conn, chosen.question) if chosen.question else excerpts(conn)
    book = codebook(conn)
    nested = chosen.nested or chosen.which == Chosen.AREAS
    codes: list[str] | None = None
    if chosen.which == Chosen.AREAS:
        codes = [area.id for area in book.areas()]
    elif chosen.which and book.get(chosen.which) is not None:
        inside = book.with_descendants(chosen.which)
        codes = [code.id for code in with_excerpts(book, found, nested=nested) if code.id in inside]
    return occurring(conn, chosen.meeting, codes, nested=nested, found=found)


def fields(chosen: Chosen, book: Codebook) -> list[Field]:
    """The fields of the form."""
    which = {"": _EVERY, Chosen.AREAS: _AREAS} | {area.id: area.title for area in book.areas()}
    return [
        Field("near", "Two excerpts meet where they", _NEAR[chosen.near], "choice", tuple(_NEAR.values())),
        Field("words", "How many words may stand between them, where near", str(chosen.words), hint="10"),
        Field("rows", "Rows count", NESTED if chosen.nested else OWN, "choice", (NESTED, OWN)),
        Field("which", "Which codes", which.get(chosen.which, _EVERY), "choice", tuple(which.values())),
        Field("question", "Only what a question finds", chosen.question, hint="kind:interview attr:role=carer"),
    ]


def chosen_of(values: Mapping[str, str], book: Codebook) -> Chosen:
    """What was chosen in the form. Raises Problem where the words between are no number, or too many."""
    said = values["words"].strip()
    if not said.isdecimal():
        raise Problem(f"“{said}” is no number of words.", remedy="Write a number from 0 to 100.")
    areas = {area.title: area.id for area in book.areas()}
    chosen = Chosen(
        next(near for near, words in _NEAR.items() if words == values["near"]),
        int(said),
        values["rows"] == NESTED,
        Chosen.AREAS if values["which"] == _AREAS else areas.get(values["which"], ""),
        values["question"].strip(),
    )
    Meeting(Near.WORDS, chosen.words)  # also where it is not used yet
    return chosen


@dataclass(frozen=True)
class ShownMeeting:
    """The tables on the screen; a row's id has the place of its table before the id of its code."""

    occurring: Occurring
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[MeetingTable, ...]:
        """One for each kind of document."""
        return self.occurring.tables

    @cached_property
    def columns(self) -> list[TableColumn]:
        """The codes across, by their index numbers, after all excerpts of the row."""
        if not self.tables:
            return [TableColumn(CODE, "", _NAME_WIDTH), TableColumn(_ALL, _ALL, 4, right=True)]
        codes = self.tables[0].codes
        names = short_titles(codes, {})
        return [
            TableColumn(CODE, "", _NAME_WIDTH),
            TableColumn(_ALL, _ALL, 4, right=True),
            *(
                TableColumn(code.id, name, min(_LONGEST_HEADING, max(4, cells(name))), right=True)
                for code, name in zip(codes, names, strict=True)
            ),
        ]

    def rows(self) -> list[TableRow]:
        """The codes down, those of each kind under its name; codes without excerpts in a kind are left out there."""
        found = []
        for place, table in enumerate(self.tables):
            if len(self.tables) > 1 and table.kind is not None:
                heading = sentence_case(plural(table.kind))
                found.append(TableRow(f"{place}:", (heading, "", *[""] * len(table.codes)), strong=True))
            found += [self._row(place, row) for row in range(len(table.codes)) if table.base(row)]
        return found

    def _row(self, place: int, row: int) -> TableRow:
        table = self.tables[place]
        base, numbers = table.base(row), table.numbers[row]
        code = table.codes[row]
        tints = tuple(0 if row == column else -(-number * TINTS // base) for column, number in enumerate(numbers))
        words = (f"{number:,}" if number else NOTHING for number in numbers)
        title = f"{code.title} (retired)" if code.state is State.RETIRED else code.title
        return TableRow(f"{place}:{code.id}", (title, f"{base:,}", *words), tints=(0, 0, *tints))

    def at(self, row_id: str, column_id: str) -> tuple[MeetingTable, int, int] | None:
        """The table of a cell with its row and column; a code's name, too, stands for all its excerpts."""
        place, _, code_id = row_id.partition(":")
        if not code_id or not place.isdecimal() or int(place) >= len(self.tables):
            return None
        table = self.tables[int(place)]
        ids = [code.id for code in table.codes]
        if code_id not in ids:
            return None
        row = ids.index(code_id)
        return table, row, ids.index(column_id) if column_id in ids else row

    def sentence(self, row_id: str, column_id: str) -> str:
        """What the cell says, with its kind of document where there are several."""
        found = self.at(row_id, column_id)
        if found is None:
            return ""
        table, row, column = found
        said = table.sentence(row, column, self.occurring.meeting)
        kind = f"{sentence_case(plural(table.kind))}: " if len(self.tables) > 1 and table.kind is not None else ""
        return f"{kind}{said}"

    def cell_title(self, row_id: str, column_id: str) -> str:
        """`1.2 Routes in × 3.1 Benefit in interviews · 3 excerpts`."""
        found = self.at(row_id, column_id)
        if found is None:
            return ""
        table, row, column = found
        both = table.codes[row].title if row == column else f"{table.codes[row].title} × {table.codes[column].title}"
        kind = f" in {plural(table.kind)}" if len(self.tables) > 1 and table.kind is not None else ""
        return f"{both}{kind} · {counted(table.numbers[row][column], 'excerpt')}"

    @property
    def first(self) -> str:
        """The id of the first row that is a code's; empty where there is none."""
        found = (
            f"{place}:{code.id}"
            for place, table in enumerate(self.tables)
            for row, code in enumerate(table.codes)
            if table.base(row)
        )
        return next(found, "")

    @property
    def title(self) -> str:
        """`Codes that share words · 12 codes, with what is below each`."""
        codes = counted(len(self.tables[0].codes), "code") if self.tables else "no codes"
        nested = ", with what is below each" if self.occurring.nested else ""
        return f"Excerpts that {self.occurring.meeting.phrase} · {codes}{nested}"
