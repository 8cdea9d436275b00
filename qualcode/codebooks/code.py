"""Areas and codes as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

OUTSIDE = "Outside every area"  # what stands above such codes in a printed codebook


class State(StrEnum):
    """Where a code stands in the team's agreement."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Code:
    """An area or a code of the codebook; `index` is shown and accepted everywhere (2.5.1, C.2)."""

    id: str
    parent_id: str | None
    is_area: bool
    index: str
    name: str
    definition: str = ""
    use_when: str = ""
    do_not_use_when: str = ""
    example: str = ""
    state: State = State.AGREED
    in_totals: bool = True
    colour: str | None = None
    position: int = 0
    wording_id: str = ""

    @property
    def title(self) -> str:
        """Index and name, as in `1.2 Routes in`."""
        return f"{self.index} {self.name}".strip()


def index_order(index: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key in which 1.10 comes after 1.9 and letters after numbers."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in index.split("."))


def bare_index(text: str) -> str:
    """An index without the brackets that keep Excel from reading it as a number or a date."""
    return text.strip().removeprefix("[").removesuffix("]").strip()


_INDEX = re.compile(r"[\w]+(?:\.[\w]+)*")


def looks_like_index(text: str) -> bool:
    """True for 2, 2.3, C.2.1 and the like."""
    bare = bare_index(text)
    return bool(_INDEX.fullmatch(bare)) and (any(c.isdigit() for c in bare) or len(bare) == 1)


@dataclass(frozen=True)
class Codebook:
    """All areas and codes that are not removed. A code whose parent is missing or in a circle stands at the top."""

    codes: tuple[Code, ...]
    _by_id: dict[str, Code] = field(init=False, repr=False, compare=False)
    _children: dict[str | None, list[Code]] = field(init=False, repr=False, compare=False)
    _parents: dict[str, str | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {code.id: code for code in self.codes}
        children: dict[str | None, list[Code]] = {}
        parents: dict[str, str | None] = {}
        for code in self.codes:
            parent = code.parent_id if code.parent_id in by_id and not _in_circle(code, by_id) else None
            parents[code.id] = parent
            children.setdefault(parent, []).append(code)
        for siblings in children.values():
            siblings.sort(
                key=lambda code: (
                    not code.is_area,
                    code.position,
                    index_order(code.index),
                    code.name.casefold(),
                )
            )
        object.__setattr__(self, "_by_id", by_id)
        object.__setattr__(self, "_children", children)
        object.__setattr__(self, "_parents", parents)

    def __getitem__(self, code_id: str) -> Code:
        return self._by_id[code_id]

    def get(self, code_id: str) -> Code | None:
        return self._by_id.get(code_id)

    def children(self, code_id: str | None) -> list[Code]:
        """What stands directly under a code or area, under none for None; in order."""
        return self._children.get(code_id, [])

    def walk(self, code_id: str | None = None, depth: int = 0) -> Iterator[tuple[Code, int]]:
        """Everything under a code (all where None) in reading order, each with its depth from 0."""
        for code in self.children(code_id):
            yield code, depth
            yield from self.walk(code.id, depth + 1)

    def areas(self) -> list[Code]:
        return [code for code in self.children(None) if code.is_area]

    def outside_areas(self) -> list[Code]:
        """Top-level codes that stand in no area."""
        return [code for code in self.children(None) if not code.is_area]

    def ancestors(self, code_id: str) -> list[Code]:
        """From the parent up to the top."""
        found: list[Code] = []
        above = self._parents.get(code_id)
        while above is not None:
            found.append(self._by_id[above])
            above = self._parents[above]
        return found

    def area_of(self, code_id: str) -> Code | None:
        """The area a code or area belongs to, None outside every area."""
        code = self.get(code_id)
        chain = ([code] if code else []) + self.ancestors(code_id)
        return next((one for one in reversed(chain) if one.is_area), None)

    def with_descendants(self, code_id: str) -> set[str]:
        """The ids of a code or area and everything under it."""
        return {code_id} | {code.id for code, _ in self.walk(code_id)}

    def find(self, text: str) -> list[Code]:
        """Codes and areas meant by an index, an exact name, else part of a name; never guesses among several."""
        bare = bare_index(text).casefold()
        for wanted in (
            [code for code in self.codes if code.index.casefold() == bare],
            [code for code in self.codes if code.name.casefold() == bare or code.title.casefold() == bare],
            [code for code in self.codes if bare and bare in code.name.casefold()],
        ):
            if wanted:
                return wanted
        return []


def _in_circle(code: Code, by_id: dict[str, Code]) -> bool:
    seen = {code.id}
    current: Code | None = code
    while current is not None and current.parent_id is not None:
        if current.parent_id in seen:
            return True
        seen.add(current.parent_id)
        current = by_id.get(current.parent_id)
    return False


def next_index(siblings: Iterable[Code], parent_index: str) -> str:
    """The first free index under a parent: 1.4 after 1.3; letters and gaps are left alone."""
    prefix = f"{parent_index}." if parent_index else ""
    numbers = [
        int(last)
        for code in siblings
        if code.index.startswith(prefix) and (last := code.index[len(prefix) :]).isdigit()
    ]
    return f"{prefix}{max(numbers, default=0) + 1}"
