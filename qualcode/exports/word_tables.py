"""A table on paper: in blocks that fit its width, the first column in each, or without its narrow columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from qualcode.exports.figures import Column, HeatMap, Row, Table, Value
from qualcode.exports.wordml import Cell, run, table

MOST_NARROW = 24
MOST_COLUMNS = 12
_WORDY = 3  # as many narrow columns as a column of words takes

_TURNED_HEIGHT, _TURNED_LETTER = 2600, 120
_LETTER, _PADDING = 115, 230  # twips of a bold letter, and of the space beside it
_SHORT, _MOST_LETTERS = 14, 40  # letters of a cell
_INDENT = 170
_LAST = 2  # rows that stand on the page of the note below them
# Up to so many rows a table stands on one page, if they have no more lines of print.
_WHOLE, _WHOLE_LINES = 12, 30
_TALL = 16  # lines, above which a row may break over two pages: else most of one stays empty before it
_PRINTED_LETTER = 95  # twips of an ordinary letter
_SHADE = "EEF2F4"


@dataclass(frozen=True, slots=True)
class _Block:
    """Places of columns beside the first."""

    places: tuple[int, ...]


def fits(one: Table) -> bool:
    """Whether all columns stand in print; those that have no totals beside them always do."""
    narrow = sum(column.narrow for column in one.columns)
    return narrow <= MOST_NARROW or narrow == len(one.columns) - 1


def is_wide(part: object) -> bool:
    """Whether a part of a page is a table, or a shaded one, that wants a page that lies on its side."""
    one = part.table if isinstance(part, HeatMap) else part
    return isinstance(one, Table) and _room([one.columns[place] for place in _printed(one)]) > MOST_COLUMNS


def blocks(
    one: Table,
    styles: Mapping[str, str],
    width: int,
    *,
    most: int = MOST_COLUMNS,
    shade: Callable[[Value], str] | None = None,
) -> Iterator[str]:
    """The tables, each as wide as the text (`width` in twips) and of at most so many columns beside the first.

    `shade` gives the colour behind a value as six hex digits.
    """
    for block in _cut(one, most, width):
        yield _table(one, block, styles, width, shade)


def _printed(one: Table) -> list[int]:
    everything = range(1, len(one.columns))
    return list(everything) if fits(one) else [place for place in everything if not one.columns[place].narrow]


def _room(columns: Sequence[Column]) -> int:
    return sum(1 if column.is_number else _WORDY for column in columns)


def _cut(one: Table, most: int, width: int) -> list[_Block]:
    """Blocks of much the same width, the totals that follow narrow columns in the last.

    Columns of one group, `peer worker` and `peer worker, share`, stand in one block.
    """
    places = _printed(one)
    groups = _groups(one, places)
    needed = sum(_least(one, place, with_head=False) for place in places if one.columns[place].is_number)
    number = max(1, ceil(_room([one.columns[place] for place in places]) / most), ceil(needed / (width * 3 // 4)))
    while True:
        blocks = _packed(groups, number)
        if number >= len(groups) or all(_room([one.columns[place] for place in each]) <= most for each in blocks):
            return [_Block(each) for each in blocks]
        number += 1


def _groups(one: Table, places: Sequence[int]) -> list[tuple[int, ...]]:
    """The places of columns that stay together."""
    before_totals = max((at for at, place in enumerate(places, 1) if one.columns[place].narrow), default=len(places))
    groups: list[tuple[int, ...]] = []
    above = ""
    for place in places[:before_totals]:
        name = one.columns[place].name
        if groups and name.startswith(f"{above}, "):
            groups[-1] += (place,)
        else:
            groups.append((place,))
            above = name
    totals = tuple(places[before_totals:])
    return [*groups, totals] if totals else groups


def _packed(groups: Sequence[tuple[int, ...]], number: int) -> list[tuple[int, ...]]:
    """The groups in at most so many blocks, each as small as that allows."""
    whole = sum(map(len, groups))
    for size in range(ceil(whole / number), whole + 1):
        blocks: list[tuple[int, ...]] = [()]
        for group in groups:
            if blocks[-1] and len(blocks[-1]) + len(group) > size:
                blocks.append(())
            blocks[-1] += group
        if len(blocks) <= number:
            return blocks
    return [tuple(place for group in groups for place in group)]


def _table(
    one: Table, block: _Block, styles: Mapping[str, str], width: int, colour: Callable[[Value], str] | None
) -> str:
    columns = [one.columns[place] for place in block.places]
    upright = [_least(one, place, with_head=True) for place in block.places if one.columns[place].is_number]
    unbroken = sum(_unbroken(one, place) for place in _of_words(one, block))
    # In columns as narrow as many participants leave, even “P10” would break.
    turned = any(column.narrow for column in columns) or sum(upright) > min(width * 3 // 4, width - unbroken)
    widths = _widths(one, block, width, turned=turned)
    longest = max((len(c.name) for c in columns if c.is_number), default=0)
    head = [Cell(run(one.columns[0].name), styles["TableHead"])]
    for column in columns:
        style = styles["TableNumber"] if column.is_number and not turned else styles["TableHead"]
        head.append(Cell(run(column.name), style, turned=turned and column.is_number))
    lines = [_lines(one, row, block, widths) for row in one.every_row]
    is_small = len(lines) <= _WHOLE and sum(lines) <= _WHOLE_LINES
    # What heads the rows below it stands on the page of the first of them.
    rows = [
        _row(one, row, block, styles, colour, held=is_small or row.strong or place >= len(lines) - _LAST)
        for place, row in enumerate(one.every_row)
    ]
    whole = [True, *(number <= _TALL for number in lines)]
    return table(
        styles["CountsTable"],
        widths,
        [head, *rows],
        header_rows=1,
        header_height=min(_TURNED_HEIGHT, _TURNED_LETTER * (1 + longest)) if turned else 0,
        alt_text=one.caption,
        whole_rows=all(whole) or whole,
    )


def _lines(one: Table, row: Row, block: _Block, widths: Sequence[int]) -> int:
    """How many lines of print a row has, as far as can be told without its letters' shapes."""
    cells = ((one.shown(row, place), width) for place, width in zip((0, *block.places), widths, strict=True))
    return max(ceil(max(1, len(cell)) * _PRINTED_LETTER / max(1, width - _PADDING)) for cell, width in cells)


