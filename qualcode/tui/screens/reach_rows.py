"""How far a code or a theme reaches, as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.analysis.counts.reach import Reach
from qualcode.exports.figures import ValueKind, shown
from qualcode.exports.phrases import counted, listed
from qualcode.tui.widgets.reading_page import Paragraph

MOST_NAMED = 12
_LEAST_CARRIERS = 3


def reach_lines(part: Reach, *, several: bool, opposing: bool = True, silent: bool = True) -> Iterator[Paragraph]:
    """The reach in one kind of document, named where there are `several`: who carries it, who never says it.

    With `opposing`, as of a code, also how much of it goes against it, whoever says it; with `silent` the first who
    say none of it.
    """
    yield Paragraph(part.told(named=several))
    if opposing and part.opposed:
        yield Paragraph(part.opposed)
    if part.by_words.norm is not None:
        uneven = shown(part.by_words.norm, ValueKind.RATE, 2)
        yield Paragraph(f"Uneven: {uneven} (0 as they spoke, 1 one alone)", "quiet")
    if part.carriers:
        carriers, tied = part.first_carriers(min(MOST_NAMED, max(_LEAST_CARRIERS, part.half)))
        named = [f"{one.name} {one.excerpts:,}" for one in carriers]
        more = [f"{tied:,} more with {carriers[-1].excerpts:,}"] if tied else []
        yield Paragraph(f"Carried by {listed([*named, *more])}.", "quiet")
    if silent:
        yield from silent_lines(part, MOST_NAMED)


def silent_lines(part: Reach, most: int | None = None) -> Iterator[Paragraph]:
    """Who never mentions it, by name, `most` of them; nothing where all of them mention it, or none."""
    never = [name for _, name in part.silent]
    if never and len(never) < part.base.participants:
        of = counted(part.base.participants, "participant")
        more = f" and {len(never) - most:,} more" if most is not None and len(never) > most else ""
        yield Paragraph(f"Never mentioned by {len(never):,} of {of}: {', '.join(never[:most])}{more}.", "quiet")
