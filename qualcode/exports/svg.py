"""Pictures as SVG: text as text, no scripts, no fonts from elsewhere, told apart on a grey printer."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from qualcode.exports.figures import Bars, HeatMap, Lines, Picture, Series, Value, ValueKind, nice_step, shown
from qualcode.exports.phrases import printable
from qualcode.exports.svg_text import INK, broken, width_of, words

_WIDTH = 760
_MAIN, _FAINT, _PAPER = "#1f4e5f", "#b8c4ca", "#ffffff"
_SIZE, _LINE = 12, 15
_LABELS, _MARGIN = 270, 12
_BAR, _GAP = 16, 9

# Kinds of fill, one for each kind of document: a colour, or a pattern's strokes on paper.
_PATTERNS = {
    1: '<path d="M0 8L8 0M-2 2L2 -2M6 10L10 6"/>',
    4: '<path d="M2 0V8M6 0V8"/>',
    5: '<path d="M0 0H4V4H0ZM4 4H8V8H4Z" class="dots"/>',
    6: '<path d="M0 2H8M0 6H8"/>',
}
_SOLID = {0: _MAIN, 2: "#9db4be", 3: "#f2f5f6"}
_FILLS = 7
_DASHES = ("", "7 4", "2 3", "12 4 2 4")
_MOST_MARKED = 60
_LINES_HEIGHT, _MOST_STEPS = 330, 14

HEAT = ("#ffffff", "#e6edf0", "#c9d8df", "#9fb9c5", "#4a7386", "#1f4e5f")
_DARK_FROM = 4  # the shades that want white numbers
_CELL, _CELL_HIGH, _HEADS = 46, 24, 150
_NOTE_WIDTH, _MOST_NOTE_LINES = 420, 60  # the least and the most


def content(picture: Picture) -> bytes:
    """A file of its own, with its note below the picture."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing(picture, alone=True)}\n'.encode()


def drawing(picture: Picture, id_: str = "picture", *, alone: bool = False) -> str:
    """The `svg` element; `id_` begins every id in it, so that several may stand on one page.

    Where it stands `alone` its note is drawn below it.
    """
    if isinstance(picture, Bars):
        parts, width, height = _bars(picture, id_)
    elif isinstance(picture, Lines):
        parts, width, height = _lines(picture)
    else:
        parts, width, height = _heat_map(picture)
    if alone and picture.note:
        width = max(width, _NOTE_WIDTH)
        lines = broken(picture.note, width - 2 * _MARGIN, _SIZE, _MOST_NOTE_LINES)
        parts += [words(_MARGIN, height + _LINE * at, line) for at, line in enumerate(lines, start=1)]
        height += _LINE * len(lines) + _MARGIN
    title, description = escape(printable(picture.caption)), escape(printable(picture.description))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-labelledby="{id_}-title {id_}-words" lang="en-GB" '
        f'font-family="Calibri, Carlito, Helvetica, Arial, sans-serif"><title id="{id_}-title">{title}</title>'
        f'<desc id="{id_}-words">{description}</desc>'
        f'<rect width="100%" height="100%" fill="{_PAPER}" class="paper"/>{"".join(parts)}</svg>'
    )


def heat_step(picture: HeatMap, number: Value) -> int:
    """Which of the shades of `HEAT` a number has: the first for nothing at all, the last for the greatest."""
    strength = picture.strength(number) if isinstance(number, (int, float)) else 0.0
    return 0 if strength <= 0 else min(len(HEAT) - 1, 1 + int(strength * (len(HEAT) - 1) * 0.999))


def _place(series: Series, place: int) -> int:
    """A kind of document has the same look in every picture; other series take them in turn."""
    return (place if series.kind is None else series.kind.place) % _FILLS


def _patterns(id_: str, series: tuple[Series, ...]) -> str:
    used = sorted({_place(one, place) for place, one in enumerate(series)} & _PATTERNS.keys())
    patterns = "".join(
        f'<pattern id="{id_}-fill{place}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{_PAPER}" class="paper"/><g stroke="{_MAIN}" fill="{_MAIN}" '
        f'stroke-width="{0 if place == 5 else 1.4}" class="main">{_PATTERNS[place]}</g></pattern>'
        for place in used
    )
    return f"<defs>{patterns}</defs>" if patterns else ""


