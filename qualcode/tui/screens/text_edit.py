"""The box in which words of a transcript are put right; it tells, while one writes, what happens to the codings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import TextArea

from qualcode.transcripts.clean import clean
from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.words import Words

Tell = Callable[[str], Sequence[str]]
"""What the words as they are now would do, in sentences."""

Save = Callable[[str], Awaitable[bool]]
"""Saves the words; False where that was refused, and why was said."""


class TextEditScreen(Modal[bool]):
    """Words to put right: enter saves, esc leaves the text as it is. True where they were saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Leave it as it is", show=False, priority=True),
        Binding("enter,ctrl+s", "save", "Save", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    TextEditScreen TextArea, TextEditScreen TextArea:focus {
        height: auto; min-height: 3; max-height: 12; border: none; background: $panel; padding: 0 1;
    }
    TextEditScreen #told { height: auto; max-height: 12; margin-top: 1; }
    TextEditScreen #told Static { height: auto; }
    """

    def __init__(self, title: str, words: str, tell: Tell, save: Save, note: str = "") -> None:
        super().__init__(title, note, "enter saves, and u takes it back · esc leaves it as it is")
        self._before = words
        self._tell = tell
        self._save = save
        self._saving = False

    def compose_box(self) -> ComposeResult:
        yield TextArea(self._before, soft_wrap=True, tab_behavior="focus", id="words")
        with VerticalScroll(id="told", can_focus=False):
            yield Words(id="effect")

    def on_mount(self) -> None:
        """Write at the end."""
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)
        self._show()

    @on(TextArea.Changed)
    def _show(self) -> None:
        words = self.query_one(TextArea).text
        told = self._tell(words) if words != self._before else ["Nothing is changed yet."]
        self.query_one("#effect", Words).update(clean("\n".join(told)))

    async def action_save(self) -> None:
        """Save the words and go back; stay where that cannot be done."""
        words = self.query_one(TextArea).text
        if self._saving:
            return
        if words == self._before:
            self.dismiss(False)
            return
        self._saving = True
        if await self._save(words):
            self.dismiss(True)
        self._saving = False
