"""Facts about people and documents, changed one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.document_details import all_details, document_details
from qualcode.analysis.memos import memos_by_row
from qualcode.analysis.people import Attribute, Participant, attributes, participants
from qualcode.edits.attributes import AddAttribute, ChangeAttribute, NewAttribute, RemoveAttribute
from qualcode.edits.document_details import ChangeDocumentDetails, SetDocumentFact
from qualcode.edits.participants import AddParticipant, ChangeParticipant, RemoveParticipant, SetFact
from qualcode.edits.reasons import ConsentReason
from qualcode.participants.attributes import AppliesTo, AttributeKind
from qualcode.participants.consent import Consent
from qualcode.problem import Problem
from qualcode.project.project import Project


@pytest.fixture
def somebody(project: Project) -> Participant:
    project.make(AddParticipant("P01"))
    return participants(project.conn)[0]


def kept(project: Project) -> dict[str, str]:
    """The one participant's facts by name."""
    names = {fact.id: fact.name for fact in attributes(project.conn)}
    return {names[key]: value for key, value in participants(project.conn)[0].attributes.items() if key in names}


def add(project: Project, name: str, kind: AttributeKind, *choices: str) -> Attribute:
    project.make(AddAttribute(NewAttribute(name, kind, choices)))
    return next(fact for fact in attributes(project.conn) if fact.name == name)


def test_a_cell_is_one_step(project: Project, somebody: Participant) -> None:
    often = add(project, "how often", AttributeKind.SCALE, "never", "always")
    made = project.make(SetFact(somebody.id, often.id, " Always "))
    assert made.label == "how often of P01"
    assert kept(project) == {"how often": "always"}
    project.undo()
    assert kept(project) == {}


@pytest.mark.parametrize(
    ("kind", "said"),
    [(AttributeKind.DATE, "soon"), (AttributeKind.NUMBER, "many"), (AttributeKind.RANK, "first")],
)
def test_what_is_no_such_value_is_refused_with_what_to_write(
    project: Project, somebody: Participant, kind: AttributeKind, said: str
) -> None:
    fact = add(project, "fact", kind)
    with pytest.raises(Problem) as refused:
        project.make(SetFact(somebody.id, fact.id, said))
    assert refused.value.remedy.startswith("Write ")
    assert kept(project) == {}


def test_what_is_merely_impossible_or_no_listed_choice_is_kept(project: Project, somebody: Participant) -> None:
    project.make(SetFact(somebody.id, add(project, "age", AttributeKind.NUMBER).id, "-1726"))
    project.make(SetFact(somebody.id, add(project, "role", AttributeKind.CHOICE, "peer").id, "GP"))
    assert kept(project) == {"age": "-1726", "role": "GP"}


def test_another_kind_leaves_every_value_as_it_was(project: Project, somebody: Participant) -> None:
    fact = add(project, "age", AttributeKind.TEXT)
    project.make(SetFact(somebody.id, fact.id, "about forty"))
    project.make(ChangeAttribute(fact.id, {"kind": "number", "name": "years"}))
    assert kept(project) == {"years": "about forty"}
    project.make(ChangeAttribute(fact.id, {"kind": "several choices", "choices": ("a; b", "c")}))
    assert attributes(project.conn)[0].choices == ("a", "b", "c")


def test_names_of_attributes_are_there_and_once(project: Project) -> None:
    fact = add(project, "Age", AttributeKind.NUMBER)
    with pytest.raises(Problem, match="There is an attribute “Age” already"):
        project.make(AddAttribute(NewAttribute("age")))
    with pytest.raises(Problem, match="needs a name"):
        project.make(ChangeAttribute(fact.id, {"name": " "}))
    with pytest.raises(Problem, match="not a kind"):
        project.make(ChangeAttribute(fact.id, {"kind": "colour"}))
    project.make(AddAttribute(NewAttribute("age"), AppliesTo.DOCUMENT))
    assert [one.name for one in attributes(project.conn)] == ["Age"]


def test_an_attribute_removed_and_brought_back_has_its_values(project: Project, somebody: Participant) -> None:
    fact = add(project, "role", AttributeKind.TEXT)
    project.make(SetFact(somebody.id, fact.id, "peer"))
    project.make(RemoveAttribute(fact.id))
    assert kept(project) == {}
    with pytest.raises(Problem, match="no longer in the study"):
        project.make(SetFact(somebody.id, fact.id, "GP"))
    project.undo()
    assert kept(project) == {"role": "peer"}


def test_a_new_person_needs_a_pseudonym_of_their_own(project: Project, somebody: Participant) -> None:
    with pytest.raises(Problem, match="Somebody else is p01 already"):
        project.make(AddParticipant("p01"))
    with pytest.raises(Problem, match="needs a pseudonym"):
        project.make(AddParticipant("  "))
    project.make(RemoveParticipant(somebody.id))
    assert participants(project.conn) == []
    project.undo()
    assert [one.pseudonym for one in participants(project.conn)] == ["P01"]


def test_a_person_added_by_hand_is_the_one_their_transcript_brings(
    project: Project, bring_in: Callable[..., str]
) -> None:
    project.make(AddParticipant("P03"))
    bring_in()
    (person,) = participants(project.conn)
    assert (person.pseudonym, person.documents) == ("P03", ("P03 interview",))
    with pytest.raises(Problem, match="P03 speaks in “P03 interview”"):
        project.make(RemoveParticipant(person.id))


