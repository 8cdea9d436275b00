"""Putting a text right from the command line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.cli.conftest import Run


def test_a_typo_is_fixed_and_the_coding_keeps_its_words(run: Run, folder: Path) -> None:
    fixed = run("text", "fix", "garden", "--find", "chemist's", "--replace", "chemist’s shop")
    assert fixed.out.splitlines() == [
        "1 coding further on keeps its words.",
        "Changed: Words of turn 2, “garden group”.",
    ]
    assert "So I sent myself." in run("excerpts", "1.2").out
    assert run("undo").out == "Undid: Words of turn 2, “garden group”\n"
    assert "sound" in run("doctor").out


def test_what_would_happen_is_shown_and_nothing_is_done(run: Run, folder: Path) -> None:
    shown = run("text", "fix", "garden", "--find", "sent", "--replace", "took", "--show")
    assert shown.out.splitlines() == [
        "1 coding has other words then:",
        "  1.2 Routes in (Ana): “sent” becomes “took”",
    ]
    assert "So I sent myself." in run("excerpts", "1.2").out


def test_words_of_a_coding_are_taken_out_only_when_that_is_meant(run: Run, folder: Path) -> None:
    gone = ("text", "fix", "garden", "--find", "So I sent myself.", "--replace", "")
    refused = run(*gone)
    assert refused.status == 1
    assert refused.err.startswith("1 coding has no words left; with undo it comes back:")
    assert "--yes" in refused.err
    assert run(*gone, "--yes").status == 0
    (rests,) = json.loads(run("text", "resting", "--json").out)
    assert (rests["code"], rests["words"]) == ("1.2 Routes in", "So I sent myself.")
    assert "sent myself" not in run("excerpts", "1.2").out
    run("undo")
    assert run("text", "resting").out == "Every coding has its words.\n"


def test_turns_are_split_given_to_somebody_and_joined(run: Run, folder: Path) -> None:
    assert run("text", "split", "garden", "--before", "So I sent", "--speaker", "P04").status == 0
    documents = json.loads(run("documents", "--json").out)
    assert (documents[0]["turns"], documents[0]["participants"]) == (5, ["P03", "P04"])
    assert run("text", "speaker", "garden", "--turn", "3", "--is", "P03").status == 0
    assert run("text", "join", "garden", "--turn", "3").status == 0
    assert json.loads(run("documents", "--json").out)[0]["turns"] == 4
    assert run("text", "join", "garden", "--turn", "1").err.startswith("This is the first turn.")
    assert run("text", "speaker", "garden", "--turn", "40", "--is", "P03").err.startswith("There is no turn 40.")


def test_a_pseudonym_means_that_participant_in_a_document_they_do_not_speak_in(run: Run, folder: Path) -> None:
    run("participants", "P12", "--add", "--consent", "withdrawn")
    split = run("text", "split", "garden", "--before", "So I sent", "--speaker", "p12")
    assert split.out.splitlines()[-1] == "They are P12’s words now, who withdrew: they count nowhere."
    assert [row["participant"] for row in json.loads(run("participants", "--json").out)] == ["P03", "P12"]
    assert "sent myself" not in run("excerpts", "1.2").out
    back = run("text", "speaker", "garden", "--turn", "3", "--is", "P03", "--because", "P12 never spoke here.")
    assert back.out.splitlines()[-1] == "They are P03’s words now (not recorded)."
    assert "sent myself" in run("excerpts", "1.2").out
    assert run("undo").status == 0
    assert run("undo").status == 0
    people = json.loads(run("participants", "--json").out)
    assert [row["documents"] for row in people if row["participant"] == "P12"] == [[]]
    assert "sound" in run("doctor").out


def test_a_name_that_nobody_has_is_said_to_be_a_new_participant(run: Run, folder: Path) -> None:
    split = run("text", "split", "garden", "--before", "So I sent", "--speaker", "P40")
    assert split.out.splitlines()[-1] == "They are P40’s words now: a new participant, with no consent recorded."
    asks = run("text", "speaker", "garden", "--turn", "3", "--is", "Interviewer")
    assert asks.out.splitlines()[-1] == "What “Interviewer” says is an interviewer’s words."


def test_a_label_that_is_somebody_elses_pseudonym_is_never_given_turns_unseen(run: Run, folder: Path) -> None:
    run("participants", "P12", "--add")
    run("speakers", "--nobody", "P03")
    run("speakers", "--rename", "P03=P12")
    labels = [row["label"] for row in json.loads(run("speakers", "--json").out)]
    assert "P12" in labels, labels
    refused = run("text", "split", "garden", "--before", "So I sent", "--speaker", "P12")
    assert refused.status == 1
    assert refused.err.startswith("“P12” is the label of another speaker in this document.")


def test_turns_of_nobody_are_given_to_two_who_take_turns(run: Run, folder: Path) -> None:
    (folder / "transcripts" / "talk.vtt").write_text(
        "WEBVTT\n\n" + "".join(f"00:{n:02}.000 --> 00:{n + 1:02}.000\nWords {n} are said.\n\n" for n in (0, 20, 40)),
        encoding="utf-8",
    )
    assert run("import").status == 0
    assert run("text", "speaker", "talk", "--is", "P04").err.startswith("Which turns?")
    given = run("text", "speaker", "talk", "--nobodys", "--is", "Interviewer", "--is", "P04")
    assert given.out.splitlines()[-3:] == [
        "Changed: Speaker of 3 turns, “talk”.",
        "What “Interviewer” says is an interviewer’s words.",
        "They are P04’s words now: a new participant, with no consent recorded.",
    ]
    labels = {row["label"]: row["turns"] for row in json.loads(run("speakers", "--document", "talk", "--json").out)}
    assert labels == {"Interviewer": 2, "P04": 1}
    assert run("text", "speaker", "talk", "--nobodys", "--is", "P04").err.startswith("Every turn has a speaker.")
    assert run("undo").out == "Undid: Speaker of 3 turns, “talk”\n"
    assert run("text", "speaker", "talk", "--turn", "2-3", "--is", "P05").status == 0
    assert run("text", "speaker", "talk", "--turn", "2-900000000000", "--is", "P05").err.startswith(
        "There is no turn 4."
    )
    assert run("text", "speaker", "talk", "--turn", "two", "--is", "P05").err.startswith("“two” is no turn.")


def test_the_doctor_finds_a_coding_that_is_not_where_its_words_are(run: Run, folder: Path) -> None:
    run("text", "fix", "garden", "--find", "chemist’s", "--replace", "shop")
    (study,) = folder.glob("*.qualcode")
    conn = sqlite3.connect(study)
    conn.execute("UPDATE coding SET current_start = current_start + 1")
    conn.execute("UPDATE text_version SET splices = '[[1, 2, \"x\"]]' WHERE number = 2")
    conn.commit()
    conn.close()
    doctor = run("doctor")
    found = doctor.out + doctor.err
    assert "A coding is not where its words are" in found
    assert "A text does not follow from the one before" in found
