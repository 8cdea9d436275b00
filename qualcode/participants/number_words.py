"""Stretches of numbers as people keep them in words: `30–39`, `under 18`, `60+`, `in her sixties`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from qualcode.participants.numbers import number_in

DECADES = {
    "teens": (13, 20),
    "twenties": (20, 30),
    "thirties": (30, 40),
    "forties": (40, 50),
    "fifties": (50, 60),
    "sixties": (60, 70),
    "seventies": (70, 80),
    "eighties": (80, 90),
    "nineties": (90, 100),
}
_N = r"(\d{1,3}(?:[.,]\d+)?)"
_DASH = r"\s*[-‐‑–—]\s*"
_AROUND = re.compile(r"^(?:aged?|ages)\s+|\s*(?:years?|yrs?)?(?:\s+(?:old|of age))?\s*$", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?:between\s+)?{_N}(?:{_DASH}|\s+(?:to|and)\s+(under\s+)?){_N}", re.IGNORECASE)
_BELOW = re.compile(rf"(?:under|below|younger than|less than|<)\s*{_N}", re.IGNORECASE)
_UP_TO = re.compile(rf"(?:up to|≤)\s*{_N}|{_N}\s+(?:(?:and|or)\s+)(?:under|younger|below|less)", re.IGNORECASE)
_FROM = re.compile(
    rf"(?:over|above|older than|more than|from|>|≥|>=)\s*{_N}|"
    rf"{_N}(?:\s*\+|\s+plus|\s+(?:(?:and|or)\s+)(?:over|older|above|more))",
    re.IGNORECASE,
)
_DECADE = re.compile(
    rf"(?:in\s+(?:his|her|their|the)\s+)?(?:(?:early|mid|late)[\s-]+)?(?:({'|'.join(DECADES)})|([1-9]0)['’]?s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Numbers from `low` to under `high`; None where it has no end."""

    low: Decimal | None
    high: Decimal | None

    def within(self, other: Stretch) -> bool:
        """Whether all of it lies in another one."""
        begins = other.low is None or (self.low is not None and self.low >= other.low)
        return begins and (other.high is None or (self.high is not None and self.high <= other.high))

    def meets(self, other: Stretch) -> bool:
        """Whether some number lies in both."""
        before = self.high is not None and other.low is not None and self.high <= other.low
        after = self.low is not None and other.high is not None and self.low >= other.high
        return not before and not after


def whole(number: Decimal) -> Stretch:
    """A whole number, told of what may be between it and the next."""
    return Stretch(number, number + 1)


def stretch_in(said: str) -> Stretch | None:
    """The stretch that a value says in words, or the number that it is; None where it is neither."""
    bare = _AROUND.sub("", said.strip())
    if (number := number_in(bare)) is not None:
        return whole(number)
    if found := _BETWEEN.fullmatch(bare):
        low, high = number_in(found[1]), number_in(found[3])
        if low is None or high is None or high < low:
            return None
        return Stretch(low, high if found[2] else high + 1)
    if found := _DECADE.fullmatch(bare):
        return decade(found[1] or found[2])
    if found := _BELOW.fullmatch(bare):
        return Stretch(None, number_in(found[1]))
    if found := _UP_TO.fullmatch(bare):
        high = number_in(found[1] or found[2])
        return None if high is None else Stretch(None, high + 1)
    if found := _FROM.fullmatch(bare):
        return Stretch(number_in(found[1] or found[2]), None)
    return None


def decade(said: str) -> Stretch:
    """`thirties` or `30` as the numbers it holds."""
    low, high = DECADES[said.casefold()] if said.casefold() in DECADES else (int(said), int(said) + 10)
    return Stretch(Decimal(low), Decimal(high))
