"""All commands, found by a few letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult

from qualcode.tui.commands import Command
from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.command_list import CommandList


class Palette(Modal[str]):
    """Gives back the id of the command that was chosen; where `ids` may be typed, such a one after `AN_ID`."""

    def __init__(self, commands: Sequence[Command], given: Mapping[str, str], *, ids: bool = False) -> None:
        super().__init__("All commands", keys="↑↓ move · enter do it · esc back · its key stands beside each")
        self._commands = commands
        self._given = given
        self._ids = ids

    def compose_box(self) -> ComposeResult:
        yield CommandList(self._commands, self._given, ids=self._ids)

    @on(CommandList.Chosen)
    def _chosen(self, event: CommandList.Chosen) -> None:
        self.dismiss(event.row_id)
