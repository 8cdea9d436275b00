"""`qualcode export`: write the report of themed excerpts, and the team lead's report of numbers."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from qualcode.cli import (
    export_briefing,
    export_checking,
    export_participants,
    export_transcripts,
    export_workshop,
)
from qualcode.cli.export_quotes import quotes_command
from qualcode.cli.grouped import Grouped
from qualcode.cli.placed import files_option, in_places, template_option
from qualcode.cli.pointing import pointing_into
from qualcode.cli.recognising import fewest, gathered, hide_small_option, say_although, warn, widen_option
from qualcode.cli.saying import names_here, say
from qualcode.cli.study_option import opened, study_option
from qualcode.transcripts.transcript import Kind


@click.group("export", cls=Grouped)
def command() -> None:
    """Write what the study says to files."""


command.add_command(export_briefing.command)
command.add_command(export_checking.command)
command.add_command(export_transcripts.command)
command.add_command(export_participants.command)
command.add_command(export_workshop.command)


@command.command("report")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="The file; .docx, .html or .md, or a folder. In the exports folder if not given.",
)
@click.option("--outside", is_flag=True, help="For readers outside the study team: only what may be quoted.")
@click.option("--code", "codes", multiple=True, help="Only this code or area; may be given several times.")
@click.option("--document", "documents", multiple=True, help="Only this document; may be given several times.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([str(kind) for kind in Kind]),
    help="Only this kind of document; may be given several times.",
)
@click.option("--question", default="", help="Only what this question finds, such as: 'attr:role=carer and bus*'.")
@click.option("--per-code", type=click.IntRange(min=0), help="Print at most so many excerpts of each code.")
@click.option("--order", type=click.Choice(["document", "participant"]), default="document", show_default=True)
@click.option(
    "--questions",
    is_flag=True,
    help="Print the interviewer's question before the answer; with --outside, passages of theirs too.",
)
@click.option("--memos", is_flag=True, help="Print memos on the excerpts (for the team only).")
@click.option("--coder-names", is_flag=True, help="Print who coded each excerpt.")
@click.option("--no-context", is_flag=True, help="Leave out areas outside the totals.")
@click.option("--no-charts", is_flag=True, help="Leave out the charts.")
@click.option("--no-codebook", is_flag=True, help="Leave out the appendix with the codebook.")
@hide_small_option
@widen_option
@click.option("--title", default="", help="The report's title.")
@template_option
@study_option
def report_command(
    target: Path | None,
    outside: bool,
    codes: tuple[str, ...],
    documents: tuple[str, ...],
    kinds: tuple[str, ...],
    question: str,
    per_code: int | None,
    order: str,
    questions: bool,
    memos: bool,
    coder_names: bool,
    no_context: bool,
    no_charts: bool,
    no_codebook: bool,
    hide_small: bool,
    widen: bool,
    title: str,
    template: Path | None,
    study: Path | None,
) -> None:
    """Write the themed excerpts as a Word file, or as a web page or Markdown where the name ends in .html or .md.

    With --question, only what a question finds; one that is saved is asked as @NAME.
    """
    from qualcode.analysis.codes import codebook
    from qualcode.exports.choices import Order, ReportChoices
    from qualcode.exports.files import check_name, report_path
    from qualcode.exports.gather import report
    from qualcode.exports.leaving import release
    from qualcode.exports.recognised import recognised_in
    from qualcode.exports.writing import write
    from qualcode.participants.disclosure import Audience
    from qualcode.project.placing import find_code, find_document

    with opened(study, writes=widen) as project:
        book = codebook(project.conn)
        choices = ReportChoices(
            audience=Audience.OUTSIDE if outside else Audience.TEAM,
            codes=frozenset(find_code(book, code).id for code in codes) if codes else None,
            documents=frozenset(find_document(project.conn, name).id for name in documents) if documents else None,
            kinds=frozenset(kinds) if kinds else None,
            question=question,
            per_code=per_code,
            order=Order(order),
            questions=questions,
            memos=memos,
            coder_names=coder_names,
            context=not no_context,
            charts=not no_charts,
            codebook=not no_codebook,
            title=title,
            fewest=fewest(hide_small),
        )
        with pointing_into(question):
            value, found = gathered(
                project,
                lambda: project.read_copy(report, choices, datetime.now().astimezone()),
                recognised_in,
                widen=widen,
            )
        usual = partial(report_path, project.path, names=project.names, outside=outside)
        (path,) = in_places([target] if target else [], (), usual)
        check_name(path, project.names)
        say_although(project, value)
    warn(found, value.audience)
    written = release(names_here(), write, value, path, template=template)
    for sentence in written.sentences:
        say(sentence)
    for each in written.paths:
        say(str(each), real_names=True)
    say(value.held_back_sentence)


@command.command("lead")
@files_option(".docx, .html, .xlsx, .csv, .md or .svg", "Word and html")
@click.option("--outside", is_flag=True, help="For readers outside the study team: documents by number, no progress.")
@click.option("--coder-names", is_flag=True, help="Name the coders.")
@click.option(
    "--together",
    type=click.IntRange(min=2, max=60),
    default=20,
    show_default=True,
    help="For how many codes to show where they meet.",
)
@click.option("--by", "by", metavar="ATTRIBUTE", multiple=True, help="Show its groups side by side; may be repeated.")
@hide_small_option
@click.option("--title", default="", help="The report's title.")
@template_option
@study_option
def lead_command(
    targets: tuple[Path, ...],
    outside: bool,
    coder_names: bool,
    together: int,
    by: tuple[str, ...],
    hide_small: bool,
    title: str,
    template: Path | None,
    study: Path | None,
) -> None:
    """Write the team lead's report: reach, counts, codes that meet, new codes, charts, progress, methods.

    Tables as csv, and pictures as svg, go into a folder of that name.

    For example: qualcode export lead --to report.html --to tables.xlsx
    """
    from qualcode.analysis.surveys import find_attribute
    from qualcode.exports.files import check_name, report_path
    from qualcode.exports.gather_lead import lead_page
    from qualcode.exports.lead import LeadChoices
    from qualcode.exports.leaving import leaving
    from qualcode.exports.writing import page_writer
    from qualcode.participants.disclosure import Audience

    with opened(study) as project:
        choices = LeadChoices(
            Audience.OUTSIDE if outside else Audience.TEAM,
            coder_names,
            together,
            title,
            tuple(find_attribute(project.conn, one) for one in by),
            fewest(hide_small),
        )
        usual = partial(report_path, project.path, names=project.names, outside=outside, what="numbers")
        paths = in_places(targets, (), usual, (".docx", ".html"))
        writers = [page_writer(path, template=template) for path in paths]
        for path in paths:
            check_name(path, project.names)
        page = project.read_copy(lead_page, choices, datetime.now().astimezone())
        say_although(project, page)
    with leaving(names_here(), page) as going:
        every = [write(page) for write in writers]
    for written in every:
        for sentence in written.sentences:
            say(sentence)
        for each in written.paths:
            say(str(each), real_names=True)
    for sentence in going.sentences:
        say(sentence)


command.add_command(quotes_command)
