"""Cells of the chart (F5, 2), driven by its keys: written, resting on excerpts, looked at again."""

from __future__ import annotations

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import TextArea

from qualcode.analysis.cells import Said
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.summaries import SayOfCell
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.chart import ChartScreen
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.form import Form
from tests.screens.chart_shown import chart, excerpts, fill_in, person, person_id, summaries, summary, write
from tests.screens.place_study import (
    INTERVIEWS,
    Study,
    opened,
    press,
    screen_of,
    screen_text,
    settle,
    toasts,
    type_words,
)
from tests.screens.shown_study import shown


async def test_what_is_written_in_a_cell_is_kept_and_one_undo_takes_it_back(study: Study) -> None:
    async with opened(study, "f5", "2", "enter") as pilot:
        await type_words(pilot, "a card")
        await press(pilot, "escape")
        assert chart(pilot).has_focus
        assert await summaries(pilot) == [("a card", "summarised")]
        assert "● a card" in screen_text(pilot)
        assert "rests on 1 of 1 excerpt" in summary(pilot)
        await press(pilot, "enter")
        await type_words(pilot, " seen")
        await press(pilot, "escape")
        assert await summaries(pilot) == [("a card seen", "summarised")]
        await press(pilot, "u")
        assert await summaries(pilot) == [("a card", "summarised")]
        await press(pilot, "u")
        assert await summaries(pilot) == []
        assert "○ coded 1, not summarised" in screen_text(pilot)
        await press(pilot, "U", "U")
        assert await summaries(pilot) == [("a card seen", "summarised")]


async def test_ctrl_s_while_one_writes_keeps_the_summary(study: Study) -> None:
    async with opened(study, "f5", "2", "enter") as pilot:
        await type_words(pilot, "a card")
        await press(pilot, "ctrl+s")
        assert await summaries(pilot) == [("a card", "summarised")]
        assert not any("question" in said for said in toasts(pilot))


async def test_nothing_is_saved_where_nothing_was_written(study: Study) -> None:
    async with opened(study, "f5", "2", "enter", "escape") as pilot:
        assert await summaries(pilot) == []
        assert not any("saved" in said for said in toasts(pilot))
        assert "enter writes" in screen_text(pilot)


async def test_the_last_line_tells_the_keys_of_the_moment_while_one_writes(study: Study) -> None:
    async with opened(study, "f5", "2", "enter") as pilot:
        assert screen_text(pilot).splitlines()[-1].split() == ["esc", "Save"]
        await press(pilot, "escape")
        assert "Write" in screen_text(pilot).splitlines()[-1]


@pytest.mark.parametrize("leave", ["f2", "f5"])
async def test_leaving_while_one_writes_loses_nothing(study: Study, leave: str) -> None:
    async with opened(study, "f5", "2", "enter") as pilot:
        await type_words(pilot, "half a")
        await press(pilot, leave)
        await press(pilot, "f5", "escape")
        assert await summaries(pilot) == [("half a", "summarised")]
        assert screen_of(pilot, ChartScreen)


async def test_leaving_the_program_while_one_writes_loses_nothing(study: Study) -> None:
    async with shown(study.path) as seen:
        await seen.press("f5", "2", "enter", *"half")
        await seen.pilot.press("ctrl+q")
        await seen.pilot.pause()
    assert study.ask("SELECT body FROM summary WHERE deleted_at IS NULL") == [("half",)]


async def test_words_typed_right_after_enter_are_the_summarys(study: Study) -> None:
    async with shown(study.path) as seen:
        await seen.press("f5", "2")
        await seen.type_at_once("enter", *"did 1 day", "escape")
        screen = seen.app.screen
        await seen.until(lambda: screen.query_one("#chart").has_focus)
        assert await seen.ask("SELECT body FROM summary WHERE deleted_at IS NULL") == [("did 1 day",)]


async def test_going_to_the_chart_while_one_writes_saves_the_cell_it_was_written_for(study: Study) -> None:
    async with opened(study, "f5", "2", "enter") as pilot:
        await type_words(pilot, "first")
        drawn = chart(pilot)
        await pilot.click(drawn, offset=Offset(25, 4))
        await settle(pilot)
        assert not list(screen_of(pilot, ChartScreen).query(Form))
        assert drawn.row_id.split("/")[1] == person_id(pilot, "P02")
        rows = await summaries(pilot)
        assert rows == [("first", "summarised")]
        assert "● first" in screen_text(pilot).splitlines()[5]


