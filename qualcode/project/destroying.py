"""Whether the material of a study should be there still."""

from __future__ import annotations

from datetime import date

from qualcode.analysis.phrases import day_in_words
from qualcode.problem import Problem
from qualcode.project import backup
from qualcode.project.key_file import key_path
from qualcode.project.project import Project


def destroy_by(project: Project) -> date | None:
    """The day by which the material is to be destroyed, where one is set."""
    (kept,) = project.conn.execute("SELECT destroy_by FROM study").fetchone()
    return date.fromisoformat(kept) if kept else None


def overdue(project: Project) -> Problem | None:
    """What to say where the day is over by which the material was to be destroyed; None before, or where none is set.

    The day itself still counts.
    """
    last = destroy_by(project)
    if last is None or project.clock.now().date() <= last:
        return None
    path = project.path
    key = key_path(project.study_id)
    names = f" and its list of names, {key}" if key.is_file() else ""
    return Problem(
        f"The material of this study was to be destroyed by {day_in_words(last)}.",
        "Nothing was deleted: that is yours to do.",
        f"Delete {path.name}, “{backup.folder(path).name}” beside it, the transcripts and what was exported{names}; "
        "or, where it may be kept longer, set another day: “Destroy by” on the study page, or "
        "“qualcode study --destroy-by”.",
    )
