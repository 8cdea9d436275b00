"""Putting a text right on the screen: what will happen is told first, and one step takes it back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import TextArea

from qualcode.edits.participants import ChangeParticipant
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Transcript
from qualcode.tui.screens.questions import AskLine, Choose, YesNo
from qualcode.tui.screens.text_edit import TextEditScreen
from tests.screens.golden import assert_golden
from tests.screens.shown_study import SAID, Shown, make_study, shown, transcript

SENT = "So I sent myself."


async def on_sentence(seen: Shown, words: str) -> None:
    """Open the document and select these words."""
    view = await seen.open_first()
    start = view.document.text.index(words)
    view.select(Span(start, start + len(words)))
    await seen.settled()


async def code_here(seen: Shown, name: str) -> None:
    await seen.press("c", *name, "enter")


async def words_of_codings(seen: Shown) -> list[str]:
    text = seen.view.document.text
    return [mark.span.of(text) for mark in seen.view.marks]


async def edit(seen: Shown) -> TextArea:
    """Open the box on the selected words."""
    await seen.press("R", "enter")
    await seen.until(lambda: isinstance(seen.app.screen, TextEditScreen))
    return seen.app.screen.query_one(TextArea)


async def test_a_typo_in_a_coded_passage_is_fixed_looked_at_and_taken_back(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await on_sentence(seen, SENT)
        await code_here(seen, "routes")
        area = await edit(seen)
        assert area.text == SENT
        assert "Nothing is changed yet." in seen.text
        area.text = "So I took myself there."
        await seen.settled()
        assert "1 coding has other words then:" in seen.text
        assert "“sent” becomes “took”" in seen.text
        await seen.press("enter")
        await seen.until(lambda: "took myself there" in seen.view.document.text)
        assert seen.toasts[-1] == "The words are changed. u takes it back."
        assert await words_of_codings(seen) == ["So I took myself there."]
        assert "words changed since" in seen.text
        assert seen.view.selection is not None
        assert seen.view.selection.of(seen.view.document.text) == "So I took myself there."
        await seen.press("u")
        await seen.until(lambda: "sent myself" in seen.view.document.text)
        assert await words_of_codings(seen) == [SENT]
        assert "words changed since" not in seen.text


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_box_tells_what_happens_while_one_writes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(make_study(tmp_path), size=size) as seen:
        await on_sentence(seen, SENT)
        await code_here(seen, "routes")
        area = await edit(seen)
        area.text = ""
        await seen.settled()
        assert_golden(f"text-edit-{size[0]}x{size[1]}", seen.text)


async def test_esc_leaves_the_text_as_it_is(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await on_sentence(seen, SENT)
        area = await edit(seen)
        area.text = "Something else."
        await seen.press("escape")
        assert SENT in seen.view.document.text
        assert await seen.ask("SELECT count(*) FROM text_version") == [(1,)]


async def test_a_coding_without_words_is_listed_and_comes_back_with_undo(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await on_sentence(seen, SENT)
        await code_here(seen, "routes")
        area = await edit(seen)
        area.text = ""
        await seen.press("ctrl+s")
        await seen.until(lambda: SENT not in seen.view.document.text)
        assert await words_of_codings(seen) == []
        assert "1 coding without words" in seen.text
        await seen.press("colon", *"without words", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        assert "1.2 Routes in · Ana" in seen.text
        assert f"was on “{SENT}”" in seen.text
        await seen.press("enter", "u")
        await seen.until(lambda: SENT in seen.view.document.text)
        assert await words_of_codings(seen) == [SENT]


async def test_only_words_of_the_turn_one_stands_in_are_changed(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        view = await seen.open_first()
        for _ in range(4):
            await seen.press("e")
        area = await edit(seen)
        assert area.text == SAID[0][1]
        area.text = "Tell me."
        await seen.press("enter")
        await seen.until(lambda: "Tell me." in seen.view.document.text)
        assert seen.view is view


async def test_a_turn_is_split_before_the_passage_and_given_to_the_other(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await on_sentence(seen, SENT)
        await seen.press("R", "down", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, Choose) and "who says the second" in seen.text)
        await seen.press("up", "enter")
        await seen.until(lambda: len(seen.view.document.turns) == 7)
        assert [turn.label for turn in seen.view.document.turns][1:4] == ["P03", "INT", "INT"]
        await seen.press("u")
        await seen.until(lambda: len(seen.view.document.turns) == 6)


async def test_a_turn_is_joined_with_the_one_before_after_a_question(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await on_sentence(seen, "I sleep.")
        await seen.press("R", "down", "down", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, YesNo))
        assert "All of it is INT’s then." in seen.text
        await seen.press("enter")
        await seen.until(lambda: len(seen.view.document.turns) == 5)
        assert "going? I sleep." in seen.view.document.text


async def test_words_of_somebody_who_withdrew_are_joined_to_anothers_for_a_reason_that_is_kept(
    tmp_path: Path,
) -> None:
    path = make_study(tmp_path)
    with Project.open(path, back_up=False) as project:
        person = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P03'").fetchone()[0]
        project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    async with shown(path) as seen:
        await on_sentence(seen, "I sleep.")
        await seen.press("R", "down", "down", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, YesNo))
        assert "Words of P03, who withdrew, become an" in " ".join(seen.text.split()), seen.text
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press(*"INT", "enter")
        await seen.until(lambda: len(seen.view.document.turns) == 5)
        assert any("Words of P03, who withdrew, become an interviewer’s." in toast for toast in seen.toasts)
    with Project.open(path, back_up=False) as project:
        assert project.conn.execute("SELECT body, kind FROM memo").fetchall() == [("INT", "method")]


async def test_one_turn_is_given_to_somebody_new(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await on_sentence(seen, "I sleep.")
        await seen.press("R", "down", "down", "down", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, Choose) and "Who says turn 6" in seen.text)
        await seen.press("end", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press(*"P09", "enter")
        await seen.until(lambda: seen.view.document.turns[-1].label == "P09")
        assert [turn.label for turn in seen.view.document.turns] == ["INT", "P03", "INT", "P03", "INT", "P09"]


def untold() -> Transcript:
    """Captions: six turns of nobody."""
    said = transcript()
    return replace(said, turns=tuple(replace(turn, speaker=None) for turn in said.turns))


async def labels_typed(seen: Shown, *labels: str) -> None:
    """Type the label of each in turn, as somebody new."""
    for label in labels:
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        await seen.press("end", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press(*label, "enter")
        await seen.settled()


async def test_all_turns_of_nobody_are_given_to_two_in_turn_as_one_step(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, [untold()])) as seen:
        view = await seen.open_first()
        await seen.press("R", *["down"] * 4, "enter")
        await seen.until(lambda: "Who says all 6 turns of nobody?" in seen.text)
        assert "It begins: “How did you come to hear about the group?”" in seen.text
        await seen.press("end", "enter")
        await seen.until(lambda: "Who says turn 1, and every second one from there?" in seen.text)
        await labels_typed(seen, "Interviewer", "P03")
        await seen.until(lambda: view.document.turns[0].label == "INT")
        assert [turn.label for turn in view.document.turns] == ["INT", "P03"] * 3
        assert seen.toasts[-1].startswith("6 turns have new speakers. ")
        await seen.press("u")
        await seen.until(lambda: view.document.turns[0].label == "")


async def test_the_turns_of_nobody_from_here_on_or_the_selected_ones_are_given_to_one(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, [untold()])) as seen:
        view = await seen.open_first()
        await seen.press("t", "space", "t", "R", *["down"] * 4, "enter")
        await seen.until(lambda: "Which turns are somebody’s?" in seen.text)
        assert "the 2 turns selected" in seen.text and "all 6 turns of nobody" in seen.text
        await seen.press("enter")
        await seen.until(lambda: "Who says the 2 turns selected?" in seen.text)
        await seen.press("up")
        await seen.press("home")
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press(*"P03", "enter")
        await seen.until(lambda: view.document.turns[1].label == "P03")
        assert [turn.label for turn in view.document.turns] == ["", "P03", "P03", "", "", ""]
        await seen.press("t", "R", *["down"] * 4, "enter")
        await seen.until(lambda: "from here on, 3" in seen.text)


async def test_where_every_turn_has_a_speaker_it_is_said_how_to_give_several_to_another(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("R", *["down"] * 4, "enter")
        await seen.until(lambda: any(toast.startswith("Every turn has a speaker.") for toast in seen.toasts))


async def test_the_first_turn_cannot_be_joined(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("R", "down", "down", "enter")
        await seen.until(lambda: any(toast.startswith("This is the first turn.") for toast in seen.toasts))


async def test_the_page_does_not_jump_under_a_small_correction(tmp_path: Path) -> None:
    said = [(("Interviewer", "P03")[n % 2], f"This is what I said, the {n}th tiem.") for n in range(200)]
    async with shown(make_study(tmp_path, [transcript(said)])) as seen:
        view = await seen.open_first()
        start = view.document.text.index("the 100th tiem.")
        view.select(Span(start, start + 15))
        view.scroll_to(y=view.scroll_offset.y + 5, animate=False, immediate=True)
        await seen.settled()
        before = view.scroll_offset.y
        area = await edit(seen)
        area.text = "the 100th time."
        await seen.press("enter")
        await seen.until(lambda: "the 100th time." in view.document.text)
        assert view.scroll_offset.y == before
        await seen.press("u")
        await seen.until(lambda: "the 100th time." not in view.document.text)
        assert view.scroll_offset.y == before
