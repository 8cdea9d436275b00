"""Who asks the questions where no label says so: by what each says, and by whom each talks to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.transcripts.speaker_likeness import Voice

MEETS_MANY = 3  # people, so that two interviews with one person and a friend make nobody an interviewer
_QUESTION = re.compile(r"[?？؟]+")
_FEWEST = 5  # questions
_OFTEN = 0.01  # questions for each word said: measured, who asks is rarely below, who answers always
_FRACTION = 4  # who says no more than a quarter of what another says listens
_OFTEN_IN_LITTLE = 0.004
_TIMES = 3.0  # as often as anybody else, for who opens the talk
_TIMES_UNOPENED = 6.0


@dataclass(slots=True)
class Said:
    """What one speaker says in a document: turns, words, and questions by their marks."""

    turns: int = 0
    words: int = 0
    questions: int = 0

    def add(self, words: str) -> None:
        """Take one more turn."""
        self.turns += 1
        self.words += len(words.split())
        self.questions += len(_QUESTION.findall(words))

    @property
    def often(self) -> float:
        return self.questions / self.words if self.words else 0.0


def who_asks(said: Mapping[str, Said]) -> str | None:
    """Who asks the questions of a talk, where that is evident; None else. `said` is in the order of first words.

    It is evident for who asks far oftener than anybody else and says less than somebody else; less is enough for
    who opens a talk and says very little of it.
    """
    if len(said) < 2:
        return None
    first = next(iter(said))
    found = max(said, key=lambda one: said[one].often)
    asker = said[found]
    others = [one for speaker, one in said.items() if speaker != found]
    oftenest, most = max(one.often for one in others), max(one.words for one in others)
    if asker.questions < _FEWEST or asker.words >= most:
        return None
    if found == first and asker.words * _FRACTION <= most and asker.often >= max(_OFTEN_IN_LITTLE, oftenest * 2):
        return found
    evident = asker.often >= max(_OFTEN, oftenest * (_TIMES if found == first else _TIMES_UNOPENED))
    return found if evident else None


def seem_to_ask(voices: Sequence[Voice]) -> Iterator[Voice]:
    """Voices whose label evidently asks, where nobody is known to ask, and no other label asks in their documents.

    A name that asks in one document is taken to ask in all; a label that only counts the voices of a recording
    (Speaker 1) may be anybody's in another: it must ask in each.
    """
    known = {document for voice in voices if voice.asks for document in voice.documents}
    asking: dict[str, set[str]] = defaultdict(set)
    evident: set[str] = set()
    for voice in voices:
        for document in voice.asks_in:
            asking[document].add(voice.key)
        if voice.asks_in and not voice.names_nobody:
            evident.add(voice.key)
    for voice in voices:
        if voice.asks or voice.id_meant is not None or voice.documents & known:
            continue
        every = bool(voice.asks_in) and voice.asks_in == voice.documents
        sure = every if voice.names_nobody else voice.key in evident
        if sure and all(asking[document] <= {voice.key} for document in voice.documents):
            yield voice


def who_meet_many(voices: Sequence[Voice]) -> Iterator[tuple[Voice, int, int]]:
    """Voices of a name that talks most to three or more others, each in a document: in how many, to how many.

    Two documents in which the other has one name (a copy, a second talk) count as one other. Where somebody is known
    to ask, nobody else is taken for who asks.
    """
    by_document: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        for document in voice.documents:
            by_document[document].append(voice)
    named: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if not voice.asks and not voice.names_nobody and voice.id_meant is None:
            named[voice.key].append(voice)
    for same in named.values():
        met: dict[str, str] = {}
        for document in {document for voice in same for document in voice.documents}:
            others = [voice for voice in by_document[document] if voice.key != same[0].key]
            if any(voice.asks for voice in others):
                met.clear()
                break
            if others:
                most = max(others, key=lambda voice: (voice.turns, voice.id))
                met[document] = (most.person or f"{document} {most.key}") if most.names_nobody else most.key
        if (others_met := len(set(met.values()))) >= MEETS_MANY:
            yield from ((voice, len(met), others_met) for voice in same)
