"""The groups that values make: everybody is in the one whose name says so, and nobody is left out."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.counts.asked import Bands, Cut
from qualcode.analysis.counts.bands import groups
from qualcode.participants.attributes import Attribute, AttributeKind
from qualcode.problem import Problem


def fact(kind: AttributeKind, *choices: str) -> Attribute:
    return Attribute("id", "Age", str(kind), False, 0, choices)


def named(
    kind: AttributeKind, values: tuple[str, ...], *choices: str, bands: Bands | None = None
) -> list[tuple[str, int]]:
    """Each group's name, and how many of the values are in it."""
    found = groups(fact(kind, *choices), {str(n): value for n, value in enumerate(values)}, bands or Bands())
    held = Counter(place for places in found.of.values() for place in places)
    return [(name, held[place]) for place, name in enumerate(found.names)]


NUMBERS = st.lists(
    st.one_of(
        st.decimals(-1000, 1000, places=2).map(str), st.integers(0, 99).map(str), st.sampled_from(["", "n/a", "odd"])
    ),
    min_size=1,
    max_size=30,
)


@given(values=NUMBERS, number=st.integers(1, 9), cut=st.sampled_from([Cut.WIDTH, Cut.QUANTILE]))
def test_everybody_is_in_one_band_in_the_order_of_the_numbers(values: list[str], number: int, cut: Cut) -> None:
    found = groups(fact(AttributeKind.NUMBER), {str(n): v for n, v in enumerate(values)}, Bands(cut, number))
    assert set(found.of) == {str(n) for n in range(len(values))}
    assert all(len(places) == 1 for places in found.of.values())
    assert not found.overlap
    assert {place for places in found.of.values() for place in places} <= set(range(len(found.names)))
    assert len(set(found.names)) == len(found.names)
    numbers = {str(n): Decimal(v) for n, v in enumerate(values) if v not in ("", "n/a", "odd")}
    in_order = sorted(numbers, key=lambda one: numbers[one])
    places = [found.of[one][0] for one in in_order]
    assert places == sorted(places)
    for one in in_order:
        low, _, high = found.names[found.of[one][0]].replace("\u2212", "-").replace(",", "").partition(" to ")
        assert Decimal(low) <= numbers[one], found.names
        if high.startswith("under "):
            assert numbers[one] < Decimal(high.removeprefix("under ")), found.names
        elif high:
            assert numbers[one] <= Decimal(high), found.names


@given(values=st.lists(st.integers(0, 999), min_size=8, max_size=60, unique=True), number=st.integers(2, 4))
def test_bands_that_are_to_be_equally_full_are(values: list[int], number: int) -> None:
    found = named(AttributeKind.NUMBER, tuple(map(str, values)), bands=Bands(Cut.QUANTILE, number))
    sizes = [size for _, size in found]
    assert len(sizes) == number
    assert max(sizes) - min(sizes) <= 1


def test_equal_values_stay_in_one_band() -> None:
    found = named(AttributeKind.NUMBER, ("5", "5", "5", "9", "9"), bands=Bands(Cut.QUANTILE, 4))
    assert found == [("5 to under 9", 3), ("9", 2)]
    assert named(AttributeKind.NUMBER, ("5", "5.0", "5")) == [("5", 3)]


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (AttributeKind.NUMBER, ("", "n/a"), [("not given", 2)]),
        (AttributeKind.NUMBER, ("old", ""), [("no number", 1), ("not given", 1)]),
        (AttributeKind.DATE, ("soon", "2026"), [("2026-01-01", 1), ("no date", 1)]),
        (AttributeKind.TEXT, ("GP", "gp", "Nurse", "gp"), [("gp", 3), ("Nurse", 1)]),
        (AttributeKind.RANK, ("2", "10", "1"), [("1", 1), ("2", 1), ("10", 1)]),
        (AttributeKind.TEXT, (), []),
    ],
)
def test_what_does_not_fit_stands_apart(
    kind: AttributeKind, values: tuple[str, ...], expected: list[tuple[str, int]]
) -> None:
    assert named(kind, values) == expected


def test_numbers_as_people_write_them_are_read() -> None:
    found = named(AttributeKind.NUMBER, ("1,200", "1.5", "25%"), bands=Bands(Cut.OWN, at=("1,000", "2")))
    assert found == [("under 2", 1), ("2 to under 1,000", 1), ("1,000 and over", 1)]


def test_no_bands_at_all_are_refused_with_a_sentence() -> None:
    with pytest.raises(Problem, match="at least one band"):
        named(AttributeKind.NUMBER, ("1", "2"), bands=Bands(number=0))


def test_only_numbers_and_dates_can_be_cut() -> None:
    with pytest.raises(Problem, match="no numbers or dates to cut"):
        named(AttributeKind.CHOICE, ("a", "b"), "a", "b", bands=Bands(Cut.OWN, at=("18",)))
