"""Tables of codes by what is known of people and documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.counts.asked import Asked, Bands, By, Cut
from qualcode.analysis.counts.rows import Number
from qualcode.analysis.counts.tables import table
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.document_details import SetDocumentFact
from qualcode.edits.participants import SetFact
from qualcode.participants.attributes import AppliesTo, AttributeKind
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.analysis.counts_study import TALK, only, own, person

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]


@pytest.fixture
def talk(bring_in: BringIn) -> str:
    return bring_in(TALK, "Talk")


@pytest.fixture
def known(project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt) -> Callable[..., Asked]:
    """Four people with one excerpt each; gives what is asked by an attribute with these values of theirs."""
    document = bring_in("".join(f"P0{n}: Word number {n} here.\n" for n in range(1, 5)), "Four")
    for n in range(1, 5):
        code_it(document, f"Word number {n}", "1.1")

    def ask(kind: AttributeKind, values: tuple[str, ...], *choices: str, bands: Bands | None = None) -> Asked:
        edit = AddAttribute(NewAttribute("Fact, “=1+1” 👩‍👩‍👧", kind, choices))
        project.make(edit)
        for n, value in enumerate(values, start=1):
            project.make(SetFact(person(project, f"P0{n}"), edit.id, value))
        return Asked(by=By.ATTRIBUTE, attribute_id=edit.id, bands=bands or Bands())

    return ask


def groups(project: Project, asked: Asked) -> dict[str, tuple[int, Number]]:
    """Of each column how many people are in it, and its excerpts of all areas."""
    part = only(project, asked)
    return {
        column.name: (column.base.participants, number)
        for column, number in zip(part.columns, part.total.nested.cells, strict=True)
    }


def test_people_stand_by_choice_and_those_of_whom_it_is_not_given_apart(
    project: Project, known: Callable[..., Asked]
) -> None:
    asked = known(AttributeKind.CHOICE, ("North", "south", "North", ""), "South", "North", "East")
    assert groups(project, asked) == {"South": (1, 1), "North": (2, 2), "not given": (1, 1)}


def test_a_scale_keeps_its_order_and_what_is_none_of_it_comes_after(
    project: Project, known: Callable[..., Asked]
) -> None:
    asked = known(AttributeKind.SCALE, ("often", "never", "now and then", "n/a"), "never", "sometimes", "often")
    assert list(groups(project, asked)) == ["never", "often", "now and then", "not given"]


def test_somebody_with_several_choices_stands_in_each_and_counts_once_in_all(
    project: Project, known: Callable[..., Asked]
) -> None:
    asked = known(AttributeKind.SEVERAL, ("a; b", "b", "", ""), "a", "b")
    assert groups(project, asked) == {"a": (1, 1), "b": (2, 2), "not given": (2, 2)}
    part = only(project, asked)
    assert part.overlap
    assert part.total.nested.total == 4
    assert "One person or document may stand in several columns, and is counted once in all." in part.sentence


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        (Bands(number=2), {"18 to under 54": (2, 2), "54 to 90": (1, 1)}),
        (
            Bands(),
            {
                "18 to under 36": (2, 2),
                "36 to under 54": (0, 0),
                "54 to under 72": (0, 0),
                "72 to 90": (1, 1),
            },
        ),
        (Bands(Cut.OWN, at=("16", "95")), {"under 16": (0, 0), "16 to under 95": (3, 3), "95 and over": (0, 0)}),
        (Bands(Cut.QUANTILE, 3), {"18 to under 20": (1, 1), "20 to under 90": (1, 1), "90": (1, 1)}),
        (Bands(Cut.OWN, at=("65", "20")), {"under 20": (1, 1), "20 to under 65": (1, 1), "65 and over": (1, 1)}),
    ],
)
def test_numbers_stand_in_bands_that_say_where_they_end_and_one_that_nobody_is_in_has_noughts(
    project: Project, known: Callable[..., Asked], bands: Bands, expected: dict[str, tuple[int, int]]
) -> None:
    asked = known(AttributeKind.NUMBER, ("18", "20", "90", ""), bands=bands)
    assert groups(project, asked) == {**expected, "not given": (1, 1)}


def test_days_stand_in_bands_by_the_calendar(project: Project, known: Callable[..., Asked]) -> None:
    bands = Bands(Cut.OWN, at=("2026-03-01",))
    asked = known(AttributeKind.DATE, ("2026-02-28", "2026-03-01", "2026", ""), bands=bands)
    assert groups(project, asked) == {
        "under 2026-03-01": (2, 2),
        "2026-03-01 and over": (1, 1),
        "not given": (1, 1),
    }


def test_a_cut_point_that_is_no_number_is_refused_with_a_sentence(
    project: Project, known: Callable[..., Asked]
) -> None:
    asked = known(AttributeKind.NUMBER, ("18", "20"), bands=Bands(Cut.OWN, at=("young",)))
    with pytest.raises(Problem, match="“young” is no place to cut"):
        table(project.conn, asked)


def test_documents_stand_by_their_own_attributes(
    project: Project, talk: str, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    other = bring_in("P03: A card on the board.\n", "Other")
    edit = AddAttribute(NewAttribute("Site", AttributeKind.CHOICE, ("Hall",)), AppliesTo.DOCUMENT)
    project.make(edit)
    project.make(SetDocumentFact(other, edit.id, "Hall"))
    code_it(talk, "The kettle", "1.1")
    part = only(project, Asked(by=By.ATTRIBUTE, attribute_id=edit.id))
    assert [(c.name, c.base.participants, c.base.documents) for c in part.columns] == [
        ("Hall", 1, 1),
        ("not given", 2, 1),
    ]
    assert own(part, codes["1.1"]) == (0, 1)


def test_an_attribute_that_is_gone_is_refused_with_a_sentence(project: Project, talk: str) -> None:
    with pytest.raises(Problem, match="no longer in the study"):
        table(project.conn, Asked(by=By.ATTRIBUTE, attribute_id="gone"))


def test_the_columns_of_an_attribute_are_called_by_its_name(project: Project, talk: str) -> None:
    made = AddAttribute(NewAttribute("role"))
    project.make(made)
    assert table(project.conn, Asked(By.ATTRIBUTE, attribute_id=made.id)).across == "role"
    assert table(project.conn, Asked()).across == "participant"
