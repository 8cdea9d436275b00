"""`qualcode import`: bring transcripts in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.transcript import Kind


@click.command("import")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="What kind of documents these are.")
@coder_option
@study_option
def command(paths: tuple[Path, ...], kind: str | None, coder: str | None, study: Path | None) -> None:
    """Bring files or whole folders into the study (the study's own transcripts folder if none is named).

    Speakers and times are recognised. A file that is in the study already is not brought in twice; one that
    cannot be read is named, and the rest goes on.
    """
    from qualcode.project.importing import arrivals, left_out, read_sources, sources

    with opened(study, writes=True) as project:
        sign_in(project, coder)
        named = paths or (project.path.parent / "transcripts",)
        found = sources(named)
        with click.progressbar(length=len(found), label="Reading", file=sys.stderr) as bar:
            reading = read_sources(found, lambda number, total, name: bar.update(1))
        if not reading.transcripts:
            for path, problem in reading.problems:
                click.echo(f"{plain(path.name)}: {plain(str(problem))}", err=True)
            raise Problem("Nothing was imported.", "No file could be read.")
        chosen = Kind(kind) if kind else _ask_kind(len(reading.without_kind))
        edit = arrivals(reading.transcripts, chosen, folder=project.path.parent)
        project.make(edit)
    click.echo(f"Imported {len(edit.imported)} {'document' if len(edit.imported) == 1 else 'documents'}.")
    if edit.skipped:
        click.echo(f"Already in the study, not imported again: {plain(', '.join(edit.skipped))}.")
    for note in edit.notes:
        click.echo(plain(note))
    for transcript in reading.transcripts:
        for warning in transcript.warnings:
            click.echo(f"{plain(transcript.name)}: {plain(warning)}")
    for path, problem in reading.problems:
        click.echo(f"{plain(path.name)}: {plain(str(problem))}", err=True)
    if unread := left_out(named):
        click.echo(plain(unread), err=True)


def _ask_kind(undecided: int) -> Kind:
    """Asked once for all files that do not say themselves."""
    if not undecided or not sys.stdin.isatty():
        return Kind.INTERVIEW
    shown = "1 document does" if undecided == 1 else f"{undecided} documents do"
    answer: str = click.prompt(
        f"{shown} not say what kind they are. What are they?",
        type=click.Choice([str(kind) for kind in Kind]),
        default=str(Kind.INTERVIEW),
    )
    return Kind(answer)
