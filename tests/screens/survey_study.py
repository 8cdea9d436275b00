"""A study with a small survey, for the tests of the screens that bring it in, list it and code it."""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path

from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.project.project import Project
from qualcode.project.surveys import preview, read_survey, survey_arrival
from tests.screens.shown_study import BOOK, NOON
from tests.template import Template

HEADS = ["ID", "Email", "Role", "Age", "1. Did you go?", "4. Please say in your own words what helped you"]
LONG = "The first evening I sat in the car for twenty minutes before I went in. " * 12
SAID = (
    "Talking to somebody who had been there",
    "The card on the board in the chemist’s told me that there is a group",
    "talking to somebody  who had been there",
    "n/a",
    LONG.strip(),
    "A peer worker who called me back when nobody else did",
    "",
    "Talking to somebody who had been there",
    "It was near enough to walk, and it was in the evening",
    "Nobody asked me for a reason, Maria least of all",
)


def write_survey(folder: Path, name: str = "answers.csv") -> Path:
    """The file of a survey of ten people, of whom eight answered the open question."""
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        for number, said in enumerate(SAID):
            role = ("nurse", "carer", "nurse", "peer")[number % 4]
            age = -1726 if number == 3 else 30 + number
            went = "No" if number in (3, 6) else "Yes"
            writer.writerow([f"A{number}", f"person{number}@example.org", role, age, went, said])
    return path


def make_survey_study(folder: Path, book: tuple[CodebookRow, ...] = BOOK, *, with_survey: bool = True) -> Path:
    """A study with a small codebook, and the survey in it unless it is to come."""
    path = folder / "survey.qualcode"
    write_survey(folder)
    if book is BOOK:
        _BEGUN[with_survey].put(path)
    else:
        _begin(path, book, with_survey)
    return path


def _begin(path: Path, book: tuple[CodebookRow, ...], with_survey: bool) -> None:
    with Project.create(path, "Spring survey", clock=FixedClock(NOON)) as project:
        project.make(ImportCodebook(book, "small"))
        if with_survey:
            project.make(survey_arrival(preview(*read_survey(path.parent / "answers.csv"))))


_BEGUN = {with_survey: Template(partial(_begin, book=BOOK, with_survey=with_survey)) for with_survey in (False, True)}
