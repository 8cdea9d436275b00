"""`qualcode sample`: draw a set of survey answers to code."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    import sqlite3

_SEEDS = 10_000  # few enough to be read out


@click.command("sample")
@click.option("--answers", "size", type=int, help="How many answers to draw.")
@click.option("--by", metavar="FACT", help="In proportion to the values of this fact about people, such as role.")
@click.option("--seed", type=int, help="The number that decides; the same number draws the same set everywhere.")
@click.option("--question", help="Only answers to this question (Q3, or part of its wording).")
@click.option("--name", help="What the sample is called.")
@click.option("--for", "for_coder", metavar="NAME", help="Who is to code it.")
@format_options
@coder_option
@study_option
def command(
    size: int | None,
    by: str | None,
    seed: int | None,
    question: str | None,
    name: str | None,
    for_coder: str | None,
    form: str | None,
    coder: str | None,
    study: Path | None,
) -> None:
    """Draw survey answers to code, and say how in a sentence for the methods paragraph; alone, list the samples.

    For example: qualcode sample --answers 300 --by role --seed 7
    """
    from qualcode.analysis.samples import draw, samples
    from qualcode.analysis.surveys import find_attribute, find_question
    from qualcode.edits.surveys import MarkSample

    if size is None and (by or question or for_coder or seed is not None):
        raise Problem("How many answers are to be drawn?", remedy="For example: --answers 300")
    with opened(study, writes=size is not None) as project:
        conn = project.conn
        if size is not None:
            sign_in(project, coder)
            chosen = secrets.randbelow(_SEEDS) if seed is None else seed
            drawn = draw(
                conn,
                size,
                chosen,
                by=find_attribute(conn, by) if by else None,
                question_id=find_question(conn, question).id if question else None,
            )
            number = len(samples(conn)) + 1
            whose = None if for_coder is None else _coder(project.conn, for_coder)
            edit = MarkSample(drawn, name or f"Sample {number}", whose)
            project.make(edit)
        found = [line for line in samples(conn) if size is None or line.id == edit.id]
    if size is not None and form is None:
        say(plain(f"{found[0].name}: {found[0].sentence}"))
        return
    rows = [
        {
            "sample": line.name,
            "answers": len(line.documents),
            "coded": line.coded,
            "seed": line.seed,
            "how": line.sentence,
        }
        for line in found
    ]
    show(rows, form, empty="No samples yet. Draw one with: qualcode sample --answers 300", wide="how")


def _coder(conn: sqlite3.Connection, named: str) -> str:
    """The id of somebody who codes in the study. Raises Problem where nobody has the name."""
    from qualcode.analysis.study import coders

    known = coders(conn)
    found = next((one for one, name in known.items() if name.casefold() == named.casefold()), None)
    if found is None:
        raise Problem(f"Nobody called {named} codes in this study.", f"There are: {', '.join(known.values())}.")
    return found
