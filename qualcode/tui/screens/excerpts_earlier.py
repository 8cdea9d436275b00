"""Excerpts made under an earlier wording of their code: read again, and said to stand under the present one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.wordings import under_earlier_wording, with_earlier_wording
from qualcode.edits.merging import StandUnderPresentWording

TITLE = "made under an earlier wording"
KEYS = "w says that it stands under the present wording · esc shows all"
EMPTY = "No coding stands under an earlier wording any more. esc shows all of the code’s excerpts."
NOT_HERE = "w is for what was made under an earlier wording. F3 tells of which codes there is any."


def earlier_excerpts(conn: sqlite3.Connection, code_id: str) -> list[Excerpt]:
    """The excerpts of a code itself, counted or not, that hold a coding made under an earlier wording of it."""
    return with_earlier_wording(conn, excerpts(conn, Choice(codes={code_id}, seen=True)))


def stand(conn: sqlite3.Connection, chosen: Sequence[Excerpt]) -> StandUnderPresentWording | None:
    """The edit that says of excerpts that they stand under the present wording; None where all do."""
    earlier = under_earlier_wording(conn, {excerpt.code_id for excerpt in chosen})
    codings = [coding for excerpt in chosen for coding in excerpt.coding_ids if coding in earlier]
    return StandUnderPresentWording(codings) if codings else None
