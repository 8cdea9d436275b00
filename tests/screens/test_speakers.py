"""The review of speakers, driven by its keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.edits.clock import FixedClock
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.participants import ChangeParticipant
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.questions import Choose, YesNo
from qualcode.tui.screens.speakers import SpeakersScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.conftest import transcript_of
from tests.screens.place_study import (
    NOON,
    Study,
    assert_golden,
    opened,
    press,
    screen_text,
    settle,
    toasts,
    type_words,
)

GARDEN = (
    "Interviewer: How did you come?\n"
    "BSR06: By bus, as I always do.\n"
    "BSRO6: And on foot, [/then] home.\n"
    "Interviewer: I see.\n"
    "BSR06: It was cold.\n"
)
WORKSHOP = "Jonas Rosland: Who told you?\nBSR06: Nobody told me.\n"
SPEAKERS = (
    "SELECT d.name, s.label, s.is_interviewer, p.pseudonym FROM speaker s JOIN document d ON d.id = s.document_id "
    "LEFT JOIN participant p ON p.id = s.participant_id WHERE s.deleted_at IS NULL ORDER BY d.name, s.num"
)
FIRST = [
    ("garden", "Interviewer", 1, None),
    ("garden", "BSR06", 0, "BSR06"),
    ("garden", "BSRO6", 0, "P01"),
    ("workshop", "Jonas Rosland", 0, "P02"),
    ("workshop", "BSR06", 0, "BSR06"),
]


@pytest.fixture
def study(tmp_path: Path) -> Study:
    found = Study(tmp_path / "study.qualcode", FixedClock(NOON))
    with Project.create(found.path, "Allotments", clock=found.clock) as project:
        project.sign_in("Ana")
        arriving = [transcript_of(GARDEN, "garden"), transcript_of(WORKSHOP, "workshop")]
        project.make(ImportDocuments([Incoming(one, Kind.INTERVIEW, ()) for one in arriving]))
    return found


@asynccontextmanager
async def reviewing(study: Study, *keys: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    """The review, after `keys`; the cursor begins on BSR06, BSRO6 below it."""
    async with opened(study, size=size) as pilot:
        await pilot.app.run_action("app.over('speakers')")
        await settle(pilot)
        await press(pilot, *keys)
        yield pilot


async def at(pilot: Pilot[None], label: str) -> None:
    """The cursor on the row of a label."""
    table = pilot.app.screen.query_one("#speakers", DrawnRows)
    screen = pilot.app.screen
    assert isinstance(screen, SpeakersScreen)
    await press(pilot, "home")
    for _ in table.row_ids:
        row = screen.row_under_cursor
        if row is not None and row.label == label:
            return
        await press(pilot, "down")
    raise AssertionError(f"no row {label}")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_labels_that_look_alike_stand_together_with_the_reason(study: Study, size: tuple[int, int]) -> None:
    async with reviewing(study, "down", size=size) as pilot:
        assert_golden(pilot, f"speakers-{size[0]}x{size[1]}")


async def test_the_suggestion_is_taken_with_enter_and_saved_as_one_step(study: Study) -> None:
    async with reviewing(study, "down", "enter", "enter") as pilot:
        assert "→ “BSR06”" in screen_text(pilot)
        assert "1 decided, not saved yet" in screen_text(pilot)
        await at(pilot, "Jonas Rosland")
        await press(pilot, "I")
        assert "→ interviewer" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert toasts(pilot)[-1] == (
            "Review of 2 speakers. P01 and P02 had no words left and are taken out. u takes it back."
        )
        assert "nothing looks doubtful" in screen_text(pilot)
        await press(pilot, "u")
        assert "BSRO6" in screen_text(pilot)
        await press(pilot, "U")
    assert study.ask(SPEAKERS) == [*FIRST[:2], ("workshop", "Jonas Rosland", 1, None), FIRST[4]]


async def test_marked_speakers_become_the_one_that_is_said_to_stay(study: Study) -> None:
    async with reviewing(study, "space", "space") as pilot:
        assert "2 marked: M makes them one" in screen_text(pilot)
        await press(pilot, "M")
        assert isinstance(pilot.app.screen, Choose)
        await press(pilot, "down", "enter", "ctrl+s")
    kept = [("garden", "BSRO6", 0, "P01"), FIRST[3], ("workshop", "BSR06", 0, "P01")]
    assert study.ask(SPEAKERS) == [FIRST[0], *kept]


async def test_one_marked_speaker_and_the_one_under_the_cursor_become_one(study: Study) -> None:
    async with reviewing(study, "space", "M", "enter", "ctrl+s") as pilot:
        assert "BSRO6" not in screen_text(pilot)
    assert len(study.ask(SPEAKERS)) == 4


async def test_whose_words_is_chosen_from_those_who_speak_or_typed(study: Study) -> None:
    async with reviewing(study) as pilot:
        await at(pilot, "Jonas Rosland")
        await press(pilot, "p", "home", "down", "enter")
        assert "→ P01" in screen_text(pilot)
        await press(pilot, "p", "home", "enter")
        await type_words(pilot, "P09")
        await press(pilot, "enter")
        assert "→ P09" in screen_text(pilot)
        assert toasts(pilot)[-1] == "P09 will be a new participant."
        await press(pilot, "ctrl+s")
    assert study.ask(SPEAKERS)[3] == ("workshop", "Jonas Rosland", 0, "P09")


async def test_another_label_is_typed_and_the_words_stay(study: Study) -> None:
    async with reviewing(study) as pilot:
        await at(pilot, "Jonas Rosland")
        await press(pilot, "enter", "end", "enter", "ctrl+u")
        await type_words(pilot, "JR")
        await press(pilot, "enter")
        assert "→ called “JR”" in screen_text(pilot)
        await press(pilot, "ctrl+s")
    assert study.ask(SPEAKERS)[3] == ("workshop", "JR", 0, "P02")
    assert study.ask("SELECT count(*) FROM text WHERE words LIKE '%Jonas Rosland: Who%'") == [(1,)]


async def test_u_takes_back_the_last_decision_before_anything_in_the_study(study: Study) -> None:
    async with reviewing(study, "I", "down", "I") as pilot:
        assert "3 decided" in screen_text(pilot)
        await press(pilot, "u")
        assert "2 decided" in screen_text(pilot)
        await press(pilot, "U")
        assert "3 decided" in screen_text(pilot)
        await press(pilot, "u", "u")
        assert "1 speaker looks like others" in screen_text(pilot)
        await press(pilot, "u")
        assert toasts(pilot)[-1].startswith("Undid: Import of 2 documents")
        await press(pilot, "U")
    assert study.ask(SPEAKERS) == FIRST


async def test_a_decision_is_taken_away_with_d_or_by_choosing_what_was(study: Study) -> None:
    async with reviewing(study, "I", "d") as pilot:
        assert "decided, not saved" not in screen_text(pilot)
        await at(pilot, "Interviewer")
        await press(pilot, "I")
        assert "decided, not saved" not in screen_text(pilot), "that was so already"


async def test_every_suggestion_can_be_taken_at_once(study: Study) -> None:
    async with reviewing(study) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SpeakersScreen)
        await screen.run_command("speakers.suggested")
        await settle(pilot)
        assert "→ “BSR06”" in screen_text(pilot)
    assert study.ask(SPEAKERS) == FIRST, "nothing is saved until ctrl+s"


async def test_leaving_with_decisions_asks_and_loses_nothing(study: Study) -> None:
    async with reviewing(study, "I", "escape") as pilot:
        assert isinstance(pilot.app.screen, Choose)
        await press(pilot, "escape")
        assert "2 decided, not saved yet" in screen_text(pilot)
        await press(pilot, "escape", "enter")
        assert isinstance(pilot.app.screen, DocumentsScreen)
    assert [row[2] for row in study.ask(SPEAKERS)] == [1, 1, 0, 0, 1]


async def test_leaving_without_saving_leaves_the_study_as_it_is(study: Study) -> None:
    async with reviewing(study, "I", "ctrl+q", "escape", "escape", "down", "enter") as pilot:
        assert isinstance(pilot.app.screen, DocumentsScreen)
    assert study.ask(SPEAKERS) == FIRST


async def test_esc_lets_go_of_marks_then_of_letters_then_leaves(study: Study) -> None:
    async with reviewing(study, "slash") as pilot:
        await type_words(pilot, "jonas")
        await press(pilot, "enter")
        assert "BSRO6" not in screen_text(pilot)
        await press(pilot, "space")
        assert "1 marked" in screen_text(pilot)
        await press(pilot, "escape")
        assert "1 marked" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "BSRO6" in screen_text(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DocumentsScreen)


async def test_what_cannot_be_saved_is_said_and_stays_to_be_changed(study: Study) -> None:
    async with reviewing(study, "down", "enter", "end", "enter", "ctrl+u") as pilot:
        await type_words(pilot, "BSR06")
        await press(pilot, "enter", "ctrl+s")
        assert toasts(pilot)[-1].startswith("Two speakers of “garden” would be called “BSR06”.")
        assert "1 decided, not saved yet" in screen_text(pilot)
    assert study.ask(SPEAKERS) == FIRST


async def test_before_words_leave_a_recorded_consent_somebody_is_asked(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        odd = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P01'").fetchone()[0]
        project.make(ChangeParticipant(odd, {"consent": "withdrawn"}))
    async with reviewing(study, "down", "enter", "enter", "ctrl+s") as pilot:
        assert "no longer stand under what P01 agreed to" in screen_text(pilot)
        await press(pilot, "escape")
        assert "1 decided, not saved yet" in screen_text(pilot)
        await press(pilot, "ctrl+s", "enter")
        assert "Words of P01, who withdrew, become" in screen_text(pilot)
        await press(pilot, "escape")
        assert toasts(pilot)[-1] == "Nothing was changed."
        await press(pilot, "ctrl+s", "enter")
        await type_words(pilot, "It was one person.")
        await press(pilot, "enter")
        assert "P01 is kept: something is recorded of them." in toasts(pilot)[-1]
    assert len(study.ask(SPEAKERS)) == 4
    assert study.ask("SELECT body FROM memo") == [("It was one person.",)]


async def test_what_somebody_says_is_read_beside_the_table_and_is_never_markup(study: Study) -> None:
    async with reviewing(study, "down") as pilot:
        page = pilot.app.screen.query_one("#speaker", ReadingPage).text
        assert "And on foot, [/then] home." in page
        assert "1 turn, 5 words" in page


async def test_the_first_turns_are_reached_with_i_on_a_small_screen(study: Study) -> None:
    async with reviewing(study, "down", "i", size=(80, 24)) as pilot:
        assert "And on foot, [/then] home." in screen_text(pilot)
        await press(pilot, "escape")
        assert "docs" in screen_text(pilot)


async def test_the_review_is_in_the_palette(study: Study) -> None:
    async with opened(study, "colon") as pilot:
        await type_words(pilot, "speakers rev")
        await press(pilot, "enter")
        assert isinstance(pilot.app, QualcodeApp)
        assert isinstance(pilot.app.screen, SpeakersScreen)


TALK = "Dan: How did you come?\nMary: By bus.\nDan: And home?\nMary: On foot.\nUnknown Speaker: Far.\n"


@pytest.fixture
def talks(tmp_path: Path) -> Study:
    found = Study(tmp_path / "study.qualcode", FixedClock(NOON))
    with Project.create(found.path, "Talks", clock=found.clock) as project:
        project.sign_in("Ana")
        second = transcript_of("Dan: Well?\nJo: Yes.\nDan: And?\nJo: No.\n", "second")
        arriving = [transcript_of(TALK, "first"), second]
        project.make(ImportDocuments([Incoming(one, Kind.INTERVIEW, ()) for one in arriving]))
    return found


async def test_two_who_answer_each_other_are_made_one_only_after_a_question(talks: Study) -> None:
    async with reviewing(talks) as pilot:
        await at(pilot, "Mary")
        await press(pilot, "space")
        await at(pilot, "Jo")
        await press(pilot, "space", "M", "enter")
        assert not isinstance(pilot.app.screen, YesNo)  # they never speak in one document
        await press(pilot, "u")
        await at(pilot, "Mary")
        await press(pilot, "space")
        await at(pilot, "Dan")
        await press(pilot, "space", "M", "enter")
        assert isinstance(pilot.app.screen, YesNo)
        assert "“Dan” and “Mary” speak in turn in “first”, 3 times: are they one?" in screen_text(pilot)
        await press(pilot, "escape")
        assert "decided, not saved" not in screen_text(pilot)


async def test_a_review_that_is_undone_leaves_its_decisions_waiting(talks: Study) -> None:
    async with reviewing(talks) as pilot:
        await at(pilot, "Mary")
        await press(pilot, "I")
        await at(pilot, "Jo")
        await press(pilot, "I", "ctrl+s")
        await press(pilot, "u")
        assert toasts(pilot)[-1].startswith("2 decided wait here again") or "2 decided, not saved" in screen_text(
            pilot
        )
        await press(pilot, "ctrl+s")
        await settle(pilot)
    assert [row[1] for row in talks.ask(SPEAKERS) if row[2]] == ["Mary", "Jo"]


async def test_one_label_in_several_documents_is_said_to_ask_in_all_of_them_at_once(talks: Study) -> None:
    async with reviewing(talks) as pilot:
        await at(pilot, "Dan")
        await press(pilot, "enter")
        assert "an interviewer, wherever “Dan” speaks" in screen_text(pilot)
        await press(pilot, "down", "down", "enter")
        assert "2 decided, not saved yet" in screen_text(pilot)


async def test_who_is_shown_by_letters_is_said_and_a_voice_nobody_knew_is_nobodys(talks: Study) -> None:
    async with reviewing(talks) as pilot:
        assert "Nobody’s · 1" in screen_text(pilot)
        await press(pilot, "slash")
        await type_words(pilot, "unk")
        assert "Speakers · 1 of 5 with “unk”, esc shows all" in screen_text(pilot)


async def test_one_pseudonym_for_two_who_talk_to_each_other_is_asked_about(talks: Study) -> None:
    async with reviewing(talks) as pilot:
        await at(pilot, "Mary")
        await press(pilot, "space")
        await at(pilot, "Jo")
        await press(pilot, "space", "p")
        assert isinstance(pilot.app.screen, Choose)
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, YesNo)  # they never speak in one document
        await press(pilot, "u")
        await at(pilot, "Mary")
        await press(pilot, "space")
        await at(pilot, "Dan")
        await press(pilot, "space", "p", "enter")
        assert isinstance(pilot.app.screen, YesNo)
        assert "“Dan” and “Mary” speak in turn in “first”, 3 times: are they one?" in screen_text(pilot)
        await press(pilot, "escape")
        assert "not saved yet" not in screen_text(pilot)
        await press(pilot, "p", "enter", "enter")
        assert "not saved yet" in screen_text(pilot)


async def test_turns_without_a_label_are_given_to_two_in_turn_from_the_review(tmp_path: Path) -> None:
    found = Study(tmp_path / "study.qualcode", FixedClock(NOON))
    with Project.create(found.path, "Talks", clock=found.clock) as project:
        project.sign_in("Ana")
        silent = transcript_of("How did you come?\nBy bus.\nAnd home?\n", "captions")
        arriving = [silent, transcript_of(WORKSHOP, "workshop")]
        project.make(ImportDocuments([Incoming(one, Kind.INTERVIEW, ()) for one in arriving]))
    async with reviewing(found) as pilot:
        assert "3 turns have no label: R" in screen_text(pilot)
        await press(pilot, "R")
        assert "Who says the 3 turns without a label in “captions”?" in screen_text(pilot)
        await press(pilot, "end", "enter", "end", "enter")
        await type_words(pilot, "Interviewer")
        await press(pilot, "enter", "end", "enter")
        await type_words(pilot, "P09")
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith("3 turns have new speakers. ")
        assert "no label" not in screen_text(pilot)
        await press(pilot, "R")
        assert toasts(pilot)[-1] == "Every turn of talk has a label."
        await press(pilot, "u")
        assert "3 turns have no label: R" in screen_text(pilot)
    assert [row[:2] for row in found.ask(SPEAKERS)] == [("workshop", "Jonas Rosland"), ("workshop", "BSR06")]
