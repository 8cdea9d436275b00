"""From a short id that somebody holds to what it names, from anywhere."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from qualcode.analysis.excerpts import short_id
from qualcode.edits.codings import RemoveCoding
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.quotes import DropQuote
from qualcode.edits.store import Edit
from qualcode.project.project import Project
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.transcript_view import TranscriptView
from tests.screens.place_study import (
    INTERVIEWS,
    Study,
    opened,
    press,
    run,
    screen_of,
    screen_text,
    settle,
    toasts,
    type_words,
)
from tests.screens.quotes_study import page, parts_of, told


async def go_to(pilot: Pilot[None], typed: str) -> None:
    """Type an id among all commands."""
    await press(pilot, "colon")
    await type_words(pilot, typed)
    await press(pilot, "enter")
    await settle(pilot)


def selected(pilot: Pilot[None]) -> str:
    """The selected words of the open document."""
    view = screen_of(pilot, CodingScreen).query_one("#text", TranscriptView)
    return view.selection.of(view.source.text) if view.selection else ""


def row_id(study: Study, table: str, words: str) -> str:
    """The coding or quote of some words of an interview."""
    for name, text in INTERVIEWS.items():
        if words in text:
            start = text.index(words)
            where = (study.documents[name], start, start + len(words))
            ((found,),) = study.ask(
                f"SELECT id FROM {table} WHERE document_id = ? AND start = ? AND stop = ?", *where
            )
            return str(found)
    raise ValueError(words)


def make(study: Study, *edits: Edit) -> None:
    """Change the closed study."""
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        for edit in edits:
            project.make(edit)


async def test_the_id_of_an_excerpt_opens_its_passage_from_any_place(written: Study) -> None:
    held = short_id(row_id(written, "coding", "So I sent myself."))
    async with opened(written) as pilot:
        for place in ("f3", "f4", "f7"):
            await press(pilot, place)
            await go_to(pilot, f"{held[:5].upper()} {held[5:]}")
            assert selected(pilot) == "So I sent myself."
            assert toasts(pilot)[-1] == f"Excerpt {held}, 1.2 Routes in. A quote of it is kept."


@pytest.mark.parametrize(
    ("words", "essay"), [("I sleep.", "Finding a way in"), ("Not at first, and not for long.", "Kept")]
)
async def test_the_id_of_a_quote_opens_quotes_at_it_in_its_essay_or_in_kept(
    written: Study, words: str, essay: str
) -> None:
    quote, other = row_id(written, "quote", words), row_id(written, "quote", "I read it in the paper, on a train.")
    async with opened(written, "f9") as pilot:
        await go_to(pilot, short_id(quote))
        assert parts_of(pilot).row_id == quote and parts_of(pilot).has_focus
        shown = screen_of(pilot, QuotesScreen)._outline
        assert shown is not None and (shown.essay.title if shown.essay else "Kept") == essay
        await press(pilot, "f4")
        await go_to(pilot, short_id(other))
        assert parts_of(pilot).row_id == other


async def test_what_lies_over_quotes_is_left_for_the_quote(written: Study) -> None:
    quote = row_id(written, "quote", "I sleep.")
    async with opened(written, "f7") as pilot:
        await run(pilot, "study.participants")
        await go_to(pilot, short_id(quote))
        assert parts_of(pilot).row_id == quote


async def test_the_id_of_a_memo_or_card_opens_memos_at_it(study: Study) -> None:
    memos = [
        WriteMemo(words, "question", MemoTarget("document", study.documents["note"])) for words in ("Who?", "Why?")
    ]
    make(study, *memos)
    for memo in memos:
        async with opened(study, "f3") as pilot:
            await go_to(pilot, short_id(memo.id))
            assert screen_of(pilot, MemosScreen).query_one("#memos", DrawnRows).row_id == memo.id


async def test_in_memos_an_id_finds_the_memo_and_those_on_its_passage(written: Study) -> None:
    quote = row_id(written, "quote", "I sleep.")
    on_quote, other = WriteMemo("Start here", about=MemoTarget("quote", quote)), WriteMemo("Something else")
    make(written, on_quote, other)
    async with opened(written, "f9") as pilot:
        for held, memo in ((quote, on_quote), (on_quote.id, on_quote), (other.id, other)):
            await press(pilot, "slash")
            await type_words(pilot, short_id(held).upper())
            await press(pilot, "enter")
            assert [entry.id for entry in screen_of(pilot, MemosScreen)._shown] == [memo.id]
            await press(pilot, "escape")


async def test_where_words_are_looked_for_an_id_is_told_where_it_goes(study: Study) -> None:
    async with opened(study, "V") as pilot:
        await type_words(pilot, "x00000000")
        await press(pilot, "enter")
        await settle(pilot)
        shown = " ".join(screen_text(pilot).split())
        assert "An id that is typed among all commands (:) opens what it names." in shown


async def test_what_was_taken_away_still_leads_to_its_words(written: Study) -> None:
    coding, quote = row_id(written, "coding", "Nobody told me."), row_id(written, "quote", "I sleep.")
    make(written, RemoveCoding(coding), DropQuote(quote))
    async with opened(written) as pilot:
        await go_to(pilot, short_id(coding))
        assert selected(pilot) == "Nobody told me."
        assert toasts(pilot)[-1].startswith("That excerpt was taken away")
        await press(pilot, "escape")
        await go_to(pilot, short_id(quote))
        assert selected(pilot) == "I sleep."
        assert toasts(pilot)[-1].startswith("This quote is no longer kept")


async def test_an_id_is_asked_for_where_it_is_chosen_and_one_of_nothing_is_a_sentence(study: Study) -> None:
    held = short_id(row_id(study, "coding", "I sleep."))
    async with opened(study, "f3") as pilot:
        await screen_text_of_command(pilot)
        await type_words(pilot, "x00000000")
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith("Nothing in the study has the id x00000000.")
        await screen_text_of_command(pilot)
        await type_words(pilot, f"[{held}]")
        await press(pilot, "enter")
        await settle(pilot)
        assert selected(pilot) == "I sleep."


async def screen_text_of_command(pilot: Pilot[None]) -> None:
    """Choose the command among all of them."""
    await press(pilot, "colon")
    await type_words(pilot, "go to an id")
    await press(pilot, "enter")
    assert "Capitals and spaces make no difference" in " ".join(screen_text(pilot).split())


async def test_in_excerpts_an_id_shows_its_excerpt_and_one_of_another_code_opens_its_passage(written: Study) -> None:
    quote = short_id(row_id(written, "quote", "I sleep."))
    coding = row_id(written, "coding", "I sleep.")
    other = short_id(row_id(written, "coding", "So I sent myself."))
    async with opened(written, "f4") as pilot:
        for typed in (quote, short_id(coding), f"id:{quote}", f"excerpt:{quote} kept:yes"):
            await press(pilot, "slash")
            await type_words(pilot, typed)
            await press(pilot, "enter")
            await settle(pilot)
            assert list(screen_of(pilot, ExcerptsScreen)._found) == [coding], typed
            await press(pilot, "escape")
        shown = screen_of(pilot, ExcerptsScreen)
        shown._code_id = written.codes["3.1.1"]
        shown._go_to_code(shown._code_id)
        await settle(pilot)
        await press(pilot, "slash")
        await type_words(pilot, other)
        await press(pilot, "enter")
        await settle(pilot)
        assert selected(pilot) == "So I sent myself."


async def test_in_quotes_an_id_finds_its_quote_and_the_excerpt_of_its_words_is_named(written: Study) -> None:
    quote, coding = row_id(written, "quote", "I sleep."), row_id(written, "coding", "I sleep.")
    async with opened(written, "f7", "tab") as pilot:
        for held in (quote, coding):
            await press(pilot, "slash")
            await type_words(pilot, short_id(held).upper())
            await press(pilot, "enter")
            await settle(pilot)
            assert parts_of(pilot).row_id == quote
            assert f"The same words are excerpt {short_id(coding)}." in " ".join(page(pilot).split())
            await press(pilot, "escape")


async def test_a_passage_is_kept_in_the_essay_by_its_id(written: Study) -> None:
    held = short_id(row_id(written, "coding", "Nobody told me."))
    async with opened(written, "f7", "tab", "j") as pilot:
        before = told(pilot)
        for typed in ("x00000000", held.upper()):
            await run(pilot, "quotes.keep-id")
            await type_words(pilot, typed)
            await press(pilot, "enter")
            await settle(pilot)
            if typed != held.upper():
                assert toasts(pilot)[-1].startswith("Nothing in the study has the id x00000000.")
        assert told(pilot) == [*before[:2], "Nobody told", *before[2:]]
        await press(pilot, "u")
        assert told(pilot) == before
