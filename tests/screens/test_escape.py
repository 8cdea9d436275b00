"""Esc acts at once, and the keys whose codes begin with it still come whole."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual import constants

from tests.screens.shown_study import make_study
from tests.screens.terminal import Terminal

if sys.platform == "win32":
    pytest.skip("Windows tells keys in another way", allow_module_level=True)

from textual.drivers.linux_driver import LinuxDriver

from qualcode.tui.app import QualcodeApp
from qualcode.tui.escape import PromptDriver, without_waiting


@pytest.mark.parametrize("chosen", [None, "100"])
def test_esc_waits_less_unless_the_person_said_how_long(monkeypatch: pytest.MonkeyPatch, chosen: str | None) -> None:
    monkeypatch.delenv("ESCDELAY", raising=False)
    if chosen is not None:
        monkeypatch.setenv("ESCDELAY", chosen)
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.1)
    app = QualcodeApp(None)
    app.driver_class = LinuxDriver
    without_waiting(app)
    assert (constants.ESCAPE_DELAY < 0.06) == (chosen is None)
    assert app.driver_class is (LinuxDriver if chosen else PromptDriver)


def test_in_a_terminal_arrows_move_and_esc_goes_back(tmp_path: Path) -> None:
    places = {"QUALCODE_CONFIG": str(tmp_path / "config"), "QUALCODE_LOGS": str(tmp_path / "logs")}
    terminal = Terminal(["-m", "qualcode", str(make_study(tmp_path))], places)
    try:
        terminal.wait_for("Who codes?")
        terminal.send("RS\r")
        terminal.wait_for("1 document")
        terminal.send("\r")
        terminal.wait_for("turn 1 of 6")
        terminal.send("\x1b[B")
        terminal.wait_for("turn 2 of 6")
        since = len(terminal.words)
        terminal.send("\x1b")
        terminal.wait_for("Documents", since)
    finally:
        terminal.close()
