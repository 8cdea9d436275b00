"""What is counted against: the documents in question, who speaks in them, and the bases of a table's columns."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from qualcode.analysis.counts.kept import kept
from qualcode.analysis.documents import CALLED
from qualcode.analysis.naming import names_of
from qualcode.analysis.withdrawals import documents_withdrawn
from qualcode.transcripts.transcript import Kind


class Source(NamedTuple):
    """A document as it is counted: `version_id` is its current text, `facts` are values by attribute id, as JSON."""

    id: str
    name: str
    kind: Kind
    version_id: str
    facts: str


class Speaking(NamedTuple):
    """A label of a document: whose it is, None where no participant's, and whether it asks."""

    document_id: str
    participant_id: str | None
    asks: bool


@dataclass(frozen=True, slots=True)
class Base:
    """Out of how many: participants who speak, documents, and words said, None where words were not counted."""

    participants: int = 0
    documents: int = 0
    words: int | None = None


@dataclass(frozen=True)
class Scope:
    """The documents in question in the order of every list, their speakers, and the people whose words they hold.

    `people` are pseudonyms by id, in order; `facts` are their values by attribute id, as JSON. `speakers` are those
    of the documents; where only some people are in question, other participants are not among them. `gone` are the
    ids of who withdrew: neither they nor documents that are left out for them are here.
    """

    sources: Mapping[str, Source]
    speakers: Mapping[str, Speaking]
    people: Mapping[str, str]
    facts: Mapping[str, str]
    only: frozenset[str] | None = None
    gone: frozenset[str] = frozenset()

    @cached_property
    def speaking_in(self) -> Mapping[str, frozenset[str]]:
        """The participants of each document."""
        nobody = frozenset[str]()
        found = dict.fromkeys(self.sources, nobody)
        for document, person, _ in self.speakers.values():
            if person is not None:
                found[document] |= {person}
        return found

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of the documents, in the order that every list has them."""
        held = {source.kind.value for source in self.sources.values()}
        return tuple(kind for kind in Kind if kind.value in held)

    def of(self, kind: Kind | None) -> Scope:
        """The part that is of one kind of document; all where None."""
        if kind is None:
            return self
        sources = {one: source for one, source in self.sources.items() if source.kind is kind}
        return self._with(sources)

    def _with(self, sources: Mapping[str, Source]) -> Scope:
        speakers = {one: speaker for one, speaker in self.speakers.items() if speaker.document_id in sources}
        here = {speaker.participant_id for speaker in speakers.values()}
        people = {one: name for one, name in self.people.items() if one in here}
        return Scope(sources, speakers, people, self.facts, self.only, self.gone)

    @cached_property
    def _documents_by_person(self) -> Mapping[str, Set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for document, person, _ in self.speakers.values():
            if person is not None:
                found[person].add(document)
        return found

    def values_of_people(self, attribute_id: str) -> dict[str, str]:
        """The value of an attribute of each participant, empty where it is not given."""
        return {one: _value(self.facts[one], attribute_id) for one in self.people}

    def values_of_documents(self, attribute_id: str) -> dict[str, str]:
        """The value of an attribute of each document, empty where it is not given."""
        return {one: _value(source.facts, attribute_id) for one, source in self.sources.items()}

    def base(self, documents: Collection[str]) -> Base:
        """How many documents there are, and participants who speak in them."""
        held = [self.speaking_in[one] for one in documents]
        return Base(len(held[0] if len(held) == 1 else frozenset[str]().union(*held)), len(held))

    def base_of(self, people: Collection[str]) -> Base:
        """How many people there are, and documents in which they speak."""
        held = [self._documents_by_person.get(one, frozenset()) for one in people]
        return Base(len(people), len(held[0] if len(held) == 1 else frozenset[str]().union(*held)))


def _value(facts: str, attribute_id: str) -> str:
    return str(json.loads(facts).get(attribute_id) or "")


def scope(
    conn: sqlite3.Connection,
    documents: Collection[str] | None = None,
    people: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
) -> Scope:
    """The documents of these ids and kinds in which these people speak; None means all. Who withdrew is left out."""
    whole = kept(conn, _whole)
    if documents is None and people is None and kinds is None:
        return whole
    wanted = None if documents is None else frozenset(documents)
    sources = {
        one: source
        for one, source in whole.sources.items()
        if (wanted is None or one in wanted) and (kinds is None or source.kind in kinds)
    }
    if people is None:
        return whole._with(sources)
    chosen = frozenset(people)
    speakers = {
        one: speaker
        for one, speaker in whole.speakers.items()
        if speaker.participant_id is None or speaker.participant_id in chosen
    }
    held = {speaker.document_id for speaker in speakers.values() if speaker.participant_id is not None}
    theirs = {one: source for one, source in sources.items() if one in held}
    return replace(whole, speakers=speakers, only=chosen)._with(theirs)


def _whole(conn: sqlite3.Connection) -> Scope:
    """All documents and all who speak in them."""
    names = names_of(conn)
    left_out = documents_withdrawn(conn)
    gone = frozenset(row[0] for row in conn.execute("SELECT id FROM participant WHERE consent = 'withdrawn'"))
    by_kind: dict[str, list[Source]] = {kind.value: [] for kind in Kind}
    known = {kind.value: kind for kind in Kind}
    for one, name, kind, version_id, facts in conn.execute(
        f"SELECT d.id, {CALLED}, d.kind, d.version_id, d.attributes FROM document d "
        "WHERE d.deleted_at IS NULL ORDER BY d.position, d.name"
    ):
        if one not in left_out:
            by_kind[kind].append(Source(one, names.show(name), known[kind], version_id, facts))
    speakers = {
        one: Speaking(document, person, bool(asks))
        for one, document, person, asks in conn.execute(
            "SELECT id, document_id, participant_id, is_interviewer FROM speaker WHERE deleted_at IS NULL"
        )
        if person not in gone
    }
    rows = conn.execute("SELECT id, pseudonym, attributes FROM participant ORDER BY length(pseudonym), pseudonym")
    everybody = rows.fetchall()
    whole = Scope(
        {source.id: source for some in by_kind.values() for source in some},
        speakers,
        {row[0]: names.show(row[1]) for row in everybody},
        {row[0]: row[2] for row in everybody},
        gone=gone,
    )
    return whole._with(whole.sources)
