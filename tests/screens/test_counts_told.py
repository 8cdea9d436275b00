"""What Counts (F5) says beside its numbers, on the screen and in its files."""

from __future__ import annotations

from textual.pilot import Pilot

from qualcode.analysis.counts.asked import Measure
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.merging import MergeCodes
from qualcode.exports.writing import PAGE_FORMATS
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.counts import CountsScreen
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_table import DrawnTable, TableColumn, TableRow, fitted
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage
from qualcode.tui.widgets.words import Words
from tests.screens.place_study import Study, fill_in, opened, press, screen_of, screen_text, settle, type_words
from tests.screens.shown_study import shown, transcript


def table(pilot: Pilot[None]) -> DrawnTable:
    return screen_of(pilot, CountsScreen).query_one("#counts", DrawnTable)


def titled(pilot: Pilot[None]) -> str:
    return str(screen_of(pilot, CountsScreen).query_one("#table-pane", Pane).border_title)


def notes(pilot: Pilot[None]) -> str:
    return str(screen_of(pilot, CountsScreen).query_one("#notes", Words).content)


async def test_each_kind_heads_its_first_number_whatever_is_measured(study: Study) -> None:
    async with opened(study, "f5") as pilot:
        heads = {}
        for measure in Measure:
            assert f"· {measure.value} ·" in titled(pilot)
            heads[measure] = [column.heading for column in table(pilot)._columns]
            await press(pilot, "percent_sign")
        assert all("interviews" in named for named in heads.values()), heads


async def test_which_codings_are_counted_is_never_cut_off(study: Study) -> None:
    async with opened(study, "f5", "f", size=(80, 24)) as pilot:
        await fill_in(pilot, columns="role", measure=Measure.WORDS.value)
        shown = screen_text(pilot)
        assert "Counted: everybody’s codings, merged." in shown and "words in all" in notes(pilot)


async def test_a_table_that_a_question_narrowed_says_so_in_its_file(study: Study) -> None:
    async with opened(study, "f5", "slash") as pilot:
        await type_words(pilot, "who:P01")
        await press(pilot, "enter", "x")
        await press(pilot, *["down"] * [*PAGE_FORMATS].index(".csv"), "enter")
        await settle(pilot)
        written = next(study.path.parent.rglob("exports/**/*codes-by-participant*"))
        files = [written] if written.is_file() else list(written.iterdir())
        told = "".join(one.read_text("utf-8-sig") for one in files)
        assert "Counted is only what the question “who:P01” finds." in told


async def test_nobody_whom_a_question_leaves_out_is_said_never_to_mention_a_code(study: Study) -> None:
    async with opened(study, "f5") as pilot:
        table(pilot).go_to(study.codes["1.2"], table(pilot).column_id)
        await settle(pilot)
        assert "Never mentioned by 1 of 2" in screen_text(pilot)
        await press(pilot, "slash")
        await type_words(pilot, "who:P01")
        await press(pilot, "enter")
        table(pilot).go_to(study.codes["1.1"], table(pilot).column_id)
        await settle(pilot)
        assert "Carried by P01 1." in screen_text(pilot)
        assert "Never" not in screen_text(pilot)


