"""Whose words the passages found are, where they stand, and whether they may be printed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from qualcode.analysis.documents import OpenDocument
from qualcode.analysis.people import Participant, participants
from qualcode.analysis.phrases import listed
from qualcode.analysis.verbatims import document_consents, speaker_of, turns_in, verbatim_of
from qualcode.essays.findings import Source
from qualcode.essays.matches import Match
from qualcode.essays.said import Place, Said
from qualcode.essays.searched import Way
from qualcode.participants.disclosure import Although, Audience, HeldBack, Verbatim, clear


class Voices:
    """The participants of a study, for the passages that were found of one draft."""

    def __init__(self, conn: sqlite3.Connection, said: Said, audience: Audience, on: date) -> None:
        self._said, self._audience, self._on = said, audience, on
        self._people = {person.id: person for person in participants(conn)}
        self._ids = list(self._people)
        self._consents = document_consents(conn)
        self.pseudonyms = [said.names.show(person.pseudonym) for person in self._people.values()]

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
        """The consent by which the words may not be shown to the audience; None where they may.

        What the person said to them who was asked is told apart from that, quote by quote.
        """
        verbatims = [replace(one, objection=None) for one in self._verbatims(way)]
        held = clear(verbatims, self._audience, on=self._on, names=self._said.names).held_back
        return max(held, key=lambda one: one.consent.strictness, default=None)

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
        found = []
        for match in way.found:
            document, span = self._document(match), match.span(self._said)
            turns, own = turns_in(document.turns, span), self._consents.get(document.id)
            found.append(verbatim_of(document.id, document, span, turns, self._people, own, self._audience))
        return found

    def _document(self, match: Match) -> OpenDocument:
        document = self._said.document(match.stretch.document)
        assert document is not None, "what was matched stands in a document that is there"
        return document
