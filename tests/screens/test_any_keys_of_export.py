"""Whatever keys are pressed in Export, the preview is what would be written of what is chosen."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.project.project import Project
from qualcode.tui.screens.export import ExportScreen
from qualcode.tui.screens.export_choices import Asked
from qualcode.tui.screens.export_making import previewed
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.drawn_rows import DrawnRows
from tests.examples import one_in
from tests.screens.place_study import NOON, Study, make_study, opened, press, settle
from tests.screens.quotes_study import write_essays

_WIDTH = 76
KEYS = (
    *("up", "down", "down", "down", "j", "k", "home", "end", "pagedown", "pageup"),
    *("space", "space", "space", "enter", "escape", "tab", "i", "u", "f4", "f8"),
)
TYPED = (
    ("end", "enter", "a", "enter"),
    ("enter", "down", "space", "enter"),
    ("enter", "3", "enter"),
    ("f4", "x"),
)
DOES: st.SearchStrategy[tuple[str, ...]] = st.one_of(
    st.sampled_from(KEYS).map(lambda key: (key,)),
    st.sampled_from(KEYS).map(lambda key: (key,)),
    st.sampled_from(TYPED),
)


async def live(study: Study, doings: list[tuple[str, ...]], size: tuple[int, int]) -> None:
    async with opened(study, "f8", size=size) as pilot:
        for does in doings:
            await press(pilot, *does)
        for _ in range(8):
            if isinstance(pilot.app.screen, Place):
                break
            await press(pilot, "escape")
        await press(pilot, "f8")
        await settle(pilot)
        place = pilot.app.screen
        assert isinstance(place, ExportScreen)
        asked = place._asked
        assert place.query_one("#choices", DrawnRows).row_ids.count(asked.what) == 1
        read, refused = place._preview, place._refused
        assert (read is None) == bool(refused)
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        assert Asked.from_json(project.setting("export-choices")) in (asked, Asked())
        if read is not None:
            fresh = previewed(project.conn, asked, NOON)
            assert [one.words for one in read.page(_WIDTH)] == [one.words for one in fresh.page(_WIDTH)]


@settings(max_examples=one_in(10))
@given(st.lists(DOES, min_size=5, max_size=25), st.sampled_from([(120, 40), (80, 24), (40, 12)]))
def test_whatever_is_pressed_in_export_the_preview_is_of_what_is_chosen(
    doings: list[tuple[str, ...]], size: tuple[int, int]
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        asyncio.run(live(write_essays(make_study(Path(folder), patched)), doings, size))
