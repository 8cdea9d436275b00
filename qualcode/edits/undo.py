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

    Raises Problem when a row is no longer what the action left, unless `anyway`.
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
                fields: dict[str, Any] = {"deleted_at": store.now}
            else:
                fields = _columns(change.table, change.before)
            store.set(change.table, change.row_id, **fields)
        return self.label


def _columns(table: str, fields: Row) -> dict[str, Any]:
    """Journal keys as `Store.set` takes them: spans as columns, merged JSON as its keys."""
    merged = {column: keys for column, keys in fields.items() if (table, column) in MERGED}
    return {**unpack(table, {k: v for k, v in fields.items() if k not in merged}), **merged}


def _as_left(change: Change, row: Row) -> bool:
    """True where every field that the action set still has the value it set."""
    if change.before is None:
        return row["deleted_at"] is None if "deleted_at" in row else True
    now = pack(change.table, row)
    for column, value in change.after.items():
        if (change.table, column) in MERGED:
            held = now[column] if isinstance(now[column], dict) else json.loads(now[column])
            if any(held.get(key) != wanted for key, wanted in value.items()):
                return False
        elif now.get(column) != value:
            return False
    return True
