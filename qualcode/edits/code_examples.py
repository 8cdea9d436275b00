"""An excerpt's words taken into the codebook as a code's example."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.code_examples import as_example
from qualcode.analysis.documents import text_of, turn_spans
from qualcode.edits.codebook import living_code
from qualcode.edits.codings import passage_version
from qualcode.edits.store import Store
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span


@dataclass(frozen=True)
class TakeExample:
    """Take a passage as the example of a code: a span of the document's current text, half-open, code points.

    It stands in quotation marks after what is there, or in its place where `instead`; where it comes from is kept, so
    that it is held back when somebody withdraws. Raises Problem where the code
    or the document is gone, the words are the example already, or somebody whose words they are has withdrawn.
    """

    code_id: str
    document_id: str
    span: Span
    instead: bool = False

    def apply(self, store: Store) -> str:
        code = living_code(store, self.code_id)
        version_id = passage_version(store, self.document_id, self.span)
        if _withdrawn(store, self.document_id, self.span):
            raise Problem("These words were withdrawn.", remedy="Choose another passage as the example.")
        turns = turn_spans(store.conn, self.document_id)
        example = as_example(text_of(store.conn, self.document_id), turns, self.span)
        if not example:
            raise Problem("Nobody says this.", remedy="Choose words that somebody says.")
        if example in code["example"]:
            raise Problem(f"This is an example of {in_marks(code['name'])} already.", remedy="Nothing was changed.")
        before = "" if self.instead else code["example"]
        store.set("code", self.code_id, example="\n".join(filter(None, (before, example))))
        store.add(
            "code_example",
            [
                {
                    "code_id": self.code_id,
                    "document_id": self.document_id,
                    "version_id": version_id,
                    "start": self.span.start,
                    "stop": self.span.end,
                    "created_at": store.now,
                }
            ],
        )
        return f"Example of {in_marks(code['name'])}"


def _withdrawn(store: Store, document_id: str, span: Span) -> bool:
    return bool(
        store.value(
            "SELECT EXISTS (SELECT 1 FROM document WHERE id = ?1 AND consent = 'withdrawn') OR EXISTS ("
            "SELECT 1 FROM document d JOIN turn ON turn.version_id = d.version_id "
            "JOIN speaker s ON s.id = turn.speaker_id JOIN participant p ON p.id = s.participant_id "
            "WHERE d.id = ?1 AND turn.stop > ?2 AND turn.start < ?3 AND p.consent = 'withdrawn')",
            document_id,
            span.start,
            span.end,
        )
    )
