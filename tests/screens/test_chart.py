"""The chart (F5, 2), driven by its keys: which chart is shown, which of its rows, and going about in it."""

from __future__ import annotations

import pytest

from qualcode.analysis.people import attributes, participants
from qualcode.edits.attributes import ChangeAttribute, RemoveAttribute
from qualcode.edits.participants import AddParticipant, ChangeParticipant
from qualcode.project.project import Project
from qualcode.tui.screens.chart import ChartScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from tests.screens.chart_shown import chart, excerpts, fill_in, legend_of, person_id, shown_rows, titled, write
from tests.screens.place_study import (
    Study,
    assert_golden,
    opened,
    press,
    run,
    screen_of,
    screen_text,
    settle,
    toasts,
    type_words,
)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_people_stand_by_codes_with_the_open_cell_below(study: Study, size: tuple[int, int]) -> None:
    write(study, "P01", "1.1", "A card at the chemist’s, and then she rang herself.")
    async with opened(study, "f5", "2", size=size) as pilot:
        assert_golden(pilot, f"chart-{size[0]}x{size[1]}")


async def test_braces_go_to_the_cells_that_wait_and_say_where_there_is_none(study: Study) -> None:
    async with opened(study, "f5", "2", "home", "left", "left") as pilot:
        seen = []
        for _ in range(3):
            await press(pilot, "right_curly_bracket")
            seen.append((chart(pilot).row_id.split("/")[1], chart(pilot).column_id))
        first, second = person_id(pilot, "P01"), person_id(pilot, "P02")
        codes = study.codes
        assert seen == [
            (first, f"code:{codes['1.1']}"),
            (first, f"code:{codes['1.2']}"),
            (second, f"code:{codes['1.1']}"),
        ]
        await press(pilot, "right_curly_bracket")
        assert "No cell waits from here on." in toasts(pilot)[-1]
        await press(pilot, "left_curly_bracket")
        assert (chart(pilot).row_id.split("/")[1], chart(pilot).column_id) == seen[1]


async def test_another_area_other_rows_facts_and_order_are_asked_for(study: Study) -> None:
    async with opened(study, "f5", "2", "f") as pilot:
        await fill_in(pilot, facts="role", order="role", group="role")
        lines = screen_text(pilot).splitlines()
        assert "role" in lines[4] and "gardener" in screen_text(pilot)
        await press(pilot, "f")
        await fill_in(pilot, area="3 Evidence", nested="with what is below each code")
        assert titled(pilot, "#chart-pane").startswith("3 Evidence · 2 participants by")
        await press(pilot, "f")
        await fill_in(pilot, rows="documents")
        assert "3 documents" in titled(pilot, "#chart-pane")
        await press(pilot, "f")
        await fill_in(pilot, rows="groups by role")
        assert "gardener" in screen_text(pilot)


async def test_most_cells_filled_stand_first_where_that_is_asked(study: Study) -> None:
    write(study, "P02", "1.1", "Read it.")
    async with opened(study, "f5", "2", "f") as pilot:
        await fill_in(pilot, order="most cells filled first")
        names = [row.name for row in screen_of(pilot, ChartScreen)._rows.values()]
        assert names == ["P02", "P01"]


async def test_a_fact_that_is_none_is_told_and_the_others_are_shown(study: Study) -> None:
    async with opened(study, "f5", "2", "f") as pilot:
        await fill_in(pilot, facts="role; shoes")
        assert "There is no fact “shoes”" in toasts(pilot)[-1]
        assert "gardener" in screen_text(pilot)


async def test_enter_on_an_excerpt_opens_its_document_there(study: Study) -> None:
    async with opened(study, "f5", "2") as pilot:
        assert "enter Write" in screen_text(pilot).splitlines()[-1]
        await press(pilot, "tab")
        assert "enter Open it" in screen_text(pilot).splitlines()[-1]
        await press(pilot, "enter")
        assert screen_of(pilot, CodingScreen)
        assert "It was a card on the board" in screen_text(pilot)


async def test_in_a_narrow_window_i_shows_the_excerpts_in_place_of_the_summary(study: Study) -> None:
    async with opened(study, "f5", "2", size=(80, 24)) as pilot:
        assert not excerpts(pilot).is_on_screen
        await press(pilot, "i")
        assert excerpts(pilot).is_on_screen
        await press(pilot, "tab", "escape")
        assert chart(pilot).has_focus and not excerpts(pilot).is_on_screen


