"""Numbers of so few people that a reader might know who they are, hidden from tables where that is asked for."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.analysis.counts import rows as counts
from qualcode.analysis.survey_counts import GroupCount, QuestionCount
from qualcode.exports.figures import HIDDEN
from qualcode.exports.phrases import sentence_case
from qualcode.participants.survey_choices import State

_PEOPLE = re.compile(r"(?<![\d,.])(\d+)(?: of ([\d,]+))? (participants?|people|person)\b( withdrew and is)?")


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


def number_told(number: int, fewest: int) -> str:
    """A number of people in a sentence: `1,200`, `fewer than 5`."""
    return f"fewer than {fewest:,}" if is_small(number, fewest) else f"{number:,}"


def few_in_words(sentence: str, fewest: int) -> str:
    """A sentence of the program without small numbers of people: `Of fewer than 5 participants in 2 interviews.`"""

    def without(found: re.Match[str]) -> str:
        number, of, who, gone = found.groups()
        whole = int(of.replace(",", "")) if of else 0
        if not is_small(int(number), fewest) and not is_small(whole, fewest):
            return found[0]
        whose = "people" if who in ("people", "person") else "participants"
        if is_small(whole, fewest):
            return f"{'some' if int(number) else 'none'} of {number_told(whole, fewest)} {whose}"
        base = f" of {of}" if of else ""
        return f"{number_told(int(number), fewest)}{base} {whose}{' withdrew and are' if gone else ''}"

    if not fewest:
        return sentence
    return _PEOPLE.sub(without, sentence)


def notes_without(sentences: Iterable[str], fewest: int) -> tuple[str, ...]:
    """What stands below a table in which small numbers are hidden; empty sentences are left out."""
    return tuple(sentence_case(few_in_words(one, fewest)) if fewest else one for one in sentences if one)


def hidden_in(
    part: counts.Part, people: counts.Part, fewest: int, *, own: bool, each_is_one: bool = False
) -> dict[str, tuple[bool, ...]]:
    """Which numbers of a table of codes are hidden, by the id of the row: one of each column, then that of all.

    `people` is the same table with participants counted: hidden is what so few of them said, whatever is counted,
    and so much more that nobody can work it out from the number of all, of a row or of a column. Where the number of
    all is hidden, so is every number of its row: which are none would tell how many are some. `each_is_one` says that
    a column is of one person or document.
    """
    shown = people.lines

    def line(row: counts.Row, column: int) -> Line:
        alone, below = (_cell(numbers, column) for numbers in (row.own, row.nested))
        if own and not row.is_area:
            return Line(1, alone, alone)
        return Line(row.depth, 0 if own or row.is_area else alone, below)

    columns = [[line(row, column) for row in shown] for column in range(len(part.columns) + 1)]
    gone = hidden_in_grid(columns, fewest, each_is_one=each_is_one)
    return {row.code_id: tuple(cells) for row, cells in zip(shown, gone, strict=True)}


class HiddenAnswers(NamedTuple):
    """Which numbers of a group are hidden: how many it has, who answered, gave each value, or did something else."""

    people: bool
    answered: bool
    values: tuple[bool, ...]
    states: Mapping[State, bool]


def hidden_answers(counted: QuestionCount, fewest: int) -> list[HiddenAnswers]:
    """Of each group of people, and at last of all, which numbers of their answers are hidden."""
    groups = (*counted.groups, counted.total)
    others = [state for state in State if state is not State.ANSWERED]

    def lines(group: GroupCount) -> list[Line]:
        values = [Line(2, number, number) for number in group.values]
        rest = [Line(1, number, number) for number in (group.states[state] for state in others)]
        said = Line(1, 0 if values else group.answered, group.answered)
        return [Line(0, 0, group.people), said, *values, *rest]

    gone = hidden_in_grid([lines(group) for group in groups], fewest, each_is_one=False)
    last = 2 + len(counted.values)
    return [
        HiddenAnswers(
            people,
            answered,
            tuple(told[: last - 2]),
            dict(zip(others, told[last - 2 :], strict=True)) | {State.ANSWERED: answered},
        )
        for people, answered, *told in (list(column) for column in zip(*gone, strict=True))
    ]


def base_hidden(part: counts.Part, fewest: int, *, each_is_one: bool = False) -> list[bool]:
    """Of which columns the base is hidden, and at last that of all: few participants, and what would tell how few."""
    people = [one.base.participants for one in part.columns]
    hidden = hidden_parts(people, fewest)
    told = any(hidden) and not _are_safe(people, hidden, fewest, each_is_one=each_is_one)
    if is_small(part.base.participants, fewest) or told:
        return [True] * (len(people) + 1)
    return [*hidden, False]


def _cell(numbers: counts.Numbers, column: int) -> int:
    """How many participants are in one column; in all after the last."""
    return int((numbers.cells[column] if column < len(numbers.cells) else numbers.participants) or 0)


def hidden_in_grid(columns: Sequence[Sequence[Line]], fewest: int, *, each_is_one: bool) -> list[list[bool]]:
    """Which numbers with all below them are hidden: for each row of a tree one of each column, the last of all.

    Neither the line above nor the number of all tells one that is hidden.
    """
    rows = len(columns[0])
    gone = [[False] * len(columns) for _ in range(rows)]
    before: list[list[bool]] = []
    while before != gone:
        before = [list(cells) for cells in gone]
        for place, lines in enumerate(columns):
            here = [cells[place] for cells in gone]
            if all(is_gone or not line.nested for is_gone, line in zip(here, lines, strict=True)):
                continue
            for cells, (_, is_gone) in zip(gone, hidden_in_tree(lines, fewest, here), strict=True):
                cells[place] = cells[place] or is_gone
        for row, cells in enumerate(gone):
            parts = [lines[row].nested for lines in columns[:-1]]
            found = hidden_parts(parts, fewest, cells[:-1])
            told = any(found) and not _are_safe(parts, found, fewest, each_is_one=each_is_one)
            cells[:] = [True] * len(cells) if cells[-1] or told else [*found, False]
    return gone


def _are_safe(parts: Sequence[int], hidden: Sequence[bool], fewest: int, *, each_is_one: bool = False) -> bool:
    """Whether nobody who knows the whole can tell a part that is hidden.

    They are two or more, together `fewest` people or more, and not one each, which how many they are would tell.
    """
    gone = [part for part, is_hidden in zip(parts, hidden, strict=True) if is_hidden and part]
    return len(gone) > 1 and sum(gone) >= fewest and (each_is_one or sum(gone) > len(gone))


def hidden_parts(parts: Sequence[int], fewest: int, gone: Sequence[bool] = ()) -> list[bool]:
    """Which parts of a whole are to be hidden, where a reader may know the whole; those that are `gone` are.

    With the small ones go so many of the next in size that at least two are hidden, and together `fewest` people or
    more: what is missing from the whole then tells of none of them how many it is. Where all are one each, that takes
    hiding the whole.
    """
    hidden = [is_small(part, fewest) or (place < len(gone) and gone[place]) for place, part in enumerate(parts)]
    while any(hidden):
        others = [place for place, part in enumerate(parts) if part and not hidden[place]]
        if not others or _are_safe(parts, hidden, fewest):
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


def hidden_in_tree(lines: Sequence[Line], fewest: int, gone: Sequence[bool] = ()) -> list[tuple[bool, bool]]:
    """For each line, the lines below it following it: whether its own numbers are hidden, and those with all below.

    Small ones are, and beside one that is all that a reader takes from the line above to work it out: another line
    of the same height, or the own numbers of the one above, or where there is none that line itself. What is hidden
    for that is hidden with all below it. Of those that are `gone` the numbers with all below are hidden.
    """
    hidden = [
        (is_small(line.own, fewest), is_small(line.nested, fewest) or (place < len(gone) and gone[place]))
        for place, line in enumerate(lines)
    ]
    while fewest and _hide_beside(lines, fewest, hidden):
        pass
    return hidden


def _hide_beside(lines: Sequence[Line], fewest: int, hidden: list[tuple[bool, bool]]) -> bool:
    """Hide what tells of others that are hidden; whether a line above was, of which those above it may tell now."""
    above = False
    for place in (None, *range(len(lines))):
        if place is not None and hidden[place][1]:
            continue
        below = _below(lines, place)
        parts = [0 if place is None else lines[place].own, *(lines[one].nested for one in below)]
        already = [place is not None and hidden[place][0], *(hidden[one][1] for one in below)]
        found = hidden_parts(parts, fewest, already)
        if place is not None and any(found):
            told = not _are_safe(parts, found, fewest)
            hidden[place] = (found[0], told)
            above = above or told
        for one, is_gone in zip(below, found[1:], strict=True):
            if is_gone and not hidden[one][1]:
                for each in (one, *_all_below(lines, one)):
                    hidden[each] = (lines[each].own > 0, lines[each].nested > 0)
    return above


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
