"""The lines of a PDF joined into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qualcode.transcripts.importers.hyphens import SOFT, hyphens_of
from qualcode.transcripts.importers.labels import Likeness, bare, likeness
from qualcode.transcripts.importers.pdf_lines import Row
from qualcode.transcripts.importers.pdf_margins import Body
from qualcode.transcripts.speakers import speaker_key

_WIDER = 1.3  # of the usual distance of lines, and a paragraph begins
_SHORT = 0.12  # of the column's width that a paragraph's last line leaves free, at the least
_INDENT = 0.6  # of the letters' height
_ENDS = (".", "?", "!", ":", "…", "”", "’", '"', "'", ")", "]", "。", "？", "！", "」")
_ITEM = re.compile(r"(?:[•▪◦●‣–—-]\s|\(?\d{1,2}[.)]\s|[a-z][.)]\s)")
_LABEL = re.compile(
    r"(?:[\[(<]?\d{1,2}:\d{2}(?::\d{2})?[\])>]?\s*)?([^:：\n]{1,40}?)\s*(?:\[[\d:]+\]|\([\d:]+\))?\s*[:：]"
)
_TIME = re.compile(r"[\[(]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?[\])]")
_LEADER = re.compile(r"[.…_ ]{6,}\s*\w{0,5}$")  # as a table of contents leads to its page numbers


@dataclass(slots=True)
class _Paragraph:
    """Lines of one paragraph, with the number of the page each stands on."""

    rows: list[tuple[int, Row]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Flow:
    """A text without the numbers of its margin, paragraphs parted by empty lines.

    `pages` tells by a page's place where it begins in the text; `numbers` where each number stood.
    """

    text: str
    pages: dict[int, int]
    numbers: tuple[tuple[int, str], ...]


def flow_of(bodies: Sequence[Body], numbered: set[int]) -> Flow:
    """The pages' lines as one text; `numbered` are the lines, by `id`, that begin with a number in the margin."""
    hyphens = hyphens_of([row.words for body in bodies for row in body.rows])
    pieces: list[str] = []
    pages: dict[int, int] = {}
    numbers: list[tuple[int, str]] = []
    length = 0
    for paragraph in _paragraphs(bodies, numbered):
        words = ""
        for page, row in paragraph.rows:
            if id(row) in numbered:
                numbers.append((length, row.stretches[0].words))
            said = without_number(row, numbered).words.strip()
            said = said[:-1].replace(SOFT, "") + said[-1:]
            words = hyphens.joined(words, said)
            pages.setdefault(page, length + len(words) - len(said))
        pieces.append(words.rstrip(SOFT))
        length += len(pieces[-1]) + 2
    return Flow("\n\n".join(pieces), pages, tuple(numbers))


def _paragraphs(bodies: Sequence[Body], numbered: set[int]) -> Iterator[_Paragraph]:
    labels = _labels(bodies, numbered)
    usual = _usual_distance(bodies)
    lefts, rights = _edges(bodies, numbered)
    paragraph = _Paragraph()
    before: tuple[int, Row] | None = None
    for page, body in enumerate(bodies):
        for row in body.rows:
            if before is not None and _begins(before, (page, row), usual, lefts, rights, labels, numbered):
                yield paragraph
                paragraph = _Paragraph()
            paragraph.rows.append((page, row))
            before = (page, row)
    if paragraph.rows:
        yield paragraph


def without_number(row: Row, numbered: set[int]) -> Row:
    """A line without the number in its margin, where it has one."""
    return row.without_first() if id(row) in numbered else row


def _labels(bodies: Sequence[Body], numbered: set[int]) -> set[str]:
    """The speakers whose labels begin lines: well known, or repeated names."""
    counts: Counter[str] = Counter()
    looks: dict[str, Likeness] = {}
    for body in bodies:
        for row in body.rows:
            label = _label(without_number(row, numbered).words)
            if label:
                counts[speaker_key(label)] += 1
                looks[speaker_key(label)] = likeness(label)
    return {
        key
        for key, count in counts.items()
        if looks[key] is Likeness.KNOWN or (looks[key] is Likeness.NAME and count >= 3)
    }


def _label(words: str) -> str:
    found = _LABEL.match(words.strip())
    return bare(found[1]) if found else ""


def _usual_distance(bodies: Sequence[Body]) -> float:
    """The distance between the tops of two lines, in heights of their letters, that is met most often."""
    distances: Counter[float] = Counter()
    for body in bodies:
        for before, after in pairwise(body.rows):
            if before.column == after.column and before.top > after.top:
                distances[round((before.top - after.top) / max(after.size, 1.0), 1)] += len(after.words)
    near = {distance: count for distance, count in distances.items() if distance < 4}
    # The closest of those met often: a transcript of one-line turns has more gaps than lines.
    most = max(near.values(), default=0)
    return min((distance for distance, count in near.items() if count >= 0.25 * most), default=1.2)


_Column = tuple[int, int]


def _edges(bodies: Sequence[Body], numbered: set[int]) -> tuple[dict[_Column, float], dict[_Column, float]]:
    """Where the lines of each page's columns begin and end, in points."""
    lefts: dict[_Column, float] = {}
    rights: dict[_Column, float] = {}
    for page, body in enumerate(bodies):
        for column in {row.column for row in body.rows}:
            rows = [without_number(row, numbered) for row in body.rows if row.column == column]
            begins = Counter(round(row.left) for row in rows)
            lefts[page, column] = min(left for left, count in begins.items() if count >= 0.3 * max(begins.values()))
            rights[page, column] = max(row.right for row in rows)
    return lefts, rights


def _begins(
    before: tuple[int, Row],
    after: tuple[int, Row],
    usual: float,
    lefts: dict[_Column, float],
    rights: dict[_Column, float],
    labels: set[str],
    numbered: set[int],
) -> bool:
    """True where a line begins a paragraph."""
    (page, above), (next_page, row) = before, after
    if id(row) in numbered:
        return True
    words = row.words.strip()
    if speaker_key(_label(words)) in labels or _ITEM.match(words) or _TIME.match(words):
        return True
    if "\t" in words or _LEADER.search(above.words):
        return True
    if abs(row.size - above.size) > 0.15 * max(row.size, above.size):
        return True
    left, right = lefts[page, above.column], rights[page, above.column]
    full = above.right >= right - _SHORT * (right - left)
    ended = above.words.rstrip().endswith(_ENDS)
    if page != next_page or above.column != row.column or above.top <= row.top:
        return ended and not (full and words[:1].islower()) if full else not words[:1].islower()
    distance = (above.top - row.top) / max(row.size, 1.0)
    if distance > usual * _WIDER:
        return True
    here = lefts[next_page, row.column]
    indented = row.left > here + _INDENT * row.size
    if indented and above.left <= here + 2 and (ended or not full):
        return True
    return not full and ended and not words[:1].islower()
