"""Typed facts: what cells say, as kept, doubted and sorted; and kinds guessed from columns."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.participants.attributes import (
    AttributeKind,
    ValueType,
    is_missing,
    joined,
    misfit,
    number_in,
    parts_of,
    sort_key,
    value_of,
)
from qualcode.participants.guessing import guess

AGE = ValueType(AttributeKind.NUMBER, name="age")
DAY = ValueType(AttributeKind.DATE)
OFTEN = ValueType(AttributeKind.SCALE, ("never", "sometimes", "always"))
FORMS = ValueType(AttributeKind.SEVERAL, ("group", "online", "paid"))


@pytest.mark.parametrize("said", ["-1726", "329", "99999999999", "37½ or so", "thirty"])
def test_an_impossible_age_is_kept_as_it_was_said_and_doubted(said: str) -> None:
    value = value_of(said, AGE)
    assert value.kept == said
    assert value.is_doubtful


@pytest.mark.parametrize(
    ("said", "number"),
    [("37", 37), ("-1", -1), ("2.5", "2.5"), ("2,5", "2.5"), ("1,200", 1200), ("1.200,5", "1200.5"), ("1 200", 1200)],
)
def test_numbers_are_understood_in_the_ways_people_write_them(said: str, number: object) -> None:
    assert number_in(said) == Decimal(str(number))


@pytest.mark.parametrize("said", ["", "12 years", "1/2", "-", "P03", "1.2.3", "abc"])
def test_what_is_no_number_is_none(said: str) -> None:
    assert number_in(said) is None


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2026-03-11", "2026-03-11"),
        ("11 March 2026", "2026-03-11"),
        ("March 11, 2026", "2026-03-11"),
        ("11.3.2026", "2026-03-11"),
        ("31/12/2030", "2030-12-31"),
        ("12/31/2030", "2030-12-31"),
        ("2026-03", "2026-03"),
        ("2014-08-27 11:29:31", "2014-08-27 11:29:31"),
    ],
)
def test_days_are_kept_in_one_way_of_writing(said: str, kept: str) -> None:
    assert value_of(said, DAY).kept == kept
    assert not value_of(said, DAY).is_doubtful


@pytest.mark.parametrize("said", ["03/04/2026", "31 February 2026", "soon", "2026-13-01"])
def test_a_day_that_could_be_two_or_none_is_kept_as_it_was_said(said: str) -> None:
    assert value_of(said, DAY).kept == said
    assert value_of(said, DAY).is_doubtful
    assert misfit(said, DAY)


def test_a_column_with_one_clear_day_says_how_the_others_are_read() -> None:
    found = guess("joined", ["03/04/2026", "31/12/2025", "01/02/2026", "11/11/2025"])
    assert found.kind is AttributeKind.DATE
    assert value_of("03/04/2026", found).kept == "2026-04-03"


def test_a_choice_is_kept_in_its_own_spelling_and_another_as_it_was_said() -> None:
    assert value_of(" Sometimes ", OFTEN).kept == "sometimes"
    assert value_of("quite often", OFTEN).kept == "quite often"
    assert value_of("quite often", OFTEN).is_doubtful


def test_several_choices_have_one_way_of_being_written() -> None:
    assert value_of("Online;  group", FORMS).kept == "group; online"
    assert value_of("online, group", FORMS).kept == "group; online"
    assert value_of("group\nonline\ngroup", FORMS).kept == "group; online"
    assert value_of("group; choir", FORMS).doubt == "has “choir”, which is none of its choices"


def test_a_scale_sorts_by_its_order_numbers_as_numbers_and_nothing_last() -> None:
    said = ["always", "", "never", "n/a", "often", "sometimes"]
    assert sorted(said, key=lambda one: sort_key(one, OFTEN))[:4] == ["never", "sometimes", "always", "often"]
    ages = ["100", "", "9", "-1", "ten", "2.5"]
    assert sorted(ages, key=lambda one: sort_key(one, AGE)) == ["-1", "2.5", "9", "100", "ten", ""]


def test_a_rank_is_a_place() -> None:
    rank = ValueType(AttributeKind.RANK)
    assert not value_of("1", rank).is_doubtful
    assert value_of("0", rank).is_doubtful and misfit("first", rank)


@given(st.text(max_size=40), st.sampled_from(AttributeKind), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_keeping_a_value_twice_keeps_the_same(said: str, kind: AttributeKind, choices: list[str]) -> None:
    wanted = ValueType(kind, tuple(dict.fromkeys(" ".join(one.split()) for one in choices if one.split())))
    once = value_of(said, wanted)
    again = value_of(once.kept, wanted)
    assert again.kept == once.kept
    sort_key(once.kept, wanted)


@given(st.text(max_size=40), st.sampled_from([AttributeKind.NUMBER, AttributeKind.RANK, AttributeKind.TEXT]))
def test_only_spaces_of_a_value_ever_change(said: str, kind: AttributeKind) -> None:
    assert value_of(said, ValueType(kind)).kept.split() == said.split()


@given(st.lists(st.text(alphabet="abc XY", min_size=1, max_size=5), max_size=6))
def test_several_choices_survive_being_joined_and_parted(parts: list[str]) -> None:
    tidy = list(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
    assert list(parts_of(joined(parts))) == tidy


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("age", ["37", "44", "-1726", "32", "31"], AttributeKind.NUMBER),
        ("postcode", ["01234", "02345", "03456"], AttributeKind.TEXT),
        ("joined", ["2026-03-11", "2026-04-01", "n/a"], AttributeKind.DATE),
        ("role", ["peer", "GP", "peer", "GP"], AttributeKind.CHOICE),
        ("support", ["group; online", "group", "online; paid"], AttributeKind.SEVERAL),
        ("agree", ["Strongly agree", "Disagree", "Neutral"], AttributeKind.SCALE),
        ("how often", ["Never", "Often", "Sometimes", "Rarely"], AttributeKind.SCALE),
        ("age band", ["18–24", "25–34", "65+"], AttributeKind.SCALE),
        ("rank of cost", ["1", "3", "2"], AttributeKind.RANK),
        ("comment", ["It was good.", "I liked it; mostly.", "No."], AttributeKind.TEXT),
        ("empty", ["", "NA", "–"], AttributeKind.TEXT),
    ],
)
def test_kinds_are_guessed_from_what_a_column_holds(name: str, values: list[str], kind: AttributeKind) -> None:
    assert guess(name, values).kind is kind


def test_a_guessed_scale_has_its_steps_in_order_and_what_is_beside_it_last() -> None:
    said = ["Very easy", "Don't know", "Very difficult", "Somewhat easy"]
    assert guess("leave", said).choices == ("Very difficult", "Somewhat easy", "Very easy", "Don't know")
    sizes = ["26-100", "More than 1000", "6-25", "100-500", "1-5"]
    assert guess("people", sizes).choices == ("1-5", "6-25", "26-100", "100-500", "More than 1000")


@given(st.text(max_size=10), st.lists(st.text(max_size=12), max_size=30))
def test_whatever_a_column_holds_guessing_it_loses_no_value(name: str, values: list[str]) -> None:
    found = guess(name, values)
    for value in values:
        kept = value_of(value, found).kept
        assert kept or not value.split() or not parts_of(value)


def test_a_real_survey_s_ages_are_numbers_and_only_the_impossible_ones_doubtful(real_files: Path) -> None:
    with (real_files / "surveys/mental_health_in_tech_2014_raw.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    ages = [row["Age"] for row in rows]
    found = guess("Age", ages)
    doubtful = {age for age in ages if value_of(age, found).is_doubtful}
    assert found.kind is AttributeKind.NUMBER
    assert doubtful == {"-29", "329", "99999999999", "-1726", "-1"}
    often = guess("work_interfere", [row["work_interfere"] for row in rows])
    assert often.choices == ("Never", "Rarely", "Sometimes", "Often")
    assert is_missing("NA")
