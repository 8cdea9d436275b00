"""Whose the words of a document were at every time, as the study's own history tells."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from qualcode.analysis.given_turns import Held, Holder, held, turns_held
from qualcode.analysis.versions import versions_of
from qualcode.transcripts.boundaries import count_words, has_word, trimmed
from qualcode.transcripts.span import Span


@dataclass(frozen=True, slots=True)
class Moment:
    """Whose a document's turns were after something was done, at a `stamp` that sorts by time, in one version."""

    stamp: str
    version_id: str
    held: Held


def moments(conn: sqlite3.Connection, document_id: str, *, taken_back: bool = False) -> Iterator[Moment]:
    """How it was after each action that changed the turns or who speaks; what was `taken_back` only where wished."""
    speaking: dict[str, Holder] = {}
    turns: dict[str, str] = {}
    version = ""
    rows = _changes(conn, document_id)
    gone = set() if taken_back else actions_taken_back(rows)
    for action, group in groupby(rows, key=lambda row: row[0]):
        some = list(group)
        for _, _, _, table, row_id, after in some:
            fields: dict[str, Any] = json.loads(after)
            if table == "document":
                version = fields.get("version_id", version)
            elif table == "text_version":
                turns[row_id] = fields.get("turns", turns.get(row_id, "[]"))
            else:
                speaking[row_id] = _changed(speaking.get(row_id, Holder()), fields)
        if action not in gone and version in turns:
            yield Moment(some[-1][2], version, turns_held(turns[version], speaking))


def latest_change(conn: sqlite3.Connection, document_id: str) -> str:
    """The stamp of what last changed whose a document's turns are, since it came; empty where nothing did."""
    rows = _changes(conn, document_id)
    return max((row[2] for row in rows if row[0] != rows[0][0]), default="")


def _changed(holder: Holder, fields: Mapping[str, Any]) -> Holder:
    if "participant_id" in fields:
        holder = replace(holder, participant_id=fields["participant_id"])
    return replace(holder, asks=bool(fields["is_interviewer"])) if "is_interviewer" in fields else holder


_Row = tuple[str, str | None, str, str, str, str]


def _changes(conn: sqlite3.Connection, document_id: str) -> list[_Row]:
    """Action, what it takes back, stamp, table, row and what was set, of all that tells whose words are."""
    return conn.execute(
        f"{_SET} WHERE tbl = 'document' AND row_id = ? AND json_extract(after, '$.version_id') IS NOT NULL UNION ALL "
        f"{_SET} WHERE tbl = 'text_version' AND row_id IN (SELECT id FROM text_version WHERE document_id = ?) "
        "UNION ALL "
        f"{_SET} WHERE tbl = 'speaker' AND row_id IN (SELECT id FROM speaker WHERE document_id = ?) ORDER BY hlc",
        (document_id, document_id, document_id),
    ).fetchall()


_SET = "SELECT action_id, undoes, hlc, tbl, row_id, after FROM change"


def actions_taken_back(rows: Sequence[tuple[Any, ...]]) -> set[str]:
    """The actions that were taken back, of rows in order that begin with their action and the one it takes back."""
    gone: set[str] = set()
    for action, undoes, *_ in reversed(rows):  # what takes back comes after what it takes back
        if undoes is not None and action not in gone:
            gone.add(undoes)
    return gone


@dataclass(frozen=True)
class OnceTheirs:
    """Words of a document that were a participant's once and are somebody else's now.

    `spans` are all that were theirs at any time, by version; `now` those that others have, in the current text, with
    the numbers of their turns from 1; `speakers` the ids of those all of whose words were theirs.
    """

    document_id: str
    spans: Mapping[str, tuple[Span, ...]]
    now: tuple[tuple[int, Span, Holder], ...]
    speakers: frozenset[str]


def once_theirs(conn: sqlite3.Connection, participant_id: str) -> list[OnceTheirs]:
    """What a participant gave to others, document by document; those taken out of the study too."""
    found = [_once(conn, one, participant_id) for one in _documents(conn, participant_id)]
    return [one for one in found if one.now]


def _documents(conn: sqlite3.Connection, participant_id: str) -> list[str]:
    """The documents of which a speaker was ever theirs."""
    rows = conn.execute(
        "SELECT DISTINCT d.id FROM journal j JOIN speaker s ON s.id = j.row_id JOIN document d "
        "ON d.id = s.document_id WHERE j.tbl = 'speaker' AND json_extract(j.after, '$.participant_id') = ? "
        "ORDER BY d.num",
        (participant_id,),
    )
    return [row[0] for row in rows]


def _once(conn: sqlite3.Connection, document_id: str, participant_id: str) -> OnceTheirs:
    spans: dict[str, dict[Span, None]] = {}
    for moment in moments(conn, document_id):
        for span, holder in moment.held:
            if holder.participant_id == participant_id:
                spans.setdefault(moment.version_id, {})[span] = None
    current, now = held(conn, document_id)
    versions = versions_of(conn, document_id)
    here = [versions.way(version, current).span(span) for version, some in spans.items() for span in some]
    (text,) = conn.execute(
        "SELECT t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.id = ?", (current,)
    ).fetchone()
    others = [
        (number, part, holder)
        for number, (turn, holder) in enumerate(now, start=1)
        if holder.participant_id != participant_id
        for part in _parts(turn, here)
        if has_word(text, part)
    ]
    return OnceTheirs(
        document_id,
        {version: tuple(some) for version, some in spans.items()},
        tuple((number, trimmed(part, text), holder) for number, part, holder in others),
        _speakers(conn, document_id, text, here),
    )


def _speakers(conn: sqlite3.Connection, document_id: str, text: str, here: Sequence[Span]) -> frozenset[str]:
    """Who of a document says nothing now but what is `here`."""
    (turns,) = conn.execute(
        "SELECT v.turns FROM document d JOIN text_version v ON v.id = d.version_id WHERE d.id = ?", (document_id,)
    ).fetchone()
    found: dict[str, bool] = {}
    for start, stop, speaker, *_ in json.loads(turns):
        turn = Span(start, stop)
        if speaker is not None and turn:
            theirs = sum(count_words(part.of(text)) for part in _parts(turn, here))
            found[speaker] = found.get(speaker, True) and theirs == count_words(turn.of(text))
    return frozenset(one for one, whole in found.items() if whole)


def _parts(turn: Span, spans: Iterable[Span]) -> list[Span]:
    """What of a turn lies in spans, those that overlap as one."""
    found: list[Span] = []
    for one in sorted(
        Span(max(one.start, turn.start), min(one.end, turn.end)) for one in spans if one.overlaps(turn)
    ):
        if found and found[-1].overlaps(one):
            found[-1] = found[-1].joined(one)
        else:
            found.append(one)
    return found
