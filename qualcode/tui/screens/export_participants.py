"""The participants table in the export dialog."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from qualcode.exports.phrases import counted, plural, sentence_case
from qualcode.exports.writing import PAGE_FORMATS
from qualcode.participants.disclosure import Audience
from qualcode.participants.recognising import FEWEST
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.export_kind import ExportKind, Going, Option, Picked, Several, Tick, page_output
from qualcode.tui.screens.export_offered import Offered


class ParticipantsKind(ExportKind):
    """Those who take part, with what may be printed of them."""

    name: ClassVar = "participants"
    label: ClassVar = "Participants table"
    words: ClassVar = "Those who take part: what may be printed of each, and their documents, words and excerpts."
    formats: ClassVar = {suffix: name for suffix, name in PAGE_FORMATS.items() if suffix != ".svg"}

    def which(self, picked: Picked, offered: Offered) -> Sequence[Option]:
        """Which facts of whom."""
        facts = tuple((one.id, one.name) for one in offered.attributes if one.printable)
        kinds = tuple((str(kind), sentence_case(plural(Kind(kind)))) for kind in offered.kinds)
        return (
            Several("attributes", "Attributes", facts, "all that may be printed"),
            Several("kinds", "Speak in", kinds, "all but survey answers"),
        )

    def include(self, picked: Picked, offered: Offered, audience: Audience) -> Sequence[Option]:
        """What is left out or hidden."""
        return (
            Tick("facts", "attributes", usual=True),
            Tick("small", f"what fewer than {FEWEST} people share hidden"),
            Tick("consent", "what each agreed to (team only)"),
        )

    def gather(self, conn: sqlite3.Connection, picked: Picked, audience: Audience, made_on: datetime) -> Going:
        """The table; on a copy. Raises Problem."""
        # With its first use: none of this is needed to list what can be made.
        from qualcode.exports.gather_participants import ParticipantChoices, participants_table, recognised_in_table

        choices = ParticipantChoices(
            audience,
            (picked.several("attributes") or None) if picked.is_ticked("facts", usual=True) else (),
            frozenset(picked.several("kinds")) or None,
            FEWEST if picked.is_ticked("small") else 0,
            consent=picked.is_ticked("consent") and audience is Audience.TEAM,
        )
        value = participants_table(conn, choices, made_on)
        return Going(
            audience,
            f"{counted(len(value.people), 'participant')}; nobody is quoted",
            (page_output("", value.page),),
            (value.page,),
            recognised=recognised_in_table(conn, value),
        )
