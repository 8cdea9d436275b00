"""Word documents."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.transcript import Transcript
from tests.transcripts.word_files import (
    STRICT,
    TRANSITIONAL,
    noted,
    paragraph,
    refers,
    row,
    run,
    said,
    word_file,
)

Reader = Callable[..., Transcript]


def turns_of(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns]


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def problem_of(data: bytes, folder: Path) -> Problem:
    path = folder / "a.docx"
    path.write_bytes(data)
    with pytest.raises(Problem) as caught:
        importers.read(path)
    assert caught.value.remedy
    return caught.value


def test_an_interview_as_word_writes_it(read_text: Reader) -> None:
    document = docx.Document()
    document.add_heading("Interview with P03", 0)
    document.add_paragraph("A kitchen.")
    for label, words in [
        ("Interviewer", " How?"),
        ("P03", " Well.\nYes."),
        ("Interviewer", " And?"),
        ("P03", " No."),
    ]:
        spoken = document.add_paragraph()
        spoken.add_run(f"{label}:").bold = True
        spoken.add_run(words)
    transcript = read_text(saved(document), "a.docx")
    assert transcript.title == "Interview with P03"
    assert turns_of(transcript) == [
        (None, "Interview with P03"),
        (None, "A kitchen."),
        ("Interviewer", "How?"),
        ("P03", "Well.\nYes."),
        ("Interviewer", "And?"),
        ("P03", "No."),
    ]


def test_a_name_in_bold_needs_no_colon(read_text: Reader) -> None:
    bold = "<w:b/>"
    body = "".join(
        paragraph(run(name, bold)) + paragraph(run(words))
        for name, words in [("Ann Lee", "How?"), ("Ben", "Well."), ("Ann Lee", "And?"), ("Ben", "I said no.")]
    )
    assert turns_of(read_text(word_file(body), "a.docx"))[:2] == [("Ann Lee", "How?"), ("Ben", "Well.")]
    body = "".join(
        paragraph(run(name + " ", bold), run(words))
        for name, words in [("Ann", "How?"), ("Ben", "Well."), ("Ann", "And?"), ("Ben", "No.")]
    )
    assert turns_of(read_text(word_file(body), "a.docx"))[:2] == [("Ann", "How?"), ("Ben", "Well.")]


def test_bold_words_in_an_answer_are_no_speakers(read_text: Reader) -> None:
    never = run("Never", "<w:b/>") + run(" would I go.")
    body = paragraph(run("I: How?")) + paragraph(run("P1: Well.")) + paragraph(never) + paragraph(run("I: And?"))
    transcript = read_text(word_file(body + paragraph(run("P1: No."))), "a.docx")
    assert transcript.speakers() == ["I", "P1"]


def test_a_name_may_be_bold_by_its_style(read_text: Reader) -> None:
    styles = '<w:style w:styleId="Label"><w:name w:val="Label"/><w:rPr><w:b/></w:rPr></w:style>'
    styles += '<w:style w:styleId="Who"><w:name w:val="Who"/><w:basedOn w:val="Label"/></w:style>'
    pairs: list[tuple[str | None, str]] = [("Ann", "How?"), ("Ben", "Well."), ("Ann", "And?"), ("Ben", "No.")]
    body = "".join(paragraph(run(str(name), '<w:rStyle w:val="Who"/>'), run(f" {words}")) for name, words in pairs)
    assert turns_of(read_text(word_file(body, styles=styles), "a.docx")) == pairs
    whole = '<w:pStyle w:val="Who"/>'
    body = "".join(paragraph(run(str(name)), properties=whole) + said(words) for name, words in pairs)
    assert turns_of(read_text(word_file(body, styles=styles), "a.docx")) == pairs


def changed(how: str, words: str) -> str:
    """A run in a tracked change."""
    inside = run(words).replace("w:t", "w:delText") if how == "del" else run(words)
    return f"<w:{how}>{inside}</w:{how}>"


def test_insertions_are_kept_and_deletions_left_out(read_text: Reader) -> None:
    body = paragraph(
        run("I "),
        changed("del", "never"),
        changed("ins", "often"),
        changed("del", "ever"),
        changed("moveFrom", " gone"),
        run(" went"),
        changed("moveTo", " home"),
        "<w:ins></w:ins>",
    )
    transcript = read_text(word_file(body), "a.docx")
    assert transcript.text == "I often went home"
    assert transcript.warnings == ("Tracked changes: 2 deletions left out, 1 insertion kept, 1 move made.",)


def test_rows_that_were_deleted_are_left_out_and_inserted_ones_kept(read_text: Reader) -> None:
    rows = row(("a", "b")) + row(("c", "d"), "<w:del/>") + row(("e", "f"), "<w:ins/>")
    transcript = read_text(word_file(f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    assert transcript.text == "a\tb\n\ne\tf"
    assert transcript.warnings == ("Tracked changes: 1 deletion left out, 1 insertion kept.",)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(read_text: Reader) -> None:
    gone = '<w:pStyle w:val="Title"/><w:rPr><w:del/></w:rPr>'
    body = paragraph(run("I went "), properties=gone) + paragraph(run("home."))
    transcript = read_text(word_file(body), "a.docx")
    assert transcript.text == "I went home."
    assert transcript.title is None


def test_no_word_of_a_control_link_formula_or_box_is_lost(read_text: Reader) -> None:
    box = f"<w:txbxContent>{paragraph(run('box'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent>"
    )
    link = f"<w:hyperlink>{run('link')}</w:hyperlink>"
    body = (
        f"<w:sdt><w:sdtContent>{paragraph(run('control'))}</w:sdtContent></w:sdt>"
        + paragraph(f"<w:r>{both}</w:r>", link, "<w:r><w:tab/></w:r>", run("x"))
        + paragraph(f"<w:smartTag>{run('tag')}</w:smartTag>", "<w:r><w:br/></w:r>", run("hidden", "<w:vanish/>"))
        + paragraph("<m:oMath><m:r><m:t>1+1</m:t></m:r></m:oMath>", "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>")
        + paragraph('<w:r><w:pict><v:textpath string="art"/></w:pict></w:r>')
    )
    transcript = read_text(word_file(body), "a.docx")
    assert transcript.text.split() == ["control", "link", "x", "box", "tag", "1+1\N{NON-BREAKING HYPHEN}", "art"]
    assert transcript.warnings == ("1 passage hidden in Word was left out.",)


def field(instruction: str, result: str) -> str:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}{instruction}{separate}{result}{end}"


def test_a_field_shows_its_result_and_not_its_instruction(read_text: Reader) -> None:
    asked = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    inner = field(asked, run("1"))
    body = paragraph(run("Page "), field(asked, run("7")), run(" of "), f"<w:fldSimple>{run('9')}</w:fldSimple>")
    body += paragraph(field(f"<w:r><w:instrText>IF</w:instrText></w:r>{inner}", field(asked, run("yes"))), run("."))
    assert read_text(word_file(body), "a.docx").text == "Page 7 of 9\n\nyes."


def test_a_field_that_never_ends_swallows_nothing(read_text: Reader) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    link = field("<w:r><w:instrText>HYPERLINK</w:instrText></w:r>", run("link"))
    body = paragraph(begin, run("one")) + paragraph(link) + said("two")
    assert read_text(word_file(body), "a.docx").text == "one\n\nlink\n\ntwo"


def test_boxes_and_lists_of_a_form_show_what_was_chosen(read_text: Reader) -> None:
    def form(inside: str) -> str:
        begin = f'<w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar>'
        return f'<w:r>{begin}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    ticked = form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
    empty = form('<w:checkBox><w:default w:val="0"/></w:checkBox>')
    entries = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in ("never", "often"))
    chosen = form(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')
    body = paragraph(ticked, run(" yes "), empty, run(" no "), chosen)
    assert read_text(word_file(body), "a.docx").text == "☒ yes ☐ no often"


def test_of_ruby_the_words_are_kept_and_the_reading_left_out(read_text: Reader) -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('とう')}</w:rt><w:rubyBase>{run('東')}</w:rubyBase></w:ruby></w:r>"
    assert read_text(word_file(paragraph(ruby, run("京"))), "a.docx").text == "東京"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", "F0FC", "✓"),
        ("Symbol", "F061", "α"),
        ("Wingdings", "F001", "•"),
        ("Arial", "263A", "☺"),
        ("Arial", "D800", "•"),
        ("Arial", "no number", ""),
    ],
)
def test_symbols_are_shown_by_their_like(read_text: Reader, font: str, code: str, shown: str) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    assert read_text(word_file(paragraph(run("a"), sign)), "a.docx").text == f"a{shown}"


def test_marks_of_direction_and_line_ends_of_the_file_are_not_shown(read_text: Reader) -> None:
    body = paragraph(run("\u200eلجنة\u202c  على\n سلام"))
    assert read_text(word_file(body), "a.docx").text == "لجنة  على  سلام"


def test_parts_from_other_files_are_counted(read_text: Reader, tmp_path: Path) -> None:
    chunk = '<w:altChunk w:id="r9"/>'
    (warning,) = read_text(word_file(said("Well.") + chunk + chunk), "a.docx").warnings
    assert warning.startswith("2 parts from other files were not read.")
    (tmp_path / "b.docx").write_bytes(word_file(chunk))
    with pytest.raises(Problem, match="only holds other files"):
        importers.read(tmp_path / "b.docx")


def test_diagrams_and_charts_are_counted(read_text: Reader) -> None:
    diagram, chart = '<x:relIds xmlns:x="d"/>', '<x:chart xmlns:x="c"/>'
    inside = f"<mc:Choice>{diagram}</mc:Choice><mc:Fallback><w:pict/></mc:Fallback>"
    choice = f"<w:r><mc:AlternateContent>{inside}</mc:AlternateContent></w:r>"
    body = paragraph(run("Well."), choice, f"<w:r><w:drawing>{chart}</w:drawing></w:r>")
    warnings = read_text(word_file(body), "a.docx").warnings
    assert warnings == ("The words in 1 diagram and 1 chart were not read.",)


def test_a_heading_in_another_language_is_known_by_its_styles_name(read_text: Reader) -> None:
    styles = '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    styles += '<w:style w:styleId="Mein"><w:name w:val="Mein"/><w:basedOn w:val="berschrift1"/></w:style>'
    for style in ("berschrift1", "Mein"):
        heading = paragraph(run("Ann: a life"), properties=f'<w:pStyle w:val="{style}"/>')
        body = heading + "".join(paragraph(run(f"{name}: Yes.")) for name in ("Ann", "Ben", "Ann", "Ben"))
        assert turns_of(read_text(word_file(body, styles=styles), "a.docx"))[0] == (None, "Ann: a life")


@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "here/text.xml"])
@pytest.mark.parametrize("namespace", [TRANSITIONAL, STRICT])
@pytest.mark.parametrize("name", ["a.docx", "a.docm", "a.dotx"])
def test_every_dialect_and_name_of_a_word_file_is_read(
    read_text: Reader,
    main: str,
    namespace: str,
    name: str,
) -> None:
    body = paragraph(run("Well."), refers("footnote", 1))
    notes = noted("footnote", 1, said("A note."))
    data = word_file(body, namespace=namespace, main=main, footnotes=notes, start="\ufeff")
    assert read_text(data, name).text == "Well.[1]\n\nFootnotes\n\n[1] A note."
