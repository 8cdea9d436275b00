"""References of evidence: read, matched to documents, cited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.problem import Problem
from qualcode.transcripts.references import (
    Evidence,
    Reference,
    cited,
    from_fields,
    letters,
    match,
    page_at,
    page_words,
    read_references,
    to_fields,
)
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import PageMark

Listed = Callable[..., list[Reference]]

REPPER = Reference(
    ("Repper, Julie", "Carter, Tim"),
    "2011",
    "A review of the literature on peer support in mental health services",
    "Journal of Mental Health",
    "10.3109/09638237.2011.583947",
)
LLOYD = Reference(
    ("Lloyd-Evans, Brynmor", "Mayo-Wilson, Evan", "Harrison, Bronwyn"),
    "2014",
    "A systematic review and meta-analysis of randomised controlled trials of peer support",
    "BMC Psychiatry",
)
NESTA = Reference(
    ("Nesta and National Voices",), "2015", "Peer support: what is it and does it work?", "National Voices"
)


@pytest.fixture
def listed(tmp_path: Path) -> Listed:
    """Read a text as the list of references of that name."""

    def read(text: str | bytes, name: str) -> list[Reference]:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_references(path)

    return read


RIS = """TY  - JOUR
AU  - Repper, Julie
AU  - Carter, Tim
PY  - 2011/08//
TI  - A review of the literature on peer support
      in mental health services
JO  - Journal of Mental Health
DO  - 10.3109/09638237.2011.583947
UR  - https://example.org/a
L1  - internal-pdf://1234/Repper 2011.pdf
ER  -

