"""Names that stand in a study and are on no list yet, as far as its texts give them away."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import replace

from qualcode.analysis.documents import CALLED
from qualcode.analysis.naming import names_of
from qualcode.analysis.phrases import counted, listed
from qualcode.analysis.study import language
from qualcode.participants.name_candidates import Candidate, Found, candidates
from qualcode.participants.name_finding import likeness
from qualcode.participants.name_parts import parts_alone
from qualcode.participants.name_tokens import Said
from qualcode.participants.names import Names, What
from qualcode.project.no_names import NO_NAMES, none_of_them, said_to_be_none
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind


def names_sought(conn: sqlite3.Connection) -> Found:
    """Words of the participants that look like names, but for those on the list and those said to be none.

    Evidence is public and left out. 1 s for 100,000 words.
    """
    names, none = names_of(conn), none_of_them(conn)
    # What stands for a name stands in the texts themselves once it was replaced for good.
    shown = {likeness(form) for name in names.names for form in (name.shown, *name.shown.split())}
    found = candidates(_texts(conn), language=language(conn))
    kept = tuple(one for one in found.candidates if not _is_known(one, names, none | shown))
    return replace(found, candidates=kept)


def say_no_names(project: Project, words: Iterable[str]) -> None:
    """Keep that some words are no names, so that they are not offered again."""
    kept = sorted({*said_to_be_none(project.conn), *words})
    project.set_setting(NO_NAMES, json.dumps(kept, ensure_ascii=False))
    project.load_names()


def parts_said(conn: sqlite3.Connection, documents: Collection[str]) -> str:
    """Which parts of listed names stand alone in documents (ids) that were brought in; empty where none does."""
    names = names_of(conn)
    if not names:
        return ""
    found = parts_alone(names, (one.text for one in _texts(conn) if one.document_id in documents))
    if not found:
        return ""
    parts = listed([f"“{one.part}” ({counted(one.count, 'place')})" for one in found])
    what, it = (
        ("a part of a name on the list stands", "it") if len(found) == 1 else ("parts of listed names stand", "them")
    )
    return (
        f"In what was brought in {what} alone, and as it was said: {parts}. To show something else for {it}: P there "
        "in the document, or “qualcode names add” with the whole name once more."
    )


def _is_known(one: Candidate, names: Names, none: Set[tuple[str, ...]]) -> bool:
    hits = names.hits(one.words)
    if one.what is What.DETAIL:  # of an address with a name in it only the name is replaced
        hits = [hit for hit in hits if hit.end - hit.start == len(one.words)]
    return likeness(one.words) in none or bool(hits)


def _texts(conn: sqlite3.Connection) -> Iterator[Said]:
    labels: dict[str, list[str]] = {}
    for document_id, label in conn.execute(
        "SELECT document_id, label FROM speaker WHERE deleted_at IS NULL AND NOT is_interviewer ORDER BY num"
    ):
        labels.setdefault(document_id, []).append(label)
    for document_id, called, turns, words in conn.execute(
        f"SELECT d.id, {CALLED}, v.turns, t.words FROM document d JOIN text_version v ON v.id = d.version_id "
        "JOIN text t ON t.sha256 = v.sha256 WHERE d.deleted_at IS NULL AND d.kind != ? ORDER BY d.num",
        (str(Kind.EVIDENCE),),
    ):
        spans = tuple(Span(start, stop) for start, stop, *_ in json.loads(turns) if start < stop)
        yield Said(document_id, called, words, spans, tuple(labels.get(document_id, ())))
