"""Export (F8) says before anything goes out which quotes are printed although consent does not allow it."""

from __future__ import annotations

import pytest

from qualcode.edits.answers import PrintAlthough
from qualcode.edits.participants import ChangeParticipant
from qualcode.project.project import Project
from qualcode.tui.widgets.drawn_rows import DrawnRows
from tests.screens.place_study import Study, opened, press, screen_text, settle
from tests.screens.quotes_study import write_essays
from tests.screens.test_export import choose

pytestmark = pytest.mark.usefixtures("no_desktop")

WHY = "consented by e-mail, kept by the lead"


@pytest.fixture
def overridden(study: Study) -> Study:
    """Everybody's words are for the team only, but one kept quote of P01 is printed for a reason."""
    write_essays(study)
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        for (person,) in project.conn.execute("SELECT id FROM participant").fetchall():
            project.make(ChangeParticipant(person, {"consent": "team only"}))
        (quote,) = project.conn.execute("SELECT id FROM quote ORDER BY num LIMIT 1").fetchone()
        project.make(PrintAlthough(quote, WHY))
    return study


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
@pytest.mark.parametrize("what", ["excerpts", "quotes", "transcripts"])
async def test_before_it_goes_out_stands_what_is_printed_against_the_consent_and_enter_says_why(
    overridden: Study, what: str, size: tuple[int, int]
) -> None:
    async with opened(overridden, "f8", size=size) as pilot:
        if what != "excerpts":
            await choose(pilot, what, "space")
        await choose(pilot, "audience:outside", "space")
        await settle(pilot)
        before = pilot.app.screen.query_one("#before", DrawnRows)
        before.focus()
        before.go_to("although")
        assert "Printed although consent does not allow it" in screen_text(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        read = " ".join(screen_text(pilot).split())
        assert "P01:" in read and "kept by the lead" in read
