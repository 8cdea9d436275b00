"""Themes (F5): three views of what the study says, each a place of its own that stays as it was left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from qualcode.tui.commands import Command
from qualcode.tui.screens.export_choices import remember_lead
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.tab_bar import TabBar, TabShown

_FEW_LINES = 20
_VIEWS = (
    TabShown("counts", "1", "Counts"),
    TabShown("chart", "2", "Chart"),
    TabShown("making", "3", "Themes in the making"),
)

VIEW_COMMANDS = (
    Command("themes.counts", "1", "view('counts')", "themes: Counts", "Codes by participant, document and more."),
    Command(
        "themes.chart", "2", "view('chart')", "themes: Chart",
        "Participants by codes, with what somebody wrote about each (the Framework method).",
    ),
    Command(
        "themes.making", "3", "view('making')", "themes: In the making",
        "Claims across areas, with what supports each and what goes against it.",
    ),
    Command(
        "themes.lead", "", "lead_report", "report: Team lead’s report…",
        "Goes to Export, where all of Themes goes out together: Word, a web page, Excel, csv, pictures.",
    ),
)  # fmt: skip


class ThemesView(Place):
    """A view of Themes: the line of views, and below it what `compose_view` yields."""

    MODE = "themes"
    VIEW: ClassVar[str] = ""

    DEFAULT_CSS = """
    ThemesView #views { background: $background; }
    ThemesView.-short #notes { display: none; }
    """

    def compose_place(self) -> ComposeResult:
        yield TabBar(_VIEWS, self.VIEW, id="views")
        yield from self.compose_view()

    def on_resize(self) -> None:
        """In a window of few lines, leave them to the pane that has the keys."""
        self.set_class(self.size.height < _FEW_LINES, "-short")

    def compose_view(self) -> ComposeResult:
        """Yield the panes."""
        yield from ()

    def crumbs(self) -> Sequence[str]:
        return (self.shell.study_title, "Themes", self.CRUMB)

    def action_view(self, view: str) -> None:
        """Go to another view."""
        self.shell.go(view)

    async def action_lead_report(self) -> None:
        """Go to Export with the team lead's report."""
        await remember_lead(self.shell)
        self.shell.go("export")
