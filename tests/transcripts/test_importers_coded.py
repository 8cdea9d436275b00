"""Lists of coded passages, as other programs export them, are told apart from transcripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.problem import Problem
from qualcode.transcripts import importers
from tests.transcripts.word_files import table, word_file

LISTS = {
    "MAXQDA": "Document name\tCode\tSegment\n\n"
    + "\n\n".join(f"P{n}\tTransport > Buses\tI: How?\nP{n}: The bus was late." for n in range(1, 6)),
    "MAXQDA in German": "Dokumentname\tCode\tSegment\n" + "\n".join(f"P{n}\tBus\tZu spät." for n in range(1, 6)),
    "NVivo": "<Files\\\\P1> - § 3 references coded [4.10% Coverage]\n\n"
    + "\n\n".join(f"Reference {n} - 1.40% Coverage\n\nThe bus was late." for n in range(1, 4)),
    "ATLAS.ti": "\n\n".join(
        f"{n}:3 ¶ 12 in P0{n}.docx\nThe bus was late.\n1 Codes:\n○ Transport" for n in range(1, 5)
    ),
    "older ATLAS.ti": "\n\n".join(
        f"P 1: P01.rtf - 1:{n} [The bus was late.]  (12:12)   (Super)\nCodes: [Transport]\nThe bus was late."
        for n in range(1, 5)
    ),
    "Dedoose": "\n\n".join(
        f"Title: P0{n}.docx\nCodes Applied: Transport, Buses\nThe bus was late." for n in range(1, 4)
    ),
}


@pytest.mark.parametrize("program", LISTS)
def test_a_list_of_coded_passages_is_refused_with_what_to_bring_in_instead(program: str, tmp_path: Path) -> None:
    path = tmp_path / "segments.txt"
    path.write_text(LISTS[program], encoding="utf-8")
    with pytest.raises(Problem, match="list of coded passages") as refused:
        importers.read(path)
    assert "Export the transcripts" in refused.value.remedy


def test_a_table_of_coded_passages_in_a_word_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "segments.docx"
    rows = [(f"P{n}", "Transport", "The bus was late.") for n in range(1, 5)]
    path.write_bytes(word_file(table(("Document", "Code", "Coded segments"), *rows)))
    with pytest.raises(Problem, match="list of coded passages"):
        importers.read(path)


def test_the_coded_segments_that_somebody_published_are_refused(real_files: Path) -> None:
    with pytest.raises(Problem, match="list of coded passages"):
        importers.read(real_files / "coded" / "pdpilot_maxqda" / "coded-segments.pdf")


@pytest.mark.parametrize(
    "text",
    [
        "Document\tCode\tContent\n\nI: How do you file them?\nP1: By document and code, and content.",
        "I: Which codes?\nP1: 1:3 is the ratio.\nI: And then?\nP1: 1:4 maybe. Codes: none.",
        "I: How much?\nP1: Reference 1 - 20% less, I think.\nI: Of what?\nP1: Of all.",
    ],
)
def test_people_who_talk_about_coding_are_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(text, encoding="utf-8")
    (transcript,) = importers.read(path)
    assert "P1" in transcript.speakers()
