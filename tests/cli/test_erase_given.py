"""Erasing somebody whose words were given to others: the study's own history finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

TALK = """P03: It was a card on the board in the chemist’s that told me of it.

P04: My brother drove me there every single Thursday in his old van.

P03: And then I slept right through until the morning came again.
"""
THEIRS = "every single Thursday in his old van"
OTHERS = ("card on the board in the chemist’s that told", "slept right through until the morning")
WAYS = (
    ("text", "join", "talk", "--turn", "2"),
    ("text", "speaker", "talk", "--turn", "2", "--is", "P03"),
    ("text", "speaker", "talk", "--turn", "2", "--is", "Interviewer"),
    ("speakers", "--document", "talk", "--merge", "P04=P03"),
    ("speakers", "--document", "talk", "--participant", "P04=P03"),
    ("speakers", "--document", "talk", "--participant", "P04=P09"),
    ("speakers", "--document", "talk", "--nobody", "P04"),
    ("speakers", "--document", "talk", "--interviewer", "P04"),
    ("participants", "P04", "--interviewer"),
    ("documents", "talk", "--kind", "evidence"),
)


@pytest.fixture
def talk(run: Run, folder: Path) -> Path:
    """A talk of two, of whom P04 withdrew; their words are coded."""
    source = folder / "transcripts" / "talk.txt"
    source.write_text(TALK, encoding="utf-8")
    assert run("import").status == 0
    source.unlink()
    run("code", "talk", "1.2", "--words", f"My brother drove me there {THEIRS}.")
    run("participants", "P04", "--consent", "withdrawn")
    return folder


def holding(folder: Path, words: str) -> list[str]:
    """The files below a folder in whose bytes some words stand."""
    return [file.name for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: " ".join(way[:2] + way[-2:]))
def test_words_that_were_theirs_go_from_the_study_and_its_backups(run: Run, talk: Path, way: tuple[str, ...]) -> None:
    assert run(*way, "--because", "So it was heard.").status == 0
    asked = run("erase", "P04", "--yes")
    assert asked.status == 1, asked
    assert "were theirs once" in asked.err or "was theirs once" in asked.err
    assert "turn 2 of talk" in asked.err or "turn 1 of talk" in asked.err
    assert "--with-given or --without-given" in asked.err
    assert holding(talk, THEIRS)
    erased = run("erase", "P04", "--yes", "--with-given")
    assert erased.status == 0, erased
    assert "They go too." in erased.out
    assert holding(talk, THEIRS) == []
    assert all(holding(talk, words) for words in OTHERS)
    assert "sound" in run("doctor").out
    assert "old van" not in run("find", "Thursday").out


def test_words_of_others_stay_where_only_a_label_was_wrong(run: Run, talk: Path) -> None:
    run("text", "speaker", "talk", "--turn", "2", "--is", "P03", "--because", "P03 says it on the tape.")
    erased = run("erase", "P04", "--yes", "--without-given")
    assert erased.status == 0, erased
    assert "They stay, unless you say that they go too." in erased.out
    assert "Each turn of theirs" not in erased.out
    assert "old van" in run("find", "Thursday").out
    assert "sound" in run("doctor").out


def test_nothing_is_asked_where_their_words_are_theirs_still(run: Run, talk: Path) -> None:
    run("text", "speaker", "talk", "--turn", "2", "--is", "P03", "--because", "P03 says it on the tape.")
    run("undo")
    assert run("erase", "P04", "--yes").status == 0
    assert holding(talk, THEIRS) == []


def test_a_document_that_was_theirs_alone_goes_whole_though_it_is_evidence_now(run: Run, talk: Path) -> None:
    (talk / "transcripts" / "letter.txt").write_text(f"P07: I came {THEIRS}, and I came by the same road.\n")
    run("import")
    (talk / "transcripts" / "letter.txt").unlink()
    run("participants", "P07", "--consent", "team only")
    assert run("documents", "letter", "--kind", "evidence", "--because", "It was in a newspaper.").status == 0
    erased = run("erase", "P07", "--yes", "--with-given")
    assert "1 document in which nobody else takes part: letter. It goes whole." in erased.out, erased
    assert holding(talk, "by the same road") == []
    assert holding(talk, THEIRS)
    assert "sound" in run("doctor").out


def test_files_anywhere_in_the_studys_own_folder_are_named(run: Run, talk: Path) -> None:
    run("participants", "P04", "--consent", "quote", "--because", "She rang.")
    (talk / "codebooks").mkdir(exist_ok=True)
    (talk / "exports").mkdir(exist_ok=True)
    for name in ("q2.html", "excerpts.csv", "codebooks/q.txt", "notes.json", "deep/down/note.tex"):
        (talk / name).parent.mkdir(parents=True, exist_ok=True)
        (talk / name).write_text(f"Words: “My brother drove me there {THEIRS}.”\n", encoding="utf-8")
    for name in ("exports/all.zip", "exports/old.gz", "rest.bin"):
        (talk / name).write_bytes(b"PK\x03\x04\x00\xff\xfe")
    (talk / "plain.txt").write_text("Nothing of hers.\n")
    told = run("erase", "P04").out
    for name in ("q2.html", "excerpts.csv", "q.txt", "notes.json", "note.tex", "all.zip", "old.gz", "rest.bin"):
        assert name in told, (name, told)
    assert "plain.txt" not in told
    assert "could not be looked into: all.zip, old.gz." in told
