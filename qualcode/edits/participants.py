"""Participants: consent, attributes, pseudonyms, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.edits.attributes import KINDS as KINDS
from qualcode.edits.attributes import AllowInPrint as AllowInPrint
from qualcode.edits.attributes import ChangeAttribute as ChangeAttribute
from qualcode.edits.attributes import NewAttribute, added, attribute_ids, kept_value
from qualcode.edits.days import as_day
from qualcode.edits.handing_over import handing_over
from qualcode.edits.ids import new_id
from qualcode.edits.reasons import ConsentReason
from qualcode.edits.store import Row, Store
from qualcode.participants.attributes import AppliesTo, value_of
from qualcode.participants.consent import Consent
from qualcode.participants.files import ParticipantRow
from qualcode.participants.guessing import guess
from qualcode.problem import Problem
from qualcode.transcripts.speakers import participant_id


@dataclass(frozen=True)
class ChangeParticipant:
    """Change a participant's consent, until-date, consent words, pseudonym or note, and attributes by name.

    `why` the consent changes is kept. Raises Problem on an unknown consent, a day that is no date, a value that its
    attribute cannot hold, a pseudonym that is empty or somebody else's, or where nobody says why somebody who
    withdrew comes back.
    """

    participant_id: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    why: ConsentReason = field(default_factory=ConsentReason)

    def apply(self, store: Store) -> str:
        row = living(store, self.participant_id)
        consent = self.fields.get("consent")
        if consent is not None and consent not in list(Consent):
            raise Problem(f"“{consent}” is not a consent.", remedy=f"Use one of: {', '.join(Consent)}.")
        changes = dict(self.fields)
        if "consent_until" in changes:
            changes["consent_until"] = as_day(changes["consent_until"])
        if "pseudonym" in changes:
            changes["pseudonym"] = free_pseudonym(store, self.fields["pseudonym"], self.participant_id)
        if self.attributes:
            ids = attribute_ids(store, dict.fromkeys(self.attributes, False))
            changes["attributes"] = {
                ids[name]: kept_value(store, ids[name], value)[0] for name, value in self.attributes.items()
            }
        self.why.keep(store, "participant", row, row["pseudonym"], str(consent or row["consent"]))
        store.set("participant", self.participant_id, **changes)
        return f"Details of {changes.get('pseudonym', row['pseudonym'])}"


@dataclass(frozen=True)
class SetFact:
    """Keep one fact about a participant, as somebody typed it; nothing typed takes it away.

    Raises Problem where the attribute cannot hold it: a date that is none, a number that is none.
    """

    participant_id: str
    attribute_id: str
    said: str

    def apply(self, store: Store) -> str:
        row = living(store, self.participant_id)
        kept, name = kept_value(store, self.attribute_id, self.said)
        store.set("participant", self.participant_id, attributes={self.attribute_id: kept})
        return f"{name} of {row['pseudonym']}"


@dataclass(frozen=True)
class AddParticipant:
    """Add a person by hand. Raises Problem where the pseudonym is empty or somebody else's."""

    pseudonym: str
    id: str = field(default_factory=new_id)

    def apply(self, store: Store) -> str:
        row = new_participant(store, self.pseudonym)
        store.add("participant", [{**row, "id": self.id}])
        return f"New participant {row['pseudonym']}"


def new_participant(store: Store, pseudonym: str) -> Row:
    """A row for a person whose documents may come later: a label that is the pseudonym will find them."""
    return participant_row(store, free_pseudonym(store, pseudonym))


def participant_row(store: Store, name: str) -> Row:
    """A new row for a pseudonym that is known to be free."""
    return {"id": new_id(), "pseudonym": name, "source_id": participant_id(name), "created_at": store.now}


