"""What the keys of Excerpts ask of the study, for one excerpt or for all that are marked."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.notes import quotes_of
from qualcode.edits.codings import MarkAgainst, Recode, RecodeMany, RemoveCoding
from qualcode.edits.store import Edit
from qualcode.edits.together import Together
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import passages
from qualcode.exports.phrases import counted
from qualcode.participants.disclosure import Audience
from qualcode.transcripts.span import Span
from qualcode.tui.screens.excerpts_copy import Cited
from qualcode.tui.screens.quotes_place import OpenEssay, kept_together


def _label(chosen: Sequence[Excerpt], many: str) -> str:
    """One edit's own label speaks for itself; several get one for all."""
    return "" if len(chosen) == 1 and len(chosen[0].coding_ids) == 1 else many


def remove(chosen: Sequence[Excerpt]) -> Edit:
    """Take the code off the excerpts, whoever put it there."""
    edits = [RemoveCoding(coding) for excerpt in chosen for coding in excerpt.coding_ids]
    return Together(edits, _label(chosen, f"Removal of {counted(len(chosen), 'excerpt')}"))


def recode(chosen: Sequence[Excerpt], code_id: str, name: str) -> Edit:
    """Put another code in the place of the excerpts' own."""
    codings = [coding for excerpt in chosen if excerpt.code_id != code_id for coding in excerpt.coding_ids]
    edit: Edit = Recode(codings[0], code_id) if len(codings) == 1 else RecodeMany(codings, code_id)
    return Together([edit], _label(chosen, f"{counted(len(chosen), 'excerpt')} recoded as “{name}”"))


def against(chosen: Sequence[Excerpt]) -> Edit:
    """Say that the excerpts go against their code; where all do already, that they do not."""
    wanted = not all(excerpt.against for excerpt in chosen)
    edits = [MarkAgainst(coding, wanted) for excerpt in chosen for coding in excerpt.coding_ids]
    words = "marked as going against" if wanted else "no longer going against"
    return Together(edits, _label(chosen, f"{counted(len(chosen), 'excerpt')} {words}"))


def keep(conn: sqlite3.Connection, chosen: Sequence[Excerpt], essay: OpenEssay | None) -> Edit | None:
    """Keep the excerpts as quotes, for the essay that is open; None where each of them is there already."""
    essay_id = None if essay is None else essay.id
    kept = {
        (document, quote.span)
        for document in {excerpt.document_id for excerpt in chosen}
        for quote in quotes_of(conn, document)
        if quote.essay_id == essay_id
    }
    wanted = dict.fromkeys((excerpt.document_id, Span(excerpt.start, excerpt.stop)) for excerpt in chosen)
    edits = kept_together([one for one in wanted if one not in kept], essay)
    label = f"{len(edits)} quotes {'kept' if essay is None else f'in {essay.place}'}"
    return Together(edits, label if len(edits) > 1 else None) if edits else None


def cited(conn: sqlite3.Connection, chosen: Sequence[Excerpt], now: datetime) -> list[Cited]:
    """The excerpts' words with their citations, cleared for the team; what may not be shown is left out."""
    choices = ReportChoices(
        audience=Audience.TEAM,
        codes=frozenset(excerpt.code_id for excerpt in chosen),
        documents=frozenset(excerpt.document_id for excerpt in chosen),
    )
    found = {item.coding_ids: item for item in passages(conn, choices, now).items}
    return [
        Cited(item.words, f"{', '.join(part for part in (item.who, item.document, item.place) if part)}; {item.id}")
        for excerpt in chosen
        if (item := found.get(excerpt.coding_ids)) is not None
    ]
