"""`qualcode find`: words wherever they were said, and a code on all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    import sqlite3

_BEFORE = 30  # characters
_UNITS = ("words", "sentence", "turn")


@click.command("find")
@click.argument("words")
@click.option("--exactly", is_flag=True, help="Only these words as they stand, not their other forms.")
@click.option("--everybody", is_flag=True, help="Also in what interviewers say.")
@click.option("--code", "code_name", help="Code every place found: a code by its index number or name.")
@click.option(
    "--passage",
    type=click.Choice(_UNITS),
    default="sentence",
    show_default=True,
    help="With --code, what is coded: the words alone, their sentence or the whole turn.",
)
@format_options
@coder_option
@study_option
def command(
    words: str,
    exactly: bool,
    everybody: bool,
    code_name: str | None,
    passage: str,
    form: str | None,
    coder: str | None,
    study: Path | None,
) -> None:
    """List every place where WORDS (a word or a phrase) were said, each in its sentence.

    A * at the end of a word stands for any ending: "peer support*". A phrase is found within one sentence, unless it
    has a full stop itself.

    Where nobody says them and they are the short id of an excerpt, quote or memo, it is told what that is.

    For example: qualcode find "waiting list" --code 1.2
    """
    from qualcode.analysis.codes import codebook
    from qualcode.analysis.concordance import concordance, extended, hit_rows
    from qualcode.analysis.objections import refused_in
    from qualcode.analysis.verbatims import withdrawn
    from qualcode.edits.codings import AddCodings, NewCoding
    from qualcode.exports.phrases import counted
    from qualcode.project.placing import find_code
    from qualcode.transcripts.boundaries import Unit

    with opened(study, writes=code_name is not None) as project:
        if code_name is not None:
            sign_in(project, coder)
        found = concordance(project.conn, words, inflected=not exactly, interviewers=everybody)
        gone = withdrawn(project.conn)
        hits = [hit for hit in found.hits if gone.isdisjoint((hit.participant_id, hit.document_id))]
        if code_name is not None:
            code = find_code(codebook(project.conn), code_name)
            unit = {"words": Unit.WORD, "sentence": Unit.SENTENCE, "turn": Unit.TURN}[passage]
            passages = extended(project.conn, hits, unit)
            label = f"“{code.name}” on {counted(len(passages), 'passage')} with “{project.names.show(words)}”"
            codings = [NewCoding(one.document_id, one.span, code.id, version_id=one.version_id) for one in passages]
            made = project.make(AddCodings(codings, label))
            ids = {coding.id for coding in codings}
            done = sum(1 for change in made.changes if change.row_id in ids)
            say(f"{counted(done, 'passage')} coded as {plain(code.title)}. “qualcode undo” takes it back.")
            return
        refused = project.read(refused_in, [(hit.document_id, hit.turn_span) for hit in hits])
        listed = [hit for hit in hits if (hit.document_id, hit.turn_span) not in refused]
        rows = [
            {
                "participant": row.who,
                "document": row.document,
                "turn": row.turn,
                "coded": "yes" if row.coded else "",
                "words": f"{_end_of(row.before, whole=form is not None)}‹{row.words}›{row.after}".strip(),
            }
            | ({"audience": "team"} if form else {})
            for row in project.read(hit_rows, listed)
        ]
        called = "" if rows else _called(project.conn, words)
    if form is None and rows:
        say("For the study team only")
    show(rows, form, empty=called or "Nobody says this.", wide="words")
    if form is None and (held := len(found.hits) - len(hits)):
        say(f"{held} held back: withdrawn.", err=True)
    if form is None and (held := len(hits) - len(listed)):
        say(f"{held} held back: {'; '.join(dict.fromkeys(refused.values()))}.", err=True)
    if form is None and found.more:
        say(f"These are the first {len(found.hits):,}; there are more.", err=True)


def _called(conn: sqlite3.Connection, words: str) -> str:
    """`x1abc234k: quote P03 27:15.` for a short id, a line for each thing that has it; empty where it is none."""
    from qualcode.analysis.memo_things import Describing
    from qualcode.analysis.named_ids import all_named, read_id
    from qualcode.analysis.naming import names_of
    from qualcode.exports.memo_words import thing_words

    things = [Describing(conn).thing(one.kind.table, one.row_id) for one in all_named(conn, words)]
    return "\n".join(f"{read_id(words)}: {thing_words(one)}." for one in names_of(conn).show_all(things))


def _end_of(before: str, *, whole: bool) -> str:
    """What stands before the words, in a table for the screen only its end, so that the words are in sight."""
    return before if whole or len(before) <= _BEFORE else f"…{before[-_BEFORE:]}"
