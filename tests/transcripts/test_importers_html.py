"""Web pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.importers import html, limits
from qualcode.transcripts.importers.choices import Choices
from qualcode.transcripts.transcript import Transcript

Reader = Callable[..., Transcript]


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>\n{body}\n</body></html>"


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns]


def test_bold_names_are_speakers_and_source_lines_no_lines(read_text: Reader) -> None:
    body = """
      <p><b>Ann</b> How did
         you hear?</p>
      <p><strong>Ben</strong> Well.<br>A <i>card</i>.</p>
      <p><span style="font-weight: 700">Ann</span> And?</p>
      <p><span class="speaker-name">Ben</span> Yes.</p>"""
    assert said(read_text(page(body), "a.html")) == [
        ("Ann", "How did you hear?"),
        ("Ben", "Well.\nA card."),
        ("Ann", "And?"),
        ("Ben", "Yes."),
    ]


def test_what_a_browser_does_not_show_is_left_out(read_text: Reader) -> None:
    head = "<title>A talk</title><style>p { color: red }</style><script>var a = '<p>no</p>';</script>"
    body = """<script>no()</script><p>Seen<!-- not seen -->.<template>no</template></p><noscript>no</noscript>
      <p style="display:none">Hidden</p><p hidden>Too</p><select><option>no</select><svg><text>no</svg>"""
    transcript = read_text(page(body, head), "a.html")
    assert (transcript.text, transcript.title) == ("Seen.", "A talk")
    assert transcript.warnings == ("2 hidden passages were left out.",)


def test_blocks_are_paragraphs_and_inline_marks_are_not(read_text: Reader) -> None:
    body = (
        "<div>One<div>two</div>three</div><p>fo<b>ur</b> <i> five</i>\n<hr>six<p>&nbsp;<p>seven&nbsp;&amp;&#8217;</p>"
    )
    assert read_text(page(body), "a.html").text == "One\n\ntwo\n\nthree\n\nfour five\n\nsix\n\nseven\xa0&’"


def test_preformatted_lines_stay_lines(read_text: Reader) -> None:
    body = "<pre>Ann: How?\n  Ben: Well.\nAnn: And?\nBen: Yes.</pre>"
    transcript = read_text(page(body), "a.html")
    assert transcript.text == "Ann: How?\n  Ben: Well.\nAnn: And?\nBen: Yes."
    assert transcript.speakers() == ["Ann", "Ben"]


def test_lists_show_bullets_and_numbers(read_text: Reader) -> None:
    body = "<ul><li>a<li>b<ol type=a start=3><li>c</ol></ul><p>d<ol><li value=7>e<li><p>f</p></ol>"
    assert read_text(page(body), "a.html").text == "• a\n• b\n  c. c\n\nd\n\n7. e\n\n8. f"


def test_names_and_what_is_said_in_a_list_of_terms(read_text: Reader) -> None:
    body = "<dl><dt>Ann</dt><dd>How?</dd><dt>Ben</dt><dd>Well.</dd><dt>Ann<dd>And?<dt>Ben<dd>Yes.</dl>"
    assert said(read_text(page(body), "a.html")) == [
        ("Ann", "How?"),
        ("Ben", "Well."),
        ("Ann", "And?"),
        ("Ben", "Yes."),
    ]


def test_a_table_of_times_speakers_and_words_is_a_transcript(read_text: Reader) -> None:
    rows = [("0:01", "Ann", "How did you hear?"), ("0:04", "Ben", "Well.<br>A card."), ("0:09", "Ann", "And?")]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}" for row in rows)
    body = f"<h1>A talk</h1><table><tr><th>Time<th>Speaker<th>Words</tr>{cells}</table><p>The end."
    transcript = read_text(page(body), "a.html")
    assert [(turn.speaker, turn.seconds, turn.span.of(transcript.text)) for turn in transcript.turns] == [
        (None, None, "A talk"),
        (None, None, "Time\tSpeaker\tWords"),
        ("Ann", 1.0, "How did you hear?"),
        ("Ben", 4.0, "Well.\nA card."),
        ("Ann", 9.0, "And?"),
        (None, None, "The end."),
    ]


def test_tables_that_frame_a_page_are_its_paragraphs(read_text: Reader) -> None:
    inner = "<table><tr><td>a</td><td>b</td></tr></table>"
    body = f"<table><tr><td>Menu</td><td><h2>Talk</h2><p>Ann: How?</p>{inner}</td></tr></table>"
    assert read_text(page(body), "a.html").text == "Menu\n\nTalk\n\nAnn: How?\n\na\tb"


def test_a_cell_over_two_rows_stands_once(read_text: Reader) -> None:
    body = "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    assert read_text(page(body), "a.html").text == "a\tb\n\n\tc"


def test_classes_that_are_bold_in_the_style_sheet_are_bold(read_text: Reader) -> None:
    style = "<style>@import url(x); .c1,.c9{color:red;font-weight:700} .c2{font-weight:400}</style>"
    lines = ["Ann| How?", "Ben| Well.", "Ann| And?", "Ben| Yes."]
    body = "".join(
        "<p><span class=c1>{}</span><span class=c2>{}</span></p>".format(*line.split("|")) for line in lines
    )
    assert read_text(page(body, style), "a.html").speakers() == ["Ann", "Ben"]


def test_words_own_deletions_and_comments_are_left_out_and_said(read_text: Reader) -> None:
    body = """<p>I <del cite="mailto:x" datetime="2024-01-01">never</del><ins>often</ins> went
      <a class=msocomanchor href="#c1">[J1]</a>.</p><div style='mso-element:comment-list'>When?</div>"""
    transcript = read_text(page(body), "a.html")
    assert transcript.text == "I often went ."
    assert len(transcript.warnings) == 2


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("", "utf-8"),
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "cp1252"),  # which browsers take for Windows-1252
        ("utf-8", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("unicode", "utf-16"),
        ("utf-8", "utf-16-le"),
        ("no-such-thing", "cp1252"),
        ("idna", "utf-8"),
    ],
)
def test_letters_are_right_whatever_a_page_says_of_its_encoding(
    read_text: Reader, declared: str, written: str
) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    words = "“Café” — it’s here, and that’s that. The naïve answer wasn’t so naïve."
    assert read_text(page(f"<p>{words}", head).encode(written), "a.htm").text == words


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "shift_jis", "gb2312", "euc-kr", "iso-8859-7"])
def test_an_encoding_that_a_page_tells_is_used(read_text: Reader, encoding: str) -> None:
    words = {"shift_jis": "こんにちは", "gb2312": "你好世界", "euc-kr": "안녕하세요", "iso-8859-7": "Καλημέρα"}.get(
        encoding, "Привет"
    )
    transcript = read_text(page(f"<p>{words}", f"<meta charset='{encoding}'>").encode(encoding), "a.html")
    assert (transcript.text, transcript.warnings) == (words, ())


def test_a_person_may_choose_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page("<p>Привет", "<meta charset=utf-8>").encode("koi8-r"))
    (transcript,) = importers.read(path, Choices(encoding="koi8-r"))
    assert (transcript.text, transcript.encoding) == ("Привет", "KOI8-R")


@pytest.mark.parametrize("tags", ["<font>", "<div>", "<b><i>", "<table><tr><td>", "<ul><li>", "<blockquote>"])
def test_no_word_is_lost_below_tags_nested_without_end(read_text: Reader, tags: str) -> None:
    transcript = read_text(page(f"<p>First{tags * 5_000}<p>Last"), "a.html")
    assert {"First", "Last"} <= set(transcript.text.split())


def test_entities_that_a_page_defines_are_not_followed(read_text: Reader, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("never read")
    lies = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    start = f'<!DOCTYPE html [<!ENTITY b0 "ha"><!ENTITY x SYSTEM "file://{secret}">{lies}]>'
    transcript = read_text(f"<?xml version='1.0'?>{start}<html><body><p>Ann &x; &b11;</p></body></html>", "a.xhtml")
    assert "Ann" in transcript.text
    assert "never read" not in transcript.text
    assert len(transcript.text) < 5_000


def test_comments_that_libreoffice_hides_in_a_page_are_said_to_be_left_out(read_text: Reader) -> None:
    head = '<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)">'
    body = "<p>Ann: Hello<!-- Is this her name? --> there.</p><p>Ben: Yes.<!-- Check. --></p>"
    transcript = read_text(page(body, head), "a.html")
    assert transcript.text == "Ann: Hello there.\n\nBen: Yes."
    assert "2 comments were not read" in transcript.warnings[0]
    assert not read_text(page(body), "b.html").warnings


def test_pages_of_far_too_many_tags_or_words_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    for source in ("<p>" * (html.MOST_TAGS + 1), "a" * (limits.LONGEST + 1), "<ul>" * 2_000 + "<li>x" * 300_000):
        path.write_text(source)
        with pytest.raises(Problem, match="too large to be a transcript"):
            importers.read(path)


_PIECES = [
    *(
        "<p>",
        "</p>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<td rowspan=3>",
        "</td>",
        "<li>",
        "<ul>",
        "</ul>",
        "<b>",
    ),
    *(
        "word ",
        "Ann: ",
        "<br>",
        "<h1>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<pre>",
        "\n",
        "</div>",
        "<q>",
        "<title>",
        "<del cite=x>",
    ),
]


@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_whatever_the_tags_every_word_lies_in_some_turn(pieces: list[str]) -> None:
    (transcript,) = html.read(Path("a.html"), "".join(pieces).encode())
    if not any(piece in ("<title>", "<del cite=x>") for piece in pieces):
        assert transcript.text.count("word") == pieces.count("word ")
    end = 0
    for turn in transcript.turns:
        assert end <= turn.start < turn.end <= len(transcript.text)
        between = transcript.text[end : turn.start].replace("Ann:", "").replace("•", "")
        assert not between.strip()
        end = turn.end
    assert not transcript.text[end:].replace("Ann:", "").replace("•", "").strip()


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_read_as_a_page(text: str) -> None:
    (transcript,) = html.read(Path("a.html"), text.encode())
    assert transcript.name == "a"


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("cherry", {"Cherry": 68, "MSM": 67}),
        ("mcilroy", {"McIlroy": 84, "MSM": 87}),  # one of the 84 without its colon
        ("ritchie", {"Ritchie": 45, "MSM": 44}),
        ("thompson", {"Thompson": 85, "MSM": 84}),
    ],
)
def test_real_interviews_saved_by_word_give_their_speakers(
    real_files: Path, name: str, counts: dict[str, int]
) -> None:
    (transcript,) = importers.read(real_files / "transcripts" / "unix_oral_history" / f"{name}.htm")
    found = [turn.speaker for turn in transcript.turns]
    assert {speaker: found.count(speaker) for speaker in transcript.speakers()} == counts
    assert transcript.warnings == ()


def test_real_pages_in_odd_encodings_give_their_words(real_files: Path) -> None:
    folder = real_files / "documents" / "text"
    (arabic,) = importers.read(folder / "testArabicMisleadingCharset.html")
    assert (arabic.text.split()[0], len(arabic.text.split()), arabic.encoding) == ("في", 108, "Windows-1256")
    (wide,) = importers.read(folder / "testHTML_charset_utf16le.html")
    assert (wide.text, wide.title) == ("This is a sample text", "Title")
    (script,) = importers.read(folder / "testHTML_script_in_body.html")
    assert script.text == "This is a test."
    (history,) = importers.read(real_files / "transcripts" / "unix_oral_history" / "finalhis.htm")
    assert history.title == "Unix: An Oral History"
    assert abs(len(history.text.split()) - 25_994) < 30
