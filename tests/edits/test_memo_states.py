"""An opportunity has a state, with the reason and the day; other memos have none."""

from __future__ import annotations

from datetime import date

import pytest

from qualcode.analysis.memo_choice import MemoChoice, chosen
from qualcode.analysis.memo_state import MemoState
from qualcode.analysis.memos import memos
from qualcode.edits.memos import ChangeMemoKind, SayState, WriteMemo
from qualcode.exports import markdown
from qualcode.exports.memos import MemoChoices, memo_report
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.conftest import NOON


@pytest.fixture
def opportunity(project: Project) -> str:
    memo = WriteMemo("A peer in the first week", "opportunity")
    project.make(memo)
    return memo.id


def test_a_new_opportunity_is_raised(project: Project, opportunity: str) -> None:
    (memo,) = memos(project.conn)
    assert (memo.id, memo.state, memo.became) == (opportunity, MemoState.RAISED, "raised")


@pytest.mark.parametrize("state", [MemoState.CHOSEN, MemoState.TESTING, MemoState.DROPPED])
def test_a_state_has_a_reason_and_the_day_and_one_undo_takes_it_back(
    project: Project, opportunity: str, state: MemoState
) -> None:
    made = project.make(SayState([opportunity], state, "Both  groups\nwant it."))
    assert made.label == f"State of an opportunity: {state}"
    (memo,) = memos(project.conn)
    assert (memo.state, memo.state_why, memo.state_on) == (state, "Both groups want it.", date(2026, 3, 12))
    assert memo.became == f"{state}, 12 March 2026: Both groups want it."
    project.undo()
    assert memos(project.conn)[0].state is MemoState.RAISED


@pytest.mark.parametrize("state", [MemoState.CHOSEN, MemoState.TESTING, MemoState.DROPPED])
def test_more_than_raised_needs_a_reason(project: Project, opportunity: str, state: MemoState) -> None:
    with pytest.raises(Problem, match="needs a reason"):
        project.make(SayState([opportunity], state, " "))
    assert memos(project.conn)[0].state is MemoState.RAISED


def test_an_opportunity_can_be_raised_again_without_one(project: Project, opportunity: str) -> None:
    project.make(SayState([opportunity], MemoState.DROPPED, "Nobody came."))
    project.make(SayState([opportunity], MemoState.RAISED))
    (memo,) = memos(project.conn)
    assert (memo.state, memo.state_why) == (MemoState.RAISED, "")


def test_a_memo_that_is_no_opportunity_has_no_state(project: Project, opportunity: str) -> None:
    other = WriteMemo("Why?", "question")
    project.make(other)
    with pytest.raises(Problem, match="Only an opportunity"):
        project.make(SayState([opportunity, other.id], MemoState.CHOSEN, "Both."))
    assert {memo.state for memo in memos(project.conn)} == {MemoState.RAISED}
    assert [memo.became for memo in memos(project.conn) if memo.id == other.id] == [""]


def test_a_state_nobody_knows_and_a_memo_that_is_gone_are_refused(project: Project, opportunity: str) -> None:
    with pytest.raises(Problem, match="not a state"):
        project.make(SayState([opportunity], "won", "Both."))
    with pytest.raises(Problem, match="no longer there"):
        project.make(SayState(["nothing"], MemoState.CHOSEN, "Both."))


def test_the_state_is_kept_while_a_memo_is_of_another_kind(project: Project, opportunity: str) -> None:
    project.make(SayState([opportunity], MemoState.CHOSEN, "Both."))
    project.make(ChangeMemoKind([opportunity], "idea"))
    assert memos(project.conn)[0].became == ""
    project.make(ChangeMemoKind([opportunity], "opportunity"))
    assert memos(project.conn)[0].state is MemoState.CHOSEN


def test_memos_are_found_by_their_state(project: Project, opportunity: str) -> None:
    project.make(WriteMemo("Another", "opportunity"))
    project.make(SayState([opportunity], MemoState.TESTING, "On ward 4."))
    assert [one.id for one in chosen(memos(project.conn), MemoChoice(words="testing"))] == [opportunity]


def test_what_became_of_an_opportunity_is_written_up_with_it(project: Project, opportunity: str) -> None:
    project.make(SayState([opportunity], MemoState.TESTING, "On ward 4."))
    text = markdown.text(project.read_copy(memo_report, MemoChoices(), NOON))
    assert "Testing, 12 March 2026: On ward 4." in text
