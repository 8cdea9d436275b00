"""What else stands under a code, to be read beside one passage of it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from qualcode.analysis.excerpt_rows import ExcerptRow, excerpt_rows
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.transcripts.span import Span


@dataclass(frozen=True)
class Comparison:
    """The passages nearest to hand, each with its row, and how many there are in all."""

    passages: tuple[tuple[Excerpt, ExcerptRow], ...]
    total: int


def comparison(
    conn: sqlite3.Connection, code_id: str, document_id: str, span: Span, people: Collection[str], most: int = 60
) -> Comparison:
    """The passages under a code but for those that share words with a span of a document (half-open, code points).

    Those of other participants than `people` come first, one of each in turn, so that the first few already differ.
    """
    found = [
        excerpt
        for excerpt in excerpts(conn, Choice(codes=[code_id], seen=True))
        if excerpt.document_id != document_id or not Span(excerpt.start, excerpt.stop).overlaps(span)
    ]
    ordered = [*_in_turn(found, people), *(one for one in found if one.participant_id in people)]
    page = ordered[:most]
    return Comparison(tuple(zip(page, excerpt_rows(conn, page), strict=True)), len(ordered))


def _in_turn(found: Iterable[Excerpt], people: Collection[str]) -> Iterator[Excerpt]:
    """One passage of each other participant (or, where it is nobody's, document), then the next of each."""
    waiting: dict[str, list[Excerpt]] = defaultdict(list)
    for excerpt in found:
        if excerpt.participant_id is None or excerpt.participant_id not in people:
            waiting[excerpt.participant_id or excerpt.document_id].append(excerpt)
    longest = max(map(len, waiting.values()), default=0)
    for place in range(longest):
        yield from (own[place] for own in waiting.values() if place < len(own))
