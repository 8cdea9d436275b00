"""Numbers of few people are hidden where that is asked for, and cannot be worked out from the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.tables import table
from qualcode.analysis.naming import StudyConnection
from qualcode.exports.briefing_material import BriefingChoices
from qualcode.exports.choices import ReportChoices
from qualcode.exports.count_figures import counts_tables
from qualcode.exports.figures import HIDDEN, Table
from qualcode.exports.gather import report
from qualcode.exports.gather_briefing import briefings
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.lead import LeadChoices
from qualcode.exports.numbers import Tally
from qualcode.exports.page import Page
from qualcode.exports.report import Report
from qualcode.exports.small_cells import Line, hidden_in_tree, hidden_parts, is_small
from qualcode.exports.writing import PAGE_FORMATS, write_page
from qualcode.participants.disclosure import Audience
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


@st.composite
def trees(draw: st.DrawFn) -> list[Line]:
    """Codes with those below them, of which no participant is in two."""
    depths = [0]
    for _ in range(draw(st.integers(0, 8))):
        depths.append(draw(st.integers(0, depths[-1] + 1)))
    own = [draw(st.integers(0, 12)) for _ in depths]
    found = []
    for place, depth in enumerate(depths):
        end = next((n for n in range(place + 1, len(depths)) if depths[n] <= depth), len(depths))
        found.append(Line(depth, own[place], sum(own[place:end])))
    return found


def parts_below(lines: list[Line], place: int) -> list[int]:
    after = list(range(place + 1, len(lines)))
    inside = after[: next((n for n, one in enumerate(after) if lines[one].depth <= lines[place].depth), len(after))]
    return [one for one in inside if lines[one].depth == min(lines[each].depth for each in inside)]


@given(trees())
def test_what_is_below_a_line_cannot_be_worked_out_from_it_and_what_stands_beside(lines: list[Line]) -> None:
    hidden = hidden_in_tree(lines, FEWEST)
    for place, (line, (own_gone, all_gone)) in enumerate(zip(lines, hidden, strict=True)):
        assert own_gone >= (0 < line.own < FEWEST) and all_gone >= (0 < line.nested < FEWEST)
        assert own_gone <= (line.own > 0) and all_gone <= (line.nested > 0)
        if all_gone or any(lines[one].depth > line.depth + 1 for one in parts_below(lines, place)):
            continue
        below = parts_below(lines, place)
        parts = [(line.own, own_gone), *((lines[one].nested, hidden[one][1]) for one in below)]
        if below:
            assert sum(gone for _, gone in parts) != 1, (lines, hidden)
    assert hidden_in_tree(lines, 0) == [(False, False)] * len(lines)


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
                gone = set(other.cells[1:]) == {HIDDEN}  # with one of few beside it
                assert gone or other.cells[2] == (HIDDEN if 0 < excerpts < FEWEST else excerpts)
                assert gone or other.cells[5:7] == row.cells[5:7]
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


@pytest.fixture(scope="module")
def reports(conn: sqlite3.Connection) -> tuple[Report, Report]:
    """The themed excerpts with all numbers, and with the small ones hidden."""
    return report(conn, ReportChoices(), MADE_ON), report(conn, ReportChoices(fewest=FEWEST), MADE_ON)


def tallies(value: Report) -> list[Tally]:
    counts = [found for area in value.areas for found in (area.counts, *(code.counts for code in area.codes))]
    return [tally for found in counts if found is not None for tally in (*found.own, *found.nested)]


def test_a_report_of_excerpts_tells_no_numbers_of_few(reports: tuple[Report, Report]) -> None:
    whole, hiding = map(tallies, reports)
    assert len(whole) == len(hiding)
    for told, other in zip(whole, hiding, strict=True):
        assert other.hidden or not 0 < told.participants < FEWEST
        if other.hidden:
            assert not any(letter.isdigit() for letter in other.sentence)
        elif not 0 < told.against < FEWEST:
            assert other.sentence == told.sentence
    assert any(one.hidden for one in hiding) and not all(one.hidden for one in hiding)


def test_its_charts_leave_out_what_its_numbers_hide_and_there_is_no_table_of_everybody(
    reports: tuple[Report, Report],
) -> None:
    whole, hiding = reports
    assert whole.counts and not hiding.counts
    drawn = 0
    for before, after in zip(whole.areas, hiding.areas, strict=True):
        told = {
            f"{code.index} {code.name}".strip()
            for code in after.codes
            if code.counts is not None and not any(one.hidden for one in code.counts.own)
        }
        if after.chart is not None:
            drawn += 1
            assert set(after.chart.categories) <= told
        assert before.chart is not None or after.chart is None
    assert drawn


def test_a_table_by_groups_hides_what_few_of_a_group_say_whatever_it_counts(
    conn: sqlite3.Connection,
) -> None:
    role = conn.execute("SELECT id FROM attribute WHERE name = 'role'").fetchone()[0]
    asked = Asked(by=By.ATTRIBUTE, attribute_id=role)
    excerpts, people = (table(conn, replace(asked, measure=one)) for one in (Measure.EXCERPTS, Measure.PARTICIPANTS))
    hiding = counts_tables(excerpts, people=people, fewest=FEWEST)
    numbers = counts_tables(people)
    assert len(hiding) == len(numbers) > 0
    some = 0
    for told, whose in zip(hiding, numbers, strict=True):
        for row, other in zip(told.rows, whose.rows, strict=True):
            gone = [cell == HIDDEN for cell in row.cells[1:-1]]
            few = [isinstance(cell, int) and 0 < cell < FEWEST for cell in other.cells[1:-1]]
            assert all(is_gone for is_gone, is_few in zip(gone, few, strict=True) if is_few)
            assert sum(gone) != 1 or row.cells[-1] == HIDDEN or sum(map(bool, other.cells[1:-1])) == 1
            some += sum(gone)
        assert any("hidden" in one for one in told.notes)
    assert some


@pytest.mark.parametrize("audience", Audience)
def test_briefing_papers_tell_no_numbers_of_few(conn: sqlite3.Connection, audience: Audience) -> None:
    by = tuple(row[0] for row in conn.execute("SELECT id FROM attribute WHERE name = 'role' AND printable"))
    hidden = 0
    for paper in briefings(conn, BriefingChoices(audience, by=by, fewest=FEWEST), MADE_ON):
        for each in paper.page.tables:
            people = [n for n, column in enumerate(each.columns) if "participants" in column.name.casefold()]
            for row in each.rows:
                assert not any(
                    isinstance(row.cells[n], int) and is_small(int(str(row.cells[n])), FEWEST) for n in people
                )
                hidden += HIDDEN in row.cells
    assert hidden
