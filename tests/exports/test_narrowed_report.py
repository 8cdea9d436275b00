"""A report of what a question finds: its excerpts, its numbers, and the question in words."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from qualcode.analysis.counts.asked import Asked as Counted
from qualcode.analysis.counts.asked import By
from qualcode.analysis.counts.narrowing import narrowed, narrowed_extent
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.analysis.questions.asked import excerpts_for
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.edits.attributes import AllowInPrint
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.saved_questions import SaveQuestion
from qualcode.exports import markdown
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import passages, report
from qualcode.exports.printed import PrintedExcerpt
from qualcode.exports.report import Report
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from tests.analysis import question_study
from tests.analysis.question_study import Asked

MADE_ON = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


@pytest.fixture
def asked(project: Project) -> Asked:
    return question_study.make(project)


def made(asked: Asked, question: str, audience: Audience = Audience.TEAM, *, coder_names: bool = False) -> Report:
    choices = ReportChoices(audience=audience, question=question, coder_names=coder_names)
    return report(asked.project.conn, choices, MADE_ON)


def drawn_from(value: Report) -> str:
    return next(fact.value for fact in value.sources.facts if fact.label == "Drawn from")


@pytest.mark.parametrize("question", ["1.2", "who:P03", "kind:interview and not code:2.1", "text:rain*", "Weather"])
def test_a_report_prints_exactly_what_its_question_finds(asked: Asked, question: str) -> None:
    found = {one.id for one in excerpts_for(asked.project.conn, question)}
    assert found
    assert {one.id for one in made(asked, question).excerpts()} == found


def test_a_question_and_a_code_and_a_coder_narrow_together(asked: Asked) -> None:
    conn = asked.project.conn
    ana, transport = asked.coders["Ana"], asked.codes["1.2.1"]
    choices = ReportChoices(question="who:P03", codes=frozenset([transport]), coders=frozenset([ana]))
    own = excerpts(conn, Choice(codes={transport}, coders={ana}))
    assert {one.id for one in report(conn, choices, MADE_ON).excerpts()} == {
        one.id for one in own if one.participant_id == asked.people["P03"]
    }


def test_the_numbers_count_what_was_found_and_say_so_beside_their_bases(asked: Asked) -> None:
    question = 'kind:"focus group"'
    text = markdown.text(made(asked, question))
    used = Counter(one.code_id for one in excerpts_for(asked.project.conn, question))
    number = used[asked.codes["1.2.1"]]
    assert number > 1
    assert f"{number} excerpts found by the question, " in text
    base = "Of 2 participants in 1 focus group: those the question asks for."
    assert f"Counted is only what the question found. {base}" in text
    asked_for = "; documents and participants are those it asks for"
    assert f"Excerpts counted: Only those the question found, out of all of the above{asked_for}" in text
    assert "Excerpts found by the question under 1 Access, by code" in text


@pytest.mark.parametrize(
    "question",
    [
        "attr:age>=30",
        "area:1 and attr:age>=30 kind:interview",
        "who:P05 or who:P06",
        "kind:interview not code:2.1",
        "who:P03 code:2.1",
        "not doc:Note",
        "code:1.2.1",
        "kind:interview or code:1.1",
        "",
    ],
)
def test_the_numbers_of_a_report_are_out_of_as_many_as_those_of_the_counts_and_of_excerpts(
    asked: Asked, question: str
) -> None:
    conn = asked.project.conn
    parts = table(conn, narrowed(conn, Counted(by=By.DOCUMENT), question)).parts
    bases = {(part.base.participants, part.base.documents) for part in parts}
    value = made(asked, question)
    assert {(each.participants, each.number) for each in value.sources.documents} == bases
    counts = [section.counts for area in value.areas for section in area.codes if section.counts is not None]
    tallies = [tally for one in counts for tally in (*one.own, *one.nested)]
    assert tallies and {(tally.of_participants, tally.of_documents) for tally in tallies} <= bases
    assert all(tally.participants <= tally.of_participants for tally in tallies)
    whole = narrowed_extent(conn, question)
    assert {(one.people, one.documents) for _, one in whole.kinds if one.documents} == bases
    assert whole.documents == sum(each.number for each in value.sources.documents)


def test_who_and_what_a_question_asks_for_is_the_base_of_a_report(asked: Asked) -> None:
    text = markdown.text(made(asked, "area:1 and attr:age>=30 kind:interview"))
    assert "found by the question, 1 of 1 participant, 1 of 1 document." in text
    assert "of 3 participants" not in text
    text = markdown.text(made(asked, "area:1"))
    assert "documents and participants are those it asks for" not in text
    assert "1 of 1 participant, 1 of 1 document." in text and "Focus groups: " in text


def test_documents_that_were_chosen_are_told_as_many_as_were_chosen(asked: Asked) -> None:
    chosen = frozenset([asked.documents["Rain"], asked.documents["Group"]])
    value = report(asked.project.conn, ReportChoices(documents=chosen, question="who:P03"), MADE_ON)
    assert drawn_from(value).startswith("1 interview and 1 focus group, chosen")
    assert [(each.number, each.participants) for each in value.sources.documents] == [(1, 1)]


def test_what_a_coder_coded_of_somebody_elses_words_is_in_no_number_of_who_was_asked_for(asked: Asked) -> None:
    make, group = asked.project.make, asked.documents["Group"]
    code, text = asked.codes["2.1"], question_study.GROUP
    late = text.index("P05: She did") + 5
    both = Span(text.index("I walked"), late + 30)
    make(AddCodings([NewCoding(group, both, code, asked.coders["Ana"])]))
    make(AddCodings([NewCoding(group, Span(late, late + 8), code, asked.coders["Bem"])]))
    choices = ReportChoices(question="who:P06", coders=frozenset([asked.coders["Bem"]]))
    value = report(asked.project.conn, choices, MADE_ON)
    assert [(each.number, each.participants) for each in value.sources.documents] == [(1, 1)]
    printed = [one.words for one in value.excerpts() if isinstance(one, PrintedExcerpt)]
    assert all("P06" in words.participants for words in printed)
    assert not any("She did" in words.text for words in printed)


def test_codes_of_which_nothing_was_found_are_not_called_empty(asked: Asked) -> None:
    text = markdown.text(made(asked, "1.1"))
    assert "No excerpts found by the question: 2.1 The group" in text


def test_a_report_without_a_question_says_nothing_of_one(asked: Asked) -> None:
    assert "question" not in markdown.text(made(asked, ""))


def test_the_question_stands_in_words_and_a_saved_one_is_written_out(asked: Asked) -> None:
    asked.project.make(SaveQuestion("wet", "text:rain* and kind:interview"))
    asked.project.make(SaveQuestion("wet people", "@wet or who:P06"))
    value = made(asked, '@"wet people" not code:2.1')
    assert drawn_from(value) == (
        "what the question “((text:rain* and kind:interview) or who:P06) not code:2.1” finds"
    )
    asked.project.make(SaveQuestion("bus", "1.2.1"))
    assert drawn_from(made(asked, "@bus")) == "what the question “(code:1.2.1)” finds"
    assert {one.id for one in value.excerpts()} == {
        one.id
        for one in excerpts_for(asked.project.conn, "((text:rain* and kind:interview) or who:P06) not code:2.1")
    }


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("doc:Rain", "names of documents"),
        ("coder:Ana", "coders’ names"),
        ("memo:any", "words of memos"),
        ("state:new or code:1.1", "how far documents are read"),
        ("doc:Rain coder:Ana", "names of documents and coders’ names"),
        ("text:rain*", "words that somebody may have said"),
        ("rain* who:P03", "words that somebody may have said"),
        ("code:1.2.1 near:20 text:rain*", "words that somebody may have said"),
    ],
)
def test_readers_outside_are_not_told_what_is_the_teams_own(asked: Asked, question: str, held: str) -> None:
    value = made(asked, question, Audience.OUTSIDE)
    assert drawn_from(value) == f"what a question finds that is not printed here, for it holds {held}"


def test_what_may_not_be_printed_of_people_is_not_printed_as_a_question_either(asked: Asked) -> None:
    asked.project.make(SaveQuestion("elders", "attr:age>=60"))
    for question in ("attr:age>=60", "code:1.1 and @elders"):
        assert "not printed here, for it holds facts" in drawn_from(made(asked, question, Audience.OUTSIDE))
        assert "age" in drawn_from(made(asked, question))
    asked.project.make(AllowInPrint({"age": True}))
    assert drawn_from(made(asked, "@elders", Audience.OUTSIDE)) == "what the question “(attr:age>=60)” finds"


def test_coders_are_named_in_a_question_only_where_coders_are_named(asked: Asked) -> None:
    assert drawn_from(made(asked, "coder:Ana", coder_names=True)) == "what the question “coder:Ana” finds"


def test_a_question_that_cannot_be_asked_says_where(asked: Asked) -> None:
    with pytest.raises(QuestionProblem, match="No code is called") as raised:
        made(asked, "code:Transprot")
    assert raised.value.place.of("code:Transprot") == "Transprot"


def test_a_list_of_passages_is_narrowed_too(asked: Asked) -> None:
    found = passages(asked.project.conn, ReportChoices(question="who:P06"), MADE_ON)
    assert {one.id for one in found.items} == {one.id for one in excerpts_for(asked.project.conn, "who:P06")}