VALUES = st.sampled_from(["", "37", "-1", "peer", "a; b", "2026-03-11", "n/a", "\u202eodd\x1b"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 3), VALUES, st.booleans()), max_size=8))
def test_any_run_of_cells_and_undos_ends_where_it_says(project: Project, steps: list[tuple[int, str, bool]]) -> None:
    kinds = (AttributeKind.TEXT, AttributeKind.CHOICE, AttributeKind.SEVERAL, AttributeKind.SCALE)
    if not participants(project.conn):
        project.make(AddParticipant("P01"))
        for number, kind in enumerate(kinds):
            project.make(AddAttribute(NewAttribute(f"fact {number}", kind)))
    (person,) = participants(project.conn)
    facts = attributes(project.conn)
    for place, said, back in steps:
        before = participants(project.conn)[0].attributes
        made = project.make(SetFact(person.id, facts[place].id, said))
        if back and made.changes:
            project.undo()
            assert participants(project.conn)[0].attributes == before


def test_what_is_known_of_a_document_changes_as_one_step(project: Project, bring_in: Callable[..., str]) -> None:
    document = bring_in()
    fields: dict[str, Any] = {"title": " The  garden ", "date": "2026-03-11", "kind": "evidence", "consent": "quote"}
    project.make(ChangeDocumentDetails(document, fields, {"setting": "home"}, {"doi": "10.1", "year": "2019"}))
    details = document_details(project.conn, document)
    assert details is not None
    assert (details.title, details.date, str(details.kind)) == ("The garden", "2026-03-11", "evidence")
    assert dict(details.reference) == {"doi": "10.1", "year": "2019"}
    assert details.agreement is not None and details.agreement.consent is Consent.QUOTE
    (setting,) = attributes(project.conn, AppliesTo.DOCUMENT)
    assert details.attributes == {setting.id: "home"}
    project.make(ChangeDocumentDetails(document, {}, {}, {"doi": ""}))
    assert all_details(project.conn)[0].reference == {"year": "2019"}
    project.make(SetDocumentFact(document, setting.id, ""))
    assert all_details(project.conn)[0].attributes == {}
    for _ in range(3):
        project.undo()
    assert all_details(project.conn)[0].title == ""


@pytest.mark.parametrize(
    ("fields", "reference", "sentence"),
    [
        ({"name": " "}, {}, "needs a name"),
        ({"name": "other"}, {}, "Another document is called “Other”"),
        ({"kind": "film"}, {}, "not a kind of document"),
        ({"consent": "yes"}, {}, "not a consent"),
        ({"consent_until": "soon"}, {}, "not a date"),
        ({}, {"isbn": "1"}, "A reference has no “isbn”"),
    ],
)
def test_details_that_cannot_be_are_refused(
    project: Project,
    bring_in: Callable[..., str],
    fields: dict[str, str],
    reference: dict[str, str],
    sentence: str,
) -> None:
    document = bring_in()
    bring_in("P09: Else.\n", "Other")
    with pytest.raises(Problem, match=sentence):
        project.make(ChangeDocumentDetails(document, fields, {}, reference))


def test_details_of_a_person_refuse_a_day_that_is_none_among_the_facts(
    project: Project, somebody: Participant
) -> None:
    add(project, "joined", AttributeKind.DATE)
    with pytest.raises(Problem, match="“soon” is not a date"):
        project.make(ChangeParticipant(somebody.id, {}, {"joined": "soon"}))


def test_who_withdrew_comes_back_only_with_a_reason_which_is_kept(
    project: Project, bring_in: Callable[..., str]
) -> None:
    bring_in()
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "withdrawn"}))
    for consent in ("quote", "not recorded", "team only"):
        with pytest.raises(Problem, match="withdrew") as refused:
            project.make(ChangeParticipant(person.id, {"consent": consent}, why=ConsentReason("  ")))
        assert "Say why" in str(refused.value.remedy)
    assert participants(project.conn)[0].agreement.consent is Consent.WITHDRAWN
    project.make(ChangeParticipant(person.id, {"note": "still withdrawn"}))
    project.make(ChangeParticipant(person.id, {"consent": "quote"}, why=ConsentReason("She rang on 3 May.")))
    assert memos_by_row(project.conn, "participant") == {person.id: [("method", "She rang on 3 May.")]}
    project.undo()
    assert participants(project.conn)[0].agreement.consent is Consent.WITHDRAWN
    assert memos_by_row(project.conn, "participant") == {}


def test_a_reason_that_is_typed_bit_by_bit_is_one_memo_and_goes_with_its_consent(
    project: Project, bring_in: Callable[..., str]
) -> None:
    bring_in()
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "withdrawn"}))

    def write(fields: dict[str, str], because: str) -> None:
        project.make(
            ChangeParticipant(
                person.id, fields, {}, ConsentReason(because, "withdrawn", "0198c0de-0000-7000-8000-000000000001")
            )
        )

    write({}, "She")
    assert memos_by_row(project.conn, "participant") == {}
    write({"consent": "quote"}, "She ra")
    write({}, "She rang.")
    assert memos_by_row(project.conn, "participant") == {person.id: [("method", "She rang.")]}
    with pytest.raises(Problem, match="withdrew"):
        write({}, "")
    write({"consent": "withdrawn"}, "She rang.")
    assert memos_by_row(project.conn, "participant") == {}
