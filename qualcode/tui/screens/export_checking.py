"""Checking sheets in the export dialog."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from qualcode.exports.phrases import counted
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.tui.screens.export_kind import ExportKind, Going, Option, Picked, Several, Tick, page_output
from qualcode.tui.screens.export_offered import Offered

_KEPT = "kept"


class CheckingKind(ExportKind):
    """A sheet for each person, on which they check their words before they are printed."""

    name: ClassVar = "checking"
    label: ClassVar = "Checking sheets, one for each person"
    words: ClassVar = "A sheet for each person with their quotes as they will be printed, and room to answer."
    in_folder: ClassVar = True
    readers: ClassVar = "each person alone: only words of theirs"

    def which(self, picked: Picked, offered: Offered) -> Sequence[Option]:
        """Whose quotes of which essays."""
        essays = (*offered.essays, (_KEPT, "kept quotes, in no essay"))
        return (
            Several("essays", "Essays", essays, "all, and kept quotes"),
            Several("people", "People", offered.people, "all whose quotes are kept"),
        )

    def include(self, picked: Picked, offered: Offered, audience: Audience) -> Sequence[Option]:
        """What was answered already, and whether it is recorded."""
        return (
            Tick("again", "quotes that were approved already, and what was refused in milder words"),
            Tick("asked", "record that they were asked today", usual=True),
        )

    def gather(self, conn: sqlite3.Connection, picked: Picked, audience: Audience, made_on: datetime) -> Going:
        """The sheets, judged on a day; on a copy. Raises Problem where nobody is to be asked."""
        # With its first use: none of this is needed to list what can be made.
        from qualcode.edits.answers import AskAbout
        from qualcode.exports.checking import SheetChoices, checking_sheets, sheet_paths

        essays = tuple(None if one == _KEPT else one for one in picked.several("essays"))
        choices = SheetChoices(essays or None, picked.several("people") or None, picked.is_ticked("again"))
        sheets = checking_sheets(conn, choices, made_on)
        if not sheets.pages:
            raise Problem(" ".join(sheets.sentences), remedy="Keep quotes first: y does so anywhere.")
        stems = [path.stem for path in sheet_paths(Path(), sheets, ".docx")]
        quotes = sum(len(page.excerpts) for _, page in sheets.pages)
        return Going(
            Audience.OUTSIDE,
            f"{counted(len(sheets.pages), 'sheet')} with {counted(quotes, 'quote')}",
            tuple(page_output(stem, page) for stem, (_, page) in zip(stems, sheets.pages, strict=True)),
            tuple(page for _, page in sheets.pages),
            told=sheets.sentences,
            asides=sheets.sentences,
            then=AskAbout(sheets.asked) if sheets.asked and picked.is_ticked("asked", usual=True) else None,
        )
