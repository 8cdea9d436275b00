"""The words that a stretch holds whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.boundaries import whole_words, word_edges
from qualcode.transcripts.span import Span

TEXT = st.text(st.sampled_from("ab  ’'.,-\u200d👩東\n\u00a0\u3000"), min_size=1, max_size=25)


@given(text=TEXT, ends=st.lists(st.integers(0, 25), min_size=4, max_size=4))
def test_words_are_held_whole_or_not_at_all(text: str, ends: list[int]) -> None:
    first, second, third, last = (min(end, len(text)) for end in ends)
    within, span = Span(min(first, second), max(first, second)), Span(min(third, last), max(third, last))
    whole = sum(span.start <= start and stop <= span.end for start, stop in word_edges(text, within))
    assert whole_words(text, span, within) == whole


def test_a_word_cut_in_two_is_not_held() -> None:
    text = "It was ice-cold."
    assert whole_words(text, Span(0, 10), Span(0, len(text))) == 2
    assert whole_words(text, Span(1, 15), Span(0, len(text))) == 2
    assert whole_words(text, Span(3, 15), Span(0, len(text))) == 2
