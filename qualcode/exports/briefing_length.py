"""How long a briefing paper is in print, near enough to keep it within four pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

from qualcode.exports.figures import Table
from qualcode.exports.page import Paragraph, Part, Section
from qualcode.exports.printed import PrintedExcerpt

MOST_PAGES = 4
# Heights are in lines of plain words on A4, as the usual style has them in a font as wide as Arial.
_PAGE, _TITLE = 47.0, 5.5
_LEFT_EMPTY = 0.15  # pages
_HEADINGS = {1: 2.9, 2: 1.8}
_SMALL = 0.85  # the height of a line in small print
_ACROSS, _ACROSS_SMALL, _ACROSS_QUOTE = 95, 115, 95  # letters in a line
_FIRST_COLUMN = 32  # letters in the first cell of a table whose other cells are numbers


def is_too_long(found: Iterable[Section]) -> bool:
    """Whether a paper of these sections is longer than four pages.

    A table is not broken over two pages: some lines of the four stay empty.
    """
    return _TITLE + sum(_height(one) for one in found) > (MOST_PAGES - _LEFT_EMPTY) * _PAGE


def _height(one: Section) -> float:
    return _HEADINGS.get(one.level, 1.8) + sum(sum(_of_part(part)) for part in one.parts)


def _of_part(part: Part) -> Iterator[float]:
    if isinstance(part, Paragraph):
        yield from _lines(part.words, small=part.quiet)
    elif isinstance(part, PrintedExcerpt):
        yield ceil(len(part.words.text) / _ACROSS_QUOTE)
        yield from _lines(f"{part.attribution.text} ({part.id})", small=True)
    elif isinstance(part, Table):
        yield 4.0  # its caption and its headings
        yield from (ceil(len(part.text(row)[0]) / _FIRST_COLUMN) * _SMALL for row in part.every_row)
        yield from _lines(" ".join(part.notes), small=True)


def _lines(words: str, *, small: bool) -> Iterator[float]:
    across, height = (_ACROSS_SMALL, _SMALL) if small else (_ACROSS, 1.0)
    yield 0.5 + sum(ceil(len(line) / across) or 1 for line in words.split("\n")) * height
