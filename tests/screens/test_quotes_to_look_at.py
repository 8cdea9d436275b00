"""Quotes that are to be looked at say so wherever they go out: from Quotes (F7), and in Export (F8)."""

from __future__ import annotations

import pytest

from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import TrimQuote
from qualcode.project.project import Project
from qualcode.transcripts.trim import Alteration, Trim
from qualcode.tui.screens.export import ExportScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from tests.screens.place_study import Study, opened, press, run, screen_of, screen_text, settle
from tests.screens.quotes_study import TEXTS, keep, write_essays
from tests.screens.test_export import choose

pytestmark = pytest.mark.usefixtures("no_desktop")

LOST = "“Not”"


@pytest.fixture
def trimmed(study: Study) -> Study:
    """The quote in Kept is trimmed of its first word, Not; and everybody may be quoted."""
    write_essays(study)
    start = TEXTS["workshop"].index("Not at first, and not for long.")
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        for (person,) in project.conn.execute("SELECT id FROM participant").fetchall():
            project.make(ChangeParticipant(person, {"consent": "quote"}))
        (quote,) = project.conn.execute("SELECT id FROM quote WHERE essay_id IS NULL").fetchone()
        project.make(TrimQuote(quote, Trim((Alteration(start, start + 3),))))
    return study


async def test_the_box_before_a_quote_sheet_is_written_says_which_quotes_to_look_at(trimmed: Study) -> None:
    async with opened(trimmed, "f7", "end", "x") as pilot:
        words = " ".join(screen_text(pilot).split())
        assert "1 quote to look at: x" in words and f"{LOST} is left out" in words


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_before_it_goes_out_stands_how_many_quotes_are_to_be_looked_at_and_enter_says_what(
    trimmed: Study, size: tuple[int, int]
) -> None:
    async with opened(trimmed, "f7", "end", "x", "end", "enter", size=size) as pilot:
        await settle(pilot)
        before = screen_of(pilot, ExportScreen).query_one("#before", DrawnRows)
        before.focus()
        before.go_to("look")
        assert "1 quote to look at (enter: see what)" in screen_text(pilot)
        assert "[ Export ]" in screen_text(pilot)  # it is no stop
        await press(pilot, "enter")
        assert f"{LOST} is left out" in " ".join(screen_text(pilot).split())


async def test_a_quote_sheet_opens_for_the_essays_own_readers_and_others_may_be_chosen(study: Study) -> None:
    write_essays(study)
    async with opened(study, "f8") as pilot:
        assert "(•) the study team" in screen_text(pilot)
        await run(pilot, "export.quotes")
        assert "(•) readers outside" in screen_text(pilot)
        assert "held back: 1 quote" in screen_text(pilot)
        await choose(pilot, "audience:team", "space")
        assert "(•) the study team" in screen_text(pilot)
        await run(pilot, "export.transcripts")
        assert "(•) the study team" in screen_text(pilot)
        await run(pilot, "export.quotes")
        assert "(•) readers outside" in screen_text(pilot)
        await run(pilot, "export.transcripts")
        assert "(•) the study team" in screen_text(pilot)


async def test_cards_of_a_workshop_that_are_to_be_looked_at_are_told_of_too(trimmed: Study) -> None:
    with Project.open(trimmed.path, clock=trimmed.clock, back_up=False) as project:
        project.sign_in("Ana")
        nobody = keep(trimmed, "workshop", "Nobody told me.")
        start = TEXTS["workshop"].index("Nobody told me.")
        project.make(nobody)
        project.make(TrimQuote(nobody.id, Trim((Alteration(start, start + len("Nobody ")),))))
    async with opened(trimmed, "f8") as pilot:
        await run(pilot, "export.workshop")
        await settle(pilot)
        before = screen_of(pilot, ExportScreen).query_one("#before", DrawnRows)
        before.focus()
        before.go_to("look")
        assert "1 card to look at (enter: see what)" in screen_text(pilot)
        await press(pilot, "enter")
        assert "“Nobody” is left out" in " ".join(screen_text(pilot).split())
