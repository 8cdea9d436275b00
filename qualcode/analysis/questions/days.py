"""Days, months, years and ranges of them, as a question writes them and as a study has them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from qualcode.participants.days import day_in

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_EARLIEST, _LATEST = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, both within."""

    first: date
    last: date

    def holds(self, said: str, compared: str = "=") -> bool:
        """Whether a date, month or year that the study has lies within, before or after; False where it is none."""
        one = days_in(said[:10].strip() if "T" in said else said)
        if one is None:
            return False
        if compared in ("=", "", "!="):
            return (self.first <= one.first and one.last <= self.last) != (compared == "!=")
        if compared == "<":
            return one.last < self.first
        if compared == "<=":
            return one.last <= self.last
        return one.first > self.last if compared == ">" else one.first >= self.first


def days_in(said: str) -> Days | None:
    """The days that one date, month or year takes; None where it is none of these."""
    words = said.strip()
    if _YEAR.fullmatch(words):
        year = int(words)
        return Days(date(year, 1, 1), date(year, 12, 31)) if year else None
    if found := _MONTH.fullmatch(words):
        year, month = int(found[1]), int(found[2])
        if not year or not 1 <= month <= 12:
            return None
        return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    day = day_in(words)
    return Days(day, day) if isinstance(day, date) else None


def days_asked(typed: str) -> Days | None:
    """The days asked for, ranges too: 2019, 2019-03, 2019-03..2019-05, 2019.. and ..2019; None where it is none."""
    before, dots, after = typed.partition("..")
    if not dots:
        return days_in(typed)
    first, last = days_in(before), days_in(after)
    if (before.strip() and first is None) or (after.strip() and last is None) or not (first or last):
        return None
    found = Days(first.first if first else _EARLIEST, last.last if last else _LATEST)
    return found if found.first <= found.last else None
