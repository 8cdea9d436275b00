"""Hypothesis strategies for tables, pictures and pages, with any words and any numbers a study may hold."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from qualcode.exports.figures import Bars, Column, Figure, HeatMap, Lines, Row, Series, Table, Value, ValueKind
from qualcode.exports.page import Blanks, Cards, Facts, Page, Paragraph, Room, Section, Sheet, Topic
from qualcode.exports.printed import Appearance, Attribution, PrintedExcerpt, PrintedMemo
from qualcode.exports.sources import Fact
from qualcode.participants.disclosure import Audience, Line
from qualcode.transcripts.transcript import Kind
from tests.exports.sample_report import MADE_ON, cleared

words = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ("=1+1", "-2", "@x", "a,b;c\td", "“q” \"r\" 's'", "<b>&amp;</b>", "👩‍👩‍👧", "", "\x00\u202e", "]]>", "a\nb")
    ),
)
_floats = st.floats(0, 1e6)


def _values(kind: ValueKind) -> st.SearchStrategy[Value]:
    found: dict[ValueKind, st.SearchStrategy[Value]] = {
        ValueKind.WORDS: words,
        ValueKind.WHOLE: st.integers(0, 10**9),
        ValueKind.SHARE: st.floats(0, 1),
        ValueKind.RATE: _floats,
        ValueKind.DATE: st.dates(date(1980, 1, 1), date(2100, 1, 1)),
    }
    return st.none() | found[kind]


@st.composite
def tables(draw: st.DrawFn, most_columns: int = 40) -> Table:
    kinds = draw(st.lists(st.sampled_from(list(ValueKind)), max_size=most_columns))
    columns = (
        Column(draw(words), ValueKind.WORDS),
        *(Column(draw(words), kind, narrow=kind is ValueKind.WHOLE and draw(st.booleans())) for kind in kinds),
    )
    row = st.builds(Row, st.tuples(words, *(_values(kind) for kind in kinds)), st.integers(0, 12), st.booleans())
    rows = tuple(draw(st.lists(row, max_size=4)))
    notes = tuple(draw(st.lists(words, max_size=2)))
    return Table(draw(words), columns, rows, notes, sheet=draw(words), dots=draw(st.booleans()))


@st.composite
def _pictures(draw: st.DrawFn) -> Bars | Lines | HeatMap:
    names = tuple(draw(st.lists(words, min_size=1, max_size=20)))
    kind = draw(st.sampled_from((ValueKind.WHOLE, ValueKind.SHARE, ValueKind.RATE)))
    number = {ValueKind.WHOLE: st.integers(0, 10**6), ValueKind.SHARE: st.floats(0, 1)}.get(kind, _floats)
    if draw(st.booleans()):
        columns = tuple(draw(st.lists(words, min_size=1, max_size=15)))
        line = st.tuples(*[st.none() | number] * len(columns))
        numbers = tuple(draw(line) for _ in names)
        return HeatMap(draw(words), columns, names, numbers, unit=draw(words), note=draw(words), value=kind)
    values = st.tuples(*[number] * len(names))
    series = draw(
        st.lists(st.builds(Series, words, values, st.none() | st.sampled_from(Kind)), min_size=1, max_size=6)
    )
    if draw(st.booleans()):
        return Bars(draw(words), names, tuple(series), unit=draw(words), note=draw(words), value=kind)
    mark = draw(st.none() | st.integers(0, len(names) - 1))
    return Lines(draw(words), names, tuple(series), unit=draw(words), value=kind, mark=mark, mark_name=draw(words))


pictures = _pictures()
figures: st.SearchStrategy[Figure] = st.one_of(tables(), pictures)


_rows = st.lists(st.lists(words, max_size=3).map(tuple), max_size=4).map(tuple)
_sheets: st.SearchStrategy[Sheet] = st.one_of(
    st.builds(Room, st.integers(0, 5)),
    st.builds(Blanks, words, st.tuples(words, words, words), st.just((2, 3, 1)), _rows),
)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    part = st.one_of(
        st.builds(Paragraph, words, st.booleans()),
        st.builds(Facts, st.lists(st.builds(Fact, words, words), min_size=1, max_size=3).map(tuple)),
        figures,
    )
    section = st.builds(Section, words, st.lists(part, max_size=3).map(tuple), st.integers(1, 2))
    sections = tuple(draw(st.lists(section, max_size=3)))
    audience, contents = draw(st.sampled_from(Audience)), draw(st.booleans())
    quoted = tuple(draw(_quotes(f"x{number:08}", audience)) for number in range(draw(st.integers(0, 2))))
    if quoted:
        topic = Topic("x00000009", draw(words), tuple(draw(st.lists(words, max_size=2))))
        as_cards = (Cards(quoted), topic, *draw(st.lists(_sheets, max_size=3)))
        parts = as_cards if draw(st.booleans()) else quoted
        sections = (*sections, Section(draw(words), parts, draw(st.integers(1, 2)), draw(st.booleans())))
    return Page(draw(words), draw(words), MADE_ON, audience, sections, contents)


@st.composite
def _quotes(draw: st.DrawFn, id_: str, audience: Audience) -> PrintedExcerpt:
    lines = draw(st.lists(st.builds(Line, words, words, st.booleans()), max_size=3))
    people = draw(st.lists(st.builds(Appearance, words, st.tuples(words)), max_size=2))
    memos = draw(st.lists(st.builds(PrintedMemo, words, words), max_size=1))
    who = Attribution(tuple(people), draw(words), draw(words))
    coders = tuple(draw(st.lists(words, max_size=1)))
    return PrintedExcerpt(cleared(id_, *lines, audience=audience), who, draw(st.booleans()), coders, tuple(memos))
