"""The excerpts behind a number of a table, to be read."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.columns import Columns, columns
from qualcode.analysis.counts.passages import Passages, of_excerpts
from qualcode.analysis.counts.scope import Scope, scope
from qualcode.analysis.counts.tables import in_question, interviewers, of_kind, row_codes, words_by_turn
from qualcode.analysis.counts.words import SpokenWords
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.withdrawals import withdrawals
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind


def cell_excerpts(
    conn: sqlite3.Connection,
    asked: Asked,
    row: str,
    column: str | None = None,
    *,
    kind: Kind | None = None,
    nested: bool = False,
    against: bool = False,
) -> list[Excerpt]:
    """The excerpts that a number stands for, as one reads: by document in the order of every list, then by place.

    `row` is a row's `code_id`, `column` a column's `key` (None for the total), `kind` that of the part. With `nested`
    they are those of all codes below, too: a passage under two codes is in it twice, and counted once. Where words
    are counted, they are the excerpts that hold words, or part of one, of the column's people. `against` asks only
    for those that go against, which are excerpts whatever is measured; in all they are those of nobody named, too.
    """
    if against and asked.measure in (Measure.WORDS, Measure.SHARE):
        asked = replace(asked, measure=Measure.EXCERPTS)
    whole = scope(conn, asked.documents, asked.people, asked.kinds)
    here = whole.of(kind)
    codes = row_codes(codebook(conn), row, nested=nested)
    if asked.found is None:
        everything = excerpts(conn, Choice(codes=codes))
    else:
        everything = withdrawals(conn).counted(asked.found)
    found = [
        excerpt
        for excerpt in everything
        if excerpt.code_id in codes
        and excerpt.document_id in here.sources
        and (here.only is None or excerpt.participant_id in here.only)
        and (excerpt.against or not against)
    ]
    order = {document: place for place, document in enumerate(here.sources)}
    found.sort(key=lambda excerpt: (order[excerpt.document_id], excerpt.start))
    if against and column is None:
        return found
    held = of_excerpts(found)
    counted = of_kind(in_question(conn, asked, whole), whole, kind) if asked.by is By.CODER else held
    made = columns(conn, asked, here, counted)
    keys = [one.key for one in made.columns]
    if column is not None and column not in keys:
        return []
    place = None if column is None else keys.index(column)
    inside = (
        _by_words(conn, here, made, held, place) if words_by_turn(asked, made) else _by_passage(made, held, place)
    )
    left_out = interviewers(conn, asked, here, held) if asked.measure is Measure.PER_THOUSAND else ()
    return [
        excerpt
        for number, (excerpt, is_in) in enumerate(zip(found, inside, strict=True))
        if is_in and number not in left_out
    ]


def _by_passage(made: Columns, held: Passages, place: int | None) -> list[bool]:
    return [bool(at) if place is None else place in at for at in made.of_passages(held)]


def _by_words(conn: sqlite3.Connection, here: Scope, made: Columns, held: Passages, place: int | None) -> list[bool]:
    spoken = SpokenWords(conn, here)
    found = []
    for passage in held:
        source = here.sources[passage.document_id]
        turns = spoken.touched(passage.document_id, Span(passage.start, passage.stop))
        places = [made.of_turn(source, turn) for turn in turns]
        found.append(any(places) if place is None else any(place in at for at in places))
    return found
