"""Words that may be longer than the screen, to be read before going on or after something was done."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.words import Words


class AtLength(Modal[bool]):
    """Words to be read; enter goes on where there is anything to go on to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "yes", "Go on", show=False)]

    DEFAULT_CSS = """
    AtLength > .box { width: 90; }
    AtLength > .box > VerticalScroll { height: auto; max-height: 70vh; }
    AtLength VerticalScroll Words { height: auto; }
    """

    def __init__(
        self, title: str, said: str, keys: str = "enter or esc goes back", *, real_names: bool = False
    ) -> None:
        super().__init__(title, "", keys)
        self._said = said
        self._real_names = real_names

    def compose_box(self) -> ComposeResult:
        with VerticalScroll():
            yield Words(self._said, real_names=self._real_names)

    def action_yes(self) -> None:
        """Go on."""
        self.dismiss(True)
