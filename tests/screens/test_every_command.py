"""Each key leads to the state that its command promises, and each change is undone exactly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.project.project import Project
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.place import Place
from tests.screens import commands_of_places as places
from tests.screens import commands_of_text
from tests.screens.every_command import Row, Seen, text_at_its_start, tried
from tests.screens.place_study import NOON, Study, make_study, opened, settle
from tests.screens.survey_study import make_survey_study

Start = Callable[[Seen], Awaitable[None]]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    found = make_study(tmp_path, monkeypatch, sentences=True)
    with Project.open(found.path, clock=found.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(WriteMemo("A card, never a person", "question", MemoTarget("code", found.codes["1.1"])))
        project.make(WriteMemo("He read it on a train", "idea", MemoTarget("document", found.documents["workshop"])))
        project.make(WriteMemo("Why a note", "method", MemoTarget("study", project.study_id)))
    return found


async def all_wrong(study: Study, *tables: tuple[Start, Sequence[Row]]) -> list[str]:
    """Try rows one after the other in one running application."""
    found = []
    async with opened(study) as pilot:
        seen = Seen(pilot, study)
        start = await seen.living()
        for to_start, rows in tables:
            for row in rows:
                await to_start(seen)
                found.append(await tried(seen, row, start))
    return [wrong for wrong in found if wrong]


async def documents(seen: Seen) -> None:
    """At the first of all documents."""
    for _ in range(12):
        if type(seen.screen) is DocumentsScreen:
            break
        to_list = isinstance(seen.screen, Place) and not isinstance(seen.screen, CodingScreen)
        await seen.press("f2" if to_list else "escape")
    assert type(seen.screen) is DocumentsScreen, f"{type(seen.screen).__name__} cannot be left"
    await seen.press("escape home")


def place(key: str) -> Start:
    """At the first row of a place of the tab bar."""

    async def start(seen: Seen) -> None:
        await documents(seen)
        await seen.press(key)
        await seen.press("escape home")

    return start


def over(name: str, keys: str = "home") -> Start:
    """At the first row of a place that opens over the documents."""

    async def start(seen: Seen) -> None:
        await documents(seen)
        await seen.app.run_action(f"app.over('{name}')")
        await settle(seen.pilot)
        await seen.press(keys)

    return start


async def test_every_key_in_a_text_does_what_it_promises(study: Study) -> None:
    wrong = await all_wrong(study, (text_at_its_start, commands_of_text.ROWS))
    assert not wrong, "\n".join(wrong)


async def test_every_key_of_the_places_does_what_it_promises(study: Study) -> None:
    wrong = await all_wrong(
        study,
        (documents, (*places.DOCUMENTS, *places.EVERYWHERE)),
        (place("f4"), places.EXCERPTS),
        (place("f9"), places.MEMOS),
        (place("f8"), places.EXPORT),
        (place("f3"), places.CODEBOOK),
    )
    assert not wrong, "\n".join(wrong)


async def test_every_key_of_what_opens_over_a_place_does_what_it_promises(study: Study) -> None:
    wrong = await all_wrong(
        study,
        (over("participants", "home"), places.PARTICIPANTS),
        (over("speakers"), places.SPEAKERS),
        (over("said", "“card” enter home"), places.SAID),
        (over("progress"), places.PROGRESS),
        (over("history"), places.HISTORY),
    )
    assert not wrong, "\n".join(wrong)


async def test_every_key_of_the_answers_of_a_survey_does_what_it_promises(tmp_path: Path) -> None:
    from qualcode.edits.clock import FixedClock

    study = Study(make_survey_study(tmp_path), FixedClock(NOON))
    wrong = await all_wrong(study, (over("survey_answers"), places.ANSWERS))
    assert not wrong, "\n".join(wrong)
