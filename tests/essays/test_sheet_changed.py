"""A quote sheet changed anywhere by a writer: the change is found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.documents import documents
from qualcode.edits.essays import NewEssay, SetCitationStyle
from qualcode.edits.quotes import KeepQuote, TrimQuote
from qualcode.essays.citing import CitationStyle
from qualcode.exports.quote_sheet import quote_sheet
from qualcode.exports.writing import write_page
from qualcode.project.project import Project
from qualcode.transcripts.trim import Trim
from tests.conftest import NOON, span_of
from tests.essays.conftest import INES, WILL, troubles
from tests.essays.test_round_trip import held_against
from tests.examples import one_in

ASKED = "Who would you want there instead?"  # by the interviewer
QUOTED = (
    ("It was a card on the board in the chemist’s, half behind a poster.", ""),
    ("I hadn’t slept through since my sister died, and now I do.", "since my sister died,"),
    ("They were very kind, and very kind is a terrible thing to be.", ""),
    ("I will not be helped by somebody who has already decided that I am grateful.", "who has already decided"),
)


def sheet_of(study: Project, folder: Path) -> Path:
    """An essay's quotes, two of them trimmed, as a writer is given them."""
    essay = NewEssay("Going in")
    study.make(essay)
    texts = dict(zip((line.id for line in documents(study.conn)), (INES, WILL), strict=True))
    for words, left_out in QUOTED:
        document, text = next((one, text) for one, text in texts.items() if words in text)
        kept = KeepQuote(document, span_of(text, words), essay_id=essay.id)
        study.make(kept)
        if left_out:
            study.make(TrimQuote(kept.id, Trim().leave_out(text, span_of(text, left_out))))
    path = folder / "sheet.docx"
    write_page(study.read_copy(quote_sheet, essay.id, NOON), path)
    return path


@pytest.fixture
def sheet(study: Project, tmp_path: Path) -> Path:
    return sheet_of(study, tmp_path)


def test_a_quote_sheet_as_it_was_written_has_nothing_to_look_at(study: Project, sheet: Path) -> None:
    checked = held_against(study, sheet)
    assert [one.found for one in checked.findings if one.sources] == [
        "exact",
        "trimmed as recorded",
        "exact",
        "trimmed as recorded",
    ]
    assert checked.problems == []


@pytest.mark.parametrize("with_id", [True, False])
def test_an_interviewers_words_on_a_sheet_are_printed_as_theirs_and_are_in_order(
    study: Project, tmp_path: Path, *, with_id: bool
) -> None:
    study.make(SetCitationStyle(CitationStyle(excerpt_id=with_id)))
    essay = NewEssay("Asked")
    study.make(essay)
    will = list(documents(study.conn))[1].id
    study.make(KeepQuote(will, span_of(WILL, ASKED), essay_id=essay.id))
    write_page(study.read_copy(quote_sheet, essay.id, NOON), path := tmp_path / "asked.docx")
    checked = held_against(study, path)
    assert [(one.words, one.found) for one in checked.findings] == [(ASKED, "exact")]
    assert checked.problems == []


def places(path: Path) -> list[tuple[int, int]]:
    """The words of quotes that a change can be seen at: the text in the file, and the word in it.

    The last and the first may be left out of a quotation, and so may those beside what was.
    """
    found = []
    for number, text in enumerate(docx.Document(str(path)).element.iter("{*}t")):
        words = (text.text or "").split()
        if any(len(words) > 3 and " ".join(words[:3]) in quote for quote, _ in QUOTED):
            marks = [place for place, word in enumerate(words) if "[" in word]
            near = {place + beside for place in marks for beside in (-1, 0, 1)}
            found += [(number, place) for place in range(1, len(words) - 1) if place not in near]
    return found


CHANGES: dict[str, Callable[[list[str], int], list[str]]] = {
    "another word": lambda words, at: [*words[:at], "zebra", *words[at + 1 :]],
    "a word more": lambda words, at: [*words[:at], "zebra", *words[at:]],
    "a word less": lambda words, at: [*words[:at], *words[at + 1 :]],
    "letters left out": lambda words, at: [*words[:at], f"{words[at]}x", *words[at + 1 :]],
}


@settings(
    max_examples=one_in(3),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_change_anywhere_in_a_printed_quote_is_found_and_nothing_else(
    study: Project, sheet: Path, data: st.DataObject
) -> None:
    number, place = data.draw(st.sampled_from(places(sheet)))
    how = data.draw(st.sampled_from(sorted(CHANGES)))
    document = docx.Document(str(sheet))
    text = list(document.element.iter("{*}t"))[number]
    before = (text.text or "").split()
    text.text = " ".join(CHANGES[how](before, place))
    changed = sheet.with_name("changed.docx")
    document.save(str(changed))
    (problem,) = held_against(study, changed).problems
    assert troubles(problem) == ["altered"]
    assert problem.words.split()[0] == before[0].strip("“")


def test_words_put_around_quotes_are_no_change_of_them(study: Project, sheet: Path) -> None:
    document = docx.Document(str(sheet))
    for one in list(document.paragraphs):
        one.insert_paragraph_before("The writer’s own thoughts, at length; “so-called” help, and Will’s view of it.")
    document.save(str(sheet))
    assert held_against(study, sheet).problems == []
