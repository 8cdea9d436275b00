"""`qualcode export report`: write a report."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import opened, study_option
from qualcode.transcripts.transcript import Kind


@click.group("export")
def command() -> None:
    """Write what the study says to files."""


@command.command("report")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="The file; .docx or .md. In the exports folder if not given.",
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
@click.option("--title", default="", help="The report's title.")
@click.option("--template", type=click.Path(path_type=Path), help="A house template (.docx) for the Word file.")
@study_option
def report_command(
    target: Path | None,
    outside: bool,
    codes: tuple[str, ...],
    documents: tuple[str, ...],
    kinds: tuple[str, ...],
    per_code: int | None,
    order: str,
    questions: bool,
    memos: bool,
    coder_names: bool,
    no_context: bool,
    no_charts: bool,
    no_codebook: bool,
    title: str,
    template: Path | None,
    study: Path | None,
) -> None:
    """Write the themed excerpts as a Word file (or Markdown, for a name that ends in .md)."""
    from qualcode.analysis.codes import codebook
    from qualcode.exports.choices import Order, ReportChoices
    from qualcode.exports.files import check_name, report_path
    from qualcode.exports.gather import report
    from qualcode.exports.writing import write
    from qualcode.participants.disclosure import Audience
    from qualcode.project.placing import find_code, find_document

    with opened(study) as project:
        book = codebook(project.conn)
        choices = ReportChoices(
            audience=Audience.OUTSIDE if outside else Audience.TEAM,
            codes=frozenset(find_code(book, code).id for code in codes) if codes else None,
            documents=frozenset(find_document(project.conn, name).id for name in documents) if documents else None,
            kinds=frozenset(kinds) if kinds else None,
            per_code=per_code,
            order=Order(order),
            questions=questions,
            memos=memos,
            coder_names=coder_names,
            context=not no_context,
            charts=not no_charts,
            codebook=not no_codebook,
            title=title,
        )
        value = project.read_copy(report, choices, datetime.now().astimezone())
        path = target or report_path(project.path, ".docx", project.names)
        check_name(path, project.names)
    written = write(value, path, template=template)
    for sentence in written.sentences:
        say(sentence)
    for each in written.paths:
        say(str(each), real_names=True)
    say(value.held_back_sentence)
