"""Groups side by side as rows and cells: of each its participants, excerpts and words in a thousand."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.groups import Beside, GroupNumbers, GroupRow, GroupsBeside, groups_beside
from qualcode.exports.phrases import counted, listed, plural, sentence_case
from qualcode.transcripts.graphemes import cells
from qualcode.tui.screens.counts_asking import Chosen, Facts, chosen_of
from qualcode.tui.screens.counts_asking import fields as counts_fields
from qualcode.tui.screens.counts_rows import CODE, NO_NUMBER, NOTHING, counted_of, said
from qualcode.tui.widgets.drawn_table import TINTS, TableColumn, TableRow
from qualcode.tui.widgets.form import Field

_NAME_WIDTH = 34
_LONGEST_HEADING = 14
# What is told of a group, with what stands behind its name over the column, and the least width.
_TOLD = {Measure.PARTICIPANTS: ("", 8), Measure.EXCERPTS: (" exc.", 8), Measure.WORDS: (" /1,000", 9)}
_WAYS = (By.KIND, By.ROLE, By.CODER)


def begun(facts: Facts) -> Chosen:
    """What is shown first: the first fact about participants, the roles of speakers where there is none."""
    if facts.people:
        return Chosen(Asked(by=By.ATTRIBUTE, attribute_id=facts.people[0].id))
    return Chosen(Asked(by=By.ROLE))


def read_groups(conn: sqlite3.Connection, chosen: Chosen) -> GroupsBeside:
    """The groups; on a copy. Raises Problem where a fact is gone or a question cannot be asked."""
    return groups_beside(conn, chosen.with_found(conn))


def fields(chosen: Chosen, facts: Facts) -> list[Field]:
    """The fields of the form: those of Counts, without what it counts."""
    names = (*facts.names(), *(by.value for by in _WAYS))
    found = []
    for one in counts_fields(chosen, facts, several_kinds=False):
        if one.name == "columns":
            found.append(replace(one, label="Groups by", choices=names))
        elif one.name != "measure":
            found.append(one)
    return found


def groups_of(values: Mapping[str, str], facts: Facts) -> Chosen:
    """What was chosen in the form. Raises Problem where the bands are no number and no cut points."""
    return chosen_of({**values, "measure": Measure.EXCERPTS.value}, facts)


def name_of(chosen: Chosen, facts: Facts) -> str:
    """What makes the groups: `role`, `coder`."""
    return facts.called(chosen.asked.attribute_id) or chosen.asked.by.value


@dataclass(frozen=True)
class ShownGroups:
    """The groups on the screen; a row's id has the place of its kind before its code, a column's its measure."""

    groups: GroupsBeside
    own: bool

    @property
    def parts(self) -> Sequence[Beside]:
        """One for each kind of document."""
        return self.groups.parts

    @cached_property
    def _names(self) -> dict[str, str]:
        """The groups of all kinds by their keys."""
        return {group.key: group.name for part in self.parts for group in part.groups}

    @cached_property
    def columns(self) -> list[TableColumn]:
        """Three columns for each group, each with its name: they scroll apart."""
        found = [TableColumn(CODE, "", _NAME_WIDTH)]
        for key, name in self._names.items():
            for measure, (behind, least) in _TOLD.items():
                width = max(least, min(_LONGEST_HEADING, cells(name)) + cells(behind))
                found.append(TableColumn(f"{measure}/{key}", name, width, right=True, behind=behind))
        return found

    def rows(self) -> list[TableRow]:
        """Under each kind the base of its groups, then areas and codes."""
        found = []
        for place, part in enumerate(self.parts):
            if not part.groups:
                continue  # nobody of any group speaks in it
            found.append(self._base(place, part))
            found += [self._row(place, part, row) for row in part.rows]
        return found

    def _base(self, place: int, part: Beside) -> TableRow:
        kind = f"{sentence_case(plural(part.kind))}: out of" if part.kind is not None else "Out of"
        words: list[str] = []
        for key in self._names:
            base = next((group.base for group in part.groups if group.key == key), None)
            people = f"{base.participants:,}" if base is not None else ""
            said = f"{base.words or 0:,} w." if base is not None else ""
            words += [people, "", said]
        return TableRow(f"{place}:", (kind, *words), strong=True)

    def _row(self, place: int, part: Beside, row: GroupRow) -> TableRow:
        code = row.code
        by_key = dict(zip((group.key for group in part.groups), self._numbers(row), strict=True))
        words: list[str] = []
        tints: list[int] = []
        for key in self._names:
            one = by_key.get(key)
            words += ("", "", "") if one is None else cells_of(one)
            tint = 0 if one is None or not one.of_participants else one.participants * TINTS / one.of_participants
            tints += [-int(-tint // 1), 0, 0]
        title = "  " * code.depth + code.title + (" +" if code.has_nested and not self.own else "")
        return TableRow(
            f"{place}:{code.code_id}",
            (f"{title} (retired)" if code.is_retired else title, *words),
            quiet=not code.is_used,
            tints=(0, *tints),
            strong=code.is_area,
        )

    def _numbers(self, row: GroupRow) -> Sequence[GroupNumbers]:
        return row.own if self.own and not row.code.is_area else row.nested

    def at(self, row_id: str) -> tuple[Beside, GroupRow] | None:
        """The kind and the code of a row; None on a base."""
        place, _, code_id = row_id.partition(":")
        if not code_id or not place.isdecimal() or int(place) >= len(self.parts):
            return None
        part = self.parts[int(place)]
        row = next((one for one in part.rows if one.code.code_id == code_id), None)
        return None if row is None else (part, row)

    def asked_of(self, column_id: str) -> tuple[Measure, str | None]:
        """What a column counts, and of which group; all excerpts on the name of a code."""
        measure, _, key = column_id.partition("/")
        return (Measure(measure), key) if key in self._names else (Measure.EXCERPTS, None)

    def sentence(self, row_id: str, column_id: str) -> str:
        """`1.1 Routes in, “carer”: 3 of 5 participants, 7 excerpts, 120 of 4,010 words.`"""
        found = self.at(row_id)
        _, key = self.asked_of(column_id)
        if found is None:
            return ""
        part, row = found
        kind = f" in {plural(part.kind)}" if part.kind is not None and len(self.parts) > 1 else ""
        if key is None:
            numbers = row.code.own if self.own and not row.code.is_area else row.code.nested
            return f"{row.code.title}{kind} · {counted(numbers.excerpts or 0, 'excerpt')}"
        place = next((place for place, group in enumerate(part.groups) if group.key == key), None)
        if place is None:
            return f"{row.code.title}{kind}: nobody of “{self._names[key]}”"
        one = self._numbers(row)[place]
        return (
            f"{row.code.title}, “{self._names[key]}”{kind}: {one.participants:,} of "
            f"{counted(one.of_participants, 'participant')}, {counted(one.excerpts, 'excerpt')}, "
            f"{one.words:,} of {counted(one.of_words, 'word')}"
        )

    def notes(self, row_id: str) -> str:
        """What the kind of document of a row is out of, and how much a difference in it means."""
        place = row_id.partition(":")[0]
        if not place.isdecimal() or int(place) >= len(self.parts):
            return ""
        part = self.parts[int(place)]
        counted_codings = counted_of(part.kind if len(self.parts) > 1 else None, self.groups.counted)
        left = [plural(one.kind) for one in self.parts if not one.groups and one.kind is not None]
        nobody = f" Nobody of a group speaks in {listed(left)}." if left else ""
        return f"{counted_codings} {part.caution} {part.sentence}{nobody}"


def cells_of(one: GroupNumbers) -> tuple[str, str, str]:
    """`3 of 5`, `7`, `29.9`: participants, excerpts, words in a thousand of the group's."""
    people = f"{one.participants:,} of {one.of_participants:,}" if one.participants else NOTHING
    excerpts = said(one.excerpts, Measure.EXCERPTS)
    return (people if one.of_participants else NO_NUMBER, excerpts, said(one.per_thousand, Measure.PER_THOUSAND))
