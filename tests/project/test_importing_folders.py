"""A whole folder brought in: what each file is, what it is read as, and what is never brought in twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.analysis.people import participants
from qualcode.problem import Problem
from qualcode.project.importing import Reading, arrivals, left_out, read_sources, sources
from qualcode.project.project import Project
from qualcode.transcripts.importers.choices import Choices
from qualcode.transcripts.transcript import Kind


@pytest.fixture
def material(tmp_path: Path) -> Path:
    """Interviews, a folder of field notes, and thoughts that do not say what they are."""
    files = {
        "interviews/P01.txt": "Interviewer: How was it?\nP01: Fine.\nInterviewer: And then?\nP01: Better.\n",
        "interviews/group.txt": "Moderator: Well?\nAnn: Yes.\nBea: No.\nCem: Maybe.\nModerator: So?\nAnn: Yes.\n",
        "field notes/monday.txt": "The hall was cold.\n\nP01: I come for the tea.\n\nEverybody laughed.\n",
        "thoughts/one.txt": "A paragraph that nobody in particular says.\n",
        "thoughts/two.txt": "Another paragraph like it.\n",
    }
    for name, words in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return tmp_path


def kinds(reading: Reading) -> dict[str, Kind | None]:
    return {transcript.name: transcript.kind for transcript in reading.transcripts}


def test_a_kind_is_guessed_from_file_folder_and_shape(material: Path) -> None:
    assert kinds(read_sources(sources([material]))) == {
        "monday": Kind.FIELD_NOTE,
        "group": Kind.FOCUS_GROUP,
        "P01": Kind.INTERVIEW,
        "one": None,
        "two": None,
    }


def test_the_kind_is_asked_once_for_each_folder(material: Path) -> None:
    reading = read_sources(sources([material]))
    assert [(batch.folder.name, batch.kinds()) for batch in reading.batches] == [
        ("field notes", [(Kind.FIELD_NOTE, 1)]),
        ("interviews", [(Kind.INTERVIEW, 1), (Kind.FOCUS_GROUP, 1)]),
        ("thoughts", [(None, 2)]),
    ]
    reading.say_kind(material / "thoughts", Kind.PUBLIC_COMMENT)
    assert reading.without_kind == []
    assert kinds(reading)["two"] is Kind.PUBLIC_COMMENT
    assert kinds(reading)["P01"] is Kind.INTERVIEW


def test_what_a_person_says_of_a_folder_counts_before_every_guess(project: Project, material: Path) -> None:
    reading = read_sources(sources([material / "interviews"]))
    project.make(
        arrivals(reading.transcripts, Kind.INTERVIEW, kinds={material / "interviews": Kind.WORKSHOP_NOTE}),
    )
    assert set(project.conn.execute("SELECT kind FROM document")) == {("workshop note",)}


def test_reported_speech_in_a_field_note_is_a_participants_where_the_study_knows_them(
    project: Project, material: Path
) -> None:
    reading = read_sources(sources([material]))
    project.make(arrivals(reading.transcripts, Kind.INTERVIEW))
    heard = project.conn.execute(
        "SELECT p.pseudonym FROM speaker s JOIN participant p ON p.id = s.participant_id "
        "JOIN document d ON d.id = s.document_id WHERE d.name = 'monday'"
    ).fetchall()
    assert heard == [("P01",)]
    assert len(participants(project.conn)) == 4


def test_evidence_has_paragraphs_and_no_speakers(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "evidence.txt"
    file.write_text("Results: It helped.\n\nResults: It lasted.\n\nMethods: We asked.\n\nMethods: Twice.\n")
    project.make(arrivals(read_sources([file]).transcripts, Kind.INTERVIEW))
    assert project.conn.execute("SELECT count(*) FROM speaker").fetchone() == (0,)
    assert participants(project.conn) == []


def test_importing_the_same_folder_again_adds_nothing(project: Project, material: Path) -> None:
    for again in (False, True):
        edit = arrivals(read_sources(sources([material])).transcripts, Kind.INTERVIEW)
        project.make(edit)
        assert len(edit.skipped) == (5 if again else 0)
        assert len(edit.imported) == (0 if again else 5)
    assert project.conn.execute("SELECT count(*) FROM document").fetchone() == (5,)


def test_stopping_a_long_import_brings_nothing_in(material: Path) -> None:
    begun: list[str] = []
    with pytest.raises(Problem, match="stopped"):
        read_sources(
            sources([material]),
            lambda number, total, name: begun.append(name),
            stopped=lambda: len(begun) == 2,
        )
    assert len(begun) == 2


def test_an_encoding_that_was_found_wrongly_is_said_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_bytes("P01: Привет, как дела?\nP02: Хорошо.\n".encode("cp866"))
    reading = read_sources([file], choices=Choices(encoding="cp1252"))
    assert "Привет" not in reading.transcripts[0].text
    assert reading.guessed_encodings
    reading.read_again(file, Choices(encoding="cp866"))
    assert "Привет" in reading.transcripts[0].text
    assert len(reading.transcripts) == 1


def test_an_encoding_that_does_not_exist_keeps_what_was_read(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text("P01: Well.\nP02: So.\n")
    reading = read_sources([file])
    before = list(reading.transcripts)
    with pytest.raises(Problem):
        reading.read_again(file, Choices(encoding="klingon"))
    assert reading.transcripts == before


def test_what_is_no_document_is_counted_and_never_opened(material: Path) -> None:
    (material / "talk.mp3").write_bytes(b"ID3")
    (material / "study.qualcode").write_bytes(b"never opened")
    assert left_out([material]) == "Left out: 1 file of other kinds (.mp3)."


@pytest.mark.parametrize(
    "name", ["talk.mp3", "scan.png", "work.nvpx", "work.mx24", "work.qdpx", "slides.pptx", "a.zip"]
)
def test_each_kind_of_file_that_is_no_document_gets_its_own_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"anything")
    ((_, problem),) = read_sources([tmp_path / name]).problems
    assert name in problem.title
    assert problem.remedy


def test_an_old_word_document_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "old.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    ((_, problem),) = read_sources([path]).problems
    assert "save it as .docx" in problem.remedy


_RIS = "TY  - JOUR\nAU  - Okoro, Ada\nAU  - Finch, Sam\nPY  - 2019\nTI  - {title}\nDO  - 10.1234/abc.5\nER  - \n"
_TITLE = "What peer workers are paid, and by whom"


def test_references_beside_evidence_are_given_to_it(project: Project, tmp_path: Path) -> None:
    (tmp_path / "okoro.txt").write_text(f"{_TITLE}\n\nWe asked forty services. doi: 10.1234/abc.5\n")
    (tmp_path / "other.txt").write_text("Quite another thing.\n\nIn two paragraphs.\n")
    (tmp_path / "library.ris").write_text(_RIS.format(title=_TITLE))
    reading = read_sources(sources([tmp_path]))
    found = {one.name: one for one in reading.transcripts}
    assert found["okoro"].kind is Kind.EVIDENCE
    assert found["okoro"].reference["authors"] == "Okoro, Ada; Finch, Sam"
    assert found["other"].kind is None
    project.make(arrivals(reading.transcripts, Kind.FIELD_NOTE))
    (kept,) = project.conn.execute("SELECT reference FROM document WHERE name = 'okoro'").fetchone()
    assert "2019" in kept


def test_a_reference_without_its_document_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("P01: A word.\nP02: Another.\n")
    (tmp_path / "library.ris").write_text(_RIS.format(title=_TITLE))
    (note,) = read_sources(sources([tmp_path])).notes
    assert _TITLE in note


def test_a_broken_list_of_references_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("P01: A word.\nP02: Another.\n")
    (tmp_path / "library.bib").write_text("@article{a, title = {never ends\n")
    (tmp_path / "package.json").write_text('{"name": "something else"}')
    reading = read_sources(sources([tmp_path]))
    assert [one.name for one in reading.transcripts] == ["a"]
    assert [path.name for path, _ in reading.problems] == ["library.bib"]


def test_what_a_study_exported_beside_its_sources_is_no_source(tmp_path: Path) -> None:
    for name in ("P01.txt", "exports/report.txt", "codebooks/codes.txt", "more/exports/P02.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("I: How was it?\nP01: Fine.\n", encoding="utf-8")
    (tmp_path / "Garden.qualcode").write_bytes(b"")
    assert [path.relative_to(tmp_path).as_posix() for path in sources([tmp_path])] == [
        "more/exports/P02.txt",
        "P01.txt",
    ]
    assert [path.name for path in sources([tmp_path / "exports"])] == ["report.txt"]
