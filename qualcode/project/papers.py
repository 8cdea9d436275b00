"""What changed in briefing papers since the last ones that this copy of the study wrote."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.exports.briefing_files import Marks, changes, kept_under
from qualcode.exports.briefing_material import BriefingChoices
from qualcode.exports.gather_briefing import Briefing
from qualcode.project.project import Project


def changed_since(project: Project, papers: Sequence[Briefing], choices: BriefingChoices) -> list[tuple[str, ...]]:
    """Of each paper that was just written what changed, as sentences; from now on it is the last one."""
    told = []
    for one in papers:
        now, key = Marks.of(one.page), kept_under(one.area_id, choices.audience)
        told.append(changes(Marks.from_kept(project.setting(key)), now))
        if not project.read_only:
            project.set_setting(key, now.as_kept())
    return told
