"""What each command of an open document promises."""

from __future__ import annotations

from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.pseudonyms import NameForm
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.said import SaidScreen
from tests.screens.every_command import Row, Seen

HOW = "How did you hear of it?"
CARD = "It was a card on the board in the chemist’s."
SENT = "So I sent myself."
CHANGED = "And has it changed anything?"
SLEEP = "I sleep."
SHORT = "That’s the short of it."


def selects(command: str, promise: str, before: str, keys: str, words: str) -> Row:
    """A row of a command that moves the selection."""
    return Row(f"coding.{command}", promise, keys, lambda seen: same(seen.selected, words), before)


def same(found: object, wanted: object) -> bool:
    """Whether two values are one; what was found is said where they are not."""
    assert found == wanted, f"{found!r}, not {wanted!r}"
    return True


def titles(seen: Seen) -> list[str]:
    """The codings on the selection, the innermost first."""
    return [mark.title for mark in seen.view.marks_here()]


MOVING = (
    selects("next-unit", "the next sentence is selected", "", "j", CARD),
    selects("next-unit", "the arrow does the same", "", "down", CARD),
    selects("previous-unit", "the sentence before is selected", "j j", "k", CARD),
    selects("next-word", "a sentence is entered by its first word", "j", "l", "It"),
    selects("previous-word", "a sentence is entered by its last word", "j", "h", "chemist’s"),
    selects("extend-next-unit", "the next sentence is added", "j", "shift+down", f"{CARD} {SENT}"),
    selects("extend-previous-unit", "the sentence before is added", "j j", "shift+up", f"{CARD} {SENT}"),
    selects("extend-next-word", "a word is added", "j", "shift+right", f"{CARD} So"),
    selects("extend-previous-word", "a word is let go", "j", "shift+left", CARD.removesuffix(" chemist’s.")),
    selects("next-sentence", "the next sentence is selected", "j", "s", SENT),
    selects("previous-sentence", "the sentence before is selected", "j j", "S", CARD),
    selects("next-turn", "the next turn is selected", "", "t", f"{CARD} {SENT}"),
    selects("previous-turn", "the turn before is selected", "t t", "T", f"{CARD} {SENT}"),
    selects("next-coded", "the next coded passage is selected", "j", "right_square_bracket", SENT),
    selects("previous-coded", "the coded passage before is selected", "G", "left_square_bracket", SLEEP),
    selects("next-uncoded", "what has no code is selected", "", "right_curly_bracket", SHORT),
    selects("previous-uncoded", "what has no code before is selected", "j d G", "left_curly_bracket", CARD),
    selects("grow", "the turn is selected", "j", "e", f"{CARD} {SENT}"),
    selects("shrink", "the sentence is selected again", "j e", "E", CARD),
    selects("anchor", "moves extend", "j", "space j", f"{CARD} {SENT}"),
    selects("let-go", "moves extend no more", "j space", "escape j", SENT),
    selects("end", "the last passage is selected", "", "G", SHORT),
    selects("top", "the first passage is selected", "G", "ctrl+home", HOW),
    selects("turn-start", "the first passage of the turn is selected", "j j", "home", CARD),
    selects("turn-end", "the last passage of the turn is selected", "j", "end", SENT),
    selects("page-down", "a short text has its last line selected", "", "pagedown", SLEEP),
    selects("page-up", "a short text has its first line selected", "G", "pageup", HOW),
    selects("go", "gg leads to the top", "G", "g g", HOW),
    selects("find", "the first place with the words is selected", "", "slash “card” enter", "card"),
    selects("go-to", "the turn of that number is selected", "", "number_sign “3” enter", CHANGED),
    Row("coding.next-hit", "the second place is selected", "n",
        lambda seen: "hit 2 of" in seen.view.status, "slash “it” enter"),
    Row("coding.previous-hit", "the first place is selected again", "N",
        lambda seen: "hit 1 of" in seen.view.status, "slash “it” enter n"),
)  # fmt: skip

