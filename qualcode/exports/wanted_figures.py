"""Who is still missing, as a table: how many are wanted, how many there are, and who."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.analysis.sampling import Grid
from qualcode.exports.figures import Column, Row, Table, ValueKind


def wanted_table(found: Grid, people: Mapping[str, str]) -> Table:
    """A line for each value, or crossing of two, that somebody is wanted for or has; `people` are pseudonyms."""
    attributes = [found.attribute.name, *([found.other.name] if found.other is not None else [])]
    columns = [Column(name, ValueKind.WORDS) for name in attributes]
    columns += [Column("Wanted"), Column("There are"), Column("Missing"), Column("Who", ValueKind.WORDS)]
    rows = []
    for value, line in zip(found.rows, found.cells, strict=True):
        for other, cell in zip(found.columns, line, strict=True):
            if cell.wanted is None and not cell.have:
                continue
            values = (value,) if found.other is None else (value, other)
            missing = None if cell.wanted is None else cell.missing
            who = ", ".join(people.get(one, "") for one in cell.people) or None
            rows.append(Row((*values, cell.wanted, cell.have, missing, who)))
    return Table(
        f"Participants wanted, by {' and '.join(attributes)}",
        tuple(columns),
        tuple(rows),
        (found.base, "Missing: wanted less those there are, line by line; one person may fill several."),
        sheet="Wanted",
    )
