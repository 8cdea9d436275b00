"""Tables on the command line: aligned text, --json or --csv."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualcode.cli.saying import names_here, say
from qualcode.transcripts.clean import clean, plain
from qualcode.transcripts.csv_table import inert
from qualcode.transcripts.widths import columns_of, padded

if TYPE_CHECKING:
    import sqlite3

F = TypeVar("F", bound=Callable[..., Any])


def format_options(function: F) -> F:
    """`--json` and `--csv`, for commands that print a table."""
    function = click.option("--csv", "form", flag_value="csv", help="Print the table as CSV.")(function)
    return click.option("--json", "form", flag_value="json", help="Print the table as JSON.")(function)


def show(
    rows: Sequence[dict[str, Any]],
    form: str | None,
    *,
    empty: str,
    wide: str | None = None,
    real_names: bool = False,
) -> None:
    """Print rows that share their keys; the column `wide` is cut to what the window leaves.

    Names of the study's list are replaced, unless the table is that list.
    """
    wide = wide if wide is None or real_names else names_here().show(wide)
    rows = rows if real_names else [_without_names(row) for row in rows]
    if form == "json":
        say(json.dumps(list(rows), ensure_ascii=False, indent=2), real_names=True)
    elif form == "csv":
        out = io.StringIO(newline="")
        if rows:
            writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows({key: inert(clean(_cell(value))) for key, value in row.items()} for row in rows)
        say(out.getvalue(), nl=False, real_names=True)
    elif not rows:
        say(empty)
    else:
        _aligned(rows, wide)


def say_withdrew(conn: sqlite3.Connection, form: str | None, few: int = 0) -> None:
    """Say beside a table for programs how many withdrew and are not counted; where people read it stands above it.

    Of how many is not told where they are some, and fewer than `few`.
    """
    from qualcode.analysis.phrases import sentence_case
    from qualcode.analysis.withdrawals import withdrew_phrase

    if form is not None and (gone := withdrew_phrase(conn)):
        if few:
            from qualcode.exports.small_cells import few_in_words

            gone = few_in_words(gone, few)
        say(f"{sentence_case(gone)}.", err=True)


def with_facts(own: dict[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """A row with attributes beside its own columns, in whose place none of them ever stands."""
    from qualcode.participants.columns import heading_of

    return {**own, **{heading_of(name, own): value for name, value in facts.items()}}


def unlike(name: str, others: Sequence[str]) -> str:
    """A heading that no other column has."""
    number, found = 1, name
    while found in others:
        number += 1
        found = f"{name} ({number})"
    return found


def _without_names(row: dict[str, Any]) -> dict[str, Any]:
    """A row with every name replaced, in its headings too; two that become one heading are told apart."""
    names = names_here()
    if not names:
        return row
    shown: dict[str, Any] = {}
    for heading, value in row.items():
        new = names.show(heading)
        while new in shown:
            new += "′"
        shown[new] = names.show_all(value)
    return shown


def _aligned(rows: Sequence[dict[str, Any]], wide: str | None) -> None:
    cells = [{key: plain(_cell(value)) for key, value in row.items()} for row in rows]
    widths = {key: max(columns_of(key), *(columns_of(row[key]) for row in cells)) for key in rows[0]}
    if wide is not None:
        others = sum(width for key, width in widths.items() if key != wide) + 2 * (len(widths) - 1)
        widths[wide] = max(min(widths[wide], shutil.get_terminal_size().columns - others), 20)
    numbers = {key for key in rows[0] if all(isinstance(row[key], int) for row in rows)}
    lines = [{key: key for key in widths}, *cells]
    for line in lines:
        parts = [padded(line[key], widths[key], right=key in numbers) for key in widths]
        say("  ".join(parts).rstrip(), real_names=True)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)
