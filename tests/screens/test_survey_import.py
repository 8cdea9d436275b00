"""Bringing a survey in, driven by its keys."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from textual.widgets import Input

from qualcode.tui.screens.answers import AnswersScreen
from qualcode.tui.screens.choose_path import ChoosePath
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.facesheet import FacesheetScreen
from qualcode.tui.screens.importing import ImportScreen
from qualcode.tui.screens.survey_import import SurveyImportScreen
from tests.screens.golden import assert_golden
from tests.screens.shown_study import Shown, shown
from tests.screens.survey_study import HEADS, SAID, make_survey_study, write_survey

PEOPLE = "SELECT count(*) FROM participant WHERE deleted_at IS NULL"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_survey_study(tmp_path, with_survey=False)


async def choose(seen: Shown, path: Path) -> None:
    """Give a path to the box that asks for one."""
    assert isinstance(seen.app.screen, ChoosePath)
    field = seen.app.screen.query_one(Input)
    field.focus()
    field.value = str(path)
    await seen.press("enter")


async def look_at(seen: Shown, path: Path) -> None:
    """Come to the preview of a survey through the palette."""
    await seen.press("colon", *"survey bri", "enter")
    await choose(seen, path)
    await seen.until(lambda: isinstance(seen.app.screen, SurveyImportScreen) and "Bring in" in seen.text)


async def bring_in(seen: Shown) -> None:
    await seen.press("home", "enter")
    await seen.until(lambda: "goes back" in seen.text or "reads its answers" in seen.text)


async def test_each_column_says_what_becomes_of_it_and_why_it_is_off(study: Path, tmp_path: Path) -> None:
    async with shown(study) as seen:
        await look_at(seen, tmp_path / "answers.csv")
        assert "answers.csv: 10 rows, 6 columns. 1 of them left out until you say otherwise." in seen.text
        assert "Email · LEFT OUT, as it looks like e-mail addresses" in seen.text
        assert "Q4 4. Please say in your own words what helped you · open answers" in seen.text
        assert "8 answered, 1 said none or n/a, 1 left blank" in seen.text
        assert "“-1726” (line 5) cannot be an age" in seen.text
        assert "example.org" not in seen.text
        await seen.press("escape")
        assert isinstance(seen.app.screen, DocumentsScreen)
        assert await seen.ask(PEOPLE) == [(0,)]


async def test_enter_on_the_first_line_brings_all_in_as_one_step_and_opens_the_answers(
    study: Path, tmp_path: Path
) -> None:
    async with shown(study) as seen:
        await look_at(seen, tmp_path / "answers.csv")
        await bring_in(seen)
        assert "10 people and 8 answers brought in. u takes it back as one step." in seen.text
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, AnswersScreen) and "Q4 · 8 answers" in seen.text)
        assert await seen.ask(PEOPLE) == [(10,)]
        await seen.press("u", "escape")
        assert await seen.ask(PEOPLE) == [(0,)]
        assert "No documents yet." in seen.text


async def test_a_second_import_of_the_same_file_says_so_and_adds_nothing(study: Path, tmp_path: Path) -> None:
    async with shown(study) as seen:
        for _ in range(2):
            await look_at(seen, tmp_path / "answers.csv")
            await bring_in(seen)
            said = seen.text
            await seen.press("escape")
        assert "This survey is in the study already; nothing was added." in said
        assert await seen.ask(PEOPLE) == [(10,)]
        assert await seen.ask("SELECT count(*) FROM survey") == [(1,)]


async def test_a_column_becomes_something_else_and_what_is_off_can_be_ticked(study: Path, tmp_path: Path) -> None:
    async with shown(study) as seen:
        await look_at(seen, tmp_path / "answers.csv")
        await seen.press(*["down"] * 6, "enter")
        assert "It looks like e-mail addresses." in seen.text
        await seen.press("home", "down", "enter")
        assert "Q1 Email · a fact: text" in seen.text
        await seen.press("down", "enter", "home", "enter")
        assert "Q2 Role · open answers" in seen.text
        assert "Bring in 10 people and 18 open answers" in seen.text


async def test_wording_who_was_asked_and_the_condition_are_kept_with_the_question(
    study: Path, tmp_path: Path
) -> None:
    async with shown(study) as seen:
        await look_at(seen, tmp_path / "answers.csv")
        await seen.press("end", "enter", *["down"] * 11, "enter", *" if you went", "enter")
        await seen.press("enter", *["down"] * 12, "enter")
        assert "Asked only of those who answered what?" in seen.text
        await seen.press("down", "enter")
        assert "“1. Did you go?” was" in seen.text
        while "▸ [ ] Yes" not in seen.text and "▸•[ ] Yes" not in seen.text:
            await seen.press("down")
        await seen.press("space", "enter")
        assert "asked only if 1. Did you go? = Yes" in seen.text
        assert "1 not asked" in seen.text
        await bring_in(seen)
        found = await seen.ask("SELECT routing, asked_if FROM question WHERE attribute_id IS NULL")
        assert found == [("if you went", "1. Did you go? = Yes")]


async def test_the_survey_is_renamed_and_people_are_numbered(study: Path, tmp_path: Path) -> None:
    async with shown(study) as seen:
        await look_at(seen, tmp_path / "answers.csv")
        await seen.press("down", "enter", *" spring", "enter", "down", "enter")
        assert "called “answers spring”" in seen.text
        await bring_in(seen)
        assert await seen.ask("SELECT name FROM survey") == [("answers spring",)]
        assert await seen.ask("SELECT min(pseudonym), max(pseudonym) FROM participant") == [("R0001", "R0010")]


async def test_the_encoding_is_shown_and_another_can_be_chosen(study: Path, tmp_path: Path) -> None:
    rows = "".join(f"A{n},Ich gehe täglich spazieren und das hilft mir für den Tag {n}\n" for n in range(6))
    (tmp_path / "german.csv").write_bytes(f"ID,Please say why (erzählen)\n{rows}".encode("cp1252"))
    async with shown(study) as seen:
        await look_at(seen, tmp_path / "german.csv")
        assert "Read as Windows-1252" in seen.text
        await seen.press("down", "enter", *" 1", "enter", "down", "down", "enter")
        assert "How is german.csv written?" in seen.text
        await seen.press("down", "down", "enter")
        assert "Read as Windows-1251" in seen.text
        assert "erzдhlen" in seen.text
        assert "called “german 1”" in seen.text
        await seen.press("enter", "home", "enter")
        assert "Read as Windows-1252" in seen.text
        assert "Bring in 6 people and 6 open answers" in seen.text
        await bring_in(seen)
        found = await seen.ask("SELECT count(*) FROM text WHERE words LIKE '%täglich%'")
        assert found == [(6,)]


async def test_what_stands_between_cells_is_shown_and_can_be_chosen(study: Path, tmp_path: Path) -> None:
    rows = "".join(f"A{n};1,5;2,5;3,5\n" for n in range(6))
    (tmp_path / "numbers.csv").write_text(f"ID;One;Two;Three\n{rows}", encoding="utf-8")
    async with shown(study) as seen:
        await look_at(seen, tmp_path / "numbers.csv")
        assert "Between cells stand semicolons" in seen.text
        while "▸ Between cells" not in seen.text and "▸  Between cells" not in seen.text:
            await seen.press("down")
        await seen.press("enter", "home", "down", "enter")
        assert "Between cells stand commas" in seen.text
        assert "ID;One;Two;Three" in seen.text
        await seen.press("enter", "home", "enter")
        assert "Between cells stand semicolons" in seen.text


async def test_a_long_doubt_stands_in_full(study: Path, tmp_path: Path) -> None:
    ages = ["-17260001", "-17260002", "-17260003", "-17260004", "-17260005", *map(str, range(30, 60))]
    (tmp_path / "ages.csv").write_text("ID,Age\n" + "".join(f"A{n},{age}\n" for n, age in enumerate(ages)), "utf-8")
    async with shown(study, size=(80, 24)) as seen:
        await look_at(seen, tmp_path / "ages.csv")
        await seen.press("end")
        words = " ".join(" ".join(line.strip("│▸ ").split()) for line in seen.text.splitlines())
        assert all(f"“{age}” (line {n})" in words for n, age in enumerate(ages[:5], start=2))
        assert "cannot be an age" in words


async def test_people_who_are_in_the_study_already_are_named_and_can_be_kept_apart(
    study: Path, tmp_path: Path
) -> None:
    (tmp_path / "second.csv").write_text(
        "ID,Role,Please say why\n"
        "A0,teacher,It was a long way to go and back\nA1,carer,The bus did not come at all\n"
        "B7,nurse,I had nobody to talk to at home\n",
        encoding="utf-8",
    )
    async with shown(study) as seen:
        await look_at(seen, tmp_path / "answers.csv")
        await bring_in(seen)
        await seen.press("escape")
        await look_at(seen, tmp_path / "second.csv")
        assert "2 rows are people already in the study: A0, A1." in seen.text
        assert "Role: A0 “nurse”, in the survey “teacher”. What the study has stays." in seen.text
        while "▸ 2 rows are" not in seen.text and "▸  2 rows are" not in seen.text:
            await seen.press("down")
        await seen.press("enter", "end", "enter")
        assert "kept apart, as other people" in seen.text
        await seen.press("enter", "home", "enter")
        await bring_in(seen)
        assert "1 person and 3 answers brought in." in seen.text
        assert "2 more were in the study already." in seen.text
        assert await seen.ask(PEOPLE) == [(11,)]


async def test_of_several_sheets_one_is_chosen(study: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "About"
    book["About"].append(["Tool", "Date"])
    book["About"].append(["Forms", "today"])
    sheet = book.create_sheet("Answers")
    sheet.append(HEADS)
    for number, said in enumerate(SAID):
        sheet.append([f"A{number}", "", "nurse", 40, "Yes", said])
    book.save(tmp_path / "book.xlsx")
    async with shown(study) as seen:
        await seen.press("colon", *"survey bri", "enter")
        await choose(seen, tmp_path / "book.xlsx")
        await seen.until(lambda: "Which sheet holds the answers?" in seen.text)
        await seen.press("down", "enter")
        await seen.until(lambda: "Bring in 10 people" in seen.text)


async def test_a_file_that_is_no_survey_is_a_sentence(study: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("only,headings\n", encoding="utf-8")
    async with shown(study) as seen:
        await seen.press("colon", *"survey bri", "enter")
        await choose(seen, tmp_path / "empty.csv")
        await seen.until(lambda: "empty.csv holds no answers." in seen.text)
        await seen.press("enter")
        assert isinstance(seen.app.screen, DocumentsScreen)


async def test_words_that_look_like_markup_are_shown_as_they_are(study: Path, tmp_path: Path) -> None:
    rows = "".join(f"{n},[@click=app.bell]x[/] and [/then] some more words to read\n" for n in range(5))
    (tmp_path / "odd.csv").write_text(f"ID,Please say [b]why\n{rows}", encoding="utf-8")
    async with shown(study) as seen:
        await look_at(seen, tmp_path / "odd.csv")
        assert "Please say [b]why" in seen.text
        assert "[@click=app.bell]x[/] and [/then]" in seen.text


# Met among transcripts


async def test_a_table_that_is_no_transcript_is_asked_about(study: Path, tmp_path: Path) -> None:
    async with shown(study) as seen:
        await seen.press("plus")
        await choose(seen, tmp_path / "answers.csv")
        await seen.until(lambda: "What is answers.csv?" in seen.text)
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, SurveyImportScreen) and "Bring in 10" in seen.text)
        await seen.press("escape", "plus")
        await choose(seen, tmp_path / "answers.csv")
        await seen.until(lambda: "What is answers.csv?" in seen.text)
        await seen.press("down", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, FacesheetScreen))


async def test_a_table_of_turns_comes_in_as_a_transcript_without_a_question(study: Path, tmp_path: Path) -> None:
    (tmp_path / "talk.csv").write_text(
        "time,speaker,words\n00:00:01,Interviewer,How was it?\n00:00:05,P03,I went there and it was good.\n",
        encoding="utf-8",
    )
    async with shown(study) as seen:
        await seen.press("plus")
        await choose(seen, tmp_path / "talk.csv")
        await seen.until(lambda: isinstance(seen.app.screen, ImportScreen) and "1 document read" in seen.text)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_preview_looks_as_it_did(study: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(study, size=size) as seen:
        await look_at(seen, write_survey(tmp_path, "spring.csv"))
        assert_golden(f"survey-import-{size[0]}x{size[1]}", seen.text)
