"""What stands around the words of a PDF: running heads, page numbers, and numbers in the margin."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.transcripts.importers.pdf_lines import Row
from qualcode.transcripts.importers.pdf_pages import Page

_EDGE = 0.14  # of the page's height, above and below, where a running head may stand,
_FARTHEST = 120.0  # and points from its edges, at the most
_MOST = 3  # lines of a running head
_LEVEL = 6.0  # points between the heights of a running head on two pages, at the most
_FEWEST = 3  # numbers in the margin
_SHARE = 0.5  # of all pages
_NUMBER = re.compile(r"\d{1,5}")
_PAGE_NUMBER = re.compile(
    r"(?:[Pp]age|[Ss]eite|p\.|[Pp]agina)?\s*[-–—|]?\s*(\d{1,4}|[ivxl]{1,6})\s*(?:(?:of|/|von|de)\s*\d{1,4})?\s*[-–—|]?"
)
_AT_AN_END = re.compile(r"^(\d{1,4})\b|\b(\d{1,4})$")


@dataclass(frozen=True, slots=True)
class Body:
    """A page's lines without what runs along its edges; `printed` is the number that stood there."""

    rows: list[Row]
    printed: str


def bodies_of(pages: Sequence[Page], rows: Sequence[list[Row]]) -> tuple[list[Body], list[str]]:
    """The pages without running heads and page numbers, and what was left out, each once."""
    edges = [_edges(page, lines) for page, lines in zip(pages, rows, strict=True)]
    heights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for side, row in (placed for edge in edges for placed in edge):
        heights[side, _shape(row)].append(row.bottom)
    written = sum(bool(lines) for lines in rows)
    least = max(2, _SHARE * written) if written < 5 else max(3, 0.3 * written)
    counted = sum(any(_PAGE_NUMBER.fullmatch(row.words) for _, row in edge) for edge in edges)
    bodies: list[Body] = []
    left_out: dict[str, None] = {}
    for lines, edge in zip(rows, edges, strict=True):
        running: list[Row] = []
        for side in ("upper", "lower"):
            # From the edge inwards: a line within the words is none, however often it is said.
            for row in (row for where, row in edge if where == side):
                is_number = _PAGE_NUMBER.fullmatch(row.words) is not None
                again = sum(abs(height - row.bottom) < _LEVEL for height in heights[side, _shape(row)])
                if again < least and not (is_number and counted >= max(2, 0.6 * written)):
                    break
                running.append(row)
        if len(running) == len(lines):
            running = [row for row in running if _PAGE_NUMBER.fullmatch(row.words)]
        left_out.update(("" if _PAGE_NUMBER.fullmatch(row.words) else row.words.strip(), None) for row in running)
        kept = [row for row in lines if not any(row is one for one in running)]
        bodies.append(Body(kept, _printed(running)))
    return bodies, _named(left_out)


def _edges(page: Page, rows: list[Row]) -> list[tuple[str, Row]]:
    """The lines that stand near the page's upper edge and near its lower one, each from the edge inwards."""
    by_height = sorted((row for row in rows if row.bottom > -5000), key=lambda row: -row.top)
    near = min(page.height * _EDGE, _FARTHEST)
    upper = [row for row in by_height[:_MOST] if row.bottom >= page.height - near]
    lower = [row for row in by_height[-_MOST:] if row.top <= near]
    return [("upper", row) for row in upper] + [("lower", row) for row in reversed(lower)]


def _shape(row: Row) -> str:
    """A running head with its numbers aside: they count the pages."""
    return re.sub(r"\d+|\b[ivxl]+\b", "#", " ".join(row.words.split())).casefold()


def _printed(running: list[Row]) -> str:
    for row in running:
        found = _PAGE_NUMBER.fullmatch(row.words.strip())
        if found:
            return found[1]
    for row in running:
        ends = _AT_AN_END.search(" ".join(row.words.split()))
        if ends:
            return ends[1] or ends[2]
    return ""


def _named(left_out: dict[str, None]) -> list[str]:
    """Running heads as they are told to a person: one for those that differ in their numbers, page numbers last."""
    named: dict[str, str] = {}
    for words in left_out:
        if words:
            named.setdefault(re.sub(r"\d+", "#", words), f"“{' '.join(words.split())}”")
    return [*named.values(), *(["page numbers"] if "" in left_out else [])]


def margin_numbers(pages: Sequence[list[Row]]) -> tuple[set[int], set[int]]:
    """The lines, by `id`, with a number in the margin, and those that are nothing but such a number.

    Such numbers stand left of all words and count up through the pages, line by line or paragraph by paragraph.
    """
    found: list[tuple[int, Row]] = []
    lefts: Counter[int] = Counter()
    for rows in pages:
        for row in rows:
            first = row.stretches[0]
            number = _NUMBER.fullmatch(first.words)
            if number:
                found.append((int(first.words), row))
            if len(row.stretches) > 1 or not number:
                lefts[round(row.stretches[1 if number else 0].left)] += 1
    beside = Counter(round(row.stretches[1].left) for _, row in found if len(row.stretches) > 1)
    if sum(beside.values()) < _FEWEST:
        return set(), set()
    begins = beside.most_common(1)[0][0]
    found = [(number, row) for number, row in found if row.stretches[0].right <= begins - 1]
    # A column of figures in a table stands at the left too, but does not count.
    steps = Counter(after - before for (before, _), (after, _) in pairwise(found))
    left_of_it = sum(count for left, count in lefts.items() if left < begins - 3)
    counts = max(steps[1] + steps[0], steps[5]) >= 0.8 * (len(found) - 1)
    if len(found) < _FEWEST or not counts or left_of_it > 0.2 * sum(lefts.values()):
        return set(), set()
    # One whose paragraph begins on the next page may stand alone at the foot, or beside the page's number.
    alone = {
        id(row) for _, row in found if len(row.stretches) == 1 or _PAGE_NUMBER.fullmatch(row.without_first().words)
    }
    return {id(row) for _, row in found} - alone, alone


def without(rows: Sequence[Row], lone: set[int]) -> Iterator[Row]:
    """The lines of a page, without the numbers of `lone` ones."""
    for row in rows:
        if id(row) not in lone:
            yield row
        elif len(row.stretches) > 1:
            yield row.without_first()
