"""What is recorded about names: that none needs hiding, or that some were replaced for good."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.store import Store
from qualcode.problem import Problem


@dataclass(frozen=True)
class NothingToHide:
    """Record, as a memo on method, that the study has no name to hide. Raises Problem where no reason is given."""

    reason: str

    def apply(self, store: Store) -> str:
        reason = " ".join(self.reason.split())
        if not reason:
            raise Problem("This needs a reason.", remedy="Type why there is no name to hide.")
        study = store.value("SELECT id FROM study")
        words = f"There is no name to hide in this study: {reason}"
        WriteMemo(words, "method", MemoTarget("study", study)).apply(store)
        return "No name to hide"


@dataclass(frozen=True)
class RecordReplacement:
    """Leave a memo on method that names were replaced for good, and when; never which."""

    names: int
    places: int

    def apply(self, store: Store) -> str:
        what = "a name" if self.names == 1 else f"{self.names:,} names"
        where = "1 place" if self.places == 1 else f"{self.places:,} places"
        verb = "was" if self.names == 1 else "were"
        words = f"On {store.today.isoformat()} {what} {verb} replaced for good, in {where} of the texts."
        WriteMemo(words, "method", MemoTarget("study", store.value("SELECT id FROM study"))).apply(store)
        return f"Replacement of {what} for good"
