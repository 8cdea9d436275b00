"""Tables of participants, as people keep them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qualcode.analysis.documents import speakers
from qualcode.analysis.people import attributes, participants
from qualcode.edits.participants import (
    AllowInPrint,
    ChangeAttribute,
    ChangeParticipant,
    ImportParticipants,
    MarkInterviewer,
)
from qualcode.participants.consent import Consent
from qualcode.participants.files import read_csv
from qualcode.problem import Problem
from qualcode.project.project import Project


def table(tmp_path: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_table_tells_consent_day_words_and_attributes(tmp_path: Path) -> None:
    found = read_csv(
        table(
            tmp_path,
            "Participant,Consent,until,words,Role (may be printed),job\r\n"
            'P03,Quote,2030-12-31,"“Yes, do.”",peer,lorries\r\n'
            "P04,,,,,\r\n,quote,,,,\r\n",
        )
    )
    first, second = found.rows
    assert (first.participant, first.consent, first.until) == ("P03", Consent.QUOTE, date(2030, 12, 31))
    assert first.attributes == {"Role": "peer", "job": "lorries"}
    assert found.printable == {"Role": True, "job": False}
    assert (second.consent, second.until, dict(second.attributes)) == (None, None, {})


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8"])
def test_a_table_with_semicolons_in_any_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    (row,) = read_csv(table(tmp_path, "participant;place\r\nP03;Zürich\r\n", encoding)).rows
    assert row.attributes == {"place": "Zürich"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,consent\nP03,quote\n", "has no column “participant”"),
        ("", "has no column “participant”"),
        ("participant,consent\nP01,quote\nP03,perhaps\n", "Line 3: “perhaps” is not a consent"),
        ("participant,until\nP03,31/12/2030\n", "Line 2: “31/12/2030” is not a date"),
    ],
)
def test_a_table_that_does_not_fit_says_where(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(Problem, match=sentence):
        read_csv(table(tmp_path, text))


def test_rows_fit_people_by_pseudonym_or_label_and_the_others_are_named(
    project: Project, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in("Interviewer: Well?\nMary: One.\nP03: Two.\n")
    text = "participant,consent,age (may be printed),job\np03,quote,50–59,lorries\nmary,team only,,\nP77,quote,1,\n"
    found = read_csv(table(tmp_path, text))
    edit = ImportParticipants(found.rows, found.printable)
    project.make(edit)
    assert (edit.changed, edit.unmatched) == (2, ["P77"])
    people = {person.labels[0]: person for person in participants(project.conn)}
    assert people["P03"].agreement.consent is Consent.QUOTE
    assert people["Mary"].agreement.consent is Consent.TEAM_ONLY
    known = attributes(project.conn)
    assert people["P03"].facts(known, printable_only=True) == ["50–59"]
    assert people["P03"].facts(known, printable_only=False) == ["50–59", "lorries"]


def test_an_attribute_renamed_leaves_its_old_name_free(project: Project, bring_in: Callable[..., str]) -> None:
    bring_in()
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {}, {"age": "60–69"}))
    project.make(ChangeAttribute(attributes(project.conn)[0].id, {"name": "years"}))
    project.make(ChangeParticipant(person.id, {}, {"age": "old"}))
    assert {one.name for one in attributes(project.conn)} == {"years", "age"}
    assert set(participants(project.conn)[0].attributes.values()) == {"60–69", "old"}


def test_somebody_who_asks_the_questions_is_marked_as_such_and_undo_takes_that_back(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in("Jonas: Well?\nMary: One.\nJonas: And?\nMary: Two.\n")
    jonas = next(person for person in participants(project.conn) if person.labels == ("Jonas",))
    project.make(MarkInterviewer(jonas.id))
    assert [person.labels for person in participants(project.conn)] == [("Mary",)]
    asking = [speaker.label for speaker in speakers(project.conn, document).values() if speaker.is_interviewer]
    assert asking == ["Jonas"]
    project.undo()
    assert len(participants(project.conn)) == 2


def test_an_attribute_is_printed_only_after_somebody_said_so(project: Project, bring_in: Callable[..., str]) -> None:
    bring_in()
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, attributes={"role": "peer"}))
    assert [attribute.printable for attribute in attributes(project.conn)] == [False]
    project.make(AllowInPrint({"role": True}))
    assert [attribute.printable for attribute in attributes(project.conn)] == [True]
