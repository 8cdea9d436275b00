"""The keys of a transcript, each with an id under which it can be listed and given another key."""

from __future__ import annotations

from textual.binding import Binding, BindingType


def _key(keys: str, action: str, name: str, words: str, show: bool = False) -> Binding:
    return Binding(keys, action, words, show=show, id=f"coding.{name}")


KEYS: list[BindingType] = [
    _key("c", "want('code')", "code", "Code…", show=True),
    _key("a", "want('same-code')", "same-code", "Same again", show=True),
    *(
        _key(f"{digit}", f"digit({digit})", f"pinned-{digit}", f"Pinned or recent code {digit}")
        for digit in range(1, 10)
    ),
    _key("v", "want('in-vivo')", "in-vivo", "In vivo", show=True),
    _key("r", "want_mark('recode')", "recode", "Recode", show=True),
    _key("exclamation_mark", "want_mark('against')", "against", "Against", show=True),
    _key("m", "want('memo')", "memo", "Memo", show=True),
    _key("y", "want('quote')", "quote", "Quote", show=True),
    _key("C,upper_c", "want('copy')", "copy", "Copy with citation"),
    _key("d", "want_mark('remove')", "remove", "Remove this coding"),
    _key("P,upper_p", "want('pseudonymise')", "pseudonymise", "Pseudonymise"),
    _key("b", "pick_up", "pick-up", "Pick up this coding"),
    _key("enter", "set_down", "set-down", "Set the coding down"),
    _key("o", "next_mark", "next-overlapping", "Next overlapping coding"),
    _key("space", "anchor", "anchor", "Hold this end"),
    _key("escape", "let_go", "let-go", "Let go"),
    _key("down,j", "step('unit', True)", "next-unit", "Next passage"),
    _key("up,k", "step('unit', False)", "previous-unit", "Previous passage"),
    _key("right,l", "step('word', True)", "next-word", "Next word"),
    _key("left,h", "step('word', False)", "previous-word", "Previous word"),
    _key("shift+down", "step('unit', True, True)", "extend-next-unit", "Extend to the next passage"),
    _key("shift+up", "step('unit', False, True)", "extend-previous-unit", "Extend to the passage before"),
    _key("shift+right", "step('word', True, True)", "extend-next-word", "Extend by a word"),
    _key("shift+left", "step('word', False, True)", "extend-previous-word", "Extend back by a word"),
    _key("s", "step('sentence', True)", "next-sentence", "Next sentence"),
    _key("S,upper_s", "step('sentence', False)", "previous-sentence", "Previous sentence"),
    _key("t", "step('turn', True)", "next-turn", "Next turn"),
    _key("T,upper_t", "step('turn', False)", "previous-turn", "Previous turn"),
    _key("right_square_bracket", "coded(True)", "next-coded", "Next coded passage"),
    _key("left_square_bracket", "coded(False)", "previous-coded", "Previous coded passage"),
    _key("right_curly_bracket", "uncoded(True)", "next-uncoded", "Next uncoded stretch"),
    _key("left_curly_bracket", "uncoded(False)", "previous-uncoded", "Previous uncoded stretch"),
    _key("e", "grow", "grow", "Grow: word, sentence, turn, question and answer"),
    _key("E,upper_e", "shrink", "shrink", "Shrink"),
    _key("n", "hit(True)", "next-hit", "Next hit"),
    _key("N,upper_n", "hit(False)", "previous-hit", "Previous hit"),
    _key("g", "go", "go", "Go: gg top, g2 to g9 a place, g and a letter a turn"),
    _key("G,upper_g,ctrl+end", "edge(False)", "end", "End of the document"),
    _key("ctrl+home", "edge(True)", "top", "Top of the document"),
    _key("home", "turn_edge(True)", "turn-start", "First passage of the turn"),
    _key("end", "turn_edge(False)", "turn-end", "Last passage of the turn"),
    _key("pagedown", "page(True)", "page-down", "Page down"),
    _key("pageup", "page(False)", "page-up", "Page up"),
]
