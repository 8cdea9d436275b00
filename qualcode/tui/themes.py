"""The program's own colours: dark, light, high contrast."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="qualcode-dark",
    primary="#8fb8de",
    secondary="#b9a7d6",
    accent="#e0b36b",
    foreground="#d8dce2",
    background="#15181d",
    surface="#1b1f26",
    panel="#232830",
    success="#86b98a",
    warning="#e0b36b",
    error="#e08a83",
    dark=True,
    variables={"text-muted": "#939cab"},
)
LIGHT = Theme(
    name="qualcode-light",
    primary="#1f5f99",
    secondary="#6a4c93",
    accent="#8a5a00",
    foreground="#22262b",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e8e5de",
    success="#2f6b36",
    warning="#8a5a00",
    error="#a5302a",
    dark=False,
    variables={"text-muted": "#5c6470"},
)
HIGH_CONTRAST = Theme(
    name="qualcode-high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    success="#00ff66",
    warning="#ffff00",
    error="#ff8080",
    dark=True,
    variables={"text-muted": "#ffffff", "text-disabled": "#d0d0d0"},
)
OWN = (DARK, LIGHT, HIGH_CONTRAST)

NAMES = {
    DARK.name: "qualcode, dark",
    LIGHT.name: "qualcode, light",
    HIGH_CONTRAST.name: "qualcode, high contrast",
}

# Twenty colours for codes, told apart on dark and light alike; position and name double them.
_CODE_COLOURS = (
    "#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#b07aa1", "#edc948", "#ff9da7", "#9c755f", "#86bcb6",
    "#d37295", "#8cd17d", "#a0cbe8", "#ffbe7d", "#d4a6c8", "#b6992d", "#499894", "#fabfd2", "#79706e", "#d7b5a6",
)  # fmt: skip


def code_colour(place: int) -> str:
    """The colour of the code at a place of the codebook, from 0; they come round again."""
    return _CODE_COLOURS[place % len(_CODE_COLOURS)]
