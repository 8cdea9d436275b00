"""However a text was changed before, erasing one person takes their words out of every version and no others."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.documents import open_document
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.store import Edit
from qualcode.edits.texts import ChangeTurnSpeaker, JoinTurn, ReplaceWords, SplitTurn
from qualcode.problem import Problem
from qualcode.project.doctor import study_report
from qualcode.project.erase import erase
from qualcode.project.erase_whose import find_participant
from qualcode.project.project import Project
from qualcode.transcripts.boundaries import words_in
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from tests.conftest import NOON, transcript_of
from tests.examples import one_in

PEOPLE = ("Interviewer", "P01", "P02")


@dataclass
class Text:
    """A document that is changed and coded again and again, in words each of which stands once."""

    project: Project
    document: str
    code: str
    numbers: count[int]
    begun: int = 0  # actions that made the study

    def word(self) -> str:
        """A word that stands nowhere else, and in nothing by chance."""
        return f"zq{next(self.numbers)}kx"

    def make(self, edit: Edit) -> None:
        """Do what can be done; what cannot changes nothing."""
        try:
            self.project.make(edit)
        except Problem:
            return

    def change(self, kind: int, place: int, length: int) -> None:
        """One of the things one can do with a text."""
        now = open_document(self.project.conn, self.document)
        assert now is not None
        number = place % len(now.turns) + 1
        turn = now.turns[number - 1].span
        words = list(words_in(now.text, turn))
        if not words:
            return
        first = place % len(words)
        span = Span(words[first].start, words[min(first + length, len(words) - 1)].end)
        if kind == 0:
            self.make(ReplaceWords(self.document, span, f"{self.word()} {self.word()}"))
        elif kind == 1:
            self.make(SplitTurn(self.document, number, words[first].start))
        elif kind == 2:
            self.make(JoinTurn(self.document, number))
        elif kind == 3:
            self.make(ChangeTurnSpeaker(self.document, number, label=PEOPLE[length % 3]))
        elif kind == 4 and len(self.project.stacks().done) > self.begun:
            self.undo()
        else:
            self.make(AddCodings([NewCoding(self.document, span, self.code)]))

    def undo(self) -> None:
        try:
            self.project.undo()
        except Problem:
            return

    def said(self, speaker: str) -> list[str]:
        """The words of one speaker now."""
        now = open_document(self.project.conn, self.document)
        assert now is not None
        turns = self.project.conn.execute(
            "SELECT turn.start, turn.stop FROM turn JOIN document d ON d.version_id = turn.version_id "
            "JOIN speaker s ON s.id = turn.speaker_id WHERE d.id = ? AND s.label = ? ORDER BY turn.start",
            (self.document, speaker),
        )
        return [one.of(now.text) for start, stop in turns for one in words_in(now.text, Span(start, stop))]

    def coded(self) -> dict[str, str]:
        """The words of each coding now."""
        now = open_document(self.project.conn, self.document)
        assert now is not None
        found = self.project.conn.execute("SELECT id, current_start, current_stop FROM coding_seen")
        return {coding: now.text[start:stop] for coding, start, stop in found}


def begun(folder: Path, turns: Sequence[tuple[int, int]]) -> Text:
    """A document of turns, each a speaker and how many words; both participants speak."""
    numbers = count(100)
    lines = [
        f"{PEOPLE[who]}: {' '.join(f'zq{next(numbers)}kx' for _ in range(size))}\n"
        for who, size in ((1, 3), (2, 3), *turns)
    ]
    project = Project.create(folder / "study.qualcode", "Study", clock=FixedClock(NOON))
    project.sign_in("Ana")
    edit = ImportDocuments([Incoming(transcript_of("".join(lines), "talk"), Kind.FOCUS_GROUP, ())])
    project.make(edit)
    project.make(ImportCodebook([CodebookRow("", "A", "1", "", "A"), CodebookRow("", "A", "1.1", "1", "B")], "small"))
    code = project.conn.execute("SELECT id FROM code WHERE idx = '1.1'").fetchone()[0]
    return Text(project, edit.imported[0], code, numbers, len(project.stacks().done))


@settings(max_examples=one_in(4))
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 6)), max_size=6),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 40), st.integers(0, 4)), max_size=14),
)
def test_their_words_are_gone_and_every_word_of_others_stands_where_it_was(
    turns: list[tuple[int, int]], changes: list[tuple[int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = begun(Path(folder), turns)
        ever = {*text.said("P01")}
        for change in changes:
            text.change(*change)
            ever |= {*text.said("P01")}
        # Where turns were given to others or joined, what was said before is whose the turn is now.
        ever = {*text.said("P01")} if any(kind in (2, 3) for kind, *_ in changes) else ever
        path, theirs, others, coded = text.project.path, text.said("P01"), text.said("P02"), text.coded()
        text.project.back_up_if_changed()
        person = find_participant(text.project.conn, "P01")
        text.project.close()
        assert erase(path, person, "Ana", clock=FixedClock(NOON), takes_once=False).left == ()
        held = b"".join(file.read_bytes() for file in Path(folder).rglob("*.qualcode"))
        assert [word for word in ever if word.encode() in held] == []
        assert study_report(path).faults == ()
        text.project = Project.open(path, clock=FixedClock(NOON), back_up=False)
        now = open_document(text.project.conn, text.document)
        if others:
            assert now is not None
            assert text.said("P02") == others
            kept = text.coded()
            taken = set(theirs)
            for coding, words in coded.items():
                if not taken & set(words.split()):
                    assert kept[coding] == words
        text.project.close()


@settings(max_examples=one_in(4))
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 6)), max_size=6),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 40), st.integers(0, 4)), max_size=14),
)
def test_every_word_that_was_ever_theirs_is_gone_where_that_is_wished(
    turns: list[tuple[int, int]], changes: list[tuple[int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = begun(Path(folder), turns)
        ever, first = {*text.said("P01")}, {*text.said("P02")}
        for change in changes:
            text.change(*change)
            ever |= {*text.said("P01")}
        path, others = text.project.path, text.said("P02")
        text.project.back_up_if_changed()
        person = find_participant(text.project.conn, "P01", gone=True)
        text.project.close()
        assert erase(path, person, "Ana", clock=FixedClock(NOON), takes_once=True).left == ()
        held = b"".join(file.read_bytes() for file in Path(folder).rglob("*.qualcode"))
        if not any(kind == 4 for kind, *_ in changes):  # what was given to them and taken back was never theirs
            assert [word for word in ever if word.encode() in held] == []
        assert study_report(path).faults == ()
        text.project = Project.open(path, clock=FixedClock(NOON), back_up=False)
        # What was put in the place of their words is theirs, whoever's turn it stands in now.
        kept = [word for word in others if word in first and word not in ever]
        if kept:
            assert [word for word in text.said("P02") if word in kept] == kept
        text.project.close()
