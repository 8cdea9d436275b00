"""The tables of a rich text, which come as cells and rows that end, and never say where they begin."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.transcripts.importers.blocks import Blocks
from qualcode.transcripts.importers.laid_out import Block, Table

TABLE_WORDS = frozenset(("trowd", "cell", "row", "nestcell", "nestrow"))


@dataclass
class Place:
    """A table while its rows come; `defined` from where a row is announced to its end."""

    table: Table | None = None
    row: list[list[Block]] = field(default_factory=list)
    in_cell: bool = False
    defined: bool = False
    at_end: bool = False  # of a note: it is an endnote
    numbered: bool = False  # of a note: its number is counted, it has no sign of the writer's own


class Tables:
    """The tables of the text and of what stands apart from it (notes, comments, text boxes), each with its own."""

    def __init__(self, blocks: Blocks) -> None:
        self.place = Place()
        self._blocks = blocks
        self._places: list[Place] = []

    def begin_apart(self) -> None:
        """Begin what stands apart: the table that is open waits meanwhile."""
        self._places.append(self.place)
        self.place = Place()
        self._blocks.enter()

    def end_apart(self) -> tuple[Place, list[Block]]:
        """End what was begun last: what it was, and its blocks."""
        self.end()
        ended, self.place = self.place, self._places.pop()
        return ended, self._blocks.leave()

    def enter_or_leave(self, in_table: bool) -> None:
        """Be in a cell where the words that come are in a table, and else end the table there was."""
        inside = in_table or self.place.defined
        if inside and not self.place.in_cell:
            if not self._blocks.is_empty:
                return
            self.place.in_cell = True
            self._blocks.enter()
        elif not inside:
            self.end()

    def end_cell(self) -> None:
        place = self.place
        if not place.in_cell:
            self._blocks.enter()
        place.in_cell = False
        place.row.append(self._blocks.leave())

    def end_row(self) -> None:
        place = self.place
        if place.in_cell:
            self.end_cell()
        if place.row:
            place.table = place.table or Table()
            place.table.rows.append(place.row)
        place.row, place.defined = [], False

    def end(self) -> None:
        """End the table that is open, if one is."""
        place = self.place
        if place.in_cell or place.row:
            self.end_row()
        if place.table is not None:
            table, place.table = place.table, None
            self._blocks.add([table])
