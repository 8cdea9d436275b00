"""All that the keys do to a passage and a row, done with the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.widget import Widget

from qualcode.tui.screens.code_picker import CodePickerScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.here_pane import HerePane
from qualcode.tui.widgets.transcript_view import TranscriptView
from tests.screens.shown_study import SAID, Shown, make_study, shown, transcript

CARD = "It was a card on the board in the chemist’s."
SENT = "So I sent myself."
LIVING = "SELECT k.name FROM coding c JOIN code k ON k.id = c.code_id WHERE c.deleted_at IS NULL ORDER BY c.num"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path, [transcript(), transcript(SAID * 12, "long")])


def selected(seen: Shown) -> str:
    """The selected words."""
    selection = seen.view.selection
    return selection.of(seen.view.source.text) if selection else ""


def place_of(seen: Shown, words: str, widget: Widget, *, end: bool = False) -> tuple[int, int]:
    """The cell of a widget at which words begin or end, as the screen shows them."""
    region = widget.region
    for y, line in enumerate(seen.text.splitlines()):
        x = line.find(words, region.x)
        if region.y <= y < region.bottom and 0 <= x < region.right:
            return x - region.x + (len(words) - 1 if end else 0), y - region.y
    raise AssertionError(f"{words!r} is not shown")


async def click(seen: Shown, words: str, widget: Widget, *, times: int = 1, button: int = 1) -> None:
    """Click on words."""
    await seen.pilot.click(widget, offset=place_of(seen, words, widget), times=times, button=button)
    await seen.settled()


async def wheel(seen: Shown, widget: Widget, kind: type[MouseScrollDown | MouseScrollUp]) -> None:
    """Turn the wheel over a widget."""
    x, y = widget.region.x + 5, widget.region.y + 5
    event = kind(widget, 5, 5, 0, 0, 0, False, False, False, screen_x=x, screen_y=y)
    widget.post_message(event)
    await seen.settled()


async def coded(seen: Shown) -> list[object]:
    return [name for (name,) in await seen.ask(LIVING)]


async def open_named(seen: Shown, name: str) -> TranscriptView:
    """Open a document with two clicks on its name."""
    await click(seen, name, seen.app.screen.query_one("#documents"), times=2)
    await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and bool(seen.view.document.turns))
    return seen.view


async def test_a_passage_is_dragged_over_upwards_as_well_as_downwards_and_coded(path: Path) -> None:
    async with shown(path) as seen:
        view = await open_named(seen, "P03 interview")
        for first, last in (("card on", "board"), ("board", "card on")):
            begin = place_of(seen, first, view, end=first == "board")
            await seen.pilot.mouse_down(view, offset=begin)
            await seen.pilot.hover(view, offset=place_of(seen, last, view, end=last == "board"))
            await seen.pilot.mouse_up(view, offset=place_of(seen, last, view, end=last == "board"))
            await seen.settled()
            assert selected(seen) == "card on the board"
        await seen.press("c", *"routes", "enter")
        assert await coded(seen) == ["Routes in"]


async def test_the_menu_of_the_right_button_codes_the_passage_that_is_selected(path: Path) -> None:
    async with shown(path) as seen:
        view = await open_named(seen, "P03 interview")
        await click(seen, "card on", view)
        assert selected(seen) == CARD
        await click(seen, "card on", view, button=3)
        assert isinstance(seen.app.screen, Choose)
        assert "Recode" not in seen.text.split("This passage")[1].split("esc")[0], "there is no coding to recode"
        await seen.press("enter")
        assert isinstance(seen.app.screen, CodePickerScreen)
        await seen.press(*"routes", "enter")
        assert await coded(seen) == ["Routes in"]
        await click(seen, "card on", view, button=3)
        assert "Remove" in seen.text
        await seen.press("end", "enter")
        assert await coded(seen) == []


async def test_a_line_of_the_side_pane_applies_its_code_and_a_key_of_the_footer_acts(path: Path) -> None:
    async with shown(path) as seen:
        view = await open_named(seen, "P03 interview")
        await seen.press("c", *"routes", "enter")
        await click(seen, "So I", view)
        here = seen.app.screen.query_one(HerePane)
        await click(seen, "1 1.2 Routes in", here)
        assert await coded(seen) == ["Routes in", "Routes in"]
        assert seen.app.focused is view, "the keys are at the text again"
        await click(seen, "Undo", seen.app.screen.query_one("#keys"))
        assert await coded(seen) == ["Routes in"]


async def test_the_wheel_scrolls_text_and_pane_and_leaves_the_passage(path: Path) -> None:
    async with shown(path, size=(110, 24)) as seen:
        view = await open_named(seen, "long")
        before = selected(seen)
        await wheel(seen, view, MouseScrollDown)
        await seen.until(lambda: view.scroll_offset.y > 0)
        assert selected(seen) == before
        await wheel(seen, view, MouseScrollUp)
        await seen.until(lambda: view.scroll_offset.y == 0)


async def test_the_tab_of_documents_leads_from_an_open_document_to_the_list(path: Path) -> None:
    async with shown(path) as seen:
        await open_named(seen, "long")
        await click(seen, "F2 Documents", seen.app.screen.query_one("#tabs"))
        await seen.until(lambda: isinstance(seen.app.screen, DocumentsScreen))
        await seen.press("z", "f2")
        await seen.until(lambda: isinstance(seen.app.screen, DocumentsScreen))


async def test_rows_of_excerpts_memos_and_places_found_are_chosen_by_a_click_and_opened_by_two(path: Path) -> None:
    async with shown(path) as seen:
        view = await open_named(seen, "P03 interview")
        await click(seen, "card on", view)
        await seen.press("c", *"routes", "enter", "m", *"why", "escape", *"jm", *"so", "escape", "a")
        await seen.press("f4")
        rows = seen.app.screen.query_one("#rows-0", DrawnRows)
        await seen.until(lambda: "So I sent" in seen.text)
        await click(seen, "So I sent", rows)
        assert rows.place == 1
        await click(seen, "So I sent", rows, times=2)
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen))
        assert selected(seen) == SENT
        await seen.press("f9")
        memos = seen.app.screen.query_one("#memos", DrawnRows)
        await seen.until(lambda: "why" in seen.text)
        await click(seen, "why", memos)
        first = memos.row_id
        await click(seen, "so", memos)
        assert memos.row_id != first
        await seen.press("f2", "escape", "V", *"card", "enter")
        hits = seen.app.screen.query_one("#hits", DrawnRows)
        await seen.until(lambda: len(hits.row_ids) == 13)
        await click(seen, "card", hits, times=2)
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and bool(seen.view.document.turns))
        assert selected(seen) == "card"
