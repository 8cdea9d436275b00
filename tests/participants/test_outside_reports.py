"""A report for readers outside says nothing that nobody agreed to, in no byte of the file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qualcode.analysis.people import participants
from qualcode.edits.documents import ChangeDocument, ChangeSpeaker
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.reasons import ConsentReason
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import passages, report
from qualcode.exports.printed import PrintedExcerpt
from qualcode.exports.report import Report
from qualcode.exports.writing import write
from qualcode.participants.consent import Consent
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
TODAY = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)

SECRETS = ("Qerrimov", "Zubeldia", "Ondrasek", "Wexcombe", "Thurlbeck")
TEXT = (
    "Qerrimov: And how was it?\n"
    "Zubeldia: It was a card on the board.\n"
    "Interviewer: Was it?\n"
    "Ondrasek: I would rather not be named.\n"
    "Zubeldia: So I sent myself.\n"
)


@pytest.fixture
def study(project: Project, bring_in: BringIn, code_it: CodeIt) -> Project:
    document = bring_in(TEXT, "Wexcombe interview, Thurlbeck Road")
    project.make(ChangeDocument(document, {"title": "Thurlbeck"}))
    people = {person.labels[0]: person.id for person in participants(project.conn)}
    project.make(ChangeParticipant(people["Zubeldia"], {"consent": "quote"}, {"role": "peer"}))
    project.make(ChangeParticipant(people["Ondrasek"], {"consent": "team only"}))
    project.make(ChangeParticipant(people["Qerrimov"], {"consent": "quote"}))
    code_it(document, "It was a card on the board.", "1.1")
    code_it(document, "And how was it?\nZubeldia: It was a card", "1.2")
    code_it(document, "not be named.\nZubeldia: So I sent", "3.1")
    code_it(document, "I would rather not", "3.1.1")
    note = bring_in("Nobody's words at all, noted by the door.\n", "Wexcombe field note", Kind.FIELD_NOTE)
    code_it(note, "words at all", "1.1")
    return project


def made(project: Project, audience: Audience, day: datetime = TODAY, **choices: object) -> Report:
    return report(project.conn, ReportChoices(audience=audience, questions=True, **choices), day)  # type: ignore[arg-type]


def printed(value: Report) -> list[str]:
    return [one.words.text for one in value.excerpts() if isinstance(one, PrintedExcerpt)]


def bytes_of(path: Path) -> bytes:
    if path.suffix != ".docx":
        return path.read_bytes()
    parts = []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            data = package.read(name)
            parts.append(name.encode() + data)
            if name.endswith(".xlsx"):
                inner = path.with_name("inner.xlsx")
                inner.write_bytes(data)
                with zipfile.ZipFile(inner) as workbook:
                    parts += [workbook.read(each) for each in workbook.namelist()]
    return b"\n".join(parts)


@pytest.mark.parametrize("ending", [".md", ".docx"])
def test_no_label_and_no_file_name_is_in_any_byte_of_an_outside_report(
    study: Project, tmp_path: Path, ending: str
) -> None:
    (outside,) = write(made(study, Audience.OUTSIDE), tmp_path / f"outside{ending}").paths
    (team,) = write(made(study, Audience.TEAM), tmp_path / f"team{ending}").paths
    told = bytes_of(outside)
    assert b"It was a card" in told
    assert [secret for secret in SECRETS if secret.encode() in told] == []
    assert b"rather not" not in told
    assert b"noted by the door" not in told
    assert b"Thurlbeck" in bytes_of(team)
    assert b"rather not" in bytes_of(team)


def test_a_report_for_the_team_says_so_on_every_page_and_one_for_outside_does_not(
    study: Project, tmp_path: Path
) -> None:
    notice = "For the study team only"
    for audience in Audience:
        write(made(study, audience), tmp_path / f"{audience}.md")
        write(made(study, audience), tmp_path / f"{audience}.docx")
        lines = (tmp_path / f"{audience}.md").read_text(encoding="utf-8").splitlines()
        with zipfile.ZipFile(tmp_path / f"{audience}.docx") as package:
            edges = [package.read(n).decode() for n in package.namelist() if "header" in n or "footer" in n]
        said = (notice in lines[0], any(notice in edge for edge in edges))
        assert said == ((True, True) if audience is Audience.TEAM else (False, False))


def test_words_between_turns_may_be_a_label_and_stay_inside(study: Project, code_it: CodeIt) -> None:
    document = study.conn.execute("SELECT id FROM document WHERE kind = 'interview'").fetchone()[0]
    study.make(ChangeDocument(document, {"consent": "quote"}))
    code_it(document, "Ondrasek", "3.1.1")
    assert "Ondrasek" not in printed(made(study, Audience.OUTSIDE))
    assert "" not in printed(made(study, Audience.OUTSIDE))
    assert "Ondrasek" in printed(made(study, Audience.TEAM))


def test_a_passage_of_two_people_is_bound_by_the_stricter(study: Project) -> None:
    value = made(study, Audience.OUTSIDE)
    assert printed(value) == ["It was a card on the board.", "And how was it? It was a card"]
    assert sorted(held.consent for held in value.held_back) == sorted(
        [Consent.TEAM_ONLY, Consent.TEAM_ONLY, Consent.NOT_RECORDED]
    )
    assert len(printed(made(study, Audience.TEAM))) == 5


def test_what_is_withdrawn_is_shown_to_nobody(study: Project) -> None:
    for person in participants(study.conn):
        study.make(ChangeParticipant(person.id, {"consent": "withdrawn"}))
    assert printed(made(study, Audience.OUTSIDE)) == []
    assert printed(made(study, Audience.TEAM)) == ["words at all"]


def test_consent_is_judged_on_the_day_of_the_report(study: Project) -> None:
    speaker = next(person for person in participants(study.conn) if "Zubeldia" in person.labels)
    study.make(ChangeParticipant(speaker.id, {"consent_until": "2026-03-12"}))
    assert "It was a card on the board." in printed(made(study, Audience.OUTSIDE))
    after = datetime(2026, 3, 13, 0, 1, tzinfo=TODAY.tzinfo)
    assert printed(made(study, Audience.OUTSIDE, after)) == []
    assert date(2026, 3, 13) > date.fromisoformat("2026-03-12")


def test_words_that_are_nobodys_known_are_judged_by_their_document_and_never_free(study: Project) -> None:
    note = study.conn.execute("SELECT id FROM document WHERE kind = 'field note'").fetchone()[0]
    assert "words at all" not in printed(made(study, Audience.OUTSIDE))
    study.make(ChangeDocument(note, {"consent": "quote"}))
    assert "words at all" in printed(made(study, Audience.OUTSIDE))


def test_a_documents_consent_binds_those_who_agreed_to_more(study: Project) -> None:
    interview = study.conn.execute("SELECT id FROM document WHERE kind = 'interview'").fetchone()[0]
    study.make(ChangeDocument(interview, {"consent": "team only"}))
    assert printed(made(study, Audience.OUTSIDE)) == []


def test_somebody_who_is_no_participant_is_a_speaker_to_the_outside(study: Project, tmp_path: Path) -> None:
    document = study.conn.execute("SELECT id FROM document WHERE kind = 'interview'").fetchone()[0]
    (passing,) = study.conn.execute("SELECT id FROM speaker WHERE label = 'Qerrimov'").fetchone()
    study.make(ChangeSpeaker(passing, False, None))
    study.make(ChangeDocument(document, {"consent": "quote"}))
    (path,) = write(made(study, Audience.OUTSIDE), tmp_path / "outside.md").paths
    told = path.read_text(encoding="utf-8")
    assert "**Speaker** And how was it?" in told
    assert [secret for secret in SECRETS if secret in told] == []


def test_evidence_is_cited_not_consented(study: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    code_it(bring_in("Smith: We found little.\n", "Smith 2019", Kind.EVIDENCE), "We found little.", "3.1")
    assert "We found little." in printed(made(study, Audience.OUTSIDE))


def test_what_the_interviewer_says_is_nobodys_excerpt(study: Project, code_it: CodeIt) -> None:
    document = study.conn.execute("SELECT id FROM document WHERE kind = 'interview'").fetchone()[0]
    before = made(study, Audience.TEAM)
    code_it(document, "Was it?", "3.1.1")
    after = made(study, Audience.TEAM)
    assert before.counts == after.counts
    (section,) = (code for area in after.areas for code in area.codes if code.index == "3.1.1")
    assert section.counts is not None
    assert "2 excerpts (1 in an interviewer’s words alone), 1 of 3 participants" in section.counts.own[0].sentence
    (asked,) = (one for one in section.excerpts if isinstance(one, PrintedExcerpt) and one.words.text == "Was it?")
    assert asked.attribution.text.startswith("Interviewer; ")
    facts = {fact.label: fact.value for fact in after.sources.facts}
    assert facts["Interviewers’ words"] == "1 excerpt in interviews; no participant’s words"


def test_readers_outside_get_an_interviewers_words_only_where_asked_for_and_are_told_how_many_are_left_out(
    study: Project, code_it: CodeIt
) -> None:
    document = study.conn.execute("SELECT id FROM document WHERE kind = 'interview'").fetchone()[0]
    for person in participants(study.conn):
        study.make(ChangeParticipant(person.id, {"consent": "quote"}))
    code_it(document, "Was it?", "3.1.1")
    for questions in (True, False):
        choices = ReportChoices(audience=Audience.OUTSIDE, questions=questions)
        value = report(study.conn, choices, TODAY)
        assert ("Was it?" in printed(value)) is questions
        (section,) = (code for area in value.areas for code in area.codes if code.index == "3.1.1")
        told = section.remainder
        facts = {fact.label: fact.value for fact in value.sources.facts}
        said = "1 excerpt in interviews; no participant’s words"
        assert facts["Interviewers’ words"] == (said if questions else f"{said}, and not printed")
        left_out = ("Interviews: 1 excerpt in an interviewer’s words alone is not printed.",)
        assert told == (() if questions else left_out)


def test_the_list_of_excerpts_keeps_to_the_same_rules(study: Project) -> None:
    found = passages(study.conn, ReportChoices(audience=Audience.OUTSIDE), TODAY)
    assert {item.words.text for item in found.items} == set(printed(made(study, Audience.OUTSIDE)))
    assert not [item for item in found.items for secret in SECRETS if secret in f"{item.who}{item.document}"]
    assert len(found.held_back) == 3


def test_a_document_has_the_same_number_in_every_report(study: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    later = bring_in("P09: Quite another thing.\n", "Later")
    code_it(later, "Quite another thing.", "1.1")
    (person,) = (one for one in participants(study.conn) if one.pseudonym == "P09")
    study.make(ChangeParticipant(person.id, {"consent": "quote"}))
    alone = made(study, Audience.OUTSIDE, documents=frozenset({later}))
    everything = made(study, Audience.OUTSIDE)
    named = {one.id: one.attribution.document for one in everything.excerpts()}
    assert [one.attribution.document for one in alone.excerpts()] == ["Interview 2"]
    assert all(named[one.id] == one.attribution.document for one in alone.excerpts())


def test_a_question_alone_stands_under_what_the_people_in_its_document_agreed_to(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in("Interviewer: You said that Ludovica drove you?\nP03: Yes.\n")
    code_it(document, "You said that Ludovica drove you?", "1.1")
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "withdrawn"}))
    assert printed(made(project, Audience.OUTSIDE)) == []
    assert printed(made(project, Audience.TEAM)) == []
    project.make(ChangeParticipant(person.id, {"consent": "quote"}, why=ConsentReason("They asked.")))
    assert printed(made(project, Audience.OUTSIDE)) == ["You said that Ludovica drove you?"]
