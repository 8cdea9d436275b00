"""A kept quote that consent keeps from readers outside, printed for a reason by every way out, each telling so."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.phrases import day_in_words
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import RecordAnswer, TrimQuote
from qualcode.edits.reasons import ConsentReason
from qualcode.essays.essay import Answer
from qualcode.participants.consent import Consent
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim
from tests.cli.ways_out import OUTSIDE, SAID, SECRET, WAYS, leaves, opened_study, quote_of, spread

Run = Callable[..., Any]
WHY = "consented by e-mail on 3 May, kept by the lead"
DONE = "Quote printed although consent does not allow it.\n"
BINDING = (Consent.PARAPHRASE, Consent.ASK_FIRST, Consent.TEAM_ONLY, Consent.NOT_RECORDED)
# Where the words stand in no excerpt of a kept quote alone, they stay with the team: a code's name is an excerpt's.
BESIDE = "not for years"


@pytest.fixture
def study(folder: Path, run: Run) -> Path:
    """The study of the ways out, whose one participant may be paraphrased, not quoted."""
    assert (
        run("participants", "P03", "--set", "role=carer", "--consent", "paraphrase only", "--as", "Ana").status == 0
    )
    with opened_study(folder) as project:
        spread(project)
    return folder


def consent(folder: Path, **values: str | None) -> None:
    with opened_study(folder) as project:
        (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
        project.make(ChangeParticipant(person, values, why=ConsentReason("They asked.")))


def short_id(run: Run, essay: str = "A way in") -> str:
    (quote,) = [one["id"] for one in json.loads(run("essay", "show", essay, "--json").out) if one["id"]]
    return str(quote)


def override(run: Run, essay: str = "A way in") -> Any:
    return run("quote", "print-although", short_id(run, essay), "--because", WHY)


def line(run: Run) -> str:
    today = day_in_words(datetime.now().astimezone().date())
    return f"Printed although consent does not allow it: 1 quote ({short_id(run)}), P03: {WHY}, Ana, {today}."


@pytest.mark.parametrize("way", OUTSIDE)
def test_words_that_consent_keeps_inside_go_out_by_every_way_once_somebody_says_why_and_each_says_so(
    study: Path, run: Run, way: str
) -> None:
    asked = OUTSIDE[way]
    assert SECRET not in leaves(study, run, asked)
    assert override(run).out == DONE
    told = leaves(study, run, asked)
    assert SECRET in told and WHY not in told
    assert BESIDE not in told
    (study / "out").mkdir()
    assert line(run) in run(*asked).err


@pytest.mark.parametrize(
    "way", ["report", "excerpts as csv", "themes", "chart", "briefing", "transcript", "quote sheet"]
)
def test_the_teams_copies_list_what_readers_outside_get_against_the_consent(study: Path, run: Run, way: str) -> None:
    assert "although consent does not allow" not in leaves(study, run, WAYS[way])
    assert override(run).status == 0
    told = leaves(study, run, WAYS[way])
    assert SECRET in told
    assert (WHY in told) is (way != "excerpts as csv")
    (study / "out").mkdir()
    done = run(*WAYS[way])
    assert line(run) in done.err + done.out


@pytest.mark.parametrize("holds", BINDING)
def test_every_consent_but_a_withdrawal_can_be_overridden_for_one_quote(
    study: Path, run: Run, holds: Consent
) -> None:
    consent(study, consent=str(holds))
    assert SECRET not in run("excerpts", "--csv", "--outside").out
    assert override(run).out == DONE
    assert SECRET in run("excerpts", "--csv", "--outside").out


def test_a_consent_that_has_run_out_can_be_overridden(study: Path, run: Run) -> None:
    yesterday = (datetime.now().astimezone().date() - timedelta(days=1)).isoformat()
    consent(study, consent="quote", consent_until=yesterday)
    assert SECRET not in run("excerpts", "--csv", "--outside").out
    assert override(run).out == DONE
    assert SECRET in run("excerpts", "--csv", "--outside").out


def test_what_was_withdrawn_is_printed_for_no_reason(study: Path, run: Run) -> None:
    quote = short_id(run)
    consent(study, consent="withdrawn")
    done = run("quote", "print-although", quote, "--because", WHY)
    assert done.status == 1 and "What was withdrawn is printed for nobody." in done.err
    consent(study, consent="paraphrase only")
    assert override(run).out == DONE
    consent(study, consent="withdrawn")
    for way in ("excerpts for outside", "report for outside", "quote sheet for outside", "transcript for outside"):
        assert SECRET not in leaves(study, run, OUTSIDE[way])


@pytest.mark.parametrize(
    "values", [{"consent": "team only"}, {"consent": "must be asked first"}, {"consent_until": "2099-01-01"}]
)
def test_another_consent_or_another_last_day_binds_again(study: Path, run: Run, values: dict[str, str]) -> None:
    assert override(run).status == 0
    consent(study, **values)
    assert SECRET not in run("excerpts", "--csv", "--outside").out
    assert override(run).out == DONE
    assert SECRET in run("excerpts", "--csv", "--outside").out


def test_an_answer_of_the_person_binds_again_and_both_are_overridden_by_one_reason(study: Path, run: Run) -> None:
    assert override(run).status == 0
    with opened_study(study) as project:
        project.make(RecordAnswer(quote_of(project), Answer.REFUSED))
    assert SECRET not in run("excerpts", "--csv", "--outside").out
    assert override(run).out == "Quote printed although the person said no.\n"
    assert SECRET in run("excerpts", "--csv", "--outside").out
    consent(study, consent="team only")
    with opened_study(study) as project:
        project.make(RecordAnswer(quote_of(project), Answer.REFUSED, words="Once more: no."))
    done = override(run).out
    assert done == "Quote printed although the person said no and consent does not allow it.\n"
    assert SECRET in run("excerpts", "--csv", "--outside").out


def test_a_quote_that_grows_is_held_back_again(study: Path, run: Run) -> None:
    with opened_study(study) as project:
        quote = quote_of(project)
        start, stop = project.conn.execute("SELECT start, stop FROM quote WHERE id = ?", (quote,)).fetchone()
        (text,) = project.conn.execute("SELECT words FROM text").fetchone()
        cut = text.index(" in the chemist’s", start)
        trim = Trim().leave_out(text, Span(cut, stop - 1))
        project.make(TrimQuote(quote, trim))
    assert override(run).status == 0
    sheet = ("export", "quotes", "A way in", "--to", "out/quotes.md")
    assert "It was a card on the board" in leaves(study, run, sheet)
    assert "chemist" not in leaves(study, run, OUTSIDE["transcript for outside"])
    assert SAID not in run("excerpts", "--csv", "--outside").out
    with opened_study(study) as project:
        project.make(TrimQuote(quote, Trim()))
    assert SECRET not in leaves(study, run, sheet)
    assert SECRET not in leaves(study, run, OUTSIDE["transcript for outside"])


def test_the_reason_is_in_no_sheet_for_outside_though_notes_are_asked_for(study: Path, run: Run) -> None:
    assert override(run).status == 0
    sheet = ("export", "quotes", "A way in", "--notes", "--to", "out/quotes.md")
    told = leaves(study, run, sheet)
    assert SECRET in told and WHY not in told
    assert WHY in leaves(study, run, (*sheet, "--for", "team"))


def test_the_question_before_words_that_are_overridden_stays_with_the_team(study: Path, run: Run) -> None:
    assert override(run).status == 0
    told = leaves(study, run, ("export", "report", "--outside", "--questions", "--to", "out/report.md"))
    assert SECRET in told and "How did you come" not in told
    consent(study, consent="quote")
    assert "How did you come" in leaves(
        study, run, ("export", "report", "--outside", "--questions", "--to", "out/r.md")
    )


def test_a_wider_quote_of_the_same_words_stays_held_back(study: Path, run: Run) -> None:
    assert override(run).status == 0
    assert "held back" in leaves(study, run, ("export", "quotes", "Another", "--to", "out/quotes.md"))
    assert override(run, "Another").out == DONE
    assert BESIDE in leaves(study, run, ("export", "quotes", "Another", "--to", "out/quotes.md"))


def test_an_override_is_undone_and_done_again_and_stands_among_the_memos(study: Path, run: Run) -> None:
    assert override(run).status == 0
    memos = run("memos", "--kind", "method", "--csv").out
    assert f"To be printed although consent does not allow it, on {datetime.now().astimezone().date()}" in memos
    assert "paraphrase only" in memos and WHY in memos and "Ana" in memos
    assert run("undo").status == 0
    assert SECRET not in run("excerpts", "--csv", "--outside").out
    with opened_study(study) as project:
        project.redo()
    assert SECRET in run("excerpts", "--csv", "--outside").out


def test_a_reason_is_asked_for_and_where_nothing_stands_in_the_way_nothing_is_recorded(study: Path, run: Run) -> None:
    quote = short_id(run)
    unreasoned = run("quote", "print-although", quote, "--because", " ")
    assert unreasoned.status == 1 and "needs a reason" in unreasoned.err
    assert override(run).status == 0
    again = override(run)
    assert again.status == 1 and "Nobody said no to these words, and consent allows them." in again.err
    assert run("undo").status == 0
    consent(study, consent="quote")
    assert override(run).status == 1


def test_a_draft_that_quotes_the_words_is_in_no_trouble_and_says_why_they_are_printed(study: Path, run: Run) -> None:
    Path("draft.md").write_text(f"“{SAID.rstrip('.')}” (P03).\n", encoding="utf-8")
    before = run("check-draft", "draft.md")
    assert "to be paraphrased, not quoted" in before.out + before.err
    assert override(run).status == 0
    after = run("check-draft", "draft.md")
    assert "to be paraphrased, not quoted" not in after.out + after.err
    assert f"paragraph 1: {line(run)}" in after.out
    assert line(run) in json.loads(run("check-draft", "draft.md", "--json").out)[0]["told"]
    assert after.status == 0


def test_erasing_the_person_takes_the_reason_with_it(study: Path, run: Run) -> None:
    assert override(run).status == 0
    consent(study, consent="withdrawn")
    assert run("erase", "P03", "--yes").status == 0
    (path,) = study.glob("*.qualcode")
    assert b"kept by the lead" not in path.read_bytes()
