"""From a study to the workshop packs of its areas: judged for readers outside, whoever they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from qualcode.analysis.code_examples import withheld
from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpts import Excerpt, short_id
from qualcode.analysis.memo_state import MemoState
from qualcode.analysis.memos import MemoEntry
from qualcode.codebooks.code import Code
from qualcode.essays.essays import essays
from qualcode.essays.looking import look_kinds, look_lines
from qualcode.essays.outline import outline
from qualcode.essays.parts import QuotePart
from qualcode.exports.briefing_material import BriefingChoices, BriefingMaterial
from qualcode.exports.gather import names_for
from qualcode.exports.gather_accounts import cleared_words
from qualcode.exports.gather_briefing import Briefing, called, chosen_areas, read_study
from qualcode.exports.gather_briefing_area import StudyRead, area_material, memos_about
from qualcode.exports.gather_question import as_told, those_found
from qualcode.exports.names import with_names_for
from qualcode.exports.page import Page, Topic
from qualcode.exports.printed import Appearance, Attribution, PrintedExcerpt
from qualcode.exports.spoken import spoken
from qualcode.exports.workshop import (
    BY_RULE,
    LONGEST_CARD,
    CardSource,
    Deck,
    WorkshopChoices,
    WorkshopMaterial,
    by_name_alone,
    rule_words,
    sections,
    spread,
    topic_of,
)
from qualcode.participants.consent import Consent
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.span import Span


def workshop_packs(conn: sqlite3.Connection, choices: WorkshopChoices, made_on: datetime) -> tuple[Briefing, ...]:
    """The packs of the areas, in the order of the codebook, judged on the day of `made_on`; on a copy.

    Raises Problem where there is no area, the essay is gone or the question cannot be asked, or the study's list of
    names is not at hand.
    """
    names = names_for(conn, Audience.OUTSIDE)
    day = made_on.date()
    book = with_names_for(conn, withheld(conn, day).without(codebook(conn)), Audience.OUTSIDE, day)
    areas = chosen_areas(book, choices.areas)
    asked = BriefingChoices(Audience.OUTSIDE, choices.areas, quotes=BY_RULE, fewest=choices.fewest)
    read = read_study(conn, asked, made_on, book, areas)
    kept = _kept_quotes(read, choices)
    packs = []
    for area in areas:
        found = area_material(read, area)
        dealing = _Deck(read, choices, area, kept, found)
        pack = _pack(read, area, found, dealing.deck())
        deck = pack.deck
        title = f"{area.title}: workshop pack"
        parts = tuple(sections(pack))
        page = Page(
            title,
            read.themed.study.title,
            made_on,
            Audience.OUTSIDE,
            parts,
            contents=False,
            language=spoken(conn),
        )
        packs.append(Briefing(area.id, called(area, areas), page, deck.held, look_lines(dealing.look_at(deck))))
    return names.show_all(tuple(packs))


def _pack(read: StudyRead, area: Code, found: BriefingMaterial, deck: Deck) -> WorkshopMaterial:
    about = memos_about(read, area)
    opportunities = [one for one in about if one.kind == "opportunity"]
    kept = [one for one in opportunities if one.state is not MemoState.DROPPED]
    held: list[HeldBack] = []
    questions = [_topic(read, one, held) for one in about if one.kind == "question"]
    chances = [_topic(read, one, held) for one in kept]
    return WorkshopMaterial(
        found,
        questions,
        chances,
        len(opportunities) - len(kept),
        replace(deck, held=(*deck.held, *held)),
    )


def _topic(read: StudyRead, entry: MemoEntry, held: list[HeldBack]) -> Topic:
    """A memo by its first line, for the rest stays with the team; what is held back of it is added to `held`."""
    first = next((line.strip() for line in entry.body.splitlines() if line.strip()), "")
    words, gone = cleared_words(read.conn, first, Audience.OUTSIDE, read.day)
    became, gone_too = cleared_words(read.conn, entry.became, Audience.OUTSIDE, read.day)
    held += (replace(one, id=short_id(entry.id)) for one in (*gone, *gone_too))
    return topic_of(short_id(entry.id), words, became)


@dataclass(frozen=True)
class _Kept:
    """The quotes that may become cards, in order, and what they are called."""

    quotes: Sequence[QuotePart] = ()
    title: str = ""


def _kept_quotes(read: StudyRead, choices: WorkshopChoices) -> _Kept:
    if choices.source is CardSource.QUESTION:
        return _Kept((), as_told(read.conn, choices.named, read.book, Audience.OUTSIDE))
    if choices.source is CardSource.ESSAY:
        found = outline(read.conn, choices.named, read.day, Audience.OUTSIDE)
        title = found.essay.title if found.essay is not None else ""
        return _Kept(found.quotes, cleared_words(read.conn, title, Audience.OUTSIDE, read.day)[0])
    ids = [None, *(line.id for line in essays(read.conn).essays)]
    return _Kept([one for each in ids for one in outline(read.conn, each, read.day, Audience.OUTSIDE).quotes])


@dataclass
class _Deck:
    """Deals the cards of one area; the same words are never on two of them."""

    read: StudyRead
    choices: WorkshopChoices
    area: Code
    kept: _Kept
    found: BriefingMaterial
    _cards: list[PrintedExcerpt] = field(default_factory=list)
    _held: dict[str, HeldBack] = field(default_factory=dict)
    _long: dict[str, int] = field(default_factory=dict)
    _used: list[tuple[str, Span]] = field(default_factory=list)
    _look: dict[str, QuotePart] = field(default_factory=dict)

    def deck(self) -> Deck:
        """All of it."""
        inside = self.read.book.with_descendants(self.area.id)
        excerpts = [one for one in self.read.themed.excerpts if one.code_id in inside]
        if self.choices.source is CardSource.QUESTION:
            self._take_excerpts(those_found(self.read.conn, self.choices.named, excerpts))
        else:
            self._take_quotes(excerpts)
        by_rule = self.choices.source is CardSource.KEPT and not (self._cards or self._held or self._long)
        if by_rule:
            self._held = {one.id: one for one in self.found.held}
        cards = list(self._by_rule()) if by_rule else self._cards
        chosen = spread(cards, self.choices.most)
        return Deck(
            tuple(chosen),
            tuple(self._held.values()),
            tuple(self._long.items()),
            len(cards) - len(chosen),
            by_rule,
            rule_words(self.choices, self.kept.title, by_rule=by_rule),
            tuple((one.id, look_kinds(self._look[one.id])) for one in chosen if one.id in self._look),
        )

    def look_at(self, deck: Deck) -> list[QuotePart]:
        """The quotes on its cards that are to be looked at."""
        return [self._look[one] for one, _ in deck.look]

    def _take_quotes(self, excerpts: Sequence[Excerpt]) -> None:
        coded: dict[str, list[Span]] = {}
        for one in excerpts:
            coded.setdefault(one.document_id, []).append(Span(one.start, one.stop))
        for quote in self.kept.quotes:
            if not any(quote.span.overlaps(span) for span in coded.get(quote.document_id, ())):
                continue
            if quote.printed is None:
                who = quote.citation.people
                self._held[quote.short_id] = HeldBack(quote.short_id, who, Consent.NOT_RECORDED, objection=quote.held)
            elif self._is_new(quote.document_id, quote.span):
                if quote.look:
                    self._look[quote.printed.id] = quote
                people = tuple(map(Appearance, quote.citation.people))
                self._take(PrintedExcerpt(quote.printed, Attribution(people, "" if people else quote.citation.text)))

    def _take_excerpts(self, excerpts: Sequence[Excerpt]) -> None:
        themed = self.read.themed
        for one in excerpts:
            if one.id in themed.interviewers:
                continue
            if one.id in themed.held:
                self._held[one.id] = themed.held[one.id]
            elif self._is_new(one.document_id, Span(one.start, one.stop)):
                self._take(PrintedExcerpt(themed.cleared[one.id], themed.attribution(one)))

    def _is_new(self, document_id: str, span: Span) -> bool:
        if any(other == document_id and span.overlaps(used) for other, used in self._used):
            return False
        self._used.append((document_id, span))
        return True

    def _take(self, excerpt: PrintedExcerpt) -> None:
        words = count_words(excerpt.words.text)
        if words > LONGEST_CARD:
            self._long[excerpt.id] = words
        else:
            self._cards.append(by_name_alone(excerpt))

    def _by_rule(self) -> Iterator[PrintedExcerpt]:
        for theme in self.found.themes:
            yield from map(by_name_alone, theme.quotes)
        for _, against in self.found.against:
            yield from map(by_name_alone, against)
