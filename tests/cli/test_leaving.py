"""What a command writes is looked through first, and who could be recognised in it is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

Run = Callable[..., Any]


@pytest.fixture
def study(folder: Path, run: Run) -> Path:
    """The study of the other commands, its one participant of a role that may be printed, and quoted."""
    assert run("participants", "P03", "--set", "role=carer", "--consent", "quote", "--as", "Ana").status == 0
    assert run("participants", "--printable", "role", "--as", "Ana").status == 0
    return folder


def exported(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "exports").glob("*"))


def test_a_name_that_a_template_brings_along_stops_an_export(study: Path, run: Run, tmp_path: Path) -> None:
    house = Document()
    house.sections[0].header.paragraphs[0].text = "Osmotherley & Partners"
    house.save(str(tmp_path / "house.docx"))
    assert run("names", "add", "Osmotherley", "Hartley").status == 0
    for command in ("report", "lead"):
        done = run("export", command, "--template", tmp_path / "house.docx")
        assert done.status == 1
        assert "Nothing was written" in done.err and "Hartley & Partners" in done.err
        assert "Osmotherley" not in done.err
    assert exported(study) == []
    assert run("export", "report").status == 0
    assert len(exported(study)) == 1


def test_without_the_list_the_result_says_why_no_names_were_looked_for(
    study: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("names", "add", "Osmotherley", "Hartley").status == 0
    monkeypatch.setenv("QUALCODE_KEYS", str(tmp_path / "elsewhere"))
    done = run("export", "report")
    assert done.status == 0
    assert "No names were looked for" in done.out and "not on this machine" in done.out


def test_readers_outside_recognise_nobody_without_the_writer_being_told(study: Path, run: Run) -> None:
    done = run("export", "report", "--outside")
    assert done.status == 0
    assert "1 of 1 person printed could be recognised" in done.err
    assert "P03 (role carer): nobody else in the study." in done.err
    assert "qualcode participants --not-printable" in done.err
    told = run("export", "report", "--to", study / "team.md")
    assert "1 of 1 person printed could be recognised" in told.err
    assert "role carer" not in told.err
    assert run("participants", "--not-printable", "role", "--as", "Ana").status == 0
    assert "recognised" not in run("export", "report", "--outside").err


def test_who_could_be_recognised_is_hidden_by_one_flag_and_shown_again_by_undo(study: Path, run: Run) -> None:
    done = run("export", "report", "--outside", "--widen", "--to", study / "out.md")
    assert done.status == 0
    assert done.err.splitlines()[0] == "In print: role not printed."
    assert "could be recognised" not in done.err
    assert "carer" not in (study / "out.md").read_text(encoding="utf-8")
    assert run("undo").status == 0
    assert "could be recognised" in run("export", "report", "--outside").err


def test_an_attribute_is_told_in_bands_and_by_wider_words(study: Path, run: Run) -> None:
    assert run("participants", "P03", "--set", "age=54").status == 0
    assert run("participants", "--attribute", "role", "--told", "carer=unpaid helper").status == 0
    assert run("participants", "--attribute", "age", "--bands", "10").status == 1
    assert run("participants", "--attribute", "age", "--kind", "number", "--bands", "10").status == 0
    assert run("participants", "--printable", "age").status == 0
    assert run("export", "report", "--outside", "--to", study / "out.md").status == 0
    assert "P03, unpaid helper, 50 to under 60" in (study / "out.md").read_text(encoding="utf-8")
    assert run("participants", "--attribute", "role", "--told", "carer=", "--rename", "work").status == 0
    assert run("export", "report", "--outside", "--to", study / "again.md").status == 0
    assert "P03, carer, 50 to under 60" in (study / "again.md").read_text(encoding="utf-8")
