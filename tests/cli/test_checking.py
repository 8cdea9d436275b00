"""`qualcode export checking` and `qualcode quote answers`: words sent to be checked, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

Run = Callable[..., Any]


@pytest.fixture
def essay(folder: Path, run: Run) -> str:
    """An essay with one quote of P03, by the quote's id; another is in Kept."""
    assert run("participants", "P03", "--consent", "quote", "--as", "Ana").status == 0
    assert run("essay", "new", "A way in").status == 0
    assert run("essay", "add", "A way in", "By accident").status == 0
    assert run("quote", "keep", "garden", "I sleep.").status == 0
    kept = run("quote", "keep", "garden", "It was a card on the board in the chemist’s.", "--in", "A way in")
    return str(kept.out.strip(" .\n").rpartition(" ")[2])


def fill(path: Path, row: int, words: str = "") -> Path:
    document = Document(str(path))
    cells = document.tables[0].rows[row].cells
    cells[1].paragraphs[0].add_run("X")
    cells[2].paragraphs[0].add_run(words)
    document.save(str(path))
    return path


def test_sheets_are_written_by_pseudonym_and_that_they_were_asked_is_recorded_on_request(
    run: Run, folder: Path, essay: str
) -> None:
    done = run("export", "checking", "--essay", "A way in")
    assert done.status == 0
    assert done.out.startswith("1 passage for 1 person to check.")
    assert "Say --asked" in done.err
    assert [path.name for path in (folder / "exports").iterdir()] == ["P03-to-check.docx"]
    (line,) = json.loads(run("quote", "waiting", "--essay", "A way in", "--json").out)
    assert (line["who"], line["asked"], line["not asked"], line["since"]) == ("P03", 0, 1, "")
    asked = run("export", "checking", "--asked", "--to", "out")
    assert asked.out.endswith("2 quotes sent to be checked.\n")
    (line,) = json.loads(run("quote", "waiting", "--json").out)
    assert (line["asked"], line["not asked"]) == (2, 0) and line["since"]
    assert run("undo").status == 0
    assert json.loads(run("quote", "waiting", "--json").out)[0]["asked"] == 0


@pytest.mark.parametrize("form", ["docx", "html", "md"])
def test_a_sheet_is_written_in_any_format(run: Run, folder: Path, essay: str, form: str) -> None:
    assert run("export", "checking", "--essay", "kept", "--format", form, "--to", "out").status == 0
    assert [path.name for path in Path("out").iterdir()] == [f"P03-to-check.{form}"]


def test_a_sheet_that_somebody_filled_in_stays_when_sheets_are_written_again(
    run: Run, folder: Path, essay: str
) -> None:
    for _ in range(2):
        assert run("export", "checking", "--essay", "A way in", "--to", "out").status == 0
    assert [path.name for path in Path("out").iterdir()] == ["P03-to-check.docx"]
    filled = fill(Path("out/P03-to-check.docx"), 3, "Rather not.").read_bytes()
    done = run("export", "checking", "--essay", "A way in", "--to", "out")
    assert "“P03-to-check.docx” was changed since it was written, so this is “P03-to-check 2.docx”." in done.out
    assert done.out.endswith("P03-to-check 2.docx\n") and Path("out/P03-to-check 2.docx").is_file()
    assert Path("out/P03-to-check.docx").read_bytes() == filled


def test_nobody_to_ask_is_told(run: Run, folder: Path, essay: str) -> None:
    assert run("essay", "new", "Empty").status == 0
    done = run("export", "checking", "--essay", "Empty")
    assert done.status == 1 and "There is nobody to ask about any quote." in done.err
    assert run("export", "checking", "--participant", "P77").status == 1
    assert list((folder / "exports").glob("*")) == []


def test_answers_are_shown_and_recorded_only_once_somebody_agrees(run: Run, folder: Path, essay: str) -> None:
    assert run("export", "checking", "--essay", "A way in", "--to", "out").status == 0
    sheet = fill(Path("out/P03-to-check.docx"), 3, "Rather not.")
    shown = run("quote", "answers", sheet)
    assert shown.status == 1 and "Nothing was changed." in shown.err
    assert essay in shown.out and "refused" in shown.out and "Rather not." in shown.out
    assert json.loads(run("quote", "waiting", "--json").out)[0]["refused"] == 0
    done = run("quote", "answers", sheet, "--yes", "--on", "2026-03-02")
    assert done.out.endswith("Answer to 1 quote recorded.\n")
    assert "refused by the person when asked on 2 March 2026" in run("essay", "show", "A way in").out
    again = run("quote", "answers", sheet, "--yes")
    assert "Recorded already on 2 March 2026." in again.out and "There is nothing new to record." in again.out
    assert run("undo").status == 0
    assert json.loads(run("quote", "waiting", "--json").out)[0]["refused"] == 0


