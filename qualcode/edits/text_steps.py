"""One change that leads from one version of a text to another: which turns it leaves as they are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.edits.store import Row, Store
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices

TurnAsStored = Sequence[int | str | None]
"""A turn as a version keeps it: start, stop, the speaker's id, milliseconds."""


@dataclass(frozen=True)
class Step:
    """A change between two versions, done or taken back.

    The first `head` turns of both are the same, the last `tail` are moved by `growth`. All that the change touches
    of the text before lies in `window`; half-open, code points.
    """

    was: Row
    now: Row
    was_turns: list[TurnAsStored]
    now_turns: list[TurnAsStored]
    head: int
    tail: int
    growth: int
    window: Span

    @property
    def more_turns(self) -> int:
        return len(self.now_turns) - len(self.was_turns)

    @property
    def changed(self) -> range:
        """The places of the turns that are others now, in the version before."""
        return range(self.head, len(self.was_turns) - self.tail)

    @property
    def new(self) -> range:
        """The places of the turns in their stead, in the version after."""
        return range(self.head, len(self.now_turns) - self.tail)


def step_between(store: Store, before: str, after: str) -> Step | None:
    """What leads from one version to another; None where it is more than one change, or none at all."""
    rows = {row["id"]: row for row in store.rows("SELECT * FROM text_version WHERE id IN (?, ?)", before, after)}
    was, now = rows.get(before), rows.get(after)
    if was is None or now is None or was is now:
        return None
    if now["parent_id"] == before:
        splices = Splices.of(json.loads(now["splices"]))
        growth, changed = splices.growth, [Span(one.start, one.end) for one in splices]
    elif was["parent_id"] == after:
        splices = Splices.of(json.loads(was["splices"]))
        growth, changed = -splices.growth, list(splices.placed)
    else:
        return None
    return _step(was, now, growth, changed)


def _step(was: Row, now: Row, growth: int, changed: list[Span]) -> Step | None:
    old, new = json.loads(was["turns"]), json.loads(now["turns"])
    shortest = min(len(old), len(new))
    head = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    most = shortest - head
    tail = next((n for n in range(most) if _moved(old[-1 - n], growth) != new[-1 - n]), most)
    changed += [Span(start, stop) for start, stop, *_ in old[head : len(old) - tail]]
    if not changed:
        return None
    window = Span(min(one.start for one in changed), max(one.end for one in changed))
    # The change must lie between the turns that stay, or they would not be what they were.
    if (head and old[head - 1][1] > window.start) or (tail and old[-tail][0] < window.end):
        return None
    return Step(was, now, old, new, head, tail, growth, window)


def _moved(turn: list[int | str | None], by: int) -> list[int | str | None]:
    start, stop, *rest = turn
    return [start + by, stop + by, *rest] if by else turn  # type: ignore[operator]
