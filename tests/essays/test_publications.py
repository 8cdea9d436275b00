"""What a draft quotes from publications, which its references name, and what merely looks like it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.edits.document_details import ChangeDocumentDetails
from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts import read_draft
from qualcode.essays.drafts.draft import Draft, Paragraph, SetApart
from qualcode.essays.findings import CITED, OTHER_TEXT
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.essays.conftest import TODAY, Check, CheckOne, sentences, troubles
from tests.essays.word_drafts import paragraph, run, sign, word_draft

QUOTE = "“The committee regrets the delay to your application”"
REFERENCES = (
    "References",
    "Hall, M. (2003) Repair. Leeds: Corridor Press.",
    "Marsh, L. (2018) ‘Why vans are given away: a study of forty groups’, Journal of Groups, 4(2), pp. 1–20.",
    "Osei, J. and Brandt, T. (2019) “Staff and vans.” Kent: Corridor Press.",
    "World Health Organization (2020) Groups. Geneva: WHO.",
)


def checked_with_references(check: Check, text: str | Paragraph) -> list[tuple[str, list[str]]]:
    found = check(text, *REFERENCES).findings
    return [(one.found, troubles(one)) for one in found if one.paragraph == 0]


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTE} (Hall, 2003, p. 4).",
        f"{QUOTE} (Osei & Brandt, 2019; Hall, 2003).",
        f"{QUOTE} (HALL 2003: 4).",
        f"{QUOTE} (WHO, 2020).",
        f"{QUOTE} (Hall, in press).",
        f"{QUOTE} (Hall, n.d.).",
        f"{QUOTE} [2].",
        f"Hall (2003) writes, {QUOTE}.",
        f"Hall 2003 writes: {QUOTE}.",
        f"Hall writes: {QUOTE}.",
        f"This is what Osei and Brandt call {QUOTE} (2019, p. 14).",
        f"In the words of Hall, {QUOTE} (p. 7).",
        f"Hall (2003) began it. And so it goes: {QUOTE} (ibid., p. 4).",
    ],
)
def test_what_is_cited_from_somebody_in_the_references_is_no_trouble(check: Check, text: str) -> None:
    assert checked_with_references(check, text) == [(CITED, [])]


@pytest.mark.parametrize(
    "text",
    [
        f"One gardener said {QUOTE} (fieldnotes, 12 May 2024).",
        f"One gardener said {QUOTE} (interview, 2024).",
        f"One gardener said {QUOTE} (Interview 4, 12/05/2024).",
        f"One gardener said {QUOTE} (Leeds, 2024).",
        f"One gardener said {QUOTE}. Later, Hall (2003) agreed.",
        "One gardener said “The committee regrets the delay.” Later, Hall (2003) agreed.",
        f"{QUOTE}, one of them said (see Hall, 2003, for others who did).",
        f"By 2019 it was over: {QUOTE}, a gardener told us.",
        f"One gardener said in 2003 that {QUOTE}.",
        f"Unlike Hall, one gardener said: {QUOTE}.",
        f"{QUOTE} (Hall, 2024).",
        f"{QUOTE} [12].",
        f"{QUOTE} (ibid., p. 4).",
        f"One gardener called it {QUOTE}.",
        f"The participants report {QUOTE}.",
        f"Filling in the questionnaire, one gardener said {QUOTE}.",
        f"Ines (a member since 2003): {QUOTE}",
    ],
)
def test_what_nobody_in_the_references_wrote_is_not_found(check: Check, text: str) -> None:
    assert checked_with_references(check, text) == [("not found", ["not found"])]


def test_to_whom_the_draft_gives_it_is_said(check_one: CheckOne) -> None:
    told = sentences(check_one(f"{QUOTE} (Krause, 2020, p. 4)."))
    assert told == (
        "This stands nowhere in the study; it is given to “(Krause, 2020, p. 4)”, which is not in the references."
    )


@pytest.mark.parametrize(
    "text",
    [
        "In “Why vans are given away: a study of forty groups” it is argued.",
        "Her article “Why some of the vans are given away” says more.",
        "The chapter ‘On keeping things that still work’ is careful.",
        "The interview guide asked: “How do you decide which of the plots to look at?”",
        "The consent form says “I agree that my words may be used”.",
        "The Health Act says “every van shall be kept by its group”.",
        "As the saying goes, “if it isn’t broken, nobody should mend it”.",
    ],
)
def test_titles_and_other_texts_are_no_quotations_of_people(check: Check, text: str) -> None:
    assert checked_with_references(check, text) == [(OTHER_TEXT, [])]


def test_a_term_set_off_is_no_quotation_and_words_of_somebody_are(check_one: CheckOne) -> None:
    assert troubles(check_one("People write of “the human in the loop” now.")) == []
    for text in ("One said “lost in the vans” of it.", "They felt “we are lost here”.", "It was “Lost in the vans”."):
        assert troubles(check_one(text)) == ["not found"], text


def test_a_paragraph_set_apart_is_cited_in_it_below_it_or_above_it(check: Check) -> None:
    words = QUOTE.strip("“”")
    block = Paragraph(words, set_apart=SetApart.QUOTATION)
    for paragraphs in (
        [Paragraph(f"{words} (Hall, 2003)", set_apart=SetApart.QUOTATION)],
        [block, "(Hall, 2003)"],
        ["Hall (2003) writes:", block],
    ):
        (finding,) = (one for one in check(*paragraphs, *REFERENCES).findings if "committee" in one.words)
        assert (finding.found, troubles(finding)) == (CITED, []), paragraphs


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Hall, M. (2003) Repair. Leeds: Corridor Press, p. 4.", CITED),
        ("L. Marsh, “Why vans are given away”, Journal of Groups 4 (2018), p. 2.", CITED),
        ("Interview with a gardener, Leeds, 12 May 2024.", "not found"),
        ("Field notes, May 2024.", "not found"),
        ("She was tired that day.", "not found"),
    ],
)
def test_a_note_after_a_quotation_cites_it_where_it_is_a_reference(
    study: Project, tmp_path: Path, note: str, found: str
) -> None:
    data = word_draft(paragraph(run(f"As it was: {QUOTE}.") + sign(1) + run(" And so on.")), notes=[run(note)])
    (tmp_path / "essay.docx").write_bytes(data)
    (tmp_path / "essay.md").write_text(f"As it was: {QUOTE}.[^n] And so on.\n\n[^n]: {note}\n", encoding="utf-8")
    for name in ("essay.docx", "essay.md"):
        first = study.read(check_draft, read_draft(tmp_path / name), on=TODAY).findings[0]
        assert first.found == found, name


def test_the_references_of_the_study_count_as_the_drafts_own(study: Project, bring_in: Callable[..., str]) -> None:
    document = bring_in("Groups last where somebody sweeps the floor.\n", "lindqvist", kind=Kind.EVIDENCE)
    study.make(ChangeDocumentDetails(document, reference={"authors": "Ada Lindqvist", "year": "2021"}))
    for text, found in ((f"{QUOTE} (Lindqvist, 2021).", CITED), (f"{QUOTE} (Krause, 2021).", "not found")):
        (finding,) = study.read(check_draft, Draft("a.txt", (Paragraph(text),)), on=TODAY).findings
        assert finding.found == found
