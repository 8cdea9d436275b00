"""Words that a Word document keeps in parts of their own: files put into it, and diagrams."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qualcode.transcripts import importers
from qualcode.transcripts.importers import word_elsewhere
from tests.transcripts.conftest import Reader
from tests.transcripts.word_files import comment, opens, paragraph, run, said, table, word_file

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def with_parts(body: str, parts: Mapping[str, str | bytes], outside: str = "", **own: str) -> bytes:
    """A Word file whose main part refers to each of `parts` as r1, r2 …, and to the file `outside` as x1."""
    targets = [f'<Relationship Id="r{n}" Type="t/p" Target="{name}"/>' for n, name in enumerate(parts, start=1)]
    if outside:
        targets.append(f'<Relationship Id="x1" Type="t/subDocument" TargetMode="External" Target="{outside}"/>')
    extra: dict[str, str | bytes] = {f"word/{name}": inside for name, inside in parts.items()}
    extra["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_RELATIONS}">{"".join(targets)}</Relationships>'
    return word_file(body, extra=extra, **own)


def chunk(number: int) -> str:
    return f'<w:altChunk w:id="r{number}"/>'


RTF = r"{\rtf1\ansi {\b P1:} The bus\par {\b I:} And then?\par}"
HTML = "<html><body><p><b>P1:</b> The bus</p><p><b>I:</b> And then?</p></body></html>"
PARTS: dict[str, str | bytes] = {
    "chunk.rtf": RTF,
    "chunk.html": HTML,
    "chunk.docx": word_file(paragraph(run("P1:", "<w:b/>"), run(" The bus")) + said("I: And then?")),
    "chunk.txt": "P1: The bus\r\nI: And then?\r\n",
}


@pytest.mark.parametrize("name", PARTS)
def test_a_file_put_into_a_document_is_read_where_it_stands(name: str, read_text: Reader) -> None:
    data = with_parts(said("I: How?") + chunk(1) + said("P1: Late."), {name: PARTS[name]})
    transcript = read_text(data, "a.docx")
    assert [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns] == [
        ("I", "How?"),
        ("P1", "The bus"),
        ("I", "And then?"),
        ("P1", "Late."),
    ]
    assert transcript.warnings == ()


def test_a_document_that_is_made_of_files_alone_is_read(read_text: Reader) -> None:
    inner = with_parts(said("P1: Well.") + chunk(1), {"deep.txt": "I: And?"})
    transcript = read_text(with_parts(chunk(1) + chunk(2), {"a.txt": "I: How?", "b.docx": inner}), "a.docx")
    assert transcript.text == "I: How?\n\nP1: Well.\n\nI: And?"


def test_files_in_files_without_end_are_left_out_and_said(read_text: Reader) -> None:
    inner = word_file(said("The innermost."))
    for number in range(5):
        inner = with_parts(said(f"In {number}.") + chunk(1), {"in.docx": inner})
    transcript = read_text(inner, "a.docx")
    assert transcript.text == "In 4.\n\nIn 3.\n\nIn 2.\n\nIn 1."
    assert transcript.warnings[0].startswith("1 part from other files was not read.")


def test_files_larger_than_a_document_needs_are_left_out_and_said(
    read_text: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.transcripts.importers.word_body.LARGEST", 40)
    assert word_elsewhere.LARGEST > 40
    data = with_parts(chunk(1) + chunk(2), {"a.txt": "I: How do you do this?", "b.txt": "P1: We go there by bus."})
    transcript = read_text(data, "a.docx")
    assert transcript.text == "I: How do you do this?"
    assert transcript.warnings[0].startswith("1 part from other files was not read.")


@pytest.mark.parametrize("inside", [b"PK\x03\x04 broken", b"{\\rtf1" + b"{" * 2000, b"\x00\x01\x02"])
def test_a_file_that_cannot_be_read_costs_only_its_own_words(inside: bytes, read_text: Reader) -> None:
    transcript = read_text(with_parts(said("I: How?") + chunk(1), {"a.docx": inside}), "a.docx")
    assert transcript.text == "I: How?"
    assert transcript.warnings[0].startswith("1 part from other files was not read.")


def test_comments_of_a_file_put_into_a_document_do_not_land_on_words_outside_it(read_text: Reader) -> None:
    inner = word_file(
        paragraph(opens(0), run("Inside."), '<w:commentRangeEnd w:id="0"/>') + table(("a", "b"), ("c", "d")),
        comments=comment(0, "Of the file"),
    )
    transcript = read_text(with_parts(said("Outside.") + chunk(1), {"in.docx": inner}), "a.docx")
    assert transcript.text == "Outside.\n\nInside.\n\na\tb\n\nc\td"
    assert transcript.comments == ()
    assert transcript.warnings == ("1 comment was not read.",)


def test_a_document_outside_the_file_is_said(read_text: Reader) -> None:
    data = with_parts(said("I: How?") + '<w:subDoc w:id="x1"/>', {}, outside="chapter2.docx")
    assert read_text(data, "a.docx").warnings[0].startswith("1 part from other files was not read.")


def point(name: str, words: str = "", kind: str = "node") -> str:
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in words.split("|"))
    return f'<d:pt modelId="{name}" type="{kind}"><d:t>{lines}</d:t></d:pt>'


def under(above: str, below: str, place: int) -> str:
    return f'<d:cxn modelId="c{above}{below}" srcId="{above}" destId="{below}" srcOrd="{place}" destOrd="0"/>'


def diagram(points: str, connections: str) -> str:
    return (
        f'<d:dataModel xmlns:d="urn:d" xmlns:a="urn:a"><d:ptLst>{points}</d:ptLst>'
        f"<d:cxnLst>{connections}</d:cxnLst></d:dataModel>"
    )


_SHOWN = paragraph(run("Before."), '<w:r><w:drawing><x:relIds xmlns:x="d" dm="r1"/></w:drawing></w:r>')


def test_the_words_of_a_diagram_stand_below_its_paragraph_in_their_order(read_text: Reader) -> None:
    points = point("0", kind="doc") + point("2", "Second") + point("1", "First|line") + point("3", "Under first")
    points += point("9", "A step between", kind="sibTrans")
    connections = under("0", "1", 0) + under("0", "2", 1) + under("1", "3", 0)
    data = with_parts(_SHOWN + said("After."), {"data1.xml": diagram(points, connections)})
    transcript = read_text(data, "a.docx")
    assert transcript.text == "Before.\n\nFirst\nline\n\nUnder first\n\nSecond\n\nAfter."
    assert transcript.warnings == ()


def test_a_diagram_that_goes_in_circles_is_read_once(read_text: Reader) -> None:
    points = point("0", kind="doc") + point("1", "One") + point("2", "Two")
    connections = under("0", "1", 0) + under("1", "2", 0) + under("2", "1", 0)
    data = with_parts(_SHOWN, {"data1.xml": diagram(points, connections)})
    assert read_text(data, "a.docx").text == "Before.\n\nOne\n\nTwo"


def test_a_broken_diagram_costs_only_its_own_words(read_text: Reader) -> None:
    transcript = read_text(with_parts(_SHOWN, {"data1.xml": "<d"}), "a.docx")
    assert transcript.text == "Before."
    assert transcript.warnings == ("The words in 1 diagram were not read.",)


def test_a_real_document_made_of_a_web_page_is_read(real_files: Path) -> None:
    (transcript,) = importers.read(real_files / "documents" / "docx_poi" / "stress012.docx")
    assert transcript.text.startswith("Bilaga")
    assert transcript.warnings == ()
