"""The lines of a PDF's page in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.transcripts.importers.pdf_pages import Page, Stretch

_CELL = 2.5  # of the letters' height; a gap beyond it is drawn as a tab
_GUTTER = 8.0  # points between two columns, at the least
_LINES = 6  # of each column, at the least


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its stretches from left to right, and the column it stands in, from 0 in each page."""

    stretches: tuple[Stretch, ...]
    column: int = 0

    @property
    def left(self) -> float:
        return self.stretches[0].left

    @property
    def right(self) -> float:
        return max(stretch.right for stretch in self.stretches)

    @property
    def bottom(self) -> float:
        return min(stretch.bottom for stretch in self.stretches)

    @property
    def top(self) -> float:
        return max(stretch.top for stretch in self.stretches)

    @property
    def size(self) -> float:
        """The height of most of its letters, in points."""
        return max(self.stretches, key=lambda stretch: len(stretch.words)).size

    @property
    def words(self) -> str:
        said = self.stretches[0].words
        for before, after in pairwise(self.stretches):
            gap = after.left - before.right
            said += ("\t" if gap > _CELL * after.size else " ") + after.words
        return said

    def without_first(self) -> Row:
        return Row(self.stretches[1:], self.column)


def rows_of(page: Page) -> list[Row]:
    """The lines of a page from top to bottom; of two columns, first the left one."""
    gutter = _gutter(page.stretches)
    if gutter is None:
        return _rows(page.stretches, 0)
    across = sorted((one for one in page.stretches if one.left < gutter < one.right), key=lambda one: -one.top)
    rest = [one for one in page.stretches if not one.left < gutter < one.right]
    result: list[Row] = []
    column = 1
    for wide in [*_rows(across, 0), None]:
        band = [one for one in rest if wide is None or one.bottom >= wide.top - 0.5 * one.size]
        taken = {id(one) for one in band}
        rest = [one for one in rest if id(one) not in taken]
        result += _rows([one for one in band if one.right <= gutter], column)
        result += _rows([one for one in band if one.left >= gutter], column + 1)
        column += 2
        if wide is not None:
            result.append(wide)
    return result


def _rows(stretches: Iterable[Stretch], column: int) -> list[Row]:
    """Stretches at one height are one line."""
    rows: list[list[Stretch]] = []
    for stretch in sorted(stretches, key=lambda one: -one.bottom - 0.5 * one.size):
        if rows and _is_level(rows[-1], stretch):
            rows[-1].append(stretch)
        else:
            rows.append([stretch])
    return [Row(tuple(sorted(row, key=lambda one: one.left)), column) for row in rows]


def _is_level(row: Sequence[Stretch], stretch: Stretch) -> bool:
    largest = max(row, key=lambda one: one.size)
    common = min(largest.top, stretch.top) - max(largest.bottom, stretch.bottom)
    if common < 0.5 * min(largest.size, stretch.size):
        return False
    # Two stretches above each other are two lines, however near.
    return all(one.right <= stretch.left + 1 or stretch.right <= one.left + 1 for one in row)


def _gutter(stretches: Sequence[Stretch]) -> float | None:
    """Where a free strip parts two columns of lines that fill their width; None for one column, and for tables."""
    if len(stretches) < 2 * _LINES:
        return None
    left, right = min(one.left for one in stretches), max(one.right for one in stretches)
    width = right - left
    for tenth in (10, 9, 11, 8, 12, 7, 13):
        middle = left + width * tenth / 20
        before = [one for one in stretches if one.right <= middle]
        after = [one for one in stretches if one.left >= middle]
        across = len(stretches) - len(before) - len(after)
        if across > 0.25 * len(stretches) or min(len(before), len(after)) < _LINES:
            continue
        if _fills(before, left, middle) and _fills(after, middle, right):
            free = min(one.left for one in after) - max(one.right for one in before)
            if free >= _GUTTER:
                return max(one.right for one in before) + free / 2
    return None


def _fills(stretches: Sequence[Stretch], left: float, right: float) -> bool:
    """True where the middle one of the lines is nearly as wide as the column, and the lines are rows of words."""
    widths = sorted(one.right - one.left for one in stretches)
    middle = widths[len(widths) // 2]
    return middle >= 0.6 * (right - left)
