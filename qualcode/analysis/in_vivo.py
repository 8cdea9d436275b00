"""Names of codes that are words of somebody's, and whose words they are."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from qualcode.analysis.cut_words import as_before
from qualcode.analysis.documents import open_document, text_of
from qualcode.analysis.people import participants
from qualcode.analysis.verbatims import document_consents, turns_in, verbatim, verbatim_of
from qualcode.participants.disclosure import Audience, Verbatim
from qualcode.transcripts.span import Span

Named = tuple[str, str]
"""A code by its id, and a name it has or had."""
_Coding = tuple[str, str, str, int, int, int, int]


def said_as_names(conn: sqlite3.Connection, named: Iterable[Named]) -> dict[Named, list[Verbatim]]:
    """The passages whose words are a name of the code they stand under, whole or cut off with “…”.

    So are those whose words were one before they were corrected, or cut: they are judged as they stood then.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for code_id, name in named:
        if name.removesuffix("…").strip():
            names[code_id].append(name)
    found: dict[Named, list[Verbatim]] = defaultdict(list)
    changed = {row[0] for row in conn.execute("SELECT document_id FROM text_version WHERE splices != '[]'")}
    for document_id, rows in groupby(conn.execute(_CODINGS).fetchall(), key=itemgetter(0)):
        codings = [row for row in rows if row[1] in names]
        text = text_of(conn, document_id) if codings else ""
        for one, span in _called(text, ((row, Span(row[5], row[6])) for row in codings), names):
            found[one].append(verbatim(conn, document_id, span))
        if codings and document_id in changed:
            for one, said in _before(conn, document_id, codings, names):
                found[one].append(said)
    return found


def _before(
    conn: sqlite3.Connection, document_id: str, codings: Sequence[_Coding], names: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Named, Verbatim]]:
    """The names that passages gave in earlier versions of a document's text."""
    document = open_document(conn, document_id)
    people = {person.id: person for person in participants(conn, document_id)}
    own = document_consents(conn).get(document_id)
    for before, versions in as_before(conn, document) if document is not None else ():
        normal = " ".join(before.text.split())
        # Hardly any name stands in a text word for word.
        there = {code: [one for one in some if _stem(one) in normal] for code, some in names.items()}
        places = (
            (row, versions.way(row[2], before.version_id).span(Span(row[3], row[4])))
            for row in codings
            if there[row[1]]
        )
        for one, span in _called(before.text, places, there):
            turns = turns_in(before.turns, span)
            yield one, verbatim_of(document_id, before, span, turns, people, own, Audience.TEAM)


def _called(
    text: str, places: Iterable[tuple[_Coding, Span]], names: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Named, Span]]:
    for row, span in places:
        for name in names[row[1]]:
            stem = _stem(name)
            if len(span) < len(stem):
                continue
            words = " ".join(span.of(text).split())
            if words == name or (name.endswith("…") and words.startswith(stem)):
                yield (row[1], name), span


def _stem(name: str) -> str:
    return name.removesuffix("…").rstrip()


_CODINGS = """
SELECT document_id, code_id, version_id, start, stop, current_start, current_stop FROM coding_seen
ORDER BY document_id
"""
