"""Which code of a study each line of a codebook file means: by id, then by path, then by name, never by guessing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from qualcode.codebooks.code import Code, Codebook, bare_index
from qualcode.codebooks.csv_files import CodebookRow

Path = tuple[str, ...]


def with_areas(rows: Sequence[CodebookRow]) -> list[CodebookRow]:
    """The rows, after one for each area that is only named beside its codes."""
    own = {row.name.casefold() for row in rows if row.is_area}
    named = {row.area.casefold(): row.area for row in rows if row.area and row.area.casefold() not in own}
    bare = frozenset({"area", "name"})
    return [CodebookRow("", name, "", "", name, given=bare) for name in named.values()] + list(rows)


def matches(existing: Codebook, rows: Sequence[CodebookRow]) -> list[Code | None]:
    """The code that each row means, each code once; the surest ways of matching go first."""
    found: dict[int, Code] = {}
    left = {code.id: code for code in existing.codes}
    area_names = {code.id: _area(existing, code) for code in existing.codes}
    names = Counter(row.name.casefold() for row in rows if not row.is_area)
    held = Counter(code.name.casefold() for code in existing.codes if not code.is_area)
    paths = {id(row): path for row, path in zip(rows, paths_in(rows), strict=True)}
    own_paths = {code.id: path_of(existing, code) for code in existing.codes}

    def in_area(code: Code, row: CodebookRow) -> bool:
        return code.is_area == row.is_area and area_names[code.id] == row.area.casefold()

    def named(code: Code, row: CodebookRow) -> bool:
        return code.name.casefold() == row.name.casefold()

    def placed(code: Code, row: CodebookRow) -> bool:
        return bool(row.index) and code.index == row.index

    def at_path(code: Code, row: CodebookRow) -> bool:
        return code.is_area == row.is_area and own_paths[code.id] == paths[id(row)]

    def renamed(code: Code, row: CodebookRow) -> bool:
        return placed(code, row) and code.name.casefold() not in names and row.name.casefold() not in held

    def elsewhere(code: Code, row: CodebookRow) -> bool:
        name = row.name.casefold()
        return not code.is_area and not row.is_area and named(code, row) and names[name] == held[name] == 1

    ways: tuple[Callable[[Code, CodebookRow], bool], ...] = (
        lambda code, row: code.id == row.id,
        lambda code, row: in_area(code, row) and named(code, row) and placed(code, row),
        at_path,
        lambda code, row: in_area(code, row) and named(code, row),
        lambda code, row: not row.area and named(code, row),
        elsewhere,
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


def path_of(book: Codebook, code: Code) -> Path:
    """The names from the top down to a code, in lower case."""
    return tuple(one.name.casefold() for one in (*reversed(book.ancestors(code.id)), code))


def paths_in(rows: Sequence[CodebookRow]) -> list[Path]:
    """The path of each row as the file has it."""
    above = row_parents(rows)
    found: list[Path] = []
    for number, row in enumerate(rows):
        names, at, passed = [row.name.casefold()], above[number], {number}
        while at is not None and at not in passed:
            passed.add(at)
            names.append(rows[at].name.casefold())
            at = above[at]
        found.append(tuple(reversed(names)))
    return found


def row_parents(rows: Sequence[CodebookRow]) -> list[int | None]:
    """The number of the row that each row stands under in the file; None at the top, or under what is not in it.

    A parent given by a name that several rows have is the nearest of them before the row.
    """
    by_index: dict[tuple[str, str], list[int]] = {}
    by_name: dict[tuple[str, str], list[int]] = {}
    areas: dict[str, int] = {}
    for number, row in enumerate(rows):
        area = row.area.casefold()
        if row.index:
            by_index.setdefault((area, bare_index(row.index)), []).append(number)
        by_name.setdefault((area, bare_index(row.name).casefold()), []).append(number)
        if row.is_area:
            areas.setdefault(area, number)
    found: list[int | None] = []
    for number, row in enumerate(rows):
        key = (row.area.casefold(), bare_index(row.parent))
        above = None if row.is_area else areas.get(key[0])
        if row.parent and not row.is_area:
            above = _nearest(by_index.get(key) or by_name.get((key[0], key[1].casefold())) or (), number, above)
        found.append(above)
    return found


def _nearest(fitting: Sequence[int], number: int, otherwise: int | None) -> int | None:
    others = [one for one in fitting if one != number]
    return next((one for one in reversed(others) if one < number), others[0] if others else otherwise)


def parents(existing: Codebook, rows: Sequence[CodebookRow], ids: Sequence[str]) -> list[str | None]:
    """The id of what each row stands under: the code it names, in the file or else in the study, or its area.

    `ids` are those of the rows' codes. What would stand in a circle stands in its area, or at the top.
    """
    areas = {code.name.casefold(): code.id for code in existing.areas()}
    areas |= {row.area.casefold(): ids[number] for number, row in enumerate(rows) if row.is_area}
    above = row_parents(rows)
    tree: dict[str, str | None] = {code.id: code.parent_id for code in existing.codes}
    found: list[str | None] = []
    for number, row in enumerate(rows):
        at = above[number]
        parent = None if at is None else ids[at]
        if row.parent and not row.is_area and (at is None or rows[at].is_area):
            parent = _held(existing, row, ids[number]) or parent
        found.append(None if row.is_area else parent or areas.get(row.area.casefold()))
    tree.update(zip(ids, found, strict=True))
    for number, code_id in enumerate(ids):
        if _in_circle(tree, code_id):
            area = areas.get(rows[number].area.casefold())
            found[number] = tree[code_id] = area if area != code_id else None
    return found


def _held(existing: Codebook, row: CodebookRow, own_id: str) -> str | None:
    """The code of the study that a row names as its parent, by index or else by name."""
    wanted = bare_index(row.parent)
    inside = [code for code in existing.codes if code.id != own_id and _area(existing, code) == row.area.casefold()]
    for fitting in (
        [code for code in inside if code.index == wanted],
        [code for code in inside if bare_index(code.name).casefold() == wanted.casefold()],
    ):
        if fitting:
            return fitting[-1].id
    return None


def _area(book: Codebook, code: Code) -> str:
    area = book.area_of(code.id)
    return area.name.casefold() if area is not None else ""


def _in_circle(tree: Mapping[str, str | None], code_id: str) -> bool:
    at, passed = tree.get(code_id), {code_id}
    while at is not None:
        if at in passed:
            return True
        passed.add(at)
        at = tree.get(at)
    return False
