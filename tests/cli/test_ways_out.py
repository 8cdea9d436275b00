"""What a person refused, withdrew, or no longer agrees to leaves the study by no way out, from the moment on."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.phrases import day_in_words
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import DropQuote, KeepQuote, RecordAnswer
from qualcode.essays.essay import Answer
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from tests.cli.ways_out import OTHER, OUTSIDE, SAID, SECRET, WAYS, leaves, opened_study, quote_of, spread
from tests.template import Folders

Run = Callable[..., Any]


_BEGUN = Folders()


@pytest.fixture
def study(folder: Path, run: Run) -> Path:
    """The study of the other commands, with the same words wherever words can stand; they may be quoted."""
    if _BEGUN:
        _BEGUN.put(folder)
        return folder
    assert run("participants", "P03", "--set", "role=carer", "--consent", "quote", "--as", "Ana").status == 0
    with opened_study(folder) as project:
        spread(project)
    _BEGUN.keep(folder)
    return folder


def _refuse(project: Project) -> None:
    project.make(RecordAnswer(quote_of(project), Answer.REFUSED))


def _withdraw(project: Project) -> None:
    (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
    project.make(ChangeParticipant(person, {"consent": "withdrawn"}))


def _run_out(project: Project) -> None:
    (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
    yesterday = datetime.now().astimezone().date() - timedelta(days=1)
    project.make(ChangeParticipant(person, {"consent_until": yesterday.isoformat()}))


@pytest.mark.parametrize("way", [*WAYS, *OUTSIDE])
def test_what_is_refusedleaves_by_no_way_and_what_was_said_beside_it_still_does(
    study: Path, run: Run, way: str
) -> None:
    asked = (WAYS | OUTSIDE)[way]
    with opened_study(study) as project:
        (coding,) = project.conn.execute("SELECT on_id FROM memo_link WHERE on_table = 'coding'").fetchone()
        project.make(WriteMemo(f"Nothing says where “{SAID}” was said.", "tension", MemoTarget("coding", coding)))
    assert SECRET in leaves(study, run, asked)
    with opened_study(study) as project:
        _refuse(project)
    told = leaves(study, run, asked)
    assert SECRET not in told
    if way in ("report", "excerpts as csv", "transcript", "report for outside"):
        assert OTHER in told


@pytest.mark.parametrize("way", [*WAYS, *OUTSIDE])
def test_what_was_withdrawnleaves_by_no_way(study: Path, run: Run, way: str) -> None:
    with opened_study(study) as project:
        _withdraw(project)
    assert SECRET not in leaves(study, run, (WAYS | OUTSIDE)[way])


@pytest.mark.parametrize("way", OUTSIDE)
def test_a_consent_that_ran_out_is_obeyed_at_the_moment_of_writing(study: Path, run: Run, way: str) -> None:
    with opened_study(study) as project:
        _run_out(project)
    assert SECRET not in leaves(study, run, OUTSIDE[way])


@pytest.mark.parametrize("way", OUTSIDE)
def test_words_that_the_person_wants_otherwise_go_to_nobody_outside(study: Path, run: Run, way: str) -> None:
    with opened_study(study) as project:
        project.make(RecordAnswer(quote_of(project), Answer.CHANGED, words="It was a notice in the chemist’s."))
    assert SECRET not in leaves(study, run, OUTSIDE[way])


@pytest.mark.parametrize("way", ["report", "excerpts for outside", "quote sheet", "chart", "transcript for outside"])
def test_words_printed_although_they_were_refused_go_out_with_the_reason_on_record_until_refused_again(
    study: Path, run: Run, way: str
) -> None:
    asked = (WAYS | OUTSIDE)[way]
    with opened_study(study) as project:
        _refuse(project)
    (quote,) = [one["id"] for one in json.loads(run("essay", "show", "A way in", "--json").out) if one["id"]]
    unreasoned = run("quote", "print-although", quote, "--because", " ")
    assert unreasoned.status == 1 and "needs a reason" in unreasoned.err
    done = run("quote", "print-although", quote, "--because", "She agreed on the phone.")
    assert done.out == "Quote printed although the person said no.\n"
    assert SECRET in leaves(study, run, asked)
    assert "She agreed on the phone." in run("memos", "--kind", "method", "--csv").out
    assert run("undo").status == 0
    assert SECRET not in leaves(study, run, asked)
    assert run("quote", "print-although", quote, "--because", "She agreed on the phone.").status == 0
    with opened_study(study) as project:
        project.make(RecordAnswer(quote_of(project), Answer.REFUSED, words="Once more: no."))
    assert SECRET not in leaves(study, run, asked)


def test_of_refused_words_that_are_printed_all_the_same_it_is_told_why_and_who_said_so(study: Path, run: Run) -> None:
    with opened_study(study) as project:
        _refuse(project)
    (quote,) = [one["id"] for one in json.loads(run("essay", "show", "A way in", "--json").out) if one["id"]]
    assert run("quote", "print-although", quote, "--because", "She agreed on the phone.").status == 0
    today = day_in_words(datetime.now().astimezone().date())
    told = f"1 quote ({quote}), P03: She agreed on the phone, Ana, {today}."
    for made in (["report", "--outside"], ["quotes", "A way in", "--outside"], ["transcripts", "--outside"]):
        done = run("export", *made, "--to", f"{made[0]}.md")
        assert f"Printed although the person said no: {told}" in done.err, made
        assert "She agreed on the phone" not in Path(f"{made[0]}.md").read_text(encoding="utf-8"), made
    for made in (["report"], ["quotes", "A way in", "--for", "team"]):
        assert run("export", *made, "--to", f"team {made[0]}.md").status == 0
        text = Path(f"team {made[0]}.md").read_text(encoding="utf-8")
        assert "Printed although the person said no" in text and told in text, made


def test_what_is_held_back_is_listed_with_the_day_of_the_refusal(study: Path, run: Run) -> None:
    with opened_study(study) as project:
        _refuse(project)
        today = day_in_words(datetime.now().astimezone().date())
    reason = f"refused by the person when asked on {today}"
    assert f"2 held back: {reason}. To list each: --held" in run("excerpts").err
    assert reason in run("excerpts", "--held").err
    assert run("export", "report", "--to", "team.md").status == 0
    assert reason.lower() in Path("team.md").read_text(encoding="utf-8").lower()
    assert reason in run("essay", "show", "Another").out
    assert f"1 held back: {reason}." in run("find", "card").err
    assert run("export", "quotes", "Another", "--to", "sheet.md").status == 0
    assert reason in Path("sheet.md").read_text(encoding="utf-8")


def test_refused_words_stay_refused_when_the_quote_is_no_longer_kept_and_can_still_be_coded(
    study: Path, run: Run
) -> None:
    with opened_study(study) as project:
        _refuse(project)
        project.make(DropQuote(quote_of(project)))
    assert SECRET not in leaves(study, run, WAYS["report"])
    assert run("code", "garden", "1.3", "--words", SAID).status == 0
    assert run("find", "card", "--code", "2.1").out.startswith("1 passage coded")


def test_a_passage_beside_refused_words_is_not_held_back(study: Path, run: Run) -> None:
    with opened_study(study) as project:
        _refuse(project)
    assert run("code", "garden", "1.3", "--words", "I didn’t, not for years.").status == 0
    told = run("excerpts", "1.3", "--csv")
    assert "not for years" in told.out and not told.err


def test_a_refused_answer_to_a_survey_is_in_no_list_of_answers(study: Path, run: Run) -> None:
    (study / "answers.csv").write_text(
        "ID,Please say what helped\n"
        "A0,The bus that stops at the very door of the house in the evening\n"
        "A1,Somebody from the town who sat with me and said nothing at all\n",
        encoding="utf-8",
    )
    assert run("survey", study / "answers.csv").status == 0
    with opened_study(study) as project:
        (document,) = project.conn.execute(
            "SELECT d.id FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256 WHERE t.words LIKE '%The bus%'"
        ).fetchone()
        kept = KeepQuote(document, Span(0, 12))
        project.make(kept)
        project.make(RecordAnswer(kept.id, Answer.REFUSED))
    for form in ((), ("--csv",), ("--json",)):
        told = run("survey", "answers", "helped", *form)
        assert "Somebody from the town" in told.out and "The bus" not in told.out
    assert "1 held back: refused by the person when asked on" in run("survey", "answers", "helped").err


def test_a_consent_that_runs_out_today_still_holds_today(study: Path, run: Run) -> None:
    with opened_study(study) as project:
        (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
        today = datetime.now().astimezone().date().isoformat()
        project.make(ChangeParticipant(person, {"consent_until": today}))
    assert SECRET in leaves(study, run, OUTSIDE["report for outside"])
