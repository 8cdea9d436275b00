"""Words looked for: whole words in their order, in any case, whatever the quotation marks, commas and white space."""

from __future__ import annotations

import re
import unicodedata

from qualcode.analysis.excerpt_rows import STRAIGHT, folded
from qualcode.transcripts.layout import is_east_asian
from qualcode.transcripts.span import Span

# Commas and the like may stand between two words of a phrase, but no full stop.
_BETWEEN = r"""[,;:'")\]]*\s+(?:-+\s+)?['"(\[]*"""


class Sought:
    """Words to look for; equal words make equal ones.

    A `*` at the end of a word stands for any letters, one alone for any word.
    """

    def __init__(self, typed: str) -> None:
        self.words = tuple(folded(typed).split())
        self._stems = tuple(word.rstrip("*") for word in self.words)
        self._pattern = re.compile(_BETWEEN.join([_first(*self.words[:1]), *map(_pattern, self.words[1:])]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sought) and self.words == other.words

    def __hash__(self) -> int:
        return hash(self.words)

    def __repr__(self) -> str:
        return f"Sought({' '.join(self.words)!r})"

    def is_in(self, text: str) -> bool:
        """Whether the words stand in a text."""
        return bool(self.places(text))

    def places(self, text: str) -> list[Span]:
        """Where the words stand: half-open, code points of the text; places never overlap."""
        letters, at = _letters(text)
        found = []
        for match in self._pattern.finditer(letters):
            start, end = match.span()
            if end < len(letters) and unicodedata.category(letters[end])[0] == "M":
                if not self.words[-1].endswith("*"):
                    continue  # the last letter is another, with this mark
                end = _word_end(letters, end)
            found.append(Span(start, end) if at is None else Span(at[start], at[end - 1] + 1))
        return found

    def may_be_in(self, words: str) -> bool:
        """Whether some words have one, or part of one, in common with those looked for: enough to look closer."""
        within = folded(words)
        return any(stem in within or any(part in stem for part in within.split()) for stem in self._stems)


def _first(word: str = "") -> str:
    """The pattern of the first word, which white space need not stand before."""
    stem = re.escape(word.rstrip("*"))
    if not stem or not _parted(word[0]):
        return _pattern(word)
    # What stands before is looked at last: a pattern that begins with letters is found in a fifth of the time.
    before = rf"(?<!\w{stem})(?<!\w'{stem})"
    return stem + before + _pattern(word)[len(stem) :]


def _pattern(word: str) -> str:
    stem = word.rstrip("*")
    if not stem:
        return r"\w+(?:'\w+)*"
    if stem != word:
        return rf"{re.escape(stem)}\w*(?:'\w+)*"
    return re.escape(stem) + (r"(?:'s)?(?!\w|'\w)" if _parted(stem[-1]) else "")


def _parted(letter: str) -> bool:
    """Whether words that begin or end with a letter are parted from others by what is no letter."""
    return (letter.isalnum() or letter == "_") and not is_east_asian(letter)


def _word_end(letters: str, end: int) -> int:
    while end < len(letters) and (letters[end].isalnum() or unicodedata.category(letters[end])[0] == "M"):
        end += 1
    return end


def _letters(text: str) -> tuple[str, list[int] | None]:
    """A text as it is compared, and where each letter of it stands; None where each stands where it stood."""
    straight = text.translate(STRAIGHT)
    found = straight.casefold()
    if len(found) == len(text):
        return found, None
    # Some letters are two in small letters (ß, ŉ): then each is followed to where it came from.
    at = [place for place, letter in enumerate(straight) for _ in letter.casefold()]
    return found, at
