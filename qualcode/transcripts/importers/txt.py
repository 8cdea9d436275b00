"""Plain text: the text is the file's own, the turns are found by its labels and times."""

from __future__ import annotations

from pathlib import Path

from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.importers.turns import turns_in
from qualcode.transcripts.transcript import Transcript


def read(path: Path, data: bytes) -> list[Transcript]:
    """The one transcript in a text file; raises Problem where `data` is no text."""
    text, warnings = text_of(data)
    turns = turns_in(text)
    return [Transcript(path.stem, text, turns, kind=kind_of(path.stem, turns), warnings=warnings)]
