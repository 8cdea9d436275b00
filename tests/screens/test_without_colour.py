"""What the screens say to somebody who sees no colours: which row is meant, and which list the keys act on."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.strip import Strip

from qualcode.tui.widgets.form import Field, Form
from tests.screens.place_study import Study, opened, press, screen_text


async def test_a_mark_moves_with_the_cursor_of_a_menu(study: Study) -> None:
    async with opened(study, "w") as pilot:
        assert "▸ new" in screen_text(pilot)
        await press(pilot, "down")
        assert "▸ new" not in screen_text(pilot)
        assert "▸ read" in screen_text(pilot)


async def test_a_mark_stands_beside_the_chosen_line_of_a_box_that_opens(study: Study) -> None:
    async with opened(study, "p", "enter", "tab", "enter", "down") as pilot:
        assert "▸ paraphrase only" in screen_text(pilot)


async def test_a_mark_stands_beside_the_folder_under_the_cursor(study: Study) -> None:
    (study.path.parent / "inside").mkdir()
    async with opened(study, "p", "plus", "enter", "down") as pilot:
        await pilot.pause(0.2)
        assert "▸ + " in screen_text(pilot)


async def test_the_kind_of_a_memo_is_chosen_with_tab_and_the_arrows_or_the_mouse(study: Study) -> None:
    async with opened(study, "f3", "down", "m", "tab", "right", "right") as pilot:
        assert "▸tension" in screen_text(pilot)
        await pilot.click("KindLine", offset=(2, 0))
        await pilot.pause()
        assert "▸idea" in screen_text(pilot)


async def test_of_two_lists_the_one_that_the_keys_do_not_reach_has_a_hollow_mark(study: Study) -> None:
    async with opened(study, "f3", "down", "f4") as pilot:
        assert "▹ " in screen_text(pilot)
        assert "│▸ P01" in screen_text(pilot)
        await press(pilot, "tab")
        assert "│▹ P01" in screen_text(pilot)


async def test_the_words_of_an_excerpt_stand_out_from_those_around_them(study: Study) -> None:
    async with opened(study, "f3", "down", "f4") as pilot:
        assert "‹It was a card on the board in the chemist’s.› So I sent myself." in screen_text(pilot)


async def test_a_click_beside_a_menu_closes_it(study: Study) -> None:
    async with opened(study, "w") as pilot:
        await pilot.click(offset=(2, 35))
        await pilot.pause()
        assert "▸ new" not in screen_text(pilot)


# The whole program with NO_COLOR set: nothing on the screen has a hue, and all that matters has a mark or a style.


@pytest.fixture
def no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def hues(app: App[None]) -> set[str]:
    """The colours on the screen, as it is sent to the terminal, that are not grey."""
    found = set()
    for strip in app.screen._compositor.render_strips():
        for sent in _filtered(app, strip):
            for colour in (sent.style.color, sent.style.bgcolor) if sent.style else ():
                red, green, blue = colour.get_truecolor() if colour is not None else (0, 0, 0)
                if len({red, green, blue}) > 1:
                    found.add(f"{red},{green},{blue}")
    return found


def _filtered(app: App[None], strip: Strip) -> Strip:
    for one in app._filters:
        strip = strip.apply_filter(one, app.screen.background_colors[1])
    return strip


def reversed_words(app: App[None]) -> str:
    """The words on the screen that are shown with ground and letters exchanged."""
    strips = app.screen._compositor.render_strips()
    return " ".join(part.text for strip in strips for part in strip if part.style and part.style.reverse)


@pytest.mark.usefixtures("no_colour")
@pytest.mark.parametrize(
    ("keys", "marks"),
    [
        (("down",), ("▸ workshop",)),
        (("f3", "down"), ("▸",)),
        (("f4",), ("▸", "▹", "‹", "›")),
        (("f5",), ("▸", "▹", "█")),
        (("f5", "2"), ("▸", "▹", "○ coded 1", "[ ]")),
        (("f5", "3"), ("▸3 Themes",)),
        (("f5", "slash"), ("▸ code:",)),
        (("f8",), ("▸",)),
        (("f9", "plus", "escape"), ("▸",)),
        (("p",), ("▸",)),
        (("z",), ("▸",)),
        (("w",), ("▸ new",)),
        (("colon",), ("▸",)),
        (("V", *"card", "enter"), ("▸",)),
        (("V", *"card", "enter", "space"), ("•",)),
        (("enter",), ("‹", "›", "┃", "1.1")),
        (("enter", "c"), ("▸", "×")),
        (("enter", "f"), ("▸",)),
        (("enter", "j", "o", "equals_sign"), ("▸", "‹", "others")),
    ],
)
async def test_every_place_says_without_colour_where_one_is(
    study: Study, keys: tuple[str, ...], marks: tuple[str, ...]
) -> None:
    async with opened(study, *keys) as pilot:
        await pilot.pause(0.1)
        assert pilot.app.no_color
        assert hues(pilot.app) == set()
        assert [mark for mark in marks if mark not in screen_text(pilot)] == []


@pytest.mark.usefixtures("no_colour")
async def test_what_is_looked_at_has_an_edge_and_the_selection_is_reversed_without_colour(study: Study) -> None:
    async with opened(study, "enter", "f", "enter") as pilot:
        assert "▎" in screen_text(pilot)
        assert reversed_words(pilot.app).endswith("the short of it.")


@pytest.mark.usefixtures("no_colour")
async def test_overlapping_codes_and_the_current_one_are_told_apart_without_colour(study: Study) -> None:
    async with opened(study, "enter", "j", "c", *"sleep", "enter") as pilot:
        text = screen_text(pilot)
        assert "┃" in text and "█" in text, "the current stripe is broad"
        assert "1.1 Knowing what exists" in text or "1.1 · 3.1.1" in text, "names stand beside the stripes"


class OneForm(App[None]):
    def compose(self) -> ComposeResult:
        yield Form([Field("here", "Of this town", "yes", "tick"), Field("there", "Of another", "", "tick")])


async def test_a_box_that_is_ticked_is_told_from_one_that_is_not_by_its_mark() -> None:
    app = OneForm()
    async with app.run_test(size=(60, 10)) as pilot:

        def lines() -> list[str]:
            strips = app.screen._compositor.render_strips()
            return ["".join(part.text for part in strip).strip() for strip in strips]

        assert "[x] Of this town" in lines()
        assert "[ ] Of another" in lines()
        await pilot.press("space")
        await pilot.pause()
        assert "[ ] Of this town" in lines()
        assert app.query_one(Form).changed == {"here": ""}
