"""What the paragraphs and tables of a document say as a codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from qualcode.codebooks.code import OUTSIDE, bare_index, looks_like_index
from qualcode.codebooks.csv_files import CodebookRow, columns_meant, row_of_cells
from qualcode.transcripts.clean import plain


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its heading's level from 1 (0 for none), its level in a list from 0 (None outside one)."""

    words: str
    heading: int = 0
    level: int | None = None
    title: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the words of its cells, row by row."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table

_NUMBERED = re.compile(r"\s*(\[[\w.]+\]|\w+(?:\.\w+)*)([.):]?)\s+(.+)", re.DOTALL)
_WHOLE = re.compile(r"(?i)\b(code ?book|coding (frame|scheme|framework)|appendix|contents)\b")
_PARTED = re.compile(r"\s+[–—-]\s+|:\s+|\t+")
_HEADED_WITHIN = 5  # rows of a table in which its headings are looked for


@dataclass
class _Entry:
    """A code or area as it is read: its depth in the document, and what is said of it by column."""

    title: str
    depth: int
    cells: dict[str, str] = field(default_factory=dict)
    last: str = "definition"

    def say(self, words: str) -> None:
        """Take a paragraph: `Use when: …` says what it is, other words go on with what was said last."""
        label, colon, rest = words.partition(":")
        column = columns_meant([label])[0] if len(label) <= 40 else ""
        if column and column not in ("name", "area", "parent", "id") and (colon or "\n" not in words):
            self.last, words = column, rest.strip()
        if words:
            self.cells[self.last] = "\n".join(filter(None, (self.cells.get(self.last), words)))


def rows_of_blocks(blocks: Sequence[Block]) -> list[CodebookRow]:
    """The lines of a codebook: from tables where one is headed as a codebook, else from headings, else a list."""
    return _from_tables(blocks) or _from_outline(blocks)


def numbered(title: str) -> tuple[str, str]:
    """An index number and the name after it; `2. Ethos`, `[1.10] Routes`, `C. Context`. Empty where there is none."""
    title = " ".join(plain(title).split())
    found = _NUMBERED.fullmatch(title)
    if found is not None:
        number, point, name = found.groups()
        if looks_like_index(number) and (point or number[0] == "[" or any(c.isdigit() for c in number)):
            return bare_index(number), name.strip()
    return "", title


def _from_tables(blocks: Sequence[Block]) -> list[CodebookRow]:
    found: list[CodebookRow] = []
    area = ""
    opened: _Entry | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.heading and block.words:
                whole = block.title or _WHOLE.search(block.words)
                opened = None if whole else _Entry(block.words, 0)
            elif opened is not None and block.words:
                opened.say(block.words)
            continue
        headed = _headed(block)
        if headed is None:
            continue
        first, columns = headed
        if opened is not None and "area" not in columns:
            area = "" if opened.title == OUTSIDE else opened.title
            if area:
                found.append(_area_row(area, opened.cells))
            opened = None
        found += _of_table(block.rows[first + 1 :], columns, area if "area" not in columns else "")
    return _under_numbers(found)


def _headed(table: Table) -> tuple[int, list[str]] | None:
    """The row that holds a codebook's headings, and our column for each of its cells."""
    for number, row in enumerate(table.rows[:_HEADED_WITHIN]):
        columns = columns_meant(row)
        if "name" in columns and len(set(columns) - {""}) > 1:
            return number, columns
    return None


def _of_table(rows: Iterable[Sequence[str]], columns: Sequence[str], area: str) -> list[CodebookRow]:
    found: list[CodebookRow] = []
    above = area
    for row in rows:
        cells = {column: cell.strip() for column, cell in zip(columns, row, strict=False) if column}
        filled = [cell.strip() for cell in row if cell.strip()]
        if columns_meant(row) == list(columns) or not filled:
            continue  # the headings again, on the next page
        if len(filled) == 1 and row[0].strip() and len(row) > 1:
            above = filled[0]
            found.append(_area_row(above, {}))
            continue
        above = cells.get("area") or above
        if not cells.get("name"):
            continue
        number, name = numbered(cells["name"])
        cells["name"] = name
        if number and not cells.get("index"):
            cells["index"] = number
        cells["area"] = numbered(above)[1]
        given = frozenset(columns) - {""} | {"area"} | ({"index"} if cells.get("index") else set())
        found.append(row_of_cells(cells, given if above else given - {"area"}))
    return found


def _area_row(title: str, cells: dict[str, str]) -> CodebookRow:
    number, name = numbered(title)
    own = {**cells, "area": name, "name": name, "index": number}
    given = frozenset({"area", "name", *cells}) | ({"index"} if number else set())
    return row_of_cells(own, given)


def _from_outline(blocks: Sequence[Block]) -> list[CodebookRow]:
    paragraphs = [one for one in blocks if isinstance(one, Paragraph) and one.words and not one.title]
    levels = sorted({one.heading for one in paragraphs if one.heading})
    if levels and not any(_WHOLE.search(one.words) is None for one in paragraphs if one.heading == levels[0]):
        levels = levels[1:]  # a title set as a heading
    listed = any(one.level is not None for one in paragraphs)
    coded = len(levels) > 1 or not listed
    entries: list[_Entry] = []
    for one in paragraphs:
        if one.heading:
            if one.heading in levels:
                entries.append(_Entry(one.words, levels.index(one.heading)))
        elif one.level is not None and not coded:
            name, *rest = _PARTED.split(one.words, maxsplit=1)
            entry = _Entry(name, len(levels) + one.level)
            if rest:
                entry.cells["definition"] = rest[0].strip()
            entries.append(entry)
        elif entries:
            entries[-1].say(one.words)
    return _nested(_worth(entries))


def _worth(entries: Sequence[_Entry]) -> list[_Entry]:
    """The entries without chapters that hold no codes; none where nothing is nested and nothing is said."""
    if max((one.depth for one in entries), default=0) > 0:
        after = [*entries[1:], _Entry("", 0)]
        return [one for one, following in zip(entries, after, strict=True) if one.depth or following.depth]
    return [one for one in entries if one.cells] if any(one.cells for one in entries) else []


def _nested(entries: Sequence[_Entry]) -> list[CodebookRow]:
    """Depth 0 are areas where anything is below it; what is deeper stands under what is above it."""
    deep = any(one.depth for one in entries)
    above: list[CodebookRow] = []
    found: list[CodebookRow] = []
    for entry in entries:
        number, name = numbered(entry.title)
        depth = min(entry.depth, len(above))
        del above[depth:]
        cells = {**entry.cells, "name": name, "index": number}
        given = frozenset({"name", *entry.cells}) | ({"index"} if number else set())
        if deep:
            given |= {"area", "parent"}
            cells["area"] = above[0].name if above else name
            cells["parent"] = "" if depth == 0 else (above[-1].index or above[-1].name)
        row = row_of_cells(cells, given)
        above.append(row)
        found.append(row)
    return found


def _under_numbers(rows: Sequence[CodebookRow]) -> list[CodebookRow]:
    """The rows of tables, where the number of one begins with that of another in its area: it stands under that."""
    numbers = {(row.area.casefold(), row.index) for row in rows if row.index}
    found = []
    for row in rows:
        parent = row.index.rpartition(".")[0]
        if row.parent or row.is_area or not parent or (row.area.casefold(), parent) not in numbers:
            found.append(row)
        else:
            found.append(replace(row, parent=parent, given=row.given | {"parent"}))
    return found
