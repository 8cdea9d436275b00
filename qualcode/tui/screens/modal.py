"""A box in the middle of the screen: a title, what it asks, and its keys."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from qualcode.tui.widgets.pane import literal
from qualcode.tui.widgets.without_names import REAL_WORDS, holds_names, names_at
from qualcode.tui.widgets.words import Words

T = TypeVar("T")

_LEAST_LINES = 3  # of words that are longer than the box

# The application's own key does not reach it through a box.
LEAVE = Binding("ctrl+q", "app.leave", "Leave", show=False, id="program.leave")


class _Said(VerticalScroll, can_focus=False):
    """What a box says, scrolled by the keys of the box."""


class Modal(ModalScreen[T | None], Generic[T]):
    """A box that esc closes without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        LEAVE,
        Binding("up", "read_on(-1)", "Read back", show=False),
        Binding("down", "read_on(1)", "Read on", show=False),
        Binding("pageup", "read_page(-1)", "Read a page back", show=False),
        Binding("pagedown", "read_page(1)", "Read a page on", show=False),
    ]

    DEFAULT_CSS = """
    Modal { align: center middle; background: $background 60%; }
    Modal > .box {
        width: 72; max-width: 96%; height: auto; max-height: 90%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    Modal > .box > .said { height: auto; margin-bottom: 1; }
    Modal > .box > .said > .words { height: auto; }
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
                with _Said(classes="said"):
                    yield Words(self._words, classes="words")
            yield from self.compose_box()
            yield Words(self._keys, classes="key-words")

    def compose_box(self) -> ComposeResult:
        """Yield what the box holds."""
        yield from ()

    def on_resize(self, event: events.Resize) -> None:
        """Leave room below the words for what is answered to them."""
        for said in self.query(_Said):
            said.styles.max_height = None
            self.call_after_refresh(self._fit, said)

    def _fit(self, said: _Said) -> None:
        box = self.query_one(".box")
        beyond = box.virtual_size.height - box.scrollable_content_region.height
        if beyond > 0:
            said.styles.max_height = max(_LEAST_LINES, said.outer_size.height - beyond)
            self.query_one(".key-words", Words).update(f"{self._keys} · page keys read on")

    def reads_on(self, lines: int) -> bool:
        """Scroll words that are longer than the box; False where there is nothing more of them that way."""
        for said in self.query(_Said):
            before = said.scroll_offset.y
            target = min(max(before + lines, 0), said.max_scroll_y)
            if target != before:
                said.scroll_to(y=target, animate=False, immediate=True)
                return True
        return False

    def action_read_on(self, lines: int) -> None:
        """Scroll the words by lines."""
        self.reads_on(lines)

    def action_read_page(self, pages: int) -> None:
        """Scroll the words by as many lines as are seen of them."""
        self.reads_page(pages)

    def reads_page(self, pages: int) -> bool:
        """The same by as many lines as are seen at once."""
        return any(self.reads_on(pages * max(said.size.height - 1, 1)) for said in self.query(_Said))

    def on_descendant_focus(self) -> None:
        """Say in the title that the words edited are the real ones, where a name stands in them."""
        if holds_names(self):
            self.query_one(".box").border_title = literal(names_at(self).show(self._title) + REAL_WORDS)

    def action_back(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
