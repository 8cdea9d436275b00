from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.boundaries import snap
from qualcode.transcripts.languages import LANGUAGES
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.transcript import Turn
from tests.transcripts.gold_sentences import GOLD


def sentences(text: str, *turns: Turn) -> list[str]:
    return [span.of(text) for span in sentence_spans(text, turns or [Turn(0, len(text))])]


@pytest.mark.parametrize(
    "parts",
    [
        ["I sat in the car.", "I nearly drove home."],
        ["Really?", "Yes!", "And then I went in."],
        ["We read J. B. Priestley at school.", "Dr. Ashworth did too."],
        ["There were approx. 3 of us, e.g. me and Mrs. Jones, at 7 p.m. on Thursdays.", "It rained."],
        ["It was plan B.", "Then it rained."],
        ["I was… I don’t know.", "It was… hard.", "So I went...", "Then she came in."],
        ["I... I can’t."],
        ["“What?” she said.", "“Come in,” he said.", "“No!”", "And then we left."],
        ["She said, “Sit down.”", "So I sat."],
        ["I never--", "She just left.", "My friend — Sarah — was there."],
        ["1. First thing.", "2. Second thing."],
        ["It costs £3.50.", "What?!", "Yes."],
        ["I lived in the U.K. for years.", "He came at 9 a.m.", "I was late."],
        ["(laughs) Yes.", "[pause] No."],
    ],
)
def test_speech_is_divided_where_a_reader_would(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("language", "divided"), [(language, speech) for language, turns in GOLD.items() for speech in turns]
)
def test_made_up_speech_is_divided_as_it_was_by_hand(language: str, divided: str) -> None:
    mark = " | " if " | " in divided else "|"
    parts = divided.split(mark)
    text = (" " if mark == " | " else "").join(parts)
    assert [span.of(text) for span in sentence_spans(text, [Turn(0, len(text))], language)] == parts


@pytest.mark.parametrize("language", [*LANGUAGES, "finnish"])
def test_every_language_ends_a_sentence_at_a_full_stop_and_none_after_a_title(language: str) -> None:
    text = "Mam Dr. Hill. Mam Prof. Lane."
    spans = sentence_spans(text, [Turn(0, len(text))], language)
    assert [span.of(text) for span in spans] == ["Mam Dr. Hill.", "Mam Prof. Lane."]


def test_the_answer_no_is_a_sentence_and_the_number_is_not() -> None:
    text = "No. I live at No. 5. No. Never."
    assert sentences(text) == ["No.", "I live at No. 5.", "No.", "Never."]


def test_a_remark_at_the_end_of_a_turn_stays_with_what_was_said() -> None:
    assert sentences("I fell over. [laughs]") == ["I fell over. [laughs]"]
    assert sentences("I fell over. [laughs] I did.") == ["I fell over.", "[laughs] I did."]
    assert sentences("[laughs]") == ["[laughs]"]


def test_writing_without_spaces_is_divided_at_its_own_stops() -> None:
    assert sentences("今天很好。我去了。“谢谢！”好") == ["今天很好。", "我去了。", "“谢谢！”", "好"]


def test_no_sentence_crosses_a_turn_or_an_empty_line() -> None:
    text = "I went\n\nand came back\nsoon and then"
    assert sentences(text, Turn(0, 26), Turn(27, len(text))) == ["I went", "and came back\nsoon", "and then"]


def test_items_of_a_list_and_short_lines_stand_alone() -> None:
    text = "UNDERSTANDING\nFull\n- one thing\n- another thing\n2. a third"
    assert sentences(text) == ["UNDERSTANDING", "Full", "- one thing", "- another thing", "2. a third"]


def test_a_wrapped_line_goes_on() -> None:
    text = "I had been going to the group for about a year when somebody I knew from\nthe surgery came in."
    assert sentences(text) == [text]


def test_speech_without_any_stop_is_divided_at_its_lines() -> None:
    lines = ["so we went to the thing and there was this man and he said hello everyone " + str(n) for n in range(9)]
    assert sentences("\n".join(lines)) == lines


def test_texts_of_the_study_teach_abbreviations() -> None:
    text = "We took the qxz. van home. It was late."
    assert sentences(text)[0] != "We took the qxz. van home."
    places = ["home", "the depot", "town", "a school", "the sea", "her mother", "work", "church"]
    drives = [f"They drove the qxz. van from {a} to {b}. Nobody at {b} had seen it." for a in places for b in places]
    taught = " ".join(drives)
    spans = sentence_spans(text, [Turn(0, len(text))], trained_on=[taught])
    assert [span.of(text) for span in spans] == ["We took the qxz. van home.", "It was late."]


def test_another_language_needs_no_download() -> None:
    text = "Ich war da. Dann kam sie."
    assert len(sentence_spans(text, [Turn(0, len(text))], "german")) == 2


@st.composite
def turns_of_speech(draw: st.DrawFn) -> tuple[str, list[Turn]]:
    alphabet = [
        *"aB .?!…-—\n\t\"“”'«»1)([]。？é\u0301ßدक्ि",
        "\u200d",
        "👩\u200d👧",
        "🇬🇧",
        "Dr. ",
        "e.g. ",
        "I ",
        "He ",
        ". . .",
    ]
    pieces = draw(st.lists(st.lists(st.sampled_from(alphabet), max_size=40).map("".join), max_size=5))
    text, turns = "", []
    for piece in pieces:
        text += "Q: "
        turns.append(Turn(len(text), len(text) + len(piece)))
        text += piece + "\n"
    return text, turns


@given(turns_of_speech(), st.sampled_from(["english", "german", "french", "finnish"]))
def test_every_letter_of_a_turn_lies_in_exactly_one_sentence(speech: tuple[str, list[Turn]], language: str) -> None:
    text, turns = speech
    spans = sentence_spans(text, turns, language)
    covered = [offset for span in spans for offset in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    for turn in turns:
        missing = set(range(turn.start, turn.end)) - set(covered)
        assert all(text[offset].isspace() for offset in missing)
    for span in spans:
        assert span.of(text) == span.of(text).strip() != ""
        assert any(turn.start <= span.start and span.end <= turn.end for turn in turns)


@given(turns_of_speech())
def test_no_sentence_begins_or_ends_inside_what_a_reader_takes_for_one_character(
    speech: tuple[str, list[Turn]],
) -> None:
    text, turns = speech
    edges = {edge for turn in turns for edge in (turn.start, turn.end)}
    for span in sentence_spans(text, turns):
        whole = snap(span, text)
        before = text[whole.start : span.start]  # a space that carries the mark a sentence begins with
        assert not before.strip() or span.start in edges
        assert whole.end == span.end or span.end in edges
