"""`qualcode code`: apply a code to a passage."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain


@click.command("code")
@click.argument("document", required=False)
@click.argument("code", required=False)
@click.option("--words", help="The words of the passage, exactly as they stand in the document.")
@click.option(
    "--occurrence", default=1, show_default=True, help="Which one, where the words stand there several times."
)
@click.option("--turn", type=int, help="The number of the turn; its whole words are coded.")
@click.option("--against", is_flag=True, help="The passage goes against the code.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="A file (.csv) with many: document, words, code, …",
)
@coder_option
@study_option
def command(
    document: str | None,
    code: str | None,
    words: str | None,
    occurrence: int,
    turn: int | None,
    against: bool,
    source: Path | None,
    coder: str | None,
    study: Path | None,
) -> None:
    """Apply CODE (its index number or name) to a passage of DOCUMENT (its name or part of it).

    For example: qualcode code group 1.2 --words "So I sent myself."
    """
    from qualcode.edits.coding_documents import CodeDocuments
    from qualcode.edits.study import AddCoder
    from qualcode.project.placing import Placement, place, read_placements

    if source is None and (document is None or code is None):
        raise Problem("Which document and which code?", remedy='For example: qualcode code group 1.2 --words "…"')
    if source is not None:
        placements = read_placements(source)
    else:
        placements = [Placement(document or "", code or "", words or "", turn, occurrence, "", against)]
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        names = sorted({placement.coder for placement in placements if placement.coder})
        ids = {name: AddCoder(name, project.study_id).id for name in names}
        codings = place(project.conn, placements, ids)
        for name in names:
            project.make(AddCoder(name, project.study_id))
        made = project.make(CodeDocuments(codings))
    done = sum(change.table == "coding" for change in made.changes)
    if not done:
        say("Already coded so; nothing was changed.")
    else:
        say(f"Coded: {plain(made.label)}." if len(codings) == 1 else f"{done} codings made.")
