"""Columns and tables computed from others: where codings stand now, search tables, the rows of turns."""

from __future__ import annotations

from qualcode.analysis.excerpts import short_id
from qualcode.edits.coding_places import place_codings, place_codings_after
from qualcode.edits.store import Store
from qualcode.edits.text_rows import find_sentences, lay_changed_turns, lay_first_turns, lay_turns


def refresh(store: Store) -> None:
    """Work out again whatever this action's changes have moved."""
    for table, columns in _SEARCHED.items():
        for row_id in {change.row_id for change in store.changes if change.table == table}:
            _index(store, table, columns, row_id)
    retold = _refresh_texts(store)
    documents: dict[str, set[str] | None] = dict.fromkeys(document_id for document_id, before in retold if not before)
    for change in store.changes:
        if change.table == "coding" and change.before is None:
            _tell_apart(store, change.row_id)
        if change.table == "coding" and "span" in change.after:
            wanted = documents.setdefault(_document_of_coding(store, change.row_id), set())
            if wanted is not None:
                wanted.add(change.row_id)
        elif change.table == "speaker" and change.before and "is_interviewer" in change.after:
            documents[store.value("SELECT document_id FROM speaker WHERE id = ?", change.row_id)] = None
    for document_id, before in retold:
        if before and documents.get(document_id, set()) is not None:
            place_codings_after(store, document_id, before)
    for document_id, coding_ids in documents.items():
        place_codings(store, document_id, coding_ids)


def _refresh_texts(store: Store) -> list[tuple[str, str]]:
    """Turns and sentences of new and changed texts.

    Gives the documents whose text or turns are now others, each with the version it had; none where turns of a
    version itself were changed.
    """
    new: list[str] = []
    retold: dict[str, str] = {}
    for change in store.changes:
        if change.table == "text_version" and change.before is None and change.after.get("parent_id"):
            find_sentences(store, change.row_id)
        elif change.table == "text_version" and change.before and "turns" in change.after:
            retold[store.value("SELECT document_id FROM text_version WHERE id = ?", change.row_id)] = ""
        elif change.table == "document" and change.before is None:
            new.append(change.after["version_id"])
        elif change.table == "document" and change.before and "version_id" in change.after:
            retold.setdefault(change.row_id, change.before["version_id"])
    lay_first_turns(store, new)
    for document_id, before in retold.items():
        if not (before and lay_changed_turns(store, document_id, before)):
            lay_turns(store, document_id)
    return list(retold.items())


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
