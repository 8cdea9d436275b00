"""Why something was changed, kept with the change."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.edits.ids import new_id
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.store import Edit, Store


@dataclass(frozen=True)
class Because:
    """Carry out an edit of the codebook and keep the reason given: a method memo on every code it changed and left.

    Without words, or where no code changed, it is the edit alone.
    """

    edit: Edit
    reason: str = ""

    def apply(self, store: Store) -> str:
        label = self.edit.apply(store)
        codes = dict.fromkeys(change.row_id for change in store.changes if change.table == "code")
        if self.reason.strip():
            memo_id = new_id()
            for code_id in codes:
                if store.value("SELECT 1 FROM code WHERE id = ? AND deleted_at IS NULL", code_id):
                    WriteMemo(self.reason, "method", MemoTarget("code", code_id), id=memo_id).apply(store)
        return label
