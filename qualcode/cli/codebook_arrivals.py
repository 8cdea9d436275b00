"""`qualcode codes import` and `from-study`: a codebook taken in, seen line by line first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.codebooks.arriving import Arriving, Choice
    from qualcode.codebooks.csv_files import CodebookRow
    from qualcode.project.project import Project

_PATH = click.Path(path_type=Path)


@click.command("import")
@click.argument("file", type=_PATH)
@click.option("--preview", is_flag=True, help="Only say what would be added, changed and doubtful.")
@click.option("--yes", is_flag=True, help="Take it in without asking.")
@click.option("--doubtful", is_flag=True, help="Take in doubtful lines too, as new where they match no code.")
@coder_option
@study_option
@click.pass_obj
def import_command(
    outer: Path | None,
    file: Path,
    preview: bool,
    yes: bool,
    doubtful: bool,
    coder: str | None,
    study: Path | None,
) -> None:
    """Bring in a codebook FILE from Word (.docx), Excel (.xlsx) or a table (.csv).

    Codes are matched with those in the study by id, then by where they stand, then by name. Codes that the file does
    not name stay; codings stay with their codes.
    """
    from qualcode.codebooks.files import read_codebook

    rows = read_codebook(file)
    with opened(study or outer, writes=not preview) as project:
        take_in(project, rows, file.stem, coder, preview=preview, yes=yes, doubtful=doubtful)


@click.command("from-study")
@click.argument("other", type=_PATH)
@click.option("--preview", is_flag=True, help="Only say what would be added, changed and doubtful.")
@click.option("--yes", is_flag=True, help="Take it in without asking.")
@coder_option
@study_option
@click.pass_obj
def from_study(
    outer: Path | None, other: Path, preview: bool, yes: bool, coder: str | None, study: Path | None
) -> None:
    """Bring in the codebook of the study OTHER, without its codings and examples; nothing is changed there."""
    from qualcode.project.other_study import rows_from

    with opened(study or outer, writes=not preview) as project:
        rows = rows_from(other, project.path)
        take_in(project, rows, other.stem, coder, preview=preview, yes=yes, doubtful=False)


def take_in(
    project: Project,
    rows: Sequence[CodebookRow],
    name: str,
    coder: str | None,
    *,
    preview: bool,
    yes: bool,
    doubtful: bool,
) -> None:
    """Take in the lines of a codebook, shown and asked about unless `yes`; doubtful ones only where `doubtful`."""
    from qualcode.analysis.codes import codebook
    from qualcode.codebooks.arriving import Does, arriving
    from qualcode.edits.codebook import ImportCodebook

    found = arriving(codebook(project.conn), rows)
    if preview or not yes:
        _show(found)
    if preview:
        return
    if not yes and not click.confirm("Take this in?"):
        say("Nothing was changed.")
        return
    left = {} if doubtful else _left_out(found)
    sign_in(project, coder)
    edit = ImportCodebook(rows, name, left)
    project.make(edit)
    say(f"{_counted(edit.added)} added, {edit.changed} changed.")
    if left:
        say(f"{len(left)} doubtful left out: look with --preview, and put them right, or add --doubtful.")
    if found.missing and found.count(Does.SAME) + found.count(Does.CHANGES):
        say(f"{_counted(len(found.missing))} not in the file, and left as they are.")


def _left_out(found: Arriving) -> Mapping[int, Choice]:
    from qualcode.codebooks.arriving import Choice

    return {number: Choice(left_out=True) for number in found.doubtful}


def _counted(number: int) -> str:
    return f"{number} {'code' if number == 1 else 'codes'}"


def _show(found: Arriving) -> None:
    from qualcode.codebooks.arriving import Does

    for does in (Does.ADDS, Does.CHANGES):
        for line in found.lines:
            if line.does is does and not line.doubts:
                said = "; ".join(
                    f"{what}: {before or 'nothing'} → {after or 'nothing'}" for what, before, after in line.changes
                )
                say(f"{does}: {line.row.index} {line.row.name}".strip() + (f" ({said})" if said else ""))
    for number in found.doubtful:
        line = found.lines[number]
        say(f"doubtful: {line.row.index} {line.row.name}: {' '.join(line.doubts)}")
    for code in found.missing:
        say(f"not in the file, stays: {code.title}")
    say(
        f"{found.count(Does.ADDS)} to add, {found.count(Does.CHANGES)} to change, "
        f"{found.count(Does.SAME)} unchanged, {len(found.doubtful)} of them doubtful."
    )
