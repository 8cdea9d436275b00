"""The first minutes: the demo, a new study from a folder, a study that is there, what is dropped on the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from qualcode import settings
from qualcode.participants.names import Name
from qualcode.project.project import Project
from qualcode.tui.screens.choose_path import ChoosePath
from qualcode.tui.screens.importing import ImportScreen
from qualcode.tui.screens.paths import given_path
from qualcode.tui.screens.questions import AskLine, Choose, ProblemScreen
from qualcode.tui.screens.welcome import WelcomeScreen
from tests.screens.shown_study import Shown, make_study, shown, standing

INTERVIEW = "Interviewer: How was it?\nP01: It was fine. I went again.\n"


@pytest.fixture
def material(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two interviews, one file that says no kind, and one that cannot be read."""
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "garden study"
    folder.mkdir()
    (folder / "P01 interview.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / "P02 interview.txt").write_text(INTERVIEW.replace("P01", "P02"), encoding="utf-8")
    (folder / "P01 recording.mp3").write_bytes(b"ID3")
    (folder / "broken.docx").write_bytes(b"nothing of the kind")
    monkeypatch.chdir(tmp_path)
    return folder


async def _drop(seen: Shown, words: str) -> None:
    seen.app.post_message(events.Paste(words))
    await seen.settled()


async def test_a_new_study_is_made_from_a_folder_and_its_files_become_documents(material: Path) -> None:
    async with shown(None) as seen:
        await seen.press("down", "enter")
        assert isinstance(seen.app.screen, ChoosePath)
        await _drop(seen, f"'{material}'")
        assert isinstance(seen.app.screen, AskLine)
        await seen.press("enter")
        assert "where is it kept?" in seen.text
        await seen.press("enter")
        assert "which codebook?" in seen.text
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine) and "Who codes" in seen.text)
        await seen.press(*"RS", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, ImportScreen) and "Bring in" in seen.text)
        assert "Not read: broken.docx" in seen.text
        await seen.press("enter")
        await seen.until(lambda: "goes on" in seen.text)
        assert "2 documents brought in." in seen.text
        assert "Not read: broken.docx" in seen.text
        assert "Left out: 1 file of other kinds (.mp3)." in seen.text
        await seen.press("enter")
        assert "P02 interview" in seen.text
        assert "garden study ▸ Documents" in seen.text
        assert len(await seen.ask("SELECT id FROM code WHERE is_area = 1")) == 5
    assert standing(material / "garden study.qualcode") == []


async def test_a_study_may_have_a_folder_of_its_own_away_from_what_is_read(material: Path, tmp_path: Path) -> None:
    place = tmp_path / "mine"
    place.mkdir()
    async with shown(None) as seen:
        await _drop(seen, str(material))
        await seen.press("enter", "down", "enter")
        assert "A folder called “garden study” is made in the one you choose." in seen.text
        await _drop(seen, str(place))
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine) and "Who codes" in seen.text)
        await seen.press(*"RS", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, ImportScreen) and "Bring in" in seen.text)
        await seen.press("escape")
        await seen.until(lambda: "Nothing was brought in." in seen.text)
    assert (place / "garden study" / "garden study.qualcode").is_file()
    assert not [path for path in material.iterdir() if path.is_dir()], "the folder that was read is as it was"


async def test_j_and_k_move_in_every_choice_as_in_every_list(material: Path) -> None:
    async with shown(None) as seen:
        await _drop(seen, str(material))
        await seen.press("enter", "j", "k", "enter", "j")
        assert "▸ None yet" in seen.text
        await seen.press("G")
        assert "▸ From a file" in seen.text


async def test_each_question_of_a_new_study_is_asked_again_where_one_goes_back_from_the_next(material: Path) -> None:
    async with shown(None) as seen:
        await seen.press("down", "enter")
        await _drop(seen, str(material))
        await seen.press(*" 2", "enter", "enter", "escape")
        assert "where is it kept?" in seen.text
        await seen.press("escape")
        assert seen.app.screen.query_one(Input).value == "garden study 2", "what was typed is still there"
        await seen.press("escape")
        assert "where are the transcripts?" in seen.text
        await seen.press("escape")
        assert isinstance(seen.app.screen, WelcomeScreen)
    assert sorted(path.suffix for path in material.iterdir()) == [".docx", ".mp3", ".txt", ".txt"]


