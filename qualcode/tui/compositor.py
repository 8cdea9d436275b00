"""A screen painted from what is seen of its widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import cast

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

_NEAR = 8  # rows that a widget remembers are handed out as fast as it is asked for others


class SeenCompositor(Compositor):
    """Has a widget draw only the rows that are painted and where nothing covers it.

    Textual has each draw all its rows between the first and the last that changed, those of the containers below too:
    a third of what moving a cursor costs, where a row changes at the top and another at the foot of the screen.
    """

    def __init__(self) -> None:
        super().__init__()
        self._changed: list[Region] | None = None  # what is painted of the screen; None for all of it

    def render_partial_update(self) -> ChopsUpdate | None:
        """Paint what changed."""
        self._changed = list(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = None

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        cuts = self.cuts
        painted: list[dict[int, Strip | None]] = [dict.fromkeys(one[:-1]) for one in cuts]
        bare = {y: set(painted[y]) for y in crop.line_range if is_rendered_line(y)}
        if self._changed is not None:
            columns = {y: [(x1, x2) for _, x1, x2 in found] for y, found in self._by_row(self._changed)}
            for y, wanted in bare.items():
                pieces = zip(cuts[y], cuts[y][1:], strict=False)
                wanted &= {cut for cut, end in pieces if any(cut < x2 and x1 < end for x1, x2 in columns[y])}
        for widget, (region, clip) in self.visible_widgets.items():  # the uppermost first
            seen = region.intersection(clip)
            left, right = seen.column_span
            rows = (y for y in bare if seen.y <= y < seen.bottom and any(left <= cut < right for cut in bare[y]))
            for run in _runs(rows):
                strips = widget.render_lines(
                    Region(seen.x - region.x, run.start - region.y, seen.width, len(run)),
                )
                for y, strip in zip(run, strips, strict=False):
                    if y not in bare:
                        continue
                    here = [cut for cut in cuts[y] if left <= cut <= right]
                    for cut, piece in zip(here, strip.divide([cut - seen.x for cut in here[1:]]), strict=False):
                        if painted[y].get(cut) is None:
                            painted[y][cut] = piece
                    bare[y].difference_update(here[:-1])
        return cast(Sequence[Mapping[int, Strip]], painted)

    def _by_row(self, regions: Iterable[Region]) -> Iterable[tuple[int, Iterable[tuple[int, int, int]]]]:
        return groupby(self._regions_to_spans(regions), key=itemgetter(0))


def _runs(rows: Iterable[int]) -> list[range]:
    """Rows in order as the stretches they make, with those between that cost less than to ask once more."""
    runs: list[range] = []
    for row in rows:
        if runs and row - runs[-1].stop < _NEAR:
            runs[-1] = range(runs[-1].start, row + 1)
        else:
            runs.append(range(row, row + 1))
    return runs
