"""What the briefing paper of one area is made of, out of what was read of the whole study."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from qualcode.analysis.answer_codes import answered_questions
from qualcode.analysis.counts.asked import Asked
from qualcode.analysis.counts.reach import Reaches
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.groups import GroupsBeside
from qualcode.analysis.memos import MemoEntry, Thing
from qualcode.analysis.themes import Theme as Claim
from qualcode.analysis.themes import theme_reach
from qualcode.codebooks.code import Code, Codebook, State
from qualcode.exports.briefing_material import (
    FEW_AGAINST,
    FEW_ANSWERS,
    LONGEST,
    Answered,
    AreaMemo,
    BriefingChoices,
    BriefingMaterial,
    Evidence,
    Theme,
)
from qualcode.exports.gather_accounts import cleared_words
from qualcode.exports.memo_words import thing_in_print, thing_words
from qualcode.exports.method import Method
from qualcode.exports.printed import PrintedExcerpt
from qualcode.exports.themed import Themed
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True)
class StudyRead:
    """What all papers draw on.

    `coded` are all excerpts of the study, `themed` those of the areas, judged. `order` is the place and `kinds` the
    kind of each document by its id; `evidence` are the documents of that kind. `counting` is of the kinds in which
    people were heard, and `reaches` are of these; `groups` are of all in which participants speak. `memos` are those
    of the kinds that have a section.
    """

    conn: sqlite3.Connection
    choices: BriefingChoices
    day: date
    book: Codebook
    themed: Themed
    coded: Sequence[Excerpt]
    order: Mapping[str, int]
    kinds: Mapping[str, Kind]
    evidence: Sequence[str]
    counting: Asked
    reaches: Mapping[str, Reaches]
    groups: Sequence[tuple[str, GroupsBeside]]
    memos: Sequence[MemoEntry]
    claims: Sequence[Claim]
    method: Method


def area_material(read: StudyRead, area: Code) -> BriefingMaterial:
    """What the paper of one area needs."""
    return _Area(read, area).material()


def memos_about(read: StudyRead, area: Code) -> list[MemoEntry]:
    """The memos about an area, its codes or passages under them, in the order to write them up in."""
    return _Area(read, area).memos()


class _Area:
    """One area being gathered; what was quoted once is not quoted again."""

    def __init__(self, read: StudyRead, area: Code) -> None:
        self._read, self._area = read, area
        self._inside = read.book.with_descendants(area.id)
        self._found = sorted(
            (one for one in read.themed.excerpts if one.code_id in self._inside),
            key=lambda one: (read.order[one.document_id], one.start, one.stop),
        )
        self._used = {one.code_id for one in self._found}
        self._quoted: dict[str, list[Span]] = defaultdict(list)
        self._times = Counter[str]()  # how often somebody was quoted
        self._held: list[HeldBack] = []

    def material(self) -> BriefingMaterial:
        """All of it, quotes in the order in which they are printed."""
        read = self._read
        evidence = self._evidence()
        codes = list(self._themes(self._area.id))
        survey = list(self._survey())
        answers = self._few([one for one in self._in(Kind.SURVEY_ANSWER) if not one.against], FEW_ANSWERS)
        memos, unshown = self._memos()
        held = [read.themed.held[one.id] for one in self._found if one.id in read.themed.held]
        return BriefingMaterial(
            choices=read.choices,
            area=self._area.title,
            reaches=self._reaches(self._area),
            definition=self._area.definition,
            codes=[code.title for code in read.book.children(self._area.id) if self._is_printed(code)],
            evidence=evidence,
            themes=codes,
            claims=list(self._claims()),
            survey=survey,
            answers=tuple(self._print(one) for one in answers),
            groups=[(name, self._of_area(found)) for name, found in read.groups],
            against=list(self._against()),
            memos=memos,
            unshown=unshown,
            held=[*held, *self._held],
            method=read.method,
            excerpts=len(self._found),
            passages=self._passages(),
        )

    # Passages

    @cached_property
    def _spans(self) -> Mapping[str, Sequence[Span]]:
        """The passages of each document."""
        spans: dict[str, list[Span]] = defaultdict(list)
        for one in self._found:
            spans[one.document_id].append(_span(one))
        return spans

    def _in(self, kind: Kind) -> list[Excerpt]:
        return [one for one in self._found if self._read.kinds[one.document_id] is kind]

    @cached_property
    def _heard(self) -> list[Excerpt]:
        """The passages of the kinds in which people were heard."""
        heard = set(self._read.counting.kinds or ())
        return [one for one in self._found if self._read.kinds[one.document_id] in heard]

    def _passages(self) -> dict[Kind, int]:
        """How many there are in each kind of document, one under several codes once."""
        found = {(one.document_id, one.start, one.stop) for one in self._found}
        numbers = Counter(self._read.kinds[document] for document, _, _ in found)
        return {kind: numbers[kind] for kind in Kind if numbers[kind]}

    def _reaches(self, code: Code) -> Reaches:
        return self._read.reaches.get(code.id) or Reaches((), self._read.method.sources.counted_codings)

    def _against(self) -> Iterator[tuple[str, list[PrintedExcerpt]]]:
        """Some of what goes against the codes, code by code."""
        chosen = self._few([one for one in self._heard if one.against], FEW_AGAINST)
        for code, _ in self._read.book.walk(self._area.id):
            if some := [self._print(one) for one in chosen if one.code_id == code.id]:
                yield code.title, some

    def _few(self, found: Sequence[Excerpt], most: int) -> list[Excerpt]:
        """At most so many of those that can be quoted, each of somebody else, in their order.

        Kept quotes come first, then who was quoted least in this paper, then what comes first.
        """
        left = [one for one in found if self._can_be_quoted(one)]
        chosen: list[Excerpt] = []
        while left and len(chosen) < most:
            best = min(left, key=self._turn)
            chosen.append(best)
            self._times[_whose(best)] += 1
            self._quoted[best.document_id].append(_span(best))
            left = [one for one in left if _whose(one) != _whose(best) and not self._is_quoted(one)]
        return [one for one in found if one in chosen]

    def _turn(self, excerpt: Excerpt) -> tuple[bool, int]:
        """Sorts those first whose turn it is to be quoted."""
        return not self._read.themed.is_kept(excerpt), self._times[_whose(excerpt)]

    def _is_quoted(self, excerpt: Excerpt) -> bool:
        return any(_span(excerpt).overlaps(one) for one in self._quoted[excerpt.document_id])

    def _can_be_quoted(self, excerpt: Excerpt) -> bool:
        """Whether these readers may have it, it is nobody's question, short enough, and not quoted above."""
        themed = self._read.themed
        if excerpt.id not in themed.cleared or excerpt.id in themed.interviewers or self._is_quoted(excerpt):
            return False
        return count_words(themed.cleared[excerpt.id].text) <= LONGEST

    def _print(self, excerpt: Excerpt) -> PrintedExcerpt:
        themed, study = self._read.themed, self._read.themed.study
        kind = self._read.kinds[excerpt.document_id]
        who = themed.attribution(excerpt)
        if kind is not Kind.EVIDENCE:
            # Shorter than its name, and the same for the team and for readers outside.
            who = replace(who, document=study.numbers[excerpt.document_id])
        kinds = kind if len(study.kinds) > 1 else None
        return PrintedExcerpt(themed.cleared[excerpt.id], who, excerpt.against, kind=kinds)

    # Sections

    def _evidence(self) -> Evidence:
        read, found = self._read, self._in(Kind.EVIDENCE)
        chosen: list[tuple[str, PrintedExcerpt]] = []
        for code in read.book.children(self._area.id):
            below = read.book.with_descendants(code.id)
            some = self._few([one for one in found if one.code_id in below and not one.against], 1)
            chosen += [(code.title, self._print(one)) for one in some]
        cited = list(dict.fromkeys(one.document_id for one in found))
        return Evidence(
            passages=len({(one.document_id, one.start, one.stop) for one in found}),
            documents=len(cited),
            of_documents=len(read.evidence),
            quotes=tuple(chosen),
            sources=tuple(map(self._source, cited)),
        )

    def _source(self, document_id: str) -> str:
        study = self._read.themed.study
        if entry := study.citations.entry(document_id):
            return entry
        outside = self._read.choices.audience is Audience.OUTSIDE
        called = study.numbers[document_id] if outside else study.documents[document_id].called
        return f"{called}: no reference yet."

    def _is_printed(self, code: Code) -> bool:
        """A retired code is printed where it is used."""
        return code.state is not State.RETIRED or not self._used.isdisjoint(self._read.book.with_descendants(code.id))

    def _themes(self, above: str, depth: int = 0) -> Iterator[Theme]:
        """What stands under a code, furthest reach first, each followed by what stands under it."""
        found = [
            Theme(code.id, code.title, depth, self._reaches(code))
            for code in self._read.book.children(above)
            if self._is_printed(code)
        ]
        for theme in sorted(found, key=lambda theme: theme.reached, reverse=True):
            yield self._with_quotes(theme) if not depth else theme
            yield from self._themes(theme.code_id, depth + 1)

    def _with_quotes(self, theme: Theme) -> Theme:
        below = self._read.book.with_descendants(theme.code_id)
        some = self._few(
            [one for one in self._heard if one.code_id in below and not one.against], self._read.choices.quotes
        )
        return replace(theme, quotes=tuple(map(self._print, some)))

    def _claims(self) -> Iterator[tuple[str, Reaches, Reaches]]:
        read = self._read
        for claim in read.claims:
            gathered = (*claim.supporting, *claim.opposing)
            if any(
                one.id in self._inside or any(e.code_id in self._inside for e in one.passages) for one in gathered
            ):
                words, held = cleared_words(read.conn, claim.claim, read.choices.audience, read.day)
                self._held += held
                yield (words, *theme_reach(read.conn, claim))

    def _survey(self) -> Iterator[Answered]:
        read, found = self._read, self._in(Kind.SURVEY_ANSWER)
        if not found:
            return
        answers = dict(
            read.conn.execute("SELECT id, question_id FROM document WHERE question_id IS NOT NULL").fetchall()
        )
        coded = Counter(answers.get(one) for one in {one.document_id for one in read.coded})
        for question in answered_questions(read.conn):
            own = [one for one in found if answers.get(one.document_id) == question.id]
            if own:
                yield Answered(
                    f"{question.label} {question.wording}".strip(),
                    len({one.document_id for one in own}),
                    coded[question.id],
                    question.answers,
                    tuple(self._answers_by_code(own)),
                )

    def _answers_by_code(self, found: Sequence[Excerpt]) -> Iterator[tuple[str, int, int]]:
        for code, depth in self._read.book.walk(self._area.id):
            below = self._read.book.with_descendants(code.id)
            if number := len({one.document_id for one in found if one.code_id in below}):
                yield code.title, number, depth

    def _of_area(self, found: GroupsBeside) -> GroupsBeside:
        """The groups with the rows of this area alone."""
        wanted = self._inside - {self._area.id}
        parts = (
            replace(
                part,
                rows=tuple(
                    replace(row, code=replace(row.code, depth=max(row.code.depth - 1, 0)))
                    for row in part.rows
                    if row.code.code_id in wanted
                ),
            )
            for part in found.parts
        )
        return replace(found, parts=tuple(parts))

    # Memos

    def memos(self) -> list[MemoEntry]:
        """Those about the area, its codes or passages under them."""
        return [entry for entry in self._read.memos if any(map(self._is_of_area, entry.about))]

    def _memos(self) -> tuple[dict[str, list[AreaMemo]], Counter[str]]:
        """The memos about the area by kind; for readers outside none, and how many there are of each kind."""
        about = self.memos()
        if self._read.choices.audience is not Audience.TEAM:
            return {}, Counter(entry.kind for entry in about)
        found: dict[str, list[AreaMemo]] = defaultdict(list)
        for entry in about:
            found[entry.kind].append(self._memo(entry))
        return found, Counter()

    def _memo(self, entry: MemoEntry) -> AreaMemo:
        words, held = cleared_words(self._read.conn, entry.body, self._read.choices.audience, self._read.day)
        self._held += held
        about = [thing for thing in entry.about if not self._is_answer(thing)]
        things = dict.fromkeys(thing_words(thing_in_print(thing, self._read.book)) for thing in about)
        return AreaMemo(words, tuple(things), date.fromisoformat(entry.created_at[:10]), self._became(entry))

    def _is_answer(self, thing: Thing) -> bool:
        """Whether it is what a workshop said: of that the votes are told."""
        return thing.what == "passage" and self._read.kinds.get(thing.document_id or "") is Kind.WORKSHOP_NOTE

    def _became(self, entry: MemoEntry) -> str:
        words, held = cleared_words(self._read.conn, entry.became, self._read.choices.audience, self._read.day)
        self._held += held
        return words

    def _is_of_area(self, thing: Thing) -> bool:
        if thing.gone:
            return False
        if thing.table == "code" or thing.code_id is not None:
            return (thing.code_id or thing.row_id) in self._inside
        if not (span := thing.span):
            return False
        return any(span.overlaps(one) for one in self._spans.get(thing.document_id or "", ()))


def _whose(excerpt: Excerpt) -> str:
    """Whose words they are; a document's, where they are no participant's."""
    return excerpt.participant_id or excerpt.document_id


def _span(excerpt: Excerpt) -> Span:
    return Span(excerpt.start, excerpt.stop)
