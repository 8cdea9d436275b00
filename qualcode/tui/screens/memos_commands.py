"""What one can do in Memos."""

from __future__ import annotations

from qualcode.tui.commands import Command

COMMANDS = (
    Command(
        "memos.write", "enter", "open", "memo: Write here",
        "Opens the memo to write in where it stands; it is saved as you go, and on esc.",
        "Write", pane="memos", of_pane=True, only_there=True,
    ),
    Command(
        "memos.follow", "enter", "open", "memo: Go to what it is linked with",
        "Opens the document at the passage, the code in the codebook, the participant, or the memo.",
        "Go there", pane="linked", of_pane=True, only_there=True,
    ),
    Command(
        "memos.new", "plus", "new", "memos: New, or link…",
        "Writes a memo on the study; among what a memo is linked with, links it with one more thing.", "New",
    ),
    Command("memos.down", "J,upper_j", "shift(1)", "memo: Move down", "To write it up later.", "Move", shown="J K"),
    Command("memos.up", "K,upper_k", "shift(-1)", "memo: Move up", "To write it up earlier."),
    Command("memos.mark", "space", "mark", "memo: Mark", "Marks it; keys then act on all that are marked.", "Mark"),
    Command("memos.mark-all", "", "mark_all", "memos: Mark all shown", "Marks every memo shown; again, none."),
    Command(
        "memos.remove", "d", "remove", "memo: Remove, or unlink",
        "Takes the memo out; among what it is linked with, takes that link away.", "Remove",
    ),
    Command("memos.memo", "m", "memo", "memo: Memo on this memo", "Writes a memo on the memo.", "Memo", roomy=True),
    Command(
        "memos.link", "", "link", "memo: Link to…",
        "Links it with a code, a document, a participant or another memo.",
    ),
    Command("memos.kind", "", "kind", "memo: Change kind…", "Makes it an idea, a question, a tension and so on."),
    Command(
        "memos.state", "w", "state", "opportunity: State…",
        "Says that it is raised, chosen, testing or dropped, and why.",
    ),
    Command(
        "memos.find", "slash", "filter", "memos: Find", "Shows those with these words, or about what is called so.",
        "Find",
    ),
    Command(
        "memos.filter", "f", "choose", "memos: Kind, author, order…",
        "Shows only those of a kind, of an author or on a thing, and puts them in order.", "Kind, order…",
    ),
    Command("memos.side", "i", "side", "memos: The pane beside them", "Shows or hides the memo beside the list."),
    Command(
        "memos.export", "x", "export", "memos: Write up in Word…",
        "Writes those shown, or marked, with the passages they cite, for the study team.", "Write up", roomy=True,
    ),
)  # fmt: skip
