"""Codes that are retired or only proposed, and several codes on one passage, in the text and on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from qualcode.cli import commands
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import AddCode, RetireCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.tui.screens.code_picker import CodePickerScreen
from tests.screens.shown_study import BOOK, NOON, SAID, Shown, make_study, shown

CARD = "It was a card on the board in the chemist’s."
SENT = "So I sent myself."
NAMED = CodebookRow("", "Access", "1.6", "1", "I sleep.", "Named by what somebody said.")
LIVING = "SELECT k.name, c.start, c.stop FROM coding c JOIN code k ON k.id = c.code_id WHERE c.deleted_at IS NULL"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study in which Ana used “Routes in”, which was then retired, as was a code named “I sleep.”."""
    found = make_study(tmp_path, book=(*BOOK, NAMED))
    with Project.open(found, clock=FixedClock(NOON), back_up=False) as project:
        ids = dict(project.conn.execute("SELECT name, id FROM code"))
        ((document, text),) = project.conn.execute(
            "SELECT d.id, t.words FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256"
        ).fetchall()
        project.sign_in("Ana")
        start = text.index(CARD)
        project.make(AddCodings([NewCoding(document, Span(start, start + len(CARD)), ids["Routes in"])]))
        project.make(RetireCode(ids["Routes in"]))
        project.make(RetireCode(ids["I sleep."]))
        project.make(AddCode("Cards", ids["Access"], index="1.7"))
    return found


async def to(seen: Shown, words: str) -> None:
    """Open the document and select words."""
    view = await seen.open_first()
    start = view.source.text.index(words)
    view.select(Span(start, start + len(words)))
    await seen.settled()


async def codings(seen: Shown) -> list[tuple[str, str]]:
    """The codings: code and words."""
    text = seen.view.source.text
    return [(str(name), text[int(str(start)) : int(str(stop))]) for name, start, stop in await seen.ask(LIVING)]


async def test_the_codings_of_a_retired_code_stay_in_sight_and_say_so(path: Path) -> None:
    async with shown(path) as seen:
        await to(seen, CARD)
        assert any("█" in line and "1.2 Routes" in line for line in seen.text.splitlines()), "in the margin"
        assert "(retired)" in seen.text, "in the side pane"
        assert seen.view.current_mark is not None
        assert seen.view.current_mark.title == "1.2 Routes in (retired)"


async def test_a_retired_code_is_offered_by_no_digit_no_repeat_and_no_picker(path: Path) -> None:
    async with shown(path) as seen:
        await to(seen, SENT)
        await seen.press("a")
        assert seen.toasts[-1] == "No code was applied yet. c chooses one."
        await seen.press("1")
        assert seen.toasts[-1].startswith("No code has the digit 1 yet.")
        await seen.press("c", *"routes")
        assert isinstance(seen.app.screen, CodePickerScreen)
        assert "×" not in "".join(line for line in seen.text.splitlines() if "1.2 " in line and "chemist" not in line)
        await seen.press("ctrl+u", *"Routes", "space", *"in")
        assert "A code of this name is retired" in seen.text
        await seen.press("escape")
        assert [words for _, words in await codings(seen)] == [CARD]


async def test_a_digit_and_a_repeat_let_go_of_a_code_that_is_retired_meanwhile(path: Path) -> None:
    async with shown(path) as seen:
        await to(seen, SENT)
        await seen.press("c", *"benefit", "enter")
        await seen.ask("SELECT 1")
        code = (await seen.ask("SELECT id FROM code WHERE name = 'Benefit'"))[0][0]
        await seen.app.lane.make(RetireCode(str(code)))
        await seen.settled()
        await to_here(seen, CARD)
        await seen.press("1")
        assert seen.toasts[-1].startswith("No code has the digit 1 yet.")
        await seen.press("a")
        assert "“Benefit” is retired." in seen.toasts[-1]
        assert len(await codings(seen)) == 2


async def to_here(seen: Shown, words: str) -> None:
    """Select words of the open document."""
    start = seen.view.source.text.index(words)
    seen.view.select(Span(start, start + len(words)))
    await seen.settled()


async def test_words_that_name_a_retired_code_do_not_bring_it_back(path: Path) -> None:
    async with shown(path) as seen:
        await to(seen, "I sleep.")
        await seen.press("v")
        assert "“I sleep.” is retired." in seen.toasts[-1]
        assert [words for _, words in await codings(seen)] == [CARD]


async def test_words_that_name_a_code_in_use_and_a_retired_one_apply_the_one_in_use(path: Path) -> None:
    with Project.open(path, clock=FixedClock(NOON), back_up=False) as project:
        (area,) = project.conn.execute("SELECT id FROM code WHERE name = 'Access' AND is_area").fetchone()
        project.make(AddCode("I Sleep.", area))
    async with shown(path) as seen:
        await to(seen, "I sleep.")
        await seen.press("v")
        assert ("I Sleep.", "I sleep.") in await codings(seen)


