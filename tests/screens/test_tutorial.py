"""The tutorial: eight cards that notice what was done, and the learner's own Word page at the end."""

from __future__ import annotations

import gc
import os
import re
import shutil
import sys
from pathlib import Path

import docx
import pytest

from qualcode import settings
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.project.project import Project
from qualcode.tui.keymap import every_command
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.tutorial_cards import CARDS, IN_TEXT, NOTHING_CODED, WRITTEN
from qualcode.tui.screens.tutorial_offer import TutorialOffer
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.key_line import KeyLine
from qualcode.tui.widgets.transcript_view import TranscriptView
from qualcode.tui.widgets.tutorial_card import TutorialCard
from tests.screens.golden import assert_golden
from tests.screens.shown_study import BOOK, Shown, make_study, shown

CODED = "Everyone thinks buses are late."
CODED_NEXT = "Buses aren't late, the timetable's wrong."


@pytest.fixture
def demo(finished_demo: Path, tmp_path: Path) -> Path:
    """A demo study of one's own."""
    folder = tmp_path / "demo"
    shutil.copytree(finished_demo.parent, folder)
    return folder / finished_demo.name


def card(seen: Shown) -> str:
    """What the card says, in one line; nothing where there is none."""
    shown_card = seen.app.screen.query_one(TutorialCard)
    if not shown_card.display:
        return ""
    lines = seen.text.splitlines()[shown_card.region.y : shown_card.region.bottom]
    return " ".join(" ".join(line.lstrip(" █▌▍▎┃│") for line in lines).split())


async def offered(seen: Shown) -> None:
    await seen.until(lambda: isinstance(seen.app.screen, TutorialOffer))


async def begin(seen: Shown) -> None:
    await offered(seen)
    await seen.press("enter")
    await at(seen, 1)


async def at(seen: Shown, number: int) -> None:
    """Wait for a card."""
    await seen.until(lambda: bool(seen.app.screen.query(TutorialCard)) and f"{number} of 8" in card(seen))


async def open_interview(seen: Shown, name: str = "08-not-for-me") -> TranscriptView:
    documents = seen.app.screen.query_one(DrawnRows)
    ids = {str(named): wanted for named, wanted in await seen.ask("SELECT name, id FROM document")}
    while documents.row_id != ids[name]:
        await seen.pilot.press("down")
    return await seen.open_first()


async def go_to(seen: Shown, words: str) -> None:
    """Press j until just these words are selected."""
    for _ in range(40):
        text, selection = seen.view.document.text, seen.view.selection
        if selection is not None and selection.of(text) == words:
            await seen.settled()
            return
        await seen.pilot.press("j")
    raise AssertionError(f"{words} was never selected")


async def choose_code(seen: Shown, letters: str) -> None:
    await seen.press("c")
    await seen.pilot.press(*letters)
    await seen.press("enter")


def words_of(page: Path) -> str:
    """All words of a Word file, with a line for each paragraph."""
    return "\n".join(paragraph.text for paragraph in docx.Document(str(page)).paragraphs)


async def command(seen: Shown, title: str) -> None:
    """Do a command by its name, from the list of all."""
    await seen.press("colon")
    await seen.pilot.press(*({" ": "space", ":": "colon"}.get(letter, letter) for letter in title))
    await seen.press("enter")


