"""What Counts counts: the form behind `f`, and what was chosen in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.analysis.counts.asked import Asked, Bands, By, Cut, Measure
from qualcode.analysis.counts.narrowing import narrowed
from qualcode.analysis.people import attributes
from qualcode.participants.attributes import AppliesTo, Attribute, AttributeKind
from qualcode.problem import Problem
from qualcode.tui.widgets.form import Field

NESTED, OWN = "with what is below each code", "each code alone"
_APART, _TOGETHER = "side by side", "added"
_OF_PEOPLE, _OF_DOCUMENTS = " (of participants)", " (of documents)"


@dataclass(frozen=True)
class Chosen:
    """What the table shows; `question` is in the words of the question language, empty for all."""

    asked: Asked = field(default_factory=Asked)
    own: bool = False
    question: str = ""

    def with_found(self, conn: sqlite3.Connection) -> Asked:
        """What is to be counted, with the excerpts that the question finds now. Raises QuestionProblem."""
        return narrowed(conn, self.asked, self.question)

    def still_there(self, facts: Facts) -> Chosen:
        """The same; by participant where the attribute it went by is gone."""
        if self.asked.by is By.ATTRIBUTE and not facts.called(self.asked.attribute_id):
            return replace(self, asked=replace(self.asked, by=By.PARTICIPANT, attribute_id=None))
        return self

    def next_measure(self) -> Chosen:
        """The same in the next measure."""
        measures = list(Measure)
        after = measures[(measures.index(self.asked.measure) + 1) % len(measures)]
        return replace(self, asked=replace(self.asked, measure=after))


@dataclass(frozen=True)
class Facts:
    """The attributes that can be columns: of participants, then of documents."""

    people: Sequence[Attribute] = ()
    documents: Sequence[Attribute] = ()

    @classmethod
    def of(cls, conn: sqlite3.Connection) -> Facts:
        """Read them."""
        return cls(attributes(conn), attributes(conn, AppliesTo.DOCUMENT))

    def names(self) -> dict[str, Attribute]:
        """Each attribute by what the form calls it, which is nothing else's name there."""
        others = {by.value for by in By}
        of_people = {f"{one.name}{_OF_PEOPLE if one.name in others else ''}": one for one in self.people}
        return of_people | {f"{one.name}{_OF_DOCUMENTS}": one for one in self.documents}

    def called(self, attribute_id: str | None) -> str:
        """What an attribute is called in the form; empty where it is gone."""
        return next((name for name, one in self.names().items() if one.id == attribute_id), "")

    def is_banded(self, attribute_id: str | None) -> bool:
        """Whether an attribute's values are put in bands."""
        kinds = (AttributeKind.NUMBER, AttributeKind.DATE)
        return any(one.id == attribute_id and one.type.kind in kinds for one in (*self.people, *self.documents))


def fields(chosen: Chosen, facts: Facts, *, several_kinds: bool) -> list[Field]:
    """The fields of the form."""
    asked = chosen.asked
    columns = (*(by.value for by in By if by is not By.ATTRIBUTE), *facts.names())
    now = facts.called(asked.attribute_id) if asked.by is By.ATTRIBUTE else asked.by.value
    found = [
        Field("columns", "Columns", now or By.PARTICIPANT.value, "choice", columns),
        Field("measure", "What is counted", asked.measure.value, "choice", tuple(one.value for one in Measure)),
        Field("rows", "Rows count", OWN if chosen.own else NESTED, "choice", (NESTED, OWN)),
    ]
    if several_kinds:
        now = _TOGETHER if asked.together else _APART
        found.append(Field("kinds", "Kinds of document", now, "choice", (_APART, _TOGETHER)))
    found += [
        bands_field(asked.bands),
        Field("question", "Only what a question finds", chosen.question, hint="kind:interview attr:role=carer"),
    ]
    return found


def chosen_of(values: Mapping[str, str], facts: Facts) -> Chosen:
    """What was chosen in the form. Raises Problem where the bands are no number and no cut points."""
    attribute = facts.names().get(values["columns"])
    asked = Asked(
        by=By.ATTRIBUTE if attribute is not None else By(values["columns"]),
        measure=Measure(values["measure"]),
        attribute_id=attribute.id if attribute is not None else None,
        bands=bands_asked(values["bands"]),
        together=values.get("kinds") == _TOGETHER,
    )
    return Chosen(asked, values["rows"] == OWN, values["question"].strip())


def bands_field(bands: Bands) -> Field:
    """Where one says how numbers and dates are put in bands."""
    now = "; ".join(bands.at) or str(bands.number)
    hint = "4, or where each begins: 18; 35; 60"
    return Field("bands", "Bands of numbers and dates: how many, or where each begins", now, hint=hint)


def bands_asked(words: str) -> Bands:
    """The bands that somebody typed. Raises Problem where that is no number and no cut points."""
    parts = tuple(part.strip() for part in words.replace(",", ";").split(";") if part.strip())
    if not parts:
        return Bands()
    if len(parts) == 1 and parts[0].isdigit() and 1 <= int(parts[0]) <= 12:
        return Bands(Cut.WIDTH, int(parts[0]))
    if any(not any(letter.isdigit() for letter in part) for part in parts):
        raise Problem(
            f"“{words}” says neither how many bands there are nor where they begin.",
            remedy="Write 4, or 18; 35; 60.",
        )
    return Bands(Cut.OWN, at=parts)
