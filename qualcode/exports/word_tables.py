"""The table of counts for a page: in blocks that fit its width, or totals alone where it is wider still."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from qualcode.exports.numbers import TOTALS, CountsRow, CountsTable
from qualcode.exports.wordml import Cell, run, table

MOST_COLUMNS = 12
MOST_PARTICIPANTS = 24

_TURNED_HEIGHT, _TURNED_LETTER = 1400, 120
_INDENT = 170
_AREA_SHADE = "EEF2F4"


@dataclass(frozen=True, slots=True)
class _Block:
    """Participants `first` to `last` (half-open), and whether the totals stand after them."""

    first: int
    last: int
    totals: bool


def fits(counts: CountsTable) -> bool:
    """Whether the participants have columns of their own in print."""
    return len(counts.columns) <= MOST_PARTICIPANTS


def blocks(counts: CountsTable, styles: Mapping[str, str], width: int) -> Iterator[str]:
    """The tables, each as wide as the text (`width` in twips), the column of codes first in each."""
    for block in _cut(len(counts.columns) if fits(counts) else 0):
        yield _table(counts, block, styles, width)


def _cut(participants: int) -> list[_Block]:
    """Blocks of much the same width, the totals in the last."""
    columns = participants + len(TOTALS)
    number = ceil(columns / MOST_COLUMNS)
    size = ceil(columns / number)
    edges = [*(min(start * size, participants) for start in range(number)), participants]
    pairs = pairwise(edges)
    return [_Block(start, end, position == number) for position, (start, end) in enumerate(pairs, start=1)]


def _table(counts: CountsTable, block: _Block, styles: Mapping[str, str], width: int) -> str:
    names = counts.columns[block.first : block.last]
    heads = [*names, *(TOTALS if block.totals else ())]
    # In columns this narrow even “P10” would break.
    turned = bool(names)
    height = min(_TURNED_HEIGHT, _TURNED_LETTER * (1 + max(map(len, heads))))
    narrow = min(width // 20, (width * 2 // 3) // len(heads)) if names else width // 6
    widths = [width - narrow * len(heads), *([narrow] * len(heads))]
    head = [Cell(run("Code"), styles["TableHead"])]
    style = styles["TableHead" if turned else "TableNumber"]
    head += [Cell(run(name), style, turned=turned) for name in heads]
    rows = [head, *(_row(row, block, styles, last=row is counts.rows[-1]) for row in counts.rows)]
    return table(
        styles["CountsTable"],
        widths,
        rows,
        header_rows=1,
        header_height=height if turned else 0,
        alt_text=counts.caption,
    )


def _row(row: CountsRow, block: _Block, styles: Mapping[str, str], *, last: bool) -> list[Cell]:
    """A code with its numbers; the last row stays on the page of the note below, which gives their base."""
    shade, emphasis = (_AREA_SHADE, styles["Strong"]) if row.depth == 0 else ("", "")
    indent = _INDENT * row.depth
    totals = row.totals if block.totals else ()
    numbers = (*row.numbers[block.first : block.last], *totals)
    return [
        Cell(run(row.title, emphasis), styles["TableText"], indent=indent, shade=shade, with_next=last),
        *(Cell(run(f"{n:,}" if n else "·", emphasis), styles["TableNumber"], shade=shade) for n in numbers),
    ]
