"""Lines of a codebook file, and such files as csv, made to survive Excel: UTF-8 with BOM, indexes as `[1.10]`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.codebooks.code import Codebook, State, bare_index, looks_like_index
from qualcode.codebooks.colours import colour_of
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.csv_table import inert, read_table

COLUMNS = (
    "id", "area", "index", "parent", "name", "definition", "use when", "do not use when", "example", "state",
    "in totals", "colour",
)  # fmt: skip

# What teams write above their columns, besides the names of ours.
_HEADINGS = {
    "name": "code|codes|code name|label|tag|node|code label|sub-theme|subtheme|sub-code|subcode",
    "area": "challenge area|theme|category|domain|topic|code group|group",
    "index": "number|no|no.|nr|code number|code no|#|index number",
    "parent": "parent code|under|broader code",
    "definition": "meaning|description|what it means|code definition|code description|brief definition",
    "use when": (
        "when to use|use|use for|use if|include|includes|inclusion|inclusion criteria|include when|used when|"
        "apply when"
    ),
    "do not use when": (
        "when not to use|do not use|don't use|don't use when|do not use for|not for|exclude|excludes|exclusion|"
        "exclusion criteria|exclude when|not used when|do not use if"
    ),
    "example": "examples|example quote|example quotes|quote|quotes|quotation|illustration|example from data|exemplar",
    "state": "status",
    "in totals": "counts in totals|totals",
    "colour": "color|code colour|code color",
    "id": "code id",
}
_MEANT = {word: column for column, words in _HEADINGS.items() for word in words.split("|")}


def columns_meant(headings: Sequence[str]) -> list[str]:
    """Our column for each heading of a table, empty for none: read loosely, in any order, each column once."""
    bare = [" ".join(heading.casefold().replace("’", "'").strip(" :*").split()) for heading in headings]
    found = [one if one in COLUMNS else "" for one in bare]
    for place, one in enumerate(bare):
        meant = "index" if one == "code" and "name" in found else _MEANT.get(one, "")
        if not found[place] and meant not in found:
            found[place] = meant
    return found


@dataclass(frozen=True)
class CodebookRow:
    """One line of a codebook file.

    `parent` is an index, or a name where the parent has no index; an area names itself in `area` and has no parent.
    `colour` is `#4e79a7`, empty for none, or what was written where that is no colour (`odd_colour`). `given` names
    the file's own columns: what it leaves out stays as it is in a code that exists.
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
    colour: str = ""
    given: frozenset[str] = frozenset(COLUMNS)

    @property
    def is_area(self) -> bool:
        return not self.parent and self.area.casefold() == self.name.casefold()

    @property
    def odd_colour(self) -> bool:
        """True where what was written as its colour is none that is known; the colour then stays as it is."""
        return bool(self.colour) and colour_of(self.colour) is None


def read_csv(path: Path) -> list[CodebookRow]:
    """The rows of a codebook file.

    Raises Problem when the file cannot be read, has no column for the codes' names, or no row.
    """
    table = read_table(path)
    keys = [heading.casefold() for heading in table.headings]
    return rows_of_table(path.name, table.headings, ([row.cells[key] for key in keys] for row in table.rows))


def rows_of_table(file: str, headings: Sequence[str], lines: Iterable[Sequence[str]]) -> list[CodebookRow]:
    """The rows of a table as somebody wrote it, its cells clean; raises Problem as `read_csv` does."""
    columns = columns_meant(headings)
    if "name" not in columns:
        raise Problem(
            f"{file} has no column “name”.",
            f"Its columns are: {', '.join(headings) or 'none'}.",
            f"A codebook file has the columns {', '.join(COLUMNS)}; only name is needed.",
        )
    given = frozenset(columns) - {""}
    cells = [dict(zip(columns, line, strict=False)) for line in lines]
    found = [row_of_cells(one, given) for one in cells if plain(one.get("name", "")).strip()]
    if not found:
        raise Problem(f"{file} holds no codes.", remedy="Write one code in each line under the headings.")
    return found


def row_of_cells(cells: Mapping[str, str], given: frozenset[str]) -> CodebookRow:
    """One line of a file, its cells by column."""
    state = cells.get("state", "").casefold()
    own, colour = (plain(cells.get(column, "")).strip() for column in ("id", "colour"))
    if looks_like_index(own):
        # A team's own numbering: 1, 2, 3 stand in every team's codebook, and would be taken for one another's codes.
        cells = {**cells, "id": "", "index": cells.get("index", "") or own}
        given = given | {"index"}
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
        colour=colour_of(colour) or colour,
        given=given,
    )


def rows_of(codebook: Codebook) -> list[CodebookRow]:
    """A codebook as lines of a file, in reading order."""
    rows = []
    for code, _ in codebook.walk():
        area = codebook.area_of(code.id)
        parent = next(iter(codebook.ancestors(code.id)), None)
        rows.append(
            CodebookRow(
                code.id,
                area.name if area else "",
                code.index,
                (parent.index or parent.name) if parent else "",
                code.name,
                code.definition,
                code.use_when,
                code.do_not_use_when,
                code.example,
                code.state,
                code.in_totals,
                colour_of(code.colour or "") or code.colour or "",
            )
        )
    return rows


def cells_of(row: CodebookRow) -> tuple[str, ...]:
    """A line as the cells under `COLUMNS`, so that no spreadsheet takes 1.10 for a number or 2.5.1 for a date."""
    return (
        row.id, row.area, f"[{row.index}]" if row.index else "",
        f"[{row.parent}]" if looks_like_index(row.parent) else row.parent,
        row.name, row.definition, row.use_when, row.do_not_use_when, row.example, str(row.state),
        "yes" if row.in_totals else "no", row.colour,
    )  # fmt: skip


def as_csv(codebook: Codebook) -> str:
    """A codebook as the text of a csv file, without the BOM; cells that a spreadsheet would run are quoted."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([inert(cell) for cell in cells_of(row)] for row in rows_of(codebook))
    return out.getvalue()
