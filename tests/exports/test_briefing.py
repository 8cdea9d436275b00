"""Briefing papers: one form for every area, whole or saying what would fill it, with the numbers of the study."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.naming import StudyConnection
from qualcode.analysis.people import attributes, participants
from qualcode.analysis.samples import draw, samples
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ChangeCode
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.surveys import CodeAnswers, MarkSample
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.exports import html_page, markdown, word
from qualcode.exports.briefing_files import FORMATS, Marks, changes, paper_path, write_papers
from qualcode.exports.briefing_material import LONGEST, BriefingChoices
from qualcode.exports.figures import Table
from qualcode.exports.gather_briefing import Briefing, briefings
from qualcode.exports.gather_workshop import workshop_packs
from qualcode.exports.page import Page
from qualcode.exports.workshop import WorkshopChoices
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.project.surveys import preview, read_survey, survey_arrival
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.transcript import Kind
from tests.conftest import NOON, WORDS, span_of
from tests.exports.parsed import Parsed
from tests.exports.test_lead_report import everything_in
from tests.exports.word_rules import faults
from tests.screens.survey_study import SAID, write_survey
from tests.study_of_names import NAME, SHOWN
from tests.study_of_names import make as names_study

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
SECTIONS = [
    "What the area covers",
    "What the evidence says",
    "What we heard",
    "What the survey says",
    "Where groups differ",
    "Tensions and what goes against",
    "Questions",
    "Opportunities",
    "How it was gathered",
]


@pytest.fixture(scope="module")
def conn(finished_demo: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(f"file:{finished_demo}?mode=ro", uri=True, factory=StudyConnection)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def papers(conn: sqlite3.Connection) -> tuple[Briefing, ...]:
    return briefings(conn, BriefingChoices(), NOON)


def paper(project: Project, choices: BriefingChoices | None = None, called: str = "Access") -> Page:
    found = project.read_copy(briefings, choices or BriefingChoices(), NOON)
    return next(one.page for one in found if one.called == called)


def text_of(project: Project, choices: BriefingChoices | None = None) -> str:
    return markdown.page_text(paper(project, choices))


def section(text: str, title: str, level: int = 2) -> str:
    """What stands under one heading of a paper's Markdown."""
    marks = "#" * level
    return text.partition(f"\n{marks} {title}\n")[2].partition(f"\n{marks} ")[0]


def tops(page: Page) -> list[str]:
    return [one.title for one in page.sections if one.level == 1]


# The form


def test_every_area_in_the_totals_has_a_paper_with_the_same_sections_in_the_same_order(
    conn: sqlite3.Connection, papers: tuple[Briefing, ...]
) -> None:
    areas = [area for area in codebook(conn).areas() if area.in_totals]
    assert [one.area_id for one in papers] == [area.id for area in areas] and len(areas) == 4
    assert [one.page.title for one in papers] == [f"{area.title}: briefing paper" for area in areas]
    assert [tops(one.page) for one in papers] == [SECTIONS] * 4


def test_one_area_can_be_asked_for_also_one_outside_the_totals(conn: sqlite3.Connection) -> None:
    context = next(area for area in codebook(conn).areas() if not area.in_totals)
    (found,) = briefings(conn, BriefingChoices(areas=(context.id,)), NOON)
    assert found.called == "Context" and tops(found.page) == SECTIONS


