"""The quote sheet of an essay in the export dialog."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from qualcode.essays.parts import QuotePart
from qualcode.essays.titles import essay_titles
from qualcode.exports.phrases import counted
from qualcode.participants.consent import Consent
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.participants.names import Names
from qualcode.tui.screens.export_kind import ExportKind, Going, OneOf, Option, Picked, page_output
from qualcode.tui.screens.export_offered import Offered

KEPT = "kept"
_KEPT = (KEPT, "kept quotes, in no essay")


class QuoteSheetKind(ExportKind):
    """An essay's outline with its quotes, ready to be written around."""

    name: ClassVar = "quotes"
    label: ClassVar = "Quote sheet of an essay"
    words: ClassVar = "An essay’s outline with its quotes, each with the id that finds it again."

    def which(self, picked: Picked, offered: Offered) -> Sequence[Option]:
        """Which essay."""
        return (OneOf("essay", "Essay", (*offered.essays, _KEPT)),)

    def own_readers(self, picked: Picked, offered: Offered) -> Audience:
        """Those of the essay, as everywhere else; quotes in no essay are judged for outside."""
        there = dict((*offered.essays, _KEPT))
        chosen = picked.one("essay")
        return offered.readers.get(chosen if chosen in there else next(iter(there)), Audience.OUTSIDE)

    def gather(self, conn: sqlite3.Connection, picked: Picked, audience: Audience, made_on: datetime) -> Going:
        """The sheet, judged on a day; on a copy. Raises Problem."""
        # With its first use: none of this is needed to list what can be made.
        from qualcode.essays.looking import look_lines
        from qualcode.essays.outline import outline
        from qualcode.exports.quote_sheet import quote_sheet, recognised_in_outline

        there = [one for one, _ in essay_titles(conn)]
        chosen = picked.one("essay")
        essay = chosen if chosen in there else None if chosen == _KEPT[0] else next(iter(there), None)
        page = quote_sheet(conn, essay, made_on, audience)
        found = outline(conn, essay, made_on.date(), audience)
        held = tuple(map(_held, found.held))
        people = {who.name for one in page.excerpts for who in one.attribution.people}
        return Going(
            audience,
            f"{counted(len(page.excerpts), 'quote')}, from {counted(len(people), 'participant')}",
            (page_output("", page),),
            (page,),
            held_back=held,
            held_phrase=counted(len(held), "quote") if held else "",
            recognised=recognised_in_outline(conn, found),
            look=look_lines(found.quotes),
        )

    def stem(self, going: Going | None, study: Path, names: Names, audience: Audience) -> str:
        """Named after the essay."""
        if going is None:
            return super().stem(going, study, names, audience)
        from qualcode.exports.quote_sheet import quote_sheet_path  # gather has loaded it

        return quote_sheet_path(study, going.pages[0], "", names).name


def _held(one: QuotePart) -> HeldBack:
    return HeldBack(one.short_id, tuple(one.citation.people), Consent.NOT_RECORDED, objection=one.held)
