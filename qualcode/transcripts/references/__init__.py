"""References of evidence: read from RIS, BibTeX and CSL-JSON, matched to documents, cited with their pages."""

from __future__ import annotations

from qualcode.transcripts.references.files import read_references
from qualcode.transcripts.references.matching import Evidence, Matching, match
from qualcode.transcripts.references.pages import page_at, page_words, pages_of
from qualcode.transcripts.references.reference import Reference, cited, from_fields, in_list, letters, to_fields

__all__ = [
    "Evidence",
    "Matching",
    "Reference",
    "cited",
    "from_fields",
    "in_list",
    "letters",
    "match",
    "page_at",
    "page_words",
    "pages_of",
    "read_references",
    "to_fields",
]