TY  - RPRT
A1  - Nesta and National Voices
Y1  - 2015
T1  - Peer support: a systematic review
PB  - National Voices
"""


def test_ris_gives_authors_year_title_journal_and_file(listed: Listed) -> None:
    first, second = listed("\ufeff" + RIS.replace("\n", "\r\n"), "a.ris")
    assert replace(first, url="", files=()) == REPPER
    assert first.files == ("Repper 2011.pdf",)
    assert first.url == "https://example.org/a"
    assert second.authors == ("Nesta and National Voices",)
    assert (second.year, second.publisher, second.study) == ("2015", "National Voices", "systematic review")


def test_a_ris_line_before_any_reference_is_named(listed: Listed) -> None:
    with pytest.raises(Problem, match=r"a\.ris: Line 3 belongs to no reference"):
        listed("\n\nhello\n", "a.ris")


BIBTEX = r"""
% a comment of somebody
@string{ jmh = "Journal of Mental Health" }
@comment{ @article{no, title={no} } }
@Article{repper2011,
  author = "Repper, Julie and Tim Carter",
  title  = {A {Review} of the literature on peer support in {M}ental Health services},
  journal = jmh # " (Abingdon)", year = 2011,
  doi = {10.3109/09638237.2011.583947},
  file = {Full Text:/home/x/Zotero/Repper and Carter - 2011.pdf:application/pdf;C\:\\a\\notes.pdf:PDF},
}
@book(garcia,
  author = {Garc{\'\i}a M{\'a}rquez, Gabriel and Erd\H{o}s, P{\'a}l and M\"uller, J. and Vincent van der Berg},
  title = {Caf\'e \& {\L}\'od\'z --- 50\% \textit{na{\"\i}ve}}, year = {1967}
)
@techreport{nhs, author = {{NHS England and Improvement}}, title = "The {``}plan{''}",
  institution={NHS}, date="2019-01-07"}
@misc{more, author = {Kaner, Eileen and others}, title = {Many}, year = {in press}}
"""


def test_bibtex_is_read_with_its_braces_strings_and_accents(listed: Listed) -> None:
    repper, garcia, nhs, more = listed(BIBTEX, "a.bib")
    assert repper.authors == ("Repper, Julie", "Carter, Tim")
    assert repper.title == "A Review of the literature on peer support in Mental Health services"
    assert repper.publisher == "Journal of Mental Health (Abingdon)"
    assert repper.files[0] == "Repper and Carter - 2011.pdf"
    assert garcia.authors == ("García Márquez, Gabriel", "Erdős, Pál", "Müller, J.", "van der Berg, Vincent")
    assert garcia.title == "Café & Łódź — 50% naïve"
    assert nhs.authors == ("NHS England and Improvement",)
    assert (nhs.title, nhs.year, nhs.publisher) == ("The “plan”", "2019", "NHS")
    assert cited(more) == "(Kaner et al., n.d.)"


def test_a_bibtex_entry_without_its_end_is_named_by_its_line(listed: Listed) -> None:
    with pytest.raises(Problem, match="entry that begins in line 2 does not end"):
        listed("\n@article{a, title={no end, year=2001}\n", "a.bib")


@given(st.text(alphabet="@article{},=\"#\\ \n'aé1", max_size=80))
def test_any_bibtex_gives_references_or_a_problem(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bib"
    path.write_text(text, encoding="utf-8")
    try:
        found = read_references(path)
    except Problem as problem:
        assert problem.title
    else:
        assert found


CSL = """[{"id": "a", "type": "article-journal", "title": "A <i>review</i>", "DOI": "10.1/x",
 "author": [{"family": "Berg", "non-dropping-particle": "van den", "given": "A."}, {"literal": "The Group"}],
 "issued": {"date-parts": [["2012", 3]]}, "container-title": "Lancet"}]"""
ZOTERO = """{"items": [{"itemType": "report", "title": "Plan", "date": "7 January 2019", "institution": "NHS",
 "creators": [{"creatorType": "author", "firstName": "Ann", "lastName": "Lee"},
              {"creatorType": "editor", "name": "Someone"}], "url": "https://x.org",
 "attachments": [{"path": "/a/b/plan.pdf"}], "tags": [{"tag": "Survey"}]}]}"""


def test_csl_and_zotero_json_are_read(listed: Listed) -> None:
    (csl,) = listed(CSL, "a.json")
    assert csl == Reference(("van den Berg, A.", "The Group"), "2012", "A review", "Lancet", "10.1/x")
    (zotero,) = listed(ZOTERO, "b.json")
    assert zotero.authors == ("Lee, Ann",)
    assert (zotero.year, zotero.publisher, zotero.study, zotero.files) == ("2019", "NHS", "survey", ("plan.pdf",))


@pytest.mark.parametrize(
    ("text", "said"), [("[{\n,", "Line 2"), ("{}", "no list of references"), ('["a"]', "no list"), ("[" * 99999, "")]
)
def test_json_that_is_no_list_of_references_is_a_problem(listed: Listed, text: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        listed(text, "a.json")
    assert said in caught.value.title
    assert caught.value.remedy


def test_a_list_that_is_missing_empty_or_of_another_kind_is_a_problem(tmp_path: Path, listed: Listed) -> None:
    for path in (tmp_path / "gone.ris", tmp_path / "a.txt"):
        with pytest.raises(Problem):
            read_references(path)
    with pytest.raises(Problem, match="holds no references"):
        listed("% nothing\n", "a.bib")


def test_what_a_document_keeps_of_a_reference_gives_it_back() -> None:
    assert to_fields(NESTA) == {
        "authors": "Nesta and National Voices",
        "year": "2015",
        "title": "Peer support: what is it and does it work?",
        "publisher": "National Voices",
    }
    for reference in (REPPER, LLOYD, NESTA, Reference()):
        assert from_fields(to_fields(reference)) == reference


@pytest.mark.parametrize(
    ("reference", "pages", "said"),
    [
        (REPPER, "", "(Repper and Carter, 2011)"),
        (REPPER, "4", "(Repper and Carter, 2011, p. 4)"),
        (REPPER, "iv–5", "(Repper and Carter, 2011, pp. iv–5)"),
        (REPPER, "p. 4", "(Repper and Carter, 2011, p. 4)"),
        (LLOYD, "12", "(Lloyd-Evans et al., 2014, p. 12)"),
        (NESTA, "", "(Nesta and National Voices, 2015)"),
        (Reference(("Department of Health, Social Services and Public Safety",), "2009"), "",
         "(Department of Health, Social Services and Public Safety, 2009)"),
        (Reference(("Lee, Ann",)), "", "(Lee, n.d.)"),
        (Reference((), "2009", "Peer support at the edge of a long and winding road"), "",
         "(“Peer support at the edge of…”, 2009)"),
        (Reference(), "", "(Anonymous, n.d.)"),
    ],
)  # fmt: skip
def test_a_reference_is_cited_as_author_year_page(reference: Reference, pages: str, said: str) -> None:
    assert cited(reference, pages) == said


def test_works_of_one_author_and_year_are_told_apart_by_letters() -> None:
    works = [
        Reference(("Lee, A.",), "2019", "Zebra"),
        Reference(("Lee, B.",), "2019", "Apple"),
        Reference(("Lee, A.",), "2020", "Apple"),
        Reference(("Lee, A.",), "2019", "Zebra"),
    ]
    assert letters(works) == ["b", "a", "", "b"]
    assert cited(works[0], "3", "b") == "(Lee, 2019b, p. 3)"


ALL = [REPPER, LLOYD, NESTA]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (Evidence("download (3).pdf", opening="Journal\ndoi: https://doi.org/10.3109/09638237.2011.583947.\n"),
         REPPER),
        (Evidence("x.pdf", opening="BMC\n\nA systematic review and meta-analysis\nof randomised controlled trials\n"
                  "of peer support\n\nLloyd-Evans"), LLOYD),
        (Evidence("A review of the literature on peer support in mental health services.pdf"), REPPER),
        (Evidence("x.pdf", title="Peer support – What is it, and does it work"), NESTA),
        (Evidence("Repper2011.pdf"), REPPER),
        (Evidence("lloyd_evans-et-al 2014 final.pdf"), LLOYD),
    ],
)  # fmt: skip
def test_a_document_is_given_its_reference(document: Evidence, expected: Reference) -> None:
    matching = match(ALL, [document])
    assert matching.sure == {0: expected}
    assert not matching.doubtful
    assert set(matching.unused) == set(ALL) - {expected}


def test_the_file_that_a_list_names_counts_most() -> None:
    named = replace(NESTA, files=("Repper2011.pdf",))
    assert match([REPPER, named], [Evidence("repper2011.PDF")]).sure == {0: named}


def test_what_is_not_certain_is_listed_and_not_given() -> None:
    twin = replace(REPPER, title="Peer support workers: a second paper of that year", doi="")
    both = match([REPPER, twin], [Evidence("Repper 2011.pdf")])
    assert both.sure == {}
    assert both.doubtful == {0: (REPPER, twin)}
    other = Evidence("Repper 2011.pdf", opening="Cooking for many people on a small budget. " * 60)
    assert match([REPPER], [other]).doubtful == {0: (REPPER,)}
    assert match([REPPER], [Evidence("Minutes of March.pdf", opening="Present: Ann")]).unused == (REPPER,)


def test_one_reference_is_not_given_to_two_documents() -> None:
    copies = [Evidence("Repper 2011.pdf"), Evidence("Repper 2011 (1).pdf")]
    assert match([REPPER], copies).sure == {}
    by_doi = Evidence("a.pdf", opening=REPPER.doi)
    better = match([REPPER], [copies[0], by_doi])
    assert better.sure == {1: REPPER}
    assert better.doubtful == {0: (REPPER,)}


PAGES = (PageMark(0, "iv"), PageMark(10, "5"), PageMark(20, "6"))


def test_the_page_of_a_passage_is_known() -> None:
    assert [page_at(PAGES, offset) for offset in (0, 9, 10, 99)] == ["iv", "iv", "5", "6"]
    assert page_words(PAGES, Span(9, 10)) == "p. iv"
    assert page_words(PAGES, Span(12, 21)) == "pp. 5–6"
    assert page_at((), 3) == page_words((), Span(0, 2)) == ""
