"""What one can do in Excerpts."""

from __future__ import annotations

from qualcode.tui.commands import Command
from qualcode.tui.screens.asking import SAVING
from qualcode.tui.screens.theme_choosing import GATHERING

COMMANDS = (
    Command(
        "excerpts.open", "enter", "open", "excerpt: Open in its document",
        "Opens the document at the passage; on a code, goes to its excerpts.", "Open", of_pane=True,
    ),
    Command(
        "excerpts.mark", "space", "mark", "excerpt: Mark", "Marks it; keys then act on all that are marked.",
        "Mark",
    ),
    Command("excerpts.mark-all", "", "mark_all", "excerpts: Mark all shown", "Marks every excerpt shown."),
    Command("excerpts.recode", "r", "recode", "excerpts: Recode…", "Puts another code in its place.", "Recode"),
    Command("excerpts.remove", "d", "remove", "excerpts: Remove the code", "Takes the code off.", "Remove code"),
    Command(
        "excerpts.against", "exclamation_mark", "against", "excerpts: Goes against the code, or not",
        "Says that it goes against its code; again, that it does not.", "Against",
    ),
    Command("excerpts.quote", "y", "keep", "excerpts: Keep as quotes", "Keeps it as a quote.", "Quote"),
    Command(
        "excerpts.copy", "C,upper_c", "copy", "excerpts: Copy with citation",
        "Copies the words with who said them and where; what was withdrawn is not copied.", "Copy",
    ),
    GATHERING,
    Command("excerpts.memo", "m", "memo", "excerpt: Memo", "Writes a memo on the coding.", "Memo"),
    Command(
        "excerpts.state", "w", "state", "excerpts: Reviewed, they stand under the present wording",
        "For those made under an earlier wording of their code: they are made under the present one from now on.",
    ),
    Command(
        "excerpts.example", "", "example", "code: Take this passage as its example",
        "Puts the words of the excerpt into the codebook as an example of its code.",
    ),
    Command(
        "excerpts.filter", "slash", "filter", "excerpts: Find words, or ask a question",
        "Shows those with these letters, or those that a question finds, such as who:P03 attr:role=carer.", "Find",
    ),
    Command(
        "excerpts.form", "f", "ask_form", "excerpts: Which are shown…",
        "The question as a form: codes, kinds, people, facts, coder, words, memos, dates.", "Which",
    ),
    *SAVING,
    Command("excerpts.one", "1", "view(False)", "excerpts: One list", "Shows all kinds of document in one list."),
    Command(
        "excerpts.apart", "2", "view(True)", "excerpts: Kinds side by side",
        "Shows interviews, survey answers and other kinds beside one another.",
    ),
    Command(
        "excerpts.measure", "percent_sign", "measure", "excerpts: Next numbers",
        "Where there are several kinds of document: excerpts, people or documents of each kind, or their sum.",
    ),
    Command("excerpts.side", "i", "side", "excerpts: The list of codes", "Shows or hides the codes.", "Codes"),
    Command(
        "excerpts.export", "x", "export", "excerpts: Export what is shown",
        "Goes to Export with this code, and with the question that is asked.",
    ),
)  # fmt: skip
