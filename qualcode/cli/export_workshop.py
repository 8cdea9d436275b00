"""`qualcode export workshop`: a pack for a workshop about each area."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from qualcode.cli.outlines import essay_id
from qualcode.cli.placed import placed, placed_options, template_option
from qualcode.cli.recognising import fewest, hide_small_option, say_although
from qualcode.cli.saying import names_here, say
from qualcode.cli.study_option import opened, study_option
from qualcode.problem import Problem

_ALL = "all"


@click.command("workshop")
@click.argument("areas", metavar="[AREA…]", nargs=-1)
@click.option("--essay", "essay", metavar="ESSAY", help="Cards with the quotes of this essay.")
@click.option("--question", "question", help="Cards with the passages that this question, or @NAME, finds.")
@click.option(
    "--cards",
    "most",
    type=click.IntRange(min=0, max=80),
    default=16,
    show_default=True,
    help="At most so many cards of an area, four to a page.",
)
@hide_small_option
@placed_options("one area")
@template_option
@study_option
def command(
    areas: tuple[str, ...],
    essay: str | None,
    question: str | None,
    most: int,
    hide_small: bool,
    target: Path | None,
    formats: tuple[str, ...],
    template: Path | None,
    study: Path | None,
) -> None:
    """Write a pack about each AREA, all of them if none is named: a discussion sheet, quote cards, a return sheet.

    It is for readers outside the study team: only what may be quoted is on a card, by pseudonym alone. Without
    --essay or --question the cards are the quotes kept that have a code of the area. Each card and question has an
    id; what comes back with these ids is brought in with “qualcode workshop returns”.

    For example: qualcode export workshop Access --essay "Peers like me"
    """
    from qualcode.analysis.codes import codebook
    from qualcode.cli.pointing import pointing_into
    from qualcode.exports.briefing_files import check_format, paper_path, write_papers
    from qualcode.exports.gather_workshop import workshop_packs
    from qualcode.exports.leaving import leaving
    from qualcode.exports.workshop import CardSource, WorkshopChoices
    from qualcode.project.placing import find_area

    if essay is not None and question is not None:
        raise Problem("Cards come from an essay or a question, not both.", remedy="Give one of the two.")
    with opened(study) as project:
        book = codebook(project.conn)
        named = [] if [one.casefold() for one in areas] == [_ALL] else [find_area(book, one).id for one in areas]
        choices = WorkshopChoices(tuple(named), most=most, fewest=fewest(hide_small))
        if essay is not None:
            choices = replace(choices, source=CardSource.ESSAY, named=essay_id(project.conn, essay))
        elif question is not None:
            choices = replace(choices, source=CardSource.QUESTION, named=question)
        with pointing_into(question or ""):
            packs = project.read_copy(workshop_packs, choices, datetime.now().astimezone())
        usual = project.path.parent / "exports"
        check = partial(check_format, what="A workshop pack")
        folder, file, suffixes = placed(target, usual, formats, len(packs), check, "packs", "one area")
        wanted = {
            one.area_id: file or paper_path(folder, one.called, suffixes[0], project.names, what="workshop")
            for one in packs
        }
        say_although(project, *(one.page for one in packs))
        for one in packs:
            for line in one.look:
                say(line, err=True)
        with leaving(names_here(), *(one.page for one in packs)) as going:
            written = write_papers(packs, wanted, suffixes, template=template, names=project.names)
        for files in written:
            for sentence in files.sentences:
                say(sentence)
            for path in files.paths:
                say(str(path), real_names=True)
        for sentence in going.sentences:
            say(sentence)
