"""`qualcode export briefing`: a short paper for each area, all in the same form."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from qualcode.cli.placed import placed, placed_options, template_option
from qualcode.cli.recognising import fewest, gathered, hide_small_option, say_although, warn, widen_option
from qualcode.cli.saying import names_here, say
from qualcode.cli.study_option import opened, study_option

_ALL = "all"


@click.command("briefing")
@click.argument("areas", metavar="[AREA…]", nargs=-1)
@placed_options("one area")
@click.option(
    "--outside", is_flag=True, help="For readers outside the study team: only what may be quoted; no memos."
)
@click.option("--by", "by", metavar="ATTRIBUTE", multiple=True, help="Show where its groups differ; may be repeated.")
@click.option(
    "--quotes",
    type=click.IntRange(min=0, max=9),
    default=2,
    show_default=True,
    help="At most so many quotes of each theme; instead of 2 it is 1 where a paper would be longer than four pages.",
)
@click.option("--leave-out-empty", is_flag=True, help="Leave out sections that have nothing yet.")
@hide_small_option
@widen_option
@template_option
@study_option
def command(
    areas: tuple[str, ...],
    target: Path | None,
    formats: tuple[str, ...],
    outside: bool,
    by: tuple[str, ...],
    quotes: int,
    leave_out_empty: bool,
    hide_small: bool,
    widen: bool,
    template: Path | None,
    study: Path | None,
) -> None:
    """Write a paper of two to four pages about each AREA, all of them if none is named.

    A file that is there is never written over: the next one gets a number, and what changed since is listed.

    For example: qualcode export briefing Access --by role --as docx --as html
    """
    from qualcode.analysis.codes import codebook
    from qualcode.analysis.surveys import find_attribute
    from qualcode.exports.briefing_files import check_format, paper_path, write_papers
    from qualcode.exports.briefing_material import BriefingChoices
    from qualcode.exports.gather_briefing import briefings
    from qualcode.exports.leaving import leaving
    from qualcode.exports.recognised import recognised_in_excerpts
    from qualcode.participants.disclosure import Audience
    from qualcode.project.papers import changed_since
    from qualcode.project.placing import find_area

    with opened(study, writes=widen) as project:
        book = codebook(project.conn)
        named = [] if [one.casefold() for one in areas] == [_ALL] else [find_area(book, one).id for one in areas]
        choices = BriefingChoices(
            Audience.OUTSIDE if outside else Audience.TEAM,
            tuple(named),
            tuple(find_attribute(project.conn, one) for one in by),
            quotes,
            leave_out_empty,
            fewest(hide_small),
        )
        papers, found = gathered(
            project,
            lambda: project.read_copy(briefings, choices, datetime.now().astimezone()),
            lambda conn, papers: recognised_in_excerpts(conn, (one for each in papers for one in each.page.excerpts)),
            widen=widen,
        )
        usual = project.path.parent / "exports"
        folder, file, suffixes = placed(target, usual, formats, len(papers), check_format, "papers", "one area")
        wanted = {
            one.area_id: file or paper_path(folder, one.called, suffixes[0], project.names, outside=outside)
            for one in papers
        }
        pages = [one.page for one in papers]
        warn(found, choices.audience)
        say_although(project, *pages)
        with leaving(names_here(), *pages) as going:
            written = write_papers(papers, wanted, suffixes, template=template, names=project.names)
        for files, changed in zip(written, changed_since(project, papers, choices), strict=True):
            for sentence in files.sentences:
                say(sentence)
            for path in files.paths:
                say(str(path), real_names=True)
            for sentence in changed:
                say(f"  {sentence}")
        for sentence in going.sentences:
            say(sentence)
