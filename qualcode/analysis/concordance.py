"""Words wherever they were said: each place with what stands around it (a concordance)."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from qualcode.analysis.documents import CALLED, shown, text_of, turn_spans
from qualcode.analysis.naming import names_of
from qualcode.analysis.study import language
from qualcode.analysis.words_sought import Sought, as_it_is, asked_for, sought, stemmer
from qualcode.participants.names import Names
from qualcode.transcripts.boundaries import Boundaries, Unit, words_in
from qualcode.transcripts.layout import is_east_asian
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind

MOST = 5_000  # hits that are listed: nobody reads on, and what is asked is too wide

_AT_ONCE = 200  # turns, which take about 20 ms


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand: half-open code points of the document's current text, in one turn.

    `version_id` is that text's. `turn` is the turn's number, from 1. `asks` is whether an interviewer says it.
    """

    document_id: str
    version_id: str
    kind: str
    span: Span
    turn: int
    turn_span: Span
    asks: bool
    participant_id: str | None


@dataclass(frozen=True)
class Concordance:
    """The places found, in the order of the documents, at most `MOST`; `more` is whether there are others.

    `forms` are the words looked for as they stand in the study, the most frequent first.
    """

    hits: tuple[Hit, ...] = ()
    forms: tuple[str, ...] = ()
    more: bool = False


def concordance(
    conn: sqlite3.Connection, wanted: str, *, inflected: bool = True, interviewers: bool = False
) -> Concordance:
    """Every place where a word or a phrase was said, whatever its case; with `inflected` its other forms as well.

    A word with `*` at its end stands for every word that begins so. A phrase stays within a sentence, but for where
    it has a full stop itself. Forms are those that the Snowball stemmer of the study's language takes for one word.
    What interviewers say is left out unless asked for, and so are titles and headings where speakers are named.
    Reads words as the study keeps them, not as names are shown.
    """
    looking = Looking(wanted, inflected=inflected, interviewers=interviewers)
    while (found := looking.step(conn)) is None:
        pass
    return found


class Looking:
    """A `concordance` in steps of some 20 ms, so that what else is done with the study need not wait for it."""

    def __init__(self, wanted: str, *, inflected: bool = True, interviewers: bool = False) -> None:
        self.wanted = wanted
        self._inflected = inflected
        self._interviewers = interviewers
        self._conn: sqlite3.Connection | None = None
        self._steps: Iterator[Concordance | None] = iter(())

    def step(self, conn: sqlite3.Connection) -> Concordance | None:
        """Look on; None where there is more to look through. Begins again where the study was opened anew."""
        if conn is not self._conn:
            self._conn, self._steps = conn, _steps(conn, self.wanted, self._inflected, self._interviewers)
        return next(self._steps)


def _steps(
    conn: sqlite3.Connection, wanted: str, inflected: bool, interviewers: bool
) -> Iterator[Concordance | None]:
    words = sought(wanted, stemmer(language(conn)) if inflected else as_it_is)
    if not words:
        yield Concordance()
        return
    hits: list[Hit] = []
    said: Counter[str] = Counter()
    text, text_is_of = "", ""
    starts: list[int] = []  # of the sentences of that text
    people: dict[str, bool] = {}  # by version: whether only what has a speaker is said
    for turns in _turns(conn, words, interviewers):
        for _, document_id, version, kind, number, start, stop, asks, person, named in turns:
            if not (named or interviewers):
                if version not in people:
                    people[version] = Kind(kind).has_participants and _names_speakers(conn, version)
                if people[version]:
                    continue
            if document_id != text_is_of:
                text, text_is_of = text_of(conn, document_id), document_id
                starts = sentence_edges(conn, document_id)[::2] if len(words) > 1 else []
            turn = Span(start, stop)
            for span in places(text, turn, words, starts):
                hits.append(Hit(document_id, version, kind, span, number, turn, bool(asks), person))
                said[span.of(text).casefold()] += 1
        if len(hits) > MOST:
            break
        yield None
        text_is_of = ""  # it may have been changed meanwhile
    order = dict(conn.execute("SELECT id, row_number() OVER (ORDER BY position, id) FROM document"))
    listed = sorted(hits[:MOST], key=lambda hit: (order[hit.document_id], hit.span))
    forms = sorted(said, key=lambda form: (-said[form], form))
    yield Concordance(tuple(listed), tuple(forms), more=len(hits) > MOST)


