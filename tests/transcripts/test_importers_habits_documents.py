"""Word documents and web pages as the programs that transcribe save them."""

from __future__ import annotations

import pytest

from tests.transcripts.conftest import Reader
from tests.transcripts.word_files import paragraph, run, table, word_file

HOW, BUS, RIGHT, LATE = "So how did it begin for you?", "It began with the bus.", "Right.", "I was late."
_BOLD = "<w:b/>"
_BREAK = "<w:r><w:br/></w:r>"
_PICTURE = '<w:r><w:drawing><a:graphic xmlns:a="urn:a"><a:pic/></a:graphic></w:drawing></w:r>'
_HEADING = '<w:pStyle w:val="Heading1"/>'
Said = list[tuple[str | None, float | None, str]]


def teams(name: str, time: str, words: str) -> str:
    return paragraph(_PICTURE, run(name, _BOLD), run(f"   {time}"), _BREAK, run(words))


DOCUMENTS: dict[str, tuple[str, Said]] = {
    "Teams": (
        paragraph(run("Field, Jo", _BOLD), run(" started transcription"))
        + teams("Field, Jo", "0:03", HOW)
        + teams("Lind, Mara (Guest)", "1:00:12", BUS)
        + paragraph(run("Field, Jo", _BOLD), run(" stopped transcription")),
        [
            (None, None, "Field, Jo started transcription"),
            ("Field, Jo", 3, HOW),
            ("Lind, Mara (Guest)", 3612, BUS),
            (None, None, "Field, Jo stopped transcription"),
        ],
    ),
    "older Teams": (
        "".join(
            paragraph(run(f"0:0:{start}.0 --> 0:0:{start + 3}.5")) + paragraph(run(name)) + paragraph(run(words))
            for start, name, words in [(0, "Jo Field", HOW), (4, "Mara Lind", BUS), (9, "Jo Field", RIGHT)]
        ),
        [("Jo Field", 0, HOW), ("Mara Lind", 4, BUS), ("Jo Field", 9, RIGHT)],
    ),
    "Word on the web": (
        paragraph(run("Transcript"), properties=_HEADING)
        + "".join(
            paragraph(run(who)) + paragraph(run(words))
            for who, words in [("00:00:03 Speaker 1", HOW), ("00:00:08 Speaker 2", BUS)]
        ),
        [(None, None, "Transcript"), ("Speaker 1", 3, HOW), ("Speaker 2", 8, BUS)],
    ),
    "somebody with bold names and no colons": (
        "".join(
            paragraph(run(name, _BOLD), run(f" {words}"))
            for name, words in [("Jo", HOW), ("Mara", BUS), ("Jo", RIGHT), ("Mara", LATE)]
        ),
        [("Jo", None, HOW), ("Mara", None, BUS), ("Jo", None, RIGHT), ("Mara", None, LATE)],
    ),
    "somebody with headings for NVivo": (
        "".join(
            paragraph(run(name), properties=_HEADING) + paragraph(run(words))
            for name, words in [("Interviewer", HOW), ("Mara", BUS), ("Interviewer", RIGHT), ("Mara", LATE)]
        ),
        [("Interviewer", None, HOW), ("Mara", None, BUS), ("Interviewer", None, RIGHT), ("Mara", None, LATE)],
    ),
    "somebody with a table": (
        table(("00:01", "Jo", HOW), ("00:04", "Mara", BUS), ("00:09", "Jo", RIGHT)),
        [("Jo", 1, HOW), ("Mara", 4, BUS), ("Jo", 9, RIGHT)],
    ),
}


@pytest.mark.parametrize("maker", DOCUMENTS)
def test_a_document_as_a_program_or_a_person_saves_it_gives_who_spoke_and_when(maker: str, read_text: Reader) -> None:
    body, expected = DOCUMENTS[maker]
    transcript = read_text(word_file(body), "talk.docx")
    assert [(turn.speaker, turn.seconds, turn.span.of(transcript.text)) for turn in transcript.turns] == expected


def test_headings_of_a_report_that_come_once_are_no_speakers(read_text: Reader) -> None:
    body = "".join(
        paragraph(run(name), properties=_HEADING) + paragraph(run(f"What of {name.lower()}? {BUS}"))
        for name in ("Housing", "Transport", "Participant 3", "Participant 4")
    )
    assert read_text(word_file(body), "report.docx").speakers() == []


def test_a_transcript_of_google_meet_gives_who_spoke_and_when(read_text: Reader) -> None:
    def stretch(time: str, *said: tuple[str, str]) -> str:
        lines = (f'<p><span class="c1">{name}:</span><span> {words}</span></p>' for name, words in said)
        return f"<h3>{time}</h3>{''.join(lines)}"

    page = (
        "<html><head><style>.c1{font-weight:700}</style></head><body><h2>Talk - Transcript</h2>"
        + stretch("00:00:00", ("Jo Field", HOW), ("Mara Lind", BUS))
        + stretch("00:05:00", ("Jo Field", RIGHT), ("Mara Lind", LATE))
        + "<h3>Transcription ended after 00:31:12</h3></body></html>"
    )
    transcript = read_text(page, "talk.html")
    assert [(turn.speaker, turn.seconds) for turn in transcript.turns if turn.speaker] == [
        ("Jo Field", 0.0),
        ("Mara Lind", None),
        ("Jo Field", 300.0),
        ("Mara Lind", None),
    ]
    assert transcript.turns[-1].span.of(transcript.text) == "Transcription ended after 00:31:12"


def test_comments_of_a_page_that_google_saved_are_no_words_and_are_said(read_text: Reader) -> None:
    page = (
        f'<html><body><p>Jo: {HOW}</p><p>Mara: {BUS}<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>'
        f"<p>Jo: {RIGHT}</p><p>Mara: {LATE}</p>"
        '<div class="c9"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Check this.</span></p><p>Twice.</p></div>'
        "</body></html>"
    )
    transcript = read_text(page, "talk.html")
    assert transcript.text == f"Jo: {HOW}\n\nMara: {BUS}\n\nJo: {RIGHT}\n\nMara: {LATE}"
    assert transcript.warnings == ("1 comment was not read: save it as .docx to bring them in.",)
