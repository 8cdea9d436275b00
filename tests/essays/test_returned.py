"""What stands on a sheet that came back, whatever somebody wrote on it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.essays.essay import Answer
from qualcode.essays.on_paper import OnPaper
from qualcode.essays.sheet_file import read_sheet
from qualcode.essays.sheet_words import CHANGE, CROSS, NO, OWN_WORDS, YES
from qualcode.exports.page import Blanks, Page, Section
from qualcode.exports.word import page_content
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from tests.examples import one_in

ROWS = {Answer.APPROVED: 1, Answer.CHANGED: 2, Answer.REFUSED: 3}
SHORT = "x1abc234k"
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp")), max_size=40).filter(
    lambda words: len(words.strip()) > 3  # a cross or a tick or two alone are no words
)


def sheet(folder: Path, crossed: list[Answer], words: str, beside: Answer = Answer.CHANGED) -> Path:
    """A sheet of one passage, as it is written and then filled in."""
    rows = ((YES, "", ""), (CHANGE, "", ""), (NO, "", ""))
    answer = Blanks("", (f"Passage {SHORT} · 3f9a2b", CROSS, OWN_WORDS), (5, 2, 8), rows)
    made_on = datetime(2026, 3, 12, tzinfo=UTC)
    page = Page("Sheet", "Study", made_on, Audience.OUTSIDE, (Section("Passage", (answer,)),), contents=False)
    path = folder / "sheet.docx"
    path.write_bytes(page_content(page))
    document = Document(str(path))
    (table,) = document.tables
    for one in crossed:
        table.rows[ROWS[one]].cells[1].paragraphs[0].add_run("x")
    table.rows[ROWS[beside]].cells[2].paragraphs[0].add_run(words)
    document.save(str(path))
    return path


@settings(max_examples=one_in(4), deadline=None)
@given(st.lists(st.sampled_from(list(ROWS)), unique=True), WORDS)
def test_crosses_and_words_come_back_as_they_were_put_down(crossed: list[Answer], words: str) -> None:
    with TemporaryDirectory() as folder:
        (found,) = read_sheet(sheet(Path(folder), crossed, words))
    assert (found.short_ids, found.code) == ((SHORT,), "3f9a2b")
    assert set(found.crossed) == set(crossed)
    if any(letter.isalnum() for letter in words):
        assert found.words == " ".join(words.split())


@pytest.mark.parametrize(
    ("crossed", "words", "answer"),
    [
        ((), "", Answer.ASKED),
        ((), "otherwise", Answer.CHANGED),
        ((Answer.APPROVED,), "", Answer.APPROVED),
        ((Answer.REFUSED,), "please not", Answer.REFUSED),
        ((Answer.CHANGED,), "", Answer.CHANGED),
        ((Answer.APPROVED,), "but otherwise", None),
        ((Answer.APPROVED, Answer.REFUSED), "", None),
    ],
)
def test_one_cross_is_an_answer_and_words_alone_are_a_change(
    crossed: tuple[Answer, ...], words: str, answer: Answer | None
) -> None:
    assert OnPaper((SHORT,), "3f9a2b", crossed, words).answer is answer


@pytest.mark.parametrize(
    ("beside", "words", "answer", "kept"),
    [
        (Answer.APPROVED, "yes", Answer.APPROVED, ""),
        (Answer.APPROVED, "Ja!", Answer.APPROVED, ""),
        (Answer.APPROVED, "ok", Answer.APPROVED, ""),
        (Answer.APPROVED, "Fine, thank you.", Answer.APPROVED, ""),
        (Answer.APPROVED, "That’s fine by me", Answer.APPROVED, ""),
        (Answer.APPROVED, "Yes, print it so", Answer.APPROVED, ""),
        (Answer.APPROVED, "✓", Answer.APPROVED, ""),
        (Answer.APPROVED, "[x]", Answer.APPROVED, ""),
        (Answer.APPROVED, "yes, but say the house", None, "yes, but say the house"),
        (Answer.APPROVED, "Is this right?", None, "Is this right?"),
        (Answer.APPROVED, "no", None, "no"),
        (Answer.APPROVED, "I went there by myself.", None, "I went there by myself."),
        (Answer.REFUSED, "no", Answer.REFUSED, ""),
        (Answer.REFUSED, "Nein.", Answer.REFUSED, ""),
        (Answer.REFUSED, "please don’t", Answer.REFUSED, "please don’t"),
        (Answer.REFUSED, "No, my sister would know.", Answer.REFUSED, "No, my sister would know."),
        (Answer.REFUSED, "yes", None, "yes"),
        (Answer.REFUSED, "unless my sister is left out", None, "unless my sister is left out"),
        (Answer.CHANGED, "I went there by myself.", Answer.CHANGED, "I went there by myself."),
        (Answer.CHANGED, "No one told me.", Answer.CHANGED, "No one told me."),
        (Answer.CHANGED, "yes", None, "yes"),
    ],
)
def test_words_without_a_cross_are_read_by_the_answer_that_they_stand_beside(
    tmp_path: Path, beside: Answer, words: str, answer: Answer | None, kept: str
) -> None:
    (found,) = read_sheet(sheet(tmp_path, [], words, beside))
    assert (found.answer, found.words) == (answer, kept)


def test_a_yes_beside_the_cross_is_no_other_answer(tmp_path: Path) -> None:
    (found,) = read_sheet(sheet(tmp_path, [Answer.APPROVED], "yes, fine", Answer.APPROVED))
    assert (found.answer, found.words) == (Answer.APPROVED, "")


def test_a_no_where_the_cross_beside_yes_belongs_is_no_approval(tmp_path: Path) -> None:
    path = sheet(tmp_path, [], "")
    document = Document(str(path))
    for row, said in ((1, "no"), (2, "no"), (3, "")):
        document.tables[0].rows[row].cells[1].paragraphs[0].add_run(said)
    document.save(str(path))
    assert read_sheet(path)[0].answer is None
    document.tables[0].rows[3].cells[1].paragraphs[0].add_run("yes")
    document.save(str(path))
    assert read_sheet(path)[0].answer is Answer.REFUSED


def test_the_printed_words_themselves_beside_yes_are_a_yes() -> None:
    words = "It was a card in the chemist’s"
    found = OnPaper((SHORT,), "3f9a2b", (), words, ((Answer.APPROVED, words),))
    assert found.beside("It was a card […] in the chemist’s.").answer is Answer.APPROVED
    assert found.beside("It was a card on the board.").answer is None


def test_dots_and_lines_that_somebody_left_are_no_words(tmp_path: Path) -> None:
    (found,) = read_sheet(sheet(tmp_path, [], "____ … ☐"))
    assert (found.words, found.crossed) == ("", ())


def test_a_file_that_is_no_document_or_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "no.docx").write_bytes(b"no zip")
    for name in ("no.docx", "gone.docx"):
        with pytest.raises(Problem):
            read_sheet(tmp_path / name)
