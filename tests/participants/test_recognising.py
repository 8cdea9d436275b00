"""Who could be recognised is counted truly, and what is said to mend it does."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.participants.attributes import AttributeKind, ValueType
from qualcode.participants.recognising import FEWEST, Facts, Mending, Recognisable, Said, Shown, recognisable

TYPES = {
    "role": ValueType(AttributeKind.CHOICE, ("carer", "nurse", "manager")),
    "age": ValueType(AttributeKind.NUMBER),
    "trust": ValueType(AttributeKind.SCALE, ("low", "some", "much", "full")),
    "work": ValueType(AttributeKind.SEVERAL),
}
people_of_a_study = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "role": st.sampled_from(["carer", "nurse", "manager"]),
            "age": st.integers(-30, 90).map(str),
            "trust": st.sampled_from(TYPES["trust"].choices),
            "work": st.frozensets(st.sampled_from(["school", "clinic", "street"]), min_size=1),
        },
    ),
    min_size=1,
    max_size=25,
)
beside = st.lists(st.frozensets(st.sampled_from(list(TYPES))), min_size=25, max_size=25)


def study(facts: list[Mapping[str, Said]]) -> dict[str, Facts]:
    return {f"P{number:02}": one for number, one in enumerate(facts, start=1)}


def shown(people: Mapping[str, Facts], attributes: list[frozenset[str]]) -> list[Shown]:
    return [Shown(name, name, chosen) for name, chosen in zip(people, attributes, strict=False)]


def everything(people: Mapping[str, Facts]) -> list[Shown]:
    return [Shown(name, name, frozenset(TYPES)) for name in people]


def who_share(people: Mapping[str, Facts], told: Mapping[str, frozenset[Said]]) -> int:
    return sum(all(facts.get(name) in values for name, values in told.items()) for facts in people.values())


def after(one: Recognisable, mending: Mending) -> dict[str, frozenset[Said]]:
    """What is told once the changes are made; a fact left out is not in it."""
    told = {name: frozenset({said}) for name, said in one.facts}
    for change in mending.changes:
        if change.values:
            told[change.attribute] = change.values
        else:
            del told[change.attribute]
    return told


@given(people_of_a_study, beside)
def test_those_are_warned_of_whom_fewer_than_five_share_what_is_shown(
    facts: list[Mapping[str, Said]], attributes: list[frozenset[str]]
) -> None:
    people = study(facts)
    found = {one.who: one.people for one in recognisable(people, shown(people, attributes), TYPES)}
    expected = {}
    for one in shown(people, attributes):
        told = {name: frozenset({said}) for name, said in people[one.person].items() if name in one.attributes}
        if told and (count := who_share(people, told)) < FEWEST:
            expected[one.who] = count
    assert found == expected


@given(people_of_a_study)
def test_what_is_said_to_mend_it_does(facts: list[Mapping[str, Said]]) -> None:
    people = study(facts)
    for one in recognisable(people, everything(people), TYPES):
        assert bool(one.mendings) is (len(people) >= FEWEST)
        for mending in one.mendings:
            told = after(one, mending)
            assert who_share(people, told) == mending.people >= FEWEST
            # What stands there now is among what is told instead: nothing false is said of anybody.
            assert all(people[one.who][name] in values for name, values in told.items())
        assert [mending.loss for mending in one.mendings] == sorted(mending.loss for mending in one.mendings)


@given(people_of_a_study)
def test_nothing_is_said_to_be_left_out_where_less_would_do(facts: list[Mapping[str, Said]]) -> None:
    people = study(facts)
    for one in recognisable(people, everything(people), TYPES):
        for mending in one.mendings:
            for kept in mending.changes if len(mending.changes) > 1 else ():
                others = [change for change in mending.changes if change is not kept]
                assert who_share(people, after(one, Mending(tuple(others), 0, 0))) < FEWEST


@given(people_of_a_study, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(facts: list[Mapping[str, Said]], chance: random.Random) -> None:
    people = study(facts)
    names = list(people)
    chance.shuffle(names)
    mixed = {name: people[name] for name in names}
    assert recognisable(mixed, everything(mixed), TYPES) == recognisable(people, everything(people), TYPES)


def test_an_age_is_widened_to_a_round_band_before_it_is_left_out() -> None:
    ages = ("67", "61", "63", "64", "68", "41", "42", "43")
    people = study([{"role": "carer", "age": age} for age in ages])
    (one,) = recognisable(people, [Shown("P01", "Anna", frozenset({"role", "age"}))], TYPES)
    assert (one.who, one.people) == ("Anna", 1)
    band, left_out = one.mendings
    assert band.changes[0].instead == "60 to under 70"
    assert band.people == 5
    assert left_out.changes[0].instead == "" and left_out.people == 8


def test_two_rare_roles_are_offered_as_one_word() -> None:
    people = study([{"role": role} for role in ["manager", *["nurse"] * 4, *["carer"] * 9]])
    found = recognisable(people, everything(people), TYPES)
    assert [one.who for one in found] == ["P01", "P02", "P03", "P04", "P05"]
    first = found[0].mendings[0]
    assert (first.changes[0].instead, first.changes[0].joins, first.people) == ("“manager” and “nurse”", True, 5)


def test_a_scale_is_widened_to_its_neighbours() -> None:
    people = study([{"trust": one} for one in ["low", "some", "some", "much", "much", "full", "full", "full"]])
    (one,) = recognisable(people, [Shown("P01", "P01", frozenset({"trust"}))], TYPES)
    assert [mending.changes[0].instead for mending in one.mendings] == ["low to much", ""]


def test_one_fact_on_one_page_and_another_on_the_next_count_together() -> None:
    people = study(
        [{"role": "carer", "trust": "low"}, *[{"role": "carer", "trust": "full"}] * 6, *[{"trust": "low"}] * 6]
    )
    for alone in ("role", "trust"):
        assert recognisable(people, [Shown("P01", "P01", frozenset({alone}))], TYPES) == ()
    assert len(recognisable(people, [Shown("P01", "P01", frozenset({"role", "trust"}))], TYPES)) == 1


@pytest.mark.parametrize("known", [{}, {"role": ""}, {"work": frozenset[str]()}])
def test_a_fact_that_is_not_known_tells_nothing(known: Facts) -> None:
    assert recognisable({"P01": known}, [Shown("P01", "P01", frozenset(TYPES))], TYPES) == ()


def test_a_study_of_four_cannot_be_mended() -> None:
    people = study([{"role": "carer"}] * 4)
    assert {(one.people, one.mendings) for one in recognisable(people, everything(people), TYPES)} == {(4, ())}
