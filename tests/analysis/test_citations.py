"""Evidence is cited with its page, and never counted among participants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from qualcode.analysis.citations import Citations, citation_of
from qualcode.analysis.people import participants
from qualcode.edits.codebook import AddCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, PageMark, Transcript, Turn

BringIn = Callable[..., str]
TEXT = "Peer workers were paid.\n\nNobody knew by whom."


def evidence(project: Project, name: str = "okoro", **reference: str) -> str:
    turns = (Turn(0, 23), Turn(25, len(TEXT)))
    edit = ImportDocuments(
        [
            Incoming(
                Transcript(
                    name, f"{TEXT} {name}", turns, reference=reference, pages=(PageMark(0, "11"), PageMark(25, "12"))
                ),
                Kind.EVIDENCE,
                (),
            )
        ]
    )
    project.make(edit)
    return edit.imported[0]


def test_a_passage_of_evidence_is_cited_with_authors_year_and_page(project: Project) -> None:
    document = evidence(project, authors="Okoro, Ada; Finch, Sam", year="2019", title="Pay")
    cited = Citations(project.conn)
    assert cited.of(document, Span(0, 12)) == "(Okoro and Finch, 2019, p. 11)"
    assert cited.of(document, Span(20, 30)) == "(Okoro and Finch, 2019, pp. 11–12)"


def test_the_authors_of_evidence_are_public_whatever_the_list_of_names_says(project: Project) -> None:
    document = evidence(project, authors="Okoro, Ada", year="2019", title="Okoro and pay")
    untitled = evidence(project, "other", title="Okoro and pay")
    names = project.keep_names([Name("Okoro", "Zed")])
    cited = Citations(project.conn)
    assert names.show(cited.of(document, Span(0, 3))) == "(Okoro, 2019, p. 11)"
    assert names.show(citation_of(project.conn, document, Span(0, 3))) == "Okoro, 2019, p. 11"
    assert names.show(cited.of(untitled, Span(0, 3))) == "(“Zed and pay”, n.d., p. 11)"


def test_two_works_of_one_author_and_year_are_told_apart(project: Project) -> None:
    first = evidence(project, "a", authors="Okoro, Ada", year="2019", title="Pay")
    second = evidence(project, "b", authors="Okoro, Ada", year="2019", title="Zeal")
    cited = Citations(project.conn)
    assert cited.of(first, Span(0, 3)) == "(Okoro, 2019a, p. 11)"
    assert cited.of(second, Span(0, 3)) == "(Okoro, 2019b, p. 11)"


def test_what_is_no_evidence_is_not_cited(project: Project, bring_in: BringIn) -> None:
    document = bring_in("P01: A word.\nP01: Another.\n")
    assert Citations(project.conn).of(document, Span(0, 3)) == ""


def test_a_report_for_outside_cites_evidence_and_counts_nobody_for_it(project: Project) -> None:
    document = evidence(project, authors="Okoro, Ada", year="2019", title="Pay")
    area = AddCode("Workforce", None, is_area=True)
    code = AddCode("Pay", area.id)
    for edit in (area, code, AddCodings([NewCoding(document, Span(25, 31), code.id)])):
        project.make(edit)
    project.keep_names([Name("Okoro", "Zed")])
    made = report(project.conn, ReportChoices(audience=Audience.OUTSIDE), datetime(2026, 1, 1, tzinfo=UTC))
    (printed,) = [one for chapter in made.areas for section in chapter.codes for one in section.excerpts]
    assert printed.attribution.text == "(Okoro, 2019, p. 12)"
    assert made.sources.participants == {}
    assert participants(project.conn) == []
    assert made.held_back == ()
