"""Several edits as one action, undone and redone as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.edits.store import Edit, Store


@dataclass(frozen=True)
class Together:
    """Carry out edits in order, under the label of the last or the one given; where one cannot be done, none is."""

    edits: Sequence[Edit]
    label: str | None = None

    def apply(self, store: Store) -> str:
        label = ""
        for edit in self.edits:
            label = edit.apply(store)
        return self.label or label
