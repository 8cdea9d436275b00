"""What is known about one document beside its text, in a form: saved as one goes, one step to undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from qualcode.analysis.document_details import DocumentDetails, document_details
from qualcode.analysis.given_turns import Agreed
from qualcode.analysis.people import attributes
from qualcode.edits.document_details import ChangeDocumentDetails
from qualcode.edits.ids import new_id
from qualcode.edits.reasons import THEIRS
from qualcode.participants.attributes import AppliesTo, Attribute
from qualcode.participants.consent import Consent
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.one_step import FormDraft
from qualcode.tui.screens.participants_columns import ask_attribute
from qualcode.tui.screens.participants_rows import BECAUSE, back_field, fact_field, facts_changed, reason
from qualcode.tui.screens.questions import Choose
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.widgets.words import Words

_REFERENCE = "reference:"
_REFERENCE_FIELDS = {
    "authors": ("Authors", "such as Surname, Name; Surname, Name"),
    "year": ("Year", "such as 2019"),
    "title": ("Title of the work", ""),
    "publisher": ("Publisher or journal", ""),
    "doi": ("DOI", "such as 10.1000/182"),
    "url": ("Address on the web", ""),
    "study": ("Kind of study", "such as trial, review, evaluation"),
    "strength": ("Note on strength", ""),
}


class NewFact(Words, can_focus=True):
    """A line below the form that makes a new fact about documents."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,plus,space", "make", "New fact", show=False)]

    DEFAULT_CSS = """
    NewFact { height: 1; color: $text-muted; margin-top: 1; }
    NewFact:focus { text-style: reverse; }
    """

    class Wanted(Message):
        """A new fact is to be made."""

    def action_make(self) -> None:
        """Ask for it."""
        self.post_message(self.Wanted())

    def on_click(self) -> None:
        """Ask for it."""
        self.action_make()


class DocumentDetailsScreen(Modal[bool]):
    """The form of one document, saved as one goes. True where a new fact is to be made then."""

    BINDINGS: ClassVar[list[BindingType]] = []

    DEFAULT_CSS: ClassVar[str] = """
    DocumentDetailsScreen > .box { width: 84; height: 90%; }
    DocumentDetailsScreen Form { height: 1fr; background: $surface; padding: 0; }
    DocumentDetailsScreen Form Input, DocumentDetailsScreen Form TextArea { background: $panel; }
    """

    def __init__(self, shell: Shell, details: DocumentDetails, facts: list[Attribute], binds: bool) -> None:
        super().__init__(details.name, keys="tab next · esc saves")
        self._details = details
        self._facts = facts
        self._binds = binds
        self._wants_fact = False
        self._shell = shell
        memo_id = new_id()
        self._draft = FormDraft(shell, lambda changed, values: change(details, changed, values, memo_id))

    def compose_box(self) -> ComposeResult:
        yield Form(fields_of(self._details, self._facts, self._binds), id="form", about=self._details.id)
        yield NewFact("+ a new fact about documents, such as setting (tab goes here)")

    @on(NewFact.Wanted)
    def _fact_wanted(self) -> None:
        self._wants_fact = True
        self.query_one(Form).save()

    @on(Form.Rested)
    async def _rested(self, event: Form.Rested) -> None:
        await self._draft.keep(event.form.first, event.form.values)

    @on(Form.Done)
    async def _done(self, event: Form.Done) -> None:
        if not await self._draft.leave(event.form.first, event.form.values):
            self._wants_fact = False
            event.form.stay()
            return
        if self._draft.step.changed:
            self._shell.say(f"{self._draft.step.label} are saved. u takes it back.")
        if event.leaving:
            await self.run_action("app.leave")
        else:
            self.dismiss(self._wants_fact)

    def action_back(self) -> None:
        """Save, as esc does in the form."""
        self.query_one(Form).save()


async def ask_details(shell: Shell, app: App[object], document_id: str) -> None:
    """Show the form of a document, again once a new fact about documents is made there."""
    while True:
        details, facts, binds = await shell.lane.call(lambda project: _read(project, document_id))
        if details is None or not await app.push_screen_wait(DocumentDetailsScreen(shell, details, facts, binds)):
            return
        edit = await ask_attribute(app, None, AppliesTo.DOCUMENT)
        if edit is not None:
            await shell.make(edit)


