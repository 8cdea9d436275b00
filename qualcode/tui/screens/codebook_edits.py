"""What the keys of the codebook ask of the study, worked out from the tree as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.codebooks.arriving import differ
from qualcode.codebooks.code import Code, Codebook, State, next_index
from qualcode.edits.codebook import DEFINING, ChangeCode, MoveCode, RemoveCode, RetireCode
from qualcode.edits.ids import new_id
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.store import Edit
from qualcode.edits.together import Together
from qualcode.problem import Problem
from qualcode.tui.widgets.form import Field

_COLUMN = {"index": "idx"}
WHY = Field("why", "Why (may stay empty)", hint="kept with the change, as a memo on the code")


def fields_of(code: Code) -> list[Field]:
    """The form of a code or area."""
    found = [
        Field("name", "Name", code.name),
        Field("index", "Index number", code.index),
        Field("definition", "Definition", code.definition, "words"),
        Field("use_when", "Use when", code.use_when, "words"),
        Field("do_not_use_when", "Do not use when", code.do_not_use_when, "words"),
        Field("example", "Example", code.example, "words"),
    ]
    if code.is_area:
        ticked = "yes" if code.in_totals else ""
        return [*found, Field("in_totals", "counts in the totals", ticked, "tick"), WHY]
    states = tuple(str(state) for state in State)
    return [*found, Field("state", "State", str(code.state), "choice", states), WHY]


class CodeWriting:
    """One opening of a code to write in: however often it is saved, its meaning is one wording, its reason one memo.

    What means again what it did when it was opened has its wording again. `reworded` says whether it means something
    else now.
    """

    def __init__(self, code: Code) -> None:
        self.code = code
        self.reworded = False
        self._wording, self._reason = new_id(), new_id()

    def edit(self, changed: Mapping[str, str], now: Mapping[str, str]) -> Edit:
        """The edit that saves some fields of the form, of which `now` is all; a reason is a memo on the code."""
        fields: dict[str, Any] = {_COLUMN.get(name, name): value for name, value in changed.items() if name != "why"}
        if "in_totals" in fields:
            fields["in_totals"] = int(fields["in_totals"] == "yes")
        self.reworded = any(differ(getattr(self.code, column), now[column]) for column in DEFINING)
        wording = self._wording if self.reworded else self.code.wording_id
        edits: list[Edit] = []
        if "why" in changed:
            edits.append(WriteMemo(changed["why"], "method", MemoTarget("code", self.code.id), self._reason))
        if fields:
            edits.append(ChangeCode(self.code.id, fields, wording))
        return Together(edits)


def with_state(code: Code, state: State) -> Edit:
    """Say where the team stands on a code."""
    if state is State.RETIRED:
        return RetireCode(code.id)
    if code.state is State.RETIRED and state is State.AGREED:
        return RetireCode(code.id, back=True)
    return Together([ChangeCode(code.id, {"state": str(state)})], f"“{code.name}” {state}")


def nest(book: Codebook, code: Code) -> Edit:
    """Put a code under the one above it. Raises Problem where there is none."""
    siblings = _siblings(book, code)
    place = siblings.index(code)
    if code.is_area:
        raise Problem("An area stands at the top.", remedy="Move it among the areas with J and K.")
    if place == 0:
        raise Problem("No code stands above this one to nest it under.", remedy="Move it down first, with J.")
    return put_under(book, code, siblings[place - 1])


def unnest(book: Codebook, code: Code) -> Edit:
    """Put a code beside the one it stands under. Raises Problem where it stands at the top."""
    if code.is_area or code.parent_id is None or book.get(code.parent_id) is None:
        raise Problem(f"“{code.name}” stands at the top already.")
    parent = book[code.parent_id]
    above = book.get(parent.parent_id) if parent.parent_id is not None else None
    beside = [one for one in book.children(above.id if above else None) if not one.is_area]
    place = beside.index(parent) + 1 if parent in beside else None
    return put_under(book, code, above, place)


def put_under(book: Codebook, code: Code, parent: Code | None, place: int | None = None) -> Edit:
    """Put a code under a code or area, or outside every area, with an index number that fits there."""
    edits: list[Edit] = [MoveCode(code.id, parent.id if parent else None, place)]
    number = next_index(book.children(parent.id), parent.index) if parent is not None and parent.index else ""
    if code.index and code.index != number:
        edits.append(ChangeCode(code.id, {"idx": number}))
        for below, _ in book.walk(code.id):
            if below.index.startswith(f"{code.index}."):
                rest = below.index[len(code.index) :]
                edits.append(ChangeCode(below.id, {"idx": number + rest if number else ""}))
    elif not code.index and number:
        edits.append(ChangeCode(code.id, {"idx": number}))
    where = f"under “{parent.name}”" if parent is not None else "outside every area"
    return Together(edits, f"“{code.name}” {where}")


def move(book: Codebook, code: Code, by: int) -> Edit:
    """Move a code or area among its siblings. Raises Problem at either end."""
    place = _siblings(book, code).index(code) + by
    if not 0 <= place < len(_siblings(book, code)):
        raise Problem(f"“{code.name}” is {'last' if by > 0 else 'first'} already.")
    return MoveCode(code.id, _parent(book, code), place)


def drop(book: Codebook, code: Code, on: Code | None, *, before: bool) -> Edit:
    """Put a code under the one it was dropped on (None: in no area), or before it.

    An area that is dropped on another area, or on a code, comes before that area. Raises Problem where it stands
    there already.
    """
    if code.is_area:
        area = book.area_of(on.id) if on is not None else None
        if area is None:
            raise Problem("An area stands at the top.", remedy="Drop it on another area to move it before that one.")
        if area is code:
            raise Problem(f"“{code.name}” stands there already.")
        on, before = area, True
    if on is None or not before or (on.is_area and not code.is_area):
        if (on.id if on is not None else None) == _parent(book, code):
            raise Problem(f"“{code.name}” stands there already.")
        return put_under(book, code, on)
    parent = _parent(book, on)
    place = [one.id for one in _siblings(book, on) if one is not code].index(on.id)
    if parent == _parent(book, code):
        return MoveCode(code.id, parent, place)
    return put_under(book, code, book[parent] if parent is not None else None, place)


def put_away(book: Codebook, code: Code, codings: int) -> Edit:
    """Remove a code that was never used, retire one that was, bring back one that is retired.

    Raises Problem for an area, or an unused code, with codes under it.
    """
    if code.state is State.RETIRED:
        return RetireCode(code.id, back=True)
    if codings == 0 or code.is_area:
        return RemoveCode(code.id)
    return RetireCode(code.id)


def new_index(book: Codebook, parent: Code | None, *, is_area: bool) -> str:
    """The index number a new code or area gets; none where its parent has none."""
    if is_area:
        return next_index(book.areas(), "")
    return next_index(book.children(parent.id), parent.index) if parent is not None and parent.index else ""


def _siblings(book: Codebook, code: Code) -> list[Code]:
    return [one for one in book.children(_parent(book, code)) if one.is_area == code.is_area]


def _parent(book: Codebook, code: Code) -> str | None:
    """The id of what the code stands under in the tree, which leaves out a parent that is gone."""
    return next((above.id for above in book.ancestors(code.id)), None)
