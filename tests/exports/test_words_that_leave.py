"""Words that are on the list of names, and are no names where they stand, leave the study as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.analysis.naming import names_of
from qualcode.edits.pseudonyms import LeaveAsSaid
from qualcode.exports.choices import ReportChoices
from qualcode.exports.files import put
from qualcode.exports.gather import report
from qualcode.exports.leaving import leaving, release
from qualcode.exports.sources import DocumentsOfKind
from qualcode.exports.writing import write
from qualcode.participants.names import Name, Names, PublicWords
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import span_of
from tests.exports.sample_report import sample_report

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
TODAY = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
MARCH = Names([Name("March", "P99")])


def test_a_name_within_a_longer_word_is_none(tmp_path: Path) -> None:
    names = Names([Name("Knowin", "P97"), Name("Rout", "P98"), Name("Acc", "P99")])
    assert release(names, write, sample_report(), tmp_path / "report.docx").paths


def test_a_month_in_the_date_of_a_report_is_nobody_called_so(tmp_path: Path) -> None:
    value = replace(sample_report(), study_page=())
    assert value.day == "12 March 2026"
    for suffix in (".docx", ".md"):
        assert release(MARCH, write, value, tmp_path / f"report{suffix}").paths
    with pytest.raises(Problem):
        release(MARCH, write, replace(value, title="What March told us"), tmp_path / "other.md")


def test_what_the_program_calls_things_is_nobody_called_so(tmp_path: Path) -> None:
    value = replace(sample_report(), areas=(), counts=())
    several = replace(value, sources=replace(value.sources, documents=(DocumentsOfKind(Kind.FIELD_NOTE, 2),)))
    field = Names([Name("Field", "P99")])
    assert release(field, write, several, tmp_path / "report.docx").paths
    with pytest.raises(Problem):
        release(field, write, replace(several, title="What Field told us"), tmp_path / "other.docx")


def test_a_word_that_the_team_says_is_also_one_is_told_and_stops_nothing(tmp_path: Path) -> None:
    value = replace(sample_report(), title="Field and other notes")
    written = release(Names([Name("Field", "P99", as_written=True)]), write, value, tmp_path / "report.md")
    assert len(written.sentences) == 1
    assert "report.md, line 3: “# P99 and other notes”" in written.sentences[0]
    with pytest.raises(Problem):
        release(Names([Name("Field", "P99")]), write, value, tmp_path / "other.md")


def test_a_name_without_its_capital_that_is_a_word_of_the_program_is_told(tmp_path: Path) -> None:
    code = Names([Name("Code", "P99")])
    value = replace(sample_report(), title="Eight codes in all")
    assert "# Eight P99s in all" in release(code, write, value, tmp_path / "report.md").sentences[0]
    with pytest.raises(Problem):
        release(code, write, replace(value, title="As Code told us"), tmp_path / "other.md")


@pytest.mark.parametrize("real", ["Ward", "White", "Hope"])
def test_a_name_that_is_a_word_which_the_program_only_looks_for_stops_the_file(tmp_path: Path, real: str) -> None:
    value = replace(sample_report(), title=f"As {real.lower()} told us")
    with pytest.raises(Problem):
        release(Names([Name(real, "P99")]), write, value, tmp_path / "report.md")


def test_a_word_left_as_it_was_said_goes_out_there_and_nowhere_else(
    project: Project, bring_in: BringIn, code_it: CodeIt, tmp_path: Path
) -> None:
    text = "Marisol: I never gave up hope. It was a card from Rowan on the board.\n"
    document = bring_in(text, "interview")
    code_it(document, "I never gave up hope. It was a card from Rowan", "1.1")
    project.keep_names([Name("Hope", "Faith"), Name("Rowan", "Alex")])
    project.make(LeaveAsSaid([(document, span_of(text, "hope"))]))
    value = report(project.conn, ReportChoices(), TODAY)
    names = names_of(project.conn)
    for suffix in (".docx", ".md"):
        (path,) = release(names, write, value, tmp_path / f"report{suffix}").paths
        assert path.exists()
    with pytest.raises(Problem):
        release(names, write, replace(value, title="Never any hope"), tmp_path / "other.md")


def test_a_name_of_one_document_is_a_word_in_another(
    project: Project, bring_in: BringIn, code_it: CodeIt, tmp_path: Path
) -> None:
    first = bring_in("Marisol: Then Penny rang.\n", "first")
    other = bring_in("Benedetto: Not a penny did they give.\n", "second")
    code_it(first, "Then Penny rang.", "1.1")
    code_it(other, "Not a penny did they give.", "1.1")
    project.keep_names([Name("Penny", "Lena", documents=frozenset({first}))])
    value = report(project.conn, ReportChoices(), TODAY)
    (path,) = release(project.names, write, value, tmp_path / "report.md").paths
    told = path.read_text()
    assert "Then Lena rang." in told and "Not a penny did they give." in told


def test_an_author_who_is_cited_is_public_there_and_nowhere_else(tmp_path: Path) -> None:
    names, cited = Names([Name("Okoro", "Vale")]), PublicWords("(Okoro and Finch, 2019a, p. 4)")
    with leaving(names, cited):
        put(b"It helps (Okoro and Finch, 2019a, p. 4).", tmp_path / "cited.md")
    assert (tmp_path / "cited.md").exists()
    with pytest.raises(Problem), leaving(names, cited):
        put(b"It helps (Okoro and Finch, 2019a, p. 4), as Okoro said to me.", tmp_path / "said.md")
    assert not (tmp_path / "said.md").exists()
