"""Choosing what a memo is to be linked with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.memos import Thing
from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.drawn_rows import Column, DrawnRows, Row


class ChooseThing(Modal[Thing]):
    """Everything a memo can be linked with by name, found by a few letters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Previous", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    ChooseThing DrawnRows { height: 14; max-height: 50vh; background: $surface; }
    """

    def __init__(self, title: str, things: Sequence[Thing]) -> None:
        super().__init__(title, keys="↑↓ move · enter link · esc back")
        self._things = {str(number): thing for number, thing in enumerate(things)}

    def compose_box(self) -> ComposeResult:
        yield Input(placeholder="a few letters of a code, a document, a participant or a memo")
        yield DrawnRows((Column("", 12), Column("")), id="things", empty="Nothing is called that.")

    def on_mount(self) -> None:
        """Show all, and type."""
        self.query_one(DrawnRows).can_focus = False
        self._match("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._match(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(DrawnRows).action_open()

    @on(DrawnRows.Opened)
    def _opened(self, event: DrawnRows.Opened) -> None:
        event.stop()
        self.dismiss(self._things[event.row_id])

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.query_one(DrawnRows).action_move(rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        self.query_one(DrawnRows).action_page(pages)

    def _match(self, typed: str) -> None:
        wanted = folded(typed).split()
        rows = [
            Row(number, (thing.what, thing.name))
            for number, thing in self._things.items()
            if all(word in folded(f"{thing.what} {thing.name}") for word in wanted)
        ]
        found = self.query_one(DrawnRows)
        found.show(rows)
        found.action_end(False)
