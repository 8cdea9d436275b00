"""A table or the numbers of a picture for the clipboard: text that a spreadsheet pastes, html that Word does."""

from __future__ import annotations

from qualcode.exports.csv_tables import tab_separated
from qualcode.exports.figures import Figure, table_of
from qualcode.exports.html_tables import fragment


def text(figure: Figure) -> str:
    """Lines of cells between tabs, the caption first and what is counted last."""
    return tab_separated(table_of(figure))


def html(figure: Figure) -> str:
    """A table with its caption and notes."""
    return fragment(table_of(figure))
