"""A name replaced for good is gone from a survey too, and its numbers stay."""

from __future__ import annotations

from pathlib import Path

from qualcode.analysis.survey_counts import counts
from qualcode.analysis.surveys import answers, find_attribute, find_question
from qualcode.edits.clock import FixedClock
from qualcode.participants.names import Name
from qualcode.participants.survey_choices import State
from qualcode.project.for_good import replace_for_good
from qualcode.project.journal import differences
from qualcode.project.project import Project
from qualcode.project.surveys import preview, read_survey, survey_arrival


def test_answers_facts_and_states_survive_the_replacing_of_a_name(
    project: Project, clock: FixedClock, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    file = folder / "answers.csv"
    rows = "".join(f"Quarrington,Yes,Mrs Quarrington told me where to go and what to ask for {n}\n" for n in range(4))
    file.write_text(f"Who told you?,Went?,Please say more\n{rows},No,\n,,n/a\n", encoding="utf-8")
    project.make(survey_arrival(preview(*read_survey(file))))
    before = counts(project.conn, find_question(project.conn, "Went?"))
    project.close()
    outcome = replace_for_good(project.path, [Name("Quarrington", "Lee")], "Ana", clock=clock)
    assert outcome.left == ()
    for kept in project.path.parent.glob("study*"):
        if kept.is_file():
            assert b"quarrington" not in kept.read_bytes().lower()
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert differences(again.conn) == []
        question = find_question(again.conn, "say more")
        assert answers(again.conn, question.id)[0].words == "Mrs Lee told me where to go and what to ask for 0"
        assert counts(again.conn, find_question(again.conn, "Went?")).total == before.total
        assert counts(again.conn, question).total.states[State.NONE] == 1
        told = counts(again.conn, find_question(again.conn, "Who told"), find_attribute(again.conn, "Went?"))
        assert told.values == ("Lee",)
