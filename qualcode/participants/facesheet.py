"""A table about people or documents, held against a study: what fits, what does not, what is doubtful.

Nothing here changes a study. `plan` is called again after every decision; what it gives is what would be brought in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qualcode.participants.attributes import AppliesTo, Attribute, AttributeKind, is_missing, parts_of, value_of
from qualcode.participants.columns import Column, Meaning, columns_of
from qualcode.participants.consent import Consent
from qualcode.participants.consent_words import consent_of, suggested_consent
from qualcode.participants.days import COULD_BE_TWO, day_in
from qualcode.participants.doubts import Doubt, Doubts
from qualcode.participants.likeness import Names
from qualcode.participants.sheets import Sheet, SheetRow


@dataclass(frozen=True, slots=True)
class Known:
    """A participant or document of the study: other names it goes by, and what is held about it by attribute id.

    `speaks` is False for a participant who has no words in the study.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    held: Mapping[str, str] = field(default_factory=dict)
    consent: str = ""
    speaks: bool = True


@dataclass(frozen=True)
class Decisions:
    """What somebody decided: of columns by their place, of suggestions by their id, of new people by their row."""

    meanings: Mapping[int, Meaning] = field(default_factory=dict)
    kinds: Mapping[int, AttributeKind] = field(default_factory=dict)
    printable: Mapping[int, bool] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    new: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Fit:
    """A row that fits: whom, and what it says of them. `target` is None for somebody new.

    `values` are by the column's place; `changes` says in words what would be different.
    """

    line: int
    name: str
    target: str | None
    values: Mapping[int, str]
    fields: Mapping[str, str]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stranger:
    """A row that fits nobody; `why` is a phrase."""

    line: int
    name: str
    why: str
    may_be_new: bool


@dataclass(frozen=True)
class Plan:
    """What would be brought in, and what would not."""

    applies_to: AppliesTo
    columns: tuple[Column, ...]
    fits: tuple[Fit, ...]
    strangers: tuple[Stranger, ...]
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...]

    @property
    def who(self) -> Column | None:
        """The column that names the people or documents."""
        return next((column for column in self.columns if column.meaning is Meaning.WHO), None)

    @property
    def attributes(self) -> tuple[Column, ...]:
        """The columns that come in as attributes."""
        return tuple(column for column in self.columns if column.meaning is Meaning.ATTRIBUTE)

    @property
    def changed(self) -> int:
        """How many rows would change something."""
        return sum(bool(fit.changes) or fit.target is None for fit in self.fits)


def plan(
    sheet: Sheet,
    applies_to: AppliesTo,
    known: Sequence[Known],
    attributes: Sequence[Attribute],
    decisions: Decisions | None = None,
) -> Plan:
    """Hold a table against the study, as decided so far."""
    decided = decisions or Decisions()
    doubts = Doubts(decided.accepted)
    names = _names(known)
    columns = columns_of(
        sheet,
        applies_to,
        set(names),
        attributes,
        doubts,
        meanings=decided.meanings,
        kinds=decided.kinds,
        printable=decided.printable,
    )
    matching = _Matching(sheet, applies_to, known, names, columns, doubts, decided)
    matching.match()
    return Plan(applies_to, columns, tuple(matching.fits), tuple(matching.strangers), doubts.listed(), sheet.notes)


def _names(known: Sequence[Known]) -> dict[str, list[Known]]:
    """Who goes by a name, in lower case; the study's own name for somebody outweighs another's other name."""
    found: dict[str, list[Known]] = {}
    for one in known:
        for name in one.also:
            held = found.setdefault(name.casefold(), [])
            if one not in held:
                held.append(one)
    for one in known:
        found[one.name.casefold()] = [one]
    return found