async def test_a_learner_who_does_each_step_sees_all_eight_cards_and_has_a_word_page(demo: Path) -> None:
    async with shown(demo, coder="Demo") as seen:
        await begin(seen)
        listed = "Not for me: interview with Sam (fictional)"
        assert f"Go to “{listed}” with ↓ and ↑, then press enter" in card(seen)
        assert listed in seen.text.partition("Evidence")[0], "it is called so in the list"
        await open_interview(seen)
        await at(seen, 2)
        assert card(seen).startswith("✓ It is open. What stands between ‹ and › is selected")
        await seen.press("j")
        assert "✓ j ↓ goes to the next sentence. ○ e grows" in card(seen)
        await seen.press("e")
        await at(seen, 3)
        await go_to(seen, CODED)
        await choose_code(seen, "fitting")
        await at(seen, 4)
        assert "✓ “Fitting into services” stands on these words, in your name." in card(seen)
        await go_to(seen, CODED_NEXT)
        await seen.press("a")
        await at(seen, 5)
        assert "✓ One key, and “Fitting into services” stands here as well." in card(seen)
        await seen.press("u")
        assert "✓ u takes back what you did last. ○ U does it again." in card(seen)
        await seen.press("U")
        await at(seen, 6)
        await seen.press("y")
        await at(seen, 7)
        assert "every passage under “Fitting into services”, from all documents" in card(seen)
        await seen.press("f4")
        await at(seen, 8)
        await seen.until(lambda: "my-first-page.docx" in card(seen))
        assert "2.4 Fitting into services" in seen.text
        assert isinstance(seen.app.focused, TutorialCard)
        await seen.press("j")
        rows = seen.app.screen.query_one("#rows-0", DrawnRows)
        await seen.until(lambda: rows.row_id == rows.row_ids[1])
        assert rows.has_focus, "one can look for one’s own at once"
        await seen.press("comma")
        assert card(seen) == ""
    words = words_of(demo.parent / "exports" / "my-first-page.docx")
    assert CODED in words
    assert CODED_NEXT in words
    assert "Fitting into services" in words
    assert "Professionals' view" not in words
    assert "Nobody said, do you want a Gareth?" not in words, "what Ana and Bem coded stays out"


async def test_each_step_may_be_done_in_another_way(demo: Path) -> None:
    async with shown(demo, coder="Demo") as seen:
        await begin(seen)
        view = await open_interview(seen)
        await at(seen, 2)
        await seen.press("shift+down", "t")
        await at(seen, 3)
        await choose_code(seen, "routes")
        await at(seen, 4)
        await seen.press("j")
        await choose_code(seen, "benefit")
        assert "stands here: another code. a gives just this one" in card(seen)
        await seen.press("j", str(_digit(seen)))
        await at(seen, 5)
        await seen.press("ctrl+z", "ctrl+y")
        await at(seen, 6)
        await seen.press("m", *"odd", "escape")
        await at(seen, 7)
        assert "✓ Your memo stands with the passage" in card(seen)
        assert view.selection is not None
        await seen.press("g", "4")
        await at(seen, 8)
        await seen.until(lambda: "my-first-page.docx" in card(seen))


def _digit(seen: Shown) -> int:
    found = re.search(r"(\d) 3\.1 Benefit", seen.text)
    assert found is not None
    return int(found[1])


async def test_keys_pressed_at_once_all_count(demo: Path) -> None:
    async with shown(demo, coder="Demo") as seen:
        await begin(seen)
        await open_interview(seen)
        await at(seen, 2)
        await seen.pilot.press("j", "e")
        await at(seen, 3)


async def test_a_place_that_was_kept_is_no_step_of_the_learner(demo: Path) -> None:
    async with shown(demo, coder="Demo") as seen:
        await offered(seen)
        await seen.press("escape")
        await open_interview(seen)
        await seen.press("j", "j", "e", "escape")
        await command(seen, "tutorial: Begin")
        await at(seen, 1)
        await open_interview(seen)
        await at(seen, 2)
        assert "○ j ↓ goes to the next sentence. ○ e grows" in card(seen)


async def test_the_demo_asks_once_and_esc_looks_round_alone(demo: Path) -> None:
    async with shown(demo, coder="Demo") as seen:
        await offered(seen)
        assert "enter begins · esc looks round alone" in seen.text
        await seen.press("escape")
        assert isinstance(seen.app.screen, DocumentsScreen)
        assert card(seen) == ""
        assert "“tutorial: Begin” waits" in seen.toasts[-1]
    async with shown(demo, coder="Demo") as seen:
        assert isinstance(seen.app.screen, DocumentsScreen)
        assert card(seen) == ""
        await command(seen, "tutorial: Begin")
        await at(seen, 1)


async def test_it_is_not_offered_in_another_study_or_to_another_coder_but_can_be_asked_for(
    demo: Path, tmp_path: Path
) -> None:
    async with shown(demo, coder="Ana") as seen:
        assert isinstance(seen.app.screen, DocumentsScreen)
    async with shown(make_study(tmp_path), coder="Demo") as seen:
        assert isinstance(seen.app.screen, DocumentsScreen)
        assert card(seen) == ""
        await command(seen, "tutorial: Begin")
        await at(seen, 1)
        assert "Go to any of them" in card(seen)


