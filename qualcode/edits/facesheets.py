"""A table about participants or documents, brought in as one step after somebody agreed to its preview."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from qualcode.edits.attributes import NewAttribute, added
from qualcode.edits.participants import participant_row
from qualcode.edits.store import Row, Store, merged_json
from qualcode.participants.columns import Column
from qualcode.participants.consent import Consent
from qualcode.participants.facesheet import Fit, Plan
from qualcode.problem import Problem

_COLUMNS = {
    "consent": "consent",
    "until": "consent_until",
    "words of consent": "consent_words",
    "note": "note",
    "title": "title",
    "date": "date",
}


@dataclass
class BringInTable:
    """Fill in what fits of a plan, and nothing else; cells that say nothing leave what is known as it is.

    What is withdrawn stays so.

    After `make`: `changed` counts those who were there and of whom something is new, `new` the people added. Raises
    Problem where the study has changed so that the plan no longer holds.
    """

    plan: Plan
    changed: int = 0
    new: int = 0

    def apply(self, store: Store) -> str:
        if self.plan.who is None:
            raise Problem("No column says whom the rows are about.", remedy="Say which one does, then try again.")
        ids = self._attributes(store)
        arriving: list[Row] = []
        taken = {row["pseudonym"].casefold() for row in store.rows(_LIVING)}
        for fit in self.plan.fits:
            fields: dict[str, Any] = {_COLUMNS[name]: value for name, value in fit.fields.items()}
            values = {ids[place]: kept or None for place, kept in fit.values.items()}
            if fit.target is None:
                arriving.append({**self._new(store, fit, taken), **fields, "attributes": merged_json({}, values)})
            else:
                self._fill(store, fit, fields, values)
        store.add("participant", arriving)
        self.new = len(arriving)
        noun = str(self.plan.applies_to)
        return f"Table of {noun}s: {self.changed} filled in{f', {self.new} new' if self.new else ''}"

    def _attributes(self, store: Store) -> dict[int, str]:
        """The attribute of each column, by its place; new ones are added, others take the kind decided."""
        columns = self.plan.attributes
        wanted = [NewAttribute(one.name, one.kind, one.type.choices, one.printable) for one in columns]
        by_name = added(store, wanted, self.plan.applies_to)
        ids = {column.place: by_name[column.name] for column in columns}
        for column in columns:
            self._retype(store, ids[column.place], column)
        return ids

    def _retype(self, store: Store, attribute_id: str, column: Column) -> None:
        row = store.row("attribute", attribute_id)
        assert row is not None
        fields: dict[str, Any] = {"printable": int(column.printable)}
        if row["kind"] != column.kind:
            fields |= {"kind": str(column.kind), "choices": _packed(column)}
        store.set("attribute", attribute_id, **fields)

    def _new(self, store: Store, fit: Fit, taken: set[str]) -> Row:
        """Somebody new; `taken` are the pseudonyms in use, in lower case, and gets theirs."""
        if fit.name.casefold() in taken:
            raise Problem(f"Somebody else is {fit.name} already.", remedy="Look at the table again.")
        taken.add(fit.name.casefold())
        return participant_row(store, fit.name)

    def _fill(self, store: Store, fit: Fit, fields: Row, values: Row) -> None:
        """What a row says of somebody who is there."""
        table = str(self.plan.applies_to)
        row = store.row(table, fit.target or "")
        if row is None or row["deleted_at"]:
            raise Problem(f"{fit.name} is no longer in the study.", remedy="Look at the table again.")
        if row["consent"] == Consent.WITHDRAWN:
            fields = {name: value for name, value in fields.items() if name != "consent"}
        if values:
            fields = {**fields, "attributes": values}
        self.changed += bool(fields) and store.set(table, row["id"], **fields)


_LIVING = "SELECT pseudonym FROM participant WHERE deleted_at IS NULL"


def _packed(column: Column) -> str:
    """A column's choices as an attribute keeps them."""
    return json.dumps(column.type.choices, ensure_ascii=False)
