"""Charts leave the study with what their readers may read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.cells import Rows, Said, Subject
from qualcode.analysis.chart_text import HELD_BACK
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.analysis.linked_quotations import quotation_of
from qualcode.analysis.people import attributes
from qualcode.edits.attributes import ChangeAttribute
from qualcode.edits.codings import RemoveCoding
from qualcode.edits.documents import ChangeDocument, ChangeSpeaker
from qualcode.edits.participants import AddParticipant, AllowInPrint, ChangeParticipant
from qualcode.edits.summaries import SayOfCell, WriteSummary
from qualcode.exports.chart_files import write_charts
from qualcode.exports.framework import chart_page
from qualcode.exports.writing import write_page
from qualcode.participants.accounts import QUOTATION_HELD, WORDS_HELD, Account, ClearedAccount
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import NO_NAMES, Name
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.exports.printed_charts import SLEEP, agree, p03, printed, words_of

Codes = dict[str, str]


def test_the_team_reads_every_summary_and_who_wrote_it(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    code_it(document, SLEEP, "3.1")
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    project.make(SayOfCell(p03(project), codes["1.2"], Said.NOT_ASKED))
    value = printed(project)
    access, evidence = value.charts
    assert [cell.text for cell in access.rows[0].cells] == ["A card. (Ana, 12 March 2026)", "not asked"]
    assert [cell.text for cell in evidence.rows[0].cells] == ["coded 1, not summarised", ""]
    assert access.notes[:2] == ("1 participant by 2 codes.", "Cells: summarised 1, not asked 1.")
    assert value.held_back == ()


@pytest.mark.parametrize(
    ("consent", "read"),
    [
        ("quote", True),
        ("paraphrase only", True),
        ("must be asked first", False),
        ("team only", False),
        ("not recorded", False),
    ],
)
def test_outside_reads_the_summaries_of_those_who_may_be_paraphrased(
    project: Project, codes: Codes, bring_in: Callable[..., str], consent: str, read: bool
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "Zubeldia."))
    project.make(WriteSummary(p03(project), None, "Qerrim."))
    agree(project, consent)
    value = printed(project, Audience.OUTSIDE)
    assert ("Zubeldia." in words_of(value), "Qerrim." in words_of(value)) == (read, read)
    assert (HELD_BACK in words_of(value)) is not read
    assert bool(value.held_back) is not read
    assert "Zubeldia." in words_of(printed(project))


def test_somebody_who_withdrew_is_left_out_for_everybody(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "Zubeldia."))
    agree(project, "withdrawn")
    for audience in Audience:
        value = printed(project, audience)
        assert [one.rows for one in value.charts] == [(), ()]
        assert value.held_back == ("1 row left out: the person has withdrawn.",)


def test_a_linked_quotation_leaves_only_where_its_speaker_may_be_quoted(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    coding = code_it(document, SLEEP, "1.1")
    (excerpt,) = excerpts(project.conn, Choice(codes=[codes["1.1"]]))
    quoted = quotation_of(project.conn, excerpt)
    project.make(WriteSummary(p03(project), codes["1.1"], f"Rests: {quoted}. As he says, “rest”."))
    agree(project, "paraphrase only")
    value = printed(project, Audience.OUTSIDE)
    assert words_of(value).startswith(f"Rests: {QUOTATION_HELD}. As he says, {QUOTATION_HELD}.")
    assert value.held_back == ("2 quotations of P03 held back: to be paraphrased, not quoted.",)
    agree(project, "quote")
    assert f"Rests: {quoted}. As he says, “rest”." in words_of(printed(project, Audience.OUTSIDE))
    project.make(RemoveCoding(coding))
    assert f"Rests: {QUOTATION_HELD}. As he says, “rest”." in words_of(printed(project, Audience.OUTSIDE))
    assert quoted in words_of(printed(project))


def test_a_document_and_a_group_stand_under_the_strictest_of_their_people(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    document = Subject(Rows.DOCUMENTS, bring_in())
    other = AddParticipant("P09")
    project.make(other)
    for person in (p03(project).id, other.id):
        project.make(ChangeParticipant(person, {"consent": "quote"}, {"role": "peer"}))
    (role,) = attributes(project.conn)
    peers = Subject(Rows.GROUPS, role.id, "peer")
    project.make(WriteSummary(document, codes["1.1"], "One card."))
    project.make(WriteSummary(peers, codes["1.1"], "All came alone."))
    by_document: dict[str, Any] = {"rows": Rows.DOCUMENTS}
    by_group: dict[str, Any] = {"rows": Rows.GROUPS, "attribute_id": role.id}
    assert "One card." in words_of(printed(project, Audience.OUTSIDE, **by_document))
    with pytest.raises(Problem, match="may not be printed"):
        printed(project, Audience.OUTSIDE, **by_group)
    project.make(AllowInPrint({"role": True}))
    assert "All came alone." in words_of(printed(project, Audience.OUTSIDE, **by_group))
    project.make(ChangeParticipant(other.id, {"consent": "team only"}))
    assert "All came alone." not in words_of(printed(project, Audience.OUTSIDE, **by_group))
    assert "One card." in words_of(printed(project, Audience.OUTSIDE, **by_document))
    project.make(ChangeDocument(document.id, {"consent": "team only"}))
    assert "One card." not in words_of(printed(project, Audience.OUTSIDE, **by_document))


def test_a_summary_of_a_group_stands_under_those_who_left_the_group(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    code_it(bring_in(), SLEEP, "1.1")
    other = AddParticipant("P09")
    project.make(other)
    project.make(ChangeParticipant(p03(project).id, {"consent": "team only"}, {"role": "peer"}))
    project.make(ChangeParticipant(other.id, {"consent": "quote"}, {"role": "peer"}))
    project.make(AllowInPrint({"role": True}))
    (role,) = attributes(project.conn)
    project.make(ChangeAttribute(role.id, {"kind": "choice", "choices": ("peer", "nurse")}))
    for code in ("1.1", "1.2"):
        project.make(WriteSummary(Subject(Rows.GROUPS, role.id, "peer"), codes[code], f"Zubeldia {code}."))

    def outside() -> str:
        return words_of(printed(project, Audience.OUTSIDE, rows=Rows.GROUPS, attribute_id=role.id))

    assert "Zubeldia" not in outside()
    project.make(ChangeParticipant(p03(project).id, {}, {"role": "nurse"}))
    assert "Zubeldia 1.1." not in outside() and "Zubeldia 1.2." in outside()
    project.make(ChangeParticipant(other.id, {}, {"role": "nurse"}))
    assert "Zubeldia" not in outside()


def test_a_summary_stands_under_what_was_agreed_for_the_documents_it_rests_on(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    first = bring_in()
    second = bring_in("P03: I came back for more.\n", "Again")
    code_it(first, SLEEP, "1.1")
    code_it(second, "I came back", "1.2")
    agree(project, "quote")
    for code in ("1.1", "1.2", "3.1"):
        project.make(WriteSummary(p03(project), codes[code], f"Zubeldia {code}."))
    project.make(ChangeDocument(second, {"consent": "team only"}))
    shown = words_of(printed(project, Audience.OUTSIDE))
    assert [f"Zubeldia {code}." in shown for code in ("1.1", "1.2", "3.1")] == [True, False, False]
    project.make(ChangeDocument(second, {"consent": "withdrawn"}))
    shown = words_of(printed(project))
    assert [f"Zubeldia {code}." in shown for code in ("1.1", "1.2", "3.1")] == [True, False, False]


def test_a_summary_of_a_document_is_not_free_where_nobody_knows_who_speaks(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    document = bring_in("P03: I sleep.\nSomebody: So do I.\n", kind=Kind.FOCUS_GROUP)
    (speaker,) = project.conn.execute("SELECT id FROM speaker WHERE label = 'Somebody'").fetchone()
    project.make(ChangeSpeaker(speaker, False, None))
    agree(project, "quote")
    project.make(WriteSummary(Subject(Rows.DOCUMENTS, document), codes["1.1"], "Zubeldia."))
    assert "Zubeldia." not in words_of(printed(project, Audience.OUTSIDE, rows=Rows.DOCUMENTS))
    project.make(ChangeDocument(document, {"consent": "quote"}))
    assert "Zubeldia." in words_of(printed(project, Audience.OUTSIDE, rows=Rows.DOCUMENTS))


def test_outside_reads_only_facts_that_may_be_printed_and_documents_by_number(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(ChangeParticipant(p03(project).id, {"consent": "quote"}, {"role": "peer", "village": "Osmotherley"}))
    project.make(AllowInPrint({"role": True}))
    facts = tuple(one.id for one in attributes(project.conn))
    outside = printed(project, Audience.OUTSIDE, facts=facts).charts[0]
    assert (outside.heads, outside.rows[0].facts) == (("role",), ("peer",))
    assert set(printed(project, facts=facts).charts[0].heads) == {"role", "village"}
    documents = printed(project, Audience.OUTSIDE, rows=Rows.DOCUMENTS).charts[0]
    assert documents.rows[0].name == "Interview 1"


def test_names_of_the_list_leave_in_no_summary(project: Project, codes: Codes, bring_in: Callable[..., str]) -> None:
    bring_in()
    agree(project, "quote")
    project.make(WriteSummary(p03(project), codes["1.1"], "Marisol showed him, “Marisol did”."))
    project.keep_names([Name("Marisol", "his wife")])
    for audience in Audience:
        assert "his wife showed him, “his wife did”." in words_of(printed(project, audience))


def test_nothing_is_cleared_by_hand() -> None:
    with pytest.raises(TypeError):
        ClearedAccount(Account("1", ("words",), ()), ["words"], Audience.TEAM, NO_NAMES, object())


def test_a_chart_is_a_table_for_every_writer_of_pages(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "=A card, “yes”\nand more."))
    value = printed(project, group_by=None)
    page = chart_page(value)
    assert page.tables[0].rows[0].cells[:2] == ("P03", "=A card, “yes”\nand more. (Ana, 12 March 2026)")
    for ending in ("docx", "html", "md"):
        (path,) = write_page(page, tmp_path / f"chart.{ending}").paths
        assert path.stat().st_size > 500


def test_what_narrows_a_chart_is_told_as_far_as_its_readers_may_read_it(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    agree(project, "quote")
    project.make(ChangeParticipant(p03(project).id, {}, {"role": "peer"}))
    asked: dict[str, Any] = {"question": "attr:role=peer", "kinds": frozenset([Kind.INTERVIEW.value])}
    told = "Only participants who speak in interviews and are found by the question “attr:role=peer”: 1 of 1."
    assert printed(project, **asked).charts[0].narrowed.startswith(told)
    (outside,) = {one.narrowed for one in printed(project, Audience.OUTSIDE, **asked).charts}
    assert "role" not in outside and "a question that is not printed here, for it holds facts" in outside
    assert printed(project).charts[0].narrowed == ""


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (Rows.DOCUMENTS, "Only interviews found by the question “kind:interview”: 1 of 1."),
        (Rows.GROUPS, "Only groups with members in interviews, found by the question “kind:interview”: 1 of 1."),
    ],
)
def test_what_narrows_documents_or_groups_is_told(
    project: Project, codes: Codes, bring_in: Callable[..., str], rows: Rows, told: str
) -> None:
    bring_in()
    project.make(ChangeParticipant(p03(project).id, {}, {"role": "peer"}))
    (role,) = attributes(project.conn)
    value = printed(
        project,
        rows=rows,
        attribute_id=role.id if rows is Rows.GROUPS else None,
        question="kind:interview",
        kinds=frozenset([Kind.INTERVIEW.value]),
    )
    assert value.charts[0].narrowed.startswith(told)


def test_a_narrowed_chart_says_so_above_it_in_every_format(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    value = printed(project, areas=(codes["1"],), question="kind:interview")
    told = value.charts[0].narrowed
    assert told
    for suffix in (".md", ".html"):
        write_charts(value, tmp_path / f"chart{suffix}")
        page = (tmp_path / f"chart{suffix}").read_text("utf-8")
        assert page.index(told) < page.index("Knowing what exists"), suffix
    written = write_charts(value, tmp_path / "chart.csv")
    assert any(told in path.read_text("utf-8-sig") for path in written.paths)


def test_who_spoke_no_words_is_printed_as_such(project: Project, codes: Codes, bring_in: Callable[..., str]) -> None:
    bring_in()
    project.make(AddParticipant("P09"))
    chart = printed(project).charts[0]
    (silent,) = [row for row in chart.rows if row.name == "P09"]
    assert {cell.text for cell in silent.cells} == {"no words"}
    assert any("no words 2" in note for note in chart.notes) and not any("not asked" in note for note in chart.notes)
    left = printed(project, speaking=True).charts[0]
    assert left.narrowed == "1 participant without words left out."


def test_a_document_that_was_withdrawn_has_no_row_and_is_told(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    first = bring_in()
    bring_in("P04: I never saw it.\n", "Second")
    project.make(ChangeDocument(first, {"consent": "withdrawn"}))
    value = printed(project, rows=Rows.DOCUMENTS)
    assert {len(one.rows) for one in value.charts} == {1}
    assert value.held_back == ("1 row left out: it was withdrawn.",)


def test_a_summary_in_words_of_somebody_who_withdrew_has_them_for_nobody_and_says_so(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    bring_in("P09: Nobody asked my name all winter.", "P09 interview")
    agree(project, "quote")
    project.make(WriteSummary(p03(project), codes["1.1"], "P03 agrees that nobody asked my name all winter."))
    (person,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P09'").fetchone()
    project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    for audience in Audience:
        value = printed(project, audience)
        assert f"P03 agrees that {WORDS_HELD}." in words_of(value)
        assert any(line.startswith("1 quotation") for line in value.held_back)
