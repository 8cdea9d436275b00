"""Whom to erase, and where what they said stands in every version of every text."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from qualcode.analysis.code_examples import Withheld, as_example
from qualcode.analysis.turn_history import OnceTheirs, once_theirs
from qualcode.participants.names import is_also_a_word
from qualcode.problem import Problem
from qualcode.project.erase_stretches import Stretches, stretches_of
from qualcode.project.erase_words import TAKEN_OUT, TheirWords
from qualcode.transcripts.span import Span

_CALLED = "Withdrawn"

Coined: TypeAlias = Mapping[tuple[str, str], frozenset[str]]
"""Names that are somebody's words, by the table and the id of what is or was called so."""


@dataclass(frozen=True)
class Whose:
    """A participant who is to be erased.

    `called` stands for them afterwards; `documents` are theirs alone and go whole; `speakers` are theirs in the other
    documents, by document; `stretches` their words there, by version; `titles` what the documents that go are called;
    `words` finds what they said in what the team wrote, `examples` in examples of the codebook; `a_word` says that
    their name is a word of the texts as well, so that it is left where the team wrote it; `labels` are how documents
    name them and nobody else before their words, each with these documents; `coined` are names that are their words;
    `once` is what was theirs and is somebody else's now, which goes with them where `takes_once` says so.
    """

    id: str
    pseudonym: str
    called: str
    documents: frozenset[str]
    speakers: Mapping[str, frozenset[str]]
    stretches: Mapping[str, Stretches]
    titles: tuple[str, ...]
    words: TheirWords
    examples: Withheld
    a_word: bool
    labels: Mapping[str, frozenset[str]]
    coined: Coined = field(default_factory=dict)
    once: tuple[OnceTheirs, ...] = ()
    takes_once: bool = False


def find_participant(conn: sqlite3.Connection, pseudonym: str, *, gone: bool = False) -> str:
    """The id of the participant with a pseudonym. Raises Problem where there is none, or several.

    With `gone`, where nobody has it, also of somebody taken out of the table whose words others have now.
    """
    found = conn.execute("SELECT id, pseudonym, deleted_at IS NULL FROM participant").fetchall()
    wanted = " ".join(pseudonym.split()).casefold()
    named = [row for row in found if row[1].casefold() == wanted]
    ids = [row[0] for row in named if row[2]]
    if gone and not ids:
        ids = [row[0] for row in named if once_theirs(conn, row[0])]
    if len(ids) != 1:
        many = "Several participants are" if ids else "No participant is"
        raise Problem(f"{many} called “{pseudonym}”.", remedy="“qualcode participants” shows them.")
    return str(ids[0])


def whose(conn: sqlite3.Connection, participant_id: str, *, takes_once: bool = False) -> Whose:
    """What is theirs; seconds for a large study. Raises Problem where the participant is gone.

    With `takes_once` also what was theirs once and is somebody else's now.
    """
    row = conn.execute("SELECT pseudonym FROM participant WHERE id = ?", (participant_id,)).fetchone()
    if row is None:
        raise Problem("This participant is no longer in the study.", remedy="Nothing was changed.")
    once = tuple(once_theirs(conn, participant_id))
    taken = {one.document_id: one for one in once} if takes_once else {}
    mine = _speakers(conn, participant_id, taken)
    alone, shared = _documents(conn, mine)
    called, labels = _called(conn), _own_labels(conn, mine)
    stretches = {
        version: found
        for one, ids in shared.items()
        for version, found in stretches_of(conn, one, ids, called, taken[one].spans if one in taken else {})
    }
    names = [*_pseudonyms(conn, participant_id, row[0]), *labels]
    others = [one for (one,) in conn.execute("SELECT pseudonym FROM participant WHERE id != ?", (participant_id,))]
    sought = [one for one in dict.fromkeys(names) if not is_also_a_word(one, _texts(conn))]
    said = [*_said(conn, {one: mine[one] for one in alone}, stretches), *_known(conn, participant_id)]
    if TAKEN_OUT in said and set(said) <= {"", TAKEN_OUT}:
        raise Problem(f"{row[0]} was erased already.", "Nothing of theirs is left.", "Nothing was changed.")
    lines = _examples(conn, alone, stretches)
    return Whose(
        participant_id,
        row[0],
        called,
        frozenset(alone),
        shared,
        stretches,
        tuple({title for one in alone for title in _titles(conn, one)}),
        TheirWords(called, said, lines, sought, [one for one in others if one not in names]),
        Withheld(lines),
        row[0] not in sought,
        labels,
        once=once,
        takes_once=takes_once,
    )


def _speakers(
    conn: sqlite3.Connection, participant_id: str, taken: Mapping[str, OnceTheirs]
) -> dict[str, frozenset[str]]:
    """Their speakers by document; also those of whom all was theirs that is `taken`."""
    mine: dict[str, set[str]] = {one: set() for one in taken}
    for document_id, speaker_id in conn.execute(
        "SELECT document_id, id FROM speaker WHERE participant_id = ?", (participant_id,)
    ):
        mine.setdefault(document_id, set()).add(speaker_id)
    for one in taken.values():
        mine[one.document_id] |= one.speakers
    return {document_id: frozenset(ids) for document_id, ids in mine.items()}


