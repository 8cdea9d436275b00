"""`qualcode excerpts`: the passages that answer a question, such as those under a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.pointing import pointing_into
from qualcode.cli.recognising import say_although
from qualcode.cli.saying import say
from qualcode.cli.study_option import opened, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    from qualcode.analysis.questions.tree import Question
    from qualcode.exports.gather import Passages
    from qualcode.participants.disclosure import HeldBack
    from qualcode.project.project import Project


@click.command("excerpts")
@click.argument("question", nargs=-1)
@click.option("--question", "saved", metavar="NAME", help="Ask the question that is saved under this name.")
@click.option("--document", help="Only of this document.")
@click.option("--seen", is_flag=True, help="Of all codings that may be seen, not just of those that count.")
@click.option("--outside", is_flag=True, help="Only what may be shown outside the study team.")
@click.option(
    "--interviewers", "--questions", "interviewers", is_flag=True, help="With --outside, interviewers’ words too."
)
@click.option("--held", is_flag=True, help="List each excerpt that is held back, and why.")
@format_options
@study_option
def command(
    question: tuple[str, ...],
    saved: str | None,
    document: str | None,
    seen: bool,
    outside: bool,
    interviewers: bool,
    held: bool,
    form: str | None,
    study: Path | None,
) -> None:
    """List the excerpts that answer QUESTION: a code or area by index number or name, or more; all without one.

    \b
    qualcode excerpts 1.5
    qualcode excerpts 'code:1.5 and not who:P03'
    qualcode excerpts 'code:1.5 near:20 "the bus" attr:age>=60'
    qualcode excerpts 'code:1.5 and code:2.1 in:turn kind:interview'
    """
    from qualcode.exports.parts_alone import check_parts
    from qualcode.participants.disclosure import Audience

    if question and saved is not None:
        raise Problem("Two questions were asked.", remedy="Give the question in words or the name of a saved one.")
    audience = Audience.OUTSIDE if outside else Audience.TEAM
    with opened(study) as project:
        words = _words(project, question, saved)
        found, counted = _passages(project, words, document, audience, seen=seen, interviewers=interviewers)
        say_although(project, found)
        if outside:
            said = ((item.words.text, item.code, item.who, item.document) for item in found.items)
            check_parts(project.names, (words for item in said for words in item))
    if form is None and (notice := audience.notice):
        say(notice)
    rows = [
        {
            "id": item.id,
            "code": item.code,
            "participant": item.who,
            "document": item.document,
            "place": item.place,
            "against": item.against,
            "words": item.words.text,
        }
        | ({"audience": str(audience)} if form else {})
        for item in found.items
    ]
    none = "No excerpt answers this question." if words.strip() or document else _NOTHING_CODED
    show(rows, form, empty=none, wide="words")
    if form is None:
        if rows:
            say(f"{len(rows):,} {'excerpt' if len(rows) == 1 else 'excerpts'}, of {counted}.")
        _say_held_back(found.held_back, one_by_one=held)
        _say_unasked(found.unasked)


_NOTHING_CODED = "No excerpts. Code something first, with c in a document."


def _words(project: Project, typed: Sequence[str], saved: str | None) -> str:
    from qualcode.analysis.questions.saved import find_saved

    return " ".join(typed) if saved is None else project.read(find_saved, saved).words


def _passages(
    project: Project, words: str, document: str | None, audience: str, *, seen: bool, interviewers: bool
) -> tuple[Passages, str]:
    """The excerpts that answer a question, judged for an audience, and whose codings they are of."""
    from qualcode.analysis.excerpts import counted_phrase
    from qualcode.analysis.questions.asked import question_of
    from qualcode.analysis.questions.excerpt_answers import found_excerpts
    from qualcode.exports.choices import ReportChoices
    from qualcode.exports.gather import passages
    from qualcode.participants.disclosure import Audience
    from qualcode.project.placing import find_document

    with pointing_into(words):
        question = project.read(question_of, words)
    if document is not None:
        question = _within(question, find_document(project.conn, document).id)
    found = project.read(found_excerpts, question, seen=seen)
    choices = ReportChoices(
        audience=Audience(audience),
        documents=frozenset(one.document_id for one in found),
        questions=interviewers or _asks_for_interviewers(question),
    )
    phrase = "all codings that may be seen" if seen else project.read(counted_phrase)
    return project.read(passages, choices, datetime.now().astimezone(), found), phrase


def _within(question: Question, document_id: str) -> Question:
    """The question, of one document."""
    from dataclasses import replace

    from qualcode.analysis.questions.meaning import DocumentIs
    from qualcode.analysis.questions.tree import all_of

    here = DocumentIs(frozenset([document_id]))
    return replace(question, tree=here if question.tree is None else all_of([here, question.tree]))


def _asks_for_interviewers(question: Question) -> bool:
    from qualcode.analysis.questions.meaning import InterviewersWords
    from qualcode.analysis.questions.tree import leaves

    tree = question.tree
    return tree is not None and any(asked and isinstance(one, InterviewersWords) for one, asked in leaves(tree))


def _say_held_back(held: Sequence[HeldBack], *, one_by_one: bool) -> None:
    if not held:
        return
    reasons = Counter(one.reason for one in held)
    told = "; ".join(f"{reason} {number:,}" for reason, number in reasons.most_common())
    told = next(iter(reasons)) if len(reasons) == 1 else told
    say(f"{len(held):,} held back: {told}.{'' if one_by_one else ' To list each: --held'}", err=True)
    for one in held if one_by_one else ():
        who = plain(", ".join(one.participants)) or "nobody named"
        say(f"  {one.id} {who}: {one.reason}", err=True)


def _say_unasked(number: int) -> None:
    if number:
        those = "1 is in an interviewer’s words" if number == 1 else f"{number:,} are in interviewers’ words"
        say(f"{those} alone, and not listed. To list them: --interviewers", err=True)
