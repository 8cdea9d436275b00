"""Runs of words that stand in many passages, found in what somebody wrote."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from qualcode.transcripts.span import Span

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_EDGE = 0  # between passages: no word


class Vocabulary(dict[str, int]):
    """A number for each word, the same whatever its capitals."""

    def __missing__(self, word: str) -> int:
        folded = word.casefold().replace("’", "'").strip("_")
        self[word] = found = self[folded] if folded != word else len(self) + 1
        return found

    def numbers(self, written: str) -> list[int]:
        """The words of a text in their order."""
        return list(map(self.__getitem__, _WORD.findall(written)))

    def placed(self, written: str) -> tuple[list[int], list[Span]]:
        """The same, with where each stands; half-open, code points."""
        found = list(_WORD.finditer(written))
        return [self[one[0]] for one in found], [Span(*one.span()) for one in found]


class WordRuns:
    """Finds runs of `least` words or more of some passages; 2.4 million words take half a second and 100 MB.

    Only every second or fourth place of the passages is looked up, of which each long enough run holds one.
    """

    def __init__(self, passages: Iterable[Sequence[int]], least: int) -> None:
        self._least, self._step = least, least // 2
        self._size = least - self._step + 1
        self._words = array("q", [_EDGE])
        self._starts = array("q")
        for words in passages:
            self._starts.append(len(self._words))
            self._words.extend(words)
            self._words.append(_EDGE)
        # The last place that begins with the same words, and for each place the one before it.
        self._last: dict[int, int] = {}
        self._before = array("q")
        samples = (self._words[at :: self._step] for at in range(self._size))
        for place, key in enumerate(map(hash, zip(*samples, strict=False))):
            self._before.append(self._last.get(key, -1))
            self._last[key] = place

    def found(self, words: Sequence[int]) -> Iterator[tuple[Span, int]]:
        """Where runs stand in other words (half-open, counted in words), each with the number of its passage."""
        for at in range(len(words) - self._size + 1):
            place = self._last.get(hash(tuple(words[at : at + self._size])), -1)
            while place >= 0:
                run, start = self._run(words, at, place * self._step)
                if run.end - run.start >= self._least:
                    yield run, bisect_right(self._starts, start) - 1
                place = self._before[place]

    def _run(self, words: Sequence[int], at: int, place: int) -> tuple[Span, int]:
        """All that is the same around two places, and where it begins in the passages."""
        said, start, end = self._words, at, at
        while start and said[place - (at - start) - 1] == words[start - 1]:
            start -= 1
        while end < len(words) and place + end - at < len(said) and said[place + end - at] == words[end]:
            end += 1
        return Span(start, end), place - (at - start)