def test_the_same_paper_is_printed_in_word_html_and_markdown(papers: tuple[Briefing, ...]) -> None:
    page = papers[0].page
    document = word.page_content(page)
    assert faults(document) == []
    opened = Document(io.BytesIO(document))
    printed = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    on_the_web, plain = html_page.content(page).decode(), markdown.page_text(page)
    parsed = Parsed(on_the_web)
    ids = {given.get("id") for _, given in parsed.tags}
    assert page.excerpts
    for excerpt in page.excerpts:
        assert f"({excerpt.id})" in printed and f"({excerpt.id})" in plain
        assert excerpt.id in ids and f"({excerpt.id})" in on_the_web
        assert all(line.words in printed for line in excerpt.words.lines)
    headings = [p.text for p in opened.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == SECTIONS
    assert "Contents" not in printed and "Contents" not in on_the_web


def test_a_section_without_anything_says_what_would_fill_it_and_is_left_out_on_request(
    project: Project, codes: dict[str, str]
) -> None:
    text = text_of(project)
    for title in SECTIONS[:-1]:
        assert section(text, title).strip("\n*").startswith("Nothing here yet. ") or title == "What the area covers"
    assert "Memos of the kind opportunity about the area" in section(text, "Opportunities")
    short = paper(project, BriefingChoices(leave_out_empty=True))
    assert tops(short) == ["What the area covers", "How it was gathered"]


def test_readers_outside_are_given_no_advice_that_is_meant_for_the_team(
    project: Project, codes: dict[str, str]
) -> None:
    text = text_of(project, BriefingChoices(Audience.OUTSIDE))
    for title in ("Where groups differ", "Questions", "Opportunities"):
        assert section(text, title).strip("\n*") == "Nothing here yet."


def test_without_an_area_in_the_codebook_it_says_so(project: Project) -> None:
    with pytest.raises(Problem, match="no area"):
        project.read_copy(briefings, BriefingChoices(), NOON)


def test_areas_of_the_same_name_are_told_apart_by_their_index(project: Project, codes: dict[str, str]) -> None:
    project.make(ChangeCode(codes["3"], {"name": "Access"}))
    found = project.read_copy(briefings, BriefingChoices(), NOON)
    assert [one.called for one in found] == ["1 Access", "3 Access"]


# Numbers


def test_themes_stand_in_the_order_of_their_reach_with_the_numbers_of_counts_and_the_base(
    conn: sqlite3.Connection, papers: tuple[Briefing, ...]
) -> None:
    (part,) = [part for part in table(conn, Asked(By.PARTICIPANT)).parts if part.kind is Kind.INTERVIEW]
    counted = {row.title: row.nested for row in part.rows}
    for one in papers:
        reach = next(found for found in one.page.tables if found.caption.startswith("Themes by"))
        numbers = [row.cells for row in reach.rows]
        assert [cells[:2] for cells in numbers] == [
            (cells[0], counted[str(cells[0])].participants) for cells in numbers
        ]
        assert [cells[3] for cells in numbers] == [
            (counted[str(cells[0])].excerpts or 0) - sum_of_nobodys(conn, str(cells[0])) for cells in numbers
        ]
        top = [cells[1] for row, cells in zip(reach.rows, numbers, strict=True) if row.depth == 1]
        assert top == sorted(top, key=lambda number: -int(str(number)))
        assert reach.base is not None and reach.base.cells[1] == part.base.participants


def sum_of_nobodys(conn: sqlite3.Connection, title: str) -> int:
    """The passages of interviews under a code that are no participant's."""
    book = codebook(conn)
    code = next(code for code in book.codes if code.title == title)
    kinds = dict(conn.execute("SELECT id, kind FROM document"))
    places: dict[tuple[str, int, int], bool] = {}
    for one in excerpts(conn):
        if one.code_id in book.with_descendants(code.id) and kinds[one.document_id] == Kind.INTERVIEW:
            key = one.document_id, one.start, one.stop
            places[key] = places.get(key, False) or one.participant_id is not None
    return sum(not known for known in places.values())


def test_how_it_was_gathered_tells_the_numbers_and_the_rule_by_which_quotes_were_chosen(
    conn: sqlite3.Connection, papers: tuple[Briefing, ...]
) -> None:
    found = excerpts(conn)
    for one in papers:
        told = section(markdown.page_text(one.page), "How it was gathered")
        assert f"which make {len(found)} excerpts" in told and "1 field note and 1 piece of evidence" in told
        inside = codebook(conn).with_descendants(one.area_id)
        assert f"{sum(e.code_id in inside for e in found)} excerpts stand under this area" in told
        assert "of each theme at most 2 passages, of different people" in told


def test_the_area_stands_above_its_themes_with_the_numbers_that_the_workshop_sheet_tells(
    conn: sqlite3.Connection, papers: tuple[Briefing, ...]
) -> None:
    packs = workshop_packs(conn, WorkshopChoices(), NOON)
    for one, pack in zip(papers, packs, strict=True):
        first = named(one.page, "Themes by").rows[0]
        assert first.cells[0] == one.page.title.removesuffix(": briefing paper") and first.strong
        heard = section(markdown.page_text(pack.page), "What was heard")
        told = re.search(r"as a whole: (\d+) of \d+ participants in interviews \((\d+) excerpts\)", heard)
        assert told is not None and (int(told[1]), int(told[2])) == (first.cells[1], first.cells[3])


def test_excerpts_of_an_area_are_told_by_code_and_each_passage_once(
    project: Project, talk: str, bring_in: BringIn, code_it: CodeIt
) -> None:
    assert "4 excerpts stand under this area." in section(text_of(project), "How it was gathered")
    code_it(talk, "The first thing", "1.2")
    told = section(text_of(project), "How it was gathered")
    assert "5 excerpts stand under this area, one for each code of a passage; with each passage once, 4 pass" in told
    code_it(bring_in(), "So I sent myself.", "1.2")
    told = section(text_of(project), "How it was gathered")
    assert "with each passage once, 1 passage in interviews and 4 in focus groups." in told


def test_words_of_nobody_are_quoted_and_the_numbers_say_that_they_are_not_among_them(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in("P03: I found the door.\nSomebody had told me.\nInterviewer: And did it help?\n")
    code_it(document, "I found the door.", "1.1")
    code_it(document, "Somebody had told me.", "1.1", against=True)
    code_it(document, "And did it help?", "1.1", against=True)
    code_it(document, "Somebody had told me.", "1.2")
    text = text_of(project)
    heard = section(text, "What we heard")
    assert "| 1.1 Knowing what exists | 1 | 100% | 1 |" in heard
    assert "Excerpts are of participants’ words; 2 more are in no participant’s words, and may be quoted." in heard
    against = "2 excerpts, in no participant’s words."
    assert f"Against the code they are under: {against}" in section(text, "Tensions and what goes against")
    code_it(document, "I found the door.", "1.2", against=True)
    against = "3 excerpts, 2 of them in no participant’s words."
    assert f"Against the code they are under: {against}" in section(
        text_of(project), "Tensions and what goes against"
    )
    (pack,) = [one for one in project.read_copy(workshop_packs, WorkshopChoices(), NOON) if one.called == "Access"]
    assert f"Against what the codes say: {against}" in section(markdown.page_text(pack.page), "What was heard")
    few = section(text_of(project, BriefingChoices(fewest=5)), "What we heard")
    assert "others are in no participant’s words" in few and "2 more" not in few


def test_evidence_is_cited_and_its_reference_is_given(papers: tuple[Briefing, ...]) -> None:
    said = section(markdown.page_text(papers[2].page), "What the evidence says")
    assert "1 of 1 document of evidence stand under the area" in said
    assert "(Okafor and Lindqvist, 2024)" in said and "Harrow Lane Centre" in said


# Quotes


def test_the_quotes_of_a_theme_are_of_different_people_short_and_none_is_printed_twice(
    papers: tuple[Briefing, ...],
) -> None:
    for one in papers:
        said: list[str] = []
        for found in one.page.sections:
            quotes = [part for part in found.parts if part in one.page.excerpts]
            people = [quote.attribution.people for quote in quotes if hasattr(quote, "attribution")]
            assert len(set(people)) == len(people)
        for excerpt in one.page.excerpts:
            assert count_words(excerpt.words.text) <= LONGEST
            said.append(excerpt.words.text)
        assert len(set(said)) == len(said) > 10


def test_everybody_who_can_be_quoted_is_before_anybody_is_twice_as_often(papers: tuple[Briefing, ...]) -> None:
    named = [
        {person.name for excerpt in one.page.excerpts for person in excerpt.attribution.people} for one in papers
    ]
    assert all(len(names) >= 7 for names in named)


TALK = (
    "P01: The first thing I was told of it was by a neighbour.\n"
    "P01: Then there was a card.\n"
    "Interviewer: And you?\n"
    "P02: Nobody told me a thing about any of it.\n"
    "P02: I found the door by myself.\n"
)


@pytest.fixture
def talk(bring_in: BringIn, code_it: CodeIt) -> str:
    """Two people, each with two passages under one theme."""
    document = bring_in(TALK, "Two people", Kind.FOCUS_GROUP)
    for words in ("The first thing", "Then there was a card.", "Nobody told me", "I found the door"):
        code_it(document, words, "1.1")
    return document


def test_a_quote_that_was_kept_comes_before_others_and_then_somebody_else(project: Project, talk: str) -> None:
    first = [one.words.text for one in paper(project).excerpts]
    assert first == ["The first thing", "Nobody told me"]
    project.make(KeepQuote(talk, span_of(TALK, "I found the door")))
    assert [one.words.text for one in paper(project).excerpts] == ["The first thing", "I found the door"]
    assert paper(project, BriefingChoices(quotes=0)).excerpts == ()
    assert "None of its passages can be quoted here." in text_of(project, BriefingChoices(quotes=0))


def test_a_paper_that_would_be_longer_than_four_pages_has_one_quote_of_each_theme_and_says_so(
    project: Project, talk: str, codes: dict[str, str]
) -> None:
    assert len(paper(project).excerpts) == 2 and "to keep the paper" not in text_of(project)
    words = "What people say of it is not what they do: they came when somebody came with them. " * 80
    for kind in ("tension", "question", "opportunity"):
        project.make(WriteMemo(words, kind, MemoTarget("code", codes["1"])))
    assert [one.words.text for one in paper(project).excerpts] == ["The first thing"]
    told = section(text_of(project), "How it was gathered")
    assert "of each theme at most 1 passage" in told
    assert "1 more quote of themes was left out, to keep the paper to four pages." in told
    more = text_of(project, BriefingChoices(quotes=3))
    assert "Nobody told me" in more and "left out" not in more


def test_a_long_passage_and_an_interviewers_question_are_quoted_nowhere(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    long = "One word after the other. " * 20
    words = f"Interviewer: How did you hear of it?\nP03: {long.strip()}\n"
    document = bring_in(words)
    code_it(document, "How did you hear of it?", "1.1")
    code_it(document, long.strip(), "1.2")
    assert paper(project).excerpts == ()
    heard = section(text_of(project), "What we heard")
    assert "| 1.2 Routes in | 1 | 100% | 1 |" in heard and "| 1.1 Knowing what exists | 0 | 0% | 0 |" in heard


# Who may read it


def test_readers_outside_get_only_what_may_be_quoted_and_are_told_what_is_held_back(
    project: Project, talk: str
) -> None:
    people = {person.pseudonym: person.id for person in participants(project.conn)}
    project.make(ChangeParticipant(people["P01"], {"consent": "quote"}))
    project.make(ChangeParticipant(people["P02"], {"consent": "paraphrase only"}))
    outside = text_of(project, BriefingChoices(Audience.OUTSIDE))
    assert "The first thing" in outside and "Nobody told me" not in outside and "I found" not in outside
    assert "2 excerpts of P02 held back: to be paraphrased, not quoted." in outside
    assert "| 1.1 Knowing what exists | 2 | 100% | 4 |" in outside
    assert "study team only" not in outside and "Nobody told me" in text_of(project)


def test_groups_stand_beside_each_other_where_asked_and_outside_none_of_fewer_than_five(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    project.make(AddAttribute(NewAttribute("role", printable=True)))
    for number in range(11):
        document = bring_in(f"Person {number}: I went there {number} times.\n", f"Talk {number}")
        code_it(document, f"{number} times", "1.1" if number % 2 else "1.2")
    for number, person in enumerate(participants(project.conn)):
        role = "carer" if number < 5 else "nurse" if number < 10 else "judge"
        project.make(ChangeParticipant(person.id, {"consent": "quote"}, {"role": role}))
    (role,) = [one.id for one in attributes(project.conn) if one.name == "role"]
    inside = named(paper(project, BriefingChoices(by=(role,))), "Participants by code and role")
    assert [column.name for column in inside.columns] == ["Code", "carer", "judge", "nurse"]
    assert {row.cells[0]: row.cells[1:] for row in inside.every_row} == {
        "1.1 Knowing what exists": (2, 0, 3),
        "1.2 Routes in": (3, 1, 2),
        "Out of": (5, 1, 5),
    }
    # One judge alone would be known from the numbers of all: with them goes the next small group.
    outside = paper(project, BriefingChoices(Audience.OUTSIDE, by=(role,)))
    assert not [one for one in outside.tables if "role" in one.caption]
    assert "no two groups of 5 people or more" in markdown.page_text(outside)
    project.make(ChangeParticipant(participants(project.conn)[-1].id, {}, {"role": "nurse"}))
    shown = named(paper(project, BriefingChoices(Audience.OUTSIDE, by=(role,))), "Participants by code and role")
    assert [column.name for column in shown.columns] == ["Code", "carer", "nurse"]


def test_groups_by_what_may_not_be_printed_are_refused_to_readers_outside(project: Project, talk: str) -> None:
    project.make(AddAttribute(NewAttribute("job")))
    (job,) = [one.id for one in attributes(project.conn) if one.name == "job"]
    with pytest.raises(Problem, match="“job” is not shown"):
        paper(project, BriefingChoices(Audience.OUTSIDE, by=(job,)))
    assert "By job there are no two groups whose" in text_of(project, BriefingChoices(by=(job,)))


def named(page: Page, begins: str) -> Table:
    (found,) = (one for one in page.tables if one.caption.startswith(begins))
    return found


# Memos and what goes against


def test_memos_stand_under_their_kind_where_they_are_about_the_area_a_code_a_coding_or_its_words(
    project: Project, bring_in: BringIn, codes: dict[str, str], code_it: CodeIt
) -> None:
    document = bring_in()
    coding = code_it(document, "So I sent myself.", "1.2")
    words = span_of(WORDS, "I sent")
    for body, kind, target in (
        ("Doors or people?", "tension", MemoTarget("code", codes["1"])),
        ("Who put the card up?", "question", MemoTarget("code", codes["1.1"])),
        ("Who sends whom?", "question", MemoTarget("coding", coding)),
        ("More cards\n\nIn chemists’ shops.", "opportunity", MemoTarget("document", document, words)),
        ("Sleep is a number", "question", MemoTarget("code", codes["3.1"])),
        ("Only an idea", "idea", MemoTarget("code", codes["1.1"])),
        ("Of all of it", "question", MemoTarget("study", project.study_id)),
    ):
        project.make(WriteMemo(body, kind, target))
    text = text_of(project)
    assert "Doors or people? (area 1 Access; 12 March 2026)" in section(text, "Tensions and what goes against")
    asked = section(text, "Questions")
    assert "Who put the card up?" in asked and "(coding 1.2 Routes in, P03, turn 2; 12 March 2026)" in asked
    assert "More cards\n\nIn chemists’ shops. (passage P03, turn 2; 12 March 2026)" in section(text, "Opportunities")
    assert not any(other in text for other in ("Sleep is a number", "Only an idea", "Of all of it", "Ana,"))
    outside = text_of(project, BriefingChoices(Audience.OUTSIDE))
    assert "card up" not in outside and "Doors" not in outside
    assert section(outside, "Questions").strip("\n*") == "Nothing here yet. 2 memos of the study team are not shown."


def test_what_goes_against_is_counted_and_stands_by_itself(
    project: Project, talk: str, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, "I didn’t, not for years.", "1.2", against=True)
    text = text_of(project)
    said = section(text, "Tensions and what goes against")
    assert "Against the code they are under: 1 excerpt in interviews." in said
    assert "### Against 1.2 Routes in" in said and "> I didn’t, not for years." in said
    assert text.count("not for years") == 1


def test_themes_in_the_making_that_gather_the_area_are_told_to_the_team(
    project: Project, talk: str, codes: dict[str, str]
) -> None:
    begun = NewTheme("People find the door alone")
    project.make(begun)
    project.make(Gather(begun.id, [Thing("code", codes["1.1"])]))
    project.make(NewTheme("Nothing to do with it"))
    heard = section(text_of(project), "What we heard")
    told = "People find the door alone. For it: 2 of 2 participants (4 excerpts). Against it: nothing."
    assert told in section(heard, "Themes in the making", level=3) and "Nothing to do" not in heard
    few = section(text_of(project, BriefingChoices(fewest=5)), "What we heard")
    assert "For it: some of fewer than 5 participants. Against it: nothing." in few
    project.make(Gather(begun.id, [Thing("code", codes["1.1"])], against=True))
    assert "Against it: 4 excerpts." in text_of(project)
    few = section(text_of(project, BriefingChoices(fewest=5)), "What we heard")
    assert "Against it: excerpts of fewer than 5 participants." in few
    assert "find the door alone" not in text_of(project, BriefingChoices(Audience.OUTSIDE))


# The survey


def test_survey_answers_are_counted_by_question_and_theme_out_of_all_answers(
    project: Project, codes: dict[str, str], tmp_path: Path
) -> None:
    project.make(survey_arrival(preview(*read_survey(write_survey(tmp_path)))))
    answered = [said for said in SAID if said and said != "n/a"]
    rows = project.conn.execute("SELECT id FROM document WHERE question_id IS NOT NULL ORDER BY num").fetchall()
    answers = [row[0] for row in rows]
    assert len(answers) == len(answered)
    project.make(CodeAnswers(answers[:3], codes["1.1"]))
    project.make(CodeAnswers(answers[2:4], codes["1.2"]))
    project.make(CodeAnswers(answers[5:6], codes["3.1.1"]))
    made = named(paper(project), "Survey answers under the area")
    assert [row.cells for row in made.rows] == [
        ("Q4 4. Please say in your own words what helped you", 4, 8, 0.5, 5),
        ("1.1 Knowing what exists", 3, 8, 3 / 8, None),
        ("1.2 Routes in", 2, 8, 2 / 8, None),
    ]
    other = named(paper(project, called="Evidence"), "Survey answers under the area")
    assert [row.cells[:3] for row in other.rows][1:] == [("3.1 Benefit", 1, 8), ("3.1.1 Sleep", 1, 8)]
    assert "Nothing here yet" in section(text_of(project), "What we heard")
    (role,) = [one.id for one in attributes(project.conn) if one.name == "Role"]
    beside = named(paper(project, BriefingChoices(by=(role,))), "Participants by code and Role")
    assert beside.base is not None and sum(int(str(number)) for number in beside.base.cells[1:]) == 8
    claim = NewTheme("A card is not a door")
    project.make(claim)
    project.make(Gather(claim.id, [Thing("code", codes["1.1"])]))
    project.make(MarkSample(draw(project.conn, 4, 7), "First"))
    told = text_of(project)
    assert "A card is not a door. For it: 3 of 8 participants" in section(told, "What we heard")
    assert samples(project.conn)[0].sentence in section(told, "How it was gathered")


def test_a_paper_refuses_words_that_were_cleared_for_other_readers(papers: tuple[Briefing, ...]) -> None:
    with pytest.raises(ValueError, match="another audience"):
        replace(papers[0].page, audience=Audience.OUTSIDE)


@pytest.mark.parametrize("audience", list(Audience))
def test_a_name_of_the_list_stands_nowhere_in_a_paper_nor_in_what_it_is_called(
    audience: Audience, tmp_path: Path, clock: FixedClock
) -> None:
    with Project.open(names_study(tmp_path, clock), back_up=False) as project:
        (code,) = project.conn.execute("SELECT id FROM code WHERE idx = '1.1'").fetchone()
        for kind in ("tension", "question", "opportunity"):
            project.make(WriteMemo(f"{NAME} is a {kind}, and “{NAME} said so”.", kind, MemoTarget("code", code)))
        (person,) = [one for one in participants(project.conn) if NAME in one.pseudonym or one.documents][:1]
        project.make(ChangeParticipant(person.id, {"consent": "quote"}))
        chosen = BriefingChoices(audience, by=tuple(one.id for one in attributes(project.conn) if one.printable))
        papers = project.read_copy(briefings, chosen, NOON)
        told = [sentence for one in papers for sentence in (one.called, *changes_from_nothing(one.page))]
        assert papers and SHOWN in markdown.page_text(papers[0].page)
        for suffix in FORMATS:
            wanted = {one.area_id: paper_path(tmp_path / "out", one.called, suffix) for one in papers}
            for written in write_papers(papers, wanted, [suffix], names=project.names):
                for path in written.paths:
                    # The title of what is published is public, as its authors are.
                    held = everything_in(path).lower().replace(f"(n.d.) on {NAME}".casefold().encode(), b"")
                    assert NAME.casefold().encode() not in held
                    assert NAME.casefold() not in path.name.casefold()
    assert not any(NAME.casefold() in sentence.casefold() for sentence in told)


def changes_from_nothing(page: Page) -> tuple[str, ...]:
    """What is told to have changed since a paper that had nothing."""
    return changes(Marks.of(replace(page, sections=())), Marks.of(page))
