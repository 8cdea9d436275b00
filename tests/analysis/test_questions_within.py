"""What a question finds among the excerpts of one code is itself a question, which finds the very same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.analysis.questions.asked import documents_for, excerpts_for, people_for
from qualcode.analysis.questions.printing import printed
from qualcode.analysis.questions.tree import Node, Question, Reach
from qualcode.analysis.questions.within import within
from qualcode.edits.codebook import ChangeCode
from qualcode.edits.saved_questions import SaveQuestion
from qualcode.project.project import Project
from tests.analysis.question_study import BELOW, Asked, make
from tests.analysis.question_trees import LEAVES, REACHES, named, trees


@pytest.fixture
def asked(project: Project) -> Asked:
    return make(project)


def ids(made: Asked, words: str) -> list[str]:
    return [one.id for one in excerpts_for(made.project.conn, words)]


def under(made: Asked, words: str, index: str) -> list[str]:
    """What a list of the excerpts of a code shows of those that a question finds."""
    shown = {made.codes[one] for one in BELOW[index]}
    return [one.id for one in excerpts_for(made.project.conn, words) if one.code_id in shown]


def test_within_any_code_any_question_finds_what_it_finds_under_that_code(asked: Asked) -> None:
    conn = asked.project.conn

    @given(tree=trees(LEAVES).map(named), reach=REACHES, index=st.sampled_from(sorted(BELOW)))
    @settings(max_examples=2 * settings().max_examples, suppress_health_check=[HealthCheck.too_slow])
    def check(tree: Node, reach: Reach | None, index: str) -> None:
        words = printed(Question(tree, reach))
        words = f"({words})" if reach is None else words
        assert ids(asked, within(conn, words, asked.codes[index])) == under(asked, words, index)

    check()


@pytest.mark.parametrize(
    ("words", "index", "together"),
    [
        ("who:P03", "1.1", "code:1.1 and who:P03"),
        ("who:P03 kind:interview", "1", "code:1 and who:P03 and kind:interview"),
        ("who:P03 or who:P05", "1.2", "code:1.2 and (who:P03 or who:P05)"),
        ("not code:2.1", "1.2", "code:1.2 and not code:2.1"),
        ("code:2.1 and who:P03", "1.2", "under:1.2 and code:2.1 and who:P03"),
        ("code:1.1 code:2.1 in:turn", "1.1", "under:1.1 and code:1.1 and code:2.1 in:turn"),
    ],
)
def test_a_question_that_asks_for_codes_itself_is_not_given_another_to_meet(
    asked: Asked, words: str, index: str, together: str
) -> None:
    assert within(asked.project.conn, words, asked.codes[index]) == together
    assert ids(asked, together) == under(asked, words, index)


def test_a_saved_question_inside_is_looked_into_for_the_codes_it_asks_for(asked: Asked) -> None:
    asked.project.make(SaveQuestion("hers", "who:P03"))
    asked.project.make(SaveQuestion("meeting", "code:1.1 and code:2.1 in:turn"))
    conn, code = asked.project.conn, asked.codes["1.2"]
    assert within(conn, "@hers", code) == "code:1.2 and @hers"
    assert within(conn, "@meeting", code) == "under:1.2 and @meeting"
    assert ids(asked, "under:1.1 and @meeting") == under(asked, "@meeting", "1.1") != []


def test_what_was_made_under_an_earlier_wording_is_the_code_s_own(asked: Asked) -> None:
    conn, code = asked.project.conn, asked.codes["1.2"]
    asked.project.make(ChangeCode(code, {"definition": "On foot or not."}))
    together = within(conn, "who:P03", code, earlier=True)
    assert together == "code:=1.2 and wording:earlier and who:P03"
    own = [one.id for one in excerpts(conn, Choice(codes={code})) if one.participant_id == asked.people["P03"]]
    assert ids(asked, together) == own


def test_a_code_without_a_number_is_asked_for_by_its_name(asked: Asked) -> None:
    asked.project.make(ChangeCode(asked.codes["1.1"], {"idx": ""}))
    assert within(asked.project.conn, "who:P03", asked.codes["1.1"]) == "code:Weather and who:P03"


def test_under_asks_for_nothing_that_merely_meets_its_code(asked: Asked) -> None:
    conn = asked.project.conn
    assert set(ids(asked, "code:1.1 and code:2.1")) > set(ids(asked, "under:1.1 and code:2.1"))
    assert ids(asked, "under:1.2") == ids(asked, "code:1.2") and ids(asked, "under:=1.2") == ids(asked, "code:=1.2")
    assert documents_for(conn, "under:2.1") == documents_for(conn, "code:2.1")
    assert people_for(conn, "under:2.1") == people_for(conn, "code:2.1")
