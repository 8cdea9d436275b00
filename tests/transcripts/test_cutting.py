"""Words that are too long for their place are cut at its end, or in their middle."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.graphemes import cells, cut, cut_apart, cut_middle

LINES = st.text(alphabet="abc é’—x\N{CJK UNIFIED IDEOGRAPH-6F22}\N{THUMBS UP SIGN}", max_size=40)


@given(words=LINES, width=st.integers(0, 45))
def test_what_is_cut_fits_and_what_fits_is_not_cut(words: str, width: int) -> None:
    for cutting in (cut, cut_middle):
        found = cutting(words, width)
        assert cells(found) <= width
        if cells(words) <= width:
            assert found == words
        elif width:
            assert "…" in found


@given(words=LINES, width=st.integers(1, 45))
def test_what_is_cut_in_its_middle_keeps_its_beginning_and_its_end(words: str, width: int) -> None:
    first, ellipsis, last = cut_middle(words, width).partition("…")
    assert words.startswith(first) and words.endswith(last)
    assert ellipsis or first == words


def test_a_long_question_keeps_as_much_of_either_end() -> None:
    assert cut_middle("who:P03 and kind:interview and attr:role=carer", 21) == "who:P03 an…role=carer"


@given(names=st.lists(LINES, max_size=6), width=st.integers(0, 20))
def test_names_that_are_cut_never_read_alike(names: list[str], width: int) -> None:
    shown = cut_apart(names, [width] * len(names))
    assert len(set(shown)) == len(set(names))
    if len({cut(name, width) for name in names}) == len(set(names)):
        assert shown == [cut(name, width) for name in names], "only those that would read alike are cut otherwise"
