"""The one thread that owns an open study: callers queue on it in the order they call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from qualcode.edits.store import Edit
from qualcode.project.project import Made, Project

P = ParamSpec("P")
T = TypeVar("T")


class Lane:
    """Runs a `Project` on a thread of its own.

    An edit that was begun is finished whether or not its caller still waits; whoever subscribed is told of it
    after the commit, on the event loop.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="study")
        self._project: Project | None = None
        self._listeners: list[Callable[[Made], None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    async def open(self, opener: Callable[[], Project]) -> None:
        """Open a study on the lane, closing the one before. Raises what `opener` raises."""
        self._loop = asyncio.get_running_loop()

        def work() -> None:
            project = opener()
            if self._project is not None:
                self._project.close()
            self._project = project
            project.subscribe(self._publish)

        await self._submit(work)

    def subscribe(self, listener: Callable[[Made], None]) -> None:
        """Tell `listener` of every action after its commit, on the event loop."""
        self._listeners.append(listener)

    def _publish(self, made: Made) -> None:
        if self._loop is not None and not self._loop.is_closed():
            for listener in list(self._listeners):
                self._loop.call_soon_threadsafe(listener, made)

    async def make(self, edit: Edit) -> Made:
        """Carry out an edit; it is on disk when this returns. Raises Problem when it cannot be done."""
        return await self.call(lambda project: project.make(edit))

    async def read(self, function: Callable[Concatenate[Project, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `function(project, …)` on the lane; for reads of less than 50 ms."""
        return await self.call(lambda project: function(project, *args, **kwargs))

    async def call(self, work: Callable[[Project], T]) -> T:
        """Call `work` with the project on the lane, never cancelled once begun."""
        return await self._submit(lambda: work(self.project))

    @property
    def project(self) -> Project:
        """The open study; to be touched on the lane's thread alone."""
        if self._project is None:
            raise RuntimeError("no study is open")
        return self._project

    @property
    def is_open(self) -> bool:
        return self._project is not None

    @property
    def path(self) -> Path:
        return self.project.path

    async def _submit(self, work: Callable[[], T]) -> T:
        future: Future[T] = self._thread.submit(work)
        return await asyncio.shield(asyncio.wrap_future(future))

    async def close(self) -> None:
        """Close the study when all that was queued is done."""

        def work() -> None:
            if self._project is not None:
                self._project.close()
                self._project = None

        await self._submit(work)

    def shut(self) -> None:
        """Close the study and end the thread, waiting for what was queued."""

        def work() -> None:
            if self._project is not None:
                self._project.close()
                self._project = None

        self._thread.submit(work)
        self._thread.shutdown(wait=True)
