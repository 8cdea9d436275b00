"""Beside the counts (F5) in large and small windows: bars, reach, what was asked and said, the question in force."""

from __future__ import annotations

import pytest

from qualcode.analysis.counts.asked import Asked, By
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.participants import ChangeParticipant
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.counts import CountsScreen
from qualcode.tui.screens.counts_asking import Chosen
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.conftest import transcript_of
from tests.screens.place_study import (
    Study,
    fill_in,
    opened,
    press,
    screen_of,
    screen_text,
    settle,
    toasts,
    type_words,
)
from tests.screens.test_counts import beside, lists, notes, table, titled

ROLES = ("came with a neighbour", "came with a neighbour’s friend")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_bars_of_two_groups_never_have_names_that_read_alike(study: Study, size: tuple[int, int]) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        people = dict(project.conn.execute("SELECT pseudonym, id FROM participant").fetchall())
        for who, role in zip(("P01", "P02"), ROLES, strict=True):
            project.make(ChangeParticipant(people[who], {}, {"role": role}))
    async with opened(study, "f5", "f", size=size) as pilot:
        await fill_in(pilot, columns="role")
        if size[0] == 80:
            await press(pilot, "i")
        page = pilot.app.screen.query_one("#beside", ReadingPage)
        bars = [line.words for line in page.paragraphs if line.unbroken]
        assert len(bars) == 2 and len({line.split("█")[0] for line in bars}) == 2
        if size[0] == 80:
            assert all(role in " ".join(bars) for role in ROLES), "the page that takes the table’s place has the room"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_long_question_leaves_room_for_the_key_that_counts_all(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "f5", "slash", size=size) as pilot:
        await type_words(
            pilot, "who:P01 or who:P02 and kind:interview and not coder:Ana or doc:garden and not code:3"
        )
        await press(pilot, "enter")
        below = str(pilot.app.screen.query_one("#table-pane", Pane).border_subtitle)
        assert below.startswith("only who:P01 or") and below.endswith("not code:3 · esc counts all")
        assert "…" in below and below in screen_text(pilot)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_i_leaves_the_keys_at_the_excerpts_and_what_was_asked_and_said_beside_them(
    study: Study, size: tuple[int, int]
) -> None:
    async with opened(study, "f5", "down", *["right"] * 4, "enter", size=size) as pilot:
        for _ in range(4):
            assert lists(pilot).has_focus
            assert beside(pilot).startswith("Asked and said ! goes against 1.1 Knowing what exists INT Who told you?")
            assert titled(pilot, "#beside-pane").startswith("Excerpt and reach")
            await press(pilot, "i")
        await press(pilot, "escape")
        assert table(pilot).has_focus and table(pilot).is_on_screen and "Asked" not in beside(pilot)


async def test_what_was_asked_stands_beside_though_it_was_hidden_when_the_number_was_opened(study: Study) -> None:
    async with opened(study, "f5", "down", *["right"] * 4, "i", "enter", "i") as pilot:
        assert lists(pilot).has_focus
        assert "Who told you?" in screen_text(pilot) and "! goes against 1.1" in screen_text(pilot)


async def test_undoing_the_saving_of_the_question_in_force_is_said_and_its_words_are_counted(study: Study) -> None:
    async with opened(study, "f5", "slash") as pilot:
        await type_words(pilot, "who:P02")
        await press(pilot, "enter", "ctrl+s")
        await type_words(pilot, "und")
        await press(pilot, "enter", "slash", "ctrl+u")
        await type_words(pilot, "@und")
        await press(pilot, "enter")
        assert screen_of(pilot, CountsScreen).question == "@und"
        await press(pilot, "u")
        assert toasts(pilot)[-1].startswith("Undid: ")
        assert screen_of(pilot, CountsScreen).question == "who:P02" and "only who:P02" in screen_text(pilot)


async def test_beside_the_counts_by_document_it_is_told_how_many_excerpts_are_in_participants_words(
    study: Study,
) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        tape = Incoming(transcript_of("Nobody ever came.\n", "tape"), Kind.INTERVIEW, ())
        brought = ImportDocuments([tape])
        project.make(brought)
        coded = NewCoding(brought.imported[0], Span(0, 17), study.codes["1.1"], against=True)
        project.make(AddCodings([coded]))
    async with opened(study, "f5", "down") as pilot:
        await screen_of(pilot, CountsScreen).recount(Chosen(Asked(By.DOCUMENT)))
        await settle(pilot)
        said = beside(pilot)
        assert "4 excerpts in 3 of 3 interviews, 3 of them in participants’ words." in said
        assert "in 2 of 3 interviews; 1 of them has half of the 3 excerpts in participants’ words." in said
        assert "2 excerpts go against it, 1 of them in no participant’s words." in said
        assert "Excerpts by document, whoever says them" in said
        row = table(pilot).row_id
        assert row == study.codes["1.1"]
        shown_now = screen_of(pilot, CountsScreen)._shown
        assert shown_now is not None and shown_now.number(row, "0:total") == "4 excerpts"
        assert shown_now.number(row, "0:against") == "2 excerpts that go against it"
        await screen_of(pilot, CountsScreen).recount(Chosen())
        await settle(pilot)
        by_person = screen_of(pilot, CountsScreen)._shown
        assert by_person is not None and by_person.number(row, "0:total") == "3 excerpts"
        assert by_person.number(row, "0:against") == "2 excerpts that go against it"
        assert "whoever says them" not in beside(pilot), "by participant they are of the participants' alone"
        await press(pilot, *["right"] * 4)
        assert table(pilot).column_id == "0:against"
        assert "Against: whoever says it." in notes(pilot)
        assert len(lists(pilot).row_ids) == 2
