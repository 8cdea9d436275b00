"""Days as tables and people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
_NAMES += r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY_MONTH = re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_NAMES}[\s,-]+(?P<year>\d{{4}})", re.I)
_MONTH_DAY = re.compile(rf"{_NAMES}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.I)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_SLASHES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
COULD_BE_TWO = "could be two days: is the day or the month first?"
_LESS = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


def day_in(said: str, day_first: bool | None = None) -> date | str:
    """The day meant, or why there is none: a phrase, empty where a time, a month or a year is a fair answer too.

    `day_first` says how 03/04/2026 is to be read; with None it is doubtful. With points the day is always first.
    """
    words = said.strip()
    if found := _DAY_MONTH.fullmatch(words) or _MONTH_DAY.fullmatch(words):
        month = _MONTHS.index(found["month"][:3].casefold()) + 1
        return _made(int(found["year"]), month, int(found["day"]))
    if found := _YEAR_FIRST.fullmatch(words):
        return _made(*map(int, found.groups()))
    if found := _SLASHES.fullmatch(words):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first > 12 or day_first is True or first == second:
            return _made(year, second, first)
        if second > 12 or day_first is False:
            return _made(year, first, second)
        return COULD_BE_TWO
    return "" if is_day_or_time(words) else "is not a date"


def is_day_or_time(said: str) -> bool:
    """True of a day, or a day with a time, in ISO 8601, and of a month or year alone (2026-03, 2026)."""
    if _LESS.fullmatch(said):
        return True
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return False
    return True


def writes_day_first(values: Iterable[str]) -> bool | None:
    """How a column writes days: True for 31/12/2030, False for 12/31/2030, None where it does not tell."""
    told: set[bool] = set()
    for value in values:
        found = _SLASHES.fullmatch(value.strip())
        if found and found[2] != ".":
            first, second = int(found[1]), int(found[3])
            if first > 12 >= second:
                told.add(True)
            elif second > 12 >= first:
                told.add(False)
    return told.pop() if len(told) == 1 else None


def _made(year: int, month: int, day: int) -> date | str:
    try:
        return date(year, month, day)
    except ValueError:
        return "is not a day of the calendar"
