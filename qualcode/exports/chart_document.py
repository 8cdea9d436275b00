"""Charts as a Word document: native tables on pages that lie on their side, A4 or A3, a chart for each area."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.exports import word
from qualcode.exports.framework import PrintedCharts, chart_table
from qualcode.exports.word import Ground
from qualcode.exports.word_pieces import Pieces

# As many thirds of a column of words as a page has room for.
_MOST_ON_A4, _MOST_ON_A3 = 18, 27


def content(value: PrintedCharts, *, a3: bool = False) -> bytes:
    """The document, the same bytes for the same charts; headings of columns are repeated on every page."""
    return word.lying(value, lambda ground: "".join(_body(value, ground, _MOST_ON_A3 if a3 else _MOST_ON_A4)), a3=a3)


def _body(value: PrintedCharts, ground: Ground, most: int) -> Iterator[str]:
    pieces = Pieces(styles=ground.styles, width=ground.width, height=ground.height, add_chart=ground.add_chart)
    if value.audience.notice:
        yield pieces.line("AudienceNotice", value.audience.notice)
    yield pieces.line("Title", value.title)
    yield pieces.subtitle(value)
    for one in value.charts:
        # The first chart stands below the title, every other begins a page: it may be hung up alone.
        yield pieces.line("Heading1", one.title, "" if one is value.charts[0] else _BREAK)
        if one.narrowed:
            yield pieces.line("Normal", one.narrowed, "<w:keepNext/>")
        yield from pieces.table(chart_table(one), most=most)
    if value.held_back:
        yield pieces.line("Heading1", "Held back")
        yield from pieces.lines("Normal", *value.held_back)


_BREAK = "<w:pageBreakBefore/>"
