"""Pictures as lines of text, for a terminal and for a mail: no colour is needed to read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qualcode.exports.figures import Bars, HeatMap, Lines, Picture, Series, shown
from qualcode.exports.phrases import printable
from qualcode.exports.svg import heat_step
from qualcode.transcripts.widths import columns_of, cut, padded

# Whole cells of a bar, one look for each series, and what fills an eighth to seven of a cell.
_FILLS = "█▒░▓▞▚▤"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_SHADES = " ·░▒▓█"
_MARKS = "●○◆◇▲△■□"
_LEAST_BAR, _MOST_LABEL = 8, 2 / 5


def lines_of(picture: Picture, width: int = 80, height: int = 12) -> list[str]:
    """The picture in lines of at most `width` columns, its caption first; `height` is of the plot of lines alone."""
    picture = _in_lines(picture)
    if isinstance(picture, Bars):
        drawn = _bars(picture, width)
    elif isinstance(picture, HeatMap):
        drawn = _heat_map(picture, width)
    else:
        drawn = _lines(picture, width, height)
    return [cut(picture.caption, width), *(line.rstrip() for line in drawn)]


def _in_lines(picture: Picture) -> Picture:
    """The same picture, each of its texts in one line."""
    caption = _line(picture.caption)
    if isinstance(picture, HeatMap):
        rows, columns = tuple(map(_line, picture.rows)), tuple(map(_line, picture.columns))
        return replace(picture, caption=caption, corner=_line(picture.corner), rows=rows, columns=columns)
    series = tuple(replace(one, name=_line(one.name)) for one in picture.series)
    found = replace(picture, caption=caption, categories=tuple(map(_line, picture.categories)), series=series)
    return replace(found, mark_name=_line(found.mark_name)) if isinstance(found, Lines) else found


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _look(series: Series, place: int, looks: str) -> str:
    """A kind of document has the same look in every picture."""
    return looks[(place if series.kind is None else series.kind.place) % len(looks)]


def _bars(picture: Bars, width: int) -> Iterator[str]:
    numbers = [shown(n, picture.value) for one in picture.series for n in one.values]
    room_for_number = max(map(len, numbers), default=0) + 1
    label = min(max(map(columns_of, picture.categories), default=0), int(width * _MOST_LABEL))
    room = max(_LEAST_BAR, width - label - 1 - room_for_number)
    if len(picture.series) > 1:
        legend = "  ".join(f"{_look(one, at, _FILLS)} {one.name}" for at, one in enumerate(picture.series))
        yield cut(legend, width)
    for place, name in enumerate(picture.categories):
        for at, series in enumerate(picture.series):
            value = series.values[place]
            head = padded(name if at == 0 else "", label)
            bar = _bar(value, picture.greatest, room, _look(series, at, _FILLS))
            yield f"{head} {bar} {shown(value, picture.value)}"


def _bar(value: float, greatest: float, room: int, fill: str) -> str:
    """A bar to an eighth of a column where it is a solid one; a number above 0 is never without one."""
    long = room * value / greatest if greatest else 0.0
    whole = int(long)
    if fill != _FILLS[0]:
        return fill * max(round(long), 1 if value else 0)
    eighths = int((long - whole) * 8)
    return fill * whole + _EIGHTHS[eighths].strip() + (_EIGHTHS[1] if value and not whole and not eighths else "")


def _heat_map(picture: HeatMap, width: int) -> Iterator[str]:
    """Each number with its shade; columns in blocks, as many as have room."""
    numbers = [shown(n, picture.value) for line in picture.numbers for n in line]
    longest = max(map(columns_of, picture.columns), default=1)
    cell = max(max(map(len, numbers), default=1) + 1, min(longest, 9)) + 1
    label = min(max(map(columns_of, picture.rows), default=0), int(width * _MOST_LABEL))
    each = max(1, (width - label) // cell)
    for first in range(0, len(picture.columns), each):
        heads = picture.columns[first : first + each]
        yield padded(picture.corner, label) + "".join(padded(cut(head, cell - 1), cell, right=True) for head in heads)
        for name, line in zip(picture.rows, picture.numbers, strict=True):
            shaded = (
                f"{_SHADES[heat_step(picture, n)]}{shown(n, picture.value)}" for n in line[first : first + each]
            )
            yield padded(name, label) + "".join(padded(one, cell, right=True) for one in shaded)


def _lines(picture: Lines, width: int, height: int) -> Iterator[str]:
    """Marks at the height of each number; below them where the first and the last step stand."""
    if len(picture.series) > 1:
        yield cut("  ".join(f"{_look(one, at, _MARKS)} {one.name}" for at, one in enumerate(picture.series)), width)
    top = shown(picture.greatest, picture.value)
    axis = max(len(top), len(shown(0, picture.value)))
    room = max(_LEAST_BAR, width - axis - 2)
    steps = len(picture.categories)
    across = [round(at * (room - 1) / (steps - 1)) if steps > 1 else 0 for at in range(steps)]
    if steps and steps <= room // 3:
        across = [at * min(6, (room - 1) // max(1, steps - 1)) for at in range(steps)]
    grid = [[" "] * room for _ in range(height)]
    if picture.mark is not None:
        for row in grid:
            row[across[picture.mark]] = "┊"
    for at, series in enumerate(picture.series):
        for step, value in enumerate(series.values):
            high = round((height - 1) * value / picture.greatest) if picture.greatest else 0
            grid[height - 1 - high][across[step]] = _look(series, at, _MARKS)
    for place, row in enumerate(grid):
        edge = top if place == 0 else shown(0, picture.value) if place == height - 1 else ""
        yield f"{edge:>{axis}} │{''.join(row)}"
    yield f"{'':>{axis}} └{'─' * room}"
    if steps:
        first, last = picture.categories[0], picture.categories[-1]
        gap = max(1, across[-1] + 1 - columns_of(first) - columns_of(last))
        yield cut(f"{'':>{axis}}  {first}{' ' * gap}{last if steps > 1 else ''}", width)
    if picture.mark is not None:
        yield cut(f"┊ {picture.categories[picture.mark]}: {picture.mark_name}", width)
