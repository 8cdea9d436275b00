"""The tables of a web page, and which of them only arrange it."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.transcripts.importers.laid_out import Block, Paragraph, Table

_MOST_PARAGRAPHS = 12  # in a cell, where a table has few rows: beyond it the table frames the page
_FEW_ROWS = 4


@dataclass
class OpenTable:
    """A table while it is read; `spans` counts, by column, the rows that cells above still cover."""

    table: Table = field(default_factory=Table)
    in_cell: bool = False
    span: int = 1
    spans: dict[int, int] = field(default_factory=dict)


def is_frame(table: Table) -> bool:
    """True for a table that arranges a page rather than holding values."""
    cells = [cell for row in table.rows for cell in row]
    few = len(table.rows) < _FEW_ROWS
    return any(_frames(cell, few) for cell in cells)


def _frames(cell: list[Block], few: bool) -> bool:
    special = any(isinstance(block, Table) or block.heading for block in cell)
    return special or (few and sum(isinstance(block, Paragraph) for block in cell) > _MOST_PARAGRAPHS)
