"""Taking back and doing again, as people meet it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import AddCode, ChangeCode
from qualcode.edits.codings import MarkAgainst, RemoveCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.participants import ChangeParticipant, ImportParticipants
from qualcode.edits.study import ChangeStudy
from qualcode.participants.consent import Consent
from qualcode.participants.files import ParticipantRow
from qualcode.problem import Problem
from qualcode.project.journal import history
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind, Transcript

BringIn = Callable[..., str]
CodeIt = Callable[..., str]


def living(project: Project, table: str) -> int:
    number: int = project.conn.execute(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL").fetchone()[0]
    return number


def test_undo_and_redo_survive_a_restart(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    code_it(bring_in(), "So I sent myself.", "1.2")
    project.undo()
    project.close()
    with Project.open(project.path, clock=project.clock) as again:
        again.sign_in("Ana")
        assert living(again, "coding") == 0
        again.redo()
        assert living(again, "coding") == 1
        again.undo()
        assert living(again, "coding") == 0


def test_a_new_action_leaves_nothing_to_redo(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    document = bring_in()
    code_it(document, "So I sent myself.", "1.2")
    project.undo()
    code_it(document, "I sleep.", "3.1.1")
    with pytest.raises(Problem, match="nothing to redo"):
        project.redo()


def test_undo_takes_only_ones_own_action(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    document = bring_in()
    own = code_it(document, "So I sent myself.", "1.2")
    project.sign_in("Bem")
    others = code_it(document, "I sleep.", "3.1.1")
    project.sign_in("Ana")
    project.undo()
    gone = [row[0] for row in project.conn.execute("SELECT id FROM coding WHERE deleted_at IS NOT NULL")]
    assert gone == [own] != [others]


def test_what_was_changed_since_is_not_overwritten(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    coding = code_it(bring_in(), "So I sent myself.", "1.2")
    added = history(project.conn, latest=1)[0]
    project.sign_in("Bem")
    project.make(MarkAgainst(coding, True))
    project.sign_in("Ana")
    with pytest.raises(Problem, match="changed again since"):
        project.undo()
    project.undo_action(added, anyway=True)
    assert living(project, "coding") == 0


def test_undoing_a_new_code_never_hides_codings_that_others_made_with_it(
    project: Project, bring_in: BringIn, codes: dict[str, str], code_it: CodeIt
) -> None:
    new = AddCode("Cost", codes["1"], index="1.3")
    project.make(new)
    codes["1.3"] = new.id
    project.sign_in("Bem")
    code_it(bring_in(), "So I sent myself.", "1.3")
    project.sign_in("Ana")
    with pytest.raises(Problem, match="in use since"):
        project.undo()
    assert project.conn.execute("SELECT count(*) FROM coding_seen").fetchone()[0] == 1


def test_an_import_whose_words_were_coded_since_is_not_taken_back_unasked(
    project: Project, bring_in: BringIn, code_it: CodeIt, codes: dict[str, str]
) -> None:
    document = bring_in()
    brought = history(project.conn, latest=1)[0]
    code_it(document, "I sleep.", "3.1.1")
    with pytest.raises(Problem, match="in use since"):
        project.undo_action(brought)


def test_what_somebody_else_took_back_no_longer_stands_in_the_way(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    first = code_it(document, "So I sent myself.", "1.2")
    code_it(document, "I sleep.", "3.1.1")
    latest = history(project.conn, latest=1)[0]
    project.sign_in("Bem")
    project.undo_action(latest)
    project.redo()
    project.undo_action(latest)
    project.sign_in("Ana")
    project.undo()
    assert project.conn.execute("SELECT deleted_at FROM coding WHERE id = ?", (first,)).fetchone()[0]


def test_a_participant_who_is_in_another_document_stays_when_their_first_import_is_undone(
    project: Project, bring_in: BringIn
) -> None:
    bring_in()
    first = history(project.conn, latest=1)[0]
    bring_in("P03: Here I am again.\n", "Second interview")
    with pytest.raises(Problem, match="in use since"):
        project.undo_action(first)


def test_whoever_comes_back_after_an_undone_import_is_the_same_person(project: Project, bring_in: BringIn) -> None:
    bring_in()
    project.undo()
    bring_in()
    people = project.conn.execute("SELECT pseudonym, deleted_at FROM participant").fetchall()
    assert people == [("P03", None)]


def test_an_attribute_can_be_brought_in_again_after_an_undo(project: Project, bring_in: BringIn) -> None:
    bring_in()
    rows = [ParticipantRow("P03", Consent.QUOTE, attributes={"age": "60–69"})]
    project.make(ImportParticipants(rows, {"age": True}))
    project.undo()
    project.make(ImportParticipants(rows, {"age": True}))
    assert living(project, "attribute") == 1


def test_two_people_fill_different_facts_of_one_person_and_each_takes_back_only_their_own(
    project: Project, bring_in: BringIn
) -> None:
    bring_in()
    person = project.conn.execute("SELECT id FROM participant").fetchone()[0]
    project.make(ChangeParticipant(person, {}, {"age": "60–69"}))
    project.sign_in("Bem")
    project.make(ChangeParticipant(person, {}, {"role": "peer worker"}))
    project.sign_in("Ana")
    project.undo()
    held = project.conn.execute("SELECT attributes FROM participant").fetchone()[0]
    assert "peer worker" in held
    assert "60–69" not in held


def test_history_says_what_was_undone_and_what_was_done_again(project: Project) -> None:
    project.make(ChangeStudy({"question": "Why?"}))
    project.undo()
    project.redo()
    project.undo()
    assert [action.what for action in history(project.conn, latest=4)] == ["undid", "did again", "undid", "did"]


def test_a_redo_taken_back_from_history_is_an_undo(project: Project, codes: dict[str, str]) -> None:
    project.make(ChangeCode(codes["1.2"], {"definition": "Anew."}))
    project.undo()
    project.redo()
    project.undo_action(history(project.conn, latest=1)[0])
    assert project.conn.execute("SELECT definition FROM code WHERE id = ?", (codes["1.2"],)).fetchone() == (
        "How somebody came.",
    )
    project.redo()
    assert project.conn.execute("SELECT definition FROM code WHERE id = ?", (codes["1.2"],)).fetchone() == ("Anew.",)


def test_the_study_itself_cannot_be_taken_back(project: Project) -> None:
    first = history(project.conn, latest=50)[-1]
    with pytest.raises(Problem, match="cannot be taken back"):
        project.undo_action(first)


def test_undo_without_anything_done_says_so(project: Project) -> None:
    with pytest.raises(Problem, match="nothing to undo"):
        project.undo()


def test_two_openings_never_share_a_number(project: Project, clock: FixedClock, bring_in: BringIn) -> None:
    """A restored copy or a copied file must not write under the numbers of the other."""
    bring_in()
    project.close()
    copy = project.path.with_name("copy.qualcode")
    copy.write_bytes(project.path.read_bytes())
    numbers = set()
    for path, coder in ((project.path, "Ana"), (copy, "Ana")):
        with Project.open(path, clock=clock, back_up=False) as opened:
            opened.sign_in(coder)
            opened.make(ChangeStudy({"question": f"Asked in {path.stem}"}))
            rows = opened.conn.execute("SELECT device_id, dseq FROM change WHERE action = 'Study page'")
            numbers |= set(rows)
    assert len(numbers) == 2


def test_removing_twice_and_removing_the_removed_are_sentences(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    coding = code_it(bring_in(), "So I sent myself.", "1.2")
    project.make(RemoveCoding(coding))
    with pytest.raises(Problem, match="no longer there"):
        project.make(RemoveCoding(coding))


def test_what_acts_on_a_terminal_is_never_kept(project: Project, codes: dict[str, str]) -> None:
    project.make(ChangeCode(codes["1.2"], {"name": "\x1b]0;x\x07Routes \u202ein", "definition": "\udcff"}))
    project.make(ImportDocuments([Incoming(Transcript("bad\x1bname", "Words.", ()), Kind.INTERVIEW, ())]))
    everything = "\n".join(project.conn.iterdump())
    assert not {"\x1b", "\x07", "\u202e"} & set(everything)
