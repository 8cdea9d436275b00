"""Several edits done, and taken back, as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.edits.store import Edit, Store


@dataclass(frozen=True)
class Together:
    """Carry out edits in order, all or none, as one thing in the history.

    The history shows `label`, or where it is empty the label of the first edit.
    """

    edits: Sequence[Edit]
    label: str = ""

    def apply(self, store: Store) -> str:
        labels = [edit.apply(store) for edit in self.edits]
        return self.label or (labels[0] if labels else "")
