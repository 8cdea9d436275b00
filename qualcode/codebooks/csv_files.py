"""Codebook files as csv, made to survive Excel: UTF-8 with BOM, indexes as `[1.10]`."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.codebooks.code import Codebook, State, bare_index
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.csv_table import inert, read_table

COLUMNS = (
    "id", "area", "index", "parent", "name", "definition", "use when", "do not use when", "example", "state",
    "in totals",
)  # fmt: skip
_NEEDED = ("name",)


@dataclass(frozen=True)
class CodebookRow:
    """One line of a codebook file.

    `parent` is an index; an area names itself in `area` and has no parent. `given` names the file's own columns:
    what it leaves out stays as it is in a code that exists.
    """

    id: str
    area: str
    index: str
    parent: str
    name: str
    definition: str = ""
    use_when: str = ""
    do_not_use_when: str = ""
    example: str = ""
    state: State = State.AGREED
    in_totals: bool = True
    given: frozenset[str] = frozenset(COLUMNS)

    @property
    def is_area(self) -> bool:
        return not self.parent and self.area.casefold() == self.name.casefold()


def read_csv(path: Path) -> list[CodebookRow]:
    """The rows of a codebook file.

    Raises Problem when the file cannot be read, has no column `name`, or no row.
    """
    table = read_table(path)
    headings = [heading.casefold() for heading in table.headings]
    if missing := [name for name in _NEEDED if name not in headings]:
        raise Problem(
            f"{path.name} has no column “{missing[0]}”.",
            f"Its columns are: {', '.join(table.headings) or 'none'}.",
            f"A codebook file has the columns {', '.join(COLUMNS)}; only name is needed.",
        )
    given = frozenset(headings).intersection(COLUMNS)
    found = [_row(row.cells, given) for row in table.rows if row.cells["name"]]
    if not found:
        raise Problem(f"{path.name} holds no codes.", remedy="Write one code in each line under the headings.")
    return found


def _row(cells: Mapping[str, str], given: frozenset[str]) -> CodebookRow:
    state = cells.get("state", "").casefold()
    return CodebookRow(
        id=cells.get("id", ""),
        area=plain(cells.get("area", "")),
        index=bare_index(plain(cells.get("index", ""))),
        parent=bare_index(plain(cells.get("parent", ""))),
        name=plain(cells["name"]),
        definition=cells.get("definition", ""),
        use_when=cells.get("use when", ""),
        do_not_use_when=cells.get("do not use when", ""),
        example=cells.get("example", ""),
        state=State(state) if state in list(State) else State.AGREED,
        in_totals=cells.get("in totals", "").casefold() not in ("no", "false", "0"),
        given=given,
    )


def rows_of(codebook: Codebook) -> list[CodebookRow]:
    """A codebook as lines of a file, in reading order."""
    rows = []
    for code, _ in codebook.walk():
        area = codebook.area_of(code.id)
        parent = codebook.get(code.parent_id or "")
        rows.append(
            CodebookRow(
                code.id,
                area.name if area else "",
                code.index,
                parent.index if parent else "",
                code.name,
                code.definition,
                code.use_when,
                code.do_not_use_when,
                code.example,
                code.state,
                code.in_totals,
            )
        )
    return rows


def as_csv(codebook: Codebook) -> str:
    """A codebook as the text of a csv file, without the BOM; cells that a spreadsheet would run are quoted."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows_of(codebook):
        cells = (
            row.id, row.area, f"[{row.index}]" if row.index else "", f"[{row.parent}]" if row.parent else "",
            row.name, row.definition, row.use_when, row.do_not_use_when, row.example, str(row.state),
            "yes" if row.in_totals else "no",
        )  # fmt: skip
        writer.writerow([inert(cell) for cell in cells])
    return out.getvalue()
