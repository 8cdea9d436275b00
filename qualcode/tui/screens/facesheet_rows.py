"""The preview of a table as rows: its columns, and what fits, fits nobody, or is doubtful."""

from __future__ import annotations

from qualcode.participants.columns import Column as TableColumn
from qualcode.participants.columns import Meaning
from qualcode.participants.facesheet import Fit, Plan, Stranger
from qualcode.tui.widgets.drawn_rows import Column, Row

COLUMNS = (Column("column", 18), Column("what it is"), Column("may be printed", 14))
_NOT_ASKED = "·"


def column_rows(plan: Plan) -> list[Row]:
    """A row for each column of the table; the id is its place."""
    return [_column_row(column) for column in plan.columns]


def _column_row(column: TableColumn) -> Row:
    place = str(column.place)
    if column.meaning is not Meaning.ATTRIBUTE:
        look = "quiet" if column.meaning is Meaning.LEFT_OUT else "area"
        return Row(place, (column.heading, str(column.meaning), _NOT_ASKED), look)
    choices = f": {', '.join(column.type.choices)}" if column.type.choices else ""
    known = "" if column.attribute_id else "new, "
    return Row(place, (column.heading, f"{known}{column.kind}{choices}", _tick(column.printable)))


def _tick(ticked: bool) -> str:
    return "[x]" if ticked else "[ ]"


def found_rows(plan: Plan, new: frozenset[int]) -> list[Row]:
    """Three lists under their headings: doubtful, fits nobody, fits."""
    rows: list[Row] = []
    doubts = [
        Row(
            f"doubt:{doubt.id}",
            (f"{_tick(doubt.accepted)} {doubt.offer}: {doubt.sentence}" if doubt.offer else f"    {doubt.sentence}",),
            "warning" if doubt.offer and not doubt.accepted else "plain",
            spread=True,
        )
        for doubt in plan.doubts
    ]
    doubts += [Row(f"note:{n}", (f"    {note}",), spread=True) for n, note in enumerate(plan.notes)]
    added = [fit for fit in plan.fits if fit.target is None]
    nobody = [_stranger_row(one) for one in plan.strangers] + [_new_row(fit) for fit in added if fit.line in new]
    fits = [_fit_row(fit) for fit in plan.fits if fit.target is not None]
    for heading, listed in (("Doubtful", doubts), ("Fits nobody", nobody), ("Fits", fits)):
        if rows:
            rows.append(Row(f"space:{heading}", ("",), "heading", spread=True))
        rows.append(Row(f"heading:{heading}", (f"{heading} · {len(listed):,}",), "heading", spread=True))
        rows += listed
    return rows


def _stranger_row(one: Stranger) -> Row:
    tick = f"{_tick(False)} add as new: " if one.may_be_new else "    "
    return Row(f"new:{one.line}", (f"{tick}{one.name} (row {one.line}) {one.why}",), spread=True)


def _new_row(fit: Fit) -> Row:
    words = f"{_tick(True)} add as new: {fit.name} (row {fit.line}) · {' · '.join(fit.changes)}"
    return Row(f"new:{fit.line}", (words,), spread=True)


def _fit_row(fit: Fit) -> Row:
    return Row(
        f"fit:{fit.line}",
        (f"    {fit.name} · {' · '.join(fit.changes) or 'nothing new'}",),
        "plain" if fit.changes else "quiet",
        spread=True,
    )
