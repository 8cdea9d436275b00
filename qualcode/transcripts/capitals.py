"""Words that have a capital wherever they stand: I, names, abbreviations."""

from __future__ import annotations

import re

from qualcode.transcripts.boundaries import word_edges
from qualcode.transcripts.span import Span

_AROUND = 60  # code points in which the word at an offset begins and ends
_ENDED = ".!?…:–—-\n"  # what a word at the beginning of a sentence, a line or a turn comes after
_BETWEEN = " \t\"'“”‘’«»()[]"
_I = re.compile(r"I(?:['’ʼ](?:m|d|ve|ll|s|re|all|mma))*")


def always_capital(text: str, offset: int, language: str) -> bool:
    """Whether the word that begins at an offset never begins with a small letter.

    Such are the English I and what is drawn together with it, abbreviations, and what stands within a sentence of the
    text with its capital and nowhere without it: names, and the nouns of German. Of a word that stands but once, at
    the beginning of a sentence, nothing is known, and it may.
    """
    word = _word_at(text, offset)
    if language.casefold() == "english" and _I.fullmatch(word):
        return True
    if any(letter.isupper() for letter in word[1:]):
        return True
    return len(word) > 1 and _is_name(text, word)


def _word_at(text: str, offset: int) -> str:
    """The word that begins at an offset, with what an apostrophe draws to it."""
    around = Span(max(0, offset - _AROUND), min(len(text), offset + _AROUND))
    ends = next((end for start, end in word_edges(text, around) if start == offset), offset + 1)
    drawn = re.compile(r"(?:['’ʼ]\w+)*").match(text, ends)
    return text[offset : drawn.end() if drawn is not None else ends]


def _is_name(text: str, word: str) -> bool:
    """Whether a word stands within a sentence with its capital, and nowhere in small letters."""
    bare = re.split("['’ʼ]", word)[0]
    small = re.compile(rf"\b{re.escape(bare[0].lower() + bare[1:])}\b")
    if small.search(text):
        return False
    return any(_is_within(text, found.start()) for found in re.finditer(rf"\b{re.escape(bare)}\b", text))


def _is_within(text: str, offset: int) -> bool:
    before = text[max(0, offset - 6) : offset].rstrip(_BETWEEN)
    return bool(before) and before[-1] not in _ENDED
