"""Commands found by a few letters, each with its key beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.tui.commands import Command, key_name
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.found_list import FoundList, Offered


def keys_shown(command: Command, given: Mapping[str, str]) -> str:
    """All keys of a command as a person reads them."""
    if command.id in given:
        return " ".join(dict.fromkeys(key_name(key) for key in given[command.id].split(",")))
    if command.shown:
        return command.shown
    return " ".join(dict.fromkeys(key_name(key) for key in command.letters))


class CommandList(FoundList):
    """Commands; the id of the one chosen is that of its row."""

    def __init__(self, commands: Sequence[Command], given: Mapping[str, str]) -> None:
        keys = {command.id: keys_shown(command, given) for command in commands}
        super().__init__(
            (Column(""), Column("", 16, right=True)),
            [Offered(Row(one.id, (one.title, keys[one.id])), one.title, keys[one.id], one.words) for one in commands],
            "a few letters of what you want to do, or a key",
        )
