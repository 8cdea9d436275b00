"""From a study to the reach of its codes as tables: who carries each, and what goes against it, cleared."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.reach import code_reaches, in_no_words, opposing
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import Excerpt, counted_phrase
from qualcode.exports.choices import ReportChoices
from qualcode.exports.count_figures import NO_TITLES, Titles, kind_suffix
from qualcode.exports.figures import Column, Row, Table, ValueKind
from qualcode.exports.gather import Passage, passages
from qualcode.exports.gather_themes import held_sentences
from qualcode.exports.page import Page
from qualcode.exports.phrases import counted
from qualcode.exports.reach_figures import carrier_tables, reach_tables
from qualcode.transcripts.transcript import Kind

_MOST = 20  # excerpts of one code, of which a reader sees what they say
_COLUMNS = tuple(Column(name, ValueKind.WORDS) for name in ("Goes against", "Who", "Where", "Asked before", "Words"))


def reach_page_tables(
    conn: sqlite3.Connection, asked: Asked, made_on: datetime, fewest: int = 0
) -> tuple[Table, ...]:
    """How far each code reaches, who carries it and who never mentions it, and what goes against it: for the team.

    Of `asked` what is counted counts, not how it is laid out. With `fewest` numbers of fewer participants are hidden,
    and who carries a code or goes against it is left out. On a copy, for it counts all words.
    """
    plain = replace(asked, by=By.PARTICIPANT, measure=Measure.EXCERPTS, attribute_id=None, with_words=False)
    made, reaches = table(conn, plain), code_reaches(conn, plain)
    found = reach_tables(made, reaches, fewest=fewest)
    if not fewest:
        found += carrier_tables(made, reaches, silent=plain.found is None)
        found += against_tables(conn, made_on, opposing(conn, plain))
    return tuple(one for one in found if one.rows)


def against_tables(
    conn: sqlite3.Connection,
    made_on: datetime,
    found: Mapping[Kind | None, Sequence[Excerpt]],
    *,
    titles: Titles = NO_TITLES,
) -> tuple[Table, ...]:
    """A table for each kind of document in which excerpts go against their codes: who says what, asked what.

    `found` are those excerpts; what the team may not read is held back, judged on the day of `made_on`.
    """
    return tuple(_against_table(conn, made_on, kind, some, titles) for kind, some in found.items() if some)


def quoted_in(page: Page) -> int:
    """How many excerpts a page of numbers quotes: those that go against their codes."""
    return sum(len(table.rows) for table in page.tables if table.columns == _COLUMNS)


def _against_table(
    conn: sqlite3.Connection, made_on: datetime, kind: Kind | None, found: Sequence[Excerpt], titles: Titles
) -> Table:
    first = list(_first_of_each(found))
    held = frozenset(one.document_id for one in first)
    listing = passages(conn, ReportChoices(documents=held, questions=True), made_on, first)
    go = "goes" if len(found) == 1 else "go"
    aside = in_no_words(len(found), sum(one.participant_id is None for one in found))
    notes = (
        f"{counted(len(found), 'excerpt')} {go} against the code{aside}; each stands under its own code, "
        "a passage under two codes twice.",
        f"At most {_MOST} of each code are listed; Counts has them all." if len(first) < len(found) else "",
        *held_sentences(listing.held_back, "excerpt"),
        f"Counted: {counted_phrase(conn)}.",
    )
    return Table(
        f"Excerpts that go against their code{kind_suffix(kind)}",
        _COLUMNS,
        tuple(_row(one, titles) for one in listing.items),
        tuple(filter(None, notes)),
        sheet=f"Against{kind_suffix(kind)}",
    )


def _first_of_each(found: Sequence[Excerpt]) -> Iterator[Excerpt]:
    """The first excerpts of each code."""
    seen = Counter[str]()
    for one in found:
        seen[one.code_id] += 1
        if seen[one.code_id] <= _MOST:
            yield one


def _row(one: Passage, titles: Titles) -> Row:
    said = " ".join(one.words.text.split())
    question = " ".join(" ".join(line.words for line in one.words.lines if line.is_question).split())
    where = ", ".join(filter(None, (one.document, one.place)))
    return Row((titles.get(one.code_id, one.code), one.who, where, question, said))
