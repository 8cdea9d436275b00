"""Columns and tables computed from others: where codings stand now, search tables, the rows of turns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qualcode.analysis.excerpts import short_id
from qualcode.analysis.versions import CurrentPlaces
from qualcode.edits.store import Store
from qualcode.edits.text_rows import find_sentences, lay_first_turns, lay_turns
from qualcode.transcripts.span import Span


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
    for table, columns in _SEARCHED.items():
        for row_id in {change.row_id for change in store.changes if change.table == table}:
            _index(store, table, columns, row_id)
    retold = _refresh_texts(store)
    documents: dict[str, set[str] | None] = dict.fromkeys(retold)
    for change in store.changes:
        if change.table == "coding" and change.before is None:
            _tell_apart(store, change.row_id)
        if change.table == "coding" and "span" in change.after:
            wanted = documents.setdefault(_document_of_coding(store, change.row_id), set())
            if wanted is not None:
                wanted.add(change.row_id)
        elif change.table == "speaker" and change.before and "is_interviewer" in change.after:
            documents[store.value("SELECT document_id FROM speaker WHERE id = ?", change.row_id)] = None
    for document_id, coding_ids in documents.items():
        _place_codings(store, document_id, coding_ids)


def _refresh_texts(store: Store) -> list[str]:
    """Turns and sentences of new and changed texts; gives the documents whose text or turns are now others."""
    new: list[str] = []
    retold: dict[str, None] = {}
    for change in store.changes:
        if change.table == "text_version" and change.before is None and change.after.get("parent_id"):
            find_sentences(store, change.row_id)
        elif change.table == "text_version" and change.before and "turns" in change.after:
            retold[store.value("SELECT document_id FROM text_version WHERE id = ?", change.row_id)] = None
        elif change.table == "document" and change.before is None:
            new.append(change.after["version_id"])
        elif change.table == "document" and change.before and "version_id" in change.after:
            retold[change.row_id] = None
    lay_first_turns(store, new)
    for document_id in retold:
        lay_turns(store, document_id)
    return list(retold)


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
    places = CurrentPlaces(store.conn)
    codings: Iterable[tuple[Any, ...]]
    if coding_ids is None:
        codings = store.conn.execute(f"{_PLACED} WHERE document_id = ?", (document_id,)).fetchall()
    else:
        codings = [store.conn.execute(f"{_PLACED} WHERE id = ?", (one,)).fetchone() for one in coding_ids]
    moved = []
    for coding_id, version_id, start, stop, *held in codings:
        span = places.span(document_id, version_id, Span(start, stop))
        turn = _turn_of(span, turns, starts)
        now = [span.start, span.end, turn and turn.number, turn and turn.speaker_id]
        if now != held:
            moved.append((*now, coding_id))
    store.conn.executemany(
        "UPDATE coding SET current_start = ?, current_stop = ?, turn_number = ?, speaker_id = ? WHERE id = ?",
        moved,
    )


_PLACED = "SELECT id, version_id, start, stop, current_start, current_stop, turn_number, speaker_id FROM coding"


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
