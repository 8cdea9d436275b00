"""`qualcode progress`: how much of what was said is coded, and what is left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.recognising import fewest, hide_small_option
from qualcode.cli.saying import say
from qualcode.cli.study_option import opened, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.transcript import Kind

if TYPE_CHECKING:
    from qualcode.analysis.progress import ProgressLine, QuestionProgress
    from qualcode.exports.figures import Table
    from qualcode.project.project import Project
    from qualcode.transcripts.coverage import Coverage


@click.command("progress")
@click.option("--coder", metavar="NAME", help="Count only this coder's codings, and tell where they stopped.")
@click.option(
    "--kind", type=click.Choice([kind.value for kind in Kind]), metavar="KIND", help="Only this kind of document."
)
@click.option("--question", metavar="QUESTION", help="Only documents that answer this: 'code:1.5 and state:coded'")
@hide_small_option
@format_options
@study_option
def command(
    coder: str | None, kind: str | None, question: str | None, hide_small: bool, form: str | None, study: Path | None
) -> None:
    """List how much of each document's words is coded, and how many stretches are left.

    Interviewers' words never count, nor those of who withdrew; where no speakers are labelled, all words do. A
    question of a survey stands for its answers; with --question it is left out. With --hide-small documents stand
    together by their kind.

    For example: qualcode progress --coder RS-01 --kind interview
    """
    from qualcode.analysis.phrases import sentence_case
    from qualcode.analysis.progress import coverages, progress_lines, question_progress
    from qualcode.analysis.study import coders
    from qualcode.analysis.withdrawals import withdrew_phrase
    from qualcode.exports.gather_progress import ProgressShown, progress_figures
    from qualcode.exports.small_cells import few_in_words
    from qualcode.transcripts.coverage import Coverage

    few = fewest(hide_small)
    with opened(study) as project:
        names = coders(project.conn)
        coder_id = None if coder is None else _coder(names, coder)
        fitting = None if question is None else _fitting(project, question)
        lines = [
            line
            for line in progress_lines(project.conn, coder_id, coder_id)
            if (kind is None or line.document.kind == kind) and (fitting is None or line.document.id in fitting)
        ]
        counted = coverages(project.conn, [line.document.id for line in lines], coder_id)
        asked = (
            question_progress(project.conn, coder_id) if kind in (None, Kind.SURVEY_ANSWER) and not question else []
        )
        gone = few_in_words(withdrew_phrase(project.conn), few)
        if few:
            shown = ProgressShown(
                {line.document.id for line in lines}, [one.id for one in asked], coder_id, fewest=few
            )
            tables = project.read_copy(progress_figures, shown)
    if few:
        _say_tables(tables, form)
        return
    rows = [_row(line, counted[line.document.id], names) for line in lines] + [_question_row(one) for one in asked]
    if form is None:
        for row in rows:
            row["percent"] = Coverage(row["number"], row["coded"]).share.rjust(len("percent"))
    if coder_id is None:
        for row in rows:
            del row["stopped"]
    if form is None and all(row["of participants"] in (None, row["number"]) for row in rows):
        for row in rows:
            del row["of participants"]
    if gone:
        say(f"{sentence_case(gone)}.", err=form is not None)
    none = "No documents yet. Bring some in with: qualcode import FOLDER"
    show(rows, form, empty=none if fitting is None else "No document answers this question.", wide="document")


def _say_tables(tables: list[Table], form: str | None) -> None:
    """Print documents by kind and questions, small numbers hidden: the columns of both, each line with its own."""
    columns = list(dict.fromkeys(column.name.casefold() for one in tables for column in one.columns[1:]))
    rows = []
    for one in tables:
        if form is None:
            for sentence in one.notes:
                say(sentence)
        names = [column.name.casefold() for column in one.columns[1:]]
        for row in one.rows:
            told = row.cells[1:] if form is not None else one.text(row)[1:]
            rows.append({"what": row.cells[0]} | dict.fromkeys(columns) | dict(zip(names, told, strict=True)))
    show(rows, form, empty="No documents yet. Bring some in with: qualcode import FOLDER", wide="what")


def _fitting(project: Project, question: str) -> frozenset[str]:
    """The ids of the documents that answer a question."""
    from qualcode.analysis.questions.asked import documents_for
    from qualcode.cli.pointing import pointing_into

    with pointing_into(question):
        return frozenset(project.read(documents_for, question))


def _coder(names: dict[str, str], wanted: str) -> str:
    for id_, name in names.items():
        if name.casefold() == wanted.strip().casefold():
            return id_
    known = ", ".join(plain(name) for name in names.values())
    raise Problem(
        f"Nobody called “{plain(wanted)}” codes in this study.", remedy=f"These do: {known}." if known else ""
    )


def _row(line: ProgressLine, coverage: Coverage, names: dict[str, str]) -> dict[str, Any]:
    from qualcode.analysis.whose_words import participants_words, words_of

    document = line.document
    return {
        "kind": document.kind,
        "document": document.called,
        "for": names.get(document.for_coder or "", ""),
        "state": document.reading_state,
        "of": words_of(coverage, document.kind),
        "number": coverage.words,
        "coded": coverage.coded,
        "percent": coverage.percent,
        "left": coverage.stretches,
        "codings": line.codings,
        "memos": line.memos,
        "stopped": line.stopped,
        "of participants": participants_words(coverage, document.kind),
    }


def _question_row(question: QuestionProgress) -> dict[str, Any]:
    from qualcode.transcripts.coverage import Coverage

    return {
        "kind": Kind.SURVEY_ANSWER.value,
        "document": f"{question.label} {' '.join(question.wording.split())}",
        "for": "",
        "state": f"{question.read} read",
        "of": "answers",
        "number": question.answers,
        "coded": question.coded,
        "percent": Coverage(question.answers, question.coded).percent,
        "left": question.left,
        "codings": None,
        "memos": None,
        "stopped": None,
        "of participants": None,
    }
