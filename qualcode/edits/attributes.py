"""The typed facts that a study keeps about participants and documents: which there are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qualcode.edits.ids import natural_id, new_id
from qualcode.edits.store import Row, Store
from qualcode.participants.attributes import REMEDIES as _REMEDIES
from qualcode.participants.attributes import AppliesTo, AttributeKind, ValueType, checked_choices, misfit, value_of
from qualcode.participants.wider import AS_THEY_ARE, Wider
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks

_WIDEST = 10**9
KINDS = tuple(str(kind) for kind in AttributeKind)


@dataclass(frozen=True)
class NewAttribute:
    """A fact to be kept: what it is called, its kind, its choices, whether it may be printed, and how."""

    name: str
    kind: AttributeKind = AttributeKind.TEXT
    choices: tuple[str, ...] = ()
    printable: bool = False
    wider: Wider = AS_THEY_ARE


def attribute_ids(
    store: Store, printable: Mapping[str, bool], applies_to: AppliesTo = AppliesTo.PARTICIPANT
) -> dict[str, str]:
    """The ids of attributes by name as given, adding those that do not exist yet as text."""
    return added(store, [NewAttribute(name, printable=may) for name, may in printable.items()], applies_to)


def added(store: Store, wanted: Sequence[NewAttribute], applies_to: AppliesTo) -> dict[str, str]:
    """The ids of attributes by name as given; those that exist stay what they are."""
    known = {
        row["name"].casefold(): row["id"]
        for row in store.rows(
            "SELECT id, name FROM attribute WHERE applies_to = ? AND deleted_at IS NULL", str(applies_to)
        )
    }
    for one in wanted:
        if one.name.casefold() not in known:
            known[one.name.casefold()] = _add(store, one, len(known) + 1, applies_to)
    return {one.name: known[one.name.casefold()] for one in wanted}


def _add(store: Store, wanted: NewAttribute, position: int, applies_to: AppliesTo) -> str:
    """A new attribute's id; one of the name that an undo took away comes back."""
    natural = natural_id("attribute", applies_to, wanted.name.casefold())
    before = store.row("attribute", natural)
    fields: Row = {
        "name": wanted.name,
        "kind": str(wanted.kind),
        "choices": _packed(wanted.kind, wanted.choices),
        "printable": int(wanted.printable),
        "printed_as": wanted.wider.stored,
    }
    if before is not None and before["deleted_at"]:
        store.set("attribute", natural, **fields, deleted_at=None)
        return natural
    row = {"applies_to": str(applies_to), **fields, "position": position}
    return store.add("attribute", [{"id": natural if before is None else new_id(), **row}])[0]


def _packed(kind: AttributeKind, choices: Sequence[str]) -> str:
    return json.dumps(checked_choices(kind, choices), ensure_ascii=False)


def type_of(row: Row) -> ValueType:
    """What kind of values an attribute's row takes."""
    return ValueType(AttributeKind(row["kind"]), tuple(json.loads(row["choices"])), row["name"])


@dataclass
class AddAttribute:
    """Keep a new fact. Raises Problem without a name, or where there is one of the name.

    After `make`: `id`.
    """

    wanted: NewAttribute
    applies_to: AppliesTo = AppliesTo.PARTICIPANT
    id: str = ""

    def apply(self, store: Store) -> str:
        name = _free_name(store, self.wanted.name, self.applies_to)
        checked_wider(self.wanted.wider, self.wanted.kind, name)
        wanted = replace(self.wanted, name=name)
        self.id = added(store, [wanted], self.applies_to)[name]
        return f"New attribute {in_marks(name)}"


@dataclass(frozen=True)
class ChangeAttribute:
    """Say whether an attribute may be printed, its kind, its `choices` (names in order), or what it is called.

    `printed_as`, a `Wider`, is how its values are told in print.

    Values stay as they are: those that do not fit the new kind are doubtful. Raises Problem where the name is
    empty or another's, or the kind unknown.
    """

    attribute_id: str
    fields: Mapping[str, Any]

    def apply(self, store: Store) -> str:
        row = living_attribute(store, self.attribute_id)
        fields = dict(self.fields)
        kind = fields.get("kind", row["kind"])
        if kind not in KINDS:
            raise Problem("That is not a kind of attribute.", remedy=f"Use one of: {', '.join(KINDS)}.")
        fields = {name: str(value) if name == "kind" else value for name, value in fields.items()}
        if "choices" in fields:
            fields["choices"] = _packed(AttributeKind(kind), fields["choices"])
        if "name" in fields:
            applies_to = AppliesTo(row["applies_to"])
            fields["name"] = _free_name(store, fields["name"], applies_to, self.attribute_id)
        if "printed_as" in fields:
            fields["printed_as"] = checked_wider(fields["printed_as"], AttributeKind(kind), row["name"]).stored
        store.set("attribute", self.attribute_id, **fields)
        return f"Attribute {in_marks(fields.get('name', row['name']))}"


