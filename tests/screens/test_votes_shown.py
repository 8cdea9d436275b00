"""What workshops voted on a quote's card is told where the quote is read, and sorts nothing."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from qualcode.analysis.excerpts import short_id
from qualcode.analysis.returns.arriving import arriving
from qualcode.analysis.returns.typed import typed_text
from qualcode.analysis.returns.votes import NOT_RANKED
from qualcode.edits.returns import TakeReturns
from qualcode.project.project import Project
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import Study, opened, press

SAID = "Leeds, 3 May 2026: 7 votes of 2 groups"


@pytest.fixture
def voted(written: Study) -> Study:
    """The study with essays, and votes of two groups on the first quote of the first."""
    ((quote,),) = written.ask("SELECT id FROM quote ORDER BY num LIMIT 1")
    card = short_id(str(quote))
    typed = typed_text(f"T1:\n{card}: yes, 4 votes\nT2:\n{card}: 3 votes\n")
    with Project.open(written.path, clock=written.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(TakeReturns(arriving(project.conn, typed, "Leeds").new, "2026-05-03"))
    return written


def read(pilot: Pilot[None]) -> str:
    """All that stands beside the list, also what is below the edge."""
    return " ".join(" ".join(page.text for page in pilot.app.screen.query(ReadingPage)).split())


async def test_a_writer_reads_the_votes_beside_the_quote_and_that_nothing_is_ranked(voted: Study) -> None:
    async with opened(voted, "f7", "enter", "j") as pilot:
        assert SAID in read(pilot) and NOT_RANKED in read(pilot)
        await press(pilot, "j")
        assert "votes" not in read(pilot).casefold()


async def test_votes_on_a_quotes_card_stand_below_the_excerpt_that_shares_its_words(voted: Study) -> None:
    async with opened(voted, "f4") as pilot:
        assert f"{SAID} (on the card x" in read(pilot) and NOT_RANKED in read(pilot)
