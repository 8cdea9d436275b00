"""Plain text: the text is the file's own, the turns are found by its labels and times.

Captions in a file that calls itself a text are read as captions, a table of turns as a table.
"""

from __future__ import annotations

from pathlib import Path

from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.csv_turns import table_in_text
from qualcode.transcripts.importers.cues import are_captions, are_unnumbered_captions, as_captions
from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.importers.turns import turns_in
from qualcode.transcripts.transcript import Transcript


def read(path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The one transcript in a text file; raises Problem where `data` is no text."""
    decoded = text_of(data, choices.encoding)
    if are_captions(within_limits(decoded.text)):
        return [as_captions(path, decoded)]
    # First, for a label before a tab would be found too, and the times beside it taken for words.
    table = table_in_text(path, decoded)
    if table is not None:
        return [table]
    turns = turns_in(decoded.text)
    if not any(turn.speaker for turn in turns) and are_unnumbered_captions(decoded.text):
        return [as_captions(path, decoded)]
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
