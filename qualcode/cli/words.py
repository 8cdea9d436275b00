"""`qualcode words`: what people say within a theme, word by word."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.pointing import pointing_into
from qualcode.cli.recognising import fewest, hide_small_option
from qualcode.cli.saying import say
from qualcode.cli.study_option import opened, study_option
from qualcode.cli.tables import format_options, say_withdrew, show
from qualcode.problem import Problem

if TYPE_CHECKING:
    from qualcode.analysis.collocations import Pairs
    from qualcode.analysis.said_within import Said

_MEASURES = ("likelihood ratio", "mutual information")


@click.command("words")
@click.argument("question")
@click.option("--most", type=click.IntRange(1), default=30, show_default=True, help="How many to list.")
@click.option("--all", "everything", is_flag=True, help="Also words such as the, is and you.")
@click.option("--beside", is_flag=True, help="How often each is said in the rest of the study.")
@click.option("--pairs", is_flag=True, help="Words that are said together, the strongest pairs first.")
@click.option(
    "--measure", type=click.Choice(_MEASURES), default=_MEASURES[0], show_default=True, help="With --pairs."
)
@click.option("--window", type=int, default=2, show_default=True, help="With --pairs: 2 is one after the other.")
@click.option("--least", type=int, default=3, show_default=True, help="With --pairs: how often, at least.")
@click.option("--find", "wanted", metavar="WORDS", help="List the places of a word or a phrase within the theme.")
@hide_small_option
@format_options
@study_option
def command(
    question: str,
    most: int,
    everything: bool,
    beside: bool,
    pairs: bool,
    measure: str,
    window: int,
    least: int,
    wanted: str | None,
    hide_small: bool,
    form: str | None,
    study: Path | None,
) -> None:
    """List the words that people say most often within QUESTION: a code by its index number, or more.

    Forms of a word are one word, shown by the most frequent. Interviewers' words are left out, and so are words that
    say little alone and names of the study's list; with --hide-small words that fewer than 5 participants say, too.

    For example: qualcode words 1.2 --beside
    """
    from qualcode.analysis.collocations import Association, Pairs
    from qualcode.analysis.excerpts import counted_phrase
    from qualcode.analysis.questions.asked import excerpts_for
    from qualcode.analysis.said_within import said_within
    from qualcode.exports.small_cells import few_in_words

    few = fewest(hide_small)
    if few and (pairs or wanted is not None):
        what = "Pairs of words are not counted by participant" if pairs else "Each place is one participant’s words"
        raise Problem(f"{what}, so small numbers cannot be hidden.", remedy="Leave --hide-small out.")
    left_out = 0
    asked = Pairs(Association(measure), window, least) if pairs else None
    rows: list[dict[str, Any]] = []
    bases = []
    with opened(study) as project:
        with pointing_into(question):
            excerpts = excerpts_for(project.conn, question)
        for theme in said_within(project.conn, excerpts):
            lead = {} if theme.kind is None else {"kind": str(theme.kind)}
            if wanted is not None:
                found = _places(project.conn, theme, wanted)
            elif asked is not None:
                found = _together(project.conn, theme, asked, most)
            else:
                found, gone = _words(project.conn, theme, most, everything, beside, few)
                left_out += gone
            rows += [lead | row | ({"audience": "team"} if form else {}) for row in found]
            bases.append(theme.sentence(named=True))
        bases.append(f"Counted: {few_in_words(counted_phrase(project.conn), few)}.")
        say_withdrew(project.conn, form, few)
    if left_out:
        say(f"{left_out:,} of the words said most often left out: fewer than {few} participants say each.", err=True)
    if form is None and rows:
        say("For the study team only")
        for sentence in bases:
            say(sentence)
    empty = "Nobody says this here." if wanted is not None else "No words." if asked is None else "No pairs."
    wide = "words" if wanted is not None else None if asked is not None else "forms"
    show(rows, form, empty=empty, wide=wide)


def _words(
    conn: sqlite3.Connection, theme: Said, most: int, everything: bool, beside: bool, few: int
) -> tuple[list[dict[str, Any]], int]:
    """The words said most often, and how many of them are left out as few say them."""
    from qualcode.analysis.words_within import elsewhere, frequent_words, per_thousand
    from qualcode.exports.said_figures import without_few

    told, left_out = without_few(frequent_words(conn, theme, most, with_stop_words=everything), few)
    words = told.words
    rest = elsewhere(conn, theme, [one.key for one in words], with_stop_words=everything) if beside else None
    rows = [
        {"word": one.word, "times": one.number, "per 1,000 words": _rate(per_thousand(one.number, theme.words))}
        | (
            {}
            if rest is None
            else {
                "elsewhere": rest.numbers[one.key],
                "elsewhere per 1,000": _rate(per_thousand(rest.numbers[one.key], rest.words)),
            }
        )
        | {"participants": one.people, "documents": one.documents, "forms": list(one.forms)}
        for one in words
    ]
    return rows, left_out


def _rate(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 1)


def _together(conn: sqlite3.Connection, theme: Said, asked: Pairs, most: int) -> list[dict[str, Any]]:
    from qualcode.analysis.collocations import collocations

    return [
        {
            "first": pair.words[0],
            "second": pair.words[1],
            "times": pair.number,
            "times first": pair.first,
            "times second": pair.second,
            str(asked.association): round(pair.strength, 2),
        }
        for pair in collocations(conn, theme, asked, most)
    ]


def _places(conn: sqlite3.Connection, theme: Said, wanted: str) -> list[dict[str, Any]]:
    from qualcode.analysis.concordance import hit_rows
    from qualcode.analysis.objections import refused_in
    from qualcode.analysis.words_within import concordance_within

    hits = concordance_within(conn, theme, wanted).hits
    refused = refused_in(conn, [(hit.document_id, hit.turn_span) for hit in hits])
    if refused:
        gone = sum((hit.document_id, hit.turn_span) in refused for hit in hits)
        say(f"{gone:,} held back: {'; '.join(dict.fromkeys(refused.values()))}.", err=True)
    return [
        {
            "participant": row.who,
            "document": row.document,
            "turn": row.turn,
            "words": f"{row.before}‹{row.words}›{row.after}".strip(),
        }
        for row in hit_rows(conn, [hit for hit in hits if (hit.document_id, hit.turn_span) not in refused])
    ]
