"""Where parts of an essay's outline stand: headings, notes and quotes in one order."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.edits.store import Row, Store
from qualcode.essays.places import between
from qualcode.problem import Problem

FIRST = ""  # after nothing: the beginning of an outline

ESSAY_GONE = Problem("This essay is no longer there.", remedy="Nothing was changed; go back to the list of essays.")
QUOTE_GONE = Problem("This quote is no longer kept.", remedy="Nothing was changed; move on.")
PART_GONE = Problem("This part of the essay is no longer there.", remedy="Nothing was changed; move on.")

# The rows of an outline in their order; what two people put in one place apart stands by its id.
_OUTLINE = """
SELECT 'essay_part' AS tbl, id, place FROM essay_part WHERE essay_id = ? AND deleted_at IS NULL
UNION ALL SELECT 'quote', id, place FROM quote WHERE essay_id = ? AND deleted_at IS NULL
ORDER BY place, id
"""


def living_essay(store: Store, essay_id: str) -> Row:
    """An essay's row. Raises Problem where it is gone."""
    row = store.row("essay", essay_id)
    if row is None or row["deleted_at"]:
        raise ESSAY_GONE
    return row


def living_quote(store: Store, quote_id: str) -> Row:
    """A quote's row. Raises Problem where it is not kept."""
    row = store.row("quote", quote_id)
    if row is None or row["deleted_at"]:
        raise QUOTE_GONE
    return row


def outline_rows(store: Store, essay_id: str) -> list[Row]:
    """The table, id and place of all that stands in an essay's outline, in order."""
    return store.rows(_OUTLINE, essay_id, essay_id)


def places_after(
    store: Store, essay_id: str, after: str | None, number: int, moving: Iterable[str] = ()
) -> list[str]:
    """Places for some parts that stand together in an outline: after a part, at the end (None), or first (`FIRST`).

    `moving` are the ids of parts that are to go there themselves. Raises Problem where the part is not in the essay.
    """
    gone = set(moving)
    rows = outline_rows(store, essay_id)
    if after and after not in {row["id"] for row in rows}:
        raise Problem("That part is not in this essay any more.", remedy="Choose another place.")
    number_before = len(rows) if after is None else 0
    if after:
        number_before = next(at for at, row in enumerate(rows, start=1) if row["id"] == after)
    before = [row["place"] for row in rows[:number_before] if row["id"] not in gone]
    following = [row["place"] for row in rows[number_before:] if row["id"] not in gone]
    low = before[-1] if before else None
    high = next((place for place in following if low is None or place > low), None)
    found: list[str] = []
    for _ in range(number):
        low = between(low, high)
        found.append(low)
    return found
