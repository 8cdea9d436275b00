"""Numbers of so few people that a reader might know who they are, hidden from tables where that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.exports.figures import HIDDEN, Table, Value


def note(fewest: int) -> str:
    """What stands below a table in which small numbers are hidden; empty where none are."""
    if not fewest:
        return ""
    return f"Numbers of fewer than {fewest:,} participants, but 0, are hidden, and those that would tell them."


def is_small(number: int | None, fewest: int) -> bool:
    """Whether a number of people, or of what one of them may have said, is hidden: some, and fewer than `fewest`."""
    return number is not None and 0 < number < fewest


def unless_small(number: int | None, fewest: int) -> int | str | None:
    """A number as a table may show it."""
    return HIDDEN if is_small(number, fewest) else number


def without_small(table: Table, fewest: int) -> Table:
    """A table of excerpts without the whole numbers of some, and fewer than `fewest`: one may be one person's."""
    if not fewest:
        return table
    rows = tuple(replace(row, cells=tuple(_unless_few(cell, fewest) for cell in row.cells)) for row in table.rows)
    return replace(table, rows=rows, notes=(*table.notes, f"Numbers of fewer than {fewest:,}, but 0, are hidden."))


def _unless_few(cell: Value, fewest: int) -> Value:
    return HIDDEN if isinstance(cell, int) and is_small(cell, fewest) else cell


def hidden_parts(parts: Sequence[int], fewest: int) -> list[bool]:
    """Which parts of a whole are to be hidden, where a reader may know the whole.

    With the small ones go so many of the next in size that at least two are hidden, and together `fewest` people or
    more: what is missing from the whole then tells of none of them how many it is.
    """
    hidden = [is_small(part, fewest) for part in parts]
    while any(hidden):
        gone = [part for part, is_hidden in zip(parts, hidden, strict=True) if is_hidden]
        others = [place for place, part in enumerate(parts) if part and not hidden[place]]
        if not others or (len(gone) > 1 and sum(gone) >= fewest):
            break
        hidden[min(others, key=lambda place: parts[place])] = True
    return hidden
