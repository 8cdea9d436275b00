"""Whose words turns are that were just given to somebody, and whose they were before, in sentences."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.documents import OpenDocument, Speaker, speakers
from qualcode.analysis.people import agreement_of, participants
from qualcode.participants.consent import BINDING, Agreement, Consent
from qualcode.transcripts.boundaries import has_word
from qualcode.transcripts.editing import TextChange
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span


def speaker_named(found: Iterable[Speaker], name: str) -> Speaker | None:
    """The speaker of a document whom a name means: who is shown so, else who is labelled so; None where nobody is."""
    wanted = " ".join(name.split()).casefold()
    every = list(found)
    shown = (one for one in every if one.shown.casefold() == wanted)
    labelled = (one for one in every if one.label.casefold() == wanted)
    return next(shown, None) or next(labelled, None)


def whose_now(
    conn: sqlite3.Connection, document_id: str, given: Iterable[tuple[str | None, str]], known: Collection[str]
) -> list[str]:
    """Whose the turns given to speakers are, each an id or a name; who was not `known` is a new participant.

    `known` are the ids of the participants there were before.
    """
    here = speakers(conn, document_id)
    people = {one.id: one for one in participants(conn)}
    told: dict[str, None] = {}
    for speaker_id, name in given:
        one = here.get(speaker_id) if speaker_id is not None else speaker_named(here.values(), name)
        if one is None:
            continue
        person = people.get(one.participant_id or "")
        if person is None:
            whose = "an interviewer’s" if one.is_interviewer else "no participant’s"
            told[f"What “{one.label}” says is {whose} words."] = None
        elif person.id not in known:
            told[f"They are {person.pseudonym}’s words now: a new participant, with no consent recorded."] = None
        elif person.agreement.consent is Consent.WITHDRAWN:
            told[f"They are {person.pseudonym}’s words now, who withdrew: they count nowhere."] = None
        else:
            told[f"They are {person.pseudonym}’s words now ({person.agreement.consent})."] = None
    return list(told)


# What passes from one to another


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose some words are: a participant's, by id, else an interviewer's, else nobody's.

    `called` is what somebody is to be called whom the study does not know yet.
    """

    participant_id: str | None = None
    asks: bool = False
    called: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """That words of a participant, by id, become somebody else's."""

    giver: str
    taker: Holder


Held = Sequence[tuple[Span, Holder]]
"""Stretches of a text, in order and apart, with whose they are."""


def held(conn: sqlite3.Connection, document_id: str) -> tuple[str, Held]:
    """The version that a document's text has now, and whose its turns are, as the version itself tells."""
    found = conn.execute(
        "SELECT v.id, v.turns FROM document d JOIN text_version v ON v.id = d.version_id WHERE d.id = ?",
        (document_id,),
    ).fetchone()
    if found is None:
        return "", []
    return found[0], turns_held(found[1], holders(conn, document_id))


def holders(conn: sqlite3.Connection, document_id: str) -> dict[str, Holder]:
    """Who the speakers of a document are, by id; those taken out too, for older versions name them."""
    rows = conn.execute(
        "SELECT id, participant_id, is_interviewer FROM speaker WHERE document_id = ?", (document_id,)
    )
    return {row[0]: Holder(row[1], bool(row[2])) for row in rows}


def turns_held(turns: str, speaking: dict[str, Holder]) -> Held:
    """Turns as a version keeps them, with whose they are."""
    found = [(Span(turn[0], turn[1]), speaking.get(turn[2], Holder())) for turn in json.loads(turns)]
    return sorted((one for one in found if one[0]), key=lambda one: one[0])


def passed(text: str, before: Held, after: Held) -> list[Passed]:
    """What of participants' words becomes somebody else's, each once; both count in one text."""
    starts = [span.start for span, _ in after]
    found: dict[Passed, None] = {}
    for span, giver in before:
        if giver.participant_id is None:
            continue
        for place in range(max(bisect_right(starts, span.start) - 1, 0), len(after)):
            now, taker = after[place]
            if now.start >= span.end:
                break
            if taker != giver and span.overlaps(now):
                shared = Span(max(span.start, now.start), min(span.end, now.end))
                if has_word(text, shared):
                    found[Passed(giver.participant_id, taker)] = None
    return list(found)


