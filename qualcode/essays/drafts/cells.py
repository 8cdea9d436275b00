"""Which paragraphs of a draft stand beside one another; in a table, those of one cell, row or column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from qualcode.essays.drafts.draft import Draft


class Cells:
    """The paragraphs of a draft, by the cells that they stand in; numbers of paragraphs go in and come out."""

    def __init__(self, draft: Draft) -> None:
        self._paragraphs = draft.paragraphs
        self._rows: dict[tuple[int, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, one in enumerate(draft.paragraphs):
            if one.cell is not None:
                self._rows[one.cell.table, one.cell.row][one.cell.column].append(number)

    def before(self, paragraph: int) -> int | None:
        """The paragraph before one, in the same cell or note; None where there is none."""
        return self._next(paragraph, -1)

    def after(self, paragraph: int) -> int | None:
        """The one after it, likewise."""
        return self._next(paragraph, 1)

    def _next(self, paragraph: int, step: int) -> int | None:
        there = paragraph + step
        if not 0 <= there < len(self._paragraphs):
            return None
        here, other = self._paragraphs[paragraph], self._paragraphs[there]
        is_near = (here.cell, here.where, here.note) == (other.cell, other.where, other.note)
        return there if is_near else None

    def beside(self, paragraph: int) -> list[list[int]]:
        """The other cells of its row, nearest first: those before it, where there are any."""
        cell = self._paragraphs[paragraph].cell
        if cell is None:
            return []
        row = self._rows[cell.table, cell.row]
        before = [row[column] for column in sorted(row, reverse=True) if column < cell.column]
        return before + [row[column] for column in sorted(row) if column > cell.column]

    def above(self, paragraph: int) -> Iterator[list[int]]:
        """The nearest cells above those of its row that are empty, then the first of its own column."""
        cell = self._paragraphs[paragraph].cell
        if cell is None:
            return
        here = self._rows[cell.table, cell.row]
        seen: set[int] = set(here)
        for number in range(cell.row - 1, -1, -1):
            for column, there in sorted(self._rows.get((cell.table, number), {}).items()):
                if column not in seen:
                    seen.add(column)
                    yield there
        head = self._rows.get((cell.table, 0), {})
        if cell.row and cell.column in head:
            yield head[cell.column]
