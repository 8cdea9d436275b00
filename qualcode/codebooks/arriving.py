"""What a codebook file would do to a study's codebook, line by line, before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualcode.codebooks.code import Code, Codebook
from qualcode.codebooks.colours import colour_of
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.codebooks.matching import matches, parents, with_areas

_ALIKE = 85  # of 100: “Routes in” and “Route in” are, “Training” and “Recruiting” are not


class Does(StrEnum):
    """What a line of a file does to the codebook."""

    ADDS = "added"
    CHANGES = "changed"
    SAME = "unchanged"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decided on one line: it is this code, it is new (`code_id` None), or it is left out."""

    code_id: str | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: the code it means, None for a new one, and what it changes, as (what, before, after).

    `doubts` are sentences on what somebody should look at; `candidates` the codes it may mean instead.
    """

    row: CodebookRow
    code: Code | None
    does: Does
    changes: tuple[tuple[str, str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    candidates: tuple[Code, ...] = ()


@dataclass(frozen=True)
class Arriving:
    """All lines of a file, areas that are only named beside their codes first, and codes the file does not name.

    `missing` stay in the codebook as they are.
    """

    lines: tuple[Line, ...]
    missing: tuple[Code, ...]

    def count(self, does: Does) -> int:
        """How many lines do this."""
        return sum(line.does is does for line in self.lines)

    @property
    def doubtful(self) -> tuple[int, ...]:
        """The numbers, from 0, of the lines that somebody should look at."""
        return tuple(number for number, line in enumerate(self.lines) if line.doubts)


FIELDS = {
    "index": "index",
    "name": "name",
    "definition": "definition",
    "use when": "use_when",
    "do not use when": "do_not_use_when",
    "example": "example",
    "state": "state",
    "in totals": "in_totals",
    "colour": "colour",
}


def arriving(existing: Codebook, rows: Sequence[CodebookRow]) -> Arriving:
    """What taking in a file would do."""
    lines = with_areas(rows)
    found = matches(existing, lines)
    taken = {code.id for code in found if code is not None}
    left = [code for code in existing.codes if code.id not in taken]
    ids = [code.id if code else f"new {number}" for number, code in enumerate(found)]
    above = parents(existing, lines, ids)
    twice = Counter((row.area.casefold(), row.parent.casefold(), row.name.casefold()) for row in lines)
    shown = [
        _line(existing, row, code, parent, left, twice, lines)
        for row, code, parent in zip(lines, found, above, strict=True)
    ]
    return Arriving(tuple(shown), tuple(left))


def _line(
    existing: Codebook,
    row: CodebookRow,
    code: Code | None,
    parent: str | None,
    left: Sequence[Code],
    twice: Mapping[tuple[str, str, str], int],
    rows: Sequence[CodebookRow],
) -> Line:
    doubts: list[str] = []
    candidates: list[Code] = []
    if twice[(row.area.casefold(), row.parent.casefold(), row.name.casefold())] > 1:
        doubts.append("The file has this name twice in one place.")
    if row.index and (holder := _number_taken(existing, row, code, left)) is not None:
        doubts.append(f"{row.index} is the number of “{holder.name}”, so this comes without a number.")
    if row.index and sum(bool(one.index) and one.index == row.index for one in rows) > 1:
        doubts.append(f"The file has the number {row.index} twice.")
    if row.odd_colour:
        doubts.append(
            f"“{row.colour}” is no colour that is known, so it is left out. Write #4e79a7, or a name as red."
        )
    if code is None:
        candidates = _candidates(row, existing, left)
        same = [one for one in candidates if one.name.casefold() == row.name.casefold()]
        if same:
            doubts.append(
                f"The codebook has “{row.name}” in {'another place' if len(same) == 1 else 'several places'}."
            )
        elif candidates:
            doubts.append(f"Perhaps “{candidates[0].name}”, spelt differently.")
        return Line(row, None, Does.ADDS, (), tuple(doubts), tuple(candidates))
    if code.id != row.id and code.name.casefold() != row.name.casefold():
        doubts.append(f"{row.index} was “{code.name}”: the same code with a new name?")
        candidates = [code]
    changes = _changes(existing, row, code, parent)
    return Line(row, code, Does.CHANGES if changes else Does.SAME, changes, tuple(doubts), tuple(candidates))


def _number_taken(existing: Codebook, row: CodebookRow, code: Code | None, left: Sequence[Code]) -> Code | None:
    """The code that keeps the row's number because the file does not name it."""
    if code is not None and code.index == row.index:
        return None
    return next((one for one in left if one.index == row.index), None)


def _candidates(row: CodebookRow, existing: Codebook, left: Sequence[Code]) -> list[Code]:
    """Codes that a line that matched none may mean: of the same name anywhere, else left codes of a similar one."""
    same = [
        code for code in existing.codes if code.name.casefold() == row.name.casefold() and code.is_area == row.is_area
    ]
    if same:
        return same
    from rapidfuzz import fuzz  # 30 ms

    scores = [
        (fuzz.ratio(row.name.casefold(), code.name.casefold()), code)
        for code in left
        if code.is_area == row.is_area and min(len(code.name), len(row.name)) >= 4
    ]
    close = [(score, code) for score, code in scores if score >= _ALIKE]
    return [code for _, code in sorted(close, key=lambda pair: -pair[0])]


def _changes(
    existing: Codebook, row: CodebookRow, code: Code, parent: str | None
) -> tuple[tuple[str, str, str], ...]:
    found = []
    for what, attribute in FIELDS.items():
        before, after = getattr(code, attribute), getattr(row, attribute)
        if what == "colour":
            if row.odd_colour:
                continue
            before = colour_of(before or "") or before or ""
        if (what in row.given or what == "name") and differ(before, after):
            found.append((what, _shown(before), _shown(after)))
    if moves(existing, row, code) and parent != next((one.id for one in existing.ancestors(code.id)), None):
        after = existing[parent].name if parent in {one.id for one in existing.codes} else row.parent or row.area
        before = next((one.name for one in existing.ancestors(code.id)), "")
        found.append(("under", before or "outside every area", after or "outside every area"))
    return tuple(found)


def differ(before: object, after: object) -> bool:
    """Whether what a file says of a code is something else; words are not by white space at their ends."""
    if isinstance(before, str) and isinstance(after, str):
        return before.strip() != after.strip()
    return before != after


def moves(existing: Codebook, row: CodebookRow, code: Code) -> bool:
    """Whether a line says that a code stands elsewhere: a file of areas alone says nothing of what lies below."""
    if "parent" in row.given:
        return True
    area = existing.area_of(code.id)
    return "area" in row.given and (area.name.casefold() if area else "") != row.area.casefold()


def _shown(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
