"""A box in the middle of the screen: a title, what it asks, and its keys."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from qualcode.transcripts.clean import clean
from qualcode.tui.widgets.pane import literal
from qualcode.tui.widgets.without_names import names_at

T = TypeVar("T")


class Modal(ModalScreen[T | None], Generic[T]):
    """A box that esc closes without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", show=False)]

    DEFAULT_CSS = """
    Modal { align: center middle; background: $background 60%; }
    Modal > .box {
        width: 72; max-width: 96%; height: auto; max-height: 90%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    Modal > .box > .words { height: auto; margin-bottom: 1; }
    Modal > .box > .key-words { height: auto; color: $text-muted; margin-top: 1; }
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
                yield Static(clean(names_at(self).show(self._words)), classes="words", markup=False)
            yield from self.compose_box()
            yield Static(self._keys, classes="key-words", markup=False)

    def compose_box(self) -> ComposeResult:
        """Yield what the box holds."""
        yield from ()

    def action_back(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
