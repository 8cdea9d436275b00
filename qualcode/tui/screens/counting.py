"""Documents with the share of their words that is coded, counted in parts while the list can already be used."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from qualcode.analysis.progress import some_coverages
from qualcode.transcripts.coverage import Coverage
from qualcode.tui.screens.filtered import Filtered


class Counting(Filtered):
    """A place that counts the words of its documents, after they are drawn, and then draws them again."""

    def __init__(self) -> None:
        super().__init__()
        self._coverages: dict[str, Coverage] = {}

    def _to_count(self) -> tuple[Sequence[str], str | None]:
        """Which documents, and whose codings of them; anybody's where None."""
        return (), None

    @work(exclusive=True, group="count")
    async def count(self) -> None:
        """Count as long as this place is on top; what has not changed is not counted again.

        1,200 documents take 4 s at first; a coding made in one of them would wait for each part.
        """
        ids, coder = self._to_count()
        counted: dict[str, Coverage] = {}
        while len(counted) < len(ids):
            if not self.is_current:
                return
            counted |= await self.shell.read(some_coverages, ids[len(counted) :], coder)
        if counted != self._coverages:
            self._coverages = counted
            self._draw()

    async def on_screen_resume(self) -> None:
        """Go on with what was left when another screen came over this one."""
        self.count()
