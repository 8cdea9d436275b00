"""What the transcript view is made of, without a screen: moves, stripes, drawn lines, finding."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from qualcode.transcripts.boundaries import Boundaries, Unit, count_words
from qualcode.transcripts.clean import clean
from qualcode.transcripts.layout import Layout
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices
from qualcode.tui.widgets.finding import find_all
from qualcode.tui.widgets.margin import GUTTER, Margin, columns
from qualcode.tui.widgets.passage import Passage
from qualcode.tui.widgets.shown import Mark, ShownDocument, ShownTurn, clock, timed_turns
from qualcode.tui.widgets.transcript_line import Inks, Scene, paint

WORDS = st.lists(
    st.sampled_from(["I", "didn’t", "go", "‘no’,", "漢字", "👨‍👩‍👧", "🇬🇧", "cafe\u0301", "—", "[/b]", "x" * 30]),
    min_size=1,
    max_size=9,
)
TURNS = st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=5)


def document(said: list[list[list[str]]]) -> ShownDocument:
    text, turns, sentences = "", [], []
    for number, turn in enumerate(said):
        label = "INT" if number % 2 == 0 else "P1"
        text += f"{label}: "
        begin = len(text)
        for sentence in turn:
            start = len(text)
            text += " ".join(sentence) + "."
            sentences.append(Span(start, len(text)))
            text += " "
        turns.append(ShownTurn(Span(begin, len(text) - 1), label, label == "INT"))
        text += "\n"
    return ShownDocument("d", text, tuple(turns), tuple(sentences))


DOCUMENTS = TURNS.map(document)
MOVES = st.lists(
    st.tuples(st.sampled_from([*Unit, "grow", "shrink", "anchor", "turn round"]), st.booleans(), st.booleans()),
    max_size=25,
)


def boundaries(shown: ShownDocument) -> Boundaries:
    return Boundaries(
        shown.text,
        [turn.span for turn in shown.turns],
        shown.sentences,
        [turn.asks for turn in shown.turns],
    )


def marks_in(shown: ShownDocument, draw: st.DrawFn) -> list[Mark]:
    ends = st.integers(0, len(shown.text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=12))
    return [
        Mark(f"m{number}", Span(min(pair), max(pair)), "c", f"1.{number}", "Name", "red", number % 3 == 0)
        for number, pair in enumerate(pairs)
        if pair[0] != pair[1]
    ]


@st.composite
def coded_documents(draw: st.DrawFn) -> tuple[ShownDocument, list[Mark]]:
    shown = draw(DOCUMENTS)
    return shown, marks_in(shown, draw)


@given(DOCUMENTS, MOVES)
def test_no_sequence_of_moves_selects_half_a_character_or_a_space_at_an_end(
    shown: ShownDocument, moves: list[tuple[Unit | str, bool, bool]]
) -> None:
    passage = Passage(boundaries(shown), Unit.SENTENCE)
    spoken = Span(shown.turns[0].span.start, shown.turns[-1].span.end)
    for move, forward, extend in moves:
        if isinstance(move, Unit):
            passage.step(move, forward, extend)
        elif move == "grow":
            passage.grow()
        elif move == "shrink":
            passage.shrink()
        elif move == "turn round":
            passage.turn_round()
        else:
            passage.anchored = not passage.anchored
        selection = passage.selection
        words = selection.of(shown.text)
        assert words and words == words.strip()
        assert spoken.covers(selection)
        snapped = Passage(boundaries(shown), Unit.SENTENCE)
        assert snapped.select(selection)
        assert snapped.selection == selection


@given(DOCUMENTS, st.sampled_from([Unit.WORD, Unit.SENTENCE, Unit.TURN]))
def test_a_step_there_and_back_selects_the_same_words(shown: ShownDocument, unit: Unit) -> None:
    passage = Passage(boundaries(shown), unit)
    while True:
        before = passage.selection
        if not passage.step(unit, forward=True):
            break
        after = passage.selection
        assert after.start >= before.end
        assert passage.step(unit, forward=False)
        assert passage.selection == before or not count_words(before.of(shown.text))
        passage.reach(after)


@given(coded_documents(), st.integers(8, 70), st.data())
def test_codings_on_one_line_never_share_a_lane_and_every_name_stands_beside_its_stripe(
    coded: tuple[ShownDocument, list[Mark]], width: int, data: st.DataObject
) -> None:
    shown, marks = coded
    layout = Layout(shown.text, [turn.span for turn in shown.turns], width)
    half = data.draw(st.integers(0, len(marks)))
    margin = Margin()
    margin.lay_out(layout, marks[:half])
    for mark in marks[half:]:
        margin.put(mark)
    dropped = data.draw(st.sampled_from([None, *marks]))
    if dropped is not None:
        margin.drop(dropped.id)
    named = []
    for line in range(len(layout)):
        here = margin.on_line(line)
        lanes = [margin.lane(mark) for mark in here]
        assert len(lanes) == len(set(lanes))
        assert all(mark in here for mark in margin.named_on(line))
        named += [mark.id for mark in margin.named_on(line)]
    assert sorted(named) == sorted(mark.id for mark in marks if mark is not dropped)


@given(coded_documents(), st.integers(8, 70), st.sampled_from(["P1", "[somebody else]"]))
def test_codings_are_drawn_over_replaced_words_as_if_they_had_been_placed_before(
    coded: tuple[ShownDocument, list[Mark]], width: int, instead: str
) -> None:
    source, marks = coded
    splices = Splices(tuple(Splice(hit.start, hit.end, instead) for hit in find_all(source.text, "go")))
    source = replace(source, splices=splices)
    shown = source.drawn()
    layout = Layout(shown.text, [turn.span for turn in shown.turns], width)
    margin = Margin(source.way)
    margin.lay_out(layout, marks[1:])
    for mark in marks[:1]:
        margin.put(mark)
    placed = {mark.id: mark.at(source.way.span(mark.span)) for mark in marks}
    assert {mark.id: mark for mark in margin.marks} == placed
    for line in range(len(layout)):
        here = margin.on_line(line)
        assert {mark.id for mark in here} == {one.id for one in placed.values() if line in layout.lines_of(one.span)}
        assert all(mark == placed[mark.id] == margin.get(mark.id) for mark in here)
        assert len({margin.lane(mark) for mark in here}) == len(here)
        assert all(mark in here for mark in margin.named_on(line))


@given(coded_documents(), st.integers(20, 130), st.data())
def test_every_drawn_line_fits_the_view_and_holds_its_words(
    coded: tuple[ShownDocument, list[Mark]], width: int, data: st.DataObject
) -> None:
    shown, marks = coded
    shares = columns(width)
    layout = Layout(shown.text, [turn.span for turn in shown.turns], shares.text)
    margin = Margin()
    margin.lay_out(layout, marks)
    passage = Passage(boundaries(shown), Unit.WORD, data.draw(st.integers(0, len(shown.text))))
    ink = Style()
    inks = Inks(ink, ink, ink, ink, ink, ink, ink, ink, ink, ink, tint=lambda colour: ink, stripe=lambda colour: ink)
    hits = find_all(shown.text, "go")
    scene = Scene(shown, shares, margin, passage.selection, None, None, hits, True)
    for number, line in enumerate(layout):
        pieces = paint(line, number, scene, inks)
        if layout.cells(number) <= shares.text:
            assert sum(cell_len(piece.text) for piece in pieces) <= width
        drawn = "".join(piece.text for piece in pieces).replace("‹", " ").replace("›", " ")
        assert line.span.of(shown.text) in drawn


@pytest.mark.parametrize("width", range(40, 200))
def test_the_columns_never_need_more_cells_than_there_are(width: int) -> None:
    shares = columns(width)
    names = shares.names + 1 if shares.names else 0
    assert GUTTER + shares.text + 1 + shares.lanes + names <= width
    assert shares.text <= 72
    assert width < 80 or shares.text >= 60


@given(DOCUMENTS, st.data())
def test_words_copied_from_the_text_are_found_where_they_stand(shown: ShownDocument, data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(shown.sentences))
    typed = sentence.of(shown.text).upper().replace("’", "'").replace("‘", "'").replace(" ", "  ")
    assert sentence in find_all(shown.text, typed)


def test_words_are_found_across_a_line_break() -> None:
    assert find_all("so I sent\n\tmyself there", "sent myself") == [Span(5, 17)]


def test_nothing_is_found_for_nothing() -> None:
    assert find_all("some words", "  ") == []


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (95.7, "1:35"), (3723, "1:02:03")])
def test_times_read_as_a_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_a_second_recording_that_starts_anew_shows_its_time() -> None:
    turns = tuple(ShownTurn(Span(0, 0), seconds=seconds) for seconds in (0, 10, 40, None, 3))
    assert timed_turns(turns) == [True, False, True, False, True]


def test_real_transcripts_wrap_without_losing_a_word() -> None:
    folder = os.environ.get("QUALCODE_REAL_FILES")
    if folder is None:
        pytest.skip("QUALCODE_REAL_FILES names no folder of real transcripts")
    paths = [path for path in Path(folder, "transcripts").rglob("*") if path.suffix in (".txt", ".md")]
    assert paths
    for path in paths:
        text = clean(path.read_text(encoding="utf-8", errors="replace"))
        turns = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
        for width in (30, 60, 72):
            layout = Layout(text, turns, width)
            held = "".join(line.span.of(text) for line in layout)
            assert "".join(held.split()) == "".join("".join(turn.of(text) for turn in turns).split())
            assert all(layout.cells(number) <= width for number in range(len(layout)))
