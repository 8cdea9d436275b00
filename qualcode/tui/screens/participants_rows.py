"""Participants as a table of cells, one as a page, and the form that changes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from qualcode.analysis.people import Attribute, Participant
from qualcode.edits.participants import ChangeParticipant, SetFact
from qualcode.edits.reasons import ConsentReason
from qualcode.edits.store import Edit
from qualcode.exports.phrases import day_in_words
from qualcode.participants.attributes import AttributeKind, sort_key, value_of
from qualcode.participants.consent import Agreement, Consent
from qualcode.problem import Problem
from qualcode.transcripts.graphemes import cells as cells_of
from qualcode.tui.screens.cell_editor import CellAsked
from qualcode.tui.widgets.drawn_table import TableColumn, TableRow
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.reading_page import Paragraph

_FACT = "fact:"
BECAUSE = "because"
_WIDEST = 24
_SAMPLED = 200  # rows that the width of a column is taken from
_HINTS = {
    AttributeKind.DATE: "such as 2030-12-31 · esc leaves",
    AttributeKind.NUMBER: "a number · esc leaves",
    AttributeKind.RANK: "such as 1, 2, 3 … · esc leaves",
    AttributeKind.SEVERAL: "such as one; another · esc leaves",
}


class PeopleTable:
    """The participants as rows and columns: filtered, sorted, and drawn one row at a time.

    `kinds` are the kinds of document each speaks in, by their ids; with `of_kind` only people of that kind are shown.
    """

    def __init__(
        self,
        people: Sequence[Participant],
        facts: Sequence[Attribute],
        today: date,
        *,
        wanted: str = "",
        sorted_by: str = "",
        backwards: bool = False,
        doubtful_only: bool = False,
        kinds: Mapping[str, frozenset[str]] | None = None,
        of_kind: str = "",
    ) -> None:
        self._all_facts = tuple(facts)
        self._types = {fact.id: fact.type for fact in facts}
        self._today = today
        self._kinds = kinds or {}
        self._people = [one for one in people if not of_kind or of_kind in self._kinds.get(one.id, ())]
        self._everybody = people
        self.facts = self.facts_among(of_kind) if of_kind else self._all_facts
        found = [person for person in self._people if self._holds(person, wanted)]
        if doubtful_only:
            found = [person for person in found if self.doubts(person)]
        self.people = self._sorted(found, sorted_by, backwards)

    def _holds(self, person: Participant, wanted: str) -> bool:
        if not wanted:
            return True
        words = " ".join((*self.cells(person), person.note)).casefold()
        return all(word in words for word in wanted.casefold().split())

    def _sorted(self, people: list[Participant], by: str, backwards: bool) -> list[Participant]:
        if not by:
            return people
        if by not in self._types:
            place = next((n for n, column in enumerate(self.columns) if column.id == by), 0)
            if by == "consent":
                return sorted(people, key=lambda person: person.agreement.consent.strictness, reverse=backwards)
            if by == "who":
                return people[::-1] if backwards else people
            return sorted(people, key=lambda person: self.cells(person)[place].casefold(), reverse=backwards)
        keyed = [(sort_key(person.attributes.get(by, ""), self._types[by]), person) for person in people]
        # What is missing or does not fit stays last, whichever way one looks.
        fitting = sorted((one for one in keyed if one[0][0] == 0), key=lambda one: one[0], reverse=backwards)
        others = sorted((one for one in keyed if one[0][0] != 0), key=lambda one: one[0])
        return [person for _, person in (*fitting, *others)]

    @cached_property
    def columns(self) -> tuple[TableColumn, ...]:
        """Who and consent, the facts (* where they may be printed), then where they speak."""
        sample = self._people[:_SAMPLED]  # of those of the kind shown, whatever letters are looked for
        widest = max((cells_of(person.pseudonym) for person in sample), default=0)
        facts = [
            TableColumn(
                fact.id,
                f"{fact.name}{' *' if fact.printable else ''}",
                self._width(fact, sample),
                fact.kind in (AttributeKind.NUMBER, AttributeKind.RANK),
            )
            for fact in self.facts
        ]
        return (
            TableColumn("who", "who", max(6, min(14, widest))),
            TableColumn("consent", "consent", 19),
            TableColumn("until", "until", 10),
            *facts,
            TableColumn("documents", "documents", 26),
            TableColumn("labels", "named there", 14),
        )

    def _width(self, fact: Attribute, sample: Sequence[Participant]) -> int:
        wanted = self._types[fact.id]
        values = [value for person in sample if (value := person.attributes.get(fact.id))]
        said = [cells_of(value) + 2 * value_of(value, wanted).is_doubtful for value in values]
        return max(5, min(_WIDEST, max([len(fact.name) + 2 * fact.printable, *said])))

    @cached_property
    def _held(self) -> dict[str, set[str]]:
        """The ids of the facts that anybody of a kind of document has; under an empty word those of everybody."""
        found: dict[str, set[str]] = {"": set()}
        for person in self._everybody:
            for kind in ("", *self._kinds.get(person.id, ())):
                found.setdefault(kind, set()).update(person.attributes)
        return found

    def facts_among(self, *kinds: str) -> tuple[Attribute, ...]:
        """The facts that somebody of these kinds of document has, and those that nobody has yet."""
        held = set().union(*(self._held.get(kind, set()) for kind in kinds))
        return tuple(fact for fact in self._all_facts if fact.id in held or fact.id not in self._held[""])

    def facts_of(self, person: Participant) -> tuple[Attribute, ...]:
        """The facts to be told of a person: not those asked only of people of other kinds of document."""
        kinds = self._kinds.get(person.id)
        own = self.facts_among(*kinds) if kinds else self._all_facts
        return tuple(fact for fact in self._all_facts if fact in own or fact.id in person.attributes)

    def row_at(self, place: int) -> TableRow:
        """The row at a place."""
        person = self.people[place]
        doubts = self.doubts(person)
        doubtful = frozenset(3 + n for n, fact in enumerate(self.facts) if fact.id in doubts)
        return TableRow(person.id, self.cells(person), doubtful, quiet=person.agreement.consent is Consent.WITHDRAWN)

    def cells(self, person: Participant) -> tuple[str, ...]:
        """One participant's cells."""
        consent, until = person.agreement.consent, person.agreement.until
        return (
            person.pseudonym,
            f"{consent}" + (" (run out)" if until is not None and self._today > until else ""),
            until.isoformat() if until is not None else "",
            *(person.attributes.get(fact.id, "") for fact in self.facts),
            ", ".join(person.documents),
            ", ".join(person.labels),
        )

    def doubts(self, person: Participant) -> dict[str, str]:
        """What is doubtful of a participant: a phrase by attribute id."""
        found = {}
        for fact in self.facts:
            said = person.attributes.get(fact.id)
            if said and (doubt := value_of(said, self._types[fact.id]).doubt):
                found[fact.id] = doubt
        return found


