"""`qualcode survey` and `qualcode sample`: a survey from its file to a coded sample, on the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

HEADS = ["ID", "Email", "Role", "Went?", "Please say what helped", "Age"]
SAID = "It was a card on the board in the chemist’s"


@pytest.fixture
def answers(folder: Path) -> Path:
    """A survey of 40 people beside the study, each answer given by four."""
    path = folder / "answers.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        for n in range(40):
            role = ("nurse", "carer", "peer", "nurse")[n % 4]
            went = "Yes" if n < 36 else "No"
            said = f"{SAID} number {n // 4}" if went == "Yes" else ""
            writer.writerow([f"A{n}", f"p{n}@example.org", role, went, said, -1726 if n == 3 else 30 + n % 20])
    return path


def test_a_preview_shows_every_column_and_changes_nothing(run: Run, folder: Path, answers: Path) -> None:
    shown = run("survey", answers, "--preview")
    assert shown.status == 0 and shown.err == ""
    assert "looks like e-mail addresses" in shown.out
    assert "“-1726” (line 5) cannot be an age" in shown.out
    assert "example.org" not in shown.out
    rows = json.loads(run("survey", answers, "--preview", "--json").out)
    assert [(row["heading"], row["used as"]) for row in rows] == [
        ("ID", "id"), ("Email", "left out"), ("Role", "fact"), ("Went?", "fact"),
        ("Please say what helped", "open answers"), ("Age", "fact"),
    ]  # fmt: skip
    assert run("survey").out.startswith("No surveys yet")


def test_a_survey_comes_in_is_counted_sampled_and_coded(run: Run, folder: Path, answers: Path) -> None:
    came = run("survey", answers, "--asked", "5=Went?:Yes", "--routing", "5=If you went", "--title", "Spring")
    assert "Brought in 40 people and 36 answers to read." in came.out
    assert "Left out: Email (looks like e-mail addresses)." in came.out
    assert "in the study already" in run("survey", answers).out
    assert "Spring" in run("survey").out
    questions = json.loads(run("survey", "questions", "--json").out)
    assert questions[2]["asked"] == "If you went; Went? = Yes"

    counted = run("survey", "counts", "Role", "--by", "Went?")
    assert "Of 40 people, 40 answered. Percentages are of those who answered." in counted.out
    rows = json.loads(run("survey", "counts", "helped", "--json").out)
    assert [(row["value"], row["people"], row["of"]) for row in rows] == [
        ("(answered)", 36, 40),
        ("(not asked)", 4, 40),
    ]

    alike = json.loads(run("survey", "answers", "helped", "--most-first", "--json").out)
    assert [row["answers"] for row in alike] == [4] * 9
    assert run("survey", "code", "helped", "1.2", "--words", f"{SAID.upper()}  number 2").out == (
        "“Routes in” on 4 answers.\n"
    )
    assert len(json.loads(run("survey", "answers", "helped", "--uncoded", "--json").out)) == 8
    nurses = json.loads(run("survey", "answers", "helped", "--where", "Role=nurse", "--json").out)
    assert sum(row["answers"] for row in nurses) == 18

    drawn = run("sample", "--answers", "12", "--by", "Role", "--seed", "7", "--for", "Ana")
    assert drawn.out == (
        "Sample 1: Of 36 survey answers, 12 were drawn at random in proportion to Role (largest remainder, seed 7): "
        "carer 3 of 9, nurse 6 of 18, peer 3 of 9.\n"
    )
    some = json.loads(run("survey", "answers", "helped", "--sample", "Sample 1", "--json").out)
    assert sum(row["answers"] for row in some) == 12
    assert json.loads(run("sample", "--json").out)[0]["answers"] == 12


def test_tables_of_surveys_print_json_and_csv_alike(run: Run, folder: Path, answers: Path) -> None:
    run("survey", answers)
    run("sample", "--answers", "3", "--seed", "1")
    for line in ("survey list", "survey questions", "survey counts Role", "survey answers helped", "sample"):
        words = line.split()
        rows = json.loads(run(*words, "--json").out)
        table = list(csv.DictReader(io.StringIO(run(*words, "--csv").out)))
        assert len(rows) == len(table) >= 1
        assert list(rows[0]) == list(table[0])


def test_who_has_withdrawn_is_held_back_from_the_list(run: Run, folder: Path, answers: Path) -> None:
    run("survey", answers)
    run("participants", "A0", "--consent", "withdrawn")
    listed = run("survey", "answers", "helped")
    assert "1 held back" in listed.err
    assert json.loads(run("survey", "answers", "helped", "--json").out)[0]["answers"] == 3


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["survey", "gone.csv"], "There is no file gone.csv"),
        (["survey", "answers.csv", "--open", "Nowhere"], "No column is called “Nowhere”"),
        (["survey", "answers.csv", "--kind", "Age=colour"], "is not a kind of fact"),
        (["survey", "answers.csv", "--asked", "5=Went?"], "does not say after which answer"),
        (["survey", "answers.csv", "--call", "Age"], "lacks a column or a value"),
        (["survey", "counts", "Role"], "No question is called “Role”"),
        (["sample", "--answers", "10"], "nothing to draw from"),
        (["sample", "--seed", "10"], "How many answers"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    run: Run, folder: Path, answers: Path, words: list[str], sentence: str
) -> None:
    done = run(*words)
    assert done.status == 1
    assert sentence in done.err
    assert "Traceback" not in done.err


def test_a_survey_is_taken_out_once_somebody_agreed(run: Run, folder: Path, answers: Path) -> None:
    run("survey", answers, "--title", "Spring")
    asked = run("survey", "remove", "spring")
    assert "With it go 40 people, 36 answers, 0 codings, 0 memos, 0 quotes and 3 facts." in asked.out
    assert "Spring" in run("survey").out
    removed = run("survey", "remove", "spring", "--yes")
    assert "“qualcode undo” brings all of it back." in removed.out
    assert run("survey").out.startswith("No surveys yet")
    run("undo")
    assert "Spring" in run("survey").out
    assert "No survey is called “autumn”" in run("survey", "remove", "autumn").err


def test_the_encoding_and_what_stands_between_cells_are_shown_and_can_be_said(run: Run, folder: Path) -> None:
    path = folder / "german.csv"
    rows = "".join(f"A{n};Ich gehe täglich spazieren und das hilft mir {n}\n" for n in range(6))
    path.write_bytes(f"ID;Please say why (erzählen)\n{rows}".encode("cp1252"))
    assert "Read as Windows-1252, with semicolons between cells." in run("survey", path, "--preview").out
    other = run("survey", path, "--preview", "--encoding", "windows-1251", "--separator", "comma").out
    assert "Read as Windows-1251, with commas between cells." in other
    assert "erzдhlen" in other
    assert "separates no cells" in run("survey", path, "--preview", "--separator", "space").err
    assert "no encoding that is known" in run("survey", path, "--preview", "--encoding", "nonsense").err


def test_rows_about_people_of_the_study_are_named_before_and_join_them(run: Run, folder: Path, answers: Path) -> None:
    run("survey", answers)
    second = folder / "second.csv"
    second.write_text(
        "ID,Role,Please say why\nA1,teacher,It was a long way\nZ1,nurse,The bus did not come\n", "utf-8"
    )
    shown = run("survey", second, "--preview").out
    assert "1 row is a person already in the study: A1." in shown
    assert "Role: A1 “carer”, in the survey “teacher”. What the study has stays." in shown
    assert "kept apart" in run("survey", second, "--preview", "--same-people", "apart").out
    came = run("survey", second)
    assert "Brought in 1 person and 2 answers" in came.out
    assert "What the study has stays." in came.out


def test_who_withdrew_is_not_counted_and_the_base_says_so(run: Run, folder: Path, answers: Path) -> None:
    run("survey", answers)
    run("participants", "A1", "--consent", "withdrawn")
    counted = run("survey", "counts", "Role")
    assert "Of 39 people, 39 answered; 1 person withdrew and is not counted." in counted.out
    rows = json.loads(run("survey", "counts", "Role", "--json").out)
    assert rows[-1]["value"] == "(withdrew, not counted)" and rows[-1]["people"] == 1


def test_the_list_of_surveys_counts_nobody_who_withdrew_and_says_so(run: Run, folder: Path, answers: Path) -> None:
    run("survey", answers, "--title", "Spring")

    def numbers() -> tuple[int, int, int]:
        (row,) = json.loads(run("survey", "list", "--json").out)
        return row["people"], row["questions"], row["answers"]

    assert numbers() == (40, 4, 36)
    assert "withdrew" not in run("survey").out
    run("participants", "A1", "--consent", "withdrawn")
    assert numbers() == (39, 4, 35)
    assert "Spring: 1 person withdrew and is not counted." in run("survey").out
    told = run("survey", "list", "--csv")
    assert "withdrew" not in told.out and "Spring: 1 person withdrew and is not counted." in told.err
    answered = json.loads(run("survey", "questions", "--json").out)
    assert sum(row["answers"] or 0 for row in answered) == 35
    run("participants", "A39", "--consent", "withdrawn")
    assert numbers() == (38, 4, 35), "who answered no open question"


def test_a_fact_is_found_by_the_number_of_its_question_and_what_is_not_is_told_with_all_there_are(
    run: Run, folder: Path, answers: Path
) -> None:
    run("survey", answers)
    by_number = run("survey", "counts", "Role", "--by", "Q2", "--json").out
    assert by_number == run("survey", "counts", "Role", "--by", "Went?", "--json").out
    assert "Q3 is an open question." in run("survey", "counts", "Role", "--by", "Q3").err
    wide = folder / "wide.csv"
    heads = [f"Fact number {n}" for n in range(30)]
    rows = [["ID", *heads], *(["B" + row, *"abcdefghij" * 3] for row in "12")]
    wide.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    assert run("survey", wide).status == 0
    assert " more." in run("survey", "counts", "Role", "--by", "Q99").err


def test_a_preview_counts_as_many_different_answers_as_are_listed_afterwards(run: Run, folder: Path) -> None:
    path = folder / "same.csv"
    said = ["It was a long way to go", "it was  a long way to go", "n/a", "The bus did not come that day", "", "None"]
    path.write_text("ID,Please say why\n" + "".join(f"C{n},{words}\n" for n, words in enumerate(said)), "utf-8")
    shown = json.loads(run("survey", path, "--preview", "--json").out)
    (row,) = [one for one in shown if "Please say why" in str(one)]
    assert run("survey", path).status == 0
    listed = json.loads(run("survey", "answers", "say why", "--json").out)
    assert row["different"] == len(listed) == 2
