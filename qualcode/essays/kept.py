"""Quotes of a list in another order than they were kept in, and those alone that a question is about."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qualcode.analysis.codes import codebook
from qualcode.analysis.named_ids import quotes_named
from qualcode.analysis.naming import names_of
from qualcode.analysis.questions.asked import excerpts_for
from qualcode.essays.parts import Outline, QuotePart
from qualcode.transcripts.span import Span


class KeptOrder(StrEnum):
    """In which order kept quotes stand."""

    KEPT = "when they were kept"
    DOCUMENT = "document"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class KeptView:
    """How kept quotes are looked at: their order, and the question that their words answer, empty for all."""

    order: KeptOrder = KeptOrder.KEPT
    question: str = ""

    @property
    def sentence(self) -> str:
        """` · by code · code:1.2`, empty where nothing was chosen."""
        order = f" · by {self.order}" if self.order is not KeptOrder.KEPT else ""
        return f"{order} · {self.question}" if self.question else order


def looked_at(conn: sqlite3.Connection, outline: Outline, view: KeptView) -> Outline:
    """The quotes of an outline alone as they are looked at; the same outline where nothing was chosen.

    A quote answers a question where any of its words stand in an excerpt that does. Those under several codes stand
    by the first of the codebook, those under none at the end. A short id asks for its quotes. On a copy. Raises
    QuestionProblem.
    """
    if view == KeptView():
        return outline
    quotes: Sequence[QuotePart] = outline.quotes
    if view.question:
        quotes = _answering(conn, quotes, view.question)
    if view.order is not KeptOrder.KEPT:
        documents = _documents(conn)
        codes = _codes(conn) if view.order is KeptOrder.CODE else {}

        def place(one: QuotePart) -> tuple[int, int, int]:
            code = min((codes.get(title, len(codes)) for title in one.codes), default=len(codes))
            return code, documents.get(one.document_id, len(documents)), one.span.start

        quotes = sorted(quotes, key=place)
    return replace(outline, parts=tuple(quotes))


def _answering(conn: sqlite3.Connection, quotes: Sequence[QuotePart], question: str) -> list[QuotePart]:
    """The quotes that a question finds, or that a short id names."""
    if called := quotes_named(conn, question):
        return [one for one in quotes if one.id in called]
    about = _places(conn, question)
    return [one for one in quotes if any(one.span.overlaps(span) for span in about.get(one.document_id, ()))]


def _places(conn: sqlite3.Connection, question: str) -> Mapping[str, list[Span]]:
    """Where the excerpts stand that a question is about, by document."""
    found: dict[str, list[Span]] = defaultdict(list)
    for one in excerpts_for(conn, question):
        found[one.document_id].append(Span(one.start, one.stop))
    return found


def _documents(conn: sqlite3.Connection) -> dict[str, int]:
    """The places of documents in the list of them."""
    rows = conn.execute("SELECT id FROM document WHERE deleted_at IS NULL ORDER BY position, num")
    return {document_id: place for place, (document_id,) in enumerate(rows)}


def _codes(conn: sqlite3.Connection) -> dict[str, int]:
    """The places of codes in the codebook, by the titles that an outline has for them."""
    show = names_of(conn).show
    return {show(code.title): place for place, (code, _) in enumerate(codebook(conn).walk())}
