"""Values that people are wanted for, as they are typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.participants.attributes import AttributeKind, ValueType
from qualcode.participants.wanted_values import has_value, range_in, wanted_value
from qualcode.problem import Problem

AGE = ValueType(AttributeKind.NUMBER, name="age")
GENDER = ValueType(AttributeKind.CHOICE, ("woman", "man"), "gender")
TOWN = ValueType(AttributeKind.TEXT, name="town")
LANGUAGES = ValueType(AttributeKind.SEVERAL, ("Welsh", "English"), "languages")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("18-34", "18–34"),
        ("18 – 34", "18–34"),
        ("18 to 34", "18–34"),
        ("18 to under 35", "18 to under 35"),
        ("65+", "65+"),
        ("65 and over", "65+"),
        ("under 18", "under 18"),
        ("< 18", "under 18"),
        (" 37 ", "37"),
    ],
)
def test_a_number_is_wanted_alone_or_as_a_range(said: str, kept: str) -> None:
    assert wanted_value(said, AGE) == kept
    assert wanted_value(kept, AGE) == kept


@pytest.mark.parametrize(
    ("said", "kind"),
    [("", TOWN), ("n/a", TOWN), ("many", AGE), ("34-18", AGE), ("nurse", GENDER), ("Welsh; English", LANGUAGES)],
)
def test_what_nobody_can_have_is_refused_with_what_to_do(said: str, kind: ValueType) -> None:
    with pytest.raises(Problem) as told:
        wanted_value(said, kind)
    assert told.value.remedy


def test_a_choice_is_taken_whatever_its_capitals() -> None:
    assert wanted_value("WOMAN", GENDER) == "woman"


@pytest.mark.parametrize(
    ("value", "wanted", "kind", "has"),
    [
        ("34", "18–34", AGE, True),
        ("35", "18–34", AGE, False),
        ("35", "18 to under 35", AGE, False),
        ("34.5", "18 to under 35", AGE, True),
        ("65", "65+", AGE, True),
        ("18", "under 18", AGE, False),
        ("37.0", "37", AGE, True),
        ("", "18–34", AGE, False),
        ("Woman", "woman", GENDER, True),
        ("Welsh; English", "english", LANGUAGES, True),
        ("Welsh", "English", LANGUAGES, False),
        ("hull", "Hull", TOWN, True),
    ],
)
def test_somebody_is_wanted_by_their_value(value: str, wanted: str, kind: ValueType, has: bool) -> None:
    assert has_value(value, wanted, kind) is has


@given(st.integers(0, 120), st.integers(0, 120), st.integers(-5, 130))
def test_a_range_holds_what_lies_in_it(low: int, high: int, number: int) -> None:
    found = range_in(f"{low}-{high}")
    assert found is not None
    assert found.holds(Decimal(number)) == (low <= number <= high)
    assert found.is_possible == (low <= high)
    assert range_in(found.shown) == found
