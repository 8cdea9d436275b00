"""Who counts as a participant, and whose words count, after speakers, kinds and consents were put right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.documents import documents, open_document
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.people import participants
from qualcode.analysis.speakers import speaker_lines
from qualcode.analysis.tallies import extent, tallies
from qualcode.edits.document_details import ChangeDocumentDetails
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.participants import ChangeParticipant, MarkInterviewer
from qualcode.edits.reasons import ConsentReason
from qualcode.edits.speaker_decisions import Decision
from qualcode.edits.speakers import ReviewSpeakers
from qualcode.edits.texts import ChangeTurnSpeaker
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind

BringIn = Callable[..., str]
CodeIt = Callable[..., str]

TALK = "INT: How did you come?\nP07: By bus.\nP08: And on foot.\n"


def people(project: Project) -> list[str]:
    return [person.pseudonym for person in participants(project.conn)]


def test_a_document_that_turns_out_to_be_evidence_has_no_participants(
    project: Project, bring_in: BringIn, code_it: CodeIt, codes: dict[str, str]
) -> None:
    document = bring_in(TALK, "a paper")
    bring_in("P08: Here I am again.\n", "talk")
    code_it(document, "By bus.", "1.2")
    project.make(ChangeDocument(document, {"kind": str(Kind.EVIDENCE)}))
    assert extent(project.conn).people == 1
    assert people(project) == ["P08"]
    assert tallies(project.conn)[codes["1.2"]].people == 0
    assert tallies(project.conn)[codes["1.2"]].own == 1
    assert [line.participants for line in documents(project.conn)] == [("P08",), ()]
    project.undo()
    assert extent(project.conn).people == 2
    assert [excerpt.participant_id is None for excerpt in excerpts(project.conn)] == [False]
    project.redo()
    assert people(project) == ["P08"]


def test_of_whom_something_is_recorded_stays_when_their_document_becomes_evidence(
    project: Project, bring_in: BringIn
) -> None:
    document = bring_in(TALK, "a paper")
    project.make(ChangeParticipant(participants(project.conn)[0].id, {"consent": "withdrawn"}))
    why = ConsentReason("It turned out to be printed.")
    project.make(ChangeDocumentDetails(document, {"kind": str(Kind.EVIDENCE)}, why=why))
    assert people(project) == ["P07"]
    assert extent(project.conn).people == 0


@pytest.mark.parametrize("before", [Kind.EVIDENCE, Kind.FIELD_NOTE])
def test_a_document_that_turns_out_to_be_an_interview_has_participants_as_if_imported_as_one(
    project: Project, bring_in: BringIn, code_it: CodeIt, before: Kind
) -> None:
    document = bring_in("INT: How did you come?\nMaria: By bus.\nP08: And on foot.\n", "talk", before)
    code_it(document, "By bus.", "1.2")
    assert extent(project.conn).people == 0
    project.make(ChangeDocument(document, {"kind": str(Kind.INTERVIEW)}))
    assert people(project) == ["P01", "P08"]
    assert extent(project.conn).people == 2
    assert [excerpt.participant_id is not None for excerpt in excerpts(project.conn)] == [True]
    assert {line.label: line.is_interviewer for line in speaker_lines(project.conn)}["INT"]
    project.undo()
    assert extent(project.conn).people == 0
    assert people(project) == []


def test_who_was_said_to_be_nobody_stays_so_from_one_kind_with_participants_to_another(
    project: Project, bring_in: BringIn
) -> None:
    document = bring_in(TALK, "talk")
    (line,) = [one for one in speaker_lines(project.conn) if one.label == "P08"]
    project.make(ReviewSpeakers([Decision(line.id, person="")]))
    project.make(ChangeDocument(document, {"kind": str(Kind.FOCUS_GROUP)}))
    assert people(project) == ["P07"]


def test_a_participant_who_only_asks_is_in_no_count_and_their_codings_are_nobodys(
    project: Project, bring_in: BringIn, code_it: CodeIt, codes: dict[str, str]
) -> None:
    document = bring_in(TALK, "talk")
    code_it(document, "And on foot.", "1.2")
    (second,) = [one for one in participants(project.conn) if one.pseudonym == "P08"]
    project.make(MarkInterviewer(second.id))
    tally = tallies(project.conn)[codes["1.2"]]
    assert (extent(project.conn).people, tally.people, tally.own) == (1, 0, 1)


def test_a_turn_given_to_another_speaker_counts_for_that_one_only(
    project: Project, bring_in: BringIn, code_it: CodeIt, codes: dict[str, str]
) -> None:
    document = bring_in(TALK, "talk")
    code_it(document, "And on foot.", "1.2")
    code_it(document, "By bus.", "1.2")
    opened = open_document(project.conn, document)
    assert opened is not None
    (first,) = [one.id for one in opened.speakers.values() if one.label == "P07"]
    project.make(ChangeTurnSpeaker(document, 3, speaker_id=first))
    tally = tallies(project.conn)[codes["1.2"]]
    assert (extent(project.conn).people, tally.people, tally.own) == (1, 1, 2)
    project.undo()
    assert (extent(project.conn).people, tallies(project.conn)[codes["1.2"]].people) == (2, 2)


def test_an_answer_coded_twice_by_two_coders_is_one_excerpt(
    project: Project, bring_in: BringIn, code_it: CodeIt, codes: dict[str, str]
) -> None:
    document = bring_in("P07: By bus.\n", "answer", Kind.SURVEY_ANSWER)
    code_it(document, "By bus.", "1.2")
    code_it(document, "By bus.", "1.2", "Ben")
    tally = tallies(project.conn)[codes["1.2"]]
    assert (tally.own, tally.people, [kind for kind, _ in tally.kinds]) == (1, 1, ["survey answer"])
    assert tally.of_kind("survey answer").own == 1


def test_the_people_of_one_document_are_those_who_speak_in_it_with_all_their_documents(
    project: Project, bring_in: BringIn
) -> None:
    first = bring_in(TALK, "first talk")
    bring_in("P08: Here I am again.\nP09: And I.\n", "second talk")
    found = {person.pseudonym: person.documents for person in participants(project.conn, first)}
    assert found == {"P07": ("first talk",), "P08": ("first talk", "second talk")}
