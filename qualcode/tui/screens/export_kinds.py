"""The kinds of document that the export dialog offers, in their order.

Three have choices of their own and stand first; every other is a row of `KINDS`. How one is added
stands in `export_kind`.
"""

from __future__ import annotations

from qualcode.tui.screens.export_checking import CheckingKind
from qualcode.tui.screens.export_codebook import CodebookKind
from qualcode.tui.screens.export_kind import ExportKind
from qualcode.tui.screens.export_participants import ParticipantsKind
from qualcode.tui.screens.export_quote_sheet import QuoteSheetKind
from qualcode.tui.screens.export_transcripts import TranscriptsKind
from qualcode.tui.screens.export_workshop import WorkshopKind

EXCERPTS, NUMBERS, BRIEFING = "excerpts", "numbers", "briefing"

KINDS: dict[str, ExportKind] = {
    kind.name: kind
    for kind in (
        WorkshopKind(),
        QuoteSheetKind(),
        CheckingKind(),
        TranscriptsKind(),
        ParticipantsKind(),
        CodebookKind(),
    )
}

LISTED: tuple[tuple[str, str], ...] = (
    (EXCERPTS, "Themed excerpts"),
    (NUMBERS, "Team lead’s report: tables and pictures"),
    (BRIEFING, "Briefing papers, one for each area"),
    *((kind.name, kind.label) for kind in KINDS.values()),
)
