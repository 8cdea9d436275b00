"""Names and headings that were probably meant to be others."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CONFUSED = str.maketrans("oilsz|", "011521")
_SHORTEST = 4  # of a word that a letter may be wrong in


class Names:
    """Names among which a slip of the finger is looked for; made once for many names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key: dict[str, list[str]] = {}
        self._words: list[tuple[str, str]] = []
        for name in dict.fromkeys(names):
            self._by_key.setdefault(_key(name), []).append(name)
            if not _numbered(name):
                self._words.append((name.strip().casefold(), name))

    def meant(self, name: str) -> list[str]:
        """Those that `name` could be a slip of the finger for; P1 is never taken for P2."""
        bare = name.strip().casefold()
        found = [other for other in self._by_key.get(_key(name), ()) if _numbered(name) or _numbered(other)]
        if not _numbered(name):
            from rapidfuzz.distance import OSA  # 9 ms, and only where something fits nothing

            found += [
                other
                for word, other in self._words
                if len(word) >= _SHORTEST
                and abs(len(word) - len(bare)) <= 2
                and OSA.distance(bare, word, score_cutoff=2) <= _slips(word)
            ]
        return [other for other in found if other.strip().casefold() != bare]


def meant(name: str, others: Iterable[str]) -> list[str]:
    """Those of `others` that `name` could be a slip of the finger for."""
    return Names(others).meant(name)


def _numbered(name: str) -> bool:
    return re.search(r"\d", name) is not None


def _slips(word: str) -> int:
    return 1 if len(word) < 8 else 2


def _key(name: str) -> str:
    """A name without spaces, points and leading zeros, letters that look like figures as figures."""
    bare = re.sub(r"[\W_]+", "", name.casefold()).translate(_CONFUSED)
    return re.sub(r"(?<!\d)0+(?=\d)", "", bare)
