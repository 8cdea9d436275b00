"""New codes per interview: in which order, and when nothing new came any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.counts.asked import Asked
from qualcode.analysis.counts.saturation import (
    CAUTION,
    Order,
    Saturation,
    Threshold,
    new_counts,
    saturation,
    threshold_met,
)
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ChangeCode
from qualcode.edits.document_details import ChangeDocumentDetails
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]


@pytest.mark.parametrize(
    ("new", "run", "threshold", "met"),
    [
        # 40 codes in the first four; 3 + 1 of 40 is 10 %, 1 + 1 is 5 %, 1 + 0 is 2.5 %, 0 + 0 is none.
        ([20, 10, 6, 4, 3, 1, 1, 0, 0], 2, 0.05, Threshold(0.05, 4, 2, 40, 5, 7, 2)),
        ([20, 10, 6, 4, 3, 1, 1, 0, 0], 2, 0.0, Threshold(0.0, 4, 2, 40, 7, 9, 0)),
        ([20, 10, 6, 4, 3, 1, 1, 0, 0], 3, 0.05, Threshold(0.05, 4, 3, 40, 5, 8, 2)),
        ([20, 10, 6, 4, 3, 1, 1, 0, 0], 3, 0.0, Threshold(0.0, 4, 3, 40)),
        ([20, 10, 6, 4, 0, 0], 2, 0.0, Threshold(0.0, 4, 2, 40, 4, 6, 0)),
        ([20, 10, 6, 4, 0], 2, 0.05, Threshold(0.05, 4, 2, 40)),
        ([0, 0, 0, 0, 0, 0], 2, 0.05, Threshold(0.05, 4, 2, 0)),
        ([], 2, 0.05, Threshold(0.05, 4, 2, 0)),
    ],
)
def test_the_threshold_is_met_by_the_first_run_that_brings_little_enough(
    new: list[int], run: int, threshold: float, met: Threshold
) -> None:
    assert threshold_met(new, 4, run, threshold) == met


@given(sets=st.lists(st.sets(st.sampled_from("abcdefgh")), max_size=12))
def test_new_codes_add_up_to_all_codes_in_whatever_order(sets: list[set[str]]) -> None:
    assert sum(new_counts(sets)) == len(set().union(*sets)) == sum(new_counts(sets[::-1]))
    assert all(number >= 0 for number in new_counts(sets))


@pytest.fixture
def three(project: Project, clock: FixedClock, bring_in: BringIn, codes: Codes, code_it: CodeIt) -> dict[str, str]:
    """Three interviews, of which the last in the list was coded first; the second is not coded at all."""
    ids = {name: bring_in(f"P{n}: One two three.\n", name) for n, name in enumerate(("A", "B", "C"), start=1)}
    code_it(ids["C"], "One", "1.1")
    clock.moment += timedelta(hours=1)
    code_it(ids["A"], "One", "1.1")
    code_it(ids["A"], "two", "3.1")
    clock.moment += timedelta(hours=1)
    code_it(ids["C"], "three", "1.2")
    return ids


def only(project: Project, order: Order = Order.CODED) -> Saturation:
    (found,) = saturation(project.conn, order=order)
    return found


def told(project: Project, order: Order = Order.CODED) -> list[tuple[str, int, int]]:
    return [(step.name, len(step.new), step.codes) for step in only(project, order).steps]


def test_interviews_stand_in_the_order_they_were_first_coded(project: Project, three: dict[str, str]) -> None:
    assert told(project) == [("C", 2, 2), ("A", 1, 3)]
    assert told(project, Order.LIST) == [("A", 2, 2), ("C", 1, 3)]
    found = only(project)
    assert found.uncoded == 1
    assert found.caption == "New codes in interviews, in the order they were first coded"
    assert "1 interview without codings is left out." in found.sentences
    assert CAUTION in found.sentences
    assert found.sentences[-1] == "Counted: everybody’s codings, merged."


def test_interviews_stand_by_their_dates_those_without_one_last(project: Project, three: dict[str, str]) -> None:
    project.make(ChangeDocumentDetails(three["C"], {"date": "2026-01-05"}))
    assert told(project, Order.DATE) == [("C", 2, 2), ("A", 1, 3)]
    project.make(ChangeDocumentDetails(three["A"], {"date": "2026-01-04"}))
    assert told(project, Order.DATE) == [("A", 2, 2), ("C", 1, 3)]


def test_the_new_codes_of_an_interview_are_named_in_the_order_of_the_codebook(
    project: Project, three: dict[str, str], codes: Codes
) -> None:
    first, second = only(project).steps
    assert first.new == (codes["1.1"], codes["1.2"])
    assert second.new == (codes["3.1"],)


def test_codes_outside_totals_are_not_new_information(project: Project, three: dict[str, str], codes: Codes) -> None:
    project.make(ChangeCode(codes["3"], {"in_totals": 0}))
    assert told(project) == [("C", 2, 2), ("A", 0, 2)]


def test_kinds_of_document_have_an_order_each(
    project: Project, three: dict[str, str], bring_in: BringIn, code_it: CodeIt
) -> None:
    note = bring_in("Nine chairs.\n", "Hall", Kind.FIELD_NOTE)
    code_it(note, "Nine", "1.1")
    interviews, notes = saturation(project.conn)
    assert [step.codes for step in interviews.steps] == [2, 3]
    assert [step.codes for step in notes.steps] == [1]
    assert interviews.caption == "New codes in interviews, in the order they were first coded"
    (together,) = saturation(project.conn, Asked(together=True))
    assert [step.name for step in together.steps] == ["C", "A", "Hall"]


def test_a_sentence_says_after_which_interview_it_was_met(
    project: Project, clock: FixedClock, bring_in: BringIn, code_it: CodeIt
) -> None:
    for n, index in enumerate(("1.1", "1.2", "3.1", "1.1", "1.1", "3.1.1", "1.2", "1.1"), start=1):
        code_it(bring_in(f"P{n}: One two.\n", f"Talk {n}"), "One", index)
        clock.moment += timedelta(minutes=1)
    found = only(project)
    assert [len(step.new) for step in found.steps] == [1, 1, 1, 0, 0, 1, 0, 0]
    never, some = found.thresholds
    assert (never.at, never.confirmed_at, some.at) == (6, 8, 6)
    assert found.sentences[0] == (
        "New information came down to 0% and 5% after 6 interviews: "
        "the next 2 brought 0 new codes, 0% of the 3 of the first 4."
    )
    assert sum("came down" in sentence for sentence in found.sentences) == 1, "one run met both"
    (longer,) = saturation(project.conn, run=3, thresholds=(0.05,))
    assert longer.sentences[0] == "New information has not come down to 5% of the first 4’s codes yet."
    (wider,) = saturation(project.conn, base=7, thresholds=(0.05,))
    assert wider.sentences[0] == "Whether new information is running out cannot be told yet: it takes 9 interviews."


def test_random_orders_are_the_same_each_time_and_end_with_all_codes(project: Project, three: dict[str, str]) -> None:
    (found,) = saturation(project.conn, orders=50)
    assert (found,) == saturation(project.conn, orders=50)
    first, last = found.spread
    assert (first.fewest, first.most) == (2, 2)
    assert (last.fewest, last.middle, last.most) == (3, 3.0, 3)
    assert [len(one) for one in found.met_at] == [50, 50]


def test_a_base_of_nothing_is_refused_with_a_sentence(project: Project) -> None:
    with pytest.raises(Problem, match="at least one document"):
        saturation(project.conn, base=0)


def test_a_study_without_codings_has_nothing_new(project: Project, bring_in: BringIn) -> None:
    bring_in()
    found = only(project)
    assert (found.steps, found.uncoded) == ((), 1)
    assert found.thresholds[0].at is None
