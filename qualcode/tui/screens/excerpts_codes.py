"""The codes beside the excerpts: how often each is used, and which one is read."""

from __future__ import annotations

from dataclasses import replace

from textual import on, work

from qualcode.analysis.tallies import tallies
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.excerpts_acting import ActsOnExcerpts
from qualcode.tui.screens.excerpts_place import remember_code
from qualcode.tui.screens.excerpts_rows import ALL, code_columns, code_rows
from qualcode.tui.screens.kinds_apart import Measure, kinds_coded, kinds_left_out
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.pane import Pane


class ListsCodes(ActsOnExcerpts):
    """Codes in `#codes`; the excerpts of the one under the cursor are read."""

    def __init__(self) -> None:
        super().__init__()
        self._code_id = ALL
        self._earlier = False  # only what was made under an earlier wording of the code
        self._kept = ""
        self._measure = Measure.EXCERPTS

    async def _read_excerpts(self) -> None:
        """Read the excerpts of the code, and draw them."""

    def _entitle(self) -> None:
        """Say over each list what it shows."""

    @work(exclusive=True, group="counting")
    async def _count(self) -> None:
        self._known = replace(self._known, tallies=await read_apart(self.shell.lane, tallies))
        self._draw_codes()

    def _draw_codes(self) -> None:
        kinds = () if self._measure is Measure.SUM else self._known.extent.kinds_apart
        kinds = kinds_coded(kinds, self._known.tallies)
        rows = self.query_one("#codes", DrawnRows)
        self.set_class(len(kinds) > 2, "-several")
        self.set_class(len(kinds) > 3, "-many")
        rows.columns = code_columns(kinds)
        rows.show(code_rows(self._known.book, self._known.counted_codes, kinds), at=self._code_id)
        self._entitle_codes()
        self.call_after_refresh(self._entitle_codes)  # a pane made wider has room for more kinds

    def _entitle_codes(self) -> None:
        """Say below the codes what is counted, and which kinds of document have no room there."""
        rows = self.query_one("#codes", DrawnRows)
        below = ["enter reads them"]
        if self._known.extent.kinds_apart:
            below.insert(0, "all kinds added" if self._measure is Measure.SUM else "excerpts")
        if rows.size.width and (left_out := kinds_left_out(rows.columns, rows.scrollable_content_region.width)):
            below.insert(1, left_out)
        self.query_one("#codes-pane", Pane).entitle(below=" · ".join(below))

    @on(DrawnRows.Moved, "#codes")
    def _code_moved(self, event: DrawnRows.Moved) -> None:
        if event.row_id and event.row_id != self._code_id:
            self._code_id, self._earlier = event.row_id, False
            self._go_to_code(event.row_id)

    @work(exclusive=True, group="code")
    async def _go_to_code(self, code_id: str) -> None:
        self._unmark_all()
        await self._read_excerpts()
        await remember_code(self.shell, code_id)
        self._kept = code_id

    @on(DrawnRows.Opened, "#codes")
    def _code_opened(self) -> None:
        self.remove_class("-choosing")
        self._list.focus()
        self.call_after_refresh(self._entitle)
