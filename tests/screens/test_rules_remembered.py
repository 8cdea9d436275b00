"""Rules that are remembered give each widget the looks that Textual finds when it tries all rules on it anew."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.app import QualcodeApp
from tests.screens.shown_study import make_study, shown

Looks = dict[str, object]


def looks(node: DOMNode) -> tuple[Looks, dict[str, Looks], tuple[bool, ...]]:
    """The rules that hold for a node and for its parts, and the states they depend on."""
    states = (node._has_hover_style, node._has_focus_within, node._has_order_style, node._has_odd_or_even)
    parts = {name: dict(node._component_styles[name].base._rules) for name in node._get_component_classes()}
    return dict(node.styles.base._rules), parts, states


def bars(widget: Widget) -> list[Widget]:
    """The scrollbars of a widget that are seen."""
    found: list[Widget] = []
    if widget.is_scrollable:
        found += [widget.vertical_scrollbar] if widget.show_vertical_scrollbar else []
        found += [widget.horizontal_scrollbar] if widget.show_horizontal_scrollbar else []
    return found


def otherwise_looking(app: QualcodeApp) -> list[str]:
    """The widgets of the screen whose looks are not those that Textual's own stylesheet gives."""
    plain = Stylesheet(variables=app.get_css_variables())
    plain._rules = app.stylesheet.rules
    found = []
    for widget in list(app.screen.walk_children(Widget, with_self=True)):
        for node in (widget, *bars(widget)):
            app.stylesheet.apply(node)
            remembered = looks(node)
            plain.apply(node)
            if looks(node) != remembered:
                found.append(f"{type(node).__name__}#{node.id}")
    return found


@pytest.mark.parametrize("theme", ["qualcode-dark", "textual-light"])
async def test_widgets_look_as_textual_would_have_them_wherever_one_goes(tmp_path: Path, theme: str) -> None:
    async with shown(make_study(tmp_path)) as seen:
        seen.app.theme = theme
        await seen.settled()
        for keys in (
            *("down", "slash x", "escape", "enter", "j c", "escape escape", "f3", "enter", "escape"),
            *("f4", "f5", "f9", "f1", "escape", "f2", "ctrl+p x"),
        ):
            await seen.press(*keys.split())
            assert otherwise_looking(seen.app) == [], keys


async def test_a_state_that_comes_and_goes_is_seen_in_the_looks(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path), size=(80, 24)) as seen:
        await seen.press("f3", "enter")
        ones = [one for one in seen.app.screen.query("*") if one.focusable]
        for one in ones:
            one.focus()
            await seen.settled()
            assert otherwise_looking(seen.app) == [], f"{one} with the focus"
        for one in ones:
            one.disabled = True
            await seen.settled()
            assert otherwise_looking(seen.app) == [], f"{one} out of reach"
            one.disabled = False
        await seen.pilot.hover(ones[0])
        assert otherwise_looking(seen.app) == [], "under the mouse"
        await seen.pilot.resize_terminal(120, 40)
        await seen.settled()
        assert otherwise_looking(seen.app) == [], "in a larger window"


class OneWord(Widget):
    """Draws one of its two parts."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"one-word--drawn", "one-word--never"}
    DEFAULT_CSS = """
    OneWord .one-word--drawn { color: #00ff00; }
    OneWord.-lit .one-word--drawn { color: #ff0000; }
    """

    def render_line(self, y: int) -> Strip:
        return Strip([Segment("word", self.get_component_rich_style("one-word--drawn"))], 4)


class WithOneWord(App[None]):
    def compose(self) -> ComposeResult:
        yield OneWord()


def ink(widget: Widget) -> str:
    """The colour in which a widget stands on the screen."""
    style = widget.screen._compositor.render_strips()[0]._segments[0].style
    assert style is not None and style.color is not None
    return style.color.name


async def test_a_widget_is_drawn_anew_where_only_a_part_of_it_looks_otherwise() -> None:
    async with WithOneWord().run_test() as pilot:
        word = pilot.app.query_one(OneWord)
        assert ink(word) == "#00ff00"
        word.add_class("-lit")
        await pilot.pause()
        assert ink(word) == "#ff0000"
        assert set(word._component_styles) == {"one-word--drawn"}, "what is not drawn is not looked up"
        with pytest.raises(KeyError):
            word.get_component_styles("one-word--unknown")
