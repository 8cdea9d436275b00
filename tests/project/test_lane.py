"""The one thread that owns an open study."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from qualcode.edits.clock import FixedClock
from qualcode.edits.store import Store
from qualcode.edits.study import ChangeStudy
from qualcode.problem import Problem
from qualcode.project.lane import Lane
from qualcode.project.project import Made, Project


@pytest.fixture
async def lane(tmp_path: Path, clock: FixedClock) -> AsyncIterator[Lane]:
    opened = Lane()
    await opened.open(lambda: Project.create(tmp_path / "study.qualcode", "Study", clock=clock))
    yield opened
    opened.shut()


class Waits:
    """An edit that takes until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def apply(self, store: Store) -> str:
        self.begun.set()
        self.go.wait(10)
        store.set("study", store.value("SELECT id FROM study"), question="Done all the same")
        return "Waited"


async def question(lane: Lane) -> str:
    return str(await lane.call(lambda project: project.conn.execute("SELECT question FROM study").fetchone()[0]))


async def test_an_edit_that_was_begun_is_finished_and_told_of_though_its_caller_went_away(lane: Lane) -> None:
    heard: list[Made] = []
    told = asyncio.Event()
    lane.subscribe(heard.append)
    lane.subscribe(lambda made: told.set())
    edit = Waits()
    caller = asyncio.create_task(lane.make(edit))
    await asyncio.to_thread(edit.begun.wait, 10)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    edit.go.set()
    await asyncio.wait_for(told.wait(), 10)
    assert [made.label for made in heard] == ["Waited"]
    assert await question(lane) == "Done all the same"


async def test_callers_are_served_in_the_order_they_call(lane: Lane) -> None:
    await asyncio.gather(*(lane.make(ChangeStudy({"question": str(number)})) for number in range(50)))
    assert await question(lane) == "49"


async def test_a_problem_reaches_the_caller_and_the_next_one_is_served(lane: Lane) -> None:
    with pytest.raises(Problem, match="needs a title"):
        await lane.make(ChangeStudy({"title": " "}))
    assert (await lane.make(ChangeStudy({"question": "Why?"}))).label == "Study page"


async def test_opening_what_cannot_be_opened_keeps_the_study_that_is_open(lane: Lane, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="There is no study"):
        await lane.open(lambda: Project.open(tmp_path / "gone.qualcode"))
    assert lane.path.name == "study.qualcode"
    await lane.open(lambda: Project.create(tmp_path / "other.qualcode", "Other"))
    assert lane.path.name == "other.qualcode"
    Project.open(tmp_path / "study.qualcode").close()


async def test_a_long_read_of_a_copy_does_not_hold_up_coding(lane: Lane) -> None:
    memory = await lane.call(lambda project: project.copy())
    try:
        await lane.make(ChangeStudy({"question": "Later"}))
        early = await asyncio.to_thread(lambda: memory.execute("SELECT question FROM study").fetchone()[0])
        assert (early, await question(lane)) == ("", "Later")
    finally:
        memory.close()
