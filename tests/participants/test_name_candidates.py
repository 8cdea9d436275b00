"""Words that look like names are found by how a text writes them, and what is no name is mostly left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.participants.name_candidates import Candidate, Found, Why, candidates
from qualcode.participants.name_tokens import Said
from qualcode.participants.names import What
from qualcode.transcripts.span import Span

SPEAKERS = ("P03", "Interviewer", "MQ", "Mary Quarrington", "Speaker 2")
PLAIN = (
    "Well, I was talking to my sister about the weather. Then we went home and had tea. Really it was nothing. "
    "You will see that it may rain. I hope so. The school was closed. My mother said that the street was long. "
)


def of(*texts: str, listed: tuple[str, ...] = ()) -> dict[str, Candidate]:
    return {one.words: one for one in found(*texts, listed=listed).candidates}


def found(*texts: str, listed: tuple[str, ...] = ()) -> Found:
    return candidates([Said(f"d{n}", f"P{n}", text) for n, text in enumerate(texts, 1)], listed)


@pytest.mark.parametrize(
    ("said", "words", "why", "what"),
    [
        ("I met Oluwaseun there.", "Oluwaseun", Why.WITHIN, What.PERSON),
        ("It was Anna’s card.", "Anna", Why.GIVEN, What.PERSON),
        ("It was James' card, and James's dog.", "James", Why.GIVEN, What.PERSON),
        ("So I saw Dr Patel on Monday.", "Patel", Why.TITLE, What.PERSON),
        ("Then Dr. Patel came.", "Patel", Why.TITLE, What.PERSON),
        ("Then Mrs O’Brien came.", "O’Brien", Why.TITLE, What.PERSON),
        ("And Mrs O'Brien’s dog.", "O'Brien", Why.TITLE, What.PERSON),
        ("We stayed with Auntie Jean then.", "Jean", Why.TITLE, What.PERSON),
        ("We stayed with auntie Jean then.", "Jean", Why.TITLE, What.PERSON),
        ("My Auntie Jean did.", "Jean", Why.TITLE, What.PERSON),
        ("She moved to live in Ambleford last year.", "Ambleford", Why.WITHIN, What.PLACE),
        ("He came from Ambleford then.", "Ambleford", Why.WITHIN, What.PLACE),
        ("We met at Ambleford Hospital first.", "Ambleford Hospital", Why.WITHIN, What.ORGANISATION),
        ("It is on Marsh Lane there.", "Marsh Lane", Why.WITHIN, What.PLACE),
        ("Off the Isle of Oxtoby we swam.", "Isle of Oxtoby", Why.WITHIN, What.PERSON),
        ("Then Mary Quarrington rang.", "Mary Quarrington", Why.GIVEN, What.PERSON),
        ("I rang Jean-Luc twice.", "Jean-Luc", Why.WITHIN, What.PERSON),
        ("Then the AWTC wrote.", "AWTC", Why.CAPITALS, What.ORGANISATION),
        ("He is Quarrington-like, that one.", "Quarrington", Why.WITHIN, What.PERSON),
        ("I rang Ольга twice.", "Ольга", Why.WITHIN, What.PERSON),
    ],
)
def test_a_name_is_known_by_what_stands_around_it(said: str, words: str, why: Why, what: What) -> None:
    one = of(PLAIN + said)[words]
    assert (one.why, one.what, one.count >= 1) == (why, what, True)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Will said no. I will not.", "Will"),
        ("May was there too. It may be.", "May"),
        ("Then Hope rang me.", "Hope"),
        ("Grace’s card came.", "Grace"),
    ],
)
def test_a_name_that_is_a_word_too_is_found_where_somebody_does_something(said: str, words: str) -> None:
    one = of(PLAIN + said)[words]
    assert one.is_also_a_word or words == "Grace"


@pytest.mark.parametrize(
    "said",
    [
        "Will you come? May I? Hope to see you. Mark my words.",
        "It was in May. On Monday we met, and in March. Then in April 2020 too.",
        "I’m sure I’d go. I’ll say it. I, too.",
        "He is English, she is Polish, and they use Facebook on TV. OK?",
        "“Yes,” he said. “No!” And then: Nothing happened.",
        "Absolutely. Definitely. Somehow it works. Everything was fine.",
        "- Then we left.\n- Then we came.\n\nAfterwards nothing.",
        "I saw the doctor. So I left. She became a major. It was hard.",
        "My auntie came. My nan went.",
    ],
)
def test_what_has_its_capital_from_the_sentence_is_no_name(said: str) -> None:
    assert of(PLAIN + said) == {}


def test_names_on_the_list_are_left_out_by_any_of_their_parts() -> None:
    text = PLAIN + "I rang Mary Quarrington. Then Quarrington came, and Oxtoby."
    assert set(of(text, listed=("Mary Quarrington", "Mary", "Quarrington"))) == {"Oxtoby"}


def test_a_name_that_begins_a_sentence_is_known_from_another_place_or_by_a_second_name() -> None:
    assert "Oxtoby" in of(PLAIN + "Oxtoby, that was it. I rang Oxtoby.")
    assert "Oxtoby Quarrington" in of(PLAIN + "Oxtoby Quarrington, that was it.")
    assert "Oxtoby" in of(PLAIN + "Oxtoby said no.")
    assert of(PLAIN + "Oxtobish, that was it.") == {}


def test_a_transcript_in_capitals_is_said_to_tell_nothing_and_known_names_are_found_in_it() -> None:
    shouted = (PLAIN + "So Mrs Oxtoby came with Fatima and Quarrington. ").upper()
    both = found(PLAIN + "I rang Quarrington.", shouted)
    assert both.capitals == ("P2",)
    assert "P2: written in capitals throughout" in both.sentences[0]
    words = {one.words.casefold(): one for one in both.candidates}
    assert set(words) == {"oxtoby", "fatima", "quarrington"}
    assert words["quarrington"].documents == ("d1", "d2")


def test_a_transcript_without_capitals_is_said_to_tell_nothing() -> None:
    small = (PLAIN + "So mr oxtoby came with fatima and she will stay. ").lower()
    one = found(small)
    assert one.small == ("P1",)
    assert "written without capitals" in one.sentences[0]
    assert [(name.words, name.why) for name in one.candidates] == [("oxtoby", Why.TITLE), ("fatima", Why.GIVEN)]


def test_german_which_writes_every_noun_with_a_capital_is_said_to_tell_nothing() -> None:
    text = "Dann kam die Nachbarin mit Fatima in den Garten, und der Hund bellte wegen der Katze. " * 3
    looked = candidates([Said("d", "P1", text)], language="German")
    assert [one.words for one in looked.candidates] == ["Fatima"]
    assert looked.sentences == (
        "German writes every noun with a capital. Only titles, common given names, and names known from other "
        "documents were looked for there.",
    )


def test_who_speaks_is_a_name_unless_it_is_a_code() -> None:
    said = Said("d", "one", "Well, yes.", (Span(0, 10),), SPEAKERS)
    assert [(one.words, one.why) for one in candidates([said]).candidates] == [("Mary Quarrington", Why.SPEAKER)]


def test_labels_outside_the_turns_are_not_read_as_words() -> None:
    text = "Zorblax: so we left.\nQuibble: and we came.\n"
    turns = (Span(9, 21), Span(30, len(text) - 1))
    assert candidates([Said("d", "one", text, turns)]).candidates == ()


def test_a_candidate_says_how_often_and_where_it_stands() -> None:
    one = of(PLAIN + "I rang Oxtoby. Later Oxtoby’s wife rang.", PLAIN + "With Oxtoby then.")["Oxtoby"]
    assert (one.count, one.documents) == (3, ("d1", "d2"))
    assert "Oxtoby" in one.around


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_looked_through(texts: list[str]) -> None:
    for one in found(*texts).candidates:
        assert one.words
        assert one.count > 0