async def test_each_state_of_a_cell_has_a_mark_and_one_undo(study: Study) -> None:
    async with opened(study, "f5", "2", "down", "right") as pilot:
        for key, mark in (("minus", "– asked, nothing said"), ("underscore", "□ not asked")):
            before = await summaries(pilot)
            await press(pilot, key)
            assert mark in screen_text(pilot)
            await press(pilot, "u")
            assert await summaries(pilot) == before
            await press(pilot, "U")
        await press(pilot, "d")
        assert await summaries(pilot) == []
        await press(pilot, "u")
        assert "□ not asked" in screen_text(pilot)


@pytest.mark.parametrize(("key", "state"), [("minus", "asked, nothing said"), ("underscore", "not asked")])
async def test_a_cell_with_excerpts_is_not_said_to_hold_nothing_and_one_is_told_why(
    study: Study, key: str, state: str
) -> None:
    async with opened(study, "f5", "2", key) as pilot:
        assert await summaries(pilot) == []
        told = toasts(pilot)[-1]
        assert f"P01 × 1.1 Knowing what exists has 1 excerpt, so it is not “{state}”." in told
        assert "It is “It was a card on the board" in told and "enter writes the summary" in told
        await press(pilot, "down", key)
        assert "has 2 excerpts" in toasts(pilot)[-1]
        assert await summaries(pilot) == []


async def test_a_state_is_said_of_the_cell_of_a_code_only(study: Study) -> None:
    async with opened(study, "f5", "2", "left", "minus") as pilot:
        assert "Go to the cell of a code first." in toasts(pilot)[-1]
        await press(pilot, "w")
        assert await summaries(pilot) == []


async def test_a_portrait_is_written_and_says_who_somebody_is(study: Study) -> None:
    async with opened(study, "f5", "2", "left", "enter") as pilot:
        assert "Who P01 is, in a paragraph" in screen_text(pilot)
        await type_words(pilot, "Tired.")
        await press(pilot, "escape")
        assert "Tired." in screen_text(pilot).splitlines()[5]


async def test_y_puts_the_words_of_an_excerpt_in_linked_to_it_and_one_undo_takes_them_out(study: Study) -> None:
    async with opened(study, "f5", "2", "y") as pilot:
        assert "Go to an excerpt of the cell first" in toasts(pilot)[-1]
        assert await summaries(pilot) == []
        await press(pilot, "tab", "y")
        ((body, _),) = await summaries(pilot)
        assert "It was a card on the board" in body
        assert "[x]" in screen_text(pilot)
        await press(pilot, "u")
        assert await summaries(pilot) == []


async def test_y_while_one_writes_puts_the_words_where_one_writes(study: Study) -> None:
    async with opened(study, "f5", "2", "enter") as pilot:
        await type_words(pilot, "She says")
        excerpts(pilot).focus()
        await press(pilot, "y")
        area = screen_of(pilot, ChartScreen).query_one(TextArea)
        assert area.has_focus and area.text.startswith("She says ") and "It was a card" in area.text
        await press(pilot, "escape")
        ((body, _),) = await summaries(pilot)
        assert body.startswith("She says ") and "It was a card" in body
        await press(pilot, "u")
        assert await summaries(pilot) == []


async def test_a_summary_rests_on_the_excerpts_that_are_ticked(study: Study) -> None:
    write(study, "P02", "1.1", "Read it in the paper.")
    async with opened(study, "f5", "2", "down") as pilot:
        assert "rests on 2 of 2 excerpts" in summary(pilot)
        await press(pilot, "space")
        assert "Go to an excerpt of the cell first" in toasts(pilot)[-1]
        await press(pilot, "tab", "space")
        assert "rests on 1 of 2 excerpts" in summary(pilot)
        assert "[ ]" in screen_text(pilot) and excerpts(pilot).has_focus
        await press(pilot, "u")
        assert "rests on 2 of 2 excerpts" in summary(pilot)


async def test_what_changed_under_a_summary_is_told_until_w_says_that_it_stands(study: Study) -> None:
    write(study, "P01", "1.1", "A card.")
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        start = INTERVIEWS["garden"].index("So I sent myself.")
        project.make(AddCodings([NewCoding(study.documents["garden"], Span(start, start + 4), study.codes["1.1"])]))
    async with opened(study, "f5", "2") as pilot:
        assert "↻ A card." in screen_text(pilot)
        assert "Look again:" in summary(pilot) and "w says that it stands" in summary(pilot)
        await press(pilot, "w")
        assert "● A card." in screen_text(pilot) and "Look again:" not in summary(pilot)
        await press(pilot, "u")
        assert "↻ A card." in screen_text(pilot)


