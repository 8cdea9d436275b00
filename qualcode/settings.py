"""Settings of this machine, and what it remembers: who codes in which study, and which were open last."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from qualcode.problem import Problem

_RECENT = 8
_WRITTEN = 500  # files
_DRAFTS = 50
_FILE = "settings.toml"

# Those of the library are left out whose own words stand out too little from their ground to be tinted.
THEMES = (
    "qualcode-dark", "qualcode-light", "qualcode-high-contrast",
    "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato",
    "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn",
    "rose-pine-moon", "textual-dark", "textual-light", "tokyo-night",
)  # fmt: skip


def _setting(default: Any, title: str, help: str, **fits: Any) -> Any:
    """A field of `Settings` with what `Setting` tells of it."""
    return field(default=default, metadata={"title": title, "help": help, **fits})


@dataclass(frozen=True)
class Settings:
    """What a person may set, in `settings.toml`."""

    theme: str = _setting("qualcode-dark", "Colours", "Dark, light, high contrast and others.", choices=THEMES)
    reading_width: int = _setting(
        72, "Reading width", "How many letters a line of a text holds at the most.", least=60, most=72
    )
    lanes: int = _setting(
        6, "Stripes", "How many stripes are shown side by side beside a text; 4 at the most in a narrow window.",
        least=2, most=8,
    )  # fmt: skip
    reduced_motion: bool = _setting(False, "Less motion", "Nothing slides, blinks or flashes.")
    hints: bool = _setting(True, "Hints", "Each screen names its most useful keys until you have used them.")
    message_seconds: int = _setting(
        4,
        "Messages",
        "How many seconds a message stays; one about a problem stays a little longer.",
        least=2,
        most=60,
    )
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set: its name in the file, its title, a sentence, its default, and what fits."""

    name: str
    title: str
    help: str
    default: str | int | bool
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()

    @property
    def fitting(self) -> str:
        """What fits, in words."""
        if isinstance(self.default, bool):
            return "yes or no"
        return (
            f"one of {', '.join(self.choices)}"
            if self.choices
            else f"a whole number from {self.least} to {self.most}"
        )

    def fits(self, value: object) -> bool:
        """Whether this may be its value."""
        if type(value) is not type(self.default):
            return False
        if isinstance(value, int) and not isinstance(value, bool):
            return self.least <= value <= self.most
        return not self.choices or value in self.choices

    def read(self, words: str) -> str | int | bool:
        """The value somebody wrote. Raises Problem, saying what fits, when it does not."""
        typed = words.strip().casefold()
        value: str | int | bool = typed
        if isinstance(self.default, bool):
            value = _TRUTHS.get(typed, typed)
        elif isinstance(self.default, int) and re.fullmatch(r"[0-9]{1,4}", typed):
            value = int(typed)
        if self.fits(value):
            return value
        raise Problem(f"“{words.strip()}” does not fit the setting “{self.name}”.", f"What fits is {self.fitting}.")

    def shown(self, settings: Settings) -> str:
        """Its value as a person writes it."""
        value = getattr(settings, self.name)
        return ("yes" if value else "no") if isinstance(value, bool) else str(value)


_TRUTHS = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}

SCHEMA = tuple(
    Setting(one.name, default=getattr(Settings(), one.name), **one.metadata)
    for one in fields(Settings)
    if one.metadata
)


def setting(name: str) -> Setting:
    """The setting of a name; hyphens will do for underscores. Raises Problem when there is none."""
    found = next((one for one in SCHEMA if one.name == name.strip().casefold().replace("-", "_")), None)
    if found is None:
        raise Problem(f"There is no setting “{name}”.", f"There are {', '.join(one.name for one in SCHEMA)}.")
    return found


@dataclass(frozen=True)
class Remembered:
    """What this machine remembers by itself, in `remembered.json`."""

    coders: Mapping[str, str] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    practised: Mapping[str, int] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)


def config_folder() -> Path:
    """Where settings live; `QUALCODE_CONFIG` overrides."""
    if named := os.environ.get("QUALCODE_CONFIG"):
        return Path(named)
    from platformdirs import user_config_dir

    return Path(user_config_dir("qualcode", appauthor=False))


def settings_file() -> Path:
    """The file of the settings, there or not."""
    return config_folder() / _FILE


def load() -> Settings:
    """The settings, defaults where the file is missing or says nothing.

    Raises Problem when the file is not TOML or holds a setting of the wrong kind.
    """
    settings, problems = load_what_fits()
    if problems:
        raise problems[0]
    return settings


def load_what_fits() -> tuple[Settings, list[Problem]]:
    """The settings, with defaults for those that do not fit, and what is wrong with each.

    Unknown ones are passed over: a newer program may have written them.
    """
    path = settings_file()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        return Settings(), [_unreadable(path, error)]
    fitting: dict[str, Any] = {}
    problems = []
    for one in SCHEMA:
        if one.name not in values:
            continue
        if one.fits(values[one.name]):
            fitting[one.name] = values[one.name]
        else:
            problems.append(
                Problem(
                    f"The setting “{one.name}” has a value that does not fit.",
                    f"It is in {path}. What fits is {one.fitting}.",
                    "Mend it there, or take the line out.",
                )
            )
    keys = values.get("keys", {})
    if isinstance(keys, dict) and all(isinstance(key, str) for key in keys.values()):
        fitting["keys"] = keys
    else:
        problems.append(
            Problem(
                "The setting “keys” has a value that does not fit.",
                f"It is in {path}. What fits is a table of keys between quotes, each by the name of its command.",
                "Mend it there; “qualcode keys --toml” prints one to start from.",
            )
        )
    return Settings(**fitting), problems


