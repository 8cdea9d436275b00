"""What one can do in the codebook."""

from __future__ import annotations

from qualcode.tui.commands import Command

COMMANDS = (
    Command(
        "codebook.edit", "enter", "open", "code: Edit",
        "Opens name, definition, rules and example to write in; esc saves.", "Edit", pane="tree", of_pane=True,
    ),
    Command("codebook.new", "plus", "new", "code: New…", "Adds a code here, or an area.", "New"),
    Command(
        "codebook.nest", "greater_than_sign", "nest", "code: Nest under the one above",
        "Puts the code under the one above it.", "Nest", shown="> <",
    ),
    Command(
        "codebook.unnest", "less_than_sign", "unnest", "code: Move out a level",
        "Puts the code beside the one it stands under.",
    ),
    Command(
        "codebook.down", "J,upper_j", "shift(1)", "code: Move down", "Moves it down among its neighbours.",
        "Move", shown="J K",
    ),
    Command("codebook.up", "K,upper_k", "shift(-1)", "code: Move up", "Moves it up among its neighbours."),
    Command(
        "codebook.retire", "d", "put_away", "code: Retire, bring back, or remove if never used",
        "A retired code keeps its codings; one that was never used is removed.", "Retire",
    ),
    Command("codebook.memo", "m", "memo", "code: Memo", "Writes a memo on the code.", "Memo"),
    Command(
        "codebook.filter", "slash", "filter", "codebook: Filter",
        "Shows only codes with these letters, and what stands above them.", "Filter",
    ),
    Command("codebook.side", "i", "side", "codebook: The pane beside it", "Shows or hides what a code means."),
    Command("codebook.fold", "left,h", "fold(True)", "code: Fold", "Hides the codes under it."),
    Command("codebook.unfold", "right,l", "fold(False)", "code: Unfold", "Shows the codes under it."),
    Command(
        "codebook.excerpts", "", "excerpts", "code: Read its excerpts",
        "Goes to Excerpts with this code; F4 does the same.",
    ),
    Command(
        "codebook.measure", "percent_sign", "measure", "codebook: Next numbers",
        "Where there are several kinds of document: excerpts, people or documents of each kind, or their sum.",
    ),
)  # fmt: skip
