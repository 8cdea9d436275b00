"""A person's words stay that person's, with their consent, whatever is done to turns, speakers and documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TALK = """P03: It was a card on the board in the chemist’s that told me of it.

P04: My brother drove me there every single Thursday in his old van.

P03: And then I slept.
"""
THEIRS = "every single Thursday in his old van"
BECAUSE = ("--because", "P03 says it on the tape")


@pytest.fixture
def talk(run: Run, folder: Path) -> Path:
    """A talk of two, of whom P04 withdrew and P03 may be quoted."""
    (folder / "transcripts" / "talk.txt").write_text(TALK, encoding="utf-8")
    assert run("import").status == 0
    run("code", "talk", "1.2", "--words", f"My brother drove me there {THEIRS}.")
    run("participants", "P03", "--consent", "quote")
    run("participants", "P04", "--consent", "withdrawn")
    return folder


def outside(run: Run) -> str:
    """What a report and the excerpts for outside print."""
    assert run("export", "report", "--outside", "--to", "out.html").status == 0
    return run("excerpts", "1.2", "--outside").out + Path("out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["evidence", "field note"])
def test_another_kind_of_document_cancels_nobodys_consent(run: Run, talk: Path, kind: str) -> None:
    refused = run("documents", "talk", "--kind", kind)
    assert refused.err.startswith("Words of P04, who withdrew, become nobody’s."), refused
    assert "--because" in refused.err
    assert THEIRS not in outside(run)
    run("participants", "P04", "--consent", "team only")
    assert run("documents", "talk", "--kind", kind).status == 1
    given = run("documents", "talk", "--kind", kind, "--because", "It is a poem that the group copied.")
    assert given.status == 0, given
    assert "It is a poem that the group copied." in run("memos").out
    assert run("undo").status == 0
    assert "sound" in run("doctor").out


def test_a_document_of_people_who_may_be_quoted_changes_its_kind_as_before(run: Run, folder: Path) -> None:
    run("participants", "P03", "--consent", "quote")
    assert run("documents", "garden", "--kind", "evidence").status == 0


def test_joining_turns_gives_no_words_away_unseen(run: Run, talk: Path) -> None:
    sentence = "Words of P04, who withdrew, become P03’s (quote)."
    assert sentence in run("text", "join", "talk", "--turn", "2", "--show").out.splitlines()
    refused = run("text", "join", "talk", "--turn", "2")
    assert refused.status == 1
    assert refused.err.startswith(sentence)
    assert THEIRS not in outside(run)
    joined = run("text", "join", "talk", "--turn", "2", *BECAUSE)
    assert joined.status == 0, joined
    assert sentence in joined.out.splitlines()
    (memo,) = json.loads(run("memos", "--json").out)
    assert "P03 says it on the tape" in str(memo)
    assert "sound" in run("doctor").out


def test_joining_says_whose_words_become_an_interviewers(run: Run, folder: Path) -> None:
    joined = run("text", "join", "garden", "--turn", "2")
    assert "Words of P03 (not recorded) become an interviewer’s." in joined.out.splitlines()
    run("undo")
    run("participants", "P03", "--consent", "team only")
    assert run("text", "join", "garden", "--turn", "2").status == 1


@pytest.mark.parametrize(
    ("asked", "becomes"),
    [
        (("text", "speaker", "talk", "--turn", "2", "--is", "P03"), "P03’s (quote)"),
        (("text", "speaker", "talk", "--turn", "2", "--is", "Interviewer"), "an interviewer’s"),
        (("text", "speaker", "talk", "--turn", "2-3", "--is", "P09"), "P09’s (not recorded)"),
        (("text", "split", "talk", "--before", "every single", "--speaker", "P03"), "P03’s (quote)"),
        (("speakers", "--document", "talk", "--merge", "P04=P03"), "P03’s (quote)"),
        (("speakers", "--document", "talk", "--participant", "P04=P03"), "P03’s (quote)"),
        (("speakers", "--document", "talk", "--nobody", "P04"), "nobody’s"),
        (("speakers", "--document", "talk", "--interviewer", "P04"), "an interviewer’s"),
        (("participants", "P04", "--interviewer"), "an interviewer’s"),
    ],
)
def test_words_of_somebody_who_withdrew_are_given_to_others_only_for_a_reason(
    run: Run, talk: Path, asked: tuple[str, ...], becomes: str
) -> None:
    refused = run(*asked)
    assert refused.status == 1, refused
    assert f"Words of P04, who withdrew, become {becomes}." in refused.err
    assert THEIRS not in outside(run)
    given = run(*asked, *BECAUSE)
    assert given.status == 0, given
    assert f"Words of P04, who withdrew, become {becomes}." in given.out
    assert "P03 says it on the tape" in run("memos").out
    assert "sound" in run("doctor").out
    assert run("undo").status == 0


def test_words_go_to_somebody_as_strict_without_a_reason(run: Run, talk: Path) -> None:
    run("participants", "P03", "--consent", "withdrawn")
    assert run("text", "join", "talk", "--turn", "2").status == 0


def test_words_come_under_somebody_of_whom_nothing_is_recorded_for_a_reason_alone(run: Run, talk: Path) -> None:
    run("participants", "P04", "--consent", "team only", *BECAUSE)
    assert run("text", "speaker", "talk", "--turn", "2", "--is", "P09").status == 1
    assert run("text", "speaker", "talk", "--turn", "2", "--is", "P09", *BECAUSE).status == 0
    run("participants", "P03", "--consent", "not recorded")
    assert run("text", "speaker", "talk", "--turn", "1", "--is", "P09").status == 0


def test_a_consent_that_has_run_out_binds_as_one_that_must_be_asked_for(run: Run, talk: Path) -> None:
    run("participants", "P04", "--consent", "quote", "--until", "2020-01-01", "--because", "She wrote on 3 May.")
    refused = run("text", "join", "talk", "--turn", "2")
    assert refused.err.startswith("Words of P04 (quote, which has run out) become P03’s (quote).")


def test_a_backup_says_that_it_is_one_and_nothing_goes_outside_from_it(run: Run, folder: Path) -> None:
    run("participants", "P03", "--consent", "quote")
    assert "sent myself" in run("excerpts", "1.2", "--outside").out
    assert run("participants", "P03", "--consent", "withdrawn").status == 0
    assert run("participants", "P03", "--note", "She rang.").status == 0
    (study,) = folder.glob("*.qualcode")
    copies = sorted(folder.glob("*.qualcode-backups/*.qualcode"))
    assert copies
    for copy in copies:
        of = ("--study", copy)
        printed = run("excerpts", "1.2", "--outside", *of)
        assert printed.err.startswith(f"This is a backup of {study.name}, not the study itself.")
        assert "sent myself" not in printed.out
        report = run("export", "report", "--outside", "--to", "r.html", *of)
        assert report.err.splitlines()[-3].startswith(f"Nothing was written: this is a backup of {study.name}.")
        assert not Path("r.html").exists()
        assert run("participants", "P03", "--consent", "quote", *of).status == 1
        assert run("export", "report", "--to", "team.html", *of).status == 0
    restored = folder / "again" / "study.qualcode"
    restored.parent.mkdir()
    restored.write_bytes(copies[0].read_bytes())
    assert "backup" not in run("participants", "--study", restored).err


def test_undo_says_what_consent_there_is_again_and_wants_a_yes_where_somebody_withdrew(
    run: Run, folder: Path
) -> None:
    run("participants", "P03", "--consent", "quote")
    run("participants", "P03", "--consent", "team only")
    assert run("undo").out == "Undid: Details of P03. P03’s consent is “quote” again, no longer “team only”.\n"
    run("participants", "P03", "--consent", "withdrawn")
    refused = run("undo")
    assert refused.status == 1
    assert refused.err.splitlines() == [
        "This takes back the withdrawal of P03.",
        "P03’s consent is “quote” again, no longer “withdrawn”.",
        "Do it with --yes, or say why with --because; nothing was changed.",
    ]
    assert "sent myself" not in run("excerpts", "1.2", "--outside").out
    done = run("undo", "--because", "It was P04 who rang.")
    assert done.out == "Undid: Details of P03. P03’s consent is “quote” again, no longer “withdrawn”.\n"
    assert "It was P04 who rang." in run("memos").out
    assert run("undo", "--redo").out.endswith("P03’s consent is “withdrawn” again, no longer “quote”.\n")
    assert run("undo", "--yes").status == 0
    assert "sound" in run("doctor").out


def test_undo_of_a_documents_withdrawal_wants_a_yes_too(run: Run, folder: Path) -> None:
    run("documents", "garden", "--consent", "withdrawn")
    assert run("undo").err.startswith("This takes back the withdrawal of “garden group”.")
    assert "“garden group”’s consent is “that of who speaks in it” again" in run("undo", "--yes").out
