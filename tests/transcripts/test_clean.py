from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.clean import clean, newlines, plain

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_an_escape_that_would_set_the_window_title_is_harmless() -> None:
    assert clean("a\x1b]0;title\x07b") == "a�]0;title�b"


def test_marks_that_turn_the_direction_of_writing_are_replaced() -> None:
    assert clean("\u202eabc\u2066\u200f\u061c") == "�abc���"


def test_lone_surrogates_and_c1_controls_are_replaced() -> None:
    assert clean("a\ud800b\x9bc\x7f") == "a�b�c�"


def test_newlines_tabs_and_every_letter_stay() -> None:
    text = "Zoë said:\n\t“naïve” — 你好, עברית, 👩‍👩‍👧"
    assert clean(text) == text


def test_every_kind_of_line_end_becomes_a_newline() -> None:
    assert newlines("a\r\nb\rc\u2028d\u2029e\x0bf\x0cg\nh") == "a\nb\nc\nd\ne\nf\ng\nh"


def test_a_name_is_drawn_on_one_line() -> None:
    assert plain("P03\nsecond\tpart\x1b") == "P03 second part�"


@given(ANY_TEXT)
def test_cleaning_keeps_every_character_in_its_place(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")
    assert all(new in (old, "�") for old, new in zip(text, cleaned, strict=True))


@given(ANY_TEXT)
def test_a_plain_name_has_one_line_and_keeps_its_length(text: str) -> None:
    drawn = plain(text)
    assert len(drawn) == len(text)
    assert len(drawn.splitlines()) <= 1
