"""From a study to its themes in the making as a page: each claim with the passages for and against it, cleared."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from qualcode.analysis.counts.reach import Reach, Reaches
from qualcode.analysis.documents import documents
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.phrases import counted, listed, plural, sentence_case
from qualcode.analysis.themes import Gathered, Theme, ThemeState, theme_reach, themes
from qualcode.analysis.verbatims import verbatim
from qualcode.exports.although import with_although
from qualcode.exports.choices import ReportChoices
from qualcode.exports.figures import Column, Row, Table, ValueKind
from qualcode.exports.gather import document_numbers, names_for, passages, study_facts
from qualcode.exports.gather_accounts import cleared_words
from qualcode.exports.page import Page, Paragraph, Part, Section
from qualcode.participants.disclosure import Audience, HeldBack, clear
from qualcode.problem import Problem
from qualcode.transcripts.span import Span

_COLUMNS = tuple(Column(name, ValueKind.WORDS) for name in ("Who", "Where", "Under", "Words"))


def theme_page(
    conn: sqlite3.Connection,
    made_on: datetime,
    audience: Audience = Audience.TEAM,
    theme_ids: Collection[str] | None = None,
) -> Page:
    """The themes in the making, or some of them, judged for their readers on the day of `made_on`; on a copy.

    Notes are for the team alone: they may name anybody. Raises Problem where there are none, or where outsiders will
    read and the study's list of names is not at hand.
    """
    names = names_for(conn, audience)
    study, _ = study_facts(conn)
    found = [
        one for one in themes(conn) if (one.state is ThemeState.MAKING if theme_ids is None else one.id in theme_ids)
    ]
    if not found:
        raise Problem("There are no themes to write out.", remedy="Begin one first.")
    judged = _Judged(conn, made_on, audience)
    written = [judged.written(one) for one in found]
    sections = [one.section for one in written]
    if held := list(held_sentences(judged.held)):
        sections.append(Section("Held back", tuple(Paragraph(said) for said in held)))
    if len(found) > 1:
        sections.insert(0, Section("Overview", (_overview(written),)))
    what = written[0].claim if len(found) == 1 else "themes in the making"
    value = Page(f"{study}: {what}", study, made_on, audience, tuple(sections), contents=len(found) > 1)
    return with_although(conn, names.show_all(value))


def theme_numbers(conn: sqlite3.Connection, audience: Audience, on: date) -> list[tuple[str, Reaches, Reaches]]:
    """The claims of the themes in the making, as their readers may read them, and how far both sides reach.

    On a copy, for it counts words.
    """
    making = [one for one in themes(conn) if one.state is ThemeState.MAKING]
    return [(cleared_words(conn, one.claim, audience, on)[0], *theme_reach(conn, one)) for one in making]


def gathered_words(conn: sqlite3.Connection, one: Gathered, made_on: datetime) -> str:
    """What stands for a gathered thing in the team's list: its title or its words, but never what was withdrawn."""
    if one.table == "code" or not one.excerpts:
        return one.shown
    found = one.excerpts[0]
    said = verbatim(conn, found.document_id, Span(found.start, found.stop))
    held = clear([said], Audience.TEAM, on=made_on.date(), names=names_for(conn, Audience.TEAM)).held_back
    return f"(held back: {held[0].reason})" if held else one.shown


def held_sentences(held: Iterable[HeldBack], what: str = "passage") -> Iterator[str]:
    """What was held back, of whom and why."""
    for (who, reason), number in Counter((listed(one.participants), one.reason) for one in held).items():
        yield f"{counted(number, what)}{f' of {who}' if who else ''} held back: {reason}."


