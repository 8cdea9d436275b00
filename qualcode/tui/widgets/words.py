"""Words on a screen: never markup, and never a name that is on the study's list."""

from __future__ import annotations

from textual.content import Content
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
        super().__init__(content, id=id, classes=classes, markup=False)

    def render(self) -> Content:
        """Draw the words with every name replaced by what is shown for it."""
        content = self.content
        words = content if isinstance(content, Content) else Content(clean(str(content)))
        return words if self._real_names else content_without(names_at(self), words)


class Tick(Checkbox):
    """A box to tick that tells [x] from [ ] by more than its colour."""

    def __init__(self, label: str, value: bool = False, *, id: str | None = None) -> None:
        super().__init__(Content(plain(label)), value, id=id, compact=True)

    @property
    def _button(self) -> Content:
        return Content.styled("[x]" if self.value else "[ ]", self.get_visual_style("toggle--button"))
