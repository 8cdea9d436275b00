"""`qualcode export checking`: a sheet for each person, on which they check their words before they are printed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from qualcode.cli.outlines import essay_id, is_kept
from qualcode.cli.placed import check_folder
from qualcode.cli.saying import names_here, say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.problem import Problem


@click.command("checking")
@click.option(
    "--essay", "essays", multiple=True, help="Only the quotes of this essay, or “kept”; may be given several times."
)
@click.option("--participant", "people", multiple=True, help="Only this person; may be given several times.")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), help="The folder; “exports” beside the study if not given."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["docx", "html", "md"]),
    default="docx",
    show_default=True,
    help="The format.",
)
@click.option(
    "--again",
    is_flag=True,
    help="Ask about what was approved already, too, and about milder words of what was refused.",
)
@click.option("--asked", is_flag=True, help="Record today as the day on which each of them was asked.")
@coder_option
@study_option
def command(
    essays: tuple[str, ...],
    people: tuple[str, ...],
    folder: Path | None,
    form: str,
    again: bool,
    asked: bool,
    coder: str | None,
    study: Path | None,
) -> None:
    """Write a sheet for each person with their quotes as they will be printed, and room to answer.

    A sheet is for that person alone: it holds their words and the questions put to them, no one else's. Files are
    named by pseudonym. “qualcode quote answers FILE” reads back what they answered.
    """
    from qualcode.edits.answers import AskAbout
    from qualcode.exports.checking import SheetChoices, checking_sheets, release_sheets, sheet_paths
    from qualcode.project.erase_whose import find_participant

    check_folder(folder)
    with opened(study, writes=asked) as project:
        conn = project.conn
        choices = SheetChoices(
            tuple(None if is_kept(one) else essay_id(conn, one) for one in essays) or None,
            tuple(find_participant(conn, one) for one in people) or None,
            again,
        )
        sheets = project.read_copy(checking_sheets, choices, datetime.now().astimezone())
        if not sheets.pages:
            raise Problem(" ".join(sheets.sentences), "Nothing was written.", "Keep quotes for an essay first.")
        paths = sheet_paths(folder or project.path.parent / "exports", sheets, f".{form}")
        written = release_sheets(names_here(), sheets, paths)
        if asked:
            sign_in(project, coder)
            label = project.make(AskAbout(sheets.asked)).label
    for sentence in (*sheets.sentences, *written.sentences):
        say(sentence)
    for each in written.paths:
        say(str(each), real_names=True)
    say(f"{label}." if asked else "Say --asked to record that they were asked.", err=not asked)
