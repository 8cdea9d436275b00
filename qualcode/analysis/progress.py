"""How far the coding is: how much of each document's words carries a coding, what is left, and where one stopped.

Words of who withdrew are in no number and no base; others' words under a coding that runs on over them are coded.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from qualcode.analysis.documents import DocumentLine, documents
from qualcode.analysis.versions import CurrentPlaces
from qualcode.analysis.whose_words import SaidWords, whose
from qualcode.analysis.withdrawals import Withdrawals, withdrawals
from qualcode.transcripts.coverage import CountedWords, Coverage, uncoded_stretches
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind

# Counted anew in one go: about 30 ms, so that a coding made meanwhile does not wait for all documents.
_CODE_POINTS, _CODINGS = 300_000, 10_000


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """A document without the count of its words. `codings` are those of the coder asked about, else everybody's.

    `memos` are on it or on codings of it; `stopped` is the turn, from 1, where the reader was last, None where
    they were not.
    """

    document: DocumentLine
    codings: int
    memos: int
    stopped: int | None


@dataclass(frozen=True, slots=True)
class QuestionProgress:
    """The answers to an open question: how many there are, are no longer new, and have a coding."""

    id: str
    survey: str
    label: str
    wording: str
    answers: int
    read: int
    coded: int

    @property
    def left(self) -> int:
        """How many have no coding."""
        return self.answers - self.coded


def coded_words(coverage: Coverage, kind: str) -> str:
    """`43% coded`, and where there is nothing to code, that there is not: `no words of participants`."""
    if coverage.percent is None:
        return f"no words of {whose(kind)}"
    return f"{coverage.share} coded"


def progress_lines(
    conn: sqlite3.Connection, reader_id: str | None = None, coder_id: str | None = None
) -> list[ProgressLine]:
    """All documents but the answers to the questions of surveys, as `documents` orders them; words not yet counted.

    `coder_id` is whose codings are asked about, None for anybody's; `reader_id` is whose last places are told.
    """
    lines = documents(conn, with_answers=False)
    codings = {line.id: line.codings for line in lines} if coder_id is None else _codings_by(conn, coder_id)
    memos = _memos(conn)
    stopped = _stopped(conn, reader_id) if reader_id is not None else {}
    return [
        ProgressLine(line, codings.get(line.id, 0), memos.get(line.id, 0), stopped.get(line.id)) for line in lines
    ]


def question_progress(conn: sqlite3.Connection, coder_id: str | None = None) -> list[QuestionProgress]:
    """The open questions that somebody answered, in the order of their surveys, coded by one or anybody.

    Answers of who withdrew are not among them.
    """
    # CROSS JOIN begins at the answers, of which a study of interviews has none.
    coded = dict(
        conn.execute(
            "SELECT d.question_id, count(DISTINCT d.id) FROM document d CROSS JOIN coding_seen c "
            "ON c.document_id = d.id WHERE d.question_id IS NOT NULL AND d.deleted_at IS NULL "
            "AND d.id NOT IN (SELECT id FROM document_withdrawn) "
            "AND c.current_stop > c.current_start AND (? IS NULL OR c.coder_id = ?) GROUP BY d.question_id",
            (coder_id, coder_id),
        )
    )
    return [
        QuestionProgress(id_, survey, label, wording, answers, read, coded.get(id_, 0))
        for id_, survey, label, wording, answers, read in conn.execute(
            "SELECT q.id, s.name, q.label, q.wording, a.number, a.read FROM (SELECT question_id, count(*) AS number, "
            "sum(reading_state != 'new') AS read FROM document WHERE question_id IS NOT NULL "
            "AND deleted_at IS NULL AND id NOT IN (SELECT id FROM document_withdrawn) GROUP BY question_id) a "
            "JOIN question q ON q.id = a.question_id JOIN survey s ON s.id = q.survey_id ORDER BY s.position, q.place"
        )
    ]


def coverages(
    conn: sqlite3.Connection, document_ids: Iterable[str], coder_id: str | None = None
) -> dict[str, Coverage]:
    """How much of the words of some documents is coded, by `coder_id` or by anybody.

    1,200 documents of 8,000 words with 100,000 codings take 4 s where none was counted before on this connection.
    """
    wanted = list(document_ids)
    found: dict[str, Coverage] = {}
    while len(found) < len(wanted):
        found |= some_coverages(conn, wanted[len(found) :], coder_id)
    return found


def some_coverages(
    conn: sqlite3.Connection, document_ids: Sequence[str], coder_id: str | None = None
) -> dict[str, Coverage]:
    """The coverage of the first few of some documents, of at least one: as many as 50 ms allow.

    What was counted before and has not changed is not counted again.
    """
    kept, gone = _KEPT.setdefault(conn, {}), withdrawals(conn)
    found: dict[str, Coverage] = {}
    code_points = codings = 0
    for document_id in document_ids:
        state = _State.of(conn, document_id, coder_id, gone)
        known = kept.get((document_id, coder_id))
        if known is None or known[0] != state:
            said = SaidWords.of(conn, document_id, gone)
            covered = CountedWords(said.text, said.turns).coverage(state.spans)
            known = kept[document_id, coder_id] = state, said.told(covered)
            code_points += len(said.text)
        found[document_id] = known[1]
        codings += len(state.places) // 2
        if code_points > _CODE_POINTS or codings > _CODINGS:
            break
    return found


def uncoded(conn: sqlite3.Connection, document_id: str, coder_id: str | None = None) -> list[Span]:
    """The stretches of a document's current text that have no coding of one coder, or of anybody."""
    gone = withdrawals(conn)
    text, turns = spoken(conn, document_id, gone)
    return uncoded_stretches(text, turns, _State.of(conn, document_id, coder_id, gone).spans)


