"""`qualcode export participants`: a table of those who take part, with what may be printed of them."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from qualcode.cli.placed import files_option, in_places, template_option
from qualcode.cli.recognising import gathered, warn, widen_option
from qualcode.cli.saying import names_here, say
from qualcode.cli.study_option import opened, study_option
from qualcode.transcripts.transcript import Kind


@click.command("participants")
@files_option(".docx, .html, .xlsx, .csv or .md", "Word")
@click.option("--outside", is_flag=True, help="For readers outside the study team.")
@click.option(
    "--attribute",
    "named",
    metavar="NAME",
    multiple=True,
    help="Only this attribute; may be repeated. All that may be printed if not given.",
)
@click.option("--no-attributes", is_flag=True, help="Print none of them.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([str(kind) for kind in Kind]),
    help="Those who speak in this kind of document; may be repeated. All but survey answers if not given.",
)
@click.option(
    "--hide-small", is_flag=True, help="Hide facts, and numbers, that fewer than 5 people share, alone or together."
)
@click.option("--consent", is_flag=True, help="Print what each agreed to (for the team only).")
@widen_option
@click.option("--title", default="", help="The table's title.")
@template_option
@study_option
def command(
    targets: tuple[Path, ...],
    outside: bool,
    named: tuple[str, ...],
    no_attributes: bool,
    kinds: tuple[str, ...],
    hide_small: bool,
    consent: bool,
    widen: bool,
    title: str,
    template: Path | None,
    study: Path | None,
) -> None:
    """Write a table of the participants: what may be printed of each, and their documents, words and excerpts.

    Who withdrew is not in it. For example: qualcode export participants --attribute role --hide-small
    """
    from qualcode.analysis.surveys import find_attribute
    from qualcode.exports.files import check_name, report_path
    from qualcode.exports.gather_participants import ParticipantChoices, participants_table, recognised_in_table
    from qualcode.exports.leaving import leaving
    from qualcode.exports.writing import page_writer
    from qualcode.participants.disclosure import Audience
    from qualcode.participants.recognising import FEWEST

    with opened(study, writes=widen) as project:
        wanted = tuple(dict.fromkeys(find_attribute(project.conn, one) for one in named))
        choices = ParticipantChoices(
            Audience.OUTSIDE if outside else Audience.TEAM,
            () if no_attributes else wanted or None,
            frozenset(kinds) or None,
            FEWEST if hide_small else 0,
            consent,
            title,
        )
        usual = partial(report_path, project.path, names=project.names, outside=outside, what="participants")
        paths = in_places(targets, (), usual)
        writers = [page_writer(path, template=template) for path in paths]
        for path in paths:
            check_name(path, project.names)
        value, found = gathered(
            project,
            lambda: project.read_copy(participants_table, choices, datetime.now().astimezone()),
            recognised_in_table,
            widen=widen,
        )
    warn(found, choices.audience)
    with leaving(names_here(), value.page) as going:
        every = [write(value.page) for write in writers]
    for written in every:
        for sentence in written.sentences:
            say(sentence)
        for each in written.paths:
            say(str(each), real_names=True)
    for sentence in going.sentences:
        say(sentence)
