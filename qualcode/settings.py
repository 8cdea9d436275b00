"""Settings of this machine, and what it remembers: who codes in which study, and which were open last."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from qualcode.problem import Problem

_RECENT = 8


@dataclass(frozen=True)
class Settings:
    """What a person may set, in `settings.toml`."""

    theme: str = field(default="qualcode-dark", metadata={"help": "colours of the terminal UI"})
    lanes: int = field(default=6, metadata={"help": "stripes shown beside a transcript, 2 to 8"})
    keys: Mapping[str, str] = field(default_factory=dict, metadata={"help": "keys by the name of their command"})


@dataclass(frozen=True)
class Remembered:
    """What this machine remembers by itself, in `remembered.json`."""

    coders: Mapping[str, str] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    practised: Mapping[str, int] = field(default_factory=dict)


def config_folder() -> Path:
    """Where settings live; `QUALCODE_CONFIG` overrides."""
    if named := os.environ.get("QUALCODE_CONFIG"):
        return Path(named)
    from platformdirs import user_config_dir

    return Path(user_config_dir("qualcode", appauthor=False))


def load() -> Settings:
    """The settings, defaults where the file is missing or says nothing.

    Raises Problem when the file is not TOML or holds a setting of the wrong kind.
    """
    path = config_folder() / "settings.toml"
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Problem(
            "The settings cannot be read.",
            f"{path}: {error}",
            "Mend the line it names, or move the file away.",
        ) from error
    known = {one.name: one for one in fields(Settings)}
    for name, value in values.items():
        if name in known and (type(value) is not type(getattr(Settings(), name)) or not _fits(name, value)):
            raise Problem(
                f"The setting “{name}” has a value that does not fit.",
                f"It is in {path}, for: {known[name].metadata['help']}.",
                "Mend it there, or take the line out.",
            )
    return replace(Settings(), **{name: value for name, value in values.items() if name in known})


def _fits(name: str, value: Any) -> bool:
    return name != "lanes" or 2 <= value <= 8


def save(settings: Settings) -> None:
    """Write the settings that differ from their defaults; what else stands in the file is not kept."""
    lines = []
    for name, value in asdict(settings).items():
        if value != getattr(Settings(), name) and not isinstance(value, dict):
            lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    if settings.keys:
        lines.append("\n[keys]")
        lines += [f"{json.dumps(name)} = {json.dumps(key)}" for name, key in settings.keys.items()]
    _write("settings.toml", "\n".join(lines) + "\n")


def remembered() -> Remembered:
    """What this machine remembers; nothing where the file is missing or unreadable."""
    try:
        values: dict[str, Any] = json.loads((config_folder() / "remembered.json").read_text(encoding="utf-8"))
        return Remembered(
            dict(values.get("coders", {})), tuple(values.get("recent", ())), dict(values.get("practised", {}))
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
