"""Sentences of short plain texts: answers to a survey, by the thousand."""

from __future__ import annotations

import re

from qualcode.transcripts.languages import LANGUAGES, UNKNOWN
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Turn

# Without one of these before its end, nothing in a text can divide it.
_MAY_DIVIDE = re.compile(r"[.?!…。！？｡؟।\n—–]|--")
_AT_THE_END = re.compile(r"[.?!…。！？｡؟।]*\Z")
# Words with one space between, commas after some and a stop after others: nothing in them is in doubt.
_LETTER = "[A-Za-zÀ-ÖØ-öø-ÿ]"
_WORD = f"{_LETTER}+(?:[’']{_LETTER}+)*"
_PLAIN = re.compile(rf"{_WORD}[,.?!]?(?: {_WORD}[,.?!]?)*")
_STOP = re.compile(rf"({_WORD})[.?!] ")
_ABBREVIATED = frozenset().union(*(each.abbreviations for each in (UNKNOWN, *LANGUAGES.values())))


def sentences_of_answer(text: str, words: Span, language: str = "english") -> tuple[Span, ...]:
    """The sentences of the one turn `words` of a text, as `sentence_spans` finds them.

    Plain texts take some microseconds, and do not load the tokenizer (0.2 s).
    """
    said = words.of(text)
    bare = said.strip()
    start = words.start + len(said) - len(said.lstrip())
    inner = _AT_THE_END.sub("", bare)
    if inner and _MAY_DIVIDE.search(inner) is None:
        return (Span(start, start + len(bare)),)
    if _PLAIN.fullmatch(bare):
        stops = list(_STOP.finditer(bare))
        if all(_is_sure(stop[1]) for stop in stops):
            firsts = [0, *(stop.end() for stop in stops)]
            lasts = [*(stop.end() - 1 for stop in stops), len(bare)]  # without the space
            return tuple(Span(start + first, start + last) for first, last in zip(firsts, lasts, strict=True))
    return sentence_spans(text, [Turn(words.start, words.end)], language)


def _is_sure(word: str) -> bool:
    """True of a word that a stop can only end: no initial, no abbreviation."""
    return len(word) > 1 and word[-2:].islower() and word.casefold() not in _ABBREVIATED
