"""The list of documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.edits.documents import ChangeDocument
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets import resting
from qualcode.tui.widgets.drawn_rows import DrawnRows
from tests.screens.shown_study import make_study, shown, transcript

THREE = [
    transcript((("P01", "I went."),), "P01 interview"),
    transcript((("P02", "I stayed at home."),), "P02 interview"),
    transcript((("P03", "We all went there."), ("P04", "We did.")), "Thursday group", Kind.FOCUS_GROUP),
]


async def test_documents_stand_under_their_kind_with_who_speaks_and_how_far_they_are(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, THREE)) as seen:
        lines = [" ".join(line.strip("│ ").split()) for line in seen.text.splitlines()]
        assert lines[4:9] == [
            "Interviews · 2 · 0 codings",
            "▸ P01 interview P01 new · 1 0%",
            "P02 interview P02 new · 1 0%",
            "",
            "Focus groups · 1 · 0 codings",
        ]
        assert "documents ·" not in seen.text, "kinds of document are not added"


async def test_a_removed_document_comes_back_with_u(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, THREE)) as seen:
        await seen.press("j", "d")
        assert "P02 interview is out of the study. u brings it back." in seen.toasts[-1]
        assert "Interviews · 1" in seen.text
        await seen.press("u")
        assert "Interviews · 2" in seen.text


async def test_what_is_typed_about_a_document_is_on_disk_after_a_pause_and_is_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "PAUSE", 0.01)
    async with shown(make_study(tmp_path)) as seen:
        await seen.press("f", "tab", "tab")
        kept = []
        for word in ("Winter", "time"):
            await seen.press(*word)
            await seen.pilot.pause(0.1)
            await seen.settled()
            kept += await seen.ask("SELECT title FROM document")
        assert kept == [("Winter",), ("Wintertime",)]
        await seen.press("escape")
        assert seen.toasts[-1] == "Details of “P03 interview” are saved. u takes it back."
        await seen.press("u")
        assert await seen.ask("SELECT title FROM document") == [(None,)]


async def test_a_document_read_ahead_is_opened_as_it_is_now_and_where_the_coder_was_last(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, THREE)) as seen:
        await seen.pilot.pause(0.3)  # the cursor rests, and the document is read
        await seen.press("p", "enter", "tab", "ctrl+a", *"Ana", "escape", "escape")
        await seen.press("enter")
        assert "Ana" in seen.text
        await seen.press("j")
        place = seen.view.selection
        await seen.press("escape")
        await seen.pilot.pause(0.3)
        await seen.press("enter")
        assert seen.view.selection == place


async def test_the_reading_state_is_changed_from_the_list(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, THREE)) as seen:
        await seen.press("w")
        assert isinstance(seen.app.screen, Choose)
        await seen.press("down", "down", "down", "enter")
        assert await seen.ask("SELECT reading_state FROM document ORDER BY num LIMIT 1") == [("coded",)]


async def test_a_document_is_given_to_a_coder(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, THREE)) as seen:
        await seen.press("W", "down", "enter")
        found = await seen.ask("SELECT c.name FROM document d JOIN coder c ON c.id = d.for_coder")
        assert found == [("Ana",)]


async def test_letters_filter_the_list_and_esc_shows_all(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, THREE)) as seen:
        await seen.press("slash", *"p04", "enter")
        assert "Focus groups · 1" in seen.text and "Interviews" not in seen.text
        await seen.press("slash", *"p01", "enter")
        assert "Interviews · 1 of 2 · 0 codings" in seen.text
        await seen.press("slash", *"p04", "enter")
        assert "Thursday group" in seen.text and "P01 interview" not in seen.text
        await seen.press("escape")
        assert "Interviews · 2 · 0 codings" in seen.text


async def test_a_new_document_read_to_its_end_is_marked_as_read(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, THREE)) as seen:
        await seen.press("G")
        await seen.open_first()
        await seen.press("G", "escape")
        assert await seen.ask("SELECT reading_state FROM document ORDER BY num DESC LIMIT 1") == [("read",)]


async def test_two_clicks_open_a_document(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, THREE)) as seen:
        await seen.pilot.click("#documents", offset=(6, 3), times=2)
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen))
        await seen.until(lambda: "I stayed at home." in seen.text)


async def test_a_survey_of_thousands_opens_with_only_the_rows_in_sight_drawn(tmp_path: Path) -> None:
    answers = [
        transcript((("", f"Answer number {number}."),), f"answer {number:04}", Kind.SURVEY_ANSWER)
        for number in range(1, 2667)
    ]
    async with shown(make_study(tmp_path, answers)) as seen:
        assert "Survey answers · 2,666" in seen.text
        await seen.press("G")
        assert "answer 2666" in seen.text
        listed = seen.app.screen.query_one("#documents", DrawnRows)
        assert listed.virtual_size.height == 2668


async def test_a_study_without_documents_names_the_key_that_brings_some_in(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, [])) as seen:
        assert "No documents yet. + brings some in." in seen.text


async def test_a_document_that_was_withdrawn_comes_back_in_its_form_for_a_reason(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    with Project.open(path, back_up=False) as project:
        (document,) = project.conn.execute("SELECT id FROM document").fetchone()
        project.make(ChangeDocument(document, {"consent": "withdrawn"}))
    async with shown(path) as seen:
        await seen.press("f")
        assert "Why its words come back" in seen.text
        seen.pilot.app.screen.query_one("#field-4").focus()
        await seen.press("enter", "home", "enter", "escape")
        assert seen.toasts[-1].startswith("“P03 interview” was withdrawn.")
        seen.pilot.app.screen.query_one("#field-5").focus()
        await seen.press(*"Yes", "escape")
        assert await seen.ask("SELECT consent FROM document") == [(None,)]
        assert await seen.ask("SELECT kind, body FROM memo") == [("method", "Yes")]
        await seen.press("u")
        assert await seen.ask("SELECT consent FROM document") == [("withdrawn",)]
