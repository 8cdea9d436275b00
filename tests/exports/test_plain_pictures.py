"""Pictures in a terminal: every line fits, every number can be read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.exports.figures import Picture
from qualcode.exports.plain_pictures import lines_of
from qualcode.transcripts.widths import columns_of, cut, padded
from tests.exports.any_page import pictures, words
from tests.exports.sample_page import CODED, NEW_CODES, TOGETHER


@given(pictures, st.integers(40, 200))
def test_every_line_of_any_picture_is_one_line_and_none_begins_a_new_one(picture: Picture, width: int) -> None:
    assert not any(letter in line for line in lines_of(picture, width) for letter in "\n\t\r\x1b")


def test_the_lines_of_a_picture_fit_the_window() -> None:
    for picture in (CODED, TOGETHER, NEW_CODES):
        for width in (50, 80, 120):
            assert max(map(columns_of, lines_of(picture, width))) <= width


def test_every_number_of_bars_and_of_a_heat_map_stands_in_it() -> None:
    bars = lines_of(CODED, 80)
    assert bars[2].startswith("1.1 Knowing what exists") and bars[2].endswith("█▌ 16")
    assert bars[7].endswith(" 0") and "█" not in bars[7]
    heat = lines_of(TOGETHER, 80)
    assert heat[2].split()[-4:] == ["–", "█12", "░3", "0"]


def test_lines_stand_at_the_height_of_their_numbers() -> None:
    drawn = lines_of(NEW_CODES, 80)
    plot = [line for line in drawn if "│" in line]
    assert plot[0].startswith("14 │") and plot[-1].startswith(" 0 │") and plot[-1].count("●") == 5
    assert drawn[-1] == "┊ P07: 5% new"


@given(words, st.integers(1, 30))
def test_text_is_cut_to_the_columns_that_a_terminal_gives_it(text: str, width: int) -> None:
    assert columns_of(cut(text, width)) <= width
    assert columns_of(padded(text, width)) == columns_of(padded(text, width, right=True)) == width
