"""Two changes of one list of names put together, and names put back on it: what one of them hides stays hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from qualcode.participants.name_finding import likeness
from qualcode.participants.names import Name, Variant, are_apart


def merged(before: Iterable[Name], there: Iterable[Name], wanted: Iterable[Name]) -> list[Name]:
    """A list as it is kept now, with what somebody made of the list as it was `before`.

    What was changed in both places is shown as they want it, wherever either hides it.
    """
    old, new = list(before), list(wanted)
    found = [one for one in there if one not in old or one in new]
    for name in new:
        if name in old or name in found:
            continue
        former = [one for one in old if _is_same(one, name)]
        others = [one for one in found if _is_same(one, name)]
        known = {likeness(form) for one in (name, *former) for form, _ in one.forms}
        found = [one for one in found if one not in others]
        for other in others:
            gained = tuple(one for one in other.variants if likeness(one.real) not in known)
            name = _both(name, replace(other, shown=name.shown, variants=gained))
        found.append(name)
    return found


def with_ways_known(name: Name, listed: Iterable[Name]) -> Name:
    """A name given anew, with the ways in which it is written on the list already."""
    known = {likeness(form) for form, _ in name.forms}
    kept = [
        one for other in listed if _is_same(other, name) for one in other.variants if likeness(one.real) not in known
    ]
    return replace(name, variants=(*name.variants, *kept))


def widened(listed: Iterable[Name], again: Iterable[Name]) -> list[Name]:
    """A list with names put back: one of which the list holds a way of writing is hidden wherever either is."""
    found = list(listed)
    for name in again:
        ways = {likeness(form) for form, _ in name.forms}
        others = [
            one for one in found if ways & {likeness(form) for form, _ in one.forms} and not are_apart(one, name)
        ]
        found = [one for one in found if one not in others]
        found.append(reduce(_both, [*others, name]))
    return found


def _both(name: Name, other: Name) -> Name:
    known = {likeness(form) for form, _ in name.forms}
    more = [Variant(form, shown) for form, shown in other.forms if likeness(form) not in known]
    limits = (name.documents, other.documents)
    return replace(
        name,
        variants=(*name.variants, *more),
        as_written=name.as_written and other.as_written,
        documents=None if None in limits else frozenset[str]().union(*(one or () for one in limits)),
    )


def _is_same(one: Name, other: Name) -> bool:
    return likeness(one.real) == likeness(other.real) and not are_apart(one, other)
