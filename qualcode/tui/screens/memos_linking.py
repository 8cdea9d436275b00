"""Choosing what a memo is to be linked with."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from qualcode.analysis.memos import Thing
from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.found_list import FoundList, Offered


class ChooseThing(Modal[Thing]):
    """Everything a memo can be linked with by name, found by a few letters."""

    def __init__(self, title: str, things: Sequence[Thing]) -> None:
        super().__init__(title, keys="↑↓ move · enter link · esc back")
        self._things = {str(number): thing for number, thing in enumerate(things)}

    def compose_box(self) -> ComposeResult:
        yield FoundList(
            (Column("", 12), Column("")),
            [
                Offered(Row(number, (thing.what, thing.name)), f"{thing.what} {thing.name}")
                for number, thing in self._things.items()
            ],
            "a few letters of a code, a document, a participant, an essay or a memo",
        )

    @on(FoundList.Chosen)
    def _chosen(self, event: FoundList.Chosen) -> None:
        self.dismiss(self._things[event.row_id])
