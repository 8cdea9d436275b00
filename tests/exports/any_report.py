"""Reports of anything a study might hold, for tests of what every writer must bear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from hypothesis import strategies as st

from qualcode.exports.figures import Bars, Series
from qualcode.exports.numbers import Counts, CountsRow, CountsTable, LeftOut, Tally
from qualcode.exports.printed import Appearance, Attribution, Excerpt, PrintedExcerpt, PrintedMemo, SeeExcerpt
from qualcode.exports.report import AreaChapter, CodebookEntry, CodeSection, Report
from qualcode.exports.sources import DocumentsOfKind, Fact, Sources
from qualcode.participants.consent import Consent
from qualcode.participants.disclosure import Audience, Line
from qualcode.transcripts.transcript import Kind
from tests.exports.sample_report import cleared, judged, verbatim

_AWKWARD = (
    "",
    " ",
    "  two  spaces  ",
    "a\tb\nc\r\nd\re",
    "</w:t></w:r> & <w:p/> \"quoted\" 'so'",
    "]]> <!-- --> &#0; &amp; %s {0}",
    "\x00\x01\x1b[31m\ufffe\uffff",
    "\u202eover\u202c \u2066ride\u2069",
    "👩‍👩‍👧 👍🏽 e\u0301 \u200b\u00ad",
    "面接で聞いた言葉。",
    "سمعت عن المجموعة من صيدلية الحي.",
    "שמעתי על הקבוצה",
    "=1+1",
    "_Toc00000001",
    "Word" * 300,
    "a very long name " * 40,
    "\ud800 alone",
)
words = st.one_of(st.sampled_from(_AWKWARD), st.text(max_size=30))
_numbers = st.integers(0, 10**9)
_kinds = st.sampled_from(list(Kind))
_attributions = st.builds(
    Attribution,
    st.lists(st.builds(Appearance, words, st.tuples(words)), max_size=3).map(tuple),
    words,
    words,
)
_memos = st.lists(
    st.builds(PrintedMemo, words, words, st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)), words), max_size=2
).map(tuple)
_tallies = st.lists(
    st.builds(Tally, *[_numbers] * 6, st.none() | _kinds, st.booleans(), _numbers),
    min_size=1,
    max_size=3,
).map(tuple)
_counts = st.none() | st.builds(Counts, st.just(()) | _tallies, st.just(()) | _tallies)
_left_out = st.builds(LeftOut, _numbers, _numbers, _numbers, st.none() | _kinds)
_documents = st.lists(st.builds(DocumentsOfKind, _kinds, _numbers, _numbers, _numbers), max_size=3).map(tuple)


@st.composite
def _charts(draw: st.DrawFn) -> Bars:
    categories = draw(st.lists(words, max_size=5))
    values = st.lists(_numbers, min_size=len(categories), max_size=len(categories)).map(tuple)
    series = draw(st.lists(st.builds(Series, words, values, st.none() | _kinds), min_size=1, max_size=8))
    return Bars(draw(words), tuple(categories), tuple(series), alt_text=draw(words))


@st.composite
def _tables(draw: st.DrawFn) -> CountsTable:
    columns = draw(st.integers(0, 30))
    names = draw(st.lists(words, min_size=columns, max_size=columns))
    rows = [
        CountsRow(draw(words), draw(words), draw(st.integers(0, 12)), (draw(_numbers),) * columns, 1, 2, 3)
        for _ in range(draw(st.integers(0, 3)))
    ]
    return CountsTable(tuple(names), tuple(rows), draw(words), draw(words))


@st.composite
def _excerpts(draw: st.DrawFn, ids: Sequence[str], printed: list[str], audience: Audience) -> tuple[Excerpt, ...]:
    found: list[Excerpt] = []
    for one in ids:
        rest = (draw(_attributions), draw(st.booleans()), draw(st.lists(words, max_size=2).map(tuple)), draw(_memos))
        if draw(st.booleans()) and printed:
            found.append(SeeExcerpt(one, draw(st.sampled_from(printed)), draw(words), *rest))
            continue
        lines = draw(st.lists(st.builds(Line, words, words, st.booleans()), max_size=3))
        found.append(PrintedExcerpt(cleared(one, *lines, audience=audience), *rest))
        printed.append(one)
    return tuple(found)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report: empty chapters, no excerpts at all, deep nesting, hostile and foreign and very long words."""
    audience = draw(st.sampled_from(list(Audience)))
    ids = iter(draw(st.lists(st.from_regex("x[0-9a-hjkmnp-tv-z]{8,10}", fullmatch=True), max_size=8, unique=True)))
    printed: list[str] = []
    areas = []
    for _ in range(draw(st.integers(0, 3))):
        codes = []
        for _ in range(draw(st.integers(0, 3))):
            own = [one for one, _ in zip(ids, range(draw(st.integers(0, 3))), strict=False)]
            codes.append(
                CodeSection(
                    draw(words),
                    draw(words),
                    draw(st.integers(1, 12)),
                    draw(words),
                    draw(_counts),
                    draw(_excerpts(own, printed, audience)),
                    tuple(draw(st.lists(_left_out, max_size=2))),
                )
            )
        chart = draw(st.none() | _charts())
        unused = tuple(draw(st.lists(words, max_size=3)))
        areas.append(AreaChapter(draw(words), draw(words), tuple(codes), draw(_counts), chart, unused=unused))
    held = judged(
        [
            verbatim(f"xhe{n:06}", "Nobody may read this.", consent=Consent.WITHDRAWN, who=draw(words))
            for n in range(draw(st.integers(0, 3)))
        ],
        audience,
    ).held_back
    entry = st.builds(
        CodebookEntry, words, words, st.integers(0, 12), words, words, words, words, st.sampled_from(["", "agreed"])
    )
    return Report(
        draw(words),
        draw(words),
        datetime(2026, 3, 12, 9, 30, tzinfo=timezone(timedelta(hours=draw(st.integers(-12, 14))))),
        audience,
        Sources(draw(_documents), 2, draw(words), draw(st.lists(words, max_size=1).map(tuple)), in_several=1),
        tuple(areas),
        tuple(draw(st.lists(st.builds(Fact, st.just("Question"), words), max_size=3))),
        tuple(draw(_tables()) for _ in range(draw(st.integers(0, 2)))),
        held,
        draw(st.sampled_from([(), tuple(draw(_kinds) for _ in held)])),
        tuple(draw(st.lists(entry, max_size=3))),
    )
