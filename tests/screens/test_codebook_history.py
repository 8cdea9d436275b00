"""The codebook's history, its earlier wordings, and its ways in and out."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.analysis.code_events import CodeEvent
from qualcode.analysis.codes import codebook
from qualcode.codebooks.files import read_codebook
from qualcode.edits.codebook import AddCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.codebook_arriving import ArrivingScreen
from qualcode.tui.screens.codebook_history import CodebookHistoryScreen
from qualcode.tui.screens.codebook_history_rows import deed
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.marked_options import MarkedOptions, MarkedSelect
from tests.screens.place_study import (
    INTERVIEWS,
    NOON,
    Study,
    assert_golden,
    opened,
    press,
    run,
    screen_text,
    settle,
    toasts,
    type_words,
)

SIZES = [(120, 40), (80, 24)]
TABLE = (
    "area,index,parent,name,definition\n"
    "Access,1,,Access,Whether people find it.\n"
    "Access,1.1,1,Knowing what exists,Whether people find out that it exists.\n"
    "Access,1.2,1,Route in,How somebody came.\n"
    "Access,1.3,1,Barriers,What stands in the way.\n"
)


async def until(pilot: Pilot[None], words: str) -> None:
    """Wait for what a thread finds."""
    for _ in range(200):
        if words in "\n".join((screen_text(pilot), *toasts(pilot))):
            await settle(pilot)
            return
        await pilot.pause(0.01)
    raise AssertionError(screen_text(pilot))


async def choose(pilot: Pilot[None], name: str) -> None:
    """Choose an option of the list that is open, by its id."""
    options = pilot.app.screen.query_one(MarkedOptions)
    options.highlighted = options.get_option_index(name)
    await press(pilot, "enter")


# Earlier wordings


@pytest.fixture
async def reworded(study: Study) -> Study:
    """A study in which 1.1 means something else since its four codings were made."""
    async with opened(study, "f3", "down", "enter", "tab", "tab") as pilot:
        await type_words(pilot, "Now. ")
        await press(pilot, "escape")
    return study


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_codings_made_under_an_earlier_wording_are_read_again(reworded: Study, size: tuple[int, int]) -> None:
    async with opened(reworded, "f3", "down", size=size) as pilot:
        if size[0] < 100:
            await press(pilot, "i", "enter")
        else:
            assert "4 codings made under an earlier wording" in screen_text(pilot)
            await press(pilot, "tab", "enter")
        assert "made under an earlier wording" in screen_text(pilot)
        assert_golden(pilot, f"excerpts-earlier-{size[0]}x{size[1]}")


async def test_what_was_read_again_stands_under_the_present_wording_with_one_undo(reworded: Study) -> None:
    def earlier() -> list[tuple[object, ...]]:
        return reworded.ask(
            "SELECT count(*) FROM coding c JOIN code ON code.id = c.code_id WHERE c.wording_id != code.wording_id"
        )

    async with opened(reworded, "f3", "down") as pilot:
        await run(pilot, "codebook.earlier")
        await press(pilot, "w")
        assert toasts(pilot)[-1] == "1 coding stands under the present wording. u takes it back."
        assert len(pilot.app.screen.query_one("#rows-0", DrawnRows).row_ids) == 3
        await press(pilot, "space", "space", "space", "w")
        assert "No coding stands under an earlier wording any more." in screen_text(pilot)
        await press(pilot, "u", "u")
        await press(pilot, "escape", "w")
        assert "made under an earlier wording" not in screen_text(pilot).splitlines()[2]
    assert earlier() == [(3,)]


async def test_excerpts_shows_all_of_a_code_again_when_one_goes_there_otherwise(reworded: Study) -> None:
    async with opened(reworded, "f3", "down") as pilot:
        await run(pilot, "codebook.earlier")
        assert "made under an earlier wording" in screen_text(pilot).splitlines()[2]
        await press(pilot, "f3", "f4")
        assert "made under an earlier wording" not in screen_text(pilot).splitlines()[2]
        await press(pilot, "w")
        await press(pilot, "f3", "down")
        await run(pilot, "codebook.earlier")
        assert toasts(pilot)[-1] == "Every coding of it was made under its present wording."


async def test_a_passage_is_taken_as_the_example_of_its_code_from_excerpts_and_from_the_text(study: Study) -> None:
    async with opened(study, "f3", "down", "f4") as pilot:
        await run(pilot, "excerpts.example")
        assert toasts(pilot)[-1].startswith("Example of “Knowing what exists”")
        await press(pilot, "enter", "right_square_bracket", "right_square_bracket")
        await run(pilot, "coding.example")
        assert "Example of" in toasts(pilot)[-1]
    examples = study.ask("SELECT name, example FROM code WHERE example != '' ORDER BY name")
    assert ("Knowing what exists", "“It was a card on the board in the chemist’s.”") in examples
    assert len(examples) == 2


# History


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", ["1", "2", "3"])
async def test_the_history_looks_as_it_did(reworded: Study, view: str, size: tuple[int, int]) -> None:
    async with opened(reworded, "f3", "down", size=size) as pilot:
        await run(pilot, "codebook.history")
        assert isinstance(pilot.app.screen, CodebookHistoryScreen)
        await until(pilot, "1 2 3 other views")
        await press(pilot, view, "down")
        assert_golden(pilot, f"codebook-history-{view}-{size[0]}x{size[1]}")


async def test_who_changed_a_code_when_and_why_is_told_and_what_it_was(study: Study) -> None:
    async with opened(study, "f3", "down", "w", "down", "enter") as pilot:
        await type_words(pilot, "Nobody used it")
        await press(pilot, "enter")
        await run(pilot, "codebook.history")
        await until(pilot, "Nobody used it")
        for words in ("state", "retired", "agreed", "Ana"):
            assert words in screen_text(pilot)
        await press(pilot, "escape", "u")
        await run(pilot, "codebook.history")
        await until(pilot, "retired (taken back)")
        assert screen_text(pilot).count("retired (taken back)") == 2
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, CodebookScreen)


def test_a_row_of_the_history_names_what_was_done() -> None:
    def said(label: str, *changed: tuple[str, str, str], undoes: bool = False) -> str:
        before = tuple((what, was) for what, was, _ in changed)
        after = tuple((what, now) for what, _, now in changed)
        return deed(CodeEvent("1", "Cost", "", "Ana", label, before, after, taken_back=undoes, undoes=undoes))

    assert said("", ("name", "Money", "Cost")) == "renamed to Cost"
    assert said("", ("index number", "1.2", "1.3"), ("under", "Access", "Evidence")) == (
        "numbered 1.3, moved under Evidence"
    )
    assert said("", ("definition", "a", "b"), ("use when", "", "c")) == "definition and use when changed"
    assert said("", ("state", "retired", "agreed")) == "brought back"
    assert said("“Cost”, “Fee” merged into “Money”", ("removed", "no", "yes")) == "merged into Money"
    assert said("Removal of “Cost”", ("removed", "no", "yes")) == "removed"
    assert said("", ("name", "Cost", "Money"), undoes=True) == "renamed to Cost (taken back)"
    assert said("New code “Cost”", ("removed", "no", "yes"), undoes=True) == "added (taken back)"


async def test_what_changed_between_two_days_is_copied_and_written_in_sentences(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # what is copied stays in the application, whatever this machine has
    async with opened(study, "f3", "down", "w", "down", "enter") as pilot:
        await type_words(pilot, "Nobody used it")
        await press(pilot, "enter")
        await run(pilot, "codebook.history")
        await until(pilot, "other views")
        await press(pilot, "2", "C")
        wanted = "4 codes and 2 areas were brought in from the codebook “small”."
        assert wanted in pilot.app.clipboard
        await press(pilot, "x")
        await until(pilot, "The sentences are in")
        await press(pilot, "f", "tab", "ctrl+u")
        await type_words(pilot, NOON.date().isoformat())
        await press(pilot, "enter")
        await until(pilot, "Nothing changed between these days.")
        await press(pilot, "f")
        await type_words(pilot, "x")
        await press(pilot, "enter")
        assert "This is no day." in toasts(pilot)[-1]
    (written,) = (study.path.parent / "exports").glob("*-codebook-changes-*.md")
    assert wanted in written.read_text(encoding="utf-8")


async def test_a_name_that_may_not_be_quoted_outside_is_held_back_in_what_is_copied_and_written(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    said = "Nobody told me."
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        added = AddCode(said)
        project.make(added)
        start = INTERVIEWS["workshop"].index(said)
        project.make(AddCodings([NewCoding(study.documents["workshop"], Span(start, start + len(said)), added.id)]))
    async with opened(study, "f3") as pilot:
        await run(pilot, "codebook.history")
        await until(pilot, "other views")
        await press(pilot, "2", "C")
        await until(pilot, "may not be quoted outside the team are held back")
        assert said not in pilot.app.clipboard and "The code “(name held back)” was added." in pilot.app.clipboard
        await press(pilot, "x")
        await until(pilot, "The sentences are in")
    (written,) = (study.path.parent / "exports").glob("*-codebook-changes-*.md")
    assert said not in written.read_text(encoding="utf-8")


async def test_on_a_narrow_screen_what_changed_takes_the_place_of_the_list(study: Study) -> None:
    async with opened(study, "f3", size=(80, 24)) as pilot:
        await run(pilot, "codebook.history")
        await until(pilot, "other views")
        await press(pilot, "i")
        assert "Codebook “small”" in screen_text(pilot)
        await press(pilot, "escape")
        assert "Who changed which code" in screen_text(pilot)
        assert isinstance(pilot.app.screen, CodebookHistoryScreen)


# In and out


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".docx", ".md"])
async def test_the_codebook_is_written_as_each_kind_of_file(study: Study, ending: str) -> None:
    async with opened(study, "f3", "x") as pilot:
        form = pilot.app.screen.query_one("#field-0", MarkedSelect)
        names = ("Excel (.xlsx)", "csv (.csv)", "Word (.docx)", "Markdown (.md)")
        wanted = next(one for one in names if ending in one)
        form.value = wanted
        await press(pilot, "enter")
        await until(pilot, "The codebook is in")
    (written,) = (study.path.parent / "exports").iterdir()
    assert written.name == f"study-codebook{ending}"
    if ending != ".md":
        assert "Knowing what exists" in [row.name for row in read_codebook(written)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_codebook_is_seen_line_by_line_before_it_is_brought_in(
    study: Study, size: tuple[int, int], tmp_path: Path
) -> None:
    file = tmp_path / "team.csv"
    file.write_text(TABLE, encoding="utf-8")
    async with opened(study, "f3", size=size) as pilot:
        await run(pilot, "codebook.bring-in")
        await pilot.app.screen.dismiss(file)
        await until(pilot, "Bring it in")
        assert isinstance(pilot.app.screen, ArrivingScreen)
        assert_golden(pilot, f"codebook-arriving-{size[0]}x{size[1]}")


async def test_a_doubtful_line_is_decided_and_all_comes_in_as_one_step(study: Study, tmp_path: Path) -> None:
    file = tmp_path / "team.csv"
    file.write_text(TABLE, encoding="utf-8")
    before = study.ask("SELECT id, name, definition, idx FROM code WHERE deleted_at IS NULL ORDER BY id")
    async with opened(study, "f3") as pilot:
        await run(pilot, "codebook.bring-in")
        await pilot.app.screen.dismiss(file)
        await until(pilot, "Bring it in")
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, Choose)
        await choose(pilot, study.codes["1.2"])
        assert "decided: it is 1.2 Routes in" in screen_text(pilot)
        await press(pilot, "home", "enter")
        assert toasts(pilot)[-1] == "1 added, 2 changed. u takes it back as one step."
        assert "1.2 Route in" in screen_text(pilot)
        assert "3.1.1 Sleep" in screen_text(pilot), "what the file does not name stays"
        await press(pilot, "u")
    assert study.ask("SELECT id, name, definition, idx FROM code WHERE deleted_at IS NULL ORDER BY id") == before


async def test_a_line_is_left_out_or_taken_for_another_code(study: Study, tmp_path: Path) -> None:
    file = tmp_path / "team.csv"
    file.write_text(TABLE, encoding="utf-8")
    async with opened(study, "f3") as pilot:
        await run(pilot, "codebook.bring-in")
        await pilot.app.screen.dismiss(file)
        await until(pilot, "Bring it in")
        await choose(pilot, "3")
        await choose(pilot, "other")
        await choose(pilot, study.codes["3.1"])
        assert "decided: it is 3.1 Benefit" in screen_text(pilot)
        await choose(pilot, "2")
        await choose(pilot, "out")
        assert "1 left out" in screen_text(pilot)
        await press(pilot, "escape")
        assert toasts(pilot) == []
    assert study.ask("SELECT count(*) FROM code") == [(6,)]


async def test_what_is_no_codebook_is_refused_in_a_sentence(study: Study, tmp_path: Path) -> None:
    file = tmp_path / "team.csv"
    file.write_text("", encoding="utf-8")
    async with opened(study, "f3") as pilot:
        await run(pilot, "codebook.bring-in")
        await pilot.app.screen.dismiss(file)
        await until(pilot, "enter or esc goes back")


async def test_another_study_gives_its_codes(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    empty = Study(folder / "other.qualcode", study.clock)
    monkeypatch.setattr("qualcode.edits.ids.secrets", random.Random(9), raising=True)
    with Project.create(empty.path, "Other", clock=study.clock) as project:
        project.sign_in("Ana")
    async with opened(empty, "f3", "enter") as pilot:
        await choose(pilot, "study")
        await pilot.app.screen.dismiss(study.path)
        await until(pilot, "Bring it in: 6 added")
        await press(pilot, "enter")
    with Project.open(empty.path, clock=study.clock, back_up=False) as project:
        titles = [code.title for code, _ in codebook(project.conn).walk()]
        assert titles[:2] == ["1 Access", "1.1 Knowing what exists"]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_an_empty_codebook_names_every_way_to_begin(
    tmp_path: Path, study: Study, size: tuple[int, int]
) -> None:
    empty = Study(tmp_path / "empty.qualcode", study.clock)
    with Project.create(empty.path, "Empty", clock=study.clock) as project:
        project.sign_in("Ana")
    async with opened(empty, "f3", size=size) as pilot:
        assert "No codes yet. + adds one; enter: a file" in screen_text(pilot)
        await press(pilot, "enter")
        assert_golden(pilot, f"codebook-begin-{size[0]}x{size[1]}")
        await choose(pilot, "peer support")
        await until(pilot, "Bring it in")
        await press(pilot, "enter")
        assert "1.5 Peers like me" in screen_text(pilot)
        await press(pilot, "u", "enter")
        await choose(pilot, "by hand")
        await type_words(pilot, "My area")
        await press(pilot, "enter")
        assert "1 My area" in screen_text(pilot)
