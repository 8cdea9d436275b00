"""What is told of an essay as a whole, and what leads out of Quotes (F7), driven by its keys."""

from __future__ import annotations

from pathlib import Path

import docx
from textual.widgets import TextArea

from qualcode.analysis.documents import text_of
from qualcode.edits.clock import FixedClock
from qualcode.edits.essays import AddPart, NewEssay
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.quotes import KeepQuote, TrimQuote
from qualcode.essays.essay import PartKind
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from qualcode.transcripts.trim import Alteration, Trim
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.export import ExportScreen
from qualcode.tui.screens.export_choices import Asked, remember
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import (
    Study,
    fill_in,
    opened,
    press,
    run,
    screen_of,
    screen_text,
    settle,
    toasts,
)
from tests.screens.quotes_study import keep, page, told
from tests.screens.shown_study import NOON, shown
from tests.screens.test_no_name_is_drawn import walk
from tests.study_of_names import NAME, SHOWN, make


async def test_whose_words_an_essay_prints_stands_below_its_outline(written: Study) -> None:
    async with opened(written, "f7") as pilot:
        shown = screen_text(pilot)
        assert "Balance" in shown
        balance = screen_of(pilot, QuotesScreen).query_one("#balance", ReadingPage).text
        assert " ".join(balance.split()).startswith("Balance, interviews quotes thousand words spoken P01 ████████ 2")
        assert "Role: gardener 2 · joiner 1" in balance
        assert "Quotes 2 of 2 participants." in balance


async def test_who_could_be_recognised_is_told_beside_the_quote_and_marked_in_the_outline(written: Study) -> None:
    async with opened(written, "f7", "enter", "j") as pilot:
        assert "Who could be recognised P01 (role gardener): nobody else in the study." in page(pilot)
        assert "P01 turn 2  see" in screen_text(pilot)
        await press(pilot, "escape")
        assert "1 of 1 person printed could be recognised" in page(pilot)


async def test_x_writes_the_quote_sheet_after_it_was_said_what_is_held_back(written: Study) -> None:
    async with opened(written, "f7", "x") as pilot:
        asked = screen_text(pilot)
        assert "Held back, without its words: P02: for the study team only." in asked
        assert "could be recognised" in asked
        await press(pilot, "down", "down", "down", "enter")
        assert "Saved" in screen_text(pilot)
    (path,) = written.path.parent.glob("exports/*.md")
    sheet = path.read_text(encoding="utf-8")
    assert "It was a card on the board" in sheet
    assert "on a train" not in sheet


async def test_a_sheet_for_outside_has_the_writers_notes_where_they_are_asked_for(written: Study) -> None:
    async with opened(written, "f7", "x", "down", "enter") as pilot:
        assert "Saved" in screen_text(pilot)
    (path,) = written.path.parent.glob("exports/*.docx")
    words = "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
    assert "Then what it cost them, and who paid." in words
    assert "on a train" not in words


async def test_a_sheet_takes_the_house_template_that_was_chosen_in_the_export(written: Study) -> None:
    house = docx.Document()
    house.sections[0].header.paragraphs[0].text = "The House"
    house.save(str(written.path.parent / "house.docx"))
    async with opened(written, "f7") as pilot:
        shell = screen_of(pilot, QuotesScreen).shell
        await remember(shell, Asked(template=str(written.path.parent / "house.docx")))
        await press(pilot, "x", "enter")
        assert "Saved" in screen_text(pilot)
    (path,) = written.path.parent.glob("exports/*.docx")
    assert "The House" in [one.text for one in docx.Document(str(path)).sections[0].header.paragraphs]


async def test_x_leads_to_the_export_with_the_essay_and_its_readers_chosen(written: Study) -> None:
    ((essay_id,),) = written.ask("SELECT id FROM essay WHERE title = 'Access'")
    async with opened(written, "f7", "down", "x", "end", "enter") as pilot:
        asked = screen_of(pilot, ExportScreen)._asked
        assert (asked.other, asked.choices.audience) == ("quotes", Audience.TEAM)
        assert asked.of_kind.one("essay") == essay_id


