"""A draft that tells so much of somebody that readers outside could know who it is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from qualcode.analysis.people import participants
from qualcode.edits.attributes import AddAttribute, ChangeAttribute, NewAttribute
from qualcode.edits.participants import ChangeParticipant
from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts.draft import Draft, Paragraph, SetApart
from qualcode.essays.findings import Checked
from qualcode.participants.attributes import AttributeKind
from qualcode.participants.disclosure import Audience
from qualcode.participants.wider import Wider
from qualcode.project.project import Project
from tests.essays.conftest import TODAY, block, sentences, troubles

CARERS = 6


@pytest.fixture
def town(project: Project, bring_in: Callable[..., str]) -> Project:
    """Six carers and one commissioner, P07; towns may not be printed, and everybody is of another age."""
    bring_in("".join(f"Speaker{n}: I came along {n}0 times in all.\n" for n in range(1, CARERS + 2)), "group")
    for new in (
        NewAttribute("role", AttributeKind.CHOICE, printable=True),
        NewAttribute("age", AttributeKind.NUMBER, printable=True),
        NewAttribute("town"),
    ):
        project.make(AddAttribute(new))
    for number, person in enumerate(participants(project.conn), start=1):
        facts: dict[str, str | None] = {
            "role": "carer" if number <= CARERS else "commissioner",
            "age": str(60 + number),
            "town": "Leeds" if number == 7 else "York",
        }
        project.make(ChangeParticipant(person.id, {"consent": "quote"}, facts))
    return project


def quote(number: int) -> str:
    return f"“I came along {number}0 times in all”"


def check(study: Project, *paragraphs: str | Paragraph, audience: Audience = Audience.OUTSIDE) -> Checked:
    told = tuple(Paragraph(one) if isinstance(one, str) else one for one in paragraphs)
    return study.read(check_draft, Draft("essay.docx", told), on=TODAY, audience=audience)


def every(checked: Checked) -> list[list[str]]:
    return [troubles(one) for one in checked.findings]


@pytest.mark.parametrize(
    "paragraph",
    [
        f"{quote(7)} (P07, commissioner)",
        f"A commissioner told us: {quote(7)} (P07).",
        f"P07, a commissioner, said {quote(7)}.",
        f"{quote(7)}, says the Commissioner.",
        f"One commissioner was tired. {quote(7)} (P07).",
        f"{quote(7)} (P07). And P07 stayed the study’s only commissioner.",
    ],
)
def test_a_fact_that_few_share_beside_a_quotation_is_a_trouble(town: Project, paragraph: str) -> None:
    (finding,) = check(town, paragraph).findings
    assert troubles(finding) == ["recognisable"]
    assert sentences(finding).startswith(
        "P07 (role commissioner): nobody else in the study. Mended by role left out (7 people); "
        "or one word in role for “commissioner” and “carer” (7 people). It stands in paragraph 1, “"
    )


@pytest.mark.parametrize(
    "paragraph",
    [
        f"{quote(1)} (P01, carer)",
        f"{quote(1)} (P01), which a commissioner denied.",
        f"{quote(1)} (P01, p. 61, line 61; 61% say so)",
        f"Nobody asked the commissioners. P01 said {quote(1)}.",
        f"{quote(7)} (P07)",
        f"{quote(7)}",
        f"P01 spoke of “the commissioner”: {quote(1)}.",
    ],
)
def test_what_many_share_or_is_not_said_of_them_is_none(town: Project, paragraph: str) -> None:
    assert [one for told in every(check(town, paragraph)) for one in told] == []


@pytest.mark.parametrize(
    "paragraph", ["The 61-year-old P01 said {}.", "{} (P01, 61)", "P01, aged 61, said {}.", "{} (P01, age 61, York)"]
)
def test_a_number_tells_of_somebody_where_it_is_said_to_be_theirs(town: Project, paragraph: str) -> None:
    (finding,) = check(town, paragraph.format(quote(1))).findings
    assert "recognisable" in troubles(finding)
    assert "age 61" in sentences(finding)
    assert "age 60 to under 70" in sentences(finding)


def test_what_several_pages_tell_of_one_person_is_added_up(town: Project) -> None:
    role = next(row[0] for row in town.conn.execute("SELECT id FROM attribute WHERE name = 'age'"))
    town.make(ChangeAttribute(role, {"printed_as": Wider(Decimal(5))}))
    apart = check(town, f"{quote(1)} (P01, carer)", f"{quote(2)} (P02, 60 to under 65)")
    assert [one for told in every(apart) for one in told] == ["recognisable"]  # four are of that age
    joined = check(town, f"{quote(1)} (P01, carer)", "Something else.", f"“{quote(1)[7:]} (P01, 60 to under 65)")
    first, last = joined.findings
    assert "role carer, age 60 to under 65" in sentences(first)
    assert sentences(last) == ""  # it is said once, at the first


def test_a_value_told_more_closely_than_print_does_is_counted_as_it_stands(town: Project) -> None:
    age = next(row[0] for row in town.conn.execute("SELECT id FROM attribute WHERE name = 'age'"))
    town.make(ChangeAttribute(age, {"printed_as": Wider(Decimal(10))}))
    assert every(check(town, f"{quote(1)} (P01, 60 to under 70)")) == [[]]
    (finding,) = check(town, f"{quote(1)} (P01, 61)").findings
    assert sentences(finding).startswith("P01 (age 61): nobody else in the study.")


def test_a_fact_that_may_not_be_printed_is_a_trouble_however_many_share_it(town: Project) -> None:
    (finding,) = check(town, f"{quote(1)} said P01 in York’s library.").findings
    assert troubles(finding) == ["a fact not to be printed"]
    assert sentences(finding) == (
        "Of P01 it tells “town”, which may not be printed. "
        "It stands in paragraph 1, “‘…’ said P01 in York’s library”."
    )
    (finding,) = check(town, f"{quote(7)} (P07, Leeds)").findings
    assert troubles(finding) == ["a fact not to be printed", "recognisable"]


def test_what_stands_around_a_quotation_set_apart_is_looked_at_too(town: Project) -> None:
    words = quote(7)[1:-1]
    source = Paragraph("— P07, commissioner", set_apart=SetApart.QUOTATION)
    for paragraphs in (
        (block(f"{words} — P07, commissioner"),),
        (block(words), source),
        ("As P07, the commissioner, put it:", block(words)),
        (quote(7), "(P07, commissioner)"),
    ):
        assert every(check(town, *paragraphs)) == [["recognisable"]], paragraphs


def test_the_team_may_know_who_it_is(town: Project) -> None:
    assert every(check(town, f"{quote(7)} (P07, commissioner, Leeds)", audience=Audience.TEAM)) == [[]]


@pytest.fixture
def forum(project: Project, bring_in: Callable[..., str]) -> Project:
    """Seven people whose ages are kept in bands of words and may not be printed; P07 alone moderates."""
    bring_in("".join(f"Speaker{n}: I came along {n}0 times in all.\n" for n in range(1, 8)), "forum")
    project.make(AddAttribute(NewAttribute("age band", AttributeKind.CHOICE)))
    project.make(AddAttribute(NewAttribute("role", AttributeKind.CHOICE, printable=True)))
    bands = ("30–39", "30–39", "30–39", "30–39", "under 18", "in her sixties", "60+")
    for person, band in zip(participants(project.conn), bands, strict=True):
        role = "volunteer moderator" if band == "60+" else "regular reader"
        project.make(ChangeParticipant(person.id, {"consent": "quote"}, {"age band": band, "role": role}))
    return project


AGE = "Of {} it tells “age band”, which may not be printed."


@pytest.mark.parametrize(
    ("paragraph", "who"),
    [
        (f"P01 is 34 years old. P01 said {quote(1)}.", 1),
        (f"P01 is 34. P01 said {quote(1)}.", 1),
        (f"The thirty-four-year-old P01 said {quote(1)}.", 1),
        (f"A man in his thirties, P01, said {quote(1)}.", 1),
        (f"P01, thirty-something, said {quote(1)}.", 1),
        (f"{quote(1)} (P01, 34)", 1),
        (f"{quote(1)} (P01, 30s)", 1),
        (f"At 34, P01 still goes. {quote(1)} (P01)", 1),
        (f"{quote(1)}, said P01, a reader of 34 in Leeds.", 1),
        (f"P05, a teenager, said {quote(5)}.", 5),
        (f"P05, aged 15, said {quote(5)}.", 5),
        (f"P06, 64 years old, said {quote(6)}.", 6),
        (f"P06 was in her early sixties: {quote(6)}.", 6),
        (f"{quote(7)}, said P07, who is 81.", 7),
    ],
)
def test_an_age_told_more_closely_than_its_band_is_kept_tells_it(forum: Project, paragraph: str, who: int) -> None:
    told = " ".join(sentences(one) for one in check(forum, paragraph).findings)
    assert AGE.format(f"P0{who}") in told
    assert ("nobody else in the study" in told) is (who > 4)


@pytest.mark.parametrize(
    "paragraph",
    [
        f"P01 said {quote(1)}. Others were 34 years old.",
        f"The 52-year-old spoke before P01 said {quote(1)}.",
        f"P01 came 34 times and said {quote(1)} (P01, line 34).",
        f"In a group of 34, P01 said {quote(1)}.",
        f"In the thirties nobody had one. P01 said {quote(1)}.",
        f"Their daughter is 7, P01 said: {quote(1)}",
    ],
)
def test_numbers_that_are_not_of_somebody_tell_no_age(forum: Project, paragraph: str) -> None:
    assert every(check(forum, paragraph)) == [[]]


def test_a_decade_is_as_close_as_the_group_that_is_in_it(town: Project) -> None:
    (finding,) = check(town, f"A woman in her sixties, P01, said {quote(1)}.", audience=Audience.OUTSIDE).findings
    assert sentences(finding) == ""  # all are
    person = participants(town.conn)[0]
    town.make(ChangeParticipant(person.id, {}, {"age": "34"}))
    (finding,) = check(town, f"A woman in her thirties, P01, said {quote(1)}.").findings
    assert "P01 (age thirties): nobody else in the study" in sentences(finding)


def test_the_last_word_of_a_role_tells_of_all_whose_role_ends_so(forum: Project) -> None:
    for paragraph in (f"The 28-year-old moderator said {quote(7)} (P07).", f"{quote(7)} (P07, moderator)"):
        (finding,) = check(forum, paragraph).findings
        assert "P07 (role moderator): nobody else in the study" in sentences(finding)
    assert every(check(forum, f"A reader said {quote(1)} (P01).")) == [[]]  # six are


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["It was not the commissioners’ fault.", block(quote(7)[1:-1]), "(P07)"],
        ["Commissioners are many in this town.", block(f"{quote(7)[1:-1]} (P07)")],
        [f"Commissioners often say so. {quote(7)} (P07)."],
        [f"Commissioners often say so. {quote(7)[:-1]}.” (P07)"],
        ["P01 is a commissioner’s daughter.", block(f"{quote(7)[1:-1]} (P07)")],
        [f"The commissioner’s tale is told by P01, “I came along 10 times in all”; P07 says {quote(7)}."],
        [f"P01 spoke with a commissioner, and P07 said {quote(7)}."],
    ],
    ids=range(7),
)
def test_what_is_said_of_others_or_of_many_tells_nothing_of_who_is_quoted_beside_it(
    town: Project, paragraphs: list[str | Paragraph]
) -> None:
    assert [one for told in every(check(town, *paragraphs)) for one in told] == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["The commissioner was plain:", block(f"{quote(7)[1:-1]} (P07)")],
        ["The commissioner was plain.", block(f"{quote(7)[1:-1]} (P07)")],
        [f"One of the commissioners said so. {quote(7)} (P07)"],
        [f"Commissioners often say so: {quote(7)} (P07)."],
        [f"P07, a commissioner, and P01 agreed: {quote(7)}."],
        [f"P01 spoke, and then the commissioner P07: {quote(7)}."],
        [f"P01 and P07, both commissioners, agreed: {quote(7)}."],
        [f"A commissioner, P07, told P01: {quote(7)}."],
        [f"{quote(7)} (P07, commissioner; P01, carer)."],
    ],
    ids=range(9),
)
def test_what_is_said_of_who_is_quoted_tells_it_whoever_else_is_named(
    town: Project, paragraphs: list[str | Paragraph]
) -> None:
    assert "recognisable" in [one for told in every(check(town, *paragraphs)) for one in told]


def test_of_two_in_a_sentence_each_has_what_is_said_of_them(town: Project) -> None:
    (first, last) = check(town, f"P07 is a carer, and P01 is 61. {quote(1)} (P01). {quote(7)} (P07).").findings
    assert "role" not in sentences(first) and "P01 (age 61)" in sentences(first)
    assert sentences(last) == ""  # P07 is none


def test_where_a_fact_is_told_is_said_at_the_first_quotation(town: Project) -> None:
    first, _ = check(
        town, f"{quote(7)} (P07).", "Much later.", f"P07, the commissioner, was there: {quote(7)}."
    ).findings
    assert sentences(first).endswith("It stands in paragraph 3, “P07, the commissioner, was there: ‘…’”.")
