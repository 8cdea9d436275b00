"""Whatever keys are pressed in Quotes, what is shown is what is kept, no document changes, and undo leads back."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.edits.clock import FixedClock
from qualcode.essays.essays import EssayLine
from qualcode.essays.outline import Outline, QuotePart, outline
from qualcode.project.project import Project
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.quotes import QuotesScreen
from tests.examples import one_in
from tests.living import Living, living
from tests.screens.place_study import NOON, Study, make_study, opened, press, settle
from tests.screens.quotes_study import write_essays

KEYS = (
    *("up", "down", "j", "k", "home", "end", "tab", "tab", "shift+tab", "enter", "escape", "space", "i", "f7"),
    *("left", "right", "shift+left", "shift+right", "shift+down", "s", "S", "t", "e", "E"),
    *("J", "K", "J", "K", "d", "d", "tilde", "C", "u", "U"),
)
TYPED = (
    ("plus", "Z", "e", "d", "enter"),
    ("plus", "enter", "Z", "e", "d", "enter"),
    ("plus", "down", "enter", "Z", "e", "d", "ctrl+s"),
    ("plus", "Z", "e", "d", "ctrl+s"),
    ("A", "enter"),
    ("A", "down", "enter"),
    ("A", "end", "enter", "N", "e", "w", "ctrl+s"),
    ("L", "enter", "enter"),
    ("w", "down", "enter"),
    ("f", "Z", "ctrl+s"),
    ("m", "w", "h", "y", "escape"),
    ("slash", "c", "a", "r", "d", "enter"),
    ("enter", "exclamation_mark", "enter"),
    ("f2", "enter", "y", "f7"),
)
DOES: st.SearchStrategy[tuple[str, ...]] = st.one_of(
    st.sampled_from(KEYS).map(lambda key: (key,)),
    st.sampled_from(KEYS).map(lambda key: (key,)),
    st.sampled_from(TYPED),
)
TEXTS = "SELECT d.id, t.words FROM document d JOIN text_version v ON v.id = d.version_id JOIN text t USING (sha256)"


def told(one: Outline) -> tuple[EssayLine | None, list[tuple[str, ...]]]:
    """An essay, and what is shown of each of its parts."""
    found: list[tuple[str, ...]] = []
    for part in one.parts:
        more = (part.state, str(part.memos), str(part.also_in)) if isinstance(part, QuotePart) else ()
        found.append((part.id, part.words, *more))
    return one.essay, found


def all_undone(path: Path) -> Living:
    """What the study holds once Ana has taken all back that she ever did in it."""
    with Project.open(path, clock=FixedClock(NOON), back_up=False) as project:
        project.sign_in("Ana")
        while project.stacks().done:
            project.undo()
        return living(project.conn)


async def live(study: Study, doings: list[tuple[str, ...]], size: tuple[int, int]) -> None:
    copy = study.path.with_name("copy.qualcode")
    shutil.copy(study.path, copy)
    before = all_undone(copy)
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        texts = dict(project.conn.execute(TEXTS).fetchall())
    async with opened(study, "f7", size=size) as pilot:
        for does in doings:
            await press(pilot, *does)
        for _ in range(8):
            if isinstance(pilot.app.screen, Place) and pilot.app.screen.focused is not None:
                break
            await press(pilot, "escape")
        await press(pilot, "f7")
        await settle(pilot)
        place = pilot.app.screen
        assert isinstance(place, QuotesScreen)
        shown = place._outline
        assert shown is not None
        essay_id = None if shown.essay is None else shown.essay.id
        kept = await place.shell.read(outline, essay_id, NOON.date())
        assert told(shown) == told(kept), "what is shown is not what is kept"
        assert place._essays.row_id == (essay_id or "kept"), "the outline is not that of the essay under the cursor"
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        assert dict(project.conn.execute(TEXTS).fetchall()).items() <= texts.items()
    assert all_undone(study.path) == before


@settings(max_examples=one_in(20))
@given(st.lists(DOES, min_size=5, max_size=25), st.sampled_from([(120, 40), (80, 24), (40, 12)]))
def test_any_keys_in_quotes_show_what_is_kept_and_are_undone_to_the_start(
    doings: list[tuple[str, ...]], size: tuple[int, int]
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        asyncio.run(live(write_essays(make_study(Path(folder), patched)), doings, size))
