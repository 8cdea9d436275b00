"""Words that were said to be no participant's, and what a finished draft uses."""

from __future__ import annotations

import pytest

from qualcode.edits.finished_drafts import RecordDraft, recorded_in_words
from qualcode.edits.not_ours import SayNotOurs
from qualcode.edits.participants import ChangeParticipant
from qualcode.essays.essays import essays
from qualcode.essays.findings import NOT_OURS
from qualcode.essays.not_ours import beginning_with, not_ours
from qualcode.essays.quotes import quote_rows, uses
from qualcode.essays.used import used
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.essays.conftest import SLEPT, Check, CheckOne, troubles

MOTTO = "Measure twice, cut once, and then measure again"


def test_words_said_to_be_no_participants_are_not_asked_about_again(study: Project, check_one: CheckOne) -> None:
    text = f"A card over the door has “{MOTTO}” on it."
    assert troubles(check_one(text)) == ["not found"]
    study.make(SayNotOurs(MOTTO))
    assert (check_one(text).found, troubles(check_one(text))) == (NOT_OURS, [])
    assert troubles(check_one(f"It has ‘{MOTTO.lower()}!’ on it.")) == []
    assert troubles(check_one(f"It has “{MOTTO} and again” on it.")) == ["not found"]
    study.undo()
    assert troubles(check_one(text)) == ["not found"]


def test_words_of_the_study_and_words_given_to_somebody_are_never_passed_over(
    study: Project, check_one: CheckOne
) -> None:
    altered = SLEPT.replace("through", "well")
    study.make(SayNotOurs(altered))
    study.make(SayNotOurs(MOTTO))
    assert troubles(check_one(f"“{altered}”")) == ["altered"]
    assert troubles(check_one(f"“{MOTTO}” (Ines)")) == ["not found"]


def test_it_is_said_once_and_can_be_taken_back(study: Project) -> None:
    study.make(SayNotOurs(MOTTO))
    assert study.make(SayNotOurs(f"“{MOTTO.upper()}”")).changes == ()
    assert list(not_ours(study.conn).values()) == [MOTTO]
    study.make(SayNotOurs(MOTTO, is_so=False))
    assert not_ours(study.conn) == {}
    study.make(SayNotOurs(MOTTO))
    assert list(not_ours(study.conn).values()) == [MOTTO]
    assert all(one.parts == 0 for one in essays(study.conn).essays)
    with pytest.raises(Problem, match="no words"):
        study.make(SayNotOurs(" … "))


def test_one_quotation_is_named_by_how_it_begins() -> None:
    quotations = ["Measure twice, and again", "Measure once", "All the world’s a stage"]
    assert beginning_with("“all the world", quotations) == ["All the world’s a stage"]
    assert beginning_with("measure once", quotations) == ["Measure once"]
    for start, said in (("measure", "Several"), ("nobody", "Nothing"), ("", "Nothing")):
        with pytest.raises(Problem, match=said):
            beginning_with(start, quotations)


# What a finished draft uses


def withdraw(study: Project, label: str) -> None:
    (person,) = study.conn.execute("SELECT id FROM participant WHERE pseudonym = ?", (label,)).fetchone()
    study.make(ChangeParticipant(person, {"consent": "withdrawn"}))


def test_only_quotations_with_which_nothing_is_wrong_are_recorded_as_used(study: Project, check: Check) -> None:
    withdraw(study, "Will")
    found = used(
        check(
            f"“{SLEPT}” (Ines)",
            "“I never took a single tablet for it” (Ines)",
            "“It was a card on the board. I sleep like a dog.” (Ines)",
            "“Somebody who needs me for something” (Will)",
            f"“{MOTTO}”",
        )
    )
    assert (len(found.quotes), len(found.passages)) == (0, 1)
    assert dict(found.left) == {"altered": 1, "joined from two places": 1, "not to be quoted": 1, "not found": 1}
    assert found.left_in_words == (
        "4 quotations were not entered: 1 altered, 1 joined from two places, 1 not to be quoted and 1 not found."
    )
    made = study.make(RecordDraft(found, "Going in"))
    assert recorded_in_words(found, made.label, changed=True).startswith(
        "1 quote used in “Going in”. 1 passage not kept before is in that essay now. 4 quotations were not entered:"
    )


def test_a_second_check_of_the_same_text_replaces_what_the_first_recorded(study: Project, check: Check) -> None:
    first = f"“{SLEPT}” (Ines)"
    other = "“Somebody who needs me for something” (Will)"
    study.make(RecordDraft(used(check(first, other)), "Going in"))
    assert sum(map(len, uses(study.conn).values())) == 2
    made = study.make(RecordDraft(used(check(first)), "Going in"))
    assert made.label == "1 quote used in “Going in”; 1 quote no longer"
    assert sum(map(len, uses(study.conn).values())) == 1
    assert study.make(RecordDraft(used(check(first)), "Going in")).changes == ()
    study.make(RecordDraft(used(check(other)), "Another text"))
    assert sum(map(len, uses(study.conn).values())) == 2


def test_passages_of_a_finished_text_are_in_its_essay_and_not_in_kept(study: Project, check: Check) -> None:
    study.make(RecordDraft(used(check(f"“{SLEPT}” (Ines)")), "Going in"))
    study.make(RecordDraft(used(check("“I sleep like a dog” (Ines)", f"“{SLEPT}” (Ines)")), "going in"))
    (essay,) = essays(study.conn).essays
    assert (essay.title, essay.state, essay.quotes, essays(study.conn).kept) == ("Going in", "finished", 2, 0)
    assert {row.essay_id for row in quote_rows(study.conn)} == {essay.id}
    study.undo()
    study.undo()
    assert essays(study.conn).essays == ()
