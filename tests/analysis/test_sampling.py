"""Who is still missing: the wanted and the present, and what is said of both."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.sampling import NOT_STATED, OTHERS, Cell, Grid, grid, grids
from qualcode.edits.attributes import AddAttribute, NewAttribute, RemoveAttribute
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.wanted import ClearWanted, SetWanted
from qualcode.participants.attributes import AppliesTo, AttributeKind
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind

BringIn = Callable[..., str]
PEOPLE = "P01: A.\nP02: B.\nP03: C.\nP04: D.\nInterviewer: E?\n"


def attribute(project: Project, name: str, kind: AttributeKind = AttributeKind.TEXT, *choices: str) -> str:
    edit = AddAttribute(NewAttribute(name, kind, choices))
    project.make(edit)
    return edit.id


def set_value(project: Project, pseudonym: str, name: str, value: str) -> None:
    (person,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = ?", (pseudonym,)).fetchone()
    project.make(ChangeParticipant(person, attributes={name: value}))


def table(found: Grid) -> dict[tuple[str, str], tuple[int | None, int, int]]:
    """Wanted, there and missing, by row and column."""
    return {
        (row, column): (cell.wanted, cell.have, cell.missing)
        for row, line in zip(found.rows, found.cells, strict=True)
        for column, cell in zip(found.columns, line, strict=True)
    }


@pytest.fixture
def study(project: Project, bring_in: BringIn) -> Project:
    bring_in(PEOPLE, "Group", Kind.FOCUS_GROUP)
    return project


def test_wanted_and_present_stand_side_by_side(study: Project) -> None:
    gender = attribute(study, "gender", AttributeKind.CHOICE, "woman", "man", "another")
    for who, value in (("P01", "woman"), ("P02", "woman"), ("P03", "man")):
        set_value(study, who, "gender", value)
    for value, number in (("Woman", 1), ("man", 3)):
        study.make(SetWanted(gender, value, number))
    found = grid(study.conn, gender)
    assert table(found) == {
        ("woman", ""): (1, 2, 0),
        ("man", ""): (3, 1, 2),
        ("another", ""): (None, 0, 0),
        (NOT_STATED, ""): (None, 1, 0),
    }
    assert (found.cells[0][0].beyond, found.missing, found.base) == (
        1,
        2,
        "Of 4 participants with words in the study.",
    )
    assert grids(study.conn) == [(gender, None)]


def test_ranges_of_a_number_are_rows_of_their_own(study: Project) -> None:
    age = attribute(study, "age", AttributeKind.NUMBER)
    for who, value in (("P01", "34"), ("P02", "70"), ("P03", "50")):
        set_value(study, who, "age", value)
    for value in ("65+", "18-34", "under 18"):
        study.make(SetWanted(age, value, 1))
    assert table(grid(study.conn, age)) == {
        ("under 18", ""): (1, 0, 1),
        ("18–34", ""): (1, 1, 0),
        ("65+", ""): (1, 1, 0),
        (OTHERS, ""): (None, 1, 0),
        (NOT_STATED, ""): (None, 1, 0),
    }


def test_two_attributes_are_crossed_whichever_is_named_first(study: Project) -> None:
    gender = attribute(study, "gender", AttributeKind.CHOICE, "woman", "man")
    town = attribute(study, "town")
    for who, sex, where in (("P01", "woman", "Hull"), ("P02", "woman", "Leeds"), ("P03", "man", "Hull")):
        set_value(study, who, "gender", sex)
        set_value(study, who, "town", where)
    study.make(SetWanted(gender, "man", 2, town, "Hull"))
    study.make(SetWanted(town, "hull", 4, gender, "man"))
    study.make(SetWanted(gender, "man", 9))
    study.make(SetWanted(gender, "woman", 1, town, "HULL"))
    across, down = grid(study.conn, gender, town), grid(study.conn, town, gender)
    assert table(across)["man", "Hull"] == table(down)["Hull", "man"] == (4, 1, 3), "the same cell, said again"
    assert table(across)["woman", "Leeds"] == (None, 1, 0)
    assert table(across)["woman", "Hull"] == (1, 1, 0), "one town, however it is written"
    assert table(across)[NOT_STATED, NOT_STATED] == (None, 1, 0)
    assert grids(study.conn) == [(gender, None), (gender, town)]


def test_one_person_with_several_values_stands_in_each_of_their_rows(study: Project) -> None:
    spoken = attribute(study, "languages", AttributeKind.SEVERAL, "Welsh", "English")
    set_value(study, "P01", "languages", "English; Welsh")
    found = grid(study.conn, spoken)
    assert [cell.have for (cell,) in found.cells] == [1, 1, 3]


def test_only_participants_with_words_are_there_and_who_withdrew_is_not(study: Project) -> None:
    town = attribute(study, "town")
    for who in ("P01", "P02"):
        set_value(study, who, "town", "Hull")
    study.make(SetWanted(town, "Hull", 2))
    (person,) = study.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P01'").fetchone()
    study.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    found = grid(study.conn, town)
    assert table(found)["Hull", ""] == (2, 1, 1)
    assert found.base == "Of 3 participants with words in the study. 1 person withdrew and is not counted."
    assert grid(study.conn, town, kinds=[Kind.INTERVIEW]).people == 0


def test_what_is_wanted_is_taken_back_and_comes_back_with_undo(study: Project) -> None:
    town = attribute(study, "town")
    study.make(SetWanted(town, "Hull", 2))
    study.make(SetWanted(town, "Hull", None))
    assert grids(study.conn) == []
    study.undo()
    assert table(grid(study.conn, town))["Hull", ""] == (2, 0, 2)
    study.make(SetWanted(town, "Leeds", 1))
    assert study.make(ClearWanted(town)).label == "Nobody wanted any more"
    assert grids(study.conn) == []
    study.undo()
    study.make(RemoveAttribute(town))
    assert grids(study.conn) == []
    with pytest.raises(Problem):
        grid(study.conn, town)


def test_what_cannot_be_wanted_is_refused(study: Project) -> None:
    town = attribute(study, "town")
    of_documents = AddAttribute(NewAttribute("place"), AppliesTo.DOCUMENT)
    study.make(of_documents)
    for edit in (
        SetWanted(town, "Hull", -1),
        SetWanted(town, "", 1),
        SetWanted(town, "Hull", 1, town, "Hull"),
        SetWanted(of_documents.id, "Hull", 1),
        SetWanted("gone", "Hull", 1),
        ClearWanted(town),
    ):
        with pytest.raises(Problem):
            study.make(edit)
    with pytest.raises(Problem):
        grid(study.conn, town, town)


def test_a_study_without_words_has_nobody(project: Project) -> None:
    town = attribute(project, "town")
    assert grid(project.conn, town).rows == ()
    project.make(SetWanted(town, "Hull", 3))
    assert grid(project.conn, town).cells == ((Cell(3, ()),),)
