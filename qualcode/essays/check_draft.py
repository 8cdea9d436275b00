"""A draft proven against the transcripts: every quotation found, and whatever keeps it from being printed."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from qualcode.analysis.although import OverriddenWords, printed_although
from qualcode.analysis.citations import references
from qualcode.analysis.phrases import counted, listed, sentence_case
from qualcode.analysis.study import language
from qualcode.essays.aligned import Difference
from qualcode.essays.cuts import sense_added, sense_lost
from qualcode.essays.drafts.attributed import Attributions, Claim
from qualcode.essays.drafts.beside import WritersWords
from qualcode.essays.drafts.draft import Draft, SetApart
from qualcode.essays.drafts.introduced import is_given
from qualcode.essays.drafts.pseudonyms import Pseudonyms
from qualcode.essays.drafts.publications import Given, GivenTo, Publications, is_term
from qualcode.essays.drafts.quoted import Quoted, quoted_in
from qualcode.essays.ends import told_of_marks, with_ends
from qualcode.essays.facts_beside import FactsBeside
from qualcode.essays.findings import (
    AS_RECORDED,
    CITED,
    NOT_OURS,
    OTHER_TEXT,
    Checked,
    Finding,
    Source,
    Told,
    Trouble,
    in_words,
    told_of_words,
)
from qualcode.essays.ids_beside import IdsBeside, told_of_ids
from qualcode.essays.names_in_draft import NameHere, labels, real_names
from qualcode.essays.not_ours import not_ours, plain
from qualcode.essays.places_beside import place_in, told_of_place
from qualcode.essays.recorded import Recorded
from qualcode.essays.said import Said
from qualcode.essays.searched import NOT_SAID, Searched, Way, Wording, search
from qualcode.essays.voices import Voices
from qualcode.essays.whose import Whose
from qualcode.essays.wording import quoted_words
from qualcode.participants.consent import Consent
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import ListState
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span

_MOST_REPEATS = 20  # of one passage that are looked at
_MOST_REPEATS_TOLD = 2
_MOST_BEGINNING = 6  # words of a paragraph by which it is found
_TRANSLATED = re.compile(r"\btranslat|\bübersetz|\btradu[cizk]", re.IGNORECASE)
_ELLIPSES = str.maketrans("⋯‥︙⋮", "……" + "……")  # other dots that stand for words left out
_NO_WORDS = {
    Trouble.ALTERED: "Other words than were said, which may not be shown here.",
    Trouble.PUNCTUATION: "The words are the same, the punctuation or a capital is not.",
    Trouble.SENSE: "It leaves out words: look whether it still says what was said.",
}


def check_draft(
    conn: sqlite3.Connection, draft: Draft, *, on: date, audience: Audience = Audience.OUTSIDE
) -> Checked:
    """Hold a draft against the study as it stands, for an audience on a day; reads, and changes nothing.

    Punctuation at the ends of a quotation is the writer's, and so is the capital it begins with. 10,000 words against
    1,000 documents of 8,000 take some seconds. Raises TypeError for a connection that carries no list of names.
    """
    check = _Check(conn, draft, audience, on)
    quoted = check.quoted()
    quotations = {one: finding for one in quoted if (finding := check.finding(one)) is not None}
    for one, told in check.recognisable(quoted, quotations).items():
        quotations[one] = replace(quotations[one], troubles=(*quotations[one].troubles, *told))
    found = _told_of_repeats(list(quotations.values()))
    findings = sorted([*found, *check.names()], key=lambda one: (one.paragraph, one.span))
    return Checked(draft, audience, tuple(findings), check.said.names.state)


class _Check:
    """What is read of a study for one draft."""

    def __init__(self, conn: sqlite3.Connection, draft: Draft, audience: Audience, on: date) -> None:
        self.said = Said(conn)
        self._draft, self._audience = draft, audience
        self._voices = Voices(conn, self.said, audience, on)
        self._whose_words = Whose(conn, self.said, self._voices)
        self._recorded = Recorded(conn, self.said)
        self._overridden = OverriddenWords(conn, on)
        self._language = language(conn)
        self._quotations = with_ends(self.said, quoted_in(draft, self._voices.pseudonyms))
        self._names = Pseudonyms(draft, self._voices.pseudonyms, self._voices.aliases)
        self._claims = Attributions(draft, self._names, self._quotations)
        self._ids = IdsBeside(conn, draft, self._names.only_says_who)
        self._whose: dict[Quoted, tuple[str, ...]] = {}
        self._named: set[Quoted] = set()
        self._conn = conn

    def quoted(self) -> list[Quoted]:
        """The quotations, without paragraphs set apart that only say whose words stand before them."""
        words = [one.words for one in self._draft.paragraphs]
        return [
            one
            for one in self._quotations
            if one.apart is SetApart.NOT or not self._names.only_says_who(words[one.paragraph])
        ]

    def recognisable(self, quoted: Sequence[Quoted], found: Collection[Quoted]) -> dict[Quoted, list[Told]]:
        """What is told beside quotations of the people whose they are, and would point them out outside the team."""
        if self._audience is not Audience.OUTSIDE:
            return {}
        words = WritersWords(self._draft, self._names, quoted)
        whose = {one: self._whose[one] for one in found if self._whose.get(one)}
        everybody = [person.id for person in self._voices.people]
        return FactsBeside(self._conn, words).troubles(whose, self._named, everybody)

    def names(self) -> Iterator[Finding]:
        """The names in the draft that are not to be printed; labels of speakers only outside the team."""
        found: list[NameHere] = list(real_names(self._draft, self.said.names))
        if self._audience is Audience.OUTSIDE and self.said.names.state is not ListState.NOT_NEEDED:
            found += labels(self._draft, self.said.names, self._voices.people)
        for one in found:
            finding = self._at(one.paragraph, one.span, one.shown, str(one.told.trouble))
            if one.place:
                finding = replace(finding, place=one.place, heading="")
            yield replace(finding, troubles=(one.told,), notes=one.notes, where=one.where)

    def _at(self, paragraph: int, span: Span, words: str, found: str) -> Finding:
        place, heading = self._draft.place(paragraph), self._draft.heading_above(paragraph)
        before = self._draft.paragraphs[paragraph].words[: span.start].rstrip(" \t\n“‘\"'«„»")
        begins = self.said.names.show(" ".join(before.split(maxsplit=_MOST_BEGINNING)[:_MOST_BEGINNING]))
        return Finding(paragraph, span, place, self.said.names.show(heading), words, found, begins=begins)

    def finding(self, quoted: Quoted) -> Finding | None:
        """What is to be said of a quotation; None for indented words that are nobody's."""
        claim = self._claims.of(quoted)
        claimed = self._voices.ids(claim.people)
        if claimed:
            self._named.add(quoted)
        self._whose[quoted] = tuple(claimed)
        span, words, found = self._searched(quoted)
        ways = list(found.ways)
        if len(ways) > 1:
            ways.sort(key=lambda way: self._doubts(way, claimed, words))
        beside = self._ids.of(quoted)
        named = [way for way in ways if any(one.is_of(way, self.said) for one in beside)]
        where = place_in(claim.source, self._voices)
        ways = named or [way for way in ways if where.is_of(self._voices.spoken(way))] or ways
        by_claimed = claim.beside and bool(ways) and self._voices.is_by(ways[0], claimed)
        if found.wording is Wording.TOO_SHORT and (named or by_claimed):
            found = Searched(Wording.EXACT, found.ways)
        finding = self._at(quoted.paragraph, span, " ".join(words.split()), str(found.wording))
        if found.wording not in NOT_SAID:
            if not claimed or (not claim.sure and not self._voices.is_by(ways[0], claimed)):
                self._named.discard(quoted)
                self._whose[quoted] = self._voices.people_of(ways[0])
            told = self._told(finding, found.wording, ways[0], words, quoted, claim, len(ways))
            also = [
                *told_of_ids(beside, is_named=bool(named)),
                *told_of_place(where, ways, self._voices),
            ]
        elif quoted.apart is SetApart.INDENTED and not (
            found.wording is Wording.NOT_FOUND and is_given(self._draft, quoted.paragraph, to_somebody=claim.beside)
        ):
            return None
        else:
            is_short = found.wording is Wording.TOO_SHORT and (bool(ways) or not claim.beside)
            told, also = finding if is_short else self._missing(finding, quoted, claim), []
        return replace(told, troubles=(*told_of_marks(quoted), *told.troubles, *also))

    @cached_property
    def _not_ours(self) -> Collection[str]:
        return not_ours(self._conn)

    @cached_property
    def _publications(self) -> Publications:
        return Publications(self._draft, references(self._conn))

    def _doubts(self, way: Way, claimed: Sequence[str], words: str) -> tuple[bool, bool, int]:
        """What speaks against a way, where the same words stand in several places: the least is the likeliest."""
        marks = sum(len(match.marks(self.said, words)) for match in way.found)
        return not self._voices.is_by(way, claimed), self._voices.held(way) is not None, marks

    def _searched(self, quoted: Quoted) -> tuple[Span, str, Searched]:
        """Where in the paragraph a quotation stands, its words as they were looked for, and what was found of it."""
        words = self.said.names.show(quoted.words.translate(_ELLIPSES))
        found = search(self.said, quoted_words(self._names.without_labels(words)))
        end = None if quoted.apart is SetApart.NOT else self._names.tail(quoted.words)
        if end is not None and found.wording not in (Wording.EXACT, Wording.TRIMMED):
            shorter = self.said.names.show(quoted.words[:end])
            again = search(self.said, quoted_words(self._names.without_labels(shorter)))
            if again.wording not in NOT_SAID:
                return Span(quoted.span.start, quoted.span.start + end), shorter, again
        return quoted.span, words, found

    def _missing(self, finding: Finding, quoted: Quoted, claim: Claim) -> Finding:
        """A quotation that stands nowhere."""
        if not claim.people and plain(finding.words) in self._not_ours:
            return replace(finding, found=NOT_OURS)
        source = GivenTo(Given.NOBODY) if claim.sure else self._publications.source_of(quoted)
        shown = in_marks(self.said.names.show(source.words))
        if source.given is Given.PUBLICATION:
            note = f"The draft gives it to a publication: {shown}. The study does not have these words."
            return replace(finding, found=CITED, notes=(note,))
        if source.given is Given.OTHER:
            note = f"The draft gives it to another text: {shown}. The study does not have these words."
            return replace(finding, found=OTHER_TEXT, notes=(note,))
        if source.given is Given.NOBODY and not claim.people and is_term(self._draft, quoted):
            return replace(finding, found=str(Wording.TOO_SHORT))
        who = self._voices.named(claim.people) if claim.sure else ""
        sentence = f"{who} says this nowhere in the study." if who else "This stands nowhere in the study."
        if source.given is Given.UNKNOWN:
            sentence = f"This stands nowhere in the study; it is given to {shown}, which is not in the references."
        if _TRANSLATED.search(f"{claim.source} {claim.words}"):
            sentence += " A translation cannot be looked for: put the words as they were said beside it."
        return replace(finding, found=str(Wording.NOT_FOUND), troubles=(Told(Trouble.NOT_FOUND, sentence),))

    def _told(
        self, finding: Finding, wording: Wording, way: Way, words: str, quoted: Quoted, claim: Claim, ways: int
    ) -> Finding:
        """A quotation that was found, with what is wrong about it."""
        sources = self._voices.sources(way)
        if self._voices.may_be_seen(way):
            troubles, differences = self._told_of_words(wording, way, words, sources)
            if not self._voices.may_leave(way):
                troubles = [replace(told, in_copy=_NO_WORDS.get(told.trouble, "")) for told in troubles]
        else:
            unlike = wording in (Wording.ALTERED, Wording.JOINED)
            troubles = [Told(Trouble(str(wording)), "What was said may not be shown.")] if unlike else []
            differences = []
        troubles += self._whose_words.told(way, claim, lambda: self._publications.source_of(quoted))
        held = self._voices.held(way)
        may_ask = held is not None and held.consent is Consent.ASK_FIRST and not held.expired
        if held is not None and not (may_ask and self._recorded.is_approved_so(way, words)):
            who = listed(held.participants)
            told = f"{who}: {held.reason}." if who else f"{sentence_case(held.reason)}."
            troubles.append(Told(Trouble.CONSENT, told))
        troubles += self._recorded.refusals(way, words)
        as_recorded = wording is Wording.TRIMMED and self._recorded.is_trimmed_so(way, words)
        although = [*self._voices.although(way), *self._overridden.in_words(words, refused_alone=True)]
        return replace(
            finding,
            found=AS_RECORDED if as_recorded else finding.found,
            sources=sources,
            differences=tuple(differences),
            troubles=tuple(troubles),
            notes=tuple(self._notes(way, words, ways)),
            quotes=tuple(quote.id for quote in self._recorded.quotes(way)),
            although=" ".join(printed_although(dict.fromkeys(although))),
        )

    def _told_of_words(
        self, wording: Wording, way: Way, words: str, sources: Sequence[Source]
    ) -> tuple[list[Told], list[Difference]]:
        """How the words differ from those said: as words, or else in their punctuation alone."""
        differences = [one for match in way.found for one in match.differences(self.said, words)]
        differences += [Difference(" ".join(part.of(words).split()), "") for part in way.missing]
        troubles = told_of_words(wording, way, differences, sources)
        if troubles:
            return troubles, differences
        marks = [one for match in way.found for one in match.marks(self.said, words)]
        decided = wording is not Wording.TRIMMED or self._recorded.is_trimmed_so(way, words)
        if not decided:
            for trouble, does, some in (
                (Trouble.SENSE, "leaves out", sense_lost),
                (Trouble.ADDED, "puts in", sense_added),
            ):
                if found := some(self.said, way, words, self._language):
                    which = listed([in_marks(word) for word in found])
                    told = f"It {does} {which}: look whether it still says what was said."
                    troubles.append(Told(trouble, told))
        if marks:
            told = f"The words are the same, the punctuation or a capital is not: {in_words(marks)}."
            troubles.append(Told(Trouble.PUNCTUATION, told))
        return troubles, marks

    def _notes(self, way: Way, words: str, ways: int) -> Iterator[str]:
        """Sentences on what is no trouble."""
        if ways > 1:
            yield f"The same words stand in {counted(ways, 'place')} of the study."
        put_in = self._voices.passed_over(way) if way.is_exact and self._voices.may_be_seen(way) else []
        if put_in and self._voices.may_leave(way):
            yield f"An interviewer’s {listed([in_marks(one) for one in put_in])} in between is left out."
        elif put_in:
            yield "What an interviewer says in between is left out."
        yield from self._recorded.notes(way)
        if not way.is_exact and self.said.stood_before({one.stretch.document for one in way.found}, words):
            yield "The words stood so before the text was changed."


def _told_of_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, each with where else in the draft the same passage is quoted."""
    by_document: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for number, finding in enumerate(findings):
        for source in finding.sources:
            by_document[source.document_id].append((source.span, number))
    others: dict[int, set[int]] = defaultdict(set)
    for places in by_document.values():
        places.sort()
        for at, (span, number) in enumerate(places):
            for following, other in places[at + 1 : at + 1 + _MOST_REPEATS]:
                if following.start >= span.end:
                    break
                if number != other:
                    others[number].add(other)
                    others[other].add(number)
    told = []
    for number, finding in enumerate(findings):
        if number in others:
            places_of = list(dict.fromkeys(findings[other].place for other in sorted(others[number])))
            more = len(places_of) - _MOST_REPEATS_TOLD
            told_of = [*places_of[:_MOST_REPEATS_TOLD], *([counted(more, "more place")] if more > 0 else [])]
            finding = replace(finding, notes=(*finding.notes, f"Also quoted in {listed(told_of)}."))
        told.append(finding)
    return told
