"""Participants as rows of a table, one as a page, and the form that changes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from qualcode.analysis.people import Attribute, Participant
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports.phrases import day_in_words
from qualcode.participants.consent import Consent
from qualcode.problem import Problem
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.reading_page import Paragraph

COLUMNS = (
    Column("who", 8),
    Column("consent", 19),
    Column("until", 10, least=58),
    Column("facts"),
    Column("documents", 26, least=92),
    Column("named there", 14, least=74),
)
_FACT = "fact:"


def person_rows(
    people: Sequence[Participant], facts: Sequence[Attribute], today: date, wanted: str = ""
) -> list[Row]:
    """A row for each participant whose pseudonym, labels, documents, consent or facts hold the words."""
    rows = []
    for person in people:
        consent, until = person.agreement.consent, person.agreement.until
        cells = (
            person.pseudonym,
            f"{consent}" + (" (run out)" if until is not None and today > until else ""),
            until.isoformat() if until is not None else "",
            " · ".join(person.facts(list(facts), printable_only=False)),
            ", ".join(person.documents),
            ", ".join(person.labels),
        )
        if all(word in " ".join(cells).casefold() for word in wanted.casefold().split()):
            rows.append(Row(person.id, cells, "quiet" if consent is Consent.WITHDRAWN else "plain"))
    return rows


def consent_sentence(people: Sequence[Participant], today: date) -> str:
    """`9 participants · 6 may be quoted outside the team today`."""
    free = sum(person.agreement.on(today) is Consent.QUOTE for person in people)
    return f"{len(people)} participants · {free} may be quoted outside the team today"


def person_page(person: Participant, facts: Sequence[Attribute], today: date) -> list[Paragraph]:
    """One participant in words."""
    agreement = person.agreement
    found = [Paragraph("Consent", "heading"), Paragraph(str(agreement.consent), indent=2)]
    if agreement.until is not None:
        over = today > agreement.until
        words = f"until {day_in_words(agreement.until)}" + (": it has run out, ask again" if over else "")
        found.append(Paragraph(words, "warning" if over else "plain", indent=2))
    if agreement.words:
        found.append(Paragraph(agreement.words, "quiet", indent=2))
    if facts:
        found += [Paragraph(""), Paragraph("Facts (* may be printed beside a quote)", "heading")]
        width = max(len(fact.name) for fact in facts) + 4
        for fact in facts:
            value = str(person.attributes.get(fact.id, "")) or "–"
            found.append(
                Paragraph(f"{value}{' *' if fact.printable else ''}", indent=min(width, 24), label=f"  {fact.name}")
            )
    if person.note:
        found += [Paragraph(""), Paragraph("Note", "heading"), Paragraph(person.note, indent=2)]
    found += [Paragraph(""), Paragraph("Speaks in", "heading")]
    found += [Paragraph(name, indent=2) for name in person.documents] or [Paragraph("no document", "quiet", 2)]
    if person.labels:
        found += [Paragraph(""), Paragraph("Named there (seen only here)", "heading")]
        found.append(Paragraph(", ".join(person.labels), indent=2))
    return found


def fields_of(person: Participant, facts: Sequence[Attribute]) -> list[Field]:
    """The form of one participant."""
    agreement = person.agreement
    consents = tuple(str(consent) for consent in Consent)
    return [
        Field("pseudonym", "Pseudonym", person.pseudonym),
        Field("consent", "Consent", str(agreement.consent), "choice", consents),
        Field("until", "Until (last day)", agreement.until.isoformat() if agreement.until else "", hint="2030-12-31"),
        Field("words", "Words the consent was given in", agreement.words, "words"),
        *(Field(f"{_FACT}{fact.name}", fact.name, str(person.attributes.get(fact.id, ""))) for fact in facts),
        Field("note", "Note", person.note, "words"),
    ]


def change(person: Participant, changed: Mapping[str, str]) -> ChangeParticipant:
    """The edit that saves a form. Raises Problem on a date that is none, or no pseudonym."""
    fields: dict[str, Any] = {}
    if "pseudonym" in changed:
        fields["pseudonym"] = " ".join(changed["pseudonym"].split())
        if not fields["pseudonym"]:
            raise Problem("A participant needs a pseudonym.", remedy="Type one, such as P03.")
    if "consent" in changed:
        fields["consent"] = changed["consent"]
    if "until" in changed:
        fields["consent_until"] = _day(changed["until"])
    if "words" in changed:
        fields["consent_words"] = changed["words"].strip()
    if "note" in changed:
        fields["note"] = changed["note"].strip()
    facts = {
        name.removeprefix(_FACT): " ".join(value.split()) or None
        for name, value in changed.items()
        if name.startswith(_FACT)
    }
    return ChangeParticipant(person.id, fields, facts)


def _day(words: str) -> str | None:
    words = words.strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise Problem(f"“{words}” is not a date.", remedy="Write it as 2030-12-31, or leave it empty.") from None
