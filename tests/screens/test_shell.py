"""What is around every place: the lines, the commands, help, colours, undo, and how problems are told."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from textual import events
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input

from qualcode import settings
from qualcode.problem import Problem
from qualcode.tui.commands import PLACES, key_name
from qualcode.tui.keymap import every_command, every_key
from qualcode.tui.places import AT, OUT_OF, OVER, VIEWS, screen_at
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.help import AllKeys, HelpScreen
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.palette import Palette
from qualcode.tui.screens.questions import AskLine, Choose, ProblemScreen, YesNo
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.transcript_keys import KEYS
from tests.screens.shown_study import Shown, make_study, rows, shown, transcript

# The letters whose one meaning has several names, by the last part of the name.
_DOWN, _UP = {"next-unit", "next", "down", "done"}, {"previous-unit", "previous", "up"}
_BACK, _ON = {"previous-word", "fold", "left", "previous"}, {"next-word", "unfold", "right", "next"}
_MEANINGS = {
    "=": {"compare", "draft", "again"},  # one thing held against another: passages, a draft and the study
    "d": {"remove", "retire", "leave-out", "not-ours"},
    "+": {"import", "new", "add", "arrive", "add-words"},
    "/": {"find", "filter", "ask"},
    "w": {"state", "stands"},
    "-": {"stay", "nothing"},  # nothing is to be done, nothing was said
    "}": {"next-uncoded", "next"},
    "{": {"previous-uncoded", "previous"},
    "f": {"form", "filter", "readers"},  # what is shown, and for whom
    "i": {"pane", "side", "preview"},
    "x": {"export", "write"},
    "space": {"anchor", "mark", "tick"},
    "G": {"end", "last"},
    "j": _DOWN,
    "k": _UP,
    "↓": _DOWN,
    "↑": _UP,
    "h": _BACK,
    "l": _ON,
    "←": _BACK,
    "→": _ON,
}
# And what they mean besides, in so many places: details of a document or person where no rows are filtered by form,
# and splitting where there are no sentences to go to.
_EXCEPTIONS = {
    "f": {"documents.facts", "facesheet.facts", "participants.facts"},
    "S": {"codebook.split", "making.split"},
}


def test_a_letter_has_one_meaning_on_all_screens() -> None:
    meanings: dict[str, set[str]] = {}
    for command in (one.command for one in every_key() if one.command.id):
        for key in map(key_name, command.letters):
            if len(key) == 1 and not key.isdigit() and command.id not in _EXCEPTIONS.get(key, ()):
                meanings.setdefault(key, set()).add(command.id.rpartition(".")[2])
    several = {
        key: names for key, names in meanings.items() if len(names) > 1 and not names <= _MEANINGS.get(key, set())
    }
    assert several == {}
    known = {one.command.id for one in every_key()}
    assert set().union(*_EXCEPTIONS.values()) <= known


def test_every_command_can_be_found_in_the_palette_under_a_noun_and_a_verb() -> None:
    titles = [command.title for command in every_command()]
    assert all(": " in title for title in titles)
    assert all(command.words.endswith(".") for command in every_command())
    assert len({command.id for command in every_command()}) == len(titles)


def test_each_tab_and_each_command_that_opens_a_screen_has_one() -> None:
    assert [view for tab in PLACES for view in VIEWS.get(tab.mode, (tab.mode,))] == list(AT)
    for tab in PLACES:
        for view in VIEWS.get(tab.mode, (tab.mode,)):
            assert getattr(screen_at(AT[view]), "MODE", "") == tab.mode
    wanted = {one.action.removeprefix("app.") for one in every_command() if "over(" in one.action}
    assert wanted == {f"over('{name}')" for name in OVER}


def test_the_list_of_commands_tells_the_truth_about_the_keys_of_the_text() -> None:
    keys_of_text = [key for key in KEYS if isinstance(key, Binding)]
    bound = {key.id: (set(key.key.split(",")), key.action) for key in keys_of_text}
    listed = [one for one in every_command() if one.id.startswith("coding.") and one.of_pane and one.id in bound]
    assert len(listed) > 20
    for command in listed:
        if command.id == "coding.pinned-1":
            continue
        keys, action = bound[command.id]
        assert (set(command.letters), command.action) == (keys, action), command.id


def test_a_start_waits_for_no_screen_that_is_opened_later() -> None:
    code = "import sys, qualcode.tui.app, qualcode.tui.screens.documents; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    screens = {
        f"qualcode.tui.screens.{found.partition('.')[0]}"
        for found in (*AT.values(), *OVER.values(), *OUT_OF.values())
    }
    assert screens & set(loaded) == {"qualcode.tui.screens.documents"}


async def test_the_lines_say_where_one_is_who_codes_and_which_places_there_are(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        first, second, *_ = seen.text.splitlines()
        assert first.split("  ")[0].strip() == "qualcode ▸ Peer support ▸ Documents"
        assert first.endswith("coder Ana · saved")
        assert second.strip().startswith(
            "▸F2 Documents │ F3 Codebook │ F4 Excerpts │ F5 Themes │ F7 Quotes │ F8 Export"
        )


@pytest.mark.parametrize("tab", PLACES)
async def test_each_place_is_reached_by_its_function_key_by_g_and_by_the_mouse(tmp_path: Path, tab: object) -> None:
    name, digit = getattr(tab, "mode", ""), getattr(tab, "digit", 0)
    mode = VIEWS.get(name, (name,))[0]
    async with shown(make_study(tmp_path)) as seen:
        away = "codebook" if mode == "documents" else "documents"
        for keys in ((f"f{digit}",), ("g", str(digit)), ()):
            seen.app.go(away)
            await seen.until(lambda: seen.app.current_mode == away)
            if keys:
                await seen.press(*keys)
            else:
                await _click_tab(seen, digit)
            await seen.until(lambda: seen.app.current_mode == mode)


async def _click_tab(seen: Shown, digit: int) -> None:
    line = seen.text.splitlines()[1]
    await seen.pilot.click("#tabs", offset=(line.index(f"F{digit}") + 1, 0))
    await seen.settled()


async def test_the_place_that_was_left_is_as_it_was_when_one_comes_back(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        view = await seen.open_first()
        await seen.press("j", "j", "j", "f3")
        await seen.until(lambda: seen.app.current_mode == "codebook")
        left = view.selection
        await seen.press("f2")
        await seen.until(lambda: seen.app.current_mode == "documents")
        assert seen.view is view
        assert view.selection == left


async def test_the_key_of_a_place_leads_out_of_what_lies_over_it(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.press("p")
        await seen.until(lambda: "Participants" in seen.text)
        await seen.press("f2")
        await seen.until(lambda: isinstance(seen.app.screen, DocumentsScreen))


async def test_f2_goes_to_documents_from_whatever_lies_over_whatever_else(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        for by_way_of_excerpts in (False, True):
            for name in ("speakers", "participants", "history"):
                await seen.app.run_action(f"over('{name}')")
            await seen.settled()
            if by_way_of_excerpts:
                await seen.press("f4")
                await seen.until(lambda: seen.app.current_mode == "excerpts")
            await seen.press("f2")
            await seen.until(lambda: isinstance(seen.app.screen, DocumentsScreen))


async def test_f2_goes_back_to_the_open_document_and_from_there_to_the_list(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        view = await seen.open_first()
        await seen.app.run_action("over('history')")
        await seen.settled()
        await seen.press("f2")
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen))
        assert seen.view is view
        await seen.press("f2")
        await seen.until(lambda: isinstance(seen.app.screen, DocumentsScreen))


async def test_what_is_written_about_a_person_is_saved_on_the_way_to_another_place(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.press("p", "enter")
        await seen.settled()
        await seen.press("end", "x", "f2")
        await seen.until(lambda: isinstance(seen.app.screen, DocumentsScreen))
        await seen.until(lambda: "P03x" in seen.text)


@pytest.mark.parametrize("way", [(), ("f3",), ("f4",), ("f9",), ("p",), ("enter",)])
async def test_letters_typed_at_once_after_a_slash_are_looked_for_and_do_nothing_else(
    tmp_path: Path, way: tuple[str, ...]
) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.press(*way)
        await seen.settled()
        place = seen.app.screen
        for key, letter in (("slash", "/"), ("d", "d"), ("z", "z"), ("slash", "/"), ("p", "p")):
            seen.app.post_message(events.Key(key, letter))
        await seen.settled()
        assert seen.app.screen is place
        assert place.query_one(FindBar).query_one(Input).value == "dz/p"


async def test_q_alone_says_how_to_leave_and_ctrl_q_leaves(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.press("q")
        assert seen.toasts[-1] == "ctrl+q leaves. All that you did is saved."
        await seen.pilot.press("ctrl+q")
        await seen.pilot.pause()
        assert not seen.app.is_running


@pytest.mark.parametrize("keys", [("colon",), ("question_mark",), ("question_mark", "question_mark"), ("enter", "c")])
async def test_ctrl_q_leaves_from_a_box_too(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with shown(make_study(tmp_path)) as seen:
        for key in keys:
            await seen.press(key)
        await seen.until(lambda: isinstance(seen.app.screen, ModalScreen))
        await seen.pilot.press("ctrl+q")
        await seen.pilot.pause()
        assert not seen.app.is_running


async def test_the_palette_finds_a_command_by_letters_and_does_it(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.press("colon", *"hist")
        assert isinstance(seen.app.screen, Palette)
        assert "study: History" in seen.text
        await seen.press("enter")
        assert isinstance(seen.app.screen, HistoryScreen)


async def test_the_palette_offers_first_what_is_called_by_the_very_word(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("colon", *"pin")
        found = [line.partition("│")[2] for line in seen.text.splitlines() if "coding: " in line or "Pin" in line]
        assert [("Pin to" in line, "Pinned or" in line, "overlapping" in line) for line in found[:3]] == [
            (True, False, False),
            (False, True, False),
            (False, False, True),
        ]


async def test_help_tells_the_keys_of_here_and_then_all_of_them_to_search_in(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.press("question_mark")
        assert isinstance(seen.app.screen, HelpScreen)
        assert "Opens the document for coding." in seen.text
        await seen.press("question_mark")
        assert isinstance(seen.app.screen, AllKeys)
        await seen.press(*"in vivo".replace(" ", ""))
        await seen.press("escape")
        assert isinstance(seen.app.screen, DocumentsScreen)


async def test_a_hint_goes_when_its_command_was_used_three_times(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    async with shown(path) as seen:
        assert "To begin with:" in seen.text
        for _ in range(3):
            await seen.open_first()
            await seen.press("escape")
        assert "enter Open  + Import" in seen.text
        hints = next(line for line in seen.text.splitlines() if "To begin with" in line)
        assert "Open" not in hints
    assert settings.remembered().practised["documents.open"] == 3


async def test_colours_are_chosen_in_the_palette_and_remembered(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    async with shown(path) as seen:
        await seen.press("colon", *"colours", "enter")
        assert isinstance(seen.app.screen, Choose)
        await seen.press("down", "down", "enter")
        assert seen.app.theme == "qualcode-high-contrast"
    async with shown(path) as seen:
        assert seen.app.theme == "qualcode-high-contrast"


async def test_a_key_can_be_given_another_letter_in_the_settings(tmp_path: Path) -> None:
    settings.save(settings.Settings(keys={"documents.import": "ctrl+o", "coding.code": "ctrl+e"}))
    async with shown(make_study(tmp_path)) as seen:
        assert "ctrl+o Import" in seen.text
        await seen.open_first()
        assert "ctrl+e Code…" in seen.text
        await seen.press("ctrl+e")
        assert "Code 9 words" in seen.text


async def test_a_problem_that_must_be_read_is_a_box_and_another_is_a_toast(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        seen.app.show_problem(Problem("It rained.", "Since noon.", "Wait."))
        await seen.settled()
        assert seen.toasts[-1] == "It rained. Since noon. Wait."
        seen.app.show_problem(Problem("It [rained].", "Since noon.", "Wait."), decide=True)
        await seen.settled()
        assert isinstance(seen.app.screen, ProblemScreen)
        assert "It [rained]." in seen.text


async def test_who_codes_is_asked_once_for_each_study(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    async with shown(path, coder=None, settle=False) as seen:
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press(*"RS", "enter")
        await seen.until(lambda: seen.app.current_mode == "documents")
        assert "coder RS · saved" in seen.text
    async with shown(path, coder=None) as seen:
        assert "coder RS · saved" in seen.text


async def test_another_coder_takes_over_from_the_palette(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.press("colon", *"whocodes".replace("who", "who "), "enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press("ctrl+u", "backspace", "backspace", "backspace", *"Bem", "enter")
        assert "coder Bem · saved" in seen.text


async def test_history_lists_what_was_done_and_takes_any_of_it_back_after_showing_what(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter", "j", "a", "escape", "z")
        assert "“Routes in” on 5 words, P03" in seen.text
        await seen.press("j", "enter")
        assert isinstance(seen.app.screen, YesNo)
        assert "Taking it back changes 1 document and 1 coding." in seen.text
        await seen.press("enter")
        assert await seen.ask("SELECT count(*) FROM coding WHERE deleted_at IS NULL") == [(1,)]


async def test_the_study_page_is_filled_in_and_saved_by_going_back(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    async with shown(path) as seen:
        await seen.press("Z", "down", *"Why", "escape")
        assert "Study page saved" in seen.toasts[-1]
    assert rows(path, "SELECT title, question FROM study") == [("Peer support", "Why")]


@pytest.mark.parametrize("size", [(39, 20), (60, 11)])
async def test_a_window_that_is_too_small_says_so_in_one_sentence(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(make_study(tmp_path), size=size) as seen:
        assert " ".join(seen.text.split()) == "qualcode needs a larger window: 40 columns and 12 lines at the least."


def test_without_a_terminal_a_sentence_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    from qualcode.cli.open_study import run

    run(None)
    assert "needs a terminal" in capsys.readouterr().err


async def test_a_study_that_may_only_be_read_says_so_and_refuses_changes_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_study(tmp_path)
    monkeypatch.setattr("qualcode.project.project._writable", lambda path: False)
    async with shown(path) as seen:
        assert "open for reading only" in seen.text
        await seen.open_first()
        await seen.press("j", "y")
        assert "This study is open for reading only." in seen.toasts[-1]


async def test_the_lines_follow_the_window_when_its_size_changes(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path), size=(80, 24)) as seen:
        assert "Reading state" not in seen.text
        await seen.pilot.resize_terminal(120, 40)
        await seen.settled()
        assert "w Reading state" in seen.text and "coder Ana · saved" in seen.text


HOSTILE = (
    "[/then]$text[bold]b[/] \\[",
    "[@click=app.bell]x[/]",
    "\x1b]52;c;eA==\x07\x1b[2Ja‮b⁦c",
)


@pytest.mark.parametrize("words", HOSTILE)
async def test_words_of_a_study_never_act_on_the_terminal_or_the_screen(tmp_path: Path, words: str) -> None:
    from qualcode.codebooks.csv_files import CodebookRow
    from qualcode.transcripts.clean import clean, plain

    said = (("Interviewer", clean(words)), ("P01", f"It was {clean(words)} and no more."))
    book = [
        CodebookRow("", f"Area {words}", "1", "", f"Area {words}"),
        CodebookRow("", f"Area {words}", "1.1", "1", f"Code {words}", f"Means {words}"),
    ]
    path = make_study(tmp_path, [transcript(said, f"Doc {words}")], book)
    async with shown(path, coder=f"Co {words}") as seen:
        drawn = plain(words)
        assert drawn in seen.text
        view = await seen.open_first()
        assert f"Doc {drawn}"[:30] in seen.text
        await seen.press("j", "c", "enter")
        assert view.marks[0].name == f"Code {drawn}"
        await seen.press("u", "U")
        await seen.press("r", "escape", "y", "z")
        for mode in ("codebook", "excerpts", "export"):
            seen.app.go(mode)
            await seen.until(partial(lambda wanted: seen.app.current_mode == wanted, mode))
        await seen.press("f2", "m", "x", "escape", "escape")
        await seen.press("z")
        assert isinstance(seen.app.screen, HistoryScreen)
        assert "\x1b" not in seen.text and "\u202e" not in seen.text and "\u2066" not in seen.text
