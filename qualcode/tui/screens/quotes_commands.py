"""What one can do in Quotes."""

from __future__ import annotations

from qualcode.tui.commands import Command

COMMANDS = (
    Command(
        "quotes.open-essay", "enter", "open", "essay: Open its outline",
        "Goes to its outline; y in a document then keeps passages for it.", "Open", pane="essays", of_pane=True,
        only_there=True,
    ),
    Command(
        "quotes.open", "enter", "open", "quote: Open the document there; heading, note: write",
        "Opens the document at the passage; puts a heading or a note in other words.", "Open", pane="parts",
        of_pane=True, only_there=True,
    ),
    Command("quotes.down", "J,upper_j", "shift(1)", "quote, heading, essay: Move down",
            "A heading takes all that is under it.",
            "Move", shown="J K"),
    Command("quotes.up", "K,upper_k", "shift(-1)", "quote, heading, essay: Move up",
            "A heading takes all that is under it."),
    Command(
        "quotes.new", "plus", "new", "essay: New; in the outline: heading or note…",
        "Begins an essay or a briefing paper; in an outline puts in a heading or a note.", "New",
    ),
    Command(
        "quotes.remove", "d", "remove", "quote: Remove",
        "Takes a quote into Kept, out of Kept for good; those of a removed essay go to Kept.", "Remove",
    ),
    Command(
        "quotes.leave-out", "d", "leave_out", "quote: Leave out what is selected, or bring it back",
        "In its words: prints […] there; the document is never altered.", "Leave out", pane="trim", of_pane=True,
        only_there=True,
    ),
    Command(
        "quotes.add-words", "plus", "add_words", "quote: Add own words…",
        "In its words: prints what you write in [brackets].", "[Own words]", pane="trim", of_pane=True,
        only_there=True,
    ),
    Command(
        "quotes.capital", "tilde", "capital", "quote: Capital, or small letter",
        "In its words: prints the first letter of what is selected as [S] for s, or the other way round.",
        "Capital", pane="trim", of_pane=True, only_there=True, shown="~",
    ),
    Command("quotes.as-said", "", "as_said", "quote: Print as it was said", "Takes back all that was trimmed."),
    Command(
        "quotes.as-now", "", "as_now", "quote: Right as the text is now",
        "Where its document was changed: says that you have compared the words, here or of all that are marked.",
    ),
    Command(
        "quotes.emptied", "", "drop_emptied", "quote: No longer keep those without words",
        "Those of this essay, or of Kept, whose words were taken out of their documents.",
    ),
    Command("quotes.memo", "m", "memo", "quote, essay: Memo",
            "Writes why a quote is there; in the list of essays, or on a heading, a memo on the essay.", "Memo"),
    Command(
        "quotes.another", "A,upper_a", "another", "quote: Under another heading, into another essay…",
        "Moves what is under the cursor, or marked, under another heading or to another essay; or uses it there too.",
        "Put under",
    ),
    Command(
        "quotes.like", "L,upper_l", "like", "quote: More like this…",
        "Passages of people not quoted yet that share its codes and words, to keep or to read.", "More like it",
        shown="L", roomy=True,
    ),
    Command(
        "quotes.keep-id", "", "keep_by_id", "quote: Keep a passage by its id…",
        "Keeps the passage of an excerpt, or of another quote, whose id you hold; it stands after the cursor.",
    ),
    Command(
        "quotes.answer", "", "answer", "quote: Checked with the person…",
        "Records that they were asked, and what they said; what they refuse is held back everywhere.",
    ),
    Command(
        "quotes.although", "", "although", "quote: Print although it is held back…",
        "Where they said no or consent does not allow it: asks why, and keeps that as a memo on the quote.",
    ),
    Command(
        "quotes.sheets", "", "sheets", "essay: Sheets for people to check…",
        "Writes a Word sheet for each person with their words as they will be printed, and room to answer.",
    ),
    Command(
        "quotes.returned", "", "returned", "essay: A checked sheet that came back…",
        "Reads what somebody answered on their sheet, shows it, and records it.",
    ),
    Command(
        "quotes.style", "", "style", "essay: Citation style: how its quotes are cited…",
        "What stands after each: pseudonym, the facts that may be printed, turn or time, the quote’s own short id.",
    ),
    Command(
        "quotes.cite", "", "cite", "essay: Evidence it cites…", "Puts a document of evidence into its references."
    ),
    Command("quotes.mark", "space", "mark", "quote: Mark", "Marks it; keys then act on all that are marked.",
            pane="parts"),
    Command(
        "quotes.copy", "C,upper_c", "copy", "quote: Copy with citation",
        "Copies it as its essay’s readers will see it.", "Copy, cited", roomy=True,
    ),
    Command("quotes.find", "slash", "filter", "quotes: Find", "Shows what in the outline has these words.", "Find"),
    Command(
        "quotes.form", "f", "form", "essay: Title, kind, for whom…; Kept: order, question…",
        "What it is called, what it is about, who will read it; of Kept, in which order and what the quotes answer.",
        "Title…", roomy=True,
    ),
    Command("quotes.state", "w", "state", "essay: How far it is…", "Outline, draft, with reviewers, finished."),
    Command(
        "quotes.export", "x", "export", "essay: Quote sheet to a file…",
        "Writes the outline with its quotes, ready to be written around.", "Export",
    ),
    Command(
        "quotes.draft", "equals_sign", "draft", "draft: Check against the transcripts…",
        "Finds every quotation of a draft in the study, and says what is wrong with it; the last one at once.",
    ),
    Command("quotes.side", "i", "side", "quotes: The pane beside them", "Shows or hides it."),
    Command(
        "quotes.pane", "tab", "pane(1)", "quotes: Next pane", "Essays, the outline, the words of a quote.", "Next"
    ),
    Command("quotes.pane-before", "shift+tab", "pane(-1)", "quotes: Pane before", "The other way round."),
    Command("quotes.back", "escape", "back", "quotes: Back", "From the quote to the outline, then to the essays."),
)  # fmt: skip
