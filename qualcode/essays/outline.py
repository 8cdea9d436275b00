"""One essay as its writer reads it: its outline, with each quote as it will be printed for the essay's readers."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from qualcode.analysis.citations import Citations
from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import OpenDocument, open_document
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.named_ids import QuoteIds
from qualcode.analysis.naming import names_of
from qualcode.analysis.people import attributes, participants
from qualcode.analysis.phrases import day_in_words
from qualcode.analysis.returns.votes import PassageVotes
from qualcode.analysis.study import language
from qualcode.analysis.verbatims import document_consents, turns_in
from qualcode.essays.approvals import Approvals, is_other
from qualcode.essays.citing import Citation, cited_people, style_of
from qualcode.essays.essay import Answer, PartKind
from qualcode.essays.essays import essay_line
from qualcode.essays.meaning import Lost, lost
from qualcode.essays.parts import AlsoIn, CitedEvidence, QuoteMemo
from qualcode.essays.parts import Outline as Outline
from qualcode.essays.parts import Part as Part
from qualcode.essays.parts import QuotePart as QuotePart
from qualcode.essays.parts import WrittenPart as WrittenPart
from qualcode.essays.printing import in_one_line, printed_turns, prints, verbatim_of_quote
from qualcode.essays.quotes import Checked, QuoteRow, by_document, quote_rows, uses
from qualcode.participants.disclosure import Audience, Cleared, Verbatim, clear
from qualcode.problem import Problem
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim


def outline(conn: sqlite3.Connection, essay_id: str | None, on: date, audience: Audience | None = None) -> Outline:
    """An essay, judged on a day for its own readers, or for another audience; Kept where `essay_id` is None.

    Kept is judged for outside. Long essays are read on a copy: each document quoted is read once. Raises Problem
    where the essay is gone.
    """
    line = None
    if essay_id is not None:
        line = essay_line(conn, essay_id)
        if line is None:
            raise Problem("This essay is no longer there.", remedy="Go back to the list of essays.")
    readers = audience or (line.audience if line is not None else Audience.OUTSIDE)
    reading = _Reading(conn, essay_id, on, readers)
    return Outline(
        line,
        readers,
        tuple(reading.parts()),
        tuple(reading.evidence()),
        reading.emptied,
        names_of(conn).state,
        reading.memos,
    )


class _Reading:
    """Reads what an outline needs, each document once."""

    def __init__(self, conn: sqlite3.Connection, essay_id: str | None, on: date, audience: Audience) -> None:
        self._conn = conn
        self._essay_id = essay_id
        self._on = on
        self._audience = audience
        self._names = names_of(conn)
        self._every = quote_rows(conn)
        self._by_document = by_document(self._every)
        self._approvals = Approvals(self._every)
        self._agreed = {row.id: row.checked.words for row in self._every if row.checked.answer is Answer.CHANGED}
        self._rows = [row for row in self._every if row.essay_id == essay_id]
        self._ids = QuoteIds(conn)
        self._people = {person.id: person for person in participants(conn)}
        self._attributes = attributes(conn)
        self._consents = document_consents(conn)
        self._citations = Citations(conn)
        self._style = style_of(conn, essay_id)
        self._uses = uses(conn)
        self._votes = PassageVotes(conn)
        self._language = language(conn)
        self._titles = dict(conn.execute("SELECT id, title FROM essay WHERE deleted_at IS NULL"))
        self._memos = self._memos_on("quote")
        self._documents: dict[str, OpenDocument] = {}
        self._excerpts: dict[str, list[Excerpt]] = {}
        book = codebook(conn)
        self._code_titles = {code.id: self._names.show(code.title) for code, _ in book.walk()}

    @property
    def emptied(self) -> tuple[str, ...]:
        """The quotes that have no words any more, by their ids."""
        return tuple(row.id for row in self._rows if not row.span)

    def parts(self) -> Iterator[Part]:
        """Everything in its order."""
        placed: list[tuple[str, str, Part]] = []
        if self._essay_id is not None:
            for part_id, kind, words, place in self._conn.execute(
                "SELECT id, kind, words, place FROM essay_part WHERE essay_id = ? AND deleted_at IS NULL",
                (self._essay_id,),
            ):
                known = PartKind.HEADING if kind == PartKind.HEADING else PartKind.NOTE
                placed.append((place, part_id, WrittenPart(part_id, known, self._names.show(words))))
        placed += [(row.place, row.id, self._quote(row)) for row in self._rows if row.span]
        yield from (part for _, _, part in sorted(placed, key=lambda one: one[:2]))

    def evidence(self) -> Iterator[CitedEvidence]:
        """The evidence that an essay cites, or quotes."""
        if self._essay_id is None:
            return
        quoted = {row.document_id for row in self._rows if self._citations.entry(row.document_id)}
        rows = self._conn.execute(
            "SELECT DISTINCT s.document_id FROM essay_source s JOIN document d ON d.id = s.document_id "
            "AND d.deleted_at IS NULL WHERE s.essay_id = ? AND s.deleted_at IS NULL",
            (self._essay_id,),
        )
        found = [
            CitedEvidence(
                one,
                self._names.show(self._document(one).called),
                self._citations.of(one, Span(0, 0)),
                self._citations.entry(one),
                one in quoted,
            )
            for one in dict.fromkeys((*(row[0] for row in rows), *quoted))
        ]
        yield from sorted(found, key=lambda one: (one.entry or one.document).casefold())

    def _quote(self, row: QuoteRow) -> QuotePart:
        document = self._document(row.document_id)
        own, short = self._consents.get(document.id), self._ids.of(row.id)
        here = (row.span, row.trim, self._people, own)
        shown, _ = self._cleared(
            verbatim_of_quote(short, document, *here, Audience.TEAM), Audience.TEAM, reading=True
        )
        agreed = frozenset(one for one, words in self._agreed.items() if shown is not None and prints(shown, words))
        leaving = verbatim_of_quote(short, document, *here, self._audience, agreed)
        printed, held = self._cleared(leaving, self._audience)
        now = printed or shown
        words = None if now is None else in_one_line(now)
        checked = row.checked if words is None else self._approvals.of(row, words)
        approved = checked.answer is Answer.APPROVED
        lapsed = approved and words is not None and is_other(words, checked.digest)
        if printed is None and approved and not lapsed and checked.digest and len(leaving.participants) == 1:
            printed, held = self._cleared(replace(leaving, approved=checked.on), self._audience)
        # Of what was withdrawn nothing is told that names a word of it.
        missing = lost(document.text, row.span, row.trim, self._language) if shown is not None else Lost()
        told = checked if shown is not None else replace(checked, words="")
        return QuotePart(
            id=row.id,
            short_id=short,
            document_id=row.document_id,
            document=self._names.show(document.called),
            span=row.span,
            trim=row.trim if shown is not None else Trim(),
            shown=shown,
            printed=printed,
            held=held,
            look=tuple(_to_look_at(row, checked, missing, lapsed=lapsed, agreed=row.id in agreed))
            if shown is not None
            else (),
            citation=self._citation(row, document),
            codes=self._codes_on(row),
            memos=self._memos.get(row.id, ()),
            also_in=tuple(self._also_in(row)),
            uses=self._uses.get(row.id, ()),
            checked=told,
            lost=missing,
            changed=row.changed or row.trim_changed,
            created_at=row.created_at,
            lapsed=lapsed,
            excerpt_ids=tuple(one.id for one in self._excerpts_on(row) if Span(one.start, one.stop) == row.span),
            voted=self._names.show_all(self._votes.on(row.document_id, row.span, (row.id,))),
        )

    def _cleared(
        self, verbatim: Verbatim, audience: Audience, *, reading: bool = False
    ) -> tuple[Cleared | None, str]:
        """The words for an audience, or why they are held back."""
        clearance = clear([verbatim], audience, on=self._on, names=self._names, reading=reading)
        if clearance.cleared:
            return clearance.cleared[0], ""
        return None, clearance.held_back[0].reason

    def _citation(self, row: QuoteRow, document: OpenDocument) -> Citation:
        evidence = self._citations.of(document.id, row.span)
        if evidence:
            return Citation(evidence, page=self._citations.page(document.id, row.span))
        turns = printed_turns(document, row.span, row.trim) or turns_in(document.turns, row.span)
        short = self._ids.of(row.id)
        found = cited_people(document, turns, self._people, self._attributes, self._style, short)
        return self._names.show_all(replace(found, page=self._citations.page(document.id, row.span)))

    def _codes_on(self, row: QuoteRow) -> tuple[str, ...]:
        """The titles of the codes of a passage, in the order of the codebook."""
        held = {one.code_id for one in self._excerpts_on(row)}
        return tuple(title for code, title in self._code_titles.items() if code in held)

    def _excerpts_on(self, row: QuoteRow) -> list[Excerpt]:
        """The excerpts of counted codings that share words with a passage."""
        if row.document_id not in self._excerpts:
            self._excerpts[row.document_id] = excerpts(self._conn, Choice(documents=[row.document_id]))
        begins, ends = row.span.start, row.span.end
        return [one for one in self._excerpts[row.document_id] if one.start < ends and begins < one.stop]

    def _also_in(self, row: QuoteRow) -> Iterator[AlsoIn]:
        for other in self._by_document[row.document_id]:
            if other.id != row.id and other.span and row.overlaps(other):
                title = "Kept" if other.essay_id is None else self._names.show(self._titles[other.essay_id])
                yield AlsoIn(other.essay_id, title, other.id)

    @property
    def memos(self) -> tuple[QuoteMemo, ...]:
        """The memos on the essay itself."""
        return () if self._essay_id is None else self._memos_on("essay").get(self._essay_id, ())

    def _memos_on(self, table: str) -> dict[str, tuple[QuoteMemo, ...]]:
        found: dict[str, list[QuoteMemo]] = defaultdict(list)
        for row_id, memo_id, kind, body in self._conn.execute(
            "SELECT link.on_id, memo.id, memo.kind, memo.body FROM memo_link link "
            "JOIN memo ON memo.id = link.memo_id AND memo.deleted_at IS NULL "
            "WHERE link.on_table = ? AND link.deleted_at IS NULL ORDER BY memo.num",
            (table,),
        ):
            found[row_id].append(QuoteMemo(memo_id, kind, self._names.show(body)))
        return {row_id: tuple(some) for row_id, some in found.items()}

    def _document(self, document_id: str) -> OpenDocument:
        if document_id not in self._documents:
            document = open_document(self._conn, document_id)
            assert document is not None, "quotes and sources are read with the documents that are there"
            self._documents[document_id] = document
        return self._documents[document_id]


def _to_look_at(row: QuoteRow, checked: Checked, missing: Lost, *, lapsed: bool, agreed: bool) -> Iterator[str]:
    """What a writer looks at before a quote goes out."""
    if row.changed or row.trim_changed:
        yield "The text of the document was changed since: compare the words."
    if missing:
        yield missing.sentence
    when = f" on {day_in_words(checked.on)}" if checked.on else ""
    if checked.answer is Answer.CHANGED and not agreed:
        yield f"The person wants other words{when}: {checked.words or 'they are not recorded'}"
    elif checked.answer is Answer.ASKED:
        yield f"The person was asked{when} and has not answered."
    elif lapsed and checked.of_another:
        yield f"Somebody else approved these words{when}, whose they were then: whose they are now was not asked."
    elif lapsed:
        yield f"The person approved other words{when}: it is printed differently now, and not approved any more."