def _names_speakers(conn: sqlite3.Connection, version_id: str) -> bool:
    """Whether any turn has a speaker: then one that has none is a title or a heading, as in `counting`."""
    return bool(
        conn.execute(
            "SELECT EXISTS (SELECT 1 FROM turn WHERE version_id = ? AND speaker_id IS NOT NULL)", (version_id,)
        ).fetchone()[0]
    )


def places(text: str, turn: Span, words: Sequence[Sought], sentences: Sequence[int]) -> Iterator[Span]:
    """Where such words follow one another in a turn, given where its sentences start; places never overlap."""
    found = list(words_in(text, turn))
    place = 0
    while place + len(words) <= len(found):
        run = found[place : place + len(words)]
        if all(one.is_in(span.of(text)) for one, span in zip(words, run, strict=True)) and all(
            one.may_end_sentence or bisect_right(sentences, span.start) == bisect_right(sentences, following.start)
            for one, (span, following) in zip(words, pairwise(run), strict=False)
        ):
            yield run[0].joined(run[-1])
            place += len(words)
        else:
            place += 1


_COLUMNS = """turn.num, d.id, d.version_id, d.kind, turn.number, turn.start, turn.stop,
  coalesce(s.is_interviewer, 0), s.participant_id, turn.speaker_id IS NOT NULL"""
_TURNS = f"""
SELECT {_COLUMNS} FROM turn_search CROSS JOIN turn ON turn.num = turn_search.rowid
CROSS JOIN document d ON d.id = turn.document_id AND d.version_id = turn.version_id AND d.deleted_at IS NULL
LEFT JOIN speaker s ON s.id = turn.speaker_id
WHERE turn_search MATCH ? AND turn_search.rowid > ? {{who}} ORDER BY turn_search.rowid LIMIT {_AT_ONCE}
"""
_TURNS_OF_DOCUMENT = f"""
SELECT {_COLUMNS} FROM document d JOIN text_version v ON v.id = d.version_id JOIN text t ON t.sha256 = v.sha256
JOIN turn ON turn.version_id = d.version_id LEFT JOIN speaker s ON s.id = turn.speaker_id
WHERE d.id = ? AND d.deleted_at IS NULL AND instr(t.words, ?) {{who}}
"""
_Turn = tuple[int, str, str, str, int, int, int, int, str | None, int]


