"""All commands and keys of all places, for help, `qualcode keys` and the keys a person has given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Any

from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from qualcode.tui.commands import EVERYWHERE, Command
from qualcode.tui.places import every_screen
from qualcode.tui.screens.place import Place

_EVERYWHERE = "everywhere"

# What has keys of its own besides the commands of the places: its name for people, and where its class is found.
OWN_KEYS = (
    ("text", "widgets.transcript_view.TranscriptView"),
    ("list", "widgets.drawn_rows.DrawnRows"),
    ("table", "widgets.drawn_table.DrawnTable"),
    ("page", "widgets.reading_page.ReadingPage"),
    ("words of a quote", "widgets.trim_view.TrimView"),
    ("code picker", "widgets.code_picker.CodePicker"),
    ("palette", "widgets.found_list.FoundList"),
    ("choice", "widgets.marked_options.MarkedOptions"),
    ("find", "widgets.find_bar.FindBar"),
    ("question", "widgets.question_bar.QuestionBar"),
    ("form", "widgets.form.Form"),
    ("form", "widgets.form.WordsField"),
    ("kind of memo", "widgets.kind_line.KindLine"),
    ("memo", "widgets.memo_editor.MemoEditor"),
    ("tutorial", "widgets.tutorial_card.TutorialCard"),
    ("box", "screens.modal.Modal"),
    ("box", "screens.questions.ProblemScreen"),
    ("question", "screens.questions.YesNo"),
    ("help", "screens.help.HelpScreen"),
    ("folder", "screens.choose_path.ChoosePath"),
    ("folder", "screens.choose_path._Folders"),
    ("cell", "screens.cell_editor.CellEditor"),
    ("new fact", "screens.document_details.NewFact"),
    ("words", "screens.text_edit.TextEditScreen"),
    ("study page", "screens.study_page.StudyPageScreen"),
    ("import", "screens.importing.ImportScreen"),
    ("returns", "screens.returns.ReturnsScreen"),
    ("survey", "screens.survey_import.SurveyImportScreen"),
    ("several to tick", "screens.export_boxes.TickMany"),
    ("recognised", "screens.export_boxes.WhoIsKnown"),
    ("merge", "screens.codebook_merge.MergeScreen"),
    ("names found", "screens.pseudonyms.NamePreview"),
    ("memo", "screens.memo.ChooseMemo"),
    ("memo", "screens.memos_asking.AskChoices"),
    ("tutorial", "screens.tutorial_offer.TutorialOffer"),
    ("welcome", "screens.welcome.WelcomeScreen"),
)
_OF_LISTS = frozenset({"list", "table", "page"})  # what stands in most places


@dataclass(frozen=True, slots=True)
class Listed:
    """A command or key and the place it works in; its id is empty where it cannot be given another key."""

    place: str
    command: Command


def every_command() -> list[Command]:
    """Every command once, those that work everywhere last."""
    found: dict[str, Command] = {}
    for screen in every_screen():
        if issubclass(screen, Place):
            for command in screen.COMMANDS_HERE:
                found.setdefault(command.id, command)
    for command in EVERYWHERE:
        found.setdefault(command.id, command)
    return list(found.values())


@cache
def every_key() -> tuple[Listed, ...]:
    """Every command and every key once: those of the places, those that work everywhere, those of lists and boxes."""
    found: dict[tuple[str, str], Listed] = {}
    for place, commands in (*_places(), (_EVERYWHERE, EVERYWHERE)):
        for command in commands:
            # One line of the place's list stands for nine keys; each can be given another.
            one = replace(command, keys="1", shown="") if command.id.endswith("pinned-1") else command
            found.setdefault((command.id, ""), Listed(place, one))
    for place, command in _keys_of_screens():
        found.setdefault((command.id, "" if command.id else f"{place} {command.title}"), Listed(place, command))
    for place, command in _own_keys():
        found.setdefault((command.id, "" if command.id else f"{place} {command.title}"), Listed(place, command))
    return tuple(found.values())


def _places() -> Iterator[tuple[str, tuple[Command, ...]]]:
    for screen in every_screen():
        if issubclass(screen, Place):
            yield screen.CRUMB or screen.__name__.removesuffix("Screen"), screen.COMMANDS_HERE


def _keys_of_screens() -> Iterator[tuple[str, Command]]:
    """What the places bind besides their commands."""
    for screen in every_screen():
        if issubclass(screen, Place):
            known = {command.id for command in screen.COMMANDS_HERE}
            crumb = screen.CRUMB or screen.__name__.removesuffix("Screen")
            for command in keys_bound(screen, crumb):
                if command.id not in known:
                    yield crumb, command


def _own_keys() -> Iterator[tuple[str, Command]]:
    for place, found in OWN_KEYS:
        module, _, name = found.rpartition(".")
        for command in keys_bound(getattr(import_module(f"qualcode.tui.{module}"), name), place):
            yield place, command


def keys_bound(kind: type, place: str) -> list[Command]:
    """The keys a screen or widget declares itself, as commands."""
    bound = [one for one in kind.__dict__.get("BINDINGS", ()) if isinstance(one, Binding)]
    return [
        Command(
            one.id or "", one.key, one.action, f"{place}: {one.description or one.action}",
            "", of_pane=True,
        )
        for one in bound
    ]  # fmt: skip


def keys_here(screen: Screen[Any]) -> list[Command]:
    """What can be done on a screen: first what the widget with the focus offers, last what works everywhere.

    A key is told once: by who acts on it, and of a list that opens something, by who says what.
    """
    commands = screen.commands_of_place() if isinstance(screen, Place) else ()
    told = screen.COMMANDS_HERE if isinstance(screen, Place) else ()
    at = {node.id for node in screen.focused.ancestors_with_self if node.id} if screen.focused is not None else set()
    known = {command.id for command in (*told, *EVERYWHERE)}
    near = [command for command in commands if command.pane in at]
    taken = {key for command in told if command.pane in at for key in command.letters}
    taken |= {"enter"} & {key for command in commands if not command.pane for key in command.letters}
    moving = [
        replace(command, keys=",".join(key for key in command.letters if key not in taken))
        for command in keys_at(screen.focused)
        if command.id not in known and not taken.issuperset(command.letters)
    ]
    far = [command for command in commands if command.pane not in at]
    here = [*near, *moving, *far]
    taken = {key for command in here for key in command.letters}
    return [*here, *(command for command in EVERYWHERE if not command.keys or not taken.issuperset(command.letters))]


def keys_at(focused: Widget | None) -> list[Command]:
    """The keys of the widget that has the focus, and of what it stands in, up to the screen."""
    found: dict[tuple[str, str], Command] = {}
    for node in focused.ancestors_with_self if focused is not None else ():
        if not isinstance(node, Widget) or isinstance(node, Screen):
            break
        for bound in node._bindings.key_to_bindings.values():
            for one in bound:
                known = found.get((one.id or "", one.action))
                keys = f"{known.keys},{one.key}" if known else one.key
                title = f"keys: {one.description or one.action}"
                found[one.id or "", one.action] = Command(one.id or "", keys, one.action, title, "", of_pane=True)
    return list(found.values())


def scopes() -> Iterator[tuple[str, dict[str, Command]]]:
    """The commands that are there together, by their ids, with a name for where."""
    listed = every_key()
    widgets = {
        place: {one.command.id: one.command for one in listed if one.place == place} for place in _own_places()
    }
    lists = {name: command for place in _OF_LISTS for name, command in widgets[place].items() if name}
    for place, commands in _places():
        wanted = {command.id for command in commands}
        here = {one.command.id: one.command for one in listed if one.place == place or one.command.id in wanted}
        text = any(command.id == "coding.code" for command in commands)
        others = widgets["text"] if text else lists
        everywhere = {command.id: command for command in EVERYWHERE}
        yield place, {name: one for name, one in {**others, **everywhere, **here}.items() if name}
    for place, own in widgets.items():
        if place not in _OF_LISTS and place != "text":
            yield place, {name: one for name, one in own.items() if name}


def _own_places() -> list[str]:
    return list(dict.fromkeys(place for place, _ in OWN_KEYS))
