"""Charts of a test's study as they are printed."""

from __future__ import annotations

from typing import Any

from qualcode.analysis.cells import Subject, participant
from qualcode.analysis.framework import ChartChoice
from qualcode.analysis.people import participants
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports.framework import ChartExport, PrintedCharts
from qualcode.exports.gather_charts import printed_charts
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from tests.conftest import NOON

Codes = dict[str, str]
SLEEP = "I sleep. That’s the short of it."


def p03(project: Project) -> Subject:
    (person,) = [one for one in participants(project.conn) if one.pseudonym == "P03"]
    return participant(person.id)


def printed(
    project: Project, audience: Audience = Audience.TEAM, *, areas: tuple[str, ...] | None = None, **choice: Any
) -> PrintedCharts:
    export = ChartExport(ChartChoice(None, **choice), areas, audience, coder_names=audience is Audience.TEAM)
    return project.read_copy(printed_charts, export, NOON)


def words_of(value: PrintedCharts) -> str:
    return "\n".join(
        cell.text
        for one in value.charts
        for row in one.rows
        for cell in (*row.cells, *([row.portrait] if row.portrait is not None else []))
    )


def agree(project: Project, consent: str) -> None:
    project.make(ChangeParticipant(p03(project).id, {"consent": consent}))
