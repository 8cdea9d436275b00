"""A screen painted from what is seen of its widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip

_NEAR = 8  # rows that a widget remembers are handed out as fast as it is asked for others


class SeenCompositor(Compositor):
    """Has a widget draw only the rows that are painted and where nothing covers it.

    Textual has each draw all its rows between the first and the last that changed, those of the containers below too:
    a third of what moving a cursor costs, where a row changes at the top and another at the foot of the screen.
    """

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        cuts = self.cuts
        painted: list[dict[int, Strip | None]] = [dict.fromkeys(one[:-1]) for one in cuts]
        rows = [y for y in crop.line_range if is_rendered_line(y)]
        for widget, (region, clip) in self.visible_widgets.items():  # the uppermost first
            seen = region.intersection(clip)
            left, right = seen.column_span
            bare = (
                y
                for y in rows
                if seen.y <= y < seen.bottom
                and any(strip is None for cut, strip in painted[y].items() if left <= cut < right)
            )
            for run in _runs(bare):
                strips = widget.render_lines(
                    Region(seen.x - region.x, run.start - region.y, seen.width, len(run)),
                )
                for y, strip in zip(run, strips, strict=False):
                    here = [cut for cut in cuts[y] if left <= cut <= right]
                    pieces = strip.divide([cut - seen.x for cut in here[1:]])
                    for cut, piece in zip(here, pieces, strict=False):
                        if painted[y].get(cut) is None:
                            painted[y][cut] = piece
        return cast(Sequence[Mapping[int, Strip]], painted)


def _runs(rows: Iterable[int]) -> list[range]:
    """Rows in order as the stretches they make, with those between that cost less than to ask once more."""
    runs: list[range] = []
    for row in rows:
        if runs and row - runs[-1].stop < _NEAR:
            runs[-1] = range(runs[-1].start, row + 1)
        else:
            runs.append(range(row, row + 1))
    return runs
