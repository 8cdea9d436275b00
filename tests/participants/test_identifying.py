"""Addresses, telephone numbers, postcodes and numbers as the NHS has them are suggested, and replaced like names."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.participants.identifying import Detail, details_in
from qualcode.participants.name_candidates import Why, candidates
from qualcode.participants.name_tokens import Said
from qualcode.participants.names import Name, Names, What

DETAILS = [
    ("mary.smith@example.org", Detail.EMAIL),
    ("m_s+home@mail.example.co.uk", Detail.EMAIL),
    ("07700 900123", Detail.PHONE),
    ("07700900123", Detail.PHONE),
    ("(0113) 496 0123", Detail.PHONE),
    ("020 7946 0958", Detail.PHONE),
    ("+44 7700 900123", Detail.PHONE),
    ("+44 (0)113 496 0123", Detail.PHONE),
    ("0044 113 496 0123", Detail.PHONE),
    ("555-010-0199", Detail.PHONE),
    ("(555) 010-0199", Detail.PHONE),
    ("LS1 4AP", Detail.POSTCODE),
    ("SW1A 1AA", Detail.POSTCODE),
    ("YO318XZ", Detail.POSTCODE),
    ("943 476 5919", Detail.HEALTH),
    ("9434765919", Detail.HEALTH),
]


@pytest.mark.parametrize(("words", "what"), DETAILS)
@pytest.mark.parametrize("said", ["I wrote to {} then.", "{}.", "Is it {}, or not?", "“{}”", "Ring: {}\nAnd so on."])
def test_a_detail_is_found_whole_and_replaced_like_a_name(words: str, what: Detail, said: str) -> None:
    text = said.format(words)
    assert [(one.span.of(text), one.what) for one in details_in(text)] == [(words, what)]
    (one,) = candidates([Said("d", "P1", text)]).candidates
    assert (one.words, one.what, str(one.why)) == (words, What.DETAIL, str(what))
    shown = Names([Name(one.words, one.suggested, one.what)]).show(text)
    assert shown == said.format(one.suggested)


@pytest.mark.parametrize(
    "text",
    [
        "It was in 2019, on 03/05/2021, at 10:30:15 or 00:01:02.500.",
        "From 2019-2021, 1,000,000 people; £10 500 200 400 in all, 0.1234567890.",
        "It cost 12 000 000 or 07 11 2024, room B12 and form E1, 3rd of M5, P03 and P1 2AB.",
        "ISBN 978-0-14-303943-3, doi 10.1000/0113496012, see https://example.org/0113496012, www.example.org/077.",
        "He said it @home, 100 @ 5, and a@b.",
        "1234567890 and 123 456 7890 and 111 111 1111 add up to nothing.",
        "Step 2 of 3, question 12 4AB, AA1 1AA, qualcode x7k2m9qp1, ID 00123456789.",
        "It was ls1 4ap, in small letters.",
        "000 000 0000, 0000000000, +0 000 000",
        "07700 900123 900123 900123",
    ],
)
def test_dates_times_sums_and_references_are_no_details(text: str) -> None:
    assert details_in(text) == []


def test_an_address_with_a_name_of_the_list_in_it_is_replaced_whole_once_it_is_on_the_list() -> None:
    names = Names([Name("Mary Smith", "Ada", What.PERSON), Name("mary.smith@example.org", "[address]", What.DETAIL)])
    assert names.show("Mary Smith has mary.smith@example.org now.") == "Ada has [address] now."
    assert names.show("MARY.SMITH@EXAMPLE.ORG") == "[address]"


def test_a_number_is_not_found_within_a_longer_one() -> None:
    names = Names([Name("07700 900123", "[number]", What.DETAIL)])
    for text in ("07700 9001234", "107700 900123", "07700 900"):
        assert names.show(text) == text
    assert names.show("07700-900123 and 07700\n900123") == "[number] and [number]"


def test_the_letters_of_a_postcode_are_no_name_of_their_own() -> None:
    text = "We went home and had tea. It was nothing. So I said that it is SW1A 1AA there."
    assert [one.why for one in candidates([Said("d", "P1", text)]).candidates] == [Why.POSTCODE]


@given(st.text(alphabet="+0(1).- 4@a\nLS", max_size=200))
def test_details_of_any_text_are_in_order_and_apart(text: str) -> None:
    found = [one.span for one in details_in(text)]
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(span.of(text).strip() == span.of(text) for span in found)


@pytest.mark.parametrize(
    "hostile", ["+1" * 50_000, "0" * 200_000, "+" + "12" * 100_000 + "x", "a." * 100_000 + "@" + "b." * 100_000]
)
def test_a_text_made_to_be_slow_is_not(hostile: str) -> None:
    assert all(len(one.span) < 200 for one in details_in(hostile))
