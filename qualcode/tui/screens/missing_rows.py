"""Who is wanted beside who there is, as rows and cells; what is missing is written, and tinted besides."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.people import Participant, attributes, participants
from qualcode.analysis.sampling import NOT_STATED, OTHERS, Cell, Grid, grid, grids
from qualcode.exports.phrases import counted
from qualcode.participants.attributes import Attribute
from qualcode.transcripts.graphemes import cells
from qualcode.tui.screens.counts_rows import CODE, NOTHING
from qualcode.tui.screens.here import fact_phrases
from qualcode.tui.widgets.drawn_rows import Column
from qualcode.tui.widgets.drawn_rows import Row as PersonRow
from qualcode.tui.widgets.drawn_table import TableColumn, TableRow
from qualcode.tui.widgets.form import Field

_NAME_WIDTH = 26
_CELL_WIDTH = 14
_TINT = 2
_NONE = "nothing"
LEGEND = "3 of 5 −2: 3 of 5 wanted are there, 2 are missing · 3: nobody said how many are wanted"

PEOPLE_COLUMNS = (Column("who", 8), Column("documents", 0), Column("facts", 0))


@dataclass(frozen=True)
class ReadGrid:
    """The grid on the screen, None where there is no fact to choose; and all facts and people there are."""

    grid: Grid | None = None
    attributes: Sequence[Attribute] = ()
    people: Mapping[str, Participant] = field(default_factory=dict)

    def called(self, attribute_id: str | None) -> str:
        """The name of an attribute."""
        return next((one.name for one in self.attributes if one.id == attribute_id), _NONE)

    def named(self, name: str) -> str | None:
        """The attribute of a name."""
        return next((one.id for one in self.attributes if one.name == name), None)


def read_grid(conn: sqlite3.Connection, pair: tuple[str, str | None] | None) -> ReadGrid:
    """The grid of one or two attributes; without, that of the first somebody is wanted for, else of the first."""
    known = attributes(conn)
    ids = {one.id for one in known}
    if pair is None or pair[0] not in ids or (pair[1] is not None and pair[1] not in ids):
        said = grids(conn)
        pair = said[0] if said else (known[0].id, None) if known else None
    people = {person.id: person for person in participants(conn)}
    return ReadGrid(grid(conn, *pair) if pair is not None else None, known, people)


def columns(found: Grid) -> list[TableColumn]:
    """The values of the other attribute across, or one column of people."""
    names = [name or "participants" for name in found.columns]
    across = f" by {found.other.name}" if found.other is not None else ""
    return [
        TableColumn(CODE, f"{found.attribute.name}{across}", _NAME_WIDTH),
        *(
            TableColumn(f"{place}", name, max(_CELL_WIDTH, min(20, cells(name))), right=True)
            for place, name in enumerate(names)
        ),
    ]


def rows(found: Grid) -> list[TableRow]:
    """The values down, each with who there is of who is wanted."""
    return [
        TableRow(
            f"{place}",
            (name, *map(said, line)),
            quiet=name in (OTHERS, NOT_STATED),
            tints=(0, *(_TINT if cell.missing else 0 for cell in line)),
        )
        for place, (name, line) in enumerate(zip(found.rows, found.cells, strict=True))
    ]


def said(cell: Cell) -> str:
    """`3 of 5 −2`, `5 of 5`, `6 of 5`, `3`, `·`."""
    if cell.wanted is None:
        return f"{cell.have:,}" if cell.have else NOTHING
    missing = f" −{cell.missing:,}" if cell.missing else ""
    return f"{cell.have:,} of {cell.wanted:,}{missing}"


def title(found: Grid) -> str:
    """`Who is still missing · gender by age · 4 missing`."""
    crossed = f" by {found.other.name}" if found.other is not None else ""
    missing = f" · {found.missing:,} missing" if any(c.wanted for line in found.cells for c in line) else ""
    return f"Who is still missing · {found.attribute.name}{crossed}{missing}"


def cell_title(found: Grid, row: int, column: int) -> str:
    """`age 18–34, gender woman · 3 participants of 5 wanted`."""
    where = f"{found.attribute.name} {found.rows[row]}"
    if found.other is not None:
        where += f", {found.other.name} {found.columns[column]}"
    cell = found.cells[row][column]
    wanted = f" of {cell.wanted:,} wanted" if cell.wanted is not None else ""
    missing = f" · {cell.missing:,} missing" if cell.missing else ""
    beyond = f" · {cell.beyond:,} more than wanted" if cell.beyond else ""
    return f"{where} · {counted(cell.have, 'participant')}{wanted}{missing}{beyond}"


def why_nobody(found: Grid, row: int, column: int) -> str:
    """Why nobody can be wanted in a cell; empty where somebody can."""
    names = [found.rows[row], *([found.columns[column]] if found.other is not None else [])]
    if OTHERS in names:
        return "Nobody can be wanted for this: others are all whose value has no line of its own. + adds such a line."
    if NOT_STATED in names:
        return "Nobody can be wanted for this: nothing is known of who stands here. + adds a value."
    return ""


def people_rows(found: ReadGrid, cell: Cell) -> list[PersonRow]:
    """Who is in a cell, with their documents and what else is known of them."""
    people = (found.people[one] for one in cell.people if one in found.people)
    return [
        PersonRow(
            person.id,
            (
                person.pseudonym,
                ", ".join(person.documents),
                " · ".join(fact_phrases(person, found.attributes)),
            ),
        )
        for person in people
    ]


def fields(found: ReadGrid) -> list[Field]:
    """The fields of the form."""
    names = tuple(one.name for one in found.attributes)
    now = found.grid
    first = now.attribute.name if now is not None else names[0]
    other = now.other.name if now is not None and now.other is not None else _NONE
    return [
        Field("first", "Down", first, "choice", names),
        Field("other", "Across", other, "choice", (_NONE, *names)),
    ]
