"""A box in the middle of the screen: a title, what it asks, and its keys."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from qualcode.tui.widgets.pane import literal
from qualcode.tui.widgets.without_names import REAL_WORDS, holds_names, names_at
from qualcode.tui.widgets.words import Words

T = TypeVar("T")

# The application's own key does not reach it through a box.
LEAVE = Binding("ctrl+q", "app.leave", "Leave", show=False, id="program.leave")


class Modal(ModalScreen[T | None], Generic[T]):
    """A box that esc closes without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        LEAVE,
    ]

    DEFAULT_CSS = """
    Modal { align: center middle; background: $background 60%; }
    Modal > .box {
        width: 72; max-width: 96%; height: auto; max-height: 90%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    Modal > .box > .words { height: auto; margin-bottom: 1; }
    Modal > .box > .key-words { height: auto; color: $text-muted; margin-top: 1; }
    Modal * { scrollbar-background: $surface; scrollbar-background-hover: $surface; }
    Modal * { scrollbar-background-active: $surface; }
    Modal Input, Modal Input:focus { border: none; height: 1; padding: 0 1; background: $panel; }
    Modal OptionList, Modal OptionList:focus {
        border: none; height: auto; max-height: 14; background: $surface; padding: 0;
    }
    """

    def __init__(self, title: str, words: str = "", keys: str = "enter · esc back") -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._keys = keys

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = literal(names_at(self).show(self._title))
            if self._words:
                yield Words(self._words, classes="words")
            yield from self.compose_box()
            yield Words(self._keys, classes="key-words")

    def compose_box(self) -> ComposeResult:
        """Yield what the box holds."""
        yield from ()

    def on_descendant_focus(self) -> None:
        """Say in the title that the words edited are the real ones, where a name stands in them."""
        if holds_names(self):
            self.query_one(".box").border_title = literal(names_at(self).show(self._title) + REAL_WORDS)

    def action_back(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
