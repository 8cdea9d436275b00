"""`qualcode memo`: write a memo, and say what became of an opportunity."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.grouped import Grouped
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.problem import Problem


@click.group("memo", cls=Grouped)
def command() -> None:
    """Write memos, and say what became of opportunities."""


@command.command("add")
@click.argument("words")
@click.option(
    "--kind", default="idea", show_default=True, help="idea, question, tension, opportunity, method or about me."
)
@click.option(
    "--about",
    multiple=True,
    help="A participant, code, document, essay, short id, “memo 2” or “study”; may be given often.",
)
@click.option("--document", help="With --passage: the document these words stand in.")
@click.option("--passage", help="The words of a passage that the memo is about, copied from --document.")
@coder_option
@study_option
def add(
    words: str,
    kind: str,
    about: tuple[str, ...],
    document: str | None,
    passage: str | None,
    coder: str | None,
    study: Path | None,
) -> None:
    """Write a memo with these WORDS; without --about it is about the study.

    For example: qualcode memo add "Always a card, never a person." --kind question --about 1.2 --about P03
    """
    from qualcode.analysis.documents import open_document
    from qualcode.analysis.passages import find_words
    from qualcode.edits.memos import LinkMemos, MemoTarget, WriteMemo
    from qualcode.edits.together import Together
    from qualcode.project.naming_things import find_thing
    from qualcode.project.placing import find_document

    if passage is not None and document is None:
        raise Problem("In which document do these words stand?", remedy="Give its name with --document.")
    if not words.strip():
        raise Problem("A memo needs words.", remedy='For example: qualcode memo add "Always a card."')
    with opened(study, writes=True) as project:
        targets = [find_thing(project.conn, named) for named in about]
        if document is not None:
            line = find_document(project.conn, document)
            span = None
            if passage is not None:
                text = open_document(project.conn, line.id)
                span = find_words(text.text if text is not None else "", passage)
            targets.append(MemoTarget("document", line.id, span))
        first, *others = targets or [MemoTarget("study", project.study_id)]
        sign_in(project, coder)
        memo = WriteMemo(words, kind, first)
        project.make(Together([memo, *(LinkMemos([memo.id], other) for other in others)], "New memo"))
    say("The memo is in the study.")


@command.command("state")
@click.argument("memos", nargs=-1, required=True, metavar="MEMO…")
@click.argument("state", type=click.Choice(["raised", "chosen", "testing", "dropped"]))
@click.option("--why", default="", help="The reason; it is needed unless the opportunity is raised again.")
@coder_option
@study_option
def state(memos: tuple[str, ...], state: str, why: str, coder: str | None, study: Path | None) -> None:
    """Say what became of the opportunities MEMO, by their numbers in “qualcode memos” or their ids.

    For example: qualcode memo state 4 chosen --why "Both groups put it first."
    """
    from qualcode.edits.memos import SayState
    from qualcode.project.naming_things import find_memo

    with opened(study, writes=True) as project:
        ids = [find_memo(project.conn, named).row_id for named in memos]
        sign_in(project, coder)
        made = project.make(SayState(ids, state, why))
    say(f"{made.label}.")
