"""A chart (F5, 2) as a test reads and fills it."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input, Select

from qualcode.analysis.cells import Rows, Subject
from qualcode.analysis.framework import ChartRow
from qualcode.edits.summaries import WriteSummary
from qualcode.project.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.chart import ChartScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.form import Form
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import (
    Study,
    press,
    screen_of,
)


def chart(pilot: Pilot[None]) -> DrawnTable:
    return screen_of(pilot, ChartScreen).query_one("#chart", DrawnTable)


def excerpts(pilot: Pilot[None]) -> DrawnRows:
    return screen_of(pilot, ChartScreen).query_one("#rows-0", DrawnRows)


def titled(pilot: Pilot[None], pane: str) -> str:
    return str(screen_of(pilot, ChartScreen).query_one(pane, Pane).border_title)


def legend_of(pilot: Pilot[None]) -> str:
    """What stands below the table: how many cells stand where."""
    return str(screen_of(pilot, ChartScreen).query_one("#chart-pane", Pane).border_subtitle)


def shown_rows(pilot: Pilot[None]) -> list[ChartRow]:
    """The rows of the chart in their order."""
    return list(screen_of(pilot, ChartScreen)._rows.values())


def summary(pilot: Pilot[None]) -> str:
    """What stands in the pane of the summary."""
    return screen_of(pilot, ChartScreen).query_one("#summary", ReadingPage).text


async def summaries(pilot: Pilot[None]) -> list[tuple[str, str]]:
    app = pilot.app
    assert isinstance(app, QualcodeApp)
    rows = await app.lane.call(
        lambda project: project.conn.execute("SELECT body, state FROM summary WHERE deleted_at IS NULL").fetchall()
    )
    return [(str(body), str(state)) for body, state in rows]


def person(study: Study, name: str) -> Subject:
    ((found,),) = study.ask("SELECT id FROM participant WHERE pseudonym = ?", name)
    return Subject(Rows.PARTICIPANTS, str(found))


def write(study: Study, name: str, code: str, words: str) -> None:
    subject = person(study, name)
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(WriteSummary(subject, study.codes[code], words, True))


def person_id(pilot: Pilot[None], name: str) -> str:
    rows = screen_of(pilot, ChartScreen)._rows
    return next(row.subject.id for row in rows.values() if row.name == name)


async def fill_in(pilot: Pilot[None], **values: str) -> None:
    """Fill in fields of the form that is open, and go on."""
    form = pilot.app.screen.query_one(Form)
    for number, one in enumerate(form._fields):
        if one.name in values:
            field = form.query_one(f"#field-{number}")
            assert isinstance(field, Select | Input)
            field.value = values[one.name]
    await press(pilot, "ctrl+s")