def cell_asked(person: Participant, column: str, facts: Sequence[Attribute]) -> CellAsked | None:
    """What editing a cell asks; None where the cell is not one to write in."""
    agreement = person.agreement
    if column == "consent":
        return CellAsked(str(agreement.consent), tuple(str(one) for one in Consent), needed=True)
    if column == "until":
        until = agreement.until.isoformat() if agreement.until is not None else ""
        return CellAsked(until, hint="last day, as 2030-12-31 · esc leaves")
    fact = next((fact for fact in facts if fact.id == column), None)
    if fact is None:
        return None
    return fact_asked(fact, person.attributes.get(fact.id, ""))


def cell_edit(person: Participant, column: str, value: str) -> Edit:
    """The edit that keeps what a cell is to say."""
    if column == "consent":
        return ChangeParticipant(person.id, {"consent": value})
    if column == "until":
        return ChangeParticipant(person.id, {"consent_until": value})
    return SetFact(person.id, column, value)


def fact_asked(fact: Attribute, value: str) -> CellAsked:
    """What editing the value of an attribute asks."""
    kind = AttributeKind(fact.kind)
    if kind.has_choices and fact.choices:
        return CellAsked(value, fact.choices, several=kind is AttributeKind.SEVERAL)
    return CellAsked(value, hint=_HINTS.get(kind, "enter keeps · esc leaves"))


def consent_sentence(people: Sequence[Participant], today: date) -> str:
    """`9 participants · 6 may be quoted outside the team today`."""
    free = sum(person.agreement.on(today) is Consent.QUOTE for person in people)
    return f"{len(people):,} participants · {free:,} may be quoted outside the team today"


