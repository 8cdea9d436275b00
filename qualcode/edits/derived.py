"""Columns and tables computed from others: turns of a text version, and where a coding stands now."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qualcode.analysis.excerpts import short_id
from qualcode.edits.store import Store
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices


@dataclass(frozen=True, slots=True)
class _Placed:
    """A turn as the file keeps it."""

    number: int
    start: int
    stop: int
    speaker_id: str | None
    is_interviewer: bool


def refresh(store: Store) -> None:
    """Work out again whatever this action's changes have moved."""
    versions = [change.row_id for change in store.changes if change.table == "text_version"]
    for version_id in versions:
        _turns_of(store, version_id)
    for table, columns in _SEARCHED.items():
        for row_id in {change.row_id for change in store.changes if change.table == table}:
            _index(store, table, columns, row_id)
    documents: dict[str, set[str] | None] = {}
    for change in store.changes:
        if change.table == "coding" and change.before is None:
            _tell_apart(store, change.row_id)
        if change.table == "coding" and "span" in change.after:
            wanted = documents.setdefault(_document_of_coding(store, change.row_id), set())
            if wanted is not None:
                wanted.add(change.row_id)
        elif change.table == "document" and change.before and "version_id" in change.after:
            documents[change.row_id] = None
        elif change.table == "speaker" and change.before and "is_interviewer" in change.after:
            documents[store.value("SELECT document_id FROM speaker WHERE id = ?", change.row_id)] = None
    for document_id, coding_ids in documents.items():
        _place_codings(store, document_id, coding_ids)


_SEARCHED = {
    "memo": ("title", "body"),
    "code": ("name", "definition", "use_when", "do_not_use_when", "example"),
}


def _index(store: Store, table: str, columns: tuple[str, ...], row_id: str) -> None:
    """Keep a row's words in its search table, or take them out where the row was removed."""
    row = store.row(table, row_id)
    if row is None:
        return
    store.conn.execute(f"DELETE FROM {table}_search WHERE rowid = ?", (row["num"],))
    if row["deleted_at"] is None:
        store.conn.execute(
            f"INSERT INTO {table}_search (rowid, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})",
            (row["num"], *(row[column] for column in columns)),
        )


def _tell_apart(store: Store, coding_id: str) -> None:
    """Give codings whose short ids agree in the usual eight letters as many more as they need, for life."""
    alike = [row["id"] for row in store.rows("SELECT id FROM coding WHERE substr(id, -10) = ?", coding_id[-10:])]
    if len(alike) > 1:
        letters = next(n for n in range(9, 27) if len({short_id(one, n) for one in alike}) == len(alike))
        for one in alike:
            store.derive("coding", one, long_id=short_id(one, letters))


def _document_of_coding(store: Store, coding_id: str) -> str:
    found: str = store.value("SELECT document_id FROM coding WHERE id = ?", coding_id)
    return found


def _turns_of(store: Store, version_id: str) -> None:
    old = [row["num"] for row in store.rows("SELECT num FROM turn WHERE version_id = ?", version_id)]
    for num in old:
        words = store.value("SELECT words FROM turn_words WHERE num = ?", num)
        store.conn.execute(
            "INSERT INTO turn_search (turn_search, rowid, words) VALUES ('delete', ?, ?)", (num, words)
        )
    store.conn.execute("DELETE FROM turn WHERE version_id = ?", (version_id,))
    version = store.row("text_version", version_id)
    if version is None:
        return
    turns = [
        {
            "version_id": version_id,
            "document_id": version["document_id"],
            "number": number,
            "start": start,
            "stop": stop,
            "speaker_id": speaker_id,
            "millis": millis,
        }
        for number, (start, stop, speaker_id, millis) in enumerate(json.loads(version["turns"]), start=1)
    ]
    if not turns:
        return
    first = (store.value("SELECT max(num) FROM turn") or 0) + 1
    store.db.table("turn").insert_all({"num": first + place, **turn} for place, turn in enumerate(turns))
    words = store.value("SELECT words FROM text WHERE sha256 = ?", version["sha256"])
    store.conn.executemany(
        "INSERT INTO turn_search (rowid, words) VALUES (?, ?)",
        [(first + place, words[turn["start"] : turn["stop"]]) for place, turn in enumerate(turns)],
    )


def _place_codings(store: Store, document_id: str, coding_ids: set[str] | None) -> None:
    """Place the named codings of a document, all of them where `coding_ids` is None."""
    document = store.row("document", document_id)
    if document is None:
        return
    current = document["version_id"]
    turns = [
        _Placed(row["number"], row["start"], row["stop"], row["speaker_id"], bool(row["is_interviewer"]))
        for row in store.rows(
            "SELECT turn.number, turn.start, turn.stop, turn.speaker_id, speaker.is_interviewer FROM turn "
            "LEFT JOIN speaker ON speaker.id = turn.speaker_id WHERE turn.version_id = ? ORDER BY turn.start",
            current,
        )
    ]
    starts = [turn.start for turn in turns]
    paths: dict[str, Splices] = {}
    codings: Iterable[dict[str, Any]]
    if coding_ids is None:
        codings = store.rows("SELECT * FROM coding WHERE document_id = ?", document_id)
    else:
        codings = [row for coding_id in coding_ids if (row := store.row("coding", coding_id))]
    moved = []
    for coding in codings:
        span = Span(coding["start"], coding["stop"])
        if coding["version_id"] != current:
            if coding["version_id"] not in paths:
                paths[coding["version_id"]] = splices_between(store, coding["version_id"], current)
            span = paths[coding["version_id"]].map_span(span)
        turn = _turn_of(span, turns, starts)
        moved.append((span.start, span.end, turn and turn.number, turn and turn.speaker_id, coding["id"]))
    store.conn.executemany(
        "UPDATE coding SET current_start = ?, current_stop = ?, turn_number = ?, speaker_id = ? WHERE id = ?",
        moved,
    )


def _turn_of(span: Span, turns: list[_Placed], starts: list[int]) -> _Placed | None:
    """The first participant turn that the span touches, else the turn it starts in."""
    place = max(bisect_right(starts, span.start) - 1, 0)
    touched = []
    for turn in turns[place:]:
        if turn.start >= span.end:
            break
        if turn.stop > span.start:
            touched.append(turn)
    spoken = (turn for turn in touched if turn.speaker_id is not None and not turn.is_interviewer)
    return next(spoken, touched[0] if touched else None)


def splices_between(store: Store, from_version: str, to_version: str) -> Splices:
    """What leads from an earlier text version to a later one of the same document."""
    chain: list[Splices] = []
    cursor: str | None = to_version
    while cursor is not None and cursor != from_version:
        version = store.row("text_version", cursor)
        if version is None:
            break
        chain.append(Splices.of(json.loads(version["splices"])))
        cursor = version["parent_id"]
    whole = Splices()
    for step in reversed(chain):
        whole = whole.then(step)
    return whole
