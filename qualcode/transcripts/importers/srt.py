"""SubRip captions."""

from __future__ import annotations

from pathlib import Path

from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.cues import transcript_of
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.transcript import Transcript


def read(path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The one transcript in a caption file; raises Problem where it holds no captions."""
    return [transcript_of(path, text_of(data, choices.encoding))]
