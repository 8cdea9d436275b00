"""Consent that runs out, or an answer that is recorded, between a preview and the export is obeyed by the export."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest

from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import RecordAnswer
from qualcode.essays.essay import Answer
from qualcode.project.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.questions import Choose, ProblemScreen
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import Study, opened, press, settle
from tests.screens.quotes_study import write_essays
from tests.screens.test_export import choose

pytestmark = pytest.mark.usefixtures("no_desktop")

SECRET = "card on the board in the chemist"
KINDS = ("report", "briefing", "workshop", "quotes", "transcripts")


@pytest.fixture
def agreed(study: Study) -> Study:
    """The study with essays, in which everybody may be quoted until the day that it is."""
    write_essays(study)
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        until = {"consent": "quote", "consent_until": study.clock.now().date().isoformat()}
        for (person,) in project.conn.execute("SELECT id FROM participant").fetchall():
            project.make(ChangeParticipant(person, until))
    return study


def _a_day_passes(study: Study, project: Project) -> None:
    del project
    study.clock.moment += timedelta(days=1)


def _it_is_refused(study: Study, project: Project) -> None:
    del study
    for (quote,) in project.conn.execute("SELECT id FROM quote WHERE answer = ''").fetchall():
        project.make(RecordAnswer(quote, Answer.REFUSED))


def told(study: Study) -> str:
    """All that the export wrote, unpacked."""
    found: list[bytes] = []
    for path in (study.path.parent / "exports").rglob("*.*"):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                found += [package.read(name) for name in package.namelist()]
        else:
            found.append(path.read_bytes())
    return b"\n".join(found).decode("utf-8", "replace")


@pytest.mark.parametrize("happens", [_a_day_passes, _it_is_refused], ids=["a day passes", "it is refused"])
@pytest.mark.parametrize("kind", KINDS)
async def test_what_was_previewed_is_judged_again_when_it_is_written(
    agreed: Study, kind: str, happens: Callable[[Study, Project], None]
) -> None:
    async with opened(agreed, "f8") as pilot:
        await choose(pilot, kind, "space")
        await choose(pilot, "audience:outside", "space")
        await settle(pilot)
        assert SECRET in " ".join(pilot.app.screen.query_one("#preview", ReadingPage).text.split())
        app = pilot.app
        assert isinstance(app, QualcodeApp)
        await app.lane.call(lambda project: happens(agreed, project))
        await press(pilot, "x")
        for _ in range(400):
            await settle(pilot)
            if isinstance(pilot.app.screen, Modal):
                break
        assert isinstance(pilot.app.screen, Choose if kind != "transcripts" or told(agreed) else ProblemScreen)
    assert SECRET not in told(agreed)
