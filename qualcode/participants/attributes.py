"""Typed facts about people and documents: what a person or a cell says, as kept, checked, shown and sorted.

A value is kept as a string, whatever its kind. What does not fit its kind is kept as it was said, and doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from qualcode.participants.days import day_in, is_day_or_time
from qualcode.participants.numbers import number_in as number_in
from qualcode.participants.wider import AS_THEY_ARE, Wider


class AttributeKind(StrEnum):
    """What sort of fact it is; a scale is a choice with an order, a rank a place in an order (1, 2, 3, …)."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    SEVERAL = "several choices"
    SCALE = "scale"
    RANK = "rank"

    @property
    def has_choices(self) -> bool:
        return self in (AttributeKind.CHOICE, AttributeKind.SEVERAL, AttributeKind.SCALE)


@dataclass(frozen=True, slots=True)
class ValueType:
    """A kind with its choices (in order for a scale); `name` is what the fact is called.

    `day_first` says how a column writes 03/04/2026: None where it does not tell.
    """

    kind: AttributeKind = AttributeKind.TEXT
    choices: tuple[str, ...] = ()
    name: str = ""
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value as kept, and why it is doubtful: a phrase, empty where it is not."""

    kept: str
    doubt: str = ""

    @property
    def is_doubtful(self) -> bool:
        return bool(self.doubt)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed fact about participants or documents; only `printable` ones may stand beside a quote.

    `wider` is how its values are told there.
    """

    id: str
    name: str
    kind: str
    printable: bool
    position: int
    choices: tuple[str, ...] = ()
    wider: Wider = AS_THEY_ARE

    @property
    def type(self) -> ValueType:
        return ValueType(AttributeKind(self.kind), self.choices, self.name)

    def in_print(self, value: str) -> str:
        """A value as it may be printed; of several choices each."""
        if not self.wider:
            return value
        if self.kind != AttributeKind.SEVERAL:
            return self.wider.told(value)
        return joined(self.wider.told(one) for one in parts_of(value))


class AppliesTo(StrEnum):
    """What a fact is about."""

    PARTICIPANT = "participant"
    DOCUMENT = "document"


JOIN = "; "
_SEPARATOR = re.compile(r"\s*[;|\n]\s*")
_MISSING = frozenset({"", "na", "n/a", "n.a.", "nan", "null", "-", "–", "—", ".", "?", "missing", "not stated"})
_OLDEST = 120


def is_missing(said: str) -> bool:
    """True of nothing, and of the ways in which tables write that nothing is known (NA, n/a, –)."""
    return said.strip().casefold() in _MISSING


def tidy(said: str) -> str:
    """What was said on one line, without spaces at its ends or several together."""
    return " ".join(said.split())


def value_of(said: str, wanted: ValueType) -> Value:
    """What is kept of what was said, and whether it is doubtful; nothing said is the empty value."""
    if wanted.kind is AttributeKind.SEVERAL:
        return _several(said, wanted)
    kept = tidy(said)
    if not kept or is_missing(kept) or wanted.kind is AttributeKind.TEXT:
        return Value(said.strip() if wanted.kind is AttributeKind.TEXT else kept)
    if wanted.kind is AttributeKind.NUMBER:
        return Value(kept, _doubt_of_number(kept, wanted.name))
    if wanted.kind is AttributeKind.RANK:
        return Value(kept, "" if _is_rank(kept) else "is not a place such as 1, 2 or 3")
    if wanted.kind is AttributeKind.DATE:
        return _day(kept, wanted)
    if not wanted.choices:
        return Value(kept)
    chosen = _choice(kept, wanted.choices)
    return Value(chosen) if chosen is not None else Value(kept, "is none of its choices")


def misfit(said: str, wanted: ValueType) -> str:
    """Why something typed is no value of this kind at all, as a sentence; empty where it may be kept.

    A choice that is not listed and a number that cannot be are doubtful, not misfits.
    """
    kept = tidy(said)
    if not kept or is_missing(kept):
        return ""
    if wanted.kind is AttributeKind.DATE and not is_day_or_time(value_of(kept, wanted).kept):
        return f"“{kept}” is not a date, or could be two."
    if wanted.kind is AttributeKind.NUMBER and number_in(kept) is None:
        return f"“{kept}” is not a number."
    if wanted.kind is AttributeKind.RANK and not _is_rank(kept):
        return f"“{kept}” is not a place in an order."
    return ""


