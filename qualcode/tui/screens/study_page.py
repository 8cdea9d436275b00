"""The study page: what the study is about; it stands at the front of every report."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from qualcode.analysis.study import study_page
from qualcode.edits.study import ChangeStudy
from qualcode.tui.screens.modal import Modal
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.words import Words

_FIELDS = (
    ("title", "Title", ""),
    ("question", "Question", "what the study asks"),
    ("dates", "Dates", "when the material was gathered"),
    ("team", "Team", "who does it"),
    ("funder", "Funder", "who pays for it"),
    ("ethics", "Ethics", "the reference of the approval"),
    ("destroy_by", "Destroy by", "when the material must be destroyed, as 2036-06-30"),
)


class StudyPageScreen(Modal[None]):
    """A line for each field; esc saves what was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Save and go back", show=False, priority=True),
        Binding("down,enter", "app.focus_next", "Next", show=False, priority=True),
        Binding("up", "app.focus_previous", "Previous", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    StudyPageScreen > .box { width: 84; }
    StudyPageScreen VerticalScroll { height: auto; max-height: 20; }
    StudyPageScreen Horizontal { height: 1; margin-bottom: 1; }
    StudyPageScreen .label { width: 14; color: $text-muted; }
    StudyPageScreen Input { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__(
            "Study page", "It stands at the front of every report.", "↑↓ or tab next line · esc saves and goes back"
        )
        self._before: dict[str, str] = {}

    @property
    def _shell(self) -> Shell:
        return cast(Shell, self.app)

    def compose_box(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            for name, label, placeholder in _FIELDS:
                with Horizontal():
                    yield Words(label, classes="label")
                    yield Input(placeholder=placeholder, id=name, select_on_focus=False)

    async def on_mount(self) -> None:
        """Fill in what is known."""
        self._before = await self._shell.read(study_page)
        for name, _, _ in _FIELDS:
            self.query_one(f"#{name}", Input).value = self._before[name]
        self.query_one("#title", Input).focus()

    def action_back(self) -> None:
        """Save what was changed, and go back."""
        self._save()

    @work
    async def _save(self) -> None:
        now = {name: self.query_one(f"#{name}", Input).value for name, _, _ in _FIELDS}
        changed = {name: value for name, value in now.items() if value.strip() != self._before.get(name, "")}
        if changed and await self._shell.make(ChangeStudy(changed)) is None:
            return
        if changed:
            self._shell.say("Study page saved. u takes it back.")
        self.dismiss(None)
