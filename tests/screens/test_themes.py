"""Colours that are read: words on every tint, stripes on every ground, and codes told apart by every eye."""

from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from qualcode import settings
from qualcode.settings import THEMES
from qualcode.tui.screens.questions import Choose
from qualcode.tui.themes import DARK, HIGH_CONTRAST, LIGHT, OWN, code_colour, contrast, stripe_on, tint_on, tint_steps
from qualcode.tui.widgets.drawn_table import TINTS
from qualcode.tui.widgets.marked_options import MarkedOptions
from tests.screens.shown_study import make_study, shown

_OFFERED = {theme.name: theme for theme in (*OWN, *BUILTIN_THEMES.values()) if theme.name in THEMES}
_ODD = ("black", "white", "#808080", "red", "blue", "steelblue", "no colour at all", "")

# Machado, Oliveira and Fernandes 2009, severity 1.0; they act on linear RGB.
_EYES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
    "all colours": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}
_APART = 15.0  # CIEDE2000; 1 is just seen side by side, 10 at a glance

Lab = tuple[float, float, float]


def colours_of(theme: Theme) -> tuple[Color, Color]:
    """The ground and the words of a theme."""
    made = theme.to_color_system().generate()
    return Color.parse(made["background"]), Color.parse(made["foreground"])


def as_seen(colour: Color, eye: str) -> Lab:
    """A colour in CIELAB (D65) as an eye sees it."""
    parts = [value / 255 for value in (colour.r, colour.g, colour.b)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in _EYES[eye]
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: Lab, other: Lab) -> float:
    """CIEDE2000, after Sharma, Wu and Dalal 2005."""
    (light1, a1, b1), (light2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    chroma1, chroma2 = math.hypot(a1, b1), math.hypot(a2, b2)
    hue1, hue2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = (hue2 - hue1 + 180) % 360 - 180 if chroma1 * chroma2 else 0.0
    hue = hue1 + turn / 2 if chroma1 * chroma2 else hue1 + hue2
    by_light, by_chroma = light2 - light1, chroma2 - chroma1
    by_hue = 2 * math.sqrt(chroma1 * chroma2) * math.sin(math.radians(turn) / 2)
    light, chroma = (light1 + light2) / 2, (chroma1 + chroma2) / 2
    weight = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    of_light = by_light / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    of_chroma, of_hue = by_chroma / (1 + 0.045 * chroma), by_hue / (1 + 0.015 * chroma * weight)
    spread = 60 * math.exp(-((((hue % 360) - 275) / 25) ** 2))
    twist = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(math.radians(spread))
    return math.sqrt(of_light**2 + of_chroma**2 + of_hue**2 + twist * of_chroma * of_hue)


def test_the_distance_is_that_of_the_published_examples() -> None:
    published = [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ]
    for one, other, apart in published:
        assert distance(one, other) == pytest.approx(apart, abs=1e-4)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(Color.parse("black"), Color.parse("white")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_words_are_read_on_every_tint_and_stripes_stand_out(name: str) -> None:
    ground, words = colours_of(_OFFERED[name])
    for colour in (*map(code_colour, range(20)), *_ODD):
        tint = tint_on(ground, words, colour)
        assert contrast(tint, words) >= 4.5, colour
        assert contrast(stripe_on(ground, colour), ground) >= 3, colour
    for place in range(20):
        assert tint_on(ground, words, code_colour(place)) != ground, place


@given(st.sampled_from(THEMES), st.integers(0, 0xFFFFFF))
def test_a_colour_somebody_else_s_program_gave_a_code_is_read_as_well(name: str, number: int) -> None:
    ground, words = colours_of(_OFFERED[name])
    colour = f"#{number:06x}"
    assert contrast(tint_on(ground, words, colour), words) >= 4.5
    assert contrast(stripe_on(ground, colour), ground) >= 3


@pytest.mark.parametrize("eye", _EYES)
@pytest.mark.parametrize("name", THEMES)
def test_the_first_eight_colours_are_apart_for_every_eye_in_every_theme(name: str, eye: str) -> None:
    ground, _ = colours_of(_OFFERED[name])
    seen = {colour: as_seen(stripe_on(ground, colour), eye) for colour in map(code_colour, range(8))}
    apart = {pair: distance(seen[pair[0]], seen[pair[1]]) for pair in combinations(seen, 2)}
    assert min(apart.values()) >= _APART, min(apart, key=lambda pair: apart[pair])


@pytest.mark.parametrize("name", THEMES)
def test_numbers_are_read_on_every_tint_of_a_table_and_tints_grow(name: str) -> None:
    made = _OFFERED[name].to_color_system().generate()
    words = Color.parse(made["foreground"])
    for of in ("background", "surface"):
        ground = Color.parse(made[of])
        tints = tint_steps(ground, words, made["primary"], TINTS)
        least = min(4.5, contrast(ground, words))
        assert all(contrast(tint, words) >= least for tint in tints)
        away = [distance(as_seen(ground, "all colours"), as_seen(tint, "all colours")) for tint in tints]
        assert away == sorted(away)


@pytest.mark.parametrize("eye", _EYES)
@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_the_strongest_tint_is_told_from_the_ground_by_every_eye(theme: Theme, eye: str) -> None:
    ground, words = colours_of(theme)
    *_, strongest = tint_steps(ground, words, theme.primary, TINTS)
    assert distance(as_seen(ground, eye), as_seen(strongest, eye)) >= 5


def test_colours_of_codes_come_round_after_twenty() -> None:
    assert len({code_colour(place) for place in range(20)}) == 20
    assert code_colour(20) == code_colour(0)


@pytest.mark.parametrize(("theme", "least"), [(DARK, 4.5), (LIGHT, 4.5), (HIGH_CONTRAST, 7.0)])
def test_words_in_the_program_s_own_colours_are_read_on_its_grounds(theme: Theme, least: float) -> None:
    made = theme.to_color_system().generate()
    for ground in ("background", "surface", "panel"):
        for words in ("foreground", "text-muted", "primary", "secondary", "accent", "success", "warning", "error"):
            found = contrast(Color.parse(made[words]), Color.parse(made[ground]))
            assert found >= least, (words, ground)


async def test_each_theme_that_is_offered_can_be_shown(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        for name in THEMES:
            seen.app.change_setting("theme", name)
            await seen.settled()
            assert seen.app.theme == name
    assert settings.load().theme == THEMES[-1]


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
async def test_quiet_words_of_the_option_under_the_cursor_can_be_read(theme: Theme, tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        seen.app.theme = theme.name
        await seen.app.push_screen(Choose("Which?", [("a", "One", "what one is"), ("b", "Two", "what two is")]))
        await seen.pilot.pause()
        options = seen.app.screen.query_one(MarkedOptions)
        for line in range(4):
            for words, style, _ in options.render_line(line):
                if words.strip() and style is not None and style.color is not None and style.bgcolor is not None:
                    colours = Color.from_rich_color(style.bgcolor), Color.from_rich_color(style.color)
                    assert contrast(*colours) >= 4.5, (words, line)
