"""Changes of a text and its turns, and the way of a passage through several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.problem import Problem
from qualcode.transcripts.boundaries import pieces
from qualcode.transcripts.editing import joined, replaced, sentences_after, split, turn_at
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices
from qualcode.transcripts.transcript import Turn
from qualcode.transcripts.versions import Version, Versions, Way
from tests.transcripts.test_splices import changes, spans_in

SAID = "P03: I didnt, not for years. It was a card. So I sent myself."
TURNS = (Turn(5, len(SAID), "P03"),)
ANY = st.text(alphabet="ab .’é日👩\n", max_size=20)


@given(ANY)
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


def test_east_asian_characters_are_pieces_one_by_one() -> None:
    assert pieces("友達が one two") == ["友", "達", "が", " ", "one", " ", "two"]


@given(ANY, ANY)
def test_the_words_put_in_are_exactly_the_words_given(before: str, after: str) -> None:
    text, turns = f"a{before}z", (Turn(0, len(before) + 2),)
    if after:
        change = replaced(text, turns, Span(1, len(before) + 1), after)
        assert change.splices.apply(text) == f"a{after}z"


def test_only_words_that_differ_are_spliced() -> None:
    change = replaced(
        SAID, TURNS, Span(5, len(SAID)), SAID[5:].replace("didnt", "didn’t").replace("a card", "the card")
    )
    assert change.splices.triples() == [(7, 12, "didn’t"), (36, 37, "the")]
    assert change.turns == (Turn(5, len(SAID) + 3, "P03"),)


def test_thousands_of_new_words_for_thousands_of_old_are_one_change() -> None:
    old = " ".join(f"old{n}" for n in range(2000))
    change = replaced(old, (Turn(0, len(old)),), Span(0, len(old)), " ".join(f"new{n}" for n in range(2000)))
    assert len(change.splices) == 1


def test_a_time_stays_with_the_first_of_two_split_turns() -> None:
    change = split(SAID, (Turn(5, len(SAID), "P03", 12.0),), 0, SAID.index("So I"), "P04")
    assert change.turns == (Turn(5, 43, "P03", 12.0), Turn(44, len(SAID), "P04"))
    assert not change.splices


def test_turns_with_only_white_space_between_are_joined_without_a_change_of_words() -> None:
    change = joined(SAID, (Turn(5, 28, "P03", 1.0), Turn(29, 43, "INT", 9.0), Turn(44, len(SAID))), 1)
    assert change.turns == (Turn(5, 43, "P03", 1.0), Turn(44, len(SAID)))
    assert not change.splices


@pytest.mark.parametrize(("span", "index"), [((5, 9), 0), ((0, 9), None), ((9, 11), None), ((12, 14), 1)])
def test_a_passage_is_of_the_turn_that_holds_all_of_it(span: tuple[int, int], index: int | None) -> None:
    assert turn_at((Turn(5, 10), Turn(12, 20)), Span(*span)) == index


def test_a_passage_outside_every_turn_is_not_changed() -> None:
    with pytest.raises(Problem, match="more than one turn"):
        replaced(SAID, TURNS, Span(0, 3), "P04")


def test_a_stop_taken_out_makes_one_sentence_of_two_and_leaves_the_others() -> None:
    before = sentence_spans(SAID, TURNS)
    change = replaced(SAID, TURNS, Span(5, 28), "I didnt, not for years and")
    after = change.splices.apply(SAID)
    found = [span.of(after) for span in sentences_after(after, change, TURNS, before, "english")]
    assert found == ["I didnt, not for years and It was a card.", "So I sent myself."]


def test_a_text_without_stored_sentences_stays_without() -> None:
    change = replaced(SAID, TURNS, Span(7, 12), "didn’t")
    assert sentences_after(change.splices.apply(SAID), change, TURNS, (), "english") == []


# The way through versions


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[str], list[Splices]]:
    """A text and what became of it, with the changes between."""
    texts = [draw(st.text(alphabet="abc é’👩", min_size=1, max_size=30))]
    made = []
    for _ in range(draw(st.integers(1, 4))):
        made.append(draw(changes(len(texts[-1]))))
        texts.append(made[-1].apply(texts[-1]))
    return texts, made


@given(chains(), st.data())
def test_all_changes_at_once_lead_where_one_after_the_other_does(
    chain: tuple[list[str], list[Splices]], data: st.DataObject
) -> None:
    texts, made = chain
    span = data.draw(spans_in(len(texts[0])))
    way = Way(tuple((splices, False) for splices in made))
    one_by_one = span
    for splices in made:
        one_by_one = splices.map_span(one_by_one)
    assert way.span(span) == one_by_one
    if span and not way.changes(span):
        assert way.span(span).of(texts[-1]) == span.of(texts[0])


@given(chains(), st.data())
def test_a_passage_that_no_change_touched_is_found_again_on_the_way_back(
    chain: tuple[list[str], list[Splices]], data: st.DataObject
) -> None:
    texts, made = chain
    versions = [Version("0", None, Splices())]
    versions += [Version(str(n), str(n - 1), splices) for n, splices in enumerate(made, start=1)]
    tree = Versions(versions)
    last = str(len(made))
    span = data.draw(spans_in(len(texts[-1])))
    back = tree.way(last, "0")
    assert back.span(span).end <= len(texts[0])
    if span and not back.changes(span) and back.span(span):
        there = tree.way("0", last)
        if not there.changes(back.span(span)):
            assert there.span(back.span(span)) == span
            assert back.span(span).of(texts[0]) == span.of(texts[-1])


def test_of_two_versions_made_apart_one_is_reached_from_the_other_through_what_both_come_from() -> None:
    tree = Versions(
        [
            Version("first", None, Splices()),
            Version("mine", "first", Splices.of([(0, 3, "One")])),
            Version("theirs", "first", Splices.of([(4, 4, "and ")])),
        ]
    )
    assert tree.way("mine", "theirs").span(Span(4, 7)) == Span(8, 11)  # “two” in “one two”
    assert tree.way("theirs", "mine").span(Span(8, 11)) == Span(4, 7)
    assert tree.way("mine", "mine") == Way()


def test_a_version_nobody_knows_leads_to_no_words() -> None:
    way = Versions([Version("first", None, Splices())]).way("lost", "first")
    assert (way.span(Span(3, 9)), way.offset(4), way.changes(Span(3, 9))) == (Span(0, 0), 0, True)
