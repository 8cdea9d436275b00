"""The first columns of a chart's workbook: numbers are numbers there, days are days, and both come back unchanged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from qualcode.analysis.people import attributes, participants
from qualcode.edits.attributes import ChangeAttribute
from qualcode.edits.participants import AddParticipant, ChangeParticipant
from qualcode.exports.chart_facts import fact_value
from qualcode.participants.attributes import AttributeKind
from qualcode.project.project import Project
from qualcode.transcripts.workbook import words_of
from tests.examples import one_in
from tests.exports.chart_books import brought, cell_of, sheet, workbook
from tests.exports.printed_charts import p03

Codes = dict[str, str]
GIVEN = {
    "age": ("number", "41"),
    "income": ("number", "1,200"),
    "share": ("number", "25%"),
    "score": ("number", "2.5"),
    "joined": ("date", "2026-03-01"),
    "met": ("date", "2026-03-01T10:30"),
    "place": ("rank", "2"),
    "about": ("number", "about 40"),
    "since": ("date", "2026-03"),
    "ward": ("text", "007"),
}


@pytest.fixture
def path(project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path) -> Path:
    """The workbook of a study in which a fact of each sort is known of P03."""
    bring_in()
    project.make(ChangeParticipant(p03(project).id, attributes={name: said for name, (_, said) in GIVEN.items()}))
    for one in attributes(project.conn):
        project.make(ChangeAttribute(one.id, {"kind": GIVEN[one.name][0]}))
    return workbook(project, tmp_path, facts=tuple(one.id for one in attributes(project.conn)))


def test_numbers_are_numbers_and_days_are_days_and_what_is_neither_stays_words(path: Path) -> None:
    book = load_workbook(path)
    held = {name: cell_of_fact(book, name).value for name in GIVEN}
    assert held == {
        "age": 41,
        "income": 1200,
        "share": 25,
        "score": 2.5,
        "joined": datetime(2026, 3, 1),
        "met": datetime(2026, 3, 1, 10, 30),
        "place": 2,
        "about": "about 40",
        "since": "2026-03",
        "ward": "007",
    }
    assert cell_of_fact(book, "joined").number_format == "yyyy-mm-dd"
    assert cell_of_fact(book, "share").number_format == 'General"%"'
    assert cell_of_fact(book, "joined").is_date and not cell_of_fact(book, "share").is_date


def cell_of_fact(book: Workbook, name: str) -> Any:
    return cell_of(book, "P03", name)


def test_facts_that_nobody_touched_are_no_changes(project: Project, path: Path) -> None:
    found = brought(project, path)
    assert (found.cells, found.told) == ((), ())


def test_the_same_number_or_day_typed_as_words_is_no_change(project: Project, path: Path) -> None:
    def retype(book: Workbook) -> None:
        for name, words in (("age", "41"), ("income", "1200"), ("joined", "2026-03-01")):
            cell_of_fact(book, name).value = words

    assert brought(project, path, retype).told == ()


@pytest.mark.parametrize(
    ("name", "value", "said"), [("age", 42, "42"), ("joined", date(2026, 4, 1), "2026-04-01"), ("score", None, "")]
)
def test_a_number_or_a_day_that_was_changed_is_told_and_not_brought_in(
    project: Project, path: Path, name: str, value: object, said: str
) -> None:
    def write(book: Workbook) -> None:
        cell_of_fact(book, name).value = value

    (told,) = brought(project, path, write).told
    assert f"P03: “{name}” was changed to “{said}”, and is not brought in" in told


def test_a_sheet_sorts_ages_as_numbers(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    for name, age in (("P04", "9"), ("P05", "100")):
        added = AddParticipant(name)
        project.make(added)
        project.make(ChangeParticipant(added.id, attributes={"age": age}))
    (one,) = attributes(project.conn)
    project.make(ChangeAttribute(one.id, {"kind": "number"}))
    rows = list(sheet(load_workbook(workbook(project, tmp_path, facts=(one.id,)))).iter_rows(values_only=True))
    assert sorted(row[2] for row in rows[2:] if row[2]) == [9, 100]


def test_a_band_that_keeps_rows_together_is_words(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    project.make(ChangeParticipant(p03(project).id, attributes={"age": "41"}))
    (one,) = attributes(project.conn)
    project.make(ChangeAttribute(one.id, {"kind": "number"}))
    path = workbook(project, tmp_path, group_by=one.id)
    assert isinstance(cell_of_fact(load_workbook(path), "age").value, str)
    assert brought(project, path).told == ()


NUMBERS = st.one_of(
    st.integers(-(10**17), 10**17).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    st.integers(0, 10**7).map(lambda number: f"{number:,}"),
    st.integers(0, 100).map(lambda number: f"{number}%"),
)
DAYS = st.one_of(
    st.dates().map(str),
    st.datetimes().map(lambda day: day.isoformat()),
    st.sampled_from(["2026", "2026-03", "24:00"]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=one_in(3))
@given(kind=st.sampled_from(list(AttributeKind)), said=st.lists(st.one_of(NUMBERS, DAYS, st.text()), min_size=3))
def test_any_fact_of_any_kind_goes_into_a_workbook_and_comes_back_as_no_change(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path, kind: AttributeKind, said: list[str]
) -> None:
    if not participants(project.conn):
        bring_in()
    for one in attributes(project.conn):
        project.make(ChangeAttribute(one.id, {"kind": "text"}))  # anything may be said of it
    project.make(ChangeParticipant(p03(project).id, attributes={f"f{n}": words for n, words in enumerate(said[:6])}))
    for one in attributes(project.conn):
        project.make(ChangeAttribute(one.id, {"kind": kind.value}))
    found = brought(project, workbook(project, tmp_path, facts=tuple(one.id for one in attributes(project.conn))))
    assert (found.cells, found.told) == ((), ())


@given(said=NUMBERS)
def test_a_number_is_a_number_only_where_a_cell_holds_it_as_it_is(said: str) -> None:
    value = fact_value(said, AttributeKind.NUMBER)
    if isinstance(value, float):
        assert float(f"{value:.16G}") == value
    assert isinstance(value, (str, int, float)) and words_of(value)
