"""How many participants are wanted for a value of an attribute, or a crossing of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.edits.attributes import living_attribute, type_of
from qualcode.edits.ids import natural_id
from qualcode.edits.store import Store
from qualcode.participants.attributes import AppliesTo
from qualcode.participants.wanted_values import wanted_value
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks

_MOST = 100_000


@dataclass(frozen=True)
class SetWanted:
    """Say how many participants are wanted with a value, and of another attribute with another; None takes it back.

    Raises Problem where an attribute is gone, is of documents or would be crossed with itself, where nobody could
    have the value, or for a number that cannot be.
    """

    attribute_id: str
    value: str
    number: int | None
    other_attribute_id: str | None = None
    other_value: str | None = None

    def apply(self, store: Store) -> str:
        if self.number is not None and not 0 <= self.number <= _MOST:
            raise Problem(f"{self.number:,} participants cannot be wanted.", remedy="Choose a number from 0.")
        if self.attribute_id == self.other_attribute_id:
            raise Problem("An attribute cannot be crossed with itself.", remedy="Choose another one.")
        sides = [_side(store, self.attribute_id, self.value)]
        if self.other_attribute_id is not None:
            sides.append(_side(store, self.other_attribute_id, self.other_value or ""))
        # The same cell, whichever of its attributes is named first.
        named = " and ".join(f"{name} {value}" for _, value, name in sides)
        sides.sort(key=lambda side: side[0])
        row_id = _living_id(store, sides) or natural_id(
            "wanted", *(part for attribute, value, _ in sides for part in (attribute, value.casefold()))
        )
        before = store.row("wanted", row_id)
        if self.number is None:
            if before is not None and not before["deleted_at"]:
                store.remove("wanted", [row_id])
            return f"Nobody wanted any more: {named}"
        if before is not None:
            store.set("wanted", row_id, number=self.number, deleted_at=None)
        else:
            (first, value, _), (other, other_value, _) = (*sides, (None, None, ""))[:2]
            store.add(
                "wanted",
                [
                    {
                        "id": row_id,
                        "attribute_id": first,
                        "value": value,
                        "other_attribute_id": other,
                        "other_value": other_value,
                        "number": self.number,
                    }
                ],
            )
        return f"{self.number:,} wanted: {named}"


def _living_id(store: Store, sides: Sequence[tuple[str, str, str]]) -> str | None:
    """The id of what is wanted of a cell already: names may have been replaced in its values since it was given."""
    cell = [(attribute, value.casefold()) for attribute, value, _ in sides]
    for row in store.rows("SELECT * FROM wanted WHERE deleted_at IS NULL AND attribute_id = ?", sides[0][0]):
        held = [(row["attribute_id"], row["value"].casefold())]
        if row["other_attribute_id"] is not None:
            held.append((row["other_attribute_id"], row["other_value"].casefold()))
        if held == cell:
            return str(row["id"])
    return None


def _side(store: Store, attribute_id: str, value: str) -> tuple[str, str, str]:
    """An attribute's id, its value as kept, and its name."""
    row = living_attribute(store, attribute_id)
    if row["applies_to"] != AppliesTo.PARTICIPANT:
        raise Problem(f"{in_marks(row['name'])} is not about participants.", remedy="Choose an attribute of theirs.")
    return attribute_id, wanted_value(value, type_of(row)), row["name"]


@dataclass(frozen=True)
class ClearWanted:
    """Take back all that is wanted of an attribute, or of the crossing of two. Raises Problem where nothing is."""

    attribute_id: str
    other_attribute_id: str | None = None

    def apply(self, store: Store) -> str:
        rows = store.rows(
            "SELECT id FROM wanted WHERE deleted_at IS NULL AND ((attribute_id = ? AND other_attribute_id IS ?) "
            "OR (attribute_id = ? AND other_attribute_id IS ?))",
            self.attribute_id,
            self.other_attribute_id,
            self.other_attribute_id,
            self.attribute_id,
        )
        if not rows:
            raise Problem("Nobody is wanted here.", remedy="“qualcode sampling” shows who is wanted.")
        store.remove("wanted", [row["id"] for row in rows])
        return "Nobody wanted any more"