@dataclass(frozen=True)
class TellLess:
    """Tell attributes in print more widely, each as given, or not at all where that is None."""

    ways: Mapping[str, Wider | None]

    def apply(self, store: Store) -> str:
        told = []
        for attribute_id, way in self.ways.items():
            row = living_attribute(store, attribute_id)
            if way is None:
                store.set("attribute", attribute_id, printable=0)
                told.append(f"{row['name']} not printed")
            else:
                before = Wider.read(row["printed_as"])
                wider = replace(before, width=way.width or before.width).with_words(dict(way.words))
                checked_wider(wider, AttributeKind(row["kind"]), row["name"])
                store.set("attribute", attribute_id, printed_as=wider.stored)
                told.append(f"{row['name']} {way.phrase}")
        return f"In print: {', '.join(told)}"


def checked_wider(wider: Wider, kind: AttributeKind, name: str) -> Wider:
    """How values of a kind may be told. Raises Problem for bands of what is no number, or of no width."""
    if wider.width is not None and kind is not AttributeKind.NUMBER:
        raise Problem(
            f"“{name}” is no number, so it has no bands.", remedy="Make its kind “number”, or give wider words."
        )
    if wider.width is not None and not 0 < wider.width < _WIDEST:
        raise Problem("A band cannot be that wide.", remedy="Give a width such as 10.")
    return wider


@dataclass(frozen=True)
class RemoveAttribute:
    """Take a fact out of every table and report; undo brings it back with all its values."""

    attribute_id: str

    def apply(self, store: Store) -> str:
        row = living_attribute(store, self.attribute_id)
        store.remove("attribute", [self.attribute_id])
        return f"Removal of the attribute {in_marks(row['name'])}"


@dataclass(frozen=True)
class AllowInPrint:
    """Say of attributes, by name, whether they may stand beside a quote; unknown ones are added."""

    printable: Mapping[str, bool]
    applies_to: AppliesTo = field(default=AppliesTo.PARTICIPANT)

    def apply(self, store: Store) -> str:
        for name, attribute_id in attribute_ids(store, self.printable, self.applies_to).items():
            store.set("attribute", attribute_id, printable=int(self.printable[name]))
        may = [name for name, printable in self.printable.items() if printable]
        may_not = [name for name in self.printable if name not in may]
        told = (("Printable", may), ("Not printable", may_not))
        return ". ".join(f"{what}: {', '.join(names)}" for what, names in told if names)


def kept_value(store: Store, attribute_id: str, said: str | None) -> tuple[str | None, str]:
    """What is kept of what somebody typed for an attribute (None for nothing), and the attribute's name.

    Raises Problem where it is no date, number or place at all; what is merely impossible is kept.
    """
    row = living_attribute(store, attribute_id)
    wanted = type_of(row)
    if said is not None and (why := misfit(said, wanted)):
        raise Problem(why, f"{in_marks(row['name'])} is a {wanted.kind}.", _REMEDIES[wanted.kind])
    return (value_of(said, wanted).kept or None) if said else None, row["name"]


def living_attribute(store: Store, attribute_id: str) -> Row:
    """The row of an attribute. Raises Problem where it is gone."""
    row = store.row("attribute", attribute_id)
    if row is None or row["deleted_at"]:
        raise Problem("This attribute is no longer in the study.")
    return row


def _free_name(store: Store, name: str, applies_to: AppliesTo, own_id: str = "") -> str:
    bare = " ".join(str(name).split())
    if not bare:
        raise Problem("An attribute needs a name.", remedy="Type one, such as role or age.")
    for row in store.rows(
        "SELECT name FROM attribute WHERE applies_to = ? AND deleted_at IS NULL AND id != ?", str(applies_to), own_id
    ):
        if row["name"].casefold() == bare.casefold():
            raise Problem(f"There is an attribute {in_marks(row['name'])} already.", remedy="Choose another name.")
    return bare
