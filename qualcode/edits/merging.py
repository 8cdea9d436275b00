"""Several codes made one, and one code made several: each one thing done, over any number of codings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.edits.codebook import AddCode, ChangeCode, RetireCode, living_code
from qualcode.edits.recoding import double, follow, recode
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks


@dataclass
class MergeCodes:
    """Put everything that hangs on some codes on one that stays; they go, with what the survivor does not take over.

    `fields` are what the survivor is called and means from now on, where that changes. Codings keep the wording they
    were made under. Codes below those that go come under the survivor. Raises Problem where a code is gone, the
    survivor is retired, or areas and codes are mixed. After `make`, `joined` counts codings joined with another of
    the same coder on the same passage.
    """

    survivor_id: str
    merged_ids: Sequence[str]
    fields: Mapping[str, Any] = field(default_factory=dict)
    joined: int = 0

    def apply(self, store: Store) -> str:
        survivor = living_code(store, self.survivor_id)
        merged = [living_code(store, one) for one in dict.fromkeys(self.merged_ids) if one != self.survivor_id]
        _check_merge(survivor, merged)
        gone = {code["id"] for code in merged}
        self._move_tree(store, survivor, gone)
        own = store.rows(
            f"SELECT id FROM coding WHERE deleted_at IS NULL AND code_id IN ({', '.join('?' * len(gone))})", *gone
        )
        self.joined = recode(store, {row["id"]: self.survivor_id for row in own})
        follow(store, "code", dict.fromkeys(gone, self.survivor_id))
        for code in merged:
            # A code that went into another has that one's wording from then on: so history tells it from a removal.
            store.set("code", code["id"], wording_id=survivor["wording_id"], deleted_at=store.now)
        if self.fields:
            ChangeCode(self.survivor_id, dict(self.fields)).apply(store)
        names = ", ".join(in_marks(code["name"]) for code in merged)
        return f"{names} merged into {in_marks(self.fields.get('name', survivor['name']))}"

    def _move_tree(self, store: Store, survivor: Row, gone: set[str]) -> None:
        """Lift the survivor out from under what goes, and put what is left below that under the survivor."""
        parent, passed = survivor["parent_id"], set()
        while parent in gone and parent not in passed:
            passed.add(parent)
            parent = store.value("SELECT parent_id FROM code WHERE id = ?", parent)
        fields: dict[str, Row] = {}
        if parent != survivor["parent_id"]:
            fields[survivor["id"]] = {"parent_id": parent}
        last = store.value("SELECT max(position) FROM code WHERE parent_id = ?", survivor["id"]) or 0
        below = store.rows(
            f"SELECT id FROM code WHERE deleted_at IS NULL AND parent_id IN ({', '.join('?' * len(gone))}) "
            "ORDER BY position, idx, name",
            *gone,
        )
        moving = [row["id"] for row in below if row["id"] not in gone and row["id"] != survivor["id"]]
        for place, code_id in enumerate(moving, start=last + 1):
            fields[code_id] = {"parent_id": survivor["id"], "position": place}
        store.set_many("code", fields)


def _check_merge(survivor: Row, merged: Sequence[Row]) -> None:
    if not merged:
        raise Problem("Nothing to merge.", remedy="Choose another code that is to go into this one.")
    if survivor["state"] == "retired":
        raise Problem(f"“{survivor['name']}” is retired.", remedy="Bring it back first, or let another code stay.")
    for code in merged:
        if code["is_area"] != survivor["is_area"]:
            raise Problem(
                f"{in_marks(code['name'])} and {in_marks(survivor['name'])} cannot be merged.",
                "One is an area, the other a code.",
                "Move the codes where they belong instead.",
            )


@dataclass
class SplitCode:
    """Give codings of one code to others, as somebody decided who read each excerpt.

    `goes` says by coding where it goes: to a new code, to one that exists, or to the code itself where it stays after
    being read; what is not named is left as it is. `also` says by coding to which further codes it goes: each gets
    one of the same coder that says the same of the same passage. `retire` retires the code afterwards, and `fields`
    are what it means from now on. Raises Problem where a code or coding is gone, or a code takes no codings. After
    `make`, `moved`, `doubled` and `joined` count codings.
    """

    code_id: str
    goes: Mapping[str, str]
    new: Sequence[AddCode] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    retire: bool = False
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)
    moved: int = 0
    doubled: int = 0
    joined: int = 0

    def apply(self, store: Store) -> str:
        origin = living_code(store, self.code_id)
        for added in self.new:
            added.apply(store)
        if self.fields:
            ChangeCode(self.code_id, dict(self.fields)).apply(store)
        also = [code for codes in self.also.values() for code in codes]
        targets = {one: living_code(store, one) for one in dict.fromkeys((self.code_id, *self.goes.values(), *also))}
        if not any(one != self.code_id for one in (*self.goes.values(), *also)) and not self.new:
            raise Problem("No excerpt goes anywhere yet.", remedy="Say for each excerpt which code it goes to.")
        for code in targets.values():
            if code["is_area"] or (code["state"] == "retired" and code["id"] != self.code_id):
                why = "is an area, not a code" if code["is_area"] else "is retired"
                raise Problem(f"{in_marks(code['name'])} {why}.", remedy="Choose another code for these excerpts.")
        own = {
            row["id"]
            for row in store.rows("SELECT id FROM coding WHERE code_id = ? AND deleted_at IS NULL", self.code_id)
        }
        if {*self.goes, *self.also} - own:
            raise Problem(
                f"Some excerpts are no longer under {in_marks(origin['name'])}.",
                "They were recoded or removed meanwhile.",
                "Look at the excerpts that are left, then split again.",
            )
        self.moved = sum(code != self.code_id for code in self.goes.values())
        wordings = {one: code["wording_id"] for one, code in targets.items()}
        goes = {**dict.fromkeys(self.also, self.code_id), **self.goes}
        doubles = double(store, goes, self.also, wordings)
        self.doubled = len(doubles)
        self.joined = recode(store, {**goes, **doubles}, wordings)
        if self.retire:
            RetireCode(self.code_id).apply(store)
        return f"{in_marks(origin['name'])} split"


@dataclass(frozen=True)
class StandUnderPresentWording:
    """Say of codings that somebody looked at them again: they stand under what their codes mean now."""

    coding_ids: Sequence[str]

    def apply(self, store: Store) -> str:
        wordings = dict(store.conn.execute("SELECT id, wording_id FROM code WHERE deleted_at IS NULL").fetchall())
        fields = {
            coding_id: {"wording_id": wordings[row["code_id"]]}
            for coding_id, row in store.rows_by_id("coding", self.coding_ids)
            if not row["deleted_at"] and row["code_id"] in wordings
        }
        number = store.set_many("coding", fields)
        if not number:
            raise Problem("Nothing to review here.", "These codings stand under the present wording already.")
        return f"{number} {'coding stands' if number == 1 else 'codings stand'} under the present wording"
