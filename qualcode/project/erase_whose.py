"""Whom to erase, and where what they said stands in every version of every text."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from qualcode.analysis.code_examples import Withheld, as_example
from qualcode.analysis.versions import versions_of
from qualcode.edits.store import digest_of
from qualcode.participants.names import is_also_a_word
from qualcode.problem import Problem
from qualcode.project.erase_words import TAKEN_OUT, TheirWords
from qualcode.transcripts.boundaries import has_word, trimmed
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices

_CALLED = "Withdrawn"

Coined: TypeAlias = Mapping[tuple[str, str], frozenset[str]]
"""Names that are somebody's words, by the table and the id of what is or was called so."""


@dataclass(frozen=True)
class Stretches:
    """Their words in one version of a text that others speak in too: half-open, code points.

    `others` are the words of other participants; `labels` who speaks, as it stands before their turns; `cleaned` is
    the digest of the text without them.
    """

    sha256: str
    cleaned: str
    theirs: tuple[Span, ...]
    others: tuple[Span, ...]
    labels: tuple[Span, ...]

    def touched(self, span: Span) -> bool:
        """Whether there are words of theirs in a span."""
        return any(one.overlaps(span) for one in self.theirs)

    def only_theirs(self, text: str, span: Span) -> bool:
        """Whether there are words of theirs in a span, and of no other participant."""
        return self.touched(span) and not any(
            has_word(text, Span(max(one.start, span.start), min(one.end, span.end)))
            for one in self.others
            if one.overlaps(span)
        )

    def splices(self, called: str) -> Splices:
        """What takes their words out of this version."""
        return _taken_out(self.theirs, self.labels, called)


def _taken_out(theirs: Iterable[Span], labels: Iterable[Span], called: str) -> Splices:
    return Splices(
        (
            *(Splice(one.start, one.end, called) for one in labels),
            *(Splice(one.start, one.end, TAKEN_OUT) for one in theirs),
        )
    )


