"""New codes per document in the order they were coded, and when nothing new came any more.

The threshold is that of Guest, Namey and Chen (2020): the codes found in the first documents (the base, 4 unless said
otherwise) are the information there is to begin with. The codes that are new in each run of documents after the base
(2 or 3 of them; the next run begins one document later) are divided by those of the base. The first run whose share
is no more than the threshold (0, or 5 in a hundred) meets it: what came before the run was enough.

Guest, G., Namey, E. & Chen, M. (2020). A simple method to assess and report thematic saturation in qualitative
research. PLoS ONE 15(5), e0232076.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from statistics import median

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked
from qualcode.analysis.counts.passages import Passages
from qualcode.analysis.counts.scope import Scope, Source, scope
from qualcode.analysis.counts.tables import in_question, kinds_apart, of_kind
from qualcode.analysis.excerpts import counted_phrase
from qualcode.analysis.phrases import counted, documents_of, in_percent, plural
from qualcode.problem import Problem
from qualcode.transcripts.transcript import Kind

CAUTION = (
    "Order decides this: coded in another order, the new codes would come elsewhere. "
    "A code that was made late and given to earlier documents as well counts as new in the first that has it."
)


class Order(StrEnum):
    """In which order documents are taken: as they were first coded, by their dates, or as the list has them."""

    CODED = "coded"
    DATE = "date"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Step:
    """A document in its turn: the ids of the codes that are new in it, and how many codes there are by then."""

    document_id: str
    name: str
    new: tuple[str, ...]
    codes: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """Whether and when the new information fell to a threshold; numbers of documents count from 1.

    `base_codes` are those of the first `base` documents. Where it is met, `at` is the last document before the run,
    `confirmed_at` the run's last, and `new` the codes that are new in the run; else all three are None.
    """

    threshold: float
    base: int
    run: int
    base_codes: int
    at: int | None = None
    confirmed_at: int | None = None
    new: int | None = None

    @property
    def share(self) -> float | None:
        """The new codes of the run that met it, as a share of those of the base."""
        return None if self.new is None or not self.base_codes else self.new / self.base_codes


@dataclass(frozen=True, slots=True)
class Spread:
    """How many codes there are by a document over many orders: the fewest, the middle one, the most."""

    fewest: int
    middle: float
    most: int


@dataclass(frozen=True)
class Saturation:
    """New codes in the documents of one kind, of all where `kind` is None, in the order asked for.

    `uncoded` documents have no counted coding and are left out. `spread` has an entry for each step where random
    orders were asked for, and `met_at` the documents after which each threshold was met in those, None where not.
    `one_kind` is the kind of all its documents, None where they are of several.
    """

    kind: Kind | None
    order: Order
    steps: tuple[Step, ...]
    thresholds: tuple[Threshold, ...]
    uncoded: int
    counted: str
    spread: tuple[Spread, ...] = ()
    met_at: tuple[tuple[int | None, ...], ...] = ()
    one_kind: Kind | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it says: when each threshold was met, what is left out, the caution, and which codings are counted."""
        lookable = [one for one in self.thresholds if len(self.steps) >= one.base + one.run]
        told = [self._sentence(tuple(same)) for _, same in groupby(lookable, key=_met_by)]
        if not told and self.thresholds:
            needed = min(one.base + one.run for one in self.thresholds)
            told.append(
                f"Whether new information is running out cannot be told yet: it takes {self._documents(needed)}."
            )
        if self.uncoded:
            verb = "is" if self.uncoded == 1 else "are"
            told.append(f"{self._documents(self.uncoded)} without codings {verb} left out.")
        return (*told, CAUTION, f"Counted: {self.counted}.")

    def _sentence(self, same: Sequence[Threshold]) -> str:
        """When thresholds were met that the same run met, or that one was not."""
        one = same[0]
        share = " and ".join(in_percent(each.threshold) for each in same)
        if one.at is None:
            return f"New information has not come down to {share} of the first {one.base}’s codes yet."
        came = f"{counted(one.new or 0, 'new code')}, {in_percent(one.share or 0)} of the {one.base_codes}"
        return (
            f"New information came down to {share} after {self._documents(one.at)}: "
            f"the next {one.run} brought {came} of the first {one.base}."
        )

    def _documents(self, number: int) -> str:
        return counted(number, "document") if self.one_kind is None else documents_of(self.one_kind, number)

    @property
    def caption(self) -> str:
        """`New codes in interviews, in the order they were coded`."""
        orders = {Order.CODED: "they were first coded", Order.DATE: "of their dates", Order.LIST: "of the list"}
        what = "documents" if self.one_kind is None else plural(self.one_kind)
        return f"New codes in {what}, in the order {orders[self.order]}"


def _met_by(one: Threshold) -> tuple[float | None, ...]:
    """The same for thresholds that one run met."""
    return one.base, one.run, one.at, one.threshold if one.at is None else None


