"""What a study has to choose from in the export dialog."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import DocumentLine, documents
from qualcode.analysis.people import attributes, pseudonyms
from qualcode.codebooks.code import Codebook
from qualcode.essays.titles import essay_readers, essay_titles
from qualcode.participants.attributes import Attribute
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import NO_NAMES, Names


@dataclass(frozen=True)
class Offered:
    """What the study has to choose from; `essays` and `people` are ids with what they are called.

    `readers` are for whom each essay is written, by its id.
    """

    book: Codebook = field(default_factory=lambda: Codebook(()))
    documents: Sequence[DocumentLine] = ()
    attributes: Sequence[Attribute] = ()
    study: Path = field(default_factory=Path)
    names: Names = NO_NAMES
    essays: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    readers: Mapping[str, Audience] = field(default_factory=dict)

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many documents there are of each kind."""
        found: dict[str, int] = {}
        for line in self.documents:
            found[line.kind] = found.get(line.kind, 0) + 1
        return found


def offered(conn: sqlite3.Connection, study: Path, names: Names) -> Offered:
    """What the study has to choose from."""
    return Offered(
        codebook(conn),
        documents(conn),
        attributes(conn),
        study,
        names,
        tuple(essay_titles(conn)),
        tuple(pseudonyms(conn)),
        essay_readers(conn),
    )
