"""The chart (F5, 2) goes to a file and comes back from Excel, driven by its keys."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.analysis.framework import ChartChoice
from qualcode.edits.codebook import AddCode
from qualcode.edits.participants import ChangeParticipant
from qualcode.project.project import Project
from qualcode.tui.screens.chart import ChartScreen
from qualcode.tui.screens.chart_arriving import ArrivingChart
from qualcode.tui.screens.questions import Choose
from tests.screens.chart_shown import person, summaries, write
from tests.screens.place_study import (
    Study,
    opened,
    press,
    screen_of,
    screen_text,
    settle,
    toasts,
    type_words,
)


async def bring_back(study: Study, pilot: Pilot[None], value: str) -> None:
    """Write the chart to Excel from its box, put something else in the cell of “A card.”, and bring the file back."""
    import openpyxl

    await press(pilot, "down", "down", "enter")
    (path,) = study.path.parent.rglob("*chart-*.xlsx")
    await press(pilot, "escape")
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    (cell,) = [cell for cell in cells if isinstance(cell.value, str) and "A card." in cell.value]
    cell.value = value
    book.save(path)
    await press(pilot, "plus")
    field = pilot.app.screen.query_one(Input)
    field.focus()
    field.value = str(path)
    await press(pilot, "enter")


async def test_a_chart_goes_to_excel_and_comes_back_with_a_preview_and_one_undo(study: Study) -> None:
    write(study, "P01", "1.1", "A card.")
    async with opened(study, "f5", "2", "x") as pilot:
        assert isinstance(pilot.app.screen, Choose)
        await bring_back(study, pilot, "A card, seen twice.")
        assert isinstance(pilot.app.screen, ArrivingChart)
        assert "A card, seen twice." in screen_text(pilot)
        await press(pilot, "enter")
        assert await summaries(pilot) == [("A card, seen twice.", "summarised")]
        await press(pilot, "u")
        assert await summaries(pilot) == [("A card.", "summarised")]


async def test_the_chart_of_codes_in_no_area_is_written_without_the_charts_of_the_areas(study: Study) -> None:
    import openpyxl

    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(AddCode("Weather"))
    async with opened(study, "f5", "2") as pilot:
        screen = screen_of(pilot, ChartScreen)
        screen._choice = ChartChoice(None)
        await screen.refresh_place()
        await settle(pilot)
        await press(pilot, "x", "down", "down", "enter")
        (path,) = study.path.parent.rglob("*chart-*.xlsx")
    cells = [
        str(cell) for sheet in openpyxl.load_workbook(path).worksheets for row in sheet.values for cell in row if cell
    ]
    assert any("Weather" in cell for cell in cells)
    assert not any("Knowing what exists" in cell for cell in cells)


async def test_what_cannot_be_read_of_a_workbook_stands_in_the_preview_with_what_to_do(study: Study) -> None:
    write(study, "P01", "1.1", "A card.")
    async with opened(study, "f5", "2", "x") as pilot:
        await bring_back(study, pilot, "=A1&B1")
        assert isinstance(pilot.app.screen, ArrivingChart)
        told = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "Nothing differs that could be brought in" in told
        assert "a formula whose result was never saved, and is not read." in told
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, ArrivingChart), "a line that tells something is only read"
        await press(pilot, "up", "enter")
        assert await summaries(pilot) == [("A card.", "summarised")]


async def test_a_narrowed_chart_says_so_in_its_file(study: Study) -> None:
    async with opened(study, "f5", "2", "slash") as pilot:
        await type_words(pilot, "attr:role=gardener")
        await press(pilot, "enter", "x", "down", "down", "down", "enter")
        (path,) = study.path.parent.rglob("*chart-*.html")
    assert "found by the question “attr:role=gardener”: 1 of 2." in path.read_text("utf-8")


async def test_a_chart_goes_to_the_clipboard_as_rows_between_tabs(study: Study) -> None:
    write(study, "P01", "1.1", "A card,\nseen twice.")
    async with opened(study, "f5", "2", "slash") as pilot:
        await type_words(pilot, "attr:role=gardener")
        await press(pilot, "enter", "x", "end", "enter")
        copied = pilot.app.clipboard.splitlines()
        assert "Copied the chart" in toasts(pilot)[-1]
    assert copied[0].endswith("Access")
    assert copied[1].split("\t") == ["Who", "1.1 Knowing what exists", "1.2 Routes in"]
    assert copied[2].startswith("P01\tA card, seen twice.\t")
    assert not any(line.startswith("P02") for line in copied)
    assert any("found by the question “attr:role=gardener”: 1 of 2." in line for line in copied)


async def test_who_withdrew_is_no_row_on_the_clipboard_either_and_that_is_said(study: Study) -> None:
    write(study, "P01", "1.1", "Zubeldia.")
    write(study, "P02", "1.1", "Qerrim.")
    withdrawn = person(study, "P01").id
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(ChangeParticipant(withdrawn, {"consent": "withdrawn"}))
    async with opened(study, "f5", "2", "x", "end", "enter") as pilot:
        assert "Qerrim." in pilot.app.clipboard and "Zubeldia." not in pilot.app.clipboard
        assert "1 row left out: the person has withdrawn." in toasts(pilot)[-1]
