"""`qualcode essay`: essays as outlines of headings, notes and quotes, and whose words they print."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.essay_parts import COMMANDS
from qualcode.cli.grouped import Grouped
from qualcode.cli.outlines import KEPT, essay_id, is_kept, read_outline
from qualcode.cli.recognising import say_although
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, say_withdrew, show
from qualcode.problem import Problem

if TYPE_CHECKING:
    import sqlite3
    from datetime import date, datetime

    from qualcode.essays.balance import KindBalance
    from qualcode.essays.parts import Outline, Part
    from qualcode.participants.disclosure import Audience

_STATES = ("outline", "draft", "with reviewers", "finished")
_AUDIENCES = ("team", "outside")


@click.group("essay", cls=Grouped)
def command() -> None:
    """Essays and briefing papers in the making: outlines of headings, notes and quotes.

    An essay is named by its title or how that begins; “kept” are the quotes in no essay yet. A part of it is named by
    its number in the outline, or by a quote's id.
    """


@command.command("list")
@format_options
@study_option
def list_essays(form: str | None, study: Path | None) -> None:
    """List the essays with how many quotes they have, and how many words that were said these print."""
    from qualcode.essays.essays import essays, words_printed

    with opened(study) as project:
        found, words = project.read_copy(lambda conn: (essays(conn), words_printed(conn)))
    rows = [
        {
            "title": one.title,
            "kind": str(one.kind),
            "state": str(one.state),
            "for": str(one.audience),
            "quotes": one.quotes,
            "words": words.get(one.id, 0),
            "parts": one.parts,
        }
        for one in found.essays
    ]
    if found.kept:
        told = {"title": KEPT, "kind": "", "state": "in no essay yet", "for": ""}
        rows.append({**told, "quotes": found.kept, "words": words.get(None, 0), "parts": 0})
    show(rows, form, empty="No essays yet. Begin one with: qualcode essay new TITLE", wide="title")


@command.command("show")
@click.argument("essay")
@click.option("--for", "audience", type=click.Choice(_AUDIENCES), help="Judge the quotes for these readers instead.")
@click.option("--order", type=click.Choice(["kept", "document", "code"]), default="kept", help="Its quotes by these.")
@click.option("--question", default="", help="Only quotes in excerpts that answer this, such as code:1.2.")
@format_options
@study_option
def show_essay(
    essay: str, audience: str | None, order: str, question: str, form: str | None, study: Path | None
) -> None:
    """Show the outline of ESSAY, each quote as it will be printed for its readers today.

    A quote is ok, to be looked at (see), or held back; a line says why. With an order or a question its quotes alone.
    """
    with opened(study) as project:
        now = project.clock.now()
        found, shown = project.read_copy(_looked_at, essay, now, audience, order, question)
        say_although(project, [quote.printed for quote in shown.quotes])
        if form is not None:
            cleared = [_written_cleared(project.conn, part, found.audience, now.date()) for part in shown.parts]
            shown = replace(shown, parts=tuple(cleared))
    numbers = {part.id: number for number, part in enumerate(found.parts, start=1)}
    rows = [_row(numbers[part.id], part, leaving=form is not None) for part in shown.parts]
    show(rows, form, empty="Nothing is in it yet. Keep a quote with: qualcode quote keep", wide="words")
    if form is None:
        for quote in shown.quotes:
            for sentence in (f"held back: {quote.held}.", *quote.look) if quote.held else quote.look:
                say(f"{quote.short_id}: {sentence}")
            if used := [*(one.title for one in quote.also_in), *(one.title for one in quote.uses)]:
                say(f"{quote.short_id}: used already in {', '.join(f'“{one}”' for one in dict.fromkeys(used))}.")


@command.command("new")
@click.argument("title")
@click.option("--briefing", is_flag=True, help="A briefing paper.")
@click.option("--for", "audience", type=click.Choice(_AUDIENCES), default="outside", show_default=True)
@click.option("--about", default="", help="A sentence on what it is about.")
@coder_option
@study_option
def new(title: str, briefing: bool, audience: str, about: str, coder: str | None, study: Path | None) -> None:
    """Begin an essay called TITLE."""
    from qualcode.edits.essays import NewEssay
    from qualcode.essays.essay import EssayKind
    from qualcode.participants.disclosure import Audience

    kind = EssayKind.BRIEFING if briefing else EssayKind.ESSAY
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        say(f"{project.make(NewEssay(title, kind, Audience(audience), about)).label}.")


@command.command("change")
@click.argument("essay")
@click.option("--title", help="What it is called.")
@click.option("--about", help="What it is about.")
@click.option("--state", type=click.Choice(_STATES), help="How far it is.")
@click.option("--for", "audience", type=click.Choice(_AUDIENCES), help="Who will read it.")
@coder_option
@study_option
def change(
    essay: str,
    title: str | None,
    about: str | None,
    state: str | None,
    audience: str | None,
    coder: str | None,
    study: Path | None,
) -> None:
    """Say of ESSAY what it is called, what it is about, how far it is, or who will read it."""
    from qualcode.edits.essays import ChangeEssay
    from qualcode.essays.essay import EssayState
    from qualcode.participants.disclosure import Audience

    if title is about is state is audience is None:
        raise Problem("What is to be changed?", remedy="Give --title, --about, --state or --for.")
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        edit = ChangeEssay(
            essay_id(project.conn, essay),
            title,
            about,
            state=None if state is None else EssayState(state),
            audience=None if audience is None else Audience(audience),
        )
        say(f"{project.make(edit).label}.")


@command.command("remove")
@click.argument("essay")
@coder_option
@study_option
def remove(essay: str, coder: str | None, study: Path | None) -> None:
    """Remove ESSAY with its headings and notes; its quotes go to kept."""
    from qualcode.edits.essays import RemoveEssay

    with opened(study, writes=True) as project:
        sign_in(project, coder)
        say(f"{project.make(RemoveEssay(essay_id(project.conn, essay))).label}.")


@command.command("balance")
@click.argument("essay")
@click.option("--by", "by", metavar="ATTRIBUTE", help="Groups of this attribute instead of people.")
@format_options
@study_option
def balance_of(essay: str, by: str | None, form: str | None, study: Path | None) -> None:
    """Show whose words ESSAY prints, beside the words they spoke and the passages they have under its codes.

    People stand in the order of every list; those it does not quote are there too.
    """
    from qualcode.analysis.surveys import find_attribute
    from qualcode.essays.balance import balance

    with opened(study) as project:
        attribute = None if by is None else find_attribute(project.conn, by)
        meant = None if is_kept(essay) else essay_id(project.conn, essay)
        found = project.read_copy(balance, meant, attribute_id=attribute)
        say_withdrew(project.conn, form)
    rows = [row for one in found.kinds for row in _balance_rows(one, groups=by is not None)]
    if form is None:
        for one in found.kinds:
            say(one.sentence(named=len(found.kinds) > 1))
        say(f"Passages: under {found.about}; counted: {found.counted}.")
    show(rows, form, empty="Nobody speaks in this study yet.")


# Rows of tables


def _looked_at(
    conn: sqlite3.Connection, essay: str, now: datetime, audience: str | None, order: str, question: str
) -> tuple[Outline, Outline]:
    """An essay, and what of it is shown."""
    from qualcode.essays.kept import KeptOrder, KeptView, looked_at

    found = read_outline(conn, essay, now, audience)
    return found, looked_at(conn, found, KeptView(KeptOrder[order.upper()], question))


def _written_cleared(conn: sqlite3.Connection, part: Part, audience: Audience, on: date) -> Part:
    """A heading or a note without words in it that its readers may not have; a quote as it is."""
    from qualcode.essays.parts import WrittenPart
    from qualcode.exports.gather_accounts import cleared_words

    if not isinstance(part, WrittenPart):
        return part
    return replace(part, words=cleared_words(conn, part.words, audience, on)[0])


def _row(number: int, part: Part, *, leaving: bool) -> dict[str, Any]:
    """A part as a line; `leaving` where other programs read it: then a quote that is held back has no words."""
    from qualcode.essays.parts import WrittenPart

    if isinstance(part, WrittenPart):
        line = {"number": number, "what": str(part.kind), "id": "", "state": "", "words": part.words, "who": ""}
        return line | ({"excerpts": []} if leaving else {})
    words = "" if leaving and part.printed is None else part.words
    words = words or f"({part.held})"
    return {
        "number": number,
        "what": "quote",
        "id": part.short_id,
        "state": part.state,
        "words": words,
        "who": part.citation.text,
    } | ({"excerpts": list(part.excerpt_ids)} if leaving else {})


def _balance_rows(one: KindBalance, *, groups: bool) -> list[dict[str, Any]]:
    kind = {} if one.kind is None else {"kind": str(one.kind)}
    return [
        kind
        | {"group" if groups else "who": voice.name}
        | ({"people": voice.people, "quoted": voice.quoted} if groups else {})
        | {
            "quotes": voice.quotes,
            "quoted words": voice.quoted_words,
            "words spoken": voice.spoken,
            "passages": voice.excerpts,
        }
        for voice in (one.groups if groups else one.voices)
    ]


for part in COMMANDS:
    command.add_command(part)
