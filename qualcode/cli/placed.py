"""Where files go that a command writes, as what and on which template: the options, and what is meant by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from qualcode.problem import Problem

F = TypeVar("F", bound=Callable[..., Any])


def placed_options(of_one: str) -> Callable[[F], F]:
    """`--to` and `--as`, for commands that write a file for each of several things; `of_one` is one area."""

    def options(function: F) -> F:
        formats = click.option(
            "--as",
            "formats",
            multiple=True,
            type=click.Choice(["docx", "html", "md"]),
            help="Write it as this, Word if not given; may be repeated.",
        )(function)
        return click.option(
            "--to",
            "target",
            type=click.Path(path_type=Path),
            help=f"A folder; of {of_one} a file too: .docx, .html or .md. The exports folder if not given.",
        )(formats)

    return options


def files_option(kinds: str, usual: str) -> Callable[[F], F]:
    """`--to`, for commands that write one thing in several files; `usual` are those where no file is named."""
    return click.option(
        "--to",
        "targets",
        type=click.Path(path_type=Path),
        multiple=True,
        help=f"The file; {kinds}, or a folder; may be given several times. "
        f"{usual} in the exports folder if not given.",
    )


def template_option(function: F) -> F:
    """`--template`, for commands that write Word."""
    return click.option(
        "--template", type=click.Path(path_type=Path), help="A house template (.docx) for the Word files."
    )(function)


def in_places(
    targets: Sequence[Path], formats: Sequence[str], usual: Callable[[str], Path], kinds: Sequence[str] = (".docx",)
) -> list[Path]:
    """The files of one thing to write, of what was typed after --to and --as.

    A folder, or a name without an ending, takes files of their usual names; `usual` is where one of an ending goes
    unasked, `kinds` are the endings that are written unasked.
    """
    suffixes = [f".{each}" for each in formats]
    paths: list[Path] = [] if targets else [usual(each) for each in suffixes or kinds]
    for target in targets:
        if _is_folder(target):
            paths += [target / usual(each).name for each in suffixes or kinds]
        else:
            paths += [target, *(target.with_suffix(each) for each in suffixes)]
    return list(dict.fromkeys(paths))


def check_folder(target: Path | None) -> None:
    """Raise Problem where what was typed for a folder of several files is called like a file."""
    if target is not None and not _is_folder(target) and target.suffix.casefold() in (".docx", ".html", ".md"):
        raise Problem(
            f"“{target.name}” is called like a file, and several files may be written.",
            remedy="Name a folder after --to; --format says what kind of files they are.",
        )


def _is_folder(target: Path) -> bool:
    return target.is_dir() or not target.suffix


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
    if _is_folder(target):
        return target, None, suffixes
    check(suffix)
    if number > 1:
        raise Problem(
            f"{number} {many} do not go into one file.", remedy=f"Name a folder after --to, or {one}: --to FOLDER."
        )
    return target.parent, target, suffixes if formats else [suffix]
