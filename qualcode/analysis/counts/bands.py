"""The groups that an attribute makes: its values in order, numbers and dates in bands, and who has none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from qualcode.analysis.counts.asked import Bands, Cut
from qualcode.participants.attributes import (
    Attribute,
    AttributeKind,
    is_missing,
    number_in,
    parts_of,
    sort_key,
    tidy,
)
from qualcode.participants.days import is_day_or_time
from qualcode.problem import Problem

NOT_GIVEN = "not given"

_LESS = re.compile(r"\d{4}(?:-\d{2})?")  # a year or a month
_LARGE = Decimal(10) ** 15


@dataclass(frozen=True)
class Groups:
    """The names of the groups in order, and in which each thing is, by its id: several with several values."""

    names: tuple[str, ...]
    of: Mapping[str, tuple[int, ...]]

    @property
    def overlap(self) -> bool:
        """Whether anything is in more than one group."""
        return any(len(places) > 1 for places in self.of.values())


def groups(attribute: Attribute, values: Mapping[str, str], bands: Bands) -> Groups:
    """The groups of some things by their values of an attribute; those without a value stand last, apart.

    Choices and scales keep their order, and only values that somebody has make a group; a band is one though nobody
    is in it. Raises Problem for cut points
    that are no numbers or days.
    """
    kind = attribute.type.kind
    if kind in (AttributeKind.NUMBER, AttributeKind.DATE):
        return _banded(attribute, values, bands)
    if bands.cut is Cut.OWN:
        raise Problem(
            f"“{attribute.name}” holds no numbers or dates to cut.", remedy="Count by its values as they are."
        )
    said: dict[str, tuple[str, ...]] = {}
    for one, value in values.items():
        parts = parts_of(value) if kind is AttributeKind.SEVERAL else (tidy(value),)
        said[one] = tuple(dict.fromkeys(part for part in parts if not is_missing(part)))
    return _named(attribute, said)


def _named(attribute: Attribute, said: Mapping[str, tuple[str, ...]]) -> Groups:
    """Groups by value, whatever its capitals; written as the choice, else as most write it."""
    spelt: dict[str, Counter[str]] = {}
    for parts in said.values():
        for part in parts:
            spelt.setdefault(part.casefold(), Counter())[part] += 1
    listed = {choice.casefold(): choice for choice in map(tidy, attribute.choices)}
    names = {key: listed.get(key) or min(forms, key=lambda f: (-forms[f], f)) for key, forms in spelt.items()}
    places = {key: place for place, key in enumerate(listed)}
    ordered = sorted(
        names,
        key=lambda key: (
            (places[key], 0, Decimal(0), "")
            if key in places
            else (len(places), *sort_key(names[key], attribute.type))
        ),
    )
    place_of = {key: place for place, key in enumerate(ordered)}
    found = {one: tuple(sorted({place_of[part.casefold()] for part in parts})) for one, parts in said.items()}
    return _with_missing([names[key] for key in ordered], found)


def _with_missing(names: list[str], found: Mapping[str, tuple[int, ...]]) -> Groups:
    """The same with a last group of what is in none."""
    if all(found.values()):
        return Groups(tuple(names), dict(found))
    last = (len(names),)
    return Groups((*names, NOT_GIVEN), {one: places or last for one, places in found.items()})


# Numbers and days


def _banded(attribute: Attribute, values: Mapping[str, str], bands: Bands) -> Groups:
    """Bands half-open at the top but for the last, then what is no number or day, then what is missing."""
    is_date = attribute.type.kind is AttributeKind.DATE
    read = number_reader(attribute)
    shown: Callable[[Decimal], str] = _day if is_date else _figure
    numbers = {one: number for one, value in values.items() if (number := read(tidy(value))) is not None}
    if not numbers:
        return _named(attribute, {one: _odd(attribute, value) for one, value in values.items()})
    cuts = _cuts(sorted(numbers.values()), bands, read, attribute.name)
    names = _names(cuts, sorted(numbers.values()), bands, shown)
    place = {one: bisect_right(cuts, number) for one, number in numbers.items()}
    odd = {one for one, value in values.items() if one not in numbers and not is_missing(tidy(value))}
    found: dict[str, tuple[int, ...]] = {}
    for one in values:
        if one in place:
            found[one] = (place[one],)
        else:
            found[one] = (len(names),) if one in odd else ()
    return _with_missing([*names, "no date" if is_date else "no number"] if odd else names, found)


def _odd(attribute: Attribute, value: str) -> tuple[str, ...]:
    if is_missing(tidy(value)):
        return ()
    return ("no date",) if attribute.type.kind is AttributeKind.DATE else ("no number",)


def _cuts(
    numbers: Sequence[Decimal], bands: Bands, read: Callable[[str], Decimal | None], name: str
) -> list[Decimal]:
    """Where one band ends and the next begins, in order, of sorted numbers; a value at a cut is in the upper band."""
    if bands.cut is Cut.OWN:
        found = []
        for typed in bands.at:
            cut = read(tidy(typed))
            if cut is None:
                raise Problem(
                    f"“{typed}” is no place to cut “{name}”.",
                    remedy="Write cut points as figures (18, 35, 60) or days (2026-03-01).",
                )
            found.append(cut)
        return sorted(set(found))
    if bands.number < 1:
        raise Problem("There must be at least one band.", remedy="Say how many: 4, for example.")
    first, last = numbers[0], numbers[-1]
    if bands.cut is Cut.WIDTH:
        width, step = (last - first) / bands.number, _step(numbers)
        # A cut is a number such as people have, so that the band's name says exactly who is in it.
        cuts = {((first + width * n) / step).to_integral_value(ROUND_CEILING) * step for n in range(1, bands.number)}
        return sorted(cuts - {first})
    # The value at each quantile begins a band, so that equal values stay together.
    return sorted({numbers[len(numbers) * n // bands.number] for n in range(1, bands.number)} - {first})


def _step(numbers: Sequence[Decimal]) -> Decimal:
    """What the numbers are counted in: 1, or 0.1 where one has a place after the point."""
    exponents = (number.normalize().as_tuple().exponent for number in numbers)
    return Decimal(1).scaleb(min(0, *(one for one in exponents if isinstance(one, int)), 0))


def _names(
    cuts: Sequence[Decimal], numbers: Sequence[Decimal], bands: Bands, shown: Callable[[Decimal], str]
) -> list[str]:
    """`under 18`, `18 to under 35`, `35 and over`; the outermost by the numbers there are where nobody cut."""
    if not cuts:
        first, last = shown(numbers[0]), shown(numbers[-1])
        return [first if first == last else f"{first} to {last}"]
    between = [f"{shown(low)} to under {shown(high)}" for low, high in pairwise(cuts)]
    if bands.cut is Cut.OWN:
        return [f"under {shown(cuts[0])}", *between, f"{shown(cuts[-1])} and over"]
    first, last = f"{shown(numbers[0])} to under {shown(cuts[0])}", f"{shown(cuts[-1])} to {shown(numbers[-1])}"
    if shown(cuts[-1]) == shown(numbers[-1]):
        last = shown(cuts[-1])
    return [first, *between, last]


def _figure(number: Decimal) -> str:
    words = f"{number.normalize():,f}" if abs(number) < _LARGE else f"{number:.4g}"
    return words.replace("-", "\u2212")


def number_reader(attribute: Attribute) -> Callable[[str], Decimal | None]:
    """What reads a value of an attribute of numbers or days as a number; None for what is neither."""
    return _day_in if attribute.type.kind is AttributeKind.DATE else number_in


def _day_in(said: str) -> Decimal | None:
    """A day, the first of a month or year where only that is known, as a number of days."""
    if not is_day_or_time(said):
        return None
    whole = f"{said}-01-01"[:10] if _LESS.fullmatch(said) else said
    return Decimal(datetime.fromisoformat(whole).toordinal())


def _day(number: Decimal) -> str:
    return date.fromordinal(int(number)).isoformat()
