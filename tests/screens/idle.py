"""When the application has nothing left to do, and how it draws where there is no terminal."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import thread
from functools import cache
from threading import get_native_id
from time import process_time
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from textual import Logger
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarCorner
from textual.widget import Widget

from qualcode.tui.keys_in_turn import KeysInTurnApp

_LOOK = 0.001  # seconds between two looks while a thread works
_WAITS = 20  # looks at which a thread has done next to nothing, to be taken for one that a test keeps waiting
_NEXT_TO_NOTHING = 0.0001
_THREADS = "/proc/self/task"

at_work: set[object] = set()  # of the test that runs

_undrawn: WeakKeyDictionary[Compositor, set[Region]] = WeakKeyDictionary()
_just_changed: WeakSet[Compositor] = WeakSet()
_put_off: WeakSet[Compositor] = WeakSet()


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
    """Wait until nothing is ready to run in the event loop or under way in a thread.

    At most until all that runs here has had `max_sleep` seconds of a core: on a busy machine others have them.
    """
    loop = asyncio.get_running_loop()
    end = process_time() + max_sleep
    quiet = waited = 0
    while quiet < 2 and process_time() < end:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]  # asyncio has no public word for it
            quiet = waited = 0
        elif not at_work or waited == _WAITS:
            quiet += 1
        else:
            spent = process_time()
            await asyncio.sleep(_LOOK)
            idle = process_time() - spent < _NEXT_TO_NOTHING and not _a_thread_would_run()
            waited = waited + 1 if idle else 0


def _a_thread_would_run() -> bool:
    """Whether another thread only waits for a core or a disk; False where the machine does not tell."""
    own = str(get_native_id())
    try:
        # Asked as often as `_state` is, for which pathlib is too slow as well.
        return any(_state(one) in b"RD" for one in os.listdir(_THREADS) if one != own)  # noqa: PTH208
    except OSError:  # no such folder, or a thread that has just ended
        return False


def _state(thread: str) -> bytes:
    """The letter of what a thread does, asked a thousand times a second: pathlib takes three times as long."""
    file = os.open(f"{_THREADS}/{thread}/stat", os.O_RDONLY)
    try:
        return os.read(file, 200).rpartition(b") ")[2][:1]
    finally:
        os.close(file)


async def until_drawn(self: Pilot[Any], timeout: float = 5.0) -> bool:
    """Wait until every widget has done what it was told and the screen is drawn, without asking each of them."""
    loop = asyncio.get_running_loop()
    end = loop.time() + timeout
    await until_idle()
    while _waits(self.app) and loop.time() < end:
        await asyncio.sleep(_LOOK)
        await until_idle()
    for screen in list(self.app._screen_stack):  # what lies below a box is seen around it
        screen._on_timer_update()
    await until_idle()
    if self.app._running and self.app._screen_stack:
        _draw_what_stands(self.app.screen)
    return True


def _waits(app: App[Any]) -> bool:
    """Whether a key waits for its turn, or a drawing is held back."""
    if app._exit:  # nobody hears of a key any more
        return False
    held_back = app._batch_count > 0 or app._resize_event is not None
    return held_back or (isinstance(app, KeysInTurnApp) and bool(app._typed))


class Unheard(Logger):
    """A log that nobody has opened: Textual makes two anew for each message, to find that out."""

    def __init__(self) -> None:
        super().__init__(None)

    @property
    def event(self) -> Logger:
        """This one."""
        return self

    def verbosity(self, verbose: bool) -> Logger:
        """This one."""
        return self

    def __call__(self, *args: object, **kwargs: object) -> None:
        """Tell nobody."""


def drawn_to_nobody(
    self: Compositor, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
) -> None:
    """Remember what has changed, for when somebody would have seen it."""
    changed = {self.size.region} if full else self._dirty_regions.copy()
    self._dirty_regions.clear()
    if changed:
        _undrawn.setdefault(self, set()).update(changed)
        _just_changed.add(self)


def _draw_what_stands(screen: Screen[Any]) -> None:
    """Let each widget draw those of its lines that have changed, once they no longer change or are looked at again.

    What a test reads of the screen is drawn and fitted together when it reads.
    """
    visible_screen_stack.set(screen.app._background_screens)
    compositor = screen._compositor
    if compositor in _just_changed and compositor not in _put_off:
        _just_changed.discard(compositor)
        _put_off.add(compositor)
        return
    _just_changed.discard(compositor)
    _put_off.discard(compositor)  # a screen below a box changes at each look
    changed = _undrawn.pop(compositor, None)
    if not changed:
        return
    around = Region.from_union(changed).intersection(compositor.size.region)
    for widget, (region, clip) in compositor.visible_widgets.items():
        if around.overlaps(clip) and _draws(type(widget)):
            seen = region.intersection(clip)
            lines = seen.translate(-region.offset)
            if seen and _is_to_be_drawn(widget, lines):
                widget.render_lines(lines)


@cache
def _draws(kind: type[Widget]) -> bool:
    """Whether there is more to it than a background, a border and what lies within, all of them Textual's.

    A screen draws none but the cells around a box, once more what was drawn when they were on top.
    """
    theirs = (kind.render, kind.render_line, kind.render_lines)
    drawing = theirs != (Widget.render, Widget.render_line, Widget.render_lines)
    return drawing and kind.render not in (Screen.render, ScrollBar.render, ScrollBarCorner.render)


def _is_to_be_drawn(widget: Widget, lines: Region) -> bool:
    """Whether any of these lines is not the one that was drawn last."""
    drawn = widget._styles_cache
    if widget.region.width != drawn._width:
        return True
    wanted = lines.line_range
    return not drawn._cache.keys() >= set(wanted) or not drawn._dirty_lines.isdisjoint(wanted)
