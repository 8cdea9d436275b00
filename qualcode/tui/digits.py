"""The digits that apply a code with one key."""

from __future__ import annotations

from collections.abc import Iterable


class Digits:
    """Which code each digit applies in one document: pinned codes first, then the recent.

    A code keeps its digit; a new one takes an empty digit, else the unpinned one used least, and of several such
    the one used longest ago. `recent` begins with the code used last.
    """

    def __init__(self, pinned: dict[int, str], recent: Iterable[str]) -> None:
        self.pinned = {slot: code for slot, code in pinned.items() if 1 <= slot <= 9}
        self._slots = dict(self.pinned)
        self._used: dict[int, int] = {}
        self._last: dict[int, int] = {}  # when each digit was last used, below 0 for what was used before
        self._clock = 0
        for place, code_id in enumerate(recent):
            if code_id not in self._slots.values() and len(self._slots) < 9:
                slot = self._free()
                self._slots[slot] = code_id
                self._last[slot] = -place - 1

    def _free(self) -> int:
        return next(slot for slot in range(1, 10) if slot not in self._slots)

    def code(self, digit: int) -> str | None:
        """The code that a digit applies."""
        return self._slots.get(digit)

    def digit_of(self, code_id: str) -> int | None:
        """The digit of a code."""
        return next((slot for slot, held in self._slots.items() if held == code_id), None)

    def used(self, code_id: str) -> None:
        """Count a use; a code without a digit gets one."""
        digit = self.digit_of(code_id)
        if digit is None:
            free = [slot for slot in range(1, 10) if slot not in self.pinned]
            if not free:
                return
            digit = min(free, key=lambda slot: (slot in self._slots, *self._use(slot), slot))
            self._used[digit] = 0
            self._slots[digit] = code_id
        self._clock += 1
        self._used[digit] = self._used.get(digit, 0) + 1
        self._last[digit] = self._clock

    def _use(self, slot: int) -> tuple[int, int]:
        return self._used.get(slot, 0), self._last.get(slot, 0)

    def forget(self, known: Iterable[str]) -> None:
        """Free the digits of codes that are gone or retired."""
        usable = set(known)
        self._slots = {slot: code for slot, code in self._slots.items() if code in usable}
        self._used = {slot: uses for slot, uses in self._used.items() if slot in self._slots}
        self._last = {slot: when for slot, when in self._last.items() if slot in self._slots}
        self.pinned = {slot: code for slot, code in self.pinned.items() if code in usable}

    def pin(self, pinned: dict[int, str]) -> None:
        """Take over what is pinned now; only a code whose digit a pin takes goes to another that is free."""
        before = self._slots
        self.pinned = {slot: code for slot, code in pinned.items() if 1 <= slot <= 9}
        kept = {slot: code for slot, code in before.items() if code not in self.pinned.values()}
        self._slots = {**kept, **self.pinned}
        for code in kept.values():
            if code not in self._slots.values() and len(self._slots) < 9:
                self._slots[self._free()] = code

    def items(self) -> list[tuple[int, str]]:
        """Digits with their codes, in order."""
        return sorted(self._slots.items())
