"""Whatever people do in whatever order, the history gives exactly the tables, and undo and redo are exact."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from qualcode.analysis.cells import Said, participant, written
from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpts import short_id
from qualcode.analysis.framework import ChartChoice, chart
from qualcode.analysis.returns.arriving import arriving
from qualcode.analysis.returns.typed import TypedLine
from qualcode.analysis.themes import GATHERED, themes
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import AddCode, ChangeCode, ImportCodebook, MoveCode, RemoveCode, RetireCode
from qualcode.edits.codings import AddCodings, MarkAgainst, MoveCoding, NewCoding, Recode, RemoveCoding
from qualcode.edits.documents import ChangeDocument, ChangeSpeaker, ImportDocuments, Incoming, RemoveDocument
from qualcode.edits.essays import AddPart, MoveParts, NewEssay, RemoveEssay, RemoveParts
from qualcode.edits.memos import ChangeMemoKind, MemoTarget, SayState, WriteMemo
from qualcode.edits.merging import MergeCodes
from qualcode.edits.outlines import FIRST
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import (
    AgreeToText,
    DropQuote,
    KeepQuote,
    RecordAnswer,
    RecordUse,
    ToKept,
    TrimQuote,
    UseAgain,
)
from qualcode.edits.reasons import ConsentReason
from qualcode.edits.returns import TakeReturns
from qualcode.edits.store import Edit
from qualcode.edits.summaries import SayOfCell, WriteSummary
from qualcode.edits.texts import ChangeTurnSpeaker, JoinTurn, ReplaceWords, SplitTurn
from qualcode.edits.themes import DropTheme, Gather, MergeThemes, NewTheme, Thing
from qualcode.edits.together import Together
from qualcode.essays.essay import Answer, PartKind
from qualcode.essays.essays import essays
from qualcode.essays.outline import outline
from qualcode.problem import Problem
from qualcode.project.journal import differences, history
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript, Turn
from qualcode.transcripts.trim import Trim
from tests.examples import one_in
from tests.living import Living, living

LENGTH = 60
which = st.integers(0, 7)
spans = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(lambda ends: Span(min(ends), max(ends)))
words = st.text(min_size=0, max_size=8)


def _arrival(number: int) -> Incoming:
    text = f"{number:02d}" + "word " * 12
    text = text[:LENGTH]
    turns = (Turn(0, 20, "Interviewer"), Turn(20, 40, "P03"), Turn(40, LENGTH, f"Somebody {number}"))
    return Incoming(Transcript(f"Interview {number}", text, turns), Kind.INTERVIEW, ())


class People(RuleBasedStateMachine):
    """Two coders at one study, who code, change their minds, close it and open it again."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="qualcode-machine-"))
        self.clock = FixedClock(datetime(2026, 3, 12, 12, 0, tzinfo=timezone(timedelta(hours=1))))
        self.path = self.folder / "study.qualcode"
        self.project = Project.create(self.path, "Study", clock=self.clock)
        self.coder = "Ana"
        self.arrived = 0
        self.project.sign_in("Ana")
        self.project.make(ImportDocuments([_arrival(0)]))
        self.project.make(ImportCodebook([CodebookRow("", "Access", "1", "", "Access")], "areas"))
        for name in ("Routes in", "Cost"):
            self.project.make(AddCode(name, self.some("code")))

    def teardown(self) -> None:
        self.project.close()
        shutil.rmtree(self.folder)

    # What is there

    def living(self) -> Living:
        """Every row that is not removed, without the stamps that any change renews."""
        return living(self.project.conn)

    def some(self, table: str, number: int = 0) -> str:
        """The id of some row, removed ones too: people act on what they saw a moment ago."""
        found = [row[0] for row in self.project.conn.execute(f'SELECT id FROM "{table}" ORDER BY num')]
        return str(found[number % len(found)]) if found else "none"

    def act(self, edit: Edit) -> None:
        before = self.living()
        try:
            made = self.project.make(edit)
        except Problem:
            assert self.living() == before, "what could not be done left something behind"
            return
        if not made.changes:
            assert self.living() == before
            return
        after = self.living()
        self.project.undo(agreed=True)
        assert self.living() == before, f"undo of {made.label} is not exact"
        self.project.redo(agreed=True)
        assert self.living() == after, f"redo of {made.label} is not exact"

    # What people do

    @rule(span=spans, code=which, document=which, against=st.booleans())
    def code(self, span: Span, code: int, document: int, against: bool) -> None:
        new = NewCoding(self.some("document", document), span, self.some("code", code), None, against)
        self.act(AddCodings([new]))

    @rule(span=spans, first=which, second=which)
    def code_twice_at_once(self, span: Span, first: int, second: int) -> None:
        document = self.some("document")
        codings = [NewCoding(document, span, self.some("code", one)) for one in (first, second)]
        self.act(Together([AddCodings([coding]) for coding in codings]))

    @rule(coding=which)
    def take_off(self, coding: int) -> None:
        self.act(RemoveCoding(self.some("coding", coding)))

    @rule(coding=which, code=which)
    def recode(self, coding: int, code: int) -> None:
        self.act(Recode(self.some("coding", coding), self.some("code", code)))

    @rule(coding=which, span=spans)
    def move_ends(self, coding: int, span: Span) -> None:
        self.act(MoveCoding(self.some("coding", coding), span))

    @rule(coding=which, against=st.booleans())
    def mark(self, coding: int, against: bool) -> None:
        self.act(MarkAgainst(self.some("coding", coding), against))

    @rule(name=words, parent=which)
    def add_code(self, name: str, parent: int) -> None:
        self.act(AddCode(name, self.some("code", parent)))

    @rule(code=which, name=words, definition=words)
    def reword(self, code: int, name: str, definition: str) -> None:
        self.act(ChangeCode(self.some("code", code), {"name": name, "definition": definition}))

    @rule(code=which, under=which, place=st.integers(0, 3))
    def move_code(self, code: int, under: int, place: int) -> None:
        self.act(MoveCode(self.some("code", code), self.some("code", under), place))

    @rule(code=which, back=st.booleans())
    def retire(self, code: int, back: bool) -> None:
        self.act(RetireCode(self.some("code", code), back))

    @rule(code=which)
    def remove_code(self, code: int) -> None:
        self.act(RemoveCode(self.some("code", code)))

    @rule(body=words, coding=which)
    def write_memo(self, body: str, coding: int) -> None:
        self.act(WriteMemo(body, about=MemoTarget("coding", self.some("coding", coding))))

    @rule(memo=which, body=words)
    def rewrite_memo(self, memo: int, body: str) -> None:
        if (memo_id := self.some("memo", memo)) != "none":
            self.act(WriteMemo(body, "tension", id=memo_id))

    @rule(memo=which, state=st.sampled_from(["raised", "chosen", "won"]), why=words)
    def say_state(self, memo: int, state: str, why: str) -> None:
        memo_id = self.some("memo", memo)
        self.act(ChangeMemoKind([memo_id], "opportunity"))
        self.act(SayState([memo_id], state, why))

    @rule(
        table=st.sampled_from(["memo", "quote", "coding"]), to=which, said=words, votes=st.sampled_from([None, 0, 4])
    )
    def take_return(self, table: str, to: int, said: str, votes: int | None) -> None:
        row_id = self.some(table, to)
        card = short_id(row_id) if row_id != "none" else "x00000000"
        typed = [TypedLine(1, card, said, "" if votes is None else str(votes), f"Table {to}")]
        self.act(TakeReturns(arriving(self.project.conn, typed).new))

    @rule(person=which, name=st.sampled_from(["age", "role"]), value=st.none() | words)
    def set_fact(self, person: int, name: str, value: str | None) -> None:
        self.act(ChangeParticipant(self.some("participant", person), {}, {name: value}))

    @rule(person=which, consent=st.sampled_from(["quote", "withdrawn", "maybe"]))
    def consent(self, person: int, consent: str) -> None:
        self.act(
            ChangeParticipant(
                self.some("participant", person), {"consent": consent}, why=ConsentReason("They asked.")
            )
        )

    @rule()
    def import_one(self) -> None:
        self.arrived += 1
        self.act(ImportDocuments([_arrival(self.arrived)]))

    @rule(document=which)
    def remove_document(self, document: int) -> None:
        self.act(RemoveDocument(self.some("document", document)))

    @rule(document=which, state=st.sampled_from(["read", "coded"]))
    def read_document(self, document: int, state: str) -> None:
        self.act(ChangeDocument(self.some("document", document), {"reading_state": state}))

    @rule(speaker=which, asks=st.booleans(), person=which)
    def name_speaker(self, speaker: int, asks: bool, person: int) -> None:
        self.act(ChangeSpeaker(self.some("speaker", speaker), asks, self.some("participant", person)))

    @rule(document=which, span=spans)
    def keep_quote(self, document: int, span: Span) -> None:
        self.act(KeepQuote(self.some("document", document), span))

    @rule(quote=which)
    def drop_quote(self, quote: int) -> None:
        self.act(DropQuote(self.some("quote", quote)))

    @rule(essay=which, title=words, heading=words, first=st.booleans())
    def write_an_outline(self, essay: int, title: str, heading: str, first: bool) -> None:
        if essay % 3 == 0:
            self.act(NewEssay(title))
        self.act(AddPart(self.some("essay", essay), PartKind.HEADING, heading, FIRST if first else None))

    @rule(quote=which, essay=which, after=which)
    def put_into_an_essay(self, quote: int, essay: int, after: int) -> None:
        self.act(MoveParts([self.some("quote", quote)], self.some("essay", essay), self.some("essay_part", after)))
        self.act(UseAgain(self.some("quote", quote), self.some("essay", after)))

    @rule(essay=which, part=which, quote=which)
    def take_out_of_an_essay(self, essay: int, part: int, quote: int) -> None:
        edits: list[Edit] = [
            RemoveEssay(self.some("essay", essay)),
            RemoveParts([self.some("essay_part", part)]),
            ToKept([self.some("quote", quote)]),
        ]
        self.act(edits[(essay + part) % 3])

    @rule(quote=which, span=spans, own=words)
    def trim_a_quote(self, quote: int, span: Span, own: str) -> None:
        text = "".join(row[0] for row in self.project.conn.execute("SELECT words FROM text LIMIT 1"))
        try:
            trim = Trim().put_in(text, span, own) if own else Trim().leave_out(text, span)
        except Problem:
            return
        self.act(TrimQuote(self.some("quote", quote), trim))

    @rule(quote=which, answer=st.sampled_from(Answer), said=words)
    def check_with_the_person(self, quote: int, answer: Answer, said: str) -> None:
        self.act(RecordAnswer(self.some("quote", quote), answer, words=said, printed=said))
        self.act(RecordUse([self.some("quote", quote)], said))
        self.act(AgreeToText([self.some("quote", quote)]))

    @rule(person=which, code=which, body=words, portrait=st.booleans())
    def summarise(self, person: int, code: int, body: str, portrait: bool) -> None:
        of_whom = participant(self.some("participant", person))
        self.act(WriteSummary(of_whom, None if portrait else self.some("code", code), body))

    @rule(person=which, code=which, said=st.sampled_from(Said))
    def say_of_a_cell(self, person: int, code: int, said: Said) -> None:
        of_whom = participant(self.some("participant", person))
        self.act(SayOfCell(of_whom, self.some("code", code), said))

    @rule(code=which, other=which)
    def merge_codes(self, code: int, other: int) -> None:
        self.act(MergeCodes(self.some("code", code), [self.some("code", other)]))

    @rule(theme=which, table=st.sampled_from(list(GATHERED)), thing=which, against=st.booleans())
    def gather(self, theme: int, table: str, thing: int, against: bool) -> None:
        if theme == 0:
            self.act(NewTheme("People come alone."))
        self.act(Gather(self.some("theme", theme), [Thing(table, self.some(table, thing))], against))

    @rule(theme=which, other=which)
    def merge_or_drop_themes(self, theme: int, other: int) -> None:
        if theme == other:
            self.act(DropTheme(self.some("theme", theme)))
        else:
            self.act(MergeThemes(self.some("theme", theme), [self.some("theme", other)]))

    @rule(document=which, span=spans, text=words)
    def put_words_right(self, document: int, span: Span, text: str) -> None:
        self.act(ReplaceWords(self.some("document", document), span, text))

    @rule(document=which, turn=which, at=st.integers(0, LENGTH), label=st.sampled_from(["", "P03", "P12", "Zoë"]))
    def change_turns(self, document: int, turn: int, at: int, label: str) -> None:
        wanted = self.some("document", document)
        if label and at % 2:
            self.act(ChangeTurnSpeaker(wanted, turn, label=label))
        elif at % 3:
            self.act(SplitTurn(wanted, turn, at, label=label))
        else:
            self.act(JoinTurn(wanted, turn))

    # What takes back

    @rule()
    def undo(self) -> None:
        before = self.living()
        try:
            self.project.undo(agreed=True)
        except Problem:
            assert self.living() == before
            return
        self.project.redo(agreed=True)
        assert self.living() == before
        self.project.undo(agreed=True)

    @rule()
    def redo(self) -> None:
        before = self.living()
        try:
            self.project.redo(agreed=True)
        except Problem:
            assert self.living() == before

    @rule(number=which, anyway=st.booleans())
    def take_back_from_history(self, number: int, anyway: bool) -> None:
        done = history(self.project.conn, latest=8)
        before = self.living()
        try:
            self.project.undo_action(done[number % len(done)], anyway=anyway, agreed=True)
        except Problem:
            assert self.living() == before

    # What happens around them

    @rule()
    def change_places(self) -> None:
        self.coder = "Bem" if self.coder == "Ana" else "Ana"
        self.project.sign_in(self.coder)

    @rule()
    def close_and_open(self) -> None:
        before, stacks = self.living(), self.project.stacks()
        self.project.close()
        self.project = Project.open(self.path, clock=self.clock, back_up=False)
        self.project.sign_in(self.coder)
        assert self.living() == before
        assert self.project.stacks() == stacks

    @rule(minutes=st.integers(-600, 600))
    def clock_moves(self, minutes: int) -> None:
        self.clock.moment += timedelta(minutes=minutes)

    # What always holds

    @invariant()
    def no_cell_is_written_twice_and_charts_can_be_drawn(self) -> None:
        cells = [(one.subject, one.code_id) for one in written(self.project.conn)]
        assert len(set(cells)) == len(cells)
        for area in codebook(self.project.conn).areas():
            chart(self.project.conn, ChartChoice(area.id))
        themes(self.project.conn)

    @invariant()
    def essays_can_be_read(self) -> None:
        for essay in (*(line.id for line in essays(self.project.conn).essays), None):
            outline(self.project.conn, essay, date(2026, 3, 12))

    @invariant()
    def history_gives_the_tables(self) -> None:
        assert differences(self.project.conn) == []

    @invariant()
    def stamps_only_rise(self) -> None:
        stamps = [row[0] for row in self.project.conn.execute("SELECT hlc FROM change ORDER BY id")]
        assert stamps == sorted(set(stamps))

    @invariant()
    def numbers_have_no_holes(self) -> None:
        for first, last, number in self.project.conn.execute(
            "SELECT min(dseq), max(dseq), count(DISTINCT dseq) FROM change GROUP BY device_id, scope"
        ):
            assert (first, last) == (1, number)

    @invariant()
    def search_knows_what_is_there(self) -> None:
        for table in ("memo", "code"):
            held = {row[0] for row in self.project.conn.execute(f"SELECT rowid FROM {table}_search")}
            wanted = {
                row[0] for row in self.project.conn.execute(f"SELECT num FROM {table} WHERE deleted_at IS NULL")
            }
            assert held == wanted


TestPeople = People.TestCase
TestPeople.settings = settings(
    max_examples=one_in(4), stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
