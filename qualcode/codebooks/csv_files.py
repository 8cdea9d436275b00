"""Codebook files as csv, made to survive Excel: UTF-8 with BOM, indexes as `[1.10]`."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from qualcode.codebooks.code import Codebook, State, bare_index
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

COLUMNS = (
    "id", "area", "index", "parent", "name", "definition", "use when", "do not use when", "example", "state",
    "in totals",
)  # fmt: skip
_NEEDED = ("name",)


@dataclass(frozen=True)
class CodebookRow:
    """One line of a codebook file. `parent` is an index; an area names itself in `area` and has no parent."""

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

    @property
    def is_area(self) -> bool:
        return not self.parent and self.area.casefold() == self.name.casefold()


def read_csv(path: Path) -> list[CodebookRow]:
    """The rows of a codebook file.

    Raises Problem when the file cannot be read, has no column `name`, or no row.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Problem(f"There is no file {path.name}.", remedy="Check the name and the folder.") from None
    except UnicodeDecodeError:
        text = path.read_bytes().decode("cp1252", errors="replace")
    except OSError as error:
        raise Problem(f"{path.name} cannot be read.", str(error.strerror), "Check who may open it.") from error
    dialect = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect, restval="")
        fields = {name: (name or "").strip().casefold() for name in reader.fieldnames or ()}
        rows = [{fields[k]: plain(v or "").strip() for k, v in row.items() if k in fields} for row in reader]
    except csv.Error as error:
        raise Problem(f"{path.name} is not a table.", str(error), "Save it as CSV UTF-8 from Excel.") from error
    if missing := [name for name in _NEEDED if name not in fields.values()]:
        raise Problem(
            f"{path.name} has no column “{missing[0]}”.",
            f"Its columns are: {', '.join(fields.values()) or 'none'}.",
            f"A codebook file has the columns {', '.join(COLUMNS)}; only name is needed.",
        )
    found = [_row(row) for row in rows if row.get("name")]
    if not found:
        raise Problem(f"{path.name} holds no codes.", remedy="Write one code in each line under the headings.")
    return found


def _row(row: dict[str, str]) -> CodebookRow:
    state = row.get("state", "").casefold()
    return CodebookRow(
        id=row.get("id", ""),
        area=row.get("area", ""),
        index=bare_index(row.get("index", "")),
        parent=bare_index(row.get("parent", "")),
        name=row["name"],
        definition=row.get("definition", ""),
        use_when=row.get("use when", ""),
        do_not_use_when=row.get("do not use when", ""),
        example=row.get("example", ""),
        state=State(state) if state in list(State) else State.AGREED,
        in_totals=row.get("in totals", "").casefold() not in ("no", "false", "0"),
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


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
