"""Drafts read: the words that will be printed, whatever they are broken into."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.essays.drafts import read_draft
from qualcode.essays.drafts.draft import Draft, SetApart, Where
from qualcode.problem import Problem
from tests.essays.word_drafts import box, deleted, inserted, paragraph, run, runs, sign, table, word_draft

WORDS = "She said “I sleep now, I do” and laughed."


def draft_of(folder: Path, data: bytes | str, name: str = "essay.docx") -> Draft:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return read_draft(path)


def shown(draft: Draft) -> list[tuple[str, str]]:
    return [(draft.place(number), one.words) for number, one in enumerate(draft.paragraphs)]


@given(lengths=st.lists(st.integers(0, 12), max_size=20))
def test_words_are_one_paragraph_however_they_are_broken_into_runs(
    tmp_path_factory: pytest.TempPathFactory, lengths: list[int]
) -> None:
    draft = draft_of(tmp_path_factory.mktemp("draft"), word_draft(paragraph(runs(WORDS, lengths))))
    assert [one.words for one in draft.paragraphs] == [WORDS]


def test_deleted_words_are_not_in_the_draft_and_inserted_ones_are(tmp_path: Path) -> None:
    data = word_draft(paragraph(run("I sleep ") + deleted("badly") + inserted("well") + run(" now.")))
    assert shown(draft_of(tmp_path, data)) == [("paragraph 1", "I sleep well now.")]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    gone = '<w:rPr><w:del w:id="9" w:author="A"/></w:rPr>'
    data = word_draft(paragraph(run("I sleep "), properties=gone), paragraph(run("now.")), paragraph(run("And you?")))
    assert [one.words for one in draft_of(tmp_path, data).paragraphs] == ["I sleep now.", "And you?"]


def test_tables_notes_and_text_boxes_are_read_and_told_apart(tmp_path: Path) -> None:
    data = word_draft(
        paragraph(run("Before") + sign(2) + box(run("In a box"))),
        table(run("Left"), run("Right") + sign(1)),
        notes=[run("First in the file"), run("First in the text")],
    )
    draft = draft_of(tmp_path, data)
    assert shown(draft) == [
        ("paragraph 1", "Before"),
        ("paragraph 2 (text box)", "In a box"),
        ("paragraph 3 (table)", "Left"),
        ("paragraph 4 (table)", "Right"),
        ("footnote 1", "First in the text"),
        ("footnote 2", "First in the file"),
    ]
    assert [one.where for one in draft.paragraphs[-2:]] == [Where.FOOTNOTE, Where.FOOTNOTE]


def test_a_style_for_quotations_and_those_built_on_it_set_a_paragraph_apart(tmp_path: Path) -> None:
    indented = '<w:ind w:left="720" w:right="720"/>'
    data = word_draft(
        paragraph(run("Going in"), style="Heading1"),
        paragraph(run("One"), style="Zitat1"),
        paragraph(run("Two"), style="Own"),
        paragraph(run("Three"), properties=indented),
        paragraph(run("Four"), properties=f'<w:numPr><w:numId w:val="1"/></w:numPr>{indented}'),
    )
    draft = draft_of(tmp_path, data)
    assert [one.set_apart for one in draft.paragraphs] == [
        SetApart.NOT,
        SetApart.QUOTATION,
        SetApart.QUOTATION,
        SetApart.INDENTED,
        SetApart.NOT,
    ]
    assert draft.heading_above(3) == "Going in"


def test_a_soft_hyphen_breaks_no_word(tmp_path: Path) -> None:
    assert draft_of(tmp_path, word_draft(paragraph(run("every\u00adbody")))).paragraphs[0].words == "everybody"


def test_markdown_is_read_as_a_reader_sees_it(tmp_path: Path) -> None:
    blocks = (
        "# Going in",
        "She *said* so.[^1]",
        "> I sleep now.\n> I do.",
        "| a | b |\n|---|---|\n| c |  |",
        "[^1]: A note.",
    )
    text = "\n\n".join(blocks)
    draft = draft_of(tmp_path, text, "essay.md")
    assert shown(draft) == [
        ("paragraph 1", "Going in"),
        ("paragraph 2", "She said so."),
        ("paragraph 3", "I sleep now.\nI do."),
        ("paragraph 4 (table)", "a"),
        ("paragraph 5 (table)", "b"),
        ("paragraph 6 (table)", "c"),
        ("footnote 1", "A note."),
    ]
    assert [one.set_apart for one in draft.paragraphs[1:3]] == [SetApart.NOT, SetApart.QUOTATION]


def test_plain_text_has_a_paragraph_between_empty_lines_and_quotations_that_are_indented(tmp_path: Path) -> None:
    text = "She said\nso.\n\n    I sleep now.\n    I do.\n\n> I sleep.\n"
    draft = draft_of(tmp_path, text, "essay.txt")
    assert [one.set_apart for one in draft.paragraphs] == [SetApart.NOT, SetApart.INDENTED, SetApart.QUOTATION]
    assert draft.paragraphs[2].words.strip() == "I sleep."


def odt_draft(body: str) -> bytes:
    """An OpenDocument text with a body."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>"
            '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return content.getvalue()


def test_an_opendocument_text_is_read_with_its_notes_and_without_what_was_deleted(tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
    )
    data = odt_draft(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        f"<text:h>Going in</text:h><text:p>She <text:span>sa</text:span>id  so.{note}</text:p>"
        '<text:p text:style-name="P1">I sleep<text:line-break/>now.</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>cell</text:p></table:table-cell></table:table-row>"
        "</table:table>"
    )
    draft = draft_of(tmp_path, data, "essay.odt")
    assert shown(draft) == [
        ("paragraph 1", "Going in"),
        ("paragraph 2", "She said so."),
        ("paragraph 3", "I sleep\nnow."),
        ("paragraph 4 (table)", "cell"),
        ("footnote 1", "A note."),
    ]
    assert draft.paragraphs[2].set_apart is SetApart.QUOTATION
    assert draft.heading_above(3) == "Going in"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("essay.docx", b"PK\x03\x04 broken", "damaged"),
        ("essay.docx", b"{\\rtf1 hello}", "rich text"),
        ("essay.odt", b"no such thing", "damaged"),
        ("essay.pdf", b"%PDF-1.4", "format"),
        ("essay.txt", b"", "empty"),
        ("essay.txt", b" \n ", "no words"),
        ("study.qualcode", b"x", "belongs to a study"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(Problem) as raised:
        draft_of(tmp_path, data, name)
    assert said in str(raised.value)
    assert raised.value.remedy


def test_a_draft_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no file"):
        read_draft(tmp_path / "none.docx")
