"""Days as people type them."""

from __future__ import annotations

from datetime import date

from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks


def as_day(typed: str | None) -> str | None:
    """A day in ISO 8601, None where nothing was typed. Raises Problem when it is no day."""
    if typed is None or not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        raise Problem(f"{in_marks(typed)} is not a date.", remedy="Write it as 2030-12-31.") from None
