"""An essay's quotes ready to be written around: its outline, each quote a block of its own with its id."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from qualcode.analysis.overrides import PRINTED_ALTHOUGH as SAID_NO_ALTHOUGH
from qualcode.analysis.returns.votes import NOT_RANKED
from qualcode.analysis.waivers import PRINTED_ALTHOUGH
from qualcode.essays.citing import Citation
from qualcode.essays.essay import PartKind
from qualcode.essays.outline import outline
from qualcode.essays.parts import CitedEvidence, Outline, QuoteMemo, QuotePart, WrittenPart
from qualcode.exports.although import with_although
from qualcode.exports.files import file_name, name_part, report_path
from qualcode.exports.gather import names_for, study_facts
from qualcode.exports.gather_accounts import cleared_words
from qualcode.exports.page import Facts, Page, Paragraph, Part, Section
from qualcode.exports.phrases import counted, day_in_words, listed, sentence_case
from qualcode.exports.printed import Appearance, Attribution, PrintedExcerpt, PrintedMemo
from qualcode.exports.recognised import Recognised, recognised
from qualcode.exports.sources import Fact
from qualcode.exports.spoken import spoken
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.participants.names import NO_NAMES, Names
from qualcode.problem import Problem

_KEPT = "Kept quotes"


def quote_sheet(
    conn: sqlite3.Connection,
    essay_id: str | None,
    made_on: datetime,
    audience: Audience | None = None,
    *,
    notes: bool = False,
) -> Page:
    """An essay's outline with its quotes as they are printed, judged for its readers on the day of `made_on`.

    On a copy. Kept where `essay_id` is None. Notes and memos are for the team alone, as they may tell of anybody;
    with `notes` they stand in a sheet for outsiders too, for the writer to take out. Raises Problem where the essay
    is gone or holds nothing, or outsiders will read and the study's list of names is not at hand.
    """
    day = made_on.date()
    found = outline(conn, essay_id, day, audience)
    names = names_for(conn, found.audience)
    if not found.parts:
        raise Problem("There are no quotes here yet.", remedy="Keep some first: y does so anywhere.")
    writing = _Writing(conn, found, day, notes=notes)
    study, _ = study_facts(conn)
    title = _KEPT if found.essay is None else writing.cleared(found.essay.title)
    value = Page(
        f"{title}: quotes",
        study,
        made_on,
        found.audience,
        tuple(writing.sections(title)),
        contents=False,
        of=essay_id or f"{_KEPT} of {study}",
        language=spoken(conn),
    )
    return with_although(conn, names.show_all(value))


def quote_sheet_path(study: Path, page: Page, suffix: str, names: Names = NO_NAMES) -> Path:
    """Where a quote sheet goes that nobody gave a file name: named after the study's file and the essay."""
    what = name_part(page.title) or "quotes"
    folder = report_path(study, suffix, names, outside=page.audience is Audience.OUTSIDE, what="x").parent
    who = "-outside" if page.audience is Audience.OUTSIDE else ""
    return folder / file_name(f"{names.show(study.stem)}-{what}{who}", suffix)


def attribution_of(citation: Citation) -> Attribution:
    """Who says a quote and where, as the writers of documents print it."""
    if not citation.told and not citation.where:
        return Attribution((), citation.text)
    people = tuple(Appearance(first, tuple(facts)) for first, *facts in citation.told)
    return Attribution(people, "", citation.where)


def recognised_in_outline(conn: sqlite3.Connection, found: Outline) -> Recognised:
    """Who could be recognised by all that an essay prints beside them, across all its quotes."""
    return recognised(
        conn,
        (
            Appearance(one.pseudonym, one.facts)
            for quote in found.quotes
            if quote.printed is not None
            for one in quote.citation.speaking
        ),
    )


