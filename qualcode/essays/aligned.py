"""A quotation laid beside what was said, word by word."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qualcode.transcripts.quoting import in_marks

MOST_OWN = 8  # words said that the writer's own words in brackets may stand for


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the draft that stand for words said; empty where none do."""

    draft: str
    said: str

    def __str__(self) -> str:
        if not self.said:
            return f"{in_marks(self.draft)} was added"
        if not self.draft:
            return f"{in_marks(self.said)} was left out"
        return f"{in_marks(self.draft)} stands for {in_marks(self.said)}"


Pair = tuple[int | None, int | None]  # the places of a word of the draft and of one said


def aligned(
    sought: Sequence[str], said: Sequence[str], asides: Sequence[bool], own_after: Collection[int] = ()
) -> tuple[int, list[Pair]]:
    """What it costs to make words said out of those sought, and which stand for which; what is said around is free.

    What stands in brackets where it was said (`asides`) may be left out, and so may up to `MOST_OWN` words after each
    place of `own_after`, where the writer put words of their own. Takes some 0.2 µs for each pair of words.
    """
    wide = len(said) + 1
    costs = [0 if aside else _GAP for aside in asides]
    never = [_ADDED * (len(sought) + 2)] * len(said)  # more than words of the draft alone cost
    before = [0] * wide
    steps: list[bytearray] = []
    leaps: dict[int, bytearray] = {}
    for place, word in enumerate(sought):
        if place - 1 in own_after:
            before, leaps[place - 1] = _leapt(before)
        row = [before[0] + _ADDED] * wide
        step = bytearray([_ALONE]) * wide
        gaps = costs if place < len(sought) - 1 else never
        left = row[0]
        for at, (both, above, fold, gap) in enumerate(zip(before, before[1:], said, gaps, strict=False), 1):
            best, how = both if fold == word else both + _OTHER, _BOTH
            if above + _ADDED < best:
                best, how = above + _ADDED, _ALONE
            if left + gap < best:
                best, how = left + gap, _SAID
            row[at] = left = best
            step[at] = how
        steps.append(step)
        before = row
    end = min(range(wide), key=before.__getitem__)
    return before[end], _back(steps, leaps, end)


_BOTH, _ALONE, _SAID = 0, 1, 2
# A word stands for another sooner than it was added, and one that was said was sooner left out than another added.
_OTHER, _ADDED, _GAP = 3, 4, 2


def _leapt(row: Sequence[int]) -> tuple[list[int], bytearray]:
    """The row where up to `MOST_OWN` words said are passed over for nothing, and how many were for each place."""
    new, leap = list(row), bytearray(len(row))
    for at in range(1, len(row)):
        for back in range(1, min(MOST_OWN, at) + 1):
            if row[at - back] < new[at]:
                new[at], leap[at] = row[at - back], back
    return new, leap


def _back(steps: Sequence[bytearray], leaps: Mapping[int, bytearray], end: int) -> list[Pair]:
    """The pairs in their order, from where they end in what was said."""
    found: list[Pair] = []
    place, at = len(steps) - 1, end
    while place >= 0:
        how = steps[place][at]
        if how == _SAID:
            found.append((None, at - 1))
            at -= 1
            continue
        found.append((place, at - 1 if how == _BOTH else None))
        at -= how == _BOTH
        place -= 1
        if place in leaps:
            at -= leaps[place][at]
    return found[::-1]
