"""Whose the words are that count in a document, and how that is said beside their number."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.phrases import counted
from qualcode.analysis.withdrawals import Withdrawals
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.coverage import Coverage, counting
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind

NO_LABELS = "no speakers labelled"


def whose(kind: str) -> str:
    """Who said the words that count in a kind of document; interviewers' never do."""
    if Kind(kind).has_participants:
        return "participants"
    return "the observer" if kind == Kind.FIELD_NOTE else "the text"


def words_phrase(coverage: Coverage, kind: str) -> str:
    """`21,520 words of participants`; `21,520 words, 19,000 of participants` where others' words count, too."""
    if not coverage.words:
        return f"no words of {whose(kind)}"
    words, own = counted(coverage.words, "word"), coverage.words - coverage.others
    if not coverage.others:
        return f"{words} of {whose(kind)}"
    return f"{words}, {f'{own:,}' if own else 'none'} of {whose(kind)}"


def words_of(coverage: Coverage, kind: str) -> str:
    """What a number of words is of: `words of participants`, or how it is with a document that others speak in."""
    if coverage.unlabelled:
        return f"{NO_LABELS}: all its words"
    return "words, some of others" if coverage.others else f"words of {whose(kind)}"


def unlabelled_phrase(documents: int) -> str:
    """`2 documents without labelled speakers: all their words, none a participant’s`; empty of none."""
    if not documents:
        return ""
    some, their = counted(documents, "document"), "its" if documents == 1 else "their"
    return f"{some} without labelled speakers: all {their} words, none a participant’s"


def participants_words(coverage: Coverage, kind: str) -> int:
    """How many of the words participants said, as Counts counts them for participants."""
    return coverage.words - coverage.others if Kind(kind).has_participants else coverage.others


@dataclass(frozen=True, slots=True)
class SaidWords:
    """A document's current text and the turns in it whose words count, in order and apart.

    `others` are those of the turns that are not of whom they are in documents of the kind: no participant's where
    participants speak, else a participant's. `is_unlabelled` is whether participants should speak and no speaker is
    labelled.
    """

    text: str = ""
    turns: Sequence[Span] = ()
    others: Sequence[Span] = ()
    is_unlabelled: bool = False

    @classmethod
    def of(cls, conn: sqlite3.Connection, document_id: str, gone: Withdrawals) -> SaidWords:
        """What counts of a document, without what is `gone`; nothing where it was taken out."""
        found = conn.execute(
            "SELECT d.version_id, t.words, d.kind FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ? AND d.deleted_at IS NULL",
            (document_id,),
        ).fetchone()
        if found is None:
            return cls()
        rows = conn.execute(
            "SELECT t.start, t.stop, t.speaker_id IS NOT NULL, coalesce(s.is_interviewer, 0), s.participant_id "
            "FROM turn t LEFT JOIN speaker s ON s.id = t.speaker_id AND s.deleted_at IS NULL "
            "WHERE t.version_id = ? ORDER BY t.start",
            (found[0],),
        ).fetchall()
        people = Kind(found[2]).has_participants
        each = [(Span(start, stop), bool(labelled), bool(asks)) for start, stop, labelled, asks, _ in rows]
        turns = [turn for turn in counting(each, people=people) if not gone.hold(document_id, turn.start, turn.end)]
        theirs = {(start, stop) for start, stop, _, _, person in rows if person is not None}
        others = [turn for turn in turns if ((turn.start, turn.end) in theirs) != people]
        return cls(found[1], turns, others, people and not any(labelled for _, labelled, _ in each))

    def told(self, coverage: Coverage) -> Coverage:
        """The coverage of these words, with whose they are."""
        others = coverage.words
        if len(self.others) < len(self.turns):
            others = sum(count_words(turn.of(self.text)) for turn in self.others)
        return replace(coverage, others=others, unlabelled=int(self.is_unlabelled and others > 0))
