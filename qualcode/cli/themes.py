"""`qualcode themes`: how often codes are used by whom, how far they reach, and when nothing new came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.pointing import pointing_into
from qualcode.cli.reach import AGAINST, reach_rows
from qualcode.cli.recognising import fewest, hide_small_option
from qualcode.cli.saying import say
from qualcode.cli.study_option import opened, study_option
from qualcode.cli.tables import format_options, say_withdrew, show, unlike
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    import sqlite3

    from qualcode.analysis.counts.asked import Asked, Measure
    from qualcode.analysis.counts.rows import Part, Row, Table

_BY = ("participant", "document", "kind", "role", "coder")
_MEASURES = ("excerpts", "participants", "documents", "words", "share", "rate")
_ORDERS = ("coded", "date", "list")
_EMPTY = "Nothing to count yet. Code something first, with c in a document."


@click.command("themes")
@click.argument("question", required=False)
@click.option("--by", default="participant", show_default=True, help=f"{', '.join(_BY)} or attr:NAME.")
@click.option(
    "--measure",
    type=click.Choice(_MEASURES),
    default="excerpts",
    show_default=True,
    help="What is counted; share is of the words said, rate is excerpts per 1,000 words.",
)
@click.option("--with-nested", is_flag=True, help="What lies below a code counts with it; of areas it always does.")
@click.option("--kinds", type=click.Choice(["apart", "together"]), default="apart", show_default=True)
@click.option("--bands", type=int, default=4, show_default=True, help="How many bands numbers and dates are put in.")
@click.option("--as-full", is_flag=True, help="Make the bands equally full instead of equally wide.")
@click.option("--cut", "cuts", multiple=True, help="Cut the bands here: 18 or 2026-03-01; give several.")
@click.option("--all", "unused", is_flag=True, help="Codes without excerpts, too.")
@click.option("--reach", is_flag=True, help="Instead: how many participants mention each code, and how evenly.")
@click.option("--saturation", is_flag=True, help="Instead: the new codes of each document, one after the other.")
@hide_small_option
@click.option("--order", type=click.Choice(_ORDERS), default="coded", show_default=True, help="With --saturation.")
@format_options
@study_option
def command(
    question: str | None,
    by: str,
    measure: str,
    with_nested: bool,
    kinds: str,
    bands: int,
    as_full: bool,
    cuts: tuple[str, ...],
    unused: bool,
    reach: bool,
    saturation: bool,
    hide_small: bool,
    order: str,
    form: str | None,
    study: Path | None,
) -> None:
    """Count the excerpts of every code, by participant or by anything else; all, or those that QUESTION finds.

    A passage that several coded counts once. Interviewers' words never count as participants'. Kinds of document
    stand apart unless you ask for them together.

    For example: qualcode themes "kind:interview" --by attr:Region --measure participants
    """
    from qualcode.analysis.counts.asked import Asked, Bands, By, Cut, Measure
    from qualcode.analysis.counts.narrowing import narrowed
    from qualcode.analysis.counts.tables import table
    from qualcode.exports.names import titles_for
    from qualcode.exports.small_cells import note, notes_without
    from qualcode.participants.disclosure import Audience

    few = fewest(hide_small)
    if few and saturation:
        raise Problem(
            "What is new in a document may be one participant’s, so small numbers cannot be hidden here.",
            remedy="Leave --saturation or --hide-small out.",
        )
    if reach and saturation:
        raise Problem("Ask for --reach or for --saturation.", remedy="Each is a table of its own.")
    named = dict(zip(_MEASURES, Measure, strict=True))
    ways = dict(zip(_BY, (By.PARTICIPANT, By.DOCUMENT, By.KIND, By.ROLE, By.CODER), strict=True))
    with opened(study) as project:
        attribute = _attribute(project.conn, by.removeprefix("attr:").strip()) if by.startswith("attr:") else None
        if attribute is None and by not in ways:
            raise Problem(f"“{plain(by)}” is nothing to count by.", remedy=f"Use {', '.join(_BY)} or attr:NAME.")
        cut = Cut.OWN if cuts else Cut.QUANTILE if as_full else Cut.WIDTH
        asked = Asked(
            by=ways.get(by, By.ATTRIBUTE),
            measure=named[measure],
            attribute_id=attribute,
            bands=Bands(cut, bands, cuts),
            together=kinds == "together",
        )
        with pointing_into(question or ""):
            asked = narrowed(project.conn, asked, question or "")
        titles = titles_for(project.conn, Audience.TEAM, project.clock.now().date())
        if reach:
            rows, told = reach_rows(project.conn, asked, titles, unused, form, few)
        elif saturation:
            rows, told = _saturation(project.conn, asked, titles, order)
        else:
            made = table(project.conn, asked)
            hidden = _hidden(project.conn, made, with_nested, few) if few else {}
            rows = _table(made, titles, with_nested, unused, _shown(asked.measure, form), hidden, few)
            told = made.sentences
        say_withdrew(project.conn, form, few)
    if form is None and rows:
        for sentence in notes_without((*told, note(few)), few):
            say(sentence)
        if any(row.get("against") for row in rows) and not reach:
            say(AGAINST)
        if question is not None:
            say("Only the excerpts that the question finds are counted.")
        if asked.narrowed:
            say("Bases are those the question asks for.")
    show(rows, form, empty=_EMPTY)


def _attribute(conn: sqlite3.Connection, wanted: str) -> str:
    from qualcode.analysis.people import attributes
    from qualcode.participants.attributes import AppliesTo

    known = [one for applies_to in AppliesTo for one in attributes(conn, applies_to)]
    for one in known:
        if one.name.casefold() == wanted.casefold():
            return one.id
    names = ", ".join(plain(one.name) for one in known)
    none = "This study has no attributes yet. One is given so: qualcode participants P01 --set age=60–69"
    raise Problem(
        f"No attribute is called “{plain(wanted)}”.", remedy=f"These are there: {names}." if names else none
    )


# Tables of codes

_FIXED = ("kind", "what", "code", "in all", "participants", "documents", "against")


def _table(
    made: Table,
    titles: dict[str, str],
    deep: bool,
    unused: bool,
    shown: Callable[[Any], Any],
    hidden: Mapping[tuple[str, str], tuple[bool, ...]] = MappingProxyType({}),
    few: int = 0,
) -> list[dict[str, Any]]:
    """The rows of all parts, which share their columns; the bases of each part last."""
    from qualcode.analysis.counts.asked import By

    names: dict[str, str] = {}
    for part in made.parts:
        for column in part.columns:
            names.setdefault(column.key, unlike(plain(column.name), (*_FIXED, *names.values())))
    rows: list[dict[str, Any]] = []
    # A kind in which nobody speaks has no columns by participant, and its sentence says so.
    for part in (part for part in made.parts if part.columns):
        kind = {} if len(made.parts) == 1 else {"kind": str(part.kind)}
        lines = [row for row in part.lines if unused or row.nested.excerpts != 0 or row is part.total]
        for row in lines:
            line = _line(row, titles.get(row.code_id, row.title), part, names, deep, shown)
            gone = hidden.get((str(part.kind), row.code_id))
            rows.append(kind | (line if gone is None else _without(line, part, names, gone, few)))
        rows += [
            kind | base
            for base in _bases(part, names, few, each_is_one=made.asked.by in (By.PARTICIPANT, By.DOCUMENT))
        ]
    return rows if any(part.rows or part.aside for part in made.parts) else []


def _line(
    row: Row, title: str, part: Part, names: dict[str, str], deep: bool, shown: Callable[[Any], Any]
) -> dict[str, Any]:
    numbers = row.nested if deep or row.is_area else row.own
    cells = {column.key: number for column, number in zip(part.columns, numbers.cells, strict=True)}
    retired = " (retired)" if row.is_retired else ""
    return (
        {
            "what": "total" if row is part.total else "area" if row.is_area else "code",
            "code": f"{title}{retired}",
        }
        | {name: shown(cells.get(key)) if key in cells else None for key, name in names.items()}
        | {"in all": shown(numbers.total), "participants": numbers.participants, "documents": numbers.documents}
        | {"against": numbers.against}
    )


def _hidden(conn: sqlite3.Connection, made: Table, deep: bool, few: int) -> dict[tuple[str, str], tuple[bool, ...]]:
    """Which numbers are of few participants, or would tell such, by the kind of document and the code."""
    from qualcode.analysis.counts.asked import By, Measure
    from qualcode.analysis.counts.tables import table
    from qualcode.exports.small_cells import hidden_in

    people = table(conn, replace(made.asked, measure=Measure.PARTICIPANTS))
    each_is_one = made.asked.by in (By.PARTICIPANT, By.DOCUMENT)
    return {
        (str(part.kind), code_id): gone
        for part, whose in zip(made.parts, people.parts, strict=True)
        for code_id, gone in hidden_in(part, whose, few, own=not deep, each_is_one=each_is_one).items()
    }


def _without(
    line: dict[str, Any], part: Part, names: dict[str, str], gone: tuple[bool, ...], few: int
) -> dict[str, Any]:
    """A row without the numbers that are hidden; where those of all are, with none."""
    from qualcode.exports.figures import HIDDEN
    from qualcode.exports.small_cells import is_small

    keys = [names[column.key] for column in part.columns]
    left_out = {key for key, is_gone in zip(keys, gone, strict=False) if is_gone}
    if gone[-1]:
        left_out |= {"in all", "participants", "documents", "against"}
    left_out |= {"against"} if is_small(line["against"], few) else set()
    return {key: HIDDEN if key in left_out else value for key, value in line.items()}


def _bases(part: Part, names: dict[str, str], few: int, *, each_is_one: bool) -> Iterable[dict[str, Any]]:
    """Out of how many, column by column; not where it is of few participants."""
    from qualcode.exports.figures import HIDDEN
    from qualcode.exports.small_cells import base_hidden

    *gone, all_gone = base_hidden(part, few, each_is_one=each_is_one)
    hidden = {column.key for column, is_gone in zip(part.columns, gone, strict=True) if is_gone}
    bases = {column.key: column.base for column in part.columns}
    for what in ("participants", "documents", "words"):
        whole = getattr(part.base, what)
        if whole is not None:
            yield (
                {"what": "base", "code": f"Of {what}"}
                | {
                    name: HIDDEN if key in hidden else getattr(bases[key], what) if key in bases else None
                    for key, name in names.items()
                }
                | {
                    "in all": HIDDEN if all_gone else whole,
                    "participants": HIDDEN if all_gone else part.base.participants,
                    "documents": part.base.documents,
                }
                | {"against": None}
            )


def _shown(measure: Measure, form: str | None) -> Callable[[Any], Any]:
    """How a number is printed: a share in percent where people read it, else from 0 to 1."""
    from qualcode.exports.count_figures import number_shown

    def printed(number: float | None) -> Any:
        if form is not None:
            return round(number, 6) if isinstance(number, float) else number
        return number if isinstance(number, int) else number_shown(number, measure)

    return printed


# New codes


def _saturation(
    conn: sqlite3.Connection, asked: Asked, titles: dict[str, str], order: str
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    from qualcode.analysis.counts.saturation import Order, saturation

    found = saturation(conn, asked, order=Order(order))
    rows = [
        ({} if one.kind is None else {"kind": str(one.kind)})
        | {
            "place": place,
            "document": step.name,
            "new": len(step.new),
            "codes": step.codes,
            "which": [titles[code] for code in step.new],
        }
        for one in found
        for place, step in enumerate(one.steps, start=1)
    ]
    told = [sentence for one in found if one.steps for sentence in (f"{one.caption}.", *one.sentences)]
    return rows, tuple(dict.fromkeys(told))
