"""Participants, driven by their keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import Vertical
from textual.pilot import Pilot

from qualcode.analysis.people import participants
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.participants import AddParticipant, SetFact
from qualcode.edits.together import Together
from qualcode.participants.attributes import AttributeKind
from qualcode.participants.wider import Wider
from qualcode.project.project import Project
from qualcode.project.surveys import preview, read_survey, survey_arrival
from qualcode.tui.screens.cell_editor import CellEditor
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.participants import ParticipantsScreen
from qualcode.tui.widgets import resting
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import (
    Study,
    assert_golden,
    make_study,
    opened,
    press,
    screen_text,
    settle,
    toasts,
    type_words,
)
from tests.screens.survey_study import write_survey

PEOPLE = "SELECT pseudonym, consent, consent_until, consent_words, note FROM participant ORDER BY pseudonym"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_table_shows_consent_facts_and_documents(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "p", size=size) as pilot:
        assert_golden(pilot, f"participants-{size[0]}x{size[1]}")


async def test_a_form_changes_consent_until_and_facts_as_one_step(study: Study) -> None:
    async with opened(study, "p", "down", "enter", "tab", "enter", "home", "enter", "tab") as pilot:
        await type_words(pilot, "2026-03-11")
        await press(pilot, "tab")
        await type_words(pilot, "Signed.")
        await press(pilot, "tab", "end")
        await type_words(pilot, " and mender")
        await press(pilot, "escape")
        page = pilot.app.screen.query_one("#person", ReadingPage).text
        assert "joiner and mender" in page
        assert "it has run out, ask again" in page
        assert "quote (run out)" in screen_text(pilot)
        await press(pilot, "u")
        assert "team only" in screen_text(pilot)
        await press(pilot, "U")
    assert study.ask(PEOPLE)[1] == ("P02", "quote", "2026-03-11", "Signed.", "")


async def test_what_is_written_of_a_person_is_on_disk_after_a_pause_and_one_step_to_undo(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "PAUSE", 0.01)
    async with opened(study, "p", "down", "enter", *["tab"] * 3) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ParticipantsScreen)
        for words in ("Signed", " twice"):
            await type_words(pilot, words)
            await pilot.pause(0.1)
            await settle(pilot)
            assert (await screen.shell.read(participants))[1].agreement.words.endswith(words)
        await press(pilot, "escape")
        assert toasts(pilot) == ["Details of P02 are saved. u takes it back."]
        assert "Signed twice" in screen.query_one("#person", ReadingPage).text
        await press(pilot, "u")
    assert study.ask(PEOPLE)[1][3] == ""


async def test_a_date_that_is_none_is_refused_and_what_was_written_stays(study: Study) -> None:
    async with opened(study, "p", "enter", "tab", "tab") as pilot:
        await type_words(pilot, "next year")
        await press(pilot, "escape")
        assert toasts(pilot)[-1].startswith("“next year” is not a date.")
        assert "next year" in screen_text(pilot)
        await press(pilot, "tab", "tab", "ctrl+u", "escape")
    assert study.ask(PEOPLE)[0][2] is None


async def test_two_people_cannot_have_one_pseudonym(study: Study) -> None:
    async with opened(study, "p", "enter", "ctrl+u") as pilot:
        await type_words(pilot, "P02")
        await press(pilot, "escape")
        assert toasts(pilot)[-1].startswith("Somebody else is P02 already.")
        await press(pilot, "ctrl+u")
        await type_words(pilot, "P07")
        await press(pilot, "escape")
    assert [row[0] for row in study.ask(PEOPLE)] == ["P02", "P07"]


async def test_a_fact_may_be_kept_out_of_print(study: Study) -> None:
    async with opened(study, "p") as pilot:
        assert "gardener *" in screen_text(pilot)
        await press(pilot, "f", "enter", "space", "enter")
        assert "gardener *" not in screen_text(pilot)
    assert study.ask("SELECT name, printable FROM attribute") == [("role", 0)]


async def test_a_new_fact_is_not_printed_unless_ticked(study: Study) -> None:
    async with opened(study, "p", "plus", "down", "enter") as pilot:
        await type_words(pilot, "street")
        await press(pilot, "enter")
    assert study.ask("SELECT name, printable FROM attribute ORDER BY name") == [("role", 1), ("street", 0)]


async def test_esc_leaves_a_cell_as_it_was_and_enter_keeps_what_was_typed_as_one_step(study: Study) -> None:
    async with opened(study, "p", "right", "right", "right", "enter") as pilot:
        await type_words(pilot, "xx")
        await press(pilot, "escape")
        assert "gardenerxx" not in screen_text(pilot)
        await press(pilot, "enter", "end")
        await type_words(pilot, " and cook")
        await press(pilot, "enter")
        assert "gardener and cook" in screen_text(pilot)
        await press(pilot, "u")
        assert "gardener and cook" not in screen_text(pilot)
        await press(pilot, "U")
    assert "gardener and cook" in str(study.ask("SELECT attributes FROM participant WHERE pseudonym = 'P01'"))


async def test_consent_is_chosen_in_its_cell_by_a_letter(study: Study) -> None:
    async with opened(study, "p", "right", "enter", "w", "enter") as pilot:
        assert "withdrawn" in screen_text(pilot)
    assert study.ask(PEOPLE)[0][1] == "withdrawn"


async def test_who_withdrew_comes_back_in_the_form_with_a_reason_that_is_kept(study: Study) -> None:
    async with opened(study, "p", "right", "enter", "w", "enter") as pilot:
        await press(pilot, "left", "enter", "tab", "enter", "home", "enter", "escape")
        assert toasts(pilot)[-1].startswith("P01 withdrew.")
        pilot.app.screen.query_one("#field-2").focus()
        await type_words(pilot, "She rang.")
        await press(pilot, "escape")
        page = pilot.app.screen.query_one("#person", ReadingPage).text
        assert "She rang." in page and "method" in page
        assert "withdrawn" not in page
        await press(pilot, "u")
        assert "withdrawn" in screen_text(pilot)
        assert "She rang." not in screen_text(pilot)
        await press(pilot, "U")
    assert study.ask(PEOPLE)[0][1] == "quote"


async def test_a_withdrawal_is_undone_once_somebody_agrees_and_the_consent_there_is_again_is_said(
    study: Study,
) -> None:
    async with opened(study, "p", "right", "enter", "w", "enter", "u") as pilot:
        assert "This takes back the withdrawal of P01." in screen_text(pilot)
        await press(pilot, "escape")
        assert "withdrawn" in screen_text(pilot)
        await press(pilot, "u", "enter")
        assert "again, no longer “withdrawn”." in toasts(pilot)[-1]
    assert study.ask(PEOPLE)[0][1] != "withdrawn"


async def test_who_withdrew_is_made_an_interviewer_for_a_reason_alone(study: Study) -> None:
    async with opened(study, "p", "right", "enter", "w", "enter", "home", "I") as pilot:
        assert "Words of P01, who withdrew, become" in screen_text(pilot)
        await press(pilot, "escape")
        assert toasts(pilot)[-1] == "Nothing was changed."
        await press(pilot, "I")
        await type_words(pilot, "P01 asked the questions.")
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith("P01 is an interviewer now")
    assert study.ask("SELECT body FROM memo WHERE kind = 'method'") == [("P01 asked the questions.",)]


async def test_who_withdrew_does_not_come_back_in_a_cell_without_a_reason(study: Study) -> None:
    async with opened(study, "p", "right", "enter", "w", "enter", "enter", "home", "enter") as pilot:
        assert toasts(pilot)[-1].startswith("P01 withdrew.")
    assert study.ask(PEOPLE)[0][1] == "withdrawn"


async def test_tab_keeps_a_cell_and_goes_on_to_the_next(study: Study) -> None:
    async with opened(study, "p", "right", "right", "enter") as pilot:
        await type_words(pilot, "2030-12-31")
        await press(pilot, "tab")
        assert pilot.app.screen.query_one(DrawnTable).column_id not in ("until", "consent", "who")
    assert study.ask(PEOPLE)[0][2] == "2030-12-31"


async def test_a_day_typed_wrongly_in_a_cell_is_refused_and_stays_to_be_put_right(study: Study) -> None:
    async with opened(study, "p", "right", "right", "enter") as pilot:
        await type_words(pilot, "31/31/2030")
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith("“31/31/2030” is not a date.")
        assert isinstance(pilot.app.screen, CellEditor)
        assert "31/31/2030" in screen_text(pilot)
        await press(pilot, "escape")
    assert study.ask(PEOPLE)[0][2] is None


async def test_choices_are_offered_in_the_cell_and_several_are_ticked(study: Study) -> None:
    with Project.open(study.path, clock=study.clock) as project:
        project.make(AddAttribute(NewAttribute("support", AttributeKind.SEVERAL, ("group", "online", "paid"))))
    async with opened(study, "p", "right", "right", "right", "right", "enter", "space", "down", "space") as pilot:
        assert "[x] group" in screen_text(pilot) and "[x] online" in screen_text(pilot)
        await press(pilot, "enter")
        assert "group; online" in screen_text(pilot)
    assert "group; online" in str(study.ask("SELECT attributes FROM participant WHERE pseudonym = 'P01'"))


async def test_people_sort_by_a_scale_in_its_order_with_what_is_missing_last(study: Study) -> None:
    with Project.open(study.path, clock=study.clock) as project:
        edit = AddAttribute(NewAttribute("how often", AttributeKind.SCALE, ("never", "sometimes", "always")))
        project.make(edit)
        ids = dict(project.conn.execute("SELECT pseudonym, id FROM participant").fetchall())
        project.make(SetFact(ids["P01"], edit.id, "always"))
        project.make(SetFact(ids["P02"], edit.id, "never"))
        project.make(AddParticipant("A07"))
    async with opened(study, "p", "right", "right", "right", "right", "f", "down", "enter") as pilot:
        assert _shown_people(pilot) == ["P02", "P01", "A07"]
        await press(pilot, "f", "enter")
        assert _shown_people(pilot) == ["P01", "P02", "A07"]


def _shown_people(pilot: Pilot[None]) -> list[str]:
    table = pilot.app.screen.query_one(DrawnTable)
    assert table._row_at is not None
    return [table._row_at(place).cells[0] for place in range(len(table._ids))]


async def test_an_impossible_age_is_marked_and_can_be_looked_for(study: Study) -> None:
    with Project.open(study.path, clock=study.clock) as project:
        edit = AddAttribute(NewAttribute("age", AttributeKind.NUMBER))
        project.make(edit)
        ids = dict(project.conn.execute("SELECT pseudonym, id FROM participant").fetchall())
        project.make(SetFact(ids["P02"], edit.id, "-1726"))
    async with opened(study, "p") as pilot:
        assert "-1726 ?" in screen_text(pilot)
        await press(pilot, "f", "down", "down", "down", "enter")
        assert _shown_people(pilot) == ["P02"]
        assert "-1726 (cannot be an age)" in screen_text(pilot)
        await press(pilot, "escape")
        assert _shown_people(pilot) == ["P01", "P02"]


async def test_an_attribute_gets_a_kind_and_choices_in_its_form(study: Study) -> None:
    async with opened(study, "p", "right", "right", "right", "f", "down", "down", "down", "down", "enter") as pilot:
        await press(pilot, "tab", "tab")
        await type_words(pilot, "gardener; joiner")
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith("Attribute “role”")
    assert study.ask("SELECT choices FROM attribute WHERE name = 'role'") == [('["gardener", "joiner"]',)]


async def test_an_attribute_gets_wider_words_for_print_in_its_form(study: Study) -> None:
    async with opened(study, "p", "right", "right", "right", "f", "down", "down", "down", "down", "enter") as pilot:
        await press(pilot, "tab", "tab", "tab", "tab")
        await type_words(pilot, "10")
        await press(pilot, "enter")
        assert "is no number, so it has no bands" in screen_text(pilot)
        await press(pilot, "tab", "tab", "tab", "tab", "end", "backspace", "backspace", "tab")
        await type_words(pilot, "gardener = grower")
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith("Attribute “role”")
    stored = str(study.ask("SELECT printed_as FROM attribute WHERE name = 'role'")[0][0])
    assert Wider.read(stored).told("Gardener") == "grower"


async def test_an_attribute_that_is_removed_comes_back_with_its_values(study: Study) -> None:
    async with opened(study, "p", "right", "right", "right", "f", "end", "enter") as pilot:
        assert "gardener" not in screen_text(pilot)
        await press(pilot, "u")
        assert "gardener" in screen_text(pilot)


async def test_a_new_participant_is_added_by_hand_and_taken_out_with_d(study: Study) -> None:
    async with opened(study, "p", "plus", "end", "enter") as pilot:
        await type_words(pilot, "P12")
        await press(pilot, "enter")
        assert _shown_people(pilot) == ["P01", "P02", "P12"]
        await press(pilot, "d")
        assert _shown_people(pilot) == ["P01", "P02"]
        await press(pilot, "home", "d")
        assert "P01 speaks in “garden”." in toasts(pilot)[-1]


async def test_hundreds_of_people_are_drawn_only_where_they_are_in_sight(study: Study) -> None:
    with Project.open(study.path, clock=study.clock) as project:
        project.make(Together([AddParticipant(f"R{number:04}") for number in range(400)], "Many"))
    async with opened(study, "p", "G") as pilot:
        assert "Participants · 402" in screen_text(pilot)
        assert "R0399" in screen_text(pilot)
        assert len(pilot.app.screen.query_one(DrawnTable)._cache) < 100


async def test_esc_goes_back_to_the_documents(study: Study) -> None:
    async with opened(study, "p", "escape") as pilot:
        assert isinstance(pilot.app.screen, DocumentsScreen)


async def test_the_filter_finds_people_by_what_is_known_of_them(study: Study) -> None:
    async with opened(study, "p", "slash") as pilot:
        await type_words(pilot, "joiner")
        await press(pilot, "enter")
        assert "Participants · 1" in screen_text(pilot)


async def test_facts_that_look_like_markup_are_shown_as_they_are(study: Study) -> None:
    async with opened(study, "p", "enter", "tab", "tab", "tab", "tab") as pilot:
        await pilot.press(*"[/then]")
        await press(pilot, "escape")
        assert screen_text(pilot).count("[/then]") >= 2


async def test_who_asks_the_questions_is_taken_out_of_the_table_and_undo_brings_them_back(study: Study) -> None:
    asking = "SELECT count(*) FROM speaker WHERE is_interviewer = 1"
    (before,) = study.ask(asking)[0]
    async with opened(study, "p", "I") as pilot:
        assert toasts(pilot)[-1].startswith("P01 is an interviewer now")
        assert "Participants · 1" in screen_text(pilot)
        await press(pilot, "u")
        assert "Participants · 2" in screen_text(pilot)
        await press(pilot, "home", "I")
    living = "SELECT pseudonym FROM participant WHERE deleted_at IS NULL"
    assert study.ask(living) == [("P02",)]
    assert study.ask(asking) == [(int(str(before)) + 1,)]


def _fill(study: Study, *facts: str) -> None:
    """Give the first participant attributes, each with a long value."""
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        (person,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P01'").fetchone()
        for name in facts:
            project.make(AddAttribute(NewAttribute(name)))
            (fact,) = project.conn.execute("SELECT id FROM attribute WHERE name = ?", (name,)).fetchone()
            project.make(SetFact(person, fact, f"something rather long of {name}"))


async def test_a_column_at_the_edge_is_cut_where_one_sees_it(study: Study) -> None:
    _fill(study, "place", "trade")
    async with opened(study, "p") as pilot:
        row = next(line for line in screen_text(pilot).splitlines() if "▸ P01" in line)
        assert row.split("│")[1].rstrip().endswith("…")


async def test_the_box_of_a_cell_has_a_frame_around_the_cell_and_stays_there_when_the_window_changes(
    study: Study,
) -> None:
    async with opened(study, "p", "right", "right", "right", "enter") as pilot:
        for size in ((120, 40), (100, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            box = pilot.app.screen.query_one(Vertical).region
            cell = pilot.app.screen_stack[-2].query_one(DrawnTable).cell_region
            assert (box.x, box.y) == (cell.x - 1, cell.y - 1)
            line = screen_text(pilot).splitlines()[cell.y]
            assert line[box.x] == "│" and line[box.right - 1] == "│"


async def test_only_people_of_one_kind_of_document_are_shown_and_of_nobody_what_only_others_were_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = make_study(tmp_path, monkeypatch)
    source = write_survey(tmp_path)
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(survey_arrival(preview(*read_survey(source))))
    async with opened(study, "p") as pilot:
        assert "Participants · 12 " in screen_text(pilot)
        await press(pilot, "end")
        assert "Did you go" not in pilot.app.screen.query_one("#person", ReadingPage).text
        await press(pilot, "f")
        assert "Only people in interviews" in screen_text(pilot)
        await press(pilot, "down", "down", "down", "down", "enter")
        assert "Participants · 2 of 12 in interviews" in screen_text(pilot)
        assert "Did you go" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "Participants · 12 " in screen_text(pilot)


async def test_the_pane_beside_a_text_says_of_what_a_fact_is_the_value(study: Study) -> None:
    async with opened(study, "enter", "j", "j", "j") as pilot:
        assert "role gardener" in screen_text(pilot)
