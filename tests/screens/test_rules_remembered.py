"""Rules that are remembered give each widget the looks that Textual finds when it tries all rules on it anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

from qualcode.tui.app import QualcodeApp
from tests.screens.shown_study import make_study, shown

Looks = dict[str, object]


def looks(node: DOMNode) -> tuple[Looks, dict[str, Looks], tuple[bool, ...]]:
    """The rules that hold for a node and for its parts, and the states they depend on."""
    states = (node._has_hover_style, node._has_focus_within, node._has_order_style, node._has_odd_or_even)
    parts = {name: dict(styles.base._rules) for name, styles in node._component_styles.items()}
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
