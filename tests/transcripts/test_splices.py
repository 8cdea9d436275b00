"""Splices: what changes in a text, and where everything else then stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices

WORDS = st.text(alphabet="ab é👩‍’\n", max_size=6)


@st.composite
def changes(draw: st.DrawFn, length: int) -> Splices:
    edges = sorted(draw(st.lists(st.integers(0, length), max_size=10)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return Splices(tuple(Splice(start, end, draw(WORDS)) for start, end in pairs))


@st.composite
def changed_texts(draw: st.DrawFn) -> tuple[str, Splices]:
    text = draw(st.text(alphabet="abc é’\n👩", min_size=1, max_size=40))
    return text, draw(changes(len(text)))


@st.composite
def spans_in(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length))
    return Span(start, draw(st.integers(start, length)))


def test_a_name_is_replaced_and_the_words_after_it_are_found_again() -> None:
    text = "Then Margaret said yes, and Margaret meant it."
    splices = Splices.of([(5, 13, "[name]"), (28, 36, "[name]")])
    assert splices.apply(text) == "Then [name] said yes, and [name] meant it."
    yes = Span(text.index("yes"), text.index("yes") + 3)
    assert splices.map_span(yes).of(splices.apply(text)) == "yes"


def test_words_put_in_at_the_edge_of_a_coding_stay_outside_it() -> None:
    text = "one two three"
    added = Splices.of([(4, 4, "and "), (7, 7, ",")])
    assert added.map_span(Span(4, 7)).of(added.apply(text)) == "two"


def test_a_coding_that_holds_half_a_replaced_name_holds_the_whole_replacement() -> None:
    splices = Splices.of([(4, 12, "[name]")])
    after = splices.apply("old Margaret here")
    assert splices.map_span(Span(8, 17)).of(after) == "[name] here"
    assert splices.map_span(Span(0, 8)).of(after) == "old [name]"
    assert splices.map_span(Span(6, 8)).of(after) == "[name]"


def test_a_coding_whose_words_are_all_taken_out_becomes_empty() -> None:
    assert Splices.of([(2, 9, "")]).map_span(Span(4, 8)) == Span(2, 2)


def test_overlapping_splices_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Splices.of([(0, 5, "x"), (4, 6, "y")])


def test_a_splice_beyond_the_end_of_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="ends at 9"):
        Splices.of([(0, 9, "x")]).apply("short")


@given(changed_texts())
def test_going_back_gives_the_text_before(change: tuple[str, Splices]) -> None:
    text, splices = change
    assert splices.inverse(text).apply(splices.apply(text)) == text


@given(changed_texts(), st.data())
def test_a_span_no_splice_touches_keeps_its_words_both_ways(change: tuple[str, Splices], data: st.DataObject) -> None:
    text, splices = change
    span = data.draw(spans_in(len(text)))
    inside = [splice for splice in splices if splice.start < span.end and span.start < splice.end]
    if not span or inside:
        return
    there = splices.map_span(span)
    assert there.of(splices.apply(text)) == span.of(text)
    assert splices.unmap_span(there) == span


@given(changed_texts(), st.data())
def test_a_mapped_span_lies_in_the_text_and_order_is_kept(change: tuple[str, Splices], data: st.DataObject) -> None:
    text, splices = change
    after = splices.apply(text)
    first, second = data.draw(spans_in(len(text))), data.draw(spans_in(len(text)))
    there = splices.map_span(first)
    assert there.end <= len(after)
    if first.end <= second.start and first and second:
        assert there.start <= splices.map_span(second).end
    if first.covers(second) and first and second:
        assert there.joined(splices.map_span(second)) == there


@given(changed_texts(), st.data())
def test_two_changes_in_one_do_what_they_do_one_after_the_other(
    change: tuple[str, Splices], data: st.DataObject
) -> None:
    text, first = change
    second = data.draw(changes(len(first.apply(text))))
    assert first.then(second).apply(text) == second.apply(first.apply(text))


@given(changed_texts())
def test_doing_nothing_before_or_after_changes_nothing(change: tuple[str, Splices]) -> None:
    text, splices = change
    assert Splices().then(splices).apply(text) == splices.apply(text)
    assert splices.then(Splices()).apply(text) == splices.apply(text)


@given(changed_texts())
def test_stored_triples_read_back_as_the_same_splices(change: tuple[str, Splices]) -> None:
    _, splices = change
    assert Splices.of(splices.triples()) == splices


@given(changed_texts(), st.data())
def test_a_change_is_in_a_passage_only_where_it_takes_or_puts_words_between_its_ends(
    change: tuple[str, Splices], data: st.DataObject
) -> None:
    text, splices = change
    span = data.draw(spans_in(len(text)))
    inside = [splice for splice in splices if splice.start < span.end and span.start < splice.end]
    assert splices.within(span) == inside
    assert splices.touch(span.start, span.end) == bool(inside)
    after = data.draw(spans_in(len(splices.apply(text))))
    back = [stretch for stretch in splices.placed if stretch.start < after.end and after.start < stretch.end]
    assert splices.back_within(after) == bool(back)
