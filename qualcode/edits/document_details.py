"""What is known about a document beside its text: kind, title, date, consent, attributes, reference."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qualcode.edits.attributes import attribute_ids, kept_value
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.reasons import ConsentReason
from qualcode.edits.store import Store
from qualcode.participants.attributes import AppliesTo
from qualcode.problem import Problem

REFERENCE = ("authors", "year", "title", "publisher", "doi", "url", "study", "strength")


@dataclass(frozen=True)
class ChangeDocumentDetails:
    """Change a document's name, title, kind, date or consent, its attributes by name, and its reference.

    `reference` holds only the keys that change, empty where one goes. Raises Problem on an unknown kind, consent
    or reference key, a day that is none, a value that its attribute cannot hold, an empty or taken name, or as
    `ChangeDocument` where nobody says `why` a document that was withdrawn comes back.
    """

    document_id: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    reference: Mapping[str, str] = field(default_factory=dict)
    why: ConsentReason = field(default_factory=ConsentReason)

    def apply(self, store: Store) -> str:
        row = store.row("document", self.document_id)
        if row is None or row["deleted_at"]:
            raise Problem("This document is no longer in the study.", remedy="Go back to the list with esc.")
        fields = dict(self.fields)
        if "name" in fields:
            fields["name"] = self._free_name(store, fields["name"])
        if "title" in fields:
            fields["title"] = " ".join((fields["title"] or "").split()) or None
        if "date" in fields:
            fields["date"] = " ".join((fields["date"] or "").split()) or None
        if self.attributes:
            ids = attribute_ids(store, dict.fromkeys(self.attributes, False), AppliesTo.DOCUMENT)
            fields["attributes"] = {
                ids[name]: kept_value(store, ids[name], value)[0] for name, value in self.attributes.items()
            }
        if self.reference:
            fields["reference"] = self._reference(json.loads(row["reference"]))
        ChangeDocument(self.document_id, fields, self.why).apply(store)
        return f"Details of “{fields.get('name', row['name'])}”"

    def _reference(self, held: Mapping[str, str]) -> str:
        for key in self.reference:
            if key not in REFERENCE:
                raise Problem(f"A reference has no “{key}”.", remedy=f"It has: {', '.join(REFERENCE)}.")
        now = {**held, **{key: " ".join(value.split()) for key, value in self.reference.items()}}
        return json.dumps({key: value for key, value in now.items() if value}, ensure_ascii=False, sort_keys=True)

    def _free_name(self, store: Store, name: str) -> str:
        bare = " ".join(str(name).split())
        if not bare:
            raise Problem("A document needs a name.")
        for row in store.rows("SELECT name FROM document WHERE deleted_at IS NULL AND id != ?", self.document_id):
            if row["name"].casefold() == bare.casefold():
                raise Problem(f"Another document is called “{row['name']}”.", remedy="Choose another name.")
        return bare


@dataclass(frozen=True)
class SetDocumentFact:
    """Keep one fact about a document, as somebody typed it; nothing typed takes it away.

    Raises Problem where the attribute cannot hold it.
    """

    document_id: str
    attribute_id: str
    said: str

    def apply(self, store: Store) -> str:
        row = store.row("document", self.document_id)
        if row is None or row["deleted_at"]:
            raise Problem("This document is no longer in the study.")
        kept, name = kept_value(store, self.attribute_id, self.said)
        store.set("document", self.document_id, attributes={self.attribute_id: kept})
        return f"{name} of “{row['name']}”"
