"""`qualcode import`: bring documents in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.importers.choices import Choices
from qualcode.transcripts.transcript import Kind

if TYPE_CHECKING:
    from qualcode.project.importing import Reading
    from qualcode.transcripts.transcript import Transcript

_KINDS = [str(kind) for kind in Kind]


@click.command("import")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(_KINDS), help="What kind of documents these are.")
@click.option("--encoding", help="How texts are written (utf-8, cp1252, cp866, …), where what is found is wrong.")
@click.option(
    "--margin-numbers",
    type=click.Choice(["keep", "leave out"]),
    help="Paragraph numbers in the margin of PDFs, as MAXQDA prints them.",
)
@click.option("--preview", is_flag=True, help="Show what would come in; change nothing.")
@coder_option
@study_option
def command(
    paths: tuple[Path, ...],
    kind: str | None,
    encoding: str | None,
    margin_numbers: str | None,
    preview: bool,
    coder: str | None,
    study: Path | None,
) -> None:
    """Bring files or whole folders into the study (the study's own transcripts folder if none is named).

    Read are Word, OpenDocument, rich text, PDF, web pages, Markdown, text, captions and tables of turns. Speakers
    and times are recognised; comments in margins become memos. A file that is in the study already is not brought
    in twice; one that cannot be read is named, and the rest goes on. References (.ris, .bib, .json) beside PDFs
    are given to them.
    """
    from qualcode.analysis.documents import known_digests
    from qualcode.analysis.study import language
    from qualcode.exports.phrases import counted
    from qualcode.project.importing import arrivals, left_out, not_again, read_sources, sources
    from qualcode.project.names_sought import parts_said

    choices = Choices(encoding, None if margin_numbers is None else margin_numbers == "keep")
    with opened(study, writes=not preview) as project:
        if not preview:
            sign_in(project, coder)
        named = paths or (project.path.parent / "transcripts",)
        found = sources(named)
        with click.progressbar(length=len(found), label="Reading", file=sys.stderr) as bar:
            reading = read_sources(found, lambda number, total, name: bar.update(1), choices)
        if preview:
            new, again = reading.apart(known_digests(project.conn))
            _show(new)
            if again:
                say(plain(not_again(again)))
            _tell(reading, new, named, "each becomes a memo on its passage")
            return
        if not reading.transcripts:
            _refused(reading)
            raise Problem("Nothing was imported.", left_out(named) or "No file could be read.")
        kinds = {batch.folder: Kind(kind) for batch in reading.batches} if kind else {}
        if not kind:
            _ask_kinds(reading)
        if margin_numbers is None:
            _ask_margins(reading, encoding)
        spoken = language(project.conn)
        new, again = reading.apart(known_digests(project.conn))
        edit = arrivals(new, Kind.INTERVIEW, spoken, project.path.parent, kinds)
        if new:
            project.make(edit)
        alone = project.read(parts_said, edit.imported) if new else ""
    say(f"Imported {counted(len(edit.imported), 'document')}." if new else "Nothing new was found.")
    for note in (not_again(again), *edit.notes, alone):
        if note:
            say(plain(note))
    _tell(reading, new, named, "each is a memo on its passage now")


def _tell(reading: Reading, new: Sequence[Transcript], named: Sequence[Path], comments_are: str) -> None:
    """What was odd in what is new, what could not be read, and what was left out."""
    from qualcode.exports.phrases import counted
    from qualcode.project.importing import file_named, left_out

    for note in reading.notes if new else ():
        say(plain(note))
    comments = sum(len(transcript.comments) for transcript in new)
    if comments:
        say(f"{counted(comments, 'comment')} in the margins: {comments_are}.")
    for transcript in new:
        for warning in transcript.warnings:
            say(plain(f"{file_named(transcript)}: {warning}"))
    _refused(reading)
    if unread := left_out(named):
        say(plain(unread), err=True)


def _refused(reading: Reading) -> None:
    for _, problem in reading.problems:
        say(f"Not read: {plain(str(problem))}", err=True)


def _show(new: Sequence[Transcript]) -> None:
    """What would come in, a line for each document."""
    from qualcode.project.importing import file_named

    for one in new:
        speakers = ", ".join(one.speakers()[:6]) or "nobody named"
        written = f", read as {one.encoding}" if one.encoding and one.encoding.upper() != "UTF-8" else ""
        numbers = f", {one.margin_numbers} numbers in the margin" if one.margin_numbers else ""
        turns = f"{len(one.turns):,} {'turn' if len(one.turns) == 1 else 'turns'}"
        say(plain(f"{file_named(one)}: {one.kind or 'does not say its kind'}, {turns}, {speakers}{written}{numbers}"))


def _ask_kinds(reading: Reading) -> None:
    """Ask once for each folder what those documents are that do not say themselves."""
    if not sys.stdin.isatty():
        return
    for batch in reading.batches:
        silent = sum(transcript.kind is None for transcript in batch.transcripts)
        if not silent:
            continue
        shown = "1 document does" if silent == 1 else f"{silent} documents do"
        answer: str = click.prompt(
            f"In {plain(batch.folder.name)} {shown} not say what kind they are. What are they?",
            type=click.Choice(_KINDS),
            default=str(Kind.INTERVIEW),
        )
        reading.say_kind(batch.folder, Kind(answer))


def _ask_margins(reading: Reading, encoding: str | None) -> None:
    """Ask whether numbers in margins are to be left out, and read those PDFs again where they are."""
    numbered = reading.with_margin_numbers
    if not numbered or not sys.stdin.isatty():
        return
    many = "1 PDF carries" if len(numbered) == 1 else f"{len(numbered)} PDFs carry"
    if click.confirm(f"{many} paragraph numbers in the margin. Leave the numbers out?", default=True):
        for transcript in numbered:
            if transcript.source is not None:
                reading.read_again(transcript.source, Choices(encoding, margin_numbers=False))
