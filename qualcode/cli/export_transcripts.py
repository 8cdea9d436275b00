"""`qualcode export transcripts`: each document with its codings in the margin."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from qualcode.cli.placed import placed, placed_options, template_option
from qualcode.cli.recognising import gathered, say_although, warn, widen_option
from qualcode.cli.saying import names_here, say
from qualcode.cli.study_option import opened, study_option


@click.command("transcripts")
@click.argument("documents", metavar="[DOCUMENT…]", nargs=-1)
@placed_options("one document")
@click.option(
    "--outside", is_flag=True, help="For readers outside the study team: only what may be quoted; no memos."
)
@click.option(
    "--coder-names/--no-coder-names",
    default=None,
    help="Name the coders, or call them Coder 1, Coder 2. For the team they are named if not given.",
)
@click.option("--no-memos", is_flag=True, help="Leave out the memos on codings.")
@widen_option
@template_option
@study_option
def command(
    documents: tuple[str, ...],
    target: Path | None,
    formats: tuple[str, ...],
    outside: bool,
    coder_names: bool | None,
    no_memos: bool,
    widen: bool,
    template: Path | None,
    study: Path | None,
) -> None:
    """Write each DOCUMENT turn by turn, its codings as Word comments of their coders.

    All that have codings if none is named, but the answers to a survey. What may not be read is replaced by a line
    that says so, and the codings of it are left out and listed.

    For example: qualcode export transcripts "P03 interview" --to p03.docx
    """
    from qualcode.exports.coded import TranscriptChoices
    from qualcode.exports.files import check_name
    from qualcode.exports.gather_transcripts import held_sentence, transcripts
    from qualcode.exports.leaving import leaving
    from qualcode.exports.recognised import recognised
    from qualcode.exports.transcript_files import check_format, transcript_paths, write_transcripts
    from qualcode.participants.disclosure import Audience
    from qualcode.project.placing import find_document

    with opened(study, writes=widen) as project:
        choices = TranscriptChoices(
            Audience.OUTSIDE if outside else Audience.TEAM,
            tuple(dict.fromkeys(find_document(project.conn, name).id for name in documents)),
            coder_names,
            memos=not no_memos,
        )
        value, found = gathered(
            project,
            lambda: project.read_copy(transcripts, choices, datetime.now().astimezone()),
            lambda conn, value: recognised(conn, (who for one in value.transcripts for who in one.people)),
            widen=widen,
        )
        folder, file, suffixes = placed(
            target,
            project.path.parent / "exports",
            formats,
            len(value.transcripts),
            check_format,
            "transcripts",
            "one document",
        )
        paths = transcript_paths(folder, value.transcripts, suffixes[0], project.names)
        if file is not None:
            check_name(file, project.names)
            paths = {one.document_id: file for one in value.transcripts}
        warn(found, choices.audience)
        say_although(project, *value.transcripts)
    with leaving(names_here(), *value.transcripts) as going:
        written = write_transcripts(value.transcripts, paths, suffixes, template=template)
    for each in written:
        for sentence in each.sentences:
            say(sentence)
        for path in each.paths:
            say(str(path), real_names=True)
    for sentence in going.sentences:
        say(sentence)
    for one in value.withheld:
        say(f"Not written: {one.sentence}")
    say(held_sentence(value))
