"""Words that a question looks for: whole, in any case, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.questions.sought import Sought

SAID = (
    "Stick it, sticks! O’clock’s stick’s stickier un-stick. Straße, STRASSE; can’t can. "
    "Café Cafe\u0301. 雨が雨. A – b"
)


def found(words: str) -> list[str]:
    return [place.of(SAID) for place in Sought(words).places(SAID)]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("STICK", ["Stick", "stick’s", "stick"]),
        ("stick*", ["Stick", "sticks", "stick’s", "stickier", "stick"]),
        ("clock", []),
        ("o'clock", ["O’clock’s"]),
        ("can", ["can"]),
        ("can't", ["can’t"]),
        ("straße", ["Straße", "STRASSE"]),
        ("strasse", ["Straße", "STRASSE"]),
        ("cafe", []),
        ("cafe*", ["Cafe\u0301"]),
        ("café", ["Café"]),
        ("雨", ["雨", "雨"]),
        ("stick   IT,", ["Stick it,"]),
        ("stick it", ["Stick it"]),
        ("a — b", ["A – b"]),
        ("straße strasse", ["Straße, STRASSE"]),
        ("strasse * can", ["STRASSE; can’t can"]),
        ("can café", []),
        ("a b", ["A – b"]),
        ("un-stick", ["un-stick"]),
        ("tick", []),
        ("*", ["Stick", "it"]),
    ],
)
def test_whole_words_are_found_in_any_case_whatever_the_marks(words: str, places: list[str]) -> None:
    assert found(words)[: 2 if words == "*" else None] == places


@given(
    text=st.text(alphabet="aAbBß ’'“\n.é\u0301", max_size=40), words=st.text(alphabet="abß'é", min_size=1, max_size=3)
)
def test_what_is_found_is_what_was_looked_for(text: str, words: str) -> None:
    sought = Sought(words)
    for place in sought.places(text):
        said = folded(place.of(text))
        # Part of a letter that is two in small letters cannot stand alone.
        assert said.removesuffix("'s") == folded(words) or "ss" in said
    if not any(sign in words for sign in "'ß") and text.isascii() and "'" not in text:
        plain = "".join(letter if letter.isalnum() else " " for letter in folded(text)).split()
        assert len(sought.places(text)) == plain.count(folded(words))
