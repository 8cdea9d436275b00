"""Bands of numbers and days as the rows of a chart: a band's name tells who is in it, whatever bands come later.

What was written of a band stays true of it so, though others join the study and the usual cuts move.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from qualcode.analysis.counts.asked import Bands
from qualcode.analysis.counts.bands import NOT_GIVEN, groups, number_reader
from qualcode.participants.attributes import Attribute, AttributeKind, tidy
from qualcode.participants.wanted_values import Range

_BETWEEN = re.compile(r"(\S+) to (under )?(\S+)")
_BELOW = re.compile(r"under (\S+)")
_ABOVE = re.compile(r"(\S+) and over")


def is_banded(attribute: Attribute) -> bool:
    """Whether the values of an attribute are put in bands."""
    return attribute.type.kind in (AttributeKind.NUMBER, AttributeKind.DATE)


def band_called(attribute: Attribute, name: str) -> Range | None:
    """The band that a name tells: `18 to under 35`, `60 to 75`, `under 18`, `35 and over`, `42`; None for others."""
    read = number_reader(attribute)
    if found := _BETWEEN.fullmatch(name):
        low, high = read(found[1]), read(found[3])
        return Range(low, high, below=bool(found[2])) if low is not None and high is not None else None
    if found := _BELOW.fullmatch(name):
        high = read(found[1])
        return Range(None, high, below=True) if high is not None else None
    if found := _ABOVE.fullmatch(name):
        low = read(found[1])
        return Range(low, None) if low is not None else None
    number = read(tidy(name))
    return Range(number, number) if number is not None else None


def in_bands(attribute: Attribute, said: Mapping[str, str], names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """In which bands of those names each thing is, by its id; what is no number is in the one that says so."""
    read = number_reader(attribute)
    bands = {name: band_called(attribute, name) for name in names}
    found: dict[str, tuple[str, ...]] = {}
    for one, value in said.items():
        number = read(tidy(value))
        if number is not None:
            found[one] = tuple(name for name, band in bands.items() if band is not None and band.holds(number))
        else:
            called = groups(attribute, {one: value}, Bands()).names
            found[one] = tuple(name for name in bands if name in called)
    return found


def bands_of(attribute: Attribute, values: Mapping[str, str], bands: Bands) -> list[str]:
    """The names of the bands that some values make, in order; raises Problem where they cannot be cut so."""
    return [name for name in groups(attribute, values, bands).names if name != NOT_GIVEN]


def band_key(attribute: Attribute, name: str) -> tuple[int, Decimal, Decimal, str]:
    """Where a band stands among others: by where it begins, then where it ends; what is no band comes last."""
    band = band_called(attribute, name)
    if band is None:
        return 1, Decimal(0), Decimal(0), name.casefold()
    far = Decimal("Infinity")
    return 0, -far if band.low is None else band.low, far if band.high is None else band.high, name
