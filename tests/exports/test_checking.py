"""Sheets on which people check their words: what stands on them, what never does, and what comes back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table

from qualcode.analysis.people import participants
from qualcode.edits.answers import AskAbout
from qualcode.edits.documents import ChangeSpeaker
from qualcode.edits.essays import AddPart, ChangeEssay, NewEssay
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, RecordAnswer, TrimQuote, UseAgain
from qualcode.essays.asked import waiting_for
from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts.draft import Draft, Paragraph
from qualcode.essays.essay import Answer, PartKind
from qualcode.essays.outline import outline
from qualcode.essays.returned import answers_on
from qualcode.essays.sheet_file import read_sheet
from qualcode.exports.checking import SheetChoices, checking_sheets, release_sheets, sheet_paths
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name, Names
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.trim import Trim
from tests.conftest import span_of
from tests.exports.sheets.checking_study import BOTH, CARD, GROUP, SLEEP, TODAY, Study, fill, group_study


@pytest.fixture
def study(project: Project, bring_in: Callable[..., str]) -> Study:
    return group_study(project, bring_in)


def words_of(path: Path) -> str:
    """Every byte of a written sheet, unpacked."""
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        return "\n".join(name + package.read(name).decode("utf-8") for name in package.namelist())


# What stands on a sheet


def test_a_sheet_holds_the_persons_words_as_they_will_be_printed_and_what_they_support(
    study: Study, tmp_path: Path
) -> None:
    trim = Trim().leave_out(GROUP, span_of(GROUP, "on the board"))
    study.project.make(TrimQuote(study.quotes[CARD], trim))
    path = study.written(tmp_path)["P01"]
    text = "\n".join(one.text for one in Document(str(path)).paragraphs)
    assert "It was a card […] in the chemist’s." in text
    assert "It is meant for “A way in”, and supports this point: By accident" in text
    assert "How did you hear of it?" in text
    assert "you appear as P01" in text
    heads = [table.rows[0].cells[0].text for table in Document(str(path)).tables]
    shorts = [one.short_id for one in outline(study.project.conn, study.essay, TODAY.date()).quotes]
    assert [head.split()[1] for head in heads[:2]] == shorts[:2]
    assert [row.cells[0].text for row in Document(str(path)).tables[0].rows[1:]] == [
        "Yes, print it so",
        "Change it so:",
        "No, do not print it",
    ]
    assert re.fullmatch("Signed · [0-9a-f]{6}", heads[-1])


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_a_sheet_holds_nobody_elses_words_facts_or_names_and_no_coder(
    study: Study, tmp_path: Path, suffix: str
) -> None:
    project = study.project
    wide = KeepQuote(study.document, span_of(GROUP, BOTH), essay_id=study.essay)
    project.make(wide)
    project.make(WriteMemo("P02 would not say this.", "tension", MemoTarget("quote", study.quotes[CARD])))
    files = study.written(tmp_path, suffix)
    assert {path.name for path in files.values()} == {f"P01-to-check{suffix}", f"P02-to-check{suffix}"}
    told = words_of(files["P01"])
    for secret in ("Nobody told", "never once", "P02", "Thurlbeck", "Marisol", "Benedetto", "Ludovica", "Fennimore"):
        assert secret not in told, secret
    assert "would not say" not in told and "Ana" not in told
    assert "Others speak in this passage too." in told
    theirs = words_of(files["P02"])
    assert "Nobody told me a thing." in theirs and "Thurlbeck" in theirs
    assert "a card on the board" not in theirs and "P01" not in theirs and "Ashby" not in theirs


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Unlike P02", False),
        ("“Nobody told me a thing”", False),
        ("“a card on the board”", True),
        ("Ana’s idea", False),
        ("By accident", True),
    ],
)
def test_a_point_that_tells_of_somebody_else_or_quotes_them_is_left_out(
    study: Study, tmp_path: Path, heading: str, told: bool
) -> None:
    project = study.project
    essay = NewEssay("P02 in the lead")
    project.make(essay)
    project.make(AddPart(essay.id, PartKind.HEADING, heading))
    project.make(KeepQuote(study.document, span_of(GROUP, CARD), essay_id=essay.id))
    (_, page), *_ = project.read_copy(checking_sheets, SheetChoices((essay.id,)), TODAY).pages
    shown = str(page)
    assert (heading in shown) is told
    assert "P02" not in shown


def test_a_sheet_says_nothing_of_itself_in_its_properties(study: Study, tmp_path: Path) -> None:
    properties = Document(str(study.written(tmp_path)["P01"])).core_properties
    assert not any((properties.author, properties.title, properties.last_modified_by, properties.comments))


def test_a_name_of_the_list_in_any_sheet_stops_them_all(study: Study, tmp_path: Path) -> None:
    study.project.make(ChangeEssay(study.essay, title="A way in"))
    sheets = study.sheets()
    with pytest.raises(Problem, match="Nothing was written"):
        release_sheets(Names([Name("accident", "Kay")]), sheets, sheet_paths(tmp_path, sheets, ".docx"))
    assert list(tmp_path.glob("*.docx")) == []


def test_who_withdrew_is_asked_no_more(study: Study) -> None:
    (marisol,) = [one for one in participants(study.project.conn) if one.pseudonym == "P01"]
    study.project.make(ChangeParticipant(marisol.id, {"consent": "withdrawn"}))
    sheets = study.sheets()
    assert [one.pseudonym for one, _ in sheets.pages] == ["P02"]
    assert "2 quotes left out: withdrawn." in sheets.sentences


def test_nobody_is_asked_again_about_words_they_refused_in_another_quote(study: Study) -> None:
    study.project.make(RecordAnswer(study.quotes[CARD], Answer.REFUSED))
    wide = KeepQuote(study.document, span_of(GROUP, BOTH), essay_id=study.essay)
    study.project.make(wide)
    asked = {quote for person, _ in study.sheets(again=True).pages for one in person.quotes for quote in one.quotes}
    assert wide.id not in asked and study.quotes[SLEEP] in asked


def test_milder_words_of_a_refused_quote_are_asked_about_again_and_the_same_words_are_not(study: Study) -> None:
    def asked(*, again: bool) -> set[str]:
        return {
            one for person, _ in study.sheets(again=again).pages for quote in person.quotes for one in quote.quotes
        }

    card = study.quotes[CARD]
    same = UseAgain(card, (other := NewEssay("Another way")).id)
    study.project.make(other)
    study.project.make(same)
    study.project.make(RecordAnswer(card, Answer.REFUSED, printed=CARD))
    assert card not in asked(again=True)
    study.project.make(TrimQuote(card, Trim().leave_out(GROUP, span_of(GROUP, "on the board"))))
    assert card in asked(again=True) and card not in asked(again=False)
    (elsewhere,) = [
        one
        for one in study.project.read_copy(
            checking_sheets, SheetChoices((other.id,), None, True), TODAY
        ).asking.people
        if one.answered
    ]
    assert elsewhere.answered == ((Answer.REFUSED, 1),)


def test_the_same_words_in_two_essays_are_asked_about_once_for_both(study: Study, tmp_path: Path) -> None:
    other = NewEssay("Another way")
    study.project.make(other)
    study.project.make(UseAgain(study.quotes[CARD], other.id))
    sheets = study.project.read_copy(checking_sheets, SheetChoices(None), TODAY)
    person, _ = sheets.pages[0]
    assert [len(one.quotes) for one in person.quotes] == [2, 1]
    assert [one.essay for one in person.quotes[0].points] == ["A way in", "Another way"]


# Who was asked


def test_writing_sheets_can_record_on_what_day_each_quote_was_asked_about_in_one_step(study: Study) -> None:
    sheets = study.sheets()
    assert study.project.make(AskAbout(sheets.asked, date(2026, 3, 2))).label == "3 quotes sent to be checked"
    assert {study.answer(one)[:2] for one in study.quotes.values()} == {(Answer.ASKED, date(2026, 3, 2))}
    first, second = study.project.read_copy(waiting_for, TODAY.date(), (study.essay,))
    assert first.sentence == "P01 has not answered to 2 quotes since 2 March 2026."
    assert second.sentence == "P02 has not answered to 1 quote since 2 March 2026."
    study.project.undo()
    assert {study.answer(one)[0] for one in study.quotes.values()} == {Answer.NONE}


def test_what_was_answered_is_not_asked_again_but_an_approval_of_other_words_is(study: Study) -> None:
    card, sleep = study.quotes[CARD], study.quotes[SLEEP]
    study.project.make(RecordAnswer(card, Answer.APPROVED, printed=CARD))
    study.project.make(RecordAnswer(sleep, Answer.REFUSED))
    assert [one.pseudonym for one, _ in study.sheets().pages] == ["P02"]
    assert study.sheets().sentences[1:] == (
        "1 quote left out: approved as they are printed.",
        "1 quote left out: refused.",
    )
    assert [one.pseudonym for one, _ in study.sheets(again=True).pages] == ["P01", "P02"]
    study.project.make(TrimQuote(card, Trim().leave_out(GROUP, span_of(GROUP, "on the board"))))
    assert [one.pseudonym for one, _ in study.sheets().pages] == ["P01", "P02"]
    (part,) = [one for one in outline(study.project.conn, study.essay, TODAY.date()).quotes if one.id == card]
    assert part.answer is Answer.NONE
    assert "not approved any more" in part.look[0]


# What comes back


def test_answers_are_read_back_by_the_ids_of_the_quotes_and_recorded_in_one_step(
    study: Study, tmp_path: Path
) -> None:
    study.project.make(AskAbout(study.sheets().asked))
    files = study.written(tmp_path)
    study.read_back(fill(files["P01"], (1, ""), (2, "I sleep through.")))
    assert study.answer(study.quotes[CARD]) == (Answer.APPROVED, TODAY.date(), "")
    assert study.answer(study.quotes[SLEEP]) == (Answer.CHANGED, TODAY.date(), "I sleep through.")
    study.read_back(fill(files["P02"], (3, "Please not.")))
    assert study.answer(study.quotes["I never once went back."]) == (Answer.REFUSED, TODAY.date(), "Please not.")
    again = study.project.read_copy(answers_on, read_sheet(files["P01"]), TODAY.date())
    assert [one.note for one in again] == ["Recorded already on 12 March 2026."] * 2
    study.project.undo()
    assert study.answer(study.quotes["I never once went back."])[0] is Answer.ASKED


def test_words_of_somebody_who_must_be_asked_first_are_printed_once_they_approved_just_these(
    study: Study, tmp_path: Path
) -> None:
    project, card = study.project, study.quotes[CARD]

    def held() -> list[str]:
        return [one.held for one in outline(project.conn, study.essay, TODAY.date()).quotes]

    assert held() == ["must be asked first", "must be asked first", ""]
    draft = Draft("essay.docx", (Paragraph(f"P01 says: “{CARD}”"),))
    (told,) = project.read(check_draft, draft, on=TODAY.date(), audience=Audience.OUTSIDE).findings
    assert [one.sentence for one in told.troubles] == ["P01: must be asked first."]
    study.read_back(fill(study.written(tmp_path)["P01"], (1, "")))
    assert held() == ["", "must be asked first", ""]
    (told,) = project.read(check_draft, draft, on=TODAY.date(), audience=Audience.OUTSIDE).findings
    assert told.troubles == ()
    project.make(TrimQuote(card, Trim().leave_out(GROUP, span_of(GROUP, "on the board"))))
    assert held() == ["must be asked first", "must be asked first", ""]
    project.make(TrimQuote(card, Trim()))
    (marisol,) = [one for one in participants(project.conn) if one.pseudonym == "P01"]
    project.make(ChangeParticipant(marisol.id, {"consent_until": "2026-03-12"}))
    after = outline(project.conn, study.essay, date(2026, 3, 13)).quotes
    assert after[0].held == "must be asked first"


def test_no_answer_two_answers_and_a_yes_with_other_words_are_told_and_not_recorded(
    study: Study, tmp_path: Path
) -> None:
    files = study.written(tmp_path)
    nothing = study.read_back(files["P02"])
    assert [(one.said, one.note) for one in nothing] == [("none", "No answer yet.")]
    document = Document(str(files["P01"]))
    table: Table = document.tables[0]
    table.rows[1].cells[1].paragraphs[0].add_run("x")
    table.rows[3].cells[1].paragraphs[0].add_run("✓")
    second: Table = document.tables[1]
    second.rows[1].cells[1].paragraphs[0].add_run("x")
    second.rows[1].cells[2].paragraphs[0].add_run("but say the house")
    document.save(str(files["P01"]))
    unclear = study.read_back(files["P01"])
    assert {one.said for one in unclear} == {"not clear"}
    assert not any(one.recorded for one in unclear)
    assert study.answer(study.quotes[CARD])[0] is Answer.NONE


def test_a_yes_in_words_is_recorded_as_approved_and_other_words_beside_yes_are_told_and_not_recorded(
    study: Study, tmp_path: Path
) -> None:
    path = study.written(tmp_path)["P01"]
    document = Document(str(path))
    for table, words in zip(document.tables[:2], (CARD, "just so you know"), strict=True):
        table.rows[1].cells[2].paragraphs[0].add_run(words)
    document.save(str(path))
    first, second = study.read_back(path)
    assert (first.said, first.words, first.recorded) == ("approved", "", True)
    assert (second.said, second.words, second.recorded) == ("not clear", "just so you know", False)
    assert second.note == "Words beside “Yes” without a cross: ask, and record it yourself."
    assert study.answer(study.quotes[CARD])[0] is Answer.APPROVED


def test_a_sheet_is_read_however_it_was_crossed_and_without_what_was_struck_out(study: Study, tmp_path: Path) -> None:
    path = study.written(tmp_path)["P01"]
    document = Document(str(path))
    first: Table = document.tables[0]
    first.rows[1].cells[0].paragraphs[0].runs[0].text = "☒ Yes, print it so"
    gone = OxmlElement("w:del")
    run = OxmlElement("w:r")
    words = OxmlElement("w:delText")
    words.text = "No!"
    run.append(words)
    gone.append(run)
    first.rows[3].cells[1].paragraphs[0]._p.append(gone)
    second: Table = document.tables[1]
    sign = OxmlElement("w:sym")
    sign.set(qn("w:font"), "Wingdings")
    sign.set(qn("w:char"), "F0FE")
    second.rows[3].cells[1].paragraphs[0].add_run()._r.append(sign)
    document.save(str(path))
    assert [one.said for one in study.read_back(path)] == ["approved", "refused"]


def test_words_alone_are_a_change_and_a_quote_that_prints_them_is_no_longer_held_back(
    study: Study, tmp_path: Path
) -> None:
    project, card = study.project, study.quotes[CARD]
    (marisol,) = [one for one in participants(project.conn) if one.pseudonym == "P01"]
    project.make(ChangeParticipant(marisol.id, {"consent": "quote"}))
    study.read_back(fill(study.written(tmp_path)["P01"], (None, "It was a card in a shop.")))
    (part,) = [one for one in outline(project.conn, study.essay, TODAY.date()).quotes if one.id == card]
    assert part.held == "put in other words by the person when asked on 12 March 2026"
    assert part.look[-1].endswith("It was a card in a shop.")
    trim = Trim().leave_out(GROUP, span_of(GROUP, "on the board"))
    trim = trim.put_in(GROUP, span_of(GROUP, "the chemist’s"), "a shop")
    project.make(TrimQuote(card, trim))
    (part,) = [one for one in outline(project.conn, study.essay, TODAY.date()).quotes if one.id == card]
    assert (part.held, part.look, part.words) == ("", (), "It was a card […] in [a shop].")


def test_an_answer_to_words_that_were_changed_since_the_sheet_is_no_approval_of_the_new_ones(
    study: Study, tmp_path: Path
) -> None:
    card = study.quotes[CARD]
    path = fill(study.written(tmp_path)["P01"], (1, ""))
    study.project.make(TrimQuote(card, Trim().leave_out(GROUP, span_of(GROUP, "on the board"))))
    (first, _) = study.read_back(path)
    assert (first.said, first.note) == ("approved", "It is printed differently now than on the sheet.")
    assert study.answer(card)[0] is Answer.NONE
    study.project.make(TrimQuote(card, Trim()))
    assert study.answer(card)[0] is Answer.APPROVED


def test_one_person_cannot_take_back_what_another_refused_in_the_same_passage(study: Study, tmp_path: Path) -> None:
    project = study.project
    wide = KeepQuote(study.document, span_of(GROUP, BOTH), essay_id=study.essay)
    project.make(wide)
    files = study.written(tmp_path)
    fill(files["P01"], (1, ""), (1, ""), (1, ""))
    fill(files["P02"], (1, ""), (3, ""))
    study.read_back(files["P02"])
    told = study.read_back(files["P01"])
    assert "Somebody else who speaks in it answered “refused”, which stands." in [one.note for one in told]
    assert study.answer(wide.id)[0] is Answer.REFUSED


def test_what_is_no_sheet_and_ids_of_another_study_are_told(study: Study, tmp_path: Path) -> None:
    empty = tmp_path / "empty.docx"
    Document().save(str(empty))
    with pytest.raises(Problem, match="no passage to answer to"):
        read_sheet(empty)
    (tmp_path / "sheet.pdf").write_bytes(b"%PDF")
    with pytest.raises(Problem, match="no Word file"):
        read_sheet(tmp_path / "sheet.pdf")
    path = fill(study.written(tmp_path)["P02"], (1, ""))
    document = Document(str(path))
    cell = document.tables[0].rows[0].cells[0].paragraphs[0]
    cell.runs[0].text = "Passage xzzzzzzzz · 000000"
    document.save(str(path))
    (found,) = study.read_back(path)
    assert not found.recorded and found.note.startswith("No quote is kept that has this id.")


def test_somebody_who_interviews_is_not_asked_about_their_questions(study: Study) -> None:
    (speaker,) = study.project.conn.execute("SELECT id FROM speaker WHERE label = 'Benedetto'").fetchone()
    study.project.make(ChangeSpeaker(speaker, True, None))
    assert [one.pseudonym for one, _ in study.sheets().pages] == ["P01"]
