"""What a memo can be about, and what it is called."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from qualcode.analysis.documents import CALLED, shown
from qualcode.analysis.versions import CurrentPlaces
from qualcode.transcripts.span import Span

_TITLE = 90  # letters of a first line that stand for a memo where others name it
_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a memo can be about.

    `what` is study, area, code, document, participant, memo, essay, passage, coding or quote; `name` is what it is
    called. The last three lie in `document_id` at `span` (its current text; half-open, code points; empty where the
    words were taken out), said by `who` at `seconds` in the turn of that number, from 1; a coding has its `code_id`.
    `gone` says that it was removed.
    """

    what: str
    table: str
    row_id: str
    name: str = ""
    span: Span | None = None
    document_id: str | None = None
    who: str = ""
    seconds: float | None = None
    turn: int | None = None
    gone: bool = False
    link_id: str = ""
    code_id: str | None = None

    @property
    def key(self) -> tuple[str, str, Span | None]:
        """What tells it from other things."""
        return self.table, self.row_id, self.span if self.what == "passage" else None


def title_of(body: str) -> str:
    """The first line of a memo's words, cut where it is long."""
    line = next((line.strip() for line in body.splitlines() if line.strip()), "")
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


class Describing:
    """Says of a row what it is and what it is called; what is asked for twice is read once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._places = CurrentPlaces(conn)
        self._known: dict[tuple[str, str, Span | None], Thing] = {}

    def thing(self, table: str, row_id: str, span: Span | None = None) -> Thing:
        """The thing; of a document the passage at `span` of its current text, where one is given."""
        key = (table, row_id, span)
        if key not in self._known:
            self._known[key] = self._read(table, row_id, span)
        return self._known[key]

    def _read(self, table: str, row_id: str, span: Span | None) -> Thing:
        if table == "document" and span is not None:
            return self._placed(Thing("passage", table, row_id), row_id, span)
        if table == "coding":
            return self._coding(row_id)
        if table == "quote":
            return self._quote(row_id)
        sql = _NAMED.get(table)
        found = self._one(sql, row_id) if sql is not None else None
        if found is None:
            return Thing(table, table, row_id, gone=True)
        what, name, deleted = found
        return Thing(what, table, row_id, title_of(name) if table == "memo" else name, gone=deleted is not None)

    def _coding(self, row_id: str) -> Thing:
        found = self._one(
            "SELECT c.document_id, c.current_start, c.current_stop, trim(code.idx || ' ' || code.name), "
            "coalesce(c.deleted_at, code.deleted_at), code.id FROM coding c JOIN code ON code.id = c.code_id "
            "WHERE c.id = ?",
            row_id,
        )
        if found is None:
            return Thing("coding", "coding", row_id, gone=True)
        thing = Thing("coding", "coding", row_id, found[3], gone=found[4] is not None, code_id=found[5])
        return self._placed(thing, found[0], Span(found[1], found[2]))

    def _quote(self, row_id: str) -> Thing:
        found = self._one("SELECT document_id, version_id, start, stop, deleted_at FROM quote WHERE id = ?", row_id)
        if found is None:
            return Thing("quote", "quote", row_id, gone=True)
        span = self._places.span(found[0], found[1], Span(found[2], found[3]))
        return self._placed(Thing("quote", "quote", row_id, gone=found[4] is not None), found[0], span)

    def _placed(self, thing: Thing, document_id: str, span: Span) -> Thing:
        """The thing with the document it lies in, who says it and when."""
        document = self.thing("document", document_id)
        said = self._one(
            "SELECT t.number, t.millis, s.label, s.is_interviewer, p.pseudonym FROM document d "
            "JOIN turn t ON t.version_id = d.version_id AND t.start <= ? LEFT JOIN speaker s ON s.id = t.speaker_id "
            "LEFT JOIN participant p ON p.id = s.participant_id WHERE d.id = ? ORDER BY t.start DESC LIMIT 1",
            span.start,
            document_id,
        )
        number, millis, label, asks, pseudonym = said or (None, None, None, False, None)
        return replace(
            thing,
            name=thing.name or document.name,
            span=span,
            document_id=document_id,
            who="" if label is None else shown(label, bool(asks), pseudonym),
            seconds=None if millis is None else millis / 1000,
            turn=number,
            gone=thing.gone or document.gone,
        )

    def _one(self, sql: str, *params: object) -> _Row | None:
        found: _Row | None = self._conn.execute(sql, params).fetchone()
        return found


# What a row is, its name, and whether it is gone.
_NAMED = {
    "study": "SELECT 'study', 'the study', NULL FROM study WHERE id = ?",
    "code": (
        "SELECT CASE WHEN is_area THEN 'area' ELSE 'code' END, trim(idx || ' ' || name), deleted_at FROM code "
        "WHERE id = ?"
    ),
    "document": f"SELECT 'document', {CALLED}, d.deleted_at FROM document d WHERE d.id = ?",
    "participant": "SELECT 'participant', pseudonym, deleted_at FROM participant WHERE id = ?",
    "memo": "SELECT 'memo', body, deleted_at FROM memo WHERE id = ?",
    "essay": "SELECT 'essay', title, deleted_at FROM essay WHERE id = ?",
}
