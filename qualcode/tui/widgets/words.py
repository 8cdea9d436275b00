"""Words on a screen: never markup, and never a name that is on the study's list."""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Checkbox, Static

from qualcode.transcripts.clean import clean, plain
from qualcode.tui.widgets.without_names import content_without, names_at


class Words(Static):
    """Words that stand there; every screen shows its words with this and not with Textual's own `Static`."""

    def __init__(
        self,
        content: str | Content = "",
        *,
        id: str | None = None,
        classes: str | None = None,
        real_names: bool = False,
    ) -> None:
        self._real_names = real_names  # of what asks about a name itself
        self._drawn: Content | None = None
        super().__init__(content, id=id, classes=classes, markup=False)

    def render(self) -> Content:
        """Draw the words with every name replaced by what is shown for it."""
        self._drawn = self._shown(self.content)
        return self._drawn

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Let other words stand there; for the same ones nothing is drawn, nor the screen laid out again: 7 ms."""
        if self._drawn is None or not self._drawn.is_same(self._shown(content)):
            self._drawn = None
            super().update(content, layout=layout)

    def _shown(self, content: VisualType) -> Content:
        words = content if isinstance(content, Content) else Content(clean(str(content)))
        return words if self._real_names else content_without(names_at(self), words)


class Tick(Checkbox):
    """A box to tick that tells [x] from [ ] by more than its colour."""

    def __init__(self, label: str, value: bool = False, *, id: str | None = None) -> None:
        super().__init__(Content(plain(label)), value, id=id, compact=True)

    @property
    def _button(self) -> Content:
        return Content.styled("[x]" if self.value else "[ ]", self.get_visual_style("toggle--button"))
