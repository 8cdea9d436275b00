"""Which chart is shown: the form behind `f`."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.cells import Rows
from qualcode.analysis.chart_bands import is_banded
from qualcode.analysis.framework import ChartChoice, Order
from qualcode.analysis.people import Attribute, attributes
from qualcode.analysis.tallies import extent
from qualcode.codebooks.code import OUTSIDE, Codebook
from qualcode.participants.attributes import AppliesTo
from qualcode.problem import Problem
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.counts_asking import bands_asked, bands_field
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.form import Field

_GROUPS_OF = "groups by "
_NONE = "none"
_BY_NAME, _BY_FILLED = "name", "most cells filled first"
_ORDERS = {_BY_NAME: Order.NAME, _BY_FILLED: Order.FILLED}
_YES, _NO = "with what is below each code", "each code alone"
_ANY = "any kind"
_SHOWN, _LEFT_OUT = "shown, marked “no words”", "left out"


@dataclass(frozen=True)
class _Known:
    """What the study has to choose from."""

    people: Sequence[Attribute]
    documents: Sequence[Attribute]
    kinds: tuple[str, ...]

    @classmethod
    def of(cls, conn: sqlite3.Connection) -> _Known:
        return cls(attributes(conn), attributes(conn, AppliesTo.DOCUMENT), extent(conn).kinds_apart)

    def facts(self, rows: Rows) -> Sequence[Attribute]:
        """Those that rows of a sort have."""
        return self.documents if rows is Rows.DOCUMENTS else self.people


async def ask_chart(place: Place, book: Codebook, choice: ChartChoice) -> ChartChoice | None:
    """Ask which chart; None where nothing was chosen."""
    known = await place.shell.read(_Known.of)
    values = await place.app.push_screen_wait(AskForm("Which chart", _fields(book, choice, known)))
    if values is None:
        return None
    try:
        chosen, missing = _chosen(book, choice, known, values)
    except Problem as problem:
        place.shell.show_problem(problem)
        return None
    if missing:
        place.shell.say(f"There is no fact “{missing[0]}”; the others are shown.")
    return chosen


def _chosen(
    book: Codebook, choice: ChartChoice, known: _Known, values: Mapping[str, str]
) -> tuple[ChartChoice, list[str]]:
    """What the form asks for, and the facts named in it that there are not. Raises Problem on bands that are none."""
    areas = {code.title: code.id for code in book.areas()}
    grouped = values["rows"].startswith(_GROUPS_OF)
    rows = Rows.GROUPS if grouped else Rows(values["rows"])
    held = known.facts(rows)
    by_name = {one.name: one.id for one in held}
    wanted = [part.strip().casefold() for part in values["facts"].split(";") if part.strip()]
    missing = [name for name in wanted if name not in {one.name.casefold() for one in held}]
    order, kind = values["order"], values.get("kind", _ANY)
    chosen = replace(
        choice,
        area_id=areas.get(values["area"]),
        rows=rows,
        attribute_id=by_name.get(values["rows"].removeprefix(_GROUPS_OF)) if grouped else None,
        nested=values["nested"] == _YES,
        facts=tuple(one.id for name in wanted for one in held if one.name.casefold() == name),
        order=_ORDERS.get(order) or by_name.get(order, Order.NAME),
        descending=order == _BY_FILLED,
        group_by=by_name.get(values["group"]),
        bands=bands_asked(values["bands"]) if "bands" in values else choice.bands,
        kinds=None if kind == _ANY else frozenset([kind]),
        question=values["question"].strip(),
        speaking=values["silent"] == _LEFT_OUT,
    )
    return chosen, missing


def _fields(book: Codebook, choice: ChartChoice, known: _Known) -> list[Field]:
    held = known.facts(choice.rows)
    names = {one.id: one.name for one in (*known.people, *known.documents)}
    areas = tuple(code.title for code in book.areas()) + ((OUTSIDE,) if book.outside_areas() else ())
    rows = ("participants", "documents", *(_GROUPS_OF + one.name for one in known.people))
    now = _GROUPS_OF + names.get(choice.attribute_id or "", "") if choice.rows is Rows.GROUPS else choice.rows.value
    orders = (_BY_NAME, _BY_FILLED, *(one.name for one in held))
    ordered = {order: words for words, order in _ORDERS.items()} | names
    order = ordered.get(choice.order, _BY_NAME)
    titles = {one.id: one.title for one in book.areas()}
    area = titles.get(choice.area_id or "") or (areas[-1] if areas else "")
    facts = "; ".join(names[one] for one in choice.facts if one in names)
    return [
        Field("area", "Area", area, "choice", areas or ("",)),
        Field("rows", "Rows", now if now in rows else "participants", "choice", rows),
        *_narrowing(choice, known),
        Field("nested", "Excerpts of", _YES if choice.nested else _NO, "choice", (_NO, _YES)),
        Field("facts", "Facts as the first columns", facts, hint="; ".join(one.name for one in held[:4])),
        Field("order", "In the order of", order, "choice", orders),
        Field("group", "Kept together by", names.get(choice.group_by or "", _NONE), "choice",
              (_NONE, *(one.name for one in held))),
        *([bands_field(choice.bands)] if any(map(is_banded, (*known.people, *known.documents))) else []),
    ]  # fmt: skip


def _narrowing(choice: ChartChoice, known: _Known) -> list[Field]:
    """Which rows alone are shown."""
    now = next(iter(choice.kinds), _ANY) if choice.kinds is not None else _ANY
    kinds = tuple(dict.fromkeys((*known.kinds, *(choice.kinds or ()))))
    silent = _LEFT_OUT if choice.speaking else _SHOWN
    return [
        *([Field("kind", "Only rows with words in", now, "choice", (_ANY, *kinds))] if kinds else []),
        Field("question", "Only rows that a question finds", choice.question, hint="attr:role=carer kind:interview"),
        Field("silent", "Who spoke no words", silent, "choice", (_SHOWN, _LEFT_OUT)),
    ]
