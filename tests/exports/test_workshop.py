"""Workshop packs: what to talk about with its base, cards by pseudonym alone, a sheet that comes back as it went."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpts import short_id
from qualcode.analysis.people import participants
from qualcode.analysis.returns.arriving import arriving
from qualcode.analysis.returns.typed import typed_text
from qualcode.edits.essays import NewEssay
from qualcode.edits.memos import MemoTarget, SayState, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, TrimQuote
from qualcode.edits.returns import TakeReturns
from qualcode.exports import markdown
from qualcode.exports.briefing_material import BriefingChoices
from qualcode.exports.gather_briefing import Briefing, briefings
from qualcode.exports.gather_workshop import workshop_packs
from qualcode.exports.page import Cards, Page, Room, Topic
from qualcode.exports.workshop import LONGEST_CARD, CardSource, WorkshopChoices, spread
from qualcode.participants.accounts import WORDS_HELD
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from qualcode.transcripts.trim import Alteration, Trim
from tests.conftest import NOON, span_of
from tests.exports.test_briefing import section
from tests.exports.workshop_study import conn as conn
from tests.exports.workshop_study import garden as garden
from tests.exports.workshop_study import keep
from tests.exports.workshop_study import packs as packs

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
SECTIONS = [
    "What was heard",
    "Questions",
    "Opportunities",
    "Anything else",
    "Quote cards",
    "Return sheet",
    "For whoever runs the workshop",
    "Held back",
]


def pack(project: Project, choices: WorkshopChoices | None = None, called: str = "Access") -> Page:
    found = project.read_copy(workshop_packs, choices or WorkshopChoices(), NOON)
    return next(one.page for one in found if one.called == called)


def text_of(project: Project, choices: WorkshopChoices | None = None) -> str:
    return markdown.page_text(pack(project, choices))


def cards_of(page: Page) -> list[str]:
    """The words on the cards."""
    parts = (part for each in page.sections for part in each.parts)
    return [card.words.text for part in parts if isinstance(part, Cards) for card in part.cards]


# The discussion sheet


def test_every_area_in_the_totals_has_a_pack_with_the_same_sections_for_readers_outside(
    conn: sqlite3.Connection, packs: tuple[Briefing, ...]
) -> None:
    areas = [area for area in codebook(conn).areas() if area.in_totals]
    assert [one.area_id for one in packs] == [area.id for area in areas] and len(areas) == 4
    for one in packs:
        assert [each.title for each in one.page.sections] == SECTIONS
        assert one.page.audience is Audience.OUTSIDE


def test_what_was_heard_is_told_in_three_to_five_lines_with_the_briefing_papers_numbers(
    conn: sqlite3.Connection, packs: tuple[Briefing, ...]
) -> None:
    papers = briefings(conn, BriefingChoices(Audience.OUTSIDE), NOON)
    for one, paper in zip(packs, papers, strict=True):
        heard = section(markdown.page_text(one.page), "What was heard")
        told = [line for line in heard.split("\n\n") if not line.startswith("*")]
        lines = [line for line in told if " participant" in line or "excerpt" in line]
        assert 3 <= len(lines) <= 5
        assert all(" of " in line or "Against" in line for line in lines), "numbers say their base"
        table = next(each for each in paper.page.tables if each.sheet == "Themes")
        reached = {row.cells[0]: row.cells[1] for row in table.rows}
        theme, _, said = lines[1].partition(": ")
        assert said.startswith(f"{reached[theme]} of ")
        assert "Counted: " in heard


def test_a_study_with_one_kind_of_document_is_told_the_area_and_its_themes_with_their_bases(
    project: Project, garden: dict[str, str]
) -> None:
    heard = section(text_of(project), "What was heard")
    assert "The area as a whole: 1 of 1 participant (2 excerpts)." in heard
    assert "1.1 Knowing what exists: 1 of 1 participant (1 excerpt)." in heard
    assert "1.2 Routes in: 1 of 1 participant (1 excerpt)." in heard
    assert "each passage once. Counted: everybody’s codings, merged." in heard
    assert "Nothing is coded" not in heard
    assert "Nothing is coded under this area yet." in markdown.page_text(pack(project, called="Evidence"))


def test_an_area_that_only_evidence_speaks_of_is_not_said_to_be_without_codings(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    paper = bring_in("Nobody was asked why they left.\n", "Paper", Kind.EVIDENCE)
    code_it(paper, "Nobody was asked why they left.", "1.1")
    bring_in()
    assert "Nothing is coded under this area in interviews, groups or notes yet." in text_of(project)


def test_questions_and_opportunities_of_the_area_stand_with_their_ids_and_room_to_write(
    project: Project, garden: dict[str, str], codes: dict[str, str]
) -> None:
    question = WriteMemo("Who tells people?\nOnly for us: ask Ana.", "question", MemoTarget("code", codes["1.1"]))
    chosen = WriteMemo("A peer by the bed", "opportunity", MemoTarget("code", codes["1"]))
    dropped = WriteMemo("A poster", "opportunity", MemoTarget("code", codes["1"]))
    elsewhere = WriteMemo("Sleep more", "opportunity", MemoTarget("code", codes["3.1"]))
    for edit in (question, chosen, dropped, elsewhere):
        project.make(edit)
    project.make(SayState([chosen.id], "chosen", "Both wards want it."))
    project.make(SayState([dropped.id], "dropped", "Nobody reads it."))
    page = pack(project)
    topics = {part.id: part for each in page.sections for part in each.parts if isinstance(part, Topic)}
    assert set(topics) == {short_id(question.id), short_id(chosen.id)}
    assert topics[short_id(question.id)] == Topic(short_id(question.id), "Who tells people?")
    assert topics[short_id(chosen.id)].notes == ("Chosen, 12 March 2026: Both wards want it.",)
    text = markdown.page_text(page)
    assert "Only for us" not in text and "poster" not in text and "Sleep more" not in text
    assert "1 opportunity was dropped and not printed." in text


def test_an_area_without_questions_has_room_to_write_and_only_the_team_is_told_what_would_stand_there(
    project: Project, garden: dict[str, str]
) -> None:
    page = pack(project)
    for title in ("Questions", "Opportunities"):
        (found,) = (one for one in page.sections if one.title == title)
        assert [type(part) for part in found.parts] == [Room]
    text = text_of(project)
    told = section(text, "For whoever runs the workshop")
    for kind in ("question", "opportunity"):
        assert text.count(f"Memos of the kind {kind} about the area") == 1
        assert f"Memos of the kind {kind} about the area" in told


def test_votes_stand_beside_an_opportunity_in_the_pack_and_in_the_briefing_paper(
    project: Project, garden: dict[str, str], codes: dict[str, str]
) -> None:
    memo = WriteMemo("A peer by the bed", "opportunity", MemoTarget("code", codes["1"]))
    project.make(memo)
    typed = typed_text(f"T1:\n{short_id(memo.id)}: yes, 4 votes\nT2:\n{short_id(memo.id)}: no, 1 vote\n")
    project.make(TakeReturns(arriving(project.conn, typed).new))
    assert "5 votes of 2 groups" in section(text_of(project), "Opportunities")
    project.make(SayState([memo.id], "testing", "On ward 4"))
    (paper,) = [one.page for one in project.read_copy(briefings, BriefingChoices(), NOON) if one.called == "Access"]
    told = section(markdown.page_text(paper), "Opportunities")
    assert "Testing, 12 March 2026: On ward 4; 5 votes of 2 groups." in told
    assert "passage T1" not in told
    for why, ended in (("Both groups put it first.", "first; 5"), ("Who pays?", "Who pays? 5")):
        project.make(SayState([memo.id], "chosen", why))
        line = f"{ended} votes of 2 groups."
        assert line in section(text_of(project), "Opportunities")
        (paper,) = [
            one.page for one in project.read_copy(briefings, BriefingChoices(), NOON) if one.called == "Access"
        ]
        assert line in section(markdown.page_text(paper), "Opportunities")


# The cards


def test_a_card_has_the_words_the_id_and_the_pseudonym_alone(project: Project, garden: dict[str, str]) -> None:
    quote = keep(project, garden["document"], "It was a card on the board in the chemist’s.")
    page = pack(project)
    (card,) = page.excerpts
    assert (card.id, card.attribution.text) == (quote, "P03")
    assert card.words.text == "It was a card on the board in the chemist’s."
    assert "nurse" not in markdown.page_text(page)


def test_the_cards_are_the_quotes_kept_that_have_a_code_of_the_area_whatever_essay_they_are_in(
    project: Project, garden: dict[str, str]
) -> None:
    essay = NewEssay("Peers")
    project.make(essay)
    keep(project, garden["document"], "It was a card on the board")
    keep(project, garden["document"], "So I sent myself.", essay.id)
    keep(project, garden["document"], "a card on the board in the chemist’s.", essay.id)  # words of the first
    keep(project, garden["document"], "I sleep.", essay.id)  # of no code
    assert cards_of(pack(project)) == ["It was a card on the board", "So I sent myself."]
    of_essay = WorkshopChoices(source=CardSource.ESSAY, named=essay.id)
    assert cards_of(pack(project, of_essay)) == ["So I sent myself.", "a card on the board in the chemist’s."]
    assert "the quotes of “Peers”" in text_of(project, of_essay)


def test_the_cards_may_be_what_a_question_finds(project: Project, garden: dict[str, str]) -> None:
    asked = WorkshopChoices(source=CardSource.QUESTION, named="code:1.2")
    assert cards_of(pack(project, asked)) == ["So I sent myself."]
    with pytest.raises(Problem):
        pack(project, WorkshopChoices(source=CardSource.QUESTION, named="colour:red"))


def test_where_nothing_is_kept_a_rule_chooses_and_the_pack_says_so(project: Project, garden: dict[str, str]) -> None:
    text = text_of(project)
    assert len(cards_of(pack(project))) == 2
    assert "No quote is kept for this area yet, so the cards were chosen by a rule" in text


def test_what_is_held_back_has_a_heading_below_that_of_the_page_for_the_team(
    project: Project, garden: dict[str, str]
) -> None:
    last = pack(project).sections[-1]
    assert (last.title, last.level, last.new_page) == ("Held back", 2, False)
    assert "### Held back\n\nNothing was held back from the cards." in text_of(project)


def test_what_may_not_be_quoted_is_on_no_card_and_is_listed_with_the_reason(
    project: Project, garden: dict[str, str]
) -> None:
    quote = keep(project, garden["document"], "So I sent myself.")
    project.make(ChangeParticipant(garden["person"], {"consent": "paraphrase only"}))
    page = pack(project)
    text = markdown.page_text(page)
    assert cards_of(page) == [] and "I sent myself" not in text
    assert f"1 passage: to be paraphrased, not quoted ({quote})." in text


def test_a_quote_too_long_for_a_card_is_left_out_and_said_to_be_so(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    words = " ".join(["word"] * (LONGEST_CARD + 1))
    document = bring_in(f"P07: {words}\n", "Long")
    code_it(document, words, "1.1")
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "quote"}))
    quote = KeepQuote(document, span_of(f"P07: {words}\n", words))
    project.make(quote)
    page = pack(project)
    assert cards_of(page) == []
    assert f"{short_id(quote.id)}: too long for a card ({LONGEST_CARD + 1} words" in markdown.page_text(page)


def test_a_card_that_is_to_be_looked_at_is_told_of_on_the_last_page_without_its_words(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    words = "I was never told about it at all."
    said = f"P07: {words}\n"
    document = bring_in(said, "Told")
    code_it(document, words, "1.1")
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "quote"}))
    quote = KeepQuote(document, span_of(said, words))
    project.make(quote)
    assert "to look at" not in markdown.page_text(pack(project))
    never = span_of(said, "never ")
    project.make(TrimQuote(quote.id, Trim((Alteration(never.start, never.end),))))
    (found,) = (one for one in workshop_packs(project.conn, WorkshopChoices(), NOON) if one.look)
    printed = markdown.page_text(found.page)
    assert "1 card to look at before you hand them out" in printed
    assert f"{short_id(quote.id)}: a word that bears the meaning is left out." in printed
    assert "never" not in printed
    assert found.look == ("1 quote to look at:", f"{short_id(quote.id)}: “never” is left out")


def test_of_many_cards_everybody_has_one_before_anybody_has_two(packs: tuple[Briefing, ...]) -> None:
    (many,) = [one.page.excerpts for one in packs if one.called == "Access"]
    people = {one.attribution.text for one in many}
    few = spread(many, len(people))
    assert {one.attribution.text for one in few} == people
    assert [one for one in many if one in few] == few, "in their order"
    assert spread(many, 0) == []


def test_a_question_in_words_of_somebody_who_withdrew_is_held_back_from_the_pack_and_listed(
    project: Project, garden: dict[str, str], codes: dict[str, str], bring_in: Callable[..., str]
) -> None:
    bring_in("P09: Nobody asked my name all winter.", "P09 interview")
    (person,) = [one for one in participants(project.conn) if one.pseudonym == "P09"]
    question = WriteMemo("Why did nobody ask my name all winter?", "question", MemoTarget("code", codes["1.1"]))
    project.make(question)
    bare = WriteMemo("Is it that nobody asked my name all winter?", "question", MemoTarget("code", codes["1.1"]))
    project.make(bare)
    project.make(ChangeParticipant(person.id, {"consent": "withdrawn"}))
    page = pack(project)
    topics = {part.id: part.words for each in page.sections for part in each.parts if isinstance(part, Topic)}
    assert topics[short_id(bare.id)] == f"Is it that {WORDS_HELD}?"
    assert topics[short_id(question.id)] == "Why did nobody ask my name all winter?"
    assert f"1 passage: has withdrawn ({short_id(bare.id)})." in markdown.page_text(page)