def code_since(study: Study, *words: str) -> None:
    """Code words of P01 with 3.1, of which the cell was said before to hold nothing."""
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        text, document, code = INTERVIEWS["garden"], study.documents["garden"], study.codes["3.1"]
        spans = [Span(text.index(one), text.index(one) + len(one)) for one in words]
        project.make(AddCodings([NewCoding(document, span, code) for span in spans]))


def say(study: Study, said: Said) -> None:
    subject = person(study, "P01")
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(SayOfCell(subject, study.codes["3.1"], said))


async def at_benefit(pilot: Pilot[None]) -> None:
    """Go to P01 × 3.1, each code alone."""
    await press(pilot, "f5", "2", "f")
    await fill_in(pilot, area="3 Evidence")
    await settle(pilot)


@pytest.mark.parametrize(("said", "state"), [(Said.NOTHING, "asked, nothing said"), (Said.NOT_ASKED, "not asked")])
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_cell_said_to_hold_nothing_that_was_coded_since_is_looked_at_before_it_stands(
    study: Study, said: Said, state: str, size: tuple[int, int]
) -> None:
    say(study, said)
    code_since(study, "It was a card", "on the board")
    async with opened(study, size=size) as pilot:
        await at_benefit(pilot)
        await press(pilot, "w")
        shown_now = " ".join(screen_text(pilot).split())
        assert isinstance(pilot.app.screen, Choose)
        assert "2 excerpts of P01 are coded with this: look at them first." in shown_now
        assert state in shown_now and "“It was a card”" in shown_now
        await press(pilot, "enter")
        assert excerpts(pilot).has_focus and len(excerpts(pilot).row_ids) == 2
        assert "It was a card" in screen_text(pilot)
        await press(pilot, "down")
        assert "on the board" in screen_text(pilot)
        await press(pilot, "escape", "w", "escape")
        assert "Look again:" in summary(pilot), "nothing is decided yet"
        assert f"The cell says “{state}”." in summary(pilot) and "w goes to what is coded" in summary(pilot)
        await press(pilot, "w", "down", "enter")
        assert "Look again:" not in summary(pilot) and "looked at again" in toasts(pilot)[-1]
        assert await summaries(pilot) == [("", said.value)]
        await press(pilot, "u")
        assert "Look again:" in summary(pilot)


async def test_a_cell_said_to_hold_nothing_with_nothing_coded_stands_at_once(study: Study) -> None:
    say(study, Said.NOTHING)
    async with opened(study) as pilot:
        await at_benefit(pilot)
        await press(pilot, "w")
        assert screen_of(pilot, ChartScreen) and await summaries(pilot) == [("", "nothing said")]


async def test_keys_typed_faster_than_a_cell_is_read_act_on_that_cell(study: Study) -> None:
    async with shown(study.path) as seen:
        await seen.press("f5", "2")
        await seen.type_at_once("right", "tab", "y")
        await seen.until(lambda: "● “So I sent" in seen.text)
        ((code,),) = await seen.ask("SELECT code_id FROM summary WHERE deleted_at IS NULL")
        assert code == study.codes["1.2"]


async def test_a_memo_is_written_on_the_code_of_the_column_or_on_the_person(study: Study) -> None:
    async with opened(study, "f5", "2", "m") as pilot:
        await type_words(pilot, "why")
        await press(pilot, "escape", "left", "m")
        await type_words(pilot, "who")
        await press(pilot, "escape")
        app = pilot.app
        assert isinstance(app, QualcodeApp)
        kinds = await app.lane.call(
            lambda project: project.conn.execute("SELECT count(*) FROM memo WHERE deleted_at IS NULL").fetchone()
        )
        assert kinds == (2,)


async def test_a_person_with_no_words_has_empty_cells(study: Study) -> None:
    study.remove("workshop")
    async with opened(study, "f5", "2") as pilot:
        assert "P02" in screen_text(pilot)
        await press(pilot, "down", "enter", "escape", "tab", "y", "space")
        assert await summaries(pilot) == []


async def test_in_a_study_open_for_reading_only_nothing_is_written_and_every_view_can_be_left(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.project.project._writable", lambda path: False)
    async with shown(study.path) as seen:
        await seen.press("f5", "2", "enter", *"no", "escape")
        assert "This study is open for reading only." in seen.toasts[-1]
        await seen.press("escape")
        assert seen.app.screen.query_one("#chart").has_focus
        await seen.press("minus", "d", "tab", "y", "space", "3", "plus", *"Zed", "enter", "1", "Y", "escape")
        assert await seen.ask("SELECT count(*) FROM summary") == [(0,)]
        assert await seen.ask("SELECT count(*) FROM theme") == [(0,)]
