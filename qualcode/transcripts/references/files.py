"""Lists of references as files: RIS, BibTeX, CSL-JSON."""

from __future__ import annotations

from pathlib import Path

from qualcode.problem import Problem
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.references import bibtex, csl, ris
from qualcode.transcripts.references.reference import Reference

_LARGEST = 50_000_000  # bytes
_READERS = {".ris": ris.references_in, ".bib": bibtex.references_in, ".json": csl.references_in}


def read_references(path: Path) -> list[Reference]:
    """The references of a file, in its order; raises Problem with the line where it cannot be read."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise Problem(f"{path.name} is no list of references.", "", "Lists are read from .ris, .bib and .json files.")
    try:
        if path.stat().st_size > _LARGEST:
            raise Problem(f"{path.name} is too large for a list of references.", "", "Export fewer of them.")
        data = path.read_bytes()
    except OSError as error:
        raise Problem(
            f"{path.name} cannot be opened.",
            f"The system says: {error.strerror or error}.",
            "Look whether you may read it, and whether another program holds it.",
        ) from error
    try:
        found = reader(text_of(data).text)
    except Problem as problem:
        raise Problem(f"{path.name}: {problem.title}", problem.detail, problem.remedy) from problem
    if not found:
        raise Problem(f"{path.name} holds no references.", "", "Look whether the right file was chosen.")
    return found
