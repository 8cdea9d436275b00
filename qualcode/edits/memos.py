"""Memos: dated notes on anything."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.edits.ids import natural_id, new_id
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem
from qualcode.transcripts.span import Span

KINDS = ("idea", "question", "tension", "opportunity", "method", "about me")


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
        if self.kind not in KINDS:
            raise Problem(f"“{self.kind}” is not a kind of memo.", remedy=f"Use one of: {', '.join(KINDS)}.")
        body = self.body.strip()
        if store.row("memo", self.id) is not None:
            if not body:
                store.remove("memo", [self.id])
                return "Removal of a memo"
            store.set("memo", self.id, body=body, kind=self.kind, changed_at=store.now, deleted_at=None)
            if self.about is not None:
                self._link(store, self.about)
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
            self._link(store, self.about)
        return "New memo"

    def _link(self, store: Store, about: MemoTarget) -> None:
        row: Row = {
            "id": natural_id("memo_link", self.id, about.row_id),
            "memo_id": self.id,
            "on_table": about.table,
            "on_id": about.row_id,
        }
        if about.span is not None:
            version = store.value("SELECT version_id FROM document WHERE id = ?", about.row_id)
            row |= {"version_id": version, "start": about.span.start, "stop": about.span.end}
        if store.row("memo_link", row["id"]) is None:
            store.add("memo_link", [row])
        else:
            store.set("memo_link", row["id"], deleted_at=None)