def saturation(
    conn: sqlite3.Connection,
    asked: Asked | None = None,
    *,
    order: Order = Order.CODED,
    base: int = 4,
    run: int = 2,
    thresholds: Sequence[float] = (0.0, 0.05),
    codes: Collection[str] | None = None,
    orders: int = 0,
    seed: int = 2020,
) -> tuple[Saturation, ...]:
    """New codes per document, kind by kind unless `asked` wants kinds together; codes outside totals do not count.

    `codes` are those looked at, None for all. `orders` is how many random orders are tried, with `seed` always the
    same. Raises Problem for a base or a run of no documents.
    """
    if base < 1 or run < 1:
        raise Problem("The base and the run must be at least one document.", remedy="The usual are 4 and 2.")
    asked = asked or Asked()
    whole = scope(conn, asked.documents, asked.people, asked.kinds)
    book = codebook(conn)
    aside = frozenset(one for area in book.areas() if not area.in_totals for one in book.with_descendants(area.id))
    held = in_question(conn, asked, whole)
    wanted = {one for one in held.codes if one not in aside and (codes is None or one in codes)}
    first = _firsts(conn) if order is Order.CODED else {}
    dates = _dates(conn) if order is Order.DATE else {}
    place = {code.id: place for place, (code, _) in enumerate(book.walk())}
    phrase = counted_phrase(conn)
    found = []
    for kind in kinds_apart(asked, whole):
        here = whole.of(kind)
        by_document = _codes_of(of_kind(held, whole, kind), wanted)
        sources = _ordered([here.sources[one] for one in here.sources if one in by_document], order, first, dates)
        sets = [by_document[source.id] for source in sources]
        made = _tried(sets, base, run, thresholds, orders, seed)
        found.append(
            Saturation(
                kind,
                order,
                _steps(sources, sets, place),
                tuple(threshold_met(new_counts(sets), base, run, one) for one in thresholds),
                _without(here, by_document),
                phrase,
                *made,
                one_kind=here.kinds[0] if len(here.kinds) == 1 else None,
            )
        )
    return tuple(found)


def new_counts(sets: Sequence[Collection[str]]) -> list[int]:
    """How many of each set's members were in none before it."""
    seen: set[str] = set()
    found = []
    for one in sets:
        before = len(seen)
        seen |= set(one)
        found.append(len(seen) - before)
    return found


def threshold_met(new: Sequence[int], base: int, run: int, threshold: float) -> Threshold:
    """The first run after the base whose new codes are no more than a share of the base's."""
    whole = sum(new[:base])
    if whole:
        for begin in range(base, len(new) - run + 1):
            came = sum(new[begin : begin + run])
            if came <= threshold * whole + 1e-9:
                return Threshold(threshold, base, run, whole, begin, begin + run, came)
    return Threshold(threshold, base, run, whole)


def _codes_of(found: Passages, wanted: Set[str]) -> dict[str, set[str]]:
    made: dict[str, set[str]] = {}
    for document, code in zip(found.documents, found.codes, strict=True):
        if code in wanted:
            made.setdefault(document, set()).add(code)
    return made


def _without(here: Scope, by_document: Collection[str]) -> int:
    return sum(one not in by_document for one in here.sources)


def _ordered(sources: list[Source], order: Order, first: dict[str, float], dates: dict[str, str]) -> list[Source]:
    """The documents in the order asked for; those without a date last, equals as the list has them."""
    if order is Order.CODED:
        return sorted(sources, key=lambda source: first.get(source.id) or 0.0)
    if order is Order.DATE:
        return sorted(sources, key=lambda source: (source.id not in dates, dates.get(source.id, "")))
    return sources


def _firsts(conn: sqlite3.Connection) -> dict[str, float]:
    """When the first counted coding of each document was made, in days; moments are kept in their writers' zones."""
    return dict(
        conn.execute(
            "SELECT document_id, min(julianday(created_at)) FROM coding_counted WHERE current_stop > current_start "
            "GROUP BY document_id"
        )
    )


def _dates(conn: sqlite3.Connection) -> dict[str, str]:
    return dict(conn.execute("SELECT id, date FROM document WHERE deleted_at IS NULL AND date != ''"))


def _steps(sources: Sequence[Source], sets: Sequence[set[str]], place: dict[str, int]) -> tuple[Step, ...]:
    seen: set[str] = set()
    steps = []
    for source, codes in zip(sources, sets, strict=True):
        new = sorted(codes - seen, key=lambda code: place.get(code, len(place)))
        seen |= codes
        steps.append(Step(source.id, source.name, tuple(new), len(seen)))
    return tuple(steps)


def _tried(
    sets: Sequence[set[str]], base: int, run: int, thresholds: Sequence[float], orders: int, seed: int
) -> tuple[tuple[Spread, ...], tuple[tuple[int | None, ...], ...]]:
    """How the same documents would have come out in random orders."""
    if not orders or not sets:
        return (), ()
    dice = random.Random(seed)
    bits: dict[str, int] = {}
    # As the bits of a number: a fifth of the time that sets take.
    shuffled = [sum(1 << bits.setdefault(code, len(bits)) for code in sorted(one)) for one in sets]
    runs: list[list[int]] = []
    for _ in range(orders):
        dice.shuffle(shuffled)
        seen, new = 0, []
        for codes in shuffled:
            new.append((codes & ~seen).bit_count())
            seen |= codes
        runs.append(new)
    totals = [0] * orders
    spread = []
    for step in range(len(sets)):
        totals = [before + new[step] for before, new in zip(totals, runs, strict=True)]
        spread.append(Spread(min(totals), float(median(totals)), max(totals)))
    met = tuple(tuple(threshold_met(new, base, run, one).at for new in runs) for one in thresholds)
    return tuple(spread), met