async def test_a_card_can_be_passed_over_with_a_key_or_the_mouse(demo: Path) -> None:
    async with shown(demo, coder="Demo") as seen:
        await begin(seen)
        await seen.press("full_stop")
        await at(seen, 2)
        assert "For this card, open an interview: F2, then enter" in card(seen)
        await seen.pilot.click(seen.app.screen.query_one(TutorialCard).query_one(KeyLine), offset=(10, 0))
        await at(seen, 3)
        await open_interview(seen)
        assert card(seen).startswith("Code a passage")


async def test_the_offer_is_taken_by_a_click_on_it_and_refused_by_one_beside_it(demo: Path) -> None:
    async with shown(demo, coder="Demo") as seen:
        await offered(seen)
        await seen.pilot.click(seen.app.screen.query_one(".box"))
        await at(seen, 1)
    _forget(demo)
    async with shown(demo, coder="Demo") as seen:
        await offered(seen)
        await seen.pilot.click(offset=(2, 10))
        await seen.settled()
        assert isinstance(seen.app.screen, DocumentsScreen)
        assert card(seen) == ""


def _forget(demo: Path) -> None:
    """Let the demo be as it was before it asked."""
    with Project.open(demo, back_up=False) as project:
        project.conn.execute("DELETE FROM setting WHERE key LIKE 'tutorial %'")


async def test_who_coded_nothing_is_told_so_and_the_page_comes_with_the_first_coding(demo: Path) -> None:
    page = demo.parent / "exports/my-first-page.docx"
    async with shown(demo, coder="Demo") as seen:
        await begin(seen)
        for number in range(2, 9):
            await seen.press("full_stop")
            await at(seen, number)
        await seen.until(lambda: "You have coded nothing yet" in card(seen))
        assert not page.exists()
        await open_interview(seen)
        assert "You have coded nothing yet" in card(seen)
        await go_to(seen, CODED)
        await choose_code(seen, "fitting")
        await seen.until(lambda: "my-first-page.docx" in card(seen))
    assert CODED in words_of(page)


async def test_a_page_that_cannot_be_saved_says_why_and_can_be_tried_again(demo: Path) -> None:
    exports = demo.parent / "exports"
    shutil.rmtree(exports)
    exports.write_text("in the way")
    async with shown(demo, coder="Demo") as seen:
        await begin(seen)
        await open_interview(seen)
        await go_to(seen, CODED)
        await choose_code(seen, "fitting")
        while "8 of 8" not in card(seen):
            await seen.press("full_stop")
        await seen.until(lambda: "It could not be written." in card(seen))
        exports.unlink()
        await seen.press("full_stop")
        await seen.until(lambda: "stands in" in card(seen))
        assert (exports / "my-first-page.docx").is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems open files with programs of their own")
@pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")  # it is meant to outlive us
async def test_the_page_is_opened_and_shown_in_its_folder_by_the_machines_own_program(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, opened = tmp_path / "bin" / "xdg-open", tmp_path / "opened"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$1" >> "{opened}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    monkeypatch.setenv("DISPLAY", ":7")
    async with shown(demo, coder="Demo") as seen:
        await begin(seen)
        await open_interview(seen)
        await choose_code(seen, "routes")
        await seen.press(*["full_stop"] * 5)
        await at(seen, 7)
        await seen.press("f4")
        await seen.until(lambda: "exports/my-first-page.docx, in the study's folder" in card(seen))
        assert "enter open it space show it in its folder , close" in card(seen)
        await seen.press("enter")
        await seen.until(opened.exists)
        await seen.press("space")
        await seen.until(lambda: opened.read_text().count("\n") == 2)
    gc.collect()
    exports = demo.parent / "exports"
    assert sorted(opened.read_text().splitlines()) == [str(exports), str(exports / "my-first-page.docx")]


async def test_it_goes_on_at_the_same_card_after_a_restart(demo: Path) -> None:
    async with shown(demo, coder="Demo") as seen:
        await begin(seen)
        await open_interview(seen)
        await seen.press("j", "e")
        await at(seen, 3)
        await choose_code(seen, "routes")
        await at(seen, 4)
        await seen.press("j", "a")
        await at(seen, 5)
        await seen.press("u")
    async with shown(demo, coder="Demo") as seen:
        await at(seen, 5)
        assert "For this card, open an interview" in card(seen)
        await open_interview(seen)
        await seen.press("U")
        assert "○ u takes back what you did last. ✓ U does it again." in card(seen)
        await seen.press("u")
        await at(seen, 6)


async def test_a_closed_card_stays_away_until_it_is_asked_for(demo: Path) -> None:
    async with shown(demo, coder="Demo") as seen:
        await begin(seen)
        await seen.press("full_stop", "full_stop", "comma")
        assert card(seen) == ""
        await seen.press("full_stop")
        assert "No card of the tutorial is open" in seen.toasts[-1]
    async with shown(demo, coder="Demo") as seen:
        assert card(seen) == ""
        await command(seen, "tutorial: Go on")
        await at(seen, 3)
        await seen.press("tab")
        assert isinstance(seen.app.focused, TutorialCard)
        await seen.press("escape")
        assert card(seen) == ""
        assert isinstance(seen.app.focused, DrawnRows)
        await command(seen, "tutorial: Begin")
        await at(seen, 1)


async def test_a_finished_tutorial_does_not_come_back_by_itself(demo: Path) -> None:
    async with shown(demo, coder="Demo") as seen:
        await begin(seen)
        await open_interview(seen)
        await choose_code(seen, "routes")
        while "8 of 8" not in card(seen):
            await seen.press("full_stop")
        await seen.until(lambda: "stands in" in card(seen))
    async with shown(demo, coder="Demo") as seen:
        assert isinstance(seen.app.screen, DocumentsScreen)
        assert card(seen) == ""


async def test_a_code_named_like_markup_is_printed_as_it_is_named(tmp_path: Path) -> None:
    name = "[/then] {0} `study.undo` [@click=app.bell]x[/]"
    study = make_study(tmp_path, book=(*BOOK, CodebookRow("", "Access", "1.9", "1", name, "Odd.")))
    async with shown(study, coder="Ana", size=(160, 40)) as seen:
        await command(seen, "tutorial: Begin")
        await at(seen, 1)
        await seen.open_first()
        await seen.press("full_stop")
        await at(seen, 3)
        await choose_code(seen, "then")
        await at(seen, 4)
        assert f"✓ “{name}” stands on these words" in card(seen)
        await seen.press("full_stop", "full_stop", "full_stop")
        await at(seen, 7)
        assert f"every passage under “{name}”" in card(seen)


async def test_a_card_prints_the_keys_that_a_person_chose(demo: Path) -> None:
    settings.save(settings.Settings(keys={"coding.code": "f6", "study.undo": "f10"}))
    async with shown(demo, coder="Demo") as seen:
        await begin(seen)
        await open_interview(seen)
        await seen.press("full_stop")
        await at(seen, 3)
        assert "Press F6, type a few letters" in card(seen)
        await seen.press("f6", *"routes", "enter")
        await at(seen, 4)


def test_every_command_a_card_names_is_there() -> None:
    known = {one.id for one in every_command()}
    words = [IN_TEXT, NOTHING_CODED, WRITTEN]
    words += [part for one in CARDS for part in (one.words, one.done, *(text for _, text in one.parts))]
    named = {key for text in words for key in re.findall("`([^`]*)`", text) if "." in key}
    assert len(named) >= 10
    assert named <= known


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_card_makes_room_and_never_lies_over_the_text(demo: Path, size: tuple[int, int]) -> None:
    async with shown(demo, coder="Demo", size=size) as seen:
        await begin(seen)
        view = await open_interview(seen)
        for number in range(2, 9):
            await at(seen, number)
            assert view.region.bottom <= seen.app.screen.query_one(TutorialCard).region.y
            assert view.region.height >= 11
            assert seen.app.screen.query_one(TutorialCard).region.bottom < size[1]
            if number == 3:
                assert_golden(f"tutorial-{size[0]}x{size[1]}", seen.text)
            if number < 8:
                await seen.press("full_stop")
