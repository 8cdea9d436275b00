"""What changed in a codebook as the sentences of a methods section, one for what one action did to many codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.analysis.code_history import Difference

_BROUGHT_IN = "Codebook “"


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and the changes that it tells."""

    sentence: str
    changes: tuple[Difference, ...]


def told(differences: Iterable[Difference]) -> list[Told]:
    """The sentences, in the order of what each tells first; changes of a kind by one action are one sentence."""
    groups: dict[tuple[str, ...], list[Difference]] = {}
    for number, one in enumerate(differences):
        together = (one.what, one.action, *one.reasons) if one.action else (str(number),)
        groups.setdefault(together, []).append(one)
    return [Told(_sentence(group), tuple(group)) for group in groups.values()]


def methods(differences: Iterable[Difference]) -> str:
    """The changes as a paragraph of sentences."""
    return " ".join(one.sentence for one in told(differences)) or "The codebook was not changed."


def _sentence(group: Sequence[Difference]) -> str:
    first = group[0]
    if len(group) == 1:
        return first.sentence
    size = _size(group)
    if first.what == "added" and first.label.startswith(_BROUGHT_IN):
        return f"{size} were brought in from the c{first.label[1:]}{first.because}"
    match first.what:
        case "renamed":
            said = f"{size} were renamed: {_listed([f'“{one.before}” to “{one.after}”' for one in group])}"
        case "moved" if len({one.after for one in group}) == 1:
            said = f"{size} were moved to {first.after}: {_names(group)}"
        case "moved":
            said = f"{size} were moved: {_listed([f'“{one.code.name}” to {one.after}' for one in group])}"
        case "renumbered":
            numbers = [f"“{one.code.name}” is now {one.after or 'without a number'}" for one in group]
            said = f"{size} were numbered anew: {_listed(numbers)}"
        case "merged":
            said = f"{size} were merged into {_listed(_quoted(_others(group)))}: {_names(group)}"
        case "split":
            said = f"{size} were split from {_listed(_quoted(_others(group)))}: {_names(group)}"
        case "proposed":
            said = f"{size} were put up for discussion again: {_names(group)}"
        case _:
            said = f"{size} were {first.what}: {_names(group)}"
    return said + first.because


def _size(group: Sequence[Difference]) -> str:
    """`35 codes and 5 areas`, or what there is of them."""
    areas = sum(one.code.is_area for one in group)
    codes = len(group) - areas
    numbers = ((codes, "code"), (areas, "area"))
    return " and ".join(f"{number:,} {noun}{'s' * (number > 1)}" for number, noun in numbers if number)


def _others(group: Sequence[Difference]) -> list[str]:
    return list(dict.fromkeys(other for one in group for other in one.others))


def _names(group: Sequence[Difference]) -> str:
    return _listed(_quoted([one.code.name for one in group]))


def _quoted(names: Iterable[str]) -> list[str]:
    return [f"“{name}”" for name in names]


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
