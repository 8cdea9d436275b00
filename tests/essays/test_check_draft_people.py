"""Whose words a draft quotes: given to the right person, with consent, and without real names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, RecordAnswer
from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts import read_draft
from qualcode.essays.drafts.draft import Draft, Paragraph, SetApart
from qualcode.essays.essay import Answer
from qualcode.essays.findings import Finding
from qualcode.essays.told import comment
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import ListState, Name
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import span_of, transcript_of
from tests.essays.conftest import INES, SLEPT, TODAY, Check, CheckOne, block, may_be_quoted, sentences, troubles
from tests.essays.word_drafts import deleted, paragraph, run, word_draft


def consent(study: Project, who: str, **fields: str) -> None:
    """Change what somebody agreed to, or what they are called."""
    (person,) = study.conn.execute("SELECT id FROM participant WHERE pseudonym = ?", (who,)).fetchone()
    study.make(ChangeParticipant(person, fields))


@pytest.mark.parametrize(
    "paragraph",
    [
        f"“{SLEPT}” (Will)",
        f"“{SLEPT}” — Will",
        f"Will: “{SLEPT}”",
        f"Will told us that “{SLEPT}”",
        f"“{SLEPT}” said Will, and left.",
    ],
)
def test_words_given_to_somebody_else_are_said(check_one: CheckOne, paragraph: str) -> None:
    finding = check_one(paragraph)
    assert troubles(finding) == ["somebody else’s words"]
    assert sentences(finding) == "Ines says this; the draft gives it to Will."


@pytest.mark.parametrize(
    "paragraph",
    [
        f"“{SLEPT}” (Ines)",
        f"Unlike Will, Ines said: “{SLEPT}”",
        f"Ines and Will agreed that “{SLEPT}”",
        f"Ines stayed. “{SLEPT}” she said.",
        f"Will you listen? I will: “{SLEPT}”",
        f"I will say “{SLEPT}”",
        f"Goodwill matters: “{SLEPT}”",
    ],
)
def test_words_given_to_the_right_person_or_to_nobody_are_no_trouble(check_one: CheckOne, paragraph: str) -> None:
    assert troubles(check_one(paragraph)) == []


def test_a_block_quotation_is_judged_by_the_line_that_says_whose_it_is(check: Check) -> None:
    after = check(block(SLEPT), Paragraph("— Will, 40s", set_apart=SetApart.QUOTATION))
    within = check(block(f"{SLEPT} — Will"))
    before = check("As Will said:", block(SLEPT))
    right = check(block(f"{SLEPT} (Ines, 50s)"))
    assert [troubles(one) for checked in (after, within, before) for one in checked.findings] == [
        ["somebody else’s words"]
    ] * 3
    assert [troubles(one) for one in right.findings] == [[]]


def test_a_quoted_exchange_names_its_speakers_itself(check: Check) -> None:
    lines = "Interviewer: And has it changed anything for you?\nInes: I sleep. That’s the short of it"
    for exchange in (block(lines), Paragraph(f"“{lines}”")):
        (finding,) = check(exchange).findings
        assert (finding.found, troubles(finding)) == ("exact", [])
    (wrong,) = check(block(lines.replace("Ines:", "Will:"))).findings
    assert troubles(wrong) == ["somebody else’s words"]


def test_an_interviewers_words_are_no_participants(check_one: CheckOne) -> None:
    words = "“How did you come to hear about the group?”"
    assert troubles(check_one(f"{words} (Ines)")) == ["an interviewer’s words"]
    assert troubles(check_one(f"We asked each of them: {words}")) == []


def test_words_of_two_who_speak_one_after_the_other_are_no_one_persons(
    study: Project, bring_in: Callable[..., str]
) -> None:
    bring_in("Moss: We came by the bus in the end.\nFern: And we walked back in the rain, all of us.\n", "Group")
    may_be_quoted(study, "Moss")
    may_be_quoted(study, "Fern")
    words = "“We came by the bus in the end. And we walked back in the rain”"
    for text, wanted in (
        (words, ["joined from two places"]),
        (f"{words} (Moss)", ["somebody else’s words"]),
        (f"{words} (Moss, Fern)", []),
        ("“Moss: We came by the bus in the end.\nFern: And we walked back in the rain”", []),
    ):
        (finding,) = study.read(check_draft, Draft("a.txt", (Paragraph(text),)), on=TODAY).findings
        assert (finding.found, troubles(finding)) == ("exact", wanted), text


def test_only_what_may_be_quoted_leaves_the_team(study: Project, check_one: CheckOne) -> None:
    text = f"“{SLEPT}” (Ines)"
    consent(study, "Ines", consent="paraphrase only")
    assert sentences(check_one(text)) == "Ines: to be paraphrased, not quoted."
    assert troubles(check_one(text, audience=Audience.TEAM)) == []
    consent(study, "Ines", consent="quote", consent_until="2026-03-11")
    assert sentences(check_one(text)) == "Ines: the consent has run out; ask again."
    assert troubles(check_one(text, on=date(2026, 3, 11))) == []


def test_what_somebody_said_who_withdrew_is_never_shown(study: Project, check_one: CheckOne) -> None:
    consent(study, "Ines", consent="withdrawn")
    for audience in Audience:
        finding = check_one("“I hadn’t slept well since my sister died, and now I do.”", audience=audience)
        assert "not to be quoted" in troubles(finding)
        assert "through" not in f"{sentences(finding)} {finding.differences}"


def test_of_two_who_said_the_same_the_one_named_is_meant(study: Project, bring_in: Callable[..., str]) -> None:
    bring_in("Moss: I never once took a tablet for it, no.\n", "Moss interview")
    may_be_quoted(study, "Moss")
    consent(study, "Moss", consent="paraphrase only")

    def found(who: str) -> list[str]:
        text = f"“I never once took a tablet for it” ({who})"
        (finding,) = study.read(check_draft, Draft("a.txt", (Paragraph(text),)), on=TODAY).findings
        assert finding.notes == ("The same words stand in 2 places of the study.",)
        return troubles(finding)

    assert (found("Ines"), found("Moss"), found("a woman")) == ([], ["not to be quoted"], [])


def test_a_real_name_is_found_wherever_it_stands_and_never_repeated(study: Project, check: Check) -> None:
    study.keep_names([Name("Quarrington", "Tess"), Name("Hope", "Joan", as_written=True)])
    checked = check("We met Quarrington, and quarringtons, with Hope. I hope so; the Hopeful too.")
    assert [(one.words, troubles(one)) for one in checked.findings] == [
        ("Tess", ["a real name"]),
        ("Tess", ["a real name"]),
        ("Joan", ["a real name"]),
    ]
    assert "uarrington" not in str(checked.findings)


def test_a_real_name_is_found_in_all_that_goes_with_the_file(study: Project, tmp_path: Path) -> None:
    study.keep_names([Name("Quarrington", "Tess")])
    name = "Quarrington"
    data = word_draft(paragraph(run("I met ") + deleted(name) + run(" her.")), header=f"For {name}", author=name)
    (tmp_path / "essay.docx").write_bytes(data)
    checked = study.read(check_draft, read_draft(tmp_path / "essay.docx"), on=TODAY)
    assert sorted(one.place for one in checked.findings) == ["a header", "deleted words", "the file’s properties"]
    assert all(troubles(one) == ["a real name"] for one in checked.findings)


def test_a_label_that_names_somebody_is_found_where_another_name_is_shown(study: Project, check: Check) -> None:
    consent(study, "Ines", pseudonym="P01")
    consent(study, "Will", pseudonym="P02")
    checked = check("Ines slept. I know that Will will.")
    assert [(one.words, troubles(one)) for one in checked.findings] == [("P01", ["a speaker’s label"])]
    assert check("Ines slept.", audience=Audience.TEAM).findings == ()


def test_a_quotation_is_held_against_the_words_with_names_replaced(study: Project, check: Check) -> None:
    study.keep_names([Name("Quarrington", "Tess")])
    (replaced,) = check("“I said to Tess, I sleep like a dog”").findings
    assert (replaced.found, troubles(replaced)) == ("exact", [])
    quoted, name = check("“I said to Quarrington, I sleep like a dog”").findings
    assert (quoted.found, troubles(name)) == ("exact", ["a real name"])
    assert quoted.sources[0].span.of(INES) == "I said to Quarrington, I sleep like a dog"


def test_whether_names_could_be_looked_for_is_told(study: Project, check: Check) -> None:
    assert check("Nothing.").names is ListState.NONE
    study.keep_names([Name("Quarrington", "Tess")])
    assert check("Nothing.").names is ListState.HERE


def test_evidence_may_be_quoted_by_anybody(study: Project) -> None:
    text = "Admissions fell in seven of the nine trials that counted them.\n"
    study.make(ImportDocuments([Incoming(transcript_of(text, "Osei 2019"), Kind.EVIDENCE, ())]))
    draft = Draft("a.txt", (Paragraph("“Admissions fell in seven of the nine trials” (Osei, 2019)."),))
    (finding,) = study.read(check_draft, draft, on=TODAY).findings
    assert (finding.found, troubles(finding)) == ("exact", [])


WRONG = "I hadn’t slept through since my sister married, and now I do."


def in_copy(finding: Finding) -> str:
    return comment(finding, in_copy=True)


def test_what_was_said_is_told_nobody_who_reads_a_draft_that_quotes_refused_words_wrongly(
    check_one: CheckOne, study: Project
) -> None:
    assert "“died”" in sentences(check_one(f"“{WRONG}”"))
    (document,) = study.conn.execute("SELECT id FROM document WHERE name = 'Ines interview'").fetchone()
    kept = KeepQuote(document, span_of(INES, SLEPT))
    study.make(kept)
    study.make(RecordAnswer(kept.id, Answer.REFUSED, TODAY))
    for audience in Audience:
        finding = check_one(f"“{WRONG}”", audience=audience)
        assert troubles(finding) == ["altered", "refused by the person"]
        assert "What was said may not be shown." in sentences(finding)
        assert finding.differences == ()
        assert "died" not in comment(finding)


@pytest.mark.parametrize("fields", [{"consent": "team only"}, {"consent": "quote", "consent_until": "2026-03-11"}])
def test_a_copy_for_readers_outside_tells_no_words_of_who_may_not_be_quoted_and_the_screen_tells_them(
    check_one: CheckOne, study: Project, fields: dict[str, str]
) -> None:
    assert "“died”" in in_copy(check_one(f"“{WRONG}”"))
    consent(study, "Ines", **fields)
    outside, team = (check_one(f"“{WRONG}”", audience=audience) for audience in (Audience.OUTSIDE, Audience.TEAM))
    assert "Altered: Other words than were said, which may not be shown here." in in_copy(outside)
    assert "died" not in in_copy(outside)
    assert "“died”" in comment(outside) and "“died”" in in_copy(team)


def test_of_a_quotation_of_several_people_that_one_is_named_who_withdrew(
    study: Project, check_one: CheckOne, bring_in: Callable[..., str]
) -> None:
    said = ("We met in the vestibule of the old library.", "Nobody had brought a lantern or a key.")
    bring_in(f"Maud: {said[0]}\nOrrin: {said[1]}\n", "group")
    for who in ("Maud", "Orrin"):
        may_be_quoted(study, who)
    consent(study, "Orrin", consent="withdrawn")
    finding = check_one(f"“{said[0]} {said[1]}”")
    assert "Orrin: has withdrawn." in sentences(finding) and "Maud and Orrin: has" not in sentences(finding)
