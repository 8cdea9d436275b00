"""Whatever is coded, however it overlaps: the numbers are those counted as slowly as one likes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.columns import in_interviewers_words
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.counts.passages import Passage, Passages, of_excerpts, passages
from qualcode.analysis.counts.reach import reach
from qualcode.analysis.counts.rows import Number, Numbers, Part
from qualcode.analysis.counts.scope import scope
from qualcode.analysis.counts.tables import row_codes, table
from qualcode.analysis.documents import OpenDocument, open_document
from qualcode.analysis.excerpts import Excerpt, excerpts
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.study import AddCoder
from qualcode.project.project import Project
from qualcode.transcripts.boundaries import word_edges
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from tests.analysis.counts_study import BOOK
from tests.conftest import NOON, transcript_of

TEXTS = (
    (
        "One",
        Kind.INTERVIEW,
        "INT: Well, how so?\nP01: One two three.\nP02: Four, don’t five.\nP01: 👩‍👩‍👧 six seven.\n",
    ),
    ("Two", Kind.INTERVIEW, "A heading of it\nP02: Eight nine ten.\nINT: Is it? Is it?\nP03: Eleven.\n"),
    ("Hall", Kind.FIELD_NOTE, "Nine chairs, one empty.\nA kettle.\n"),
)


@dataclass(frozen=True)
class Study:
    """A study with nothing coded yet."""

    project: Project
    documents: tuple[OpenDocument, ...]
    codes: tuple[str, ...]
    coders: tuple[str, ...]

    @contextmanager
    def coded(self, applied: Sequence[tuple[int, int, int, int, int, bool]]) -> Iterator[list[Excerpt]]:
        """With these codings (document, start, length, code, coder, against); afterwards none."""
        made = []
        for document, start, length, code, coder, against in applied:
            text = self.documents[document].text
            begin = start % len(text)
            stop = min(len(text), begin + length)
            words = Span(begin, stop)
            one = NewCoding(self.documents[document].id, words, self.codes[code], self.coders[coder], against)
            made.append(one)
        self.project.make(AddCodings(made))
        yield excerpts(self.project.conn)
        self.project.undo()


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    path: Path = tmp_path_factory.mktemp("any") / "any.qualcode"
    with Project.create(path, "Any", clock=FixedClock(NOON)) as project:
        project.sign_in("Ana")
        project.make(ImportCodebook(BOOK, "any"))
        project.make(ImportDocuments([Incoming(transcript_of(text, name), kind, ()) for name, kind, text in TEXTS]))
        bem = AddCoder("Bem", project.study_id)
        project.make(bem)
        assert project.coder_id is not None
        ids = [row[0] for row in project.conn.execute("SELECT id FROM document ORDER BY num")]
        opened = [document for one in ids if (document := open_document(project.conn, one)) is not None]
        codes = [row[0] for row in project.conn.execute("SELECT id FROM code WHERE NOT is_area ORDER BY idx")]
        yield Study(project, tuple(opened), tuple(codes), (project.coder_id, bem.id))


CODINGS = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 90), st.integers(1, 50), st.integers(0, 2), st.integers(0, 1), st.booleans()
    ),
    min_size=1,
    max_size=12,
)


@given(applied=CODINGS)
def test_the_quick_excerpts_are_the_excerpts(
    study: Study, applied: list[tuple[int, int, int, int, int, bool]]
) -> None:
    with study.coded(applied) as found:
        conn = study.project.conn
        quick = passages(conn)
        assert plain(quick) == sorted(plain(of_excerpts(found)))
        assert passages(conn) is quick, "nothing changed since"


def plain(found: Iterable[Passage]) -> list[Passage]:
    """Passages without what only says how they were read."""
    return [one._replace(coder_ids=tuple(sorted(one.coder_ids)), asks=None, place=0) for one in found]


@given(applied=CODINGS)
def test_the_quick_excerpts_are_interviewers_where_a_look_at_their_turns_says_so(
    study: Study, applied: list[tuple[int, int, int, int, int, bool]]
) -> None:
    with study.coded(applied) as found:
        conn = study.project.conn
        assert asked_in(conn, passages(conn)) == asked_in(conn, of_excerpts(found))


def asked_in(conn: sqlite3.Connection, found: Passages) -> set[Passage]:
    asking = in_interviewers_words(conn, scope(conn), found)
    return {one for number, one in enumerate(plain(found)) if number in asking}


@given(applied=CODINGS)
def test_the_same_words_of_a_document_are_one_place(
    study: Study, applied: list[tuple[int, int, int, int, int, bool]]
) -> None:
    with study.coded(applied) as found:
        for each in (passages(study.project.conn), of_excerpts(found)):
            places = {(one.document_id, one.start, one.stop, one.place) for one in each}
            assert len(places) == len({one[:3] for one in places}) == len({one[3] for one in places})


class Slow:
    """The numbers of a table, each looked for by itself."""

    def __init__(self, study: Study, asked: Asked, part: Part, found: Sequence[Excerpt]) -> None:
        self.study = study
        self.asked = asked
        self.part = part
        self.documents = {one.id: one for one in study.documents if part.kind in (None, one.kind)}
        self.found = [one for one in found if one.document_id in self.documents]

    def stands(self, excerpt: Excerpt, key: str) -> bool:
        if self.asked.by is By.PARTICIPANT:
            return excerpt.participant_id == key
        if self.asked.by is By.DOCUMENT:
            return excerpt.document_id == key
        return key in excerpt.coder_ids

    def words(self, held: Sequence[Excerpt], key: str | None) -> int:
        """Words of turns that count, each wholly in what is joined of the passages, looked at one by one."""
        number = 0
        for document in self.documents.values():
            covered: set[int] = set()
            for one in held:
                if one.document_id == document.id and (
                    self.asked.by is not By.CODER or key in (None, *one.coder_ids)
                ):
                    covered |= set(range(one.start, one.stop))
            if self.asked.by is By.DOCUMENT and key not in (None, document.id):
                continue
            for turn in document.turns:
                speaker = document.speakers.get(turn.speaker or "")
                person = None if speaker is None else speaker.participant_id
                if document.kind == Kind.INTERVIEW and person is None:
                    continue
                if self.asked.by is By.PARTICIPANT and (person is None or key not in (None, person)):
                    continue
                edges = word_edges(document.text, turn.span)
                number += sum(covered.issuperset(range(start, stop)) for start, stop in edges)
        return number

    def number(self, codes: frozenset[str], key: str | None) -> Number:
        held = [one for one in self.found if one.code_id in codes]
        if self.asked.measure is Measure.WORDS:
            return self.words(held, key)
        keys = [column.key for column in self.part.columns] if key is None else [key]
        held = [one for one in held if any(self.stands(one, each) for each in keys)]
        if self.asked.measure is Measure.PARTICIPANTS:
            return len({one.participant_id for one in held} - {None})
        if self.asked.measure is Measure.DOCUMENTS:
            return len({one.document_id for one in held})
        return len({(one.document_id, one.start, one.stop) for one in held})

    def check(self, numbers: Numbers, codes: frozenset[str], row: str, nested: bool) -> None:
        for column, number in zip(self.part.columns, numbers.cells, strict=True):
            assert number == self.number(codes, column.key), (row, column.name)
            opened = cell_excerpts(
                self.study.project.conn, self.asked, row, column.key, kind=self.part.kind, nested=nested
            )
            if self.asked.measure is Measure.EXCERPTS:
                assert number == len({(one.document_id, one.start, one.stop) for one in opened})
            else:
                assert bool(opened) >= bool(number)
        assert numbers.total == self.number(codes, None), row


@settings(max_examples=25)
@given(
    applied=CODINGS,
    by=st.sampled_from([By.PARTICIPANT, By.DOCUMENT, By.CODER]),
    measure=st.sampled_from([Measure.EXCERPTS, Measure.PARTICIPANTS, Measure.DOCUMENTS, Measure.WORDS]),
    together=st.booleans(),
)
def test_every_number_of_a_table_is_what_counting_slowly_gives(
    study: Study, applied: list[tuple[int, int, int, int, int, bool]], by: By, measure: Measure, together: bool
) -> None:
    asked = Asked(by=by, measure=measure, together=together)
    with study.coded(applied) as found:
        book = codebook(study.project.conn)
        for part in table(study.project.conn, asked).parts:
            slow = Slow(study, asked, part, found)
            for row in part.lines:
                slow.check(row.own, row_codes(book, row.code_id, nested=False), row.code_id, False)
                slow.check(row.nested, row_codes(book, row.code_id, nested=True), row.code_id, True)


@given(applied=CODINGS)
def test_how_far_excerpts_reach_is_within_its_bounds(
    study: Study, applied: list[tuple[int, int, int, int, int, bool]]
) -> None:
    with study.coded(applied) as found:
        for part in reach(study.project.conn, found, Asked(together=True)).parts:
            assert part.participants + len(part.silent) + len(part.alongside) == part.base.participants == 3
            assert sum(carrier.excerpts for carrier in part.carriers) + part.nobodys == part.excerpts
            assert part.excerpts == len({(one.document_id, one.start, one.stop) for one in found})
            for even in (part.by_words, part.by_excerpts):
                if even.dp is not None and even.norm is not None:
                    assert 0 <= even.dp <= even.norm <= 1
            assert (part.by_excerpts.dp is None) == (part.participants == 0)
            if part.carriers:
                most = [carrier.excerpts for carrier in part.carriers]
                assert 2 * sum(most[: part.half]) >= sum(most) > 2 * sum(most[: part.half - 1])
                assert sum(carrier.share for carrier in part.carriers) == pytest.approx(1)
