"""Coded transcripts in the export dialog."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from qualcode.analysis.documents import documents
from qualcode.analysis.naming import names_of
from qualcode.exports.coded import CodedTranscript, TranscriptChoices
from qualcode.exports.files import Written
from qualcode.exports.page import Page
from qualcode.exports.phrases import counted
from qualcode.exports.transcript_files import FORMATS, transcript_paths, write_transcript
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.tui.screens.export_kind import ExportKind, Going, Option, Output, Picked, Several, Tick
from qualcode.tui.screens.export_offered import Offered

_SHOWN = 5  # transcripts in the preview: thousands of turns would take longer to lay out than anybody reads
_MANY = 20  # documents, above which those are judged and shown before all others: a second's work


class TranscriptsKind(ExportKind):
    """Each document with its codings in the margin."""

    name: ClassVar = "transcripts"
    label: ClassVar = "Coded transcripts, codings as comments"
    words: ClassVar = "Each document turn by turn, its codings as Word comments of their coders."
    formats: ClassVar = FORMATS
    in_folder: ClassVar = True
    shows_first: ClassVar = True

    def which(self, picked: Picked, offered: Offered) -> Sequence[Option]:
        """Which documents."""
        lines = tuple((line.id, line.called) for line in offered.documents)
        return (Several("documents", "Documents", lines, "all that have codings"),)

    def include(self, picked: Picked, offered: Offered, audience: Audience) -> Sequence[Option]:
        """Who coded, and what they noted."""
        return (
            Tick("coders", "coder names", usual=audience is Audience.TEAM),
            Tick("memos", "memos on codings (team only)", usual=True),
        )

    def gather(self, conn: sqlite3.Connection, picked: Picked, audience: Audience, made_on: datetime) -> Going:
        """The transcripts, judged on a day; on a copy. Raises Problem."""
        # With its first use: none of this is needed to list what can be made.
        from qualcode.exports.coded_page import coded_page
        from qualcode.exports.gather_transcripts import held_sentence, transcripts
        from qualcode.exports.recognised import recognised

        value = transcripts(conn, _choices(picked, audience), made_on)
        every = value.transcripts
        if not every:
            raise Problem(
                "Nothing of these documents may be read by them.",
                " ".join(one.sentence for one in value.withheld),
                "Choose other documents, or other readers.",
            )
        stems = transcript_paths(Path(), every, ".docx", names_of(conn))
        people = {who.name for one in every for who in one.people}
        whole = (held for one in value.withheld for held in one.held)
        held = (*whole, *(held for one in every for held in (*one.held, *one.left_out)))
        more = len(every) - _SHOWN
        return Going(
            audience,
            f"{counted(len(every), 'transcript')} with {counted(sum(one.codings for one in every), 'coding')}, "
            f"from {counted(len(people), 'participant')}",
            tuple(Output(stems[one.document_id].stem, partial(_write, one), one.document_id) for one in every),
            tuple(coded_page(one) for one in every[:_SHOWN]),
            held_back=held,
            held_phrase=held_sentence(value).removeprefix("Held back: ").partition(". ")[0] if held else "",
            recognised=recognised(conn, (who for one in every for who in one.people)),
            values=every,
            told=(*(f"Not written: {one.sentence}" for one in value.withheld), held_sentence(value)),
            goes_on=f"{counted(more, 'more transcript')}, not shown here." if more > 0 else "",
        )

    def first_pages(
        self, conn: sqlite3.Connection, picked: Picked, audience: Audience, made_on: datetime
    ) -> tuple[Page, ...]:
        """The first transcripts, where there are many more to be judged."""
        from qualcode.exports.coded_page import coded_page  # with its first use, as in `gather`
        from qualcode.exports.gather_transcripts import transcripts

        if len(picked.several("documents") or documents(conn)) <= _MANY:
            return ()
        value = transcripts(conn, _choices(picked, audience), made_on, most=_SHOWN)
        return tuple(coded_page(one) for one in value.transcripts)


def _choices(picked: Picked, audience: Audience) -> TranscriptChoices:
    return TranscriptChoices(
        audience,
        picked.several("documents"),
        picked.is_ticked("coders", usual=audience is Audience.TEAM),
        memos=picked.is_ticked("memos", usual=True),
    )


def _write(one: CodedTranscript, path: Path, template: Path | None) -> Written:
    return write_transcript(one, path, template=template)
