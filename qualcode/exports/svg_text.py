"""Words in a picture: how wide they run, where they break, and how they stand in SVG."""

from __future__ import annotations

import unicodedata
from html import escape

from qualcode.exports.phrases import printable

# The share of the type size that a letter takes, on average, in the sans-serif faces that programs have.
_LETTER, _WIDE_LETTER = 0.55, 1.0
INK = "#1f2a33"


def width_of(text: str, size: float) -> float:
    """How wide a line of text runs, about."""
    return size * sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return _WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else _LETTER


def broken(text: str, width: float, size: float, lines: int = 2) -> list[str]:
    """The text in at most so many lines of a width; what does not fit ends in “…”."""
    found: list[str] = []
    rest = " ".join(printable(text).split())
    while rest and len(found) < lines:
        fits = _fitting(rest, width, size)
        if fits < len(rest) and len(found) == lines - 1:
            found.append(rest[: max(1, _fitting(rest, width - size, size))].rstrip() + "…")
            return found
        at = rest.rfind(" ", 0, fits + 1) if fits < len(rest) else fits
        at = at if at > 0 else fits
        found.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return found or [""]


def _fitting(text: str, width: float, size: float) -> int:
    """How many letters fit, of one at least."""
    run = 0.0
    for place, letter in enumerate(text):
        run += size * _width(letter)
        if run > width:
            return max(1, place)
    return len(text)


def words(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: float = 12,
    fill: str = INK,
    mark: str = "ink",
    turn: int = 0,
) -> str:
    """One line of text whose baseline is at `y`; `mark` is the class that a page colours it by."""
    turned = f' transform="rotate({turn} {x:g} {y:g})"' if turn else ""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size:g}" fill="{fill}" class="{mark}"{turned}>'
        f"{escape(printable(text))}</text>"
    )
