"""How much a transcript may hold: far more than is said in a day, and little enough for any machine."""

from __future__ import annotations

from qualcode.problem import Problem

LONGEST = 5_000_000  # characters; the longest day of recording has a fifth of them
MOST_LINES = 80_000  # a caption takes four of them
MOST_PARAGRAPHS = MOST_LINES // 2  # an empty line stands between two of them


def within_limits(text: str) -> str:
    """The text itself; raises Problem where it is longer than any transcript."""
    if len(text) > LONGEST or text.count("\n") > MOST_LINES:
        raise too_long()
    return text


def too_long() -> Problem:
    return Problem("It is too large to be a transcript.", "", "Split it into smaller files, then import those.")
