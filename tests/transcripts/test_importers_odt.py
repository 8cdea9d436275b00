"""OpenDocument texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.importers import odt
from qualcode.transcripts.transcript import Transcript

Reader = Callable[..., Transcript]

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style")),
        *(("fo", "xsl-fo-compatible"), ("manifest", "manifest")),
    ]
)
_NAMES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
_BOLD = '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'


def flat(body: str, styles: str = _BOLD, start: str = "") -> str:
    """A flat OpenDocument text with that body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{start}<office:document {_NAMES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def p(*inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{"".join(inside)}</text:p>'


def span(words: str, style: str = "B") -> str:
    return f'<text:span text:style-name="{style}">{words}</text:span>'


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns]


def problem_of(data: bytes | str, folder: Path, name: str = "a.odt") -> Problem:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(Problem) as caught:
        importers.read(path)
    assert caught.value.remedy
    return caught.value


def test_names_in_bold_are_speakers(read_text: Reader) -> None:
    body = p(span("Ann"), " How did you hear?") + p(span("Ben"), " Well.<text:line-break/>A card.")
    body += p(span("Ann"), " And?") + p(span("Ben"), " Yes.")
    for transcript in (
        read_text(flat(body), "a.fodt"),
        read_text(zipped({"content.xml": flat(body)}), "a.odt"),
        read_text(zipped({"content.xml": flat(body)}), "a.ott"),
    ):
        assert said(transcript) == [
            ("Ann", "How did you hear?"),
            ("Ben", "Well.\nA card."),
            ("Ann", "And?"),
            ("Ben", "Yes."),
        ]


def test_styles_are_looked_up_in_both_parts_and_in_their_parents(read_text: Reader) -> None:
    styles = _BOLD.replace('"B"', '"Strong"') + '<style:style style:name="Title" style:family="paragraph"/>'
    own = '<style:style style:name="T1" style:family="text" style:parent-style-name="Strong"/>'
    own += '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    body = p("A talk", style="P1")
    body += "".join(p(span(name, "T1"), f" Words {number}.") for number, name in enumerate(["Ann", "Ben"] * 2))
    transcript = read_text(zipped({"content.xml": flat(body, own), "styles.xml": flat("", styles)}), "a.odt")
    assert transcript.title == "A talk"
    assert transcript.speakers() == ["Ann", "Ben"]


def test_white_space_is_as_it_is_shown(read_text: Reader) -> None:
    body = p("\n  One\n  ", span("  two"), '<text:s text:c="3"/>', " three<text:tab/>four so\u00adft ")
    assert read_text(flat(body), "a.fodt").text == "One two    three\tfour soft"


def test_what_was_deleted_or_hidden_is_left_out_and_said(read_text: Reader) -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>never </text:p>'
        '</text:deletion></text:changed-region><text:changed-region text:id="c2"><text:insertion/>'
        '</text:changed-region><text:changed-region text:id="c3"><text:deletion/></text:changed-region>'
        "</text:tracked-changes>"
    )
    styles = (
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    body = changes + p(
        'I <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>often '
        '<text:change-end text:change-id="c2"/>went <text:change-start text:change-id="c3"/>away',
    )
    body += p('too<text:change-end text:change-id="c3"/>', span("secret", "H"), "home.")
    body += f'<text:section text:display="none">{p("Hidden")}</text:section>'
    transcript = read_text(flat(body, styles), "a.fodt")
    assert transcript.text.split() == ["I", "often", "went", "home."]
    assert transcript.warnings == (
        "Tracked changes: 2 deletions left out, 1 insertion kept.",
        "2 hidden passages were left out.",
    )


def test_notes_are_marked_and_stand_at_the_end_spoken_by_nobody(read_text: Reader) -> None:
    def note(kind: str, words: str, label: str = "") -> str:
        return (
            f'<text:note text:note-class="{kind}"><text:note-citation{label}>1</text:note-citation>'
            f"<text:note-body>{p(words)}</text:note-body></text:note>"
        )

    own = note("footnote", "starred", ' text:label="*"')
    body = p("Ann: There", note("footnote", "Ben: a hall"), ".") + p("Ben: Yes", note("endnote", "last"), own, ".")
    transcript = read_text(flat(body + p("Ann: And?") + p("Ben: No.")), "a.fodt")
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


def test_comments_are_on_their_words_across_paragraphs_and_cells(read_text: Reader) -> None:
    def comment(words: str, name: str = "") -> str:
        facts = "<dc:creator>Jo</dc:creator><dc:date>2024-05-01T10:00:00</dc:date>"
        return f'<office:annotation office:name="{name}">{facts}{p(words)}{p("Why?")}</office:annotation>'

    end = '<office:annotation-end office:name="{}"/>'
    cells = f"<table:table-cell>{p('left')}</table:table-cell><table:table-cell>{p(comment('Cell', 'b'), 'right')}"
    cells += f"{p('side' + end.format('b'))}</table:table-cell>"
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    body = (
        p("I ", comment("Two", "a"), "went") + p("home", end.format("a"), " at once", comment("Point"), ".") + table
    )
    transcript = read_text(flat(body), "a.fodt")
    assert [(one.span.of(transcript.text), one.words) for one in transcript.comments] == [
        ("went\n\nhome", "Two\nWhy?"),
        ("once", "Point\nWhy?"),
        ("right\nside", "Cell\nWhy?"),
    ]
    assert {(one.author, one.date) for one in transcript.comments} == {("Jo", "2024-05-01")}


def test_lists_show_their_numbers_which_are_no_part_of_names(read_text: Reader) -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" '
        'style:num-suffix=")" text:display-levels="2"/></text:list-style><text:list-style style:name="M">'
        '<text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>'
    )

    def items(*inside: str, more: str = "") -> str:
        rows = "".join(f"<text:list-item>{one}</text:list-item>" for one in inside)
        return f"<text:list {more}>{rows}</text:list>"

    nested = p("Ann: So.") + items(p("x"), p("y") + p("z"))
    body = items(p("Ann: How?"), p("Ben: Well."), nested, more='text:style-name="L"') + p("Aside.")
    body += items(p("Ben: Hm."), more='text:style-name="L" text:continue-numbering="true"')
    body += items(p("bullet"), more='text:style-name="M"') + items(p("anew"), more='text:style-name="L"')
    transcript = read_text(flat(body, styles), "a.fodt")
    assert transcript.text.split("\n\n") == [
        *("1. Ann: How?", "2. Ben: Well.", "3. Ann: So.", "3.a) x", "3.b) y", "z", "Aside.", "4. Ben: Hm."),
        *("• bullet", "1. anew"),
    ]
    assert [turn.speaker for turn in transcript.turns][:3] == ["Ann", "Ben", "Ann"]


