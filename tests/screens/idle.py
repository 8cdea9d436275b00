"""When the application has nothing left to do: its event loop is empty, and no thread works for it."""

from __future__ import annotations

import asyncio
from concurrent.futures import thread
from time import process_time
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from qualcode.tui.keys_in_turn import KeysInTurnApp

_LOOK = 0.001  # seconds between two looks while a thread works
_WAITS = 20  # looks at which a thread has done next to nothing, to be taken for one that a test keeps waiting
_NEXT_TO_NOTHING = 0.0001

at_work: set[object] = set()  # of the test that runs


class WatchedWork(thread._WorkItem[Any]):
    """A piece of work for a thread, under way until the event loop has been told how it ended."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        at_work.add(self)
        super().__init__(*args, **kwargs)

    def run(self, *args: Any) -> None:
        """Do it."""
        try:
            super().run(*args)
        finally:
            at_work.discard(self)


async def until_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until nothing is ready to run in the event loop or under way in a thread, `max_sleep` seconds at most."""
    loop = asyncio.get_running_loop()
    end = loop.time() + max_sleep
    quiet = waited = 0
    while quiet < 2 and loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]  # asyncio has no public word for it
            quiet = waited = 0
        elif not at_work or waited == _WAITS:
            quiet += 1
        else:
            spent = process_time()
            await asyncio.sleep(_LOOK)
            waited = waited + 1 if process_time() - spent < _NEXT_TO_NOTHING else 0


async def until_drawn(self: Pilot[Any], timeout: float = 1.0) -> bool:
    """Wait until every widget has done what it was told and the screen is drawn, without asking each of them."""
    loop = asyncio.get_running_loop()
    end = loop.time() + timeout
    await until_idle()
    while _waits(self.app) and loop.time() < end:
        await asyncio.sleep(_LOOK)
        await until_idle()
    if self.app._screen_stack:
        self.app.screen._on_timer_update()
        await until_idle()
    return True


def _waits(app: App[Any]) -> bool:
    """Whether a key waits for its turn, or a drawing is held back."""
    held_back = app._batch_count > 0 or app._resize_event is not None
    return held_back or (isinstance(app, KeysInTurnApp) and bool(app._typed))
