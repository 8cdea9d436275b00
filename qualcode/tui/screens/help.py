"""The keys of where one is; pressed again, all keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from qualcode.transcripts.graphemes import cells
from qualcode.transcripts.span import Span
from qualcode.tui.commands import Command
from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.command_list import CommandList, keys_shown
from qualcode.tui.widgets.reading_page import Paragraph, ReadingPage

_KEYS = 14  # cells that the keys before what they do have at least


def key_paragraphs(commands: Sequence[Command], given: Mapping[str, str]) -> list[Paragraph]:
    """A paragraph for each command that has keys: these before it, what it does brightly, then its sentence."""
    told = [(keys_shown(one, given), one) for one in commands if one.keys]
    room = max([_KEYS, *(cells(keys) for keys, _ in told)])
    found = []
    for keys, command in told:
        what = f"{command.title.partition(': ')[2].rstrip('…')}."
        label = " " * (room - cells(keys)) + keys
        words = f"{what} {command.words}".rstrip()
        found.append(Paragraph(words, "quiet", room + 2, label, Span(0, len(what))))
    return found


class HelpPage(ReadingPage):
    """A page of keys, which is looked things up in rather than read: its lines are as wide as it is."""

    @property
    def widest(self) -> int:
        return self._room


class HelpScreen(Modal[None]):
    """What the keys do here, each with a sentence."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "all", "All keys", show=False),
    ]

    DEFAULT_CSS = """
    HelpScreen > .box { width: 84; }
    HelpScreen ReadingPage { height: auto; max-height: 70vh; overflow-y: auto; background: $surface; padding: 0; }
    HelpScreen ReadingPage > .page--strong { color: $foreground; text-style: none; }
    """

    def __init__(self, where: str, commands: Sequence[Command], given: Mapping[str, str]) -> None:
        super().__init__(f"Help: {where}", keys="? all keys, to search in · ↑↓ more · esc back")
        self._commands = commands
        self._given = given

    def compose_box(self) -> ComposeResult:
        yield HelpPage()

    def on_mount(self) -> None:
        """Tell the keys."""
        self.query_one(ReadingPage).show(key_paragraphs(self._commands, self._given))

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