class _Writing:
    """Lays an outline out under its headings."""

    def __init__(self, conn: sqlite3.Connection, found: Outline, day: date, *, notes: bool) -> None:
        self._conn = conn
        self._found = found
        self._day = day
        self._team = found.audience is Audience.TEAM
        self._notes = notes or self._team
        self._held: list[HeldBack] = []

    def sections(self, title: str) -> Iterator[Section]:
        """What stands before the first heading, each heading with what stands under it, and what goes with them."""
        memos = [Paragraph(self.cleared(one.body), quiet=True) for one in self._found.memos] if self._notes else []
        yield Section("About this sheet", (Facts(tuple(self._facts())), *memos))
        parts: list[Part] = []
        heading = ""
        for part in self._found.parts:
            if isinstance(part, WrittenPart) and part.kind is PartKind.HEADING:
                if heading or parts:
                    yield Section(heading or title, tuple(parts))
                heading, parts = self.cleared(part.words), []
            else:
                parts += self._part(part)
        yield Section(heading or title, tuple(parts))
        if self._found.held or self._held:
            lines = (*held_lines(self._found.held), *_held_words(self._held))
            yield Section("Held back", tuple(map(Paragraph, lines)))
        if entries := list(_references(self._found.evidence)):
            yield Section("References", tuple(Paragraph(entry) for entry in entries))

    def cleared(self, words: str) -> str:
        """The writer's words as the readers may read them: words of others in them are judged too."""
        shown, held = cleared_words(self._conn, words, self._found.audience, self._day)
        self._held += held
        return shown

    def _part(self, part: WrittenPart | QuotePart) -> Iterator[Part]:
        if isinstance(part, WrittenPart):
            if self._notes:
                yield Paragraph(f"Note: {self.cleared(part.words)}", quiet=True)
        elif part.printed is None:
            yield Paragraph(f"A quote is held back here ({part.short_id}): {part.held}.", quiet=True)
        else:
            memos = tuple(PrintedMemo(memo.kind, self.cleared(memo.body)) for memo in self._memos(part))
            yield PrintedExcerpt(part.printed, attribution_of(part.citation), memos=memos)
            if self._notes and part.look:
                yield Paragraph(f"{part.short_id}: {' '.join(part.look)}", quiet=True)
            if self._team and part.voted:
                yield Paragraph(f"{part.short_id}: {'; '.join(part.voted)}.", quiet=True)

    def _memos(self, part: QuotePart) -> Iterable[QuoteMemo]:
        """Those on a quote; why it is printed although it was held back is in no sheet for outsiders."""
        memos = part.memos if self._notes else ()
        return [one for one in memos if self._team or not one.body.startswith((PRINTED_ALTHOUGH, SAID_NO_ALTHOUGH))]

    def _facts(self) -> Iterator[Fact]:
        essay = self._found.essay
        if essay is not None:
            yield Fact("What it is", f"{sentence_case(str(essay.kind))}, {essay.state}")
            if essay.about and self._notes:
                yield Fact("About", self.cleared(essay.about))
        printed = [one for one in self._found.quotes if one.printed is not None]
        people = dict.fromkeys(person for one in printed for person in one.citation.people)
        held = f"; {len(self._found.held):,} held back" if self._found.held else ""
        yield Fact("Quotes", f"{len(printed):,}, with words of {counted(len(people), 'participant')}{held}")
        who = "the study team" if self._team else "outside the study team"
        yield Fact("For readers", f"{who}; consent as on {day_in_words(self._day)}")
        if self._team and any(one.voted for one in self._found.quotes):
            yield Fact("Votes", NOT_RANKED)
        if self._notes and not self._team:
            yield Fact("Notes and memos", "the team’s own, in small print: take them out before the text leaves")
        if self._found.emptied:
            gone = counted(len(self._found.emptied), "quote")
            yield Fact("Missing", f"{gone}: the words are no longer in their documents")


def held_lines(held: Iterable[QuotePart]) -> Iterator[str]:
    """`x1abc2de3, P08: to be paraphrased, not quoted.`, and how many for what reason where there are several."""
    quotes = list(held)
    for reason, number in Counter(one.held for one in quotes).items():
        if number > 1:
            yield f"{counted(number, 'quote')}: {reason}."
    for one in quotes:
        who = listed(one.citation.people)
        yield f"{one.short_id}{f', {who}' if who else ''}: {one.held}."


def _held_words(held: Iterable[HeldBack]) -> Iterator[str]:
    """Whose words were held back from what the writer wrote, and why, each person once."""
    for one in dict.fromkeys((listed(one.participants), one.reason) for one in held):
        yield f"{': '.join(filter(None, ('In the writer’s words', *one)))}."


def _references(evidence: Iterable[CitedEvidence]) -> Iterator[str]:
    """The sources cited as a reference list has them; of those without a reference only that it is missing."""
    sources = list(evidence)
    yield from (one.entry for one in sources if one.entry)
    if missing := sum(not one.entry for one in sources):
        verb = "has" if missing == 1 else "have"
        yield f"{counted(missing, 'source')} {verb} no reference yet."
