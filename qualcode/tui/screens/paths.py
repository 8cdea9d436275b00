"""Paths as people give them: typed, pasted, or dropped on the window."""

from __future__ import annotations

import re
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
