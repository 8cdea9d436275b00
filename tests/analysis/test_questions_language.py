"""The question language as words: what they mean, that every slip has its place, and that a tree prints back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.questions.parse import parse
from qualcode.analysis.questions.printing import printed, words_of_node
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.questions.tree import And, Near, Not, Or, Question, Reach, Term
from tests.analysis.question_trees import questions


@given(question=questions())
def test_any_question_prints_as_words_that_are_read_as_the_same_question(question: Question) -> None:
    assert parse(printed(question)) == question


_PIECES = st.sampled_from(
    ["code:", "text:", "near:", "near:20", "in:", "in:turn", "attr:", "a", "b*", '"', "“", "”", "(", ")", "and", "or",
     "not", "=", ">=", "1.5", "..", "date:", "2019", "@", "@x", " ", "  ", "who:P03", "kind:", ":", "\n", "ß", "*"]
)  # fmt: skip


@given(
    words=st.one_of(
        st.text(max_size=30), st.lists(_PIECES, max_size=12).map(" ".join), st.lists(_PIECES).map("".join)
    )
)
def test_any_words_are_a_question_or_a_problem_with_a_place_in_them(words: str) -> None:
    try:
        question = parse(words)
    except QuestionProblem as problem:
        assert 0 <= problem.place.start <= problem.place.end <= len(words)
        assert problem.remedy or problem.detail
    else:
        assert parse(printed(question)) == question


def shape(words: str) -> str:
    """A question with every bracket it has in mind."""

    def told(node: object) -> str:
        if isinstance(node, And):
            return f"({' & '.join(map(told, node.parts))})"
        if isinstance(node, Or):
            return f"({' | '.join(map(told, node.parts))})"
        if isinstance(node, Not):
            return f"!{told(node.part)}"
        if isinstance(node, Near):
            return f"({told(node.left)} ~{node.within} {told(node.right)})"
        assert isinstance(node, Term)
        return node.value

    return told(parse(words).tree)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("a b", "(a & b)"),
        ("a and b or c d", "((a & b) | (c & d))"),
        ("a OR b AND not C", "(a | (b & !C))"),
        ("not (a or b) c", "(!(a | b) & c)"),
        ("a near:5 b and c", "((a ~5 b) & c)"),
        ("a near:sentence (b or c) or d", "((a ~sentence (b | c)) | d)"),
        ("not a b", "(!a & b)"),
        ("((a))", "a"),
        ("“new job”", "new job"),
        ('"the ""end"""', 'the "end"'),
        ("„so“ it", "(so & it)"),
        ("“or” and ‘and’", "(or & ‘and’)"),
    ],
)
def test_not_binds_closest_then_near_then_and_then_or(words: str, meant: str) -> None:
    assert shape(words) == meant


def test_words_side_by_side_must_both_be_said_and_quoted_ones_as_a_phrase() -> None:
    assert parse("new job").tree == And((Term("text", "new"), Term("text", "job")))
    assert parse("text:“new  job”").tree == Term("text", "new job")


def test_a_field_may_be_named_as_people_say_it_and_in_any_case() -> None:
    assert parse("Codes:1.5 PERSON:P03").tree == parse("code:1.5 who:P03").tree
    assert parse("kind:Focus-Group").tree == Term("kind", "focus group")


def test_a_code_s_own_excerpts_are_asked_for_with_an_equals_sign() -> None:
    assert parse("code:=1.5").tree == Term("code", "1.5", "", "=")


def test_an_attribute_has_a_name_a_comparison_and_a_value_or_none() -> None:
    assert parse("attr:age≥60").tree == Term("attr", "60", "age", ">=")
    assert parse('attr:"years in post"=5..9').tree == Term("attr", "5..9", "years in post", "=")
    assert parse("attr:town=“New York”").tree == Term("attr", "New York", "town", "=")
    assert parse("attr:town=").tree == Term("attr", "", "town", "=")


@pytest.mark.parametrize(
    "words", ["a in:turn b", "in:turn a b", "a b in:turn", "a and in:turn and b", "in:turn and a b"]
)
def test_how_near_codes_must_lie_is_said_once_anywhere_between_the_others(words: str) -> None:
    question = parse(words)
    assert question.tree == parse("a b").tree
    assert str(question.reach) == "turn"


def test_how_near_may_be_a_number_of_words() -> None:
    assert parse("a in:20").reach == Reach(words=20)
    assert parse("").reach is None and parse("").tree is None


@pytest.mark.parametrize(
    ("words", "pointed_at", "sentence"),
    [
        ("code:1 (a or b", "(", "A bracket is opened here that is not closed."),
        ("a) b", ")", "A bracket is closed here that was not opened."),
        ("a “b c", "“b c", "A quotation begins here that does not end."),
        ("a” b", "”", "A quotation ends here that did not begin."),
        ("codex:1", "codex:", "Nothing can be asked about “codex:”."),
        ("kind:intervew", "intervew", "“intervew” is not a kind of document."),
        ("state:codded", "codded", "“codded” is not a state of reading."),
        ("against:maybe", "maybe", "“maybe” is not an answer to against:."),
        ("code: 1.5", "code:", "Nothing stands after code:"),
        ("attr:=5", "attr:=5", "Which attribute?"),
        ("attr:age", "attr:age", "No value is asked for of “age”."),
        ("attr:age>=", "attr:age>=", "Nothing stands after attr:"),
        ("who:>P03", "who:>P03", "“>” cannot stand after who:"),
        ("date:2019-02-30", "2019-02-30", "“2019-02-30” is not a date."),
        ("date:2020..2019", "2020..2019", "“2020..2019” is not a date."),
        ("date:03/04/2019", "03/04/2019", "“03/04/2019” is not a date."),
        ("text:…", "…", "There is no word to look for."),
        ("a near:soon b", "near:soon", "“soon” does not say how near."),
        ("a near:0 b", "near:0", "“0” does not say how near."),
        ("near:5 a", "near:5", "near: stands between two codes or words."),
        ("who:P03 near:5 a", "near:5", "near: stands between two codes or words."),
        ("a near:5 b near:5 c", "near:5", "near: joins two codes or words, not three."),
        ("a in:turn in:document", "in:document", "How near codes must lie is said twice."),
        ("(a in:turn) b", "in:turn", "in: is about the whole question."),
        ("a or in:turn", "in:turn", "in: is about the whole question."),
        ("not in:turn", "in:turn", "in: is about the whole question."),
        ("a and", "and", "Something is missing after “and”."),
        ("or a", "or", "Something is missing at the beginning."),
        ("a ()", ")", "Something is missing after “(”."),
        ("a near:5", "near:5", "Something is missing after “near:”."),
        ("@", "@", "Which saved question?"),
    ],
)  # fmt: skip
def test_each_slip_has_a_sentence_and_its_place(words: str, pointed_at: str, sentence: str) -> None:
    with pytest.raises(QuestionProblem) as raised:
        parse(words)
    assert raised.value.title == sentence
    assert raised.value.place.of(words) == pointed_at
    assert raised.value.remedy or raised.value.detail


def test_a_slip_of_the_finger_is_told_what_is_nearest() -> None:
    with pytest.raises(QuestionProblem) as raised:
        parse("kind:intervew")
    assert raised.value.detail == "Nearest: “interview”."


def test_a_thousand_brackets_are_a_problem_and_a_thousand_nots_are_one_or_two() -> None:
    with pytest.raises(QuestionProblem, match="Too many brackets"):
        parse("(" * 1000 + "a" + ")" * 1000)
    assert words_of_node(parse("not " * 1001 + "a").tree or Term("", "")) == "not a"
