"""Excerpts with their words, fetched by page, and what stands around one of them."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.analysis.documents import CALLED, shown, text_of, turn_spans
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.naming import names_of
from qualcode.analysis.notes import KeptQuote, memos_on, quotes_of
from qualcode.analysis.returns.votes import PassageVotes
from qualcode.analysis.verbatims import spoken
from qualcode.participants.names import Names
from qualcode.transcripts.span import Span

# One sign for each, so that a place in the words stays where it is.
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class ExcerptRow:
    """An excerpt as a row shows it: `seconds` and `turn` say where, `kept` that a quote of it is kept."""

    id: str
    who: str
    document: str
    kind: str
    seconds: float | None
    turn: int | None
    words: str
    against: bool
    kept: bool
    code_id: str


def excerpt_rows(conn: sqlite3.Connection, page: Sequence[Excerpt]) -> list[ExcerptRow]:
    """The rows of some excerpts, in the order given; 64 take about 3 ms."""
    kept = {document: quotes_of(conn, document) for document in {excerpt.document_id for excerpt in page}}
    return [_row(conn, excerpt, kept[excerpt.document_id]) for excerpt in page]


def _row(conn: sqlite3.Connection, excerpt: Excerpt, kept: Sequence[KeptQuote]) -> ExcerptRow:
    names = names_of(conn)
    name, kind, version = conn.execute(
        f"SELECT {CALLED}, d.kind, d.version_id FROM document d WHERE d.id = ?",
        (excerpt.document_id,),
    ).fetchone()
    said = conn.execute(
        "SELECT turn.millis, s.label, s.is_interviewer, p.pseudonym, "
        "max(0, ? - turn.start), min(turn.stop, ?) - turn.start, "
        "substr(t.words, turn.start + 1, turn.stop - turn.start) FROM turn "
        "JOIN text_version v ON v.id = turn.version_id JOIN text t ON t.sha256 = v.sha256 "
        "LEFT JOIN speaker s ON s.id = turn.speaker_id LEFT JOIN participant p ON p.id = s.participant_id "
        "WHERE turn.version_id = ? AND turn.start < ? AND turn.stop > ? ORDER BY turn.start",
        (excerpt.start, excerpt.stop, version, excerpt.stop, excerpt.start),
    ).fetchall()
    lines = [
        (
            "" if label is None else names.show(shown(label, bool(asks), pseudonym)),
            " ".join(names.show_part(words, Span(start, stop), excerpt.document_id).split()),
        )
        for _, label, asks, pseudonym, start, stop, words in said
    ]
    millis = said[0][0] if said else None
    return ExcerptRow(
        id=excerpt.id,
        who=lines[0][0] if lines else "",
        document=names.show(name),
        kind=kind,
        seconds=None if millis is None else millis / 1000,
        turn=excerpt.turn,
        words=turn_by_turn(lines) or "(between turns)",
        against=excerpt.against,
        kept=is_kept(excerpt, kept),
        code_id=excerpt.code_id,
    )


def is_kept(excerpt: Excerpt, kept: Sequence[KeptQuote]) -> bool:
    """True where a quote of words of the excerpt is kept."""
    return any(quote.span.overlaps(Span(excerpt.start, excerpt.stop)) for quote in kept)


def turn_by_turn(lines: Sequence[tuple[str, str]]) -> str:
    """What several said, each as shown and words: `It was a card. INT: And then? P03: I sleep.`

    The first is not named: a column or a citation beside the words says who begins.
    """
    parts = []
    before = lines[0][0] if lines else ""
    for who, words in lines:
        if words:
            parts.append(f"{who}: {words}" if who and who != before else words)
            before = who
    return " ".join(parts)


def holding(conn: sqlite3.Connection, found: Sequence[Excerpt], wanted: str) -> list[Excerpt]:
    """The excerpts whose words hold `wanted`: any case and white space, straight quotes for curly."""
    names = names_of(conn)
    sought = folded(wanted)
    by_document: dict[str, list[Excerpt]] = defaultdict(list)
    for excerpt in found:
        by_document[excerpt.document_id].append(excerpt)
    kept: set[str] = set()
    for document_id, own in by_document.items():
        words = text_of(conn, document_id)
        turns = turn_spans(conn, document_id)
        starts = [turn.start for turn in turns]
        for one in own:
            touched = turns[max(bisect_right(starts, one.start) - 1, 0) : bisect_left(starts, one.stop)]
            said = spoken(words, touched, Span(one.start, one.stop))
            words_said = " ".join(said)
            if sought in folded(words_said) or sought in folded(names.show(words_said, document_id)):
                kept.add(one.coding_ids[0])
    return [excerpt for excerpt in found if excerpt.coding_ids[0] in kept]


def folded(words: str) -> str:
    """Words as they are compared when looked for."""
    return " ".join(words.translate(STRAIGHT).casefold().split())


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A turn near an excerpt; `inside` is the part of `words` that the excerpt holds, None where none."""

    who: str
    words: str
    asks: bool
    inside: Span | None = None


@dataclass(frozen=True, slots=True)
class AppliedCode:
    """A code on the passage or on part of it: by whom, when (ISO 8601), and whether it goes against."""

    title: str
    coder: str
    at: str
    against: bool


