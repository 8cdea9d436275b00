"""Lists of names as csv: name, shown, what, also, as written, documents."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path

from qualcode.participants.names import Name, Variant, What
from qualcode.problem import Problem
from qualcode.transcripts.csv_table import CsvRow, inert, read_table

COLUMNS = ("name", "shown", "what", "also", "as written", "documents")
_YES = ("yes", "y", "true", "1", "x")


def as_csv(names: Iterable[Name], document_name: Callable[[str], str]) -> str:
    """The list as a table; `document_name` gives a document's name by its id."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name in names:
        also = "; ".join(f"{one.real} = {one.shown}" if one.shown else one.real for one in name.variants)
        kept = "; ".join(sorted(map(document_name, name.documents or ())))
        row = (name.real, name.shown, str(name.what), also, "yes" if name.as_written else "", kept)
        writer.writerow(map(inert, row))
    return out.getvalue()


def read_names(path: Path, document_id: Callable[[str], str]) -> list[Name]:
    """The names in a table; `document_id` gives a document's id by its name, and raises Problem where there is none.

    Raises Problem where the file cannot be read, lacks a column `name` or `shown`, or says something unknown.
    """
    table = read_table(path)
    missing = {"name", "shown"} - {heading.casefold() for heading in table.headings}
    if missing:
        raise Problem(
            f"{path.name} has no column “{sorted(missing)[0]}”.",
            f"Its columns are: {', '.join(table.headings) or 'none'}.",
            "Call the column of real names “name”, and that of what is shown for them “shown”.",
        )
    return [_name(row, document_id) for row in table.rows if row.cells["name"]]


def _name(row: CsvRow, document_id: Callable[[str], str]) -> Name:
    cells = row.cells
    what = cells.get("what", "").casefold() or What.PERSON
    if what not in list(What):
        raise Problem(f"Line {row.line}: “{what}” is no sort of name.", remedy=f"Use one of: {', '.join(What)}.")
    kept = _parts(cells.get("documents", ""))
    return Name(
        cells["name"],
        cells["shown"],
        What(what),
        tuple(variant(part) for part in _parts(cells.get("also", ""))),
        cells.get("as written", "").casefold() in _YES,
        frozenset(map(document_id, kept)) if kept else None,
    )


def variant(words: str) -> Variant:
    """Another way a name is written, from `Mary` or `Mary = Anna`."""
    real, _, shown = words.partition("=")
    return Variant(real.strip(), shown.strip())


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