@dataclass(frozen=True)
class Whose:
    """A participant who is to be erased.

    `called` stands for them afterwards; `documents` are theirs alone and go whole; `speakers` are theirs in the other
    documents, by document; `stretches` their words there, by version; `titles` what the documents that go are called;
    `words` finds what they said in what the team wrote, `examples` in examples of the codebook; `a_word` says that
    their name is a word of the texts as well, so that it is left where the team wrote it; `labels` are how documents
    name them and nobody else before their words, each with these documents; `coined` are names that are their words.
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


def find_participant(conn: sqlite3.Connection, pseudonym: str) -> str:
    """The id of the participant with a pseudonym. Raises Problem where there is none, or several."""
    found = conn.execute("SELECT id, pseudonym FROM participant WHERE deleted_at IS NULL").fetchall()
    wanted = " ".join(pseudonym.split()).casefold()
    ids = [row[0] for row in found if row[1].casefold() == wanted]
    if len(ids) != 1:
        many = "Several participants are" if ids else "No participant is"
        raise Problem(f"{many} called “{pseudonym}”.", remedy="“qualcode participants” shows them.")
    return str(ids[0])


def whose(conn: sqlite3.Connection, participant_id: str) -> Whose:
    """What is theirs; seconds for a large study. Raises Problem where the participant is gone."""
    row = conn.execute("SELECT pseudonym FROM participant WHERE id = ?", (participant_id,)).fetchone()
    if row is None:
        raise Problem("This participant is no longer in the study.", remedy="Nothing was changed.")
    alone, shared = _documents(conn, participant_id)
    called, labels = _called(conn), _own_labels(conn, participant_id)
    stretches = {
        version: found for one, ids in shared.items() for version, found in _stretches(conn, one, ids, called)
    }
    names = [*_pseudonyms(conn, participant_id, row[0]), *labels]
    others = [one for (one,) in conn.execute("SELECT pseudonym FROM participant WHERE id != ?", (participant_id,))]
    sought = [one for one in dict.fromkeys(names) if not is_also_a_word(one, _texts(conn))]
    said = [*_said(conn, participant_id, alone, stretches), *_known(conn, participant_id)]
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
    )


def _documents(conn: sqlite3.Connection, participant_id: str) -> tuple[list[str], dict[str, frozenset[str]]]:
    """The documents that are theirs alone, and their speakers in the others; also of those taken out before."""
    mine: dict[str, set[str]] = defaultdict(set)
    for document_id, speaker_id in conn.execute(
        "SELECT document_id, id FROM speaker WHERE participant_id = ?", (participant_id,)
    ):
        mine[document_id].add(speaker_id)
    alone, shared = [], {}
    for document_id, speakers in mine.items():
        living = conn.execute(
            "SELECT participant_id = ?, is_interviewer FROM speaker WHERE document_id = ? AND deleted_at IS NULL",
            (participant_id, document_id),
        ).fetchall()
        others = [row for row in living if not row[0] and not row[1]]
        if others or not any(row[0] for row in living):
            shared[document_id] = frozenset(speakers)
        else:
            alone.append(document_id)
    return alone, shared


# Words


_Turns = Sequence[tuple[Span, str | None]]


def _stretches(
    conn: sqlite3.Connection, document_id: str, speakers: frozenset[str], called: str
) -> Iterator[tuple[str, Stretches]]:
    """Their words in each version of a text. Whose words are whose, the current version says.

    What was taken out of the text before is theirs where the version that holds it says so.
    """
    (current,) = conn.execute("SELECT version_id FROM document WHERE id = ?", (document_id,)).fetchone()
    asking = {
        row[0]
        for row in conn.execute("SELECT id FROM speaker WHERE document_id = ? AND is_interviewer", (document_id,))
    }
    held = conn.execute(
        "SELECT v.id, v.sha256, v.turns, t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 "
        "WHERE v.document_id = ?",
        (document_id,),
    ).fetchall()
    turns: dict[str, _Turns] = {
        row[0]: [(Span(turn[0], turn[1]), turn[2]) for turn in json.loads(row[2]) if turn[0] < turn[1]]
        for row in held
    }
    versions = versions_of(conn, document_id)
    for version_id, sha256, _, text in held:
        own = [span for span, speaker in turns[version_id] if speaker in speakers]
        if version_id != current:
            way = versions.way(current, version_id)
            elsewhere = [way.span(span) for span, speaker in turns[current] if speaker not in speakers]
            own = [part for span in own for part in _without(span, elsewhere)]
            own += [way.span(span) for span, speaker in turns[current] if speaker in speakers]
        theirs = _joined(trimmed(span, text) for span in own if span)
        others = [
            part for span, speaker in turns[version_id] if speaker not in asking for part in _without(span, theirs)
        ]
        labels = tuple(_labels(conn, text, theirs, turns[version_id], speakers))
        cleaned = digest_of(_taken_out(theirs, labels, called).apply(text))
        yield version_id, Stretches(sha256, cleaned, tuple(theirs), tuple(others), labels)


def _without(span: Span, taken: Iterable[Span]) -> list[Span]:
    """What of a span lies in none of others."""
    left: list[Span] = []
    start = span.start
    for one in sorted(taken, key=lambda one: one.start):
        if one.overlaps(span):
            if one.start > start:
                left.append(Span(start, one.start))
            start = max(start, one.end)
    return [*left, Span(start, span.end)] if start < span.end else left


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted((span for span in spans if span), key=lambda one: one.start):
        if found and found[-1].overlaps(span):
            found[-1] = found[-1].joined(span)
        else:
            found.append(span)
    return found


def _labels(
    conn: sqlite3.Connection, text: str, theirs: Sequence[Span], turns: _Turns, speakers: frozenset[str]
) -> Iterator[Span]:
    """Where who speaks stands before their words: between the turn before and theirs, the last place."""
    marks = ", ".join("?" * len(speakers))
    known = {row[0] for row in conn.execute(f"SELECT label FROM speaker WHERE id IN ({marks})", sorted(speakers))}
    ways = [re.compile(rf"(?<!\w){re.escape(label)}(?!\w)", re.IGNORECASE) for label in known if label.strip()]
    ends = sorted({span.end for span, _ in turns} | {span.end for span in theirs})
    before = 0
    for span in theirs:
        before = max((end for end in ends if end <= span.start), default=0)
        found = [Span(*hit.span()) for way in ways for hit in way.finditer(text, before, span.start)]
        if found:
            last = max(found, key=lambda one: (one.end, one.end - one.start))
            yield last


def _said(
    conn: sqlite3.Connection, whom: str, alone: Iterable[str], stretches: Mapping[str, Stretches]
) -> Iterator[str]:
    """Everything they said, in any version. What stands there as nobody's may be a heading that many texts have."""
    for document_id in alone:
        mine = {
            row[0]
            for row in conn.execute(
                "SELECT id FROM speaker WHERE document_id = ? AND participant_id = ?", (document_id, whom)
            )
        }
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


def _own_labels(conn: sqlite3.Connection, participant_id: str) -> dict[str, frozenset[str]]:
    """How documents name them before their words, where they name nobody else so, each with these documents."""
    own: dict[str, set[str]] = defaultdict(set)
    of_others: set[str] = set()
    for label, person, document_id in conn.execute("SELECT label, participant_id, document_id FROM speaker"):
        if person == participant_id:
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
