"""How much of what was said is coded: the words under codings, and the stretches between them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.boundaries import count_words, word_edges
from qualcode.transcripts.coverage import CountedWords, Coverage, merged, uncoded_stretches
from qualcode.transcripts.span import Span

TEXT = "INT: Well?\nP03: I sleep. That’s the short of it.\nP03: I go on."
QUESTION, ANSWER, MORE = Span(5, 10), Span(16, 48), Span(54, 62)


@st.composite
def said_and_coded(draw: st.DrawFn) -> tuple[str, list[Span], list[Span]]:
    """A text, turns in order and apart, and codings anywhere."""
    text = draw(st.text(alphabet="ab’-. \n支…", min_size=1, max_size=60))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    turns = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    codings = [Span(min(pair), max(pair)) for pair in draw(st.lists(places, max_size=6)) if pair[0] != pair[1]]
    return text, turns, codings


def coverage(*coded: Span, turns: tuple[Span, ...] = (ANSWER, MORE)) -> Coverage:
    return CountedWords(TEXT, turns).coverage(coded)


def test_only_the_words_of_turns_that_count_are_counted() -> None:
    assert coverage() == Coverage(words=10, coded=0, stretches=2)
    assert coverage(QUESTION) == coverage()


def test_a_passage_under_several_codings_is_counted_once() -> None:
    sleep = Span(16, 24)
    assert TEXT[16:24] == "I sleep."
    assert coverage(sleep) == coverage(sleep, sleep, Span(18, 23)) == Coverage(10, 2, 2)


def test_a_coding_that_runs_on_over_turns_covers_both() -> None:
    assert coverage(Span(16, 62)) == Coverage(10, 10, 0)
    assert coverage(Span(16, 58)).coded == 9
    assert uncoded_stretches(TEXT, [ANSWER, MORE], [Span(16, 59)]) == [Span(59, 62)]


def test_a_word_that_a_coding_cuts_in_two_is_not_coded() -> None:
    assert coverage(Span(16, 20)).coded == 1
    assert coverage(Span(16, 20), Span(20, 23)).coded == 2, "but two codings cover it together"


def test_where_nobody_but_the_interviewer_speaks_there_is_no_share() -> None:
    assert coverage(QUESTION, turns=()).percent is None


def test_the_share_is_rounded_down_so_that_all_means_all() -> None:
    assert Coverage(words=1000, coded=999).percent == 99
    assert Coverage(words=1000, coded=1000).percent == 100


def test_a_little_that_is_coded_is_not_said_to_be_nothing() -> None:
    shares = [Coverage(words, coded).share for words, coded in ((0, 0), (500, 0), (500, 4), (500, 5), (500, 500))]
    assert shares == ["–", "0%", "<1%", "1%", "100%"]


@given(said_and_coded())
def test_the_count_is_that_of_the_words_whose_every_letter_is_coded(
    case: tuple[str, list[Span], list[Span]],
) -> None:
    text, turns, codings = case
    lit = {place for span in codings for place in range(span.start, span.end)}
    words = [edges for turn in turns for edges in word_edges(text, turn)]
    counted = CountedWords(text, turns).coverage(codings)
    assert counted.words == len(words) == sum(count_words(turn.of(text)) for turn in turns)
    assert counted.coded == sum(all(place in lit for place in range(*edges)) for edges in words) <= counted.words


@given(said_and_coded())
def test_stretches_are_counted_as_they_are_listed_and_hold_every_uncoded_word(
    case: tuple[str, list[Span], list[Span]],
) -> None:
    text, turns, codings = case
    stretches = uncoded_stretches(text, turns, codings)
    counted = CountedWords(text, turns).coverage(codings)
    assert counted.stretches == len(stretches)
    assert not any(stretch.overlaps(span) for stretch in stretches for span in codings)
    assert all(count_words(stretch.of(text)) for stretch in stretches)
    if not stretches:
        assert all(
            any(span.start < end and start < span.end for span in codings)
            for turn in turns
            for start, end in word_edges(text, turn)
        )


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=8))
def test_what_spans_cover_together_is_in_order_and_apart(places: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + length) for start, length in places]
    found = merged(spans)
    assert {n for span in found for n in range(span.start, span.end)} == {
        n for span in spans for n in range(span.start, span.end)
    }
    assert all(one.end < other.start for one, other in pairwise(found))
