"""Live captions roll: each shows again what the one before showed, and adds to it."""

from __future__ import annotations

from collections.abc import Sequence

_TOGETHER = 0.05  # seconds between two captions of which one may show the other's words again
_SHARE = 0.3  # of all captions; fewer repeats than that are people who say a thing twice

Lines = tuple[str, ...]
When = tuple[float, float, str | None]


def unrolled(cues: Sequence[Lines], when: Sequence[When], rolls: bool) -> list[Lines]:
    """The lines of each caption that no caption before it showed; all of them where the captions do not roll.

    `when` is each caption's start, end and speaker; `rolls` says that the file marks its words as running.
    """
    repeated = [0] * len(cues)
    grown = [False] * len(cues)
    for n in range(1, len(cues)):
        (start, _, speaker), (_, ended, before) = when[n], when[n - 1]
        if speaker == before and start - ended < _TOGETHER:
            repeated[n] = _shown_again(cues[n - 1], cues[n])
            grown[n] = not repeated[n] and _grows(cues[n - 1], cues[n])
    # A caption that is wholly the one before may be a person's second yes; one that goes on after it is not.
    sure = sum(0 < count < len(lines) for count, lines in zip(repeated, cues, strict=True))
    if not rolls and sure < max(2, _SHARE * len(cues)):
        repeated = [0] * len(cues)
    if sum(grown) < max(2, _SHARE * len(cues)):
        grown = [False] * len(cues)
    result: list[Lines] = []
    for n, lines in enumerate(cues):
        if grown[n]:
            rest = " ".join(lines)[len(" ".join(cues[n - 1])) :].strip()
            result.append((rest,) if rest else ())
        else:
            result.append(lines[repeated[n] :])
    return result


def _shown_again(before: Lines, lines: Lines) -> int:
    """How many first lines of a caption are the last lines of the one before."""
    for count in range(min(len(before), len(lines)), 0, -1):
        if before[-count:] == lines[:count]:
            return count
    return 0


def _grows(before: Lines, lines: Lines) -> bool:
    """True where a caption's words begin with all the words of the one before, and more follow."""
    shown, words = " ".join(before), " ".join(lines)
    return " " in shown and len(words) > len(shown) and words.startswith(f"{shown} ")