def _bar(id_: str, look: int, x: float, y: float, width: float, height: float) -> str:
    fill = _SOLID.get(look, f"url(#{id_}-fill{look})")
    mark = f"fill{look}" if look in _SOLID else "pattern"
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:.1f}" height="{height:g}" fill="{fill}" stroke="{_MAIN}" '
        f'stroke-width="0.8" class="{mark} outline"/>'
    )


def _bars(picture: Bars, id_: str) -> tuple[list[str], float, float]:
    """A group of bars for each category, each bar with its number at its end."""
    labels = [broken(name, _LABELS - 2 * _MARGIN, _SIZE, 3) for name in picture.categories]
    left = min(_LABELS, max((width_of(line, _SIZE) for each in labels for line in each), default=0) + 2 * _MARGIN)
    ends = max((width_of(shown(n, picture.value), _SIZE) for one in picture.series for n in one.values), default=0)
    room = _WIDTH - left - ends - 2 * _MARGIN
    parts = [_patterns(id_, picture.series)]
    y = float(_MARGIN)
    if len(picture.series) > 1:
        y = _legend_of_fills(picture, id_, parts, left, y)
    top = y
    for place, lines in enumerate(labels):
        high = max(_BAR * len(picture.series), _LINE * len(lines))
        first = y + (high - _LINE * len(lines)) / 2 + _SIZE
        parts += [words(left - 8, first + _LINE * at, line, anchor="end") for at, line in enumerate(lines)]
        at_bar = y + (high - _BAR * len(picture.series)) / 2
        for run, series in enumerate(picture.series):
            value = series.values[place]
            long = room * value / picture.greatest if picture.greatest else 0.0
            if value:
                parts.append(_bar(id_, _place(series, run), left, at_bar, long, _BAR - 2))
            number = shown(value, picture.value)
            parts.append(words(left + long + 5, at_bar + _BAR - 5, number))
            at_bar += _BAR
        y += high + _GAP
    parts.append(_rule(left, top - 3, left, y - _GAP + 3))
    return parts, _WIDTH, y - _GAP + _MARGIN


def _legend_of_fills(picture: Bars, id_: str, parts: list[str], left: float, y: float) -> float:
    x = left
    for place, series in enumerate(picture.series):
        name = broken(series.name, 220, _SIZE, 1)[0]
        wide = 34 + width_of(name, _SIZE)
        if x > left and x + wide > _WIDTH:
            x, y = left, y + 20
        parts.append(_bar(id_, _place(series, place), x, y, 14, 12))
        parts.append(words(x + 20, y + 11, name))
        x += wide + 6
    return y + 26


def _rule(x: float, y: float, to_x: float, to_y: float, *, stroke: str = _FAINT, mark: str = "faint") -> str:
    return f'<path d="M{x:g} {y:g}L{to_x:g} {to_y:g}" stroke="{stroke}" fill="none" class="{mark}"/>'


def _lines(picture: Lines) -> tuple[list[str], float, float]:
    """Lines from left to right, each with its name at its end; numbers at the axis."""
    names = [broken(one.name, 150, _SIZE, 2) for one in picture.series]
    right = max((width_of(line, _SIZE) for each in names for line in each), default=0) + 18
    left, top = 58.0, 40.0
    wide, high = _WIDTH - left - right - _MARGIN, _LINES_HEIGHT - top - 62
    ticks = list(_ticks(picture))
    greatest = ticks[-1] or 1
    parts = [words(left - 8, 18, picture.unit, size=_SIZE)] if picture.unit else []
    for tick in ticks:
        y = top + high * (1 - tick / greatest)
        parts += [_rule(left, y, left + wide, y), words(left - 8, y + 4, shown(tick, picture.value), anchor="end")]
    steps = len(picture.categories)
    xs = [left + (wide * place / (steps - 1) if steps > 1 else wide / 2) for place in range(steps)]
    parts += _steps(picture, xs, top + high)
    if picture.mark is not None:
        parts += _mark(picture, xs[picture.mark], top, top + high, left + wide)
    taken: list[float] = []
    for place, series in enumerate(picture.series):
        ys = [top + high * (1 - value / greatest) for value in series.values]
        parts += _line(place, _place(series, place), list(zip(xs, ys, strict=True)))
        if ys:
            y = _free(ys[-1], taken)
            parts += [words(xs[-1] + 12, y + 4 + _LINE * at, line) for at, line in enumerate(names[place])]
    return parts, _WIDTH, _LINES_HEIGHT


