"""Coded transcripts and the participants table from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.exports.commented import comments_in

Run = Callable[..., Any]


@pytest.fixture
def study(folder: Path, run: Run) -> Path:
    """The study of the other commands, its one participant a carer, who may be quoted, with one coding."""
    assert run("participants", "P03", "--set", "role=carer", "--consent", "quote", "--as", "Ana").status == 0
    assert run("participants", "--printable", "role", "--as", "Ana").status == 0
    return folder


def test_a_transcript_is_written_into_the_exports_folder_with_each_coding_as_a_comment(study: Path, run: Run) -> None:
    done = run("export", "transcripts")
    assert done.status == 0 and "Nothing was held back." in done.out
    (path,) = (study / "exports").glob("*.docx")
    (one,) = comments_in(path.read_bytes())
    assert (one.author, one.on) == ("Ana", ("So I sent myself.",))


def test_one_document_goes_into_the_file_that_is_named_and_several_into_a_folder(study: Path, run: Run) -> None:
    assert run("export", "transcripts", "garden", "--to", "one.md").status == 0
    assert "So I sent myself.\\[1\\]" in (study / "one.md").read_text("utf-8")
    assert run("export", "transcripts", "--to", "many", "--as", "html", "--as", "docx").status == 0
    assert sorted(path.suffix for path in (study / "many").iterdir()) == [".docx", ".html"]
    refused = run("export", "transcripts", "garden", "--to", "one.pdf")
    assert refused.status == 1 and "cannot be written as “.pdf”" in refused.err


def test_readers_outside_get_coders_by_number_and_a_warning_of_who_could_be_recognised(study: Path, run: Run) -> None:
    done = run("export", "transcripts", "--outside", "--to", "out")
    assert done.status == 0 and "1 of 1 person printed could be recognised" in done.err
    (path,) = (study / "out").iterdir()
    assert path.name == "Interview 1 coded outside.docx"
    assert comments_in(path.read_bytes())[0].author == "Coder 1"
    assert run("export", "transcripts", "--outside", "--coder-names", "--to", "out").status == 0
    assert comments_in(path.read_bytes())[0].author == "Ana"


def test_a_document_that_may_not_be_read_is_named_with_the_reason(study: Path, run: Run) -> None:
    assert run("participants", "P03", "--consent", "team only", "--as", "Ana").status == 0
    done = run("export", "transcripts", "--outside")
    assert "Not written: Interview 1: for the study team only (P03)." in done.out
    assert not list((study / "exports").glob("*.docx"))


def test_a_name_in_a_template_stops_a_transcript(study: Path, run: Run, tmp_path: Path) -> None:
    house = Document()
    house.sections[0].header.paragraphs[0].text = "Osmotherley & Partners"
    house.save(str(tmp_path / "house.docx"))
    assert run("names", "add", "Osmotherley", "Hartley").status == 0
    for command in ("transcripts", "participants"):
        done = run("export", command, "--template", tmp_path / "house.docx")
        assert done.status == 1 and "Nothing was written" in done.err and "Osmotherley" not in done.err
    assert not list((study / "exports").glob("*.docx"))


def test_a_coder_called_by_a_name_of_the_list_is_not_named(study: Path, run: Run) -> None:
    assert run("names", "add", "Ana", "[a researcher]").status == 0
    assert run("export", "transcripts", "--to", "one.docx").status == 0
    (one,) = comments_in((study / "one.docx").read_bytes())
    assert one.author == "[a researcher]"


def test_the_participants_table_is_written_and_who_could_be_recognised_is_said(study: Path, run: Run) -> None:
    done = run("export", "participants", "--to", "people.md", "--to", "people.xlsx")
    assert done.status == 0 and "1 of 1 person printed could be recognised" in done.err
    assert "| P03 | carer | 1 |" in (study / "people.md").read_text("utf-8")
    assert (study / "people.xlsx").is_file()
    done = run("export", "participants", "--hide-small", "--to", "people.md")
    assert done.status == 0 and "recognised" not in done.err
    assert "| P03 | hidden | 1 |" in (study / "people.md").read_text("utf-8")


def test_what_may_not_be_printed_of_participants_is_refused(study: Path, run: Run) -> None:
    assert run("participants", "--not-printable", "role", "--as", "Ana").status == 0
    refused = run("export", "participants", "--attribute", "role")
    assert refused.status == 1 and "“role” may not be printed" in refused.err
    refused = run("export", "participants", "--consent", "--outside")
    assert refused.status == 1 and "for the study team only" in refused.err
