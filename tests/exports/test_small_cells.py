"""Numbers of few people are hidden where that is asked for, and cannot be worked out from the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.analysis.framework import ChartChoice, chart
from qualcode.analysis.naming import StudyConnection
from qualcode.analysis.occurring import occurring
from qualcode.analysis.progress import coverages, progress_lines
from qualcode.exports.briefing_material import BriefingChoices
from qualcode.exports.choices import ReportChoices
from qualcode.exports.count_figures import counts_tables, kind_suffix, together_hiding, together_maps
from qualcode.exports.figures import HIDDEN, Bars, HeatMap, Lines, Table, table_of
from qualcode.exports.gather import report
from qualcode.exports.gather_briefing import briefings
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.lead import LeadChoices
from qualcode.exports.numbers import Tally
from qualcode.exports.page import Page
from qualcode.exports.phrases import plural, sentence_case
from qualcode.exports.progress_figures import chart_states_table, kinds_table
from qualcode.exports.report import Report
from qualcode.exports.small_cells import (
    is_small,
)
from qualcode.exports.writing import PAGE_FORMATS, write_page
from qualcode.participants.disclosure import Audience
from qualcode.participants.recognising import FEWEST
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind

MADE_ON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


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


def test_a_sheet_of_where_codes_meet_is_drawn_with_what_is_hidden(pages: tuple[Page, Page], tmp_path: Path) -> None:
    maps = [one for one in pages[1].pictures if isinstance(one, HeatMap)]
    assert maps and any(HIDDEN in line for one in maps for line in one.numbers)
    written = write_page(pages[1], tmp_path / "numbers.svg").paths
    assert any(f">{HIDDEN}<" in path.read_text(encoding="utf-8") for path in written)
    assert not any(HIDDEN in one.description for one in maps)


def named(page: Page, begins: str) -> list[Table]:
    return [table_of(one) for one in (*page.tables, *page.pictures) if one.caption.startswith(begins)]


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


def in_people(conn: sqlite3.Connection, kind: Kind) -> Iterator[tuple[str, int]]:
    """Codes with how many participants have words under each, or one below it, in a kind."""
    book = codebook(conn)
    heard = [one for one in excerpts(conn, Choice(kinds={kind})) if one.participant_id is not None]
    for code, _ in book.walk():
        under = book.with_descendants(code.id)
        yield code.title, len({one.participant_id for one in heard if one.code_id in under})


def test_a_kind_of_document_tells_no_number_behind_which_few_people_stand(
    conn: sqlite3.Connection, pages: tuple[Page, Page]
) -> None:
    (whole,), (hiding,) = (named(page, "Excerpts by code and kind of document") for page in pages)
    told = {row.cells[0]: row.cells[1:] for row in whole.rows}
    shown = {row.cells[0]: row.cells[1:] for row in hiding.rows}
    many = 0
    for place, column in enumerate(whole.columns[1:]):
        kind = next(one for one in Kind if sentence_case(plural(one)) == column.name)
        for name, people in in_people(conn, kind):
            if name in told and 0 < people < FEWEST:
                assert shown[name][place] == HIDDEN, (name, column.name)
                many += int(str(told[name][place])) >= FEWEST
    assert many, "no number that is great enough and of few people"
    assert any(cell == HIDDEN for row in hiding.rows for cell in row.cells)


def test_where_codes_meet_nothing_tells_of_few_people(conn: sqlite3.Connection, pages: tuple[Page, Page]) -> None:
    found = occurring(conn)
    names = {code.title for one in found.tables for code in one.codes}
    hiding = named(pages[1], "Excerpts that share words")
    assert hiding and any(HIDDEN in row.cells for one in hiding for row in one.rows)
    for one in hiding:
        kind = next((table for table in found.tables if kind_suffix(table.kind) in one.caption), None)
        assert kind is not None
        places = {code.title: place for place, code in enumerate(kind.codes)}
        for row in one.rows:
            name, _, of = str(row.cells[0]).rpartition(" (of ")
            place = places[name]
            assert name in names and (of == f"{HIDDEN})") >= (kind.people(place, place) < FEWEST)
            for column, cell in zip(one.columns[1:], row.cells[1:], strict=True):
                other = next(n for n, code in enumerate(kind.codes) if column.name in (code.index, code.title))
                people, number = kind.people(place, other), kind.numbers[place][other]
                if place != other and number and people < FEWEST:
                    assert cell == HIDDEN


def test_a_pair_of_codes_is_hidden_both_ways(pages: tuple[Page, Page]) -> None:
    for one in named(pages[1], "Excerpts that share words"):
        cells = [row.cells[1:] for row in one.rows]
        for row, line in enumerate(cells):
            assert all((cell == HIDDEN) <= (cells[column][row] in (HIDDEN, 0)) for column, cell in enumerate(line))


def test_what_is_hidden_in_the_reach_of_a_code_is_hidden_in_its_other_numbers(pages: tuple[Page, Page]) -> None:
    bars = [part for section in pages[1].sections for part in section.parts if isinstance(part, Bars)]
    shown = {name for one in bars for name in one.categories}
    gone = {row.cells[0] for one in named(pages[1], "Reach of") for row in one.rows if row.cells[5] == HIDDEN}
    assert gone and not shown & gone
    for one in named(pages[1], "Excerpts that share words"):
        suffix = one.caption.partition(", ")[2].partition(", among")[0]
        (reach,) = (table for table in named(pages[1], "Reach of") if table.caption.endswith(suffix))
        alone = {row.cells[0] for row in reach.rows if row.cells[1] == HIDDEN}
        for row in one.rows:
            name, _, of = str(row.cells[0]).rpartition(" (of ")
            assert (of == f"{HIDDEN})") >= (name in alone)


def test_a_number_for_each_document_is_left_out(pages: tuple[Page, Page]) -> None:
    whole, hiding = pages
    assert named(whole, "Coding of each document") and not named(hiding, "Coding of each document")
    lines = [[part for one in page.sections for part in one.parts if isinstance(part, Lines)] for page in pages]
    assert lines[0] and not lines[1]


def test_a_great_number_of_one_person_is_hidden_where_codes_meet(
    project: Project, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    for words in ("I didn’t", "not for years", "a card", "board", "chemist’s", "I sleep", "the short of it"):
        code_it(document, words, "1.1")
        code_it(document, words, "1.2")
    found = occurring(project.conn)
    (drawn,) = together_maps(found)
    assert drawn.numbers == ((None, 7), (7, None))
    (hidden,) = together_hiding(found, FEWEST, {})
    table = hidden.table
    assert [row.cells[1:] for row in table.rows] == [(None, HIDDEN), (HIDDEN, None)]
    assert all(str(row.cells[0]).endswith(f"(of {HIDDEN})") for row in table.rows)
    assert together_hiding(found, 0, {}) == (drawn,)


def test_cells_of_charts_and_coded_words_of_few_people_are_hidden(conn: sqlite3.Connection) -> None:
    drawn = chart(conn, ChartChoice(next(one.id for one in codebook(conn).areas())))
    few = replace(drawn, rows=drawn.rows[: FEWEST - 1])
    (row,) = chart_states_table([few], {}, fewest=FEWEST).rows
    assert {cell for cell in row.cells[1:] if cell} == {HIDDEN}
    assert set(chart_states_table([few], {}).rows[0].cells[1:]) != set(row.cells[1:])
    lines = [line for line in progress_lines(conn) if line.document.kind == Kind.INTERVIEW]
    words = coverages(conn, [line.document.id for line in lines])
    for people, hidden in (((FEWEST, FEWEST), 0), ((FEWEST, 1), 3), ((1, 1), 4)):
        (row,) = kinds_table(lines, words, people={Kind.INTERVIEW: people}, fewest=FEWEST).rows
        assert row.cells.count(HIDDEN) >= hidden and (HIDDEN in row.cells) == bool(hidden)


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
