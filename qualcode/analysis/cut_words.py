"""Words that stood in a document once, and were taken out of its text since."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from qualcode.analysis.asked_about import widened
from qualcode.analysis.documents import OpenDocument
from qualcode.analysis.objections import objections_in
from qualcode.analysis.versions import versions_of
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Turn
from qualcode.transcripts.versions import Versions

_WORD = re.compile(r"\w")


def cut_words(conn: sqlite3.Connection, document_id: str, around: int) -> Iterator[tuple[str, str | None]]:
    """What each change of a document's text took out or put otherwise, turn by turn, with the id of who spoke it.

    Up to `around` words on either side come with it, so that what stood across its edges is known too. 20 µs where
    the text was never changed.
    """
    for stored, text, turns in conn.execute(_CHANGES, (document_id,)).fetchall():
        cuts = [Span(start, end) for start, end, _ in json.loads(stored) if _WORD.search(text, start, end)]
        for start, end, speaker, *_ in json.loads(turns) if cuts else ():
            turn = Span(start, end)
            for cut in cuts:
                if turn.overlaps(cut):
                    inside = Span(max(turn.start, cut.start), min(turn.end, cut.end))
                    yield widened(text, turn, inside, around).of(text), speaker


def removed_words(conn: sqlite3.Connection, document_id: str) -> Iterator[tuple[str, str | None]]:
    """What was said in a document, removed or not, turn by turn, with the id of who spoke it."""
    for text, turns in conn.execute(_LAST, (document_id,)).fetchall():
        for start, end, speaker, *_ in json.loads(turns):
            yield text[start:end], speaker


_CHANGES = """
SELECT v.splices, t.words, p.turns FROM text_version v JOIN text_version p ON p.id = v.parent_id
JOIN text t ON t.sha256 = p.sha256 WHERE v.document_id = ? AND v.splices != '[]'
"""
_LAST = """
SELECT t.words, v.turns FROM document d JOIN text_version v ON v.id = d.version_id
JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ?
"""


def as_before(conn: sqlite3.Connection, document: OpenDocument) -> Iterator[tuple[OpenDocument, Versions]]:
    """A document as it was before each change of its text, with all versions of it; nothing where there was none.

    What was objected to stands in each where it stood then. No consent is overridden in words that are no more.
    """
    found = conn.execute(_BEFORE, (document.id,)).fetchall()
    versions = versions_of(conn, document.id) if found else None
    for version_id, text, stored in found:
        turns = tuple(Turn(start, stop, speaker) for start, stop, speaker, *_ in json.loads(stored))
        objected = objections_in(conn, document.id, version_id)
        assert versions is not None
        yield (
            replace(
                document,
                version_id=version_id,
                text=text,
                turns=turns,
                sentences=(),
                objected=objected,
                waivers=(),
            ),
            versions,
        )


_BEFORE = """
SELECT DISTINCT p.id, t.words, p.turns FROM text_version v JOIN text_version p ON p.id = v.parent_id
JOIN text t ON t.sha256 = p.sha256 JOIN document d ON d.id = v.document_id
WHERE v.document_id = ? AND v.splices != '[]' AND p.id != d.version_id
"""
