"""How the pilot knows that the application is idle, how styles are read, and the study that places are shown with."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.pilot import Pilot

from qualcode.tui.app import QualcodeApp
from qualcode.tui.stylesheet import RememberingStylesheet
from tests.screens.idle import Unheard, WatchedWork, at_work, drawn_to_nobody, until_drawn, until_idle
from tests.screens.place_study import Study, make_study
from tests.screens.quotes_study import write_essays


@pytest.fixture(autouse=True)
def quick_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on as soon as nothing is left to do: Textual's pilot rests 20 ms, several times for each key."""
    at_work.clear()
    monkeypatch.setattr("concurrent.futures.thread._WorkItem", WatchedWork)
    monkeypatch.setattr("textual.app.wait_for_idle", until_idle)
    monkeypatch.setattr("textual.pilot.wait_for_idle", until_idle)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 0.1)  # it is drawn when the pilot waits
    monkeypatch.setattr(Pilot, "_wait_for_screen", until_drawn)


@pytest.fixture(autouse=True)
def nothing_put_together_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not fit together what is drawn until a test reads it: a tenth of all that these tests do."""
    monkeypatch.setattr(Compositor, "render_update", drawn_to_nobody)


@pytest.fixture(autouse=True)
def nothing_told_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not find out anew for each message that nobody listens to Textual's log."""
    monkeypatch.setattr("textual.message_pump.log", Unheard())


@pytest.fixture(autouse=True)
def no_waiting_for_a_cursor_to_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read what lies behind a row or a number at once: each key waited for it, a tenth of a second long."""
    for place in ("chart_cells", "making", "quotes", "reads_numbers", "said", "words_within"):
        monkeypatch.setattr(f"qualcode.tui.screens.{place}._REST", 0.001)


@pytest.fixture(autouse=True)
def nothing_made_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not make the screen of a document that no test opens: a seventh of all that these tests do."""
    monkeypatch.setattr(QualcodeApp, "_warm", lambda self: None)


@pytest.fixture(autouse=True)
def styles_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the small applications around one widget, too, read each rule once in a run, not once in a test."""
    monkeypatch.setattr("textual.app.Stylesheet", RememberingStylesheet)


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """The closed study that the places are shown with."""
    return make_study(tmp_path, monkeypatch)


@pytest.fixture
def written(study: Study) -> Study:
    """The study with two essays and a quote in Kept."""
    return write_essays(study)


@pytest.fixture
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no file can be opened."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
