"""Counts and reach: a number is the same on the screen, in every file, on the command line and in what it opens."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.counts.reach import code_reaches, opposing
from qualcode.analysis.counts.rows import ALL_AREAS, NO_AREA, Part
from qualcode.analysis.counts.rows import Row as CountsRow
from qualcode.analysis.counts.rows import Table as Counted
from qualcode.analysis.counts.tables import row_codes, table
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.people import attributes
from qualcode.exports.count_figures import counts_tables, used
from qualcode.exports.figures import Figure
from qualcode.exports.figures import shown as number_shown
from qualcode.exports.reach_figures import carrier_tables, reach_bars, reach_tables, reached
from qualcode.participants.attributes import AppliesTo
from qualcode.tui.screens.counts import CountsScreen
from qualcode.tui.screens.counts_asking import Chosen
from qualcode.tui.screens.counts_rows import Shown, beside
from qualcode.tui.widgets.drawn_table import DrawnTable
from tests.screens.place_study import settle
from tests.screens.same_number.held import Command, Drawn, drawn, in_print, opened, same_in_every_file, texts


def every_count(conn: sqlite3.Connection) -> list[Chosen]:
    """Every way of counting, each in two of the measures, each code alone or not, kinds of document apart or not."""
    told = {one.name: one.id for applies_to in AppliesTo for one in attributes(conn, applies_to)}
    facts = [told[name] for name in ("role", "years", "place", "age") if name in told]
    ways = [(by, None) for by in By if by is not By.ATTRIBUTE] + [(By.ATTRIBUTE, one) for one in facts]
    measures = list(Measure)
    return [
        Chosen(
            Asked(by, measures[(place + step) % len(measures)], attribute_id=one, together=bool(place % 3 == step)),
            own=place % 2 == step % 2,
        )
        for place, (by, one) in enumerate(ways)
        for step in (0, 3)
    ]


def compare_counts(shown: Shown, cells: Drawn) -> int:
    """Hold the cells on the screen against the tables of the files; gives how many numbers there were."""
    checked = 0
    made = shown.table
    for place, (part, printed) in enumerate(zip(made.parts, counts_tables(made, own=shown.own), strict=True)):
        rows = dict(zip((row.code_id for row in used(part)), printed.rows, strict=True))
        columns = [f"{place}/{column.key}" for column in part.columns]
        total = "people" if made.asked.measure is Measure.PARTICIPANTS else "total"
        columns += [f"{place}:{total}"] * (len(printed.columns) - 1 - len(columns))
        for row_id, on_screen in cells.items():
            if columns and columns[0] not in on_screen:
                assert row_id not in rows  # a kind of document in which nothing is coded
                continue
            for at, column in enumerate(columns, start=1):
                if row_id not in rows:
                    assert on_screen[column] in ("·", "–", "")
                    continue
                row = rows[row_id]
                told = in_print(row.cells[at], printed.shown(row, at))
                assert on_screen[column] == told, (made.asked, row.cells[0], column)
                checked += 1
    return checked


async def test_each_count_is_the_same_on_the_screen_and_in_every_file(
    path: Path, conn: sqlite3.Connection, tmp_path: Path
) -> None:
    figures: list[Figure] = []
    checked = 0
    async with opened(path, CountsScreen, "f5") as (_, screen):
        for chosen in every_count(conn):
            await screen.recount(chosen)
            assert screen._shown is not None and screen._shown.table.asked == chosen.asked
            checked += compare_counts(screen._shown, drawn(screen.query_one("#counts", DrawnTable)))
            figures += counts_tables(screen._shown.table, own=chosen.own)
    assert checked > 1000
    same_in_every_file(figures, tmp_path)


async def test_each_count_opens_just_what_it_counts(path: Path, conn: sqlite3.Connection) -> None:
    tried = 0
    for chosen in every_count(conn):
        made = table(conn, chosen.asked)
        for row, column, part, number in some_cells(made, chosen):
            behind = cell_excerpts(
                conn, chosen.asked, row.code_id, column, kind=part.kind, nested=not chosen.own or row.is_area
            )
            if chosen.asked.measure in UNITS:
                assert number == len(set(map(UNITS[chosen.asked.measure], behind)) - {None}), (chosen, row.title)
            else:
                assert bool(number) is bool(behind), (chosen, row.title)
            tried += 1
    assert tried > 100


UNITS: dict[Measure, Callable[[Excerpt], object]] = {
    Measure.EXCERPTS: lambda one: (one.document_id, one.start, one.stop),
    Measure.PARTICIPANTS: lambda one: one.participant_id,
    Measure.DOCUMENTS: lambda one: one.document_id,
}


def some_cells(made: Counted, chosen: Chosen) -> list[tuple[CountsRow, str | None, Part, float]]:
    """A dozen cells here and there, totals among them."""
    found: list[tuple[CountsRow, str | None, Part, float]] = []
    for part in made.parts:
        for row in used(part):
            numbers = row.own if chosen.own and not row.is_area else row.nested
            for column, number in zip(part.columns, numbers.cells, strict=True):
                found.append((row, column.key, part, number or 0))
            if numbers.total is not None:
                found.append((row, None, part, numbers.total))
    return found[:: max(1, len(found) // 12)]


def test_each_count_is_the_same_on_the_command_line(path: Path, conn: sqlite3.Connection, command: Command) -> None:
    ways = dict(zip(By, ("participant", "document", "kind", "role", "", "coder"), strict=True))
    measures = dict(zip(Measure, ("excerpts", "participants", "documents", "words", "share", "rate"), strict=True))
    names = {one.id: one.name for applies_to in AppliesTo for one in attributes(conn, applies_to)}
    checked = 0
    for chosen in every_count(conn)[::2]:
        asked = chosen.asked
        by = ways[asked.by] or f"attr:{names[asked.attribute_id or '']}"
        wishes = ["--measure", measures[asked.measure], "--kinds", "together" if asked.together else "apart"]
        rows = command("themes", "--by", by, *wishes, *([] if chosen.own else ["--with-nested"]))
        made = table(conn, asked)
        for part in made.parts:
            for row in used(part) if part.columns else []:
                numbers = row.own if chosen.own and not row.is_area else row.nested
                title = f"{row.title}{' (retired)' if row.is_retired else ''}"
                kind = None if len(made.parts) == 1 else part.kind
                (printed,) = (one for one in rows if one["code"] == title and one.get("kind") == kind)
                for column, number in zip(part.columns, numbers.cells, strict=True):
                    assert printed[column.name] == pytest.approx(number, abs=1e-6)
                    checked += 1
                assert printed["in all"] == pytest.approx(numbers.total, abs=1e-6)
                assert (printed["participants"], printed["documents"]) == (numbers.participants, numbers.documents)
    assert checked > 500


@pytest.mark.parametrize("own", [False, True])
async def test_the_reach_of_each_code_is_the_same_beside_the_counts_in_every_file_and_on_the_command_line(
    path: Path, conn: sqlite3.Connection, command: Command, tmp_path: Path, own: bool
) -> None:
    reaches = code_reaches(conn)
    counted = table(conn, Asked())
    printed = reach_tables(counted, reaches)
    told = {(one["code"], one.get("kind")): one for one in command("themes", "--reach")}
    checked = doubted = 0
    async with opened(path, CountsScreen, "f5") as (pilot, screen):
        await screen.recount(Chosen(own=own))
        await settle(pilot)
        assert screen._shown is not None
        for part, one in zip(counted.parts, printed, strict=True):
            columns = [
                column for column, cell in screen._shown.cells.items() if cell.part == counted.parts.index(part)
            ]
            for row, line in zip(reached(part), one.rows, strict=True):
                if own and not row.is_area:
                    continue
                beside_it = beside(screen._shown, row.code_id, columns[0], screen._reaches[row.code_id], 40)
                said = " ".join(paragraph.words for paragraph in beside_it)
                cells = dict(zip((column.name for column in one.columns), one.text(line), strict=True))
                values = dict(zip((column.name for column in one.columns), line.cells, strict=True))
                if part.base.participants:
                    assert f"{cells['Participants']} of {part.base.participants:,} participant" in said
                    assert f", in {cells['Documents']} of " in said
                    if row.nested.participants not in (0, 1):
                        assert f"half of the {cells['Excerpts in all']} excerpt" in said
                        assert f"; {cells['Have half']} of them" in said
                    uneven = cells["Unevenness"]
                    assert (f"Uneven: {uneven} " in said) is (uneven != "–")
                if values["Against"]:
                    verb = "goes" if values["Against"] == 1 else "go"
                    whose = "excerpt" if values["Against"] == 1 else "excerpts"
                    assert f"{cells['Against']} {whose} {verb} against it" in said
                    unnamed = values["Against, no participant’s"]
                    assert ("in no participant’s words." in said) or not (unnamed and part.base.participants)
                    on_screen = screen._shown.number(row.code_id, f"{counted.parts.index(part)}:against")
                    assert on_screen.startswith(f"{cells['Against']} excerpt")
                    behind = opposing(conn)[part.kind]
                    below = row_codes(codebook(conn), row.code_id, nested=True)
                    assert values["Against"] == len(
                        {(e.document_id, e.start, e.stop) for e in behind if e.code_id in below}
                    )
                    doubted += bool(unnamed and part.base.participants)
                if row.code_id != NO_AREA:
                    on_line = told[row.title, None if len(counted.parts) == 1 else str(part.kind)]
                    assert on_line["participants"] == values["Participants"]
                    assert (on_line["excerpts"], on_line["against"]) == (values["Excerpts in all"], values["Against"])
                    assert on_line["others against"] == values["Against, no participant’s"]
                    assert (on_line["half"] or None) == values["Have half"]
                    assert on_line["DPnorm words"] == pytest.approx(values["Unevenness"], abs=1e-3)
                checked += 1
    assert checked > (3 if own else 12)
    assert doubted or "sample" not in str(path), "some of what goes against a code is no participant’s"
    bars = reach_bars(counted, 20)
    assert bars is not None
    numbers = Counter(number_shown(value) for series in bars.series for value in series.values)
    assert numbers <= Counter(texts(bars))
    same_in_every_file([*printed, *carrier_tables(counted, reaches), bars], tmp_path)


def test_an_area_alone_has_the_reach_of_all_below_it(conn: sqlite3.Connection) -> None:
    whole, alone = code_reaches(conn), code_reaches(conn, nested=False)
    areas = [code.id for code in codebook(conn).areas()]
    assert [whole[area] for area in (*areas, ALL_AREAS)] == [alone[area] for area in (*areas, ALL_AREAS)]
    assert whole[ALL_AREAS].parts[0].participants
