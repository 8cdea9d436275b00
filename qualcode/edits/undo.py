"""Taking an action back, as a new action that restores what was before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.edits.standing import check_standing
from qualcode.edits.store import Change, Row, Store, pack, unpack
from qualcode.edits.tables import MERGED, defaults
from qualcode.problem import Problem

_LATER = "Take back the later action first; History lists them."

# Reading a document changes it, but nobody would miss that.
_NOT_MISSED = frozenset({("document", "reading_state")})


@dataclass(frozen=True)
class Restore:
    """Restore the befores of `changes`, the newest first.

    Raises Problem when a row is no longer what the action left, others now hang on a row that the action added, or
    what comes back would hang on something that is gone, unless `anyway`.
    """

    label: str
    changes: Sequence[Change]
    anyway: bool = False

    def apply(self, store: Store) -> str:
        new: dict[str, Row] = {}
        for change in reversed(self.changes):
            row = store.row(change.table, change.row_id)
            if row is None:
                continue
            if change.table not in new:
                new[change.table] = pack(change.table, defaults(store.conn, change.table))
            if not self.anyway and not _as_left(change, row, new[change.table]):
                raise Problem(
                    f"“{self.label}” was changed again since.",
                    "Taking it back would overwrite what came later.",
                    _LATER,
                )
            if change.before is None:
                if "deleted_at" not in row:
                    raise Problem("A study cannot be taken back.", remedy="Nothing was changed.")
                fields: dict[str, Any] = {"deleted_at": store.now}
            else:
                fields = _columns(change.table, change.before)
            store.set(change.table, change.row_id, **fields)
        if not self.anyway:
            check_standing(store, self.label, self.changes)
        return self.label


def _columns(table: str, fields: Row) -> dict[str, Any]:
    """Journal keys as `Store.set` takes them: spans as columns, merged JSON as its keys."""
    merged = {column: keys for column, keys in fields.items() if (table, column) in MERGED}
    return {**unpack(table, {k: v for k, v in fields.items() if k not in merged}), **merged}


def _as_left(change: Change, row: Row, new: Row) -> bool:
    """True where every field that the action set still has the value it set; `new` is what it left unset."""
    now = pack(change.table, row)
    left = change.after
    if change.before is None:
        left = {**{column: value for column, value in new.items() if column != "id"}, **left}
    for column, value in left.items():
        if (change.table, column) in MERGED:
            held = now[column] if isinstance(now[column], dict) else json.loads(now[column])
            if any(held.get(key) != wanted for key, wanted in value.items()):
                return False
            if change.before is None and held.keys() - value.keys():
                return False
        elif now.get(column) != value and not (change.before is None and (change.table, column) in _NOT_MISSED):
            return False
    return True