def test_the_command_line_does_not_apply_a_retired_code(path: Path) -> None:
    asked = ["code", "P03 interview", "Routes in", "--words", SENT, "--study", str(path), "--as", "Ana"]
    refused = CliRunner().invoke(commands, asked).exception
    assert isinstance(refused, Problem)
    assert refused.title == "“Routes in” is retired."


async def test_a_proposed_code_is_offered_and_marked_as_such(path: Path) -> None:
    async with shown(path) as seen:
        await to(seen, SENT)
        await seen.press("c", *"Shortness", "enter")
        if isinstance(seen.app.screen, CodePickerScreen):  # under which area
            await seen.press("enter")
        await to_here(seen, CARD)
        await seen.press("c", *"shortn")
        assert "Shortness (proposed)" in seen.text
        assert "Proposed. " in seen.text
        await seen.press("enter")
        assert ("Shortness", CARD) in await codings(seen)


async def test_a_new_code_in_the_place_of_another_gets_the_next_number_of_its_area(path: Path) -> None:
    async with shown(path) as seen:
        await to(seen, CARD)
        await seen.press("r", *"Notices", "enter")
        assert ("1.8",) in await seen.ask("SELECT idx FROM code WHERE name = 'Notices'")
        await seen.press("u")
        assert not await seen.ask("SELECT idx FROM code WHERE name = 'Notices' AND deleted_at IS NULL")
        assert ("Routes in", CARD) in await codings(seen)


async def test_tab_puts_several_codes_on_one_passage_and_the_box_stays(path: Path) -> None:
    async with shown(path) as seen:
        await to(seen, SENT)
        await seen.press("c", *"benefit", "tab", *"knowing", "tab", "escape")
        assert {name for name, words in await codings(seen) if words == SENT} == {"Benefit", "Knowing what exists"}
        await seen.press("u")
        assert {name for name, words in await codings(seen) if words == SENT} == {"Benefit"}


async def test_nested_and_overlapping_codings_are_told_apart_and_cycled_in_text_margin_and_pane(path: Path) -> None:
    async with shown(path) as seen:
        await to(seen, f"{CARD} {SENT}")
        await seen.press("c", *"benefit", "enter")
        await to_here(seen, f"the chemist’s. {SENT}")
        await seen.press("c", *"knowing", "enter")
        await to_here(seen, "the chemist’s.")
        seen_in_order = []
        for _ in range(4):
            mark = seen.view.current_mark
            assert mark is not None
            seen_in_order.append(mark.name)
            assert f"▸{mark.index} {mark.name.removesuffix(' (retired)')}"[:20] in seen.text, "the pane follows"
            await seen.press("o")
        assert seen_in_order == ["Knowing what exists", "Routes in (retired)", "Benefit", "Knowing what exists"]
        lines = [line for line in seen.text.splitlines() if "chemist’s" in line]
        assert any(line.count("┃") >= 2 for line in lines), "each has a stripe of its own"


async def test_both_ends_of_a_coding_are_changed_in_one_go_and_undone_as_one(path: Path) -> None:
    async with shown(path) as seen:
        await to(seen, CARD)
        await seen.press("b", "l", "l", "space", "l", "l", "enter")
        assert await codings(seen) == [("Routes in", "a card on the board in the chemist’s. So I")]
        assert seen.toasts[-1] == "Its ends are changed. u puts them back."
        await seen.press("u")
        assert await codings(seen) == [("Routes in", CARD)]


async def test_of_two_codes_on_a_passage_the_one_just_set_down_is_what_the_next_key_is_about(path: Path) -> None:
    async with shown(path) as seen:
        await to(seen, CARD)
        await seen.press("c", *"benefit", "enter")
        current = seen.view.current_mark
        assert current is not None
        held = current.name
        await seen.press("b", "l", "enter")
        moved = seen.view.current_mark
        assert moved is not None and moved.name == held
        await seen.press("d")
        assert held not in [name for name, _ in await codings(seen)]


async def test_a_coding_that_is_set_down_where_it_was_is_no_step_to_undo(path: Path) -> None:
    async with shown(path) as seen:
        await to(seen, CARD)
        await seen.press("b", "enter")
        assert not any("ends are changed" in toast for toast in seen.toasts)
        assert await codings(seen) == [("Routes in", CARD)]


async def test_each_coder_comes_back_to_where_they_were(path: Path) -> None:
    said = [words for _, words in SAID]
    async with shown(path, coder="Ana") as seen:
        await to(seen, SENT)
        await seen.press("escape")
    async with shown(path, coder="Bem") as seen:
        view = await seen.open_first()
        assert view.selection is not None and view.selection.of(view.source.text) == said[0], "new to it: the top"
        await seen.press("G", "escape", "enter")
        assert view_words(seen) == "That’s the short of it."
    async with shown(path, coder="Ana") as seen:
        await seen.open_first()
        assert view_words(seen) == SENT
        await seen.press("escape")


def view_words(seen: Shown) -> str:
    """The selected words of the open document."""
    selection = seen.view.selection
    return selection.of(seen.view.source.text) if selection else ""
