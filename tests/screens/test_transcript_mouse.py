"""The transcript under the mouse."""

from __future__ import annotations

from textual.events import MouseMove

from qualcode.tui.widgets import transcript_messages as told
from qualcode.tui.widgets.margin import GUTTER
from qualcode.tui.widgets.transcript_view import TranscriptView
from tests.screens.reading_app import SAID, at, document, mark, reading


async def test_dragging_selects_exactly_the_characters_dragged_over() -> None:
    async with reading() as (app, pilot):
        begin, end = at(app, "card on"), at(app, "board", end=True)
        await pilot.mouse_down(TranscriptView, offset=begin)
        await pilot.hover(TranscriptView, offset=end)
        await pilot.mouse_up(TranscriptView, offset=end)
        await pilot.pause()
        assert app.selected() == "card on the board"


async def test_clicks_select_the_passage_the_word_and_the_sentence() -> None:
    async with reading() as (app, pilot):
        place = at(app, "card")
        await pilot.click(TranscriptView, offset=place)
        assert app.selected() == "It was a card on the board in the chemist’s."
        await pilot.double_click(TranscriptView, offset=place)
        assert app.selected() == "card"
        await pilot.triple_click(TranscriptView, offset=place)
        assert app.selected() == "It was a card on the board in the chemist’s."


async def test_a_click_on_a_stripe_selects_its_coding() -> None:
    async with reading(marks=[mark("m1", "card on the board")]) as (app, pilot):
        place = at(app, "┃")
        await pilot.click(TranscriptView, offset=place)
        assert app.selected() == "card on the board"


async def test_dragging_beyond_the_edge_scrolls_and_goes_on_selecting() -> None:
    long = document(SAID * 60)
    async with reading(long, size=(80, 24)) as (app, pilot):
        view = app.view
        await pilot.mouse_down(TranscriptView, offset=(GUTTER + 2, 5))
        beyond = MouseMove(view, 20, 26, 0, 3, 1, False, False, False, screen_x=20, screen_y=26)
        view.post_message(beyond)
        for _ in range(40):
            await pilot.pause(0.02)
            if view.scroll_offset.y > 5:
                break
        assert view.scroll_offset.y > 5
        assert view.selection is not None
        assert len(view._layout.lines_of(view.selection)) > 20
        await pilot.mouse_up(TranscriptView, offset=(20, 10))


async def test_a_click_after_wide_characters_finds_the_character_under_it() -> None:
    hostile = document((("P1", "漢字👨‍👩‍👧e\u0301 word here"),))
    async with reading(hostile) as (app, pilot):
        # Two ideographs and a family take six cells, the accented letter one, the space one.
        await pilot.double_click(TranscriptView, offset=(GUTTER + 8, 1))
        assert app.selected() == "word"


async def test_a_right_click_asks_for_the_menu() -> None:
    async with reading() as (app, pilot):
        await pilot.click(TranscriptView, offset=(12, 2), button=3)
        assert isinstance(app.last(told.MenuWanted), told.MenuWanted)
