"""After a name was replaced for good, every file outside the study that still holds it is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from qualcode.edits.clock import FixedClock
from qualcode.participants.names import Name
from qualcode.project.for_good import replace_for_good
from qualcode.project.importing import arrivals, read_sources, sources
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind

NAME = Name("Xanthippe", "Ann")
Told = Callable[[], str]


@pytest.fixture
def interviews(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere" / "interviews"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text("P01: It was Xanthippe who told me.\n", encoding="utf-8")
    (folder / "two.txt").write_text("P02: Nobody told me.\n", encoding="utf-8")
    return folder


@pytest.fixture
def told(project: Project, interviews: Path, clock: FixedClock) -> Told:
    """Brings the interviews in; gives what is said after the name was replaced for good."""
    project.sign_in("Ana")
    reading = read_sources(sources([interviews]))
    project.make(arrivals(reading.transcripts, Kind.INTERVIEW, folder=project.path.parent))

    def replaced() -> str:
        project.close()
        return "\n".join(replace_for_good(project.path, [NAME], clock=clock).sentences)

    return replaced


def test_a_file_imported_from_another_folder_is_named_with_its_folder(told: Told, interviews: Path) -> None:
    said = told()
    assert f"1 file imported still holds the names and is not altered: one.txt. Look in {interviews}" in said
    assert "two.txt" not in said


def test_a_file_that_lies_there_no_longer_is_named_wherever_it_lies(told: Told, interviews: Path) -> None:
    (interviews / "one.txt").rename(interviews / "two.txt")
    said = told()
    assert "The file one.txt, wherever it lies, still holds the names" in said
    assert "1 file imported still holds the names and is not altered: two.txt" in said


def test_every_imported_file_is_named_where_the_whole_folder_is_gone(told: Told, interviews: Path) -> None:
    for file in interviews.iterdir():
        file.unlink()
    interviews.rmdir()
    said = told()
    assert "The file one.txt, wherever it lies" in said
    assert "two.txt" not in said


def test_a_file_whose_import_was_undone_is_named_too(
    told: Told, project: Project, interviews: Path, clock: FixedClock
) -> None:
    project.undo()
    assert "one.txt" in told()


def test_what_lies_beside_an_imported_file_is_looked_into(told: Told, interviews: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["who", "Xanthippe"])  # type: ignore[union-attr]  # a new book has a sheet
    book.save(interviews / "people.xlsx")
    (interviews / "table.csv").write_text("who,role\nXanthippe,carer\n", encoding="utf-8")
    (interviews / "Xanthippe.m4a").write_bytes(b"\x00\x00\x00\x20ftypM4A \xff")
    (interviews / "other.m4a").write_bytes(b"\x00\x00\x00\x20ftypM4A \xff")
    said = told()
    assert "3 files beside what was imported still hold the names" in said
    assert "Xanthippe.m4a, people.xlsx, table.csv" in said
    assert "1 file in" in said
    assert "could not be looked into: other.m4a" in said


def test_a_file_named_after_somebody_is_named_though_the_study_calls_it_otherwise_now(
    project: Project, tmp_path: Path, clock: FixedClock
) -> None:
    project.sign_in("Ana")
    file = tmp_path / "Xanthippe.txt"
    file.write_text("P01: Nobody told me.\n", encoding="utf-8")
    project.make(arrivals(read_sources(sources([file])).transcripts, Kind.INTERVIEW, folder=project.path.parent))
    project.close()
    outcome = replace_for_good(project.path, [NAME], clock=clock)
    assert any("Xanthippe.txt" in sentence for sentence in outcome.sentences)


def test_no_file_is_named_where_none_holds_the_name(
    project: Project, tmp_path: Path, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in("P01: It was Xanthippe.\n")
    project.close()
    assert not any("file" in sentence for sentence in replace_for_good(project.path, [NAME], clock=clock).sentences)