def test_what_the_person_wants_instead_is_shown_beside_the_quote(run: Run, folder: Path, essay: str) -> None:
    assert run("export", "checking", "--essay", "A way in", "--to", "out").status == 0
    sheet = fill(Path("out/P03-to-check.docx"), 2, "It was a card in a shop.")
    assert run("quote", "answers", sheet, "--yes").status == 0
    told = run("essay", "show", "A way in").out
    assert "The person wants other words on" in told and "It was a card in a shop." in told
    assert run("quote", "trim", essay, "--leave-out", "on the board", "--own", "the chemist’s", "a shop").status == 0
    (_, quote) = json.loads(run("essay", "show", "A way in", "--json").out)
    assert (quote["state"], quote["words"]) == ("ok", "It was a card […] in [a shop].")


def test_what_is_no_plain_answer_is_shown_whole_and_recorded_only_with_its_id(
    run: Run, folder: Path, essay: str
) -> None:
    assert run("export", "checking", "--essay", "A way in", "--to", "out").status == 0
    sheet = fill(Path("out/P03-to-check.docx"), 1)
    document = Document(str(sheet))
    added = f"I take back what I said: {'do not print any of it, ' * 12}please."
    document.add_paragraph(added)
    document.save(str(sheet))
    told = run("quote", "answers", sheet, "--yes")
    assert told.status == 0 and f"approved. Read this on the sheet: “{added}”." in told.out
    assert f"What you confirm is recorded with --although {essay}" in told.out
    assert json.loads(run("quote", "waiting", "--essay", "A way in", "--json").out)[0]["approved"] == 0
    other = run("quote", "answers", sheet, "--yes", "--although", "xzzzzzzzz")
    assert other.status == 1 and "There is nothing to confirm for xzzzzzzzz." in other.err
    done = run("quote", "answers", sheet, "--yes", "--although", essay)
    assert done.out.endswith("Answer to 1 quote recorded.\n")
    assert json.loads(run("quote", "waiting", "--essay", "A way in", "--json").out)[0]["approved"] == 1


def test_a_refusal_stands_against_a_sheet_of_an_earlier_day(run: Run, folder: Path, essay: str) -> None:
    assert run("export", "checking", "--essay", "A way in", "--to", "out").status == 0
    sheet = fill(Path("out/P03-to-check.docx"), 1)
    said = run("quote", "answer", essay, "refused", "--words", "no, by telephone", "--on", "2026-03-02")
    assert said.status == 0
    told = run("quote", "answers", sheet, "--on", "2026-03-01", "--yes")
    assert "Refused on 2 March 2026, which stands: ask them." in told.out
    assert told.out.endswith("There is nothing new to record.\n")
    later = run("quote", "answers", sheet, "--on", "2026-03-03", "--yes")
    assert f"--although {essay}" in later.out
    assert "refused by the person when asked on 2 March 2026" in run("essay", "show", "A way in").out
    assert run("quote", "answers", sheet, "--on", "2026-03-03", "--yes", "--although", essay).status == 0
    assert "refused by the person" not in run("essay", "show", "A way in").out


def test_a_yes_of_no_later_day_is_recorded_against_a_refusal_only_with_although(
    run: Run, folder: Path, essay: str
) -> None:
    assert run("quote", "answer", essay, "refused", "--on", "2026-03-02").status == 0
    yes = ("quote", "answer", essay, "approved", "--on", "2020-01-01")
    told = run(*yes)
    assert told.status == 1 and "P03 refused on 2 March 2026." in told.err and "--although" in told.err
    assert "refused by the person" in run("essay", "show", "A way in").out
    assert run(*yes, "--although").out == "Quote approved by the person.\n"
    assert "refused by the person" not in run("essay", "show", "A way in").out


def test_an_answer_of_a_day_to_come_is_recorded_by_no_command(run: Run, folder: Path, essay: str) -> None:
    assert run("export", "checking", "--essay", "A way in", "--to", "out").status == 0
    sheet = fill(Path("out/P03-to-check.docx"), 1)
    for words in (("quote", "answer", essay, "approved"), ("quote", "answers", str(sheet), "--yes")):
        told = run(*words, "--on", "2931-01-01")
        assert told.status == 1 and "1 January 2931 is still to come." in told.err


def test_a_sheet_that_is_no_file_is_asked_for(run: Run, folder: Path, essay: str) -> None:
    told = run("quote", "answers", "")
    assert told.status == 1 and "No file is named." in told.err
