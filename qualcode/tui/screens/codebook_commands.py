"""What one can do in the codebook."""

from __future__ import annotations

from qualcode.tui.commands import Command

CHANGING = (
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
        "codebook.merge", "M,upper_m", "merge", "code: Merge with another…",
        "Makes one of two, or of all that are marked: what they mean side by side, which one stays, what it means.",
        "Merge", shown="M", roomy=True,
    ),
    Command(
        "codebook.split", "S,upper_s", "split", "code: Split…",
        "Reads each excerpt of the code, and says for each which code it goes to.", "Split", shown="S", roomy=True,
    ),
    Command(
        "codebook.retire", "d", "put_away", "code: Retire, bring back, or remove if never used",
        "A retired code keeps its codings; one that was never used is removed.", "Retire",
    ),
    Command(
        "codebook.state", "w", "state", "code: Proposed, agreed or retired…",
        "Says where the team stands on it, and why if you like.",
    ),
    Command("codebook.mark", "space", "mark", "code: Mark", "Marks it, to be merged with others that are marked."),
    Command(
        "codebook.colour", "", "colour", "code: Colour…", "Chooses the colour of its passages in the text.",
    ),
    Command(
        "codebook.renumber", "", "renumber", "codebook: Number anew…",
        "Gives index numbers by where codes stand: 1.1, 1.2, 1.2.1.",
    ),
    Command("codebook.memo", "m", "memo", "code: Memo", "Writes a memo on the code.", "Memo"),
)  # fmt: skip

LOOKING = (
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
        "codebook.earlier", "", "earlier", "code: Codings made under its earlier wording",
        "Goes to Excerpts with those alone, to look at them again. In the pane beside the tree, enter does the same.",
    ),
    Command(
        "codebook.measure", "percent_sign", "measure", "codebook: Next numbers",
        "Where there are several kinds of document: excerpts, people or documents of each kind, or their sum.",
    ),
    Command(
        "codebook.history", "", "app.over('codebook_history')", "codebook: History…",
        "Who changed which code, when and why; the codebook as it stood on a day; what changed between two days.",
    ),
    Command(
        "codebook.export", "x", "export", "codebook: Export…",
        "Writes it for Excel, as csv, as an appendix in Word, or to read.", "Export", roomy=True,
    ),
    Command(
        "codebook.bring-in", "", "bring_in('file')", "codebook: Bring in a file…",
        "A table (csv, Excel) or a Word document with a codebook; you see first what it would add and change.",
    ),
    Command(
        "codebook.from-study", "", "bring_in('study')", "codebook: From another study…",
        "Takes over the codes of another study, without its codings and examples.",
    ),
    Command(
        "codebook.peer-support", "", "bring_in('peer support')", "codebook: The peer support codebook…",
        "Brings in the codebook of the four challenge areas that comes with the program.",
    ),
)  # fmt: skip

COMMANDS = (*CHANGING, *LOOKING)
