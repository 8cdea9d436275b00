"""What one can do in the views beside Counts."""

from __future__ import annotations

from qualcode.tui.commands import Command
from qualcode.tui.screens.beside_counts import BESIDE
from qualcode.tui.screens.counts_commands import ON_EXCERPTS

_FILES = "Word, Excel, csv, a web page, a picture, or the clipboard."

MEETING = (
    Command(
        "meeting.open", "enter", "open", "number: Read the excerpts that meet",
        "Goes to the excerpts that a number counts; on one of them, opens its document there.", "Read", of_pane=True,
    ),
    Command(
        "meeting.measure", "percent_sign", "measure", "codes that meet: Next way of meeting",
        "In the same words, in the same turn, or within some words of each other.", "How they meet",
    ),
    Command(
        "meeting.form", "f", "form", "codes that meet: Which, and how near…",
        "When two excerpts meet, which codes or areas stand in the table, and whether what is below them counts.",
        "Which codes",
    ),
    BESIDE,
    *ON_EXCERPTS,
    Command("meeting.export", "x", "export", "codes that meet: Export…", _FILES, "Export"),
    Command(
        "meeting.back", "escape", "back", "codes that meet: Back",
        "From the excerpts to the table, from there to where it was opened.", "Back",
    ),
)  # fmt: skip

WORDS = (
    Command(
        "within.open", "enter", "open", "word: Read its places",
        "Goes to the sentences that a word or a pair was said in; on one of them, opens its document there.", "Read",
        of_pane=True,
    ),
    Command("within.words", "1", "pairs(False)", "words within a theme: Words", "The words said most often."),
    Command(
        "within.pairs", "2", "pairs(True)", "words within a theme: Pairs",
        "Words that are said together more often than either is said alone.", "Pairs",
    ),
    Command(
        "within.measure", "percent_sign", "measure", "words within a theme: Pairs by the other measure",
        "The likelihood ratio favours pairs that are said often, mutual information words in no other company.",
        "Measure", roomy=True,
    ),
    Command(
        "within.form", "f", "form", "words within a theme: Under which code, and how…",
        "Which code, which words are left out, how many are listed, and how pairs are looked for.", "Which code",
    ),
    Command(
        "within.stop-words", "", "stop_words", "words within a theme: Also words that say little, or not",
        "Lists the, is, you and their like, or leaves them out again.",
    ),
    BESIDE,
    Command("within.export", "x", "export", "words within a theme: Export…", _FILES, "Export"),
    Command(
        "within.back", "escape", "back", "words within a theme: Back",
        "From the places to the words, from there to where they were opened.", "Back",
    ),
)  # fmt: skip

NEW_CODES = (
    Command(
        "new-codes.open", "enter", "open", "document: Read what is new in it",
        "Goes to the excerpts of the codes that are new in a document; on one of them, opens it there.", "Read",
        of_pane=True,
    ),
    Command(
        "new-codes.form", "f", "form", "new codes: Order of documents…",
        "As they were coded, by date or as the list has them; and what the threshold is held against.", "Order",
    ),
    BESIDE,
    *ON_EXCERPTS,
    Command("new-codes.export", "x", "export", "new codes: Export…", _FILES, "Export"),
    Command(
        "new-codes.back", "escape", "back", "new codes: Back",
        "From the excerpts to the documents, from there to where they were opened.", "Back",
    ),
)  # fmt: skip

MISSING = (
    Command(
        "missing.open", "enter", "open", "who is missing: How many are wanted…",
        "Says how many participants are wanted with this value; nothing takes it back.", "How many", of_pane=True,
    ),
    Command(
        "missing.form", "f", "form", "who is missing: Which facts…", "Which facts stand down and across.",
        "Which facts",
    ),
    Command(
        "missing.new", "plus", "new", "who is missing: Another value…",
        "A value that nobody has yet, or a range of a number, and how many are wanted with it.", "Value",
    ),
    Command(
        "missing.remove", "d", "remove", "who is missing: Nobody wanted", "Takes back how many are wanted here.",
        "Not wanted",
    ),
    BESIDE,
    Command("missing.export", "x", "export", "who is missing: Export…", _FILES, "Export"),
    Command(
        "missing.back", "escape", "back", "who is missing: Back",
        "From the people to the grid, from there to where it was opened.", "Back",
    ),
)  # fmt: skip

GROUPS = (
    Command(
        "groups.open", "enter", "open", "number of a group: Read its excerpts",
        "Goes to the excerpts behind a number; on one of them, opens its document there.", "Read", of_pane=True,
    ),
    Command(
        "groups.form", "f", "form", "groups: By which fact…",
        "What makes the groups, bands of numbers and dates, and whether what is below a code counts.", "Groups by",
    ),
    BESIDE,
    *ON_EXCERPTS,
    Command("groups.export", "x", "export", "groups: Export…", _FILES, "Export"),
    Command(
        "groups.back", "escape", "back", "groups: Back",
        "From the excerpts to the table, from there to where it was opened.", "Back",
    ),
)  # fmt: skip
