"""Names that stand in a study and are on no list yet, as far as its texts give them away."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qualcode.analysis.documents import CALLED
from qualcode.analysis.naming import names_of
from qualcode.analysis.study import language
from qualcode.participants.name_candidates import Candidate, Found, candidates
from qualcode.participants.name_finding import likeness
from qualcode.participants.name_tokens import Said
from qualcode.participants.names import Names
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind

_NO_NAMES = "no-names"  # words of which somebody said that they are none


def names_sought(conn: sqlite3.Connection) -> Found:
    """Words of the participants that look like names, but for those on the list and those said to be none.

    Evidence is public and left out. 1 s for 100,000 words.
    """
    names, none = names_of(conn), {likeness(words) for words in _said_to_be_none(conn)}
    # What stands for a name stands in the texts themselves once it was replaced for good.
    shown = {likeness(form) for name in names.names for form in (name.shown, *name.shown.split())}
    found = candidates(_texts(conn), language=language(conn))
    kept = tuple(one for one in found.candidates if not _is_known(one, names, none | shown))
    return replace(found, candidates=kept)


def say_no_names(project: Project, words: Iterable[str]) -> None:
    """Keep that some words are no names, so that they are not offered again."""
    kept = sorted({*_said_to_be_none(project.conn), *words})
    project.set_setting(_NO_NAMES, json.dumps(kept, ensure_ascii=False))


def _said_to_be_none(conn: sqlite3.Connection) -> list[str]:
    found = conn.execute("SELECT value FROM setting WHERE key = ?", (_NO_NAMES,)).fetchone()
    try:
        held = json.loads(found[0]) if found is not None else []
    except ValueError:  # not as it was written
        return []
    return [one for one in held if isinstance(one, str)] if isinstance(held, list) else []


def _is_known(one: Candidate, names: Names, none: set[tuple[str, ...]]) -> bool:
    return likeness(one.words) in none or bool(names.hits(one.words))


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
