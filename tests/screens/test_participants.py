"""Participants, driven by their keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.participants import ParticipantsScreen
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import (
    Study,
    assert_golden,
    make_study,
    opened,
    press,
    screen_text,
    settle,
    toasts,
    type_words,
)

PEOPLE = "SELECT pseudonym, consent, consent_until, consent_words, note FROM participant ORDER BY pseudonym"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    return make_study(tmp_path, monkeypatch)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_table_shows_consent_facts_and_documents(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "p", size=size) as pilot:
        assert_golden(pilot, f"participants-{size[0]}x{size[1]}")


async def test_a_form_changes_consent_until_and_facts_as_one_step(study: Study) -> None:
    async with opened(study, "p", "down", "enter", "tab", "enter", "home", "enter", "tab") as pilot:
        await type_words(pilot, "2026-03-11")
        await press(pilot, "tab")
        await type_words(pilot, "Signed.")
        await press(pilot, "tab", "end")
        await type_words(pilot, " and mender")
        await press(pilot, "escape")
        page = pilot.app.screen.query_one("#person", ReadingPage).text
        assert "joiner and mender" in page
        assert "it has run out, ask again" in page
        assert "quote (run out)" in screen_text(pilot)
        await press(pilot, "u")
        assert "team only" in screen_text(pilot)
        await press(pilot, "U")
    assert study.ask(PEOPLE)[1] == ("P02", "quote", "2026-03-11", "Signed.", "")


async def test_a_date_that_is_none_is_refused_and_what_was_written_stays(study: Study) -> None:
    async with opened(study, "p", "enter", "tab", "tab") as pilot:
        await type_words(pilot, "next year")
        await press(pilot, "escape")
        assert toasts(pilot)[-1].startswith("“next year” is not a date.")
        assert "next year" in screen_text(pilot)
        await press(pilot, "tab", "tab", "ctrl+u", "escape")
    assert study.ask(PEOPLE)[0][2] is None


async def test_two_people_cannot_have_one_pseudonym(study: Study) -> None:
    async with opened(study, "p", "enter", "ctrl+u") as pilot:
        await type_words(pilot, "P02")
        await press(pilot, "escape")
        assert toasts(pilot)[-1].startswith("Somebody else is P02 already.")
        await press(pilot, "ctrl+u")
        await type_words(pilot, "P07")
        await press(pilot, "escape")
    assert [row[0] for row in study.ask(PEOPLE)] == ["P02", "P07"]


async def test_a_fact_may_be_kept_out_of_print(study: Study) -> None:
    async with opened(study, "p") as pilot:
        assert "gardener *" in screen_text(pilot)
        await press(pilot, "f", "space", "enter")
        assert "gardener *" not in screen_text(pilot)
    assert study.ask("SELECT name, printable FROM attribute") == [("role", 0)]


async def test_a_new_fact_is_not_printed_unless_ticked(study: Study) -> None:
    async with opened(study, "p", "plus", "down", "enter") as pilot:
        await type_words(pilot, "street")
        await press(pilot, "enter")
    assert study.ask("SELECT name, printable FROM attribute ORDER BY name") == [("role", 1), ("street", 0)]


async def test_a_table_fills_in_participants_and_names_the_rows_that_fit_nobody(study: Study) -> None:
    table = study.path.parent / "people.csv"
    table.write_text("participant,consent,age\nP01,paraphrase only,60–69\nP99,quote,\n", encoding="utf-8")
    async with opened(study, "p") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ParticipantsScreen)
        await screen.bring_in(table)
        await settle(pilot)
        assert "1 row of people.csv fit nobody in this study." in screen_text(pilot)
        assert "P99" in screen_text(pilot)
        await press(pilot, "escape")
        assert "60–69" in screen_text(pilot)
    assert study.ask(PEOPLE)[0][1] == "paraphrase only"


async def test_a_table_without_the_column_is_a_sentence_and_changes_nothing(study: Study) -> None:
    table = study.path.parent / "people.csv"
    table.write_text("name\nP01\n", encoding="utf-8")
    async with opened(study, "p") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ParticipantsScreen)
        await screen.bring_in(table)
        await settle(pilot)
        assert "has no column “participant”" in screen_text(pilot)
        await press(pilot, "escape")
    assert study.ask(PEOPLE)[0][1] == "quote"


async def test_esc_goes_back_to_the_documents(study: Study) -> None:
    async with opened(study, "p", "escape") as pilot:
        assert isinstance(pilot.app.screen, DocumentsScreen)


async def test_the_filter_finds_people_by_what_is_known_of_them(study: Study) -> None:
    async with opened(study, "p", "slash") as pilot:
        await type_words(pilot, "joiner")
        await press(pilot, "enter")
        assert "Participants · 1" in screen_text(pilot)


async def test_facts_that_look_like_markup_are_shown_as_they_are(study: Study) -> None:
    async with opened(study, "p", "enter", "tab", "tab", "tab", "tab") as pilot:
        await pilot.press(*"[/then]")
        await press(pilot, "escape")
        assert screen_text(pilot).count("[/then]") >= 2


async def test_who_asks_the_questions_is_taken_out_of_the_table_and_undo_brings_them_back(study: Study) -> None:
    asking = "SELECT count(*) FROM speaker WHERE is_interviewer = 1"
    (before,) = study.ask(asking)[0]
    async with opened(study, "p", "I") as pilot:
        assert toasts(pilot)[-1].startswith("P01 is an interviewer now")
        assert "Participants · 1" in screen_text(pilot)
        await press(pilot, "u")
        assert "Participants · 2" in screen_text(pilot)
        await press(pilot, "home", "I")
    living = "SELECT pseudonym FROM participant WHERE deleted_at IS NULL"
    assert study.ask(living) == [("P02",)]
    assert study.ask(asking) == [(int(str(before)) + 1,)]
