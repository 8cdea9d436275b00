"""Commands found by a few letters, each with its key beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from qualcode.tui.commands import Command, key_name
from qualcode.tui.widgets.drawn_list import DrawnList, ListColumn, ListRow
from qualcode.tui.widgets.words import Words


def keys_shown(command: Command, given: Mapping[str, str]) -> str:
    """All keys of a command as a person reads them."""
    if command.id in given:
        return " ".join(dict.fromkeys(key_name(key) for key in given[command.id].split(",")))
    if command.shown:
        return command.shown
    return " ".join(dict.fromkeys(key_name(key) for key in command.letters))


class CommandList(Widget):
    """A line to type in, the commands that match, and what the one under the cursor does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Previous", show=False, priority=True),
        Binding("pagedown", "move(8)", "Page down", show=False, priority=True),
        Binding("pageup", "move(-8)", "Page up", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    CommandList { height: auto; }
    CommandList > DrawnList { height: 16; max-height: 50vh; background: $surface; }
    CommandList > #words { height: 2; color: $text-muted; padding: 0 2; }
    """

    @dataclass
    class Chosen(Message):
        """A command was chosen."""

        command: str

    def __init__(self, commands: Sequence[Command], given: Mapping[str, str]) -> None:
        super().__init__()
        self._commands = {command.id: command for command in commands}
        self._given = given

    def compose(self) -> ComposeResult:
        yield Input(placeholder="a few letters of what you want to do, or a key")
        yield DrawnList(
            lambda width: (ListColumn("", 0), ListColumn("", 16, right=True)),
            headings=False,
            empty="Nothing is called that.",
        )
        yield Words(id="words")

    def on_mount(self) -> None:
        """Show all, and type."""
        self.query_one(DrawnList).can_focus = False
        self.query_one(DrawnList).led_by = self.query_one(Input)
        self._match("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._match(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(DrawnList).action_choose()

    @on(DrawnList.Chosen)
    def _chosen(self, event: DrawnList.Chosen) -> None:
        event.stop()
        self.post_message(self.Chosen(event.row_id))

    @on(DrawnList.Moved)
    def _moved(self, event: DrawnList.Moved) -> None:
        command = self._commands.get(event.row_id or "")
        self.query_one("#words", Words).update(command.words if command else "")

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.query_one(DrawnList).action_move(rows)

    def _match(self, typed: str) -> None:
        wanted = typed.casefold().split()
        rows = [
            ListRow(command.id, (command.title, keys_shown(command, self._given)))
            for command in self._commands.values()
            if all(word in command.title.casefold() or word in keys_shown(command, self._given).casefold().split()
                   for word in wanted)
        ]  # fmt: skip
        found = self.query_one(DrawnList)
        found.show(rows)
        found.action_edge(True)
