"""Every key is listed, does something, and can be given another; what cannot be given is said in a sentence."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.actions import parse

import qualcode.tui.screens
import qualcode.tui.widgets
from qualcode import settings
from qualcode.cli import commands
from qualcode.transcripts.graphemes import cells
from qualcode.tui.app import QualcodeApp
from qualcode.tui.commands import EVERYWHERE
from qualcode.tui.given_keys import fault_of, fitting
from qualcode.tui.keymap import OWN_KEYS, every_key, scopes
from qualcode.tui.places import every_screen
from qualcode.tui.screens.help import AllKeys, HelpScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import ProblemScreen
from qualcode.tui.widgets.reading_page import ReadingPage
from qualcode.tui.widgets.transcript_view import TranscriptView
from tests.screens.shown_study import make_study, shown


def classes_with_keys() -> Iterator[type]:
    """Every class of the screens and widgets that declares keys."""
    for package in (qualcode.tui.screens, qualcode.tui.widgets):
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for kind in vars(module).values():
                if inspect.isclass(kind) and kind.__module__ == module.__name__ and kind.__dict__.get("BINDINGS"):
                    yield kind


def test_every_key_of_every_screen_widget_and_box_is_listed() -> None:
    listed = {(one.command.id or one.command.action, key) for one in every_key() for key in one.command.letters}
    bound = {
        (one.id or one.action, key, kind.__name__)
        for kind in classes_with_keys()
        for one in kind.__dict__["BINDINGS"]
        for key in one.key.split(",")
    }
    assert len(bound) > 200
    assert {one for one in bound if one[:2] not in listed} == set()


@pytest.mark.parametrize("place", ["f2", "f3", "f4", "f5", "f8", "f9"])
async def test_the_help_tells_what_enter_does_once_and_every_key_in_one_line(tmp_path: Path, place: str) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.press(place, "question_mark")
        assert isinstance(seen.app.screen, HelpScreen)
        told = seen.app.screen.query_one(ReadingPage).paragraphs
        assert all(cells(one.label) < one.indent for one in told), "no key is cut"
        assert "Open." not in [one.words for one in told if one.label.strip() == "enter"]
        assert all(one.words.strip(". ") for one in told)


def _owners() -> Iterator[tuple[str, str, type]]:
    """Each listed action with the class that must have it."""
    for screen in every_screen():
        if issubclass(screen, Place):
            for command in screen.COMMANDS_HERE:
                yield command.id, command.action, TranscriptView if command.pane == "text" else screen
    for command in EVERYWHERE:
        yield command.id, command.action, QualcodeApp
    for _, found in OWN_KEYS:
        module, _, name = found.rpartition(".")
        kind = getattr(importlib.import_module(f"qualcode.tui.{module}"), name)
        for bound in kind.__dict__["BINDINGS"]:
            yield bound.id or bound.description, bound.action, kind


def test_every_command_has_its_action() -> None:
    kinds = list(classes_with_keys())
    apps: dict[str, type] = {"app": QualcodeApp, "screen": Place}
    for name, action, owner in _owners():
        namespace, done, arguments = parse(action)
        method = getattr(apps.get(namespace, owner), f"action_{done}", None)
        if method is None and hasattr(owner, "COMMANDS_HERE"):  # a pane of the place does it
            assert next(one for one in owner.COMMANDS_HERE if one.id == name).of_pane, f"{name}: {action}"
            method = next(
                (getattr(kind, f"action_{done}", None) for kind in kinds if hasattr(kind, f"action_{done}")), None
            )
        assert method is not None, f"{owner.__name__} has no {action}, for {name}"
        inspect.signature(method).bind(None, *arguments)


def test_keys_are_listed_once_and_those_that_have_a_name_work_in_some_place() -> None:
    names = [one.command.id for one in every_key() if one.command.id]
    assert len(names) == len(set(names))
    assert set(names) == {name for _, commands_there in scopes() for name in commands_there}


def test_the_usual_keys_are_no_fault_when_they_are_written_down() -> None:
    usual = {one.command.id: one.command.keys for one in every_key() if one.command.id and one.command.keys}
    assert fitting(usual) == (usual, [])


def test_two_keys_may_change_places() -> None:
    given = {"coding.code": "a", "coding.same-code": "c"}
    assert fitting(given) == (given, [])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"coding.code": "a"}, "“passage: Code…” and “passage: Same code again”"),
        ({"coding.code": "x", "coding.memo": "x"}, "“passage: Code…” and “passage: Memo”"),
        ({"study.undo": "w"}, "“study: Undo” and “document: Reading state…”"),
        ({"list.next": "m"}, "“list: Next” and"),
        ({"coding.next-turn": "T"}, "“text: Next turn” and “text: Previous turn”"),
        ({"codebook.new": "question_mark"}, "The key ? would stand for two things in Codebook"),
        ({"picker.apply": "tab"}, "“code picker: Apply” and “code picker: Apply and stay”"),
        ({"coding.cod": "f6"}, "There is no command “coding.cod” to give a key to. Is “coding.code” meant?"),
        ({"coding.code": "ctrl+enter"}, "Many terminals cannot send ctrl+enter."),
        ({"coding.code": "shift+enter"}, "Many terminals cannot send shift+enter."),
        ({"coding.code": "ctrl+i"}, "Terminals cannot tell ctrl+i from tab."),
        ({"coding.code": "ctrl+m"}, "Terminals cannot tell ctrl+m from enter."),
        ({"coding.code": "ctrl+h"}, "Terminals cannot tell ctrl+h from backspace."),
        ({"coding.code": "ctrl+shift+k"}, "Many terminals cannot send ctrl+shift+k."),
        ({"coding.code": "shift+k"}, "write K"),
        ({"coding.code": "alt+k"}, "Many terminals cannot send keys held with alt."),
        ({"coding.code": "banana"}, "“banana” is no key."),
        ({"coding.code": ""}, "“” is no key."),
        ({"coding.code": "f6,"}, "“” is no key."),
    ],
)
def test_a_key_that_cannot_be_given_is_refused_in_a_sentence(given: dict[str, str], sentence: str) -> None:
    keys, problems = fitting({**given, "documents.import": "f12"})
    assert keys.keys() <= {"documents.import", "coding.memo"}
    assert "f12" in keys["documents.import"]
    assert any(sentence in str(problem) for problem in problems), problems
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize("key", ["c", "C", "!", "é", "+", "minus", "full_stop", "exclamation_mark", "space", "tab"])
@pytest.mark.parametrize(
    "key_held", ["f6", "ctrl+o", "ctrl+f3", "shift+down", "ctrl+shift+up", "shift+tab", "pageup"]
)
def test_keys_that_terminals_send_are_taken(key: str, key_held: str) -> None:
    assert fault_of(key) == fault_of(key_held) == ""


async def test_keys_of_the_text_and_of_lists_can_be_given_too_and_are_shown(tmp_path: Path) -> None:
    given = {
        "coding.next-unit": "f6",
        "coding.previous-sentence": "ctrl+b",
        "list.next": "ctrl+n",
        "program.help": "f12",
    }
    settings.save(settings.Settings(keys=given))
    async with shown(make_study(tmp_path)) as seen:
        assert "F12 Help" in seen.text
        view = await seen.open_first()
        first = view.selection
        await seen.press("j")
        assert view.selection == first
        await seen.press("f6")
        assert view.selection != first
        await seen.press("ctrl+b")
        assert view.selection == first
        await seen.press("f12")
        assert isinstance(seen.app.screen, HelpScreen)
        assert any(line.strip(" │").startswith("F6  Next passage") for line in seen.text.splitlines())
        await seen.press("escape", "colon", *"next passage")
        assert "F6" in seen.text


async def test_keys_that_cannot_be_given_are_told_at_the_start_and_the_others_work(tmp_path: Path) -> None:
    settings.save(settings.Settings(keys={"documents.import": "ctrl+o", "coding.code": "ctrl+i", "nothing": "x"}))
    async with shown(make_study(tmp_path), settle=False) as seen:
        await seen.until(lambda: isinstance(seen.app.screen, ProblemScreen))
        assert "ctrl+i" in seen.text and "“nothing”" in seen.text
        await seen.press("escape")
        await seen.until(lambda: "ctrl+o Import" in seen.text)


async def test_help_begins_with_what_has_the_focus_and_tells_how_to_move_there(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path), size=(120, 60)) as seen:
        await seen.press("question_mark")
        text = seen.text
        assert (
            text.index("Opens the document for coding.") < text.index("Page down") < text.index("Takes back the last")
        )


async def test_all_keys_hold_those_of_lists_and_boxes_and_are_searched_by_typing(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.press("question_mark", "question_mark")
        assert isinstance(seen.app.screen, AllKeys)
        await seen.press(*"apply and")
        assert "code picker: Apply and stay" in seen.text


def test_the_command_prints_every_key_and_a_table_to_start_from() -> None:
    settings.save(settings.Settings(keys={"coding.code": "f6", "coding.memo": "ctrl+m"}))
    listed = CliRunner().invoke(commands, ["keys"])
    assert "F6 " in next(line for line in listed.stdout.splitlines() if " coding.code " in line)
    assert "Terminals cannot tell ctrl+m from enter." in listed.stderr
    table = CliRunner().invoke(commands, ["keys", "--toml"]).stdout
    lines = table.splitlines()
    assert lines[0] == "[keys]" and '"coding.code" = "f6"  # passage: Code…' in lines
    assert '# "picker.apply" = "enter"  # code picker: Apply' in lines
    (settings.config_folder() / "settings.toml").write_text(table.replace("\n# ", "\n"), encoding="utf-8")
    now, problems = settings.load_what_fits()
    assert problems == []
    assert len(now.keys) == len(lines) - 1
    assert fitting({name: keys for name, keys in now.keys.items() if keys})[1] == []
