"""The main screens as they look, wide and narrow."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from qualcode import settings
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.coding import CodingScreen
from tests.screens.golden import assert_golden
from tests.screens.shown_study import make_study, shown, transcript

SIZES = [(120, 40), (80, 24)]

CODED = ("j", "c", "r", "o", "enter", "j", "c", "k", "n", "enter", "j", "a", "j", "j", "2", "y")
SCREENS = {
    "documents": (),
    "coding": ("enter", *CODED, "k", "k"),
    "picker": ("enter", *CODED, "j", "c", "p", "e"),
    "memo": ("enter", *CODED, "m"),
    "help": ("question_mark",),
    "commands": ("colon",),
    "history": ("enter", *CODED, "escape", "z"),
    "study-page": ("Z",),
    "reading-state": ("w",),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
async def test_a_main_screen_looks_as_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("TZ", "GMT")
    time.tzset()
    others = [
        transcript((("P01", "I went."),), "P01 interview"),
        transcript((("P05", "We all went."), ("P06", "We did.")), "Thursday group", Kind.FOCUS_GROUP),
    ]
    async with shown(make_study(tmp_path, [transcript(), *others]), size=size) as seen:
        for key in SCREENS[name]:
            await seen.press(key)
            if key == "enter" and isinstance(seen.app.screen, CodingScreen):
                await seen.until(lambda: bool(seen.view.document.turns))
            seen.app.clear_notifications()
        await seen.until(lambda: not list(seen.app.screen.query(Toast)))
        assert_golden(f"{name}-{size[0]}x{size[1]}", seen.text)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_welcome_screen_looks_as_it_did(size: tuple[int, int]) -> None:
    assert settings.remembered().recent == ()
    async with shown(None, size=size) as seen:
        assert_golden(f"welcome-{size[0]}x{size[1]}", seen.text)
