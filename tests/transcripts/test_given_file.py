"""A file that somebody gave is read, or refused in a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.problem import Problem
from qualcode.transcripts.given_file import bytes_of


def refusal(path: Path, largest: int = 10) -> Problem:
    with pytest.raises(Problem) as told:
        bytes_of(path, "survey", "a .csv or .xlsx file", largest)
    return told.value


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\x00\r\n")
    assert bytes_of(tmp_path / "a.csv", "survey", "a .csv or .xlsx file") == b"\xff\x00\r\n"


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.csv").title == "There is no file a.csv."


def test_of_a_folder_a_file_in_it_is_wanted(tmp_path: Path) -> None:
    problem = refusal(tmp_path)
    assert problem.title.endswith("is a folder.")
    assert problem.remedy == "Give a .csv or .xlsx file in it."


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"0123456789")
    assert bytes_of(path, "survey", "a .csv or .xlsx file", 10)
    path.write_bytes(b"0123456789a")
    assert refusal(path).title == "a.csv is too large for a survey."


@pytest.mark.parametrize("name", ["study.qualcode", "Study.QUALCODE", "study.qualcode.csv"])
def test_a_file_of_a_study_is_refused_unopened(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name).title == f"{name} belongs to a study, it is no survey."
