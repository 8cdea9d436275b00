"""The kinds of document in Export (F8), driven by their keys: what is chosen, previewed, held back and written."""

from __future__ import annotations

from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from textual.pilot import Pilot

from qualcode.edits.participants import ChangeParticipant
from qualcode.participants.names import Name
from qualcode.project.project import Project
from qualcode.tui.screens.export_kind import Going
from qualcode.tui.screens.export_kinds import LISTED
from qualcode.tui.screens.export_transcripts import TranscriptsKind
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.exports.commented import comments_in
from tests.screens.place_study import (
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
from tests.screens.quotes_study import write_essays
from tests.screens.test_export import choose, written

pytestmark = pytest.mark.usefixtures("no_desktop")


def preview(pilot: Pilot[None]) -> str:
    """The words of the preview."""
    return pilot.app.screen.query_one("#preview", ReadingPage).text


def agree(study: Study, person: str, consent: str) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        (found,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = ?", (person,)).fetchone()
        project.make(ChangeParticipant(found, {"consent": consent}))


def exported(study: Study) -> list[str]:
    return sorted(path.name for path in (study.path.parent / "exports").glob("*"))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_coded_transcripts_have_choices_and_a_preview(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "f8", size=size) as pilot:
        await choose(pilot, "transcripts", "space")
        assert_golden(pilot, f"export-transcripts-{size[0]}x{size[1]}")


async def test_the_participants_table_has_choices_and_a_preview(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "participants", "space")
        assert_golden(pilot, "export-participants-120x40")


async def test_all_that_can_be_made_is_listed_and_each_has_a_preview_or_says_why_not(study: Study) -> None:
    write_essays(study)
    async with opened(study, "f8") as pilot:
        for name, label in LISTED:
            await choose(pilot, name, "space")
            await settle(pilot)
            text = screen_text(pilot)
            assert f"(•) {label}" in text and text.count("(•)") >= 1
            assert "[ Export ]" in text, name
            assert preview(pilot).strip()


async def test_from_every_kind_one_may_go_to_every_other_without_waiting_for_its_preview(study: Study) -> None:
    names = [name for name, _ in LISTED]
    way = [names[0]]
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            way += [other, one]  # to each of those that follow, and back
        way += names[place + 1 : place + 2]
    way.append(names[0])
    assert set(permutations(names, 2)) <= set(pairwise(way))
    async with opened(study, "f8") as pilot:
        rows = pilot.app.screen.query_one("#choices", DrawnRows)
        for one in way:
            rows.go_to(one)
            await pilot.press("space")
        await settle(pilot)
        assert f"(•) {LISTED[0][1]}" in screen_text(pilot)


async def test_excerpts_goes_back_to_the_themed_excerpts_from_any_kind(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.transcripts")
        await press(pilot, "f4", "x")
        assert "(•) Themed excerpts" in screen_text(pilot) and "6 excerpts" not in screen_text(pilot)
        assert "[ Export ]  exports/study-themed-excerpts.docx" in screen_text(pilot)


async def test_transcripts_are_written_one_for_each_document_with_their_comments(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.transcripts")
        assert "3 transcripts with 6 codings" in screen_text(pilot)
        await press(pilot, "x")
        await written(pilot)
        assert "Beside it: workshop coded.docx" in screen_text(pilot)
        await press(pilot, "escape")
        assert "replaces exports/garden coded.docx, and 2 more" in screen_text(pilot)
        (study.path.parent / "exports" / "note coded.docx").write_bytes(b"marked up in Word")
        await press(pilot, "x")
        await written(pilot)
        assert "“note coded.docx” was changed since it was written" in screen_text(pilot)
        await press(pilot, "escape")
        (study.path.parent / "exports" / "note coded 2.docx").unlink()
        await run(pilot, "export.transcripts")
        assert "replaces exports/garden coded.docx, and 2 more, 1 of them replaced" in screen_text(pilot)
    assert exported(study) == ["garden coded.docx", "note coded.docx", "workshop coded.docx"]
    found = comments_in((study.path.parent / "exports" / "garden coded.docx").read_bytes())
    assert [one.on for one in found] == [
        ("It was a card on the board in the chemist’s.",),
        ("So I sent myself.",),
        ("I sleep.",),
    ]


async def test_of_many_transcripts_the_first_are_shown_before_all_are_judged(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.screens.export_transcripts._MANY", 1)
    monkeypatch.setattr("qualcode.tui.screens.export_transcripts._SHOWN", 1)
    seen: list[tuple[str, str]] = []
    judged = TranscriptsKind.gather

    def gather(kind: TranscriptsKind, *rest: Any) -> Going:
        seen.append((preview(pilot), str(pilot.app.screen.query_one("#preview-pane").border_title)))
        return judged(kind, *rest)

    async with opened(study, "f8") as pilot:
        monkeypatch.setattr(TranscriptsKind, "gather", gather)
        await run(pilot, "export.transcripts")
        words, title = seen[-1]
        assert "It was a card on the board" in words and "I read it in the paper" not in words
        assert title == "Preview · judging the rest…"
        assert "I read it in the paper" not in preview(pilot) and "2 more transcripts, not shown here" in preview(
            pilot
        )
        assert "3 transcripts with 6 codings" in screen_text(pilot)
        await press(pilot, "x")
        await written(pilot)
    assert exported(study) == ["garden coded.docx", "note coded.docx", "workshop coded.docx"]


async def test_what_is_held_back_of_transcripts_is_told_with_the_reason_before_they_go(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.transcripts")
        await choose(pilot, "audience:outside", "space")
        text = screen_text(pilot)
        assert "held back: " in text and "(enter: see why)" in text
        assert "Nobody told me" not in preview(pilot)
        await run(pilot, "export.why")
        assert "for the study team only" in screen_text(pilot)
        await press(pilot, "escape")


async def test_documents_are_chosen_and_remembered_and_other_kinds_keep_theirs(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.transcripts")
        await choose(pilot, "of:documents", "enter")
        await press(pilot, "space", "enter")
        await choose(pilot, "of:memos", "space")
        await choose(pilot, "form:.md", "space")
        await choose(pilot, "form:.docx", "space")
        await choose(pilot, "where", "enter")
        await type_words(pilot, "coded")
        await press(pilot, "enter")
    async with opened(study, "f8") as pilot:
        text = screen_text(pilot)
        assert "(•) Coded transcripts" in text and "Documents   garden" in text
        assert "[ ] memos on codings" in text and "[x] coder names" in text
        assert "[ ] Word" in text and "[x] Markdown" in text and "Where       coded" in text
        assert "coded/garden coded.md" in text
        await choose(pilot, "participants", "space")
        text = screen_text(pilot)
        assert "[x] Word (.docx)" in text and "[ ] Markdown (.md)" in text
        await choose(pilot, "transcripts", "space")
        await press(pilot, "x")
        await written(pilot)
        await press(pilot, "escape")
    assert (study.path.parent / "coded" / "garden coded.md").is_file()


async def test_where_nothing_may_be_read_it_is_said_of_each_document_and_nothing_is_written(study: Study) -> None:
    for person in ("P01", "P02"):
        agree(study, person, "team only")
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.transcripts")
        await choose(pilot, "audience:outside", "space")
        text = screen_text(pilot)
        assert "Nothing of these documents may be read by them." in text and "[ Export ]" not in text
        assert "Interview 1: for the study team only (P01)." in preview(pilot)


async def test_the_last_format_stays(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.participants")
        await choose(pilot, "form:.docx", "space")
        assert "[x] Word (.docx)" in screen_text(pilot)


async def test_the_ending_of_a_file_that_is_typed_chooses_its_format(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.participants")
        await choose(pilot, "where", "enter")
        await type_words(pilot, "people.xlsx")
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "[x] Excel (.xlsx)" in text and "[ ] Word (.docx)" in text
        assert "[ Export ]  exports/people.xlsx" in text


async def test_who_could_be_recognised_in_the_table_is_told_and_hidden_on_request(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.participants")
        assert "2 of 2 people printed could be recognised" in screen_text(pilot)
        await choose(pilot, "of:small", "space")
        assert "could be recognised" not in screen_text(pilot)
        assert "hidden" in preview(pilot)


async def test_consent_is_not_printed_for_readers_outside(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.participants")
        await choose(pilot, "of:consent", "space")
        assert "Consent" in preview(pilot)
        await choose(pilot, "audience:outside", "space")
        assert "Consent" not in preview(pilot) and "[ Export ]" in screen_text(pilot)


async def test_the_codebook_is_written_in_each_format_and_without_examples_outside(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.codebook")
        assert "Template" not in screen_text(pilot)
        await choose(pilot, "form:.csv", "space")
        await press(pilot, "x")
        await written(pilot)
        await press(pilot, "escape")
        await choose(pilot, "audience:outside", "space")
        assert "examples are left out" in screen_text(pilot)
    assert exported(study) == ["study-codebook.csv", "study-codebook.docx"]


async def test_a_quote_sheet_is_of_one_essay_and_called_after_it(study: Study) -> None:
    write_essays(study)
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.quotes")
        assert "Essay       Finding a way in" in screen_text(pilot)
        assert "exports/study-finding-a-way-in-quotes-outside.docx" in screen_text(pilot)
        await choose(pilot, "of:essay", "enter")
        assert isinstance(pilot.app.screen, Choose)
        await press(pilot, "end", "enter")
        assert "Essay       kept quotes, in no essay" in screen_text(pilot)
        assert "Kept quotes: quotes" in preview(pilot)


async def test_an_essay_without_quotes_says_so_and_nothing_can_be_written(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.quotes")
        text = screen_text(pilot)
        assert "There are no quotes here yet." in text and "[ Export ]" not in text
        assert "nothing can be written so" in text
        assert "Keep some first: y does so anywhere." in text.split("Before it goes out")[1]


async def test_workshop_packs_are_for_readers_outside_and_never_written_over(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.workshop")
        text = screen_text(pilot)
        assert "who comes: only what may be quoted" in text and "( ) the study team" not in text
        await choose(pilot, "of:most", "enter")
        await type_words(pilot, "many")
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith("“many” is not a number of cards.")
        await press(pilot, "x")
        await written(pilot)
        await press(pilot, "escape")
        assert "new: exports/Access workshop 2.docx" in screen_text(pilot)


async def test_cards_are_of_what_a_question_finds_and_a_slip_in_it_is_told(study: Study) -> None:
    agree(study, "P01", "quote")
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.workshop")
        await choose(pilot, "of:question", "enter")
        await type_words(pilot, "chemist")
        await press(pilot, "enter")
        assert "2 packs with 1 card" in screen_text(pilot) and "in the chemist’s" in preview(pilot)
        await choose(pilot, "of:question", "enter")
        await press(pilot, "ctrl+u")
        await type_words(pilot, "who:P99")
        await press(pilot, "enter")
        assert "There is no participant P99." in screen_text(pilot) and "[ Export ]" not in screen_text(pilot)


async def test_checking_sheets_are_one_for_each_person(study: Study) -> None:
    write_essays(study)
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.checking")
        text = screen_text(pilot)
        assert "each person alone" in text and "sheet" in text and "[x] record that they were asked today" in text
        await press(pilot, "x")
        await written(pilot)
        assert "u takes that back." in screen_text(pilot)
        await press(pilot, "escape")
    assert {row[0] for row in study.ask("SELECT answer FROM quote WHERE answer != ''")} == {"asked"}
    assert all(name.endswith("-to-check.docx") for name in exported(study)) and exported(study)


async def test_a_name_in_a_template_stops_every_kind(study: Study, tmp_path: Path) -> None:
    house = Document()
    house.sections[0].footer.paragraphs[0].text = "Osmotherley & Partners"
    house.save(str(tmp_path / "house.docx"))
    with Project.open(study.path, clock=study.clock) as project:
        project.keep_names([Name("Osmotherley", "Hartley")])
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.transcripts")
        await choose(pilot, "template", "enter")
        await type_words(pilot, str(tmp_path / "house.docx"))
        await press(pilot, "enter")
        for kind in ("transcripts", "participants"):
            await choose(pilot, kind, "space", "x")
            await settle(pilot)
            text = screen_text(pilot)
            assert "Nothing was written" in text and "Osmotherley" not in text
            await press(pilot, "escape")
    assert not (study.path.parent / "exports").exists()


async def test_the_cursor_begins_on_what_was_made_last(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.codebook")
        assert pilot.app.screen.query_one("#choices", DrawnRows).row_id == "codebook"
    async with opened(study, "f8") as pilot:
        assert pilot.app.screen.query_one("#choices", DrawnRows).row_id == "codebook"
