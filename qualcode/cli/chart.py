"""`qualcode chart`: what people wrote in the chart of an area, printed or written to a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.recognising import gathered, say_although, warn, widen_option
from qualcode.cli.saying import names_here, say
from qualcode.cli.study_option import opened, study_option
from qualcode.cli.tables import format_options, show, unlike
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.transcript import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.analysis.people import Attribute
    from qualcode.codebooks.code import Codebook
    from qualcode.exports.framework import PrintedChart


_ORDERS = {"name": "name", "filled": "filled", "most cells filled first": "filled"}  # as on the screen, too
_FIXED = ("row", "code", "excerpts", "state", "summary")


@click.command("chart")
@click.argument("area", required=False)
@click.option(
    "--rows",
    type=click.Choice(["participants", "documents", "groups"]),
    default="participants",
    metavar="ROWS",
    help="What the rows are: participants, documents or groups.",
)
@click.option("--by", "attribute", metavar="FACT", help="The fact that makes the groups, with --rows groups.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([kind.value for kind in Kind]),
    multiple=True,
    metavar="KIND",
    help="Only rows with words in this kind of document; may be repeated.",
)
@click.option("--question", default="", metavar="QUESTION", help="Only rows that a question finds: attr:role=nurse.")
@click.option("--with-words", is_flag=True, help="Leave out who spoke no words and of whom nothing is written.")
@click.option("--fact", "facts", multiple=True, metavar="FACT", help="A fact as the first column; may be repeated.")
@click.option(
    "--order",
    default="name",
    metavar="ORDER",
    help="In the order of name, filled (most cells filled first), or a fact.",
)
@click.option("--group", metavar="FACT", help="Kept together by a fact, numbers and dates in bands.")
@click.option("--bands", type=click.IntRange(1), default=4, help="How many bands numbers and dates are put in.")
@click.option("--as-full", is_flag=True, help="Make the bands equally full instead of equally wide.")
@click.option("--cut", "cuts", multiple=True, metavar="VALUE", help="Begin a band here: 18 or 2026-03-01.")
@click.option("--nested", is_flag=True, help="Take what is coded below a code along.")
@click.option("--xlsx", "xlsx", type=click.Path(path_type=Path), help="Write a workbook that can be brought back.")
@click.option("--docx", "docx", type=click.Path(path_type=Path), help="Write it in Word, on A4 lying on its side.")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Write it as one web page.")
@click.option("--a3", is_flag=True, help="Let the Word file have A3 pages.")
@click.option("--outside", is_flag=True, help="For readers outside the team: only what may be paraphrased or quoted.")
@click.option("--coder-names", is_flag=True, help="Print who wrote each summary, and when.")
@widen_option
@format_options
@study_option
def command(
    area: str | None,
    rows: str,
    attribute: str | None,
    kinds: tuple[str, ...],
    question: str,
    with_words: bool,
    facts: tuple[str, ...],
    order: str,
    group: str | None,
    bands: int,
    as_full: bool,
    cuts: tuple[str, ...],
    nested: bool,
    xlsx: Path | None,
    docx: Path | None,
    html: Path | None,
    a3: bool,
    outside: bool,
    coder_names: bool,
    widen: bool,
    form: str | None,
    study: Path | None,
) -> None:
    """Show the chart of AREA, or write it to a file; without AREA those of all areas.

    What narrows the rows never narrows what stands in a cell.

    For example: qualcode chart 1 --fact role --fact age --group region --order age --xlsx access.xlsx
    """
    from qualcode.analysis.cells import Rows
    from qualcode.analysis.codes import codebook
    from qualcode.analysis.counts.asked import Bands, Cut
    from qualcode.analysis.framework import ChartChoice
    from qualcode.analysis.people import attributes
    from qualcode.exports.chart_files import write_charts
    from qualcode.exports.files import check_name
    from qualcode.exports.framework import ChartExport
    from qualcode.exports.gather_charts import printed_charts
    from qualcode.exports.leaving import release
    from qualcode.exports.recognised import recognised_in_charts
    from qualcode.participants.attributes import AppliesTo
    from qualcode.participants.disclosure import Audience

    targets = [path for path in (xlsx, docx, html) if path is not None]
    with opened(study, writes=widen) as project:
        known = [
            *attributes(project.conn, AppliesTo.DOCUMENT if rows == Rows.DOCUMENTS else AppliesTo.PARTICIPANT),
            *(attributes(project.conn, AppliesTo.DOCUMENT) if rows == Rows.GROUPS else ()),
        ]
        _check(rows, attribute, (*facts, *([group] if group else [])), order, known)
        choice = ChartChoice(
            None,
            rows=Rows(rows),
            attribute_id=_attribute(known, attribute).id if attribute is not None else None,
            nested=nested,
            facts=tuple(dict.fromkeys(_attribute(known, one).id for one in facts)),
            order=_ORDERS.get(order) or _attribute(known, order, _ORDERS).id,
            descending=_ORDERS.get(order) == "filled",
            group_by=_attribute(known, group).id if group is not None else None,
            kinds=frozenset(kinds) or None,
            question=question,
            speaking=with_words,
            bands=Bands(Cut.OWN if cuts else Cut.QUANTILE if as_full else Cut.WIDTH, bands, cuts),
        )
        areas = None if area is None else (_area(codebook(project.conn), area),)
        audience = Audience.OUTSIDE if outside else Audience.TEAM
        for path in targets:
            check_name(path, project.names)
        export = ChartExport(choice, areas, audience, coder_names=coder_names)
        value, found = gathered(
            project,
            lambda: project.read_copy(printed_charts, export, datetime.now().astimezone()),
            recognised_in_charts,
            widen=widen and outside,
        )
        if targets:
            warn(found, audience)
        if outside or (form is not None and not targets):  # the team reads it beside what is held back
            say_although(project, value)
    for path in targets:
        written = release(names_here(), write_charts, value, path, a3=a3)
        for sentence in written.sentences:
            say(sentence)
        for each in written.paths:
            say(str(each), real_names=True)
    if not targets:
        if form is None and audience.notice and any(one.rows for one in value.charts):
            say(audience.notice)
        told = list(dict.fromkeys(one.narrowed for one in value.charts if one.narrowed))
        if form is None:
            for sentence in told:
                say(sentence)
        nobody = "No participants yet. Bring their interviews in with: qualcode import FOLDER"
        show(
            [row for one in value.charts for row in _rows(one, form)],
            form,
            empty="No rows are left of this." if told else nobody,
            wide="summary",
        )
    if form is None or targets:
        hidden = [one for one in known if one.id in (*choice.facts, choice.group_by) and not one.printable]
        for one in hidden if outside else []:
            say(f"“{plain(one.name)}” may not be printed outside the team, and is left out.")
        for sentence in value.held_back:
            say(sentence)


def _check(rows: str, attribute: str | None, facts: Sequence[str], order: str, known: Sequence[Attribute]) -> None:
    """Raise Problem where groups are asked for and not by what, or what only other rows have."""
    if rows != "groups":
        if attribute is not None:
            raise Problem(f"The rows are {rows}, and are made by no fact.", remedy="Add --rows groups.")
        return
    if attribute is None:
        raise Problem("Groups by what?", _named(known), "Name a fact, such as --by role.")
    if facts or order not in _ORDERS:
        raise Problem(
            "Groups have no facts of their own.",
            "Each is a value of one fact, and they stand in the order of its values.",
            f"Leave --fact and --group out, and let --order be {' or '.join(dict.fromkeys(_ORDERS.values()))}.",
        )


def _area(book: Codebook, named: str) -> str:
    """The id of the area meant. Raises Problem where it is none, or several."""
    from qualcode.codebooks.code import OUTSIDE
    from qualcode.exports.gather_charts import NO_AREA
    from qualcode.project.placing import find_area

    outside = bool(book.outside_areas())
    if outside and named.strip().casefold() == OUTSIDE.casefold():
        return NO_AREA
    return find_area(book, named, *([OUTSIDE] if outside else [])).id


def _attribute(known: Sequence[Attribute], named: str, also: Iterable[str] = ()) -> Attribute:
    """The fact meant. Raises Problem, with those there are, and what else may be said, where there is none."""
    found = next((one for one in known if one.name.casefold() == named.strip().casefold()), None)
    if found is None:
        raise Problem(f"There is no fact “{plain(named)}”.", _named(known, also))
    return found


def _named(known: Iterable[Attribute], also: Iterable[str] = ()) -> str:
    names = ", ".join(f"“{plain(name)}”" for name in dict.fromkeys((*also, *(one.name for one in known))))
    return f"There are {names}." if names else "There are no facts in this study yet."


def _rows(one: PrintedChart, form: str | None) -> list[dict[str, Any]]:
    """A line for each cell: of whom, under which code, where it stands, and what was written.

    What keeps rows together is the first column, and facts stand after the row; for programs each has a field of its
    own.
    """
    found: list[dict[str, Any]] = []
    names: list[str] = []
    for head in (one.group_head, *one.heads):
        names.append(unlike(plain(head), (*_FIXED, *names)))
    for row in one.rows:
        cells = [("portrait", row.portrait)] if row.portrait is not None else []
        for title, cell in (*cells, *zip((title for _, title in one.codes), row.cells, strict=True)):
            line: dict[str, Any] = {
                **({names[0]: row.group or "–"} if one.group_head and form is None else {}),
                "row": row.name,
                **(dict(zip(names[1:], row.facts, strict=True)) if form is None else {}),
                "code": title,
                "excerpts": cell.excerpts,
                "state": str(cell.state),
            }
            if form:
                facts = dict(zip(one.heads, row.facts, strict=True))
                told = facts if form == "json" else [f"{name}: {fact}" for name, fact in facts.items()]
                line |= {"area": one.title, "changed": list(cell.changed), "by": cell.by, "facts": told}
                line |= {"group": row.group} if one.group else {}
            line["summary"] = cell.text if cell.held else " ".join(cell.words.split()) if form is None else cell.words
            found.append(line)
    return found
