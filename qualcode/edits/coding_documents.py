"""Coding passages of documents of which the reading goes on by that."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.store import Store

BEING_CODED = "being coded"


@dataclass(frozen=True)
class CodeDocuments:
    """Apply codes as `AddCodings` does; a document that was new or only read is being coded then."""

    codings: Sequence[NewCoding]
    label: str | None = None

    def apply(self, store: Store) -> str:
        label = AddCodings(self.codings, self.label).apply(store)
        for row in store.rows(
            "SELECT DISTINCT d.id FROM coding c JOIN document d ON d.id = c.document_id "
            "WHERE c.id IN (SELECT value FROM json_each(?)) AND d.reading_state IN ('new', 'read')",
            json.dumps([coding.id for coding in self.codings]),
        ):
            store.set("document", row["id"], reading_state=BEING_CODED)
        return label
