"""What comes back when its place was just left has nothing to draw on, and stops nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual import work
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import Label

from qualcode.tui.app import QualcodeApp
from tests.screens.shown_study import make_study
from tests.screens.test_messages import until_open


class Page(Label):
    """What a place draws on."""

    def __init__(self, gone: asyncio.Event) -> None:
        super().__init__("", id="page")
        self._gone = gone

    def on_unmount(self) -> None:
        """Let what is read come back now."""
        self._gone.set()


class ReadsLong(Screen[None]):
    """A place that draws what it has read for long."""

    def __init__(self) -> None:
        super().__init__()
        self.come = asyncio.Event()
        self.missed = False

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield Page(self.come)

    @work
    async def read(self) -> None:
        """Draw what has come back."""
        await self.come.wait()
        try:
            self.query_one("#page", Label).update("All of it.")
        except NoMatches:
            self.missed = True
            raise


async def test_what_is_read_when_its_place_is_left_stops_nothing(tmp_path: Path) -> None:
    app = QualcodeApp(make_study(tmp_path), coder="Ana")
    async with app.run_test() as pilot:
        await until_open(app, pilot)
        place = ReadsLong()
        await app.push_screen(place)
        place.read()
        await pilot.pause()
        await app.pop_screen()
        await pilot.pause()
        assert place.missed and app.is_running and not app.sentence


async def test_what_does_not_find_its_page_while_its_place_is_there_is_told(tmp_path: Path) -> None:
    app = QualcodeApp(make_study(tmp_path), coder="Ana")
    with pytest.raises(NoMatches):
        async with app.run_test() as pilot:
            await until_open(app, pilot)
            place = ReadsLong()
            await app.push_screen(place)
            place.read()
            await pilot.pause()
            await place.query_one(Page).remove()
            await pilot.pause()
    assert app.sentence
