"""Several things asked at once in a box over the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.widgets.words import Words


class AskForm(Modal[dict[str, str]]):
    """Asks for the fields of a form; gives what they hold, or None where it was left with esc.

    `needed` is what is said where the first field was left empty; without it, that may be so.
    """

    DEFAULT_CSS: ClassVar[str] = """
    AskForm Form { height: auto; max-height: 70vh; background: $surface; padding: 0; scrollbar-size-vertical: 1; }
    AskForm Form Input, AskForm Form TextArea { background: $panel; }
    """

    def __init__(self, title: str, fields: Sequence[Field], words: str = "", needed: str = "") -> None:
        taken = any(one.kind in ("choice", "words") for one in fields)  # by the field: it opens, or begins a line
        on = "ctrl+s go on" if taken else "enter go on"
        super().__init__(title, words, f"{on} · tab next · esc back")
        self._fields = fields
        self._needed = needed

    def compose_box(self) -> ComposeResult:
        yield Form(self._fields, enter_saves=True)

    def refusal(self, values: Mapping[str, str]) -> str:
        """Why the form cannot be taken as it is, in a sentence; empty where it can."""
        return self._needed if not values[self._fields[0].name].strip() else ""

    @on(Form.Done)
    def _done(self) -> None:
        form = self.query_one(Form)
        if refusal := self.refusal(form.values):
            self.query_one(".key-words", Words).update(f"{refusal} {self._keys}")
            form.stay()
            return
        self.dismiss(form.values)

    @on(Form.GivenUp)
    def _given_up(self) -> None:
        self.dismiss(None)
