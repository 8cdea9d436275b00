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
            left = [one for one in codes if store.value("SELECT deleted_at IS NULL FROM code WHERE id = ?", one)]
            # What went into another code is told of on that one, what was removed on the study.
            left = left or [into for one in codes if (into := _survivor(store, one)) is not None]
            about = [MemoTarget("code", one) for one in dict.fromkeys(left)]
            for target in about or [MemoTarget("study", store.value("SELECT id FROM study"))] if codes else ():
                WriteMemo(self.reason, "method", target, id=memo_id).apply(store)
        return label


def _survivor(store: Store, code_id: str) -> str | None:
    """The living code that a merged one went into: it has that one's wording."""
    found = store.value(
        "SELECT other.id FROM code own JOIN code other ON other.wording_id = own.wording_id AND other.id != own.id "
        "WHERE own.id = ? AND other.deleted_at IS NULL",
        code_id,
    )
    return None if found is None else str(found)
