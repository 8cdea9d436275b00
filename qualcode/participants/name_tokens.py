"""A text as words that are told apart by their letters: where each begins, and whether its capital says anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualcode.participants.given_names import SHORTENED
from qualcode.participants.identifying import FoundDetail, details_in
from qualcode.participants.name_finding import folded
from qualcode.transcripts.span import Span

_WORD = re.compile(r"[^\W\d_]+(?:[’'‐-][^\W\d_]+)*")
_ADDRESS = re.compile(r"\w+://\S+|www\.\S+|\S+@\S+|@\w+")
_POSSESSIVE = re.compile(r"(?<=..)(?:[’']s|(?<=s)[’'])$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.?!…:;|•]|\n\s*\n|[“\"(\[]\s*$|^\s*[-–—*]\s")
_COMPOUND = re.compile(r"(?<=..)[-‐][a-zß-ÿ].*$")  # of “Hoffman-encoded” the name alone
_WRITTEN_BIG = 0.7  # share of words in capitals from which they tell nothing
_WRITTEN_SMALL = 0.002  # share of words with a capital up to which they tell nothing, “I” aside
_LEAST_WORDS = 30  # that tell how a text is written


@dataclass(frozen=True, slots=True)
class Said:
    """A text that names are looked for in: half-open turns in code points, and what its speakers are called."""

    document_id: str
    called: str
    text: str
    turns: tuple[Span, ...] = ()
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands, without its possessive; `begins` a sentence or a line of speech."""

    words: str
    start: int
    end: int
    begins: bool
    gap: str  # what stands before it
    had: bool = False  # a possessive

    @property
    def key(self) -> str:
        return folded(self.words).replace("’", "'")

    @property
    def is_capital(self) -> bool:
        return self.words[0].isupper()


class Letters(StrEnum):
    """How a text writes its words: where all are alike, capitals say nothing."""

    MIXED = "mixed"
    BIG = "capitals"
    SMALL = "small"


@dataclass
class TextRead:
    """A text with its words, and what stands in it that tells who somebody is and is no name."""

    said: Said
    tokens: list[Token]
    letters: Letters
    details: list[FoundDetail]


def read(said: Said) -> TextRead:
    """The words of a text."""
    tokens: list[Token] = []
    starts = {turn.start for turn in said.turns}
    spans = said.turns or (Span(0, len(said.text)),)
    text = _ADDRESS.sub(lambda address: " " * len(address[0]), said.text)
    details = details_in(said.text)
    text = _blanked(text, [one.span for one in details])
    for turn in spans:
        before = turn.start
        for match in _WORD.finditer(text, turn.start, turn.end):
            gap = said.text[before : match.start()]
            title = bool(tokens) and tokens[-1].key in SHORTENED and gap.startswith(".")
            begins = not title and (before in starts or before == turn.start or bool(_SENTENCE.search(gap)))
            held = _COMPOUND.sub("", _POSSESSIVE.sub("", match[0]))
            tokens.append(Token(held, match.start(), match.start() + len(held), begins, gap, held != match[0]))
            before = match.end()
    return TextRead(said, tokens, _letters(tokens), details)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """A text of the same length with spaces in place of some stretches, which are in order and apart."""
    pieces, place = [], 0
    for span in spans:
        pieces += [text[place : span.start], " " * len(span)]
        place = span.end
    return "".join([*pieces, text[place:]])


def _letters(tokens: Sequence[Token]) -> Letters:
    words = [token for token in tokens if len(token.words) > 1]
    if len(words) < _LEAST_WORDS:
        return Letters.MIXED
    if sum(token.words.isupper() for token in words) > _WRITTEN_BIG * len(words):
        return Letters.BIG
    if sum(token.is_capital for token in words) <= _WRITTEN_SMALL * len(words):
        return Letters.SMALL
    return Letters.MIXED
