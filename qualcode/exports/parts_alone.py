"""Parts of listed names that stand alone in what leaves the study: a surname tells a person as a whole name does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from qualcode.exports.phrases import counted
from qualcode.participants.name_parts import is_ordinary, is_word_where_small, parts_alone
from qualcode.participants.names import Names
from qualcode.problem import Problem

if TYPE_CHECKING:
    from qualcode.exports.leaving import Place

_MOST_PLACES = 8
_REMEDY = (
    "Put the part on the list too: “qualcode names add” with the whole name once more takes it up, and so does P on "
    "it in the document. Where it is a word as well, add it alone with --as-written; where it is nobody’s name, say "
    "so: qualcode names suggest --not WORDS"
)


def said_of_parts(
    places: Sequence[tuple[str, Place]], is_own: Callable[[str], bool], *, outside: bool
) -> Iterator[str]:
    """What is to be said of parts of names, each with where it stands; `is_own` tells words that the program prints.

    Raises Problem where readers `outside` would read one that is no other word.
    """
    own = {part for part in dict(places) if is_ordinary(part) or is_own(part)}
    may_be_small = {part for part in dict(places) if part in own or is_word_where_small(part)}
    words = own | {part for part, place in places if place.small and part in may_be_small}
    names = [(part, place) for part, place in places if not (place.small and part in may_be_small)]
    sure = [_named(part, place) for part, place in names if part not in words]
    if sure and outside:
        raise _refusal(len(sure), sure)
    if sure:
        yield f"A part of a listed name stands alone in {counted(len(sure), 'place')}: {_some(sure)}"
    doubtful = [_named(part, place) for part, place in names if part in words]
    if doubtful and outside:
        yield (
            "A part of a listed name that is another word too stands alone in "
            f"{counted(len(doubtful), 'place')}. Look whether it is the name there: {_some(doubtful)}"
        )


def _named(part: str, place: Place) -> str:
    """A place with the part that stands there, which is what the list of names is to be told of."""
    return f"“{part}” in {place.words}"


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


def _some(places: Sequence[str]) -> str:
    return "; ".join(places[:_MOST_PLACES])
