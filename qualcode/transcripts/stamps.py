"""Time stamps among the words of a turn: `[00:03:00]`, `(00:12:34)`, `{00:03}`, `#00:03:00-0#`, `00:03:00`.

A transcription service writes them; nobody said them, and they are no words. `at 10:30`, without seconds and without
brackets, is what people say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qualcode.transcripts.span import Span

_SPACE = r"[^\S\n]{0,2}"
_SECONDS = r":[0-5][0-9](?:[.,;:][0-9]{1,3})?"  # fractions, or the frames of a film
_CLOCK = rf"[0-9]{{1,3}}:[0-5][0-9](?:{_SECONDS}|[.,][0-9]{{1,3}})?"
_HOURS = rf"[0-9]{{1,3}}:[0-5][0-9]{_SECONDS}"
_TO = rf"{_SPACE}(?:-->|->|→|[-–—]){_SPACE}"

# What is looked for from the left, after whole words: it does not look at what stands before it.
STAMP = (
    rf"[\[({{<#（［【]{_SPACE}#?{_CLOCK}(?:{_TO}{_CLOCK})?(?:-[0-9])?#?{_SPACE}[\])}}>#）］】]"
    rf"|#?{_HOURS}(?!:?[0-9])(?:-[0-9]#|#)?"
)
LONGEST = 50  # code points; a stamp has no line end in it

OVERLAP = 60.0  # seconds that the clock may go back between turns of one recording

_STAMP = re.compile(STAMP)
_ROUND = re.compile(rf"[(（]{_SPACE}{_CLOCK}{_SPACE}[)）]")
_HAS_HOURS = re.compile(_HOURS)
_DIGITS = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:[.,]\d+)?)")


def seconds_of(time: str) -> float | None:
    """The first time in `time` (`1:02`, `[00:01:02.500]`) in seconds, None where there is none."""
    found = _DIGITS.search(time)
    if found is None:
        return None
    hours, minutes, seconds = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def times_in(text: str, within: Span) -> Iterator[tuple[float, Span]]:
    """The stamps in a part of a text that tell how far into the talk it was said, in seconds, and where they stand.

    `(10:30)` is as likely to be a time of the day.
    """
    if text.find(":", within.start, within.end) < 0:
        return
    for found in _STAMP.finditer(text, within.start, within.end):
        seconds = seconds_of(found[0])
        if seconds is not None and (not _ROUND.fullmatch(found[0]) or _HAS_HOURS.search(found[0])):
            yield seconds, Span(*found.span())


def times_of(text: str, turns: Sequence[tuple[Span, float | None]]) -> list[tuple[float, int]]:
    """When each turn was said, in seconds, and what stands behind a stamp in it; with where that begins, in order.

    Turns come with the time beside their label. Between two of them that have one, a stamp that lies before the
    first or after the second is of something else that was timed.
    """
    found: list[tuple[float, int]] = []
    following: list[float | None] = [None]
    for _, seconds in reversed(turns):
        following.append(following[-1] if seconds is None else seconds)
    latest: float | None = None
    for (span, seconds), after in zip(turns, following[-2::-1], strict=True):
        if seconds is not None:
            found.append((seconds, span.start))
            latest = seconds
        for stamp, place in times_in(text, span):
            if latest is not None and stamp < latest - OVERLAP:
                continue
            if latest is not None and after is not None and latest <= after < stamp - OVERLAP:
                continue
            found.append((stamp, place.start))
    return found
