"""A quote trimmed for print: what was said can always be had back, and nothing is added but in brackets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.essays.meaning import LANGUAGES, lost
from qualcode.problem import Problem
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices
from qualcode.transcripts.trim import Alteration, Trim, kept_spans, printed
from qualcode.transcripts.versions import Way
from tests.conftest import span_of

SAID = "she’d the same shake in her hand as me. And I thought, oh. There you are."
WHOLE = Span(0, len(SAID))
texts = st.text(st.sampled_from("ab cd’t.,é\n 👩‍👧no"), min_size=1, max_size=40)
own_words = st.text(st.sampled_from("xyz "), min_size=1, max_size=8).filter(str.strip)


@st.composite
def trims(draw: st.DrawFn, text: str) -> Trim:
    """Any trim that a person can make of a text, one alteration after another."""
    trim = Trim(version_id="v")
    for _ in range(draw(st.integers(0, 5))):
        ends = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        how = draw(st.sampled_from(["leave out", "put in", "letter", "take back"]))
        try:
            if how == "leave out":
                trim = trim.leave_out(text, Span(*ends))
            elif how == "put in":
                trim = trim.put_in(text, Span(*ends), draw(own_words))
            elif how == "letter":
                trim = trim.turn_letter(text, ends[0])
            else:
                trim = trim.take_back(ends[0])
        except Problem:
            continue
    return trim


@st.composite
def trimmed_texts(draw: st.DrawFn) -> tuple[str, Span, Trim]:
    text = draw(texts)
    ends = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return text, Span(*ends), draw(trims(text))


def without_brackets(words: str) -> str:
    """Words without what stands in square brackets."""
    kept, inside = "", False
    for sign in words:
        inside = sign == "[" or (inside and sign != "]")
        kept += "" if inside or sign == "]" else sign
    return kept


@given(trimmed_texts())
def test_taking_back_a_trim_gives_just_what_was_said(case: tuple[str, Span, Trim]) -> None:
    text, span, trim = case
    found = printed(text, span, trim)
    assert found.source == span.of(text)
    assert printed(text, span, Trim()).text == span.of(text)


@given(trimmed_texts())
def test_only_words_in_brackets_are_not_what_was_said(case: tuple[str, Span, Trim]) -> None:
    text, span, trim = case
    found = printed(text, span, trim)
    said = "".join(one.of(text) for one in kept_spans(span, trim))
    assert without_brackets(found.text).replace(" ", "") == said.replace(" ", "")
    assert found.text.count("[") == found.text.count("]") == len(trim.within(span).alterations)


@given(trimmed_texts())
def test_what_is_printed_as_it_was_said_leads_back_to_where_it_was_said(case: tuple[str, Span, Trim]) -> None:
    text, span, trim = case
    found = printed(text, span, trim)
    for kept in kept_spans(span, trim):
        shown = found.printed_span(kept)
        assert shown.of(found.text) == kept.of(text)
        assert found.source_span(shown) == kept
        assert found.source_offset(shown.start) == kept.start


@given(trimmed_texts())
def test_a_trim_is_stored_and_read_as_it_was(case: tuple[str, Span, Trim]) -> None:
    _, _, trim = case
    assert Trim.read(trim.stored).alterations == trim.alterations
    if trim:
        assert Trim.read(trim.stored) == trim


@given(trimmed_texts(), st.data())
def test_a_trim_follows_any_change_of_the_text_or_says_so(case: tuple[str, Span, Trim], data: st.DataObject) -> None:
    text, span, trim = case
    ends = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    change = Splices.of([(ends[0], ends[1], data.draw(st.text(st.sampled_from("mn "), max_size=4)))])
    way, other = Way(((change, False),)), change.apply(text)
    carried, changed = trim.carried(way, "w")
    moved = change.map_span(span)
    assert printed(other, moved, carried).source == moved.of(other)
    if not changed:
        told = [(one.span.of(text), one.own) for one in trim]
        assert [(one.span.of(other), one.own) for one in carried] == told


def test_a_quote_is_printed_with_what_is_left_out_and_what_is_added() -> None:
    trim = Trim().leave_out(SAID, span_of(SAID, "And I thought, oh."))
    assert printed(SAID, WHOLE, trim).text == "she’d the same shake in her hand as me. […] There you are."
    trim = trim.turn_letter(SAID, 0).put_in(SAID, Span(5, 5), "[Ana]".strip("[]"))
    assert printed(SAID, WHOLE, trim).text.startswith("[S]he’d [Ana] the same shake")
    trim = trim.put_in(SAID, span_of(SAID, "her"), "Ana’s")
    assert "shake in [Ana’s] hand" in printed(SAID, WHOLE, trim).text


def test_a_stretch_that_is_left_out_cuts_no_word_and_meets_its_neighbour_in_one_pair_of_brackets() -> None:
    trim = Trim().leave_out(SAID, Span(SAID.index("ame shake"), SAID.index("hake in")))
    assert printed(SAID, WHOLE, trim).text.startswith("she’d the […] in her hand")
    trim = trim.leave_out(SAID, span_of(SAID, "in her"))
    assert printed(SAID, WHOLE, trim).text.startswith("she’d the […] hand")
    assert len(trim.alterations) == 1


def test_a_letter_is_made_a_capital_and_small_again() -> None:
    trim = Trim().turn_letter(SAID, 0)
    assert printed(SAID, WHOLE, trim).text.startswith("[S]he’d")
    assert not trim.turn_letter(SAID, 0)
    there = SAID.index("There")
    assert "oh. [t]here you" in printed(SAID, WHOLE, Trim().turn_letter(SAID, there)).text


def test_what_makes_no_trim_is_refused_with_a_sentence() -> None:
    trim = Trim().put_in(SAID, span_of(SAID, "her hand"), "Ana’s")
    tries: list[Callable[[], Trim]] = [
        lambda: Trim().leave_out(SAID, Span(5, 6)),
        lambda: Trim().put_in(SAID, Span(0, 5), " [] "),
        lambda: Trim().put_in(SAID, Span(0, 5), "…"),
        lambda: Trim().turn_letter(SAID, SAID.index("’")),
        lambda: Trim().turn_letter("maß", 2),
        lambda: Trim().take_back(3),
        lambda: trim.leave_out(SAID, span_of(SAID, "in her")),
        lambda: trim.put_in(SAID, span_of(SAID, "in her"), "with"),
        lambda: trim.turn_letter(SAID, SAID.index("hand")),
    ]
    for wrong in tries:
        with pytest.raises(Problem):
            wrong()


def test_what_another_program_left_that_is_no_trim_is_read_as_none() -> None:
    assert Trim.read("[]") == Trim()
    overlapping = '{"changes": [[3, 5, ""], [4, 6, ""], [8, 8, ""], [9, 9, "x"]], "version": "v"}'
    assert Trim.read(overlapping).alterations == (Alteration(3, 5), Alteration(9, 9, "x"))


@pytest.mark.parametrize(
    ("said", "cut", "words"),
    [
        ("I would not go there again.", "not", ("not",)),
        ("I didn’t mind, really.", "didn’t mind,", ("didn’t",)),
        ("I didn't mind, really.", "didn't mind,", ("didn't",)),
        ("It took 20 weeks, maybe twenty-one.", "20 weeks, maybe twenty-one", ("20", "maybe", "twenty-one")),
        ("It helped, but only at night.", "but only", ("but", "only")),
        ("It helped, I hardly ever cried.", "hardly ever", ("hardly",)),
        ("It helped a great deal.", "a great", ()),
    ],
)
def test_leaving_out_words_that_bear_meaning_is_told(said: str, cut: str, words: tuple[str, ...]) -> None:
    trim = Trim().leave_out(said, span_of(said, cut))
    found = lost(said, Span(0, len(said)), trim, "english")
    assert found.words == words
    assert bool(found.sentence) == bool(words)


def test_own_words_that_keep_the_meaning_lose_nothing_and_a_capital_never_does() -> None:
    said = "no, I did not go."
    trim = Trim().put_in(said, span_of(said, "did not go"), "never went, not once").turn_letter(said, 0)
    assert not lost(said, Span(0, len(said)), trim, "english")
    trim = Trim().put_in(said, span_of(said, "did not go"), "stayed")
    assert lost(said, Span(0, len(said)), trim, "english").sentence == (
        "This leaves out “not”: look whether it still says what was said."
    )


@pytest.mark.parametrize(
    ("language", "said", "word"),
    [
        ("german", "Ich war nicht da.", "nicht"),
        ("french", "Je n’étais pas là.", "pas"),
        ("spanish", "No estaba nunca allí.", "nunca"),
        ("italian", "Non ero mai lì.", "mai"),
        ("dutch", "Ik was er nooit.", "nooit"),
        ("portuguese", "Eu não estava lá.", "não"),
        ("welsh", "Doeddwn i ddim yno.", "ddim"),
    ],
)
def test_other_languages_have_words_that_bear_meaning_too(language: str, said: str, word: str) -> None:
    assert language in LANGUAGES
    assert lost(said, Span(0, len(said)), Trim().leave_out(said, span_of(said, word)), language).words == (word,)


def test_of_a_language_without_a_list_only_numbers_are_told_and_it_says_so() -> None:
    said = "Nem voltam ott 20 éve."
    found = lost(said, Span(0, len(said)), Trim().leave_out(said, span_of(said, "Nem voltam ott 20")), "hungarian")
    assert (found.words, found.known) == (("20",), False)


@pytest.mark.parametrize(
    "said",
    [
        "I think so.",
        "I’m sure of it.",
        "I've been.",
        "Marisol came. And then Marisol’s sister left.",
        "PDPs are of no use.",
        "Will came. I asked Will.",
    ],
)
def test_a_word_that_has_a_capital_anywhere_keeps_it_in_a_trim(said: str) -> None:
    with pytest.raises(Problem, match="a capital wherever it stands"):
        Trim().turn_letter(said, 0)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Yeah, I was.", "[y]eah, I was."),
        ("It’s you. It’s me.", "[i]t’s you. It’s me."),
        ("A dog. Do I?", "[a] dog. Do I?"),
        ("Then she went. Then she came.", "[t]hen she went. Then she came."),
        ("Mark this. We will mark it, said Mark.", "[m]ark this. We will mark it, said Mark."),
        ("i said.", "[I] said."),
    ],
)
def test_another_word_at_the_beginning_of_a_sentence_may_be_printed_small(said: str, shown: str) -> None:
    assert printed(said, Span(0, len(said)), Trim().turn_letter(said, 0)).text == shown


@pytest.mark.parametrize(
    "word",
    [
        "not",
        "never",
        "hardly",
        "only",
        "none",
        "without",
        "unless",
        "but",
        "always",
        "20",
        "three",
        "didn’t",
        "hasnt",
    ],
)
def test_a_word_on_which_the_sense_hangs_is_told_where_a_trim_leaves_it_out(word: str) -> None:
    said = f"It was {word} so with us there."
    found = lost(said, Span(0, len(said)), Trim().leave_out(said, span_of(said, f"was {word}")), "english")
    assert found.words == (word,)
    assert found.sentence == f"This leaves out “{word}”: look whether it still says what was said."
    assert not lost(said, Span(0, len(said)), Trim().leave_out(said, span_of(said, "with us")), "english")


def test_nouns_of_a_language_that_writes_them_with_capitals_keep_them() -> None:
    said = "Hunde kamen. Und die Hunde blieben. I ragazzi."
    with pytest.raises(Problem, match="a capital wherever it stands"):
        Trim().turn_letter(said, 0, "german")
    assert Trim().turn_letter(said, said.index("I ragazzi"), "italian")
