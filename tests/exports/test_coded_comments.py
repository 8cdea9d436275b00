"""The comments of a coded transcript in Word stand on the words of their codings, however these overlap."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.exports import word_coded
from qualcode.exports.coded import (
    CodedTranscript,
    Mark,
    PrintedTurn,
    Remark,
    SaidWords,
    Titled,
)
from qualcode.participants.disclosure import Audience, Line, Verbatim, clear
from qualcode.participants.names import NO_NAMES
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from tests.conftest import NOON, WORDS, span_of
from tests.examples import one_in
from tests.exports.commented import comments_in
from tests.exports.test_coded_transcripts import alone
from tests.exports.word_rules import faults

BringIn = Callable[..., str]
CodeIt = Callable[..., str]


@st.composite
def marked_turns(draw: st.DrawFn) -> tuple[list[str], list[tuple[int, int]]]:
    """Turns of words, and spans of all of them in a row: half-open, each of some words."""
    words = draw(st.lists(st.text(st.sampled_from("ab é\n👩‍👧<&"), min_size=1, max_size=12), min_size=1, max_size=5))
    length = sum(map(len, words))
    edges = st.integers(0, length)
    spans = draw(st.lists(st.tuples(edges, edges).map(sorted).filter(lambda e: e[0] < e[1]), max_size=8))
    return words, [(start, stop) for start, stop in spans]


@given(marked_turns())
def test_however_comments_overlap_each_is_on_its_own_words(given: tuple[list[str], list[tuple[int, int]]]) -> None:
    words, spans = given
    clearance = clear(
        [Verbatim(f"t{number}", (Line("P01", one),), ()) for number, one in enumerate(words)],
        Audience.TEAM,
        on=NOON.date(),
        names=NO_NAMES,
    )
    parts: list[PrintedTurn] = []
    wanted: list[list[str]] = [[] for _ in spans]
    here = 0
    for number, cleared in enumerate(clearance.cleared):
        marks = []
        for place, (start, stop) in enumerate(spans):
            first, last = max(start - here, 0), min(stop - here, len(cleared.text))
            if first < last:
                marks.append(Mark(place, first, last))
                wanted[place].append(cleared.text[first:last])
        parts.append(PrintedTurn(number + 1, "P01", "", (SaidWords(cleared, tuple(marks)),)))
        here += len(cleared.text)
    remarks = tuple(Remark(n, "Ana", "A", NOON, ("x1",), (Titled("1 Access"),)) for n in range(len(spans)))
    value = CodedTranscript("d", "P01", "Study", NOON, Audience.TEAM, (), tuple(parts), remarks)
    assert [list(one.on) for one in comments_in(word_coded.content(value))] == wanted


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=one_in(4))
@given(st.lists(st.tuples(st.integers(0, len(WORDS)), st.integers(0, len(WORDS))), min_size=1, max_size=6))
def test_wherever_people_code_the_comments_are_on_the_words_that_were_said_there(
    project: Project, bring_in: BringIn, codes: dict[str, str], spans: list[tuple[int, int]]
) -> None:
    document = bring_in() if not project.conn.execute("SELECT 1 FROM document").fetchone() else ""
    document = document or project.conn.execute("SELECT id FROM document").fetchone()[0]
    chosen = {Span(min(pair), max(pair)) for pair in spans if pair[0] != pair[1]}
    chosen = {span for span in chosen if span.of(WORDS).strip()}
    if not chosen:
        return
    project.make(AddCodings([NewCoding(document, span, codes["1.1"]) for span in chosen]))
    said = [line.partition(": ")[2] for line in WORDS.splitlines()]
    places = [span_of(WORDS, words) for words in said]
    wanted = []
    for span in sorted(chosen, key=lambda one: (one.start, -one.end)):
        inside = [Span(max(span.start, one.start), min(span.end, one.end)) for one in places if span.overlaps(one)]
        wanted.append(tuple(filter(None, (one.of(WORDS).strip() for one in inside))))
    value = alone(project, documents=(document,))
    project.undo()
    assert [one.on for one in comments_in(word_coded.content(value))] == list(filter(None, wanted))


def test_word_opens_it_without_repair(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    document = bring_in()
    for words, index in (("a card on the board", "1.1"), ("on the board in", "1.2"), ("I sleep.", "3.1")):
        code_it(document, words, index)
    assert faults(word_coded.content(alone(project))) == []
    assert word_coded.content(alone(project)) == word_coded.content(alone(project))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_every_comment(
    project: Project, bring_in: BringIn, code_it: CodeIt, tmp_path: Path
) -> None:
    document = bring_in()
    for words, index in (("a card on the board", "1.1"), ("on the board in", "1.2"), ("I sleep.", "3.1")):
        code_it(document, words, index)
    path = tmp_path / "coded.docx"
    path.write_bytes(word_coded.content(alone(project)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", "--headless", profile, "--convert-to", "odt", "--outdir", str(tmp_path), str(path)]
    subprocess.run(convert, check=True, capture_output=True, timeout=240)
    with ZipFile(tmp_path / "coded.odt") as read:
        content = read.read("content.xml").decode()
    assert content.count("<office:annotation ") == content.count("<office:annotation-end ") == 3
