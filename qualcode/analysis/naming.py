"""A study's connection, which carries the list of names that are not to be shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from qualcode.analysis.versions import CurrentPlaces
from qualcode.participants.names import NO_NAMES, LeftAsSaid, Names
from qualcode.transcripts.span import Span

# A place where a word of the list is no name is kept as the link of no memo: it holds a span and no word, and goes
# with the text through every change of it.
NO_NAME = "no name"
NO_MEMO = ""


class StudyConnection(sqlite3.Connection):
    """A connection that knows which names are shown as what; the list never enters the file it is connected to."""

    names: Names = NO_NAMES
    # What `names_of` gave last, and what it was made from: a long text would be looked through anew otherwise.
    names_left: Names = NO_NAMES
    left_from: tuple[Names, list[tuple[object, ...]]] | None = None


def names_of(conn: sqlite3.Connection) -> Names:
    """The list of names of an open study, which leaves the places that are none; 10 µs where nothing changed.

    Raises TypeError for a connection that does not carry a list.
    """
    if not isinstance(conn, StudyConnection):
        raise TypeError("the connection carries no list of names, so no words may leave the study through it")
    if not conn.names:
        return conn.names
    rows = conn.execute(
        "SELECT l.on_id, l.version_id, l.start, l.stop, d.version_id FROM memo_link l "
        "JOIN document d ON d.id = l.on_id AND d.deleted_at IS NULL "
        "WHERE l.memo_id = ? AND l.on_table = ? AND l.deleted_at IS NULL ORDER BY l.num",
        (NO_MEMO, NO_NAME),
    ).fetchall()
    if conn.left_from is None or conn.left_from[0] is not conn.names or conn.left_from[1] != rows:
        conn.names_left = conn.names.leaving(_left(conn)) if rows else conn.names
        conn.left_from = conn.names, rows
    return conn.names_left


def _left(conn: sqlite3.Connection) -> Mapping[str, LeftAsSaid]:
    spans: dict[str, list[Span]] = {}
    for document_id, _, span in left_places(conn):
        spans.setdefault(document_id, []).append(span)
    return {document_id: LeftAsSaid(_text(conn, document_id), tuple(found)) for document_id, found in spans.items()}


def left_places(conn: sqlite3.Connection) -> list[tuple[str, str, Span]]:
    """Where words of the list are no names: (document, id of the place, span of the current text)."""
    places = CurrentPlaces(conn)
    found = conn.execute(
        "SELECT l.on_id, l.id, l.version_id, l.start, l.stop FROM memo_link l "
        "JOIN document d ON d.id = l.on_id AND d.deleted_at IS NULL "
        "WHERE l.memo_id = ? AND l.on_table = ? AND l.deleted_at IS NULL ORDER BY l.num",
        (NO_MEMO, NO_NAME),
    ).fetchall()
    placed = ((row[0], row[1], places.span(row[0], row[2], Span(row[3], row[4]))) for row in found)
    return [one for one in placed if one[2]]


def _text(conn: sqlite3.Connection, document_id: str) -> str:
    (words,) = conn.execute(
        "SELECT t.words FROM document d JOIN text_version v ON v.id = d.version_id "
        "JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ?",
        (document_id,),
    ).fetchone()
    return str(words)
