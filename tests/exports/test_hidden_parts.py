"""Beside small numbers so much is hidden that none can be reckoned; a sentence tells of few only that they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exports.small_cells import (
    Line,
    few_in_words,
    hidden_in_grid,
    hidden_in_tree,
    hidden_of_people,
    hidden_parts,
)
from qualcode.participants.recognising import FEWEST

parts_of_a_whole = st.lists(st.integers(0, 12), min_size=1, max_size=5)


def known(parts: Sequence[int], hidden: Sequence[bool]) -> list[set[int]]:
    """What each hidden part may be for a reader who knows the whole and the others."""
    left = sum(part for part, is_hidden in zip(parts, hidden, strict=True) if is_hidden)
    number = sum(hidden)
    ways = [way for way in product(range(1, left + 1), repeat=number) if sum(way) == left]
    return [{way[place] for way in ways} for place in range(number)]


@given(parts_of_a_whole)
def test_every_small_part_is_hidden_and_no_part_that_is_none(parts: list[int]) -> None:
    hidden = hidden_parts(parts, FEWEST)
    assert all(is_hidden for part, is_hidden in zip(parts, hidden, strict=True) if 0 < part < FEWEST)
    assert not any(is_hidden for part, is_hidden in zip(parts, hidden, strict=True) if part == 0)
    if not any(0 < part < FEWEST for part in parts):
        assert not any(hidden)


@given(parts_of_a_whole)
def test_nobody_can_work_a_hidden_part_out_from_the_whole(parts: list[int]) -> None:
    hidden = hidden_parts(parts, FEWEST)
    # A whole that is smaller, or of one each, is hidden itself.
    if sum(parts) >= FEWEST and any(hidden) and any(part > 1 for part in parts):
        assert all(len(ways) > 1 for ways in known(parts, hidden))


@st.composite
def trees(draw: st.DrawFn) -> list[Line]:
    """Codes with those below them, of which no participant is in two."""
    depths = [0]
    for _ in range(draw(st.integers(0, 8))):
        depths.append(draw(st.integers(0, depths[-1] + 1)))
    own = [draw(st.integers(0, 12)) for _ in depths]
    found = []
    for place, depth in enumerate(depths):
        end = next((n for n in range(place + 1, len(depths)) if depths[n] <= depth), len(depths))
        found.append(Line(depth, own[place], sum(own[place:end])))
    return found


def parts_below(lines: list[Line], place: int) -> list[int]:
    after = list(range(place + 1, len(lines)))
    inside = after[: next((n for n, one in enumerate(after) if lines[one].depth <= lines[place].depth), len(after))]
    return [one for one in inside if lines[one].depth == min(lines[each].depth for each in inside)]


@given(trees())
def test_what_is_below_a_line_cannot_be_worked_out_from_it_and_what_stands_beside(lines: list[Line]) -> None:
    hidden = hidden_in_tree(lines, FEWEST)
    for place, (line, (own_gone, all_gone)) in enumerate(zip(lines, hidden, strict=True)):
        assert own_gone >= (0 < line.own < FEWEST) and all_gone >= (0 < line.nested < FEWEST)
        assert own_gone <= (line.own > 0) and all_gone <= (line.nested > 0)
        if all_gone or any(lines[one].depth > line.depth + 1 for one in parts_below(lines, place)):
            continue
        below = parts_below(lines, place)
        parts = [(line.own, own_gone), *((lines[one].nested, hidden[one][1]) for one in below)]
        if below:
            assert sum(gone for _, gone in parts) != 1, (lines, hidden)
    assert hidden_in_tree(lines, 0) == [(False, False)] * len(lines)


@st.composite
def grids(draw: st.DrawFn) -> list[list[Line]]:
    """Two areas with codes, by groups of which nobody is in two; the last column is all of them."""
    groups = draw(st.integers(1, 4))
    columns: list[list[Line]] = [[] for _ in range(groups + 1)]
    for _ in range(2):
        codes = [[draw(st.integers(0, 9)) for _ in range(groups)] for _ in range(draw(st.integers(1, 3)))]
        codes = [[*cells, sum(cells)] for cells in codes]
        for place, column in enumerate(columns):
            column.append(Line(0, 0, sum(cells[place] for cells in codes)))
            column += [Line(1, cells[place], cells[place]) for cells in codes]
    return columns


@given(grids())
def test_neither_a_row_nor_a_column_gives_back_what_is_hidden(columns: list[list[Line]]) -> None:
    gone = hidden_in_grid(columns, FEWEST, each_is_one=False)
    for row, cells in enumerate(gone):
        numbers = [lines[row].nested for lines in columns]
        assert all(is_gone for number, is_gone in zip(numbers, cells, strict=True) if 0 < number < FEWEST)
        left = [number for number, is_gone in zip(numbers[:-1], cells, strict=False) if is_gone]
        if cells[-1]:
            assert all(cells)
        elif left:
            assert sum(map(bool, left)) > 1 and sum(left) >= FEWEST and sum(left) > len(left)
    for place, lines in enumerate(columns):
        areas = [row for row, line in enumerate(lines) if not line.depth]
        for area, after in zip(areas, [*areas[1:], len(lines)], strict=True):
            # Where all of a row is hidden, so are the numbers in it that are none.
            assert gone[area][place] or sum(gone[row][place] for row in range(area + 1, after)) != 1


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Of 3 participants in 2 interviews.", "Of fewer than 5 participants in 2 interviews."),
        ("8 excerpts, 3 of 12 participants.", "8 excerpts, fewer than 5 of 12 participants."),
        (
            "1 of 1 participant, 0 of 3 participants.",
            "some of fewer than 5 participants, none of fewer than 5 participants.",
        ),
        ("merged; 1 person withdrew and is not counted", "merged; fewer than 5 people withdrew and are not counted"),
        ("merged; 2 people withdrew and are not counted", "merged; fewer than 5 people withdrew and are not counted"),
        (
            "Of 13 participants, 1,204 people and 5 participants.",
            "Of 13 participants, 1,204 people and 5 participants.",
        ),
        (
            "0 of 12 participants; 3 excerpts are no participant’s.",
            "0 of 12 participants; 3 excerpts are no participant’s.",
        ),
    ],
)
def test_a_sentence_tells_of_few_people_only_that_they_are_few(sentence: str, told: str) -> None:
    assert few_in_words(sentence, FEWEST) == told
    assert few_in_words(sentence, 0) == sentence


def test_nothing_is_hidden_where_nobody_asks() -> None:
    assert hidden_parts([1, 2, 30], 0) == [False, False, False]


@given(st.lists(st.tuples(st.integers(0, 12), st.sets(st.integers(0, 9))), min_size=1, max_size=5))
def test_numbers_of_few_people_are_hidden_however_great_and_none_is_told_by_the_rest(
    parts: list[tuple[int, set[int]]],
) -> None:
    hidden = hidden_of_people(parts, FEWEST)
    for (number, people), gone in zip(parts, hidden, strict=True):
        assert gone >= (0 < number < FEWEST or 0 < len(people) < FEWEST)
    left = [number for (number, _), gone in zip(parts, hidden, strict=True) if number and not gone]
    assert hidden.count(True) != 1 or not left
