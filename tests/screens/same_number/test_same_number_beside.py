"""Beside Counts: a number is the same on the screen, in every file, on the command line and in what it opens."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.saturation import saturation
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.occurring import occurring
from qualcode.analysis.people import participants
from qualcode.analysis.progress import coverages, progress_lines, question_progress, totals
from qualcode.analysis.tallies import extent, tallies
from qualcode.analysis.whose_words import participants_words
from qualcode.exports.count_figures import new_code_lines, together_maps
from qualcode.exports.figures import Figure
from qualcode.exports.group_figures import groups_tables
from qualcode.exports.progress_figures import kinds_table, missing_table, progress_table, questions_table
from qualcode.exports.wanted_figures import wanted_table
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.screens.groups import GroupsScreen
from qualcode.tui.screens.meeting import MeetingScreen
from qualcode.tui.screens.missing import MissingScreen
from qualcode.tui.screens.missing_rows import cell_title
from qualcode.tui.screens.new_codes import NewCodesScreen
from qualcode.tui.screens.progress import ProgressScreen
from qualcode.tui.screens.progress_rows import progress_rows
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.pane import Pane
from tests.screens.place_study import settle
from tests.screens.same_number.held import Command, drawn, in_print, opened, same_in_every_file, texts


async def test_where_codes_meet(path: Path, conn: sqlite3.Connection, command: Command, tmp_path: Path) -> None:
    found = occurring(conn)
    maps = together_maps(found)
    told = {(one["code"], one["with"], one.get("kind")): one for one in command("together")}
    async with opened(path, MeetingScreen, "study.meeting") as (_, screen):
        on_screen = drawn(screen.query_one("#meetings", DrawnTable))
    checked = 0
    in_maps: Counter[int] = Counter()
    for place, one in enumerate(found.tables):
        for row, code in enumerate(one.codes):
            if not one.base(row):
                continue
            cells = on_screen[f"{place}:{code.id}"]
            assert cells["all"] == f"{one.base(row):,}"
            for column, other in enumerate(one.codes):
                number = one.numbers[row][column]
                assert cells[other.id] == in_print(number, f"{number:,}")
                assert len(one.cell_excerpts(row, column)) == number
                kind = None if one.kind is None else str(one.kind)
                if number and row != column:
                    line = told.pop((code.title, other.title, kind))
                    assert (line["excerpts"], line["together"]) == (one.base(row), number)
                    in_maps[number] += 1
                checked += 1
    assert checked > 80 and told == {}
    drawn_numbers = Counter(number for one in maps for line in one.numbers for number in line if number)
    assert drawn_numbers == in_maps
    for one_map in maps:
        wanted = Counter(f"{number:,}" for line in one_map.numbers for number in line if number)
        assert wanted <= Counter(texts(one_map))
    same_in_every_file(maps, tmp_path)


async def test_new_codes(path: Path, conn: sqlite3.Connection, command: Command, tmp_path: Path) -> None:
    found = [one for one in saturation(conn) if one.steps]
    told = command("themes", "--saturation")
    figures = [line for one in found if (line := new_code_lines(one)) is not None]
    async with opened(path, NewCodesScreen, "study.new-codes") as (_, screen):
        on_screen = screen._shown
        assert [one.steps for one in on_screen] == [one.steps for one in found]
        rows = {row.id: row for row in screen.query_one("#documents", DrawnRows)._rows.values()}
    steps = [(f"{place}:{at}", step) for place, one in enumerate(found) for at, step in enumerate(one.steps)]
    for (row_id, step), listed in zip(steps, told, strict=True):
        assert (listed["new"], listed["codes"], listed["document"]) == (len(step.new), step.codes, step.name)
        cells = rows[row_id].cells
        assert (cells[2], cells[4]) == (in_print(len(step.new), f"{len(step.new):,}"), f"{step.codes:,}")
    plotted = [(new, by) for one in figures for new, by in zip(*(run.values for run in one.series), strict=True)]
    assert plotted == [(len(step.new), step.codes) for one in found if len(one.steps) > 1 for step in one.steps]
    same_in_every_file(figures, tmp_path)


async def test_groups(path: Path, conn: sqlite3.Connection, tmp_path: Path) -> None:
    async with opened(path, GroupsScreen, "study.groups") as (_, screen):
        cells = drawn(screen.query_one("#groups", DrawnTable))
        shown = screen._shown
    assert shown is not None
    attribute = shown.parts[0].asked.attribute_id
    tables = iter(groups_tables(shown.groups, "role", titles={}, own=shown.own, excerpts=True))
    figures: list[Figure] = []
    checked = 0
    counts = {
        measure: table(conn, Asked(By.ATTRIBUTE, measure, attribute))
        for measure in (Measure.PARTICIPANTS, Measure.EXCERPTS)
    }
    for place, part in enumerate(shown.parts):
        with_people = [group for group in part.groups if group.base.participants]
        named = [row for row in part.rows if any(one.excerpts for one in row.nested)]
        if len(with_people) < 2 or not named:
            continue
        printed = next(tables)
        figures.append(printed)
        assert printed.base is not None
        for row, line in zip(named, printed.rows, strict=True):
            on_screen = cells[f"{place}:{row.code.code_id}"]
            numbers = iter(zip(line.cells[1:], printed.text(line)[1:], strict=True))
            for group in with_people:
                (people, people_words), (number, words), _, (rate, rate_words) = (next(numbers) for _ in range(4))
                of = f"{people_words} of {group.base.participants:,}"
                assert on_screen[f"{Measure.PARTICIPANTS}/{group.key}"] == in_print(people, of)
                assert on_screen[f"{Measure.EXCERPTS}/{group.key}"] == in_print(number, words)
                assert on_screen[f"{Measure.WORDS}/{group.key}"] == in_print(rate, rate_words)
                for measure, made in counts.items():
                    column = [one.key for one in made.parts[place].columns].index(group.key)
                    counted = made.parts[place].row(row.code.code_id)
                    assert counted is not None
                    assert counted.nested.cells[column] == (people if measure is Measure.PARTICIPANTS else number)
                checked += 1
    assert checked > 20 and next(tables, None) is None
    same_in_every_file(figures, tmp_path)


async def test_who_is_missing(path: Path, conn: sqlite3.Connection, command: Command, tmp_path: Path) -> None:
    people = {one.id: one.pseudonym for one in participants(conn)}
    async with opened(path, MissingScreen, "study.missing") as (_, screen):
        cells = drawn(screen.query_one("#grid", DrawnTable))
        found = screen._shown.grid
    assert found is not None
    tables = [wanted_table(found, people), missing_table(found)]
    told = {one["value"]: one for one in command("sampling", "show", found.attribute.name)}
    printed = {row.cells[0]: row.cells for row in tables[0].rows}
    reported = {row.cells[0]: row.cells for row in tables[1].rows}
    checked = 0
    for place, (value, line) in enumerate(zip(found.rows, found.cells, strict=True)):
        have, wanted, missing = len(line[0].people), line[0].wanted, line[0].missing
        on_screen = cells[str(place)]["0"]
        said = f"{have:,} of {wanted:,}" if wanted is not None else in_print(have, f"{have:,}")
        assert on_screen == said + (f" −{missing:,}" if missing else "")
        assert reported[value][1:] == (wanted, have, missing if wanted is not None else None)
        assert cell_title(found, place, 0).startswith(f"{found.attribute.name} {value} · {have:,} participant")
        if value in printed:
            assert printed[value][1:4] == reported[value][1:4]
            line_told = told[value]
            assert (line_told["wanted"], line_told["have"], line_told["missing"]) == reported[value][1:4]
            assert len(line_told["who"]) == have
            checked += 1
    assert checked == len(told) == len(printed) > 1
    same_in_every_file(tables, tmp_path)


_OF_WORDS = ("Words", "Coded", "Share coded", "Stretches left")


async def test_progress(path: Path, conn: sqlite3.Connection, command: Command, tmp_path: Path) -> None:
    async with opened(path, ProgressScreen, "study.progress") as (_, screen):
        rows = {
            row.id: row for row in progress_rows(screen._read.lines, screen._read.questions, screen._coverages, {})
        }
    lines, asked = progress_lines(conn), question_progress(conn)
    counted = coverages(conn, [line.document.id for line in lines])
    tables = [progress_table(lines, counted, lambda line: line.document.called), kinds_table(lines, counted)]
    tables += [questions_table(asked)] if asked else []
    told = command("progress")
    headings = [column.name for column in tables[0].columns]
    for line, printed, on_line in zip(lines, tables[0].rows, told, strict=False):
        on_paper = dict(zip(headings, tables[0].text(printed), strict=True))
        number = dict(zip(headings, printed.cells, strict=True))
        words, coded, share, left = (on_paper[name] for name in _OF_WORDS)
        on_screen = rows[line.document.id].cells
        assert (on_screen[3], on_screen[4], on_screen[6] or "0") == (words, share, left)
        assert (on_line["number"], on_line["coded"], on_line["left"]) == tuple(
            number[name] for name in ("Words", "Coded", "Stretches left")
        )
        assert on_line["of participants"] == number.get("Of participants", on_line["of participants"])
        assert share == ("–" if on_line["percent"] is None else f"{on_line['percent']}%")
        assert on_line["codings"] == printed.cells[-1]
        assert coded == f"{counted[line.document.id].coded:,}"
    assert sum(one["answers"] for one in command("survey", "list")) == sum(one.answers for one in asked)
    for one, printed in zip(asked, tables[2].rows if asked else (), strict=True):
        answers, read, coded, share = tables[2].text(printed)[1:]
        on_screen = rows[one.id].cells
        assert (on_screen[2], on_screen[3], on_screen[4]) == (
            "none read" if read == "0" else f"{read} read",
            answers,
            share,
        )
        (on_line,) = (each for each in told if each["of"] == "answers")
        assert (f"{on_line['number']:,}", f"{on_line['coded']:,}", f"{on_line['percent']}%") == (
            answers,
            coded,
            share,
        )
    for kind, printed in zip(dict.fromkeys(line.document.kind for line in lines), tables[1].rows, strict=True):
        on_paper = dict(zip((column.name for column in tables[1].columns), tables[1].text(printed), strict=True))
        words, _, share, left = (on_paper[name] for name in _OF_WORDS)
        (heading,) = rows[f"kind {kind}"].cells
        if words != "0":
            assert f"{words} words" in heading and f"{share} coded" in heading
            assert f"{left} stretch" in heading or left == "0"
    same_in_every_file(tables, tmp_path)


async def test_what_progress_calls_words_of_participants_is_what_counts_calls_so(
    path: Path, conn: sqlite3.Connection, command: Command
) -> None:
    lines = progress_lines(conn)
    counted = coverages(conn, [line.document.id for line in lines])
    found = totals((line.document for line in lines), counted)
    of_people = {part.kind: part.base.words for part in table(conn, Asked(with_words=True)).parts}
    of_role = {part.kind: part.columns for part in table(conn, Asked(By.ROLE, with_words=True)).parts}
    of_documents = {part.kind: part.base.words for part in table(conn, Asked(By.DOCUMENT, with_words=True)).parts}
    async with opened(path, ProgressScreen, "study.progress") as (_, screen):
        rows = {row.id: row.cells for row in progress_rows(screen._read.lines, (), screen._coverages, {})}
    told = command("progress")
    paper = kinds_table(lines, counted)
    headings = [column.name for column in paper.columns]
    for (kind, coverage), printed in zip(found.items(), paper.rows, strict=True):
        theirs = participants_words(coverage, kind)
        assert theirs == of_role[kind][0].base.words == (of_people[kind] or 0)
        assert coverage.words == of_documents[kind]
        number = dict(zip(headings, printed.cells, strict=True))
        here = [one for one in told if one["kind"] == kind and one["of participants"] is not None]
        assert sum(one["of participants"] for one in here) == theirs
        if kind.has_participants:
            assert number.get("Of participants", number["Words"]) == theirs
            words = (
                f"{theirs:,} words of participants" if not coverage.others else f"words, {theirs:,} of participants"
            )
            assert words in rows[f"kind {kind}"][0]
    unlabelled = [line for line in lines if counted[line.document.id].unlabelled]
    for line in lines:
        said = "no speakers labelled" in rows[line.document.id][0]
        assert said == (line in unlabelled)
    assert [one["of"] for one in told].count("no speakers labelled: all its words") == len(unlabelled)
    assert any("without labelled speakers" in note for note in paper.notes) == bool(unlabelled)


@pytest.mark.parametrize("nested", [True, False])
def test_the_codebook_and_excerpts_have_the_numbers_of_counts_by_document(
    conn: sqlite3.Connection, nested: bool
) -> None:
    counted, tallied = table(conn, Asked(By.DOCUMENT)), tallies(conn)
    of_code = Counter(one.code_id for one in excerpts(conn))
    checked = 0
    for part in counted.parts:
        for row in part.lines:
            if row.code_id not in tallied:
                continue
            tally = tallied[row.code_id].of_kind(str(part.kind)) if part.kind is not None else tallied[row.code_id]
            numbers = row.nested if nested else row.own
            assert (tally.with_nested if nested else tally.own) == numbers.excerpts
            if nested:
                assert (tally.people, tally.documents) == (numbers.participants, numbers.documents)
                assert tally.against == numbers.against
            else:
                of_code[row.code_id] -= numbers.excerpts or 0
            checked += 1
    assert checked > 10
    assert nested or not any(of_code.values())


async def test_an_area_has_one_number_of_excerpts_in_all_of_excerpts(path: Path, conn: sqlite3.Connection) -> None:
    area = next(code for code in codebook(conn).areas() if tallies(conn)[code.id].with_nested)
    tally, whole = tallies(conn)[area.id], extent(conn)
    async with opened(path, ExcerptsScreen, "f4") as (pilot, screen):
        screen.query_one("#codes", DrawnRows).go_to(area.id)
        await settle(pilot)
        title = str(screen.query_one("#pane-0", Pane).border_title)
    apart = [tally.of_kind(kind).with_nested for kind in whole.kinds_apart] or [tally.with_nested]
    assert title.startswith(area.title)
    assert [int(word) for word in title.removeprefix(area.title).replace(",", "").split() if word.isdigit()] == [
        number for number in apart if number
    ]
