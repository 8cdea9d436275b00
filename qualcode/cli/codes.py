"""`qualcode codes`: the codebook, out and in."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.codebook import COMMANDS
from qualcode.cli.codebook_arrivals import take_in
from qualcode.cli.grouped import Grouped
from qualcode.cli.recognising import say_although
from qualcode.cli.saying import names_here, say
from qualcode.cli.study_option import coder_option, opened, study_option
from qualcode.cli.tables import format_options, show


@click.group("codes", cls=Grouped, invoke_without_command=True)
@click.option(
    "--from", "source", type=click.Path(path_type=Path), help="Bring in a codebook file (.csv, .xlsx, .docx)."
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="Write the codebook to a file (.csv, .xlsx, .docx, .md).",
)
@click.option("--sum", "added", is_flag=True, help="Add up the kinds of document, which stand side by side.")
@format_options
@coder_option
@study_option
@click.pass_context
def command(
    ctx: click.Context,
    source: Path | None,
    target: Path | None,
    added: bool,
    form: str | None,
    coder: str | None,
    study: Path | None,
) -> None:
    """Show the codebook with how often each code is used, or bring one in from a file, or write it to one.

    Where a study holds several kinds of document, each has its own number of codings; --sum adds them.

    Codes in a file are matched with those in the study by id, then by their place and name, so bringing in a
    changed codebook changes the codes and keeps their codings. Doubtful lines are left out: “qualcode codes import
    --preview” shows them.
    """
    ctx.obj = study
    if ctx.invoked_subcommand is not None:
        return
    from qualcode.analysis.code_examples import withheld
    from qualcode.analysis.codes import codebook, uses
    from qualcode.analysis.tallies import extent
    from qualcode.codebooks.files import read_codebook
    from qualcode.exports.codebook import check_ending, write
    from qualcode.exports.files import check_name
    from qualcode.exports.leaving import release
    from qualcode.exports.names import book_for_file, told_of_exchange, with_names_for
    from qualcode.exports.phrases import plural
    from qualcode.participants.disclosure import Audience
    from qualcode.transcripts.transcript import Kind

    if target is not None:
        check_ending(target)
    rows = read_codebook(source) if source is not None else []
    with opened(study, writes=source is not None) as project:
        if target is not None:
            check_name(target, project.names)
        if source is not None:
            take_in(project, rows, source.stem, coder, preview=False, yes=True, doubtful=False)
            return
        made_on = project.clock.now()
        gone, whole = withheld(project.conn, made_on.date()), codebook(project.conn)
        shown = gone.without(whole)
        readers, held = (shown, Audience.TEAM, made_on.date()), ""
        if target is not None:
            held = project.read(told_of_exchange, *readers, target.suffix)
            shown = project.read(book_for_file, *readers, target.suffix)
        else:
            shown = project.read(with_names_for, *readers)
        book, title = project.names.show_all((shown, project.title))
        kinds = () if added else extent(project.conn).kinds_apart
        lead = "" if form is None else "codings in "  # a table to look at has no room for it
        used = {f"{lead}{plural(Kind(kind))}": uses(project.conn, kind) for kind in kinds} or {
            "codings": uses(project.conn)
        }
        if target is not None:
            say_although(project, book)
    if target is not None:
        written = release(names_here(), write, book, target, title, made_on)
        for sentence in filter(None, (*written.sentences, gone.sentence(whole), held)):
            say(sentence)
        say(f"The codebook is in {written.paths[0]}", real_names=True)
        return
    table = [
        {
            "index": code.index,
            "code": ("  " * depth if form is None else "") + code.name,
            "state": "" if code.is_area else str(code.state),
        }
        | {heading: found[code.id].codings if code.id in found else 0 for heading, found in used.items()}
        | {"definition": code.definition}
        for code, depth in book.walk()
    ]
    show(
        table,
        form,
        empty="No codes yet. Bring a codebook in with: qualcode codes --from FILE.csv",
        wide="definition",
    )


for _each in COMMANDS:
    command.add_command(_each)
