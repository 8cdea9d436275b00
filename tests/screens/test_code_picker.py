"""Choosing a code: a few letters, enter, and nothing hidden behind the box."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode.tui.screens.code_picker import Applied, CodeChosen, CodePickerScreen, placed
from qualcode.tui.widgets.code_list import CodeList
from qualcode.tui.widgets.code_matching import CodeChoice, before_typing, matching
from qualcode.tui.widgets.code_picker import AreaChoice, CodeOffer, CodePicker

CODES = (
    CodeChoice("k", "1.1", "Knowing what exists", "Access", "Whether people hear of it.", 9),
    CodeChoice("r", "1.2", "Routes in", "Access", "How people come to it.", 4, pinned_digit=2),
    CodeChoice("p", "1.5", "Peers like me", "Access", "Somebody they recognise themselves in.", 22, pinned_digit=1),
    CodeChoice("s", "4.4", "Supporting peer workers", "Workforce", "Supervision and care.", 10),
    CodeChoice("y", "4.5", "Staying a peer", "Workforce", "", 10, state="proposed"),
    CodeChoice("o", "4.6", "Old peer code", "Workforce", "", 1, state="retired"),
    CodeChoice("m", "3.2", "Measuring", "Evidence and effect", "What counts.", 2),
)
AREAS = (AreaChoice("access", "Access"), AreaChoice("workforce", "Workforce"))
OFFER = CodeOffer("Code 2 sentences, P03", CODES, AREAS)


class Picking(App[None]):
    def __init__(self, offer: CodeOffer, refusal: str = "", beside: Region | None = None) -> None:
        super().__init__()
        self.offer, self.refusal, self.beside = offer, refusal, beside
        self.chosen: list[CodeChosen] = []
        self.result: str | None = "open"

    def compose(self) -> ComposeResult:
        yield Static("transcript")

    def on_mount(self) -> None:
        self.push_screen(CodePickerScreen(self.offer, self.apply, self.beside), self.closed)

    async def apply(self, chosen: CodeChosen) -> Applied:
        self.chosen.append(chosen)
        return Applied(None if self.refusal else chosen.code_id or "new", self.refusal)

    def closed(self, result: str | None) -> None:
        self.result = result

    def words(self, selector: str) -> str:
        return str(self.screen.query_one(selector, Static).render())

    def rows(self) -> list[str]:
        codes = self.screen.query_one(CodeList)
        drawn = ["".join(part.text for part in codes.render_line(y)) for y in range(codes.size.height)]
        return [row.strip() for row in drawn if row.strip()]


@asynccontextmanager
async def picking(
    offer: CodeOffer = OFFER,
    refusal: str = "",
    size: tuple[int, int] = (120, 40),
    beside: Region | None = None,
) -> AsyncIterator[tuple[Picking, Pilot[None]]]:
    app = Picking(offer, refusal, beside)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def names(found: Sequence[CodeChoice]) -> list[str]:
    return [choice.id for choice in found]


def test_before_typing_pinned_codes_come_first_then_recent_then_those_used_here() -> None:
    assert names(before_typing(CODES, recent=["s", "r"], used_here=["y", "s"])) == [
        *("p", "r"),
        *("s", "y"),
        *("k", "o", "m"),
    ]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("pe", "p"),
        ("1.2", "r"),
        ("4.", "s"),
        ("peer", "p"),
        ("sp", "s"),
        ("routs in", "r"),
        ("evid", "m"),
        ("KNOWING  what", "k"),
        ("rout", "r"),
    ],
)
def test_a_few_letters_find_the_code(query: str, first: str) -> None:
    assert names(matching(query, CODES))[0] == first


def test_the_name_of_an_area_finds_its_codes() -> None:
    assert names(matching("access", CODES)) == ["p", "k", "r"]


def test_letters_that_match_nothing_find_nothing() -> None:
    assert matching("zzq", CODES) == []


def test_the_name_of_a_new_code_finds_no_code_that_only_ends_alike() -> None:
    recruiting = CodeChoice("x", "4.2", "Recruiting", "Workforce")
    assert [matching(typed, [recruiting]) for typed in ("mixing", "giving", "routing")] == [[], [], []]
    assert matching("recriuting", [recruiting]) == [recruiting], "a slip of the fingers still finds it"


def test_several_words_are_each_forgiven_a_slip_and_one_that_is_another_is_not() -> None:
    waiting = CodeChoice("x", "4.2", "Waiting lists and referral", "Workforce")
    for typed in ("wating refferal", "wiating listts", "referal waitng"):
        assert matching(typed, [waiting]) == [waiting]
    assert matching("waitnig rooms", [waiting]) == [], "it is the name of a new code"


@given(st.text(max_size=12))
def test_whatever_is_typed_finds_codes_that_exist_and_each_once(query: str) -> None:
    found = names(matching(query, CODES))
    assert len(found) == len(set(found))
    assert set(found) <= set(names(CODES))


async def test_two_letters_and_enter_apply_a_code() -> None:
    async with picking() as (app, pilot):
        await pilot.press("p", "e", "enter")
        assert app.chosen == [CodeChosen(code_id="p")]
        assert app.result == "p"


async def test_the_definition_of_the_highlighted_code_is_shown() -> None:
    async with picking() as (app, pilot):
        assert app.words("#definition") == "Somebody they recognise themselves in."
        await pilot.press("down")
        assert app.words("#definition") == "How people come to it."
        await pilot.press(*"staying")
        assert app.words("#definition").startswith("Proposed.")


async def test_tab_applies_and_stays_for_another() -> None:
    async with picking() as (app, pilot):
        await pilot.press("p", "e", "tab")
        assert app.result == "open"
        assert app.words("#definition") == "Applied: 1.5 Peers like me"
        assert app.screen.query_one("#query", Input).value == ""
        await pilot.press("r", "o", "enter")
        assert app.chosen == [CodeChosen(code_id="p"), CodeChosen(code_id="r")]
        assert app.result == "r"


async def test_a_code_that_is_already_there_says_so_and_changes_nothing() -> None:
    async with picking(replace(OFFER, already=frozenset({"p"}))) as (app, pilot):
        await pilot.press("p", "e")
        assert "already coded" in app.rows()[0]
        await pilot.press("enter")
        assert app.chosen == []
        assert app.result == "open"
        assert "already coded here" in app.words("#definition")


async def test_escape_goes_back_without_a_code() -> None:
    async with picking() as (app, pilot):
        await pilot.press("p", "escape")
        assert app.result is None
        assert app.chosen == []


async def test_a_refusal_is_shown_and_the_picker_stays() -> None:
    async with picking(refusal="The disk is full. Nothing was changed.") as (app, pilot):
        await pilot.press("p", "e", "enter")
        assert app.result == "open"
        assert app.words("#definition") == "The disk is full. Nothing was changed."


async def test_a_name_that_matches_nothing_becomes_a_new_code_under_an_area() -> None:
    async with picking() as (app, pilot):
        await pilot.press(*"mixing", "down", "enter")
        assert app.chosen == [CodeChosen(new_name="mixing", area_id="workforce")]
        assert app.result == "new"


@pytest.mark.parametrize("slip", ["rp", "zzq", "9.9", "47"])
async def test_a_slip_in_a_few_letters_or_a_number_makes_no_code_with_one_enter(slip: str) -> None:
    async with picking() as (app, pilot):
        await pilot.press(*slip)
        assert app.words("#definition") == f"No code is found by “{slip}”. enter twice makes a new one of that name."
        await pilot.press("enter")
        assert app.chosen == [] and app.result == "open"
        assert f"New code “{slip}” under which area?" in app.words("#definition")
        await pilot.press("escape")
        assert app.result == "open" and app.rows() == [f"▸ +     New code “{slip}”…"], (
            "esc goes back to what is typed"
        )
        await pilot.press("enter", "enter")
        assert app.chosen == [CodeChosen(new_name=slip, area_id="access")], "it may be a name all the same"


async def test_after_a_slip_one_types_on_and_enter_applies_what_is_found() -> None:
    async with picking() as (app, pilot):
        await pilot.press(*"rp", "backspace", "o", "enter")
        assert app.chosen == [CodeChosen("r")]


async def test_in_a_study_without_codes_a_short_name_is_a_name() -> None:
    async with picking(replace(OFFER, choices=())) as (app, pilot):
        await pilot.press(*"GP", "enter")
        assert app.chosen == [CodeChosen(new_name="GP", area_id="access")]


async def test_the_code_that_a_mistyped_name_is_like_is_offered_before_a_new_one() -> None:
    async with picking() as (app, pilot):
        await pilot.press(*"suporting wrokers")
        assert "Supporting peer workers" in app.rows()[0] and "New code “suporting wrokers”" in app.rows()[-1]
        await pilot.press("enter")
        assert app.chosen == [CodeChosen("s")]


async def test_where_no_code_can_be_made_none_is_promised() -> None:
    async with picking(replace(OFFER, areas=())) as (app, pilot):
        await pilot.press(*"zzzzzz", "enter")
        assert app.words("#definition") == "No code is found by “zzzzzz”."
        assert app.chosen == [] and app.result == "open"


async def test_a_new_code_is_offered_below_codes_that_only_resemble_it() -> None:
    async with picking() as (app, pilot):
        await pilot.press(*"peer")
        assert app.rows()[-1].startswith("+")
        await pilot.press("up", "pagedown", "enter", "enter")
        assert app.chosen == [CodeChosen(new_name="peer", area_id="access")]


async def test_escape_leaves_the_choice_of_an_area_for_the_codes() -> None:
    async with picking() as (app, pilot):
        await pilot.press(*"peer", "pagedown", "enter")
        assert app.rows()[0].startswith("+") or "Access" in app.rows()[0]
        await pilot.press("escape")
        assert "Peers like me" in app.rows()[0]
        assert app.result == "open"


async def test_retired_codes_are_not_offered() -> None:
    async with picking() as (app, pilot):
        await pilot.press(*"old peer")
        assert not any("Old peer code" in row for row in app.rows())


async def test_a_long_name_is_not_cut_to_say_that_its_code_is_proposed() -> None:
    long = replace(CODES[4], id="z", name="What students do want")
    short = replace(CODES[4], id="x", name="Staying")
    async with picking(replace(OFFER, choices=(long, short))) as (app, _):
        assert "What students do want " in app.rows()[0]
        assert "Staying (proposed) " in app.rows()[1]
        assert app.words("#definition").startswith("Proposed. ")


async def test_a_row_can_be_clicked() -> None:
    async with picking() as (app, pilot):
        await pilot.click(CodeList, offset=(5, 1))
        assert app.chosen == [CodeChosen(code_id="r")]


async def test_a_click_outside_goes_back() -> None:
    async with picking(beside=Region(0, 2, 60, 2)) as (app, pilot):
        await pilot.click(offset=(119, 39))
        assert app.result is None


async def test_names_with_markup_are_only_words() -> None:
    hostile = CodeChoice("x", "9", "[/then] [@click=a]x[/]", "[b]", "[/] \x1b]0;x\x07 definition")
    async with picking(CodeOffer("Code [/] [red]x", [hostile], [AreaChoice("a", "[/area]")])) as (app, pilot):
        assert "[/then] [@click=a]x[/]" in app.rows()[0]
        assert app.screen.query_one(CodePicker)._border_title == Content("Code [/] [red]x")
        assert "\x1b" not in app.words("#definition")
        await pilot.press(*"qzwx[/]", "tab")
        assert app.chosen == [CodeChosen(new_name="qzwx[/]", area_id="a")]


async def test_the_picker_stays_beside_the_selection_when_the_window_shrinks() -> None:
    selection = Region(0, 5, 80, 3)
    async with picking(beside=selection) as (app, pilot):
        for size in ((120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert not app.screen.query_one(CodePicker).region.overlaps(selection)


@given(st.integers(40, 200), st.integers(16, 60), st.integers(0, 50), st.integers(1, 10), st.integers(0, 40))
def test_the_picker_never_covers_the_selection_where_there_is_room(
    width: int, height: int, y: int, rows: int, x: int
) -> None:
    selection = Region(x, min(y, height - 1), width - x, rows).intersection(Region(0, 0, width, height - 1))
    if not selection:
        return
    offset, high = placed(Size(width, height), selection)
    box = Region(offset.x, offset.y, min(CodePicker.WIDTH, width), high)
    assert Region(0, 0, width, height).contains_region(box)
    assert high <= CodePicker.HEIGHT
    if max(selection.y, height - 1 - selection.bottom) >= 7:
        assert not box.overlaps(selection)


async def test_a_short_list_leaves_its_rows_to_the_definition() -> None:
    long = replace(CODES[0], definition="Whether people hear of it, from whom, and when. " * 3)
    async with picking(CodeOffer("Code", (long, *CODES[1:]), AREAS)) as (app, pilot):
        assert app.screen.query_one("#definition").size.height == 2
        await pilot.press("k", "n", "o", "w", "i")
        await pilot.pause()
        assert len(app.rows()) == 2
        assert app.screen.query_one("#definition").size.height == 6


async def test_a_definition_longer_than_its_room_ends_in_an_ellipsis() -> None:
    long = replace(CODES[0], definition="Whether people hear of it, from whom, and when. " * 9)
    async with picking(CodeOffer("Code", (long, *CODES[1:]), AREAS)) as (app, pilot):
        await pilot.press(*"1.1")
        await pilot.pause()
        lines = app.words("#definition").splitlines()
        assert len(lines) == app.screen.query_one("#definition").size.height
        assert lines[-1].endswith("…")


@pytest.mark.parametrize(("typed", "found"), [("12", "r"), ("45", "y"), ("1.5", "p"), ("32", "m")])
def test_the_stop_of_an_index_number_need_not_be_typed(typed: str, found: str) -> None:
    assert names(matching(typed, CODES)) == [found]


async def test_where_one_code_is_wanted_tab_chooses_it_and_the_keys_say_so() -> None:
    async with picking(replace(OFFER, verb="choose", several=False)) as (app, pilot):
        assert app.words("#keys") == "enter choose · esc back"
        await pilot.press("tab")
        await pilot.pause()
        assert app.result == app.chosen[0].code_id


async def test_letters_typed_before_the_picker_is_drawn_are_not_lost() -> None:
    async with picking() as (app, pilot):
        await pilot.press("escape")
        app.push_screen(CodePickerScreen(OFFER, app.apply))
        for letter in "rout":
            app.post_message(events.Key(letter, letter))
        await pilot.pause()
        assert app.screen.query_one(Input).value == "rout"
