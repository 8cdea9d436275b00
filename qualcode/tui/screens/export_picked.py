"""The choices of a kind of document as rows of the export dialog, and what a press on one of them does."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.participants.disclosure import Audience
from qualcode.tui.screens.export_kind import ExportKind, OneOf, Option, Picked, Several, Tick, Typed
from qualcode.tui.screens.export_offered import Offered
from qualcode.tui.widgets.drawn_rows import Row

_OF, _AS = "of:", "form:"
_WIDTH = 12  # cells of a label
_FEW = 2  # one of so many is turned to the other by a press


def option_rows(kind: ExportKind, picked: Picked, offered: Offered, audience: Audience) -> Iterator[Row]:
    """What can be chosen of it, under its headings."""
    which, include = kind.which(picked, offered), kind.include(picked, offered, audience)
    for heading, options in (("Which", which), ("Include", include)):
        if options:
            yield Row("", (heading,), "heading", spread=True)
            yield from (Row(f"{_OF}{one.name}", (_shown(one, picked),), spread=True) for one in options)


def format_rows(kind: ExportKind, picked: Picked) -> Iterator[Row]:
    """The formats, several of which can be written at once."""
    now = kind.suffixes(picked)
    for suffix, name in kind.formats.items():
        yield Row(f"{_AS}{suffix}", (f"{_tick(suffix in now)} {name} ({suffix})",), spread=True)


def option_of(kind: ExportKind, picked: Picked, row_id: str, offered: Offered, audience: Audience) -> Option | None:
    """What a row chooses; None where it is none of the kind's own."""
    if not row_id.startswith(_OF):
        return None
    options = (*kind.which(picked, offered), *kind.include(picked, offered, audience))
    return next((one for one in options if one.name == row_id.removeprefix(_OF)), None)


def ticked_of(kind: ExportKind, picked: Picked, row_id: str, offered: Offered, audience: Audience) -> Picked | None:
    """The choices after a press; None where the row asks for more, or is none of the kind's own."""
    if row_id.startswith(_AS):
        return kind.with_format(picked, row_id.removeprefix(_AS))
    option = option_of(kind, picked, row_id, offered, audience)
    if isinstance(option, Tick):
        return picked.turned(option)
    if isinstance(option, OneOf) and len(option.choices) <= _FEW:
        now = chosen_of(option, picked)
        other = next((value for value, _ in option.choices if value != now), now)
        return picked.with_choice(option.name, other)
    return None


def chosen_of(option: OneOf, picked: Picked) -> str:
    """What is chosen of several, the first where what was chosen is gone."""
    now = picked.one(option.name, option.choices[0][0])
    return now if now in dict(option.choices) else option.choices[0][0]


def _shown(option: Option, picked: Picked) -> str:
    if isinstance(option, Tick):
        return f"{_tick(picked.is_ticked(option.name, usual=option.usual))} {option.words}"
    if isinstance(option, Several):
        return f"{option.label:<{_WIDTH}}{_several(option, picked)}"
    if isinstance(option, OneOf):
        return f"{option.label:<{_WIDTH}}{dict(option.choices)[chosen_of(option, picked)]}"
    assert isinstance(option, Typed)
    return f"{option.label:<{_WIDTH}}{picked.one(option.name, option.usual)}"


def _several(option: Several, picked: Picked) -> str:
    chosen = picked.several(option.name)
    names = [words for one, words in option.choices if one in chosen]
    if not chosen:
        return option.nothing
    return names[0] if len(names) == 1 else f"{len(names)} of {len(option.choices)}" if names else "none that is left"


def _tick(chosen: bool) -> str:
    return "[x]" if chosen else "[ ]"