def next_uncoded(
    conn: sqlite3.Connection, document_id: str, after: Span | None = None, coder_id: str | None = None
) -> Span | None:
    """The first stretch without a coding that ends after the beginning of a place, else the first of all."""
    found = uncoded(conn, document_id, coder_id)
    onwards = (one for one in found if after is None or one.end > after.start)
    return next(onwards, found[0] if found else None)


def spoken(conn: sqlite3.Connection, document_id: str, gone: Withdrawals) -> tuple[str, list[Span]]:
    """A document's current text, and the turns in it whose words count; none where it is gone."""
    said = SaidWords.of(conn, document_id, gone)
    return said.text, list(said.turns)


def totals(lines: Iterable[DocumentLine], counted: Mapping[str, Coverage]) -> dict[Kind, Coverage]:
    """All documents of each kind taken together, in the order of `Kind`; those not counted yet add no words."""
    found: dict[Kind, Coverage] = {}
    for line in lines:
        one, before = counted.get(line.id, Coverage()), found.get(Kind(line.kind), Coverage())
        found[Kind(line.kind)] = Coverage(
            before.words + one.words,
            before.coded + one.coded,
            before.stretches + one.stretches,
            before.others + one.others,
            before.unlabelled + one.unlabelled,
        )
    return dict(sorted(found.items(), key=lambda pair: pair[0].place))


@dataclass(frozen=True, slots=True)
class _State:
    """What a count depends on: the text and turns, who speaks, the kind, and where codings begin and end in turn.

    `withdrawn` are the turns of who withdrew (half-open, code points), None where that is the whole document.
    """

    version_id: str | None
    changed_at: str | None
    speakers: str
    kind: str
    withdrawn: tuple[tuple[int, int], ...] | None
    places: bytes

    @classmethod
    def of(cls, conn: sqlite3.Connection, document_id: str, coder_id: str | None, gone: Withdrawals) -> _State:
        version_id, changed_at, speakers, kind = conn.execute(
            "SELECT max(d.version_id), max(v.hlc), (SELECT group_concat(s.id || s.is_interviewer || "
            "coalesce(s.participant_id, '')) FROM speaker s WHERE s.document_id = max(d.id) "
            "AND s.deleted_at IS NULL), max(d.kind) FROM document d JOIN text_version v ON v.id = d.version_id "
            "WHERE d.id = ? AND d.deleted_at IS NULL",
            (document_id,),
        ).fetchone()
        places = array("q")
        for pair in conn.execute(
            "SELECT DISTINCT current_start, current_stop FROM coding_seen WHERE document_id = ? "
            "AND current_stop > current_start AND (? IS NULL OR coder_id = ?) ORDER BY 1, 2",
            (document_id, coder_id, coder_id),
        ):
            places.extend(pair)
        withdrawn = None if document_id in gone.documents else tuple(gone.turns.get(document_id, ()))
        return cls(version_id, changed_at, speakers or "", kind or "", withdrawn, places.tobytes())

    @property
    def spans(self) -> list[Span]:
        edges = array("q", self.places)
        return [Span(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


# Numbers only, no words; they go with the connection, as the study may be changed out of its sight.
_Kept = dict[tuple[str, str | None], tuple[_State, Coverage]]
_KEPT: WeakKeyDictionary[sqlite3.Connection, _Kept] = WeakKeyDictionary()


def _codings_by(conn: sqlite3.Connection, coder_id: str) -> dict[str, int]:
    return dict(
        conn.execute(
            "SELECT document_id, count(*) FROM coding_seen WHERE coder_id = ? AND current_stop > current_start "
            "GROUP BY document_id",
            (coder_id,),
        )
    )


def _memos(conn: sqlite3.Connection) -> dict[str, int]:
    return dict(
        conn.execute(
            "SELECT one.document_id, count(DISTINCT one.memo_id) FROM ("
            "SELECT on_id AS document_id, memo_id FROM memo_link WHERE on_table = 'document' AND deleted_at IS NULL "
            "UNION ALL SELECT c.document_id, l.memo_id FROM memo_link l CROSS JOIN coding_seen c ON c.id = l.on_id "
            "WHERE l.on_table = 'coding' AND l.deleted_at IS NULL) one "
            "JOIN memo m ON m.id = one.memo_id AND m.deleted_at IS NULL GROUP BY one.document_id"
        )
    )


def _stopped(conn: sqlite3.Connection, reader_id: str) -> dict[str, int]:
    """In which turn of each document somebody was last."""
    places = CurrentPlaces(conn)
    found: dict[str, int] = {}
    for document_id, current, version_id, start, stop in conn.execute(
        "SELECT p.document_id, d.version_id, p.version_id, p.start, p.stop FROM place p "
        "JOIN document d ON d.id = p.document_id AND d.deleted_at IS NULL WHERE p.coder_id = ?",
        (reader_id,),
    ).fetchall():
        here = places.span(document_id, version_id, Span(start, stop))
        (turn,) = conn.execute(
            "SELECT count(*) FROM turn WHERE version_id = ? AND start <= ?", (current, here.start)
        ).fetchone()
        found[document_id] = max(1, turn)
    return found