@dataclass(frozen=True)
class Surroundings:
    """An excerpt in its place: turns around it, every code on its words, its memos, and who speaks.

    `voted` is what workshops said to its card, a phrase for each.
    """

    document: str
    turn: int | None
    turns: int
    seconds: float | None
    said: tuple[SaidLine, ...]
    codes: tuple[AppliedCode, ...]
    memos: tuple[tuple[str, str], ...]
    kept: bool
    participant_id: str | None
    voted: tuple[str, ...] = ()


def surroundings(conn: sqlite3.Connection, excerpt: Excerpt, around: int = 2) -> Surroundings | None:
    """The excerpt with `around` turns before and after; None where its document is gone."""
    found = conn.execute(
        f"SELECT {CALLED}, d.version_id FROM document d WHERE d.id = ? AND d.deleted_at IS NULL",
        (excerpt.document_id,),
    ).fetchone()
    if found is None:
        return None
    name, version = found
    turns = _said_turns(conn, version)
    words = text_of(conn, excerpt.document_id)
    touched = [place for place, turn in enumerate(turns) if turn.start < excerpt.stop and turn.stop > excerpt.start]
    first, last = (touched[0], touched[-1]) if touched else (0, -1)
    names = names_of(conn)
    said = tuple(_said(turn, words, excerpt, names) for turn in turns[max(0, first - around) : last + around + 1])
    timed = next((turn.millis for turn in turns[first : last + 1] if turn.millis is not None), None)
    return Surroundings(
        document=names.show(name),
        turn=excerpt.turn,
        turns=len(turns),
        seconds=None if timed is None else timed / 1000,
        said=said,
        codes=names.show_all(_codes(conn, excerpt)),
        memos=names.show_all((*_memos(conn, excerpt.coding_ids), *_passage_memos(conn, excerpt))),
        kept=is_kept(excerpt, quotes_of(conn, excerpt.document_id)),
        participant_id=excerpt.participant_id,
        voted=names.show_all(_voted(conn, excerpt)),
    )


def _voted(conn: sqlite3.Connection, excerpt: Excerpt) -> tuple[str, ...]:
    span = Span(excerpt.start, excerpt.stop)
    return PassageVotes(conn).on(excerpt.document_id, span, excerpt.coding_ids)


class _SaidTurn(NamedTuple):
    """A turn of a document's current text, and who has it; half-open, code points; None where nobody is named."""

    start: int
    stop: int
    millis: int | None
    label: str | None
    asks: int | None
    pseudonym: str | None


def _said_turns(conn: sqlite3.Connection, version_id: str) -> list[_SaidTurn]:
    return [
        _SaidTurn(*row)
        for row in conn.execute(
            "SELECT turn.start, turn.stop, turn.millis, s.label, s.is_interviewer, p.pseudonym FROM turn "
            "LEFT JOIN speaker s ON s.id = turn.speaker_id LEFT JOIN participant p ON p.id = s.participant_id "
            "WHERE turn.version_id = ? ORDER BY turn.number",
            (version_id,),
        )
    ]


def _said(turn: _SaidTurn, words: str, excerpt: Excerpt, names: Names) -> SaidLine:
    start, stop = turn.start, turn.stop
    inside = (
        Span(max(start, excerpt.start) - start, max(min(stop, excerpt.stop), start) - start)
        if (start < excerpt.stop and stop > excerpt.start)
        else None
    )
    who = "" if turn.label is None else shown(turn.label, bool(turn.asks), turn.pseudonym)
    said = words[start:stop]
    splices = names.splices(said, excerpt.document_id)
    strong = splices.map_span(inside) if inside is not None else None
    return SaidLine(names.show(who), splices.apply(said), bool(turn.asks), strong)


def _codes(conn: sqlite3.Connection, excerpt: Excerpt) -> tuple[AppliedCode, ...]:
    return tuple(
        AppliedCode(f"{index} {name}".strip(), coder, at, bool(against))
        for index, name, coder, at, against in conn.execute(
            "SELECT code.idx, code.name, coder.name, c.created_at, c.against FROM coding_seen c "
            "JOIN code ON code.id = c.code_id JOIN coder ON coder.id = c.coder_id "
            "WHERE c.document_id = ? AND c.current_start < ? AND c.current_stop > ? "
            "ORDER BY c.code_id != ?, c.current_start, c.num",
            (excerpt.document_id, excerpt.stop, excerpt.start, excerpt.code_id),
        )
    )


def _memos(conn: sqlite3.Connection, coding_ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Kind and words of the memos on any of these codings, oldest first."""
    marks = ", ".join("?" * len(coding_ids))
    return tuple(
        conn.execute(
            "SELECT m.kind, m.body FROM memo m JOIN memo_link l ON l.memo_id = m.id "
            f"WHERE l.on_id IN ({marks}) AND m.deleted_at IS NULL AND l.deleted_at IS NULL ORDER BY m.created_at",
            tuple(coding_ids),
        )
    )


def _passage_memos(conn: sqlite3.Connection, excerpt: Excerpt) -> tuple[tuple[str, str], ...]:
    """Kind and words of the memos on passages that overlap the excerpt, oldest first."""
    span = Span(excerpt.start, excerpt.stop)
    return tuple(
        (memo.kind, memo.body)
        for memo in memos_on(conn, excerpt.document_id)
        if memo.span is not None and memo.span.overlaps(span)
    )
