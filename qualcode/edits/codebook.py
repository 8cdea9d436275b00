"""Adding, changing, moving, retiring and removing codes and areas, and taking in a whole codebook file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.codebooks.code import Code, Codebook, State
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.ids import new_id
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

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
    name = " ".join(plain(name).split())
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

    Raises Problem when that would put it under itself, or an area under anything.
    """

    code_id: str
    parent_id: str | None
    place: int | None = None

    def apply(self, store: Store) -> str:
        row = _code(store, self.code_id)
        if self.parent_id is not None:
            _code(store, self.parent_id)
            if row["is_area"]:
                raise Problem("An area stands at the top of the codebook.", remedy="Move its codes instead.")
        above, passed = self.parent_id, set()
        while above is not None and above not in passed:  # moves made apart may have left a circle
            if above == self.code_id:
                raise Problem("A code cannot stand under itself.", remedy="Choose another place for it.")
            passed.add(above)
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
            raise Problem(
                f"“{row['name']}” is used.",
                f"It has {used} codings." if used > 1 else "It has one coding.",
                "Retire it instead: its codings stay.",
            )
        if store.value("SELECT count(*) FROM code WHERE parent_id = ? AND deleted_at IS NULL", self.code_id):
            raise Problem(f"“{row['name']}” has codes under it.", remedy="Move or remove those first.")
        store.remove("code", [self.code_id])
        return f"Removal of “{row['name']}”"


@dataclass
class ImportCodebook:
    """Take in a codebook file: codes are matched by id, else by place and name, else by name, else by place.

    A place (area and index) alone is enough only where neither the code's name nor the line's is found
    elsewhere: a renamed code keeps its codings, a renumbered one is not taken for its neighbour. An area that has
    no line of its own is added. After `make`: `added` and `changed` count codes.
    """

    rows: Sequence[CodebookRow]
    name: str
    added: int = 0
    changed: int = 0

    def apply(self, store: Store) -> str:
        rows = _with_areas(self.rows)
        existing = Codebook(codebook_rows(store))
        matches = _matches(existing, rows)
        ids = [match.id if match else _fresh_id(store, row) for row, match in zip(rows, matches, strict=True)]
        if len(set(ids)) < len(ids):
            raise Problem(f"“{self.name}” has two lines with one id.", remedy="Give each code its own id, or none.")
        parents = _parents(existing, rows, ids)
        fresh: list[Row] = []
        for position, (row, match, code_id) in enumerate(zip(rows, matches, ids, strict=True), start=1):
            fields = _fields(row, parents[position - 1])
            if match is None:
                own = {"id": code_id, "position": position, "wording_id": new_id(), "created_at": store.now}
                fresh.append({**fields, **own})
                continue
            given = {column: value for column, value in fields.items() if _COLUMN.get(column, "name") in row.given}
            if any(column in given and given[column] != getattr(match, column) for column in DEFINING):
                given["wording_id"] = new_id()
            self.changed += store.set("code", code_id, **given)
        store.add("code", fresh)
        self.added = len(fresh)
        return f"Codebook “{self.name}”"


# The file's heading for each column of a code; a column not named here comes with every file.
_COLUMN = {
    "parent_id": "area",
    "idx": "index",
    "definition": "definition",
    "use_when": "use when",
    "do_not_use_when": "do not use when",
    "example": "example",
    "state": "state",
    "in_totals": "in totals",
}


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


def codebook_rows(store: Store) -> tuple[Code, ...]:
    """The codes that are not removed, as far as matching needs them."""
    return tuple(
        Code(
            row["id"],
            row["parent_id"],
            bool(row["is_area"]),
            row["idx"],
            row["name"],
            row["definition"],
            row["use_when"],
            row["do_not_use_when"],
            row["example"],
        )
        for row in store.rows("SELECT * FROM code WHERE deleted_at IS NULL ORDER BY num")
    )


def _with_areas(rows: Sequence[CodebookRow]) -> list[CodebookRow]:
    """The rows, after one for each area that is only named beside its codes."""
    own = {row.name.casefold() for row in rows if row.is_area}
    named = {row.area.casefold(): row.area for row in rows if row.area and row.area.casefold() not in own}
    bare = frozenset({"area", "name"})
    return [CodebookRow("", name, "", "", name, given=bare) for name in named.values()] + list(rows)


def _fresh_id(store: Store, row: CodebookRow) -> str:
    taken = row.id and store.value("SELECT count(*) FROM code WHERE id = ?", row.id)
    return row.id if row.id and not taken else new_id()


def _matches(existing: Codebook, rows: Sequence[CodebookRow]) -> list[Code | None]:
    """The code that each row means, each code once; the surest ways of matching go first."""
    found: dict[int, Code] = {}
    left = {code.id: code for code in existing.codes}
    area_names = {code.id: area.name.casefold() for code in existing.codes if (area := existing.area_of(code.id))}
    names = {row.name.casefold() for row in rows}
    held = {code.name.casefold() for code in existing.codes}

    def in_area(code: Code, row: CodebookRow) -> bool:
        return code.is_area == row.is_area and area_names.get(code.id, "") == row.area.casefold()

    def named(code: Code, row: CodebookRow) -> bool:
        return code.name.casefold() == row.name.casefold()

    def placed(code: Code, row: CodebookRow) -> bool:
        return bool(row.index) and code.index == row.index

    def renamed(code: Code, row: CodebookRow) -> bool:
        return placed(code, row) and code.name.casefold() not in names and row.name.casefold() not in held

    ways: tuple[Callable[[Code, CodebookRow], bool], ...] = (
        lambda code, row: code.id == row.id,
        lambda code, row: in_area(code, row) and named(code, row) and placed(code, row),
        lambda code, row: in_area(code, row) and named(code, row),
        lambda code, row: not row.area and named(code, row),
        lambda code, row: in_area(code, row) and renamed(code, row),
    )
    for way in ways:
        for number, row in enumerate(rows):
            if number in found:
                continue
            fitting = [code for code in left.values() if way(code, row)]
            if len(fitting) == 1:
                found[number] = left.pop(fitting[0].id)
    return [found.get(number) for number in range(len(rows))]


def _parents(existing: Codebook, rows: Sequence[CodebookRow], ids: Sequence[str]) -> list[str | None]:
    """The id of what each row stands under: the code it names, in the file or else in the study, or its area."""
    areas = {code.name.casefold(): code.id for code in existing.areas()}
    places: dict[tuple[str, str], str] = {}
    for code in existing.codes:
        area = existing.area_of(code.id)
        places[(area.name.casefold() if area else "", code.index)] = code.id
    for row, code_id in zip(rows, ids, strict=True):
        places[(row.area.casefold(), row.index)] = code_id
        if row.is_area:
            areas[row.area.casefold()] = code_id
    found: list[str | None] = []
    for row, code_id in zip(rows, ids, strict=True):
        parent = places.get((row.area.casefold(), row.parent)) if row.parent else None
        if parent in (None, code_id):
            parent = areas.get(row.area.casefold())
        found.append(None if row.is_area else parent)
    return found
