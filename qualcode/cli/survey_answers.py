"""`qualcode survey counts`, `answers` and `code`: what people said, counted, listed and coded."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.recognising import fewest, hide_small_option
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    import sqlite3

    from qualcode.analysis.survey_counts import QuestionCount
    from qualcode.analysis.surveys import AnswerFilter, AnswerGroup


@click.command("counts")
@click.argument("question")
@click.option("--by", metavar="FACT", help="Count by the values of this fact about people, such as role.")
@hide_small_option
@format_options
@study_option
def count(question: str, by: str | None, hide_small: bool, form: str | None, study: Path | None) -> None:
    """Count the answers to QUESTION (Q3, or part of its wording), with percentages of those who answered."""
    from qualcode.analysis.naming import names_of
    from qualcode.analysis.survey_counts import counts
    from qualcode.analysis.surveys import find_attribute, find_question
    from qualcode.exports.small_cells import note

    with opened(study) as project:
        conn = project.conn
        found = find_question(conn, question)
        counted = counts(conn, found, find_attribute(conn, by) if by else None)
        names = names_of(conn)
    few = fewest(hide_small)
    rows = _count_rows(counted, few)
    for row in rows:
        row["group"], row["value"] = names.show(row["group"]), names.show(row["value"])
    if form is None:
        say(plain(f"{found.label} {names.show(found.wording)}"))
        for sentence in (counted.percentages, note(few)) if few else (counted.base,):
            say(sentence)
    show(rows, form, empty="Nobody was asked.", wide="value")


def _count_rows(counted: QuestionCount, few: int) -> list[dict[str, Any]]:
    """A row for each value in each group, and one for each thing that is no answer; every row with its base.

    Numbers of some people, and fewer than `few`, are hidden, and those that would tell them.
    """
    from qualcode.exports.figures import HIDDEN
    from qualcode.exports.small_cells import hidden_answers, unless_small
    from qualcode.participants.survey_choices import State

    hidden = hidden_answers(counted, few)
    rows: list[dict[str, Any]] = []
    for group, gone in zip((*counted.groups, counted.total), hidden, strict=True):
        answered = HIDDEN if gone.answered else group.answered
        for place, value in enumerate(counted.values):
            share = group.share(place)
            rows.append(
                {
                    "group": group.name,
                    "value": value,
                    "people": HIDDEN if gone.values[place] else group.values[place],
                    "percent": HIDDEN if gone.values[place] else "" if share is None else f"{share:.1f}",
                    "of": answered,
                    "base": "answered",
                }
            )
        for state in State if not counted.values else (State.NONE, State.BLANK, State.NOT_ASKED):
            number = group.states[state]
            if number or state is State.ANSWERED:
                share = 100 * number / group.people if group.people else 0
                rows.append(
                    {
                        "group": group.name,
                        "value": f"({state.shown})",
                        "people": HIDDEN if gone.states[state] else number,
                        "percent": HIDDEN if gone.states[state] else f"{share:.1f}",
                        "of": HIDDEN if gone.people else group.people,
                        "base": "all people",
                    }
                )
    if counted.withdrew:
        rows.append(
            {
                "group": counted.total.name,
                "value": "(withdrew, not counted)",
                "people": unless_small(counted.withdrew, few),
                "percent": "",
                "of": "",
                "base": "",
            }
        )
    return rows


@click.command("answers")
@click.argument("question")
@click.option("--coded/--uncoded", "coded", default=None, help="Only those with a coding, or without one.")
@click.option("--where", "facts", multiple=True, metavar="FACT=VALUE", help="Only of people with this fact.")
@click.option("--words", default="", help="Only those with these words.")
@click.option("--sample", metavar="NAME", help="Only those of a sample.")
@click.option("--most-first", is_flag=True, help="The most frequent words first, not the file’s order.")
@format_options
@study_option
def list_answers(
    question: str,
    coded: bool | None,
    facts: tuple[str, ...],
    words: str,
    sample: str | None,
    most_first: bool,
    form: str | None,
    study: Path | None,
) -> None:
    """List the answers to the open QUESTION, those in the same words once, with their number."""
    from qualcode.analysis.surveys import answers, find_question, grouped

    with opened(study) as project:
        conn = project.conn
        found = find_question(conn, question)
        if not found.is_open:
            raise Problem(f"{found.label} has no open answers.", remedy=f"Try: qualcode survey counts {found.label}")
        wanted = _filter(conn, coded, facts, words, sample)
        groups = grouped(answers(conn, found.id, wanted), most_first=most_first)
        rows, held = _cleared_rows(conn, groups)
    if form is None:
        say("For the study team only")
    show(rows, form, empty="No answer fits.", wide="words")
    if held:
        told = "; ".join(f"{reason} {number:,}" for reason, number in held.most_common())
        say(f"{held.total():,} held back: {told}.", err=True)


def _filter(
    conn: sqlite3.Connection, coded: bool | None, facts: tuple[str, ...], words: str, sample: str | None
) -> AnswerFilter:
    from qualcode.analysis.samples import find_sample
    from qualcode.analysis.surveys import AnswerFilter, find_attribute

    values = {}
    for fact in facts:
        name, equals, value = fact.partition("=")
        if not equals:
            raise Problem(f"“{fact}” is not FACT=VALUE.", remedy="For example: --where role=nurse")
        values[find_attribute(conn, name)] = value
    return AnswerFilter(values, coded, find_sample(conn, sample).id if sample else None, None, words)


def _cleared_rows(conn: sqlite3.Connection, groups: list[AnswerGroup]) -> tuple[list[dict[str, Any]], Counter[str]]:
    """The groups as rows, without what may not leave the study; and why, with the number of answers."""
    from datetime import datetime

    from qualcode.analysis.naming import names_of
    from qualcode.analysis.objections import objections_by_document, strictest_objection
    from qualcode.analysis.surveys import answer_agreements
    from qualcode.participants.disclosure import Audience, Line, Verbatim, clear

    agreements = answer_agreements(conn, [one for group in groups for one in group.document_ids])
    objected = objections_by_document(conn)
    today = datetime.now().astimezone().date()
    rows: list[dict[str, Any]] = []
    held = Counter[str]()
    for group in groups:
        verbatims = [
            Verbatim(
                one.document_id,
                (Line(one.pseudonym, one.words),),
                agreements.get(one.document_id, ()),
                (one.pseudonym,),
                document=one.document_id,
                objection=strictest_objection(objected.get(one.document_id, ())),
            )
            for one in group.answers
        ]
        clearance = clear(verbatims, Audience.TEAM, on=today, names=names_of(conn))
        held.update(one.reason for one in clearance.held_back)
        if clearance.cleared:
            first = clearance.cleared[0]
            rows.append(
                {
                    "answers": len(clearance.cleared),
                    "coded": group.coded,
                    "who": ", ".join(clearance.cleared[0].participants)
                    + (f" and {len(clearance.cleared) - 1:,} more" if len(clearance.cleared) > 1 else ""),
                    "words": first.text,
                }
            )
    return rows, held


@click.command("code")
@click.argument("question")
@click.argument("code")
@click.option("--words", required=True, help="The whole answer; capitals and spaces do not count.")
@coder_option
@study_option
def code_alike(question: str, code: str, words: str, coder: str | None, study: Path | None) -> None:
    """Put CODE on all answers to QUESTION that say the same, in one step."""
    from qualcode.analysis.codes import codebook
    from qualcode.analysis.surveys import answers, find_question
    from qualcode.edits.surveys import CodeAnswers
    from qualcode.project.placing import find_code

    key = " ".join(words.split()).casefold()
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        found = find_question(project.conn, question)
        alike = [line.document_id for line in answers(project.conn, found.id) if line.key == key]
        if not alike:
            raise Problem(
                "No answer has just these words.", remedy=f"List them: qualcode survey answers {found.label}"
            )
        made = project.make(CodeAnswers(alike, find_code(codebook(project.conn), code).id))
    say(f"{plain(made.label)}.")
