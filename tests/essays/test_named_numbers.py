"""Years in post, children and other things that are counted of somebody, told in a draft in figures or in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from qualcode.analysis.people import participants
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.participants import ChangeParticipant
from qualcode.essays.named_numbers import numbers_of
from qualcode.participants.attributes import AttributeKind
from qualcode.project.project import Project
from tests.essays.conftest import sentences
from tests.essays.test_facts_beside import check, every, quote

BANDS = ("0–4", "5–10", "11–20")


@pytest.fixture
def ward(project: Project, bring_in: Callable[..., str]) -> Project:
    """Seven people, P01 alone with 5–10 years in post and three children; neither may be printed."""
    bring_in("".join(f"Speaker{n}: I came along {n}0 times in all.\n" for n in range(1, 8)), "group")
    project.make(AddAttribute(NewAttribute("Years in post", AttributeKind.CHOICE, BANDS)))
    project.make(AddAttribute(NewAttribute("Number of children", AttributeKind.NUMBER)))
    for number, person in enumerate(participants(project.conn), start=1):
        facts: dict[str, str | None] = {
            "Years in post": "5–10" if number == 1 else "11–20",
            "Number of children": "3" if number == 1 else "1",
        }
        project.make(ChangeParticipant(person.id, {"consent": "quote"}, facts))
    return project


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("P01, ten years in post, said {}.", "Years in post"),
        ("P01 has been seven years in her current post: {}.", "Years in post"),
        ("In post for nearly nine years, P01 said {}.", "Years in post"),
        ("P01 (6 years in post) said {}.", "Years in post"),
        ("P01 said after five to ten years in post: {}.", "Years in post"),
        ("{} (P01, ten years in post)", "Years in post"),
        ("P01 has three children and said {}.", "Number of children"),
        ("P01, a mother of three young children, said {}.", "Number of children"),
        ("P01 has 3 children and said {}.", "Number of children"),
    ],
)
def test_a_number_told_in_words_beside_its_name_tells_the_fact(ward: Project, said: str, fact: str) -> None:
    (finding,) = check(ward, said.format(quote(1))).findings
    assert f"Of P01 it tells “{fact}”, which may not be printed." in sentences(finding)
    assert "nobody else in the study" in sentences(finding)


@pytest.mark.parametrize(
    "said",
    [
        "P01 waited ten years and said {}.",
        "P01, twelve years in post, said {}.",
        "P01 said in post number seven: {}.",
        "P01 has two children and said {}.",
        "Three of the children heard P01 say {}.",
        "P01, ten months in post, said {}.",
    ],
)
def test_numbers_of_something_else_or_of_another_band_tell_none(ward: Project, said: str) -> None:
    assert every(check(ward, said.format(quote(1)))) == [[]]


@pytest.mark.parametrize(
    ("said", "name", "low", "high"),
    [
        ("ten years of service", "Length of service (years)", 10, 11),
        ("ten years’ service", "Service in years", 10, 11),
        ("twenty-one years in the post", "years in post", 21, 22),
        ("eight years as a nurse", "Years as nurse", 8, 9),
        ("no children", "children", 0, 1),
        ("an only child, one child", "Children", 1, 2),
        ("12 sessions", "sessions", 12, 13),
        ("sessions: 12", "Sessions", 12, 13),
        ("two or three babies", "Number of babies", 2, 4),
        ("two people", "people", 2, 3),
    ],
)
def test_what_an_attribute_counts_is_known_by_its_name(said: str, name: str, low: int, high: int) -> None:
    (found,) = numbers_of(said, name)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))
