"""Whose words the passages found are, where they stand, and whether they may be printed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from qualcode.analysis.documents import CALLED, OpenDocument
from qualcode.analysis.people import Participant, participants
from qualcode.analysis.phrases import listed
from qualcode.analysis.verbatims import document_consents, speaker_of, turns_in, verbatim_of
from qualcode.essays.findings import Source
from qualcode.essays.matches import Match
from qualcode.essays.said import Place, Said
from qualcode.essays.searched import Way
from qualcode.participants.disclosure import Although, Audience, HeldBack, Verbatim, clear
from qualcode.transcripts.transcript import Kind

_PARTICIPANT = re.compile(r"P-?(\d+)")
_NUMBER = re.compile(r"(?<=[^\W\d])0*\d+$")  # of a pseudonym such as P01


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn in which words stand, counted from 1: when it begins and the next whose time is known, in seconds."""

    document: str
    turn: int
    seconds: float | None
    until: float | None


class Voices:
    """The participants of a study, for the passages that were found of one draft."""

    def __init__(self, conn: sqlite3.Connection, said: Said, audience: Audience, on: date) -> None:
        self._conn, self._said, self._audience, self._on = conn, said, audience, on
        self._people = {person.id: person for person in participants(conn)}
        self._ids = list(self._people)
        self._consents = document_consents(conn)
        self._starts: dict[str, list[int]] = {}
        self._asked: tuple[Way, list[Verbatim]] | None = None  # about one way all is asked before the next
        self.pseudonyms = [said.names.show(person.pseudonym) for person in self._people.values()]

    @cached_property
    def aliases(self) -> dict[str, int]:
        """Other names that a draft may have for people in brackets, with their places in `pseudonyms`.

        `P1` and `Participant 1` for P01, and what a document is called in which nobody else takes part.
        """
        places = {one: place for place, one in enumerate(self._ids)}
        documents = {
            self._said.names.show(name): places[person]
            for name, person in _only_there(self._conn)
            if person in places
        }
        taken = set(self.pseudonyms)
        return {
            name: place for name, place in {**documents, **self._other_numbers}.items() if name and name not in taken
        }

    @cached_property
    def _other_numbers(self) -> dict[str, int]:
        """The pseudonyms, and those that end in a number as they may be written, too."""
        found = {name: place for place, name in enumerate(self.pseudonyms)}
        for place, name in enumerate(self.pseudonyms):
            for digits in {written for number in _NUMBER.findall(name) for written in _numbers_like(number)}:
                found.setdefault(_NUMBER.sub(digits, name, count=1), place)
            if (number := _PARTICIPANT.fullmatch(name)) is not None:
                for word in ("Participant", "participant", "Interviewee", "interviewee"):
                    for digits in _numbers_like(number[1]):
                        found.setdefault(f"{word} {digits}", place)
        return found

    @property
    def people(self) -> Sequence[Participant]:
        """Everybody whose words are in the study, in the order of `pseudonyms`."""
        return tuple(self._people.values())

    def ids(self, places: Iterable[int]) -> list[str]:
        """The ids of some participants, by their places in `pseudonyms`."""
        return [self._ids[place] for place in places]

    def named(self, places: Iterable[int]) -> str:
        """Their pseudonyms as people see them: `P03 and P05`."""
        return listed([self.pseudonyms[place] for place in places])

    def shown(self, people: Iterable[str]) -> str:
        """The pseudonyms of participants by their ids."""
        return self.named(place for place, known in enumerate(self._ids) if known in set(people))

    def speakers(self, match: Match) -> list[tuple[str | None, bool]]:
        """Who says the words that a match shares with the draft: the participant's id, and whether they interview."""
        document = self._document(match)
        found = []
        for turn in sorted(match.turns()):
            speaker = speaker_of(document, document.turns[turn])
            if speaker is not None:
                found.append((speaker.participant_id, speaker.is_interviewer))
        return found

    def people_of(self, way: Way) -> tuple[str, ...]:
        """The ids of the participants who say any of it."""
        found = (person for match in way.found for person, _ in self.speakers(match) if person is not None)
        return tuple(dict.fromkeys(found))

    def spoken(self, way: Way) -> list[Spoken]:
        """The turns that have words of a way."""
        found = []
        for match in way.found:
            document = self._document(match)
            called = self._said.names.show(document.called)
            for number in sorted(match.turns()):
                later = (one.seconds for one in document.turns[number + 1 :] if one.seconds is not None)
                found.append(Spoken(called, number + 1, document.turns[number].seconds, next(later, None)))
        return found

    def is_document(self, words: str) -> bool:
        """Whether words are what a document is called, and no more than another way to write a pseudonym."""
        return words in self._documents and words not in self._other_numbers

    @cached_property
    def _documents(self) -> frozenset[str]:
        rows = self._conn.execute(f"SELECT {CALLED} FROM document d WHERE d.deleted_at IS NULL")
        return frozenset(self._said.names.show(name) for (name,) in rows)

    def evidence(self, way: Way) -> tuple[str, str] | None:
        """The publication that a way is from, its id and what it is called; None where somebody said any of it."""
        documents = [self._document(match) for match in way.found]
        if any(one.kind != Kind.EVIDENCE for one in documents):
            return None
        return documents[0].id, self._said.names.show(documents[0].called)

    def passed_over(self, way: Way) -> list[str]:
        """What an interviewer put in between, which the draft leaves out: `Mm`."""
        found = []
        for match in way.found:
            document = self._document(match)
            shared = match.turns()
            for turn in range(min(shared, default=0), max(shared, default=0)):
                speaker = speaker_of(document, document.turns[turn])
                if turn not in shared and speaker is not None and speaker.is_interviewer:
                    found.append(self._said.turn(Place(document.id, turn)).text.strip())
        return found

    def is_by(self, way: Way, people: Iterable[str]) -> bool:
        """Whether one of some people says any of it."""
        said_by = {person for match in way.found for person, _ in self.speakers(match)}
        return not said_by.isdisjoint(people)

    def held(self, way: Way) -> HeldBack | None:
        """The consent by which the words may not be shown to the audience, and whose it is; None where they may.

        What the person said to them who was asked is told apart from that, quote by quote.
        """
        verbatims = [replace(one, objection=None) for one in self._verbatims(way)]
        held = clear(verbatims, self._audience, on=self._on, names=self._said.names).held_back
        strictest = max(held, key=lambda one: one.consent.strictness, default=None)
        if strictest is None:
            return None
        people = (self._people[person] for person in self.people_of(way) if person in self._people)
        whose = [one.pseudonym for one in people if one.agreement.on(self._on) is strictest.consent]
        return replace(strictest, participants=tuple(map(self._said.names.show, whose)) or strictest.participants)

    def although(self, way: Way) -> tuple[Although, ...]:
        """Why some of the words are printed though consent does not allow it, each reason once."""
        cleared = clear(self._verbatims(way), self._audience, on=self._on, names=self._said.names).cleared
        return tuple(dict.fromkeys(one.although for one in cleared if one.although is not None))

    def may_be_seen(self, way: Way) -> bool:
        """Whether the team may be told what was said: all but what was withdrawn or refused."""
        return not clear(self._verbatims(way), Audience.TEAM, on=self._on, names=self._said.names).held_back

    def may_leave(self, way: Way) -> bool:
        """Whether the draft's readers may be told what was said."""
        return not clear(self._verbatims(way), self._audience, on=self._on, names=self._said.names).held_back

    def sources(self, way: Way) -> tuple[Source, ...]:
        """Where the words stand, each place once."""
        show = self._said.names.show
        found = []
        for match, verbatim in zip(way.found, self._verbatims(way), strict=True):
            document = self._document(match)
            turn = match.stretch.turns[match.first]
            who = tuple(show(one) for one in dict.fromkeys(line.who for line in verbatim.lines) if one)
            span, seconds = match.span(self._said), document.turns[turn].seconds
            found.append(Source(document.id, span, show(document.called), turn + 1, seconds, who))
        return tuple(dict.fromkeys(found))

    def _verbatims(self, way: Way) -> list[Verbatim]:
        if self._asked is None or self._asked[0] is not way:
            self._asked = way, self._verbatims_of(way)
        return self._asked[1]

    def _verbatims_of(self, way: Way) -> list[Verbatim]:
        found = []
        for match in way.found:
            document, span = self._document(match), match.span(self._said)
            if document.id not in self._starts:
                self._starts[document.id] = [turn.start for turn in document.turns]
            turns = turns_in(document.turns, span, self._starts[document.id])
            own = self._consents.get(document.id)
            found.append(verbatim_of(document.id, document, span, turns, self._people, own, self._audience))
        return found

    def _document(self, match: Match) -> OpenDocument:
        document = self._said.document(match.stretch.document)
        assert document is not None, "what was matched stands in a document that is there"
        return document


def _only_there(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """What each document is called in which one participant takes part, and who that is."""
    return conn.execute(
        f"SELECT {CALLED}, min(s.participant_id) FROM document d JOIN speaker s ON s.document_id = d.id "
        "WHERE d.deleted_at IS NULL AND s.deleted_at IS NULL AND s.participant_id IS NOT NULL "
        "AND d.question_id IS NULL "
        "GROUP BY d.id HAVING count(DISTINCT s.participant_id) = 1"
    ).fetchall()


def _numbers_like(number: str) -> set[str]:
    """A number as it is written with fewer zeros before it, or one more."""
    bare = number.lstrip("0") or "0"
    return {bare, f"0{bare}"}
