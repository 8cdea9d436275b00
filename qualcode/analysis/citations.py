"""Evidence as it is cited: (Author, year, p. n), the page found in the source's own numbering."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace

from qualcode.analysis.versions import CurrentPlaces, first_version
from qualcode.participants.names import PublicWords
from qualcode.transcripts.references import Reference, cited, from_fields, in_list, letters, page_words
from qualcode.transcripts.references.reference import OTHERS, family
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, PageMark


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A document of evidence: its reference, the letter after its year, and where its pages begin in its text."""

    reference: Reference
    letter: str
    pages: tuple[PageMark, ...]


class Citations:
    """The evidence of a study, each source told apart from those of the same authors and year."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        rows = conn.execute(
            "SELECT id, reference, pages FROM document WHERE kind = ? AND deleted_at IS NULL ORDER BY position, num",
            (str(Kind.EVIDENCE),),
        ).fetchall()
        references = [from_fields(json.loads(row[1])) for row in rows]
        places = CurrentPlaces(conn)
        self._sources = {
            row[0]: CitedSource(reference, letter, _pages(conn, places, row[0], row[2]))
            for row, reference, letter in zip(rows, references, letters(references), strict=True)
        }

    def of(self, document_id: str, span: Span) -> str:
        """`(Okoro and Finch, 2019a, p. 4)`; empty for what is no evidence, or has no reference yet.

        Authors who are named are public: they are cited by their names, though a participant has the same.
        """
        source = self._sources.get(document_id)
        if source is None or not (source.reference.authors or source.reference.title):
            return ""
        words = cited(source.reference, page_words(source.pages, span), source.letter)
        return PublicWords(words) if source.reference.authors else words

    def authors(self, document_id: str) -> list[str]:
        """The names by which its authors are cited; none for what is no evidence, or has no reference yet."""
        source = self._sources.get(document_id)
        return [] if source is None else [family(one) for one in source.reference.authors if one != OTHERS]

    def entry(self, document_id: str) -> str:
        """The source as a reference list has it; empty for what is no evidence, or has no reference yet."""
        source = self._sources.get(document_id)
        if source is None or not (source.reference.authors or source.reference.title):
            return ""
        words = in_list(source.reference, source.letter)
        return PublicWords(words) if source.reference.authors else words

    def page(self, document_id: str, span: Span) -> str:
        """`p. 4`, `pp. 3–4`; empty where the source has no pages."""
        source = self._sources.get(document_id)
        return page_words(source.pages, span) if source is not None else ""


def references(conn: sqlite3.Connection) -> list[Reference]:
    """The references of the evidence; a source without a title has the document's."""
    rows = conn.execute(
        "SELECT reference, coalesce(title, name) FROM document WHERE kind = ? AND deleted_at IS NULL",
        (str(Kind.EVIDENCE),),
    )
    found = ((from_fields(json.loads(held)), title) for held, title in rows)
    return [one if one.title else replace(one, title=title) for one, title in found]


def citation_of(conn: sqlite3.Connection, document_id: str, span: Span) -> str:
    """How a passage of evidence is cited, without the brackets; empty for what is no evidence."""
    (kind,) = conn.execute("SELECT kind FROM document WHERE id = ?", (document_id,)).fetchone() or ("",)
    if kind != Kind.EVIDENCE:
        return ""
    words = Citations(conn).of(document_id, span)
    return PublicWords(words[1:-1]) if isinstance(words, PublicWords) else words[1:-1]


def _pages(conn: sqlite3.Connection, places: CurrentPlaces, document_id: str, held: str) -> tuple[PageMark, ...]:
    """Where the pages begin in the current text; they were found in the first."""
    marks = [PageMark(start, page) for start, page in json.loads(held)]
    first = first_version(conn, document_id) if marks else None
    if first is None:
        return tuple(marks)
    way = places.way(document_id, first)
    return tuple(PageMark(way.offset(mark.start), mark.page) for mark in marks)
