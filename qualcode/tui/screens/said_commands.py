"""What one can do with words looked for in all documents."""

from __future__ import annotations

from qualcode.tui.commands import Command

COMMANDS = (
    Command(
        "said.open", "enter", "open", "place: Open in its document",
        "Opens the document there; esc comes back.", "Open", of_pane=True,
    ),
    Command("said.mark", "space", "mark", "place: Mark", "Marks it; keys then act on all that are marked.", "Mark"),
    Command(
        "said.mark-all", "asterisk", "mark_all", "places: Mark all",
        "Marks every place found; again, none.", "Mark all", shown="*",
    ),
    Command("said.code", "c", "code", "places: Code…", "Codes the marked places in one go, else this one.", "Code…"),
    Command(
        "said.same-code", "a", "same_code", "places: Same code again", "Applies the last code again.", "Same again",
    ),
    Command("said.grow", "e", "grow(1)", "passages: Grow", "Codes the words, their sentence or the turn.", "Grow"),
    Command("said.shrink", "E,upper_e", "grow(-1)", "passages: Shrink", "The other way.", shown="E"),
    Command(
        "said.form", "f", "form", "words: How they are looked for…",
        "With their other forms or as they stand, in what participants say or in everything.", "How",
    ),
    Command("said.find", "slash", "filter", "words: Look for others",
        "Looks for other words: mentor* has any ending; a phrase stands within one sentence.", "Find",
    ),
    Command("said.back", "escape", "back", "words: Back", "Takes the marks away, else goes back.", shown="esc"),
)  # fmt: skip
