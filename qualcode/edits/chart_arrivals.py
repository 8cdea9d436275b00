"""Cells of charts that come back from a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.analysis.cells import Said, Subject, written_in
from qualcode.analysis.chart_arriving import ArrivingCharts, Keep
from qualcode.edits.store import Store
from qualcode.edits.summaries import ClearCell, SayOfCell, WriteSummary


@dataclass
class BringInCharts:
    """Take the cells of a workbook in; `choices` says of those that differ on both sides which to keep.

    A cell that nobody decided on stays as the study has it. After `make`: `taken` counts cells.
    """

    arriving: ArrivingCharts
    choices: Mapping[tuple[Subject, str | None], Keep]
    taken: int = 0

    def apply(self, store: Store) -> str:
        for cell in self.arriving.cells:
            place = cell.subject, cell.code_id
            usual = Keep.OURS if cell.how.is_doubtful else Keep.THEIRS
            wanted = cell.kept(self.choices.get(place, usual))
            if wanted == cell.here:
                continue
            self.taken += 1
            if wanted.said is None:
                if written_in(store.conn, *place) is not None:
                    ClearCell(*place).apply(store)
                continue
            if wanted.words:
                WriteSummary(*place, wanted.words, cell.nested).apply(store)
            if wanted.said is not Said.SUMMARISED and cell.code_id is not None:
                SayOfCell(cell.subject, cell.code_id, wanted.said, cell.nested).apply(store)
        cells = "1 cell" if self.taken == 1 else f"{self.taken:,} cells"
        return f"{cells} of charts brought in"
