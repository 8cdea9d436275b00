"""Quotes kept for essays and reports."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.analysis.notes import quotes_of
from qualcode.edits.codings import passage_version
from qualcode.edits.ids import new_id
from qualcode.edits.store import Store
from qualcode.problem import Problem
from qualcode.transcripts.span import Span


@dataclass(frozen=True)
class KeepQuote:
    """Keep a passage as a quote: a span of the document's current text, half-open, code points.

    Raises Problem when just these words are kept already, the document is gone, or the span is empty or outside it.
    """

    document_id: str
    span: Span
    id: str = field(default_factory=new_id)
    version_id: str | None = None

    def apply(self, store: Store) -> str:
        version = passage_version(store, self.document_id, self.span, self.version_id)
        if any(quote.span == self.span for quote in quotes_of(store.conn, self.document_id)):
            raise Problem("This passage is kept already.")
        store.add(
            "quote",
            [
                {
                    "id": self.id,
                    "document_id": self.document_id,
                    "version_id": version,
                    "start": self.span.start,
                    "stop": self.span.end,
                    "coder_id": store.writer.coder_id,
                    "created_at": store.now,
                }
            ],
        )
        return "Kept quote"


@dataclass(frozen=True)
class DropQuote:
    """No longer keep a quote. Raises Problem when it is not kept."""

    quote_id: str

    def apply(self, store: Store) -> str:
        quote = store.row("quote", self.quote_id)
        if quote is None or quote["deleted_at"]:
            raise Problem("This quote is no longer kept.", remedy="Nothing was changed; move on.")
        store.remove("quote", [self.quote_id])
        return "Quote no longer kept"
