"""Groups beside each other: each with its base, and a word on how much a difference means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.columns import Column
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.counts.scope import Base
from qualcode.analysis.groups import FEW, Beside, GroupNumbers, caution, groups_beside
from qualcode.edits.participants import ChangeParticipant
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]

# 5 words of the interviewer's; P01 says 5 and 5, P02 says 4, P03 says 2.
TALK = (
    "Interviewer: What helped you the most?\n"
    "P01: The kettle was always on. I came back for it.\n"
    "P02: Nobody asked my name.\n"
    "P03: The kettle.\n"
)


@pytest.fixture
def talk(project: Project, bring_in: BringIn) -> str:
    document = bring_in(TALK, "Talk")
    for pseudonym, role in (("P01", "peer"), ("P02", "peer"), ("P03", "nurse")):
        (person,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = ?", (pseudonym,)).fetchone()
        project.make(ChangeParticipant(person, attributes={"role": role}))
    return document


def by_role(project: Project) -> Asked:
    (attribute,) = project.conn.execute("SELECT id FROM attribute WHERE name = 'role'").fetchone()
    return Asked(by=By.ATTRIBUTE, attribute_id=attribute)


def numbers(found: Beside, code_id: str) -> dict[str, GroupNumbers]:
    row = next(row for row in found.rows if row.code.code_id == code_id)
    return dict(zip((group.name for group in found.groups), row.nested, strict=True))


def test_each_group_has_its_people_excerpts_and_words_with_their_bases(
    project: Project, talk: str, code_it: CodeIt, codes: Codes
) -> None:
    code_it(talk, "The kettle was always on.", "1.1")
    code_it(talk, "I came back for it.", "1.2")
    code_it(talk, "The kettle.", "1.1")
    (found,) = groups_beside(project.conn, by_role(project)).parts
    of_area = numbers(found, codes["1"])
    assert of_area["peer"] == GroupNumbers(1, 2, 2, 10, 14)
    assert of_area["nurse"] == GroupNumbers(1, 1, 1, 2, 2)
    assert of_area["peer"].per_thousand == pytest.approx(714.29, abs=0.01)
    assert numbers(found, codes["1.2"])["nurse"] == GroupNumbers(0, 1, 0, 0, 2)
    assert numbers(found, codes["3"])["nurse"].per_thousand == 0.0


def test_a_number_opens_into_its_excerpts(project: Project, talk: str, code_it: CodeIt, codes: Codes) -> None:
    code_it(talk, "The kettle was always on.", "1.1")
    code_it(talk, "The kettle.", "1.1")
    (found,) = groups_beside(project.conn, by_role(project)).parts
    for group in found.groups:
        opened = cell_excerpts(project.conn, found.asked, codes["1.1"], group.key)
        assert len(opened) == numbers(found, codes["1.1"])[group.name].excerpts == 1


def test_a_difference_in_a_small_group_is_said_to_mean_little(project: Project, talk: str) -> None:
    (found,) = groups_beside(project.conn, by_role(project)).parts
    assert found.caution.startswith("In the smallest group, “nurse”, there is 1 participant: what one person says")
    assert found.caution.endswith("read what is said in each group.")
    assert found.asked.measure is Measure.EXCERPTS


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((4, 30), "“a”, there are 4 participants, and one more or one fewer of them is 25%"),
        ((FEW, FEW), "Who takes part was not drawn by lot"),
        ((3, 0), "There are no two groups with participants"),
        ((), "There are no two groups with participants"),
    ],
)
def test_the_caution_is_about_the_smallest_group(sizes: tuple[int, ...], words: str) -> None:
    groups = [Column(name, name, Base(size, 1)) for name, size in zip("abc", sizes, strict=False)]
    assert words in caution(By.ATTRIBUTE, groups)
    assert "Coders read different documents" in caution(By.CODER, groups)


def test_kinds_of_document_are_groups_too(
    project: Project, talk: str, bring_in: BringIn, code_it: CodeIt, codes: Codes
) -> None:
    code_it(talk, "The kettle.", "1.1")
    note = bring_in("A kettle and nine chairs.\n", "Note", Kind.FIELD_NOTE)
    code_it(note, "A kettle", "1.1")
    (found,) = groups_beside(project.conn, Asked(by=By.KIND)).parts
    of_code = numbers(found, codes["1.1"])
    assert of_code["Interviews"] == GroupNumbers(1, 3, 1, 2, 16)
    assert of_code["Field notes"] == GroupNumbers(0, 0, 1, 2, 5)
