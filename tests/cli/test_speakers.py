"""`qualcode speakers`: the table, the options, and the table brought back from a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

WORKSHOP = """Jonas Rosland: How did you come to hear about the group?
BSR06: I did not hear of it for years, it was a card on the board.
BSRO6: Then I went there, of course.
Jonas Rosland: And has it changed anything?
BSR06: I sleep, that is the short of it.
"""


@pytest.fixture
def study(folder: Path, run: Run) -> Path:
    (folder / "transcripts" / "workshop.txt").write_text(WORKSHOP, encoding="utf-8")
    assert run("import").status == 0
    return folder


def speakers(run: Run) -> list[tuple[str, str, str]]:
    rows = json.loads(run("speakers", "--json").out)
    return [(row["document"], row["label"], row["is"]) for row in rows]


FIRST = [
    ("garden group", "Interviewer", "interviewer"),
    ("garden group", "P03", "P03"),
    ("workshop", "Jonas Rosland", "P01"),
    ("workshop", "BSR06", "BSR06"),
    ("workshop", "BSRO6", "P02"),
]


def test_the_table_shows_turns_words_who_they_are_and_what_looks_alike(study: Path, run: Run) -> None:
    assert speakers(run) == FIRST
    done = run("speakers")
    assert done.err == ""
    assert "? “BSRO6” looks like “BSR06”: O and 0 are easily confused." in done.out.splitlines()
    (odd,) = [row for row in json.loads(run("speakers", "--json").out) if row["label"] == "BSRO6"]
    assert (odd["turns"], odd["words"], odd["first words"]) == (1, 6, "Then I went there, of course.")
    only = csv.DictReader(io.StringIO(run("speakers", "--document", "garden", "--csv").out))
    assert [row["label"] for row in only] == ["Interviewer", "P03"]


def test_several_options_are_one_step(study: Path, run: Run) -> None:
    done = run(
        "speakers", "--merge", "BSRO6=BSR06", "--rename", "Jonas Rosland=JR", "--interviewer", "Jonas Rosland",
        "--participant", "BSR06=P07",
    )  # fmt: skip
    assert done.out.splitlines() == [
        "“Jonas Rosland” is called “JR”, in “workshop”.",
        "“Jonas Rosland” is an interviewer, in “workshop”.",
        "“BSR06” is P07, in “workshop”.",
        "“BSRO6” becomes one with “BSR06”, in “workshop”.",
        "P07 is a new participant.",
        "BSR06 then has no words in the study.",
        "P01 then has no words in the study.",
        "P02 then has no words in the study.",
        "Taken out of the table of participants: P01, BSR06, P02.",
        "Done. “qualcode undo” takes it back as one step.",
    ]
    assert speakers(run)[2:] == [("workshop", "JR", "interviewer"), ("workshop", "BSR06", "P07")]
    assert run("undo").out.startswith("Undid: Review of 3 speakers")
    assert speakers(run) == FIRST
    assert run("doctor").status == 0


def test_suggestions_are_shown_before_they_are_taken(study: Path, run: Run) -> None:
    done = run("speakers", "--suggested", "--preview")
    assert done.out.splitlines() == [
        "“BSRO6” becomes one with “BSR06”, in “workshop”.",
        "P02 then has no words in the study.",
        "Nothing was changed: leave out --preview to do it.",
    ]
    assert speakers(run) == FIRST
    assert run("speakers", "--suggested").status == 0
    assert len(speakers(run)) == 4
    assert run("speakers", "--suggested").out == "That is so already; nothing was changed.\n"


def test_a_person_named_alike_in_two_documents_becomes_one(study: Path, run: Run) -> None:
    again = WORKSHOP.replace("BSRO6", "BSR07").replace("BSR06", "BSR08")
    (study / "transcripts" / "second.txt").write_text(again, encoding="utf-8")
    run("import")
    assert run("speakers", "--merge", "Jonas Rosland=Jonas Rosland").status == 0
    assert len({who for _, label, who in speakers(run) if label == "Jonas Rosland"}) == 1


def test_the_table_goes_to_a_spreadsheet_and_comes_back(study: Path, run: Run) -> None:
    table = study / "speakers.csv"
    table.write_text(run("speakers", "--csv").out, encoding="utf-8")
    assert run("speakers", "--from", table).out == "That is so already; nothing was changed.\n"
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    rows[2]["is"] = "Interviewer"
    rows[3]["is"] = "P03"
    rows[4]["new label"] = "BSR06"
    rows.append({**rows[0], "label": "Somebody"})
    with table.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    preview = run("speakers", "--from", table, "--preview").out.splitlines()
    assert preview[:4] == [
        "Not in the study, left out: line 7 (“Somebody” in “garden group”).",
        "“Jonas Rosland” is an interviewer, in “workshop”.",
        "“BSR06” is P03, in “workshop”.",
        "“BSRO6” becomes one with “BSR06”, in “workshop”.",
    ]
    assert speakers(run) == FIRST
    assert run("speakers", "--from", table).status == 0
    assert speakers(run)[2:] == [("workshop", "Jonas Rosland", "interviewer"), ("workshop", "BSR06", "P03")]
    run("undo")
    assert speakers(run) == FIRST


def test_a_label_that_a_spreadsheet_would_take_for_a_formula_comes_back_as_it_was(study: Path, run: Run) -> None:
    assert run("speakers", "--rename", "BSRO6==SUM(A1)").status == 0
    printed = run("speakers", "--csv").out
    assert "'=SUM(A1)" in printed
    (study / "speakers.csv").write_text(printed, encoding="utf-8")
    assert run("speakers", "--from", "speakers.csv").out == "That is so already; nothing was changed.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--merge", "BSRO6"), "“BSRO6” does not say of whom what."),
        (("--merge", "BSRO6=Nobody"), "No speaker is called “Nobody”."),
        (("--interviewer", "Nobody"), "No speaker is called “Nobody”."),
        (("--rename", "BSRO6=BSR06"), "Two speakers of “workshop” would be called “BSR06”."),
        (("--rename", "BSRO6= "), "“BSRO6= ” does not say of whom what."),
        (("--document", "nowhere"), "No document is called “nowhere”."),
        (("--from", "gone.csv"), "There is no file gone.csv."),
        (("--from", "Peer support.qualcode"), "Peer support.qualcode belongs to a study, it is no table."),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_changes_nothing(
    study: Path, run: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    done = run("speakers", *arguments)
    assert done.status == 1
    assert sentence in done.err.splitlines()
    assert speakers(run) == FIRST


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("label,is\nBSR06,P03\n", "table.csv has no column “document”."),
        ("document,label,is\nworkshop,BSR06,participant\n", "Line 2: which participant is “BSR06”?"),
        ("document,label,is\nworkshop,BSR06,P03\nworkshop,BSR06,P04\n",
         "Line 3: “BSR06” in “workshop” stands in line 2, too."),
        ("document,label,new label,is\nworkshop,BSR06,B,P03\nworkshop,BSRO6,B,P04\n",
         "Line 3: “BSRO6” and “BSR06” cannot be one speaker and two people."),
    ],
)  # fmt: skip
def test_a_table_that_says_two_things_is_refused_with_its_line(
    study: Path, run: Run, lines: str, sentence: str
) -> None:
    (study / "table.csv").write_text(lines, encoding="utf-8")
    done = run("speakers", "--from", "table.csv")
    assert (done.status, done.err.splitlines()[0]) == (1, sentence)
    assert speakers(run) == FIRST


def test_two_who_answer_each_other_are_asked_about_before_they_are_made_one(study: Path, run: Run) -> None:
    talk = "Dan: How did you come?\nMary: By bus.\nDan: And home?\nMary: On foot.\nUnknown Speaker: Far.\n"
    (study / "transcripts" / "talk.txt").write_text(talk, encoding="utf-8")
    assert run("import").status == 0
    assert ("talk", "Unknown Speaker", "nobody") in speakers(run)
    question = "? “Dan” and “Mary” speak in turn in “talk”, 3 times: are they one?"
    assert question in run("speakers", "--merge", "Mary=Dan", "--preview").out.splitlines()
    assert "are they one" not in run("speakers", "--merge", "BSRO6=BSR06", "--preview").out
