"""Short ids that a draft gives beside its quotations: accepted for their passage, whichever of its ids it is."""

from __future__ import annotations

import pytest

from qualcode.analysis.excerpts import short_id
from qualcode.edits.codebook import AddCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.quotes import KeepQuote
from qualcode.essays.drafts.draft import Paragraph
from qualcode.project.project import Project
from tests.conftest import span_of
from tests.essays.conftest import INES, SLEPT, WILL, Check, CheckOne, block, sentences, troubles

KIND = "very kind"  # stands there twice
SECOND = "very kind is a terrible thing to be"


@pytest.fixture
def ids(study: Project) -> dict[str, str]:
    """Short ids of an excerpt and of a quote of what Ines says, and of an excerpt of what Will says later."""
    documents = dict(study.conn.execute("SELECT name, id FROM document").fetchall())
    code = AddCode("Sleep")
    study.make(code)
    ines, will = documents["Ines interview"], documents["Will interview"]
    slept = NewCoding(ines, span_of(INES, SLEPT), code.id)
    kind = NewCoding(will, span_of(WILL, SECOND), code.id)
    study.make(AddCodings([slept, kind]))
    quote = KeepQuote(ines, span_of(INES, SLEPT))
    study.make(quote)
    return {"excerpt": short_id(slept.id), "quote": short_id(quote.id), "other": short_id(kind.id)}


@pytest.mark.parametrize("kind", ["excerpt", "quote"])
@pytest.mark.parametrize(
    "written", ["“{}” [{}]", "“{}” ({})", "“{}” (Ines, {})", "“{}”, she said [{}].", "“{}” [{}] (Ines)"]
)
def test_either_id_of_a_passage_is_accepted_beside_it(
    check_one: CheckOne, ids: dict[str, str], kind: str, written: str
) -> None:
    for short in (ids[kind], ids[kind].upper()):
        assert troubles(check_one(written.format(SLEPT, short))) == []


def test_an_id_below_or_at_the_end_of_a_quotation_set_apart_is_accepted(check: Check, ids: dict[str, str]) -> None:
    for paragraphs in ([block(SLEPT), Paragraph(f"— Ines, {ids['excerpt']}")], [block(f"{SLEPT} ({ids['quote']})")]):
        (finding,) = check(*paragraphs).findings
        assert (finding.found, troubles(finding)) == ("exact", [])


def test_an_id_of_another_passage_or_of_none_is_told(check_one: CheckOne, ids: dict[str, str]) -> None:
    other = check_one(f"“{SLEPT}” [{ids['other']}]")
    assert troubles(other) == ["another passage’s id"]
    assert sentences(other) == f"{ids['other']} beside it is of another passage."
    unknown = check_one(f"“{SLEPT}” [x00000000]")
    assert sentences(unknown) == "x00000000 beside it is of no passage in the study."
    assert troubles(check_one(f"“{SLEPT}” That is how xenophobia begins.")) == []


def test_two_ids_after_two_quotations_are_each_its_own(check: Check, ids: dict[str, str]) -> None:
    first, second = check(f"“{SLEPT}” and “{SECOND}” [{ids['excerpt']}, {ids['other']}]").findings
    assert troubles(first) == troubles(second) == []
    first, second = check(f"“{SLEPT}” [{ids['quote']}] and “{SECOND}” [{ids['other']}]").findings
    assert troubles(first) == troubles(second) == []


def test_an_id_tells_which_of_several_places_is_meant(check_one: CheckOne, ids: dict[str, str]) -> None:
    assert check_one(f"They were “{KIND}”.").found == "too short to tell"
    meant = check_one(f"They were “{KIND}” [{ids['other']}].")
    assert (meant.found, troubles(meant)) == ("exact", [])
    (source,) = meant.sources
    assert source.span.start == WILL.index(SECOND)