class _Matching:
    """Rows held against people or documents, one after the other."""

    def __init__(
        self,
        sheet: Sheet,
        applies_to: AppliesTo,
        known: Sequence[Known],
        names: Mapping[str, list[Known]],
        columns: Sequence[Column],
        doubts: Doubts,
        decided: Decisions,
    ) -> None:
        self.fits: list[Fit] = []
        self.strangers: list[Stranger] = []
        self._sheet = sheet
        self._people = applies_to is AppliesTo.PARTICIPANT
        self._known = known
        self._names = names
        self._likely = Names(names)
        self._places: dict[Meaning, int] = {
            column.meaning: column.place for column in columns if column.meaning is not Meaning.ATTRIBUTE
        }
        self._columns = columns
        self._attributes = [column for column in columns if column.meaning is Meaning.ATTRIBUTE]
        self._doubts = doubts
        self._decided = decided
        self._line_of: dict[str, int] = {}

    def match(self) -> None:
        """Hold every row against the study, then the study against the rows."""
        who = self._places.get(Meaning.WHO)
        if who is None:
            return
        for row in self._sheet.rows:
            self._row(row, " ".join(row.cells[who].split()))
        for one in self._known:
            if one.id not in self._line_of:
                self._doubts.remark("absent", "No row of this table is about {}.", one.name)
            elif not one.speaks:
                self._doubts.remark("silent", "Without words in any document of this study: {}.", one.name)

    def _row(self, row: SheetRow, name: str) -> None:
        if not name:
            self.strangers.append(Stranger(row.line, "(nobody named)", "has no name", False))
            return
        found = self._names.get(name.casefold(), [])
        if not found:
            found = self._probably(row, name)
        if len(found) > 1:
            several = ", ".join(one.name for one in found)
            self.strangers.append(Stranger(row.line, name, f"could be any of {several}", False))
        elif found and found[0].id in self._line_of:
            why = f"is {found[0].name}, who stands in row {self._line_of[found[0].id]} already"
            self.strangers.append(Stranger(row.line, name, why, False))
        elif found:
            self._line_of[found[0].id] = row.line
            self._fit(row, name, found[0])
        elif self._people and row.line in self._decided.new and name.casefold() not in self._line_of:
            self._line_of[name.casefold()] = row.line
            self._fit(row, name, None)
        elif name.casefold() in self._line_of:
            self.strangers.append(Stranger(row.line, name, "stands in an earlier row already", False))
        else:
            self.strangers.append(Stranger(row.line, name, f"is no {self._noun} of this study", self._people))

    @property
    def _noun(self) -> str:
        return "participant" if self._people else "document"

    def _probably(self, row: SheetRow, name: str) -> list[Known]:
        """Whom a name was probably meant for, once somebody agreed."""
        near = self._likely.meant(name)
        candidates = list({one.id: one for key in near for one in self._names[key]}.values())
        if len(candidates) == 1:
            sentence = f"“{name}” (row {row.line}) is no {self._noun} of this study, but {candidates[0].name} is."
            if self._doubts.offer(f"row:{row.line}", sentence, f"it is {candidates[0].name}"):
                return candidates
        elif candidates:
            several = ", ".join(one.name for one in candidates)
            self._doubts.remark(f"row:{row.line}", f"“{name}” (row {row.line}) could be meant for {several}.")
        return []

    # What a row says

    def _fit(self, row: SheetRow, name: str, one: Known | None) -> None:
        fields = self._fields(row, one.name if one else name, one.consent if one else "")
        values: dict[int, str] = {}
        changes: list[str] = []
        for column in self._attributes:
            said = row.cells[column.place]
            if not said:
                continue
            value = value_of(said, column.type)
            values[column.place] = value.kept
            whom = one.name if one else name
            if column.kind is AttributeKind.DATE:
                self._tell_how_read(column, said, whom)
            if value.doubt and value.doubt != COULD_BE_TWO:
                sentence = f"{column.name}: “{_short(said)}” {value.doubt} ({{}}). It is kept as it stands."
                self._doubts.remark(f"value:{column.place}:{said}", sentence, one.name if one else name)
            elif column.kind.has_choices and not _same_parts(value.kept, said) and not is_missing(said):
                sentence = f"{column.name}: “{_short(said)}” is written “{_short(value.kept)}” ({{}})."
                self._doubts.remark(f"spelling:{column.place}:{said}", sentence, one.name if one else name)
            held = one.held.get(column.attribute_id or "", "") if one else ""
            if held != value.kept:
                changes.append(f"{column.name}: {f'{_short(held)} → ' if held else ''}{_short(value.kept)}")
        before = one.consent if one is not None else ""
        if "consent" in fields and fields["consent"] != before:
            changes.insert(0, f"consent: {f'{before} → ' if before else ''}{fields['consent']}")
        changes += [f"{what}: {_short(words)}" for what, words in fields.items() if what != "consent"]
        self.fits.append(
            Fit(row.line, one.name if one else name, one.id if one else None, values, fields, tuple(changes))
        )

    def _tell_how_read(self, column: Column, said: str, name: str) -> None:
        """Say once for a column how a day was read that could be two; offer both where the column does not tell."""
        if day_in(said) != COULD_BE_TWO:
            return
        read = {first: day_in(said, first == "day") for first in ("day", "month")}
        told = [first for first in read if self._doubts.agreed(f"{first}:{column.place}")]
        if column.type.day_first is not None and not told:
            first = "day" if column.type.day_first else "month"
            sentence = (
                f"{column.name}: “{_short(said)}” is read as {read[first]}, for the column writes the {first} first."
            )
            self._doubts.remark(f"order:{column.place}", sentence)
            return
        sentence = f"{column.name}: “{_short(said)}” could be two days ({{}})"
        sentence += "." if len(told) == 1 else ": it is kept as it stands until you say which."
        for first in told if len(told) == 1 else read:
            self._doubts.offer(f"{first}:{column.place}", sentence, f"the {first} is first, {read[first]}", name)

    def _said(self, row: SheetRow, meaning: Meaning) -> str:
        place = self._places.get(meaning)
        return row.cells[place] if place is not None else ""

    def _day(self, meaning: Meaning, said: str, name: str) -> date | str:
        """The day that a cell says, read as the column writes days or as somebody said."""
        column = next(one for one in self._columns if one.meaning is meaning)
        self._tell_how_read(column, said, name)
        return day_in(said, column.type.day_first)

    def _fields(self, row: SheetRow, name: str, held: str) -> dict[str, str]:
        """Consent, day, words, note, title and date as the study keeps them, where the row says something.

        `held` is the consent that the study holds, which nothing that is not understood makes less strict; a table
        never brings back what was withdrawn.
        """
        fields: dict[str, str] = {}
        words = self._said(row, Meaning.WORDS)
        said = self._said(row, Meaning.CONSENT)
        if said and not is_missing(said):
            consent = self._consent(said, name)
            if held == Consent.WITHDRAWN and consent is not Consent.WITHDRAWN:
                self._doubts.remark("withdrawn", "Withdrawn in the study, and that stays: {}.", name)
            else:
                fields["consent"] = str(consent)
            if consent_of(said) is None and not words:
                words = said
        until = self._said(row, Meaning.UNTIL)
        if until and not is_missing(until):
            day = self._day(Meaning.UNTIL, until, name)
            if isinstance(day, date):
                fields["until"] = day.isoformat()
            else:
                sentence = f"“{_short(until)}” is not a day on which a consent ends ({{}})"
                if fields.get("consent", held) in ("", Consent.QUOTE, Consent.PARAPHRASE):
                    fields["consent"] = str(Consent.ASK_FIRST)
                    self._doubts.remark(f"until:{until}", f"{sentence}: they must be asked first.", name)
                else:
                    self._doubts.remark(f"unknown until:{until}", f"{sentence}: it stands in the words only.", name)
                words = f"{words} (until {until})".strip()
        if words:
            fields["words of consent"] = words
        if note := self._said(row, Meaning.NOTE):
            fields["note"] = note
        if title := self._said(row, Meaning.TITLE):
            fields["title"] = " ".join(title.split())
        if given := self._said(row, Meaning.DATE):
            day = self._day(Meaning.DATE, given, name)
            fields["date"] = day.isoformat() if isinstance(day, date) else " ".join(given.split())
            if isinstance(day, str) and day and day != COULD_BE_TWO:
                self._doubts.remark(
                    f"date:{given}", f"date: “{_short(given)}” {day} ({{}}). It is kept as it stands.", name
                )
        return fields

    def _consent(self, said: str, name: str) -> Consent:
        """The consent meant: for sure, or as somebody agreed; otherwise it is not recorded, and listed."""
        consent = consent_of(said)
        if consent is not None:
            return consent
        key = f"consent:{said.casefold()}"
        probable = suggested_consent(said)
        if probable is None:
            sentence = f"consent: “{_short(said)}” is not understood ({{}}): it counts as not recorded."
            self._doubts.remark(key, sentence, name)
        else:
            sentence = f"consent: “{_short(said)}” ({{}}) counts as not recorded until you say what it means."
            if self._doubts.offer(key, sentence, f"it means “{probable}”", name):
                return probable
        return Consent.NOT_RECORDED


def _same_parts(kept: str, said: str) -> bool:
    return set(parts_of(kept)) == {" ".join(part.split()) for part in parts_of(said)}


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 50 else f"{line[:49]}…"