def _documents(
    conn: sqlite3.Connection, mine: Mapping[str, frozenset[str]]
) -> tuple[list[str], dict[str, frozenset[str]]]:
    """The documents that are theirs alone, and their speakers in the others; also of those taken out before."""
    alone, shared = [], {}
    for document_id, speakers in mine.items():
        living = conn.execute(
            "SELECT id, is_interviewer FROM speaker WHERE document_id = ? AND deleted_at IS NULL", (document_id,)
        ).fetchall()
        others = [row for row in living if row[0] not in speakers and not row[1]]
        if others or not any(row[0] in speakers for row in living):
            shared[document_id] = speakers
        else:
            alone.append(document_id)
    return alone, shared


# Words


def _said(
    conn: sqlite3.Connection, alone: Mapping[str, frozenset[str]], stretches: Mapping[str, Stretches]
) -> Iterator[str]:
    """Everything they said, in any version. What stands there as nobody's may be a heading that many texts have."""
    for document_id, mine in alone.items():
        for stored, text in conn.execute(
            "SELECT v.turns, t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.document_id = ?",
            (document_id,),
        ):
            turns = json.loads(stored)
            told = [turn for turn in turns if turn[2] in mine] or [turn for turn in turns if turn[2] is None]
            yield from (text[start:stop] for start, stop, *_ in told)
    for version_id, found in stretches.items():
        text = _words_of(conn, version_id)
        yield from (span.of(text) for span in found.theirs)


def _known(conn: sqlite3.Connection, participant_id: str) -> Iterator[str]:
    """What was written down of them: notes, and answers to the closed questions of surveys."""
    for note, words, attributes in conn.execute(
        "SELECT note, consent_words, attributes FROM participant WHERE id = ?", (participant_id,)
    ):
        yield from (note, words)
        yield from (value for value in json.loads(attributes).values() if isinstance(value, str))


def _examples(conn: sqlite3.Connection, alone: Iterable[str], stretches: Mapping[str, Stretches]) -> list[str]:
    """Lines of the codebook that were taken from what they said."""
    gone, lines = set(alone), []
    for document_id, version_id, start, stop in conn.execute(
        "SELECT document_id, version_id, start, stop FROM code_example"
    ).fetchall():
        span = Span(start, stop)
        if document_id in gone or (version_id in stretches and stretches[version_id].touched(span)):
            (turns,) = conn.execute("SELECT turns FROM text_version WHERE id = ?", (version_id,)).fetchone()
            spans = [Span(turn[0], turn[1]) for turn in json.loads(turns)]
            if line := as_example(_words_of(conn, version_id), spans, span):
                lines.append(line)
    return lines


def _words_of(conn: sqlite3.Connection, version_id: str) -> str:
    sql = "SELECT t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.id = ?"
    return str(conn.execute(sql, (version_id,)).fetchone()[0])


def _texts(conn: sqlite3.Connection) -> Iterator[str]:
    return (row[0] for row in conn.execute("SELECT words FROM text UNION ALL SELECT body FROM memo"))


# Names


def _titles(conn: sqlite3.Connection, document_id: str) -> list[str]:
    row = conn.execute("SELECT name, title FROM document WHERE id = ?", (document_id,)).fetchone()
    return [one for one in row if one]


def _pseudonyms(conn: sqlite3.Connection, participant_id: str, now: str) -> list[str]:
    """What they are called, and were called before, the latest first."""
    named = [now]
    for before, after in conn.execute(
        "SELECT before, after FROM change WHERE tbl = 'participant' AND row_id = ? ORDER BY id DESC",
        (participant_id,),
    ):
        named += [json.loads(one).get("pseudonym") or "" for one in (after, before) if one]
    return [name for name in dict.fromkeys(named) if name]


def _own_labels(conn: sqlite3.Connection, mine: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """How documents name them before their words, where they name nobody else so, each with these documents."""
    theirs = frozenset[str]().union(*mine.values())
    own: dict[str, set[str]] = defaultdict(set)
    of_others: set[str] = set()
    for label, speaker_id, document_id in conn.execute("SELECT label, id, document_id FROM speaker"):
        if speaker_id in theirs:
            own[label].add(document_id)
        else:
            of_others.add(label.casefold())
    return {label: frozenset(ids) for label, ids in own.items() if label.casefold() not in of_others}


def _called(conn: sqlite3.Connection) -> str:
    """What nobody who was erased before is called."""
    told = "\n".join(
        row[0] for row in conn.execute("SELECT pseudonym FROM participant UNION ALL SELECT body FROM memo")
    )
    taken = [int(number) for number in re.findall(rf"\b{_CALLED} (\d{{1,6}})\b", told)]
    return f"{_CALLED} {max(taken, default=0) + 1}"
