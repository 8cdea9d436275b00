"""What one can do while a code is split."""

from __future__ import annotations

from qualcode.tui.commands import Command

COMMANDS = (
    Command(
        "split.target-1", "1", "target(1)", "excerpt: Goes to the code of this digit",
        "The excerpt goes to the code that has the digit above; the next one not read yet comes up.",
        "Goes there", of_pane=True, shown="1-9",
    ),
    Command(
        "split.stay", "minus", "stay", "excerpt: Stays",
        "It was read, and stays under the code that is being split.", "Stays",
    ),
    Command(
        "split.several", "ampersand", "several", "excerpt: Goes to several codes",
        "Each digit, and -, now adds a code that this excerpt goes to, or takes it away; & again goes on.",
        "Several", shown="&", roomy=True,
    ),
    Command("split.new", "plus", "new", "split: New code…", "Adds a code for excerpts to go to.", "New code"),
    Command(
        "split.code", "c", "code", "split: A code that exists…",
        "Chooses a code of the codebook for excerpts to go to, and sends this one there.", "Code…",
    ),
    Command(
        "split.finish", "enter", "open", "split: Do it…",
        "Does what was decided in one step; excerpts that were not read stay.", "Do it", pane="read", of_pane=True,
    ),
    Command(
        "split.down", "ctrl+d", "scroll(1)", "excerpt: Read on", "Turns the page around the excerpt; ctrl+u back."
    ),
    Command("split.up", "ctrl+u", "scroll(-1)", "excerpt: Read back", "Turns it back."),
    Command(
        "split.forget", "", "forget", "split: Give up", "Forgets what was decided; nothing of the study changes.",
    ),
    Command("split.back", "escape", "back", "split: Go on later", "Keeps what was decided, and goes back.", "Later"),
)  # fmt: skip
