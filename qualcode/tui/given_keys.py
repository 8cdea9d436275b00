"""The keys a person has given in the settings: which can be used, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import ascii_lowercase, ascii_uppercase

from textual.keys import Keys, _character_to_key

from qualcode.problem import Problem
from qualcode.tui.commands import Command, key_name
from qualcode.tui.keymap import every_key, scopes

_NAMED = {key.value for key in Keys if "+" not in key.value and not key.value.startswith(("<", "scroll", "ignore"))}
# The letters and signs of keyboards, by the names that the keys' list prints.
_CHARACTERS = {
    _character_to_key(chr(point)) for point in (*range(33, 0x250), *range(0x370, 0x530)) if chr(point).isprintable()
}
_SAME = {"i": "tab", "m": "enter", "h": "backspace", "j": "enter", "[": "esc", "left_square_bracket": "esc"}
_HELD = {"ctrl", "shift"}
_UNSENT = {"alt", "cmd", "command", "super", "meta", "hyper", "option"}
_WITH_CTRL = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "delete", "insert"}
_WITH_SHIFT = {*_WITH_CTRL, "tab"}


def fitting(given: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """The keys that can be used, by the ids of their commands, and what is wrong with each of the others.

    Loads all places: 0.3 s, which only who gives keys waits for.
    """
    known = {one.command.id: one.command for one in every_key() if one.command.id}
    problems: dict[str, Problem] = {}
    for name, keys in given.items():
        if name not in known:
            problems[name] = _unknown(name, known)
        elif fault := next(filter(None, map(fault_of, _split(keys))), ""):
            problems[name] = Problem(f"“{known[name].title}” cannot have the key “{keys}”.", fault, _REMEDY)
    sound = {name: keys for name, keys in given.items() if name not in problems}
    for name, problem in _conflicts(sound, known):
        problems.setdefault(name, problem)
    usable = {
        name: ",".join(dict.fromkeys(key for one in _split(keys) for key in _spellings(one)))
        for name, keys in given.items()
        if name not in problems
    }
    return usable, list(problems.values())


_REMEDY = "Mend it in the settings; until then the command has its usual key. “qualcode keys” lists all."


def _split(keys: str) -> list[str]:
    """The keys of a list with commas between; a comma alone is itself."""
    return [keys] if keys == "," else [one.strip() for one in keys.split(",")]


def _unknown(name: str, known: Mapping[str, Command]) -> Problem:
    from rapidfuzz import process  # 20 ms, and only where a name is wrong

    near = process.extractOne(name, known.keys(), score_cutoff=60)
    meant = f"Is “{near[0]}” meant?" if near else ""
    return Problem(f"There is no command “{name}” to give a key to.", meant, _REMEDY)


def fault_of(key: str) -> str:
    """What is wrong with the name of a key, in a sentence; empty where it can be used."""
    *held, last = [key] if len(key) == 1 else key.split("+")
    if _UNSENT.intersection(held):
        return f"Many terminals cannot send keys held with {held[0]}."
    if not set(held) <= _HELD or not _is_key(last):
        return f"“{key}” is no key. Keys are written as c, C, !, f6, ctrl+o, shift+down or pageup."
    if held == ["ctrl"] and last in _SAME:
        return f"Terminals cannot tell {key} from {_SAME[last]}."
    letter = len(last) == 1 and last.isascii() and last.isalpha()
    function = last.startswith("f") and last[1:].isdigit()
    if held == ["shift"] and letter:
        return f"With shift a letter is its capital: write {last.upper()}."
    if held == ["ctrl"] and not ((letter and last.islower()) or function or last in _WITH_CTRL):
        return f"Many terminals cannot send {key}."
    if held == ["shift"] and not (function or last in _WITH_SHIFT):
        return f"Many terminals cannot send {key}."
    if len(held) > 1 and last not in _WITH_CTRL:
        return f"Many terminals cannot send {key}."
    return ""


def _is_key(last: str) -> bool:
    if len(last) == 1:
        return last.isprintable() and last != " "
    return last in _NAMED or last in _CHARACTERS or (last.startswith("upper_") and last[6:] in ascii_lowercase)


def _letters(command: Command, given: Mapping[str, str]) -> set[str]:
    """The keys of a command as Textual names them."""
    keys = _split(given[command.id]) if command.id in given else command.letters
    return {_character_to_key(key) if len(key) == 1 else key for one in keys for key in _spellings(one)}


def _spellings(key: str) -> tuple[str, ...]:
    """A key by all its names: some terminals send a capital as `W`, others as `upper_w`."""
    if len(key) == 1 and key in ascii_uppercase:
        return key, f"upper_{key.lower()}"
    if key.startswith("upper_"):
        return key[-1].upper(), key
    return ("comma" if key == "," else key,)  # lists of keys have commas between


def _conflicts(given: Mapping[str, str], known: Mapping[str, Command]) -> Iterator[tuple[str, Problem]]:
    """Keys that would stand for two things in one place, where they do not by themselves."""
    for place, commands in scopes():
        for name in given:
            if name not in commands:
                continue
            one = known[name]
            for other in commands.values():
                both = _letters(one, given) & _letters(other, given) - (_letters(one, {}) & _letters(other, {}))
                if other.id != name and both:
                    key = key_name(min(both))
                    where = "" if place == "everywhere" else f" in {place}"
                    yield (
                        name,
                        Problem(
                            f"The key {key} would stand for two things{where}: “{one.title}” and “{other.title}”.",
                            "So it was not given to the first.",
                            _REMEDY,
                        ),
                    )
