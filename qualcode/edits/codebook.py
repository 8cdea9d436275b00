"""Adding, changing, moving, numbering, retiring and removing codes and areas, and taking in a whole codebook file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.analysis.codes import codebook
from qualcode.codebooks.arriving import Choice, differ, moves
from qualcode.codebooks.code import Code, Codebook, State
from qualcode.codebooks.colours import colour_of
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.codebooks.matching import matches, parents, with_areas
from qualcode.edits.ids import new_id
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.quoting import in_marks

DEFINING = ("definition", "use_when", "do_not_use_when")
GONE = Problem("This code is no longer in the codebook.", remedy="Nothing was changed.")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}|[a-z]+")


@dataclass(frozen=True)
class AddCode:
    """Add an area (no parent, `is_area`) or a code.

    Raises Problem when it has no name, its index number is another code's, or what it is to stand under is gone.
    """

    name: str
    parent_id: str | None = None
    is_area: bool = False
    index: str = ""
    definition: str = ""
    state: State = State.AGREED
    id: str = field(default_factory=new_id)

    def apply(self, store: Store) -> str:
        name = _named(self.name)
        if self.parent_id is not None:
            living_code(store, self.parent_id)
            if self.is_area:
                raise Problem("An area stands at the top of the codebook.", remedy="Add it there.")
        position = store.value("SELECT max(position) FROM code WHERE parent_id IS ?", self.parent_id)
        store.add(
            "code",
            [
                {
                    "id": self.id,
                    "parent_id": self.parent_id,
                    "is_area": int(self.is_area),
                    "idx": _free_number(store, self.id, self.index),
                    "name": name,
                    "definition": self.definition.strip(),
                    "state": str(self.state),
                    "position": (position or 0) + 1,
                    "wording_id": new_id(),
                    "created_at": store.now,
                }
            ],
        )
        return f"New {'area' if self.is_area else 'code'} {in_marks(name)}"


def _named(name: str) -> str:
    name = " ".join(plain(name).split())
    if not name:
        raise Problem("A code needs a name.", remedy="Type one, or go back with esc.")
    return name


def living_code(store: Store, code_id: str) -> Row:
    """The row of a code or area. Raises Problem where it is gone."""
    row = store.row("code", code_id)
    if row is None or row["deleted_at"]:
        raise GONE
    return row


def _free_number(store: Store, code_id: str, index: str) -> str:
    """An index number as typed. Raises Problem where another code has it."""
    index = " ".join(plain(index).split())
    holder = store.value(
        "SELECT name FROM code WHERE idx = ? AND idx != '' AND id != ? AND deleted_at IS NULL", index, code_id
    )
    if holder is not None:
        raise Problem(f"{index} is the number of {in_marks(holder)}.", remedy="Type another number, or none.")
    return index


@dataclass(frozen=True)
class ChangeCode:
    """Change what a code is called or means; a new meaning starts a new wording for codings to come.

    `fields` are columns of the code; words that differ by white space at their ends alone change nothing. `wording`
    is the id of the new wording, for those who save one meaning bit by bit. Raises Problem where the code is gone,
    the name empty, the index number another code's, or a state or colour (`#4e79a7`, `steelblue`, None) is none.
    """

    code_id: str
    fields: dict[str, Any]
    wording: str | None = None

    def apply(self, store: Store) -> str:
        row = living_code(store, self.code_id)
        fields = {
            column: value.strip() if isinstance(value, str) else value
            for column, value in self.fields.items()
            if differ(row[column], value)
        }
        if "name" in fields:
            fields["name"] = _named(fields["name"])
        if "idx" in fields:
            fields["idx"] = _free_number(store, self.code_id, fields["idx"])
        if fields.get("colour") and not _COLOUR.fullmatch(fields["colour"]):
            raise Problem(f"{in_marks(fields['colour'])} is no colour.", remedy="Choose one of the list.")
        if "state" in fields and fields["state"] not in list(State):
            raise Problem(f"{in_marks(fields['state'])} is no state.", remedy=f"Use one of: {', '.join(State)}.")
        if any(column in fields for column in DEFINING):
            fields["wording_id"] = self.wording or new_id()
        store.set("code", self.code_id, **fields)
        return f"Wording of {in_marks(row['name'])}"


@dataclass(frozen=True)
class MoveCode:
    """Put a code under another parent (None: outside every area) at a place among its siblings, from 0.

    Raises Problem when that would put it under itself, or an area under anything.
    """

    code_id: str
    parent_id: str | None
    place: int | None = None

    def apply(self, store: Store) -> str:
        row = living_code(store, self.code_id)
        if self.parent_id is not None:
            living_code(store, self.parent_id)
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
        return f"Move of {in_marks(row['name'])}"


@dataclass(frozen=True)
class RetireCode:
    """Retire a code: its codings stay, no new ones are made. `back` brings it back."""

    code_id: str
    back: bool = False

    def apply(self, store: Store) -> str:
        row = living_code(store, self.code_id)
        store.set("code", self.code_id, state=str(State.AGREED if self.back else State.RETIRED))
        return f"{in_marks(row['name'])} {'brought back' if self.back else 'retired'}"


@dataclass(frozen=True)
class RemoveCode:
    """Remove a code that has no codings and nothing under it. Raises Problem otherwise."""

    code_id: str

    def apply(self, store: Store) -> str:
        row = living_code(store, self.code_id)
        used = store.value("SELECT count(*) FROM coding_seen WHERE code_id = ?", self.code_id)
        if used:
            raise Problem(
                f"{in_marks(row['name'])} is used.",
                f"It has {used} codings." if used > 1 else "It has one coding.",
                "Retire it instead: its codings stay.",
            )
        if store.value("SELECT count(*) FROM summary WHERE code_id = ? AND deleted_at IS NULL", self.code_id):
            raise Problem(
                f"Summaries are written under “{row['name']}”.", remedy="Retire it instead: its summaries stay."
            )
        if store.value("SELECT count(*) FROM code WHERE parent_id = ? AND deleted_at IS NULL", self.code_id):
            raise Problem(f"{in_marks(row['name'])} has codes under it.", remedy="Move or remove those first.")
        store.remove("code", [self.code_id])
        return f"Removal of {in_marks(row['name'])}"


@dataclass
class ImportCodebook:
    """Take in a codebook file: codes are matched by id, else by path, else by name, else by place.

    A place (area and index) alone is enough only where neither the code's name nor the line's is found elsewhere: a
    renamed code keeps its codings, a renumbered one is not taken for its neighbour. An area that has no line of its
    own is added; a code that the file does not name stays, and keeps its number. `choices` are what somebody decided
    on lines, by their number in `codebooks.arriving`. After `make`: `added` and `changed` count codes.
    """

    rows: Sequence[CodebookRow]
    name: str
    choices: Mapping[int, Choice] = field(default_factory=dict)
    added: int = 0
    changed: int = 0

    def apply(self, store: Store) -> str:
        existing = codebook(store.conn)
        rows, meant = self._meant(existing)
        ids = [code.id if code else _fresh_id(store, row) for row, code in zip(rows, meant, strict=True)]
        if len(set(ids)) < len(ids):
            raise Problem(f"“{self.name}” has two lines with one id.", remedy="Give each code its own id, or none.")
        above = parents(existing, rows, ids)
        numbers = _numbers(existing, rows, ids)
        fresh: list[Row] = []
        for position, (row, match, code_id) in enumerate(zip(rows, meant, ids, strict=True), start=1):
            fields = _fields(row, above[position - 1], numbers[position - 1])
            if match is None:
                own = {"id": code_id, "position": position, "wording_id": new_id(), "created_at": store.now}
                fresh.append({**fields, **own})
                continue
            given = {column: value for column, value in fields.items() if _COLUMN.get(column, "name") in row.given}
            if row.odd_colour or (match.colour and colour_of(match.colour) == row.colour):
                given.pop("colour", None)
            del given["is_area"]  # a code that is used is no area, whatever a file says
            if moves(existing, row, match):
                given["parent_id"] = fields["parent_id"]
            else:
                given.pop("parent_id", None)
            for column in {"name", "example", *DEFINING} & given.keys():
                if not differ(getattr(match, column), given[column]):
                    del given[column]
            if any(column in given for column in DEFINING):
                given["wording_id"] = new_id()
            self.changed += store.set("code", code_id, **given)
        store.add("code", fresh)
        self.added = len(fresh)
        return f"Codebook {in_marks(self.name)}"

    def _meant(self, existing: Codebook) -> tuple[list[CodebookRow], list[Code | None]]:
        """The rows that are taken in and the codes they mean, as somebody decided or else as they match."""
        rows = with_areas(self.rows)
        meant = matches(existing, rows)
        for number, choice in self.choices.items():
            if choice.code_id is not None and existing.get(choice.code_id) is None:
                raise GONE
            meant[number] = None if choice.code_id is None else existing[choice.code_id]
        decided = {choice.code_id for choice in self.choices.values() if choice.code_id is not None}
        for number, code in enumerate(meant):
            if code is not None and code.id in decided and number not in self.choices:
                meant[number] = None
        kept = [number for number in range(len(rows)) if not self._leaves_out(number)]
        return [rows[number] for number in kept], [meant[number] for number in kept]

    def _leaves_out(self, number: int) -> bool:
        return number in self.choices and self.choices[number].left_out


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
    "colour": "colour",
}


def _fields(row: CodebookRow, parent: str | None, index: str) -> Row:
    return {
        "parent_id": parent,
        "is_area": int(row.is_area),
        "idx": index,
        "name": row.name,
        "definition": row.definition,
        "use_when": row.use_when,
        "do_not_use_when": row.do_not_use_when,
        "example": row.example,
        "state": str(row.state),
        "in_totals": int(row.in_totals),
        "colour": None if row.odd_colour else row.colour or None,
    }


def _numbers(existing: Codebook, rows: Sequence[CodebookRow], ids: Sequence[str]) -> list[str]:
    """Index numbers as the file has them; none where the number is already another code's."""
    in_file = {code_id for code_id, row in zip(ids, rows, strict=True) if "index" in row.given}
    taken = {code.index for code in existing.codes if code.index and code.id not in in_file}
    found = []
    for row in rows:
        found.append("" if row.index in taken else row.index)
        taken |= {row.index} - {""}
    return found


def _fresh_id(store: Store, row: CodebookRow) -> str:
    taken = row.id and store.value("SELECT count(*) FROM code WHERE id = ?", row.id)
    return row.id if row.id and not taken else new_id()
