"""What people said against words of theirs and did not take back, for whoever asks them again or records more."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from qualcode.analysis.asked_about import Answered, Tellings, answers_by_document, without
from qualcode.transcripts.span import Span

_WORD = re.compile(r"\w")


class StandingNos:
    """What was said against words of a study and was not taken back; reasons to print them all the same take nothing.

    Told by the history, so that it stands though the quote was dropped, or they were asked once more.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._answers = answers_by_document(conn)
        self._tellings: dict[str, Tellings] = {}

    def against(self, document_id: str, spans: Sequence[Span]) -> list[Answered]:
        """The answers against words of some spans of a document's current text."""
        return [one for one, left in self._standing(document_id) if any(a.overlaps(b) for a in left for b in spans)]

    def wholly_in(self, document_id: str, spans: Sequence[Span]) -> list[Answered]:
        """Those of them that are against no word but those of the spans."""
        return [
            one
            for one, left in self._standing(document_id)
            if left and not any(self._has_words(document_id, without(part, spans)) for part in left)
        ]

    def _standing(self, document_id: str) -> Iterator[tuple[Answered, tuple[Span, ...]]]:
        for one in self._answers.get(document_id, ()):
            told = self._of(document_id)
            yield one, told.objected(one, (), told.current)

    def _has_words(self, document_id: str, spans: Iterable[Span]) -> bool:
        told = self._of(document_id)
        text = told.text(told.current)
        return any(_WORD.search(text, one.start, one.end) for one in spans)

    def _of(self, document_id: str) -> Tellings:
        if document_id not in self._tellings:
            self._tellings[document_id] = Tellings(self._conn, document_id)
        return self._tellings[document_id]
