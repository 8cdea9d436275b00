"""What one can do in Themes in the making."""

from __future__ import annotations

from qualcode.tui.commands import Command
from qualcode.tui.screens.themes import VIEW_COMMANDS

COMMANDS = (
    Command(
        "making.open", "enter", "open", "theme: Its claim and note",
        "Writes the claim and note; on what was gathered, goes there.", "Open", of_pane=True,
    ),
    *VIEW_COMMANDS,
    Command("making.new", "plus", "new", "theme: New…", "A claim in a sentence.", "New theme"),
    Command("making.code", "c", "code", "theme: Gather a code…", "Puts a code and its excerpts under it.", "Code"),
    Command(
        "making.against", "exclamation_mark", "against", "gathered: Supports, or goes against",
        "Puts what is under the cursor on the other side.", "Other side",
    ),
    Command("making.mark", "space", "mark", "gathered: Mark", "Marks it, to split or take out.", pane="things",
            only_there=True),
    Command("making.remove", "d", "remove", "theme: Drop or bring back; gathered: take out",
            "Drops the theme, or takes what is under the cursor out of it.", "Drop"),
    Command("making.merge", "M,upper_m", "merge", "theme: Merge into another…", "Both notes, one claim.", "Merge"),
    Command("making.split", "S,upper_s", "split", "theme: Split off what is marked…", "Into a new theme.", "Split"),
    Command("making.down", "J,upper_j", "shift(1)", "theme: Move down", "Also what it has gathered."),
    Command("making.up", "K,upper_k", "shift(-1)", "theme: Move up", "Also what it has gathered."),
    Command(
        "making.words", "", "words", "words: Said within this theme",
        "What people say in what supports the claim: words and pairs of words, and each in its places.",
    ),
    Command("making.side", "i", "side", "theme: Reach and history", "Shows or hides what stands beside."),
    Command("making.export", "x", "export", "themes: Export…", "Claims with their numbers and what was gathered."),
    Command("making.back", "escape", "back", "themes: Back", "From what was gathered to the themes."),
)  # fmt: skip
