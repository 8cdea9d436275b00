"""Who speaks in which document, how much, and as whom; and which labels look like one speaker's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from qualcode.analysis.documents import CALLED
from qualcode.participants.consent import Consent
from qualcode.transcripts.asking import Said, who_asks
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.span import Span
from qualcode.transcripts.speaker_likeness import Likeness, Voice, likenesses
from qualcode.transcripts.transcript import Kind

_FIRST_WORDS = 160  # characters
_NAMED = 3  # labels that a sentence names
_ANSWERED = 3  # times; a label that was mistyped once stands between two turns of another


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A speaker of one document with what they say there; `pseudonym` is their participant's, None for nobody's.

    `consent` is what that participant agreed to, empty where nothing is recorded.
    """

    id: str
    document_id: str
    document: str
    kind: str
    label: str
    is_interviewer: bool
    participant_id: str | None
    pseudonym: str | None
    consent: str = ""
    turns: int = 0
    words: int = 0
    first_words: str = ""
    seems_to_ask: bool = False

    @property
    def who(self) -> str:
        """`interviewer`, `P03`, or `nobody`."""
        return "interviewer" if self.is_interviewer else self.pseudonym or "nobody"


@dataclass(frozen=True)
class SpeakerRow:
    """One label that stands for one person, in however many documents; its `id` is that of its first line."""

    voice: Voice
    lines: tuple[SpeakerLine, ...]

    @property
    def id(self) -> str:
        return self.voice.id

    @property
    def label(self) -> str:
        return self.voice.label

    @property
    def who(self) -> str:
        return self.lines[0].who

    @property
    def turns(self) -> int:
        return self.voice.turns

    @property
    def words(self) -> int:
        return sum(line.words for line in self.lines)


def speaker_lines(conn: sqlite3.Connection, *, words: bool = True) -> list[SpeakerLine]:
    """The speakers of all documents but survey answers, in the order of the documents, with their turns.

    With `words` every text is read, for words and first words: 0.25 s for a million words. Without, those alone are
    read in which nobody is known to ask the questions.
    """
    bare = _with_who_asks(conn, _bare_lines(conn))
    if not words:
        turns: Mapping[str, int] = dict(
            conn.execute(
                "SELECT turn.speaker_id, count(*) FROM document d JOIN turn ON turn.version_id = d.version_id "
                "WHERE d.deleted_at IS NULL AND turn.speaker_id IS NOT NULL GROUP BY turn.speaker_id"
            )
        )
        return [replace(line, turns=turns.get(line.id, 0)) for line in bare]
    spoken: dict[str, tuple[int, int, str]] = {}
    for document_id in dict.fromkeys(line.document_id for line in bare):
        spoken |= _spoken(conn, document_id)
    found = []
    for line in bare:
        number, count, first = spoken.get(line.id, (0, 0, ""))
        found.append(replace(line, turns=number, words=count, first_words=first))
    return found


def speaker_rows(lines: Iterable[SpeakerLine]) -> list[SpeakerRow]:
    """The lines with one label, standing for one person, as one row; in the order of the first of each."""
    groups: dict[tuple[str, bool, str | None], list[SpeakerLine]] = {}
    for line in lines:
        groups.setdefault((line.label, line.is_interviewer, line.participant_id), []).append(line)
    return [
        SpeakerRow(
            Voice(
                id=group[0].id,
                label=label,
                documents=frozenset(line.document_id for line in group),
                turns=sum(line.turns for line in group),
                asks=asks,
                person=person,
                asks_in=frozenset(line.document_id for line in group if line.seems_to_ask),
            ),
            tuple(group),
        )
        for (label, asks, person), group in groups.items()
    ]


def likenesses_of(rows: Sequence[SpeakerRow]) -> list[Likeness]:
    """Which rows are probably one speaker's; see `qualcode.transcripts.speaker_likeness`."""
    return likenesses([row.voice for row in rows])


def likeness_sentence(rows: Mapping[str, SpeakerRow], one: Likeness) -> str:
    """`“BSRO6” looks like “BSR06”: O and 0 are easily confused.`"""
    row = rows[one.id]
    if one.like is None:
        return f"“{row.label}” looks like {_what(one)}: {one.reason}."
    like = rows[one.like]
    if like.label == row.label:
        here, there = row.lines[0].document, like.lines[0].document
        return f"“{row.label}” is {row.who} in “{here}” and {like.who} in “{there}”: it may be one person."
    return f"“{row.label}” looks like “{like.label}”: {one.reason}."