def passed_by(conn: sqlite3.Connection, seen: OpenDocument, change: TextChange) -> list[Passed]:
    """What would become somebody else's through a change of a text, before it is made.

    Its turns name speakers by id, or by what they are called.
    """
    known = {name.casefold(): Holder(one) for one, name in conn.execute(_PSEUDONYMS)}
    speaking = holders(conn, seen.id)

    def holder(named: str | None) -> Holder:
        if named is None or named in speaking:
            return speaking.get(named or "", Holder())
        called = " ".join(named.split()).casefold()
        one = speaker_named(seen.speakers.values(), named)
        return known.get(called) or (speaking[one.id] if one is not None else Holder(called=" ".join(named.split())))

    splices = change.splices
    before = [(splices.map_span(turn.span), holder(turn.speaker)) for turn in seen.turns if turn.span]
    after = [(turn.span, holder(turn.speaker)) for turn in change.turns if turn.span]
    return passed(splices.apply(seen.text) if splices else seen.text, before, after)


_PSEUDONYMS = "SELECT id, pseudonym FROM participant WHERE deleted_at IS NULL"


class Agreed:
    """What participants agreed to, as it is on a day."""

    def __init__(self, conn: sqlite3.Connection, on: date) -> None:
        self._conn = conn
        self._on = on
        self._people: dict[str, tuple[str, Agreement]] = {}

    @property
    def binds(self) -> bool:
        """Whether anybody said that their words are not for all."""
        marks = ", ".join("?" * len(BINDING))
        sql = f"SELECT EXISTS (SELECT 1 FROM participant WHERE consent IN ({marks}) OR consent_until < ?)"
        return bool(self._conn.execute(sql, (*BINDING, self._on.isoformat())).fetchone()[0])

    def bind_in(self, document_id: str) -> bool:
        """Whether anybody who speaks in a document did."""
        spoken = self._conn.execute(
            "SELECT participant_id FROM speaker WHERE document_id = ? AND participant_id IS NOT NULL "
            "AND deleted_at IS NULL",
            (document_id,),
        )
        return any(self._consent(one) in BINDING for (one,) in spoken)

    def freed(self, some: Iterable[Passed]) -> list[Passed]:
        """Those through which words lose a consent that was given and is stricter than what they come under.

        Where nothing is recorded anything may be, later.
        """
        return [one for one in some if self._is_freed(one)]

    def sentences(self, some: Iterable[Passed]) -> list[str]:
        """`Words of P04, who withdrew, become P03’s (quote).`"""
        return list(dict.fromkeys(self._sentences(some)))

    def _sentences(self, some: Iterable[Passed]) -> Iterator[str]:
        for one in some:
            name, agreement = self._person(one.giver)
            withdrew = agreement.consent is Consent.WITHDRAWN
            giver = f"{name}, who withdrew," if withdrew else f"{name} ({self._told(agreement)})"
            yield f"Words of {giver} become {self._taker(one.taker)}."

    def _taker(self, taker: Holder) -> str:
        if taker.asks:
            return "an interviewer’s"
        if taker.participant_id is None:
            return f"those of {in_marks(taker.called)}" if taker.called else "nobody’s"
        name, agreement = self._person(taker.participant_id)
        return f"{name}’s ({self._told(agreement)})"

    def _told(self, agreement: Agreement) -> str:
        return f"{agreement.consent}{', which has run out' if agreement.has_run_out(self._on) else ''}"

    def _is_freed(self, one: Passed) -> bool:
        own = self._consent(one.giver)
        if own not in BINDING:
            return False
        if one.taker.participant_id is None:
            return True
        other = self._consent(one.taker.participant_id)
        return other is Consent.NOT_RECORDED or other.strictness < own.strictness

    def _consent(self, person: str) -> Consent:
        return self._person(person)[1].on(self._on)

    def _person(self, person: str) -> tuple[str, Agreement]:
        """A participant's pseudonym and agreement as they were when first asked for."""
        if person not in self._people:
            sql = "SELECT pseudonym, consent, consent_until, consent_words FROM participant WHERE id = ?"
            name, *agreement = self._conn.execute(sql, (person,)).fetchone()
            self._people[person] = name, agreement_of(*agreement)
        return self._people[person]
