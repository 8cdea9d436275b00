"""What the columns of a table about people or documents mean: read from headings, checked against what they hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qualcode.participants.attributes import AppliesTo, Attribute, AttributeKind, ValueType
from qualcode.participants.days import writes_day_first
from qualcode.participants.doubts import Doubts
from qualcode.participants.guessing import choices_in, guess
from qualcode.participants.likeness import meant
from qualcode.participants.sheets import Sheet

PRINTED = "(may be printed)"
ATTRIBUTE = "(attribute)"  # behind the heading of an attribute that is called as a column of the listing itself

# The columns of what lists all participants or documents, and those of them that are worked out.
_LISTING = {
    AppliesTo.PARTICIPANT: ("participant", "consent", "until", "documents"),
    AppliesTo.DOCUMENT: ("kind", "document", "participants", "turns", "codings", "state"),
}
_WORKED_OUT = {
    AppliesTo.PARTICIPANT: ("documents",),
    AppliesTo.DOCUMENT: ("kind", "participants", "turns", "codings", "state"),
}


class Meaning(StrEnum):
    """What a column is."""

    WHO = "who it is about"
    CONSENT = "consent"
    UNTIL = "consent until"
    WORDS = "words of the consent"
    NOTE = "note"
    TITLE = "title"
    DATE = "date of the document"
    ATTRIBUTE = "attribute"
    LEFT_OUT = "left out"


_HEADINGS: Mapping[AppliesTo, Mapping[Meaning, str]] = {
    AppliesTo.PARTICIPANT: {
        Meaning.WHO: "participant|pseudonym|participants|participant id|participant no|participant number|"
        "participant code|participantid|pid|person|who|respondent|respondent id|interviewee|case|case id|case name|"
        "code name|alias|speaker|id|name",
        Meaning.CONSENT: "consent|consent given|consent status|consent type|consents|permission|permission to quote",
        Meaning.UNTIL: "until|consent until|valid until|consent expires|expires|expiry|expiry date",
        Meaning.WORDS: "words|words of consent|consent words|consent wording|consent note|consent notes",
        Meaning.NOTE: "note|notes|remark|remarks",
    },
    AppliesTo.DOCUMENT: {
        Meaning.WHO: "document|document name|documents|file|file name|filename|source|transcript|name|id",
        Meaning.CONSENT: "consent|consent given|consent status|permission",
        Meaning.UNTIL: "until|consent until|valid until|expires",
        Meaning.WORDS: "words|words of consent|consent words",
        Meaning.TITLE: "title",
        Meaning.DATE: "date|date of interview|interview date|interviewed on|recorded|recorded on|date recorded",
    },
}


def meanings_for(applies_to: AppliesTo) -> tuple[Meaning, ...]:
    """What a column can be beside an attribute."""
    return (*_HEADINGS[applies_to], Meaning.LEFT_OUT)


_PERSONAL = re.compile(
    r"\b(?:e-?mail|phone|telephone|mobile|tel|postcode|post code|zip|address|street|surname|last name|first name|"
    r"forename|family name|full name|real name|ip|date of birth|dob|birthday|nhs number|insurance number)\b"
)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True)
class Column:
    """A column: its place from 0, its heading as written, what it means, and as an attribute its name and type.

    `attribute_id` is that of the attribute it already is in the study, None where it is new.
    """

    place: int
    heading: str
    meaning: Meaning
    name: str
    type: ValueType
    printable: bool = False
    attribute_id: str | None = None

    @property
    def kind(self) -> AttributeKind:
        return self.type.kind


def columns_of(
    sheet: Sheet,
    applies_to: AppliesTo,
    names: Collection[str],
    attributes: Sequence[Attribute],
    doubts: Doubts,
    *,
    meanings: Mapping[int, Meaning],
    kinds: Mapping[int, AttributeKind],
    printable: Mapping[int, bool],
) -> tuple[Column, ...]:
    """What each column means; `names` are those of the study's people or documents, in lower case."""
    known = {attribute.name.casefold(): attribute for attribute in attributes}
    found = _meanings(sheet, applies_to, names, known, doubts, meanings)
    columns = []
    for place, heading in enumerate(sheet.headings):
        name, printed = _name(heading)
        meaning = found.get(place, Meaning.ATTRIBUTE)
        attribute = known.get(name.casefold())
        if attribute is None and meaning is Meaning.ATTRIBUTE:
            attribute = _misspelt(place, name, known, doubts)
        columns.append(
            Column(
                place,
                heading,
                meaning,
                attribute.name if attribute else name,
                _read_as_told(_type(sheet.column(place), name, attribute, kinds.get(place)), place, doubts),
                printable.get(place, attribute.printable or printed if attribute else printed),
                attribute.id if attribute else None,
            )
        )
    return tuple(columns)


def _name(heading: str) -> tuple[str, bool]:
    """The attribute's name, and whether the heading says that it may be printed."""
    if heading.casefold().endswith(PRINTED):
        return heading[: -len(PRINTED)].strip() or heading, True
    return _marked(heading) or heading, False


def heading_of(attribute: str, own: Collection[str]) -> str:
    """The heading of an attribute in a table that has columns of its `own`, none of which it takes."""
    taken = {name.casefold() for name in own}
    while attribute.casefold() in taken:
        attribute = f"{attribute} {ATTRIBUTE}"
    return attribute


def _marked(heading: str) -> str:
    """The name of an attribute whose heading is marked as one; empty where it is not."""
    return heading[: -len(ATTRIBUTE)].strip() if heading.casefold().endswith(ATTRIBUTE) else ""


