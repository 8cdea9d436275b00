"""Which code Excerpts shows: kept in the study's own copy, so that F4 goes on where Codebook stood."""

from __future__ import annotations

from qualcode.project.project import Project
from qualcode.tui.shell import Shell

_KEY = "excerpts-code"


_EARLIER = " wording:earlier"


async def remember_code(shell: Shell, code_id: str, *, earlier: bool = False) -> None:
    """Let Excerpts begin at this code or area, or at all; with `earlier` at what stands under an earlier wording."""
    wanted = place_words(code_id, earlier=earlier)

    def work(project: Project) -> None:
        if not project.read_only and project.setting(_KEY) != wanted:
            project.set_setting(_KEY, wanted)

    await shell.lane.call(work)


async def remembered_code(shell: Shell) -> str:
    """What Excerpts begins at, as `place_words` has it; empty where nothing was chosen yet."""
    return await shell.lane.call(lambda project: project.setting(_KEY)) or ""


def place_words(code_id: str, *, earlier: bool = False) -> str:
    """A code, and whether only what was made under an earlier wording of it is shown."""
    return code_id + _EARLIER if earlier else code_id


def place_meant(words: str) -> tuple[str, bool]:
    """The code, and whether only what was made under an earlier wording of it is shown."""
    return words.removesuffix(_EARLIER), words.endswith(_EARLIER)
