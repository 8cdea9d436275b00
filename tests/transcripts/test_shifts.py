"""Many spans of a text are placed after splices quickly, and just as one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.boundaries import Boundaries, Unit
from qualcode.transcripts.shifts import ShiftedSpans, Shifts
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices

LENGTH = 60
CUTS = st.lists(st.integers(0, LENGTH), max_size=16, unique=True).map(sorted)


def pairs(cuts: list[int]) -> list[Span]:
    return [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]


SPANS = CUTS.map(pairs)
SPLICES = st.tuples(SPANS, st.lists(st.sampled_from(["", "x", "P03", "[a very long name]"]), min_size=8)).map(
    lambda drawn: Splices(tuple(Splice(one.start, one.end, word) for one, word in zip(*drawn, strict=False)))
)


def joined(spans: list[Span], splices: Splices) -> list[Span]:
    """Each span placed by itself; those that share a splice put together."""
    groups: list[list[Span]] = []
    for span in spans:
        shared = groups and any(one.start < groups[-1][-1].end and span.start < one.end for one in splices)
        if shared:
            groups[-1].append(span)
        else:
            groups.append([span])
    return [splices.map_span(group[0].joined(group[-1])) for group in groups]


@given(SPANS, SPLICES)
def test_spans_placed_when_asked_for_are_those_placed_one_by_one(spans: list[Span], splices: Splices) -> None:
    shifted = ShiftedSpans(spans, Shifts(splices))
    wanted = joined(spans, splices)
    assert list(shifted) == wanted
    assert shifted.starts == [span.start for span in wanted]
    assert shifted[-2:] == wanted[-2:]
    if wanted:
        assert shifted[-1] == wanted[-1]


@given(SPANS, SPLICES)
def test_spans_in_order_are_placed_as_one_by_one(spans: list[Span], splices: Splices) -> None:
    assert list(Shifts(splices).all_spans(spans)) == [splices.map_span(span) for span in spans]


ANY_SPANS = st.lists(st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)), max_size=12).map(
    lambda drawn: sorted(Span(min(one), max(one)) for one in drawn)
)


@given(ANY_SPANS, SPLICES)
def test_the_edges_of_spans_that_overlap_are_placed_as_one_by_one(spans: list[Span], splices: Splices) -> None:
    shifts = Shifts(splices)
    placed = [shifts.span(span) for span in spans]
    assert list(shifts.all_edges(spans)) == [(span.start, span.end) for span in placed]


@given(SPANS, SPLICES, st.integers(0, LENGTH))
def test_steps_over_placed_sentences_are_those_over_a_plain_list(
    spans: list[Span], splices: Splices, offset: int
) -> None:
    text = splices.apply("word " * (LENGTH // 5))
    turns = [Span(0, len(text))]
    slow = Boundaries(text, turns, joined(spans, splices))
    quick = Boundaries(text, turns, ShiftedSpans(spans, Shifts(splices)))
    here = slow.at(Unit.SENTENCE, min(offset, len(text)))
    assert quick.at(Unit.SENTENCE, min(offset, len(text))) == here
    assert quick.next(Unit.SENTENCE, here) == slow.next(Unit.SENTENCE, here)
    assert quick.previous(Unit.SENTENCE, here) == slow.previous(Unit.SENTENCE, here)
    assert quick.sentences_in(turns[0]) == slow.sentences_in(turns[0])
