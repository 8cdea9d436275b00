"""The digits that apply a code with one key."""

from __future__ import annotations

from collections.abc import Iterable


class Digits:
    """Which code each digit applies in one document: pinned codes first, then the recent.

    A code keeps its digit; a new one takes an empty digit, else the unpinned one used least.
    """

    def __init__(self, pinned: dict[int, str], recent: Iterable[str]) -> None:
        self.pinned = {slot: code for slot, code in pinned.items() if 1 <= slot <= 9}
        self._slots = dict(self.pinned)
        self._used: dict[int, int] = {}
        for code_id in recent:
            if code_id not in self._slots.values() and len(self._slots) < 9:
                self._slots[self._free()] = code_id

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
            digit = min(free, key=lambda slot: (slot in self._slots, self._used.get(slot, 0), slot))
            self._used[digit] = 0
            self._slots[digit] = code_id
        self._used[digit] = self._used.get(digit, 0) + 1

    def forget(self, known: Iterable[str]) -> None:
        """Free the digits of codes that are gone or retired."""
        usable = set(known)
        self._slots = {slot: code for slot, code in self._slots.items() if code in usable}
        self._used = {slot: uses for slot, uses in self._used.items() if slot in self._slots}
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
