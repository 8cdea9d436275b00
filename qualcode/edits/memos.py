"""Memos: dated notes on anything, linked to any number of things, in an order that a writer gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.analysis.memo_state import OPPORTUNITY, MemoState
from qualcode.analysis.memos import KINDS as KINDS
from qualcode.analysis.versions import CurrentPlaces
from qualcode.edits.codings import passage_version
from qualcode.edits.ids import natural_id, new_id
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span

LINKED = ("coding", "document", "participant", "code", "study", "memo", "quote", "essay")  # what a memo may be about

_GONE = Problem("This memo is no longer there.", remedy="Nothing was changed; move on.")


@dataclass(frozen=True)
class MemoTarget:
    """What a memo is about: a row of a table; a passage is a document with a span of its current text."""

    table: str
    row_id: str
    span: Span | None = None


@dataclass(frozen=True)
class WriteMemo:
    """Write a memo, or its new words where it exists. Empty words remove it. Raises Problem on an unknown kind."""

    body: str
    kind: str = "idea"
    about: MemoTarget | None = None
    id: str = field(default_factory=new_id)

    def apply(self, store: Store) -> str:
        _check_kind(self.kind)
        body = self.body.strip()
        if store.row("memo", self.id) is not None:
            if not body:
                _remove(store, self.id)
                return "Removal of a memo"
            _change(store, self.id, body=body, kind=self.kind, deleted_at=None)
            if self.about is not None:
                _link(store, self.id, self.about)
            return "Words of a memo"
        if not body:
            return "Empty memo"
        store.add(
            "memo",
            [
                {
                    "id": self.id,
                    "kind": self.kind,
                    "body": body,
                    "coder_id": store.writer.coder_id,
                    "created_at": store.now,
                    "changed_at": store.now,
                }
            ],
        )
        if self.about is not None:
            _link(store, self.id, self.about)
        return "New memo"


@dataclass(frozen=True)
class ChangeMemoKind:
    """Make memos ones of another kind. Raises Problem on an unknown kind, or where a memo is gone."""

    memo_ids: Sequence[str]
    kind: str

    def apply(self, store: Store) -> str:
        _check_kind(self.kind)
        for memo_id in self.memo_ids:
            if _living(store, memo_id)["kind"] != self.kind:
                _change(store, memo_id, kind=self.kind)
        return f"Kind of {_counted(len(self.memo_ids))}: {self.kind}"


@dataclass(frozen=True)
class SayState:
    """Say what became of opportunities, and why; the day is that of the edit.

    Raises Problem where a memo is gone or is no opportunity, the state is unknown, or nobody says why one is more
    than raised.
    """

    memo_ids: Sequence[str]
    state: str
    why: str = ""

    def apply(self, store: Store) -> str:
        states = [str(one) for one in MemoState]
        why = " ".join(self.why.split())
        if self.state not in states:
            raise Problem(f"{in_marks(self.state)} is not a state.", remedy=f"Use one of: {', '.join(states)}.")
        if not why and self.state != MemoState.RAISED:
            raise Problem("This needs a reason.", remedy=f"Say why it is {self.state}.")
        for memo_id in self.memo_ids:
            row = _living(store, memo_id)
            if row["kind"] != OPPORTUNITY:
                raise Problem(
                    "Only an opportunity has a state.",
                    f"This memo is of the kind {row['kind']}.",
                    "Make it an opportunity first.",
                )
            if (row["state"], row["state_why"]) != (self.state, why):
                store.set("memo", memo_id, state=str(self.state), state_why=why, state_on=store.today.isoformat())
        what = "an opportunity" if len(self.memo_ids) == 1 else f"{len(self.memo_ids)} opportunities"
        return f"State of {what}: {self.state}"


@dataclass(frozen=True)
class RemoveMemos:
    """Take memos out, with their links and those of other memos to them. Raises Problem where one is gone."""

    memo_ids: Sequence[str]

    def apply(self, store: Store) -> str:
        for memo_id in self.memo_ids:
            _living(store, memo_id)
            _remove(store, memo_id)
        return f"Removal of {_counted(len(self.memo_ids))}"


@dataclass(frozen=True)
class LinkMemos:
    """Say that memos are about one more thing; those that are already stay as they are.

    Raises Problem where a memo or the thing is gone, or a memo would be about itself.
    """

    memo_ids: Sequence[str]
    about: MemoTarget

    def apply(self, store: Store) -> str:
        for memo_id in self.memo_ids:
            _living(store, memo_id)
            _link(store, memo_id, self.about)
        return f"Link of {_counted(len(self.memo_ids))}"


@dataclass(frozen=True)
class UnlinkMemo:
    """Say that a memo is no longer about a thing. Raises Problem where it is not."""

    link_id: str

    def apply(self, store: Store) -> str:
        link = store.row("memo_link", self.link_id)
        if link is None or link["deleted_at"]:
            raise Problem("This memo is not about that any more.", remedy="Nothing was changed; move on.")
        store.remove("memo_link", [self.link_id])
        return "Removal of a memo’s link"


@dataclass(frozen=True)
class TurnMemo:
    """Say that a memo is about one thing instead of another; raises Problem where either is gone."""

    memo_id: str
    before: MemoTarget
    about: MemoTarget

    def apply(self, store: Store) -> str:
        _living(store, self.memo_id)
        found = _links(store, self.memo_id, self.before)
        store.remove("memo_link", [row["id"] for row in found if row["deleted_at"] is None])
        _link(store, self.memo_id, self.about)
        return "What a memo is about"


@dataclass(frozen=True)
class OrderMemos:
    """Put the memos of the study in an order to write them up in; `memo_ids` are all of them, the first one first."""

    memo_ids: Sequence[str]

    def apply(self, store: Store) -> str:
        for place, memo_id in enumerate(self.memo_ids, start=1):
            _living(store, memo_id)
            store.set("memo", memo_id, position=place)
        return "Order of the memos"


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise Problem(f"{in_marks(kind)} is not a kind of memo.", remedy=f"Use one of: {', '.join(KINDS)}.")


def _living(store: Store, memo_id: str) -> Row:
    row = store.row("memo", memo_id)
    if row is None or row["deleted_at"]:
        raise _GONE
    return row


def _change(store: Store, memo_id: str, **fields: object) -> None:
    """Set fields of a memo; one of which nothing differs is not dated anew."""
    if store.set("memo", memo_id, **fields):
        store.set("memo", memo_id, changed_at=store.now)


def _remove(store: Store, memo_id: str) -> None:
    store.remove("memo", [memo_id])
    store.remove(
        "memo_link",
        [
            row["id"]
            for row in store.rows(
                "SELECT id FROM memo_link WHERE (memo_id = ? OR on_id = ?) AND deleted_at IS NULL ORDER BY num",
                memo_id,
                memo_id,
            )
        ],
    )


def _links(store: Store, memo_id: str, about: MemoTarget) -> list[Row]:
    """The links of a memo with a thing, removed ones too; a passage is the same where its words are."""
    found = store.rows(
        "SELECT * FROM memo_link WHERE memo_id = ? AND on_table = ? AND on_id = ? ORDER BY num",
        memo_id,
        about.table,
        about.row_id,
    )
    if about.span is None:
        return [row for row in found if row["start"] is None]
    places = CurrentPlaces(store.conn)
    return [
        row
        for row in found
        if row["start"] is not None
        and places.span(about.row_id, row["version_id"], Span(row["start"], row["stop"])) == about.span
    ]


def _link(store: Store, memo_id: str, about: MemoTarget) -> None:
    """Link a memo with a thing, once."""
    found = _links(store, memo_id, about)
    if any(row["deleted_at"] is None for row in found):
        return
    _check_target(store, memo_id, about)
    if found:
        store.set("memo_link", found[0]["id"], deleted_at=None)
        return
    row: Row = {"memo_id": memo_id, "on_table": about.table, "on_id": about.row_id}
    parts = ["memo_link", memo_id, about.row_id]
    if about.span is not None:
        version = passage_version(store, about.row_id, about.span)
        row |= {"version_id": version, "start": about.span.start, "stop": about.span.end}
        parts += [version, str(about.span.start), str(about.span.end)]
    link_id = natural_id(*parts)
    # An older file named a passage's link after its document alone.
    store.add("memo_link", [{"id": new_id() if store.row("memo_link", link_id) else link_id, **row}])


def _check_target(store: Store, memo_id: str, about: MemoTarget) -> None:
    if about.table not in LINKED:
        raise Problem("A memo cannot be about that.", remedy="Link it with a code, a document, a person or a memo.")
    row = store.row(about.table, about.row_id)
    if row is None or row.get("deleted_at"):
        raise Problem("What the memo is about is no longer in the study.", remedy="Choose something else.")
    if (about.table, about.row_id) == ("memo", memo_id):
        raise Problem("A memo cannot be about itself.", remedy="Choose another memo.")


def _counted(number: int) -> str:
    return "a memo" if number == 1 else f"{number} memos"
