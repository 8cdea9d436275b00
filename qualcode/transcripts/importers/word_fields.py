"""Fields in Word documents: the result is shown, the instruction that made it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.transcripts.importers.ooxml import child_of, is_on, number_in, tag_of, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_TICKED, _EMPTY = "☒", "☐"


class Fields:
    """The fields open at a place, outermost first, each with whether its instruction is still being read."""

    def __init__(self) -> None:
        self._instructing: list[bool] = []
        self._count = 0  # of those whose instruction is being read
        self.silent = False

    def take(self, kind: str) -> None:
        """Note that a field begins, goes from its instruction to its result, or ends."""
        if kind == "begin":
            self._instructing.append(True)
            self._count += 1
        elif self._instructing and kind in ("separate", "end"):
            self._count -= self._instructing.pop()
            if kind == "separate":
                self._instructing.append(False)
        # What a field shows inside another's instruction is a value that the other works with.
        self.silent = self._count > bool(self._instructing and self._instructing[-1])

    def end_paragraph(self) -> None:
        """Forget fields without a result: an instruction does not go on in another paragraph."""
        if self._count:
            self._instructing = [instructing for instructing in self._instructing if not instructing]
            self._count, self.silent = 0, False


def shown_by_form(begin: _Element) -> str:
    """What a check box or a drop-down list shows, which have no result of their own; else nothing."""
    data = child_of(begin, "ffData")
    if data is None:
        return ""
    box, choices = child_of(data, "checkBox"), child_of(data, "ddList")
    if box is not None:
        state = child_of(box, "checked")
        state = child_of(box, "default") if state is None else state
        return _TICKED if state is not None and is_on(state) else _EMPTY
    if choices is not None:
        entries = [value_of(child) for child in choices if tag_of(child) == "listEntry"]
        chosen = child_of(choices, "result")
        chosen = child_of(choices, "default") if chosen is None else chosen
        place = number_in(chosen, 0) or 0
        return entries[place] if 0 <= place < len(entries) else ""
    return ""
