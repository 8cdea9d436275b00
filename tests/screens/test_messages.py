"""The one message that is shown over the page."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets._toast import Toast

from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.documents import DocumentsScreen
from tests.screens.shown_study import make_study


def shown(app: QualcodeApp) -> list[str]:
    """What the messages on the screen say."""
    return [str(toast.render()) for toast in app.screen.query(Toast)]


async def until_open(app: QualcodeApp, pilot: Pilot[None]) -> None:
    """Wait until the documents of the study are listed."""
    while not isinstance(app.screen, DocumentsScreen):
        await pilot.pause(0.05)
    await pilot.pause()


async def test_a_message_takes_the_place_of_the_one_before_and_lasts_its_own_time(tmp_path: Path) -> None:
    app = QualcodeApp(make_study(tmp_path), coder="Ana")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until_open(app, pilot)
        app.notify("The first.", timeout=1)
        await pilot.pause(0.1)
        assert shown(app) == ["The first."]
        app.notify("The second.", severity="warning", timeout=30)
        await pilot.pause(0.1)
        assert shown(app) == ["The second."] and app.screen.query(Toast).first().has_class("-warning")
        await pilot.pause(1.2)
        assert shown(app) == ["The second."], "the time of the first is over, its own is not"
        await pilot.click(Toast)
        await pilot.pause(0.1)
        assert shown(app) == []


async def test_a_message_goes_along_to_another_place(tmp_path: Path) -> None:
    app = QualcodeApp(make_study(tmp_path), coder="Ana")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until_open(app, pilot)
        app.notify("Done.", timeout=30)
        await pilot.press("f3")
        await pilot.pause(0.2)
        assert shown(app) == ["Done."]
        app.clear_notifications()
        await pilot.pause(0.1)
        assert shown(app) == []
