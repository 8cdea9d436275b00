"""A whole job at the keyboard: from the file of a survey to ten coded answers, and one step back."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from qualcode.tui.screens.answers import AnswersScreen
from qualcode.tui.screens.choose_path import ChoosePath
from tests.screens.shown_study import make_study, rows, shown

CODED = "SELECT count(DISTINCT document_id), count(*) FROM coding_seen"


async def test_a_survey_comes_in_and_ten_answers_are_coded_and_one_step_is_taken_back(tmp_path: Path) -> None:
    study = make_study(tmp_path)
    said = ["Somebody who had been there", "An evening group near me", "A card in the chemist’s", "My peer worker"]
    lines = [
        f'A{n},p{n}@example.org,{"nurse" if n % 2 else "carer"},"{said[n % 4] if n < 8 else f"{said[n % 4]}, {n}"}"'
        for n in range(40)
    ]
    source = tmp_path / "spring.csv"
    source.write_text("\n".join(["ID,Email,Role,Please say what helped", *lines]), encoding="utf-8")
    async with shown(study) as seen:
        await seen.press("plus")
        assert isinstance(seen.app.screen, ChoosePath)
        await seen.press("tab", "tab")
        seen.app.screen.query_one(Input).focus()
        seen.app.screen.query_one(Input).value = str(source)
        await seen.press("enter")
        await seen.until(lambda: "The answers of a survey" in seen.text)
        await seen.press("enter")
        await seen.until(lambda: "Bring in 40 people and 40 open answers" in seen.text)
        await seen.press("enter")
        await seen.until(lambda: "40 people and 40 answers brought in." in seen.text)
        await seen.press("enter")
        await seen.until(lambda: "40 answers, 36 different · 0 coded" in seen.text)
        assert isinstance(seen.app.screen, AnswersScreen)

        # Two say the same, then one after the other: by its name, by its digit, once more, and what has none yet.
        await seen.press("c", *"routes", "enter", "j", "c", *"peers like", "enter", "j", "1", "j", "a")
        assert await seen.ask(CODED) == [(8, 8)]
        await seen.press("right_curly_bracket", "2", "j", "1")
        assert await seen.ask(CODED) == [(10, 10)]
        assert "10 coded" in seen.text
        await seen.press("u")
        assert await seen.ask(CODED) == [(9, 9)]
        await seen.press("U", "f", "down", "enter")
        assert "30 answers" in seen.text
        await seen.press("escape", "escape")
        assert "10 coded" in seen.text
    assert rows(study, CODED) == [(10, 10)]
    assert rows(study, "SELECT count(*) FROM participant WHERE attributes LIKE '%example.org%'") == [(0,)]
