"""Where passages that were noted in any version of a text stand in the current one."""

from __future__ import annotations

import json
import sqlite3

from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices
from qualcode.transcripts.versions import Version, Versions, Way


def versions_of(conn: sqlite3.Connection, document_id: str) -> Versions:
    """All versions of a document's text, those that were taken back too: somebody may have coded in them."""
    return Versions(
        Version(version_id, parent_id, Splices.of(json.loads(splices)))
        for version_id, parent_id, splices in conn.execute(
            "SELECT id, parent_id, splices FROM text_version WHERE document_id = ?", (document_id,)
        )
    )


_STAYS = Way()


class CurrentPlaces:
    """Carries passages into the current text of their documents; reads the versions of each document once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._current: dict[str, str | None] = {}
        self._versions: dict[str, Versions] = {}

    def way(self, document_id: str, version_id: str) -> Way:
        """From a version of a document's text to the current one."""
        current = self._version_id(document_id)
        if current is None or version_id == current:
            return _STAYS
        if document_id not in self._versions:
            self._versions[document_id] = versions_of(self._conn, document_id)
        return self._versions[document_id].way(version_id, current)

    def span(self, document_id: str, version_id: str, span: Span) -> Span:
        """Where a span stands now; empty where its words were taken out."""
        return self.way(document_id, version_id).span(span)

    def _version_id(self, document_id: str) -> str | None:
        if document_id not in self._current:
            found = self._conn.execute("SELECT version_id FROM document WHERE id = ?", (document_id,)).fetchone()
            self._current[document_id] = None if found is None else found[0]
        return self._current[document_id]


def carried(conn: sqlite3.Connection, document_id: str, version_id: str, span: Span) -> Span:
    """Where a span of any version stands in the document's current text; empty where its words were taken out."""
    return CurrentPlaces(conn).span(document_id, version_id, span)


def first_version(conn: sqlite3.Connection, document_id: str) -> str | None:
    """The version that was imported."""
    found = conn.execute(
        "SELECT id FROM text_version WHERE document_id = ? AND parent_id IS NULL ORDER BY num LIMIT 1", (document_id,)
    ).fetchone()
    return None if found is None else str(found[0])
