"""Who could be recognised by the facts that stand beside them in print, and the least that mends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, reduce
from itertools import combinations
from math import log2
from operator import and_, or_
from typing import TypeAlias

from qualcode.participants.attributes import AttributeKind, ValueType
from qualcode.participants.numbers import number_in
from qualcode.participants.wider import band, band_in, lowest

FEWEST = 5
"""How many people of the study must share what is told of one of them."""

_OFFERED = 3
_MOST_JOINED = 40  # of an attribute with more different values than this, two in one word are no help to a writer

Said: TypeAlias = str | frozenset[str]
"""A value as it is printed; several choices as a set."""

Facts: TypeAlias = Mapping[str, Said]
"""What is known of one person, by the id of the attribute."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A person as printed: `who` they are called, and the attributes that stand beside them anywhere in the output.

    A reader joins what one page tells with what another does, so they are all of the output together.
    """

    person: str
    who: str
    attributes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """One fact told otherwise: `instead` of the value in print, which then stands for `values`; left out where empty.

    `joins` says that `instead` lists several words, for which the writer finds one.
    """

    attribute: str
    instead: str = ""
    values: frozenset[Said] = frozenset()
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Mending:
    """Changes after which `people` of the study share what is told.

    `loss` is how much less is told: for each fact changed, the number of times the people of whom it is true doubles
    (leaving out a region of half the study loses 1, that of one person in eight loses 3), added up.
    """

    changes: tuple[Change, ...]
    people: int
    loss: float


@dataclass(frozen=True, slots=True)
class Recognisable:
    """Somebody who could be recognised: the facts in print, how many people share them all, what would mend it.

    The `mendings` are the least first; empty where the whole study has too few people.
    """

    who: str
    facts: tuple[tuple[str, Said], ...]
    people: int
    mendings: tuple[Mending, ...]


def recognisable(
    people: Mapping[str, Facts],
    shown: Iterable[Shown],
    types: Mapping[str, ValueType],
    fewest: int = FEWEST,
) -> tuple[Recognisable, ...]:
    """Those of whom more is shown than `fewest` people of the study share, by how few they are, then as called.

    `people` are all of the study, those shown among them; `types` has the attributes in the order in which they are
    told. A fact of which nothing is known tells nothing of that person, and nobody shares one they do not have.
    """
    return Crowd(people, types).recognisable(shown, fewest)


class Crowd:
    """The people of a study, ready to be counted by what they share. Sets of people are bits of whole numbers."""

    def __init__(self, people: Mapping[str, Facts], types: Mapping[str, ValueType]) -> None:
        self.people, self.types = people, types
        self._everybody = (1 << len(people)) - 1
        self._with: dict[str, dict[Said, int]] = {attribute: {} for attribute in types}
        for place, facts in enumerate(people.values()):
            for attribute, said in facts.items():
                if said and attribute in types:
                    held = self._with[attribute]
                    held[said] = held.get(said, 0) | 1 << place
        self._known: dict[tuple[tuple[str, Said], ...], tuple[Mending, ...]] = {}

    def recognisable(self, shown: Iterable[Shown], fewest: int = FEWEST) -> tuple[Recognisable, ...]:
        """As `recognisable` of these people."""
        found = []
        for one in shown:
            known = self.people[one.person]
            facts = tuple((name, known[name]) for name in self.types if name in one.attributes and known.get(name))
            count = self.sharing(facts)
            if facts and count < fewest:
                if facts not in self._known:
                    self._known[facts] = self._mendings(facts, fewest)
                found.append(Recognisable(one.who, facts, count, self._known[facts]))
        return tuple(sorted(found, key=lambda each: (each.people, len(each.who), each.who)))

    def sharing(self, facts: Iterable[tuple[str, Said]]) -> int:
        """How many people share all of some facts."""
        return self._all(facts).bit_count()

    def _all(self, facts: Iterable[tuple[str, Said]]) -> int:
        return reduce(and_, (self._with[name].get(said, 0) for name, said in facts), self._everybody)

    # What mends it

    def _mendings(self, facts: Sequence[tuple[str, Said]], fewest: int) -> tuple[Mending, ...]:
        """One fact changed where that is enough; else as few as possible left out."""
        found = [
            Mending((change,), count, self._loss(name, said, change))
            for name, said in facts
            for change, count in self._changes(name, said, self._all(one for one in facts if one[0] != name), fewest)
        ]
        for number in range(2, len(facts) + 1):
            if found:
                break
            for left_out in combinations(facts, number):
                count = self.sharing(one for one in facts if one not in left_out)
                if count >= fewest:
                    changes = tuple(Change(name) for name, _ in left_out)
                    loss = sum(self._loss(*fact, change) for fact, change in zip(left_out, changes, strict=True))
                    found.append(Mending(changes, count, loss))
        places = {name: place for place, name in enumerate(self.types)}
        found.sort(key=lambda one: (one.loss, [(places[change.attribute], change.instead) for change in one.changes]))
        return tuple(found[:_OFFERED])

    def _loss(self, name: str, said: Said, change: Change) -> float:
        after = sum(self._with[name][one].bit_count() for one in change.values) if change.values else len(self.people)
        return log2(after / self._with[name][said].bit_count())

    def _changes(self, name: str, said: Said, others: int, fewest: int) -> Iterator[tuple[Change, int]]:
        """What may be done about one fact, with how many then share it and all `others`, where they are enough."""
        if (count := others.bit_count()) >= fewest:
            yield Change(name), count
        if not isinstance(said, str):
            return
        kind = self.types[name].kind
        if kind is AttributeKind.NUMBER:
            yield from self._bands(name, said, others, fewest)
        elif kind is AttributeKind.SCALE:
            yield from self._stretches(name, said, others, fewest)
        elif kind in (AttributeKind.CHOICE, AttributeKind.TEXT):
            yield from self._joined(name, said, others, fewest)

    def _bands(self, name: str, said: str, others: int, fewest: int) -> Iterator[tuple[Change, int]]:
        """The narrowest band of a round width, from a round number, in which there are enough.

        Of what is told in bands already, the narrowest that holds such bands whole.
        """
        own = number_told(said)
        if own is None or not self._numbers[name]:
            return
        numbers = self._numbers[name]
        furthest = max(abs(number - own) for number, _ in numbers)
        for width in widths(self._width(name)):
            low = lowest(own, width)
            inside = [one for number, one in numbers if low <= number < low + width]
            count = (reduce(or_, (self._with[name][one] for one in inside)) & others).bit_count()
            if count >= fewest:
                yield Change(name, band(own, width), frozenset(inside)), count
            if count >= fewest or width > 2 * furthest:
                return

    def _width(self, name: str) -> Decimal | None:
        """How wide the bands are that an attribute is told in; None where it is told in none."""
        bands = (band_in(one) for one in self._with[name] if isinstance(one, str))
        return max((width for _, width in filter(None, bands)), default=None)

    @cached_property
    def _numbers(self) -> dict[str, list[tuple[Decimal, str]]]:
        """The values of each attribute of numbers that are some, with how they are written."""
        return {
            name: [(number, one) for one in held if isinstance(one, str) and (number := number_told(one)) is not None]
            for name, held in self._with.items()
        }

    def _stretches(self, name: str, said: str, others: int, fewest: int) -> Iterator[tuple[Change, int]]:
        """The stretches of a scale with the value in them, each the shortest from its beginning that has enough."""
        order = [one for one in self.types[name].choices if one in self._with[name]]
        if said not in order:
            return
        own = order.index(said)
        counts = [(self._with[name][one] & others).bit_count() for one in order]
        for first in range(own + 1):
            for last in range(own, len(order)):
                if sum(counts[first : last + 1]) >= fewest:
                    if first < last:
                        stretch = order[first : last + 1]
                        yield (
                            Change(name, f"{stretch[0]} to {stretch[-1]}", frozenset(stretch)),
                            sum(counts[first : last + 1]),
                        )
                    break

    def _joined(self, name: str, said: str, others: int, fewest: int) -> Iterator[tuple[Change, int]]:
        """The value in one word with another: a commissioner and a manager as senior staff."""
        held = self._with[name]
        if len(held) > _MOST_JOINED:
            return
        own = (held[said] & others).bit_count()
        for other, who in held.items():
            count = own + (who & others).bit_count()
            if isinstance(other, str) and other != said and count >= fewest:
                yield Change(name, f"“{said}” and “{other}”", frozenset({said, other}), joins=True), count


def number_told(said: str) -> Decimal | None:
    """The number that a value is, or that the band it is told in begins with."""
    begins = band_in(said)
    return number_in(said) if begins is None else begins[0]


def widths(told: Decimal | None = None) -> Iterator[Decimal]:
    """2, 5, 10, 20, 50, 100, and so on: bands that people think in; those that hold bands told already whole."""
    ten = Decimal(1)
    while True:
        yield from (one for one in (2 * ten, 5 * ten, 10 * ten) if told is None or (one > told and not one % told))
        ten *= 10
