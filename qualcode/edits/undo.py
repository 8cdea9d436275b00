"""Taking an action back, as a new action that restores what was before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.edits.consents_back import check_withdrawn, consents_back, keep_reason, reason_returns, told
from qualcode.edits.standing import check_standing
from qualcode.edits.store import Change, Row, Store, pack, unpack
from qualcode.edits.tables import MERGED, defaults
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks

_LATER = "Take back the later action first; History lists them."

# Reading a document changes it, but nobody would miss that.
_NOT_MISSED = frozenset({("document", "reading_state")})


@dataclass(frozen=True)
class Restore:
    """Restore the befores of `changes`, the newest first.

    Raises Problem when a row is no longer what the action left, others now hang on a row that the action added, or
    what comes back would hang on something that is gone, unless `anyway`; and where a withdrawal is taken back,
    unless that was `agreed` or `because` says why. Each consent that changes is told.
    """

    label: str
    changes: Sequence[Change]
    anyway: bool = False
    agreed: bool = False
    because: str = ""

    def apply(self, store: Store) -> str:
        back = consents_back(store, self.changes)
        if not (self.agreed or self.because.strip() or reason_returns(self.changes)):
            check_withdrawn(back)
        for run in _runs(self.changes):
            self._restore(store, run)
        if not self.anyway:
            check_standing(store, self.label, self.changes)
        keep_reason(store, back, self.because)
        store.told += told(back)
        return self.label

    def _restore(self, store: Store, run: Sequence[Change]) -> None:
        """Restore the befores of rows of one table, each of which is there once."""
        table = run[0].table
        new = pack(table, defaults(store.conn, table))
        rows = dict(store.rows_by_id(table, (change.row_id for change in run)))
        fields: dict[str, Row] = {}
        for change in run:
            row = rows.get(change.row_id)
            if row is None:
                continue
            if not self.anyway and not _as_left(change, row, new):
                raise Problem(
                    f"{in_marks(self.label)} was changed again since.",
                    "Taking it back would overwrite what came later.",
                    _LATER,
                )
            if change.before is None:
                if "deleted_at" not in row:
                    raise Problem("A study cannot be taken back.", remedy="Nothing was changed.")
                fields[change.row_id] = {"deleted_at": store.now}
            else:
                fields[change.row_id] = _columns(table, change.before)
        store.set_many(table, fields)


def _runs(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """The changes, the newest first, in runs of one table that hold no row twice."""
    run: list[Change] = []
    held: set[str] = set()
    for change in reversed(changes):
        if run and (change.table != run[0].table or change.row_id in held):
            yield run
            run, held = [], set()
        run.append(change)
        held.add(change.row_id)
    if run:
        yield run


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
