"""Which essay is open: kept in the study's own copy, so that passages kept anywhere go into it."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.essays.titles import essay_title
from qualcode.project.project import Project
from qualcode.tui.shell import Shell

_KEY = "quotes-essay"


async def remember_essay(shell: Shell, essay_id: str | None) -> None:
    """Let passages be kept for this essay from now on; for none where it is None."""
    wanted = essay_id or ""

    def work(project: Project) -> None:
        if not project.read_only and (project.setting(_KEY) or "") != wanted:
            project.set_setting(_KEY, wanted)

    await shell.lane.call(work)


@dataclass(frozen=True, slots=True)
class OpenEssay:
    """The essay that passages are kept for."""

    id: str
    title: str


async def open_essay(shell: Shell) -> OpenEssay | None:
    """The essay that is open; None where passages go to Kept."""
    wanted = await shell.lane.call(lambda project: project.setting(_KEY))
    title = await shell.read(essay_title, wanted) if wanted else None
    return OpenEssay(wanted, title) if wanted and title is not None else None