async def test_a_code_that_others_were_merged_into_says_so(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(MergeCodes(study.codes["1.1"], [study.codes["1.2"]]))
    async with opened(study, "f5", "down") as pilot:
        assert "Holds what was coded as" in screen_text(pilot) and "“Routes in”." in screen_text(pilot)


async def test_all_areas_tell_how_far_they_reach_as_each_area_does(study: Study) -> None:
    async with opened(study, "f5") as pilot:
        table(pilot).go_to("all areas", table(pilot).column_id)
        await settle(pilot)
        page = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "Interviews: 2 of 2" in page and "Carried by" in page and "Counting" not in page


def test_a_number_is_never_cut_by_its_column() -> None:
    columns = [TableColumn("code", "", 6), TableColumn("a", "P01", 5, right=True), TableColumn("b", "P02", 5)]
    rows = [TableRow("1", ("1.1 Knowing", "1,234,567", "long words"))]
    assert [one.width for one in fitted(columns, rows)] == [6, 9, 5]
    assert fitted(columns, []) == columns


async def test_a_number_of_a_group_says_out_of_how_many_people_of_that_group_it_is(study: Study) -> None:
    async with opened(study, "f5", "f") as pilot:
        await fill_in(pilot, columns="role", measure=Measure.PARTICIPANTS.value)
        assert "joiner" not in notes(pilot), "a total has the base of the whole table alone"
        joiner = next(one.id for one in table(pilot)._columns if one.heading.strip() == "joiner")
        table(pilot).go_to(study.codes["1.1"], joiner)
        await settle(pilot)
        assert notes(pilot).startswith("joiner: of 1 participant in 1 document. Of 2 participants in 2 interviews.")
        await press(pilot, "percent_sign", "percent_sign", "percent_sign")
        assert notes(pilot).startswith("joiner: of 1 participant in 1 document, ") and " words." in notes(pilot)


async def test_how_far_the_codes_reach_is_written_as_a_picture(study: Study) -> None:
    async with opened(study, "f5", "x") as pilot:
        await press(pilot, *["down"] * [*PAGE_FORMATS].index(".svg"))
        assert "Participants by code" in screen_text(pilot)
        await press(pilot, "enter")
        (written,) = study.path.parent.rglob("exports/*.svg")
    drawn = written.read_text("utf-8")
    assert "1.1 Knowing what exists" in drawn and "2 participants in interviews" in drawn


async def test_numbers_of_few_people_are_hidden_from_the_file_where_that_is_ticked(study: Study) -> None:
    tick = [*["down"] * (len(PAGE_FORMATS) + 1), "enter"]
    markdown = ["home", *["down"] * [*PAGE_FORMATS].index(".md"), "enter"]
    async with opened(study, "f5", "x") as pilot:
        assert "[ ] numbers of fewer than 5 people hidden" in screen_text(pilot)
        await press(pilot, *tick)
        await settle(pilot)
        assert "[x] numbers of fewer than 5 people hidden" in screen_text(pilot)
        await press(pilot, *markdown)
        await settle(pilot)
        (written,) = study.path.parent.rglob("exports/*.md")
    told = written.read_text("utf-8")
    assert "hidden" in told and "Numbers of fewer than 5 participants, but 0, are hidden" in told
    async with opened(study, "f5", "x") as pilot:
        await press(pilot, *markdown)
        await settle(pilot)
    assert "hidden" not in written.read_text("utf-8")  # written over


async def test_everybody_who_never_mentions_a_code_is_named_however_many_they_are(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        names = [f"P{number}" for number in range(10, 40)]
        many = transcript([(name, "Not a word of it.") for name in names], "many")
        project.make(ImportDocuments([Incoming(many, Kind.INTERVIEW, ())]))
    async with opened(study, "f5", "down") as pilot:
        told = " ".join(screen_of(pilot, CountsScreen).query_one("#beside", ReadingPage).text.split())
        assert f"Never mentioned by 30 of 32 participants: {', '.join(names[:12])} and 18 more." in told
        assert told.endswith(f"Never mentioned by 30 of 32 participants: {', '.join(names)}.")


async def test_the_reach_goes_to_a_file_with_who_carries_a_code_and_what_goes_against_it(study: Study) -> None:
    async with shown(study.path) as seen:
        await seen.press("f5", "colon", *"export the reach", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        await seen.press(*["down"] * [*PAGE_FORMATS].index(".md"), "enter")
        await seen.until(lambda: any(study.path.parent.rglob("exports/**/*.md")))
    (written,) = study.path.parent.rglob("exports/**/*reach-of-the-codes*.md")
    told = written.read_text("utf-8")
    assert "Never mentioned by" in told and "Excerpts that go against their code, interviews" in told
    assert "| 1.1 Knowing what exists | P02 | workshop, turn 2 | Who told you? | Nobody told me. |" in told
