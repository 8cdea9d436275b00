"""The page on which one answer stands in full, drawn anew only where it changes."""

from __future__ import annotations

from textual.geometry import Region, Size

from qualcode.tui.widgets.reading_page import ReadingPage


class AnswerPage(ReadingPage):
    """A page whose place on the screen is the same whatever stands on it, so that only it is drawn anew.

    Laying the whole screen out because a code made the page a line longer took 40 ms after every key.
    """

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> AnswerPage:
        """Draw the page anew, and nothing around it."""
        super().refresh(*regions, repaint=repaint, recompose=recompose)
        return self

    def watch_virtual_size(self, size: Size) -> None:
        """Fit the scroll bar to the length of what is shown, and stay within it."""
        self.vertical_scrollbar.window_virtual_size = size.height
        if self.scroll_y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)
