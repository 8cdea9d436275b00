"""What is known of one document, as its details form shows it, and of all as a table can be held against them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from qualcode.analysis.people import agreement_of
from qualcode.participants.attributes import Attribute
from qualcode.participants.consent import Agreement
from qualcode.participants.facesheet import Known
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True)
class DocumentDetails:
    """A document without its text. `agreement` is None where only its participants' consents count.

    `reference` holds authors, year, title, publisher, doi, url, study and strength of evidence.
    """

    id: str
    name: str
    title: str
    kind: Kind
    date: str
    agreement: Agreement | None
    attributes: Mapping[str, str]
    reference: Mapping[str, str]

    def facts(self, attributes: list[Attribute]) -> dict[str, str]:
        """The values by attribute name, empty where nothing is known."""
        return {attribute.name: self.attributes.get(attribute.id, "") for attribute in attributes}


_COLUMNS = "id, name, title, kind, date, consent, consent_until, consent_words, attributes, reference"


def document_details(conn: sqlite3.Connection, document_id: str) -> DocumentDetails | None:
    """A document's details; None where it is gone."""
    row = conn.execute(
        f"SELECT {_COLUMNS} FROM document WHERE id = ? AND deleted_at IS NULL", (document_id,)
    ).fetchone()
    return None if row is None else _details(row)


def all_details(conn: sqlite3.Connection) -> list[DocumentDetails]:
    """The details of every document, in the order they came."""
    rows = conn.execute(f"SELECT {_COLUMNS} FROM document WHERE deleted_at IS NULL ORDER BY position, name")
    return [_details(row) for row in rows]


def _details(row: tuple[str, ...]) -> DocumentDetails:
    return DocumentDetails(
        row[0],
        row[1],
        row[2] or "",
        Kind(row[3]),
        row[4] or "",
        agreement_of(row[5], row[6], row[7]) if row[5] else None,
        json.loads(row[8]),
        json.loads(row[9]),
    )


def known_documents(conn: sqlite3.Connection) -> list[Known]:
    """The documents as a table can be held against them: also by title and by the file they came from."""
    found = []
    for row in conn.execute(
        "SELECT id, name, title, source_path, attributes, consent FROM document WHERE deleted_at IS NULL "
        "ORDER BY position, name"
    ):
        file = PurePosixPath(row[3] or "").name
        also = (row[2] or "", file, file.rpartition(".")[0])
        found.append(Known(row[0], row[1], tuple(filter(None, also)), json.loads(row[4]), row[5] or ""))
    return found
