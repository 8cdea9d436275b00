"""Quotes trimmed for print in Quotes (F7), driven by the keys; the documents are never altered."""

from __future__ import annotations

import pytest

from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import TrimQuote
from qualcode.participants.consent import Consent
from qualcode.project.project import Project
from qualcode.transcripts.trim import Alteration, Trim
from qualcode.tui.screens.quotes import QuotesScreen
from tests.screens.place_study import (
    Study,
    assert_golden,
    fill_in,
    opened,
    press,
    run,
    screen_of,
    screen_text,
    toasts,
)
from tests.screens.quotes_study import TEXTS, page, parts_of


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_is_left_out_and_put_in_stands_in_the_words_and_as_it_will_appear(
    written: Study, size: tuple[int, int]
) -> None:
    async with opened(written, "f7", "enter", "j", "tab", "l", "l", "l", "space", "l", "l", "l", size=size) as pilot:
        await press(pilot, "d", "end", "plus")
        await fill_in(pilot, own="the first time")
        pilot.app.clear_notifications()
        assert_golden(pilot, f"quotes-trim-{size[0]}x{size[1]}")
        assert "“It was a […] in the chemist’s. So I sent [the first time].”" in page(pilot)


async def test_d_leaves_words_out_and_brings_them_back(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "tab", "end") as pilot:
        await press(pilot, "h", "h", "h", "shift+right", "shift+right", "shift+right", "d")
        assert "“It was a card on the board in the chemist’s. […]”" in page(pilot)
        assert toasts(pilot)[-1] == "Quote trimmed for print. u takes it back."
        await press(pilot, "d")
        assert "So I sent myself.”" in page(pilot)
        await press(pilot, "u")
        assert "[…]”" in page(pilot)
        await press(pilot, "u")
        assert "So I sent myself.”" in page(pilot)


async def test_a_letter_is_printed_as_a_capital_and_small_again(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "tab", "l", "l", "l", "tilde") as pilot:
        assert "It was a [C]ard" in page(pilot)
        await press(pilot, "tilde")
        assert "It was a card" in page(pilot)


async def test_own_words_stand_before_or_after_what_is_selected(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "tab", "l", "plus") as pilot:
        await fill_in(pilot, own="she said", where="after it")
        assert "It was [she said] a card" in page(pilot)
        await run(pilot, "quotes.as-said")
        assert "It was a card" in page(pilot)
        assert toasts(pilot)[-1] == "Quote printed as it was said. u takes it back."


async def test_leaving_out_a_word_that_bears_meaning_warns(written: Study) -> None:
    async with opened(written, "f7", "end", "tab", "tab") as pilot:
        await press(pilot, "d")
        assert toasts(pilot)[-1].endswith("This leaves out “Not”: look whether it still says what was said.")
        assert "This leaves out “Not”: look whether it still says what was said." in page(pilot)


async def test_not_all_of_a_quote_can_be_left_out(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "tab", "e", "e", "e", "d") as pilot:
        assert "Nothing of what was said would be printed." in toasts(pilot)[-1]
        assert "It was a card" in page(pilot)


async def test_words_left_out_twice_fast_are_left_out_together(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "tab", "l", "l", "l") as pilot:
        await pilot.press("d", "l", "d")
        await press(pilot)
        assert "“It was a […] the board" in page(pilot)


async def test_esc_lets_go_then_goes_back_to_the_outline_and_to_the_essays(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "tab", "space", "l", "escape") as pilot:
        place = screen_of(pilot, QuotesScreen)
        assert place.focused is place.query_one("#trim")
        await press(pilot, "escape")
        assert place.focused is parts_of(pilot)
        await press(pilot, "escape")
        assert place.focused is place.query_one("#essays")


async def test_what_a_person_who_withdrew_said_is_not_there_to_be_trimmed(written: Study) -> None:
    start = TEXTS["workshop"].index("Not at first")
    with Project.open(written.path, clock=written.clock, back_up=False) as project:
        project.sign_in("Ana")
        (person,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P02'").fetchone()
        (quote,) = project.conn.execute("SELECT id FROM quote WHERE essay_id IS NULL").fetchone()
        project.make(TrimQuote(quote, Trim((Alteration(start, start + 3),))))
        project.make(ChangeParticipant(person, {"consent": Consent.WITHDRAWN}))
    async with opened(written, "f7", "end", "tab") as pilot:
        assert "for long" not in screen_text(pilot)
        assert "P02: has withdrawn." in page(pilot)
        assert "“Not”" not in page(pilot)
        assert not screen_of(pilot, QuotesScreen).query_one("#trim-pane").display
        await press(pilot, "L")
        assert toasts(pilot)[-1] == "Nothing is looked for by these words: has withdrawn."
        await press(pilot, "C")
        assert toasts(pilot)[-1] == "Not copied: P02, has withdrawn."
