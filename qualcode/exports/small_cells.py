"""Numbers of so few people that a reader might know who they are, hidden from tables where that is asked for."""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass

from qualcode.analysis.counts import rows as counts
from qualcode.exports.figures import HIDDEN


def note(fewest: int) -> str:
    """What stands below a table in which small numbers are hidden; empty where none are."""
    if not fewest:
        return ""
    return f"Numbers of fewer than {fewest:,} participants, but 0, are hidden, and those that would tell them."


def is_small(number: int | None, fewest: int) -> bool:
    """Whether a number of people, or of what one of them may have said, is hidden: some, and fewer than `fewest`."""
    return number is not None and 0 < number < fewest


def unless_small(number: int | None, fewest: int) -> int | str | None:
    """A number as a table may show it."""
    return HIDDEN if is_small(number, fewest) else number


def hidden_in(part: counts.Part, people: counts.Part, fewest: int, *, own: bool) -> dict[str, tuple[bool, ...]]:
    """Which numbers of a table of codes are hidden, by the id of the row: one of each column, then that of all.

    `people` is the same table with participants counted: hidden is what so few of them said, whatever is counted,
    and so much more that nobody can work it out from the number of all.
    """
    found: dict[str, tuple[bool, ...]] = {}
    for row, whose in zip(part.lines, people.lines, strict=True):
        numbers = whose.own if own and not row.is_area else whose.nested
        cells = [int(number or 0) for number in numbers.cells]
        if is_small(numbers.participants, fewest):
            found[row.code_id] = (*(bool(cell) for cell in cells), True)
        else:
            found[row.code_id] = (*hidden_parts(cells, fewest), False)
    return found


def hidden_parts(parts: Sequence[int], fewest: int) -> list[bool]:
    """Which parts of a whole are to be hidden, where a reader may know the whole.

    With the small ones go so many of the next in size that at least two are hidden, and together `fewest` people or
    more: what is missing from the whole then tells of none of them how many it is.
    """
    hidden = [is_small(part, fewest) for part in parts]
    while any(hidden):
        gone = [part for part, is_hidden in zip(parts, hidden, strict=True) if is_hidden]
        others = [place for place, part in enumerate(parts) if part and not hidden[place]]
        if not others or (len(gone) > 1 and sum(gone) >= fewest):
            break
        hidden[min(others, key=lambda place: parts[place])] = True
    return hidden


def hidden_of_people(parts: Sequence[tuple[int, Set[Hashable]]], fewest: int) -> list[bool]:
    """As `hidden_parts`, of numbers of anything, each with the people behind it: they decide which are small."""
    hidden = [is_small(number, fewest) or is_small(len(people), fewest) for number, people in parts]
    while any(hidden):
        gone = [people for (_, people), is_hidden in zip(parts, hidden, strict=True) if is_hidden]
        others = [place for place, (number, _) in enumerate(parts) if number and not hidden[place]]
        if not others or (len(gone) > 1 and len(frozenset().union(*gone)) >= fewest):
            break
        hidden[min(others, key=lambda place: parts[place][0])] = True
    return hidden


@dataclass(frozen=True, slots=True)
class Line:
    """A code or an area in a tree of them: how many participants are in its own excerpts, and in all below it."""

    depth: int
    own: int
    nested: int


def hidden_in_tree(lines: Sequence[Line], fewest: int) -> list[tuple[bool, bool]]:
    """For each line, the lines below it following it: whether its own numbers are hidden, and those with all below.

    Small ones are, and beside one that is all that a reader takes from the line above to work it out: another line
    of the same height, or the own numbers of the one above. What is hidden for that is hidden with all below it.
    """
    hidden = [(is_small(line.own, fewest), is_small(line.nested, fewest)) for line in lines]
    if not fewest:
        return hidden
    for place in (None, *range(len(lines))):
        if place is not None and hidden[place][1]:
            continue
        below = _below(lines, place)
        own = 0 if place is None else lines[place].own
        told = hidden_parts([own, *(lines[one].nested for one in below)], fewest)
        if place is not None and told[0]:
            hidden[place] = (True, hidden[place][1])
        for one, gone in zip(below, told[1:], strict=True):
            if gone and not hidden[one][1]:
                for each in (one, *_all_below(lines, one)):
                    hidden[each] = (lines[each].own > 0, lines[each].nested > 0)
    return hidden


def _all_below(lines: Sequence[Line], place: int) -> list[int]:
    after = range(place + 1, len(lines))
    end = next((one for one in after if lines[one].depth <= lines[place].depth), len(lines))
    return list(range(place + 1, end))


def _below(lines: Sequence[Line], place: int | None) -> list[int]:
    """The lines right below one; those below no other where it is None."""
    inside = _all_below(lines, place) if place is not None else list(range(len(lines)))
    found: list[int] = []
    for one in inside:
        if not found or lines[one].depth <= lines[found[-1]].depth:
            found.append(one)
    return found
