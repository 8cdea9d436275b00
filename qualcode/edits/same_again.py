"""Documents that are brought in once more: what was agreed for them, or refused of them, holds for them again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.analysis.documents import called
from qualcode.edits.store import Row, Store
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Transcript

_LONG = 5  # words of a turn that tell its document from others
_AGREED = ("consent", "consent_until", "consent_words")


@dataclass(frozen=True, slots=True)
class _Bound:
    """A document, removed or not, of which something was agreed or refused that its words are bound by."""

    called: str
    agreed: tuple[tuple[str, str | None], ...]
    is_refused: bool


class SameAgain:
    """Knows documents that were agreed to as a whole, or refused in part, by the turns of the study's texts."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_turn: dict[str, _Bound] = {}
        self._agreed: dict[str, Row] = {}
        for row in store.rows(_BOUND):
            agreed = tuple((name, row[name]) for name in _AGREED if row["consent"] is not None)
            removed = ", which was removed" if row["deleted_at"] else ""
            bound = _Bound(f"{in_marks(called(row['title'], row['name']))}{removed}", agreed, bool(row["refused"]))
            spans = [Span(start, end) for start, end, *_ in json.loads(row["turns"])]
            self._by_turn.update(dict.fromkeys(_long_turns(row["words"], spans), bound))

    def told(self, document: Row, transcript: Transcript) -> str:
        """A sentence where a new document is one of them again, which `settle` then binds; else nothing."""
        turns = _long_turns(transcript.text, [Span(turn.start, turn.end) for turn in transcript.turns])
        known = Counter(self._by_turn[turn] for turn in turns if turn in self._by_turn) if self._by_turn else None
        if not known:
            return ""
        ((bound, number),) = known.most_common(1)
        if number * 2 < len(turns):
            return ""
        told = []
        if bound.agreed:
            self._agreed[document["id"]] = dict(bound.agreed)
            told.append(f"what was agreed for that, “{dict(bound.agreed)['consent']}”, holds for it too")
        if bound.is_refused:
            told.append("what was refused of that is held back in it, too")
        return f"{in_marks(document['name'])} has the words of {bound.called}: {'; '.join(told)}."

    def settle(self) -> None:
        """Let what was agreed for documents hold for those that are the same again, once they are in the study."""
        for document_id, agreed in self._agreed.items():
            self._store.set("document", document_id, **agreed)


def _long_turns(text: str, turns: Sequence[Span]) -> list[str]:
    """The words of turns that are long enough, all of it where there are no turns."""
    said = [" ".join(span.of(text).casefold().split()) for span in (turns or [Span(0, len(text))])]
    return [one for one in said if one.count(" ") >= _LONG - 1]


# As it was brought in, and as it is now.
_BOUND = """
SELECT d.name, d.title, d.consent, d.consent_until, d.consent_words, d.deleted_at, t.words, v.turns,
  EXISTS (SELECT 1 FROM quote q WHERE q.document_id = d.id AND q.answer = 'refused') AS refused
FROM document d JOIN text_version v ON v.document_id = d.id AND (v.parent_id IS NULL OR v.id = d.version_id)
JOIN text t ON t.sha256 = v.sha256
WHERE d.consent IS NOT NULL OR d.id IN (SELECT document_id FROM quote WHERE answer = 'refused') ORDER BY d.num
"""
