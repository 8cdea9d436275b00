"""A study's connection, which carries the list of names that are not to be shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from qualcode.analysis.versions import CurrentPlaces
from qualcode.participants.names import NO_NAMES, LeftAsSaid, Names
from qualcode.transcripts.span import Span

# How the memo begins that says why the study has no list of names.
NO_NAME_TO_HIDE = "There is no name to hide in this study: "


class StudyConnection(sqlite3.Connection):
    """A connection that knows which names are shown as what; the list never enters the file it is connected to."""

    names: Names = NO_NAMES
    # What `names_of` gave last, and what it was made from: a long text would be looked through anew otherwise.
    names_left: Names = NO_NAMES
    left_from: tuple[Names, list[tuple[object, ...]]] | None = None
    # What finds words that are held back, as it was made last: it may read the whole study.
    held_words: object = None
    # What people said no to, as it was read last, and of what state of the study.
    objections: tuple[tuple[object, ...], object] = ((), None)

    def forget(self) -> None:
        """Forget what was read while something was changed that is not changed after all."""
        self.held_words, self.objections = None, ((), None)


def names_of(conn: sqlite3.Connection) -> Names:
    """The list of names of an open study, which leaves the places that are none; 10 µs where nothing changed.

    Raises TypeError for a connection that does not carry a list.
    """
    if not isinstance(conn, StudyConnection):
        raise TypeError("the connection carries no list of names, so no words may leave the study through it")
    if not conn.names:
        return conn.names
    rows = conn.execute(
        "SELECT l.document_id, l.version_id, l.start, l.stop, d.version_id FROM left_as_said l "
        "JOIN document d ON d.id = l.document_id AND d.deleted_at IS NULL WHERE l.deleted_at IS NULL ORDER BY l.num"
    ).fetchall()
    if conn.left_from is None or conn.left_from[0] is not conn.names or conn.left_from[1] != rows:
        conn.names_left = conn.names.leaving(_left(conn)) if rows else conn.names
        conn.left_from = conn.names, rows
    return conn.names_left


def _left(conn: sqlite3.Connection) -> Mapping[str, LeftAsSaid]:
    spans: dict[str, list[Span]] = {}
    for document_id, _, span in left_places(conn):
        spans.setdefault(document_id, []).append(span)
    current = dict(conn.execute("SELECT id, version_id FROM document"))
    return {held: LeftAsSaid(_text(conn, current[held]), tuple(found)) for held, found in spans.items()}


def left_places(conn: sqlite3.Connection) -> list[tuple[str, str, Span]]:
    """Where words of the list are no names: (document, id of the place, span of the current text).

    Words that were changed since are looked at anew: what was put in their place may be a name.
    """
    places = CurrentPlaces(conn)
    texts: dict[str, str] = {}

    def words(version_id: str, span: Span) -> str:
        if version_id not in texts:
            texts[version_id] = _text(conn, version_id)
        return span.of(texts[version_id])

    left: list[tuple[str, str, Span]] = []
    for document_id, place_id, version_id, start, stop, current in conn.execute(
        "SELECT l.document_id, l.id, l.version_id, l.start, l.stop, d.version_id FROM left_as_said l "
        "JOIN document d ON d.id = l.document_id AND d.deleted_at IS NULL WHERE l.deleted_at IS NULL ORDER BY l.num"
    ).fetchall():
        said = Span(start, stop)
        now = places.span(document_id, version_id, said)
        if version_id == current or words(current, now) == words(version_id, said):
            left.append((document_id, place_id, now))
    return left


def _text(conn: sqlite3.Connection, version_id: str) -> str:
    (words,) = conn.execute(
        "SELECT t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.id = ?", (version_id,)
    ).fetchone()
    return str(words)
