"""The keys of where one is; pressed again, all keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from qualcode.tui.commands import Command
from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.command_list import CommandList, keys_shown
from qualcode.tui.widgets.words import Words


class HelpScreen(Modal[None]):
    """What the keys do here, each with a sentence."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "all", "All keys", show=False),
        Binding("down,j", "scroll(3)", "Down", show=False),
        Binding("up,k", "scroll(-3)", "Up", show=False),
    ]

    DEFAULT_CSS = """
    HelpScreen > .box { width: 84; }
    HelpScreen VerticalScroll { height: auto; max-height: 70vh; scrollbar-size-vertical: 1; }
    HelpScreen Horizontal { height: auto; }
    HelpScreen .key { width: 16; text-align: right; padding-right: 2; color: $primary; text-style: bold; }
    HelpScreen .does { width: 1fr; height: auto; }
    """

    def __init__(self, where: str, commands: Sequence[Command], given: Mapping[str, str]) -> None:
        super().__init__(f"Help: {where}", keys="? all keys, to search in · ↑↓ more · esc back")
        self._commands = commands
        self._given = given

    def compose_box(self) -> ComposeResult:
        with VerticalScroll():
            for command in self._commands:
                if command.keys:
                    key = Content(keys_shown(command, self._given))
                    what = command.title.partition(": ")[2].rstrip("…")
                    words = Content.assemble(f"{what}. ", (command.words, "$text-muted"))
                    yield Horizontal(Words(key, classes="key"), Words(words, classes="does"))

    def action_scroll(self, lines: int) -> None:
        """Show more."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_all(self) -> None:
        """Show all keys of all places."""
        from qualcode.tui.keymap import every_key  # loads all places

        listed = [one.command for one in every_key() if one.command.keys]
        # What cannot be given another key has no name of its own.
        named = [one if one.id else replace(one, id=f"unnamed-{number}") for number, one in enumerate(listed)]
        self.app.switch_screen(AllKeys(named, self._given))


class AllKeys(Modal[None]):
    """The whole keymap, to search in."""

    def __init__(self, commands: Sequence[Command], given: Mapping[str, str]) -> None:
        super().__init__("All keys", keys="type to search · ↑↓ move · esc back · “qualcode keys” prints them")
        self._commands = commands
        self._given = given

    def compose_box(self) -> ComposeResult:
        yield CommandList(self._commands, self._given)
