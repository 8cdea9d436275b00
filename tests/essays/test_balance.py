"""Whose words an essay prints, whom it leaves out, and where more like a quote is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.essays import NewEssay
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import DropQuote, KeepQuote, TrimQuote
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.essays.balance import KindBalance, balance
from qualcode.essays.finding import LIKENESS, more_like
from qualcode.participants.attributes import AppliesTo
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from qualcode.transcripts.trim import Trim
from tests.conftest import span_of
from tests.essays.conftest import TODAY

ADA = "Interviewer: So?\nAda: It was a card on the board in the chemist’s window.\nAda: I sleep now.\n"
BEN = "Interviewer: So?\nBen: There was a card in the window of the chemist.\nBen: Nobody phoned.\n"
CAT = "Interviewer: So?\nCat: My doctor told me about cards and boards.\nCat: I sleep better now.\n"


@pytest.fixture
def told(project: Project, bring_in: Callable[..., str], code_it: Callable[..., str]) -> dict[str, str]:
    """Three people who speak of how they came, each under one code; gives their documents and an essay."""
    documents = {name: bring_in(text, name) for name, text in (("Ada", ADA), ("Ben", BEN), ("Cat", CAT))}
    code_it(documents["Ada"], "It was a card on the board in the chemist’s window.", "1.2")
    code_it(documents["Ben"], "There was a card in the window of the chemist.", "1.2")
    code_it(documents["Cat"], "My doctor told me about cards and boards.", "1.2")
    code_it(documents["Cat"], "My doctor told me about cards and boards.", "1.1")
    essay = NewEssay("Finding a way in")
    project.make(essay)
    kept = KeepQuote(documents["Ada"], span_of(ADA, "It was a card on the board"), essay_id=essay.id)
    project.make(kept)
    return {**documents, "essay": essay.id, "quote": kept.id}


def of(project: Project, told: dict[str, str], **asked: str) -> KindBalance:
    (found,) = balance(project.conn, told["essay"], **asked).kinds
    return found


def pseudonyms(project: Project, label: str) -> str:
    (name,) = project.conn.execute(
        "SELECT p.pseudonym FROM participant p JOIN speaker s ON s.participant_id = p.id WHERE s.label = ?", (label,)
    ).fetchone()
    return str(name)


def test_quotes_and_quoted_words_stand_beside_the_words_that_each_person_spoke(
    project: Project, told: dict[str, str]
) -> None:
    found = of(project, told)
    numbers = [(voice.quotes, voice.quoted_words, voice.spoken, voice.excerpts) for voice in found.voices]
    # A passage under two codes is one passage.
    assert numbers == [(1, 7, 14, 1), (0, 0, 12, 1), (0, 0, 12, 1)]
    assert found.quoted[0].per_thousand == 500
    assert found.base.participants == 3
    assert found.sentence() == "Quotes 1 of 3 participants; 2 others speak of the same."


def test_the_interviewers_words_and_what_a_trim_leaves_out_count_for_nobody(
    project: Project, told: dict[str, str]
) -> None:
    project.make(TrimQuote(told["quote"], Trim().leave_out(ADA, span_of(ADA, "on the board"))))
    asked = KeepQuote(told["Ben"], span_of(BEN, "So?"), essay_id=told["essay"])
    project.make(asked)
    found = of(project, told)
    assert (found.voices[0].quoted_words, found.nobodys, len(found.quoted)) == (4, 1, 1)


def test_groups_of_an_attribute_have_their_share_and_a_quote_of_two_of_them_is_one(
    project: Project, told: dict[str, str], bring_in: Callable[..., str]
) -> None:
    role = AddAttribute(NewAttribute("role"))
    project.make(role)
    for label, value in (("Ada", "peer"), ("Ben", "peer"), ("Cat", "GP")):
        (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = ?", (label,)).fetchone()
        project.make(ChangeParticipant(person, {}, {"role": value}))
    found = of(project, told, attribute_id=role.id)
    assert [(group.name, group.people, group.quoted, group.quotes) for group in found.groups] == [
        ("GP", 1, 0, 0),
        ("peer", 2, 1, 1),
    ]
    setting = AddAttribute(NewAttribute("setting"), AppliesTo.DOCUMENT)
    project.make(setting)
    with pytest.raises(Problem, match="about documents"):
        balance(project.conn, told["essay"], attribute_id=setting.id)
    with pytest.raises(Problem, match="no longer"):
        balance(project.conn, told["essay"], attribute_id="none")


def test_a_theme_says_what_the_essay_is_about(
    project: Project, told: dict[str, str], code_it: Callable[..., str]
) -> None:
    sleep = code_it(told["Cat"], "I sleep better now.", "3.1")
    theme = NewTheme("People sleep.")
    project.make(theme)
    project.make(Gather(theme.id, [Thing("coding", sleep)]))
    found = of(project, told, theme_id=theme.id)
    assert [voice.excerpts for voice in found.voices] == [0, 0, 1]
    assert [voice.name for voice in found.left_out] == [pseudonyms(project, "Cat")]
    assert balance(project.conn, told["essay"], theme_id=theme.id).about == "“People sleep.”"


def test_kinds_of_document_stand_side_by_side(
    project: Project, told: dict[str, str], bring_in: Callable[..., str]
) -> None:
    bring_in("Dee: We met.\nEve: We did.\n", "Group", Kind.FOCUS_GROUP)
    bring_in("Peers help.", "Review", Kind.EVIDENCE)
    kinds = balance(project.conn, told["essay"]).kinds
    assert [(one.kind, len(one.voices), len(one.quoted)) for one in kinds] == [
        (Kind.INTERVIEW, 3, 1),
        (Kind.FOCUS_GROUP, 2, 0),
    ]
    assert kinds[1].sentence(named=True) == "Focus groups: quotes 0 of 2 participants."


def test_who_withdrew_is_in_no_balance(project: Project, told: dict[str, str]) -> None:
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = 'Ada'").fetchone()
    project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    found = of(project, told)
    assert (len(found.voices), len(found.quoted)) == (2, 0)


def test_more_like_a_quote_is_found_with_people_who_are_not_quoted_the_likest_first(
    project: Project, told: dict[str, str]
) -> None:
    found = more_like(project.conn, told["quote"], TODAY)
    assert [one.words.split()[0] for one in found.found] == ["There", "My"]
    first, second = found.found
    assert first.codes == ("1.2 Routes in",)
    assert (first.shared, second.shared) == (("card",), ("cards", "boards"))
    assert 0 < second.likeness < first.likeness < 1
    assert first.who == pseudonyms(project, "Ben")
    assert found.sentence == f"2 of 2 passages of people not quoted yet, by {LIKENESS}."


def test_what_is_like_a_quote_says_why_it_cannot_be_quoted_outside(project: Project, told: dict[str, str]) -> None:
    for label, consent in (("Ben", "quote"), ("Cat", "paraphrase only")):
        (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = ?", (label,)).fetchone()
        project.make(ChangeParticipant(person, {"consent": consent}))
    held = [one.held for one in more_like(project.conn, told["quote"], TODAY).found]
    assert held == ["", "to be paraphrased, not quoted"]


def test_whom_the_essay_quotes_already_is_not_found_again(project: Project, told: dict[str, str]) -> None:
    project.make(KeepQuote(told["Ben"], span_of(BEN, "Nobody phoned."), essay_id=told["essay"]))
    found = more_like(project.conn, told["quote"], TODAY)
    assert [one.who for one in found.found] == [pseudonyms(project, "Cat")]
    assert found.people == 2


def test_a_quote_without_codes_finds_turns_with_its_words(project: Project, told: dict[str, str]) -> None:
    kept = KeepQuote(told["Ada"], span_of(ADA, "I sleep now."), essay_id=told["essay"])
    project.make(kept)
    found = more_like(project.conn, kept.id, TODAY)
    assert [(one.words, one.excerpt_id) for one in found.found] == [("I sleep better now.", "")]
    project.make(DropQuote(kept.id))
    with pytest.raises(Problem, match="no longer kept"):
        more_like(project.conn, kept.id, TODAY)


def test_what_nobody_else_is_coded_with_is_looked_for_by_its_words(
    project: Project, told: dict[str, str], code_it: Callable[..., str]
) -> None:
    kept = KeepQuote(told["Ada"], span_of(ADA, "I sleep now."), essay_id=told["essay"])
    project.make(kept)
    code_it(told["Ada"], "I sleep now.", "3.1")
    assert [one.words for one in more_like(project.conn, kept.id, TODAY).found] == ["I sleep better now."]


def test_nothing_is_looked_for_by_words_that_were_withdrawn(project: Project, told: dict[str, str]) -> None:
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = 'Ada'").fetchone()
    project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    with pytest.raises(Problem, match="Nothing is looked for by these words"):
        more_like(project.conn, told["quote"], TODAY)


def test_nobody_who_withdrew_is_found(project: Project, told: dict[str, str]) -> None:
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = 'Ben'").fetchone()
    project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    assert [one.who for one in more_like(project.conn, told["quote"], TODAY).found] == [pseudonyms(project, "Cat")]
