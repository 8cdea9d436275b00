"""`qualcode sampling`: how many participants are wanted, and who is still missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.grouped import Grouped
from qualcode.cli.recognising import fewest, hide_small_option
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.transcript import Kind

if TYPE_CHECKING:
    from qualcode.analysis.sampling import Grid


@click.group("sampling", cls=Grouped, invoke_without_command=True)
@hide_small_option
@format_options
@study_option
@click.pass_context
def command(ctx: click.Context, hide_small: bool, form: str | None, study: Path | None) -> None:
    """Say how many participants are wanted for each value of an attribute, and see who is still missing.

    Alone, it lists everything that somebody is wanted for.
    """
    if ctx.invoked_subcommand is None:
        _list(None, None, None, fewest(hide_small), form, study)


@command.command("show")
@click.argument("attribute", required=False)
@click.argument("other", required=False)
@click.option(
    "--kind", type=click.Choice([kind.value for kind in Kind]), metavar="KIND", help="Who speaks in this kind only."
)
@hide_small_option
@format_options
@study_option
def _show(
    attribute: str | None,
    other: str | None,
    kind: str | None,
    hide_small: bool,
    form: str | None,
    study: Path | None,
) -> None:
    """List the wanted and the present: of ATTRIBUTE, crossed with OTHER, or of all that somebody is wanted for.

    For example: qualcode sampling show age gender
    """
    _list(attribute, other, kind, fewest(hide_small), form, study)


def _list(
    attribute: str | None, other: str | None, kind: str | None, few: int, form: str | None, study: Path | None
) -> None:
    from qualcode.analysis.sampling import grid, grids
    from qualcode.analysis.surveys import find_attribute
    from qualcode.exports.small_cells import note, notes_without

    with opened(study) as project:
        conn = project.conn
        if attribute is None:
            pairs = grids(conn)
        else:
            pairs = [(find_attribute(conn, attribute), None if other is None else find_attribute(conn, other))]
        found = [grid(conn, *pair, None if kind is None else [kind]) for pair in pairs]
        names = dict(conn.execute("SELECT id, pseudonym FROM participant"))
    if form is None and found:
        for sentence in notes_without((found[0].base, note(few)), few):
            say(sentence)
    empty = "Nobody is wanted yet. Say who with: qualcode sampling set 6 age=18-34"
    rows = [row for one in found for row in _rows(one, names, few)]
    show(rows, form, empty=empty, wide=None if few else "who")


def _rows(found: Grid, names: dict[str, str], few: int) -> list[dict[str, Any]]:
    """A row for each cell; where small numbers are hidden, nobody is named."""
    from qualcode.exports.figures import HIDDEN
    from qualcode.exports.wanted_figures import cells_hidden

    return [
        {
            "attribute": found.attribute.name,
            "value": value,
            "crossed with": "" if found.other is None else found.other.name,
            "its value": column,
            "wanted": cell.wanted,
            "have": HIDDEN if is_gone else cell.have,
            "missing": None if cell.wanted is None else HIDDEN if is_gone else cell.missing,
        }
        | ({} if few else {"who": [names[one] for one in cell.people]})
        for value, line, gone in zip(found.rows, found.cells, cells_hidden(found, few), strict=True)
        for column, cell, is_gone in zip(found.columns, line, gone, strict=True)
        if cell.wanted is not None or cell.have
    ]


@command.command("set")
@click.argument("number", type=click.IntRange(0))
@click.argument("values", nargs=-1, required=True, metavar="NAME=VALUE...")
@coder_option
@study_option
def _set(number: int, values: tuple[str, ...], coder: str | None, study: Path | None) -> None:
    """Say that NUMBER participants are wanted with a value, or with one value each of two attributes.

    Of a number, a value may be a range: 18-34, 65+, under 18.

    For example: qualcode sampling set 4 age=18-34 gender=woman
    """
    _make(number, values, coder, study)


@command.command("clear")
@click.argument("values", nargs=-1, required=True, metavar="NAME[=VALUE]...")
@coder_option
@study_option
def _clear(values: tuple[str, ...], coder: str | None, study: Path | None) -> None:
    """Take back how many are wanted: with values that cell alone, with names alone all of the attributes' grid.

    For example: qualcode sampling clear age gender
    """
    _make(None, values, coder, study)


def _make(number: int | None, values: tuple[str, ...], coder: str | None, study: Path | None) -> None:
    from qualcode.analysis.surveys import find_attribute
    from qualcode.edits.store import Edit
    from qualcode.edits.wanted import ClearWanted, SetWanted

    sides = [_side(value) for value in values]
    if len(sides) > 2:
        raise Problem("No more than two attributes can be crossed.", remedy="Name one or two.")
    whole = number is None and all(value is None for _, value in sides)
    if not whole and any(value is None for _, value in sides):
        raise Problem("Which value?", remedy="Write it after the name, as in age=18-34.")
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        known = [(find_attribute(project.conn, name), value or "") for name, value in sides]
        (first, value), *crossed = known
        other, other_value = crossed[0] if crossed else (None, None)
        edit: Edit = ClearWanted(first, other) if whole else SetWanted(first, value, number, other, other_value)
        made = project.make(edit)
    say(f"{plain(made.label)}." if made.changes else "That was so already; nothing was changed.")


def _side(said: str) -> tuple[str, str | None]:
    name, equals, value = said.partition("=")
    return name.strip(), value.strip() if equals else None
