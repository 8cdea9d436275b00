"""What is so now in one line that fits where it stands: what matters least goes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.without_names import names_at
from qualcode.tui.widgets.words import Words

_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Said:
    """A part of the line; the higher its `rank`, the sooner `brief` stands for it, then nothing.

    Of rank 0 there is always something said.
    """

    words: str
    rank: int = 0
    brief: str = ""


def fitted(parts: Sequence[Said], room: int) -> str:
    """The parts in their order in at most `room` cells: the least are left out, the most are not shortened."""
    shown = [part.words for part in parts]
    if _fits(shown, room):
        return _joined(shown)
    shown = [part.brief or part.words for part in parts]
    least_first = sorted(range(len(parts)), key=lambda place: -parts[place].rank)
    for place in least_first:
        if _fits(shown, room) or not parts[place].rank:
            break
        shown[place] = ""
    for place in reversed(least_first):
        longer = [*shown[:place], parts[place].words, *shown[place + 1 :]]
        if shown[place] and _fits(longer, room):
            shown = longer
    return cut(_joined(shown), max(0, room))


def _joined(shown: Sequence[str]) -> str:
    return _BETWEEN.join(words for words in shown if words)


def _fits(shown: Sequence[str], room: int) -> bool:
    return cells(_joined(shown)) <= room


class StatusPane(Pane):
    """A pane whose line below says what is so now."""

    _told: Sequence[Said] = ()

    def tell(self, parts: Sequence[Said]) -> None:
        """Say this in the line below."""
        self._told = parts
        self.on_resize()

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        # The frame's corners, which the size leaves out, have a line and a blank beside them.
        below = Content(fitted(_shown(self, self._told), self.size.width - 4))
        if below != self._border_subtitle:
            self._border_subtitle = below
            # Textual's own setter draws all that is in the frame anew, 5 ms with every key.
            self.refresh(Region(-1, self.size.height, self.outer_size.width, 1))


class StatusLine(Words):
    """The same as a line of its own, below one with what stands here."""

    _here: Sequence[str] = ()
    _told: Sequence[Said] = ()

    def tell(self, here: Sequence[str], parts: Sequence[Said]) -> None:
        """Say what stands here, and what is so now."""
        self._here, self._told = here, parts
        self.on_resize()

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        here, parts = _shown(self, [Said(words) for words in self._here]), _shown(self, self._told)
        room = self.size.width
        lines = f"{cut(_joined([part.words for part in here]), room)}\n{fitted(parts, room)}"
        if lines != self.content:
            # Both lines are always there: laying the screen out again would cost 10 ms with every key.
            self.update(lines, layout=False)


def _shown(widget: Widget, parts: Sequence[Said]) -> list[Said]:
    """The parts without names, which may be shorter than what is shown for them."""
    show = names_at(widget).show
    return [replace(part, words=plain(show(part.words)), brief=plain(show(part.brief))) for part in parts]
