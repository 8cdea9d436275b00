"""Hands faster than the screens: what is typed right after a key goes to what the key opens, never behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.project.project import Project
from qualcode.tui.screens.answers import AnswersScreen
from qualcode.tui.screens.code_picker import CodePickerScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.memo import MemoScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.said import SaidScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from tests.screens.shown_study import Shown, make_study, shown, transcript
from tests.screens.survey_study import make_survey_study

CODINGS = "SELECT count(*) FROM coding WHERE deleted_at IS NULL"
MEMOS = "SELECT body FROM memo WHERE deleted_at IS NULL ORDER BY num"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = make_study(tmp_path, [transcript(), transcript((("P07", "A card."),), "library")])
    with Project.open(path, back_up=False) as project:
        project.sign_in("Ana")
        project.make(WriteMemo("first", "idea", MemoTarget("study", project.study_id)))
        project.make(WriteMemo("second", "idea", MemoTarget("study", project.study_id)))
    return path


def written(seen: Shown) -> str:
    """The words of the field that has the focus."""
    field = seen.app.focused
    assert isinstance(field, Input | TextArea), field
    return field.value if isinstance(field, Input) else field.text


async def test_words_typed_with_m_are_the_memos_and_code_nothing(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.press("c", *"routes", "enter")
        await seen.type_at_once("m", *"did 1 day")
        assert isinstance(seen.app.screen, MemoScreen)
        assert written(seen) == "did 1 day"
        assert await seen.ask(CODINGS) == [(1,)]
        await seen.press("escape")
        assert (await seen.ask(MEMOS))[-1] == ("did 1 day",)


async def test_words_typed_with_plus_in_memos_are_the_new_memos(path: Path) -> None:
    async with shown(path) as seen:
        await seen.press("f9")
        await seen.type_at_once("+", *"dull day")
        assert written(seen) == "dull day"
        await seen.press("escape")
        assert await seen.ask(MEMOS) == [("first",), ("second",), ("dull day",)]


async def test_words_typed_with_enter_in_memos_go_into_the_memo_and_remove_none(path: Path) -> None:
    async with shown(path) as seen:
        await seen.press("f9")
        await seen.type_at_once("enter", *"; did it")
        assert written(seen) == "first; did it"
        await seen.press("escape")
        assert await seen.ask(MEMOS) == [("first; did it",), ("second",)]


async def test_a_place_and_a_memo_in_it_are_opened_and_written_in_without_a_pause(path: Path) -> None:
    async with shown(path) as seen:
        await seen.type_at_once("f9", "enter", *" did it", "escape", "f3", "f9")
        await seen.until(lambda: isinstance(seen.app.screen, MemosScreen))
        assert await seen.ask(MEMOS) == [("first did it",), ("second",)]


@pytest.mark.parametrize("place", ["f2", "f3", "f4", "f9", "p"])
async def test_words_typed_with_a_slash_are_looked_for(path: Path, place: str) -> None:
    async with shown(path) as seen:
        await seen.press(place)
        await seen.type_at_once("/", *"dum day")
        assert isinstance(seen.app.focused, Input)
        assert written(seen) == "dum day"
        assert len(await seen.ask(MEMOS)) == 2


async def test_words_typed_with_a_slash_in_a_text_are_found_there(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.type_at_once("/", *"and", "enter")
        assert seen.view.hits and seen.view.has_focus


async def test_letters_typed_with_c_choose_the_code(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.type_at_once("c", *"routes")
        assert isinstance(seen.app.screen, CodePickerScreen)
        assert written(seen) == "routes"
        await seen.type_at_once("enter", "j", "a")
        assert await seen.ask(CODINGS) == [(2,)]


async def test_a_number_typed_with_hash_is_the_turns(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.type_at_once("#", "4", "enter")
        assert seen.view.selection is not None
        assert seen.view.selection.start == seen.view.document.turns[3].span.start
        assert await seen.ask(CODINGS) == [(0,)]


async def test_words_typed_with_v_are_looked_for_in_all_documents(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.press("c", *"routes", "enter", "G", "e", "e")
        await seen.type_at_once("V", *"under")
        assert isinstance(seen.app.screen, SaidScreen)
        assert seen.app.screen.query_one(FindBar).has_class("-open")
        assert written(seen) == "under"
        assert await seen.ask(CODINGS) == [(1,)], "u undid nothing"


async def test_the_last_of_several_places_is_where_one_comes_to(path: Path) -> None:
    async with shown(path) as seen:
        await seen.type_at_once("f9", "f2")
        assert isinstance(seen.app.screen, DocumentsScreen)
        await seen.type_at_once("f3", "f9", "f3", "f9")
        assert isinstance(seen.app.screen, MemosScreen)


async def test_esc_twice_at_once_in_survey_answers_goes_back_once(tmp_path: Path) -> None:
    async with shown(make_survey_study(tmp_path)) as seen:
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, AnswersScreen))
        await seen.type_at_once("escape", "escape", "escape")
        await seen.until(lambda: isinstance(seen.app.screen, DocumentsScreen))


async def test_a_page_key_before_a_list_of_choices_is_drawn_does_no_harm(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        for key in ("f", "w"):
            await seen.type_at_once(key, "pagedown", "pageup", "escape")
            assert seen.view.has_focus


async def test_keys_go_on_where_what_they_were_for_is_taken_away(path: Path) -> None:
    async with shown(path) as seen:
        await seen.press("f9")
        await seen.type_at_once("m", *"aside", "escape", "?", "escape", "j", "d")
        assert await seen.ask(MEMOS) == [("first",), ("aside",)]
        rows = seen.app.screen.query_one("#memos", DrawnRows)
        assert rows.has_focus
