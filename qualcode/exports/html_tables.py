"""A table as a piece of html: caption, scoped headings, each exact number beside the one that is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

from qualcode.exports.figures import Row, Table, Value
from qualcode.exports.phrases import printable
from qualcode.exports.spoken import has_left, runs_left

_DEEPEST = 6
_TALL = 600  # characters of a cell, above which its row may break over two pages


def words(text: str) -> str:
    """Text as html that holds no element."""
    return escape(printable(text))


def way(text: str, *, labelled: bool = False) -> str:
    """The attribute that lets words run to the left where theirs do; `labelled` where a label stands before them."""
    if labelled:
        return ' dir="rtl"' if runs_left(text) else ""
    return ' dir="auto"' if has_left(text) else ""


def fragment(
    table: Table,
    *,
    id_: str = "",
    label: str = "",
    shade: Callable[[Value], str] | None = None,
    sortable: bool = False,
) -> str:
    """The table alone.

    `label` stands before the caption; `shade` gives the class of a cell by its value.
    """
    name = f' id="{id_}"' if id_ else ""
    kind = ' class="sortable"' if sortable and len(table.rows) > 1 else ""
    notes = "".join(f'<p class="note">{words(note)}</p>' for note in table.notes)
    head = "".join(
        f'<th scope="col"{" class=n" if column.is_number else ""}>{words(column.name)}</th>'
        for column in table.columns
    )
    body = "".join(_row(table, row, shade) for row in table.rows)
    foot = f"<tfoot>{_row(table, table.base, None)}</tfoot>" if table.base is not None else ""
    caption = f"<caption{name}>{words(label)}{words(table.caption)}</caption>"
    return f"<table{kind}>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table>{notes}"


def _row(table: Table, row: Row, shade: Callable[[Value], str] | None) -> str:
    marks = [f"d{min(row.depth, _DEEPEST)}"] if row.depth else []
    marks += ["strong"] if row.strong or row is table.base else []
    marks += ["tall"] if any(isinstance(value, str) and len(value) > _TALL for value in row.cells) else []
    first = words(table.shown(row, 0))
    cells = [_cell(table, row, place, shade) for place in range(1, len(row.cells))]
    named = f' class="{" ".join(marks)}"' if marks else ""
    return f'<tr{named}><th scope="row"{way(first)}>{first}</th>{"".join(cells)}</tr>'


def _cell(table: Table, row: Row, place: int, shade: Callable[[Value], str] | None) -> str:
    value = row.cells[place]
    marks = ["n"] if table.columns[place].is_number else []
    marks += [shade(value)] if shade is not None else []
    named = f' class="{" ".join(marks)}"' if marks else ""
    exact = ""
    if isinstance(value, date):
        exact = f' data-value="{value.isoformat()}"'
    elif isinstance(value, (int, float)):
        exact = f' data-value="{value!r}"'
    shown = words(table.shown(row, place))
    return f"<td{named}{exact}{way(shown)}>{shown}</td>"
