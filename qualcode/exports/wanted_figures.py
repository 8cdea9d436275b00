"""Who is still missing, as a table: how many are wanted, how many there are, and who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.sampling import Cell, Grid
from qualcode.exports.figures import HIDDEN, Column, Row, Table, ValueKind
from qualcode.exports.small_cells import hidden_parts, note, notes_without


def cells_hidden(found: Grid, fewest: int) -> list[list[bool]]:
    """In which cells it is not told how many there are: fewer than `fewest`, and those that would tell them.

    A reader may know how many have each value of either attribute.
    """
    across = [list(line) for line in found.cells]
    down = [list(column) for column in zip(*across, strict=True)]
    rows, columns = (hidden_parts([_together(line) for line in lines], fewest) for lines in (across, down))
    several = found.other is not None
    gone = [
        [bool(cell.have) and (row or (column and several)) for cell, column in zip(line, columns, strict=True)]
        for line, row in zip(across, rows, strict=True)
    ]
    before: list[list[bool]] = []
    while before != gone:
        before = [list(line) for line in gone]
        if several:
            gone = [_with_others(line, told, fewest) for line, told in zip(across, gone, strict=True)]
        turned = [list(told) for told in zip(*gone, strict=True)]
        turned = [_with_others(line, told, fewest) for line, told in zip(down, turned, strict=True)]
        gone = [list(told) for told in zip(*turned, strict=True)]
    return gone


def _together(cells: Sequence[Cell]) -> int:
    return len({one for cell in cells for one in cell.people})


def _with_others(cells: Sequence[Cell], gone: Sequence[bool], fewest: int) -> list[bool]:
    return hidden_parts([cell.have for cell in cells], fewest, gone)


def wanted_table(found: Grid, people: Mapping[str, str], fewest: int = 0) -> Table:
    """A line for each value, or crossing of two, that somebody is wanted for or has; `people` are pseudonyms.

    With `fewest` nobody is named, and numbers of fewer are hidden.
    """
    gone = cells_hidden(found, fewest)
    attributes = [found.attribute.name, *([found.other.name] if found.other is not None else [])]
    columns = [Column(name, ValueKind.WORDS) for name in attributes]
    columns += [Column("Wanted"), Column("There are"), Column("Missing")]
    columns += [] if fewest else [Column("Who", ValueKind.WORDS)]
    rows = []
    for value, line, few in zip(found.rows, found.cells, gone, strict=True):
        for other, cell, is_gone in zip(found.columns, line, few, strict=True):
            if cell.wanted is None and not cell.have:
                continue
            values = (value,) if found.other is None else (value, other)
            missing = None if cell.wanted is None else cell.missing
            who = ", ".join(people.get(one, "") for one in cell.people) or None
            there = (HIDDEN, None if missing is None else HIDDEN) if is_gone else (cell.have, missing)
            rows.append(Row((*values, cell.wanted, *there, *(() if fewest else (who,)))))
    return Table(
        f"Participants wanted, by {' and '.join(attributes)}",
        tuple(columns),
        tuple(rows),
        notes_without(
            (
                found.base,
                "Missing: wanted less those there are, line by line; one person may fill several.",
                note(fewest),
            ),
            fewest,
        ),
        sheet="Wanted",
    )