def _what(one: Likeness) -> str:
    return "nobody’s" if one.nobody else "an interviewer"


def speakers_worth_reviewing(conn: sqlite3.Connection) -> int:
    """How many speakers look like others, so that somebody should say whether they are."""
    return len(likenesses_of(speaker_rows(speaker_lines(conn, words=False))))


def review_sentence(conn: sqlite3.Connection) -> str:
    """What to say after an import of labels that look like others, or like no participant; empty where none does."""
    rows = speaker_rows(speaker_lines(conn, words=False))
    by_id = {row.id: row for row in rows}
    found = likenesses_of(rows)
    alike = [f"“{by_id[one.id].label}” like “{by_id[one.like].label}”" for one in found if one.like]
    sentences = []
    if alike:
        head = "1 speaker looks" if len(alike) == 1 else f"{len(alike):,} speakers look"
        sentences.append(f"{head} like others: {_some(alike)}.")
    for nobody, one_of, several in ((False, "an interviewer", "interviewers"), (True, "nobody’s", "nobody’s")):
        labels = [f"“{by_id[one.id].label}”" for one in found if not one.like and one.nobody is nobody]
        if labels:
            sentences.append(
                f"{_some(labels)} {'looks' if len(set(labels)) == 1 else 'look'} like "
                f"{one_of if len(set(labels)) == 1 else several}."
            )
    return " ".join(sentences)


def _some(words: Sequence[str]) -> str:
    named = list(dict.fromkeys(words))[:_NAMED]
    more = sum(one not in named for one in words)
    return f"{', '.join(named)}{f' and {more:,} more' if more else ''}"


def first_turns(conn: sqlite3.Connection, speaker_ids: Sequence[str], number: int = 3) -> dict[str, list[str]]:
    """The words of the first turns of each speaker, in their document's current text."""
    return {
        speaker_id: [
            row[0].strip()
            for row in conn.execute(
                "SELECT substr(text.words, turn.start + 1, turn.stop - turn.start) FROM speaker "
                "JOIN document ON document.id = speaker.document_id "
                "JOIN turn ON turn.version_id = document.version_id AND turn.speaker_id = speaker.id "
                "JOIN text_version ON text_version.id = document.version_id "
                "JOIN text ON text.sha256 = text_version.sha256 "
                "WHERE speaker.id = ? ORDER BY turn.start LIMIT ?",
                (speaker_id, number),
            )
        ]
        for speaker_id in speaker_ids
    }


def in_turn(conn: sqlite3.Connection, goals: Mapping[str, str], least: int = _ANSWERED) -> list[str]:
    """A question for each document in which speakers who would become one answer each other, `least` times or more.

    `goals` says by a speaker's id into whom of the same document they go.
    """
    found = []
    documents = (
        f"SELECT DISTINCT d.id, {CALLED} FROM speaker s JOIN document d ON d.id = s.document_id "
        f"WHERE s.id IN ({', '.join('?' * len(goals))}) ORDER BY d.position"
    )
    for document_id, name in conn.execute(documents, list(goals)).fetchall():
        spoken = conn.execute(
            "SELECT s.id, s.label FROM document d JOIN turn ON turn.version_id = d.version_id "
            "JOIN speaker s ON s.id = turn.speaker_id WHERE d.id = ? ORDER BY turn.start",
            (document_id,),
        ).fetchall()
        answers: dict[tuple[str, str], int] = {}
        for (one, label), (other, answering) in pairwise(spoken):
            if one != other and goals.get(one, one) == goals.get(other, other):
                first, second = sorted((label, answering))
                answers[first, second] = answers.get((first, second), 0) + 1
        found += [
            f"“{first}” and “{second}” speak in turn in “{name}”, {_times(number)}: are they one?"
            for (first, second), number in answers.items()
            if number >= least
        ]
    return found


def _times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number:,} times"


