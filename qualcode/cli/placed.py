"""Where several files go that one command writes: a folder, or the file that is named where there is but one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.problem import Problem


def placed(
    target: Path | None,
    usual: Path,
    formats: tuple[str, ...],
    number: int,
    check: Callable[[str], None],
    many: str,
    one: str,
) -> tuple[Path, Path | None, list[str]]:
    """The folder, the file if one was named, and the endings to write, of what was typed after --to and --as.

    `check` raises Problem on an ending that none writes. Raises Problem where several are to be one file: `many`
    is what they are called (papers), `one` how to ask for one of them (one area).
    """
    suffixes = [f".{each}" for each in dict.fromkeys(formats)] or [".docx"]
    if target is None:
        return usual, None, suffixes
    suffix = target.suffix.casefold()
    if target.is_dir() or not suffix:
        return target, None, suffixes
    check(suffix)
    if number > 1:
        raise Problem(
            f"{number} {many} do not go into one file.", remedy=f"Name a folder after --to, or {one}: --to FOLDER."
        )
    return target.parent, target, suffixes if formats else [suffix]
