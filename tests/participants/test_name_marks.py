"""Names known by marks alone are found where the real list would find them, and say nothing themselves."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.participants.name_marks import MarkedNames, key_of, marks_of, read_stored, stored
from qualcode.participants.names import LeftAsSaid, ListState, Name, Names, Variant, What
from qualcode.problem import Problem
from qualcode.transcripts.span import Span

KEY = key_of("0123456789abcdef0123456789abcdef")
PIECES = (
    *("Mary", "mary", "MARY", "Marys", "Smith", "Smiths", "Jones", "Joneses", "JONES", "St.", "St", "St.Mary"),
    *("O’Brien", "O'Brien", "Will", "will", "Will’s", "Wills", "José", "Jose\u0301", "JOSÉ", "Groß", "GROSS"),
    *("田中", "田", "中", "さん", "민수", "Anne-Marie", "Anne", "Marie", "Jo", "jos", "Ward", "7", "Rosemary"),
    *("May", "may", "June", "Jan", "Mai", "März", "12", "2026", "to", "of"),
    *("Annual", "Ann", "Ma\u00adry"),
)
BETWEEN = (" ", "  ", "\n", "\n\n", "-", ".", ". ", ", ", "’s ", "\u200b", "\u00a0", "_", "")

real = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(" ".join)
texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BETWEEN)), max_size=25).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
documents = st.sampled_from([None, None, frozenset({"d1"}), frozenset({"d2"})])


@st.composite
def lists(draw: st.DrawFn) -> Names:
    names: list[Name] = []
    for number in range(draw(st.integers(1, 6))):
        variants = tuple(Variant(one) for one in draw(st.lists(real, max_size=2)))
        new = [*names, Name(draw(real), f"⟦{number}⟧", What.PERSON, variants, draw(st.booleans()), draw(documents))]
        try:
            Names(new)
        except Problem:
            continue
        names = new
    return Names(names)


def marked(names: Names) -> MarkedNames:
    """The list as it comes back from where its marks are kept."""
    kept = [(stored(mark.sought), mark) for mark in marks_of(names, KEY)]
    marks = []
    for line, mark in kept:
        assert read_stored(line) == mark.sought
        marks.append(mark)
    return MarkedNames(marks, KEY)


@given(lists(), texts, st.sampled_from(["", "d1", "d2"]), st.data())
def test_marks_replace_exactly_what_the_real_list_replaces(
    names: Names, text: str, document: str, data: st.DataObject
) -> None:
    known = marked(names)
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    turns = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    assert known.splices(text, document, turns) == names.splices(text, document, turns)
    assert known.show(text, document) == names.show(text, document)
    assert known.show_all(({"a": [text]},)) == names.show_all(({"a": [text]},))


@given(lists(), texts)
def test_places_left_as_said_are_left_by_marks_too(names: Names, text: str) -> None:
    hits = names.hits(text, "d1")
    left = {"d1": LeftAsSaid(text, tuple(Span(hit.start, hit.end) for hit in hits[::2]))}
    assert marked(names).leaving(left).show(text, "d1") == names.leaving(left).show(text, "d1")


@pytest.mark.parametrize(
    "said",
    [
        "Mary’s card, the Smiths, MARY-SMITH",
        "Will will not, said Will",
        "Ann has an Annual card",
        "昨日田中さん",
        "St Mary and St. Mary",
    ],
)
def test_marks_know_possessives_several_of_a_name_capitals_and_longer_words(said: str) -> None:
    names = Names(
        [
            Name("Mary Smith", "Anna Jones", variants=(Variant("Mary", "Anna"), Variant("Smith", "Jones"))),
            Name("Will", "Tom", as_written=True),
            Name("Ann", "Bea"),
            Name("田中", "⟦x⟧"),
            Name("St. Mary", "the church"),
        ]
    )
    assert names.show(said) != said
    assert marked(names).show(said) == names.show(said)


def test_a_list_known_by_marks_says_so_and_shows_nobody() -> None:
    names = marked(Names([Name("Mary Smith", "Anna Jones")]))
    assert names.state is ListState.MISSING
    assert names
    assert list(names) == []
    assert "Smith" not in repr(vars(names))


def test_what_is_stored_of_a_name_holds_no_part_of_it_and_differs_from_study_to_study() -> None:
    (here,) = marks_of(Names([Name("Mary Smith", "x")]), KEY)
    (there,) = marks_of(Names([Name("Mary Smith", "x")]), key_of("ff" * 16))
    assert "mary" not in stored(here.sought).casefold()
    assert not set(here.sought.words[0]) & set(there.sought.words[0])


@pytest.mark.parametrize("line", ["", "zz", "~2 ab", "~2+5 ab", "/", "=", " ", "a//b", "=aa"])
def test_a_line_that_is_no_mark_is_none(line: str) -> None:
    assert read_stored(line) is None


@given(st.lists(st.text("0123456789abcdef/ =.~+", max_size=40)))
def test_any_line_is_read_or_refused(lines: Sequence[str]) -> None:
    for line in lines:
        how = read_stored(line)
        if how is not None:
            assert MarkedNames([], KEY).show("Mary") == "Mary"
            assert read_stored(stored(how)) == how
