"""A writer's draft as paragraphs: one module for each format, each loaded when a file of it comes."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol, cast

from qualcode.essays.drafts.draft import Draft, Read
from qualcode.problem import Problem
from qualcode.transcripts.given_file import bytes_of
from qualcode.transcripts.importers.limits import LONGEST, MOST_PARAGRAPHS

READERS = {
    ".docx": "word_draft",
    ".docm": "word_draft",
    ".odt": "odt_draft",
    ".fodt": "odt_draft",
    ".md": "md_draft",
    ".markdown": "md_draft",
    ".txt": "txt_draft",
    ".text": "txt_draft",
}
READ_NOW = "Word (.docx), OpenDocument (.odt), Markdown (.md) and plain text (.txt)"


class _Reader(Protocol):
    def read(self, data: bytes) -> Read: ...


def read_draft(path: Path) -> Draft:
    """The draft in a file; raises Problem where it cannot be read, holds no words, or is in another format."""
    data = bytes_of(path, "draft", "a .docx, .odt, .md or .txt file")
    module = READERS.get(path.suffix.lower())
    if module is None:
        raise Problem(
            f"{path.name} is in a format in which drafts are not read.",
            f"Read are: {READ_NOW}.",
            "Save it as .docx, and give that.",
        )
    if not data:
        raise Problem(f"{path.name} is empty.", remedy="Look whether it was fully copied.")
    reader = cast(_Reader, importlib.import_module(f"{__name__}.{module}"))
    try:
        found = reader.read(data)
    except Problem as problem:
        # What is wrong with a file is said by those who read transcripts.
        remedy = problem.remedy.replace("import that", "give that")
        raise Problem(f"{path.name}: {problem.title}", problem.detail, remedy) from problem
    paragraphs = found.paragraphs
    if len(paragraphs) > MOST_PARAGRAPHS or sum(len(one.words) for one in paragraphs) > LONGEST:
        raise Problem(f"{path.name} is too long for a draft.", remedy="Split it into smaller files.")
    if not any(one.words.strip() for one in paragraphs):
        raise Problem(f"{path.name} holds no words.", remedy="Look whether the right file was chosen.")
    return Draft(path.name, paragraphs, data if module == "word_draft" else None, found.beside)
