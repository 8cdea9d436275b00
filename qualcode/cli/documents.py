"""`qualcode documents`: the list, and what is known of each document beside its text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.facesheets import TableWanted, bring_in, table_options
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show, with_facts
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    from qualcode.analysis.document_details import DocumentDetails
    from qualcode.project.project import Project


@click.command("documents")
@click.argument("document", required=False)
@click.option("--set", "facts", multiple=True, metavar="NAME=VALUE", help="An attribute, such as setting=home visit.")
@click.option("--kind", help="What sort of source it is, such as interview or field note.")
@click.option("--name", help="What it is called from now on.")
@click.option("--title", help="Its title.")
@click.option("--date", "day", help="The day it is of, as 2026-03-11.")
@click.option("--consent", help="What was agreed for all of it; the strictest consent counts.")
@click.option("--because", help="Why the consent or the kind changes, where somebody withdrew or agreed to less.")
@click.option("--until", help="The last day that holds, as 2030-12-31; “never” takes it away.")
@click.option("--words", help="The words that was agreed in.")
@click.option(
    "--reference",
    multiple=True,
    metavar="KEY=VALUE",
    help="Of evidence: authors, year, title, publisher, doi, url, study, strength.",
)
@table_options
@format_options
@coder_option
@study_option
def command(
    document: str | None,
    facts: tuple[str, ...],
    kind: str | None,
    name: str | None,
    title: str | None,
    day: str | None,
    consent: str | None,
    because: str | None,
    until: str | None,
    words: str | None,
    reference: tuple[str, ...],
    table: TableWanted | None,
    form: str | None,
    coder: str | None,
    study: Path | None,
) -> None:
    """List the documents by kind, or show or change the details of DOCUMENT.

    For example: qualcode documents "garden group" --set setting=allotment --date 2026-03-11
    """
    given = {
        "kind": kind,
        "name": name,
        "title": title,
        "date": day,
        "consent": consent,
        "consent_until": until,
        "consent_words": words,
    }
    changes: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    if because is not None and consent is None and kind is None:
        raise Problem("“--because” says why a consent or a kind changes.", remedy="Give --consent or --kind with it.")
    if table is not None:
        from qualcode.participants.attributes import AppliesTo

        bring_in(table, AppliesTo.DOCUMENT, form, coder, study)
    elif changes or facts or reference:
        _change(document, changes, dict(map(_pair, facts)), dict(map(_pair, reference)), because or "", coder, study)
    elif document is not None:
        _details(document, form, study)
    else:
        _list(form, study)


def _pair(said: str) -> tuple[str, str]:
    name, equals, value = said.partition("=")
    if not equals or not name.strip():
        raise Problem(f"“{said}” is not NAME=VALUE.", remedy="For example: --set setting=home")
    return name.strip(), value.strip()


def _change(
    document: str | None,
    changes: dict[str, Any],
    facts: dict[str, str],
    reference: dict[str, str],
    because: str,
    coder: str | None,
    study: Path | None,
) -> None:
    from qualcode.edits.document_details import ChangeDocumentDetails
    from qualcode.edits.reasons import ConsentReason

    if document is None:
        raise Problem("Which document?", remedy="Name it before the options; “qualcode documents” lists them.")
    if changes.get("consent_until", "").casefold() == "never":
        changes["consent_until"] = None
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        found = _named(project, document)
        made = project.make(ChangeDocumentDetails(found.id, changes, facts, reference, ConsentReason(because)))
    say(f"Changed: {plain(made.label)}." if made.changes else "That was so already; nothing was changed.")
    for sentence in made.told:
        say(plain(sentence))


def _named(project: Project, document: str) -> DocumentDetails:
    """The details of the document meant by its name or title, or part of one, as it is or as it is shown."""
    from qualcode.analysis.document_details import document_details
    from qualcode.project.placing import find_document

    found = document_details(project.conn, find_document(project.conn, document).id)
    assert found is not None  # it was found among those that stand
    return found


def _details(document: str, form: str | None, study: Path | None) -> None:
    from qualcode.analysis.people import attributes
    from qualcode.participants.attributes import AppliesTo

    with opened(study) as project:
        found = _named(project, document)
        facts = found.facts(attributes(project.conn, AppliesTo.DOCUMENT))
    agreement = found.agreement
    until = agreement.until if agreement else None
    own: dict[str, str] = {
        "document": found.name,
        "kind": str(found.kind),
        "title": found.title,
        "date": found.date,
        "consent": str(agreement.consent) if agreement else "",
        "until": until.isoformat() if isinstance(until, date) else "",
        "words": agreement.words if agreement else "",
    }
    known = with_facts(own, facts) | {f"reference: {key}": value for key, value in found.reference.items()}
    show([{"detail": key, "value": value} for key, value in known.items()], form, empty="")


def _list(form: str | None, study: Path | None) -> None:
    from qualcode.analysis.document_details import all_details
    from qualcode.analysis.documents import documents
    from qualcode.analysis.people import attributes
    from qualcode.participants.attributes import AppliesTo

    with opened(study) as project:
        facts = attributes(project.conn, AppliesTo.DOCUMENT)
        known = {one.id: one.facts(facts) for one in all_details(project.conn)} if facts else {}
        lines = documents(project.conn)
        titled = any(line.title for line in lines)
        rows = [
            with_facts(
                {
                    "kind": line.kind,
                    "document": line.name,
                    **({"title": line.title or ""} if titled else {}),
                    "participants": list(line.participants),
                    "turns": line.turns,
                    "codings": line.codings,
                    "state": line.reading_state,
                },
                known.get(line.id, {}),
            )
            for line in lines
        ]
    show(rows, form, empty="No documents yet. Bring some in with: qualcode import FOLDER", wide="document")
