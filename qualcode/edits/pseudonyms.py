"""What is recorded about names: that none needs hiding, or that some were replaced for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.analysis.naming import NO_NAME_TO_HIDE, left_places
from qualcode.edits.codings import passage_version
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.store import Store
from qualcode.problem import Problem
from qualcode.transcripts.span import Span


@dataclass(frozen=True)
class NothingToHide:
    """Record, as a memo on method, that the study has no name to hide. Raises Problem where no reason is given."""

    reason: str

    def apply(self, store: Store) -> str:
        reason = " ".join(self.reason.split())
        if not reason:
            raise Problem("This needs a reason.", remedy="Type why there is no name to hide.")
        study = store.value("SELECT id FROM study")
        WriteMemo(NO_NAME_TO_HIDE + reason, "method", MemoTarget("study", study)).apply(store)
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


Passage = tuple[str, Span]
"""A document's id and a span of its current text (half-open, code points)."""


@dataclass(frozen=True)
class LeaveAsSaid:
    """Leave words as they were said in single places, and take up names again in others.

    Only where they stand is kept, never the words. Raises Problem where nothing would change, a document is gone, or
    a span is empty or outside it.
    """

    left: Sequence[Passage] = ()
    again: Sequence[Passage] = ()

    def apply(self, store: Store) -> str:
        known = left_places(store.conn)
        here = {(document, span) for document, _, span in known}
        back = [place for document, place, span in known if (document, span) in set(self.again)]
        new = [passage for passage in dict.fromkeys(self.left) if passage not in here]
        if not (back or new):
            raise Problem("These places are as you want them already.", remedy="Nothing was changed; move on.")
        store.remove("left_as_said", back)
        store.add(
            "left_as_said",
            [
                {
                    "document_id": document,
                    "version_id": passage_version(store, document, span),
                    "start": span.start,
                    "stop": span.end,
                    "created_at": store.now,
                }
                for document, span in new
            ],
        )
        return "No name in some places" if new else "A name again in some places"
