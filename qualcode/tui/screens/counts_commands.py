"""What one can do in Counts."""

from __future__ import annotations

from qualcode.tui.commands import Command
from qualcode.tui.screens.asking import SAVING
from qualcode.tui.screens.beside_counts import BESIDE
from qualcode.tui.screens.theme_choosing import GATHERING
from qualcode.tui.screens.themes import VIEW_COMMANDS

# What is done with the excerpts behind a number, in Counts and in all that stands beside it.
ON_EXCERPTS = (
    Command(
        "counts.mark", "space", "mark", "excerpt: Mark", "Marks it; keys then act on all that are marked.",
        pane="behind-pane", only_there=True,
    ),
    Command(
        "counts.quote", "y", "keep", "excerpts: Keep as quotes", "Keeps it as a quote.", "Quote",
        pane="behind-pane", only_there=True,
    ),
    Command(
        "counts.copy", "C,upper_c", "copy", "excerpts: Copy with citation",
        "Copies the words with who said them and where; what was withdrawn is not copied.", "Copy",
        pane="behind-pane", only_there=True,
    ),
    Command(
        "counts.against", "exclamation_mark", "against", "excerpts: Goes against the code, or not",
        "Says that it goes against its code; again, that it does not.", "Against", pane="behind-pane",
        only_there=True,
    ),
    GATHERING,
    Command("counts.memo", "m", "memo", "excerpt or code: Memo", "Writes a memo on the coding, or the code.", "Memo"),
)  # fmt: skip

COMMANDS = (
    Command(
        "counts.open", "enter", "open", "number: Read its excerpts",
        "Goes to the excerpts behind the number; on one of them, opens its document there.", "Read", of_pane=True,
    ),
    *VIEW_COMMANDS,
    Command(
        "counts.form", "f", "form", "counts: Rows, columns, measure…",
        "Says what the columns are, what is counted, and whose words.", "Rows, columns…",
    ),
    Command(
        "counts.measure", "percent_sign", "measure", "counts: Next measure",
        "Excerpts, participants, documents, words, share of words, excerpts per 1,000 words.", "Next measure",
    ),
    Command(
        "counts.ask", "slash", "filter", "counts: Only what a question finds",
        "Counts only the excerpts that a question finds, such as kind:interview or attr:role=carer.", "Question",
    ),
    *SAVING,
    Command("counts.side", "i", "side", "counts: Reach and bars", "Shows or hides what stands beside.", "Beside"),
    BESIDE,
    Command(
        "counts.words", "", "words", "words: Said within this code",
        "What people say within the code of the row: words and pairs of words, and each in its places.",
    ),
    *ON_EXCERPTS,
    Command("counts.export", "x", "export", "counts: Export this table…", "Word, Excel, csv, a web page, a picture."),
    Command(
        "counts.reach", "", "export_reach", "counts: Export the reach of the codes…",
        "How many participants mention each code and how evenly, who carries it, who never mentions it, and the "
        "excerpts that go against it.",
    ),
    Command("counts.back", "escape", "back", "counts: Back", "From the excerpts to the table; then shows all."),
)  # fmt: skip
