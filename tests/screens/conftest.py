"""How long the pilot waits for the application to be idle."""

from __future__ import annotations

import pytest
from textual import _wait

from qualcode.tui.stylesheet import RememberingStylesheet


@pytest.fixture(autouse=True)
def quick_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for idleness every 5 ms, not every 20: several looks for each key made the suite five minutes long."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.0004)


@pytest.fixture(autouse=True)
def styles_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the small applications around one widget, too, read each rule once in a run, not once in a test."""
    monkeypatch.setattr("textual.app.Stylesheet", RememberingStylesheet)
