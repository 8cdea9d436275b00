"""The excerpts of the counted codings without their ids: what is enough to count them, in a third of the time."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple

from qualcode.analysis.excerpts import Excerpt


class Passage(NamedTuple):
    """An excerpt as it is counted; half-open code points of the document's current text.

    `coder_ids` are empty where they were not asked for.
    """

    document_id: str
    code_id: str
    start: int
    stop: int
    participant_id: str | None
    against: bool
    coder_ids: tuple[str, ...] = ()


def passages(
    conn: sqlite3.Connection,
    documents: Collection[str] | None = None,
    codes: Collection[str] | None = None,
    *,
    coders: bool = False,
) -> list[Passage]:
    """The excerpts as `analysis.excerpts` has them, by document, code and place, of some documents and codes."""
    people = dict(conn.execute("SELECT id, participant_id FROM speaker WHERE participant_id IS NOT NULL"))
    who = "coder_id" if coders else "''"
    # In the order of an index, with all that it holds.
    rows = conn.execute(
        f"SELECT document_id, code_id, current_start, current_stop, against, speaker_id, {who} FROM coding_counted "
        "WHERE current_stop > current_start ORDER BY document_id, code_id, current_start"
    ).fetchall()
    found: list[Passage] = []
    document = code = ""
    wanted = False
    start = stop = 0
    person: str | None = None
    against = False
    by: tuple[str, ...] = ()
    for document_id, code_id, begins, ends, opposes, speaker, coder in (*rows, _LAST):
        if begins < stop and code_id == code and document_id == document:
            stop = max(stop, ends)
            person = person or people.get(speaker)
            against = against or bool(opposes)
            by = by if not coder or coder in by else (*by, coder)
            continue
        if wanted:
            found.append(Passage(document, code, start, stop, person, against, by))
        if document_id != document:  # else the same object, which is found in half of the time
            document = document_id
        code = code_id
        wanted = (documents is None or document in documents) and (codes is None or code in codes)
        start, stop, person, against = begins, ends, people.get(speaker), bool(opposes)
        by = (coder,) if coder else ()
    return found


# Of no document: it ends the last run, and begins none that is wanted.
_LAST = ("", "", 0, 0, 0, None, "")


def of_excerpts(found: Iterable[Excerpt]) -> list[Passage]:
    """The same of excerpts at hand."""
    return [
        Passage(e.document_id, e.code_id, e.start, e.stop, e.participant_id, e.against, e.coder_ids) for e in found
    ]
