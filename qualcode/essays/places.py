"""Places in an order that two people may add to apart: text that sorts, of digits alone, with room between any two.

A place is never given to two things, but for chance: each takes one of a thousand or more. That digits alone are
used keeps it from ever reading as somebody's name.
"""

from __future__ import annotations

import secrets

_WIDE = 12  # digits of a place that nothing was put before or after
_STEP = 10**6  # between two that follow each other at the end
_DEEPER = 4  # digits more, where two places are neighbours


def between(before: str | None, after: str | None) -> str:
    """A place after `before` and before `after`; None is the beginning or the end.

    Raises ValueError where there is none between them.
    """
    if after is None:
        return _beyond(before)
    digits = max(_WIDE, len(before or ""), len(after))
    low = int((before or "").ljust(digits, "0"))
    high = int(after.ljust(digits, "0"))
    if low > high or (before or "") >= after:
        raise ValueError("no place is left between these")
    if before is None and high > 2 * _STEP:
        low = high - 2 * _STEP
    while high - low < 10**_DEEPER:
        low, high, digits = low * 10**_DEEPER, high * 10**_DEEPER, digits + _DEEPER
    third = (high - low) // 3
    return _written(low + third + secrets.randbelow(max(1, third)), digits)


def _beyond(before: str | None) -> str:
    if before is None:
        return _written(10**_WIDE // 2 + secrets.randbelow(_STEP), _WIDE)
    last = int(before[:_WIDE].ljust(_WIDE, "0"))
    following = last + _STEP + secrets.randbelow(_STEP)
    if following < 10**_WIDE:
        return _written(following, _WIDE)
    return f"{before}{5 + secrets.randbelow(4)}"


def _written(number: int, digits: int) -> str:
    """The digits without noughts at the end, which would leave no room before them."""
    return f"{number:0{digits}d}".rstrip("0")
