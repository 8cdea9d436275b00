"""Participants: consent, attributes, pseudonyms, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.edits.days import as_day
from qualcode.edits.ids import natural_id, new_id
from qualcode.edits.store import Store
from qualcode.participants.consent import Consent
from qualcode.participants.files import ParticipantRow
from qualcode.problem import Problem

KINDS = ("text", "number", "date", "choice", "several choices", "scale", "rank")


@dataclass(frozen=True)
class ChangeParticipant:
    """Change a participant's consent, until-date, consent words, pseudonym or note, and attributes by name.

    Raises Problem on an unknown consent, a day that is no date, or a pseudonym that is empty or somebody else's.
    """

    participant_id: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[str, str | None] = field(default_factory=dict)

    def apply(self, store: Store) -> str:
        row = store.row("participant", self.participant_id)
        if row is None or row["deleted_at"]:
            raise Problem("This participant is no longer in the study.")
        consent = self.fields.get("consent")
        if consent is not None and consent not in list(Consent):
            raise Problem(f"“{consent}” is not a consent.", remedy=f"Use one of: {', '.join(Consent)}.")
        changes = dict(self.fields)
        if "consent_until" in changes:
            changes["consent_until"] = as_day(changes["consent_until"])
        if "pseudonym" in changes:
            changes["pseudonym"] = self._free_pseudonym(store)
        if self.attributes:
            ids = attribute_ids(store, dict.fromkeys(self.attributes, False))
            changes["attributes"] = {ids[name]: value or None for name, value in self.attributes.items()}
        store.set("participant", self.participant_id, **changes)
        return f"Details of {changes.get('pseudonym', row['pseudonym'])}"

    def _free_pseudonym(self, store: Store) -> str:
        pseudonym = " ".join(str(self.fields["pseudonym"]).split())
        if not pseudonym:
            raise Problem("A participant needs a pseudonym.", remedy="Type one, such as P03.")
        others = store.rows(f"{_LIVING} AND id != ?", self.participant_id)
        if pseudonym.casefold() in {other["pseudonym"].casefold() for other in others}:
            raise Problem(f"Somebody else is {pseudonym} already.", remedy="Choose another pseudonym.")
        return pseudonym


def attribute_ids(store: Store, printable: Mapping[str, bool]) -> dict[str, str]:
    """The ids of participant attributes by name as given, adding those that do not exist yet."""
    known = {
        row["name"].casefold(): row["id"]
        for row in store.rows(
            "SELECT id, name FROM attribute WHERE applies_to = 'participant' AND deleted_at IS NULL"
        )
    }
    for name in printable:
        if name.casefold() not in known:
            known[name.casefold()] = _add_attribute(store, name, printable[name], len(known) + 1)
    return {name: known[name.casefold()] for name in printable}


def _add_attribute(store: Store, name: str, printable: bool, position: int) -> str:
    """A new attribute's id; one of the name that an undo took away comes back."""
    natural = natural_id("attribute", "participant", name.casefold())
    before = store.row("attribute", natural)
    if before is not None and before["deleted_at"]:
        store.set("attribute", natural, name=name, printable=int(printable), deleted_at=None)
        return natural
    row = {"applies_to": "participant", "name": name, "printable": int(printable), "position": position}
    return store.add("attribute", [{"id": natural if before is None else new_id(), **row}])[0]


@dataclass(frozen=True)
class MarkInterviewer:
    """Say that a participant is an interviewer: their labels ask from now on, and they are no participant any more.

    Raises Problem when they are gone already.
    """

    participant_id: str

    def apply(self, store: Store) -> str:
        row = store.row("participant", self.participant_id)
        if row is None or row["deleted_at"]:
            raise Problem("This participant is no longer in the study.")
        for speaker in store.rows("SELECT id FROM speaker WHERE participant_id = ?", self.participant_id):
            store.set("speaker", speaker["id"], is_interviewer=1, participant_id=None)
        store.remove("participant", [self.participant_id])
        return f"{row['pseudonym']} is an interviewer"


@dataclass(frozen=True)
class ChangeAttribute:
    """Say whether an attribute may be printed, what kind it is, or what it is called."""

    attribute_id: str
    fields: Mapping[str, Any]

    def apply(self, store: Store) -> str:
        row = store.row("attribute", self.attribute_id)
        if row is None:
            raise Problem("This attribute is no longer in the study.")
        if self.fields.get("kind", "text") not in KINDS:
            raise Problem("That is not a kind of attribute.", remedy=f"Use one of: {', '.join(KINDS)}.")
        store.set("attribute", self.attribute_id, **self.fields)
        return f"Attribute “{row['name']}”"


@dataclass(frozen=True)
class AllowInPrint:
    """Say of participant attributes, by name, whether they may stand beside a quote; unknown ones are added."""

    printable: Mapping[str, bool]

    def apply(self, store: Store) -> str:
        for name, attribute_id in attribute_ids(store, self.printable).items():
            store.set("attribute", attribute_id, printable=int(self.printable[name]))
        return f"What may be printed: {', '.join(self.printable)}"


@dataclass
class ImportParticipants:
    """Fill in participants from a table, matched by pseudonym or by the label their documents give them.

    After `make`: `changed` counts participants, `unmatched` names the rows that fit nobody.
    """

    rows: Sequence[ParticipantRow]
    printable: Mapping[str, bool]
    changed: int = 0
    unmatched: list[str] = field(default_factory=list)

    def apply(self, store: Store) -> str:
        ids = attribute_ids(store, self.printable)
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
                "attributes": {ids[name]: value or None for name, value in line.attributes.items() if name in ids}
            }
            if line.consent is not None:
                fields["consent"] = str(line.consent)
            if line.until is not None:
                fields["consent_until"] = line.until.isoformat()
            if line.words:
                fields["consent_words"] = line.words
            self.changed += store.set("participant", person, **fields)
        return f"Details of {self.changed} participants"


_LIVING = "SELECT id, pseudonym FROM participant WHERE deleted_at IS NULL"
