"""Which code Excerpts shows: kept in the study's own copy, so that F4 goes on where Codebook stood."""

from __future__ import annotations

from qualcode.project.project import Project
from qualcode.tui.shell import Shell

_KEY = "excerpts-code"


async def remember_code(shell: Shell, code_id: str) -> None:
    """Let Excerpts begin at this code or area, or at all of them."""

    def work(project: Project) -> None:
        if not project.read_only and project.setting(_KEY) != code_id:
            project.set_setting(_KEY, code_id)

    await shell.lane.call(work)


async def remembered_code(shell: Shell) -> str:
    """What Excerpts begins at; empty where nothing was chosen yet."""
    return await shell.lane.call(lambda project: project.setting(_KEY)) or ""
