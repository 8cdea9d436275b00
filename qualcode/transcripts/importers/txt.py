"""Plain text: the text is the file's own, the turns are found by its labels and times.

Captions in a file that calls itself a text are read as captions.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.cues import are_captions, transcript_of
from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.importers.turns import turns_in
from qualcode.transcripts.transcript import Transcript


def read(path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The one transcript in a text file; raises Problem where `data` is no text."""
    decoded = text_of(data, choices.encoding)
    if are_captions(within_limits(decoded.text)):
        transcript = transcript_of(path, decoded)
        said = "It holds captions, and was read as captions."
        return [replace(transcript, warnings=(said, *transcript.warnings))]
    turns = turns_in(decoded.text)
    return [
        Transcript(
            path.stem,
            decoded.text,
            turns,
            kind=kind_of(path.stem, turns),
            warnings=decoded.warnings,
            encoding=decoded.encoding,
        )
    ]
