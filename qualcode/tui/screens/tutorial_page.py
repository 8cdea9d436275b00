"""The learner's own Word page: what they coded, and nothing else."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.exports.choices import ReportChoices
from qualcode.exports.files import Written
from qualcode.exports.gather import report
from qualcode.exports.writing import write

PAGE = Path("exports") / "my-first-page.docx"
_TITLE = "My first page"


def write_page(conn: sqlite3.Connection, coder_id: str, study: Path, now: datetime) -> Written | None:
    """Write a coder's codings below the study's folder, for the team; None where they have coded nothing.

    Raises Problem where the file cannot be saved.
    """
    coders = frozenset({coder_id})
    codes = frozenset(excerpt.code_id for excerpt in excerpts(conn, Choice(coders=coders)))
    if not codes:
        return None
    choices = ReportChoices(coders=coders, codes=codes, charts=False, codebook=False, counts=False, title=_TITLE)
    return write(report(conn, choices, now), study.parent / PAGE)
