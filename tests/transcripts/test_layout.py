"""Lines that hold every word once, fit their width, and know where each character stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import graphemes
from qualcode.transcripts.layout import Layout, LineKind, Place
from qualcode.transcripts.span import Span

SAID = st.text(
    alphabet=st.sampled_from(
        [*"abc   ’—.\n\t", "é", "\u0301", "👩", "\u200d", "👧", "🏽", "🇬", "🇧", "漢", "。", "א", "ﷺ"]
    ),
    max_size=60,
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text, turns = "", []
    for words in draw(st.lists(SAID, max_size=5)):
        text += "P1: "
        turns.append(Span(len(text), len(text) + len(words)))
        text += words + "\n"
    return text, turns


def laid_out(text: str, width: int) -> list[str]:
    layout = Layout(text, [Span(0, len(text))], width)
    return [line.span.of(text) for line in layout]


def test_words_wrap_at_spaces() -> None:
    assert laid_out("It was a card on the board", 10) == ["It was a", "card on", "the board"]


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert laid_out("see www.example.org/long now", 8) == ["see", "www.exam", "ple.org/", "long now"]


def test_curly_quotes_and_dashes_take_one_cell() -> None:
    assert laid_out("‘I’d’ – she’d", 7) == ["‘I’d’ –", "she’d"]


def test_a_paragraph_break_inside_a_turn_shows_as_one_blank_line() -> None:
    layout = Layout("one\n\n\ntwo\nthree\n\n", [Span(0, 17)], 10)
    assert [line.kind for line in layout] == [LineKind.FIRST, LineKind.BLANK, LineKind.TEXT, LineKind.TEXT]


def test_east_asian_text_breaks_between_characters_but_not_before_a_full_stop() -> None:
    assert laid_out("漢字漢字。漢", 8) == ["漢字漢", "字。漢"]


def test_an_emoji_family_counts_as_two_cells_and_is_never_split() -> None:
    family = "👨‍👩‍👧"
    assert laid_out(family * 3, 4) == [family * 2, family]


def test_a_time_line_stands_before_its_turn_and_holds_no_words() -> None:
    layout = Layout("one two", [Span(0, 3), Span(4, 7)], 10, timed=[True, False])
    assert [line.kind for line in layout] == [LineKind.TIME, LineKind.FIRST, LineKind.FIRST]
    assert layout.line_at(0) == 1
    assert list(layout.lines_of(Span(0, 3))) == [1]


def test_a_turn_in_which_nothing_was_said_keeps_a_line() -> None:
    layout = Layout("P1: \nP2: yes", [Span(4, 4), Span(9, 12)], 10)
    assert [line.turn for line in layout] == [0, 1]


def test_a_document_without_turns_has_no_lines() -> None:
    layout = Layout("", [], 60)
    assert len(layout) == 0
    assert layout.place(0) == Place(0, 0)
    assert list(layout.lines_of(Span(0, 0))) == []


@given(documents(), st.integers(1, 30))
def test_lines_hold_every_word_of_every_turn_once_and_nothing_else(
    document: tuple[str, list[Span]], width: int
) -> None:
    text, turns = document
    held = "".join(line.span.of(text) for line in Layout(text, turns, width))
    said = "".join(turn.of(text) for turn in turns)
    assert "".join(held.split()) == "".join(said.split())


@given(documents(), st.integers(1, 30))
def test_no_line_is_wider_than_the_text_unless_it_is_one_character(
    document: tuple[str, list[Span]], width: int
) -> None:
    text, turns = document
    layout = Layout(text, turns, width)
    for number, line in enumerate(layout):
        if layout.cells(number) > width:
            assert len([part for part in graphemes(plain(line.span.of(text))) if part[2]]) == 1


@given(documents(), st.integers(1, 30))
def test_lines_come_in_the_order_of_the_text(document: tuple[str, list[Span]], width: int) -> None:
    text, turns = document
    lines = list(Layout(text, turns, width, timed=[True] * len(turns)))
    assert all(before.end <= after.start for before, after in pairwise(lines))
    for line in lines:
        drawn = plain(line.span.of(text))
        assert " " not in {drawn[start:end] for start, end, _ in graphemes(drawn)[:1] + graphemes(drawn)[-1:]}


@given(documents(), st.integers(1, 30))
def test_every_character_is_found_again_at_the_cell_it_is_drawn_in(
    document: tuple[str, list[Span]], width: int
) -> None:
    text, turns = document
    layout = Layout(text, turns, width)
    for number, line in enumerate(layout):
        for start, _, cell_count in graphemes(plain(line.span.of(text))):
            if not cell_count:
                continue
            place = layout.place(line.start + start)
            assert place.line == number
            assert layout.offset_at(place.line, place.column) == line.start + start


@given(documents(), st.integers(1, 30), st.data())
def test_the_lines_of_a_selection_hold_its_words(
    document: tuple[str, list[Span]], width: int, data: st.DataObject
) -> None:
    text, turns = document
    layout = Layout(text, turns, width)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    lines = layout.lines_of(span)
    for number, line in enumerate(layout):
        if line.span and span and line.span.overlaps(span):
            assert number in lines


@given(documents(), st.integers(1, 30), st.data())
def test_the_lines_of_many_spans_are_those_of_each(
    document: tuple[str, list[Span]], width: int, data: st.DataObject
) -> None:
    text, turns = document
    layout = Layout(text, turns, width, [True, False, True, True, False][: len(turns)])
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    drawn = data.draw(st.lists(edges, max_size=8))
    spans = sorted(Span(min(edge), max(edge)) for edge in drawn)
    assert list(layout.lines_of_all((span.start, span.end) for span in spans)) == [
        layout.lines_of(span) for span in spans
    ]


@pytest.mark.parametrize("width", [1, 7, 60, 72])
def test_a_click_beyond_the_end_of_a_line_is_its_end(width: int) -> None:
    layout = Layout("a card on the board", [Span(0, 19)], width)
    for number, line in enumerate(layout):
        assert layout.offset_at(number, 500) == line.end
        assert layout.offset_at(number, -3) == line.start
