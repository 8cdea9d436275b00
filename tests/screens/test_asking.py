"""Questions typed in the bar, filled in as a form, saved and asked again by their names."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select

from qualcode.edits.saved_questions import ForgetQuestion, SaveQuestion
from qualcode.project.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.counts import CountsScreen
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.screens.questions import AskLine, Choose, ProblemScreen, YesNo
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.form import Form
from qualcode.tui.widgets.question_bar import QuestionBar
from qualcode.tui.widgets.words import Words
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
from tests.screens.shown_study import shown


def bar(pilot: Pilot[None]) -> QuestionBar:
    return pilot.app.screen.query_one(QuestionBar)


def typed(pilot: Pilot[None]) -> str:
    return bar(pilot).query_one(Input).value


def offered(pilot: Pilot[None]) -> str:
    """What stands above the bar."""
    return str(bar(pilot).query_one(".question-bar--above", Words).content)


def listed(pilot: Pilot[None]) -> int:
    return len(screen_of(pilot, ExcerptsScreen).query_one("#rows-0", DrawnRows).row_ids)


async def ask(pilot: Pilot[None], words: str) -> None:
    await press(pilot, "slash")
    await type_words(pilot, words)
    await press(pilot, "enter")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_open_bar_offers_what_may_stand_there(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "f5", "slash", size=size) as pilot:
        assert_golden(pilot, f"question-bar-{size[0]}x{size[1]}")


async def test_tab_puts_in_what_is_offered_and_the_arrows_choose(study: Study) -> None:
    async with opened(study, "f5", "slash") as pilot:
        assert offered(pilot).startswith("▸ code:")
        await type_words(pilot, "ki")
        await press(pilot, "tab")
        assert typed(pilot) == "kind:"
        first = offered(pilot)
        await press(pilot, "down")
        assert offered(pilot) != first and "▸" in offered(pilot)
        await press(pilot, "up")
        assert offered(pilot) == first
        await press(pilot, "tab")
        assert typed(pilot).startswith("kind:") and len(typed(pilot)) > len("kind:")
        await press(pilot, "enter")
        assert not bar(pilot).has_class("-open")
        assert screen_of(pilot, CountsScreen).question.startswith("kind:")


async def test_tab_stays_in_the_bar_where_nothing_is_offered(study: Study) -> None:
    async with opened(study, "f5", "slash") as pilot:
        await type_words(pilot, "zzzz")
        await press(pilot, "tab")
        assert typed(pilot) == "zzzz" and bar(pilot).query_one(Input).has_focus


async def test_what_cannot_be_asked_is_marked_and_the_words_stay_to_be_mended(study: Study) -> None:
    async with opened(study, "f5") as pilot:
        await ask(pilot, "who:P01 kind:intervew")
        field = bar(pilot).query_one(Input)
        assert bar(pilot).has_class("-open") and typed(pilot) == "who:P01 kind:intervew"
        assert typed(pilot)[slice(*sorted(field.selection))].endswith("intervew")
        assert "interview" in offered(pilot)
        wrong = typed(pilot)[slice(*sorted(field.selection))]
        await type_words(pilot, wrong.replace("intervew", "interview"))
        await press(pilot, "enter")
        assert screen_of(pilot, CountsScreen).question == "who:P01 kind:interview"


async def test_esc_leaves_all_as_it_was(study: Study) -> None:
    async with opened(study, "f5") as pilot:
        await ask(pilot, "who:P01")
        await press(pilot, "slash")
        await type_words(pilot, "who:P02")
        await press(pilot, "escape")
        assert not bar(pilot).has_class("-open")
        assert screen_of(pilot, CountsScreen).question == "who:P01"
        await press(pilot, "slash")
        assert typed(pilot) == "who:P01"


async def test_in_excerpts_letters_are_looked_for_as_typed_and_a_question_is_asked_with_enter(study: Study) -> None:
    async with opened(study, "f4") as pilot:
        everything = listed(pilot)
        await press(pilot, "slash")
        await type_words(pilot, "train")
        assert listed(pilot) < everything, "letters narrow at once"
        await press(pilot, "escape")
        assert listed(pilot) == everything
        await ask(pilot, "who:P02")
        assert 0 < listed(pilot) < everything
        assert "who:P02" in screen_text(pilot)
        await press(pilot, "escape")
        assert listed(pilot) == everything


async def test_in_excerpts_the_numbers_are_out_of_whom_and_what_the_question_asks_for(study: Study) -> None:
    async with opened(study, "f4", "percent_sign") as pilot:
        assert "2 of 2 people in interviews" in screen_text(pilot)
        await ask(pilot, "attr:role=joiner")
        assert "attr:role=joiner · 1 of 1 people in interviews" in screen_text(pilot)
        await press(pilot, "percent_sign")
        assert "attr:role=joiner · 1 of 1 interview ─" in screen_text(pilot)
        await press(pilot, "escape")
        assert "2 of 2 interviews" in screen_text(pilot)
        await ask(pilot, "code:1.2")
        assert "1 of 2 interviews" in screen_text(pilot), "what is asked of codes leaves the base"


async def test_an_undo_does_not_take_the_question_away(study: Study) -> None:
    async with opened(study, "f4") as pilot:
        await ask(pilot, "who:P02")
        number = listed(pilot)
        await press(pilot, "d")
        assert listed(pilot) == number - 1
        await press(pilot, "u")
        assert listed(pilot) == number and "who:P02" in screen_text(pilot)


async def test_a_question_goes_through_the_form_and_comes_back_the_same(study: Study) -> None:
    async with opened(study, "f4") as pilot:
        await ask(pilot, "who:P02 kind:interview")
        number = listed(pilot)
        await press(pilot, "f")
        form = pilot.app.screen.query_one(Form)
        assert form.values["people"] == "P02" and form.values["kinds"] == "interview"
        await press(pilot, "ctrl+s")
        assert listed(pilot) == number
        question = screen_of(pilot, ExcerptsScreen).question
        assert "who:P02" in question and "kind:interview" in question


async def test_a_form_filled_in_is_a_question(study: Study) -> None:
    async with opened(study, "f4", "f") as pilot:
        form = pilot.app.screen.query_one(Form)
        names = [one.name for one in form._fields]
        field = form.query_one(f"#field-{names.index('attributes')}")
        assert isinstance(field, Input)
        field.value = "role=joiner"
        await press(pilot, "ctrl+s")
        assert "attr:role=joiner" in screen_of(pilot, ExcerptsScreen).question
        assert listed(pilot) == 2


async def test_a_fact_without_a_comparison_keeps_the_form_open(study: Study) -> None:
    async with opened(study, "f4", "f") as pilot:
        form = pilot.app.screen.query_one(Form)
        names = [one.name for one in form._fields]
        field = form.query_one(f"#field-{names.index('attributes')}")
        assert isinstance(field, Input)
        field.value = "joiner"
        await press(pilot, "ctrl+s")
        assert "does not say what the fact is compared with" in " ".join(screen_text(pilot).split())
        assert pilot.app.screen.query(Form)
        assert isinstance(form.query_one("#field-1"), Select)


async def test_a_question_richer_than_the_form_stays_in_the_bar(study: Study) -> None:
    async with opened(study, "f4") as pilot:
        await ask(pilot, "who:P01 or (kind:interview and not code:1.2)")
        question = screen_of(pilot, ExcerptsScreen).question
        await press(pilot, "f")
        assert "richer than the form" in toasts(pilot)[-1]
        assert screen_of(pilot, ExcerptsScreen).question == question


async def test_what_asks_a_saved_question_again_is_told_as_it_is_typed(study: Study) -> None:
    async with opened(study, "f4") as pilot:
        await ask(pilot, "who:P01")
        hers = listed(pilot)
        await press(pilot, "ctrl+s")
        await type_words(pilot, 'her "own" words')
        await press(pilot, "enter")
        told = toasts(pilot)[-1]
        typed_again = told[told.index("@") : told.index(" asks it again")]
        assert typed_again == '@"her ""own"" words"'
        await press(pilot, "escape")
        await ask(pilot, typed_again)
        assert listed(pilot) == hers
        assert screen_of(pilot, ExcerptsScreen).question == typed_again


async def test_a_question_is_saved_asked_by_its_name_and_forgotten(study: Study) -> None:
    async with opened(study, "f5", "ctrl+s") as pilot:
        assert "There is no question to save" in toasts(pilot)[-1]
        await ask(pilot, "who:P01")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, AskLine)
        await type_words(pilot, "hers")
        await press(pilot, "enter")
        assert "@hers asks it again" in toasts(pilot)[-1]
        await press(pilot, "escape", "f4")
        everything = listed(pilot)
        await ask(pilot, "@hers")
        assert 0 < listed(pilot) < everything
        await run(pilot, "question.saved")
        assert isinstance(pilot.app.screen, Choose)
        await press(pilot, "down", "enter")
        await press(pilot, "escape")
        await ask(pilot, "@hers")
        assert bar(pilot).has_class("-open"), "it is forgotten"
        await press(pilot, "escape", "u")
        await ask(pilot, "@hers")
        assert not bar(pilot).has_class("-open"), "u brings it back"


async def test_a_name_that_is_taken_is_asked_about(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(SaveQuestion("hers", "who:P02"))
    async with opened(study, "f5") as pilot:
        await ask(pilot, "who:P01")
        await press(pilot, "ctrl+s")
        await type_words(pilot, "hers")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, YesNo)
        await press(pilot, "escape")
    assert study.ask("SELECT count(*) FROM setting") is not None
    async with opened(study, "f5") as pilot:
        await ask(pilot, "@hers")
        assert screen_of(pilot, CountsScreen).question == "@hers"


async def test_a_saved_question_is_asked_from_the_list(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(SaveQuestion("hers", "who:P01"))
    async with opened(study, "f5") as pilot:
        await run(pilot, "question.saved")
        await press(pilot, "enter")
        assert screen_of(pilot, CountsScreen).question in ("who:P01", "@hers")


async def test_words_typed_right_after_the_slash_are_the_questions(study: Study) -> None:
    async with shown(study.path) as seen:
        await seen.press("f5")
        await seen.type_at_once("/", *"who:P01", "enter")
        screen = seen.app.screen
        assert isinstance(screen, CountsScreen)
        await seen.until(lambda: screen.question == "who:P01")


async def test_a_question_in_a_tiny_window_can_be_typed_and_left(study: Study) -> None:
    async with opened(study, "f5", "slash", size=(40, 12)) as pilot:
        await type_words(pilot, "who:P01")
        await press(pilot, "enter")
        assert screen_of(pilot, CountsScreen).question == "who:P01"
        await settle(pilot)


@pytest.mark.parametrize("keys", [("enter",), ("end", "up", "up", "enter")])
async def test_a_saved_question_forgotten_while_a_file_is_chosen_is_told_and_nothing_is_lost(
    study: Study, keys: tuple[str, ...]
) -> None:
    saving = SaveQuestion("hers", "who:P01")
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(saving)
    async with opened(study, "f5") as pilot:
        await ask(pilot, "@hers")
        await press(pilot, "x")
        app = pilot.app
        assert isinstance(app, QualcodeApp) and isinstance(app.screen, Choose)
        await app.lane.call(lambda project: project.make(ForgetQuestion(saving.id)))
        await press(pilot, *keys)
        assert isinstance(app.screen, ProblemScreen)
        assert "No question is saved as “hers”." in screen_text(pilot)
        await press(pilot, "escape")
        assert screen_of(pilot, CountsScreen).question == "who:P01", "what it asked stays in force"
