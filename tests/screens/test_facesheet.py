"""The preview of a table, driven by its keys."""

from __future__ import annotations

import openpyxl
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.tui.screens.document_details import NewFact
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.facesheet import FacesheetScreen
from qualcode.tui.screens.participants import ParticipantsScreen
from tests.screens.place_study import (
    Study,
    assert_golden,
    opened,
    press,
    screen_text,
    settle,
    toasts,
)

PEOPLE = "SELECT pseudonym, consent, attributes FROM participant WHERE deleted_at IS NULL ORDER BY pseudonym"
TABLE = (
    "Participant,Consnet,Age,Support,E-mail\n"
    "P01,quote,-1726,online; group,a@b.c\n"
    "PO2,ok to quote,44,group,\n"
    "P99,quote,50,paid; group,\n"
    ",,12,group,\n"
)


async def preview(pilot: Pilot[None], study: Study, text: str = TABLE) -> None:
    table = study.path.parent / "people.csv"
    table.write_text(text, encoding="utf-8")
    screen = pilot.app.screen
    assert isinstance(screen, ParticipantsScreen)
    await screen.bring_in(table)
    await settle(pilot)
    assert isinstance(pilot.app.screen, FacesheetScreen)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_preview_shows_what_is_doubtful_fits_nobody_and_fits(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "p", size=size) as pilot:
        await preview(pilot, study)
        assert_golden(pilot, f"facesheet-{size[0]}x{size[1]}")


async def test_esc_brings_in_nothing(study: Study) -> None:
    before = study.ask(PEOPLE)
    async with opened(study, "p") as pilot:
        await preview(pilot, study)
        await press(pilot, "space", "escape")
        assert isinstance(pilot.app.screen, ParticipantsScreen)
    assert study.ask(PEOPLE) == before


async def test_enter_brings_in_what_fits_and_was_ticked_as_one_step(study: Study) -> None:
    before = study.ask(PEOPLE)
    async with opened(study, "p") as pilot:
        await preview(pilot, study)
        await press(pilot, "space")
        assert "it means “quote”" not in screen_text(pilot), "nobody is matched to the row of PO2 yet"
        await press(pilot, "down", "down", "space")
        assert "[x] it is P02" in screen_text(pilot)
        assert "it means “quote”" in screen_text(pilot)
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith("2 participants filled in. 2 rows left out. u takes it back.")
        assert "-1726 ?" in screen_text(pilot)
        await press(pilot, "u")
    assert study.ask(PEOPLE) == before


async def test_everybody_who_fits_nobody_can_be_added(study: Study) -> None:
    async with opened(study, "p") as pilot:
        await preview(pilot, study)
        assert isinstance(pilot.app.screen, FacesheetScreen)
        await pilot.app.screen.action_everybody_new()
        await settle(pilot)
        assert "[x] add as new: P99" in screen_text(pilot)
        await press(pilot, "enter")
    assert [row[0] for row in study.ask(PEOPLE)] == ["P01", "P02", "P99", "PO2"]


async def test_agreeing_to_everything_leaves_out_what_may_say_who_somebody_is(study: Study) -> None:
    async with opened(study, "p") as pilot:
        await preview(pilot, study)
        assert isinstance(pilot.app.screen, FacesheetScreen)
        await pilot.app.screen.action_agree()
        await settle(pilot)
        await press(pilot, "enter")
    assert [row[1] for row in study.ask(PEOPLE)] == ["quote", "quote"]
    assert ("E-mail",) not in study.ask("SELECT name FROM attribute")


async def test_a_column_is_made_another_kind_and_may_be_printed(study: Study) -> None:
    async with opened(study, "p") as pilot:
        await preview(pilot, study)
        await press(pilot, "tab", "down", "down", "space")
        assert "new, number" in screen_text(pilot)
        await press(pilot, "f", "up", "enter")
        assert "new, text" in screen_text(pilot)
        await press(pilot, "enter")
    assert study.ask("SELECT kind, printable FROM attribute WHERE name = 'Age'") == [("text", 1)]