async def test_what_is_there_already_is_told_before_anything_comes_in_with_the_ends_of_the_names(
    material: Path, tmp_path: Path
) -> None:
    (material / "P03 copy.txt").write_text(INTERVIEW, encoding="utf-8")
    path = make_study(tmp_path)
    async with shown(path) as seen:
        await seen.press("plus")
        await _drop(seen, str(material))
        await seen.until(lambda: "Bring in 2 documents" in seen.text)
        assert "Not again, the same words being there already: P03 copy.txt." in seen.text
        await seen.press("enter")
        await seen.until(lambda: "enter goes on" in seen.text)
        assert "2 documents brought in." in seen.text


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_keys_are_in_sight_while_one_looks_at_an_import_and_esc_says_that_nothing_came_in(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = tmp_path / "many"
    for number in range(9):
        (folder / f"day {number}").mkdir(parents=True)
        words = f"Only a paragraph, number {number}, that nobody in particular says.\n"
        (folder / f"day {number}" / "notes.txt").write_text(words, encoding="utf-8")
    async with shown(make_study(tmp_path), size=size) as seen:
        await seen.press("plus")
        await _drop(seen, str(folder))
        await seen.until(lambda: "Bring in 9 documents" in seen.text)
        assert "esc back" in seen.text
        await seen.press("enter")
        await seen.until(lambda: "First: what kind of documents are these?" in seen.text)
        assert "In day 0/: notes.txt" in seen.text
        await seen.press("escape")
        assert "▸ Bring in 9 documents" in seen.text
        await seen.press("escape")
        assert "Nothing was brought in." in seen.text


async def test_esc_leaves_the_cursor_of_the_first_screen_where_it_was(material: Path) -> None:
    async with shown(None) as seen:
        await seen.press("down", "enter")
        assert isinstance(seen.app.screen, ChoosePath)
        await seen.press("escape")
        assert "▸ New study from a folder" in seen.text


async def test_tab_completes_a_path_that_is_typed_and_enter_takes_it(material: Path, tmp_path: Path) -> None:
    async with shown(None) as seen:
        await seen.press("down", "enter")
        await seen.type_at_once(*f"{tmp_path}/gar")
        await seen.press("tab")
        assert seen.app.screen.query_one(Input).value == f"{material}/"
        assert "enter takes this path" in seen.text
        await seen.press("down")
        assert seen.app.screen.query_one(Input).value == "", "enter means the folder under the cursor again"
        await seen.press("tab")
        await seen.type_at_once(*f"{tmp_path}/gar")
        await seen.press("tab", "enter")
        assert "what is it called?" in seen.text


async def test_esc_at_any_question_makes_nothing(material: Path) -> None:
    async with shown(None) as seen:
        for answered in ([], ["enter"], ["enter", "enter"]):
            await _drop(seen, str(material))
            await seen.press(*answered, "escape", *["escape" for _ in answered])
            assert isinstance(seen.app.screen, WelcomeScreen)
    assert not list(material.glob("*.qualcode"))


async def test_a_study_dropped_on_the_window_is_opened(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    async with shown(None, coder=None) as seen:
        await _drop(seen, str(path).replace(" ", "\\ ") + " ")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press("A", "enter")
        await seen.until(lambda: seen.app.current_mode == "documents")
        assert "Peer support ▸ Documents" in seen.text


async def test_the_study_opened_last_is_under_the_cursor(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    async with shown(path):
        pass
    async with shown(None, coder=None) as seen:
        assert str(tmp_path)[:40] in seen.text
        await seen.press("enter")
        await seen.until(lambda: seen.app.current_mode == "documents")
        assert "coder Ana" in seen.text


async def test_a_file_that_is_no_study_gets_a_sentence(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.qualcode"
    wrong.write_text("not a study")
    async with shown(None) as seen:
        await _drop(seen, str(wrong))
        await seen.until(lambda: isinstance(seen.app.screen, ProblemScreen))
        await seen.press("escape")
        assert "Welcome" in seen.text
    assert settings.remembered().recent == ()


async def test_the_demo_study_opens_without_a_question(material: Path) -> None:
    async with shown(None, coder=None) as seen:
        await seen.press("enter")
        await seen.until(lambda: seen.app.current_mode == "documents")
        assert seen.app.coder_name == "Demo"
        assert "518 codings" in seen.text


async def test_more_documents_are_imported_into_an_open_study(material: Path, tmp_path: Path) -> None:
    path = make_study(tmp_path)
    odd = tmp_path / "thoughts.txt"
    odd.write_text("Only a paragraph that nobody in particular says.\n", encoding="utf-8")
    async with shown(path) as seen:
        await seen.press("plus")
        assert isinstance(seen.app.screen, ChoosePath)
        await _drop(seen, str(odd))
        await seen.until(lambda: "Bring in 1 document" in seen.text)
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        assert "thoughts" in seen.text
        await seen.press("down", "down", "enter")
        await seen.until(lambda: "enter goes on" in seen.text)
        await seen.press("enter")
        assert await seen.ask("SELECT kind FROM document ORDER BY num") == [("interview",), ("field note",)]
        await seen.press("u")
        assert "thoughts" not in seen.text.split("Undid")[0]


@pytest.mark.parametrize("written", ["{}", "'{}'", '"{}"', " {} \n", "file://{}"])
def test_a_path_is_known_however_the_terminal_pastes_it(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "my files"
    folder.mkdir()
    shown_as = str(folder).replace(" ", "%20") if written.startswith("file") else str(folder)
    assert given_path(written.format(shown_as)) == folder
    assert given_path(str(folder).replace(" ", "\\ ")) == folder


@pytest.mark.parametrize("words", ["", "  ", "no such thing", "two\nlines", "\x00", "~nobody/here", "x" * 5000])
def test_words_that_are_no_path_are_none(words: str) -> None:
    assert given_path(words) is None


async def test_a_part_of_a_listed_name_is_told_after_an_import(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    with Project.open(path, back_up=False) as project:
        project.keep_names([Name("Zofia Kaczmarek", "Anna Lee")])
    later = tmp_path / "later.txt"
    later.write_text("Interviewer: Who?\nP07: Mrs Kaczmarek came.\n", encoding="utf-8")
    async with shown(path) as seen:
        await seen.press("plus")
        await _drop(seen, str(later))
        await seen.until(lambda: "Bring in 1 document" in seen.text)
        await seen.press("enter")
        await seen.until(lambda: "“Kaczmarek” (1 place)" in " ".join(seen.text.split()))


async def test_speakers_that_look_alike_are_offered_for_review_after_an_import(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    odd = tmp_path / "again.txt"
    odd.write_text("BSR06: Yes.\nInterviewer: How?\nBSR06: So.\nInterviewer: And?\nBSRO6: Well.\n", encoding="utf-8")
    async with shown(path) as seen:
        await seen.press("plus")
        await _drop(seen, str(odd))
        await seen.until(lambda: "Bring in 1 document" in seen.text)
        await seen.press("enter")
        await seen.until(lambda: "Review the speakers" in seen.text)
        assert "BSRO6" in seen.text
        await seen.press("enter")
        await seen.until(lambda: "Speakers" in seen.text and "BSRO6" in seen.text)


async def test_a_path_can_be_typed_at_once_where_a_folder_is_chosen(material: Path) -> None:
    async with shown(None) as seen:
        await seen.press("down", "enter")
        assert isinstance(seen.app.screen, ChoosePath)
        await seen.type_at_once(*str(material))
        await seen.press("enter")
        asked = seen.app.screen
        assert asked.query_one(Input).value == "garden study"


@pytest.mark.parametrize("begun", ["/", "~"])
async def test_a_path_that_is_typed_on_the_first_screen_begins_or_opens_a_study(
    material: Path, tmp_path: Path, begun: str
) -> None:
    path = make_study(tmp_path)
    before = "" if begun == "/" else "~"
    rest = str(path)[1:] if begun == "/" else f"/{path.name}"
    async with shown(None) as seen:
        await seen.type_at_once(begun, *rest)
        await seen.until(lambda: isinstance(seen.app.screen, ChoosePath))
        line = seen.app.screen.query_one(Input)
        await seen.until(lambda: line.value == before + (str(path) if begun == "/" else rest))
        await seen.press("enter")
        await seen.until(lambda: "Who codes" in seen.text)
        await seen.press(*"RS", "enter")
        await seen.until(lambda: seen.app.current_mode == "documents")
    async with shown(None) as seen:
        await seen.type_at_once(*"~/gar", "tab", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        assert "The transcripts are read from" in seen.text and material.name in seen.text
        await seen.press("escape")
        await seen.until(lambda: isinstance(seen.app.screen, WelcomeScreen))
