"""On how many examples a property is tried."""

from __future__ import annotations

from hypothesis import settings


def one_in(times: int) -> int:
    """One example for each `times` that the profile asks for: for what writes and reads whole files or studies."""
    return max(1, settings().max_examples // times)
