"""Each key leads to the state that its command promises, and each change is undone exactly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from importlib import import_module
from pathlib import Path

import pytest
from textual.binding import Binding

from qualcode.edits.clock import FixedClock
from qualcode.edits.essays import AddPart, NewEssay
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.essays.essay import PartKind
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.tui.keymap import every_command
from qualcode.tui.places import OVER, screen_at
from qualcode.tui.screens.chart import ChartScreen
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.counts import CountsScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.screens.export import ExportScreen
from qualcode.tui.screens.making import MakingScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.transcript_keys import KEYS
from tests.screens import commands_of_places as places
from tests.screens import commands_of_text
from tests.screens import commands_of_themes as of_themes
from tests.screens.every_command import Row, Seen, text_at_its_start, tried
from tests.screens.place_study import INTERVIEWS, NOON, Study, make_study, opened, settle
from tests.screens.survey_study import make_survey_study

# Commands that a test of their own place tries, by its module and name.
ELSEWHERE = {
    **dict.fromkeys(
        ("tutorial.begin", "tutorial.next", "tutorial.close", "tutorial.go-on"),
        ("test_tutorial", "test_a_closed_card_stays_away_until_it_is_asked_for"),
    ),
    "tutorial.open": ("test_tutorial", "test_the_page_is_opened_and_shown_in_its_folder_by_the_machines_own_program"),
    "tutorial.folder": (
        "test_tutorial",
        "test_the_page_is_opened_and_shown_in_its_folder_by_the_machines_own_program",
    ),
    "program.id": (
        "test_going_to_ids",
        "test_an_id_is_asked_for_where_it_is_chosen_and_one_of_nothing_is_a_sentence",
    ),
    "quotes.keep-id": ("test_going_to_ids", "test_a_passage_is_kept_in_the_essay_by_its_id"),
    "program.leave": ("test_shell", "test_q_alone_says_how_to_leave_and_ctrl_q_leaves"),
    "study.welcome": ("test_shell", "test_who_codes_is_asked_once_for_each_study"),
    "export.choose": ("test_export", "test_a_number_that_is_none_is_refused"),
    "export.tick": ("test_export", "test_only_the_codes_that_are_ticked_are_printed"),
    "export.write": ("test_export", "test_the_word_file_is_written_and_its_path_is_offered"),
    "excerpts.state": (
        "test_codebook_history",
        "test_what_was_read_again_stands_under_the_present_wording_with_one_undo",
    ),
    "codebook.earlier": ("test_codebook_history", "test_codings_made_under_an_earlier_wording_are_read_again"),
    "codebook.history": ("test_codebook_history", "test_who_changed_a_code_when_and_why_is_told_and_what_it_was"),
    "codebook.export": ("test_codebook_history", "test_the_codebook_is_written_as_each_kind_of_file"),
    "codebook.bring-in": ("test_codebook_history", "test_a_doubtful_line_is_decided_and_all_comes_in_as_one_step"),
    "codebook.from-study": ("test_codebook_history", "test_another_study_gives_its_codes"),
    "codebook.peer-support": ("test_codebook_history", "test_an_empty_codebook_names_every_way_to_begin"),
    "codebook.split": ("test_codebook_split", "test_digits_send_excerpts_to_new_codes_in_one_step_with_one_undo"),
    "codebook.merge": (
        "test_codebook_changing",
        "test_the_code_that_stays_is_chosen_gets_its_new_wording_and_a_reason",
    ),
    "codebook.mark": ("test_codebook_changing", "test_all_marked_codes_are_merged_into_one"),
    "codebook.state": ("test_codebook_changing", "test_a_code_goes_from_proposed_to_agreed_with_a_reason_or_without"),
    "codebook.colour": ("test_codebook_changing", "test_a_colour_is_chosen_shown_and_taken_back"),
    **dict.fromkeys(
        ("study.meeting", "study.words-within", "study.new-codes", "study.missing", "study.groups"),
        ("beside.test_beside_counts", "test_each_view_opens_from_the_palette_anywhere_and_esc_goes_back_there"),
    ),
    "themes.lead": ("test_export_lead", "test_counts_leads_to_it_from_its_export_and_its_palette"),
    "chart.stands": ("test_chart_writing", "test_what_changed_under_a_summary_is_told_until_w_says_that_it_stands"),
    "making.words": (
        "beside.test_words_within",
        "test_words_within_a_theme_in_the_making_are_those_of_what_supports_it",
    ),
    "facesheet.bring-in": ("test_facesheet", "test_enter_brings_in_what_fits_and_was_ticked_as_one_step"),
    "facesheet.tick": ("test_facesheet", "test_enter_brings_in_what_fits_and_was_ticked_as_one_step"),
    "facesheet.pane": ("test_facesheet", "test_a_column_is_made_another_kind_and_may_be_printed"),
    "facesheet.facts": ("test_facesheet", "test_a_column_is_made_another_kind_and_may_be_printed"),
    "facesheet.agree": ("test_facesheet", "test_agreeing_to_everything_leaves_out_what_may_say_who_somebody_is"),
    "facesheet.new": ("test_facesheet", "test_everybody_who_fits_nobody_can_be_added"),
    "facesheet.back": ("test_facesheet", "test_esc_brings_in_nothing"),
}

# Places that are tried key by key in a module of their own: what the ids of their commands begin with.
OF_THEIR_OWN = {
    "groups.": "beside.test_groups",
    "meeting.": "beside.test_meeting",
    "missing.": "beside.test_missing",
    "new-codes.": "beside.test_new_codes",
    "within.": "beside.test_words_within",
    "split.": "test_codebook_split",
    "code-history.": "test_codebook_history",
    "draft.": "test_quotes_draft",
}

Start = Callable[[Seen], Awaitable[None]]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    found = make_study(tmp_path, monkeypatch, sentences=True)
    with Project.open(found.path, clock=found.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(WriteMemo("A card, never a person", "question", MemoTarget("code", found.codes["1.1"])))
        project.make(WriteMemo("He read it on a train", "idea", MemoTarget("document", found.documents["workshop"])))
        project.make(WriteMemo("Why a note", "opportunity", MemoTarget("study", project.study_id)))
    return found


TABLES = (
    commands_of_text.ROWS, places.DOCUMENTS, places.EVERYWHERE, places.EXCERPTS, places.MEMOS, places.EXPORT,
    places.CODEBOOK, places.PARTICIPANTS, places.SPEAKERS, places.SAID, places.PROGRESS, places.HISTORY,
    places.ANSWERS, places.QUOTES, of_themes.COUNTS, of_themes.CHART, of_themes.MAKING,
)  # fmt: skip


def test_no_command_and_no_key_of_a_text_is_left_untried() -> None:
    tried_here = {row.command for table in TABLES for row in table}
    wanted = {command.id for command in every_command()}
    wanted |= {str(key.id) for key in KEYS if isinstance(key, Binding)}
    one_for_all = {f"coding.pinned-{digit}" for digit in range(2, 10)}
    elsewhere = {name for name in wanted if name.startswith(tuple(OF_THEIR_OWN))}
    assert sorted(wanted - tried_here - set(ELSEWHERE) - one_for_all - elsewhere) == []
    assert (tried_here | set(ELSEWHERE)) - wanted == set(), "what is tried is there"


@pytest.mark.parametrize(("module", "name"), sorted(set(ELSEWHERE.values())))
def test_what_another_test_tries_is_tried_there(module: str, name: str) -> None:
    assert callable(getattr(import_module(f"tests.screens.{module}"), name, None))


async def all_wrong(study: Study, *tables: tuple[Start, Sequence[Row]]) -> list[str]:
    """Try rows one after the other in one running application."""
    found = []
    async with opened(study) as pilot:
        seen = Seen(pilot, study)
        start = await seen.living()
        for to_start, rows in tables:
            for row in rows:
                await to_start(seen)
                found.append(await tried(seen, row, start))
    return [wrong for wrong in found if wrong]


async def documents(seen: Seen) -> None:
    """At the first of all documents."""
    for _ in range(12):
        if type(seen.screen) is DocumentsScreen:
            break
        to_list = isinstance(seen.screen, Place) and not isinstance(seen.screen, CodingScreen)
        await seen.press("f2" if to_list else "escape")
    assert type(seen.screen) is DocumentsScreen, f"{type(seen.screen).__name__} cannot be left"
    await seen.press("escape home")


def place(key: str, kind: type[Place]) -> Start:
    """At the first row of a place of the tab bar."""

    async def start(seen: Seen) -> None:
        if type(seen.screen) is not kind:
            await documents(seen)
            await seen.press(key)
        await seen.press("escape home")

    return start


def over(name: str, keys: str = "home") -> Start:
    """At the first row of a place that opens over the documents."""

    async def start(seen: Seen) -> None:
        if type(seen.screen) is screen_at(OVER[name]):
            await seen.press("home")
            return
        await documents(seen)
        await seen.app.run_action(f"app.over('{name}')")
        await settle(seen.pilot)
        await seen.press(keys)

    return start


async def test_every_key_in_a_text_does_what_it_promises(study: Study) -> None:
    wrong = await all_wrong(study, (text_at_its_start, commands_of_text.ROWS))
    assert not wrong, "\n".join(wrong)


async def test_every_key_of_the_places_does_what_it_promises(study: Study) -> None:
    wrong = await all_wrong(
        study,
        (documents, (*places.DOCUMENTS, *places.EVERYWHERE)),
        (place("f4", ExcerptsScreen), places.EXCERPTS),
        (place("f9", MemosScreen), places.MEMOS),
        (place("f8", ExportScreen), places.EXPORT),
        (place("f3", CodebookScreen), places.CODEBOOK),
    )
    assert not wrong, "\n".join(wrong)


def view(digit: str, kind: type[Place], keys: str = "") -> Start:
    """At the beginning of a view of themes, in the first row and the first column."""

    async def start(seen: Seen) -> None:
        if type(seen.screen) is not kind:
            await documents(seen)
            await seen.press(f"f5 {digit}")
        await seen.press("escape escape home")
        table = seen.app.focused
        if isinstance(table, DrawnTable):
            await seen.press(" ".join(["left"] * table._column))
        await seen.press(keys)

    return start


async def test_every_key_of_the_views_of_themes_does_what_it_promises(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        first, second = NewTheme("Cards work"), NewTheme("Nobody tells you")
        project.make(first)
        project.make(second)
        project.make(Gather(first.id, [Thing("code", study.codes["1.1"])]))
    wrong = await all_wrong(
        study,
        (view("1", CountsScreen, "down"), of_themes.COUNTS),
        (view("2", ChartScreen, "right right"), of_themes.CHART),
        (view("3", MakingScreen), of_themes.MAKING),
    )
    assert not wrong, "\n".join(wrong)


async def test_every_key_of_what_opens_over_a_place_does_what_it_promises(study: Study) -> None:
    wrong = await all_wrong(
        study,
        (over("participants", "home"), places.PARTICIPANTS),
        (over("speakers"), places.SPEAKERS),
        (over("said", "“card” enter home"), places.SAID),
        (over("progress"), places.PROGRESS),
        (over("history"), places.HISTORY),
    )
    assert not wrong, "\n".join(wrong)


async def test_every_key_of_quotes_does_what_it_promises(study: Study) -> None:
    essay = NewEssay("Finding a way in")
    start = INTERVIEWS["garden"].index("It was a card")
    quote = KeepQuote(study.documents["garden"], Span(start, start + 44), essay_id=essay.id)
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        headings = [AddPart(essay.id, PartKind.HEADING, words) for words in ("The card", "After it")]
        for edit in (essay, headings[0], quote, headings[1], NewEssay("Access")):
            project.make(edit)
    wrong = await all_wrong(study, (in_the_outline, places.QUOTES))
    assert not wrong, "\n".join(wrong)


async def in_the_outline(seen: Seen) -> None:
    """On the quote of an essay's outline."""
    await place("f7", QuotesScreen)(seen)
    await seen.press("escape escape home tab home down")


async def test_every_key_of_the_answers_of_a_survey_does_what_it_promises(tmp_path: Path) -> None:
    study = Study(make_survey_study(tmp_path), FixedClock(NOON))
    wrong = await all_wrong(study, (over("survey_answers"), places.ANSWERS))
    assert not wrong, "\n".join(wrong)
