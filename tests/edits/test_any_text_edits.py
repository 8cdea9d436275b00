"""Whatever people do to a text, words outside a change keep their codings, and undo is exact."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.documents import OpenDocument
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import AddCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.texts import ChangeTurnSpeaker, GiveTurns, JoinTurn, ReplaceWords, Speaks, SplitTurn, TextEdit
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript, Turn
from tests.conftest import NOON
from tests.edits.texts_seen import now, sound, standing

LETTERS = st.text(alphabet="ab. é’\n👩", max_size=8)


@st.composite
def changes(draw: st.DrawFn, document: OpenDocument) -> TextEdit:
    """Any change of a document that can be asked for."""
    number = draw(st.integers(1, len(document.turns)))
    turn = document.turns[number - 1]
    at = draw(st.integers(turn.start, turn.end))
    label = draw(st.sampled_from(["", "P03", "P9", "Interviewer", "Zoë"]))
    kind = draw(st.sampled_from(["words", "words", "words", "split", "join", "speaker", "speakers"]))
    if kind == "split":
        return SplitTurn(document.id, number, at, label=label)
    if kind == "join":
        return JoinTurn(document.id, number)
    if kind == "speaker":
        return ChangeTurnSpeaker(document.id, number, label=label)
    if kind == "speakers":
        others = draw(st.lists(st.integers(1, len(document.turns)), max_size=3))
        return GiveTurns(document.id, [number, *others], [Speaks(None, label), Speaks(turn.speaker, "P12")])
    span = Span(at, draw(st.integers(at, turn.end)))
    words = draw(st.one_of(st.just(""), LETTERS, st.just(span.of(document.text) + " more"), LETTERS))
    return ReplaceWords(document.id, span, words, document.version_id)


@st.composite
def spoken_texts(draw: st.DrawFn) -> Transcript:
    said = draw(st.lists(st.text(alphabet="ab. é’👩", min_size=1, max_size=14), min_size=1, max_size=5))
    text, turns = "", []
    for number, words in enumerate(said):
        label = ("Interviewer", "P03")[number % 2]
        start = len(text) + len(label) + 2
        turns.append(Turn(start, start + len(words), label, draw(st.sampled_from([None, 1.5 * number]))))
        text += f"{label}: {words}\n"
    return Transcript("talk", text, tuple(turns))


@given(st.data())
def test_words_outside_a_change_keep_their_codings_and_undo_is_exact(data: st.DataObject) -> None:
    transcript = data.draw(spoken_texts())
    with TemporaryDirectory() as folder:
        clock = FixedClock(NOON)
        path = Path(folder) / "s.qualcode"
        with Project.create(path, "S", clock=clock) as project:
            project.sign_in("Ana")
            sentences = tuple(sentence_spans(transcript.text, transcript.turns))
            arrival = ImportDocuments([Incoming(transcript, Kind.INTERVIEW, sentences)])
            project.make(arrival)
            area = AddCode("Access", None)
            project.make(area)
            code = AddCode("Routes in", area.id)
            project.make(code)
            document = arrival.imported[0]
            stack: list[list[Any]] = []
            for _ in range(data.draw(st.integers(1, 6))):
                clock.moment += timedelta(minutes=data.draw(st.integers(-5, 5)))
                opened = now(project, document)
                before = standing(project.conn)
                taking_back = data.draw(st.booleans())
                if stack and taking_back:
                    project.undo()
                    assert standing(project.conn) == stack.pop()
                    continue
                if data.draw(st.booleans()):
                    edges = sorted(data.draw(st.tuples(*[st.integers(0, len(opened.text))] * 2)))
                    edit: Any = AddCodings([NewCoding(document, Span(*edges), code.id)])
                else:
                    edit = data.draw(changes(opened))
                try:
                    made = project.make(edit)
                except Problem:
                    assert standing(project.conn) == before
                    continue
                if not made.changes:
                    continue
                stack.append(before)
                if not isinstance(edit, AddCodings):
                    _outside_is_as_it_was(project, opened, edit, before)
                sound(project.conn)
            last = standing(project.conn)
            for before in reversed(stack):
                project.undo()
                assert standing(project.conn) == before
            for _ in stack:
                project.redo()
            assert standing(project.conn) == last


def _outside_is_as_it_was(project: Project, opened: OpenDocument, edit: TextEdit, before: list[Any]) -> None:
    splices = edit.change_of(opened.text, opened.turns).splices
    after = now(project, opened.id)
    assert after.text == splices.apply(opened.text)
    moved = {row[0]: Span(row[1], row[2]) for row in standing(project.conn)[3]}
    for coding_id, start, stop, *_ in before[3]:
        span = Span(start, stop)
        assert moved[coding_id] == splices.map_span(span)
        if not splices.within(span):
            assert moved[coding_id].of(after.text) == span.of(opened.text)
