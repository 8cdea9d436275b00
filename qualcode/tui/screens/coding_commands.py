"""What one can do in an open document. The transcript binds the keys; this lists them for people."""

from __future__ import annotations

from qualcode.tui.commands import Command
from qualcode.tui.screens.theme_choosing import GATHERING


def _text(
    name: str, keys: str, action: str, title: str, words: str, footer: str = "", shown: str = "", roomy: bool = False
) -> Command:
    return Command(f"coding.{name}", keys, action, title, words, footer, "text", True, shown, roomy=roomy)


# While a coding is in hand.
IN_HAND = (
    _text("set-down", "enter", "set_down", "coding: Set down", "Gives it these words.", "Set down"),
    _text("let-go", "escape", "let_go", "coding: Put back", "Leaves it as it was.", "Put back"),
    _text("anchor", "space", "anchor", "coding: Other end", "Moves change its other end.", "Other end"),
    _text(
        "extend-next-word", "shift+right", "step('word', True, True)", "coding: Move its end",
        "Adds the next word; the other arrows work likewise.", "Move its end", shown="shift+arrows",
    ),
)  # fmt: skip

CODING = (
    _text("code", "c", "want('code')", "passage: Code…", "Chooses a code for the selected passage.", "Code…"),
    _text(
        "same-code", "a", "want('same-code')", "passage: Same code again",
        "Applies the last code again.", "Same again",
    ),
    _text(
        "pinned-1", "1,2,3,4,5,6,7,8,9", "digit(1)", "passage: Pinned or recent code",
        "Applies the code of that digit; the side pane lists them. They stay so until you leave the program.",
        "Pinned", shown="1-9",
    ),
    _text(
        "in-vivo", "v", "want('in-vivo')", "passage: In vivo code",
        "Makes a new code named by the selected words.", "In vivo",
    ),
    _text(
        "recode", "r", "want_mark('recode')", "coding: Recode…",
        "Puts another code in its place.", "Recode", roomy=True,
    ),
    _text(
        "against", "exclamation_mark", "want_mark('against')", "coding: Goes against its code",
        "Says that the passage goes against its code, or no longer does.", "Against",
        roomy=True,
    ),
    _text(
        "memo", "m", "want('memo')", "passage: Memo", "Writes a memo on the coding here, else on the passage.", "Memo"
    ),
    _text("quote", "y", "want('quote')", "passage: Keep as a quote", "Keeps the passage for an essay.", "Quote"),
    _text(
        "copy", "C,upper_c", "want('copy')", "passage: Copy with citation",
        "Copies the words with who said them and where; for the study team only.", shown="C",
    ),
    GATHERING,
    _text(
        "remove", "d", "want_mark('remove')", "coding: Remove", "Takes the code off the passage; undo brings it back."
    ),
    _text(
        "pick-up", "b", "pick_up", "coding: Change its ends",
        "Picks the coding up; moves change it, enter sets it down.",
    ),
    Command(
        "coding.text-menu", "R,upper_r", "text_menu", "text: Put it right…",
        "Words, and whose they are: corrects a passage, splits and joins turns, says who speaks.", shown="R",
    ),
    Command(
        "coding.edit", "", "edit_words", "text: Edit these words…",
        "Corrects the selected words; every coding finds its own again.",
    ),
    Command(
        "coding.split", "", "split_turn", "turn: Split before this passage…",
        "Makes two turns of one, and asks who says the second.",
    ),
    Command(
        "coding.join", "", "join_turn", "turn: Join with the one before…",
        "Makes one turn of two, by who says the first.",
    ),
    Command(
        "coding.speaker", "", "turn_speaker", "turn: Somebody else says it…",
        "Gives this one turn to another speaker, known or new.",
    ),
    Command(
        "coding.speakers", "", "many_speakers", "turns: Say who speaks many…",
        "Gives the selected turns, or all those of nobody, to one speaker, or to two in turn.",
    ),
    Command(
        "coding.resting", "", "resting", "document: Codings without words…",
        "Lists the codings whose words were taken out of the text.",
    ),
    _text(
        "next-overlapping", "o", "next_mark", "coding: Next overlapping one",
        "Goes round the codings that overlap here.",
    ),
    Command(
        "coding.compare", "equals_sign", "compare", "coding: Compare",
        "Reads other passages under the same code beside the text, other participants first; again, closes them.",
        "Compare", roomy=True,
    ),
    _text(
        "pseudonymise", "P,upper_p", "want('pseudonymise')", "name: Show another…",
        "Shows another name for the one selected, wherever it stands; the study keeps the words.", shown="P",
    ),
    _text(
        "next-unit", "down,j", "step('unit', True)", "text: Next passage",
        "Selects the next sentence.", shown="j ↓",
    ),
    _text(
        "previous-unit", "up,k", "step('unit', False)", "text: Previous passage",
        "Selects the one before.", shown="k ↑",
    ),
    _text("next-word", "right,l", "step('word', True)", "text: Next word", "Selects the next word.", shown="l →"),
    _text(
        "previous-word", "left,h", "step('word', False)", "text: Previous word",
        "Selects the word before.", shown="h ←",
    ),
    _text(
        "extend-next-unit", "shift+down", "step('unit', True, True)", "selection: Extend by a passage",
        "Adds the next sentence; shift with the other arrows works likewise.", shown="shift ↓",
    ),
    _text(
        "extend-next-word", "shift+right", "step('word', True, True)", "selection: Extend by a word",
        "Adds the next word.", shown="shift →",
    ),
    _text(
        "next-sentence", "s", "step('sentence', True)", "text: Next sentence",
        "S goes to the one before.", shown="s S",
    ),
    _text("next-turn", "t", "step('turn', True)", "text: Next turn", "T goes to the one before.", shown="t T"),
    _text(
        "next-coded", "right_square_bracket", "coded(True)", "text: Next coded passage", "[ goes to the one before.",
        shown="] [",
    ),
    _text(
        "next-uncoded", "right_curly_bracket", "uncoded(True)", "text: Next uncoded stretch",
        "{ goes to the one before.", shown="} {",
    ),
    _text("grow", "e", "grow", "selection: Grow", "From a word to the sentence, the turn, question and answer."),
    _text("shrink", "E,upper_e", "shrink", "selection: Shrink", "The other way.", shown="E"),
    _text("anchor", "space", "anchor", "selection: Hold this end", "Moves now extend; space or esc lets go."),
    _text("end", "G,upper_g,ctrl+end", "edge(False)", "text: End of the document", "gg goes to the top.", shown="G"),
    Command(
        "coding.find", "slash", "find", "text: Find",
        "Finds words; n and N go from one to the next.", "Find", roomy=True,
    ),
    Command(
        "coding.said", "V,upper_v", "said", "words: Find these in all documents…",
        "Looks for the selected words in all documents, to code them in one go.", shown="V",
    ),
    Command(
        "coding.form", "f", "form", "text: Look only at…",
        "Lets all go quiet but one speaker, one code or area, or what has no code; moves keep to it. esc ends it.",
    ),
    Command(
        "coding.go-to", "number_sign", "go_to_turn", "text: Go to a turn or time…",
        "The number of a turn, or a time such as 27:50.",
    ),
    Command(
        "coding.reading", "O,upper_o", "reading", "text: Read without codes",
        "Puts the codes out of sight for a first reading, or brings them back.", shown="O",
    ),
    _text("next-hit", "n", "hit(True)", "text: Next hit", "N goes to the one before.", shown="n N"),
    Command("coding.pane", "i", "pane", "pane: Side pane on and off", "Shows or hides the pane on the right."),
    Command(
        "coding.pin", "", "pin", "code: Pin to a digit…", "Gives the last code a digit of its own, for good.",
    ),
    Command(
        "coding.state", "w", "state", "document: Reading state…",
        "Says how far the reading is: new, read, being coded, coded, checked.",
    ),
    Command(
        "coding.example", "", "example", "code: Take this passage as its example",
        "Puts the words of the coding under the cursor into the codebook as an example of its code.",
    ),
    Command("coding.document-memo", "", "document_memo", "document: Memo", "Writes a memo on the whole document."),
    Command("coding.back", "escape", "back", "document: Back", "To where it was opened. It stays.", shown="esc"),
)  # fmt: skip