@dataclass(frozen=True, slots=True)
class _Side:
    """What is for a theme, or against it: how far that reaches, and the passages."""

    title: str
    said: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    """A theme as its readers may read it."""

    claim: str
    note: str
    sides: tuple[_Side, _Side]

    @property
    def section(self) -> Section:
        """Its claim as heading, its note, and for each side how far it reaches, and the passages."""
        return Section(self.claim, tuple(self._parts()))

    def _parts(self) -> Iterator[Part]:
        note = [f"Note: {self.note}"] if self.note else []
        told = (*note, *(f"{one.title}: {one.said}" for one in self.sides))
        if self.note:
            yield Paragraph(self.note)
        for one in self.sides:
            yield Paragraph(one.title, strong=True)
            yield Paragraph(one.said)
            if one.rows:
                yield Table(f"{one.title}: {self.claim}", _COLUMNS, one.rows, told=told)


def _overview(every: Sequence[_Written]) -> Table:
    """The themes with how far each reaches; those without a passage stand in no other table."""
    columns = tuple(Column(name, ValueKind.WORDS) for name in ("Theme", *(side.title for side in every[0].sides)))
    rows = (Row((one.claim, *(side.said for side in one.sides))) for one in every)
    return Table("Themes in the making", columns, tuple(rows))


def _told(part: Reach) -> str:
    """How far a side reaches in one kind of document; in few words where nobody takes part and nothing is in it."""
    if part.excerpts or part.base.participants or part.kind is None:
        return part.told(named=True)
    return (
        f"{sentence_case(plural(part.kind))}: none{f', of {part.documents_words}' if part.documents_words else ''}."
    )


class _Judged:
    """Judges themes for one audience on one day."""

    def __init__(self, conn: sqlite3.Connection, made_on: datetime, audience: Audience) -> None:
        self._conn = conn
        self._made_on = made_on
        self._audience = audience
        self._names = names_for(conn, audience)
        self._documents = {line.id: line.title or line.name for line in documents(conn)}
        if audience is Audience.OUTSIDE:
            self._documents = document_numbers(documents(conn))
        self._held: list[HeldBack] = []

    def written(self, one: Theme) -> _Written:
        """A theme as its readers may read it, with both its sides."""
        supporting, opposing = theme_reach(self._conn, one)
        return _Written(
            self._cleared(one.claim),
            self._cleared(one.note) if one.note and self._audience is Audience.TEAM else "",
            (
                self._side("For it", one.support, supporting, gathered=bool(one.supporting)),
                self._side("Against it", one.against, opposing, gathered=bool(one.opposing)),
            ),
        )

    @property
    def held(self) -> Sequence[HeldBack]:
        """What was held back until now."""
        return self._held

    def _cleared(self, words: str) -> str:
        shown, held = cleared_words(self._conn, words, self._audience, self._made_on.date())
        self._held += held
        return shown

    def _side(self, title: str, found: Sequence[Excerpt], reaches: Reaches, *, gathered: bool) -> _Side:
        if not found and not gathered:
            return _Side(title, "Nothing was gathered yet.")
        said = map(_told, reaches.parts)
        rows = (*self._coded([one for one in found if one.code_id]), *self._kept([e for e in found if not e.code_id]))
        return _Side(title, f"{' '.join(said)} Counted: {reaches.counted}.", rows)

    def _coded(self, found: Sequence[Excerpt]) -> Iterator[Row]:
        if not found:
            return
        held = frozenset(one.document_id for one in found)
        asked = ReportChoices(audience=self._audience, documents=held)
        listing = passages(self._conn, asked, self._made_on, found)
        self._held += listing.held_back
        for one in listing.items:
            where = ", ".join(filter(None, (one.document, one.place)))
            yield Row((one.who, where, one.code, " ".join(one.words.text.split())))

    def _kept(self, found: Sequence[Excerpt]) -> Iterator[Row]:
        verbatims = [verbatim(self._conn, one.document_id, Span(one.start, one.stop)) for one in found]
        clearance = clear(verbatims, self._audience, on=self._made_on.date(), names=self._names)
        self._held += clearance.held_back
        for one in clearance.cleared:
            who = ", ".join(one.participants)
            words = " ".join(one.text.split())
            yield Row((who, self._documents.get(one.id, ""), "kept passage", words))
