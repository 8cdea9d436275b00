"""Parts of listed names that stand alone in what leaves the study: a surname tells a person as a whole name does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from qualcode.exports.phrases import counted
from qualcode.participants.name_parts import is_ordinary, parts_alone
from qualcode.participants.names import Names
from qualcode.problem import Problem

if TYPE_CHECKING:
    from qualcode.exports.leaving import Place

_MOST_PLACES = 8
_REMEDY = (
    "Put the part on the list too: “qualcode names add” with the whole name once more takes it up, and so does P on "
    "it in the document. Where it is nobody’s name, say so: qualcode names suggest --not WORDS"
)


def said_of_parts(
    places: Sequence[tuple[str, Place]], is_own: Callable[[str], bool], *, outside: bool
) -> Iterator[str]:
    """What is to be said of parts of names, each with where it stands; `is_own` tells words that the program prints.

    Raises Problem where readers `outside` would read one that is no other word.
    """
    small = {part for part, place in places if place.small}
    big = [(part, place) for part, place in places if not place.small]
    words = {part for part in dict(big) if part in small or is_ordinary(part) or is_own(part)}
    sure = [place for part, place in big if part not in words]
    if sure and outside:
        raise _refusal(len(sure), [place.words for place in sure])
    if sure:
        yield f"A part of a listed name stands alone in {counted(len(sure), 'place')}: {_some(sure)}"
    doubtful = [place for part, place in big if part in words]
    if doubtful and outside:
        yield (
            "A part of a listed name that is another word too stands alone in "
            f"{counted(len(doubtful), 'place')}. Look whether it is the name there: {_some(doubtful)}"
        )


def check_parts(names: Names, texts: Iterable[str]) -> None:
    """Raise Problem where a part of a listed name that is no other word stands alone in words for readers outside."""
    found = [one for one in parts_alone(names, texts) if not one.ordinary]
    if found:
        raise _refusal(sum(one.count for one in found), [f"“{one.part}”" for one in found])


def _refusal(number: int, places: Sequence[str]) -> Problem:
    more = [f"and {len(places) - _MOST_PLACES:,} more"] if len(places) > _MOST_PLACES else []
    has = "has a part of a listed name that stands" if number == 1 else "have parts of listed names that stand"
    return Problem(
        f"Nothing was written: {counted(number, 'place')} in it {has} alone.",
        "\n".join([*places[:_MOST_PLACES], *more]),
        _REMEDY,
    )


def _some(places: Sequence[Place]) -> str:
    return "; ".join(place.words for place in places[:_MOST_PLACES])
