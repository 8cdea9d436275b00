"""The program's own colours: dark, light, high contrast."""

from __future__ import annotations

from functools import lru_cache

from textual.color import Color, ColorParseError
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
    error="#ff9090",
    dark=True,
    variables={"text-muted": "#ffffff", "text-disabled": "#d0d0d0"},
)
OWN = (DARK, LIGHT, HIGH_CONTRAST)

NAMES = {
    DARK.name: "qualcode, dark",
    LIGHT.name: "qualcode, light",
    HIGH_CONTRAST.name: "qualcode, high contrast",
}

# Twenty colours for codes; position and name double them. The first eight are at least 15 CIEDE2000 apart for
# everybody, also where red, green or blue is not seen; a light ground takes the dark ones instead.
_CODE_COLOURS = (
    "#22aaaa", "#ffcc11", "#bb77ff", "#888800", "#bbccff", "#00ffdd", "#668866", "#bbbb88",
    "#f28e2b", "#59a14f", "#ff9da7", "#4e79a7", "#d37295", "#b6992d", "#8cd17d", "#e15759", "#a0cbe8", "#9c755f",
    "#fabfd2", "#79706e",
)  # fmt: skip
_ON_LIGHT = dict(
    zip(
        _CODE_COLOURS,
        ("#118877", "#777711", "#4422aa", "#113300", "#7777bb", "#ee1177", "#550044", "#884444"),
        strict=False,
    )
)
_TINT, _TEXT, _STRIPE = 0.3, 4.5, 3.0  # WCAG 2.2: 1.4.3 for words, 1.4.11 for what is no word
_STEPS = 20


def code_colour(place: int) -> str:
    """The colour of the code at a place of the codebook, from 0; they come round again."""
    return _CODE_COLOURS[place % len(_CODE_COLOURS)]


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours after WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = (value / 255 for value in (colour.r, colour.g, colour.b))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def stripe_on(ground: Color, colour: str) -> Color:
    """A code's colour as its stripe has it: moved away from the ground until it stands out."""
    wanted = _on(ground, colour)
    end = Color.parse("white" if _luminance(ground) < 0.18 else "black")
    shades = (wanted.blend(end, step / _STEPS) for step in range(_STEPS + 1))
    return next((shade for shade in shades if contrast(shade, ground) >= _STRIPE), end)


def tint_on(ground: Color, words: Color, colour: str) -> Color:
    """A code's colour as the ground of its words: as much of it as leaves them easy to read."""
    wanted = _on(ground, colour)
    tints = (ground.blend(wanted, _TINT * step / _STEPS) for step in range(_STEPS, 0, -1))
    return next((tint for tint in tints if contrast(tint, words) >= _TEXT), ground)


@lru_cache(256)
def tint_steps(ground: Color, words: Color, colour: str, steps: int) -> tuple[Color, ...]:
    """Grounds from a little of a colour to as much of it as leaves the words easy to read."""
    most = tint_on(ground, words, colour)
    return tuple(ground.blend(most, step / steps) for step in range(1, steps + 1))


def _on(ground: Color, colour: str) -> Color:
    if _luminance(ground) > 0.18:
        colour = _ON_LIGHT.get(colour.lower(), colour)
    try:
        return Color.parse(colour)
    except ColorParseError:
        return Color.parse("grey")
