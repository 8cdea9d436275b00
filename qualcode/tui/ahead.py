"""What is made for the document that is opened next, while nothing is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import Worker

from qualcode.tui.studying import StudyingApp

if TYPE_CHECKING:
    from qualcode.tui.screens.coding import CodingScreen
    from qualcode.tui.screens.desk import Desk


class Ahead:
    """The words of a document that may be opened next, read and laid out, and the screen that will show them.

    What was read holds until the study changes, somebody else codes, or any document is opened.
    """

    def __init__(self, app: StudyingApp) -> None:
        self._app = app
        self.reading: tuple[str, Worker[Desk | None]] | None = None  # of which document
        self.screen: CodingScreen | None = None  # made, and not shown yet

    def read(self, document_id: str) -> None:
        """Read a document: 10 ms, 50 where it is long."""
        app = self._app
        if app.lane.is_open and (self.reading is None or self.reading[0] != document_id):
            from qualcode.tui.screens.desk import read_desk  # with the first place that has documents

            columns = self.screen.columns if self.screen is not None and self.screen.is_mounted else None
            reading = app.read(read_desk, document_id, app.coder_id, columns)
            self.reading = document_id, app.run_worker(reading, group="ahead", exclusive=True, exit_on_error=False)

    def take(self, document_id: str) -> Worker[Desk | None] | None:
        """What is read of a document that is opened now; where one is in it changes from then on."""
        reading, self.reading = self.reading, None
        return reading[1] if reading is not None and reading[0] == document_id else None

    async def lay_ready(self) -> None:
        """Make the next screen: half of the time of opening a document."""
        app = self._app
        if self.screen is None and app.lane.is_open:
            from qualcode.tui.screens.coding import CodingScreen  # with the first document that is opened

            self.screen = ready = CodingScreen()
            await app._get_screen(ready)[1]
            if self.screen is ready:  # still wanted
                ready._css_update_count = app._css_update_count
                ready._refresh_layout(app.size)

    def count(self) -> None:
        """Read what is counted, so that the first table is there as fast as those after it."""
        if self._app.lane.is_open:
            from qualcode.analysis.counts.tables import count_ahead  # loaded with the screens that are made ahead

            self._app.run_worker(self._app.read(count_ahead), group="ahead-counts", exit_on_error=False)

    async def take_screen(self) -> CodingScreen:
        """The screen that was laid ready, where the window is still the same, else a new one."""
        ready = self.screen
        if ready is not None and ready.size == self._app.size:
            self.screen = None
            return ready
        await self.put_away()
        from qualcode.tui.screens.coding import CodingScreen  # 120 ms, unless `places.prewarm` was here first

        return CodingScreen()

    async def put_away(self) -> None:
        """Take the screen away again."""
        ready, self.screen = self.screen, None
        if ready is not None:
            await ready.remove()