CODING = (
    Row("coding.code", "the code that was typed is on the passage", "c “rou” enter",
        lambda seen: same((seen.selected, titles(seen)), (SHORT, ["1.2 Routes in"])), "G", edits=True),
    Row("coding.code", "a name that is new makes a code under an area", "c “Shortness” enter",
        lambda seen: same([mark.name for mark in seen.view.marks_here()], ["Shortness"]), "G", edits=True),
    Row("coding.same-code", "the last code is on the passage", "a",
        lambda seen: same(titles(seen), ["3.1 Benefit"]), "] c “ben” enter G", edits=True),
    Row("coding.pinned-1", "the code of the digit is on the passage", "1",
        lambda seen: same(len(titles(seen)), 1), "G", edits=True),
    Row("coding.in-vivo", "a code is named by the words", "v enter",
        lambda seen: same([mark.name for mark in seen.view.marks_here()], [SHORT.rstrip(".")]), "G", edits=True),
    Row("coding.recode", "the other code stands in its place", "r “ben” enter",
        lambda seen: same(titles(seen), ["3.1 Benefit"]), "right_square_bracket", edits=True),
    Row("coding.against", "the passage goes against its code", "exclamation_mark",
        lambda seen: seen.mark.against, "right_square_bracket", edits=True),
    Row("coding.memo", "the memo stands in the side pane", "m “why” escape",
        lambda seen: "idea: why" in seen.text, "G", edits=True),
    Row("coding.document-memo", "the memo stands in the side pane", "“why” escape",
        lambda seen: "idea: why" in seen.text, chosen=True, edits=True),
    Row("coding.quote", "the pane says that it is kept", "y",
        lambda seen: "kept as a quote" in seen.text, "G", edits=True),
    Row("coding.copy", "the words are on the clipboard, with who said them", "C",
        lambda seen: SHORT in seen.app.clipboard and "P01" in seen.app.clipboard, "G"),
    Row("coding.remove", "the code is off the passage", "d",
        lambda seen: same(titles(seen), []), "right_square_bracket", edits=True),
    Row("coding.pick-up", "the coding is in hand", "b",
        lambda seen: "moving 1.1 Knowing what exists" in seen.view.status, "right_square_bracket"),
    Row("coding.set-down", "the coding has the ends it was given", "b h enter",
        lambda seen: same(seen.view.source.text[seen.mark.span.start : seen.mark.span.end],
                          CARD.removesuffix(" chemist’s.")),
        "right_square_bracket", edits=True),
    Row("coding.next-overlapping", "the other coding is the current one", "o",
        lambda seen: same(seen.mark.title, "1.1 Knowing what exists"), "right_square_bracket c “ben” enter"),
    Row("coding.compare", "other passages of the code are read beside the text", "equals_sign",
        lambda seen: seen.screen.has_class("-beside") and "Nobody told me." in seen.text, "right_square_bracket"),
    Row("coding.pseudonymise", "a name is asked for", "P", lambda seen: seen.on(NameForm), "j l"),
    Row("coding.said", "the words are looked for in all documents", "V",
        lambda seen: seen.on(SaidScreen) and "“card”" in seen.text, "slash “card” enter"),
    Row("coding.form", "only what has no code is looked at", "f enter",
        lambda seen: seen.view.looked_at.uncoded),
    Row("coding.reading", "codes are out of sight", "O", lambda seen: not seen.view.stripes, after="O"),
    Row("coding.pane", "the side pane is gone", "i", lambda seen: seen.screen.has_class("-pane-hidden"), after="i"),
    Row("coding.pin", "the code has the digit for good", "enter",
        lambda seen: "▪" in seen.text, "G c “ben” enter", chosen=True, edits=True),
    Row("coding.example", "that it is taken is said", "",
        lambda seen: "Example of “Knowing what exists”" in seen.said, "right_square_bracket", edits=True,
        chosen=True),
    Row("coding.state", "the pane says how far the reading is", "w down enter",
        lambda seen: "   read " in seen.text, edits=True),
    Row("coding.back", "the list is there again", "escape", lambda seen: seen.on(DocumentsScreen)),
)  # fmt: skip

TEXT = (
    Row("coding.text-menu", "what can be put right is offered", "R",
        lambda seen: seen.on(Choose) and "Split before this passage" in seen.text, "j"),
    Row("coding.edit", "the words are as they were put right", "“So” ctrl+s",
        lambda seen: seen.view.source.text.count("So") == 2, "number_sign “3” enter", chosen=True, edits=True),
    Row("coding.split", "there is one turn more", "enter",
        lambda seen: same(len(seen.view.document.turns), 5), "j j", chosen=True, edits=True),
    Row("coding.join", "there is one turn less", "enter",
        lambda seen: same(len(seen.view.document.turns), 3), "G", chosen=True, edits=True),
    Row("coding.speaker", "somebody new says the turn", "end enter “P09” enter",
        lambda seen: same(seen.view.document.turns[-1].label, "P09"), "G", chosen=True, edits=True),
    Row("coding.speakers", "the selected turns are somebody new’s", "end up enter “P09” enter",
        lambda seen: same([turn.label for turn in seen.view.document.turns[:3]], ["P09", "P09", "INT"]),
        "space t", chosen=True, edits=True),
    Row("coding.resting", "that there is none is said", "",
        lambda seen: "coding" in seen.said and not isinstance(seen.screen, Modal), chosen=True),
)  # fmt: skip

ROWS = (*MOVING, *CODING, *TEXT)