def _widths(one: Table, block: _Block, width: int, *, turned: bool) -> list[int]:
    """The width of the first column and of each of the block's: names wide, numbers as narrow as they may be."""
    places = _of_words(one, block)
    wanted = sum(_PADDING + _LETTER * min(_longest(one, place), _MOST_LETTERS) for place in places)
    numbers = _widths_of_numbers(one, block, width, width - wanted, turned=turned)
    words = _widths_of_words(one, places, width - sum(numbers.values()), width // 6)
    others = [numbers.get(place) or words[place] for place in block.places]
    return [width - sum(others), *others]


def _of_words(one: Table, block: _Block) -> list[int]:
    """The places of the columns of words, the first among them."""
    return [0, *(place for place in block.places if not one.columns[place].is_number)]


def _widths_of_numbers(one: Table, block: _Block, width: int, left: int, *, turned: bool) -> dict[int, int]:
    """Of numbers as much as looks well, and what they need where words would have more than is `left`."""
    places = [place for place in block.places if one.columns[place].is_number]
    share = (width * 2 // 3) // max(1, _room([one.columns[place] for place in block.places]))
    usual = min(width // 20 if turned else width // 6, share)
    found = {place: min(max(usual, _least(one, place, with_head=not turned)), width // 6) for place in places}
    if sum(found.values()) > min(width * 3 // 4, left):
        found = {place: _least(one, place, with_head=not turned) for place in places}
    return dict.fromkeys(places, share) if sum(found.values()) > width * 3 // 4 else found


def _widths_of_words(one: Table, places: Sequence[int], left: int, least: int) -> dict[int, int]:
    """A column of short words has what they need; the others share the rest, `least` or more.

    The first takes what is left where there is no other.
    """
    letters = {place: _longest(one, place) for place in places}
    short = [place for place, longest in letters.items() if longest <= _SHORT]
    if len(short) == len(letters):
        short.remove(0)
    fixed = {place: _least(one, place, with_head=True) for place in short}
    rest = left - sum(fixed.values())
    if rest < least:
        widths = dict.fromkeys(letters, left // len(letters))
    else:
        shares = {place: _share(longest) for place, longest in letters.items() if place not in fixed}
        widths = fixed | {place: rest * share // sum(shares.values()) for place, share in shares.items()}
    return _lifted(widths, {place: _unbroken(one, place) for place in places})


def _share(longest: int) -> int:
    """A column's share of the room by its longest cell: passages have more than names, but not in proportion."""
    return min(longest, _MOST_LETTERS) + min(max(0, longest - _MOST_LETTERS), 10 * _MOST_LETTERS) // 5


def _lifted(widths: Mapping[int, int], least: Mapping[int, int]) -> dict[int, int]:
    """The same in all, where those that need more have it from those with room, as far as there is any."""
    needed = sum(max(0, least[place] - width) for place, width in widths.items())
    room = sum(max(0, width - least[place]) for place, width in widths.items())
    moved = min(needed, room)
    return {
        place: width
        + (
            (least[place] - width) * moved // needed
            if width < least[place]
            else -((width - least[place]) * moved // room if room else 0)
        )
        for place, width in widths.items()
    }


def _longest(one: Table, place: int) -> int:
    """The letters of a column's longest cell, of one at least."""
    return max(1, len(one.columns[place].name), *(len(one.shown(row, place)) for row in one.every_row))


def _unbroken(one: Table, place: int) -> int:
    """The width in twips in which no word of a column breaks, of very long ones as much as a line of letters."""
    cells = [one.columns[place].name, *(one.shown(row, place) for row in one.every_row)]
    longest = max((len(word) for cell in cells for word in cell.split()), default=0)
    return _PADDING + _LETTER * min(longest, _MOST_LETTERS // 2)


def _least(one: Table, place: int, *, with_head: bool) -> int:
    """The width in twips in which no number of a column breaks, nor a word of its heading where that is wanted."""
    cells = [one.shown(row, place) for row in one.every_row]
    words = [*cells, *(one.columns[place].name.split() if with_head else [])]
    return _PADDING + _LETTER * max(map(len, words), default=0)


def _row(
    one: Table,
    row: Row,
    block: _Block,
    styles: Mapping[str, str],
    colour: Callable[[Value], str] | None,
    *,
    held: bool,
) -> list[Cell]:
    """A row, `held` on the page of what is below it: the last ones on that of the note with the base of numbers."""
    strong = row.strong or row is one.base
    shade, emphasis = (_SHADE, styles["Strong"]) if strong else ("", "")
    first, indent = one.shown(row, 0), _INDENT * row.depth
    cells = [Cell(run(first, emphasis), styles["TableText"], indent=indent, shade=shade, with_next=held)]
    for place in block.places:
        column, value = one.columns[place], row.cells[place]
        words = "·" if one.dots and value == 0 else one.shown(row, place)
        style = styles["TableNumber" if column.is_number else "TableText"]
        behind = shade if colour is None else colour(value)
        cells.append(Cell(run(words, emphasis), style, shade=behind))
    return cells
