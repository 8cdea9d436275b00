"""Commands found by a few letters, each with its key beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.named_ids import is_typed_id, read_id
from qualcode.tui.commands import Command, key_name
from qualcode.tui.widgets.drawn_rows import Column, DrawnRows, Row
from qualcode.tui.widgets.found_list import FoundList, Offered


def keys_shown(command: Command, given: Mapping[str, str]) -> str:
    """All keys of a command as a person reads them."""
    if command.id in given:
        return " ".join(dict.fromkeys(key_name(key) for key in given[command.id].split(",")))
    if command.shown:
        return command.shown
    return " ".join(dict.fromkeys(key_name(key) for key in command.letters))


AN_ID = "id:"  # before a short id, in place of a command's


class CommandList(FoundList):
    """Commands; the id of the one chosen is that of its row.

    Where a short id of the study may be typed (`ids`), it is offered to be gone to, as `AN_ID` and the id.
    """

    def __init__(self, commands: Sequence[Command], given: Mapping[str, str], *, ids: bool = False) -> None:
        self._ids = ids
        keys = {command.id: keys_shown(command, given) for command in commands}
        super().__init__(
            (Column(""), Column("", 16, right=True)),
            [Offered(Row(one.id, (one.title, keys[one.id])), one.title, keys[one.id], one.words) for one in commands],
            "a few letters of what you want to do, or a key",
        )

    def _match(self, typed: str) -> None:
        if not self._ids or not is_typed_id(typed):
            super()._match(typed)
            return
        short = read_id(typed)
        row = Row(f"{AN_ID}{short}", (f"place: Go to {short}", ""))
        self._offered[row.id] = Offered(row, short, words="Opens the excerpt, quote or memo that has this id.")
        self.query_one(DrawnRows).show([row], at=row.id)