async def test_a_table_that_names_nobody_says_so_and_a_column_can_be_named(study: Study) -> None:
    async with opened(study, "p") as pilot:
        await preview(pilot, study, "number,code\n1,P77\n2,P78\n3,P01\n")
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith("No column says whom the rows are about.")
        await press(pilot, "tab", "down", "f", "end")
        for _ in range(5):
            await press(pilot, "up")
        await press(pilot, "enter")
        assert "who it is about" in screen_text(pilot)
        assert "1 row of 3 fits" in screen_text(pilot)


async def test_a_table_of_which_no_row_fits_changes_nothing(study: Study) -> None:
    async with opened(study, "p") as pilot:
        await preview(pilot, study, "Participnt,shoes\nP77,42\n")
        assert "it says who it is about" in screen_text(pilot)
        await press(pilot, "space", "enter")
        assert toasts(pilot)[-1].startswith("No row fits yet")
    assert ("shoes",) not in study.ask("SELECT name FROM attribute")


async def test_of_several_sheets_one_is_chosen(study: Study) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Read me"
    book["Read me"].append(["About", "this"])
    book["Read me"].append(["a", "b"])
    people = book.create_sheet("People")
    for row in (["participant", "age"], ["P01", 37]):
        people.append(row)
    path = study.path.parent / "people.xlsx"
    book.save(path)
    async with opened(study, "p", "plus", "enter", "tab") as pilot:
        await pilot.press(*("slash" if letter == "/" else letter for letter in "people.xlsx"))
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter")
        assert "Which sheet of people.xlsx?" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert "P01 · age: 37" in screen_text(pilot)


async def test_a_file_that_is_no_table_is_a_sentence(study: Study) -> None:
    async with opened(study, "p") as pilot:
        (study.path.parent / "people.csv").write_bytes(b"")
        assert isinstance(pilot.app.screen, ParticipantsScreen)
        await pilot.app.screen.bring_in(study.path.parent / "people.csv")
        await settle(pilot)
        assert "people.csv holds no table." in screen_text(pilot)


async def test_words_that_look_like_markup_are_shown_as_they_are(study: Study) -> None:
    async with opened(study, "p") as pilot:
        await preview(pilot, study, "participant,[/then],x\nP01,[@click=app.bell]x[/],\x1b[31m\nP[b],1,2\n")
        assert "[/then]: [@click=app.bell]x[/]" in screen_text(pilot)
        assert "P[b] (row 3)" in screen_text(pilot)


async def test_documents_are_described_in_a_form_that_esc_saves_as_one_step(study: Study) -> None:
    async with opened(study, "f", "tab", "tab") as pilot:
        await pilot.press(*"Garden")
        await press(pilot, "tab")
        await pilot.press(*"2026")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DocumentsScreen)
        assert toasts(pilot)[-1].startswith("Details of “garden” are saved.")
        await press(pilot, "u", "U")
    assert study.ask("SELECT title, date FROM document WHERE name = 'garden'") == [("Garden", "2026")]


async def test_documents_have_attributes_of_their_own(study: Study) -> None:
    async with opened(study, "F", "down", "enter") as pilot:
        await pilot.press(*"setting")
        await press(pilot, "enter", "f")
        assert "setting" in screen_text(pilot)
        await press(pilot, "tab", "tab", "tab", "tab")
        await pilot.press(*"home")
        await press(pilot, "escape")
    assert study.ask("SELECT name, applies_to FROM attribute ORDER BY name") == [
        ("role", "participant"),
        ("setting", "document"),
    ]
    assert "home" in str(study.ask("SELECT attributes FROM document WHERE name = 'garden'"))


async def test_a_fact_about_documents_is_made_where_a_document_is_described(study: Study) -> None:
    async with opened(study, "f", "tab", "tab") as pilot:
        await pilot.press(*"Garden")
        pilot.app.screen.query_one(NewFact).focus()
        await press(pilot, "plus")
        await pilot.press(*"setting")
        await press(pilot, "enter")
        assert "setting" in screen_text(pilot), "the form is there again, with the new fact"
        await press(pilot, "tab", "tab", "tab", "tab")
        await pilot.press(*"home")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DocumentsScreen)
    assert study.ask("SELECT title FROM document WHERE name = 'garden'") == [("Garden",)]
    assert "home" in str(study.ask("SELECT attributes FROM document WHERE name = 'garden'"))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_details_of_a_document_look_as_they_did(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "f", size=size) as pilot:
        assert_golden(pilot, f"document-details-{size[0]}x{size[1]}")
