"""Which essay is open, and where in it: kept in the study's own copy, so that passages kept anywhere go there."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.edits.quotes import KeepQuote
from qualcode.essays.titles import OpenEssay as OpenEssay
from qualcode.essays.titles import essay_open
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.tui.shell import Shell

_KEY, _UNDER = "quotes-essay", "quotes-under"


async def remember_essay(shell: Shell, essay_id: str | None, heading_id: str = "") -> None:
    """Let passages be kept for this essay from now on, under one of its headings; for none where it is None."""
    wanted = {_KEY: essay_id or "", _UNDER: heading_id}

    def work(project: Project) -> None:
        if not project.read_only:
            for key, value in wanted.items():
                if (project.setting(key) or "") != value:
                    project.set_setting(key, value)

    await shell.lane.call(work)


async def open_essay(shell: Shell) -> OpenEssay | None:
    """The essay that is open; None where passages go to Kept."""
    essay_id, heading_id = await shell.lane.call(lambda project: (project.setting(_KEY), project.setting(_UNDER)))
    return await shell.read(essay_open, essay_id, heading_id or "") if essay_id else None


def kept_together(passages: Iterable[tuple[str, Span]], essay: OpenEssay | None) -> list[KeepQuote]:
    """The edits that keep passages of documents for the essay that is open, else in Kept, in this order."""
    after = None if essay is None else essay.after
    edits: list[KeepQuote] = []
    for document_id, span in passages:
        edits.append(KeepQuote(document_id, span, essay_id=None if essay is None else essay.id, after=after))
        after = None if after is None else edits[-1].id
    return edits
