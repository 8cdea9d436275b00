"""Identifiers: UUIDv7 for rows, hybrid logical clock stamps for changes."""

from __future__ import annotations

import secrets
import threading
import time
import uuid

_NAMESPACE = uuid.UUID("7b0c2a52-6f0e-5d5b-9d0a-3f1c8a7e4d21")
_lock = threading.Lock()
_last: tuple[int, int] = (0, 0)


def new_id() -> str:
    """A UUIDv7 as text, increasing within this process; its last 62 bits are fresh random."""
    global _last
    with _lock:
        millis, order = time.time_ns() // 1_000_000, 0
        if millis <= _last[0]:
            millis, order = _last[0], _last[1] + 1
            if order > 0xFFF:
                millis, order = millis + 1, 0
        _last = (millis, order)
    value = (millis & (1 << 48) - 1) << 80 | 0x7 << 76 | order << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def natural_id(*parts: str) -> str:
    """The same UUIDv5 wherever the same parts are named, for rows with a natural key."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


class HybridClock:
    """Stamps that sort as text in the order they were made, also when the wall clock goes back."""

    def __init__(self, latest: str = "") -> None:
        self._millis, self._order = (int(latest[:15]), int(latest[16:])) if latest else (0, 0)

    def tick(self, millis: int) -> str:
        """The next stamp at wall-clock `millis` since 1970: `MMMMMMMMMMMMMMM-OOOOOO`."""
        if millis > self._millis:
            self._millis, self._order = millis, 0
        else:
            self._order += 1
        return f"{self._millis:015d}-{self._order:06d}"
