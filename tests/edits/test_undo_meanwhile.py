"""Taking back what somebody did while others went on working: what they added is never lost without a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.documents import open_document
from qualcode.analysis.people import participants
from qualcode.analysis.speakers import speaker_lines
from qualcode.edits.documents import ChangeDocument, RemoveDocument
from qualcode.edits.facesheets import BringInTable
from qualcode.edits.participants import AddParticipant, ChangeParticipant, RemoveParticipant
from qualcode.edits.speaker_decisions import Decision
from qualcode.edits.speakers import ReviewSpeakers
from qualcode.edits.store import Edit
from qualcode.edits.texts import JoinTurn, ReplaceWords
from qualcode.participants.attributes import AppliesTo
from qualcode.participants.facesheet import Decisions, plan
from qualcode.participants.sheets import Sheet, SheetRow
from qualcode.problem import Problem
from qualcode.project.journal import Action, history
from qualcode.project.project import Project
from qualcode.transcripts.span import Span

BringIn = Callable[..., str]

TWO = "INT: How did you come?\nBSR06: By bus.\nBSRO6: And on foot.\nBSR06: It was cold.\n"


def done(project: Project, edit: Edit, coder: str = "Ana") -> Action:
    """Make an edit as a coder; gives its entry of the history."""
    project.sign_in(coder)
    project.make(edit)
    return history(project.conn, latest=1)[0]


def speaker(project: Project, label: str) -> str:
    return next(line.id for line in speaker_lines(project.conn) if line.label == label)


def person(project: Project, pseudonym: str) -> str:
    return next(one.id for one in participants(project.conn) if one.pseudonym == pseudonym)


def test_a_new_person_whose_consent_was_recorded_since_is_not_taken_out_with_the_review(
    project: Project, bring_in: BringIn
) -> None:
    bring_in(TWO, "garden")
    review = done(project, ReviewSpeakers([Decision(speaker(project, "BSR06"), person="Rosa")]))
    done(project, ChangeParticipant(person(project, "Rosa"), {"consent": "withdrawn"}), "Ben")
    with pytest.raises(Problem, match="changed again since"):
        project.undo_action(review)
    assert person(project, "Rosa")


def test_a_new_person_of_a_table_with_facts_given_since_is_not_taken_out(project: Project) -> None:
    sheet = Sheet("people", ("Participant", "Role"), (SheetRow(2, ("Rosa", "carer")),))
    decided = plan(sheet, AppliesTo.PARTICIPANT, [], [], Decisions(new=frozenset({2})))
    brought = done(project, BringInTable(decided))
    done(project, ChangeParticipant(person(project, "Rosa"), {}, {"Age": "61"}), "Ben")
    with pytest.raises(Problem, match="changed again since"):
        project.undo_action(brought)


def test_once_the_later_change_is_taken_back_too_the_person_can_go(project: Project) -> None:
    added = done(project, AddParticipant("Rosa"))
    note = done(project, ChangeParticipant(person(project, "Rosa"), {"note": "Called twice"}), "Ben")
    project.undo_action(note)
    project.undo_action(added)
    assert participants(project.conn) == []


def test_a_document_that_was_only_read_since_its_import_can_be_taken_back(
    project: Project, bring_in: BringIn
) -> None:
    document = bring_in(TWO, "garden")
    imported = history(project.conn, latest=1)[0]
    done(project, ChangeDocument(document, {"reading_state": "read"}), "Ben")
    project.undo_action(imported)
    assert open_document(project.conn, document) is None


def test_a_document_whose_consent_was_recorded_since_its_import_stays(project: Project, bring_in: BringIn) -> None:
    document = bring_in(TWO, "garden")
    imported = history(project.conn, latest=1)[0]
    done(project, ChangeDocument(document, {"consent": "withdrawn"}), "Ben")
    with pytest.raises(Problem, match="changed again since"):
        project.undo_action(imported)


def test_two_speakers_made_one_stay_one_where_the_text_was_changed_since(project: Project, bring_in: BringIn) -> None:
    document = bring_in(TWO, "garden")
    review = done(project, ReviewSpeakers([Decision(speaker(project, "BSRO6"), into=speaker(project, "BSR06"))]))
    start = TWO.index("cold")
    typo = done(project, ReplaceWords(document, Span(start, start + 4), "very cold"), "Ben")
    with pytest.raises(Problem, match="Take"):
        project.undo_action(review)
    project.undo_action(typo)
    project.undo_action(review)
    opened = open_document(project.conn, document)
    assert opened is not None
    said = [opened.speakers[turn.speaker or ""].label for turn in opened.turns]
    assert said == ["INT", "BSR06", "BSRO6", "BSR06"]


def test_a_document_does_not_come_back_without_the_consent_of_who_speaks_in_it(
    project: Project, bring_in: BringIn
) -> None:
    document = bring_in("INT: Well?\nP07: I sleep.\n", "talk")
    done(project, ChangeParticipant(person(project, "P07"), {"consent": "withdrawn"}))
    removal = done(project, RemoveDocument(document))
    gone = done(project, RemoveParticipant(person(project, "P07")), "Ben")
    with pytest.raises(Problem, match="P07"):
        project.undo_action(removal)
    project.undo_action(gone)
    project.undo_action(removal)
    assert [one.agreement.consent for one in participants(project.conn)] == ["withdrawn"]


def test_a_person_does_not_come_back_under_a_pseudonym_that_is_now_somebody_elses(project: Project) -> None:
    done(project, AddParticipant("Rosa"))
    gone = done(project, RemoveParticipant(person(project, "Rosa")))
    done(project, AddParticipant("rosa"), "Ben")
    with pytest.raises(Problem, match="Somebody else is"):
        project.undo_action(gone)
    done(project, ChangeParticipant(person(project, "rosa"), {"pseudonym": "Mia"}), "Ben")
    project.undo_action(gone)
    assert [one.pseudonym for one in participants(project.conn)] == ["Mia", "Rosa"]


def test_a_pseudonym_taken_meanwhile_is_not_given_twice_by_undo(project: Project) -> None:
    done(project, AddParticipant("Rosa"))
    renamed = done(project, ChangeParticipant(person(project, "Rosa"), {"pseudonym": "Mia"}))
    done(project, AddParticipant("Rosa"), "Ben")
    with pytest.raises(Problem, match="Somebody else is"):
        project.undo_action(renamed)


def test_an_imported_person_comes_back_under_another_pseudonym_where_theirs_was_taken(
    project: Project, bring_in: BringIn
) -> None:
    bring_in("INT: Well?\nP07: I sleep.\n", "talk")
    project.undo()
    done(project, AddParticipant("Mia"))
    done(project, ChangeParticipant(person(project, "Mia"), {"pseudonym": "P07"}))
    bring_in("INT: Well?\nP07: I sleep at last.\n", "talk")
    names = [one.pseudonym for one in participants(project.conn)]
    assert len(set(names)) == len(names) == 2


def test_whoever_fell_silent_and_is_named_again_is_one_person_in_later_imports(
    project: Project, bring_in: BringIn
) -> None:
    bring_in("INT: Well?\nP07: I sleep.\n", "talk")
    done(project, ReviewSpeakers([Decision(speaker(project, "P07"), person="Mia")]))
    assert [one.pseudonym for one in participants(project.conn)] == ["Mia"]
    done(project, ReviewSpeakers([Decision(speaker(project, "P07"), person="P07")]))
    bring_in("INT: Well?\nP07: I sleep at last.\n", "second talk")
    (only,) = participants(project.conn)
    assert (only.pseudonym, only.documents) == ("P07", ("talk", "second talk"))


def test_a_person_added_by_hand_after_an_undone_import_is_who_the_next_import_means(
    project: Project, bring_in: BringIn
) -> None:
    bring_in("INT: Well?\nP07: I sleep.\n", "talk")
    project.undo()
    done(project, AddParticipant("P07"))
    bring_in("INT: Well?\nP07: I sleep at last.\n", "talk")
    (only,) = participants(project.conn)
    assert (only.pseudonym, only.documents) == ("P07", ("talk",))


def test_turns_joined_and_a_review_are_taken_back_in_any_order_that_is_offered(
    project: Project, bring_in: BringIn
) -> None:
    document = bring_in(TWO, "garden")
    joined = done(project, JoinTurn(document, 3))
    review = done(project, ReviewSpeakers([Decision(speaker(project, "BSR06"), label="Rosa")]), "Ben")
    project.undo_action(joined)
    project.undo_action(review)
    opened = open_document(project.conn, document)
    assert opened is not None
    assert [opened.speakers[turn.speaker or ""].label for turn in opened.turns] == ["INT", "BSR06", "BSRO6", "BSR06"]
