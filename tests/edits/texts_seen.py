"""What a study holds of its texts, looked at by tests."""

from __future__ import annotations

import json
import sqlite3
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from qualcode.analysis.documents import OpenDocument, codings_of, open_document
from qualcode.edits.clock import FixedClock
from qualcode.edits.coding_places import place_codings
from qualcode.edits.ids import HybridClock
from qualcode.edits.store import Store, Writer
from qualcode.edits.texts import ReplaceWords
from qualcode.project.journal import differences
from qualcode.project.project import Project
from tests.conftest import NOON, span_of


def now(project: Project, document_id: str) -> OpenDocument:
    document = open_document(project.conn, document_id)
    assert document is not None
    return document


def fix(project: Project, document_id: str, find: str, put: str) -> None:
    """Replace words where they first stand."""
    project.make(ReplaceWords(document_id, span_of(now(project, document_id).text, find), put))


def coded(project: Project, document_id: str) -> dict[str, str]:
    """What each coding of a document holds now."""
    text = now(project, document_id).text
    return {coding.id: text[coding.start : coding.stop] for coding in codings_of(project.conn, document_id)}


def standing(conn: sqlite3.Connection) -> list[Any]:
    """All that a reader sees of the texts: words, turns, sentences, where everything stands, what is found."""
    seen: list[Any] = []
    for sql in (
        "SELECT id, version_id FROM document WHERE deleted_at IS NULL ORDER BY id",
        "SELECT version_id, number, start, stop, speaker_id, millis FROM turn ORDER BY version_id, number",
        "SELECT v.id, v.sentences, v.turns, v.sha256 FROM text_version v JOIN document d ON d.version_id = v.id",
        "SELECT id, current_start, current_stop, turn_number, speaker_id FROM coding WHERE deleted_at IS NULL "
        "ORDER BY id",
        "SELECT id, label, participant_id, is_interviewer FROM speaker WHERE deleted_at IS NULL ORDER BY id",
        "SELECT id, pseudonym FROM participant WHERE deleted_at IS NULL ORDER BY id",
        "SELECT id, version_id, start, stop FROM quote WHERE deleted_at IS NULL ORDER BY id",
    ):
        seen.append(conn.execute(sql).fetchall())
    return seen


def sound(conn: sqlite3.Connection) -> None:
    """What always holds of texts, their turns, and what can be searched."""
    assert differences(conn) == []
    conn.execute("INSERT INTO turn_search (turn_search, rank) VALUES ('integrity-check', 1)")
    for document_id, turns, sentences, text in conn.execute(
        "SELECT d.id, v.turns, v.sentences, t.words FROM document d JOIN text_version v ON v.id = d.version_id "
        "JOIN text t ON t.sha256 = v.sha256"
    ).fetchall():
        wanted = [tuple(turn) for turn in json.loads(turns)]
        held = conn.execute(
            "SELECT t.start, t.stop, t.speaker_id, t.millis FROM turn t "
            "JOIN document d ON d.version_id = t.version_id WHERE d.id = ? ORDER BY number",
            (document_id,),
        ).fetchall()
        assert held == wanted
        everywhere = conn.execute("SELECT count(*) FROM turn WHERE document_id = ?", (document_id,)).fetchone()[0]
        assert everywhere == len(held), "turns of older versions would be found, too"
        assert all(before[1] <= after[0] for before, after in pairwise(wanted))
        edges = json.loads(sentences)
        if edges:
            said = {at for start, stop, *_ in wanted for at in range(start, stop) if not text[at].isspace()}
            covered = [at for a, b in zip(edges[::2], edges[1::2], strict=True) for at in range(a, b)]
            assert len(covered) == len(set(covered))
            assert said <= set(covered)
            assert edges == sorted(edges)
        _stand_where_they_would_be_found(conn, document_id)


def _stand_where_they_would_be_found(conn: sqlite3.Connection, document_id: str) -> None:
    """Codings are moved together where they can be; each must stand where it is found when looked for by itself."""
    sql = (
        "SELECT id, current_start, current_stop, turn_number, speaker_id FROM coding WHERE document_id = ? "
        "ORDER BY id"
    )
    held = conn.execute(sql, (document_id,)).fetchall()
    store = Store(Database(conn), Writer(None, ""), FixedClock(NOON), HybridClock(""))
    place_codings(store, document_id, None)
    assert conn.execute(sql, (document_id,)).fetchall() == held
