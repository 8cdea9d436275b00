"""Words, sentences, turns and exchanges, and selections that never split a character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size, split_graphemes

from qualcode.transcripts import graphemes as measure
from qualcode.transcripts.boundaries import Boundaries, Unit, count_words, snap
from qualcode.transcripts.clean import plain
from qualcode.transcripts.span import Span

FAMILY = "👨‍👩‍👧"
HARD = st.text(
    alphabet=st.sampled_from(
        [
            *"ab ’—\n.\t",
            "é",
            "e",
            "\u0301",
            "👩",
            "\u200d",
            "👧",
            "🏽",
            "👍",
            "🇬",
            "🇧",
            "漢",
            "字",
            "א",
            "ب",
            "\ufe0f",
            "1",
            "\u20e3",
        ]
    ),
    max_size=40,
)


def interview(*said: tuple[str, str]) -> tuple[str, Boundaries]:
    """A document from (speaker, words) pairs, each sentence ending at a full stop or question mark."""
    text, turns, sentences, asks = "", [], [], []
    for speaker, words in said:
        text += f"{speaker}: "
        start = len(text)
        text += words + "\n"
        turns.append(Span(start, start + len(words)))
        asks.append(speaker == "INT")
        for match in re.finditer(r"[^.?\s][^.?]*[.?]", words):
            sentences.append(Span(start + match.start(), start + match.end()))
    return text, Boundaries(text, turns, sentences, asks)


TEXT, STEPS = interview(
    ("INT", "How did you hear of it?"),
    ("P03", "I didn’t. It was a card on the board."),
    ("P04", "Same here."),
    ("INT", "And then?"),
    ("INT", "Did you go?"),
    ("P03", "I went."),
)


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_steps_by_sentence_pass_over_speakers_and_labels() -> None:
    here: Span | None = STEPS.at(Unit.SENTENCE, 0)
    read = []
    while here is not None:
        read.append(here.of(TEXT))
        here = STEPS.next(Unit.SENTENCE, here)
    assert read[:4] == ["How did you hear of it?", "I didn’t.", "It was a card on the board.", "Same here."]
    assert read[-1] == "I went."


def test_a_word_with_an_apostrophe_is_one_word() -> None:
    assert STEPS.at(Unit.WORD, TEXT.index("didn’t") + 2).of(TEXT) == "didn’t"


def test_the_word_before_the_first_of_a_turn_is_the_last_of_the_turn_before() -> None:
    before = STEPS.previous(Unit.WORD, span_of("Same"))
    assert before is not None
    assert before.of(TEXT) == "board"


def test_words_one_by_one_are_the_same_in_both_directions() -> None:
    forward = []
    here = STEPS.at(Unit.WORD, 0)
    step: Span | None = here
    while step is not None:
        forward.append(step)
        step = STEPS.next(Unit.WORD, step)
    backward = []
    step = forward[-1]
    while step is not None:
        backward.append(step)
        step = STEPS.previous(Unit.WORD, step)
    assert backward == forward[::-1]
    assert [word.of(TEXT) for word in forward[:3]] == ["How", "did", "you"]
    assert "INT" not in {word.of(TEXT) for word in forward}


def test_growing_goes_word_sentence_turn_question_and_answer_and_then_stops() -> None:
    steps = [span_of("card")]
    for _ in range(5):
        steps.append(STEPS.grown(steps[-1]))
    assert steps[1] == span_of("It was a card on the board.")
    assert steps[2] == span_of("I didn’t. It was a card on the board.")
    assert steps[3] == Span(span_of("How did").start, span_of("Same here.").end)
    assert steps[4] == steps[3]


def test_shrinking_goes_back_to_the_place_growing_began() -> None:
    place = TEXT.index("card")
    down = [Span(span_of("How did").start, span_of("Same here.").end)]
    for _ in range(4):
        down.append(STEPS.shrunk(down[-1], place))
    assert [step.of(TEXT) for step in down[1:]] == [
        "I didn’t. It was a card on the board.",
        "It was a card on the board.",
        "card",
        "card",
    ]


def test_two_questions_in_a_row_and_their_answer_are_one_exchange() -> None:
    whole = Span(span_of("And then?").start, span_of("I went.").end)
    for words in ("And then?", "Did you go?", "I went."):
        assert STEPS.at(Unit.EXCHANGE, span_of(words).start) == whole


def test_the_exchange_after_the_last_is_none() -> None:
    assert STEPS.next(Unit.EXCHANGE, STEPS.at(Unit.EXCHANGE, len(TEXT))) is None
    first = STEPS.at(Unit.EXCHANGE, 0)
    following = STEPS.next(Unit.EXCHANGE, first)
    assert following is not None
    assert STEPS.previous(Unit.EXCHANGE, following) == first


def test_a_partly_selected_word_grows_to_whole_words() -> None:
    inside = Span(span_of("card").start + 1, span_of("board").start + 2)
    assert STEPS.grown(inside).of(TEXT) == "card on the board"


def test_a_document_without_sentences_steps_by_turn() -> None:
    steps = Boundaries("one two\nthree", [Span(0, 7), Span(8, 13)])
    assert steps.next(Unit.SENTENCE, Span(0, 7)) == Span(8, 13)
    assert steps.sentences_in(Span(2, 10)) == [Span(0, 7), Span(8, 13)]


def test_an_empty_document_has_no_steps() -> None:
    steps = Boundaries("", [])
    assert steps.at(Unit.SENTENCE, 0) == Span(0, 0)
    assert steps.next(Unit.WORD, Span(0, 0)) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I didn’t, not for years.", 5),
        ("[name] and half-past four", 4),
        ("cafe\u0301s, cafés", 2),
        ("हिन्दी भाषा", 2),
        ("漢字", 2),
        ("— … ‘’", 0),
        (f"hello {FAMILY}!", 2),
    ],
)
def test_words_are_counted_as_a_reader_counts_them(text: str, words: int) -> None:
    assert count_words(text) == words


def test_a_selection_that_splits_a_family_takes_the_whole_family() -> None:
    text = f"my {FAMILY} and"
    assert snap(Span(5, 6), text).of(text) == FAMILY
    assert snap(Span(2, 5), text).of(text) == FAMILY


def test_a_selection_that_splits_a_flag_takes_the_whole_flag() -> None:
    text = "🇬🇧🇩🇪"
    assert snap(Span(1, 2), text).of(text) == "🇬🇧"
    assert snap(Span(2, 3), text).of(text) == "🇩🇪"


@given(HARD, st.data())
def test_a_snapped_selection_holds_what_was_selected_and_no_space_at_its_ends_but_one_with_a_mark(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    snapped = snap(Span(start, end), text)
    assert snapped.of(text) == snapped.of(text).rstrip()
    if snapped and text[snapped.start].isspace():
        assert measure.edge_before(text, snapped.start + 1) == snapped.start, "the space carries what follows"
    assert text[start:end].strip() in snapped.of(text)
    assert snap(snapped, text) == snapped


@given(HARD, st.data())
def test_edges_lie_where_the_terminal_library_has_them(text: str, data: st.DataObject) -> None:
    text = f"a{text}"  # a mark that opens a text stands on nothing
    drawn = plain(text)
    offset = data.draw(st.integers(0, len(text)))
    edges = {0, len(drawn), *(end for _, end, _ in measure.graphemes(drawn))}
    assert measure.edge_before(text, offset) == max(edge for edge in edges if edge <= offset)
    assert measure.edge_after(text, offset) == min(edge for edge in edges if edge >= offset)
    theirs = {0, *(end for _, end, _ in split_graphemes(drawn)[0])}
    halves = {i for i in range(1, len(drawn)) if "🇦" <= drawn[i] <= "🇿"}
    assert theirs - halves <= edges <= theirs


@given(HARD.filter(lambda text: not text.startswith(("\u200d", "\ufe0f"))))
def test_widths_are_those_the_terminal_library_draws(text: str) -> None:
    assert measure.cells(plain(text)) == cell_len(plain(text))


def test_every_character_taken_for_plain_fills_one_cell() -> None:
    taken = [chr(point) for point in range(32, 0x3000) if measure.is_plain(chr(point))]
    assert len(taken) > 1000
    assert {get_character_cell_size(character) for character in taken} == {1}


@given(st.text(max_size=30), st.integers(1, 12))
def test_a_cut_label_fits(text: str, width: int) -> None:
    assert measure.cells(measure.cut(plain(text), width)) <= width


def test_nothing_that_acts_on_a_terminal_is_drawn_and_no_offset_moves() -> None:
    hostile = "a\x1b]0;title\x07b\u202ec\u2028d\te\x9bf"
    drawn = plain(hostile)
    assert len(drawn) == len(hostile)
    assert not set(drawn) & set("\x1b\x07\u202e\u2028\t\x9b")


def test_a_sentence_that_begins_with_a_loose_mark_is_selected_with_the_space_that_carries_it() -> None:
    text = "It ended. \u200d Then it began."
    boundaries = Boundaries(text, [Span(0, len(text))], [Span(0, 9), Span(10, len(text))])
    then = boundaries.next(Unit.SENTENCE, Span(0, 9))
    assert then is not None and then.of(text) == " \u200d Then it began."
    assert boundaries.sentences_in(then) == [then]
