"""Kept quotes where their words stand now, with their trims."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.versions import CurrentPlaces
from qualcode.essays.approved_by import Approvers
from qualcode.essays.essay import Answer
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim

_ANSWERS = {str(one): one for one in Answer}
_NO_PRINT = "another’s"


@dataclass(frozen=True, slots=True)
class Checked:
    """What the person said with whom a quote was checked; `digest` tells what of it they saw printed.

    `of_another` says that the words have become somebody else's since they approved them; `digest` is then no
    print's.
    """

    answer: Answer = Answer.NONE
    on: date | None = None
    words: str = ""
    digest: str | None = None
    of_another: bool = False


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A kept quote; `span` and `trim` count in the document's current text, whose version the trim names.

    `essay_id` is None in Kept. `changed` is true where its words are no longer those that were kept, `trim_changed`
    where words are others that the trim is about. `span` is empty where the words were taken out of the text.
    """

    id: str
    document_id: str
    span: Span
    trim: Trim
    essay_id: str | None
    place: str
    coder_id: str | None
    created_at: str
    checked: Checked
    changed: bool
    trim_changed: bool

    def overlaps(self, other: QuoteRow) -> bool:
        """Whether both quote the same words."""
        return self.document_id == other.document_id and self.span.overlaps(other.span)


def quote_rows(
    conn: sqlite3.Connection, *, quote_id: str | None = None, documents: Iterable[str] | None = None
) -> list[QuoteRow]:
    """The quotes of documents that are there, in the order of their essays and then of the text; one with `quote_id`.

    One whose essay is gone is in Kept.
    """
    where, params = "", []
    if quote_id is not None:
        where, params = "AND q.id = ? ", [quote_id]
    places, approvers = CurrentPlaces(conn), Approvers(conn)
    wanted = None if documents is None else frozenset(documents)
    found: list[QuoteRow] = []
    for row in conn.execute(f"{_ROWS} {where}ORDER BY q.place, q.id", params):
        if wanted is not None and row[1] not in wanted:
            continue
        way, kept, trim = places.way(row[1], row[2]), Span(row[3], row[4]), Trim.read(row[5])
        trim_way = places.way(row[1], trim.version_id) if trim else None
        carried, other = trim.carried(trim_way, row[14]) if trim_way is not None else (Trim((), row[14]), False)
        day = date.fromisoformat(row[11]) if row[11] else None
        span, answer = way.span(kept), _ANSWERS.get(row[10], Answer.NONE)
        others = answer is Answer.APPROVED and approvers.are_others(row[0], row[1], span)
        digest = _NO_PRINT if others else row[13]
        found.append(
            QuoteRow(
                id=row[0],
                document_id=row[1],
                span=span,
                trim=carried,
                essay_id=row[6],
                place=row[7],
                coder_id=row[8],
                created_at=row[9],
                checked=Checked(answer, day, row[12], digest, others),
                changed=way.changes(kept),
                trim_changed=other,
            )
        )
    return found


_ROWS = """
SELECT q.id, q.document_id, q.version_id, q.start, q.stop, q.trim, e.id, q.place, q.coder_id, q.created_at,
  q.answer, q.answer_on, q.answer_words, q.answer_sha256, d.version_id
FROM quote q JOIN document d ON d.id = q.document_id AND d.deleted_at IS NULL
LEFT JOIN essay e ON e.id = q.essay_id AND e.deleted_at IS NULL
WHERE q.deleted_at IS NULL
"""


def by_document(rows: Iterable[QuoteRow]) -> dict[str, list[QuoteRow]]:
    """Quotes by the document whose words they are, in their order."""
    found: dict[str, list[QuoteRow]] = defaultdict(list)
    for row in rows:
        found[row.document_id].append(row)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Use:
    """A finished text that uses a quote: its title and file, and the day it was found to."""

    id: str
    title: str
    file: str
    on: date


def uses(conn: sqlite3.Connection) -> dict[str, tuple[Use, ...]]:
    """What finished texts use, by quote, the latest first."""
    found: dict[str, list[Use]] = defaultdict(list)
    for use_id, quote_id, title, file, used_on in conn.execute(
        "SELECT id, quote_id, title, file, used_on FROM used_in WHERE deleted_at IS NULL ORDER BY used_on DESC, num"
    ):
        found[quote_id].append(Use(use_id, title, file, date.fromisoformat(used_on)))
    return {quote_id: tuple(some) for quote_id, some in found.items()}