def _turns(conn: sqlite3.Connection, words: Sequence[Sought], interviewers: bool) -> Iterator[Sequence[_Turn]]:
    """The turns that may hold each of the words, some at a time: nothing is left open between them.

    Those of a document are together but for what was changed since: in the order of the search table and not of the
    documents, for sorted the first of a million would wait for the last.
    """
    who = "" if interviewers else "AND NOT coalesce(s.is_interviewer, 0)"
    alike = [word.forms(conn) for word in words]
    east_asian = next((form for forms in alike for form in forms if form and is_east_asian(form[0])), None)
    if east_asian is not None:
        # The search table has a whole run of such characters as one word.
        for (document_id,) in conn.execute("SELECT id FROM document WHERE deleted_at IS NULL ORDER BY id").fetchall():
            yield conn.execute(_TURNS_OF_DOCUMENT.format(who=who), (document_id, east_asian)).fetchall()
        return
    asked = asked_for(words, alike)
    last = -1
    while turns := conn.execute(_TURNS.format(who=who), (asked, last)).fetchall():
        yield turns
        last = turns[-1][0]


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit as a row shows it: who, where, and its sentence before, within and after it."""

    who: str
    document: str
    turn: int
    seconds: float | None
    before: str
    words: str
    after: str
    coded: bool


def hit_rows(conn: sqlite3.Connection, page: Sequence[Hit]) -> list[HitRow]:
    """The rows of some hits, in the order given, with names as they are shown."""
    names = names_of(conn)
    texts = {document: text_of(conn, document) for document in {hit.document_id for hit in page}}
    sentences = {document: _boundaries(conn, document, text) for document, text in texts.items()}
    return [_row(conn, hit, texts[hit.document_id], sentences[hit.document_id], names) for hit in page]


def _row(conn: sqlite3.Connection, hit: Hit, text: str, boundaries: Boundaries, names: Names) -> HitRow:
    name, label, asks, pseudonym, millis = conn.execute(
        f"SELECT {CALLED}, s.label, s.is_interviewer, p.pseudonym, turn.millis "
        "FROM document d JOIN turn ON turn.version_id = d.version_id AND turn.number = ? "
        "LEFT JOIN speaker s ON s.id = turn.speaker_id LEFT JOIN participant p ON p.id = s.participant_id "
        "WHERE d.id = ?",
        (hit.turn, hit.document_id),
    ).fetchone()
    (coded,) = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM coding_seen WHERE document_id = ? AND current_start < ? AND current_stop > ?)",
        (hit.document_id, hit.span.end, hit.span.start),
    ).fetchone()
    around = _around(hit, boundaries)
    said = around.of(text)
    splices = names.splices(said, hit.document_id)
    inside = splices.map_span(Span(hit.span.start - around.start, hit.span.end - around.start))
    drawn = splices.apply(said)
    return HitRow(
        who="" if label is None else names.show(shown(label, bool(asks), pseudonym)),
        document=names.show(name),
        turn=hit.turn,
        seconds=None if millis is None else millis / 1000,
        before=_one_line(drawn[: inside.start]),
        words=_one_line(inside.of(drawn)),
        after=_one_line(drawn[inside.end :]),
        coded=bool(coded),
    )


def _one_line(words: str) -> str:
    """Words with one space for each run of white space; one at an end stays."""
    before, after = " " * words[:1].isspace(), " " * words[-1:].isspace()
    return f"{before}{' '.join(words.split())}{after}"


def _around(hit: Hit, boundaries: Boundaries) -> Span:
    """The sentences that a hit stands in."""
    touched = boundaries.sentences_in(hit.span)
    return touched[0].joined(touched[-1]) if touched else hit.turn_span


def _boundaries(conn: sqlite3.Connection, document_id: str, text: str) -> Boundaries:
    known = sentence_edges(conn, document_id)
    sentences = [Span(start, stop) for start, stop in zip(known[::2], known[1::2], strict=True)]
    return Boundaries(text, turn_spans(conn, document_id), sentences)


def sentence_edges(conn: sqlite3.Connection, document_id: str) -> list[int]:
    """Where each sentence of a document starts and stops, one after the other."""
    (edges,) = conn.execute(
        "SELECT v.sentences FROM document d JOIN text_version v ON v.id = d.version_id WHERE d.id = ?", (document_id,)
    ).fetchone()
    known: list[int] = json.loads(edges)
    return known


class Found(NamedTuple):
    """A passage to be coded: a span (half-open, code points) of a version of a document's text."""

    document_id: str
    version_id: str
    span: Span


def extended(conn: sqlite3.Connection, hits: Iterable[Hit], unit: Unit) -> list[Found]:
    """The words of some hits alone, their sentences or their turns; each passage once, in the order of the hits."""
    boundaries: dict[str, Boundaries] = {}
    found: dict[Found, None] = {}
    for hit in hits:
        span = hit.turn_span if unit is Unit.TURN else hit.span
        if unit is Unit.SENTENCE:
            if hit.document_id not in boundaries:
                boundaries[hit.document_id] = _boundaries(conn, hit.document_id, text_of(conn, hit.document_id))
            span = _around(hit, boundaries[hit.document_id])
        found[Found(hit.document_id, hit.version_id, span)] = None
    return list(found)
