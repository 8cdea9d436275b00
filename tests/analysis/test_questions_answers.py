"""What a question finds: by hand on a small study, and against a plain reading of the rules."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from qualcode.analysis.excerpts import Excerpt, excerpts, short_id
from qualcode.analysis.questions.asked import documents_for, excerpts_for, people_for, question_of
from qualcode.analysis.questions.fields import STATES
from qualcode.analysis.questions.parse import parse
from qualcode.analysis.questions.printing import printed
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.questions.tree import (
    DOCUMENT,
    PASSAGE,
    SENTENCE,
    TURN,
    And,
    Near,
    Node,
    Not,
    Or,
    Question,
    Reach,
    Term,
    leaves,
)
from qualcode.edits.codebook import ChangeCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import READING_STATES, ChangeDocument
from qualcode.edits.merging import MergeCodes
from qualcode.edits.participants import AddParticipant, ChangeParticipant
from qualcode.project.project import Project
from qualcode.transcripts.boundaries import word_edges
from qualcode.transcripts.span import Span
from tests.analysis.question_study import BELOW, GROUP, NOTE, RAIN, Asked, make, sentences_of
from tests.analysis.question_trees import LEAVES, REACHES, named, trees
from tests.conftest import span_of, transcript_of

TEXTS = {"Rain": RAIN, "Group": GROUP, "Note": NOTE}


@pytest.fixture
def asked(project: Project) -> Asked:
    return make(project)


class Plain:
    """The rules of the language, read one excerpt and one term at a time."""

    def __init__(self, made: Asked) -> None:
        self.made = made
        self.all = excerpts(made.project.conn)
        self.names = {id_: name for name, id_ in made.documents.items()}
        self.turns = {name: [turn.span for turn in transcript_of(text).turns] for name, text in TEXTS.items()}
        self.words = {
            name: [edge for turn in self.turns[name] for edge in word_edges(text, turn)]
            for name, text in TEXTS.items()
        }

    def answer(self, question: Question) -> list[Excerpt]:
        tree, reach = question.tree, question.reach or PASSAGE
        if tree is None:
            return self.all
        named = [one for one, wanted in leaves(tree) if wanted and isinstance(one, Term) and one.field == "code"]
        codes = set().union(*map(self.codes, named)) if named else set(self.made.codes.values())
        return [one for one in self.all if one.code_id in codes and self.true(tree, one, reach)]

    def codes(self, term: Term) -> set[str]:
        indices = (term.value,) if term.compared == "=" else BELOW[term.value]
        return {self.made.codes[index] for index in indices}

    def true(self, node: Node, one: Excerpt, reach: Reach) -> bool:
        if isinstance(node, And):
            return all(self.true(part, one, reach) for part in node.parts)
        if isinstance(node, Or):
            return any(self.true(part, one, reach) for part in node.parts)
        if isinstance(node, Not):
            return not self.true(node.part, one, reach)
        here, span = self.names[one.document_id], Span(one.start, one.stop)
        if isinstance(node, Near):
            return any(self.near(here, span, other, reach) for other in self.paired(node, here))
        assert isinstance(node, Term)
        if node.field == "code":
            if one.code_id in self.codes(node):
                return True
            return any(self.near(here, span, other, reach) for other, _ in self.places(node, here))
        return self.plainly(node, one, here, span)

    def plainly(self, term: Term, one: Excerpt, here: str, span: Span) -> bool:
        people = self.made.people
        if term.field == "under":
            return one.code_id in self.codes(term)
        if term.field == "text":
            return any(span.covers(place) for place, _ in self.places(term, here))
        return {
            "kind": (here == "Rain") == (term.value == "interview"),
            "who": one.participant_id == people.get(term.value, "nobody"),
            "attr": one.participant_id in (people["P03"], people["P05"]),
            "coder": self.made.coders.get(term.value) in one.coder_ids,
            "against": one.against,
            "kept": here == "Rain" and span.overlaps(Span(RAIN.index("The bus was"), RAIN.index(" and it rained"))),
        }[term.field]

    def places(self, node: Node, here: str) -> list[tuple[Span, str]]:
        if isinstance(node, Or):
            return [place for part in node.parts for place in self.places(part, here)]
        assert isinstance(node, Term)
        if node.field == "code":
            wanted, document = self.codes(node), self.made.documents[here]
            mine = [one for one in self.all if one.code_id in wanted and one.document_id == document]
            return [(Span(one.start, one.stop), one.id) for one in mine]
        return [
            (Span(first, last), "")
            for first, last in self.words[here]
            if self.is_word(TEXTS[here][first:last].casefold(), node.value)
        ]

    @staticmethod
    def is_word(word: str, wanted: str) -> bool:
        return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted

    def paired(self, near: Near, here: str) -> list[Span]:
        left, right = self.places(near.left, here), self.places(near.right, here)
        both = [(a, b) for a in left for b in right if a != b and self.near(here, a[0], b[0], near.within)]
        return [one[0] for pair in both for one in pair]

    def near(self, here: str, one: Span, other: Span, reach: Reach) -> bool:
        if reach == DOCUMENT:
            return True
        if reach == PASSAGE:
            return one.overlaps(other)
        if reach in (TURN, SENTENCE):
            units = self.turns[here]
            if reach == SENTENCE:
                units = list(sentences_of(TEXTS[here])) or units
            return any(unit.overlaps(one) and unit.overlaps(other) for unit in units)
        if one.overlaps(other):
            return True
        first, second = sorted([one, other])
        between = [1 for start, stop in self.words[here] if start >= first.end and stop <= second.start]
        return len(between) <= reach.words


def test_any_question_finds_what_a_plain_reading_of_the_rules_finds(asked: Asked) -> None:
    plain, conn = Plain(asked), asked.project.conn

    @given(tree=trees(LEAVES).map(named), reach=REACHES)
    @settings(max_examples=3 * settings().max_examples, suppress_health_check=[HealthCheck.too_slow])
    def check(tree: Node, reach: Reach | None) -> None:
        question = Question(tree, reach)
        found = excerpts_for(conn, f"({printed(question)})" if reach is None else printed(question))
        assert [one.id for one in found] == [one.id for one in plain.answer(question)]

    check()


def said(made: Asked, words: str) -> list[str]:
    """The words of what a question finds, each passage once."""
    texts = {id_: TEXTS[name] for name, id_ in made.documents.items()}
    found = excerpts_for(made.project.conn, words)
    return list(dict.fromkeys(texts[one.document_id][one.start : one.stop] for one in found))


def test_the_questions_of_that_test_find_some_but_not_all(asked: Asked) -> None:
    """So that agreeing means something."""
    plain, numbers = Plain(asked), set()
    for words in ("code:1.1 and code:2.1", "code:1 near:5 rain*", "not code:1 in:turn", "code:1.1 and code:2.1 in:8"):
        tree, reach = parse(words).tree, parse(words).reach
        numbers.add(len(plain.answer(Question(tree, reach))))
    assert len(numbers) > 2 and min(numbers) > 0 and max(numbers) < len(plain.all)


def ids(made: Asked, words: str) -> list[str]:
    return [one.id for one in excerpts_for(made.project.conn, words)]


def test_no_words_ask_for_every_excerpt(asked: Asked) -> None:
    assert ids(asked, "  ") == [one.id for one in excerpts(asked.project.conn)]


def test_a_code_is_asked_for_by_index_number_name_or_part_of_one(asked: Asked) -> None:
    every = ids(asked, "code:1.2")
    assert (
        every
        and ids(asked, "code:transport") == ids(asked, "code:“1.2 Transport”") == ids(asked, "code:trans") == every
    )
    assert set(ids(asked, "code:=1.2")) < set(every)
    assert set(ids(asked, "area:access")) == set(ids(asked, "code:1.1 or code:1.2"))


def test_an_index_number_or_a_code_s_name_alone_means_the_code(asked: Asked) -> None:
    assert ids(asked, "1.2") == ids(asked, " transport ") == ids(asked, "1.2 Transport")
    assert ids(asked, "the group") == ids(asked, "code:2.1")
    assert ids(asked, "rain") == ids(asked, "text:rain") != []


def test_words_are_whole_words_in_any_case_and_with_any_quotation_marks(asked: Asked) -> None:
    assert all("rain" in words.casefold() for words in said(asked, "RAIN"))
    assert not any("rain" in words.casefold() for words in said(asked, "rai"))
    assert said(asked, "didn't") == said(asked, "didn’t") == said(asked, "DIDN‘T") != []
    assert set(said(asked, "rain")) < set(said(asked, "rain*"))
    assert all("bus was" in words for words in said(asked, "“bus   was”"))


def test_what_is_known_of_a_participant_is_asked_for_by_its_kind(asked: Asked) -> None:
    def people(words: str) -> list[str]:
        names = {id_: name for name, id_ in asked.people.items()}
        return [names[one] for one in people_for(asked.project.conn, words)]

    assert people("attr:age>=35") == ["P03"] and people("attr:age<35") == ["P05"]
    assert people("attr:age=30..49") == ["P05"] and people("attr:age!=30..49") == ["P03"]
    assert people("attr:age=") == ["P06"] and people("attr:age!=") == ["P03", "P05"]
    assert people("attr:“came by”=bus") == ["P03"] and people("attr:“came by”=foot") == ["P03", "P05"]
    assert people("attr:“came by”!=bus") == ["P05"] and people("not attr:“came by”=bus") == ["P05", "P06"]
    assert people("attr:sure>=“a little”") == ["P03", "P06"] and people("attr:sure=“..a little”") == ["P03"]
    assert people("attr:joined=2019") == ["P05"] and people("attr:joined<2019-03-12") == []
    assert people("attr:town=“hill top”") == ["P06"]
    assert people("attr:weather=fair") == ["P05", "P06"]


def test_documents_are_told_by_what_is_known_of_them(asked: Asked) -> None:
    def documents(words: str) -> list[str]:
        names = {id_: name for name, id_ in asked.documents.items()}
        return [names[one] for one in documents_for(asked.project.conn, words)]

    assert documents("") == ["Rain", "Group", "Note"]
    assert documents("doc:“wet weeks”") == documents("doc:wet") == documents("doc:rain") == ["Rain"]
    assert documents("kind:field-note") == ["Note"] and documents("state:new") == ["Rain", "Group", "Note"]
    assert documents("date:2019-03..2019-05") == ["Rain", "Group"] and documents("date:none") == ["Note"]
    assert documents("date:>2019-03") == ["Group"] and documents("date:<=2019-03-02") == ["Rain"]
    assert documents("who:P05") == ["Group"] and documents("who:interviewer") == ["Rain", "Group"]
    assert documents("attr:age>=60") == ["Rain"] and documents("attr:weather=fair") == ["Group"]
    assert documents("rained") == ["Rain"] and documents("“nobody came” near:3 bus") == ["Group"]
    assert documents("memo:any") == ["Rain"] and documents("memo:bus") == ["Rain"] and documents("memo:train") == []
    assert documents("kept:yes") == ["Rain"] and documents("kept:no") == ["Group", "Note"]
    assert set(documents("code:2.1")) == {
        name
        for name, id_ in asked.documents.items()
        for one in excerpts_for(asked.project.conn, "code:2.1")
        if one.document_id == id_
    }


def test_participants_are_told_by_their_own_words_and_excerpts(asked: Asked) -> None:
    def people(words: str) -> list[str]:
        names = {id_: name for name, id_ in asked.people.items()}
        return [names[one] for one in people_for(asked.project.conn, words)]

    assert people("") == ["P03", "P05", "P06"]
    assert people("rain") == ["P06"], "an interviewer’s rain is nobody’s"
    assert people("bus") == ["P03", "P05"]
    assert people("bus near:sentence nobody") == ["P05"]
    assert people("kind:interview") == ["P03"] and people("who:P06 or who:P03") == ["P03", "P06"]
    assert people("who:interviewer") == []
    mine = {one.participant_id for one in excerpts_for(asked.project.conn, "against:yes")}
    assert [asked.people[name] for name in people("against:yes")] == [
        one for one in asked.people.values() if one in mine
    ]


def test_how_near_passages_lie_cannot_be_asked_of_documents_or_participants(asked: Asked) -> None:
    for ask in (documents_for, people_for):
        with pytest.raises(QuestionProblem, match="in: cannot be asked of") as raised:
            ask(asked.project.conn, "code:1.1 code:2.1 in:turn")
        assert raised.value.place == Span(18, 25)
        assert ask(asked.project.conn, "code:1.1 code:2.1 in:document") == ask(
            asked.project.conn, "code:1.1 code:2.1"
        )


def test_memos_quotes_and_wordings_of_an_excerpt_are_asked_for(asked: Asked) -> None:
    conn = asked.project.conn
    assert len(ids(asked, "memo:weather")) == 1
    assert all("I went" in words for words in said(asked, "memo:“the bus”"))
    assert all("The bus was" in words or "bus was late" in words for words in said(asked, "kept:yes"))
    assert ids(asked, "wording:earlier") == []
    asked.project.make(ChangeCode(asked.codes["1.1"], {"definition": "Rain and shine."}))
    assert ids(asked, "wording:earlier") == ids(asked, "code:=1.1")
    assert set(ids(asked, "wording:current")) == {one.id for one in excerpts(conn)} - set(ids(asked, "code:=1.1"))


def test_an_interviewer_s_words_are_found_as_such_and_as_nobody_else_s(asked: Asked) -> None:
    question = span_of(RAIN, "Did the rain keep you in?")
    coding = NewCoding(asked.documents["Rain"], question, asked.codes["2.1"])
    asked.project.make(AddCodings([coding]))
    assert "Did the rain keep you in?" in said(asked, "who:interviewer")
    assert all("\nP03" not in words for words in said(asked, "who:interviewer"))
    assert "Did the rain keep you in?" in said(asked, "rain kind:interview")
    assert "Did the rain keep you in?" not in said(asked, "who:P03")


def test_what_is_counted_is_asked_unless_all_that_may_be_seen_is(asked: Asked) -> None:
    conn = asked.project.conn
    asked.project.make(ChangeDocument(asked.documents["Group"], {"lead_coder": asked.coders["Ana"]}))
    assert excerpts_for(conn, "coder:bem doc:group") == []
    assert excerpts_for(conn, "coder:bem doc:group", seen=True) != []


@pytest.mark.parametrize(
    ("words", "pointed_at", "title", "detail"),
    [
        ("a code:9.9", "9.9", "No code is called “9.9”.", ""),
        ("code:Transprot", "Transprot", "No code is called “Transprot”.", "Nearest: “Transport”."),
        ("area:1.1", "1.1", "No area is called “1.1”.", ""),
        ("code:e", "e", "Several codes fit “e”.", "1.1 Weather, 2.1 The group."),
        ("doc:grupo", "grupo", "No document is called “grupo”.", "Nearest: “Group”."),
        ("who:P99", "P99", "There is no participant P99.", ""),
        ("coder:Anna", "Anna", "Nobody called “Anna” codes in this study.", "Nearest: “Ana”."),
        ("attr:agee=5", "attr:agee=5", "No attribute is called “agee”.", "Nearest: “age”."),
        ("attr:age=old", "old", "“old” is not a number.", "“age” is a number."),
        ("attr:town>5", "attr:town>5", "“town” has no order.", ""),
        ("attr:town=a..b", "a..b", "“town” cannot be asked for from one value to another.", ""),
        ("attr:town=“hill tip”", "“hill tip”", "“hill tip” is no value of “town”.", "Nearest: “Hill Top”."),
        (
            "attr:town=Hill and code:1.1",
            "Hill",
            "“Hill” is no value of “town”.",
            'Nearest: “Hill Top”. What has several words stands in quotation marks: attr:town="Hill Top".',
        ),
        (
            "kind:focus group",
            "focus",
            "“focus” is not a kind of document.",
            'Nearest: “focus group”. What has several words stands in quotation marks: kind:"focus group".',
        ),
        ("attr:sure>=verry", "verry", "“verry” is no value of “sure”.", "Nearest: “very”."),
        ("attr:joined=soon", "soon", "“soon” is not a date.", ""),
        ("attr:age>=3..4", "3..4", "A range cannot stand after “>=”.", ""),
        ("9.9", "9.9", "No code is called “9.9”.", ""),
        ("@nothing", "nothing", "No question is saved as “nothing”.", ""),
    ],
)
def test_an_unknown_name_is_told_where_it_stands_with_the_nearest(
    asked: Asked, words: str, pointed_at: str, title: str, detail: str
) -> None:
    with pytest.raises(QuestionProblem) as raised:
        question_of(asked.project.conn, words)
    assert (raised.value.title, raised.value.place.of(words)) == (title, pointed_at)
    assert raised.value.detail.startswith(detail)


def test_an_empty_study_has_no_answer_to_any_question(project: Project) -> None:
    for words in ("", "rain", "not rain", "kind:interview", "memo:any or kept:yes", "date:none", "who:interviewer",
                  "a near:sentence b", "chart:empty", "not wording:earlier in:turn"):  # fmt: skip
        assert excerpts_for(project.conn, words) == []
        bare = words.removesuffix(" in:turn")
        assert documents_for(project.conn, bare) == people_for(project.conn, bare) == []


def test_a_retired_code_is_asked_for_as_any_other_and_a_removed_one_is_gone(asked: Asked) -> None:
    before = ids(asked, "code:2.1")
    asked.project.make(ChangeCode(asked.codes["2.1"], {"state": "retired"}))
    assert ids(asked, "code:2.1") == before != []
    asked.project.make(MergeCodes(asked.codes["1.1"], [asked.codes["2.1"]]))
    with pytest.raises(QuestionProblem, match="No code is called"):
        ids(asked, "code:2.1")


def test_a_participant_without_words_is_found_by_what_is_known_of_them(asked: Asked) -> None:
    silent = AddParticipant("P99")
    asked.project.make(silent)
    asked.project.make(ChangeParticipant(silent.id, {}, {"age": "20"}))
    assert people_for(asked.project.conn, "attr:age<25 not rain") == [silent.id]
    assert excerpts_for(asked.project.conn, "who:P99") == []


def test_the_states_of_reading_are_those_that_documents_have() -> None:
    assert STATES == READING_STATES


def test_an_id_asks_for_its_passage(asked: Asked) -> None:
    conn = asked.project.conn
    every = excerpts(conn)

    def found(words: str) -> list[str]:
        return [one.id for one in excerpts_for(conn, words)]

    for one in every:
        spaced = f'id:"{one.id[:4]} {one.id[4:]}"'
        for words in (f"id:{one.id}", one.id, f" {one.id.upper()} ", f"excerpt:{one.id}", spaced):
            assert found(words) == [one.id]
        assert documents_for(conn, one.id) == [one.document_id]
        assert people_for(conn, one.id) == [one.participant_id] * (one.participant_id is not None)
    first, second = every[0], every[-1]
    assert found(f"id:{first.id} or id:{second.id}") == [first.id, second.id]
    assert found(f"not id:{first.id}") == [one.id for one in every[1:]]
    assert printed(parse(f"id:{first.id}")) == f"id:{first.id}"


def test_the_id_of_a_quote_asks_for_all_excerpts_with_words_of_it(asked: Asked) -> None:
    conn = asked.project.conn
    rows = conn.execute("SELECT id, document_id FROM quote").fetchall()
    assert rows
    for quote_id, document in rows:
        found = excerpts_for(conn, short_id(quote_id))
        assert found == [one for one in excerpts_for(conn, "kept:yes") if one.document_id == document]
        assert documents_for(conn, short_id(quote_id)) == [document]


def test_an_id_of_nothing_is_marked_at_its_place(asked: Asked) -> None:
    with pytest.raises(QuestionProblem, match="Nothing in the study has the id") as told:
        excerpts_for(asked.project.conn, "code:1.1 id:x00000000")
    assert told.value.place == Span(12, 21)
    assert excerpts_for(asked.project.conn, "x00000000") == [], "alone they may be a word that somebody says"
