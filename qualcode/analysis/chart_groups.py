"""The groups that are rows of a chart: who has which value of an attribute, numbers and days in bands."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from qualcode.analysis.chart_bands import bands_of, in_bands, is_banded
from qualcode.analysis.counts.asked import Bands
from qualcode.participants.attributes import Attribute, AttributeKind, is_missing, parts_of


@dataclass(frozen=True)
class Groups:
    """Who has which values of an attribute: participants, or documents where `of_documents`.

    `values` are the groups that each is in; `said` is what is kept of each, before numbers and days are put in bands.
    """

    attribute: Attribute
    of_documents: bool
    values: Mapping[str, tuple[str, ...]]
    said: Mapping[str, str]

    def members(self, value: str) -> frozenset[str]:
        """The ids of those who are in a group; of a band they are told by its name."""
        banded = is_banded(self.attribute)
        values = in_bands(self.attribute, self.said, [value]) if banded else self.values
        return frozenset(one for one, held in values.items() if value in held)


def groups_by(
    conn: sqlite3.Connection, attribute_id: str, *, bands: Bands | None = None, named: Collection[str] = ()
) -> Groups | None:
    """Who has which values of an attribute; None where it is gone. What is missing is no value.

    Numbers and days are put in bands, and in those `named` besides. Raises Problem where they cannot be cut so.
    """
    found = conn.execute(
        "SELECT id, name, kind, printable, position, choices, applies_to FROM attribute "
        "WHERE id = ? AND deleted_at IS NULL",
        (attribute_id,),
    ).fetchone()
    if found is None:
        return None
    attribute = Attribute(found[0], found[1], found[2], bool(found[3]), found[4], tuple(json.loads(found[5])))
    table = "document" if found[6] == "document" else "participant"
    said: dict[str, str] = {}
    for one, kept in conn.execute(f"SELECT id, attributes FROM {table} WHERE deleted_at IS NULL ORDER BY num"):
        value = str(json.loads(kept).get(attribute_id) or "")
        if not is_missing(value):
            said[one] = value
    if is_banded(attribute):
        names = dict.fromkeys((*bands_of(attribute, said, bands or Bands()), *named))
        values = in_bands(attribute, said, names)
    else:
        several = attribute.kind == AttributeKind.SEVERAL
        values = {one: parts_of(value) if several else (value,) for one, value in said.items()}
    return Groups(attribute, table == "document", values, said)
