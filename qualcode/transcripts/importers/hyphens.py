"""Hyphens at the ends of printed lines: those that only part a word are undone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SOFT = "\xad"
_UNBREAKABLE = "‑"
_PARTED = re.compile(r"(\w+)[-‐‑\xad]$")
_FIRST = re.compile(r"\w+")
_LONGEST = 60  # characters of a word
_TYPESET = 0.02  # of all lines; where fewer end with a hyphen, nobody parted words, and hyphens are the words' own
_LIST_OF_PREFIXES = """
all anti co cross day eight eighty ex face fifty five follow forty four full half high in inter long low mid multi
nine ninety non off on one out over part peer post pre re self semi service seven seventy short six sixty so ten
thirty three twenty two under up user well
"""
_PREFIXES = frozenset(_LIST_OF_PREFIXES.split())


@dataclass(frozen=True)
class Hyphens:
    """How a document parts its words: the words within its lines, and whether it parts any at their ends."""

    words: Counter[str]
    typeset: bool

    def joined(self, before: str, line: str) -> str:
        """A line added to the words before it."""
        if not before:
            return line
        found, follows = _PARTED.search(before[-_LONGEST:]), _FIRST.match(line)
        if found is None or follows is None:
            return f"{before} {line}"
        if before.endswith(SOFT) or self._is_one_word(before, found[1], follows[0]):
            return before[:-1] + line
        return before + line

    def _is_one_word(self, text: str, before: str, after: str) -> bool:
        """True where a hyphen is not the word's own."""
        if text.endswith(_UNBREAKABLE) or not after[:1].islower() or not before.isalpha():
            return False
        first, second = before.casefold(), after.casefold()
        if self.words[f"{first}-{second}"]:
            return False
        if self.words[first + second]:
            return True
        return self.typeset and first not in _PREFIXES and len(second) > 1


def hyphens_of(lines: Sequence[str]) -> Hyphens:
    """What the lines of a document tell about its hyphens."""
    words: Counter[str] = Counter()
    for line in lines:
        words.update(re.findall(r"\w+(?:-\w+)*", re.sub("[‐‑]", "-", line.casefold())))
    ends = sum(_PARTED.search(line) is not None and after[:1].islower() for line, after in pairwise(lines))
    return Hyphens(words, ends >= _TYPESET * len(lines))
