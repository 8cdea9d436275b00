"""Workshop packs in files: sound, without a real name, and coming back as they went."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from qualcode.analysis.excerpts import short_id
from qualcode.analysis.memos import memos
from qualcode.analysis.people import participants
from qualcode.analysis.returns.arriving import Fit, arriving
from qualcode.analysis.returns.files import read_returns
from qualcode.analysis.returns.listed import lines_returned
from qualcode.analysis.returns.typed import typed_text
from qualcode.edits.clock import FixedClock
from qualcode.edits.memos import MemoTarget, SayState, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.returns import TakeReturns
from qualcode.exports import html_page, markdown, word
from qualcode.exports.briefing_files import FORMATS, paper_path, write_papers
from qualcode.exports.gather_briefing import Briefing
from qualcode.exports.gather_workshop import workshop_packs
from qualcode.exports.leaving import leaving
from qualcode.exports.workshop import RETURN_HEADINGS, WorkshopChoices
from qualcode.participants.names import Name, Names
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.conftest import NOON
from tests.exports.parsed import Parsed
from tests.exports.test_lead_report import everything_in
from tests.exports.word_rules import faults
from tests.exports.workshop_study import conn as conn
from tests.exports.workshop_study import garden as garden
from tests.exports.workshop_study import keep
from tests.exports.workshop_study import packs as packs
from tests.study_of_names import NAME, SHOWN
from tests.study_of_names import make as names_study

BringIn = Callable[..., str]
CodeIt = Callable[..., str]


def test_the_packs_are_written_in_every_format_without_faults(packs: tuple[Briefing, ...], tmp_path: Path) -> None:
    for one in packs:
        content = word.page_content(one.page)
        assert faults(content) == []
        document = Document(io.BytesIO(content))
        text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
        for card in one.page.excerpts:
            assert card.id in text and card.words.text in text
        parsed = Parsed(html_page.content(one.page).decode())
        assert list(RETURN_HEADINGS) in [rows[0] for rows in parsed.tables.values()]
        plain = markdown.page_text(one.page)
        assert all(card.id in plain for card in one.page.excerpts)


def test_as_a_web_page_too_what_is_handed_out_is_on_paper_of_its_own(packs: tuple[Briefing, ...]) -> None:
    page = html_page.content(packs[0].page).decode()
    begun = re.findall(r'<section class="new-page"[^>]*><h2[^>]*>([^<]*)</h2>', page)
    assert begun == ["Quote cards", "Return sheet", "For whoever runs the workshop"]
    style = page[page.index("<style>") : page.index("</style>")]
    screen, _, paper = style.partition("@media print")
    assert ".new-page { break-before: page; }" in paper
    # A long address stays in its card, and the two are as wide as each other.
    assert ".card, .blanks, dd { overflow-wrap: anywhere; }" in screen and "repeat(2, minmax(0, 1fr))" in screen
    (tall,) = re.findall(r"\.card { min-height: ([\d.]+)cm; }", paper)
    assert 2 * float(tall) < 25.7 - 2  # A4 within its margins, less the heading
    # Where an answer goes stands with what it answers, on one page.
    assert ".blanks { break-before: avoid; break-inside: avoid; }" in paper


def test_a_card_holds_its_id_in_letters_large_enough_to_type(packs: tuple[Briefing, ...]) -> None:
    document = Document(io.BytesIO(word.page_content(packs[0].page)))
    cards = document.tables[0]
    assert len(cards.columns) == 2
    for cell in (cell for row in cards.rows for cell in row.cells if cell.text.strip()):
        (run,) = cell.paragraphs[0].runs
        assert run.font.size is not None and run.font.size.pt == 20 and run.text.startswith("x")


def test_a_real_name_stops_the_pack_and_shows_where(
    project: Project, garden: dict[str, str], codes: dict[str, str], tmp_path: Path
) -> None:
    keep(project, garden["document"], "So I sent myself.")
    found = project.read_copy(workshop_packs, WorkshopChoices((codes["1"],)), NOON)
    names = Names([Name("chemist", "shop")])
    project.make(WriteMemo("Ask the chemist", "question", MemoTarget("code", codes["1"])))
    leaky = project.read_copy(workshop_packs, WorkshopChoices((codes["1"],)), NOON)
    for going, stops in ((found, False), (leaky, True)):
        folder = tmp_path / f"out {stops}"
        folder.mkdir()
        wanted = {one.area_id: paper_path(folder, one.called, ".docx", what="workshop") for one in going}
        if not stops:
            with leaving(names, *(one.page for one in going)):
                write_papers(going, wanted, list(FORMATS))
            assert len(list(folder.iterdir())) == len(FORMATS)
            continue
        with pytest.raises(Problem, match="Nothing was written") as caught, leaving(names):
            write_papers(going, wanted, list(FORMATS))
        assert "Ask the" in caught.value.detail and "chemist" not in caught.value.detail
        assert list(folder.iterdir()) == []


def test_a_name_of_the_list_stands_nowhere_in_a_pack_nor_in_what_it_is_called(
    tmp_path: Path, clock: FixedClock
) -> None:
    with Project.open(names_study(tmp_path, clock), back_up=False) as project:
        (code,) = project.conn.execute("SELECT id FROM code WHERE idx = '1.1'").fetchone()
        for kind in ("question", "opportunity"):
            memo = WriteMemo(f"{NAME} is a {kind}, and “{NAME} said so”.", kind, MemoTarget("code", code))
            project.make(memo)
        project.make(SayState([memo.id], "chosen", f"{NAME} wants it."))
        typed = typed_text(f"{short_id(memo.id)}: {NAME} said yes, 4 votes\n")
        project.make(TakeReturns(arriving(project.conn, typed, f"{NAME} house").new))
        (person,) = [one for one in participants(project.conn) if one.labels and NAME in one.labels[0]][:1]
        project.make(ChangeParticipant(person.id, {"consent": "quote"}))
        made = project.read_copy(workshop_packs, WorkshopChoices(), NOON)
        assert made and SHOWN in markdown.page_text(made[0].page)
        for suffix in FORMATS:
            wanted = {one.area_id: paper_path(tmp_path / "out", one.called, suffix) for one in made}
            for written in write_papers(made, wanted, [suffix], names=project.names):
                for path in written.paths:
                    assert NAME.casefold().encode() not in everything_in(path).lower()
                    assert NAME.casefold() not in path.name.casefold()


def test_without_the_list_of_names_no_pack_is_written(tmp_path: Path, clock: FixedClock) -> None:
    path = names_study(tmp_path, clock)
    for key in tmp_path.parent.rglob(f"{tmp_path.name}-keys/**/*"):
        if key.is_file():
            key.unlink()
    with Project.open(path, back_up=False) as project, pytest.raises(Problem, match="names"):
        project.read_copy(workshop_packs, WorkshopChoices(), NOON)


# There and back


def test_a_return_sheet_filled_in_with_word_comes_back_as_notes_links_and_votes(
    project: Project, garden: dict[str, str], codes: dict[str, str], tmp_path: Path
) -> None:
    memo = WriteMemo("A peer by the bed", "opportunity", MemoTarget("code", codes["1"]))
    project.make(memo)
    quote = keep(project, garden["document"], "So I sent myself.")
    (one,) = project.read_copy(workshop_packs, WorkshopChoices((codes["1"],)), NOON)
    wanted = {one.area_id: tmp_path / "Access workshop.docx"}
    (written,) = write_papers([one], wanted, [".docx"])
    document = Document(str(written.paths[0]))
    (sheet,) = [table for table in document.tables if table.cell(0, 0).text == RETURN_HEADINGS[0]]
    assert [cell.text for cell in sheet.rows[0].cells] == list(RETURN_HEADINGS)
    assert sheet.cell(1, 0).text == short_id(memo.id)
    for place, cells in (
        (1, (short_id(memo.id), "Every ward has one", "4", "Table 2")),
        (2, (quote.upper(), "As I did", "", "Table 2")),
        (3, ("A peer by the bed", "Who pays?", "2", "Table 3")),
    ):
        for column, words in enumerate(cells):
            sheet.cell(place, column).text = words
    document.save(str(tmp_path / "back.docx"))
    found = arriving(project.conn, read_returns(tmp_path / "back.docx"), "Leeds")
    assert {line.fit for line in found.new} == {Fit.FITS}
    project.make(TakeReturns(found.new))
    assert [(line.table, line.votes, line.words, line.document) for line in lines_returned(project.conn)] == [
        ("memo", 4, "Every ward has one", "Leeds: Table 2"),
        ("quote", None, "As I did", "Leeds: Table 2"),
        ("memo", 2, "Who pays?", "Leeds: Table 3"),
    ]
    assert memos(project.conn)[0].answers.words == "6 votes of 2 groups"