async def test_more_like_a_quote_is_kept_after_it_or_read(written: Study) -> None:
    with Project.open(written.path, clock=written.clock, back_up=False) as project:
        project.sign_in("Ana")
        essay = NewEssay("Cards alone")
        project.make(essay)
        project.make(keep(written, "garden", "It was a card on the board in the chemist’s.", essay.id))
    async with opened(written, "f7", "end", "up", "tab", "L") as pilot:
        assert "More like this" in screen_text(pilot)
        assert "P02" in screen_text(pilot) and "held: for the study team only" in screen_text(pilot)
        await press(pilot, "enter", "enter")
        assert toasts(pilot)[-1] == (
            "Quote in “Cards alone”. Its readers will not see it: for the study team only. u takes it back."
        )
        assert told(pilot) == ["It was", "Nobody told"]
        await press(pilot, "u", "L", "enter", "down", "enter")
        view = screen_of(pilot, CodingScreen)._view
        assert view.selection is not None
        assert view.selection.of(view.source.text).startswith("Nobody told me.")


async def test_what_a_person_refuses_is_held_back(written: Study) -> None:
    async with opened(written, "f7", "enter", "j") as pilot:
        await run(pilot, "quotes.answer")
        pilot.app.screen.query_one(TextArea).text = "Not that."
        await fill_in(pilot, answer="refused")
        assert toasts(pilot)[-1] == "Quote refused by the person. u takes it back."
        assert "P01: refused by the person when asked on" in page(pilot)
        await run(pilot, "quotes.answer")
        await fill_in(pilot, answer="approved", on="yesterday")
        assert "“yesterday” is not a date." in screen_text(pilot)
        await fill_in(pilot, on="2026-03-11")
        await settle(pilot)
        assert "Does this take it back?" in screen_text(pilot)
        assert "P01 refused on 12 March 2026." in screen_text(pilot)
        await press(pilot, "escape")
        assert "P01: refused by the person when asked on" in page(pilot)
        await run(pilot, "quotes.answer")
        await fill_in(pilot, answer="approved", on="2026-03-11")
        await settle(pilot)
        await press(pilot, "y")
        await settle(pilot)
        assert "As it will appear" in page(pilot)
    (answer,) = written.ask("SELECT answer, answer_on, answer_words FROM quote WHERE answer != ''")
    assert answer == ("approved", "2026-03-11", "")


async def test_an_essay_cites_evidence_and_no_longer(written: Study) -> None:
    written.bring_in({"Okoro": Kind.EVIDENCE})
    async with opened(written, "f7") as pilot:
        await run(pilot, "quotes.cite")
        await press(pilot, "enter")
        assert toasts(pilot)[-1] == "“Finding a way in” cites “Okoro”. u takes it back."
        assert "Okoro (no reference yet)" in page(pilot)
        await run(pilot, "quotes.cite")
        await press(pilot, "enter")
        assert "Okoro" not in page(pilot)


async def test_what_stands_after_the_quotes_is_chosen_for_an_essay(written: Study) -> None:
    async with opened(written, "f7", "enter", "j") as pilot:
        await run(pilot, "quotes.style")
        await press(pilot, "tab", "space")
        await fill_in(pilot, where="turn")
        assert "– P01, turn 2" in screen_text(pilot)
        await press(pilot, "u")
        assert "– P01, gardener" in screen_text(pilot)


async def test_a_name_on_the_list_is_drawn_nowhere_in_quotes(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    path = make(folder, FixedClock(NOON))
    with Project.open(path, clock=FixedClock(NOON), back_up=False) as project:
        project.sign_in("Ana")
        (document,) = project.conn.execute("SELECT id FROM document WHERE kind = 'interview'").fetchone()
        essay = NewEssay(f"On {NAME}", about=f"{NAME} as people see it")
        start = text_of(project.conn, document).index("I am")
        quote = KeepQuote(document, Span(start, start + 60), essay_id=essay.id)
        project.make(essay)
        for kind in PartKind:
            project.make(AddPart(essay.id, kind, f"What {NAME} is"))
        project.make(quote)
        project.make(TrimQuote(quote.id, Trim((Alteration(start, start + 4, f"{NAME} is"),))))
        project.make(WriteMemo(f"{NAME} turns it", about=MemoTarget("quote", quote.id)))
        project.make(NewEssay(f"Of {NAME}"))
    async with shown(path) as seen:
        await seen.press("f7", "down")
        await seen.until(lambda: f"What {SHOWN} is" in seen.text)
        await seen.press("tab", "end")
        await seen.until(lambda: "As it will appear" in seen.text or "Held back" in seen.text)
        place = seen.app.screen
        assert isinstance(place, QuotesScreen)
        assert f"On {SHOWN}" in seen.text
        assert f"‹I am›[{SHOWN} is]" in seen.text.replace("› [", "›[")
        found = await walk(seen, place)
        await seen.press("f2", "f7", "home")
        found += await walk(seen, place)
        assert found == []
