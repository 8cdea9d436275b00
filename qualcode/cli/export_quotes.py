"""`qualcode export quotes`: an essay's outline with its quotes, ready to be written around."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.placed import in_places, template_option
from qualcode.cli.recognising import gathered, say_although, warn, widen_option
from qualcode.cli.saying import names_here, say
from qualcode.cli.study_option import opened, study_option

if TYPE_CHECKING:
    import sqlite3

    from qualcode.exports.page import Page
    from qualcode.exports.recognised import Recognised


@click.command("quotes")
@click.argument("essay")
@click.option(
    "--to",
    "targets",
    type=click.Path(path_type=Path),
    multiple=True,
    help="The file; .docx, .html or .md, or a folder; may be given several times. The exports folder if not given.",
)
@click.option(
    "--as",
    "formats",
    multiple=True,
    type=click.Choice(["docx", "html", "md"]),
    help="Write it as this, Word if neither this nor --to says; may be repeated.",
)
@click.option(
    "--for", "audience", type=click.Choice(["team", "outside"]), help="For these readers instead of its own."
)
@click.option("--outside", "audience", flag_value="outside", help="The same as --for outside.")
@widen_option
@click.option("--notes", is_flag=True, help="Your notes and memos too, for you to take out before the text leaves.")
@template_option
@study_option
def quotes_command(
    essay: str,
    targets: tuple[Path, ...],
    formats: tuple[str, ...],
    audience: str | None,
    widen: bool,
    notes: bool,
    template: Path | None,
    study: Path | None,
) -> None:
    """Write the outline of ESSAY with its quotes, each with the id that finds it again; “kept” for those in none.

    What may not be printed for its readers is listed at the end with the reason, without its words.
    """
    from qualcode.exports.files import check_name
    from qualcode.exports.leaving import release
    from qualcode.exports.quote_sheet import quote_sheet_path
    from qualcode.exports.writing import FORMATS, page_writer

    with opened(study, writes=widen) as project:
        (page, _, look), found = gathered(
            project,
            lambda: project.read_copy(_sheet, essay, audience, datetime.now().astimezone(), notes),
            lambda _, sheet: sheet[1],
            widen=widen,
        )
        paths = in_places(targets, formats, partial(quote_sheet_path, project.path, page, names=project.names))
        writers = [page_writer(path, template=template, what="A quote sheet", formats=FORMATS) for path in paths]
        for path in paths:
            check_name(path, project.names)
        say_although(project, page)
    for line in look:
        say(line, err=True)
    warn(found, page.audience)
    for write in writers:
        written = release(names_here(), write, page)
        for sentence in written.sentences:
            say(sentence)
        for each in written.paths:
            say(str(each), real_names=True)


def _sheet(
    conn: sqlite3.Connection, named: str, audience: str | None, made_on: datetime, notes: bool
) -> tuple[Page, Recognised, tuple[str, ...]]:
    from qualcode.cli.outlines import read_outline
    from qualcode.essays.looking import look_lines
    from qualcode.exports.quote_sheet import quote_sheet, recognised_in_outline

    found = read_outline(conn, named, made_on, audience)
    essay_id = None if found.essay is None else found.essay.id
    page = quote_sheet(conn, essay_id, made_on, found.audience, notes=notes)
    return page, recognised_in_outline(conn, found), look_lines(found.quotes)
