"""Consents that change as something is taken back, and whether words that were withdrawn come back with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.analysis.documents import called
from qualcode.analysis.phrases import counted, listed
from qualcode.edits.ids import new_id
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.reasons import THEIRS
from qualcode.edits.store import Change, Store
from qualcode.participants.consent import Consent
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks

_NAMED = 5


class WithdrawnComesBack(Problem):
    """That taking something back would undo a withdrawal, and nobody agreed to that."""


@dataclass(frozen=True, slots=True)
class ConsentBack:
    """A consent of a participant or a document, a row of `table`: as it is `now`, and as it will be `then`."""

    table: str
    row_id: str
    called: str
    now: str
    then: str

    @property
    def frees(self) -> bool:
        """Whether what was withdrawn comes back."""
        return self.now == Consent.WITHDRAWN != self.then

    @property
    def sentence(self) -> str:
        """`P01’s consent is “quote” again, no longer “withdrawn”.`"""
        return f"{self.called}’s consent is {in_marks(self.then)} again, no longer {in_marks(self.now)}."


def consents_back(store: Store, changes: Sequence[Change]) -> list[ConsentBack]:
    """What taking changes back makes of the consents that are there, each once."""
    then: dict[tuple[str, str], str | None] = {}
    for change in changes:
        if change.table in ("participant", "document") and change.before is not None and "consent" in change.before:
            then.setdefault((change.table, change.row_id), change.before["consent"])
    found = []
    for (table, row_id), consent in then.items():
        row = store.row(table, row_id)
        if row is not None and row["deleted_at"] is None and row["consent"] != consent:
            name = row["pseudonym"] if table == "participant" else in_marks(called(row["title"], row["name"]))
            found.append(ConsentBack(table, row_id, name, row["consent"] or THEIRS, consent or THEIRS))
    return found


def told(back: Sequence[ConsentBack]) -> list[str]:
    """A sentence on each, the withdrawn first; of many the first ones, and how many more."""
    sentences = [one.sentence for one in sorted(back, key=lambda one: not one.frees)]
    more = len(sentences) - _NAMED
    return sentences if more <= 0 else [*sentences[:_NAMED], f"So it is of {counted(more, 'other')}."]


def check_withdrawn(back: Iterable[ConsentBack]) -> None:
    """Raise WithdrawnComesBack where somebody's words would come back."""
    freed = [one for one in back if one.frees]
    if freed:
        names = [one.called for one in freed]
        more = len(names) - _NAMED
        who = listed(names[:_NAMED]) if more <= 0 else f"{', '.join(names[:_NAMED])} and {more:,} more"
        raise WithdrawnComesBack(
            f"This takes back the withdrawal of {who}.",
            " ".join(told(freed)),
            "Do it with --yes, or say why with --because; nothing was changed.",
        )


def reason_returns(changes: Iterable[Change]) -> bool:
    """Whether taking changes back brings the memo back that says why, as doing again what had a reason does."""
    return any(
        change.table == "memo" and change.before is not None and change.before.get("deleted_at", "") is None
        for change in changes
    )


def keep_reason(store: Store, back: Iterable[ConsentBack], because: str) -> None:
    """Keep why the withdrawn comes back, as a memo on method."""
    memo_id = new_id()
    for one in back:
        if one.frees and because.strip():
            WriteMemo(because, "method", MemoTarget(one.table, one.row_id), id=memo_id).apply(store)
