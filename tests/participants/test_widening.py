"""Values told more widely in print: bands, wider words, and the least of it that hides everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from qualcode.participants.attributes import Attribute, AttributeKind, ValueType
from qualcode.participants.recognising import Facts, Said, Shown, recognisable
from qualcode.participants.widening import Widening, widened
from qualcode.participants.wider import Wider, band_in

TYPES = {
    "role": ValueType(AttributeKind.CHOICE),
    "age": ValueType(AttributeKind.NUMBER),
    "years": ValueType(AttributeKind.NUMBER),
    "trust": ValueType(AttributeKind.SCALE, ("low", "some", "much", "full")),
}
AGE = Attribute("1", "age", "number", printable=True, position=1)
people_of_a_study = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "role": st.sampled_from(["carer", "nurse", "manager"]),
            "age": st.integers(-30, 90).map(str),
            "trust": st.sampled_from(["low", "some", "much", "full", "Low"]),
            "years": st.one_of(st.integers(0, 40).map(str), st.just("many")),
        },
    ),
    min_size=1,
    max_size=30,
)
beside = st.lists(st.frozensets(st.sampled_from(list(TYPES))), max_size=30)


def test_numbers_are_told_in_bands_and_words_by_wider_ones() -> None:
    wider = Wider(Decimal(10), (("commissioner", "senior manager"),))
    assert [wider.told(one) for one in ("54", "60", "-3", "54.5", "in her fifties", "Commissioner ")] == [
        "50 to under 60",
        "60 to under 70",
        "-10 to under 0",
        "50 to under 60",
        "in her fifties",
        "senior manager",
    ]


def test_each_of_several_choices_is_told_for_itself_and_once() -> None:
    several = Attribute("1", "work", "several choices", printable=True, position=1)
    wider = Wider(None, (("school", "council"), ("library", "council")))
    assert replace(several, wider=wider).in_print("school; library; street") == "council; street"
    assert AGE.in_print("54") == "54"


@given(st.none() | st.integers(1, 500).map(Decimal), st.dictionaries(st.text(min_size=1), st.text(min_size=1)))
def test_what_is_stored_is_read_back(width: Decimal | None, words: dict[str, str]) -> None:
    wider = Wider(width, tuple(sorted(words.items())))
    assert Wider.read(wider.stored) == wider
    assert bool(wider.stored) is bool(wider)


@given(st.integers(-1000, 1000), st.integers(1, 100))
def test_a_number_is_in_the_band_it_is_told_in(number: int, width: int) -> None:
    found = band_in(Wider(Decimal(width)).told(str(number)))
    assert found is not None
    low, wide = found
    assert low <= number < low + wide and wide == width and low % width == 0


def told(people: Mapping[str, Facts], less: tuple[Widening, ...]) -> dict[str, Facts]:
    """The facts of people as they are told after a widening."""
    ways = {one.attribute: one.wider for one in less}

    def one(name: str, said: Said) -> Said:
        wider = ways.get(name)
        return wider.told(said) if wider is not None and isinstance(said, str) else said

    return {
        person: {name: one(name, said) for name, said in facts.items() if name not in ways or ways[name] is not None}
        for person, facts in people.items()
    }


@given(people_of_a_study, beside)
def test_afterwards_nobody_could_be_recognised_and_before_nothing_is_widened(
    facts: list[Mapping[str, Said]], attributes: list[frozenset[str]]
) -> None:
    people: dict[str, Facts] = {f"P{number:02}": one for number, one in enumerate(facts)}
    shown = [Shown(name, name, chosen) for name, chosen in zip(people, attributes, strict=False)]
    less = widened(people, shown, TYPES)
    assert recognisable(told(people, less), shown, TYPES) == ()
    assert (less == ()) is (recognisable(people, shown, TYPES) == ())


def test_a_scale_is_told_in_stretches_of_it_before_it_is_left_out() -> None:
    said = ["low", "low", "some", "some", "some", "much", "much", "full", "full", "full"]
    people: dict[str, Facts] = {f"P{n}": {"trust": one} for n, one in enumerate(said)}
    shown = [Shown(one, one, frozenset({"trust"})) for one in people]
    (one,) = widened(people, shown, TYPES)
    assert one.wider is not None
    assert [one.wider.told(each) for each in ("low", "some", "full")] == ["low to some"] * 2 + ["much to full"]
    assert one.wider.phrase == "as low to some, much to full"


def test_what_is_told_in_bands_already_is_told_in_wider_ones() -> None:
    ages = ["52", "53", "57", "58", "59", "61", "62", "63", "64", "68"]
    people: dict[str, Facts] = {f"P{n}": {"age": Wider(Decimal(5)).told(age)} for n, age in enumerate(ages)}
    shown = [Shown("P0", "P0", frozenset({"age"}))]
    assert widened(people, shown, TYPES) == (Widening("age", Wider(Decimal(10))),)
    (one,) = recognisable(people, shown, TYPES)
    assert [change.instead for mending in one.mendings for change in mending.changes] == ["50 to under 60", ""]
