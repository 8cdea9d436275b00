"""Choosing in a form: letters typed in an open box go to what has them."""

from __future__ import annotations

from textual.widgets import OptionList

from qualcode.tui.widgets.marked_options import MarkedSelect
from tests.screens.place_study import Study, opened, press, type_words


async def test_letters_typed_in_an_open_box_go_to_the_choice_that_has_them(study: Study) -> None:
    async with opened(study, "f5", "f", "enter") as pilot:
        box = pilot.app.screen.query_one("#field-0", MarkedSelect)
        await type_words(pilot, "COD")
        assert box.query_one(OptionList).highlighted == 4
        await press(pilot, "enter")
        assert box.value == "coder"


async def test_letters_that_no_choice_has_leave_the_mark_where_it_was(study: Study) -> None:
    async with opened(study, "f5", "f", "enter", "down") as pilot:
        box = pilot.app.screen.query_one("#field-0", MarkedSelect)
        await type_words(pilot, "zzz")
        assert box.query_one(OptionList).highlighted == 1
        await press(pilot, "enter")
        assert box.value == "document"
