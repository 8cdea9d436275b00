"""How long the pilot waits for the application to be idle."""

from __future__ import annotations

import pytest
from textual import _wait


@pytest.fixture(autouse=True)
def quick_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for idleness every 5 ms, not every 20: several looks for each key made the suite five minutes long."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.0004)
