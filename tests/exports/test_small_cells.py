"""Numbers of few people are hidden where that is asked for, and cannot be worked out from the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.naming import StudyConnection
from qualcode.exports.figures import HIDDEN, Table
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.lead import LeadChoices
from qualcode.exports.page import Page
from qualcode.exports.small_cells import hidden_parts
from qualcode.exports.writing import PAGE_FORMATS, write_page
from qualcode.participants.recognising import FEWEST

MADE_ON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
parts_of_a_whole = st.lists(st.integers(0, 12), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def conn(finished_demo: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(f"file:{finished_demo}?mode=ro", uri=True, factory=StudyConnection)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def pages(conn: sqlite3.Connection) -> tuple[Page, Page]:
    """The team lead's report with all numbers, and with the small ones hidden."""
    by = tuple(row[0] for row in conn.execute("SELECT id FROM attribute WHERE name IN ('role', 'gender')"))
    assert len(by) == 2
    return lead_page(conn, LeadChoices(by=by), MADE_ON), lead_page(conn, LeadChoices(by=by, fewest=FEWEST), MADE_ON)


def known(parts: Sequence[int], hidden: Sequence[bool]) -> list[set[int]]:
    """What each hidden part may be for a reader who knows the whole and the others."""
    left = sum(part for part, is_hidden in zip(parts, hidden, strict=True) if is_hidden)
    number = sum(hidden)
    ways = [way for way in product(range(1, left + 1), repeat=number) if sum(way) == left]
    return [{way[place] for way in ways} for place in range(number)]


@given(parts_of_a_whole)
def test_every_small_part_is_hidden_and_no_part_that_is_none(parts: list[int]) -> None:
    hidden = hidden_parts(parts, FEWEST)
    assert all(is_hidden for part, is_hidden in zip(parts, hidden, strict=True) if 0 < part < FEWEST)
    assert not any(is_hidden for part, is_hidden in zip(parts, hidden, strict=True) if part == 0)
    if not any(0 < part < FEWEST for part in parts):
        assert not any(hidden)


@given(parts_of_a_whole)
def test_nobody_can_work_a_hidden_part_out_from_the_whole(parts: list[int]) -> None:
    hidden = hidden_parts(parts, FEWEST)
    if sum(parts) >= FEWEST and any(hidden):  # a whole that is smaller is hidden itself
        assert all(len(ways) > 1 for ways in known(parts, hidden))


def test_nothing_is_hidden_where_nobody_asks() -> None:
    assert hidden_parts([1, 2, 30], 0) == [False, False, False]


def named(page: Page, begins: str) -> list[Table]:
    return [one for one in page.tables if one.caption.startswith(begins)]


def test_a_code_that_few_mention_has_no_numbers(pages: tuple[Page, Page]) -> None:
    whole, hiding = pages
    checked = 0
    for told, hidden in zip(named(whole, "Reach of"), named(hiding, "Reach of"), strict=True):
        for row, other in zip(told.rows, hidden.rows, strict=True):
            people = row.cells[5]
            assert isinstance(people, int)
            if 0 < people < FEWEST:
                assert set(other.cells[1:]) == {HIDDEN}
                checked += 1
            else:
                excerpts = row.cells[2]
                assert isinstance(excerpts, int)
                assert other.cells[2] == (HIDDEN if 0 < excerpts < FEWEST else excerpts)
                assert other.cells[5:7] == row.cells[5:7]
        assert any("are hidden" in note for note in hidden.notes)
    assert checked


def test_no_table_tells_of_fewer_than_five_people(pages: tuple[Page, Page]) -> None:
    for one in (*named(pages[1], "Participants by code"), *named(pages[1], "Reach of")):
        for row in one.every_row:
            for column, cell in zip(one.columns, row.cells, strict=True):
                if isinstance(cell, int) and column.name != "Documents":
                    assert cell == 0 or cell >= FEWEST, (one.caption, column.name)


def test_what_has_a_number_for_each_person_is_left_out(pages: tuple[Page, Page]) -> None:
    whole, hiding = pages
    for begins in ("Who carries each code", "Excerpts by code and participant"):
        assert named(whole, begins)
        assert not named(hiding, begins)


def test_hidden_numbers_are_hidden_in_every_format(pages: tuple[Page, Page], tmp_path: Path) -> None:
    for suffix in PAGE_FORMATS:
        assert write_page(pages[1], tmp_path / f"numbers{suffix}").paths
    assert HIDDEN in (tmp_path / "numbers.md").read_text(encoding="utf-8")
    assert f">{HIDDEN}<" in (tmp_path / "numbers.html").read_text(encoding="utf-8")
