"""What the cards of the tutorial say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.tui.commands import EVERYWHERE, Command
from qualcode.tui.screens.coding_commands import CODING
from qualcode.tui.widgets.tutorial_card import Piece


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do. Between backticks stands a key: that of the command so named, else as it is printed.

    `parts` are done in any order, by name; `done` is said once all are, `in_text` is true where it takes an open
    document.
    """

    name: str
    title: str
    words: str
    done: str
    parts: tuple[tuple[str, str], ...] = ()
    in_text: bool = False


CARDS = (
    Card(
        "open", "Open an interview.",
        "Go to {document} with `↓` and `↑`, then press `enter`. A double click does it, too.",
        "It is open. What stands between ‹ and › is selected; tinted words are coded already.",
    ),
    Card(
        "move", "Move through the text.", "",
        "That is how to select: always a passage, never a point. Or drag with a mouse.",
        (
            ("step", "`coding.next-unit` goes to the next sentence."),
            ("grow", "`coding.grow` grows the selection: to the turn, then to question and answer."),
        ),
        in_text=True,
    ),
    Card(
        "code", "Code a passage that says something.",
        "Press `coding.code`, type a few letters of a code, such as `benefit` or `routes`, then `enter`.",
        "“{code}” stands on these words, in your name. It is on disk already.",
        in_text=True,
    ),
    Card(
        "same", "The same code again.",
        "Go to another passage (`coding.next-unit`), then press `coding.same-code`. "
        "Your codes get digits, too; `coding.pane` shows or hides them.",
        "One key, and “{code}” stands here as well.",
        in_text=True,
    ),
    Card(
        "undo", "Take it back.", "",
        "Nothing is ever lost: this goes back as far as you like, tomorrow as well.",
        (
            ("undo", "`study.undo` takes back what you did last."),
            ("redo", "`study.redo` does it again."),
        ),
        in_text=True,
    ),
    Card(
        "keep", "Keep a quote, or write a memo.",
        "`coding.quote` keeps the selected passage for an essay; `coding.memo` opens a box for a thought, "
        "and `esc` saves it. Either will do.",
        "{kept}",
        in_text=True,
    ),
    Card(
        "passages", "See all that is coded so.",
        "`place.excerpts` (or `g4`) shows every passage under {code}, from all documents, whoever coded it.",
        "Here they stand, with who said it and where; yours are among them.",
    ),
    Card("page", "Your own Word page.", "", ""),
)  # fmt: skip

KEPT_QUOTE = "It is kept. Reports print kept quotes before all others."
KEPT_MEMO = "Your memo stands with the passage, dated and in your name."
ANOTHER_CODE = "“{code}” stands here: another code. `coding.same-code` gives just this one to the next passage."
IN_TEXT = "For this card, open an interview: `place.documents`, then `enter` on one of the list."
WRITING = "It is being written…"
WRITTEN = (
    "What you coded stands in {path}. For a study of your own, press `program.palette` and choose "
    "“study: Open another”, then “New study from a folder”."
)
NOTHING_CODED = (
    "You have coded nothing yet, so there is nothing to print. Open an interview (`place.documents`, `enter`) and "
    "code a passage (`coding.code`): then the page is written by itself."
)
NOT_WRITTEN = "It could not be written. {why}"

_KEY = re.compile("`([^`]*)`")
_COMMANDS: Mapping[str, Command] = {command.id: command for command in (*EVERYWHERE, *CODING)}


def pieces(words: str, given: Mapping[str, str], **values: str) -> list[Piece]:
    """The words of a card with its keys; `given` are keys from the settings, by the name of their command."""
    found = []
    for number, part in enumerate(_KEY.split(words)):
        if number % 2:
            command = _COMMANDS.get(part)
            found.append(Piece(command.key_shown(given.get(part)) if command else part, is_key=True))
        elif part:
            found.append(Piece(part.format(**values)))
    return found
