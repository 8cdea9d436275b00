"""A draft held against the study from the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run

ESSAY = """# Going in

She was plain: “It was a card on the board in the chemist’s” (P03).

“I sleep well. That’s the long of it” (P03).
"""


@pytest.fixture
def essay(folder: Path, run: Run) -> Path:
    """An essay with one quotation as it was said, and one that was changed; P03 may be quoted."""
    assert run("participants", "P03", "--consent", "quote").status == 0
    path = folder / "essay.md"
    path.write_text(ESSAY, encoding="utf-8")
    return path


def test_what_is_wrong_is_listed_with_where_it_is_and_what_was_said(run: Run, essay: Path) -> None:
    found = run("check-draft", essay)
    assert found.status == 1
    assert found.out.startswith("For the study team only\n")
    assert "paragraph 3" in found.out
    assert "“well” was added; “long” stands for “short”." in found.out
    assert "Found: P03, “garden group”, turn 4." in found.out
    assert "2 quotations: 1 as they were said, 1 to look at." in found.out
    assert "on the board" not in found.out
    assert "on the board" in run("check-draft", essay, "--all").out
    assert "Real names were not looked for" in found.err


def test_a_draft_without_problems_ends_well(run: Run, essay: Path) -> None:
    essay.write_text("She “was” plain: “It was a card on the board” (P03).", encoding="utf-8")
    found = run("check-draft", essay)
    assert (found.status, "Nothing to look at." in found.out) == (0, True)


def test_every_quotation_is_in_the_table_for_programs(run: Run, essay: Path) -> None:
    exact, altered = json.loads(run("check-draft", essay, "--json").out)
    assert (exact["found"], exact["problems"], exact["participants"]) == ("exact", [], ["P03"])
    assert (altered["found"], altered["problems"], altered["under"]) == ("altered", ["altered"], "Going in")
    assert altered["audience"] == "team"
    rows = list(csv.DictReader(io.StringIO(run("check-draft", essay, "--csv").out)))
    assert [row["found"] for row in rows] == ["exact", "altered"]


def test_consent_is_judged_for_outsiders_unless_the_draft_is_the_teams(run: Run, essay: Path) -> None:
    assert run("participants", "P03", "--consent", "team only").status == 0
    essay.write_text("“It was a card on the board” (P03).", encoding="utf-8")
    assert "P03: for the study team only." in run("check-draft", essay).out
    assert run("check-draft", essay, "--team").status == 0


def test_the_copy_with_comments_is_a_new_file_and_the_draft_stays_as_it_was(run: Run, essay: Path) -> None:
    before = essay.read_bytes()
    copy = essay.with_name("checked.docx")
    assert "The copy with comments: " in run("check-draft", essay, "--comments", copy).out
    comments = [one.text for one in docx.Document(str(copy)).comments]
    assert comments[0].startswith("For the study team only: take the comments out")
    assert comments[1].startswith("Altered: “well” was added; “long” stands for “short”.\nFound: P03")
    assert essay.read_bytes() == before
    again = run("check-draft", essay, "--comments", copy)
    assert (again.status, "Nothing was written over." in again.err) == (1, True)


def test_a_copy_of_a_word_draft_is_that_draft(run: Run, essay: Path) -> None:
    document = docx.Document()
    bold = document.add_paragraph("She said “I sleep ").add_run("well. That’s the short")
    bold.bold = True
    document.paragraphs[0].add_run(" of it” (P03).")
    path = essay.with_name("essay.docx")
    document.save(str(path))
    before = path.read_bytes()
    copy = essay.with_name("copy.docx")
    assert run("check-draft", path, "--comments", copy).status == 1
    read = docx.Document(str(copy))
    assert [one.text for one in read.paragraphs] == ["She said “I sleep well. That’s the short of it” (P03)."]
    assert any(one.bold and one.text == "well. That’s the short" for one in read.paragraphs[0].runs)
    assert len(list(read.comments)) == 2
    assert path.read_bytes() == before


def test_what_a_finished_essay_uses_is_recorded_once_and_one_undo_takes_it_back(run: Run, essay: Path) -> None:
    used = run("check-draft", essay, "--used-in", "Going in", "--as", "Ana")
    assert (
        "1 quote used in “Going in”. 1 passage not kept before is in that essay now. 1 quotation was not" in used.out
    )
    essay.write_text("“It was a card on the board in the chemist’s” (P03).", encoding="utf-8")
    again = run("check-draft", essay, "--used-in", "Going in", "--json")
    assert "It was recorded already." in again.err
    (row,) = json.loads(again.out)
    assert "Used in “Going in”" in row["told"]
    assert run("undo").status == 0
    (row,) = json.loads(run("check-draft", essay, "--json").out)
    assert row["told"] == ""


def test_words_are_said_to_be_no_participants_once_and_taken_back(run: Run, essay: Path) -> None:
    essay.write_text("A board reads: “Measure twice, cut once, and measure again”.", encoding="utf-8")
    assert run("check-draft", essay).status == 1
    told = run("check-draft", essay, "--not-ours", "measure twice", "--as", "Ana")
    assert (told.status, "“Measure twice, cut once, and measure again”: no participant’s words." in told.out) == (
        0,
        True,
    )
    assert run("check-draft", essay).status == 0
    (row,) = json.loads(run("check-draft", essay, "--json").out)
    assert row["found"] == "said to be no participant’s words"
    assert run("check-draft", essay, "--ours", "measure").status == 1
    essay.write_text("“I sleep well. That’s the long of it” (P03).", encoding="utf-8")
    refused = run("check-draft", essay, "--not-ours", "I sleep")
    assert "Only quotations that stand nowhere in the study" in refused.err


def test_a_file_that_cannot_be_read_is_said(run: Run, folder: Path) -> None:
    (folder / "essay.docx").write_bytes(b"no Word document")
    found = run("check-draft", folder / "essay.docx")
    assert (found.status, "essay.docx: This is not a Word document." in found.err) == (1, True)
    assert run("check-draft", folder / "none.docx").status == 1


def test_a_real_name_is_told_and_never_printed(run: Run, essay: Path) -> None:
    assert run("names", "add", "Quarrington", "Tess").status == 0
    essay.write_text("Quarrington was there.", encoding="utf-8")
    copy = essay.with_name("checked.docx")
    found = run("check-draft", essay, "--comments", copy)
    assert found.status == 1
    assert "“Tess” is shown for it" in found.out
    assert "Quarrington" not in found.out + found.err
    assert "Quarrington" not in " ".join(one.text for one in docx.Document(str(copy)).comments)


def test_the_copy_for_readers_outside_tells_no_words_of_who_may_not_be_quoted(run: Run, essay: Path) -> None:
    assert run("participants", "P03", "--consent", "team only").status == 0
    for_outside, for_team = essay.with_name("outside.docx"), essay.with_name("team.docx")
    assert "“long” stands for “short”" in run("check-draft", essay, "--comments", for_outside).out
    run("check-draft", essay, "--team", "--comments", for_team)
    outside, team = (
        " ".join(one.text for one in docx.Document(str(copy)).comments) for copy in (for_outside, for_team)
    )
    assert "Altered: Other words than were said, which may not be shown here." in outside
    assert "“short”" in team and "“short”" not in outside
