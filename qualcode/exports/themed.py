"""The excerpts of a report: judged for its audience, chosen for print; no study's file is read here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from qualcode.analysis.documents import OpenDocument
from qualcode.analysis.excerpts import Excerpt, is_interviewers
from qualcode.analysis.objections import objection_to
from qualcode.analysis.verbatims import speaker_of, verbatim_of
from qualcode.codebooks.code import Code
from qualcode.exports.choices import Order, ReportChoices
from qualcode.exports.counting import CodeLine, Counting
from qualcode.exports.material import Material
from qualcode.exports.numbers import CountsTable, LeftOut, without_small
from qualcode.exports.phrases import place
from qualcode.exports.printed import Appearance, Attribution, PrintedExcerpt, SeeExcerpt
from qualcode.exports.report import AreaChapter, CodebookEntry, CodeSection
from qualcode.participants.disclosure import Audience, Cleared, HeldBack, Line, Verbatim, clear
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Turn

# What was printed is looked up by stretches of a document: comparing all with all cost half of the gathering.
_STRETCH = 2000

NO_AREA = Code(id="", parent_id=None, is_area=True, index="", name="Codes in no area")


class Themed:
    """The excerpts in question, judged for the audience, and chosen for print in the order of the codebook."""

    def __init__(self, study: Material, choices: ReportChoices, found: list[Excerpt], day: date) -> None:
        self.study = study
        self.choices = choices
        self.excerpts = found
        self.by_code: dict[str, list[Excerpt]] = defaultdict(list)
        for excerpt in found:
            self.by_code[excerpt.code_id].append(excerpt)
        clearance = clear((self._verbatim(excerpt) for excerpt in found), choices.audience, on=day, names=study.names)
        self.cleared: dict[str, Cleared] = {cleared.id: cleared for cleared in clearance.cleared}
        self.held: dict[str, HeldBack] = {held.id: held for held in clearance.held_back}
        self.interviewers = {excerpt.id for excerpt in found if self._is_interviewers(excerpt)}
        # A report for the team prints them with who says them.
        self.prints_interviewers = choices.audience is Audience.TEAM or choices.questions
        self._unasked: set[str] = set() if self.prints_interviewers else self.interviewers
        self._counting = Counting(study, self.by_code, self.interviewers)
        self._gone: dict[str, tuple[set[Kind | None], set[Kind | None]]] = {}
        self._codes_in_chapters: set[str] = set()
        self._printed: dict[tuple[str, int], list[tuple[Span, str, str]]] = defaultdict(list)

    # One passage

    def _verbatim(self, excerpt: Excerpt) -> Verbatim:
        study = self.study
        document = study.documents[excerpt.document_id]
        turns = study.touched(excerpt)
        found = verbatim_of(
            excerpt.id,
            document,
            Span(excerpt.start, excerpt.stop),
            turns,
            study.people,
            study.consents.get(document.id),
            self.choices.audience,
        )
        # Of what is printed although consent does not allow it, the words alone are.
        alone = found.although is not None and self.choices.audience is Audience.OUTSIDE
        if self.choices.questions and not alone and (question := self._question(document, turns)):
            line = Line("Interviewer", question.span.of(document.text), is_question=True)
            found = replace(found, lines=(line, *found.lines))
        return found

    def _question(self, document: OpenDocument, turns: Sequence[Turn]) -> Turn | None:
        """What the interviewer asked just before the passage."""
        if not turns:
            return None
        before = document.turns.index(turns[0]) - 1
        if before < 0:
            return None
        turn = document.turns[before]
        speaker = speaker_of(document, turn)
        asks = speaker is not None and speaker.is_interviewer
        return turn if asks and objection_to(document.text, [turn.span], document.objected) is None else None

    def _is_interviewers(self, excerpt: Excerpt) -> bool:
        document = self.study.documents[excerpt.document_id]

        def asking() -> Iterator[bool]:
            speaking = (speaker_of(document, turn) for turn in self.study.touched(excerpt))
            return (one is not None and one.is_interviewer for one in speaking)

        return is_interviewers(document.kind, excerpt.participant_id, asking)

    def attribution(self, excerpt: Excerpt) -> Attribution:
        document = self.study.documents[excerpt.document_id]
        span = Span(excerpt.start, excerpt.stop)
        if citation := self.study.citations.of(document.id, span):
            return Attribution((), citation)
        turns = self.study.touched(excerpt)
        names: dict[str, Appearance] = {}
        if excerpt.id in self.interviewers:
            names[""] = Appearance("Interviewer")
        for turn in turns:
            speaker = speaker_of(document, turn)
            person = self.study.people.get(speaker.participant_id or "") if speaker else None
            if person is not None:
                facts = person.facts(self.study.attributes, printable_only=True)
                names[person.id] = Appearance(person.pseudonym, tuple(facts))
        timed = next((turn.seconds for turn in turns if turn.seconds is not None), None)
        outside = self.choices.audience is Audience.OUTSIDE
        return Attribution(
            tuple(names.values()),
            self.study.numbers[document.id] if outside else document.called,
            self.study.citations.page(document.id, span) or place(seconds=timed, turn=excerpt.turn),
        )

    # One code

    def chapter(self, area: Code) -> AreaChapter | None:
        """An area with its codes; None where none of them was asked for, or nothing stands outside the areas."""
        tops = self.study.book.outside_areas() if not area.id else None
        walked = (
            [(code, depth + 1) for code, depth in self.study.book.walk(area.id)]
            if tops is None
            else [pair for top in tops for pair in [(top, 1), *((c, d + 2) for c, d in self.study.book.walk(top.id))]]
        )
        wanted = [
            (code, depth)
            for code, depth in walked
            if self._is_wanted(code.id) and (code.state != "retired" or self.by_code.get(code.id))
        ]
        if not wanted or (not area.in_totals and not self.choices.context):
            return None
        self._codes_in_chapters.update(code.id for code, _ in wanted)
        inside = [excerpt for code, _ in wanted for excerpt in self.by_code.get(code.id, ())]
        used = {code.id for code, _ in wanted if self._is_used(code)}
        lines = [CodeLine(code.id, depth, self.by_code.get(code.id, ()), self._below(code)) for code, depth in wanted]
        self._gone |= self._counting.hidden(lines, self.choices.fewest)
        few = self._counting.small(inside, self.choices.fewest)
        hidden = {code.id for code, _ in wanted if self._gone[code.id][0]}
        counts = without_small(self._counting.area_counts(inside), self.choices.fewest, few)
        return AreaChapter(
            index=area.index,
            name=area.name,
            codes=tuple(self._section(code, depth) for code, depth in wanted if code.id in used),
            counts=counts if self.choices.counts else None,
            chart=self._counting.chart(area, [code for code, _ in wanted], hidden) if self.choices.charts else None,
            in_totals=area.in_totals,
            unused=tuple(code.title for code, _ in wanted if code.id not in used),
            asked=self.study.narrowed,
        )

    def in_chapters(self) -> list[Excerpt]:
        """The excerpts under the codes of the chapters made so far, printed or not."""
        return [excerpt for excerpt in self.excerpts if excerpt.code_id in self._codes_in_chapters]

    def _is_wanted(self, code_id: str) -> bool:
        return (
            self.choices.codes is None
            or code_id in self.choices.codes
            or any(above.id in self.choices.codes for above in self.study.book.ancestors(code_id))
        )

    def _is_used(self, code: Code) -> bool:
        """Whether it, or a code under it, has an excerpt."""
        return any(self.by_code.get(below) for below in self.study.book.with_descendants(code.id))

    def _is_left_out(self, code: Code) -> bool:
        """Whether it stands in an area outside the totals, where those were not asked for."""
        area = self.study.book.area_of(code.id)
        return area is not None and not area.in_totals and not self.choices.context

    def _section(self, code: Code, depth: int) -> CodeSection:
        found = self.by_code.get(code.id, [])
        printable = [excerpt for excerpt in found if excerpt.id in self.cleared and excerpt.id not in self._unasked]
        chosen = self._choose([e for e in printable if not e.against]) + self._choose(
            [e for e in printable if e.against]
        )
        everything = self._below(code)
        nested = everything[len(found) :]
        own_gone, all_gone = self._gone[code.id]
        counts = self._counting.counts(found, everything if nested else ())
        return CodeSection(
            index=code.index,
            name=code.name,
            depth=depth,
            definition=code.definition if self.choices.definitions else "",
            counts=without_small(counts, self.choices.fewest, own_gone, all_gone) if self.choices.counts else None,
            excerpts=tuple(self._item(excerpt, code) for excerpt in chosen),
            left_out=() if own_gone else tuple(self._left_out(found, {excerpt.id for excerpt in chosen})),
        )

    def _below(self, code: Code) -> list[Excerpt]:
        """A code's own excerpts, and then those of all codes below it."""
        below = self.study.book.with_descendants(code.id) - {code.id}
        own = self.by_code.get(code.id, [])
        return [*own, *(excerpt for code_id in below for excerpt in self.by_code.get(code_id, ()))]

    def _left_out(self, found: Sequence[Excerpt], chosen: set[str]) -> Iterator[LeftOut]:
        """What of a code's excerpts is not printed, apart for each kind of document."""
        for kind in self._counting.kinds_apart:
            ids = {excerpt.id for excerpt in self._counting.of_kind(found, kind)} - chosen
            held_back = ids & self.held.keys()
            unasked = (ids - held_back) & self._unasked
            if ids:
                yield LeftOut(len(ids) - len(held_back) - len(unasked), len(held_back), len(unasked), kind)

    def _choose(self, printable: list[Excerpt]) -> list[Excerpt]:
        """Up to n of what may be printed: kept quotes first, then one for each participant in turn."""
        if self.choices.per_code is not None and len(printable) > self.choices.per_code:
            kept = [excerpt for excerpt in printable if self.is_kept(excerpt)]
            queues: dict[str | None, list[Excerpt]] = defaultdict(list)
            for excerpt in printable:
                if excerpt not in kept:
                    queues[excerpt.participant_id].append(excerpt)
            rest: list[Excerpt] = []
            while any(queues.values()):
                rest += [queue.pop(0) for queue in queues.values() if queue]
            chosen = set((kept + rest)[: self.choices.per_code])
            printable = [excerpt for excerpt in printable if excerpt in chosen]
        if self.choices.order is Order.PARTICIPANT:
            printable = sorted(printable, key=lambda excerpt: self._pseudonym(excerpt.participant_id))
        return printable

    def _pseudonym(self, participant_id: str | None) -> tuple[bool, int, str]:
        """Sorts P2 before P10, and passages that are nobody's last."""
        person = self.study.people.get(participant_id or "")
        return (True, 0, "") if person is None else (False, len(person.pseudonym), person.pseudonym)

    def is_kept(self, excerpt: Excerpt) -> bool:
        """Whether a quote was kept from its words."""
        span = Span(excerpt.start, excerpt.stop)
        return any(span.overlaps(kept) for kept in self.study.kept.get(excerpt.document_id, ()))

    def _item(self, excerpt: Excerpt, code: Code) -> PrintedExcerpt | SeeExcerpt:
        span = Span(excerpt.start, excerpt.stop)
        names = tuple(sorted(self.study.coders[c] for c in excerpt.coder_ids)) if self.choices.coder_names else ()
        memos = tuple(memo for coding in excerpt.coding_ids for memo in self.study.memos.get(coding, ()))
        attribution = self.attribution(excerpt)
        for earlier, printed_as, under in self._printed[excerpt.document_id, span.start // _STRETCH]:
            if earlier.covers(span):
                return SeeExcerpt(excerpt.id, printed_as, under, attribution, excerpt.against, names, memos)
        for stretch in range(span.start // _STRETCH, span.end // _STRETCH + 1):
            self._printed[excerpt.document_id, stretch].append((span, excerpt.id, code.title))
        kind = Kind(self.study.documents[excerpt.document_id].kind) if len(self.study.kinds) > 1 else None
        return PrintedExcerpt(self.cleared[excerpt.id], attribution, excerpt.against, names, memos, kind)

    def tables(self) -> tuple[CountsTable, ...]:
        """Excerpts of each code by participant, a table for each kind of document; none where few are hidden."""
        if self.choices.fewest:
            return ()
        return self._counting.tables(
            [
                (code, depth)
                for code, depth in self.study.book.walk()
                if not code.is_area
                and self._is_wanted(code.id)
                and not self._is_left_out(code)
                and (code.state != "retired" or self.by_code.get(code.id))
            ]
        )

    def appendix(self) -> tuple[CodebookEntry, ...]:
        """The codes the report is about, each with what it stands under."""
        return tuple(
            CodebookEntry(
                index=code.index,
                name=code.name,
                depth=0 if code.is_area else max(depth, 1),
                definition=code.definition,
                use_when=code.use_when,
                do_not_use_when=code.do_not_use_when,
                # It may be somebody's own words, which nobody has cleared.
                example=code.example if self.choices.audience is Audience.TEAM else "",
                state="" if code.is_area else str(code.state),
            )
            for code, depth in self.study.book.walk()
            if any(map(self._is_wanted, self.study.book.with_descendants(code.id))) and not self._is_left_out(code)
        )