async def test_the_places_are_reached_from_the_chart(study: Study) -> None:
    async with opened(study, "f5", "2", "f2") as pilot:
        assert screen_of(pilot, DocumentsScreen)
    async with opened(study, "f5", "2") as pilot:
        await run(pilot, "chart.side")
        assert not screen_of(pilot, ChartScreen).query_one("#cell").display


async def test_rows_are_narrowed_by_a_typed_question_which_esc_takes_back(study: Study) -> None:
    async with opened(study, "f5", "2", "slash") as pilot:
        await type_words(pilot, "attr:role=gardener")
        await press(pilot, "enter")
        told = titled(pilot, "#chart-pane")
        assert "1 of 2 participants by" in told and told.endswith("only attr:role=gardener")
        assert chart(pilot).has_focus and [row.name for row in shown_rows(pilot)] == ["P01"]
        await press(pilot, "slash", "ctrl+u")
        await type_words(pilot, "attr:(role")
        await press(pilot, "enter")
        assert [row.name for row in shown_rows(pilot)] == ["P01"], "what cannot be asked changes nothing"
        await press(pilot, "escape", "escape")
        assert [row.name for row in shown_rows(pilot)] == ["P01", "P02"]
        assert "only" not in titled(pilot, "#chart-pane")


async def test_rows_are_narrowed_to_a_kind_and_a_question_in_the_form(study: Study) -> None:
    async with opened(study, "f5", "2", "f") as pilot:
        await fill_in(pilot, kind="interview", question="attr:role=gardener")
        assert titled(pilot, "#chart-pane").endswith("only interview, attr:role=gardener")
        await press(pilot, "f")
        await fill_in(pilot, question="attr:role=nobody")
        assert "nobody" in toasts(pilot)[-1]
        assert titled(pilot, "#chart-pane").endswith("only interview, attr:role=gardener")
        await press(pilot, "f")
        await fill_in(pilot, question="attr:role=gardener text:xylophone")
        assert "esc shows all" in screen_text(pilot) and not shown_rows(pilot)
        await press(pilot, "escape")
        assert len(shown_rows(pilot)) == 2


async def test_who_spoke_no_words_is_marked_plainly_and_left_out_on_request(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(AddParticipant("P09"))
    async with opened(study, "f5", "2") as pilot:
        assert "∅ no words" in screen_text(pilot) and "no words" in legend_of(pilot)
        await press(pilot, "f")
        await fill_in(pilot, silent="left out")
        assert "no words" not in screen_text(pilot)
        assert titled(pilot, "#chart-pane").endswith("1 without words left out")


async def test_rows_by_a_number_are_bands_that_one_cuts_oneself(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        people = {one.pseudonym: one.id for one in participants(project.conn)}
        project.make(ChangeParticipant(people["P01"], attributes={"age": "41"}))
        project.make(ChangeParticipant(people["P02"], attributes={"age": "70"}))
        (age,) = [one for one in attributes(project.conn) if one.name == "age"]
        project.make(ChangeAttribute(age.id, {"kind": "number"}))
    async with opened(study, "f5", "2", "f") as pilot:
        await fill_in(pilot, rows="groups by age", bands="2")
        assert [row.name for row in shown_rows(pilot)] == ["41 to under 56", "56 to 70"]
        await press(pilot, "f")
        await fill_in(pilot, bands="50; 65")
        assert [row.name for row in shown_rows(pilot)] == ["under 50", "65 and over"]
        await press(pilot, "f")
        await fill_in(pilot, bands="old")
        assert "says neither how many bands" in toasts(pilot)[-1]
        await press(pilot, "f")
        await fill_in(pilot, rows="participants", group="age", bands="2")
        assert [(row.group, row.name) for row in shown_rows(pilot)] == [
            ("41 to under 56", "P01"),
            ("56 to 70", "P02"),
        ]


async def test_where_what_made_the_groups_is_gone_the_participants_stand_there_again(study: Study) -> None:
    ((role,),) = study.ask("SELECT id FROM attribute WHERE name = 'role'")
    async with opened(study, "f5", "2", "f") as pilot:
        await fill_in(pilot, rows="groups by role")
        assert [row.name for row in shown_rows(pilot)] == ["gardener", "joiner"]
        await screen_of(pilot, ChartScreen).shell.make(RemoveAttribute(str(role)))
        await settle(pilot)
        assert [row.name for row in shown_rows(pilot)] == ["P01", "P02"]
