"""Word documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.importers import package
from qualcode.transcripts.transcript import Transcript

Reader = Callable[..., Transcript]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)


def word_file(body: str, *, start: str = "", extra: dict[str, str] | None = None) -> bytes:
    """The bytes of a Word file with that body."""
    namespaces = (
        f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
    )
    parts = {
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f"{start}<w:document {namespaces}><w:body>{body}</w:body></w:document>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | (extra or {})).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
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
    assert said(transcript) == [
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
    assert said(read_text(word_file(body), "a.docx"))[:2] == [("Ann Lee", "How?"), ("Ben", "Well.")]
    body = "".join(
        paragraph(run(name + " ", bold), run(words))
        for name, words in [("Ann", "How?"), ("Ben", "Well."), ("Ann", "And?"), ("Ben", "No.")]
    )
    assert said(read_text(word_file(body), "a.docx"))[:2] == [("Ann", "How?"), ("Ben", "Well.")]


def test_bold_words_in_an_answer_are_no_speakers(read_text: Reader) -> None:
    never = run("Never", "<w:b/>") + run(" would I go.")
    body = paragraph(run("I: How?")) + paragraph(run("P1: Well.")) + paragraph(never) + paragraph(run("I: And?"))
    transcript = read_text(word_file(body + paragraph(run("P1: No."))), "a.docx")
    assert transcript.speakers() == ["I", "P1"]


def test_a_table_of_speakers_and_words_is_read_row_by_row(read_text: Reader) -> None:
    document = docx.Document()
    rows = [("Interviewer", "How?"), ("P03", "Well."), ("Interviewer", "And?"), ("P03", "No.")]
    table = document.add_table(rows=0, cols=2)
    for label, words in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, words
    assert said(read_text(saved(document), "a.docx")) == rows


def test_insertions_are_kept_and_deletions_left_out(read_text: Reader) -> None:
    body = paragraph(
        run("I "),
        f"<w:del>{run('never').replace('w:t', 'w:delText')}</w:del>",
        f"<w:ins>{run('often')}</w:ins>",
        f"<w:moveFrom>{run(' gone')}</w:moveFrom>",
        run(" went."),
    )
    transcript = read_text(word_file(body), "a.docx")
    assert transcript.text == "I often went."
    assert "tracked changes" in transcript.warnings[0]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(read_text: Reader) -> None:
    body = paragraph(run("I went "), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("home."))
    assert read_text(word_file(body), "a.docx").text == "I went home."


def test_no_word_of_a_control_link_field_or_box_is_lost(read_text: Reader) -> None:
    box = f"<w:txbxContent>{paragraph(run('box'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent>"
    )
    body = (
        f"<w:sdt><w:sdtContent>{paragraph(run('control'))}</w:sdtContent></w:sdt>"
        + paragraph(f"<w:hyperlink>{run('link')}</w:hyperlink>", "<w:r><w:tab/></w:r>", f"<w:r>{both}</w:r>")
        + paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r>", f"<w:fldSimple>{run('7')}</w:fldSimple>")
        + paragraph(f"<w:smartTag>{run('tag')}</w:smartTag>", "<w:r><w:br/></w:r>", run("hidden", "<w:vanish/>"))
        + "<w:tbl><w:tr><w:tc>"
        + paragraph(run("cell"))
        + "</w:tc><w:tc><w:tbl><w:tr><w:tc>"
        + paragraph(run("inner"))
        + "</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
    )
    transcript = read_text(word_file(body), "a.docx")
    assert transcript.text.split() == ["control", "link", "7", "tag", "cell", "inner", "box"]
    assert "hidden" in transcript.warnings[0]


def test_notes_that_are_not_read_are_counted(read_text: Reader) -> None:
    body = paragraph(run("Well."), "<w:r><w:footnoteReference/></w:r>", "<w:r><w:commentReference/></w:r>")
    assert read_text(word_file(body), "a.docx").warnings == (
        "1 footnote was not read.",
        "1 comment was not read.",
    )


def test_a_heading_in_another_language_is_known_by_its_styles_name(read_text: Reader) -> None:
    style = '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    styles = f'<w:styles xmlns:w="{_W}">{style}</w:styles>'
    relation = '<Relationships><Relationship Type="x/styles" Target="styles.xml"/></Relationships>'
    extra = {"word/styles.xml": styles, "word/_rels/document.xml.rels": relation}
    heading = paragraph(run("Ann: a life"), properties='<w:pStyle w:val="berschrift1"/>')
    body = heading + "".join(paragraph(run(f"{name}: Yes.")) for name in ("Ann", "Ben", "Ann", "Ben"))
    assert said(read_text(word_file(body, extra=extra), "a.docx"))[0] == (None, "Ann: a life")


def test_a_document_with_a_password_says_so(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    assert "password" in problem_of(ole + "EncryptedPackage".encode("utf-16-le"), tmp_path).title
    assert "old Word document" in problem_of(ole, tmp_path).title


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    data = word_file(paragraph(run("&b;")), start=bomb)
    assert "not safe" in problem_of(data, tmp_path).title


@pytest.mark.parametrize("name", ["../evil.xml", "/evil.xml", "word/../../evil.xml", "C:/evil.xml", "..\\evil.xml"])
def test_a_part_that_would_land_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    assert "not safe" in problem_of(word_file(paragraph(run("x")), extra={name: "x"}), tmp_path).title


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    data = word_file(paragraph(run("a" * 20_000_000)))
    assert len(data) < 100_000
    assert "not safe" in problem_of(data, tmp_path).title


def test_a_part_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    data = word_file(paragraph(run("word " * 1000)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    small = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert small != data
    assert problem_of(small, tmp_path).title


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    extra = {f"word/part{number}.xml": "" for number in range(package.MOST_ENTRIES)}
    assert "not safe" in problem_of(word_file(paragraph(run("x")), extra=extra), tmp_path).title


def test_a_zip_that_is_no_document_says_so(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("photo.jpg", "x")
    assert "damaged" in problem_of(buffer.getvalue(), tmp_path).title


def test_broken_text_inside_is_damage(tmp_path: Path) -> None:
    assert "damaged" in problem_of(word_file("<w:p><w:r>"), tmp_path).title


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("docx_mammoth/strict-format.docx", "Test"),
        ("docx_poi/delins.docx", ""),
        ("docx_mammoth/text-box.docx", ""),
        ("docx_poi/60316.docx", ""),
    ],
)
def test_real_documents_that_python_docx_reads_short_are_read_whole(real_files: Path, name: str, word: str) -> None:
    path = real_files / "documents" / name
    (transcript,) = importers.read(path)
    expected = {"strict-format.docx": 1, "delins.docx": 223, "text-box.docx": 2, "60316.docx": 149}[path.name]
    assert len(transcript.text.split()) >= expected
    assert word in transcript.text
