"""Keys typed faster than screens open: each waits until what the one before asked for is there."""

from __future__ import annotations

from collections import deque
from collections.abc import Set
from time import monotonic
from typing import Any

from textual import events, on
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

_LONGEST = 1.0  # seconds that a key waits at most for what the one before asked for
_LOOK_AGAIN = 0.01
_LOOK_AFTER_ECHO = 0.05


class _Echo(Message):
    """Sent after a key, through the same queues: once it is back, so is all that the key set off."""

    def __init__(self, number: int, rounds: int) -> None:
        super().__init__()
        self.number = number
        self.rounds = rounds


class KeysInTurnApp(App[None]):
    """An application in which a box that a key opens gets what is typed next, not what lies behind it."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._number = 0  # of the key that is under way
        self._under_way = False
        self._pressed = 0.0
        self._on_its_way: Widget | None = None  # where the echo was sent
        self._seen: Screen[Any] | None = None
        self._working: Set[Worker[Any]] = frozenset()

    @property
    def commands_first(self) -> bool:
        """True where what has the focus leaves each key to the commands: asking it and all around it takes 0.5 ms."""
        return False

    @property
    def keys_waiting(self) -> bool:
        """True while a key is under way, or others wait for it."""
        return self._under_way or bool(self._typed)

    async def on_event(self, event: events.Event) -> None:
        """Pass a key on, or keep it until its turn comes."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or not self._screen_stack:
            await super().on_event(event)
        elif self._under_way:
            self._typed.append(event)
            if len(self._typed) == 1:
                self._look_after_echo(self._number)
        else:
            await self._pass_on(event)

    async def _pass_on(self, event: events.Key | events.Paste) -> None:
        self._number += 1
        self._under_way, self._pressed = True, monotonic()
        self._seen, self._working = self.screen, set(self.workers)
        if self.commands_first and isinstance(event, events.Key) and await self._check_bindings(event.key):
            self._send(1)  # through the queues of what the command asked for
        else:
            await super().on_event(event)
            self._send(2)  # the key asks for something in the first round; that is done by the second

    def _send(self, rounds: int) -> None:
        self._on_its_way = self.focused or self.screen
        self._on_its_way.post_message(_Echo(self._number, rounds))

    def _look_after_echo(self, number: int) -> None:
        """Go on without an echo whose widget was taken away with it, and where it is too long under way."""

        async def look() -> None:
            if number != self._number or not self._under_way:
                return
            gone = self._on_its_way is None or not self._on_its_way.is_attached
            if monotonic() - self._pressed > _LONGEST or (gone and not self._asked_for):
                await self._go_on(number)
            else:
                self._look_after_echo(number)

        self.set_timer(_LOOK_AFTER_ECHO, look)

    @property
    def _asked_for(self) -> bool:
        """True while what the key set going has neither ended nor opened a screen."""
        if monotonic() - self._pressed > _LONGEST or self.screen is not self._seen:
            return False
        return any(
            worker.group == "default" and not worker.is_finished
            for worker in self.workers
            if worker not in self._working
        )

    @on(_Echo)
    def _came_back(self, echo: _Echo) -> None:
        if echo.number != self._number or not self._under_way:
            return
        if echo.rounds > 1:
            self._send(echo.rounds - 1)
        else:
            self.call_later(self._look, echo.number)  # after the focus that was asked for

    async def _look(self, number: int) -> None:
        """Go on where nothing is asked for any more, with one more round for a screen that has come."""
        if number != self._number or not self._under_way or not self._screen_stack:  # none: it has ended
            return
        if self._asked_for:
            self.set_timer(_LOOK_AGAIN, lambda: self._look(number))
        elif self.screen is not self._seen and monotonic() - self._pressed <= _LONGEST:
            self._seen, self._working = self.screen, set(self.workers)
            self._send(2)
        else:
            await self._go_on(number)

    async def _go_on(self, number: int) -> None:
        if number != self._number or not self._under_way:
            return
        self._under_way = False
        if self._typed:
            await self._pass_on(self._typed.popleft())
            if self._typed:
                self._look_after_echo(self._number)
