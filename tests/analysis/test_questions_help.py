"""What helps in asking: completion, the form, and the words a study has; none shows a real name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.questions.asked import documents_for, excerpts_for, people_for, question_of
from qualcode.analysis.questions.complete import Completion, complete
from qualcode.analysis.questions.fields import FIELDS, JOINING
from qualcode.analysis.questions.form import Form, form_of, words_of
from qualcode.analysis.questions.meaning import CodeIs
from qualcode.analysis.questions.parse import parse
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.questions.saved import saved_questions
from qualcode.analysis.questions.tree import Term
from qualcode.analysis.questions.typed import as_typed
from qualcode.analysis.questions.vocabulary import AttributeWord, CodeWord, Vocabulary, vocabulary
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.saved_questions import SaveQuestion
from qualcode.project.project import Project
from tests.analysis.question_study import Asked, make
from tests.analysis.question_trees import NAMES, REACHES, SAID
from tests.conftest import NOON
from tests.study_of_names import NAME, SHOWN
from tests.study_of_names import make as make_study_of_names

WORDS = Vocabulary(
    codes=(
        CodeWord("1", "Access", True),
        CodeWord("1.1", "Knowing what exists", False),
        CodeWord("1.2", "Routes in", False),
        CodeWord("", "Odd one", False),
    ),
    documents=(("P03 interview", "interview"), ("Garden, 2019", "focus group")),
    people=("P03", "P10"),
    attributes=(
        AttributeWord("age", "number", "participant"),
        AttributeWord("town", "text", "participant", ("Hill Top", "Leek")),
    ),
    coders=("Ana",),
    saved=(("night shifts", "code:1.2 text:night"),),
)


def offered(words: str) -> list[str]:
    """What is offered at the mark ¦, each as the whole question would then stand."""
    cursor = words.index("¦")
    words = words.replace("¦", "")
    return [words[: one.place.start] + one.words + words[one.place.end :] for one in complete(words, cursor, WORDS)]


def test_where_something_new_begins_every_field_is_offered_with_its_explanation() -> None:
    found = complete("code:1.2 ", 9, WORDS)
    assert [one.words for one in found] == [*(f"{name}:" for name in FIELDS), *JOINING]
    assert all(one.about for one in found) and {one.place.start for one in found} == {9}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("co¦", "code:"),
        ("pers¦", "who:"),
        ("(ki¦)", "(kind:)"),
        ("rout¦", "code:1.2"),
        ("code:rou¦", "code:1.2"),
        ("code:1.¦", "code:1.1"),
        ("code:odd¦", 'code:"Odd one"'),
        ("code:“odd¦", 'code:"Odd one"'),
        ("code:“od¦d” x", 'code:"Odd one" x'),
        ("code:=1.2¦", "code:=1.2"),
        ("area:¦", "area:1"),
        ("not who:P1¦", "not who:P10"),
        ("who:int¦", "who:interviewer"),
        ("doc:garden¦ x", 'doc:"Garden, 2019" x'),
        ("attr:ag¦", "attr:age"),
        ("attr:to¦", "attr:town="),
        ("attr:town=hi¦", 'attr:town="Hill Top"'),
        ("a near:s¦ b", "a near:sentence b"),
        ("a in:t¦", "a in:turn"),
        ("kind:gr¦", 'kind:"focus group"'),
        ("state:be¦", 'state:"being coded"'),
        ("@ni¦", '@"night shifts"'),
        ("coder:a¦", "coder:Ana"),
        ("memo:¦", "memo:any"),
    ],
)
def test_what_is_offered_first_stands_where_it_was_typed(typed: str, first: str) -> None:
    assert offered(typed)[0] == first


def test_nothing_is_offered_inside_words_that_are_looked_for() -> None:
    assert offered("“co¦") == [] and offered("text:co¦") == [] and offered("zzzz¦") == []


def test_a_name_that_stands_twice_is_offered_with_its_number() -> None:
    twice = Vocabulary(codes=(CodeWord("1", "Same", False), CodeWord("1", "Same", True), CodeWord("", "Same", False)))
    assert [one.words for one in complete("code:", 5, twice)] == ['"1 Same"', "Same"]


@given(words=st.text(alphabet='code:attr:t=“” "”()@noti1.2', max_size=20), share=st.floats(0, 1))
def test_at_any_place_of_any_words_completion_keeps_to_the_words(words: str, share: float) -> None:
    cursor = round(share * len(words))
    for one in complete(words, cursor, WORDS):
        assert 0 <= one.place.start <= cursor <= one.place.end <= len(words)
        assert one.about and one.words


_NAMES = st.lists(NAMES, max_size=3).map(tuple)
_FACTS = st.tuples(NAMES, st.sampled_from(["=", "<", ">="]), NAMES)
FORMS = st.builds(
    Form,
    codes=_NAMES,
    areas=_NAMES,
    every=st.booleans(),
    kinds=st.lists(st.sampled_from(["interview", "focus group"]), max_size=2).map(tuple),
    documents=_NAMES,
    states=st.lists(st.sampled_from(["new", "being coded"]), max_size=2).map(tuple),
    people=_NAMES,
    attributes=st.lists(_FACTS, max_size=2).map(tuple),
    coder=st.one_of(st.just(""), NAMES),
    text=st.one_of(st.just(""), SAID),
    memo=st.one_of(st.just(""), st.just("any"), SAID),
    date=st.sampled_from(["", "2019", ">=2019-03", "2019..2020", "none"]),
    reach=REACHES,
).map(Form.tidied)


@given(form=FORMS)
def test_any_form_is_a_question_that_fills_the_same_form(form: Form) -> None:
    assert form_of(parse(words_of(form))) == form


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("", Form()),
        ("code:1.2", Form(codes=("1.2",))),
        ("code:1.2 or area:Access", Form(codes=("1.2",), areas=("Access",))),
        ("code:1.2 code:1.1 in:turn", Form(codes=("1.2", "1.1"), every=True, reach=parse("in:turn").reach)),
        ("“a card” (who:P03 or who:P10)", Form(text="a card", people=("P03", "P10"))),
        ("attr:age>=60 date:2019", Form(attributes=(("age", ">=", "60"),), date="2019")),
    ],
)
def test_a_simple_question_fills_the_form(words: str, form: Form) -> None:
    assert form_of(parse(words)) == form


@pytest.mark.parametrize(
    "words",
    ["not code:1", "a near:5 b", "code:=1", "code:1 or rain", "rain snow", "(code:1 or code:2) code:3", "@x",
     "kept:yes", "who:P03 who:P10", "not (a or b)"],
)  # fmt: skip
def test_a_richer_question_stays_in_words(words: str) -> None:
    assert form_of(parse(words)) is None


@pytest.fixture
def asked(project: Project) -> Asked:
    return make(project)


def test_a_study_s_words_are_its_codes_documents_people_attributes_and_coders(asked: Asked) -> None:
    found = vocabulary(asked.project.conn)
    assert CodeWord("1.2.1", "Bus", False) in found.codes and found.codes[0].is_area
    assert found.documents == (("Wet weeks", "interview"), ("Group", "focus group"), ("Note", "field note"))
    assert found.people == ("P03", "P05", "P06") and found.coders == ("Ana", "Bem")
    values = {(one.name, one.whose): one.values for one in found.attributes}
    assert values["came by", "participant"] == ("bus", "foot", "car") and values["weather", "document"] == ("fair",)
    assert values["age", "participant"] == ()


def test_whatever_is_offered_for_a_study_is_a_question_of_it(asked: Asked) -> None:
    found = vocabulary(asked.project.conn)
    for field in ("code:", "area:", "doc:", "who:", "coder:", "attr:weather=", "attr:“came by”=", "state:", "kind:"):
        offers: list[Completion] = complete(field, len(field), found)
        assert offers
        for one in offers:
            question_of(asked.project.conn, f"{field}{one.words}")


ODD = ('Cost, "real" (£)', "=SUM(A1)", "🙂 and not", "a“b”c", "x>5", "naïve", "“", "@x", "in:turn")


def test_a_code_or_an_attribute_of_any_name_can_be_offered_and_asked_for(project: Project) -> None:
    rows = [CodebookRow("", "Top", f"{place}" if place % 2 else "", "", name) for place, name in enumerate(ODD, 1)]
    project.make(ImportCodebook(rows, "odd"))
    for name in ODD:
        project.make(AddAttribute(NewAttribute(name)))
    names = dict(project.conn.execute("SELECT id, name FROM code").fetchall())
    found = vocabulary(project.conn)
    assert {code.name for code in found.codes} >= set(ODD) == {one.name for one in found.attributes}
    for name in ODD:
        assert parse(words_of(Form(codes=(name,)))).tree == Term("code", name)
        meant = question_of(project.conn, words_of(Form(codes=(name,)))).tree
        assert isinstance(meant, CodeIs) and {names[one] for one in meant.ids} == {name}
        question_of(project.conn, words_of(Form(attributes=((name, "=", ""),))))
    for one in complete("code:", 5, found):
        assert isinstance(question_of(project.conn, f"code:{one.words}").tree, CodeIs)
    for one in complete("attr:", 5, found):
        question_of(project.conn, f"attr:{one.words.removesuffix('=')}=")


def test_no_real_name_is_in_the_words_of_a_study_or_in_what_a_slip_is_told(tmp_path: Path) -> None:
    path = make_study_of_names(tmp_path, FixedClock(NOON))
    with Project.open(path, back_up=False) as project:
        found = vocabulary(project.conn)
        assert NAME.casefold() not in repr(found).casefold()
        words = [f"{field}:{NAME[:-1]}q" for field in ("code", "area", "doc", "who", "coder", "@")]
        words += [f"attr:{NAME[:-1]}q=1", *(f"attr:“{one.name}”=zzzz" for one in found.attributes)]
        told = []
        for each in words:
            try:
                question_of(project.conn, each)
            except QuestionProblem as problem:
                told.append(str(problem))
        assert told and not any(NAME.casefold() in one.casefold() for one in told)


def test_words_are_found_as_they_are_shown_and_as_they_were_said(tmp_path: Path) -> None:
    path = make_study_of_names(tmp_path, FixedClock(NOON))
    with Project.open(path, back_up=False) as project:
        conn = project.conn
        meant = [one.id for one in excerpts_for(conn, "code:1.1")]
        assert [one.id for one in excerpts_for(conn, f"“knows {SHOWN}’s card”")] == meant != []
        assert [one.id for one in excerpts_for(conn, f"“knows {NAME}’s card”")] == meant
        assert [one.id for one in excerpts_for(conn, f"code:1.1 near:sentence text:{SHOWN}")] == meant
        assert excerpts_for(conn, f"memo:“{SHOWN} again” code:1.1") == excerpts_for(conn, "code:1.1 memo:any")
        assert documents_for(conn, f"doc:“On {SHOWN}”") == documents_for(conn, "kind:evidence") != []
        assert people_for(conn, f"attr:“Town of {SHOWN}”=“{SHOWN} town”") == people_for(conn, "code:1.1")


def test_a_saved_question_is_listed_without_a_real_name_and_asked_with_it(tmp_path: Path) -> None:
    path = make_study_of_names(tmp_path, FixedClock(NOON))
    with Project.open(path, back_up=False) as project:
        project.sign_in("Ana")
        project.make(SaveQuestion(f"about {NAME}", f"text:{NAME}"))
        (listed,) = saved_questions(project.conn)
        assert (listed.name, listed.words) == (f"about {SHOWN}", f"text:{SHOWN}")
        asked = excerpts_for(project.conn, f"@“about {SHOWN}”")
        assert asked == excerpts_for(project.conn, f"text:{NAME}") != []
        project.make(SaveQuestion(f"odd {NAME}", f"code:“{NAME} zzz”"))
        with pytest.raises(QuestionProblem) as raised:
            question_of(project.conn, f"@“odd {SHOWN}”")
        assert NAME not in str(raised.value)


def test_a_code_named_alone_fills_the_form_as_that_code(asked: Asked) -> None:
    for words in ("1.2", "transport", "1.2 Transport"):
        form = form_of(as_typed(asked.project.conn, words))
        assert form == Form(codes=(words,))
        assert excerpts_for(asked.project.conn, words_of(form)) == excerpts_for(asked.project.conn, words)
