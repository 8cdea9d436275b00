"""Long reads, beside the study's own thread so that coding never waits for them; and the study's clock."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from qualcode.project.lane import Lane

P = ParamSpec("P")
T = TypeVar("T")


async def read_apart(
    lane: Lane,
    function: Callable[Concatenate[sqlite3.Connection, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Call a function of the study's connection on a copy in memory, in a thread of its own."""
    memory = await lane.call(lambda project: project.copy())

    def work() -> T:
        try:
            return function(memory, *args, **kwargs)
        finally:
            memory.close()

    return await asyncio.to_thread(work)


async def now(lane: Lane) -> datetime:
    """The time by the study's clock, with its zone; its day decides consent."""
    return await lane.call(lambda project: project.clock.now())
