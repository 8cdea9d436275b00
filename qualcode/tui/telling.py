"""How the application tells what went wrong, and what was done: never with a traceback, never with a real name."""

from __future__ import annotations

import asyncio
from typing import Any

from textual._context import active_message_pump
from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.notifications import Notification, SeverityLevel
from textual.widget import Widget
from textual.widgets._toast import Toast, ToastHolder, ToastRack
from textual.worker import WorkerFailed, active_worker

from qualcode.participants.names import NO_NAMES
from qualcode.problem import Problem
from qualcode.project.crash import keep_trace
from qualcode.transcripts.clean import clean
from qualcode.tui.keys_in_turn import KeysInTurnApp
from qualcode.tui.screens.questions import ProblemScreen


class _Message(Toast):
    """A toast that can say something else, and then stays as long as that lasts."""

    def say(self, notification: Notification) -> None:
        """Say this from now on."""
        if notification is not self._notification:
            self.remove_class(f"-{self._notification.severity}")
            self._notification = notification
            self.add_class(f"-{notification.severity}")
            self.refresh(layout=True)

    def _expire(self) -> None:
        if self._notification.has_expired:
            super()._expire()
        else:
            self.set_timer(self._notification.time_left, self._expire)


class TellingApp(KeysInTurnApp):
    """An application that stops with one sentence, and whose toasts show no name of the study's list."""

    def __init__(self) -> None:
        super().__init__()
        self.names = NO_NAMES
        self.message_seconds = 4
        self.sentence = ""

    def _handle_exception(self, error: Exception) -> None:
        """Stop with one sentence; Textual's own traceback would print the words in its locals.

        What had nothing to draw on, since its screen was just taken away, stops nothing.
        """
        at: object = active_message_pump.get(None)
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error, at = error.error, active_worker.get().node
        if isinstance(error, NoMatches | NoScreen | ScreenStackError) and self._taken_away(at):
            return
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.sentence = keep_trace(error)
        self._close_messages_no_wait()

    def _taken_away(self, at: object) -> bool:
        """True where a widget is being removed, or was: its children go before what it waits for comes back."""
        removed = isinstance(at, Widget) and (at._pruning or not at.is_attached)
        return removed or not self._running

    def _fatal_error(self) -> None:
        """Print nothing: whoever runs the application prints its `sentence`."""

    def _stray_exception(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Note an exception that nobody awaited; asyncio's own note would print its message."""
        error = context.get("exception")
        if isinstance(error, Exception):
            keep_trace(error)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a toast in the place of those before it, which would cover the page; it shows no name of the list."""
        self._notifications.clear()
        show = self.names.show
        super().notify(
            clean(show(message)), title=clean(show(title)), severity=severity, timeout=timeout, markup=markup
        )

    def _refresh_notifications(self) -> None:
        self.call_later(self._show_message)

    async def _show_message(self) -> None:
        """Let the toast that is shown say what there is to say now: mounting another takes 8 ms with each key."""
        try:
            rack = self.screen.get_child_by_type(ToastRack)
        except (ScreenStackError, NoMatches):
            return
        wanted = [one for one in self._notifications if not one.has_expired]
        shown = list(rack.query(_Message))
        if len(wanted) == len(shown) == 1:
            shown[0].say(wanted[0])
            return
        with self.batch_update():
            rack.display = bool(wanted)
            await rack.remove_children()
            await rack.mount_all(ToastHolder(_Message(one)) for one in wanted)

    def show_problem(self, problem: Problem, *, decide: bool = False) -> None:
        """Show a problem as a toast, as a modal where it must be read before going on."""
        if decide:
            self.push_screen(ProblemScreen(problem))
            return
        words = " ".join(part for part in (problem.detail, problem.remedy) if part)
        if words:
            self.notify(
                words, title=problem.title, severity="warning", timeout=self.message_seconds + 4, markup=False
            )
        else:
            self.notify(problem.title, severity="warning", timeout=self.message_seconds + 2, markup=False)

    def unsay(self) -> None:
        """Take away the toasts, where a box says the same at length."""
        self.clear_notifications()

    def say(self, words: str, *, title: str = "") -> None:
        """Show a toast."""
        self.notify(words, title=title, timeout=self.message_seconds, markup=False)
