"""What came back from a workshop is pasted, seen line by line, and taken in; opportunities have a state."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from qualcode.analysis.excerpts import short_id
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.participants.names import Name
from qualcode.project.project import Project
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.questions import AskLine, Choose
from qualcode.tui.screens.returns import ReturnsScreen
from qualcode.tui.widgets.words import Words
from tests.screens.place_study import Study, opened, press, run, screen_of, screen_text, settle, toasts, type_words

NOTES = "SELECT name, date FROM document WHERE kind = 'workshop note' AND deleted_at IS NULL ORDER BY num"
RETURNED = "SELECT on_table, votes FROM returned WHERE deleted_at IS NULL ORDER BY num"


@pytest.fixture(autouse=True)
def no_waiting_for_the_typing_to_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.tui.screens.returns._REST", 0.001)


@pytest.fixture
def card(study: Study) -> str:
    """The id of an opportunity about Access, as it is printed."""
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        memo = WriteMemo("A peer by the bed", "opportunity", MemoTarget("code", study.codes["1"]))
        project.make(memo)
    return short_id(memo.id)


async def paste(pilot: Pilot[None], words: str) -> None:
    """Open the box and put words in it, as a terminal pastes them."""
    await run(pilot, "workshop.returns")
    screen_of(pilot, ReturnsScreen).query_one(TextArea).text = words
    await shown(pilot)


async def shown(pilot: Pilot[None]) -> None:
    """Wait until what is typed was looked at."""
    screen = screen_of(pilot, ReturnsScreen)
    for _ in range(200):
        await settle(pilot)
        if screen._resting is not None and not screen._resting._active.is_set():
            break
        await pilot.pause(0.005)
    await settle(pilot)


def told(pilot: Pilot[None], where: str = "#told") -> str:
    return str(screen_of(pilot, ReturnsScreen).query_one(where, Words).content)


async def test_pasted_lines_are_seen_before_they_are_taken_in_and_one_u_takes_them_back(
    study: Study, card: str
) -> None:
    async with opened(study) as pilot:
        await paste(pilot, f"Table 1:\n{card.upper()}: yes, 4 votes\nx00000000: what?\n")
        screen_of(pilot, ReturnsScreen).query_one("#session", Input).value = "Leeds"
        screen_of(pilot, ReturnsScreen).query_one("#day", Input).value = "2026-05-12"
        await shown(pilot)
        assert "2 lines in 1 workshop note." in told(pilot)
        assert f"· {card} · 4 votes · Leeds: Table 1 · yes" in told(pilot, "#lines")
        assert "! x00000000 · fits no card" in told(pilot, "#lines")
        await press(pilot, "ctrl+s")
        assert "u takes it back" in toasts(pilot)[-1]
        await press(pilot, "f9")
        assert "opportunity · 4 votes of 1 group" in screen_text(pilot)
        await press(pilot, "u")
        assert "4 votes" not in screen_text(pilot)
        await press(pilot, "U")
    assert study.ask(NOTES) == [("Leeds: Table 1", "2026-05-12")]
    assert study.ask(RETURNED) == [("memo", 4), (None, None)]


async def test_the_path_of_a_file_stands_for_what_is_in_it(study: Study, card: str, tmp_path: Path) -> None:
    file = tmp_path / "back.csv"
    file.write_text(f"Card,Words,Votes,Group\n{card},yes,4,T1\n", encoding="utf-8")
    async with opened(study) as pilot:
        await paste(pilot, str(file))
        assert "1 line in 1 workshop note." in told(pilot)
        screen_of(pilot, ReturnsScreen).query_one("#day", Input).value = "2026-05-12"
        await press(pilot, "ctrl+s")
    assert study.ask(RETURNED) == [("memo", 4)]
    assert study.ask(NOTES) == [("Workshop of 12 May 2026: T1", "2026-05-12")]


async def test_a_return_of_which_nobody_says_what_workshop_it_is_of_is_not_taken_in(study: Study, card: str) -> None:
    async with opened(study) as pilot:
        await paste(pilot, f"Table 1:\n{card}: yes, 4 votes\n")
        assert "Which workshop this was is not said" in told(pilot)
        await press(pilot, "ctrl+s")
        assert "Which workshop was this?" in told(pilot)
        assert pilot.app.focused is screen_of(pilot, ReturnsScreen).query_one("#session", Input)
        await type_words(pilot, "Leeds")
        await press(pilot, "ctrl+s")
    assert [name for name, _ in study.ask(NOTES)] == ["Leeds: Table 1"]


@pytest.mark.parametrize(
    ("keys", "votes"), [(("enter",), [("memo", 3)]), (("down", "enter"), [("memo", 4), ("memo", 3)])]
)
async def test_a_second_return_of_a_group_is_asked_about_and_replaces_the_first_or_is_added(
    study: Study, card: str, keys: tuple[str, ...], votes: list[tuple[str, int]]
) -> None:
    async with opened(study) as pilot:
        for number in (4, 3):
            await paste(pilot, f"Table 1:\n{card}: yes, {number} votes\n")
            screen_of(pilot, ReturnsScreen).query_one("#session", Input).value = "Leeds"
            await shown(pilot)
            await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, Choose)
        asked = str(pilot.app.screen.query(Words).first().content)
        assert "“Leeds: Table 1”, 12 March 2026, 1 line" in asked and "nothing is sorted" in asked
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReturnsScreen), "what is typed stands there still"
        await press(pilot, "ctrl+s", *keys)
    standing = "SELECT r.on_table, r.votes FROM returned r JOIN document d ON d.id = r.document_id"
    assert study.ask(f"{standing} WHERE d.deleted_at IS NULL ORDER BY r.num") == votes


async def test_a_file_that_cannot_be_read_and_a_day_that_is_none_are_said_and_nothing_is_lost(
    study: Study, card: str, tmp_path: Path
) -> None:
    (tmp_path / "back.pdf").write_bytes(b"%PDF")
    async with opened(study) as pilot:
        await paste(pilot, str(tmp_path / "back.pdf"))
        assert "cannot be read" in told(pilot)
        await press(pilot, "ctrl+s")
        screen = screen_of(pilot, ReturnsScreen)
        screen.query_one(TextArea).text = f"{card}: yes, 4 votes\n"
        screen.query_one("#day", Input).value = "soon"
        await shown(pilot)
        await press(pilot, "ctrl+s")
        assert "not a date" in told(pilot) and screen.query_one(TextArea).text.startswith(card)
    assert study.ask(RETURNED) == []


async def test_esc_leaves_what_was_typed_only_when_asked_twice(study: Study, card: str) -> None:
    async with opened(study) as pilot:
        await run(pilot, "workshop.returns")
        await type_words(pilot, "words")
        await shown(pilot)
        await press(pilot, "escape")
        assert "esc again leaves" in told(pilot)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, ReturnsScreen)
    assert study.ask(RETURNED) == []


async def test_a_name_of_the_list_is_not_shown_in_what_was_found(study: Study, card: str) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.keep_names([Name("Quarrington", "Zedlee")])
    async with opened(study) as pilot:
        await paste(pilot, f"{card}: Quarrington said yes, 4 votes\n")
        lines = screen_of(pilot, ReturnsScreen).query_one("#lines", Words)
        assert "Zedlee said yes" in str(lines.render()) and "Quarrington" not in str(lines.render())


async def test_the_state_of_an_opportunity_is_asked_with_its_reason_and_shown(study: Study, card: str) -> None:
    async with opened(study, "f9", "w") as pilot:
        assert isinstance(pilot.app.screen, Choose)
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, AskLine)
        await type_words(pilot, "Both want it")
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "opportunity, chosen" in text and "Chosen, 12 March 2026: Both want it" in text
        await press(pilot, "u")
        assert "chosen" not in screen_text(pilot)
        await press(pilot, "w", "enter")
        assert isinstance(pilot.app.screen, MemosScreen), "what is raised needs no reason"


async def test_a_memo_that_is_no_opportunity_says_that_it_has_no_state(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(WriteMemo("Why?", "question"))
    async with opened(study, "f9", "w") as pilot:
        assert "Only an opportunity has a state" in toasts(pilot)[-1]