def person_page(
    person: Participant,
    facts: Sequence[Attribute],
    today: date,
    doubts: Mapping[str, str] | None = None,
    memos: Sequence[tuple[str, str]] = (),
) -> list[Paragraph]:
    """One participant in words; `doubts` are by attribute id, `memos` each a kind and words."""
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
            doubt = (doubts or {}).get(fact.id, "")
            words = f"{value}{' *' if fact.printable else ''}{f' ({doubt})' if doubt else ''}"
            look = "warning" if doubt else "plain"
            found.append(Paragraph(words, look, indent=min(width, 24), label=f"  {fact.name}"))
    if person.note:
        found += [Paragraph(""), Paragraph("Note", "heading"), Paragraph(person.note, indent=2)]
    found += [Paragraph(""), Paragraph("Speaks in", "heading")]
    found += [Paragraph(name, indent=2) for name in person.documents] or [Paragraph("no document", "quiet", 2)]
    if person.labels:
        found += [Paragraph(""), Paragraph("Named there (seen only here)", "heading")]
        found.append(Paragraph(", ".join(person.labels), indent=2))
    if memos:
        found += [Paragraph(""), Paragraph(f"Memos ({len(memos)})", "heading")]
        found += [Paragraph(words, indent=13, label=f"  {kind}") for kind, words in memos]
    return found


def fields_of(person: Participant, facts: Sequence[Attribute]) -> list[Field]:
    """The form of one participant."""
    agreement = person.agreement
    consents = tuple(str(consent) for consent in Consent)
    until = agreement.until.isoformat() if agreement.until else ""
    return [
        Field("pseudonym", "Pseudonym", person.pseudonym),
        Field("consent", "Consent", str(agreement.consent), "choice", consents),
        *back_field(agreement, "Why their words come back"),
        Field("until", "Until (last day)", until, hint="such as 2030-12-31"),
        Field("words", "Words the consent was given in", agreement.words, "words"),
        *(fact_field(fact, str(person.attributes.get(fact.id, ""))) for fact in facts),
        Field("note", "Note", person.note, "words"),
    ]


def back_field(agreement: Agreement | None, label: str) -> list[Field]:
    """The line that says why what was withdrawn comes back; none where nothing was."""
    if agreement is None or agreement.consent is not Consent.WITHDRAWN:
        return []
    return [Field(BECAUSE, label, hint="needed for another consent than “withdrawn”")]


def reason(agreement: Agreement | None, values: Mapping[str, str], memo_id: str) -> ConsentReason:
    """What that line says in a form that began with an agreement; its memo stays one."""
    began = "" if agreement is None else str(agreement.consent)
    return ConsentReason(" ".join(values.get(BECAUSE, "").split()), began, memo_id)


def fact_field(fact: Attribute, value: str) -> Field:
    """An attribute as a field of a form: one of its choices, or a line."""
    if fact.kind in (AttributeKind.CHOICE, AttributeKind.SCALE) and fact.choices:
        choices = dict.fromkeys(("", *fact.choices, value))
        return Field(f"{_FACT}{fact.name}", fact.name, value, "choice", tuple(choices))
    hint = "; ".join(fact.choices) if fact.choices else _HINTS.get(AttributeKind(fact.kind), "").partition(" · ")[0]
    label = f"{fact.name} (one; another)" if fact.kind == AttributeKind.SEVERAL else fact.name
    return Field(f"{_FACT}{fact.name}", label, value, hint=hint)


def facts_changed(changed: Mapping[str, str]) -> dict[str, str | None]:
    """The attributes among the changed fields of a form, by name."""
    return {
        name.removeprefix(_FACT): " ".join(value.split()) or None
        for name, value in changed.items()
        if name.startswith(_FACT)
    }


def change(
    person: Participant, changed: Mapping[str, str], values: Mapping[str, str], memo_id: str
) -> ChangeParticipant:
    """The edit that saves what was `changed` of a form's `values`; its memo says why somebody comes back.

    Raises Problem on a date that is none, or no pseudonym.
    """
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
    why = reason(person.agreement, values, memo_id)
    return ChangeParticipant(person.id, fields, facts_changed(changed), why)


def _day(words: str) -> str | None:
    words = words.strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise Problem(f"“{words}” is not a date.", remedy="Write it as 2030-12-31, or leave it empty.") from None
