"""The door: which files are read, in which order, and what is said of those that are not."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.transcript import Kind, Transcript

Reader = Callable[..., Transcript]


def problem_of(path: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        importers.read(path)
    assert caught.value.title
    assert caught.value.remedy
    return caught.value


def test_a_file_keeps_its_path_its_name_and_the_sha_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "P03 interview.txt"
    path.write_bytes("\ufeffI: How?\r\nP03: Well.\r\n".encode())
    (transcript,) = importers.read(path)
    assert transcript.name == "P03 interview"
    assert transcript.source == path
    assert transcript.source_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert transcript.text == "I: How?\nP03: Well.\n"
    assert transcript.kind is Kind.INTERVIEW


def test_a_curly_quote_is_read_exactly(read_text: Reader) -> None:
    assert read_text("I: “It’s…”\nP1: — no").turns[0].span.of("I: “It’s…”") == "“It’s…”"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8", "cp1252"])
def test_an_encoding_is_recognised(read_text: Reader, encoding: str) -> None:
    text = "I: Où est le café? It’s “here”.\nP1: Non — à côté."
    transcript = read_text(text.encode(encoding))
    assert transcript.text == text
    assert bool(transcript.warnings) is (encoding == "cp1252")


def test_an_encoding_other_than_utf8_is_named(read_text: Reader) -> None:
    (warning,) = read_text("I: It’s “here”.\nP1: Yes.".encode("cp1252")).warnings
    assert "Windows-1252" in warning


def test_russian_of_an_old_machine_is_guessed(read_text: Reader) -> None:
    text = "Здравствуйте, расскажите, пожалуйста, о вашей группе поддержки и о том, как вы её нашли. " * 3
    transcript = read_text(text.encode("cp1251"))
    assert transcript.text == text
    assert transcript.warnings


def test_an_escape_in_a_transcript_never_reaches_the_screen(read_text: Reader) -> None:
    assert "\x1b" not in read_text("I: a\x1b]0;title\x07\nP1: b").text


@pytest.mark.parametrize("suffix", [".xyz", ""])
def test_a_format_that_is_not_known_says_which_are_and_what_to_do(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"interview{suffix}"
    path.write_text("I: How?")
    problem = problem_of(path)
    assert ".docx" in problem.detail
    assert ".txt" in problem.remedy
    assert not importers.can_read(path)


@pytest.mark.parametrize(
    ("suffix", "what", "remedy"),
    [
        (".MP3", "a sound recording", "transcribed"),
        (".mp4", "a film", "captions"),
        (".heic", "a picture", "OCR"),
        (".nvpx", "an NVivo project", "REFI-QDA"),
        (".mx24", "a MAXQDA project", "REFI-QDA"),
        (".qdpx", "a REFI-QDA exchange file", ".docx"),
        (".xlsx", "a spreadsheet", "qualcode survey"),
        (".pages", "a Pages document", "Word"),
        (".zip", "a packed folder", "Unpack"),
        (".ris", "a list of references", "PDFs"),
    ],
)
def test_what_holds_no_transcript_has_a_remedy_of_its_own(
    tmp_path: Path, suffix: str, what: str, remedy: str
) -> None:
    path = tmp_path / f"interview{suffix}"
    path.write_bytes(b"x")
    problem = problem_of(path)
    assert what in problem.title
    assert remedy in problem.remedy
    assert importers.unread_in(tmp_path) == [path]


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "There is no file" in problem_of(tmp_path / "gone.txt").title


_ALL = [f"a{suffix}" for suffix in importers.READERS]


@pytest.mark.parametrize("name", _ALL)
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    assert "empty" in problem_of(path).title


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_file_of_spaces_holds_no_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(" \n\t\n")
    assert "no words" in problem_of(path).title


@pytest.mark.parametrize("name", _ALL)
def test_a_binary_file_is_no_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x7fELF\x02\x01\x01\0\0\0\0\x01\x80\xff\0\0")
    assert re.search("is not|is damaged", problem_of(path).title)


@pytest.mark.parametrize("start", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"])
def test_a_document_named_txt_is_told_from_text(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(start + b" and more")
    problem = problem_of(path)
    assert "is really" in problem.title or "old Word document" in problem.title


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "a.txt"
    folder.mkdir()
    assert "folder" in problem_of(folder).title


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="whoever runs this may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("I: How?")
    path.chmod(0)
    assert "cannot be opened" in problem_of(path).title


def test_files_come_in_the_order_a_person_counts(tmp_path: Path) -> None:
    for name in ("P10.txt", "P2.txt", "p1.md", "wave 2/P1.docx", "wave 10/P1.vtt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in importers.files_in(tmp_path)]
    assert found == ["p1.md", "P2.txt", "P10.txt", "wave 2/P1.docx", "wave 10/P1.vtt"]


def test_what_is_no_transcript_is_passed_over(tmp_path: Path) -> None:
    names = [".hidden.txt", "~$P1.docx", "study.qualcode", "study.qualcode-wal",
             "study.qualcode-backups/a.txt",
             ".git/a.txt", "README.md", "LICENSE.txt", "P1.mp3", "notes.qualcode.txt"]  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "P1.txt").touch()
    assert importers.files_in(tmp_path) == [tmp_path / "P1.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "P1.txt").touch()
    (tmp_path / "inner" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    assert [path.name for path in importers.files_in(tmp_path)] == ["P1.txt"]


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no folder"):
        importers.files_in(tmp_path / "gone")


def test_the_door_loads_no_format_before_a_file_comes() -> None:
    code = "import sys; import qualcode.transcripts.importers; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"lxml", "docx", "nltk", "markdown_it", "charset_normalizer", "zipfile"}
    assert heavy.isdisjoint(loaded)
    assert "qualcode.transcripts.importers.word" not in loaded


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    try:
        text = text_of(data).text
    except Problem as problem:
        assert problem.remedy
    else:
        assert "\r" not in text
        assert "\x1b" not in text


@pytest.mark.parametrize("suffix", importers.READERS)
@given(
    data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_file_gives_transcripts_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(data)
    try:
        transcripts = importers.read(path)
    except Problem as problem:
        assert problem.remedy
    else:
        assert all(transcript.turns for transcript in transcripts)


def test_a_word_file_cut_short_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>" * 500)
    path.write_bytes(path.read_bytes()[:-60])
    assert "damaged" in problem_of(path).title


def test_every_real_file_gives_transcripts_or_a_problem(real_files: Path) -> None:
    suffixes = set(importers.READERS)
    files = [path for path in sorted(real_files.rglob("*")) if path.suffix.lower() in suffixes and path.is_file()]
    assert len(files) > 80
    read = 0
    for path in files:
        try:
            transcripts = importers.read(path)
        except Problem as problem:
            assert problem.remedy, path
        else:
            read += 1
            assert all(transcript.turns for transcript in transcripts), path
    assert read > 70


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("hitsave_ccbysa/GigaSword - Interview with Jack Breen.md", {"Jonas Rosland": 42, "Jack Breen": 41}),
        (
            "hitsave_ccbysa/Wintermoor Tactics Club interview transcription.md",
            {"Ben Walker": 51, "Kyla Fury": 84},
        ),
        ("code_review_observation/P5R2.txt", {"I": 8, "P5": 8}),
        ("code_review_observation/P9R1.txt", {"I": 6, "P9": 6}),
    ],
)
def test_real_interviews_have_their_turns(real_files: Path, name: str, counts: dict[str, int]) -> None:
    (transcript,) = importers.read(real_files / "transcripts" / name)
    found = [turn.speaker for turn in transcript.turns]
    assert {speaker: found.count(speaker) for speaker in counts} == counts
