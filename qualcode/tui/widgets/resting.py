"""When what is being typed is to be kept: a while after the last key."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

PAUSE = 1.0  # seconds after the last key until what was written is to be kept


class Resting:
    """Calls `then` once nothing was typed in a widget for `PAUSE`."""

    def __init__(self, widget: Widget, then: Callable[[], None]) -> None:
        self._widget, self._then = widget, then
        self._timer: Timer | None = None

    def typed(self) -> None:
        """Hear that something was typed: the pause begins anew."""
        self.over()
        self._timer = self._widget.set_timer(PAUSE, self._then)

    def over(self) -> None:
        """Stop waiting."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
