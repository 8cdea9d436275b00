"""The question that the demo asks once: to learn by doing, or to look round alone."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from qualcode.tui.screens.modal import Modal


class TutorialOffer(Modal[bool]):
    """Asks once, when the demo opens."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "begin", "Begin", show=False)]

    DEFAULT_CSS = """
    TutorialOffer { align: center bottom; background: transparent; }
    TutorialOffer > .box { margin-bottom: 2; }
    """

    def __init__(self) -> None:
        super().__init__(
            "Five minutes: learn by doing?",
            "Eight short cards show how to read, code and take back, here in this invented study, where nothing can "
            "go wrong. At the end you have a Word page of your own.",
            "enter begins · esc looks round alone",
        )

    def on_click(self, event: events.Click) -> None:
        """Begin with a click on the box, look round with one beside it."""
        self.dismiss(self.query_one(".box").region.contains(event.screen_x, event.screen_y))

    def action_begin(self) -> None:
        """Begin."""
        self.dismiss(True)