def test_a_table_of_speakers_and_words_is_a_transcript(read_text: Reader) -> None:
    rows = [("Ann", "How did you hear of it?"), ("Ben", "Well, there was a card."), ("Ann", "And you went?")]
    rows.append(("Ben", "Yes, I went there at once."))
    cells = [
        "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in row)
        for row in (("Speaker", "Words"), *rows)
    ]
    head, *others = [f"<table:table-row>{row}</table:table-row>" for row in cells]
    table = f"<table:table><table:table-header-rows>{head}</table:table-header-rows>{''.join(others)}</table:table>"
    transcript = read_text(flat(p("May") + table + p("End")), "a.fodt")
    assert said(transcript) == [(None, "May"), (None, "Speaker\tWords"), *rows, (None, "End")]


def test_merged_and_repeated_cells_keep_their_columns(read_text: Reader) -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{p(words) if words else ''}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = [
        cell("wide", 'table:number-columns-spanned="2"') + covered + cell("c"),
        cell("tall", 'table:number-rows-spanned="2"') + cell("b") + cell("c"),
        covered + cell("", 'table:number-columns-repeated="2"'),
        covered + cell("b") + cell("", 'table:number-columns-repeated="1000000000"'),
    ]
    table = "".join(f'<table:table-row table:number-rows-repeated="1000000">{row}</table:table-row>' for row in rows)
    text = read_text(flat(f"<table:table>{table}</table:table>"), "a.fodt").text
    assert [row.rstrip("\t") for row in text.split("\n\n")] == ["wide\tc", "tall\tb\tc", "\tb"]


def test_boxes_stand_below_their_paragraph_and_pictures_nowhere(read_text: Reader) -> None:
    box = f"<draw:frame><draw:text-box>{p('In a box')}</draw:text-box></draw:frame>"
    shape = f"<draw:custom-shape>{p('In a shape')}</draw:custom-shape>"
    picture = "<draw:frame><draw:image><office:binary-data>AAAA</office:binary-data></draw:image></draw:frame>"
    body = p("One ", box, shape, picture, "two.") + p("Three.")
    assert read_text(flat(body), "a.fodt").text == "One two.\n\nIn a box\n\nIn a shape\n\nThree."


