"""`qualcode codes`: the codebook, out and in."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem


@click.command("codes")
@click.option("--from", "source", type=click.Path(path_type=Path), help="Bring in a codebook file (.csv).")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), help="Write the codebook to a file (.csv) for Excel."
)
@format_options
@coder_option
@study_option
def command(
    source: Path | None, target: Path | None, form: str | None, coder: str | None, study: Path | None
) -> None:
    """Show the codebook with how often each code is used, or bring one in from a file, or write it to one.

    Codes in a file are matched with those in the study by id, then by their place and name, so bringing in a
    changed codebook changes the codes and keeps their codings.
    """
    from qualcode.analysis.codes import codebook, uses
    from qualcode.codebooks.csv_files import as_csv, read_csv
    from qualcode.edits.codebook import ImportCodebook
    from qualcode.exports.files import put

    if target is not None and target.suffix.casefold() != ".csv":
        raise Problem(f"A codebook cannot be written as {target.name}.", remedy="Let the name end in .csv.")
    rows = read_csv(source) if source is not None else []
    with opened(study, writes=source is not None) as project:
        if source is not None:
            sign_in(project, coder)
            edit = ImportCodebook(rows, source.stem)
            project.make(edit)
            say(f"{edit.added} codes added, {edit.changed} changed.")
            return
        book, used = project.names.show_all(codebook(project.conn)), uses(project.conn)
    if target is not None:
        written = put(as_csv(book).encode("utf-8-sig"), target)
        for sentence in written.sentences:
            say(sentence)
        say(f"The codebook is in {written.paths[0]}", real_names=True)
        return
    table = [
        {
            "index": code.index,
            "code": ("  " * depth if form is None else "") + code.name,
            "state": "" if code.is_area else str(code.state),
            "codings": used[code.id].codings if code.id in used else 0,
            "definition": code.definition,
        }
        for code, depth in book.walk()
    ]
    show(
        table,
        form,
        empty="No codes yet. Bring a codebook in with: qualcode codes --from FILE.csv",
        wide="definition",
    )