def _unreadable(path: Path, error: Exception) -> Problem:
    return Problem(
        "The settings cannot be read.", f"{path}: {error}", "Mend the line it names, or move the file away."
    )


def put(name: str, value: str | int | bool) -> Settings:
    """Set one thing in the file, whose other lines stay as they are; gives all settings back.

    Raises Problem when the value does not fit, and when the file cannot be read or written.
    """
    one = setting(name)
    if not one.fits(value):
        raise Problem(f"“{value}” does not fit the setting “{one.name}”.", f"What fits is {one.fitting}.")
    path = settings_file()
    try:
        before = path.read_text(encoding="utf-8")
        known = tomllib.loads(before)
    except FileNotFoundError:
        before, known = "", {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise _unreadable(path, error) from error
    line = f"{one.name} = {json.dumps(value, ensure_ascii=False)}"
    top, table, rest = _until_tables(before)
    changed, found = re.subn(rf"(?m)^[ \t]*{one.name}[ \t]*=.*$", lambda _: line, top, count=1)
    if not found:
        changed = f"{top.rstrip()}\n{line}\n".lstrip("\n") + ("\n" if table else "")
    text = changed + table + rest
    try:
        sound = tomllib.loads(text) == {**known, one.name: value}
    except tomllib.TOMLDecodeError:
        sound = False
    if not sound:
        raise Problem(
            f"The setting “{one.name}” cannot be changed.",
            f"It is written over several lines in {path}.",
            "Change it there.",
        )
    _write(_FILE, text)
    try:
        kept = path.read_text(encoding="utf-8") == text
    except OSError:
        kept = False
    if not kept:
        raise Problem("The setting was not kept.", f"{path} cannot be written.", "Look who may write in that folder.")
    return load_what_fits()[0]


def _until_tables(text: str) -> tuple[str, str, str]:
    """The lines before the first table, its heading, and what follows."""
    found = re.search(r"(?m)^[ \t]*\[.*$", text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def save(settings: Settings) -> None:
    """Write the settings that differ from their defaults; what else stands in the file is not kept."""
    lines = []
    for name, value in asdict(settings).items():
        if value != getattr(Settings(), name) and not isinstance(value, dict):
            lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    if settings.keys:
        lines.append("\n[keys]")
        lines += [f"{json.dumps(name)} = {json.dumps(key)}" for name, key in settings.keys.items()]
    _write(_FILE, "\n".join(lines) + "\n")


def remembered() -> Remembered:
    """What this machine remembers; nothing where the file is missing or unreadable."""
    try:
        values: dict[str, Any] = json.loads((config_folder() / "remembered.json").read_text(encoding="utf-8"))
        return Remembered(
            dict(values.get("coders", {})),
            tuple(values.get("recent", ())),
            dict(values.get("practised", {})),
            dict(values.get("drafts", {})),
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return Remembered()


def remember_coder(study_id: str, name: str) -> None:
    """Who codes in a study, on this machine."""
    held = remembered()
    _keep(replace(held, coders={**held.coders, study_id: name}))


def remember_study(path: Path) -> None:
    """Put a study first among those opened last."""
    held = remembered()
    shown = str(path.absolute())
    _keep(replace(held, recent=(shown, *(p for p in held.recent if p != shown))[:_RECENT]))


def remember_practice(command: str) -> None:
    """Count one more use of a command, so that its hint can go once it is known."""
    held = remembered()
    _keep(replace(held, practised={**held.practised, command: held.practised.get(command, 0) + 1}))


def remember_draft(essay: str, path: Path) -> None:
    """Which draft of an essay was checked last; those checked longest ago are forgotten."""
    held = remembered()
    drafts = {name: at for name, at in held.drafts.items() if name != essay}
    _keep(replace(held, drafts=dict([*drafts.items(), (essay, str(path.absolute()))][-_DRAFTS:])))


def last_written(place: str) -> str:
    """The mark of what was last written to a place; empty where that is not known."""
    return _last_written().get(_mark(place), "")


def remember_written(places: Sequence[str], mark: str) -> None:
    """Keep the mark of what was written to some places; those written longest ago are forgotten."""
    now = {_mark(place): mark for place in places}
    held = {place: mark for place, mark in _last_written().items() if place not in now} | now
    _write("written.json", json.dumps(dict([*held.items()][-_WRITTEN:]), indent=0))


def _last_written() -> dict[str, str]:
    """Marks of contents by those of their places; none where the file is missing or damaged."""
    try:
        held: object = json.loads((config_folder() / "written.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(held, dict):
        return {}
    return {place: mark for place, mark in held.items() if isinstance(mark, str)}


def _mark(place: str) -> str:
    # A file may be called by what somebody is called: what lies outside the study does not tell it.
    return sha256(place.encode("utf-8", "surrogatepass")).hexdigest()


def _keep(held: Remembered) -> None:
    # In ASCII: a path on Linux may hold bytes that are no text.
    _write("remembered.json", json.dumps(asdict(held), indent=1))


def _write(name: str, text: str) -> None:
    """Write a file of the config folder whole or not at all; a folder that cannot be written to keeps nothing."""
    folder = config_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{name}.{os.getpid()}.part"
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(folder / name)
    except OSError:
        return
