"""Facts about people and documents as cells of a spreadsheet: numbers as numbers, days as days, the rest as words."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TypeAlias

from qualcode.participants.attributes import AttributeKind, number_in

FactValue: TypeAlias = str | int | float | date

_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets do not agree on which day a number is
_WHOLE = 10**15  # from here on a spreadsheet rounds
_FORMATS = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd"}


def fact_value(fact: str, kind: AttributeKind) -> FactValue:
    """What a cell holds of a fact of a kind: words where it is no number or day, or one a cell would change."""
    if kind in (AttributeKind.NUMBER, AttributeKind.RANK):
        number = _number(fact)
        return fact if number is None else number
    if kind is AttributeKind.DATE:
        day = _day(fact)
        return fact if day is None else day
    return fact


def number_format(fact: str, value: FactValue) -> str:
    """How a cell shows it, as Excel writes formats; empty for words. 25% is kept as 25."""
    if isinstance(value, str):
        return ""
    if isinstance(value, date):
        return _FORMATS[type(value)]
    return 'General"%"' if fact.strip().endswith("%") else "General"


def _number(fact: str) -> int | float | None:
    said = number_in(fact)
    if said is None:
        return None
    if said == said.to_integral_value():
        return int(said) if abs(said) < _WHOLE else None
    value = float(f"{float(said):.16G}")  # as xlsxwriter writes it
    return value if said == type(said)(repr(value)) else None


def _day(fact: str) -> date | datetime | None:
    try:
        found = datetime.fromisoformat(fact)
    except ValueError:
        return None
    if found.tzinfo is not None or found.date() < _FIRST_DAY or found.microsecond:
        return None
    if _A_DAY.fullmatch(fact):
        return found.date()
    # Midnight would come back as a day without a time.
    return found if fact[:10] == found.date().isoformat() and found.time() != time() else None