def test_fields_links_and_ruby_keep_what_is_shown(read_text: Reader) -> None:
    ruby = "<text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>かんじ</text:ruby-text></text:ruby>"
    body = "<office:scripts><office:script>x()</office:script></office:scripts>"
    body += p("<text:a>link</text:a> <text:page-number>7</text:page-number> ", ruby, "<text:bookmark/>")
    body += '<text:h text:outline-level="1">Part</text:h>'
    transcript = read_text(flat(body), "a.fodt")
    assert transcript.text == "link 7 漢字\n\nPart"


def test_a_password_is_named(tmp_path: Path) -> None:
    manifest = (
        f'<manifest:manifest {_NAMES}><manifest:file-entry manifest:full-path="content.xml">'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    data = zipped({"META-INF/manifest.xml": manifest, "content.xml": b"\xcb\x00\x12"})
    assert "password" in problem_of(data, tmp_path).title


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    sheet = flat("").replace("office:text", "office:spreadsheet")
    whole = zipped({"content.xml": flat(p("words " * 500))})
    for data, title in [
        (b"This is not a zip file!", "damaged"),
        (b"PK\x03\x04 nor is this", "damaged"),
        (whole[: len(whole) // 2], "damaged"),
        (zipped({"content.xml": "<office"}), "damaged"),
        (zipped({"other.xml": flat("")}), "not an OpenDocument text"),
        (zipped({"content.xml": sheet}), "holds no text"),
    ]:
        assert title in problem_of(data, tmp_path).title
        assert "Word document" not in problem_of(data, tmp_path).title


def test_files_made_to_harm_are_refused(tmp_path: Path) -> None:
    lies = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<!DOCTYPE x [<!ENTITY b0 "ha">{lies}]>'
    outside = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    (tmp_path / "secret").write_text("never read")
    files: list[tuple[bytes | str, str]] = [
        (flat(p("&b11;"), start=laughs), "a.fodt"),
        (flat(p("&x;"), start=outside), "a.fodt"),
        (zipped({"content.xml": flat(p("&x;"), start=outside)}), "a.odt"),
        (flat("<text:section>" * 100_000), "a.fodt"),
        (flat("<text:section>" * 5_000 + p("x") + "</text:section>" * 5_000), "a.fodt"),
        (zipped({"content.xml": b" " * 60_000_000}), "a.odt"),
        (zipped({"content.xml": flat(p("x")), "../../evil": "x"}), "a.odt"),
    ]
    for data, name in files:
        problem = problem_of(data, tmp_path, name)
        assert "not safe" in problem.title or "damaged" in problem.title
        assert "never read" not in f"{problem.title}{problem.detail}"


_PIECES = st.sampled_from(
    [
        *(
            p("Ann: word"),
            p("word", "<text:tab/>", span("word")),
            p(),
            '<text:h text:outline-level="2">word</text:h>',
        ),
        f"<text:list><text:list-item>{p('word')}</text:list-item></text:list>",
        f"<table:table><table:table-row><table:table-cell>{p('word')}</table:table-cell></table:table-row></table:table>",
        p(f"<text:note><text:note-body>{p('word')}</text:note-body></text:note>"),
        p(f"word<draw:frame><draw:text-box>{p('word')}</draw:text-box></draw:frame>"),
    ],
)


@given(st.lists(_PIECES, max_size=12))
def test_every_word_is_read_once_and_lies_in_some_turn(pieces: list[str]) -> None:
    body = "".join(pieces)
    (transcript,) = odt.read(Path("a.fodt"), flat(body).encode())
    assert transcript.text.count("word") == body.count("word")
    end = 0
    for turn in transcript.turns:
        assert end <= turn.start < turn.end <= len(transcript.text)
        assert transcript.text[end : turn.start].strip() in ("", "Ann:")
        end = turn.end
    assert not transcript.text[end:].strip()


def test_real_documents_give_their_words(real_files: Path, tmp_path: Path) -> None:
    folder = real_files / "documents" / "odt"
    (first,) = importers.read(folder / "LibreOfficeWriter_odt_1.3.odt")
    assert first.text == "This is an example document"
    (second,) = importers.read(folder / "testOpenOffice2.odt")
    assert (len(second.text.split()), second.text.split()[-1]) == (14, "Mac.")
    (macro,) = importers.read(folder / "testODTMacro.fodt")
    assert macro.text.split()[:3] == ["Hello", "dear", "user,"]
    assert "Sub" not in macro.text
    assert "password" in problem_of((folder / "testODTEncrypted.odt").read_bytes(), tmp_path).title
    assert "damaged" in problem_of((folder / "testODTnotaZipFile.odt").read_bytes(), tmp_path).title