@dataclass(frozen=True)
class RemoveParticipant:
    """Take out a person who speaks in no document; undo brings them back. Raises Problem where they speak."""

    participant_id: str

    def apply(self, store: Store) -> str:
        row = living(store, self.participant_id)
        speaks = store.value(
            "SELECT d.name FROM speaker s JOIN document d ON d.id = s.document_id "
            "WHERE s.participant_id = ? AND s.deleted_at IS NULL AND d.deleted_at IS NULL",
            self.participant_id,
        )
        if speaks is not None:
            raise Problem(
                f"{row['pseudonym']} speaks in “{speaks}”.",
                "A person whose words are in the study cannot be taken out of its table.",
                "Set the consent to “withdrawn”, or review who speaks in the document.",
            )
        store.remove("participant", [self.participant_id])
        return f"Removal of {row['pseudonym']}"


@dataclass(frozen=True)
class MarkInterviewer:
    """Say that a participant is an interviewer: their labels ask from now on, and they are no participant any more.

    Raises Problem when they are gone already, or as `handing_over`.
    """

    participant_id: str
    because: str = ""

    def apply(self, store: Store) -> str:
        row = living(store, self.participant_id)
        own = store.rows("SELECT id, document_id FROM speaker WHERE participant_id = ?", self.participant_id)
        with handing_over(store, [speaker["document_id"] for speaker in own], self.because):
            for speaker in own:
                store.set("speaker", speaker["id"], is_interviewer=1, participant_id=None)
        store.remove("participant", [self.participant_id])
        return f"{row['pseudonym']} is an interviewer"


@dataclass
class ImportParticipants:
    """Fill in participants from a table, matched by pseudonym or by the label their documents give them.

    Who withdrew stays so, whatever the table says.

    After `make`: `changed` counts participants, `unmatched` names the rows that fit nobody.
    """

    rows: Sequence[ParticipantRow]
    printable: Mapping[str, bool]
    changed: int = 0
    unmatched: list[str] = field(default_factory=list)

    def apply(self, store: Store) -> str:
        types = {name: guess(name, [row.attributes.get(name, "") for row in self.rows]) for name in self.printable}
        wanted = [
            NewAttribute(name, types[name].kind, types[name].choices, may) for name, may in self.printable.items()
        ]
        ids = added(store, wanted, AppliesTo.PARTICIPANT)
        known = {row["pseudonym"].casefold(): row["id"] for row in store.rows(_LIVING)}
        labels: dict[str, set[str]] = {}
        for row in store.rows(
            "SELECT label, participant_id FROM speaker WHERE participant_id IS NOT NULL AND deleted_at IS NULL"
        ):
            labels.setdefault(row["label"].casefold(), set()).add(row["participant_id"])
        for line in self.rows:
            named = labels.get(line.participant.casefold(), set())
            person = known.get(line.participant.casefold()) or (next(iter(named)) if len(named) == 1 else None)
            if person is None:
                self.unmatched.append(line.participant)
                continue
            fields: dict[str, Any] = {
                "attributes": {
                    ids[name]: value_of(value, types[name]).kept or None
                    for name, value in line.attributes.items()
                    if name in ids
                }
            }
            held = store.value("SELECT consent FROM participant WHERE id = ?", person)
            if line.consent is not None and held != Consent.WITHDRAWN:
                fields["consent"] = str(line.consent)
            if line.until is not None:
                fields["consent_until"] = line.until.isoformat()
            if line.words:
                fields["consent_words"] = line.words
            self.changed += store.set("participant", person, **fields)
        return f"Details of {self.changed} participants"


_LIVING = "SELECT id, pseudonym FROM participant WHERE deleted_at IS NULL"


def living(store: Store, participant_id: str) -> Row:
    """A participant's row. Raises Problem where they are gone."""
    row = store.row("participant", participant_id)
    if row is None or row["deleted_at"]:
        raise Problem("This participant is no longer in the study.")
    return row


def free_pseudonym(store: Store, pseudonym: str, own_id: str = "") -> str:
    """A pseudonym on one line. Raises Problem where it is empty or somebody else's."""
    bare = " ".join(str(pseudonym).split())
    if not bare:
        raise Problem("A participant needs a pseudonym.", remedy="Type one, such as P03.")
    others = store.rows(f"{_LIVING} AND id != ?", own_id)
    if bare.casefold() in {other["pseudonym"].casefold() for other in others}:
        raise Problem(f"Somebody else is {bare} already.", remedy="Choose another pseudonym.")
    return bare
