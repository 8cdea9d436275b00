"""Word files that are damaged, locked, or made to do harm; and real ones that other programs read short."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.importers import package, word
from qualcode.transcripts.importers.limits import MOST_PARAGRAPHS
from tests.transcripts.conftest import memory_to_read
from tests.transcripts.word_files import (
    closes,
    comment,
    item,
    level,
    noted,
    numbering,
    opens,
    paragraph,
    refers,
    run,
    said,
    table,
    word_file,
    zipped,
)


def problem_of(data: bytes, folder: Path) -> Problem:
    path = folder / "a.docx"
    path.write_bytes(data)
    with pytest.raises(Problem) as caught:
        importers.read(path)
    assert caught.value.remedy
    return caught.value


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
    assert "damaged" in problem_of(zipped({"photo.jpg": "x"}), tmp_path).title


def test_broken_text_inside_is_damage(tmp_path: Path) -> None:
    assert "damaged" in problem_of(word_file("<w:p><w:r>"), tmp_path).title


def test_a_document_that_is_no_text_says_so(tmp_path: Path) -> None:
    parts = {"_rels/.rels": relation("word/theme.xml"), "word/theme.xml": "<theme/>"}
    assert "damaged" in problem_of(zipped(parts), tmp_path).title


def relation(target: str, mode: str = "Internal") -> str:
    inside = f'<Relationship Id="r1" Type="x/officeDocument" Target="{target}" TargetMode="{mode}"/>'
    return f"<Relationships>{inside}</Relationships>"


def test_a_text_that_is_said_to_lie_outside_the_file_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text("<document>secret</document>")
    for target in ("../secret.xml", (tmp_path / "secret.xml").as_uri(), "https://example.org/secret.xml"):
        data = zipped({"_rels/.rels": relation(target, "External"), "word/other.xml": "<x/>"})
        assert "damaged" in problem_of(data, tmp_path).title


def test_an_entity_that_names_a_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    start = f'<!DOCTYPE d [<!ENTITY a SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    assert "not safe" in problem_of(word_file(paragraph(run("&a;")), start=start), tmp_path).title


@pytest.mark.parametrize(
    ("opened", "closed", "depth"),
    [
        ("<w:sdt>", "</w:sdt>", 100_000),
        ("<w:sdt>", "</w:sdt>", 240),
        ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>", 120),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", 80),
        ("<w:tbl><w:tr><w:tc>", "</w:tc><w:tc/></w:tr></w:tbl>", 80),
        ("<w:r><w:ruby>", "</w:ruby></w:r>", 120),
    ],
)
def test_things_inside_things_are_read_or_refused(tmp_path: Path, opened: str, closed: str, depth: int) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_file(opened * depth + said("Well.") + closed * depth))
    if depth > 1000:
        with pytest.raises(Problem, match="damaged"):
            importers.read(path)
    else:
        (transcript,) = importers.read(path)
        assert transcript.text.strip() == "Well."


def test_an_archive_inside_the_file_is_not_unpacked(tmp_path: Path) -> None:
    inner = zipped({"word/document.xml": "x" * 1_000_000})
    path = tmp_path / "a.docx"
    path.write_bytes(word_file(said("Well."), extra={"word/embeddings/inner.docx": inner}))
    assert importers.read(path)[0].text == "Well."


def test_a_text_too_heavy_for_memory_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    heavy = "".join(f'<w:r w:a="{number}"/>' for number in range(package.HEAVIEST // 350))
    assert "too large" in problem_of(word_file(f"<w:p>{heavy}</w:p>"), tmp_path).title


def test_more_paragraphs_than_any_transcript_has_are_refused(tmp_path: Path) -> None:
    assert "too large" in problem_of(word_file("<w:p/>" * (MOST_PARAGRAPHS + 1)), tmp_path).title


def test_the_longest_text_that_is_read_takes_less_than_300_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    pair = "".join(f"<w:p><w:r><w:t>{label}: x</w:t></w:r></w:p>" for label in ("I", "P1"))
    path.write_bytes(word_file(pair * (MOST_PARAGRAPHS // 2)))
    assert memory_to_read(path) < 300_000_000


def _whole() -> bytes:
    body = paragraph(run("I: How?")) + paragraph(opens(0), run("P1: Well."), closes(0), refers("footnote", 1))
    body += item("one") + table(("I", "And?"), ("P1", "No."))
    return word_file(
        body,
        footnotes=noted("footnote", 1, said("A note.")),
        comments=comment(0, "Which?"),
        numbering=numbering(level(0, "%1.")),
    )


_WHOLE = _whole()


@given(st.data())
def test_a_damaged_file_is_read_or_refused_with_a_sentence(data: st.DataObject) -> None:
    damaged = bytearray(_WHOLE)
    for _ in range(data.draw(st.integers(0, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(damaged[: data.draw(st.integers(0, len(damaged)))]) if data.draw(st.booleans()) else bytes(damaged)
    try:
        (transcript,) = word.read(Path("a.docx"), cut)
    except Problem as problem:
        assert problem.title.endswith(".")
    else:
        assert all(turn.end <= len(transcript.text) for turn in transcript.turns)


_NAMES = (
    "p r t tbl tr tc pPr numPr numId ilvl rPr b ins del sdt txbxContent footnoteReference fldChar commentRangeEnd"
)
_ELEMENT = st.sampled_from(_NAMES.split())


@given(
    st.recursive(
        st.just("<w:t>x</w:t>"),
        lambda inner: st.builds(
            lambda name, inside: f'<w:{name} w:id="1" w:val="1" w:fldCharType="begin">{"".join(inside)}</w:{name}>',
            _ELEMENT,
            st.lists(inner, max_size=4),
        ),
        max_leaves=30,
    )
)
def test_elements_where_word_never_puts_them_do_no_harm(body: str) -> None:
    data = word_file(body + said("end"), footnotes=noted("footnote", 1, body), numbering=numbering(level(0, "%1.")))
    (transcript,) = word.read(Path("a.docx"), data)
    assert "end" in transcript.text
    assert all(character >= " " or character in "\n\t" for character in transcript.text)


# Words as Word shows them, counted with LibreOffice's export, and what that leaves out (boxes, notes) by hand.
_REAL = {
    "docx_docx4j/arabic_numbering.docx": (57, 0),
    "docx_mammoth/strict-format.docx": (1, 0),
    "docx_mammoth/text-box.docx": (2, 0),
    "docx_mammoth/utf8-bom.docx": (7, 0),
    "docx_mammoth/tables.docx": (10, 0),
    "docx_poi/58067.docx": (17, 1),
    "docx_poi/60316.docx": (156, 0),
    "docx_poi/60329.docx": (677, 0),
    "docx_poi/ComplexNumberedLists.docx": (66, 0),
    "docx_poi/bug57031.docx": (1840, 0),
    "docx_poi/bug65738.docx": (100, 0),
    "docx_poi/checkboxes.docx": (29, 0),
    "docx_poi/delins.docx": (239, 1),
    "docx_poi/drawing.docx": (7115, 0),
    "docx_poi/stress019.docx": (339, 0),
    "docx_poi/stress023.docx": (4076, 1),
    "docx_pythondocx/blk-paras-and-tables.docx": (20, 0),
}


@pytest.mark.parametrize("name", _REAL)
def test_real_documents_are_read_whole(real_files: Path, name: str) -> None:
    (transcript,) = importers.read(real_files / "documents" / name)
    assert (len(transcript.text.split()), len(transcript.warnings)) == _REAL[name]


def test_real_documents_say_what_is_tracked_and_hidden(real_files: Path) -> None:
    folder = real_files / "documents" / "docx_poi"
    said_of = {name: importers.read(folder / name)[0].warnings for name in ("delins.docx", "bug59058.docx")}
    assert said_of == {
        "delins.docx": ("Tracked changes: 2 deletions left out, 13 insertions kept.",),
        "bug59058.docx": ("5 passages hidden in Word were left out.",),
    }


def test_the_words_of_a_real_text_box_stand_after_the_paragraph_it_hangs_on(real_files: Path) -> None:
    (transcript,) = importers.read(real_files / "documents" / "docx_poi" / "checkboxes.docx")
    places = [transcript.text.index(words) for words in ("Or checked", "within a textbox", "In Table")]
    assert places == sorted(places)


def test_no_real_document_of_facts_has_speakers(real_files: Path) -> None:
    for name in ("bug65649.docx", "bug57031.docx", "stress010.docx", "stress019.docx", "form_footnotes.docx"):
        (transcript,) = importers.read(real_files / "documents" / "docx_poi" / name)
        assert transcript.speakers() == [], name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bug53475-password-is-pass.docx", "password"),
        ("truncated62886.docx", "damaged"),
        ("ExternalEntityInText.docx", "not safe"),
        ("stress025.docx", "damaged"),
        ("zero-length.docx", "no words"),
    ],
)
def test_real_documents_that_cannot_be_read_are_refused_with_a_reason(
    real_files: Path, name: str, words: str
) -> None:
    with pytest.raises(Problem, match=words) as caught:
        importers.read(real_files / "documents" / "docx_poi" / name)
    assert caught.value.remedy
