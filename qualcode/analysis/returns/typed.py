"""A workshop's return as it was typed or pasted: a table with or without headings, or plain lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.returns.columns import COLUMNS, columns_of, votes_in
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines
from qualcode.transcripts.csv_table import bare_cell

MOST_LINES = 5_000
_DELIMITERS = "\t;|,"
_SAFE = "\t;|"  # those that stand in no sentence

_SPACE = r"[\s\u00a0]"
_LEAD = re.compile(rf"{_SPACE}*(?:[-•*·]{_SPACE}+)?(?:card|quote|question|no\.?|id)?{_SPACE}*[:#]?{_SPACE}*", re.I)
# In one piece, with a letter too few or too many; in pieces with all its letters; without its x.
_ID = re.compile(
    r"x[0-9a-z]{7,10}(?![0-9a-z])|x(?:[\s.-]?[0-9a-z]){8}(?![0-9a-z])|(?=[a-z]*[0-9])[0-9a-z]{7,10}(?![0-9a-z])",
    re.IGNORECASE,
)
_VOTES = re.compile(
    r"[\s,;:(\[-]*\b(\d{1,6})\s*(?:votes?|dots?|points?|stickers?|ticks?)\b[)\].]*"
    r"|[,;(\[]\s*\+?(\d{1,6})\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_GROUP = re.compile(r"[\s,;(\[-]*\b((?:group|table|team)\s+[0-9A-Z][\w-]*)\s*[)\].]*$", re.IGNORECASE)
_GROUP_ALONE = re.compile(r"((?:group|table|team|session)\b[^.?!;:]{0,40}?|[^.?!;:]{1,40}(?=:))\s*:?", re.IGNORECASE)
_ASKED = re.compile(r"\s*([^?\n]{8,200}\?)\s*[:–—-]?\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line of a return: where it stands, from 1, and its cells as they were typed.

    `workshop` is what a column of that name says.
    """

    line: int
    card: str = ""
    words: str = ""
    votes: str = ""
    group: str = ""
    workshop: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said and nobody voted: an id alone is that of the blank sheet."""
        return not (self.words or self.votes)


def typed_text(text: str) -> list[TypedLine]:
    """What was typed or pasted. Raises Problem where it is far too long."""
    lines = newlines(text).split("\n")
    if len(lines) > MOST_LINES:
        raise _too_long()
    delimiter = _delimiter(lines)
    if not delimiter:
        return list(_plain_lines(lines))
    begins, rows = 1, []
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            rows.append((begins, [bare_cell(cell) for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error:
        return list(_plain_lines(lines))
    return typed_rows(rows)


def typed_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> list[TypedLine]:
    """The lines of a table, each row with the line it stands in; several tables one after another are read as one.

    Without headings the columns are those of the blank sheet. Raises Problem where there are far too many.
    """
    given = [(line, [clean(newlines(cell)).strip() for cell in cells]) for line, cells in rows]
    if len(given) > MOST_LINES:
        raise _too_long()
    headed = any(columns_of(cells) is not None for _, cells in given)
    columns: dict[str, int] | None = None if headed else dict(zip(COLUMNS, range(len(COLUMNS)), strict=True))
    found = []
    for line, cells in given:
        named = columns_of(cells)
        if named is not None:
            columns = named
        elif columns is not None and any(cells):
            found.append(_line_of(line, cells, columns, headed=headed))
    return found


def _line_of(line: int, cells: Sequence[str], columns: dict[str, int], *, headed: bool) -> TypedLine:
    held = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
    words, votes = held.get("words", ""), held.get("votes", "")
    if not headed and votes and votes_in(votes) is None and votes_in(words) is not None:
        words, votes = votes, words
    more = [cell for place, cell in enumerate(cells) if cell and place not in columns.values()]
    said = " · ".join(filter(None, (words, *more)))
    return TypedLine(line, held.get("card", ""), said, votes, held.get("group", ""), held.get("workshop", ""))


def _delimiter(lines: Sequence[str]) -> str:
    """What stands between cells; empty where the lines are no table."""
    filled = [line for line in lines if line.strip()]
    for line in filled[:12]:
        for one in _DELIMITERS:
            if columns_of(next(csv.reader([line], delimiter=one), [])) is not None:
                return one
    return next((one for one in _SAFE if filled and sum(one in line for line in filled) * 2 > len(filled)), "")


def _plain_lines(lines: Sequence[str]) -> Iterator[TypedLine]:
    """Lines such as `x7k2m9qp: a peer by the bed, 4 votes`, under a line that names the group."""
    group = ""
    for number, raw in enumerate(lines, 1):
        line = clean(raw).strip()
        if not line:
            continue
        begins = _LEAD.match(line)
        start = begins.end() if begins else 0
        card = _ID.match(line, start)
        if card is None and (alone := _GROUP_ALONE.fullmatch(line)):
            group = alone[1]
            continue
        if card is not None:
            named, rest = card[0].strip(" .-"), line[card.end() :]
        elif asked := _ASKED.fullmatch(line):
            named, rest = asked[1], asked[2]
        else:
            named, rest = "", line
        rest, own = _taken(_GROUP, rest)
        rest, votes = _taken(_VOTES, rest)
        if not own:
            rest, own = _taken(_GROUP, rest)
        yield TypedLine(number, named, rest.strip(" \t,;:–—-"), votes, own or group)


def _taken(pattern: re.Pattern[str], words: str) -> tuple[str, str]:
    """The words without what a pattern finds, and that."""
    found = pattern.search(words)
    if found is None:
        return words, ""
    before, after = words[: found.start()], words[found.end() :]
    return f"{before} {after}" if after.strip() else before, next(part for part in found.groups() if part)


def _too_long() -> Problem:
    return Problem(f"This is longer than {MOST_LINES:,} lines.", remedy="Bring it in in parts, a workshop at a time.")