REMEDIES = {
    AttributeKind.DATE: "Write it as 2030-12-31.",
    AttributeKind.NUMBER: "Write it in figures, such as 37 or 2.5.",
    AttributeKind.RANK: "Write 1 for the first, 2 for the second, and so on.",
}


def _doubt_of_number(kept: str, name: str) -> str:
    number = number_in(kept)
    if number is None:
        return "is not a number"
    words = set(re.findall(r"[a-z]+", name.casefold()))
    if words & {"age", "alter", "aged"} and not 0 <= number <= _OLDEST:
        return "cannot be an age"
    return ""


def _is_rank(kept: str) -> bool:
    return re.fullmatch(r"0*[1-9]\d{0,3}", kept) is not None


def _day(kept: str, wanted: ValueType) -> Value:
    found = day_in(kept, wanted.day_first)
    if isinstance(found, date):
        return Value(found.isoformat())
    return Value(kept, found)


def _choice(kept: str, choices: Iterable[str]) -> str | None:
    """The choice meant, whatever its capitals and spaces."""
    key = kept.casefold()
    return next((choice for choice in choices if tidy(choice).casefold() == key), None)


# Several choices


def parts_of(value: str) -> tuple[str, ...]:
    """The choices in a value of several choices."""
    return tuple(part for part in _SEPARATOR.split(value.strip()) if part)


def joined(parts: Iterable[str], choices: Sequence[str] = ()) -> str:
    """Choices as one value: each once, those of `choices` in their order, then the others as they came."""
    given = list(dict.fromkeys(tidy(part) for part in parts if part.strip()))
    known = [choice for choice in choices if choice in given]
    return JOIN.join([*known, *(part for part in given if part not in known)])


def _several(said: str, wanted: ValueType) -> Value:
    parts = parts_of(said)
    if len(parts) == 1 and "," in said and wanted.choices and _choice(tidy(said), wanted.choices) is None:
        by_comma = [part for part in (one.strip() for one in said.split(",")) if part]
        if all(_choice(tidy(part), wanted.choices) is not None for part in by_comma):
            parts = tuple(by_comma)
    found = [(tidy(part), _choice(tidy(part), wanted.choices)) for part in parts]
    kept = joined((choice or part for part, choice in found), wanted.choices)
    strange = [part for part, choice in found if choice is None and not is_missing(part)]
    if not wanted.choices or not strange:
        return Value(kept)
    return Value(kept, f"has {', '.join(f'“{one}”' for one in strange)}, which is none of its choices")


def checked_choices(kind: AttributeKind, choices: Iterable[str]) -> tuple[str, ...]:
    """Choices as kept: tidy, each once. Only several choices need names without a semicolon; see `JOIN`."""
    kept: dict[str, str] = {}
    for choice in choices:
        for part in parts_of(choice) if kind is AttributeKind.SEVERAL else (choice,):
            if bare := tidy(part):
                kept.setdefault(bare.casefold(), bare)
    return tuple(kept.values())


# Sorting

SortKey = tuple[int, Decimal, str]


def sort_key(value: str, wanted: ValueType) -> SortKey:
    """Where a value stands: a scale by its order, numbers as numbers, what does not fit after, missing last."""
    if is_missing(value):
        return 2, Decimal(0), ""
    word = value.casefold()
    if wanted.kind in (AttributeKind.NUMBER, AttributeKind.RANK):
        number = number_in(value)
        return (1, Decimal(0), word) if number is None else (0, number, word)
    if wanted.kind in (AttributeKind.SCALE, AttributeKind.CHOICE) and wanted.choices:
        place = next((n for n, choice in enumerate(wanted.choices) if choice.casefold() == word), None)
        if place is None:
            return 1, Decimal(0), word
        return 0, Decimal(place if wanted.kind is AttributeKind.SCALE else 0), word
    if wanted.kind is AttributeKind.DATE and not is_day_or_time(value):
        return 1, Decimal(0), word
    return 0, Decimal(0), word
