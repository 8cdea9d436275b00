"""A question cut into what a person typed as one: brackets, words, and fields with their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.questions.tree import NOWHERE
from qualcode.transcripts.span import Span

# What opens a quotation, with what may close it.
QUOTES = {'"': '"', "“": "”", "„": "“”"}
_OPENING = "".join(QUOTES)
FIELD = re.compile(r"([^\W\d_]+):")
_BARE = re.compile(rf"[^\s()”{_OPENING}]+")
_VALUE = re.compile(rf"[^\s()”{_OPENING}]*")
_NAME = re.compile(rf"[^\s()”{_OPENING}=<>!≤≥≠]*")
COMPARED = re.compile("<=|>=|!=|≤|≥|≠|=|<|>")
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!="}


class What(Enum):
    """What sort of piece of a question it is."""

    OPEN = auto()
    CLOSE = auto()
    WORDS = auto()
    SAVED = auto()
    FIELD = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A bracket, bare or quoted words, a saved question's name, or `field:value` (in `attr:` with a `name`).

    `field_place` ends with the colon.
    """

    what: What
    place: Span
    value: str = ""
    quoted: bool = False
    field: str = ""
    name: str = ""
    compared: str = ""
    value_place: Span = NOWHERE
    field_place: Span = NOWHERE

    def says(self, word: str) -> bool:
        """Whether it is this word, not in quotes, in any case."""
        return self.what is What.WORDS and not self.quoted and self.value.casefold() == word


def pieces(words: str) -> Iterator[Piece]:
    """The pieces of a question in their order.

    Raises QuestionProblem where a quotation has no end, or no beginning.
    """
    here = 0
    while here < len(words):
        letter = words[here]
        if letter.isspace():
            here += 1
        elif letter in "()":
            yield Piece(What.OPEN if letter == "(" else What.CLOSE, Span(here, here + 1))
            here += 1
        else:
            piece = _piece(words, here)
            yield piece
            here = piece.place.end


def _piece(words: str, start: int) -> Piece:
    letter = words[start]
    if letter == "”":
        raise QuestionProblem(
            "A quotation ends here that did not begin.",
            remedy="Put a quotation mark before it, or take this one out.",
            place=Span(start, start + 1),
        )
    if letter in QUOTES:
        value, end = _quotation(words, start)
        return Piece(What.WORDS, Span(start, end), value, quoted=True, value_place=Span(start, end))
    if letter == "@":
        value, end = _value(words, start + 1, _VALUE)
        return Piece(What.SAVED, Span(start, end), value, value_place=Span(start + 1, end))
    if found := FIELD.match(words, start):
        return _field(words, start, found[1].casefold(), found.end())
    match = _BARE.match(words, start)
    end = match.end() if match else start + 1
    return Piece(What.WORDS, Span(start, end), words[start:end], value_place=Span(start, end))


def _field(words: str, start: int, field: str, after: int) -> Piece:
    name, here = "", after
    if field in ("attr", "attribute"):
        name, here = _value(words, here, _NAME)
    compared = COMPARED.match(words, here)
    value_start = compared.end() if compared else here
    value, end = _value(words, value_start, _VALUE)
    sign = _SIGNS.get(compared[0], compared[0]) if compared else ""
    return Piece(
        What.FIELD,
        Span(start, end),
        value,
        field=field,
        name=name.strip(),
        compared=sign,
        value_place=Span(value_start, end),
        field_place=Span(start, after),
    )


def _value(words: str, start: int, bare: re.Pattern[str]) -> tuple[str, int]:
    if start < len(words) and words[start] in QUOTES:
        return _quotation(words, start)
    found = bare.match(words, start)
    return (found[0], found.end()) if found else ("", start)


def _quotation(words: str, start: int) -> tuple[str, int]:
    value, end = quotation(words, start)
    if end is None:
        raise QuestionProblem(
            "A quotation begins here that does not end.",
            remedy="Put a quotation mark after its last word.",
            place=Span(start, len(words)),
        )
    return value, end


def quotation(words: str, start: int) -> tuple[str, int | None]:
    """What stands in the quotation that opens at `start`, and where it ends; None where it does not end.

    A straight mark within one is written twice.
    """
    closing = QUOTES[words[start]]
    value, here = "", start + 1
    while here < len(words):
        letter = words[here]
        if letter not in closing:
            value += letter
        elif letter == '"' and words[here + 1 : here + 2] == '"':
            value, here = value + '"', here + 1
        else:
            return value, here + 1
        here += 1
    return value, None
