"""Taking an action back, as a new action that restores what was before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.edits.store import Change, Row, Store, pack, unpack
from qualcode.edits.tables import MERGED
from qualcode.problem import Problem


@dataclass(frozen=True)
class Restore:
    """Restore the befores of `changes`, the newest first.

    Raises Problem when a row is no longer what the action left, or others now hang on a row that the action
    added, unless `anyway`.
    """

    label: str
    changes: Sequence[Change]
    anyway: bool = False

    def apply(self, store: Store) -> str:
        for change in reversed(self.changes):
            row = store.row(change.table, change.row_id)
            if row is None:
                continue
            if not self.anyway and not _as_left(change, row):
                raise Problem(
                    f"“{self.label}” was changed again since.",
                    "Taking it back would overwrite what came later.",
                    "Take back the later action first; History lists them.",
                )
            if change.before is None:
                if "deleted_at" not in row:
                    raise Problem("A study cannot be taken back.", remedy="Nothing was changed.")
                fields: dict[str, Any] = {"deleted_at": store.now}
            else:
                fields = _columns(change.table, change.before)
            store.set(change.table, change.row_id, **fields)
        if not self.anyway and any(_is_missed(store, change) for change in self.changes):
            raise Problem(
                f"“{self.label}” is in use since.",
                "Taking it back would take away what others have done with it.",
                "Take that back first; History lists it.",
            )
        return self.label


# What hangs on a row, asked when the row itself is gone: living rows that name it.
_HANGING = {
    "code": (
        "SELECT EXISTS (SELECT 1 FROM coding c JOIN document d ON d.id = c.document_id WHERE c.code_id = :id "
        "AND c.deleted_at IS NULL AND d.deleted_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM code WHERE parent_id = :id AND deleted_at IS NULL)"
    ),
    "document": "SELECT EXISTS (SELECT 1 FROM coding WHERE document_id = :id AND deleted_at IS NULL)",
    "participant": (
        "SELECT EXISTS (SELECT 1 FROM speaker s JOIN document d ON d.id = s.document_id "
        "WHERE s.participant_id = :id AND s.deleted_at IS NULL AND d.deleted_at IS NULL)"
    ),
}


def _is_missed(store: Store, change: Change) -> bool:
    """True where the action added a row that is now gone and that other rows still name."""
    sql = _HANGING.get(change.table)
    if change.before is not None or sql is None:
        return False
    return bool(store.conn.execute(sql, {"id": change.row_id}).fetchone()[0])


def _columns(table: str, fields: Row) -> dict[str, Any]:
    """Journal keys as `Store.set` takes them: spans as columns, merged JSON as its keys."""
    merged = {column: keys for column, keys in fields.items() if (table, column) in MERGED}
    return {**unpack(table, {k: v for k, v in fields.items() if k not in merged}), **merged}


def _as_left(change: Change, row: Row) -> bool:
    """True where every field that the action set still has the value it set."""
    if change.before is None and row.get("deleted_at") is not None:
        return False
    now = pack(change.table, row)
    for column, value in change.after.items():
        if (change.table, column) in MERGED:
            held = now[column] if isinstance(now[column], dict) else json.loads(now[column])
            if any(held.get(key) != wanted for key, wanted in value.items()):
                return False
        elif now.get(column) != value:
            return False
    return True
