"""What one can do in the views beside Counts."""

from __future__ import annotations

from dataclasses import replace

from qualcode.tui.commands import Command
from qualcode.tui.screens.beside_counts import BESIDE
from qualcode.tui.screens.counts_commands import ON_EXCERPTS


def _open(view: str, title: str, told: str, footer: str = "Read") -> Command:
    return Command(f"{view}.open", "enter", "open", title, told, footer, of_pane=True)


def _form(view: str, title: str, told: str, footer: str) -> Command:
    return Command(f"{view}.form", "f", "form", title, told, footer)


# Where no row is a code, a memo is on an excerpt alone.
_ON_EXCERPTS_ALONE = tuple(
    replace(one, title="excerpt: Memo", words="Writes a memo on the coding.", pane="behind-pane", only_there=True)
    if one.id == "counts.memo"
    else one
    for one in ON_EXCERPTS
)


def _ways_out(
    view: str, noun: str, told: str, acting: tuple[Command, ...] = ON_EXCERPTS, *, picture: bool = False
) -> tuple[Command, ...]:
    """To the other views, what is done with the excerpts in the list below, to a file, and back.

    `picture` where there is one to be exported beside tables.
    """
    files = f"Word, Excel, csv, a web page{', a picture' if picture else ''}, or the clipboard."
    return (
        BESIDE,
        *acting,
        Command(f"{view}.export", "x", "export", f"{noun}: Export…", files, "Export"),
        Command(f"{view}.back", "escape", "back", f"{noun}: Back", told, "Back"),
    )


MEETING = (
    _open(
        "meeting", "number: Read the excerpts that meet",
        "Goes to the excerpts that a number counts; on one of them, opens its document there.",
    ),
    Command(
        "meeting.measure", "percent_sign", "measure", "codes that meet: Next way of meeting",
        "In the same words, in the same turn, or within some words of each other.", "How they meet",
    ),
    _form(
        "meeting", "codes that meet: Which, and how near…",
        "When two excerpts meet, which codes or areas stand in the table, and whether what is below them counts.",
        "Which codes",
    ),
    *_ways_out(
        "meeting", "codes that meet", "From the excerpts to the table, from there to where it was opened.",
        picture=True,
    ),
)  # fmt: skip

WORDS = (
    _open(
        "within", "word: Read its places",
        "Goes to the sentences that a word or a pair was said in; on one of them, opens its document there.",
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
    _form(
        "within", "words within a theme: Under which code, and how…",
        "Which code, which words are left out, how many are listed, and how pairs are looked for.", "Which code",
    ),
    Command(
        "within.stop-words", "", "stop_words", "words within a theme: Also words that say little, or not",
        "Lists the, is, you and their like, or leaves them out again.",
    ),
    *_ways_out(
        "within", "words within a theme", "From the places to the words, from there to where they were opened.", ()
    ),
)  # fmt: skip

NEW_CODES = (
    _open(
        "new-codes", "document: Read what is new in it",
        "Goes to the excerpts of the codes that are new in a document; on one of them, opens it there.",
    ),
    _form(
        "new-codes", "new codes: Order of documents…",
        "As they were coded, by date or as the list has them; and what the threshold is held against.", "Order",
    ),
    *_ways_out(
        "new-codes", "new codes", "From the excerpts to the documents, from there to where they were opened.",
        _ON_EXCERPTS_ALONE, picture=True,
    ),
)  # fmt: skip

MISSING = (
    _open(
        "missing", "who is missing: How many are wanted…",
        "Says how many participants are wanted with this value; nothing takes it back.", "How many",
    ),
    _form("missing", "who is missing: Which facts…", "Which facts stand down and across.", "Which facts"),
    Command(
        "missing.new", "plus", "new", "who is missing: Another value…",
        "A value that nobody has yet, or a range of a number, and how many are wanted with it.", "Value",
    ),
    Command(
        "missing.remove", "d", "remove", "who is missing: Nobody wanted", "Takes back how many are wanted here.",
        "Not wanted",
    ),
    *_ways_out(
        "missing", "who is missing", "From the people to the grid, from there to where it was opened.", ()
    ),
)  # fmt: skip

GROUPS = (
    _open(
        "groups", "number of a group: Read its excerpts",
        "Goes to the excerpts behind a number; on one of them, opens its document there.",
    ),
    _form(
        "groups", "groups: By which fact…",
        "What makes the groups, bands of numbers and dates, and whether what is below a code counts.", "Groups by",
    ),
    *_ways_out("groups", "groups", "From the excerpts to the table, from there to where it was opened."),
)  # fmt: skip