def is_participant(conn: sqlite3.Connection, pseudonym: str) -> bool:
    """True where somebody of the study has this pseudonym, in whatever case."""
    rows = conn.execute("SELECT pseudonym FROM participant WHERE deleted_at IS NULL")
    return pseudonym.casefold() in {row[0].casefold() for row in rows}


class Unlabelled(NamedTuple):
    """A document with turns that have no label at all, and how many."""

    document_id: str
    document: str
    turns: int


def unlabelled(conn: sqlite3.Connection) -> list[Unlabelled]:
    """The interviews and focus groups with turns that have no label, in their order."""
    rows = conn.execute(
        f"SELECT d.id, {CALLED}, count(*) FROM document d "
        "JOIN turn ON turn.version_id = d.version_id AND turn.speaker_id IS NULL AND turn.stop > turn.start "
        "WHERE d.deleted_at IS NULL AND d.kind IN (?, ?) GROUP BY d.id ORDER BY d.position, d.name",
        (Kind.INTERVIEW, Kind.FOCUS_GROUP),
    )
    return [Unlabelled(*row) for row in rows]


def _bare_lines(conn: sqlite3.Connection) -> list[SpeakerLine]:
    return [
        SpeakerLine(row[0], row[1], row[2], row[3], row[4], bool(row[5]), row[6], row[7], row[8])
        for row in conn.execute(
            f"SELECT s.id, d.id, {CALLED}, d.kind, s.label, s.is_interviewer, p.id, p.pseudonym, "
            "CASE WHEN p.consent IS NULL OR p.consent = ? THEN '' ELSE p.consent END FROM speaker s "
            "JOIN document d ON d.id = s.document_id AND d.deleted_at IS NULL "
            "LEFT JOIN participant p ON p.id = s.participant_id AND p.deleted_at IS NULL "
            "WHERE s.deleted_at IS NULL AND d.kind != ? ORDER BY d.position, d.name, s.num",
            (Consent.NOT_RECORDED, Kind.SURVEY_ANSWER),
        )
    ]


def _with_who_asks(conn: sqlite3.Connection, lines: list[SpeakerLine]) -> list[SpeakerLine]:
    """The lines, with who seems to ask in documents of which nobody said who asks."""
    by_document: dict[str, list[SpeakerLine]] = {}
    for line in lines:
        by_document.setdefault(line.document_id, []).append(line)
    asking = {
        who_asks(_said(conn, document_id))
        for document_id, here in by_document.items()
        if len(here) > 1 and not any(line.is_interviewer for line in here)
    }
    return [replace(line, seems_to_ask=True) if line.id in asking else line for line in lines]


def _said(conn: sqlite3.Connection, document_id: str) -> dict[str, Said]:
    """What each speaker of a document says, in the order of their first turns."""
    found: dict[str, Said] = {}
    for speaker_id, words in _turns_of(conn, document_id):
        found.setdefault(speaker_id, Said()).add(words)
    return found


def _spoken(conn: sqlite3.Connection, document_id: str) -> dict[str, tuple[int, int, str]]:
    """Turns, words and first words of each speaker of a document."""
    found: dict[str, tuple[int, int, str]] = {}
    for speaker_id, said in _turns_of(conn, document_id):
        turns, words, first = found.get(speaker_id, (0, 0, ""))
        if len(first) < _FIRST_WORDS // 2:
            first = " … ".join(part for part in (first, " ".join(said[:_FIRST_WORDS].split())) if part)
        found[speaker_id] = turns + 1, words + count_words(said), first[:_FIRST_WORDS]
    return found


def _turns_of(conn: sqlite3.Connection, document_id: str) -> Iterator[tuple[str, str]]:
    """Who says what in a document, turn by turn; what nobody says is left out."""
    (text,) = conn.execute(
        "SELECT text.words FROM document d JOIN text_version v ON v.id = d.version_id "
        "JOIN text ON text.sha256 = v.sha256 WHERE d.id = ?",
        (document_id,),
    ).fetchone()
    for speaker_id, start, stop in conn.execute(
        "SELECT turn.speaker_id, turn.start, turn.stop FROM turn JOIN document d ON d.version_id = turn.version_id "
        "WHERE d.id = ? AND turn.speaker_id IS NOT NULL ORDER BY turn.start",
        (document_id,),
    ):
        yield speaker_id, Span(start, stop).of(text)