def _type(values: Sequence[str], name: str, attribute: Attribute | None, kind: AttributeKind | None) -> ValueType:
    """The study's own type, the one somebody chose, or the one guessed."""
    day_first = writes_day_first(values)
    if attribute is not None and kind in (None, attribute.kind):
        return ValueType(AttributeKind(attribute.kind), attribute.choices, attribute.name, day_first)
    guessed = guess(name, values)
    if kind is None or kind is guessed.kind:
        return guessed
    return ValueType(kind, choices_in(kind, values), name, day_first)


def _read_as_told(found: ValueType, place: int, doubts: Doubts) -> ValueType:
    """The type with what somebody said of days that could be two, where the column does not tell."""
    day, month = doubts.agreed(f"day:{place}"), doubts.agreed(f"month:{place}")
    return found if found.day_first is not None or day == month else replace(found, day_first=day)


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())


def _meanings(
    sheet: Sheet,
    applies_to: AppliesTo,
    names: Collection[str],
    known: Mapping[str, Attribute],
    doubts: Doubts,
    decided: Mapping[int, Meaning],
) -> dict[int, Meaning]:
    """The meaning of every column that is no plain attribute; each but `LEFT_OUT` once."""
    words = {meaning: listed.split("|") for meaning, listed in _HEADINGS[applies_to].items()}
    found: dict[int, Meaning] = {place: meaning for place, meaning in decided.items() if place < len(sheet.headings)}
    marked = {_marked(heading).casefold() for heading in sheet.headings} - {""}
    written = [heading.casefold() for heading in sheet.headings]
    if set(_LISTING[applies_to]) <= set(written):
        found |= {
            place: Meaning.LEFT_OUT
            for place, heading in enumerate(written)
            if heading in _WORKED_OUT[applies_to] and place not in found
        }
    headings = {
        place: _plain(_name(heading)[0])
        for place, heading in enumerate(sheet.headings)
        if place not in found and not _marked(heading)
    }
    candidates = [place for place, heading in headings.items() if heading in words[Meaning.WHO]]
    if Meaning.WHO not in found.values():
        who = _who(sheet, names, candidates, headings, words[Meaning.WHO])
        if who is not None:
            found[who] = Meaning.WHO
            if who not in candidates:
                doubts.remark(f"who:{who}", _taken_for_who(sheet.headings[who], headings[who], words[Meaning.WHO]))
    for place, heading in headings.items():
        if place in found or (written[place] in known and written[place] not in marked):
            continue
        exact = next((meaning for meaning, listed in words.items() if heading in listed), None)
        if exact is Meaning.WHO and Meaning.WHO not in found.values():
            found[place] = Meaning.WHO
        elif exact is not None and exact not in found.values():
            found[place] = exact
        elif exact is Meaning.WHO or _is_personal(heading, sheet, place):
            sentence = f"“{sheet.headings[place]}” may say who somebody is, so it is left out."
            if not doubts.offer(f"personal:{place}", sentence, "bring it in"):
                found[place] = Meaning.LEFT_OUT
        elif exact is None and (misspelt := _misspelt_meaning(heading, words, set(found.values()))):
            sentence = f"There is a column “{sheet.headings[place]}”: is “{words[misspelt][0]}” meant?"
            offer = f"it says {misspelt}" if misspelt is Meaning.WHO else f"it is the {misspelt}"
            if doubts.offer(f"column:{place}", sentence, offer):
                found[place] = misspelt
    if Meaning.WHO not in found.values():
        noun = "participants (P01, P02, …)" if applies_to is AppliesTo.PARTICIPANT else "documents"
        doubts.remark("who", f"No column names the {noun}. Say which one does: nothing fits without it.")
    return found


def _who(
    sheet: Sheet,
    names: Collection[str],
    candidates: Sequence[int],
    headings: Mapping[int, str],
    words: Sequence[str],
) -> int | None:
    """The column that names people: of those so called the one that fits most, else any that fits most rows."""
    fitting = {
        place: sum(" ".join(cell.casefold().split()) in names for cell in sheet.column(place)) for place in headings
    }
    if candidates:
        return max(candidates, key=lambda place: (fitting[place], -words.index(headings[place])))
    best = max(fitting, key=lambda place: fitting[place], default=None)
    return best if best is not None and fitting[best] * 2 > len(sheet.rows) else None


def _taken_for_who(written: str, heading: str, words: Sequence[str]) -> str:
    """What is said of a column that names people under a heading that does not say so."""
    near = meant(heading, [word for word in words if len(word) > 4])
    perhaps = f"perhaps “{near[0]}” was meant" if near else "its heading does not say so"
    return f"“{written}” is taken for the column that says who it is about, by what stands in it: {perhaps}."


def _is_personal(heading: str, sheet: Sheet, place: int) -> bool:
    if _PERSONAL.search(heading):
        return True
    said = [cell for cell in sheet.column(place) if cell]
    return bool(said) and sum(_MAIL.fullmatch(cell) is not None for cell in said) * 2 > len(said)


def _misspelt_meaning(
    heading: str, words: Mapping[Meaning, Sequence[str]], taken: Collection[Meaning]
) -> Meaning | None:
    if len(heading) < 4:
        return None
    for meaning, listed in words.items():
        if meaning not in taken and meant(heading, [word for word in listed if len(word) > 4]):
            return meaning
    return None


def _misspelt(place: int, name: str, known: Mapping[str, Attribute], doubts: Doubts) -> Attribute | None:
    """The attribute of the study whose name was probably meant, once somebody agreed."""
    near = meant(name, [attribute.name for attribute in known.values()])
    if len(near) != 1:
        return None
    attribute = known[near[0].casefold()]
    sentence = f"There is a column “{name}”: is the attribute “{attribute.name}” meant? It comes in as a new one."
    return attribute if doubts.offer(f"attribute:{place}", sentence, f"it is “{attribute.name}”") else None