def _ticks(picture: Lines) -> Iterator[float]:
    if picture.value is ValueKind.SHARE:
        yield from (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
        return
    step = nice_step(picture.greatest)
    tick = 0
    while tick < picture.greatest:
        yield tick
        tick += step
    yield tick


def _steps(picture: Lines, xs: list[float], y: float) -> list[str]:
    """The names of the steps, as many as have room, and below them what they are."""
    every = -(-len(xs) // _MOST_STEPS)
    room = (xs[-1] - xs[0]) / max(1, len(xs) - 1) * every if len(xs) > 1 else 200
    parts = []
    for place in range(0, len(xs), max(1, every)):
        label = broken(picture.categories[place], max(room - 4, 18), _SIZE - 1, 2)
        parts += [
            words(xs[place], y + 16 + 13 * at, line, anchor="middle", size=_SIZE - 1) for at, line in enumerate(label)
        ]
    if picture.over and xs:
        parts.append(words((xs[0] + xs[-1]) / 2, y + 50, picture.over, anchor="middle"))
    return parts


def _mark(picture: Lines, x: float, top: float, bottom: float, edge: float) -> list[str]:
    rule = f'<path d="M{x:g} {top:g}V{bottom:g}" stroke="{INK}" stroke-dasharray="3 3" fill="none" class="ink-line"/>'
    before = x + 6 + width_of(picture.mark_name, _SIZE) > edge
    side = words(x - 6 if before else x + 6, top - 6, picture.mark_name, anchor="end" if before else "start")
    return [rule, side]


def _line(place: int, look: int, points: list[tuple[float, float]]) -> list[str]:
    dash = f' stroke-dasharray="{_DASHES[look % len(_DASHES)]}"' if look % len(_DASHES) else ""
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    parts = [f'<path d="M{path}" stroke="{_MAIN}" stroke-width="2" fill="none"{dash} class="main-line"/>']
    if len(points) <= _MOST_MARKED:
        fill, mark = (_PAPER, "hollow") if look % 2 else (_MAIN, "solid")
        for x, y in points:
            shape = f'cx="{x:.1f}" cy="{y:.1f}" r="3.5"'
            square = f'x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6"'
            tag = f"<rect {square}" if place % 2 else f"<circle {shape}"
            parts.append(f'{tag} fill="{fill}" stroke="{_MAIN}" class="{mark}"/>')
    return parts


def _free(y: float, taken: list[float]) -> float:
    """A place for a line's name near its end that no other has."""
    while any(abs(y - other) < _LINE * 1.2 for other in taken):
        y += _LINE * 1.2
    taken.append(y)
    return y


def _heat_map(picture: HeatMap) -> tuple[list[str], float, float]:
    """A cell for each number, the number in it, darker where greater."""
    labels = [broken(name, _LABELS - 2 * _MARGIN, _SIZE, 1)[0] for name in picture.rows]
    left = max((width_of(line, _SIZE) for line in labels), default=0) + 2 * _MARGIN
    heads = [broken(name, _HEADS, _SIZE, 1)[0] for name in picture.columns]
    top = max((width_of(name, _SIZE) for name in heads), default=0) + 2 * _MARGIN
    parts = [
        words(left + _CELL * (at + 0.5) + 4, top - 8, name, turn=-90, size=_SIZE) for at, name in enumerate(heads)
    ]
    for line, (label, numbers) in enumerate(zip(labels, picture.numbers, strict=True)):
        y = top + _CELL_HIGH * line
        parts.append(words(left - 8, y + 16, label, anchor="end"))
        for at, number in enumerate(numbers):
            step, x = heat_step(picture, number), left + _CELL * at
            parts.append(
                f'<rect x="{x:g}" y="{y:g}" width="{_CELL}" height="{_CELL_HIGH}" fill="{HEAT[step]}" '
                f'stroke="{_FAINT}" class="heat{step} faint"/>'
            )
            light = step >= _DARK_FROM
            parts.append(
                words(
                    x + _CELL / 2,
                    y + 16,
                    shown(number, picture.value),
                    anchor="middle",
                    fill=_PAPER if light else INK,
                    mark=f"on{step}",
                )
            )
    return parts, left + _CELL * len(heads) + _MARGIN, top + _CELL_HIGH * len(labels) + _MARGIN