async def ask_document_attributes(shell: Shell, app: App[object]) -> None:
    """A new attribute of documents, one to change, or a table of them."""
    from qualcode.tui.screens.choose_path import ChoosePath  # DirectoryTree, with the first table
    from qualcode.tui.screens.facesheet import preview_table

    facts = await shell.read(attributes, AppliesTo.DOCUMENT)
    choices = [
        ("table", "Bring in a table about documents (csv, xlsx)…", "a row for each document, by its name"),
        ("new", "New attribute of documents…", "such as setting, or form of peer support"),
        *((f"fact:{fact.id}", f"What “{fact.name}” is…", fact.kind) for fact in facts),
    ]
    chosen = await app.push_screen_wait(Choose("About documents", choices))
    if chosen == "table":
        path = await app.push_screen_wait(
            ChoosePath(
                "Bring in a table about documents",
                "A csv file or a spreadsheet. Nothing is brought in before you have seen what fits.",
                shell.lane.path.parent,
                wanted=lambda one: one.suffix.casefold() in (".csv", ".tsv", ".xlsx", ".xlsm"),
                folders=False,
            )
        )
        if path is not None:
            await preview_table(shell, app, path, AppliesTo.DOCUMENT)
    elif chosen is not None:
        fact = next((fact for fact in facts if f"fact:{fact.id}" == chosen), None)
        edit = await ask_attribute(app, fact, AppliesTo.DOCUMENT)
        if edit is not None and (made := await shell.make(edit)) is not None:
            shell.say(f"{made.label}. u takes it back.")


def fields_of(details: DocumentDetails, facts: list[Attribute], binds: bool = False) -> list[Field]:
    """The fields of a document's form; evidence has a reference, and no consent.

    `binds` says that somebody in it agreed to less than to be quoted, so that another kind may need a reason.
    """
    agreement = details.agreement
    fields = [
        Field("name", "Name", details.name),
        Field("kind", "Kind", str(details.kind), "choice", tuple(str(kind) for kind in Kind)),
        Field("title", "Title", details.title),
        Field("date", "Date", details.date, hint="such as 2026-03-11"),
        *(fact_field(fact, details.attributes.get(fact.id, "")) for fact in facts),
    ]
    if details.kind is Kind.EVIDENCE:
        return fields + [
            Field(f"{_REFERENCE}{key}", label, details.reference.get(key, ""), hint=hint)
            for key, (label, hint) in _REFERENCE_FIELDS.items()
        ]
    until = agreement.until.isoformat() if agreement and agreement.until else ""
    consent = str(agreement.consent) if agreement else THEIRS
    return [
        *fields,
        Field("consent", "Consent for all of it", consent, "choice", (THEIRS, *map(str, Consent))),
        *(back_field(agreement, "Why its words come back") or _kind_field(binds)),
        Field("consent_until", "Until (last day)", until, hint="such as 2030-12-31"),
        Field("consent_words", "Words the consent was given in", agreement.words if agreement else "", "words"),
    ]


def _kind_field(binds: bool) -> list[Field]:
    hint = "needed where nobody in it would be a participant"
    return [Field(BECAUSE, "Why it is of another kind", hint=hint)] if binds else []


def change(
    details: DocumentDetails, changed: Mapping[str, str], values: Mapping[str, str], memo_id: str
) -> ChangeDocumentDetails:
    """The edit that saves what was `changed` of a form's `values`; its memo says why a withdrawn one comes back."""
    why = reason(details.agreement, values, memo_id)
    fields: dict[str, Any] = {
        name: value.strip()
        for name, value in changed.items()
        if not name.startswith((_REFERENCE, "fact:")) and name != BECAUSE
    }
    if fields.get("consent") == THEIRS:
        fields["consent"] = None
    reference = {
        name.removeprefix(_REFERENCE): value for name, value in changed.items() if name.startswith(_REFERENCE)
    }
    return ChangeDocumentDetails(details.id, fields, facts_changed(changed), reference, why)


def _read(project: Project, document_id: str) -> tuple[DocumentDetails | None, list[Attribute], bool]:
    conn = project.conn
    binds = Agreed(conn, project.clock.now().date()).bind_in(document_id)
    return document_details(conn, document_id), attributes(conn, AppliesTo.DOCUMENT), binds
