"""A facesheet held against a study: what fits, what does not, what is doubtful, and bringing it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.analysis.document_details import all_details, known_documents
from qualcode.analysis.people import Participant, attributes, known_people, participants
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.facesheets import BringInTable
from qualcode.edits.participants import AddParticipant, ChangeParticipant, RemoveParticipant
from qualcode.participants.attributes import AppliesTo, AttributeKind
from qualcode.participants.columns import Meaning
from qualcode.participants.consent import Consent
from qualcode.participants.consent_words import suggested_consent
from qualcode.participants.facesheet import Decisions, Plan, plan
from qualcode.participants.likeness import meant
from qualcode.participants.sheets import read_sheets
from qualcode.problem import Problem
from qualcode.project.project import Project

Held = Callable[..., Plan]


@pytest.fixture
def held(project: Project, tmp_path: Path) -> Held:
    """Hold a csv text against the study, with decisions."""

    def hold(text: str, applies_to: AppliesTo = AppliesTo.PARTICIPANT, **decided: object) -> Plan:
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        people = applies_to is AppliesTo.PARTICIPANT
        known = known_people(project.conn) if people else known_documents(project.conn)
        decisions = Decisions(**decided)  # type: ignore[arg-type]
        return plan(read_sheets(path)[0], applies_to, known, attributes(project.conn, applies_to), decisions)

    return hold


@pytest.fixture
def people(project: Project, bring_in: Callable[..., str]) -> None:
    bring_in("Interviewer: Well?\nP01: One.\nInterviewer: And?\nBSR06: Two.\nMary: Three.\n")


def person(project: Project, pseudonym: str) -> Participant:
    return next(one for one in participants(project.conn) if one.pseudonym == pseudonym)


def sentences(found: Plan) -> str:
    return "\n".join(f"{doubt.sentence} / {doubt.offer}" for doubt in found.doubts)


def fits(found: Plan) -> dict[str, str]:
    return {fit.name: " · ".join(fit.changes) for fit in found.fits}


@pytest.mark.usefixtures("people")
def test_rows_fit_people_by_pseudonym_id_or_label(project: Project, held: Held) -> None:
    found = held("participant,age\np01,37\nBSR06,44\nmary,50\n")
    mary = next(one.pseudonym for one in participants(project.conn) if one.labels == ("Mary",))
    assert fits(found) == {
        "P01": "age: 37", "BSR06": "age: 44", mary: "age: 50",
    }  # fmt: skip
    assert not found.strangers and not found.doubts


@pytest.mark.usefixtures("people")
def test_a_misspelt_person_is_suggested_and_fits_once_agreed(held: Held) -> None:
    text = "participant,age\nBSRO6,44\n"
    found = held(text)
    assert [one.name for one in found.strangers] == ["BSRO6"]
    assert "“BSRO6” (row 2) is no participant of this study, but BSR06 is. / it is BSR06" in sentences(found)
    assert fits(held(text, accepted=frozenset({"row:2"}))) == {"BSR06": "age: 44"}


@pytest.mark.parametrize(
    ("name", "others", "found"),
    [
        ("BSRO6", ["BSR06", "BSR07"], ["BSR06"]),
        ("P-01", ["P01", "P10"], ["P01"]),
        ("P1", ["P2", "P11", "P10"], []),
        ("Pseudonim", ["pseudonym"], ["pseudonym"]),
        ("consnet", ["consent"], ["consent"]),
        ("Jonas", ["Jonah", "Thomas"], ["Jonah"]),
        ("age", ["wage", "agem"], ["agem", "wage"]),
    ],
)
def test_likeness_is_a_slip_of_the_finger_never_another_number(
    name: str, others: list[str], found: list[str]
) -> None:
    assert sorted(meant(name, others)) == found


@pytest.mark.usefixtures("people")
def test_misspelt_headings_are_suggested_never_taken_for_what_they_may_mean(held: Held) -> None:
    text = "Pseudonim,Consnet\nP01,quote\nP77,quote\nP78,quote\n"
    found = held(text)
    assert found.who is None
    assert "There is a column “Pseudonim”" in sentences(found) and "There is a column “Consnet”" in sentences(found)
    agreed = held(text, accepted=frozenset({"column:0", "column:1"}))
    assert fits(agreed) == {"P01": "consent: not recorded → quote"}


@pytest.mark.usefixtures("people")
def test_a_column_that_names_most_people_is_the_one_whatever_it_is_called(held: Held) -> None:
    assert fits(held("Codename in our study,age\nP01,37\nBSR06,44\n")) == {"P01": "age: 37", "BSR06": "age: 44"}


@pytest.mark.parametrize(
    ("said", "consent"),
    [
        ("yes", Consent.QUOTE),
        ("OK to quote", Consent.QUOTE),
        ("yes, but check first", Consent.ASK_FIRST),
        ("in our own words", Consent.PARAPHRASE),
        ("no quotes", Consent.TEAM_ONLY),
        ("has withdrawn", Consent.WITHDRAWN),
        ("don’t use", None),
        ("not yet signed", None),
        ("maybe", None),
        ("eyes only", None),
    ],
)
def test_consent_in_other_words_is_suggested_from_the_strictest(said: str, consent: Consent | None) -> None:
    assert suggested_consent(said) is consent


@pytest.mark.usefixtures("people")
def test_consent_in_other_words_counts_as_not_recorded_until_somebody_agrees(project: Project, held: Held) -> None:
    project.make(ChangeParticipant(person(project, "P01").id, {"consent": "quote"}))
    text = "participant,consent\nP01,maybe later\nBSR06,ok to quote\n"
    project.make(BringInTable(held(text)))
    assert person(project, "P01").agreement.consent is Consent.NOT_RECORDED
    assert person(project, "P01").agreement.words == "maybe later"
    assert person(project, "BSR06").agreement.consent is Consent.NOT_RECORDED
    project.make(BringInTable(held(text, accepted=frozenset({"consent:ok to quote"}))))
    assert person(project, "BSR06").agreement.consent is Consent.QUOTE


@pytest.mark.usefixtures("people")
def test_a_consent_whose_last_day_cannot_be_read_must_be_asked_first(project: Project, held: Held) -> None:
    found = held("participant,consent,until\nP01,quote,when she says so\n")
    assert "is not a day on which a consent ends (P01): they must be asked first" in sentences(found)
    project.make(BringInTable(found))
    assert person(project, "P01").agreement.consent is Consent.ASK_FIRST
    assert person(project, "P01").agreement.words == "(until when she says so)"


@pytest.mark.usefixtures("people")
def test_who_is_missing_on_either_side_is_listed(project: Project, held: Held) -> None:
    project.make(AddParticipant("P12"))
    found = held("participant,age\nP12,30\nP99,31\nP99,32\n,9\n")
    assert [one.why for one in found.strangers] == ["is no participant of this study"] * 2 + ["has no name"]
    assert "Without words in any document of this study: P12." in sentences(found)
    assert "No row of this table is about P01, BSR06" in sentences(found).replace("P02, ", "")


@pytest.mark.usefixtures("people")
def test_a_person_in_two_rows_is_filled_in_from_the_first_and_the_other_is_listed(held: Held) -> None:
    found = held("participant,age\nP01,30\np01,31\n")
    assert fits(found) == {"P01": "age: 30"}
    assert found.strangers[0].why == "is P01, who stands in row 2 already"


@pytest.mark.usefixtures("people")
def test_impossible_values_come_in_as_they_are_and_are_listed(project: Project, held: Held) -> None:
    found = held("participant,age\nP01,-1726\nBSR06,37\n")
    assert "age: “-1726” cannot be an age (P01). It is kept as it stands." in sentences(found)
    project.make(BringInTable(found))
    (age,) = attributes(project.conn)
    assert age.kind is AttributeKind.NUMBER or age.kind == "number"
    assert person(project, "P01").attributes[age.id] == "-1726"


@pytest.mark.usefixtures("people")
def test_a_table_comes_in_as_one_step_and_goes_as_one(project: Project, held: Held) -> None:
    before = participants(project.conn)
    text = "participant,role (may be printed),support,joined\nP01,peer,online; group,1 May 2026\nBSR06,GP,group,\n"
    text += "P77,peer,group,\n"
    edit = BringInTable(held(text, new=frozenset({4})))
    project.make(edit)
    assert (edit.changed, edit.new) == (2, 1)
    facts = {fact.name: fact for fact in attributes(project.conn)}
    assert [(fact.name, fact.kind, fact.printable) for fact in facts.values()] == [
        ("role", "text", True), ("support", "several choices", False), ("joined", "date", False),
    ]  # fmt: skip
    assert person(project, "P01").attributes == {
        facts["role"].id: "peer", facts["support"].id: "group; online", facts["joined"].id: "2026-05-01",
    }  # fmt: skip
    assert person(project, "P77").documents == ()
    project.undo()
    assert participants(project.conn) == before
    assert attributes(project.conn) == []


@pytest.mark.usefixtures("people")
def test_an_empty_cell_leaves_what_is_known(project: Project, held: Held) -> None:
    project.make(ChangeParticipant(person(project, "P01").id, {"consent": "quote"}, {"age": "37"}))
    found = held("participant,consent,age\nP01,,\n")
    assert fits(found) == {"P01": ""}
    assert not project.make(BringInTable(found)).changes


@pytest.mark.usefixtures("people")
def test_a_column_can_be_made_another_kind_or_left_out(project: Project, held: Held) -> None:
    text = "participant,size,secret\nP01,small,x\nBSR06,large,y\n"
    edit = BringInTable(held(text, kinds={1: AttributeKind.SCALE}, meanings={2: Meaning.LEFT_OUT}))
    project.make(edit)
    (size,) = attributes(project.conn)
    assert (size.name, size.kind, size.choices) == ("size", "scale", ("large", "small"))


@pytest.mark.usefixtures("people")
def test_columns_that_could_say_who_somebody_is_are_left_out_until_ticked(held: Held) -> None:
    text = "participant,name,e-mail,contact\nP01,Mary Smith,m@x.org,a@b.org\n"
    left = [column.heading for column in held(text).columns if column.meaning is Meaning.LEFT_OUT]
    assert left == ["name", "e-mail", "contact"]
    ticked = held(text, accepted=frozenset({"personal:2"}))
    assert [column.heading for column in ticked.attributes] == ["e-mail"]


@pytest.mark.usefixtures("people")
def test_a_misspelt_attribute_is_suggested(project: Project, held: Held) -> None:
    project.make(ChangeParticipant(person(project, "P01").id, {}, {"gender": "woman"}))
    text = "participant,gendre\nP01,man\n"
    assert "is the attribute “gender” meant?" in sentences(held(text))
    agreed = held(text, accepted=frozenset({"attribute:1"}))
    assert fits(agreed) == {"P01": "gender: woman → man"}


@pytest.mark.usefixtures("people")
def test_a_plan_that_no_longer_holds_is_refused(project: Project, held: Held) -> None:
    project.make(AddParticipant("P12"))
    found = held("participant,age\nP12,30\n")
    project.make(RemoveParticipant(person(project, "P12").id))
    with pytest.raises(Problem, match="P12 is no longer in the study"):
        project.make(BringInTable(found))
    with pytest.raises(Problem, match="No column says whom"):
        project.make(BringInTable(held("a,b\n1,2\n")))


def test_documents_are_filled_in_by_name(project: Project, bring_in: Callable[..., str], held: Held) -> None:
    bring_in(name="Garden group")
    text = "Document,Setting,Form,Date,Consent\ngarden group,allotment,face-to-face; paid,1 March 2026,quote\n"
    edit = BringInTable(held(text, AppliesTo.DOCUMENT))
    project.make(edit)
    (details,) = all_details(project.conn)
    assert details.facts(attributes(project.conn, AppliesTo.DOCUMENT)) == {
        "Setting": "allotment", "Form": "face-to-face; paid",
    }  # fmt: skip
    assert details.date == "2026-03-01"
    assert details.agreement is not None and details.agreement.consent is Consent.QUOTE
    assert attributes(project.conn) == []


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    "table",
    ["Participant,Consent\nP01,No\n", "Participant,Consent until\nP01,soon\n", "Participant,Consent\nP01,quote\n"],
)
def test_no_table_brings_words_back_that_were_withdrawn(project: Project, held: Held, table: str) -> None:
    before = held(table)
    project.make(ChangeParticipant(person(project, "P01").id, {"consent": "withdrawn"}))
    after = held(table)
    assert ("Withdrawn in the study, and that stays: P01." in sentences(after)) == ("until" not in table)
    for one in (after, before):  # the second was looked at before they withdrew
        project.make(BringInTable(one))
        assert person(project, "P01").agreement.consent is Consent.WITHDRAWN


def test_no_table_about_documents_brings_one_back_that_was_withdrawn(
    project: Project, bring_in: Callable[..., str], held: Held
) -> None:
    document = bring_in(name="Garden group")
    table = "Document,Consent\ngarden group,quote\n"
    before = held(table, AppliesTo.DOCUMENT)
    project.make(ChangeDocument(document, {"consent": "withdrawn"}))
    after = held(table, AppliesTo.DOCUMENT)
    assert "Withdrawn in the study, and that stays: Garden group." in sentences(after)
    for one in (after, before):  # the second was looked at before it was withdrawn
        project.make(BringInTable(one))
        (details,) = all_details(project.conn)
        assert details.agreement is not None and details.agreement.consent is Consent.WITHDRAWN


@pytest.mark.usefixtures("people")
def test_a_last_day_that_cannot_be_read_never_makes_a_consent_less_strict(project: Project, held: Held) -> None:
    project.make(ChangeParticipant(person(project, "P01").id, {"consent": "team only"}))
    found = held("Participant,Consent until\nP01,soon\n")
    project.make(BringInTable(found))
    assert person(project, "P01").agreement.consent is Consent.TEAM_ONLY
    assert "“soon” is not a day on which a consent ends (P01): it stands in the words only." in sentences(found)


@pytest.mark.usefixtures("people")
def test_how_a_column_writes_its_days_is_said_where_a_day_could_be_two(held: Held) -> None:
    found = held("Participant,Joined\nP01,03/04/2026\nBSR06,25/12/2026\n")
    assert fits(found)["P01"] == "Joined: 2026-04-03"
    assert "Joined: “03/04/2026” is read as 2026-04-03, for the column writes the day first." in sentences(found)


@pytest.mark.usefixtures("people")
def test_a_day_that_could_be_two_is_read_as_somebody_says(held: Held) -> None:
    text = "participant,visit\nP01,04/05/2025\nBSR06,06/07/2025\n"
    asked = held(text)
    assert [(doubt.id, doubt.offer) for doubt in asked.doubts if doubt.offer] == [
        ("day:1", "the day is first, 2025-05-04"),
        ("month:1", "the month is first, 2025-04-05"),
    ]
    assert "could be two days (P01, BSR06): it is kept as it stands until you say which." in sentences(asked)
    assert fits(asked) == {"P01": "visit: 04/05/2025", "BSR06": "visit: 06/07/2025"}
    day, month = held(text, accepted=frozenset({"day:1"})), held(text, accepted=frozenset({"month:1"}))
    assert fits(day) == {"P01": "visit: 2025-05-04", "BSR06": "visit: 2025-07-06"}
    assert fits(month) == {"P01": "visit: 2025-04-05", "BSR06": "visit: 2025-06-07"}
    assert [(doubt.id, doubt.accepted) for doubt in day.doubts if doubt.offer] == [("day:1", True)]


@pytest.mark.usefixtures("people")
def test_a_column_that_tells_which_is_first_leaves_nothing_to_say(held: Held) -> None:
    found = held("participant,visit\nP01,04/05/2025\nBSR06,31/07/2025\n")
    assert not any(doubt.offer for doubt in found.doubts)
    assert fits(found)["P01"] == "visit: 2025-05-04"


@pytest.mark.usefixtures("people")
def test_a_day_on_which_a_consent_ends_that_could_be_two_is_read_as_somebody_says(held: Held) -> None:
    text = "participant,consent,until\nP01,quote,04/05/2035\n"
    assert "must be asked first" in fits(held(text))["P01"]
    assert "until: 2035-05-04" in fits(held(text, accepted=frozenset({"day:2"})))["P01"]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("heading", "perhaps"), [("Pseudonim", "pseudonym"), ("Lfd", "its heading does not say so")])
def test_a_column_taken_for_the_names_by_what_stands_in_it_is_said_to_be(
    held: Held, heading: str, perhaps: str
) -> None:
    found = held(f"{heading},age\nP01,37\nBSR06,44\n")
    assert found.who is not None
    assert found.who.heading == heading
    doubt = next(one for one in found.doubts if one.id == "who:0")
    assert f"“{heading}” is taken for the column that says who it is about" in doubt.sentence
    assert perhaps in doubt.sentence
    assert not doubt.offer
