"""Bringing documents in: who speaks, who is the same person, and what is not brought in twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.analysis.people import participants
from qualcode.edits.documents import ImportDocuments
from qualcode.edits.participants import ChangeParticipant
from qualcode.problem import Problem
from qualcode.project.importing import arrivals, read_sources, sources
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind, Transcript

BringIn = Callable[..., str]


def speakers(project: Project, document: str) -> dict[str, tuple[str | None, bool]]:
    return {
        label: (pseudonym, bool(asks))
        for label, pseudonym, asks in project.conn.execute(
            "SELECT s.label, p.pseudonym, s.is_interviewer FROM speaker s "
            "LEFT JOIN participant p ON p.id = s.participant_id WHERE s.document_id = ?",
            (document,),
        )
    }


def imported(project: Project, *files: Path) -> ImportDocuments:
    edit = arrivals(read_sources(sources(files)).transcripts, Kind.INTERVIEW)
    project.make(edit)
    return edit


def test_the_same_content_is_brought_in_once(project: Project, tmp_path: Path) -> None:
    first, copy = tmp_path / "one.txt", tmp_path / "copy of one.txt"
    for file in (first, copy):
        file.write_text("Interviewer: Well?\nP03: Well.\n", encoding="utf-8")
    edit = imported(project, first, copy)
    assert (len(edit.imported), edit.skipped) == (1, ["copy of one"])
    assert imported(project, first).skipped == ["one"]
    copy.write_bytes(b"\xef\xbb\xbfInterviewer: Well?\r\nP03: Well.\r\n")
    assert imported(project, copy).skipped == ["copy of one"]
    assert project.conn.execute("SELECT count(*) FROM text").fetchone() == (1,)


def test_ids_join_across_documents_and_names_do_not(project: Project, bring_in: BringIn) -> None:
    first = bring_in("Interviewer: Hello.\np-3: Hello.\nMary: Hello.\n", "First")
    second = bring_in("Interviewer: Hello again.\nP03: Hello.\nMary: Hello.\n", "Second")
    assert speakers(project, first)["p-3"] == speakers(project, second)["P03"] == ("P03", False)
    assert speakers(project, first)["Mary"] != speakers(project, second)["Mary"]
    assert speakers(project, second)["Interviewer"] == (None, True)


def test_the_clash_is_told_to_the_person_who_imports(project: Project, bring_in: BringIn, tmp_path: Path) -> None:
    bring_in("Mary: I was here first.\n", "First")
    mary = participants(project.conn)[0]
    project.make(ChangeParticipant(mary.id, {"pseudonym": "P05"}))
    file = tmp_path / "second.txt"
    file.write_text("Interviewer: You?\nP05: And I am another.\nInterviewer: So.\nP05: Yes.\n", encoding="utf-8")
    (note,) = imported(project, file).notes
    assert note.startswith("The label P05 in “second” is not the P05 already in the study; it is shown as P")


def test_where_a_source_lies_is_kept_relative_to_the_study_and_never_names_a_home(
    project: Project, tmp_path: Path
) -> None:
    inside, beside = tmp_path / "study" / "transcripts" / "a.txt", tmp_path / "elsewhere" / "b.txt"
    for file in (inside, beside):
        file.parent.mkdir(parents=True)
        file.write_text(f"P03: A word of {file.name}.\n", encoding="utf-8")
    transcripts = read_sources(sources([inside, beside])).transcripts
    project.make(arrivals(transcripts, Kind.INTERVIEW, folder=tmp_path / "study"))
    kept = [row[0] for row in project.conn.execute("SELECT source_path FROM document ORDER BY position")]
    assert kept == ["transcripts/a.txt", "../elsewhere/b.txt"]
    assert str(tmp_path) not in "\n".join(project.conn.iterdump())


def test_two_documents_never_have_one_name(project: Project, tmp_path: Path) -> None:
    (tmp_path / "Talk.txt").write_text("P03: A word.\n", encoding="utf-8")
    (tmp_path / "talk.md").write_text("P03: Another word.\n", encoding="utf-8")
    edit = imported(project, tmp_path / "Talk.txt", tmp_path / "talk.md")
    names = [row[0] for row in project.conn.execute("SELECT name FROM document ORDER BY position")]
    assert names == ["Talk", "talk (2)"]
    assert edit.notes == ["Another document is called “talk”, so this one is called “talk (2)”."]


def test_a_title_that_several_documents_have_is_followed_by_the_name(project: Project, tmp_path: Path) -> None:
    def bring(name: str, title: str | None) -> None:
        (tmp_path / name).write_text(f"P03: A word of {name}.\n", encoding="utf-8")
        (found,) = read_sources([tmp_path / name]).transcripts
        titled.append(replace(found, title=title))

    titled: list[Transcript] = []
    for name, title in (("a.txt", "Guide"), ("b.txt", "guide"), ("c.txt", "A second year"), ("d.txt", None)):
        bring(name, title)
    project.make(arrivals(titled, Kind.INTERVIEW))
    bring("e.txt", "A second year")
    project.make(arrivals(titled, Kind.INTERVIEW))
    titles = [row[0] for row in project.conn.execute("SELECT title FROM document ORDER BY position")]
    assert titles == ["Guide (a)", "guide (b)", "A second year", None, "A second year (e)"]


def test_labels_that_differ_in_case_and_punctuation_are_one_speaker(project: Project, bring_in: BringIn) -> None:
    document = bring_in("MARY B.: One.\nMary B: Two.\nmary b: Three.\n")
    assert len(speakers(project, document)) == 1
    assert len(participants(project.conn)) == 1


@pytest.mark.parametrize("kind", [Kind.EVIDENCE, Kind.FIELD_NOTE])
def test_evidence_and_field_notes_make_no_participants(project: Project, bring_in: BringIn, kind: Kind) -> None:
    bring_in("Smith: We found little.\nP03: A word.\n", "Note", kind)
    assert participants(project.conn) == []


def test_the_one_participant_of_a_document_named_by_an_id_is_that_person(project: Project, bring_in: BringIn) -> None:
    first = bring_in("Dan: Well?\nParticipant: Fine.\nDan: So?\nParticipant: Yes.\n", "P7")
    second = bring_in("Interviewer: Again?\nP07: Fine.\n", "Second talk")
    assert speakers(project, first)["Participant"] == speakers(project, second)["P07"] == ("P07", False)


def test_two_participants_without_ids_are_nobody_that_the_name_says(project: Project, bring_in: BringIn) -> None:
    document = bring_in("Participant 1: Yes.\nParticipant 2: No.\nParticipant 1: Yes.\nParticipant 2: No.\n", "P7")
    assert "P07" not in {pseudonym for pseudonym, _ in speakers(project, document).values()}


def test_a_pseudonym_is_never_one_that_a_label_of_the_same_import_needs(project: Project, bring_in: BringIn) -> None:
    document = bring_in("Mary: One.\nP01: Two.\nJohn: Three.\n")
    given = speakers(project, document)
    assert given["P01"] == ("P01", False)
    assert len({pseudonym for pseudonym, _ in given.values()}) == 3


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(project: Project, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.docx"
    good.write_text("P03: A word.\n", encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04not a zip")
    reading = read_sources(sources([tmp_path, tmp_path / "gone.txt"]))
    assert [transcript.name for transcript in reading.transcripts] == ["good"]
    assert {path.name for path, _ in reading.problems} == {"bad.docx", "gone.txt"}
    with pytest.raises(Problem, match="nothing to read"):
        (tmp_path / "empty").mkdir()
        sources([tmp_path / "empty"])
