"""From a study to what it draws on: its documents and their participants, whose codings are counted, and how."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from qualcode import __version__
from qualcode.analysis.code_events import code_events
from qualcode.analysis.counts.scope import Scope
from qualcode.analysis.documents import DocumentLine
from qualcode.analysis.excerpts import Excerpt, counted_phrase
from qualcode.analysis.samples import samples
from qualcode.analysis.study import coders
from qualcode.codebooks.code import Codebook
from qualcode.exports.method import Method
from qualcode.exports.small_cells import few_in_words
from qualcode.exports.sources import DocumentsOfKind, Sources


def sources_of(
    conn: sqlite3.Connection,
    whole: Scope,
    found: Iterable[Excerpt],
    every: Iterable[DocumentLine],
    *,
    coder_names: bool = False,
    fewest: int = 0,
) -> Sources:
    """What the whole study draws on; `found` are all its excerpts and `every` its documents."""
    who = {coder for excerpt in found for coder in excerpt.coder_ids}
    named = coders(conn)
    kinds = Counter(source.kind for source in whole.sources.values())
    speaking = {kind: set(whole.of(kind).people) for kind in whole.kinds}
    times = Counter(person for people in speaking.values() for person in people)
    held = {line.id for line in every}
    return Sources(
        tuple(DocumentsOfKind(kind, kinds[kind], len(speaking[kind])) for kind in whole.kinds),
        coders=len(who),
        counted_codings=few_in_words(counted_phrase(conn), fewest),
        coder_names=tuple(sorted(named[one] for one in who)) if coder_names else (),
        samples=tuple(one.sentence for one in samples(conn) if not held.isdisjoint(one.documents)),
        in_several=sum(number > 1 for number in times.values()),
        fewest=fewest,
    )


def method_of(conn: sqlite3.Connection, book: Codebook, sources: Sources, found: Sequence[Excerpt]) -> Method:
    """How the study was gathered and coded; `found` are all its excerpts."""
    made = [event.at for event in code_events(conn)[:1]]
    return Method(
        sources,
        book,
        codings=sum(len(excerpt.coding_ids) for excerpt in found),
        excerpts=len(found),
        changed_on=date.fromisoformat(made[0][:10]) if made else None,
        version=__version__,
    )
