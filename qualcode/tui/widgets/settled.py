"""What a widget draws by the settings of this machine."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.widget import Widget

from qualcode.settings import Settings


@runtime_checkable
class Settled(Protocol):
    """A widget or screen that draws otherwise once something else is set."""

    def settings_changed(self) -> None:
        """Draw by the settings there are now."""


def settings_at(widget: Widget) -> Settings:
    """The settings of the application; the defaults where it has none."""
    found = getattr(widget.app, "settled", None)
    return found if isinstance(found, Settings) else Settings()


def is_still(widget: Widget) -> bool:
    """True where nothing may move, blink or flash: by the settings, or by `TEXTUAL_ANIMATIONS=none`."""
    return widget.app.animation_level == "none"
