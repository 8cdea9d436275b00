"""Rich text documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.importers import rtf
from qualcode.transcripts.transcript import Transcript

Reader = Callable[..., Transcript]


def document(
    body: str, *, fonts: str = r"{\f0\fnil\fcharset0 Arial;}", start: str = r"\ansi\ansicpg1252\uc1"
) -> bytes:
    return (r"{\rtf1" + start + r"\deff0{\fonttbl" + fonts + "}" + body + "}").encode("latin-1")


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns]


def test_names_in_bold_are_speakers(read_text: Reader) -> None:
    body = r"\pard{\b Ann} How did you hear?\par{\b Ben} Well.\line A card.\par{\b Ann} And?\par{\b Ben} Yes.\par"
    assert said(read_text(document(body), "a.rtf")) == [
        ("Ann", "How did you hear?"),
        ("Ben", "Well.\nA card."),
        ("Ann", "And?"),
        ("Ben", "Yes."),
    ]


def test_every_font_has_its_own_letters(read_text: Reader) -> None:
    fonts = r"{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset238 C;}{\f3\fcharset128 D;}{\f4\fcharset2 Symbol;}"
    body = r"\f0 caf\'e9 \f1 \'ef\'f0 \f2 \'b3 \f3 \'82\'b1\'83A \f4\'b7\f0 \'93x\'94\par"
    assert read_text(document(body, fonts=fonts), "a.rtf").text == "café пр ł こア •“x”"


def test_a_character_is_taken_once_and_what_stands_in_for_it_not(read_text: Reader) -> None:
    body = r"\u8217 's {\uc2\u24180\'94\'4e!} \uc0\u233 t\u233\uc1 . \u-10179?\u-8704? \u-10240? end\par"
    assert read_text(document(body), "a.rtf").text == "’s 年! été. 😀 � end"


def test_the_unicode_rendering_of_two_is_read(read_text: Reader) -> None:
    assert read_text(document(r"A {\upr{b?}{\*\ud{b\u233 ?}}} c\par"), "a.rtf").text == "A bé c"


def test_punctuation_that_has_a_name_is_kept(read_text: Reader) -> None:
    body = r"\ldblquote Well\rdblquote\~\emdash  it\rquote s\tab o\-k \{a\\b\}\bullet\par"
    assert read_text(document(body), "a.rtf").text == "“Well”\xa0— it’s\tok {a\\b}•"


def test_what_was_deleted_or_hidden_is_left_out_and_said(read_text: Reader) -> None:
    body = r"I {\deleted never }{\revised often }went{\v  away}.\par Only {\plain\v1 a\v0 b}.\par"
    transcript = read_text(document(body), "a.rtf")
    assert transcript.text == "I often went.\n\nOnly b."
    assert transcript.warnings == (
        "Tracked changes: 1 deletion left out, 1 insertion kept.",
        "2 hidden passages were left out.",
    )


def test_headers_pictures_and_instructions_are_no_words(read_text: Reader) -> None:
    body = (
        r"{\header Page}{\*\generator Riched20;}{\stylesheet{\s1 heading 1;}}{\info{\title A talk}{\author Me}}"
        r"{\pict\pngblip 89504e47}{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}"
        r"{\object{\*\objdata 01}{\result box}}\par"
    )
    transcript = read_text(document(body), "a.rtf")
    assert (transcript.text, transcript.title) == ("linkbox", "A talk")


def test_binary_data_is_stepped_over(read_text: Reader) -> None:
    data = document(r"Before {\pict\bin6 " + "}}}\\{{" + r"} after\par")
    assert read_text(data, "a.rtf").text == "Before  after"


def test_notes_are_marked_and_stand_at_the_end_spoken_by_nobody(read_text: Reader) -> None:
    note = r"{\super\chftn{\footnote\pard{\super\chftn} Ben: a hall}}"
    end = r"{\super\chftn{\footnote\ftnalt\chftn  last}}"
    own = r"*{\footnote * starred}"
    body = rf"Ann: There{note}.\par Ben: Yes{end}{own}.\par Ann: And?\par Ben: No.\par"
    transcript = read_text(document(body), "a.rtf")
    assert said(transcript) == [
        ("Ann", "There[1]."),
        ("Ben", "Yes[i]*."),
        ("Ann", "And?"),
        ("Ben", "No."),
        (None, "Footnotes"),
        (None, "[1] Ben: a hall"),
        (None, "* starred"),
        (None, "Endnotes"),
        (None, "[i] last"),
    ]


def test_comments_are_on_their_words(read_text: Reader) -> None:
    body = (
        r"I {\*\atrfstart 1}went home{\*\atrfend 1}{\*\atnid JS}{\*\atnauthor Jo S}\chatn"
        r"{\*\annotation{\*\atnref 1}{\*\atndate 113887232}\pard When?\par Where?}"
        r" at once{\*\atnid AB}\chatn{\*\annotation Sure?}.\par"
    )
    transcript = read_text(document(body), "a.rtf")
    assert transcript.text == "I went home at once."
    assert [(one.span.of(transcript.text), one.words, one.author, one.date) for one in transcript.comments] == [
        ("went home", "When?\nWhere?", "Jo S", "2008-09-25"),
        ("once", "Sure?", "AB", ""),
    ]


def test_a_text_box_stands_below_its_paragraph(read_text: Reader) -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard In a box\par}}{\shprslt In a box}}"
    assert (
        read_text(document(rf"\pard One {box}two.\par Three.\par"), "a.rtf").text == "One two.\n\nIn a box\n\nThree."
    )


def row(*cells: str) -> str:
    return r"\trowd\cellx1\cellx2\pard\intbl " + "".join(rf"{cell}\cell " for cell in cells) + r"\row "


def test_a_table_of_speakers_and_words_is_a_transcript(read_text: Reader) -> None:
    table = (
        row("Ann", "How did you hear?")
        + row("Ben", r"Well.\par A card on the board.")
        + row("Ann", "And did you go?")
    )
    body = r"\pard Interview of May\par " + table + row("Ben", "Yes, I went there.") + r"\pard The end.\par"
    assert said(read_text(document(body), "a.rtf")) == [
        (None, "Interview of May"),
        ("Ann", "How did you hear?"),
        ("Ben", "Well.\nA card on the board."),
        ("Ann", "And did you go?"),
        ("Ben", "Yes, I went there."),
        (None, "The end."),
    ]


def test_cells_and_tables_in_cells_are_divided_by_tabs(read_text: Reader) -> None:
    inner = r"x\par{\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}}y"
    assert read_text(document(row("1", "") + row("2", inner)), "a.rtf").text == "1\t\n\n2\tx\na\tb\ny"


def test_numbers_of_lists_are_shown_and_no_part_of_names(read_text: Reader) -> None:
    names = ["Ann", "Ben", "Ann", "Ben"]
    items = "".join(rf"\pard{{\listtext {n}.\tab}}{name}: Words {n}.\par" for n, name in enumerate(names, 1))
    transcript = read_text(document(items), "a.rtf")
    assert transcript.text.startswith("1. Ann: Words 1.\n\n2. Ben")
    assert [turn.speaker for turn in transcript.turns] == names


def test_headings_are_known_by_style_and_outline(read_text: Reader) -> None:
    body = (
        r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s9 Title;}}"
        r"\pard\s9 A talk\par\pard\s1 Part one\par\pard\s0 Ann: Hm.\par\pard\s0 Ben: Yes.\par"
        r"\pard\outlinelevel1 Part two\par\pard Ann: So.\par Ben: No.\par"
    )
    transcript = read_text(document(body), "a.rtf")
    assert transcript.title == "A talk"
    assert said(transcript)[:3] == [(None, "A talk"), (None, "Part one"), ("Ann", "Hm.")]
    assert (None, "Part two") in said(transcript)


def test_a_file_cut_off_keeps_its_words_and_says_so(read_text: Reader) -> None:
    transcript = read_text(document(row("a", r"b{\footnote\chftn  c"))[:-1], "a.rtf")
    assert {"a", "c"} <= set(transcript.text.split())
    assert transcript.warnings == ("The file ends before the document does: is it whole?",)


def test_groups_nested_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 " + b"{" * 1_000_000)
    with pytest.raises(Problem, match="not safe"):
        importers.read(path)


def test_documents_of_far_too_many_groups_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 x" + b"{}" * rtf.MOST_GROUPS)
    with pytest.raises(Problem, match="too large"):
        importers.read(path)


def test_a_brace_too_many_loses_no_words(read_text: Reader) -> None:
    assert read_text(rb"{\rtf1 One}}}\par two}\par three}}", "a.rtf").text == "One\n\ntwo\n\nthree"


def test_what_only_calls_itself_rich_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text("Ann: Hello.")
    with pytest.raises(Problem, match="not rich text"):
        importers.read(path)


_PIECES = [
    *("{", "}", "\\par ", "\\cell ", "\\row ", "\\trowd", "\\intbl ", "\\pard", "word ", "\\'e9", "\\u233?", "\\b "),
    *("{\\footnote ", "{\\*\\annotation ", "{\\shptxt ", "\\chftn ", "\\bin3 ", "\\v ", "{\\*\\ud ", "{\\fonttbl"),
    *("\\f1", "\\fcharset128 ", "\\uc9 ", "{\\info{\\title ", "\\nestrow ", "{\\*\\atrfstart 1}", "\\\\", "\\*"),
]


@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_whatever_stands_in_it_every_word_lies_in_some_turn(pieces: list[str]) -> None:
    (transcript,) = rtf.read(Path("a.rtf"), ("{\\rtf1 " + "".join(pieces)).encode())
    end = 0
    for turn in transcript.turns:
        assert end <= turn.start < turn.end <= len(transcript.text)
        assert not transcript.text[end : turn.start].strip()
        end = turn.end
    assert not transcript.text[end:].strip()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    (transcript,) = rtf.read(Path("a.rtf"), b"{\\rtf1" + data)
    assert transcript.name == "a"


def test_real_documents_give_their_words(real_files: Path) -> None:
    words = {
        "testComment": "Here is some text.",
        "testRTF-ms932": "Hello\n\nこんにちは\n\nTest\n\nテスト",
        "testRTFTableCellSeparation": "a\tb\n\nc\td\n\nä\të\n\nö\tü",
        "testRTFUnicodeGothic": "𐌲𐌿𐍄𐌹𐍃𐌺",
        "testRTFUnicodeUCNControlWordCharacterDoubling": "0 年 abc 念",
        "testRTFWindowsCodepage1250": "zażółć gęślą jaźń\n\nZAŻÓŁĆ GĘŚLĄ JAŹŃ",
    }
    for name, text in words.items():
        (transcript,) = importers.read(real_files / "documents" / "rtf" / f"{name}.rtf")
        assert transcript.text == text
    (comment,) = importers.read(real_files / "documents" / "rtf" / "testComment.rtf")[0].comments
    assert (comment.words, comment.author, comment.start) == ("Here is a comment", "Michael McCandless", 13)


def test_a_word_document_that_is_rich_text_and_its_web_page_agree_turn_by_turn(real_files: Path) -> None:
    folder = real_files / "transcripts" / "unix_oral_history"
    (document,), (page,) = importers.read(folder / "cherry.doc"), importers.read(folder / "cherry.htm")
    assert [turn.speaker for turn in document.turns] == [turn.speaker for turn in page.turns]
    assert [sum(turn.speaker == name for turn in page.turns) for name in ("Cherry", "MSM")] == [68, 67]
    same = [
        one.span.of(document.text).casefold().split()[:3] == other.span.of(page.text).casefold().split()[:3]
        for one, other in zip(document.turns, page.turns, strict=True)
    ]
    assert sum(same) >= len(same) - 5  # the document was edited a little after the page was made
    assert "it is a rich text document" in document.warnings[0]
