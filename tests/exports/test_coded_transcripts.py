"""A coded transcript has the words as they may be read, and every coding beside the very words it is on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.naming import StudyConnection
from qualcode.analysis.people import participants
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, RecordAnswer
from qualcode.edits.texts import ReplaceWords
from qualcode.essays.essay import Answer
from qualcode.exports import html_page, markdown, word_coded
from qualcode.exports.coded import (
    CodedTranscript,
    HeldTurns,
    Mark,
    PrintedTurn,
    SaidWords,
    TranscriptChoices,
)
from qualcode.exports.coded_page import coded_page
from qualcode.exports.gather_coded import initials
from qualcode.exports.gather_transcripts import Transcripts, held_sentence, transcripts
from qualcode.exports.leaving import leaving
from qualcode.exports.transcript_files import transcript_paths, write_transcripts
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name, Names
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from tests.conftest import NOON, WORDS, span_of
from tests.exports.commented import comments_in

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
TWO = (
    "Marisol: It was a card on the board, in the chemist’s.\n"
    "Interviewer: And then?\n"
    "Benedetto: Nobody told me a thing.\n"
    "Marisol: I sleep through the night now.\n"
)


def made(project: Project, audience: Audience = Audience.TEAM, **choices: Any) -> Transcripts:
    return project.read_copy(transcripts, TranscriptChoices(audience, **choices), NOON)


def alone(project: Project, audience: Audience = Audience.TEAM, **choices: Any) -> CodedTranscript:
    (one,) = made(project, audience, **choices).transcripts
    return one


def agree(project: Project, **consents: str) -> None:
    """Let the people of the study, by their label, agree to something."""
    people = {person.labels[0]: person.id for person in participants(project.conn)}
    for label, consent in consents.items():
        project.make(ChangeParticipant(people[label], {"consent": consent}))


def test_each_coding_is_a_comment_of_its_coder_on_its_very_words(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, "It was a card on the board in the chemist’s.", "1.1")
    code_it(document, "on the board", "1.2", "Bem Ode", against=True)
    first, second = comments_in(word_coded.content(alone(project)))
    assert (first.author, first.initials, first.day) == ("Ana", "A", "2026-03-12")
    assert first.lines == ("1.1 Knowing what exists",)
    assert first.on == ("It was a card on the board in the chemist’s.",)
    assert (second.author, second.initials) == ("Bem Ode", "BO")
    assert (second.lines, second.on) == (("1.2 Routes in (goes against it)",), ("on the board",))


def test_several_codes_of_a_coder_on_the_same_words_are_one_comment(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    for index in ("1.1", "3.1"):
        code_it(document, "I sleep.", index)
    (one,) = comments_in(word_coded.content(alone(project)))
    assert one.lines == ("1.1 Knowing what exists", "3.1 Benefit")
    assert alone(project).codings == 2


def test_a_coding_over_several_turns_is_one_comment_from_its_first_word_to_its_last(
    project: Project, bring_in: BringIn, codes: dict[str, str]
) -> None:
    document = bring_in()
    start, stop = WORDS.index("So I sent"), WORDS.index("I sleep.") + len("I sleep.")
    project.make(AddCodings([NewCoding(document, Span(start, stop), codes["1.1"])]))
    (one,) = comments_in(word_coded.content(alone(project)))
    assert one.on == ("So I sent myself.", "And has it changed anything?", "I sleep.")


def test_a_turn_has_its_number_who_speaks_and_the_time(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    code_it(bring_in(), "I sleep.", "1.1")
    turns = [part for part in alone(project).parts if isinstance(part, PrintedTurn)]
    assert [(turn.number, turn.who, turn.asks) for turn in turns] == [
        (1, "Interviewer", True),
        (2, "P03", False),
        (3, "Interviewer", True),
        (4, "P03", False),
    ]
    timed = replace(turns[1], time="26:40")
    value = replace(alone(project), parts=(timed,), remarks=())
    assert "2 P03 26:40: I didn’t" in markdown.page_text(coded_page(value))


def test_words_that_were_changed_since_they_were_coded_say_so_and_those_taken_out_are_counted(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, "a card on the board", "1.1", against=True)
    code_it(document, "So I sent myself.", "1.2")
    project.make(ReplaceWords(document, span_of(WORDS, "So I sent myself."), ""))
    project.make(ReplaceWords(document, span_of(WORDS, "on the board"), "on a board"))
    value = alone(project)
    (one,) = comments_in(word_coded.content(value))
    assert one.lines == ("1.1 Knowing what exists (goes against it; the words were changed since)",)
    assert one.on == ("a card on a board",)
    assert value.left_out_lines == ("1 coding stands on no words that anybody said.",)


def test_memos_on_a_coding_are_for_the_team_alone(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    coding = code_it(bring_in(), "I sleep.", "1.1")
    project.make(WriteMemo("She says it twice.", about=MemoTarget("coding", coding)))
    agree(project, P03="quote")
    (one,) = comments_in(word_coded.content(alone(project)))
    assert one.lines[1].endswith(": She says it twice.")
    assert len(comments_in(word_coded.content(alone(project, memos=False)))[0].lines) == 1
    for content in written(alone(project, Audience.OUTSIDE)):
        assert "says it twice" not in content


def test_readers_outside_are_told_neither_coders_nor_labels_nor_file_names(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in(TWO, "Fennimore interview")
    code_it(document, "I sleep through the night now.", "1.1", "Quarrington")
    agree(project, Marisol="quote", Benedetto="quote")
    value = alone(project, Audience.OUTSIDE)
    for content in written(value):
        for secret in ("Quarrington", "Fennimore", "Marisol"):
            assert secret not in content
    assert [one.coder for one in value.remarks] == ["Coder 2"]
    assert [one.coder for one in alone(project, Audience.OUTSIDE, coder_names=True).remarks] == ["Quarrington"]
    assert [one.coder for one in alone(project, coder_names=False).remarks] == ["Coder 2"]


def written(value: CodedTranscript) -> list[str]:
    """All that a transcript says, in every format it is written in."""
    page = coded_page(value)
    comments = comments_in(word_coded.content(value))
    body = "\n".join(piece.text for piece in value.said())
    return [markdown.page_text(page), html_page.content(page).decode(), f"{body}\n{comments}\n{value.title}"]


def test_what_is_held_back_is_a_line_that_says_so_and_its_codings_are_left_out_and_listed(
    project: Project, bring_in: BringIn, code_it: CodeIt, codes: dict[str, str]
) -> None:
    document = bring_in(TWO, "Two people")
    code_it(document, "It was a card on the board", "1.1")
    code_it(document, "Nobody told me a thing.", "1.1")
    across = NewCoding(
        document, span_of(TWO, TWO[TWO.index("I sleep") - 20 : TWO.index("I sleep") + 7]), codes["3.1"]
    )
    project.make(AddCodings([across]))
    agree(project, Marisol="quote", Benedetto="withdrawn")
    value = alone(project)
    (held,) = [part for part in value.parts if isinstance(part, HeldTurns)]
    assert held.text == "[Turns 2 to 3, with words of P02, are held back: has withdrawn]"
    assert {one.reason for one in value.left_out} == {"has withdrawn"}
    _, line = value.left_out_lines
    assert line.startswith("P02: has withdrawn. 2 codings: x")
    assert value.codings == 1
    for content in written(value):
        assert "Nobody told" not in content
    assert held_sentence(made(project)) == (
        "Held back: 1 passage, and 2 codings with them. Their words are in no file."
    )


def test_words_that_somebody_refused_are_held_back_in_the_middle_of_a_turn(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, "I didn’t, not for years.", "1.1")
    code_it(document, "on the board in the chemist’s.", "1.2")
    kept = KeepQuote(document, span_of(WORDS, "It was a card on the board in the chemist’s."))
    project.make(kept)
    project.make(RecordAnswer(kept.id, Answer.REFUSED))
    agree(project, P03="quote")
    for audience in Audience:
        value = alone(project, audience)
        turn = next(part for part in value.parts if isinstance(part, PrintedTurn) and part.number == 2)
        first, held, last = (piece.text for piece in turn.pieces)
        assert (first, last) == ("I didn’t, not for years.", "👩‍👩‍👧 So I sent myself.")
        assert held.startswith("[held back: refused by the person")
        assert [one.on for one in comments_in(word_coded.content(value))] == [("I didn’t, not for years.",)]
        assert [one.reason for one in value.left_out] == ["refused by the person when asked on 12 March 2026"]
        assert all("chemist" not in content for content in written(value))


def test_a_document_of_which_nothing_may_be_read_is_not_written_and_named_with_the_reason(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    code_it(bring_in(), "I sleep.", "1.1")
    code_it(bring_in(TWO, "Two people"), "Nobody told me a thing.", "1.1")
    agree(project, Marisol="quote", Benedetto="quote", P03="team only")
    found = made(project, Audience.OUTSIDE)
    assert [one.called for one in found.transcripts] == ["Interview 2"]
    assert [one.sentence for one in found.withheld] == ["Interview 1: for the study team only (P03)."]


def test_why_a_document_is_not_written_is_what_its_people_agreed_to_not_that_its_heading_is_nobodys(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    heading = "This interview is fictional.\n"
    code_it(bring_in(f"{heading}{WORDS}"), "I sleep.", "1.1")
    code_it(bring_in(f"{heading}{TWO}", "Two people"), "Nobody told me a thing.", "1.1")
    code_it(bring_in(heading, "Heading", Kind.FIELD_NOTE), "fictional", "1.1")
    agree(project, Marisol="must be asked first", Benedetto="team only", P03="paraphrase only")
    assert [one.sentence for one in made(project, Audience.OUTSIDE).withheld] == [
        "Interview 1: to be paraphrased, not quoted (P03).",
        "Interview 2: must be asked first (P01); for the study team only (P02).",
        "Field note 1: no consent is recorded.",
    ]


def test_names_of_the_list_are_replaced_and_codings_stay_on_their_words(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    text = "P03: Zubeldia said that Zubeldia’s sister, Ann, would come on Thursday. I went.\n"
    document = bring_in(text)
    for words in ("sister, Ann, would", "Zubeldia’s sister", "I went.", "beldia said"):
        code_it(document, words, "1.1")
    coding = code_it(document, "I went.", "3.1")
    project.make(WriteMemo("Zubeldia went too.", about=MemoTarget("coding", coding)))
    assert isinstance(project.conn, StudyConnection)
    project.conn.names = Names([Name("Zubeldia", "[name 1]"), Name("Ann", "[a woman]")])
    value = alone(project)
    found = {one.on[0] for one in comments_in(word_coded.content(value))}
    assert found == {"sister, [a woman], would", "[name 1]’s sister", "I went.", "[name 1] said"}
    for content in written(value):
        assert "Zubeldia" not in content and "Ann," not in content


def test_a_comment_is_told_on_the_page_by_its_number_with_its_words_in_short(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, "It was a card on the board in the chemist’s.", "1.1")
    code_it(document, "I sleep.", "3.1", against=True)
    page = markdown.page_text(coded_page(alone(project)))
    assert "in the chemist’s.\\[1\\] 👩‍👩‍👧" in page
    assert "I sleep.\\[2\\] That’s" in page
    assert "\\[2\\] 3.1 Benefit (goes against it). Ana, 12 March 2026, on “I sleep.”" in page


def test_facts_beside_people_are_those_that_may_be_printed(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    code_it(bring_in(), "I sleep.", "1.1")
    project.make(AddAttribute(NewAttribute("role", printable=True)))
    project.make(AddAttribute(NewAttribute("village")))
    keys = dict(project.conn.execute("SELECT name, id FROM attribute"))
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"attributes": {keys["role"]: "carer", keys["village"]: "Ribbleton"}}))
    value = alone(project)
    assert [one.text for one in value.people] == ["P03, carer"]
    assert all("Ribbleton" not in content for content in written(value))


def test_documents_that_nobody_coded_and_answers_to_a_survey_are_written_only_where_they_are_named(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    plain = bring_in(TWO, "Two people")
    with pytest.raises(Problem, match="no coded transcript"):
        made(project)
    code_it(bring_in(), "I sleep.", "1.1")
    assert [one.called for one in made(project).transcripts] == ["P03 interview"]
    assert [one.called for one in made(project, documents=(plain,)).transcripts] == ["Two people"]


def test_evidence_without_turns_is_printed_with_its_codings(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in("Peer support helps.\nIt costs little.\n", "Okoro 2019", Kind.EVIDENCE)
    code_it(document, "costs little", "3.1")
    (one,) = comments_in(word_coded.content(alone(project)))
    assert one.on == ("costs little",)


def test_files_are_called_by_their_documents_and_no_two_alike(
    project: Project, bring_in: BringIn, code_it: CodeIt, tmp_path: Path
) -> None:
    for name in ("a/b", "a:b"):
        code_it(bring_in(name=name, text=WORDS + name), "I sleep.", "1.1")
    every = made(project).transcripts
    paths = transcript_paths(tmp_path, every, ".docx")
    assert [path.name for path in paths.values()] == ["a b coded.docx", "a b coded 2.docx"]
    with leaving(Names(), *every):
        write_transcripts(every, paths, [".docx", ".html", ".md"])
    assert len(list(tmp_path.glob("a b coded*"))) == 6
    with pytest.raises(Problem, match="cannot be written"):
        write_transcripts(every, paths, [".pdf"])


def test_a_transcript_does_not_take_the_place_of_another_of_a_like_name(
    project: Project, bring_in: BringIn, code_it: CodeIt, tmp_path: Path
) -> None:
    for name in ("same:name", "same*name"):
        code_it(bring_in(name=name, text=WORDS + name), "I sleep.", "1.1")
    first, second = made(project).transcripts
    for suffix in (".docx", ".html"):
        left = []
        for one, mine in ((first, ""), (second, " 2"), (first, ""), (second, " 2")):
            (written,) = write_transcripts([one], transcript_paths(tmp_path, [one], suffix), [suffix])
            assert written.paths == (tmp_path / f"same name coded{mine}{suffix}",)
            left.append(written.paths[0].read_bytes())
        assert left[0] == left[2] != left[1] == left[3]


def test_a_file_that_would_be_called_by_a_name_of_the_list_is_not_written(
    project: Project, bring_in: BringIn, code_it: CodeIt, tmp_path: Path
) -> None:
    code_it(bring_in(), "I sleep.", "1.1")
    value = replace(alone(project), called="Zubeldia")
    names = Names([Name("Zubeldia", "[name 1]")])
    paths = transcript_paths(tmp_path, [value], ".docx", names)
    assert [path.name for path in paths.values()] == ["[name 1] coded.docx"]


def test_a_coding_cannot_lie_outside_its_words(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    code_it(bring_in(), "I sleep.", "1.1")
    value = alone(project)
    turn = next(part for part in value.parts if isinstance(part, PrintedTurn) and part.pieces[0])
    piece = turn.pieces[0]
    assert isinstance(piece, SaidWords)
    marked = replace(piece, marks=(replace(_first_mark(value), stop=99_999),))
    with pytest.raises(ValueError, match="outside its words"):
        replace(value, parts=(replace(turn, pieces=(marked,)),))


def _first_mark(value: CodedTranscript) -> Mark:
    return next(mark for piece in value.said() for mark in piece.marks)


@pytest.mark.parametrize(
    ("name", "short"), [("Ana", "A"), ("Ana Díaz", "AD"), ("RS-01", "R"), ("a b c d", "ABC"), ("–", "–")]
)
def test_initials_are_those_of_the_words_of_a_name(name: str, short: str) -> None:
    assert initials(name) == short
