"""The turn, the time and the document that a draft gives beside its quotations, and whether the words stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.phrases import listed, place
from qualcode.essays.findings import Told, Trouble
from qualcode.essays.searched import Way
from qualcode.essays.voices import Spoken, Voices
from qualcode.transcripts.quoting import in_marks

_TURN = re.compile(r"\bturns?\s+((?:\d{1,6}(?:\s*(?:[–-]|to|and|,|&)\s*(?=\d))?)+)", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,6})(?:\s*(?:[–-]|to)\s*(\d{1,6}))?")
_TIME = re.compile(
    r"(?<!at\s)(?<![\w:.])(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?![\w:])(?!\s*(?:[ap]\.?m\b|o[’']clock|h\b|Uhr))"
)
_PART = re.compile(r"\s*[,;·()\[\]]\s*")
_NEAR = 2  # seconds by which a time may be rounded
_MOST_TOLD = 4  # places of words that stand in many


@dataclass(frozen=True, slots=True)
class PlaceBeside:
    """A place as a draft gives it: turns from 1, both ends taken in; seconds; a document by what it is called."""

    turns: tuple[tuple[int, int], ...]
    times: tuple[int, ...]
    document: str

    def is_of(self, spoken: Sequence[Spoken]) -> bool:
        """Whether words that were said in some turns stand there; what is not known of the turns says nothing."""
        return self.has_turn(spoken) and self.has_time(spoken) and self.has_document(spoken)

    def has_turn(self, spoken: Sequence[Spoken]) -> bool:
        return not self.turns or any(first <= one.turn <= last for one in spoken for first, last in self.turns)

    def has_time(self, spoken: Sequence[Spoken]) -> bool:
        known = [one for one in spoken if one.seconds is not None]
        return not self.times or not known or any(_within(time, one) for one in known for time in self.times)

    def has_document(self, spoken: Sequence[Spoken]) -> bool:
        return not self.document or any(one.document == self.document for one in spoken)


def place_in(source: str, voices: Voices) -> PlaceBeside:
    """The place that words beside a quotation give: `P07, turn 91`, `P09, 24:57`, `P5R2`."""
    turns = [
        (int(one[1]), int(one[2] or one[1])) for found in _TURN.finditer(source) for one in _RANGE.finditer(found[1])
    ]
    times = [
        int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) for hours, minutes, seconds in _TIME.findall(source)
    ]
    named = (part for part in _PART.split(source) if voices.is_document(part))
    return PlaceBeside(tuple(turns), tuple(times), next(named, ""))


def told_of_place(beside: PlaceBeside, ways: Sequence[Way], voices: Voices) -> Iterator[Told]:
    """What is wrong with the place beside a quotation; nothing where its words stand there in any of their ways."""
    spoken = [voices.spoken(way) for way in ways]
    if any(beside.is_of(one) for one in spoken):
        return
    if not any(beside.has_document(one) for one in spoken):
        there = listed(
            [in_marks(one) for one in dict.fromkeys(one[0].document for one in spoken if one)][:_MOST_TOLD]
        )
        yield Told(Trouble.OTHER_PLACE, f"The draft says {in_marks(beside.document)}; the words stand in {there}.")
    elif not any(beside.has_turn(one) for one in spoken):
        turns = listed([str(one[0].turn) for one in spoken if one][:_MOST_TOLD])
        given = listed([str(first) if first == last else f"{first}–{last}" for first, last in beside.turns])
        yield Told(Trouble.OTHER_PLACE, f"The draft says turn {given}; the words stand in turn {turns}.")
    else:
        times = [place(seconds=one[0].seconds) for one in spoken if one and one[0].seconds is not None]
        given = listed([place(seconds=time) for time in beside.times])
        said = f"the turn of these words begins at {listed(times[:_MOST_TOLD])}"
        yield Told(Trouble.OTHER_PLACE, f"The draft says {given}; {said}.")


def _within(time: int, spoken: Spoken) -> bool:
    assert spoken.seconds is not None, "only turns whose time is known are asked"
    return int(spoken.seconds) - _NEAR <= time and (spoken.until is None or time <= spoken.until + _NEAR)
