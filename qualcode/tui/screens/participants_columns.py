"""Questions about the attributes of a table: what one is, how the table is sorted, which may be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from textual.app import App

from qualcode.edits.attributes import KINDS, AddAttribute, ChangeAttribute, NewAttribute, checked_wider
from qualcode.edits.store import Edit
from qualcode.edits.together import Together
from qualcode.exports.phrases import plural
from qualcode.participants.attributes import AppliesTo, Attribute, AttributeKind, parts_of
from qualcode.participants.numbers import number_in
from qualcode.participants.wider import AS_THEY_ARE, Wider
from qualcode.problem import Problem
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.export_boxes import TickMany
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.form import Field

JOINED = "; "
OF_KIND = "kind:"


@dataclass(frozen=True, slots=True)
class Order:
    """How a table is sorted: by a column's id (empty: as it comes), and which way."""

    by: str = ""
    backwards: bool = False


async def ask_attribute(app: App[object], attribute: Attribute | None, applies_to: AppliesTo) -> Edit | None:
    """The edit that makes a new attribute, or changes the one given; None where nothing is to be done."""
    kind = attribute.kind if attribute else str(AttributeKind.TEXT)
    wider = attribute.wider if attribute else AS_THEY_ARE
    fields = [
        Field("name", "Name", attribute.name if attribute else "", hint="such as role"),
        Field("kind", "Kind", kind, "choice", KINDS),
        Field(
            "choices",
            "Choices, in order for a scale, with semicolons between",
            JOINED.join(attribute.choices) if attribute else "",
            hint="such as never; sometimes; often",
        ),
        Field(
            "printable", "may be printed beside a quote", "yes" if attribute and attribute.printable else "", "tick"
        ),
        Field(
            "bands",
            "Numbers printed in bands of",
            f"{wider.width:f}" if wider.width is not None else "",
            hint="such as 10; empty for the number itself",
        ),
        Field(
            "told",
            "Values printed by a wider word",
            JOINED.join(f"{value} = {word}" for value, word in wider.words),
            hint="such as commissioner = senior manager; chair = senior manager",
        ),
    ]
    what = "participants" if applies_to is AppliesTo.PARTICIPANT else "documents"
    title = f"What “{attribute.name}” is" if attribute else f"A new attribute of {what}"
    found = await app.push_screen_wait(AskAttribute(title, fields, needed="It needs a name."))
    if found is None:
        return None
    choices = parts_of(found["choices"])
    printable = found["printable"] == "yes"
    told = wider_in(found["bands"], found["told"])
    if attribute is None:
        new = NewAttribute(found["name"], AttributeKind(found["kind"]), choices, printable, told)
        return AddAttribute(new, applies_to)
    given = {"name": found["name"], "kind": found["kind"], "choices": choices, "printable": int(printable)}
    return ChangeAttribute(attribute.id, {**given, "printed_as": told})


class AskAttribute(AskForm):
    """Asks what an attribute is; bands are of numbers, and words are told as `value = word`."""

    def refusal(self, values: Mapping[str, str]) -> str:
        """Whether it has no name, or what is wrong with how it is to be printed."""
        if refusal := super().refusal(values):
            return refusal
        if values["bands"].strip() and number_in(values["bands"]) is None:
            return "The bands need a number, such as 10."
        if any("=" not in one for one in parts_of(values["told"])):
            return "Write a wider word as: commissioner = senior manager"
        try:
            checked_wider(wider_in(values["bands"], ""), AttributeKind(values["kind"]), values["name"])
        except Problem as problem:
            return problem.title
        return ""


def wider_in(bands: str, told: str) -> Wider:
    """How values are told in print, as it was typed."""
    pairs = (one.partition("=") for one in parts_of(told))
    words = {" ".join(value.split()): " ".join(word.split()) for value, _, word in pairs}
    return Wider(number_in(bands) or None).with_words(words)


async def ask_printable(app: App[object], attributes: Sequence[Attribute]) -> Edit | None:
    """The edit that says which attributes may be printed; None where nothing is to be done."""
    now = {one.id for one in attributes if one.printable}
    words = "Those that are ticked may stand beside a quote."
    rows = [(one.id, one.name) for one in attributes]
    wanted = await app.push_screen_wait(TickMany("Facts that may be printed", rows, now, words))
    if wanted is None or wanted == now:
        return None
    edits = [
        ChangeAttribute(one.id, {"printable": int(one.id in wanted)})
        for one in attributes
        if (one.id in wanted) != one.printable
    ]
    return Together(edits, "Facts that may be printed")


async def ask_table(
    app: App[object],
    heading: str,
    attribute: Attribute | None,
    order: Order,
    column: str,
    doubtful_only: bool,
    kinds: Mapping[str, int] = MappingProxyType({}),
    of_kind: str = "",
) -> str | None:
    """What is to be done with the table, from its column under the cursor; `kinds` are those people can be shown of.

    Each is a kind of document, with the number of its people.
    """
    sorted_here = order.by == column
    choices = [
        ("print", "Which attributes may be printed…", ""),
        ("up", f"Sort by {heading}", "what is missing stays last"),
        ("down", f"Sort by {heading}, last first", ""),
    ]
    if order.by:
        choices.append(("unsort", "As it was, by pseudonym", ""))
    doubtful = "Show everybody" if doubtful_only else "Only people with something doubtful (?)"
    choices.append(("doubtful", doubtful, ""))
    if len(kinds) > 1:
        choices += [
            (f"{OF_KIND}{kind}", f"Only people in {plural(Kind(kind))}", f"{number:,} of them")
            for kind, number in kinds.items()
            if kind != of_kind
        ]
    if of_kind:
        choices.append((OF_KIND, "People of all kinds of document", ""))
    if attribute is not None:
        choices += [
            ("attribute", f"What “{attribute.name}” is…", f"now: {described(attribute)}"),
            ("remove", f"Remove the attribute “{attribute.name}”", "u brings it back with its values"),
        ]
    chosen = "down" if sorted_here and not order.backwards else None
    return await app.push_screen_wait(Choose("This table", choices, chosen=chosen))


def described(attribute: Attribute) -> str:
    """`scale: never, sometimes, often; may be printed`."""
    choices = f": {', '.join(attribute.choices)}" if attribute.choices else ""
    told = f", {attribute.wider.phrase}" if attribute.wider else ""
    return f"{attribute.kind}{choices}{f'; may be printed{told}' if attribute.printable else ''}"
