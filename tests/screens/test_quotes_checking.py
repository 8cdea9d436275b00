"""Quotes checked with the people who said them, from Quotes (F7), driven by its keys."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import RecordAnswer, TrimQuote
from qualcode.essays.essay import Answer
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim
from qualcode.tui.screens.choose_path import ChoosePath
from tests.screens.place_study import Study, fill_in, opened, press, run, screen_text, settle, toasts
from tests.screens.quotes_study import page

WORDS_OF = (
    "SELECT t.words FROM quote q JOIN document d ON d.id = q.document_id JOIN text_version v ON v.id = d.version_id "
    "JOIN text t ON t.sha256 = v.sha256 WHERE q.id = ?"
)


async def sheets_of(pilot: Pilot[None], *keys: str) -> None:
    """Ask for the sheets, and wait until they are offered; then press."""
    await run(pilot, "quotes.sheets")
    await settle(pilot)
    await press(pilot, *keys)
    await settle(pilot)


async def bring_back(pilot: Pilot[None], sheet: Path) -> None:
    """Choose a sheet that came back, and wait until it was read."""
    await run(pilot, "quotes.returned")
    pilot.app.screen.query_one(Input).value = str(sheet)
    pilot.app.screen.query_one(Input).focus()
    await press(pilot, "enter")
    for _ in range(50):
        await settle(pilot)
        if not isinstance(pilot.app.screen, ChoosePath):
            break
    await settle(pilot)


def answer(sheet: Path, rows: list[int], words: str = "") -> None:
    """Cross a row of each answer, and write words beside the last."""
    document = Document(str(sheet))
    for table, row in zip(document.tables, rows, strict=False):
        table.rows[row].cells[1].paragraphs[0].add_run("x")
    if words:
        document.tables[len(rows) - 1].rows[rows[-1]].cells[2].paragraphs[0].add_run(words)
    document.save(str(sheet))


async def test_sheets_go_to_the_exports_folder_by_pseudonym_and_that_people_were_asked_is_one_step(
    written: Study,
) -> None:
    async with opened(written, "f7") as pilot:
        await sheets_of(pilot)
        asked = screen_text(pilot)
        assert "3 passages for 2 people to check." in asked
        assert "send it to nobody else" in asked
        await press(pilot, "enter", "escape")
        await settle(pilot)
        assert sorted(path.name for path in written.path.parent.glob("exports/*")) == [
            "P01-to-check.docx",
            "P02-to-check.docx",
        ]
        assert "P01 has not answered to 2 quotes since 12 March 2026." in page(pilot)
        await press(pilot, "u")
        assert "P01 not asked about 2." in page(pilot)


async def test_milder_words_of_a_refused_quote_are_put_on_a_sheet_once_somebody_asks_again(written: Study) -> None:
    with Project.open(written.path, clock=written.clock, back_up=False) as project:
        project.sign_in("Ana")
        for quote, start in project.conn.execute("SELECT id, start FROM quote ORDER BY place, id").fetchall():
            project.make(RecordAnswer(quote, Answer.REFUSED))
            (words,) = project.conn.execute(WORDS_OF, (quote,)).fetchone()
            project.make(TrimQuote(quote, Trim().leave_out(words, Span(start, words.index(" ", start)))))
    async with opened(written, "f7") as pilot:
        await sheets_of(pilot)
        assert "Ask again, too" in screen_text(pilot) and "Write them alone" not in screen_text(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        assert "3 passages for 2 people to check." in screen_text(pilot)
        await press(pilot, "down", "enter", "escape")
        await settle(pilot)
        assert len(list(written.path.parent.glob("exports/*.docx"))) == 2


async def test_a_sheet_that_came_back_is_shown_before_it_is_recorded_and_one_step_takes_it_back(
    written: Study,
) -> None:
    async with opened(written, "f7") as pilot:
        await sheets_of(pilot, "down", "enter", "escape")
        sheet = written.path.parent / "exports" / "P01-to-check.docx"
        answer(sheet, [1, 2], "I sleep again.")
        await bring_back(pilot, sheet)
        shown = screen_text(pilot)
        assert "Record 2 answers" in shown
        assert "approved." in shown and "I sleep again." in shown
        await press(pilot, "enter")
        await settle(pilot)
        assert toasts(pilot)[-1] == "Answers to 2 quotes recorded. u takes it back."
        assert "P01 approved 1; wants other words in 1." in page(pilot)
        await press(pilot, "enter", "j", "j", "j", "j", "j")
        assert "wants other words, said on 12 March 2026: I sleep again." in page(pilot)
        await press(pilot, "u")
        assert "I sleep again." not in page(pilot)


async def test_what_is_written_beside_a_yes_is_shown_and_each_answer_is_confirmed_alone(written: Study) -> None:
    async with opened(written, "f7") as pilot:
        await sheets_of(pilot, "down", "enter", "escape")
        sheet = written.path.parent / "exports" / "P01-to-check.docx"
        answer(sheet, [1, 1])
        document = Document(str(sheet))
        document.add_paragraph("Do not print the second one.")
        document.save(str(sheet))
        await bring_back(pilot, sheet)
        shown = screen_text(pilot)
        assert "Read this on the sheet: “Do not print the" in shown and "second one.”. Recorded only if" in shown
        assert "Go through the 2 that wait to be confirmed" in shown and "Record 2 answers" not in shown
        await press(pilot, "enter")
        assert "Leave it: ask the person" in screen_text(pilot)
        await press(pilot, "down", "enter", "escape")
        assert "P01 not asked about 2." in page(pilot)
        await bring_back(pilot, sheet)
        await press(pilot, "enter", "down", "enter", "enter")
        await settle(pilot)
        assert toasts(pilot)[-1] == "Answer to 1 quote recorded. u takes it back."
        assert "P01 not asked about 1; approved 1." in page(pilot)
        await press(pilot, "u")
        assert "P01 not asked about 2." in page(pilot)


async def test_a_refusal_that_stands_is_told_and_a_sheet_of_that_day_does_not_take_it_back(written: Study) -> None:
    async with opened(written, "f7") as pilot:
        await sheets_of(pilot, "down", "enter", "escape")
        sheet = written.path.parent / "exports" / "P01-to-check.docx"
        answer(sheet, [3])
        await bring_back(pilot, sheet)
        await press(pilot, "enter")
        await settle(pilot)
        document = Document(str(sheet))
        for row, cross in ((1, "x"), (3, "")):
            document.tables[0].rows[row].cells[1].text = cross
        document.save(str(sheet))
        await bring_back(pilot, sheet)
        assert "Refused on 12 March 2026, which" in screen_text(pilot)
        assert "There is nothing new to record" in screen_text(pilot)
        await press(pilot, "enter")
        written.clock.moment += timedelta(days=1)
        await bring_back(pilot, sheet)
        assert "Go through the one that waits to be confirmed" in screen_text(pilot)
        await press(pilot, "enter", "down", "enter")
        await settle(pilot)
        assert "P01 not asked about 1; approved 1." in page(pilot)


@pytest.mark.parametrize("keys", [["pagedown"] * 4, ["down"] * 40])
async def test_all_that_a_long_sheet_says_can_be_read_before_it_is_recorded(written: Study, keys: list[str]) -> None:
    async with opened(written, "f7", size=(80, 24)) as pilot:
        await sheets_of(pilot, "down", "enter", "escape")
        sheet = written.path.parent / "exports" / "P01-to-check.docx"
        answer(sheet, [1, 2], f"{'I sleep again now. ' * 60}That is the last of it.")
        await bring_back(pilot, sheet)
        assert "Record 2 answers" in screen_text(pilot)
        assert "page keys read on" in screen_text(pilot)
        assert "approved." in screen_text(pilot) and "the last of it" not in screen_text(pilot)
        await press(pilot, *keys)
        assert "the last of it" in screen_text(pilot) and "Record 2 answers" in screen_text(pilot)
        await press(pilot, *(key.replace("down", "up") for key in keys))
        assert "approved." in screen_text(pilot) and "the last of it" not in screen_text(pilot)


async def test_a_quote_is_printed_although_it_was_refused_once_somebody_says_why(written: Study) -> None:
    async with opened(written, "f7", "enter", "j") as pilot:
        await run(pilot, "quotes.although")
        assert "Nobody said no to these words" in toasts(pilot)[-1]
        await run(pilot, "quotes.answer")
        await fill_in(pilot, answer="refused")
        assert "Held back for readers outside the team" in page(pilot)
        await run(pilot, "quotes.although")
        pilot.app.screen.query_one(Input).value = "They agreed on the phone."
        await press(pilot, "enter")
        await settle(pilot)
        assert "As it will appear" in page(pilot)
        assert "They agreed on the phone." in page(pilot)
        await press(pilot, "u")
        assert "Held back for readers outside the team" in page(pilot)


async def test_a_quote_that_consent_keeps_inside_is_printed_once_somebody_says_why(written: Study) -> None:
    with Project.open(written.path, clock=written.clock, back_up=False) as project:
        project.sign_in("Ana")
        for (person,) in project.conn.execute("SELECT id FROM participant").fetchall():
            project.make(ChangeParticipant(person, {"consent": "team only"}))
    async with opened(written, "f7", "enter", "j") as pilot:
        assert "P01: for the study team only." in page(pilot)
        await run(pilot, "quotes.although")
        assert "Print it although consent does not allow it?" in screen_text(pilot)
        assert "The consent of P01 does not allow it outside." in screen_text(pilot)
        pilot.app.screen.query_one(Input).value = "consented by e-mail, kept by the lead"
        await press(pilot, "enter")
        await settle(pilot)
        assert "As it will appear" in page(pilot)
        because = "Printed although consent does not allow it: consented by e-mail, kept by the lead, Ana,"
        assert because in page(pilot)
        await run(pilot, "quotes.although")
        assert "Nobody said no to these words" in toasts(pilot)[-1]
        await press(pilot, "x")
        assert "Printed although consent does not allow it: 1 quote (" in screen_text(pilot)
        await press(pilot, "escape")
        await press(pilot, "C")
        await settle(pilot)
        assert "Printed although consent does not allow it: 1 quote (" in toasts(pilot)[-1]
        await press(pilot, "u")
        assert "P01: for the study team only." in page(pilot)
        await press(pilot, "U")
        await settle(pilot)
        assert because in page(pilot)


async def test_what_was_withdrawn_is_not_asked_about(written: Study) -> None:
    with Project.open(written.path, clock=written.clock, back_up=False) as project:
        project.sign_in("Ana")
        for (person,) in project.conn.execute("SELECT id FROM participant").fetchall():
            project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    async with opened(written, "f7", "enter", "j") as pilot:
        await run(pilot, "quotes.although")
        assert toasts(pilot)[-1] == "What was withdrawn is printed for nobody."


async def test_refused_words_can_be_read_and_are_copied_from_nowhere(written: Study) -> None:
    async with opened(written, "f7", "enter", "j") as pilot:
        await run(pilot, "quotes.answer")
        await fill_in(pilot, answer="refused")
        assert "What the team reads “It was a card on the board" in page(pilot)
        await press(pilot, "C")
        await settle(pilot)
        assert toasts(pilot)[-1].startswith("Not copied: P01, refused by the person when asked on")
        await press(pilot, "enter", "C")
        await settle(pilot)
        assert "It was a card on the board" in screen_text(pilot)
        assert "refused by the person" in toasts(pilot)[-1]
        assert pilot.app.clipboard == ""


async def test_a_consent_that_ran_out_since_the_outline_was_drawn_is_obeyed_when_it_is_copied_and_written(
    written: Study,
) -> None:
    with Project.open(written.path, clock=written.clock, back_up=False) as project:
        for (person,) in project.conn.execute("SELECT id FROM participant").fetchall():
            until = {"consent": "quote", "consent_until": written.clock.now().date().isoformat()}
            project.make(ChangeParticipant(person, until))
    async with opened(written, "f7", "enter", "j") as pilot:
        assert "As it will appear" in page(pilot)
        written.clock.moment += timedelta(days=1)
        await press(pilot, "C")
        await settle(pilot)
        assert toasts(pilot)[-1] == "Not copied: P01, the consent has run out; ask again."
        assert pilot.app.clipboard == ""
        await press(pilot, "x", "enter")
        (path,) = written.path.parent.glob("exports/*.docx")
        sheet = "\n".join(one.text for one in Document(str(path)).paragraphs)
        assert "It was a card" not in sheet
        assert "the consent has run out" in sheet


async def test_excerpts_copies_no_refused_words_and_says_how_many_it_left_out(
    written: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.clipboard._programs", list)
    with Project.open(written.path, clock=written.clock, back_up=False) as project:
        project.sign_in("Ana")
        for (quote,) in project.conn.execute("SELECT id FROM quote").fetchall():
            project.make(RecordAnswer(quote, Answer.REFUSED))
    async with opened(written, "f3", "down", "down", "f4") as pilot:
        assert "So I sent myself." in screen_text(pilot)
        await press(pilot, "C")
        await settle(pilot)
        assert "1 excerpt held back: withdrawn, or refused by the person." in toasts(pilot)[-1]
        assert "So I sent" not in pilot.app.clipboard
