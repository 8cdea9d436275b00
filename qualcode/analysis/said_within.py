"""What people say within some excerpts: the pieces of their turns, in whole words, without interviewers' words."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.concordance import Hit
from qualcode.analysis.documents import text_of
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.naming import names_of
from qualcode.analysis.phrases import counted, plural
from qualcode.analysis.tallies import document_kinds, extent
from qualcode.analysis.withdrawals import withdrawals
from qualcode.transcripts.boundaries import count_words, has_word, without_cut_words, word_edges
from qualcode.transcripts.coverage import counting, merged, parts_by_turn
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True, slots=True)
class Piece:
    """What was said without a break in one turn (its number is from 1), in whole words; half-open code points."""

    span: Span
    turn: int
    turn_span: Span
    participant_id: str | None


@dataclass(frozen=True)
class Said:
    """What people say within some excerpts of one kind of document; `kind` is None where a study has but one.

    What several excerpts hold is there once. Interviewers' words are left out, and so are titles and headings where
    speakers are named. `words` is how many there are: the base of every rate. `excerpts` are those that hold any of
    them, `wordless` those that hold none, as what interviewers alone say; a passage under several codes counts once,
    and one with words of people who withdrew is in neither.
    """

    kind: Kind | None
    pieces: Mapping[str, tuple[Piece, ...]]
    words: int
    excerpts: int
    wordless: int = 0

    def sentence(self, *, named: bool = False) -> str:
        """`Of 1,204 words in 31 excerpts; 4 others hold no word that counts.`; `named` with the kind of document."""
        kind = f" in {plural(self.kind)}" if named and self.kind is not None else ""
        others = (
            f"; {counted(self.wordless, 'other holds', 'others hold')} no word that counts" if self.wordless else ""
        )
        return f"Of {counted(self.words, 'word')} in {counted(self.excerpts, 'excerpt')}{kind}{others}."


def said_within(conn: sqlite3.Connection, found: Iterable[Excerpt]) -> tuple[Said, ...]:
    """What people say within some excerpts, by kind of document; kinds are never added."""
    kinds, apart = document_kinds(conn), extent(conn).kinds_apart
    spans: dict[str, list[Span]] = {}
    for excerpt in withdrawals(conn).counted(found):
        spans.setdefault(excerpt.document_id, []).append(Span(excerpt.start, excerpt.stop))
    by_kind: dict[Kind | None, dict[str, tuple[Piece, ...]]] = {}
    words: Counter[Kind | None] = Counter()
    excerpts: Counter[Kind | None] = Counter()
    wordless: Counter[Kind | None] = Counter()
    for document_id, own in spans.items():
        kind = Kind(kinds[document_id]) if apart else None
        text = SpokenText.of(conn, document_id)
        pieces = by_kind.setdefault(kind, {})[document_id] = tuple(text.pieces(own))
        words[kind] += sum(count_words(piece.span.of(text.words)) for piece in pieces)
        holding = _holding(set(own), pieces, text.words)
        excerpts[kind] += holding
        wordless[kind] += len(set(own)) - holding
    in_order = sorted(by_kind, key=lambda kind: 0 if kind is None else kind.place)
    return tuple(Said(kind, by_kind[kind], words[kind], excerpts[kind], wordless[kind]) for kind in in_order)


def _holding(spans: Iterable[Span], pieces: Sequence[Piece], words: str) -> int:
    """How many of some spans hold a word of the pieces, which are in order and apart, or a part of one."""
    starts, ends = [piece.span.start for piece in pieces], [piece.span.end for piece in pieces]
    return sum(
        any(
            has_word(words, Span(max(span.start, piece.span.start), min(span.end, piece.span.end)))
            for piece in pieces[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
        )
        for span in spans
    )


@dataclass(frozen=True)
class SpokenText:
    """A document's current text, with the turns in it whose words count."""

    words: str
    version_id: str
    kind: str
    turns: tuple[Piece, ...]

    @classmethod
    def of(cls, conn: sqlite3.Connection, document_id: str) -> SpokenText:
        words, version_id, kind = conn.execute(
            "SELECT t.words, v.id, d.kind FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ?",
            (document_id,),
        ).fetchone()
        rows = conn.execute(
            "SELECT t.start, t.stop, t.speaker_id IS NOT NULL, coalesce(s.is_interviewer, 0), t.number, "
            "s.participant_id FROM turn t LEFT JOIN speaker s ON s.id = t.speaker_id AND s.deleted_at IS NULL "
            "WHERE t.version_id = ? ORDER BY t.start",
            (version_id,),
        ).fetchall()
        each = [(Span(start, stop), bool(labelled), bool(asks)) for start, stop, labelled, asks, _, _ in rows]
        who = {(start, stop): (number, person) for start, stop, _, _, number, person in rows}
        counted = counting(each, people=Kind(kind).has_participants)
        turns = tuple(
            Piece(span, who[span.start, span.end][0], span, who[span.start, span.end][1]) for span in counted
        )
        return cls(words, version_id, kind, turns)

    def pieces(self, spans: Iterable[Span]) -> Iterator[Piece]:
        """What some spans hold of the turns."""
        by_turn = parts_by_turn([turn.span for turn in self.turns], merged(spans))
        for turn, (_, parts) in zip(self.turns, by_turn, strict=True):
            for part in parts:
                if span := without_cut_words(part, self.words, turn.span):
                    yield Piece(span, turn.turn, turn.turn_span, turn.participant_id)

    def hit(self, document_id: str, piece: Piece, span: Span) -> Hit:
        """A place in a piece."""
        return Hit(
            document_id, self.version_id, self.kind, span, piece.turn, piece.turn_span, False, piece.participant_id
        )


Stretches = list[tuple[Piece, list[Span]]]


def stretches(conn: sqlite3.Connection, said: Said) -> Iterator[tuple[str, str, Stretches]]:
    """Each document's id and text, and its pieces with what is left of each where names of the list are taken out.

    A name says who somebody is, and is no word of a theme.
    """
    for document_id, pieces in said.pieces.items():
        words = text_of(conn, document_id)
        names = name_spans(conn, document_id, words)
        yield document_id, words, [(piece, without_names(words, piece.span, names)) for piece in pieces]


def name_spans(conn: sqlite3.Connection, document_id: str, words: str) -> list[Span]:
    """Where names of the study's list stand in a document's text."""
    names = names_of(conn)
    return [Span(hit.start, hit.end) for hit in names.hits(words, document_id)] if names else []


def without_names(words: str, piece: Span, names: Sequence[Span]) -> list[Span]:
    """What is left of a piece without the words that hold a part of a name."""
    inside = [name for name in names if name.overlaps(piece)]
    if not inside:
        return [piece]
    left, here = [], piece.start
    for start, end in word_edges(words, piece):
        if any(name.overlaps(Span(start, end)) for name in inside):
            left.append(Span(here, start))
            here = end
    return [span for span in (*left, Span(here, piece.end)) if span]
