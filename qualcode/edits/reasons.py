"""Why something was changed, kept with the change."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.edits.ids import new_id
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.store import Edit, Row, Store
from qualcode.participants.consent import Consent
from qualcode.problem import Problem


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


@dataclass(frozen=True)
class ConsentReason:
    """Why a consent changes, kept as a memo on method, whose words it is again where that is done bit by bit.

    `began` is then the consent there was at first, None where it is the one there is.
    """

    because: str = ""
    began: str | None = None
    memo_id: str = field(default_factory=new_id)

    def keep(self, store: Store, table: str, row: Row, called: str, consent: str | None) -> None:
        """Keep it on a participant or a document, a row of `table`, which is `called` so and has `consent` from now.

        Raises Problem where what was withdrawn comes back and nobody says why.
        """
        before = row["consent"] if self.began is None else self.began
        kept = store.row("memo", self.memo_id) is not None
        changes = consent != row["consent"]
        comes_back = before == Consent.WITHDRAWN != consent
        if comes_back and (changes or kept) and not self.because.strip():
            person = table == "participant"
            raise Problem(
                f"{called} withdrew." if person else f"“{called}” was withdrawn.",
                f"With “{consent or THEIRS}” {'their' if person else 'its'} words come back.",
                f"Say why: a line in {'their' if person else 'its'} form, or --because “She rang on 3 May and asked "
                f"{'to be in it' if person else 'us to use it'} again”.",
            )
        if kept or (changes and self.because.strip()):
            reason = self.because if comes_back or before != Consent.WITHDRAWN else ""
            WriteMemo(reason, "method", MemoTarget(table, row["id"]), id=self.memo_id).apply(store)


THEIRS = "that of who speaks in it"  # the consent of a document of which nothing was agreed for all of it


def _survivor(store: Store, code_id: str) -> str | None:
    """The living code that a merged one went into: it has that one's wording."""
    found = store.value(
        "SELECT other.id FROM code own JOIN code other ON other.wording_id = own.wording_id AND other.id != own.id "
        "WHERE own.id = ? AND other.deleted_at IS NULL",
        code_id,
    )
    return None if found is None else str(found)
