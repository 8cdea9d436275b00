"""Passages of an open document are put under themes in the making, from where they are read."""

from __future__ import annotations

from qualcode.analysis.themes import Theme, themes
from qualcode.edits.themes import NewTheme
from qualcode.project.project import Project
from tests.screens.place_study import Study, opened, press, screen_text, toasts


def with_a_theme(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(NewTheme("Word gets round"))


def the_theme(study: Study) -> Theme:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        (one,) = themes(project.conn)
        return one


async def test_a_passage_kept_as_a_quote_supports_a_theme_though_it_has_no_code(study: Study) -> None:
    with_a_theme(study)
    async with opened(study, "enter", "right_curly_bracket", "Y") as pilot:
        assert "Nothing is kept or coded here" in toasts(pilot)[-1]
        await press(pilot, "y", "Y")
        assert "Put 1 kept passage under" in screen_text(pilot)
        await press(pilot, "enter")
        assert "gathered under the theme “Word gets round”" in toasts(pilot)[-1]
    (gathered,) = the_theme(study).supporting
    assert (gathered.what, gathered.shown) == ("kept passage", "That’s the short of it.")


async def test_a_coded_passage_goes_against_a_theme_as_an_excerpt(study: Study) -> None:
    with_a_theme(study)
    async with opened(study, "enter", "j", "Y") as pilot:
        assert "Put the excerpt of 1.2 Routes in under" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert "gathered against the theme “Word gets round”" in toasts(pilot)[-1]
    (gathered,) = the_theme(study).opposing
    assert (gathered.what, gathered.shown) == ("excerpt", "So I sent myself.")
