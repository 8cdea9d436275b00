"""The least that is told otherwise of everybody, so that nobody in an output could be recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import heappop, heappush
from itertools import combinations
from math import log2

from qualcode.participants.attributes import AttributeKind, ValueType
from qualcode.participants.recognising import FEWEST, Facts, Said, Shown, number_told, widths
from qualcode.participants.wider import Wider, band, band_in

_MOST_TRIED = 400
_MOST_LEFT_OUT = 8  # attributes of which every set is tried


@dataclass(frozen=True, slots=True)
class Widening:
    """An attribute told more widely of everybody, or of nobody where `wider` is None."""

    attribute: str
    wider: Wider | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to tell an attribute: `told` by value; None where it is left out. `loss` is in doublings.

    `wider` is nothing for the way it is told now.
    """

    wider: Wider | None
    told: Mapping[Said, Said] | None
    loss: float


def widened(
    people: Mapping[str, Facts], shown: Sequence[Shown], types: Mapping[str, ValueType], fewest: int = FEWEST
) -> tuple[Widening, ...]:
    """The attributes to be told otherwise, with the least loss found, after which `fewest` people share all of it.

    `people` and `types` as for `recognisable`. Loss is how many times the people of whom a fact is true double, on
    average over those shown. All the attributes shown are left out where nothing less is enough; nothing where
    nobody could be recognised.
    """
    names = [name for name in types if any(name in one.attributes for one in shown)]
    asked = _Asked(people, shown, names, fewest)
    lists = [sorted(_ways(name, types[name], people, shown), key=lambda way: way.loss) for name in names]
    chosen = _least(lists, asked)
    return tuple(
        Widening(name, way.wider)
        for name, way in zip(names, chosen, strict=True)
        if way.told is None or way.wider is not None
    )


class _Asked:
    """The people shown, by which attributes are told of them."""

    def __init__(
        self, people: Mapping[str, Facts], shown: Sequence[Shown], names: Sequence[str], fewest: int
    ) -> None:
        self._fewest = fewest
        self._everybody = [tuple(facts.get(name) or None for name in names) for facts in people.values()]
        self._by_places: dict[tuple[int, ...], list[tuple[Said | None, ...]]] = {}
        for one in shown:
            own = tuple(people[one.person].get(name) or None for name in names)
            places = tuple(n for n, name in enumerate(names) if name in one.attributes and own[n] is not None)
            self._by_places.setdefault(places, []).append(own)

    def nobody_is_alone(self, ways: Sequence[_Way]) -> bool:
        """Whether each of those shown shares what is told with enough."""
        for all_places, own in self._by_places.items():
            places = [place for place in all_places if ways[place].told is not None]
            if not places:
                continue
            sharing = Counter(_told(facts, places, ways) for facts in self._everybody)
            if any(sharing[_told(facts, places, ways)] < self._fewest for facts in own):
                return False
        return True


def _told(facts: tuple[Said | None, ...], places: Sequence[int], ways: Sequence[_Way]) -> tuple[Said | None, ...]:
    found: list[Said | None] = []
    for place in places:
        said, told = facts[place], ways[place].told
        found.append(None if said is None or told is None else told.get(said, said))
    return tuple(found)


def _least(lists: Sequence[Sequence[_Way]], asked: _Asked) -> list[_Way]:
    """The way of least loss for each attribute; after many tries whole attributes are left out."""
    start = (0,) * len(lists)
    waiting: list[tuple[float, tuple[int, ...]]] = [(0.0, start)]
    seen = {start}
    for _ in range(_MOST_TRIED):
        if not waiting:
            break
        _, places = heappop(waiting)
        ways = [ways[place] for ways, place in zip(lists, places, strict=True)]
        if asked.nobody_is_alone(ways):
            return ways
        for number, ways_here in enumerate(lists):
            after = (*places[:number], places[number] + 1, *places[number + 1 :])
            if after[number] < len(ways_here) and after not in seen:
                seen.add(after)
                loss = sum(one[place].loss for one, place in zip(lists, after, strict=True))
                heappush(waiting, (loss, after))
    return _left_out(lists, asked)


def _left_out(lists: Sequence[Sequence[_Way]], asked: _Asked) -> list[_Way]:
    """As few attributes left out as are enough, the others as they are."""
    number = len(lists)
    for size in range(1, number if number <= _MOST_LEFT_OUT else 1):
        for gone in combinations(range(number), size):
            ways = [_gone(one) if place in gone else _kept(one) for place, one in enumerate(lists)]
            if asked.nobody_is_alone(ways):
                return ways
    return [_gone(one) for one in lists]


def _gone(ways: Sequence[_Way]) -> _Way:
    return next(way for way in ways if way.told is None)


def _kept(ways: Sequence[_Way]) -> _Way:
    return next(way for way in ways if way.told is not None and way.wider is None)


def _ways(name: str, kind: ValueType, people: Mapping[str, Facts], shown: Sequence[Shown]) -> Iterator[_Way]:
    """As it is, in ever wider bands where it is of numbers, in ever longer stretches of a scale, and left out."""
    values = Counter(said for facts in people.values() if (said := facts.get(name)))
    own = [said for one in shown if name in one.attributes and (said := people[one.person].get(name))]

    def loss(told: Mapping[Said, Said]) -> float:
        after: Counter[Said] = Counter()
        for said, number in values.items():
            after[told.get(said, said)] += number
        return sum(log2(after[told.get(said, said)] / values[said]) for said in own)

    yield _Way(None, {}, 0.0)
    if kind.kind is AttributeKind.NUMBER:
        written = [said for said in values if isinstance(said, str)]
        numbers = {said: number for said in written if (number := number_told(said)) is not None}
        told_in = max((bands[1] for said in written if (bands := band_in(said)) is not None), default=None)
        widest = max(numbers.values(), default=Decimal(0)) - min(numbers.values(), default=Decimal(0))
        for width in widths(told_in):
            told: dict[Said, Said] = {said: band(number, width) for said, number in numbers.items()}
            yield _Way(Wider(width), told, loss(told))
            if width > 2 * widest:
                break
    elif kind.kind is AttributeKind.SCALE:
        order = [choice for choice in kind.choices if choice in values]
        for length in range(2, len(order)):
            stretches = {
                one: f"{part[0]} to {part[-1]}" if len(part) > 1 else one
                for start in range(0, len(order), length)
                for part in (order[start : start + length],)
                for one in part
            }
            words = {one: stretch for one, stretch in stretches.items() if one != stretch}
            joined: dict[Said, Said] = dict(words.items())
            yield _Way(Wider(words=tuple(words.items())), joined, loss(joined))
    yield _Way(None, None, sum(log2(len(people) / values[said]) for said in own) + 1e-6)
