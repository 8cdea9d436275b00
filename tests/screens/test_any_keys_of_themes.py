"""Whatever keys are pressed in the views of Themes, every change is undone to the start, and nothing falls over."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.project.project import Project
from qualcode.tui.screens.place import Place
from tests.examples import one_in
from tests.living import living
from tests.screens.place_study import Study, make_study, opened, press, settle

KEYS = (
    *("up", "down", "left", "right", "home", "end", "pagedown", "tab", "shift+tab", "enter", "escape", "space"),
    *("1", "2", "3", "i", "d", "w", "minus", "underscore", "y", "exclamation_mark", "percent_sign", "J", "K"),
    *("right_curly_bracket", "left_curly_bracket", "u", "U", "f5"),
)
TYPED = (
    ("slash", "w", "h", "o", "colon", "P", "0", "1", "enter"),
    ("slash", "k", "i", "tab", "down", "tab", "enter"),
    ("f", "tab", "escape"),
    ("f", "ctrl+s"),
    ("plus", "Z", "e", "d", "enter"),
    ("c", "r", "o", "enter"),
    ("Y", "down", "enter", "Z", "enter"),
    ("m", "w", "h", "y", "escape"),
    ("enter", "s", "o", "escape"),
    ("M", "enter"),
    ("S", "n", "e", "w", "enter"),
    ("x", "escape"),
    ("ctrl+s", "q", "enter"),
)
DOES: st.SearchStrategy[tuple[str, ...]] = st.one_of(
    st.sampled_from(KEYS).map(lambda key: (key,)), st.sampled_from(TYPED)
)


async def live(study: Study, view: str, doings: list[tuple[str, ...]], size: tuple[int, int]) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        before = living(project.conn)
    async with opened(study, "f5", view, size=size) as pilot:
        for does in doings:
            await press(pilot, *does)
        for _ in range(8):
            if isinstance(pilot.app.screen, Place) and pilot.app.screen.focused is not None:
                break
            await press(pilot, "escape")
        await settle(pilot)
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        while project.stacks().done and living(project.conn) != before:
            project.undo()
        assert living(project.conn) == before


@settings(max_examples=one_in(20))
@given(
    st.sampled_from("123"), st.lists(DOES, min_size=5, max_size=25), st.sampled_from([(120, 40), (80, 24), (40, 12)])
)
def test_any_keys_in_a_view_of_themes_are_undone_to_the_start(
    view: str, doings: list[tuple[str, ...]], size: tuple[int, int]
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        asyncio.run(live(make_study(Path(folder), patched), view, doings, size))
