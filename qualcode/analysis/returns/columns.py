"""Which columns of a return sheet hold what, by their headings, and what a cell of votes says."""

from __future__ import annotations

import re
from collections.abc import Sequence

COLUMNS = ("card", "words", "votes", "group")  # in the order of the blank sheet
MOST_VOTES = 100_000

_CALLED = {
    "votes": "votes vote dots dot score scores points stickers ticks",
    "group": "group groups table tables team room",
    "workshop": "workshop workshops session",
    "card": "card cards id ids question questions quote quotes opportunity opportunities number ref reference",
    "words": "words comment comments note notes said answer answers response responses text discussion feedback",
}
_BESIDE = """a an and did for got how id in is it many my name of on or our own per said the they this to was were
what which who you your"""
_KNOWN = {column: frozenset(words.split()) for column, words in _CALLED.items()}
_WORDS = frozenset(_BESIDE.split()).union(*_KNOWN.values())
_UNIT = r"(?:votes?|dots?|points?|stickers?|ticks?)"
_NUMBER = re.compile(rf"[+x×]?\s*(\d{{1,6}})(?:[.,]0+)?\s*{_UNIT}?", re.IGNORECASE)


def columns_of(cells: Sequence[str]) -> dict[str, int] | None:
    """The place of each column that a row of headings names; None where the row is no such.

    It names two columns at least, with the cards or the words among them; the first of two alike counts.
    """
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = _column(cell)
        if column:
            found.setdefault(column, place)
    return found if len(found) > 1 and ("card" in found or "words" in found) else None


def _column(cell: str) -> str:
    """What a heading names: the last of its words tells most (number of votes, card or question).

    A cell with any other word in it, or a number, is no heading.
    """
    words = re.findall(r"[^\W_]+", cell.casefold())
    if not words or not _WORDS.issuperset(words):
        return ""
    first = next((column for column in ("votes", "group") if column in words or column.rstrip("s") in words), "")
    return first or next(
        (column for word in reversed(words) for column, known in _KNOWN.items() if word in known), ""
    )


def votes_in(cell: str) -> int | None:
    """The number of votes in a cell, `3`, `3 votes`, `+3`; None where it is empty or no number."""
    found = _NUMBER.fullmatch(cell.strip())
    number = int(found[1]) if found else None
    return number if number is None or number <= MOST_VOTES else None
