"""The numbers of a report: how often each code is used, kind of document by kind, which are never added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.analysis.excerpts import Excerpt
from qualcode.codebooks.code import Code
from qualcode.exports.figures import Bars, Series
from qualcode.exports.material import Material
from qualcode.exports.numbers import Counts, CountsRow, CountsTable, Tally
from qualcode.exports.phrases import counted, documents_of, listed, plural, sentence_case
from qualcode.exports.small_cells import Line, hidden_in_tree, is_small
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True)
class _Base:
    """What is counted against: the documents in question and the participants who speak in them."""

    documents: frozenset[str]
    participants: frozenset[str]


@dataclass(frozen=True)
class CodeLine:
    """A code at its depth, with its own excerpts and all with those of the codes below it."""

    code_id: str
    depth: int
    own: Sequence[Excerpt]
    nested: Sequence[Excerpt]


class Counting:
    """Counts excerpts by code; `interviewers` are the ids of those in an interviewer's words alone."""

    def __init__(
        self, study: Material, by_code: Mapping[str, Sequence[Excerpt]], interviewers: Collection[str]
    ) -> None:
        self._study = study
        self._by_code = by_code
        self._interviewers = interviewers
        self._kind_of = {document.id: Kind(document.kind) for document in study.documents.values()}

    @cached_property
    def kinds_apart(self) -> tuple[Kind | None, ...]:
        """The kinds of document whose numbers stand side by side; None alone where there is but one."""
        kinds = tuple(map(Kind, self._study.kinds))
        return kinds if len(kinds) > 1 else (None,)

    @cached_property
    def _bases(self) -> Mapping[Kind | None, _Base]:
        return {kind: self._base(kind) for kind in self.kinds_apart}

    def _base(self, kind: Kind | None) -> _Base:
        chosen = [d for d in self._study.documents.values() if kind is None or self._kind_of[d.id] is kind]
        return _Base(frozenset(d.id for d in chosen), frozenset(self._study.participants_in(chosen)))

    def of_kind(self, found: Sequence[Excerpt], kind: Kind | None) -> list[Excerpt]:
        """Those in documents of one kind; all where `kind` is None."""
        return [excerpt for excerpt in found if kind is None or self._kind_of[excerpt.document_id] is kind]

    def counts(self, own: Sequence[Excerpt], with_nested: Sequence[Excerpt] = ()) -> Counts:
        """The tallies of a code; `with_nested` are its excerpts and those below it, empty where none are below."""
        return Counts(self._by_kind(own, distinct=False), self._by_kind(with_nested, distinct=True))

    def area_counts(self, inside: Sequence[Excerpt]) -> Counts | None:
        """The tallies of an area, each passage counted once; None where it has none."""
        tallies = self._by_kind(inside, distinct=True)
        return Counts(tallies) if tallies else None

    def hidden(self, lines: Sequence[CodeLine], few: int) -> dict[str, tuple[set[Kind | None], set[Kind | None]]]:
        """In which kinds the numbers of codes are hidden, their own and those with all below, by id."""
        gone: dict[str, tuple[set[Kind | None], set[Kind | None]]] = {one.code_id: (set(), set()) for one in lines}
        for kind in self.kinds_apart if few else ():
            tree = [
                Line(one.depth, _people(self.of_kind(one.own, kind)), _people(self.of_kind(one.nested, kind)))
                for one in lines
            ]
            for one, told in zip(lines, hidden_in_tree(tree, few), strict=True):
                for which, is_gone in zip(gone[one.code_id], told, strict=True):
                    which.update([kind] * is_gone)
        return gone

    def small(self, found: Sequence[Excerpt], few: int) -> set[Kind | None]:
        """The kinds of document in which some excerpts are of some participants, and fewer than `few`."""
        return {kind for kind in self.kinds_apart if is_small(_people(self.of_kind(found, kind)), few)}

    def _by_kind(self, found: Sequence[Excerpt], *, distinct: bool) -> tuple[Tally, ...]:
        """A tally for each kind of document that the excerpts are of."""
        tallies = (self._tally(self.of_kind(found, kind), kind, distinct=distinct) for kind in self.kinds_apart)
        return tuple(tally for tally in tallies if tally.excerpts)

    def _tally(self, found: Sequence[Excerpt], kind: Kind | None, *, distinct: bool) -> Tally:
        base = self._bases[kind]

        def number(some: Sequence[Excerpt]) -> int:
            return len({(e.document_id, e.start, e.stop) for e in some}) if distinct else len(some)

        return Tally(
            excerpts=number(found),
            participants=len({e.participant_id for e in found if e.participant_id is not None}),
            of_participants=len(base.participants),
            documents=len({e.document_id for e in found}),
            of_documents=len(base.documents),
            against=number([e for e in found if e.against]),
            kind=kind,
            distinct=distinct,
            interviewers=number([e for e in found if e.id in self._interviewers]),
            asked=self._study.narrowed,
        )

    def chart(self, area: Code, codes: Sequence[Code], gone: Collection[str] = ()) -> Bars | None:
        """The excerpts under each code of an area that has some; None where one bar would be all there is.

        `gone` are the ids of codes whose numbers are hidden.
        """
        with_some = [code for code in codes if self._by_code.get(code.id)]
        used = [code for code in with_some if code.id not in gone]
        bars = {code.id: Counter(self._kind_of[e.document_id] for e in self._by_code[code.id]) for code in used}
        kinds = [kind for kind in map(Kind, self._study.kinds) if any(kind in numbers for numbers in bars.values())]
        if len(used) * len(kinds) < 2:
            return None
        apart = len(self.kinds_apart) > 1
        found = " found by the question" if self._study.narrowed else ""
        caption = f"Excerpts{found} under {area.title}, by code{' and kind of document' if len(kinds) > 1 else ''}"
        if apart and len(kinds) == 1:
            caption += f", in {plural(kinds[0])}"
        return Bars(
            caption=caption
            + _not_shown(len(codes) - len(with_some))
            + _not_shown(len(with_some) - len(used), which="of few participants"),
            categories=tuple(code.title for code in used),
            series=tuple(
                Series(
                    sentence_case(plural(kind)),
                    tuple(bars[code.id][kind] for code in used),
                    kind if apart else None,
                )
                for kind in kinds
            ),
        )

    def tables(self, codes: Sequence[tuple[Code, int]]) -> tuple[CountsTable, ...]:
        """Excerpts of each code by participant, a table for each kind of document; participants' words only.

        `codes` stand with their depths. A kind of document that nobody's words are coded in has none.
        """
        people = self._study.people
        made = []
        for kind in self.kinds_apart:
            base = self._bases[kind]
            ids = sorted(
                base.participants & people.keys(), key=lambda p: (len(people[p].pseudonym), people[p].pseudonym)
            )
            rows = [row for code, depth in codes if (row := self._row(code, depth, ids, kind)) is not None]
            if rows:
                caption = "Excerpts by code and participant" + ("" if kind is None else f", {plural(kind)}")
                held = "Participants’ words only; excerpts that are held back are counted"
                note = f"{self._base_sentence(kind)} {held}{_not_shown(len(codes) - len(rows), 'any')}."
                note = f"Counted is only what the question found. {note}" if self._study.narrowed else note
                names = tuple(people[p].pseudonym for p in ids)
                made.append(CountsTable(names, tuple(rows), caption, note, kind))
        return tuple(made)

    def _row(self, code: Code, depth: int, ids: Sequence[str], kind: Kind | None) -> CountsRow | None:
        own = self.of_kind(self._by_code.get(code.id, ()), kind)
        spoken = [excerpt for excerpt in own if excerpt.participant_id is not None]
        if not spoken:
            return None
        each_of = Counter(excerpt.participant_id for excerpt in spoken)
        return CountsRow(
            index=code.index,
            name=code.name,
            depth=max(depth, 1),
            numbers=tuple(each_of[person] for person in ids),
            excerpts=len(spoken),
            participants=len(each_of),
            documents=len({excerpt.document_id for excerpt in spoken}),
        )

    def _base_sentence(self, kind: Kind | None) -> str:
        """`Of 9 participants in 8 interviews.`"""
        base = self._bases[kind]
        kinds = Counter(self._kind_of[document] for document in base.documents)
        documents = listed([documents_of(each, number) for each, number in kinds.items()])
        which = ": those the question asks for" if self._study.asked_base else ""
        return f"Of {counted(len(base.participants), 'participant')} in {documents}{which}."


def _people(found: Sequence[Excerpt]) -> int:
    return len({excerpt.participant_id for excerpt in found if excerpt.participant_id is not None})


def _not_shown(codes: int, what: str = "excerpts", which: str = "") -> str:
    """`; 8 codes without excerpts are not shown`; empty where all are."""
    if not codes:
        return ""
    return f"; {counted(codes, 'code')} {which or f'without {what}'} {'is' if codes == 1 else 'are'} not shown"
