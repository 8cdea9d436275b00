"""Paths as people give them: typed, pasted, or dropped on the window."""

from __future__ import annotations

import re
from collections.abc import Callable
from os.path import commonprefix
from pathlib import Path
from urllib.parse import unquote, urlparse

_ESCAPED = re.compile(r"\\(.)")


def given_path(words: str) -> Path | None:
    """The path that pasted or dropped words name, None where nothing lies there.

    Terminals paste a dropped file's path plain, in quotes, with backslashes before spaces, or as a `file:` address.
    """
    line = words.strip()
    if not line or "\n" in line or len(line) > 4096:
        return None
    tries = [line]
    if len(line) > 1 and line[0] == line[-1] and line[0] in "'\"":
        tries.insert(0, line[1:-1])
    if line.startswith("file://"):
        tries.insert(0, unquote(urlparse(line).path))
    tries.append(_ESCAPED.sub(r"\1", line))
    for one in tries:
        try:
            path = Path(one).expanduser()
            if path.exists():
                return path.absolute()
        except (OSError, ValueError, RuntimeError):
            continue
    return None


def completed(words: str, wanted: Callable[[Path], bool]) -> str:
    """A path that is being typed, as far as what lies there leaves but one way: folders, and files that are `wanted`.

    A folder ends in `/`; what cannot be read, or does not lie there, is given back as it was.
    """
    typed = words.strip()
    before, slash, begun = typed.rpartition("/")
    try:
        inside = list(Path(before + slash).expanduser().iterdir())
        found = [path for path in inside if path.name.startswith(begun) and (begun or not path.name.startswith("."))]
        names = [f"{path.name}/" if path.is_dir() else path.name for path in found if path.is_dir() or wanted(path)]
    except (OSError, ValueError, RuntimeError):
        return words
    return before + slash + commonprefix(names) if names else words  # noqa: RUF071 - of letters, not of folders


def working_folder() -> Path:
    """The folder that the program was begun in, where it is still there."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()
