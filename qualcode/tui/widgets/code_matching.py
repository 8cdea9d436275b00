"""Which codes a reader may mean by a few letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.codebooks.code import Codebook

_LIKE = 75  # of 100: "routs" finds "Routes in", "mixing", the name of a new code, does not find "Recruiting"
_FEW = 9
_LEAST_NAME = 4  # letters; fewer that no code is found by are a slip more often than a name


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A code as the picker offers it.

    `count` is how often it was used, in the counted codings; `pinned_digit` is the digit that applies it;
    `state` is `agreed`, `proposed` or `retired`.
    """

    id: str
    index: str
    name: str
    area: str
    definition: str = ""
    count: int = 0
    pinned_digit: int | None = None
    state: str = "agreed"

    @property
    def title(self) -> str:
        """The index number and name as a reader sees them."""
        return f"{self.index} {self.name}".strip()


def code_choices(
    book: Codebook, uses: Mapping[str, int], digits: Mapping[str, int] | None = None
) -> list[CodeChoice]:
    """The codes of a codebook in its order; `uses` counts the codings and `digits` are those on a key, by code."""
    digits = digits or {}
    return [
        CodeChoice(
            code.id,
            code.index,
            code.name,
            area.name if (area := book.area_of(code.id)) is not None else "",
            code.definition,
            uses.get(code.id, 0),
            digits.get(code.id),
            str(code.state),
        )
        for code, _ in book.walk()
        if not code.is_area
    ]


def before_typing(
    choices: Sequence[CodeChoice], recent: Iterable[str] = (), used_here: Iterable[str] = ()
) -> list[CodeChoice]:
    """The pinned codes by digit, the recent, those used for this participant, then the rest in order."""
    by_id = {choice.id: choice for choice in choices}
    pinned = sorted(
        (choice for choice in choices if choice.pinned_digit is not None),
        key=lambda choice: choice.pinned_digit or 0,
    )
    order = [*(choice.id for choice in pinned), *recent, *used_here, *by_id]
    return [by_id[code_id] for code_id in dict.fromkeys(order) if code_id in by_id]


def matching(query: str, choices: Sequence[CodeChoice]) -> list[CodeChoice]:
    """The codes a query may mean, the likeliest first: by index number, name, area, then by likeness."""
    wanted = " ".join(query.casefold().split())
    if not wanted:
        return list(choices)
    ranked = [(_rank(wanted, choice), place, choice) for place, choice in enumerate(choices)]
    found = [(rank, -choice.count, place, choice) for rank, place, choice in ranked if rank is not None]
    if not found:
        return _alike(wanted, choices)
    return [choice for *_, choice in sorted(found, key=lambda row: row[:3])]


def is_name(query: str) -> bool:
    """Whether words no code is found by are a new code's name, and not a slip in a few letters or a number."""
    return sum(letter.isalpha() for letter in query) >= _LEAST_NAME


def _rank(wanted: str, choice: CodeChoice) -> int | None:
    """How surely the query means the code, 0 the surest; None where it does not."""
    index, name, area = choice.index.casefold(), choice.name.casefold(), choice.area.casefold()
    words = name.replace("-", " ").split()
    if wanted in (index, name):
        return 0
    if index.startswith(wanted) or index.replace(".", "") == wanted:
        return 1
    if name.startswith(wanted):
        return 2
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 3
    if "".join(word[0] for word in words).startswith(wanted):
        return 4
    if wanted in name:
        return 5
    if area.startswith(wanted) or any(part.startswith(wanted) for part in area.split()):
        return 6
    return 7 if index.replace(".", "").startswith(wanted) else None  # the stops of 2.5.1 need not be typed


def _alike(wanted: str, choices: Sequence[CodeChoice]) -> list[CodeChoice]:
    """Codes whose names begin nearly so, or have the words typed spelt nearly so.

    What is alike within words misleads.
    """
    if len(wanted) < 3:
        return []
    # 40 ms of import, paid at the first misspelling.
    from rapidfuzz import fuzz

    typed, likeness = wanted.split(), []
    for place, choice in enumerate(choices):
        name = choice.name.casefold()
        words = name.replace("-", " ").split()
        best = max(fuzz.ratio(wanted, part) for part in (name[: len(wanted)], *words))
        if len(typed) > 1 and words:
            each = (max(fuzz.ratio(one, word) for word in words) for one in typed)
            best = max(best, min(each))
        if best >= _LIKE:
            likeness.append((-best, place))
    return [choices[place] for _, place in sorted(likeness)[:_FEW]]
