"""Memos written up for the team, with the passages they cite."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest

from qualcode.analysis.memos import memos
from qualcode.edits.memos import LinkMemos, MemoTarget, OrderMemos, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports import markdown, word
from qualcode.exports.memos import MemoChoices, memo_report
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.conftest import NOON, WORDS, span_of


@pytest.fixture
def written(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str], code_it: Callable[..., str]
) -> dict[str, str]:
    """Two memos that cite one passage between them, and what they are about; ids by name."""
    document = bring_in()
    coding = code_it(document, "So I sent myself.", "1.2")
    card = WriteMemo("A card, never a person\n\nAsk who put it up.", "question", MemoTarget("coding", coding))
    again = WriteMemo("Again *the* card", "tension", MemoTarget("memo", card.id))
    project.make(card)
    project.make(again)
    span = span_of(WORDS, "So I sent myself.")
    project.make(LinkMemos([again.id], MemoTarget("document", document, span)))
    project.make(LinkMemos([card.id], MemoTarget("document", document, span_of(WORDS, "I sleep."))))
    return {"card": card.id, "again": again.id, "document": document, "coding": coding}


def page(project: Project, choices: MemoChoices | None = None) -> str:
    return markdown.text(project.read_copy(memo_report, choices or MemoChoices(), NOON))


def test_each_memo_stands_with_its_kind_day_things_and_passages(project: Project, written: dict[str, str]) -> None:
    text = page(project)
    assert text.startswith("**For the study team only**\n\n# Study: memos")
    assert "- Memos: 2: 1 question, 1 tension" in text
    assert "### 1\\. A card, never a person\n\n*Question, 12 March 2026*\n\nAsk who put it up." in text
    assert "About: coding 1.2 Routes in, P03, turn 2; passage P03, turn 4; memo Again \\*the\\* card" in text
    assert "> So I sent myself." in text and "> I sleep." in text
    assert "Ana" not in text


def test_a_passage_that_two_memos_cite_is_printed_once_and_referred_to(
    project: Project, written: dict[str, str]
) -> None:
    text = page(project)
    assert text.count("So I sent myself.") == 1
    assert "printed under 1\\. A card, never a person" in text


def test_memos_follow_the_write_up_order_or_the_one_asked_for(project: Project, written: dict[str, str]) -> None:
    project.make(OrderMemos([written["again"], written["card"]]))
    assert page(project).index("1\\. Again") < page(project).index("2\\. A card")
    asked = page(project, MemoChoices((written["card"],), coder_names=True))
    assert "### 1\\. A card" in asked and "### 2" not in asked
    assert "*Question, Ana, 12 March 2026*" in asked


@pytest.mark.parametrize("ending", ["", "\n\nAsk again."])
def test_every_word_of_a_memo_is_printed_once_however_long_its_first_line(project: Project, ending: str) -> None:
    line = " ".join(f"w{number}" for number in range(60))
    project.make(WriteMemo(f"\n{line}{ending}", about=MemoTarget("study", project.study_id)))
    project.make(WriteMemo("v" * 200))
    text = page(project)
    assert [text.split().count(f"w{number}") for number in range(60)] == [1] * 60
    assert text.count("Ask again.") == bool(ending)
    assert text.count("v") - page(project, MemoChoices(title="x")).count("v") == 0
    assert sum(len(run) for run in re.findall("v{20,}", text)) == 200


def test_words_that_were_withdrawn_are_held_back_and_counted(project: Project, written: dict[str, str]) -> None:
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE participant_id IS NOT NULL").fetchone()
    project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    text = page(project)
    assert "So I sent myself" not in text and "I sleep" not in text
    assert "2 passages are held back (see “Held back”)." in text
    assert "- P03. Has withdrawn:" in text


def test_readers_outside_the_team_get_no_memos(project: Project, written: dict[str, str]) -> None:
    with pytest.raises(Problem, match="for the study team only"):
        project.read_copy(memo_report, MemoChoices(audience=Audience.OUTSIDE), NOON)


def test_a_study_without_memos_says_how_one_is_written(project: Project) -> None:
    with pytest.raises(Problem, match="no memos"):
        project.read_copy(memo_report, MemoChoices(), NOON)


def test_no_name_of_the_list_is_in_the_file(project: Project, written: dict[str, str]) -> None:
    project.make(WriteMemo("Mary told Marys sister about the chemist", about=MemoTarget("study", project.study_id)))
    project.keep_names([Name("Mary", "[Ruth]"), Name("chemist", "[shop]")])
    assert "Mary" not in page(project) and "[Ruth]" in memos(project.conn)[-1].body


def test_the_word_file_holds_headings_memos_and_passages(project: Project, written: dict[str, str]) -> None:
    from docx import Document

    value = project.read_copy(memo_report, MemoChoices(), NOON)
    document = Document(io.BytesIO(word.content(value)))
    words = {(p.style.name if p.style else "", p.text) for p in document.paragraphs}
    assert ("Heading 1", "Memos") in words
    assert ("Heading 2", "1. A card, never a person") in words
    assert ("Normal", "Ask who put it up.") in words
    assert any(text == "So I sent myself." for _, text in words)
    assert word.content(value) == word.content(value)
