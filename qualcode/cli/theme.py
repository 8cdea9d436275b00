"""`qualcode theme`: themes in the making, begun, filled and shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.grouped import Grouped
from qualcode.cli.recognising import say_although
from qualcode.cli.saying import names_here, say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, say_withdrew, show
from qualcode.problem import Problem

if TYPE_CHECKING:
    import sqlite3

    from qualcode.analysis.themes import Gathered, Theme
    from qualcode.edits.themes import Thing
    from qualcode.transcripts.transcript import Kind


@click.group("theme", cls=Grouped)
def command() -> None:
    """Themes in the making: a claim, what supports it and what goes against it.

    A theme is named by its number in the list, or by words of its claim.
    """


@command.command("list")
@format_options
@study_option
def list_themes(form: str | None, study: Path | None) -> None:
    """List the themes with how many passages are for each, participants' where they take part, and against it.

    What goes against a theme counts whoever says it. Where the study has several kinds of document, a theme has a
    line for each: they are never added.
    """
    from qualcode.analysis.themes import themes

    with opened(study) as project:
        found = project.read_copy(themes)
        rows = [
            {"number": number, "state": str(one.state)}
            | _kind(one, kind)
            | {"for": ours, "against": theirs, "claim": _cleared(project.conn, one.claim)}
            for number, one in enumerate(found, start=1)
            for kind, ours, theirs in one.numbers or ((None, 0, 0),)
        ]
        _say_counted(project.conn, rows, form)
    show(rows, form, empty="No themes yet. Begin one with: qualcode theme new CLAIM", wide="claim")


@command.command("new")
@click.argument("claim")
@click.option("--note", default="", help="A note beside it.")
@coder_option
@study_option
def new(claim: str, note: str, coder: str | None, study: Path | None) -> None:
    """Begin a theme with CLAIM, a sentence."""
    from qualcode.edits.themes import NewTheme

    with opened(study, writes=True) as project:
        sign_in(project, coder)
        say(f"{project.make(NewTheme(claim, note)).label}.")


@command.command("add")
@click.argument("theme")
@click.argument("things", nargs=-1, required=True)
@click.option("--against", is_flag=True, help="They go against the claim.")
@coder_option
@study_option
def add(theme: str, things: tuple[str, ...], against: bool, coder: str | None, study: Path | None) -> None:
    """Put codes (by index or name) and excerpts (by their ids) under THEME.

    For example: qualcode theme add 1 1.5 x1abc234k
    """
    from qualcode.edits.themes import Gather

    with opened(study, writes=True) as project:
        one = _meant(project.read_copy(_themes), theme)
        gathered = [_thing(project.conn, named) for named in things]
        sign_in(project, coder)
        say(f"{project.make(Gather(one.id, gathered, against)).label}.")


@command.command("show")
@click.argument("theme")
@format_options
@study_option
def show_theme(theme: str, form: str | None, study: Path | None) -> None:
    """Show what THEME claims, what supports it, what goes against it, and how far it reaches."""
    with opened(study) as project:
        one, supporting, opposing = project.read_copy(_with_reach, theme)
        claim, note = _cleared(project.conn, one.claim), _cleared(project.conn, one.note)
        sides = (("for", one.supporting), ("against", one.opposing))
        rows = [row for side, every in sides for held in every for row in _rows(project.conn, one, side, held)]
        if form is None:
            for words in filter(None, (claim, note, f"For: {supporting}", f"Against: {opposing}")):
                say(words)
        _say_counted(project.conn, rows, form)
    show(
        rows, form, empty="Nothing is gathered yet. Add codes with: qualcode theme add THEME CODE", wide="what it is"
    )


@command.command("write")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--outside", is_flag=True, help="For readers outside the team: only what may be quoted.")
@study_option
def write_themes(file: Path, outside: bool, study: Path | None) -> None:
    """Write the themes in the making to FILE: .docx, .html, .xlsx, .csv or .md."""
    from datetime import datetime

    from qualcode.exports.files import check_name
    from qualcode.exports.gather_themes import theme_page
    from qualcode.exports.leaving import release
    from qualcode.exports.writing import PAGE_FORMATS, page_writer
    from qualcode.participants.disclosure import Audience

    write = page_writer(file, what="Themes", formats=[one for one in PAGE_FORMATS if one != ".svg"])
    with opened(study) as project:
        check_name(file, project.names)
        audience = Audience.OUTSIDE if outside else Audience.TEAM
        page = project.read_copy(theme_page, datetime.now().astimezone(), audience)
        say_although(project, page)
    written = release(names_here(), write, page)
    for sentence in written.sentences:
        say(sentence)
    for each in written.paths:
        say(str(each), real_names=True)


def _rows(conn: sqlite3.Connection, one: Theme, side: str, held: Gathered) -> list[dict[str, Any]]:
    """A gathered thing, of each kind of document by itself."""
    from datetime import datetime

    from qualcode.exports.gather_themes import gathered_words

    shown, against = gathered_words(conn, held, datetime.now().astimezone()), dict(one.apart(held.opposing))
    return [
        {"side": side, "what": held.what}
        | _kind(one, kind)
        | {"passages": number, "of them against": against.get(kind, 0), "what it is": shown}
        for kind, number in one.apart(held.passages) or ((None, 0),)
    ]


def _kind(one: Theme, kind: Kind | None) -> dict[str, str]:
    """The kind of document of a line, where the study has several."""
    return {"kind": "" if kind is None else str(kind)} if one.kinds else {}


def _say_counted(conn: sqlite3.Connection, rows: list[dict[str, Any]], form: str | None) -> None:
    """Say which codings the numbers count, and who withdrew; beside a table for programs only the second."""
    from qualcode.analysis.excerpts import counted_phrase

    if form is None and rows:
        say(f"Counted: {counted_phrase(conn)}.")
    say_withdrew(conn, form)


def _cleared(conn: sqlite3.Connection, words: str) -> str:
    """Words of the team without quotations that were withdrawn."""
    from datetime import date

    from qualcode.exports.gather_accounts import cleared_words
    from qualcode.participants.disclosure import Audience

    return cleared_words(conn, words, Audience.TEAM, date.today())[0]


def _themes(conn: sqlite3.Connection) -> list[Theme]:
    from qualcode.analysis.themes import themes

    return themes(conn)


def _with_reach(conn: sqlite3.Connection, named: str) -> tuple[Theme, str, str]:
    """A theme, and how far its two sides reach, in words."""
    from qualcode.analysis.themes import theme_reach

    one = _meant(_themes(conn), named)
    sides = []
    for reaches, held in zip(theme_reach(conn, one), (one.support, one.against), strict=True):
        parts = [part.told(named=True) for part in reaches.parts]
        sides.append(" ".join(parts) if held else "nothing gathered.")
    return one, sides[0], sides[1]


def _meant(found: list[Theme], named: str) -> Theme:
    """The theme of that number, or with those words in its claim. Raises Problem where there is none, or several."""
    if named.isdigit() and 1 <= int(named) <= len(found):
        return found[int(named) - 1]
    fitting = [one for one in found if named.casefold() in one.claim.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise Problem(f"“{named}” could be several themes.", remedy="Give the number that the list shows.")
    raise Problem(f"There is no theme “{named}”.", remedy="“qualcode theme list” shows them with their numbers.")


def _thing(conn: sqlite3.Connection, named: str) -> Thing:
    """A code by its index or name, or an excerpt by its id or a quote’s of it. Raises Problem where it is neither."""
    from qualcode.analysis.codes import codebook
    from qualcode.analysis.named_ids import coding_named
    from qualcode.edits.themes import Thing

    found = codebook(conn).find(named)
    if len(found) == 1:
        return Thing("code", found[0].id)
    if found:
        titles = ", ".join(f"“{code.title}”" for code in found)
        raise Problem(f"“{named}” could be several codes.", f"They are {titles}.", "Give the index.")
    return Thing("coding", coding_named(conn, named))
