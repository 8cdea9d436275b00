"""Adding, changing, moving, retiring and removing codes and areas, and taking in a whole codebook file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.codebooks.code import State
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.ids import new_id
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem

WORDING = ("name", "definition", "use_when", "do_not_use_when", "example")
DEFINING = ("definition", "use_when", "do_not_use_when")


@dataclass(frozen=True)
class AddCode:
    """Add an area (no parent, `is_area`) or a code; raises Problem when it has no name."""

    name: str
    parent_id: str | None = None
    is_area: bool = False
    index: str = ""
    definition: str = ""
    state: State = State.AGREED
    id: str = field(default_factory=new_id)

    def apply(self, store: Store) -> str:
        name = _named(self.name)
        position = store.value("SELECT max(position) FROM code WHERE parent_id IS ?", self.parent_id)
        store.add(
            "code",
            [
                {
                    "id": self.id,
                    "parent_id": self.parent_id,
                    "is_area": int(self.is_area),
                    "idx": self.index,
                    "name": name,
                    "definition": self.definition,
                    "state": str(self.state),
                    "position": (position or 0) + 1,
                    "wording_id": new_id(),
                    "created_at": store.now,
                }
            ],
        )
        return f"New {'area' if self.is_area else 'code'} “{name}”"


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Problem("A code needs a name.", remedy="Type one, or go back with esc.")
    return name


def _code(store: Store, code_id: str) -> Row:
    row = store.row("code", code_id)
    if row is None or row["deleted_at"]:
        raise Problem("This code is no longer in the codebook.", remedy="Nothing was changed.")
    return row


@dataclass(frozen=True)
class ChangeCode:
    """Change what a code is called or means; a new meaning starts a new wording for codings to come."""

    code_id: str
    fields: dict[str, Any]

    def apply(self, store: Store) -> str:
        row = _code(store, self.code_id)
        fields = dict(self.fields)
        if "name" in fields:
            fields["name"] = _named(fields["name"])
        if any(column in fields and fields[column] != row[column] for column in DEFINING):
            fields["wording_id"] = new_id()
        store.set("code", self.code_id, **fields)
        return f"Wording of “{row['name']}”"


@dataclass(frozen=True)
class MoveCode:
    """Put a code under another parent (None: outside every area) at a place among its siblings, from 0.

    Raises Problem when that would put it under itself.
    """

    code_id: str
    parent_id: str | None
    place: int | None = None

    def apply(self, store: Store) -> str:
        row = _code(store, self.code_id)
        above = self.parent_id
        while above is not None:
            if above == self.code_id:
                raise Problem("A code cannot stand under itself.", remedy="Choose another place for it.")
            above = store.value("SELECT parent_id FROM code WHERE id = ?", above)
        siblings = store.rows(
            "SELECT id FROM code WHERE parent_id IS ? AND is_area = ? AND deleted_at IS NULL AND id != ? "
            "ORDER BY position, idx, name",
            self.parent_id,
            row["is_area"],
            self.code_id,
        )
        order = [sibling["id"] for sibling in siblings]
        order.insert(len(order) if self.place is None else max(0, min(self.place, len(order))), self.code_id)
        store.set("code", self.code_id, parent_id=self.parent_id)
        for position, code_id in enumerate(order, start=1):
            store.set("code", code_id, position=position)
        return f"Move of “{row['name']}”"


@dataclass(frozen=True)
class RetireCode:
    """Retire a code: its codings stay, no new ones are made. `back` brings it back."""

    code_id: str
    back: bool = False

    def apply(self, store: Store) -> str:
        row = _code(store, self.code_id)
        store.set("code", self.code_id, state=str(State.AGREED if self.back else State.RETIRED))
        return f"“{row['name']}” {'brought back' if self.back else 'retired'}"


@dataclass(frozen=True)
class RemoveCode:
    """Remove a code that has no codings and nothing under it. Raises Problem otherwise."""

    code_id: str

    def apply(self, store: Store) -> str:
        row = _code(store, self.code_id)
        used = store.value("SELECT count(*) FROM coding_seen WHERE code_id = ?", self.code_id)
        if used:
            raise Problem(f"“{row['name']}” has {used} codings.", remedy="Retire it instead: its codings stay.")
        if store.value("SELECT count(*) FROM code WHERE parent_id = ? AND deleted_at IS NULL", self.code_id):
            raise Problem(f"“{row['name']}” has codes under it.", remedy="Move or remove those first.")
        store.remove("code", [self.code_id])
        return f"Removal of “{row['name']}”"


@dataclass
class ImportCodebook:
    """Take in a codebook file: codes are matched by id, else by area and index, else by area and name.

    After `make`: `added` and `changed` count codes.
    """

    rows: Sequence[CodebookRow]
    name: str
    added: int = 0
    changed: int = 0

    def apply(self, store: Store) -> str:
        existing = store.rows("SELECT * FROM code WHERE deleted_at IS NULL ORDER BY num")
        by_id = {row["id"]: row for row in existing}
        areas = {row["name"].casefold(): row["id"] for row in existing if row["is_area"]}
        placed: dict[tuple[str, str], str] = {}
        fresh: list[Row] = []
        for position, row in enumerate(self.rows, start=1):
            area = row.area.casefold()
            parent = None if row.is_area else placed.get((area, row.parent), areas.get(area))
            match = by_id.get(row.id) or _same_place(existing, row, parent)
            fields = _fields(row, parent)
            if match is not None:
                code_id = match["id"]
                differing = {k: v for k, v in fields.items() if match[k] != v}
                if any(column in differing for column in DEFINING):
                    differing["wording_id"] = new_id()
                self.changed += store.set("code", code_id, **differing)
            else:
                taken = store.value("SELECT count(*) FROM code WHERE id = ?", row.id)
                code_id = row.id if row.id and not taken else new_id()
                fresh.append(
                    {
                        "id": code_id,
                        **fields,
                        "position": position,
                        "wording_id": new_id(),
                        "created_at": store.now,
                    }
                )
            placed[(area, row.index)] = code_id
            if row.is_area:
                areas[area] = code_id
        store.add("code", fresh)
        self.added = len(fresh)
        return f"Codebook “{self.name}”"


def _fields(row: CodebookRow, parent: str | None) -> Row:
    return {
        "parent_id": parent,
        "is_area": int(row.is_area),
        "idx": row.index,
        "name": row.name,
        "definition": row.definition,
        "use_when": row.use_when,
        "do_not_use_when": row.do_not_use_when,
        "example": row.example,
        "state": str(row.state),
        "in_totals": int(row.in_totals),
    }


def _same_place(existing: Sequence[Row], row: CodebookRow, parent: str | None) -> Row | None:
    """A code of the same name under the same parent, else one of that name anywhere if there is just one."""
    same_name = [
        code
        for code in existing
        if code["name"].casefold() == row.name.casefold() and bool(code["is_area"]) == row.is_area
    ]
    under = [code for code in same_name if code["parent_id"] == parent]
    if under:
        return under[0]
    return same_name[0] if len(same_name) == 1 and not row.area else None
