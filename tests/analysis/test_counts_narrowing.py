"""A question narrows the base where it speaks of documents or people, and the base says where it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.narrowing import narrowed
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.counts.reach import code_reaches
from qualcode.analysis.counts.rows import Part
from qualcode.analysis.counts.saturation import saturation
from qualcode.analysis.counts.tables import table
from qualcode.analysis.questions.asked import excerpts_for
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.saved_questions import SaveQuestion
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.analysis.counts_study import heads, own, person

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]

# P01 says 5 words, P02 says 4, P03 says 6; the note has 4.
FIRST = "Interviewer: What helped?\nP01: The kettle was always on.\nP02: Nobody asked my name.\n"
SECOND = "P03: I came back for the kettle.\n"
NOTE = "Nine chairs, one empty.\n"


@pytest.fixture
def study(project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt) -> Project:
    first, second = bring_in(FIRST, "First"), bring_in(SECOND, "Second")
    note = bring_in(NOTE, "Hall", Kind.FIELD_NOTE)
    code_it(first, "The kettle", "1.1")
    code_it(first, "Nobody asked", "1.1")
    code_it(first, "What helped?", "1.1")
    code_it(second, "the kettle", "1.1")
    code_it(second, "I came back", "1.2")
    code_it(note, "one empty", "1.1")
    for pseudonym, role in (("P01", "nurse"), ("P02", "carer"), ("P03", "nurse")):
        project.make(ChangeParticipant(person(project, pseudonym), attributes={"role": role}))
    return project


def asked(project: Project, words: str, asked: Asked | None = None) -> list[Part]:
    return list(table(project.conn, narrowed(project.conn, asked or Asked(with_words=True), words)).parts)


# The question, and of it: participants, documents, words, and the sentence.
PEOPLE = ": those the question asks for."
WHATEVER = ", whether the question finds anything there or not."
BOTH = ": those the question asks for, whether the question finds anything there or not."


@pytest.mark.parametrize(
    ("words", "base", "told"),
    [
        ("attr:role=nurse", (2, 2, 11), f"Of 2 participants in 2 interviews{PEOPLE}"),
        ("who:P02", (1, 1, 4), f"Of 1 participant in 1 interview{PEOPLE}"),
        ("who:P02 or attr:role=nurse", (3, 2, 15), f"Of 3 participants in 2 interviews{PEOPLE}"),
        ("kind:interview", (3, 2, 15), f"Of 3 participants in 2 interviews{PEOPLE}"),
        ("doc:First", (2, 1, 9), f"Of 2 participants in 1 interview{PEOPLE}"),
        ("not doc:First kind:interview", (1, 1, 6), f"Of 1 participant in 1 interview{PEOPLE}"),
        ("doc:First attr:role=nurse", (1, 1, 5), f"Of 1 participant in 1 interview{PEOPLE}"),
        ("attr:role=nurse code:1.2", (2, 2, 11), f"Of 2 participants in 2 interviews{BOTH}"),
        ("kind:interview text:kettle", (3, 2, 15), f"Of 3 participants in 2 interviews{BOTH}"),
    ],
)
def test_what_is_asked_of_people_and_documents_is_the_base(
    study: Project, words: str, base: tuple[int, int, int], told: str
) -> None:
    (part,) = asked(study, words)
    assert (part.base.participants, part.base.documents, part.base.words) == base
    assert part.sentence.startswith(told), part.sentence


@pytest.mark.parametrize("words", ["code:1.2", "text:kettle", "not who:P02 kind:interview", "who:P01 or code:1.2"])
def test_what_is_asked_of_codes_and_words_leaves_the_base_and_says_so(study: Project, words: str) -> None:
    part = asked(study, words)[0]
    assert (part.base.participants, part.base.documents, part.base.words) == (3, 2, 15)
    assert part.sentence.startswith("Of 3 participants in 2 interviews")
    assert WHATEVER in part.sentence


def test_no_question_leaves_everything_and_says_nothing_of_one(study: Project) -> None:
    whole = Asked(by=By.DOCUMENT)
    assert narrowed(study.conn, whole, " ") is whole
    assert "question" not in " ".join(table(study.conn, whole).sentences)


def test_whom_a_question_leaves_out_has_no_column_and_everybody_it_means_has(study: Project, codes: Codes) -> None:
    (part,) = asked(study, "attr:role=nurse code:1.2")
    assert (heads(part), own(part, codes["1.2"]), own(part, codes["1.1"])) == (["P01", "P03"], (0, 1), (0, 0))
    (part,) = asked(study, "attr:role=nurse", Asked(By.PARTICIPANT, Measure.SHARE))
    assert own(part, codes["1.1"]) == (2 / 5, 2 / 6)


@pytest.mark.parametrize(
    "words",
    [
        "attr:role=nurse",
        "kind:interview",
        "who:P01 or who:P02",
        "not who:P02",
        "kind:interview not who:P02",
        "who:INT",
        "code:1.1 doc:First",
        "@nurses kind:interview",
        "@early",
    ],
)
@pytest.mark.parametrize("by", [By.DOCUMENT, By.KIND, By.ROLE, By.CODER])
def test_what_is_counted_is_what_the_question_finds(study: Project, words: str, by: By) -> None:
    study.make(SaveQuestion("nurses", "attr:role=nurse"))
    study.make(SaveQuestion("early", "doc:First in:turn"))
    wanted = narrowed(study.conn, Asked(by), words)
    places = {(one.document_id, one.start, one.stop) for one in excerpts_for(study.conn, words)}
    parts = table(study.conn, wanted).parts
    if by is not By.KIND:
        assert sum(part.total.nested.excerpts or 0 for part in parts) == len(places)
    opened = [
        one for part in parts for one in cell_excerpts(study.conn, wanted, "all areas", kind=part.kind, nested=True)
    ]
    assert {(one.document_id, one.start, one.stop) for one in opened} == places


def test_reach_and_new_codes_are_out_of_the_same(study: Project, codes: Codes) -> None:
    wanted = narrowed(study.conn, Asked(), "attr:role=nurse")
    (part,) = code_reaches(study.conn, wanted)[codes["1.2"]].parts
    assert part.sentence == "1 of 2 participants, in 1 of 2 interviews; 1 excerpt."
    assert [name for _, name in part.silent] == ["P01"]
    (found,) = saturation(study.conn, narrowed(study.conn, Asked(), "doc:Second"))
    assert ([step.name for step in found.steps], found.uncoded) == (["Second"], 0)


def test_a_question_narrows_what_was_chosen_already(study: Project) -> None:
    chosen = Asked(people=[person(study, "P01"), person(study, "P02")])
    (part,) = asked(study, "attr:role=nurse", chosen)
    assert heads(part) == ["P01"]


def test_a_question_that_cannot_be_asked_is_refused(study: Project) -> None:
    with pytest.raises(QuestionProblem, match="no participant P99"):
        narrowed(study.conn, Asked(), "who:P99")
