"""The words of a quote as they are drawn to be trimmed, and how one moves in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices
from qualcode.transcripts.trim import Alteration, Trim
from qualcode.tui.widgets.shown import ShownDocument, ShownTurn
from qualcode.tui.widgets.trim_view import drawn_trim

SAID = "It was a card. So I sent Marion myself."


def document(*turns: tuple[int, int], splices: Splices | None = None) -> ShownDocument:
    return ShownDocument(
        "q",
        SAID,
        tuple(ShownTurn(Span(*one)) for one in turns or ((0, len(SAID)),)),
        splices=splices or Splices(),
    )


def test_what_is_left_out_stands_in_angles_and_own_words_behind_what_they_stand_for() -> None:
    trim = Trim((Alteration(0, 1, "i"), Alteration(9, 13), Alteration(15, 17, "And")))
    assert drawn_trim(document(), trim).text == "‹I› [i]t was a ‹card›. ‹So› [And] I sent Marion myself."


def test_own_words_that_stand_for_nothing_are_parted_from_what_is_around_them() -> None:
    trim = Trim((Alteration(15, 15, "then"), Alteration(len(SAID), len(SAID), "sic")))
    assert drawn_trim(document(), trim).text == "It was a card. [then] So I sent Marion myself. [sic]"


def test_what_is_shown_for_a_name_is_left_out_with_it() -> None:
    names = Splices((Splice(25, 31, "[the manager]"),))
    trim = Trim((Alteration(25, 31),))
    assert drawn_trim(document(splices=names), trim).text == "It was a card. So I sent ‹[the manager]› myself."


def test_each_turn_is_drawn_apart_with_the_brackets_that_begin_and_end_in_it() -> None:
    drawn = drawn_trim(document((0, 14), (15, len(SAID))), Trim((Alteration(9, 14), Alteration(15, 17))))
    assert [turn.of(drawn.text) for turn in drawn.turns] == ["It was a ‹card.›", "‹So› I sent Marion myself."]


@st.composite
def trims(draw: st.DrawFn) -> Trim:
    edges = sorted(draw(st.lists(st.integers(0, len(SAID)), max_size=8)))
    own = st.text("ab c", max_size=4).map(str.strip)
    made = [Alteration(start, end, draw(own)) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    return Trim(tuple(one for one in made if one.span or one.own))


@given(trims())
def test_without_what_was_put_in_stand_the_words_that_were_said(trim: Trim) -> None:
    drawn = drawn_trim(document(), trim)
    assert "".join(drawn.text[place] for place in drawn.at) == SAID
    assert "".join(piece.span.of(drawn.text) for piece in drawn.pieces) == drawn.text
    for place in range(len(SAID)):
        assert drawn.offset(drawn.span(Span(place, place + 1)).start) == place
