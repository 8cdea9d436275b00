"""What time it is, so that tests can say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time with the writer's offset."""

    def now(self) -> datetime: ...


class WallClock:
    """The computer's own time and zone."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone()


class FixedClock:
    """Always the same moment, unless moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment
