"""Which chart is shown: the form behind `f`, and what is shown first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.analysis.cells import Rows
from qualcode.analysis.framework import ChartChoice, Order
from qualcode.analysis.people import Attribute, attributes
from qualcode.codebooks.code import OUTSIDE, Codebook
from qualcode.participants.attributes import AppliesTo
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.place import Place
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.form import Field

_GROUPS_OF = "groups by "
_NONE = "none"
_BY_NAME, _BY_FILLED = "name", "most cells filled first"
_ORDERS = {_BY_NAME: Order.NAME, _BY_FILLED: Order.FILLED}
_YES, _NO = "with what is below each code", "each code alone"


async def first_choice(shell: Shell, book: Codebook) -> ChartChoice:
    """The first area of the codebook by participant, or its codes where it has no areas."""
    areas = book.areas()
    return ChartChoice(areas[0].id if areas else None)


async def ask_chart(place: Place, book: Codebook, choice: ChartChoice) -> ChartChoice | None:
    """Ask which chart; None where nothing was chosen."""
    of_people = await place.shell.read(attributes)
    of_documents = await place.shell.read(attributes, AppliesTo.DOCUMENT)
    fields = _fields(book, choice, of_people, of_documents)
    values = await place.app.push_screen_wait(AskForm("Which chart", fields))
    if values is None:
        return None
    areas = {code.title: code.id for code in book.areas()}
    grouped = values["rows"].startswith(_GROUPS_OF)
    rows = Rows.GROUPS if grouped else Rows(values["rows"])
    held = of_documents if rows is Rows.DOCUMENTS else of_people
    by_name = {one.name: one.id for one in held}
    wanted = [part.strip().casefold() for part in values["facts"].split(";") if part.strip()]
    facts = tuple(one.id for name in wanted for one in held if one.name.casefold() == name)
    missing = [name for name in wanted if name not in {one.name.casefold() for one in held}]
    if missing:
        place.shell.say(f"There is no fact “{missing[0]}”; the others are shown.")
    order = values["order"]
    return replace(
        choice,
        area_id=areas.get(values["area"]),
        rows=rows,
        attribute_id=by_name.get(values["rows"].removeprefix(_GROUPS_OF)) if grouped else None,
        nested=values["nested"] == _YES,
        facts=facts,
        order=_ORDERS.get(order) or by_name.get(order, Order.NAME),
        descending=order == _BY_FILLED,
        group_by=by_name.get(values["group"]),
    )


def _fields(
    book: Codebook, choice: ChartChoice, people: Sequence[Attribute], documents: Sequence[Attribute]
) -> list[Field]:
    held = documents if choice.rows is Rows.DOCUMENTS else people
    names = {one.id: one.name for one in (*people, *documents)}
    areas = tuple(code.title for code in book.areas()) + ((OUTSIDE,) if book.outside_areas() else ())
    rows = ("participants", "documents", *(_GROUPS_OF + one.name for one in people))
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
        Field("nested", "Excerpts of", _YES if choice.nested else _NO, "choice", (_NO, _YES)),
        Field("facts", "Facts as the first columns", facts, hint="; ".join(one.name for one in held[:4])),
        Field("order", "In the order of", order, "choice", orders),
        Field("group", "Kept together by", names.get(choice.group_by or "", _NONE), "choice",
              (_NONE, *(one.name for one in held))),
    ]  # fmt: skip
