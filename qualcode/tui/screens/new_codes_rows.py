"""New codes in each document as rows with two runs of bars: the new ones, and the codes there are by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.counts.saturation import Order, Saturation, Spread, Step, Threshold
from qualcode.exports.phrases import counted, in_percent, plural, sentence_case
from qualcode.problem import Problem
from qualcode.tui.screens.counts_rows import NOTHING, bar, counted_of
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.form import Field

WIDE, NARROW = 24, 10  # cells of a bar
ORDERS = 200  # random ones that the order asked for is held against
_ORDERS = {Order.CODED: "as they were first coded", Order.DATE: "by their dates", Order.LIST: "as the list has them"}


@dataclass(frozen=True)
class Chosen:
    """In which order documents are taken, and what the threshold is held against."""

    order: Order = Order.CODED
    base: int = 4
    run: int = 2
    question: str = ""


def columns(width: int) -> tuple[Column, ...]:
    """The columns, with bars of `width` cells."""
    return (
        Column("", 4, right=True),
        Column("document"),
        Column("new", 4, right=True),
        Column("", width),
        Column("so far", 6, right=True),
        Column("", width),
        Column("other orders", 12, right=True, least=100),
    )


def runs(new: Sequence[int], width: int) -> list[tuple[str, str]]:
    """Bars of two runs, a pair for each document: its new codes, and the codes there are by then.

    Each run is drawn against its own greatest number, to an eighth of a cell; nothing is no bar.
    """
    so_far, whole = [], 0
    for number in new:
        whole += number
        so_far.append(whole)
    most = max(new, default=0) or 1
    return [(bar(one / most, width), bar(by / (whole or 1), width)) for one, by in zip(new, so_far, strict=True)]


def document_rows(found: Sequence[Saturation], width: int) -> list[Row]:
    """The documents in their order, those of each kind under its name; a line under one says what was met there."""
    rows: list[Row] = []
    for place, one in enumerate(found):
        if len(found) > 1 and one.kind is not None:
            rows.append(Row(f"kind {place}", (sentence_case(plural(one.kind)),), "heading"))
        drawn = runs([len(step.new) for step in one.steps], width)
        for number, (step, bars) in enumerate(zip(one.steps, drawn, strict=True)):
            spread = one.spread[number] if one.spread else None
            rows.append(_row(f"{place}:{number}", number + 1, step, bars, spread))
            rows += [
                Row(f"met {place}:{met.threshold}", (f"     ▲ {_met(met)}",), "under", spread=True)
                for met in one.thresholds
                if met.at == number + 1
            ]
    return rows


def _row(row_id: str, number: int, step: Step, bars: tuple[str, str], spread: Spread | None) -> Row:
    others = "" if spread is None else f"{spread.fewest}–{spread.most}"
    new = f"{len(step.new):,}" if step.new else NOTHING
    return Row(row_id, (f"{number:,}", step.name, new, bars[0], f"{step.codes:,}", bars[1], others))


def _met(one: Threshold) -> str:
    new = counted(one.new or 0, "new code")
    return f"new information at {in_percent(one.threshold)} from here: {new} in the next {one.run}"


def told(one: Saturation, *, several: bool) -> str:
    """What it says of one kind of document, named where there are `several`, and how much order matters."""
    *own, caution, _ = one.sentences
    counted_codings = counted_of(one.kind if several else None, one.counted)
    return " ".join([counted_codings, *own, caution, *_other_orders(one)])


def _other_orders(one: Saturation) -> list[str]:
    """`In 200 other orders new information came down to 0% after 5 to 9 interviews, in 12 of them never.`"""
    found = []
    for threshold, met in zip(one.thresholds, one.met_at, strict=False):
        if len(one.steps) < threshold.base + threshold.run:
            continue
        after = sorted(number for number in met if number is not None)
        if not after:
            found.append(f"In {len(met):,} random orders it never came down to {in_percent(threshold.threshold)}.")
            continue
        never = f", in {len(met) - len(after):,} of them never" if len(after) < len(met) else ""
        between = f"{after[0]}" if after[0] == after[-1] else f"{after[0]} to {after[-1]}"
        found.append(
            f"In {len(met):,} random orders it came down to {in_percent(threshold.threshold)} after {between}{never}."
        )
    return found


def fields(chosen: Chosen) -> list[Field]:
    """The fields of the form."""
    return [
        Field("order", "Documents", _ORDERS[chosen.order], "choice", tuple(_ORDERS.values())),
        Field("base", "The first documents, whose codes all others are held against", str(chosen.base), hint="4"),
        Field("run", "Documents looked at together after them", str(chosen.run), hint="2 or 3"),
        Field("question", "Only what a question finds", chosen.question, hint="kind:interview"),
    ]


def chosen_of(values: Mapping[str, str]) -> Chosen:
    """What was chosen in the form. Raises Problem for what is no number of documents."""
    numbers = []
    for name in ("base", "run"):
        said = values[name].strip()
        if not said.isdecimal() or not int(said):
            raise Problem(f"“{said}” is no number of documents.", remedy="The usual are 4 and 2.")
        numbers.append(int(said))
    order = next(order for order, words in _ORDERS.items() if words == values["order"])
    return Chosen(order, numbers[0], numbers[1], values["question"].strip())
