"""Values that participants are wanted for: a value of an attribute, or a range of numbers such as 18–34 or 65+."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from qualcode.participants.attributes import (
    REMEDIES,
    AttributeKind,
    ValueType,
    is_missing,
    misfit,
    number_in,
    parts_of,
    tidy,
    value_of,
)
from qualcode.problem import Problem

_BETWEEN = re.compile(r"(?P<low>.+?)\s*(?:–|—|-|\bto\b)\s*(?P<below>under\s+)?(?P<high>.+)")
_UP = re.compile(r"(?P<low>.+?)\s*(?:\+|\band\s+(?:over|more|older|above)|\bor\s+(?:over|more|older|above))")
_UNDER = re.compile(r"(?:under|below|less\s+than|<)\s*(?P<high>.+)")


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, which belongs to it unless `below`; None where there is no end."""

    low: Decimal | None
    high: Decimal | None
    below: bool = False

    def holds(self, number: Decimal) -> bool:
        """Whether a number is in it."""
        if self.low is not None and number < self.low:
            return False
        return self.high is None or number < self.high or (number == self.high and not self.below)

    @property
    def is_possible(self) -> bool:
        """Whether any number is in it."""
        if self.low is None or self.high is None:
            return True
        return self.low < self.high or (self.low == self.high and not self.below)

    @property
    def shown(self) -> str:
        """`18–34`, `18 to under 35`, `65+`, `under 18`."""
        if self.low is None:
            return f"under {self.high}"
        if self.high is None:
            return f"{self.low}+"
        return f"{self.low} to under {self.high}" if self.below else f"{self.low}–{self.high}"


def range_in(said: str) -> Range | None:
    """The range of numbers that is meant, None where it is none."""
    bare = tidy(said).casefold()
    if match := _UNDER.fullmatch(bare):
        high = number_in(match["high"])
        return None if high is None else Range(None, high, below=True)
    if match := _UP.fullmatch(bare):
        low = number_in(match["low"])
        return None if low is None else Range(low, None)
    if match := _BETWEEN.fullmatch(bare):
        low, high = number_in(match["low"]), number_in(match["high"])
        return None if low is None or high is None else Range(low, high, below=bool(match["below"]))
    return None


def wanted_value(said: str, kind: ValueType) -> str:
    """A value that people are wanted for, as it is kept.

    Raises Problem where there is none, or nobody could ever have it: no choice of the attribute, no number or date.
    """
    bare = tidy(said)
    if is_missing(bare):
        raise Problem("A value is needed that somebody can have.", remedy=_remedy(kind))
    if kind.kind is AttributeKind.NUMBER and (found := range_in(bare)) is not None:
        if not found.is_possible:
            raise Problem(f"No number is in “{bare}”.", remedy="Write the smaller one first: 18–34.")
        return found.shown
    if kind.kind is AttributeKind.SEVERAL and len(parts_of(bare)) > 1:
        raise Problem(f"“{bare}” is several values.", remedy="Say how many are wanted for each of them.")
    if why := misfit(bare, kind):
        raise Problem(why, f"“{kind.name}” is a {kind.kind}.", _remedy(kind))
    value = value_of(bare, kind)
    if kind.choices and value.doubt:
        raise Problem(f"“{bare}” is no choice of “{kind.name}”.", remedy=_remedy(kind))
    return value.kept


def _remedy(kind: ValueType) -> str:
    if kind.choices:
        return f"Its choices are: {', '.join(kind.choices)}."
    if kind.kind is AttributeKind.NUMBER:
        return "Write a number or a range: 37, 18–34, 65+ or under 18."
    return REMEDIES.get(kind.kind, "Type one.")


def values_in(value: str, kind: ValueType) -> tuple[str, ...]:
    """The values that somebody has, each once: several of several choices, none of nothing."""
    parts = parts_of(value) if kind.kind is AttributeKind.SEVERAL else (tidy(value),)
    return tuple(dict.fromkeys(part for part in map(tidy, parts) if not is_missing(part)))


def has_value(value: str, wanted: str, kind: ValueType) -> bool:
    """Whether somebody with a value is one of those wanted; of several choices, one is enough."""
    if kind.kind is AttributeKind.NUMBER and (number := number_in(value)) is not None:
        found = range_in(wanted)
        return found.holds(number) if found is not None else number == number_in(wanted)
    return wanted.casefold() in (one.casefold() for one in values_in(value, kind))
