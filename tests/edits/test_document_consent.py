"""A document that was withdrawn comes back only with a reason, as a participant does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.document_details import document_details
from qualcode.analysis.memos import memos_by_row
from qualcode.edits.document_details import ChangeDocumentDetails
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.ids import new_id
from qualcode.edits.reasons import ConsentReason
from qualcode.participants.consent import Agreement, Consent
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.tui.screens.document_details import change, fields_of


@pytest.fixture
def document(project: Project, bring_in: Callable[..., str]) -> str:
    """A document that was withdrawn."""
    found = bring_in()
    project.make(ChangeDocument(found, {"consent": "withdrawn"}))
    return found


def consent(project: Project, document: str) -> Consent | None:
    details = document_details(project.conn, document)
    assert details is not None
    return details.agreement.consent if details.agreement else None


def test_a_document_comes_back_only_with_a_reason_which_is_kept(project: Project, document: str) -> None:
    for wanted in ("quote", "not recorded", "team only", None):
        for edit in (
            ChangeDocument(document, {"consent": wanted}),
            ChangeDocumentDetails(document, {"consent": wanted}, why=ConsentReason("  ")),
        ):
            with pytest.raises(Problem, match="was withdrawn") as refused:
                project.make(edit)
            assert "Say why" in str(refused.value.remedy)
    assert consent(project, document) is Consent.WITHDRAWN
    project.make(ChangeDocumentDetails(document, {"title": "still withdrawn"}))
    project.make(ChangeDocumentDetails(document, {"consent": "quote"}, why=ConsentReason("The group said so.")))
    assert memos_by_row(project.conn, "document") == {document: [("method", "The group said so.")]}
    project.undo()
    assert consent(project, document) is Consent.WITHDRAWN
    assert memos_by_row(project.conn, "document") == {}


def test_without_a_consent_of_its_own_it_comes_back_for_a_reason_too(project: Project, document: str) -> None:
    with pytest.raises(Problem) as refused:
        project.make(ChangeDocument(document, {"consent": None}))
    assert "that of who speaks in it" in str(refused.value.detail)
    project.make(ChangeDocument(document, {"consent": None}, ConsentReason("It was another document.")))
    assert consent(project, document) is None


def test_other_changes_of_consent_need_no_reason_and_keep_the_one_that_is_given(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    project.make(ChangeDocument(document, {"consent": "quote"}))
    assert memos_by_row(project.conn, "document") == {}
    project.make(ChangeDocument(document, {"consent": "team only"}, ConsentReason("The group asked.")))
    assert memos_by_row(project.conn, "document") == {document: [("method", "The group asked.")]}


def test_the_form_of_a_document_asks_why_where_it_was_withdrawn(project: Project, document: str) -> None:
    details = document_details(project.conn, document)
    assert details is not None
    assert "because" in [field.name for field in fields_of(details, [])]
    memo = new_id()
    with pytest.raises(Problem, match="was withdrawn"):
        project.make(change(details, {"consent": "quote"}, {"because": ""}, memo))
    for words in ("The", "The group", "The group rang."):  # as it is typed
        values = {"because": words}
        project.make(change(details, {"consent": "quote", **values}, values, memo))
    assert memos_by_row(project.conn, "document") == {document: [("method", "The group rang.")]}
    with pytest.raises(Problem, match="was withdrawn"):
        project.make(change(details, {"because": ""}, {"because": ""}, memo))


def test_the_form_of_another_document_does_not_ask(project: Project, bring_in: Callable[..., str]) -> None:
    details = document_details(project.conn, bring_in())
    assert details is not None and details.agreement in (None, Agreement())
    assert "because" not in [field.name for field in fields_of(details, [])]
