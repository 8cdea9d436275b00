"""What can be set on this machine, each with its value; enter changes it at once."""

from __future__ import annotations

from typing import Protocol, cast

from textual import on, work
from textual.app import App, ComposeResult

from qualcode.settings import SCHEMA, Setting, Settings, setting, settings_file
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.questions import Choose
from qualcode.tui.themes import NAMES
from qualcode.tui.widgets.drawn_rows import Column, DrawnRows, Row
from qualcode.tui.widgets.words import Words


class Settling(Protocol):
    """What the application offers here."""

    settled: Settings

    def change_setting(self, name: str, value: str | int | bool) -> None:
        """Keep a setting and take it up at once; where it cannot be kept, say why."""
        ...


class SettingsScreen(Modal[None]):
    """The settings one under the other, and what the one under the cursor is for."""

    DEFAULT_CSS = """
    SettingsScreen DrawnRows { height: auto; background: $surface; }
    SettingsScreen #about { height: 3; margin-top: 1; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__(
            "Settings", "They hold on this machine, in every study.", "↑↓ move · enter change · esc back"
        )

    def compose_box(self) -> ComposeResult:
        yield DrawnRows((Column(""), Column("", 28)), classes="-tinted")
        yield Words("", id="about")
        yield Words(f"Keys are given in {settings_file()}; “qualcode keys --toml” prints a table to start from.")

    def on_mount(self) -> None:
        """Show what is set."""
        self.query_one(DrawnRows).styles.height = len(SCHEMA)
        self.settings_changed()
        self.query_one(DrawnRows).focus()

    def settings_changed(self) -> None:
        """Show what is set now."""
        now = cast(Settling, self.app).settled
        rows = [Row(one.name, (one.title, value_shown(one, one.shown(now)))) for one in SCHEMA]
        self.query_one(DrawnRows).show(rows)

    @on(DrawnRows.Moved)
    def _moved(self, event: DrawnRows.Moved) -> None:
        if event.row_id:
            self.query_one("#about", Words).update(setting(event.row_id).help)

    @on(DrawnRows.Opened)
    async def _opened(self, event: DrawnRows.Opened) -> None:
        self._change(setting(event.row_id))

    @work
    async def _change(self, one: Setting) -> None:
        settling = cast(Settling, self.app)
        if isinstance(one.default, bool):
            settling.change_setting(one.name, not getattr(settling.settled, one.name))
        else:
            await choose_value(self.app, one)


async def choose_value(app: App[None], one: Setting) -> None:
    """Ask for one of the values a setting takes, and take it up at once."""
    settling = cast(Settling, app)
    values = one.choices or tuple(str(number) for number in range(one.least, one.most + 1))
    choices = [(value, value_shown(one, value), "") for value in values]
    chosen = await app.push_screen_wait(Choose(one.title, choices, one.help, chosen=one.shown(settling.settled)))
    if chosen is not None:
        settling.change_setting(one.name, one.read(chosen))


def value_shown(one: Setting, value: str) -> str:
    """A value as a person reads it."""
    return NAMES.get(value, value) if one.name == "theme" else value
