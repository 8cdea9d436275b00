from __future__ import annotations

import io
import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qualcode.exports import word
from qualcode.exports.figures import Bars, Series
from qualcode.exports.numbers import CountsRow, CountsTable, LeftOut
from qualcode.exports.printed import PrintedExcerpt
from qualcode.exports.report import AreaChapter, CodeSection, Report
from qualcode.participants.consent import Consent
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.transcripts.transcript import Kind
from tests.examples import one_in
from tests.exports.any_report import reports
from tests.exports.sample_report import P03, cleared, judged, sample_report, verbatim
from tests.exports.word_rules import C, W, faults


def part(document: bytes, name: str) -> etree._Element:
    with ZipFile(io.BytesIO(document)) as package:
        return etree.fromstring(package.read(name))


def paragraphs(document: bytes) -> list[tuple[str, str]]:
    return [(p.style.name if p.style else "", p.text) for p in Document(io.BytesIO(document)).paragraphs]


def with_words(*lines: str) -> bytes:
    excerpt = PrintedExcerpt(cleared("x3b9k2m7q", *lines), P03)
    area = AreaChapter("1", "Access", (CodeSection("1.1", "A code", excerpts=(excerpt,)),))
    return word.content(replace(sample_report(), areas=(area,), counts=(), codebook=()))


@pytest.fixture
def template(tmp_path: Path) -> Path:
    house = Document()
    house.core_properties.author = "Somebody Real"
    house.sections[0].page_width, house.sections[0].page_height = Mm(176), Mm(250)
    house.styles["Heading 1"].font.size = Pt(31)
    house.sections[0].header.paragraphs[0].text = "The Charity"
    house.add_paragraph("Replace this text.")
    house.add_comment(house.paragraphs[0].runs, "look again", "Somebody Real")
    path = tmp_path / "house.docx"
    house.save(str(path))
    return path


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("participants", [0, 9, 12, 24, 30])
def test_word_opens_it_without_repair(audience: Audience, participants: int) -> None:
    assert faults(word.content(sample_report(audience, participants=participants))) == []


@settings(max_examples=one_in(3))
@given(reports())
def test_word_opens_whatever_a_study_holds_without_repair(report: Report) -> None:
    assert faults(word.content(report)) == []


def kept(document: bytes, name: str) -> list[bool]:
    """Whether each line of what was said about a card is held together (keepLines), or to what follows (keepNext)."""
    own = [
        p.find(f"{W}pPr/{W}{name}")
        for p in part(document, "word/document.xml").iter(f"{W}p")
        if "".join(map(str, p.itertext())).startswith("It was a card")
    ]
    return [one is not None and one.get(f"{W}val") != "0" for one in own]


def test_only_a_quote_longer_than_half_a_page_may_break_over_two() -> None:
    short, long = "It was a card.", "It was a card on the board. " * 60
    document = with_words(short, long)
    assert faults(document) == []
    assert kept(document, "keepLines") == [True, False]


def test_who_says_a_quote_stands_on_the_page_of_its_last_words_however_long_it_is() -> None:
    short, long, middle = "It was a card.", "It was a card on the board. " * 60, "It was a card, I say. " * 30
    for lines, held in (
        ((short,), [True]),
        ((long,), [True]),
        ((short, short), [True, True]),
        ((long, long, short), [True, False, True]),  # the second breaks, and the first ends beside it
        ((middle, middle, middle), [False, False, True]),
    ):
        document = with_words(*lines)
        assert faults(document) == []
        assert kept(document, "keepNext") == held


def test_how_many_more_there_are_stands_on_the_page_of_the_last_excerpt_that_is_printed() -> None:
    excerpts = tuple(PrintedExcerpt(cleared(f"x3b9k2m7{n}", "Words."), P03, against=n > 2) for n in range(1, 4))
    for some in (excerpts, excerpts[:2]):
        code = CodeSection("1.1", "A code", excerpts=some, left_out=(LeftOut(5),))
        area = AreaChapter("1", "Access", (code,))
        document = word.content(replace(sample_report(), areas=(area,), counts=(), codebook=()))
        who = [
            p.find(f"{W}pPr")
            for p in part(document, "word/document.xml").iter(f"{W}p")
            if "P03, service user" in "".join(map(str, p.itertext()))
        ]
        held = [properties is not None and properties.find(f"{W}keepNext") is not None for properties in who]
        assert held == [False] * (len(some) - 1) + [True]


def test_a_fault_would_be_found() -> None:
    document = word.content(sample_report())
    spoiled = io.BytesIO()
    with ZipFile(io.BytesIO(document)) as package, ZipFile(spoiled, "w") as written:
        for name in package.namelist():
            inside = package.read(name).replace(b'w:id="10002"', b'w:id="10001"').replace(b"<w:sz ", b"<w:b/><w:sz ")
            if not name.startswith("word/charts/chart1"):
                written.writestr(name, inside)
    found = " ".join(faults(spoiled.getvalue()))
    assert "bookmark id 10001 stands twice" in found
    assert "wrong order" in found
    assert "not there" in found


def test_the_same_report_gives_the_same_bytes() -> None:
    assert word.content(sample_report()) == word.content(sample_report())


def test_a_quote_stands_in_its_style_with_who_said_it_and_where_below() -> None:
    lines = paragraphs(word.content(sample_report()))
    at = lines.index(("Excerpt", "It was a card on the board in the chemist’s, half covered up by the yoga."))
    assert lines[at + 1] == ("Attribution", "P03, service user, 60–69; Interview 3, 26:40, turn 82 (x3b9k2m7q)")


def test_where_several_speak_each_line_says_who() -> None:
    lines = paragraphs(word.content(sample_report()))
    assert ("Excerpt Question", "Interviewer\u2002How do people come to you?") in lines
    assert ("Excerpt", "P12\u2002Nobody drove me. I walked past it for a year first.") in lines


def test_what_goes_against_a_code_stands_apart() -> None:
    lines = paragraphs(word.content(sample_report()))
    at = lines.index(("Excerpt Group", "Against"))
    assert lines[at + 1][1].startswith("There was no way in.")


def test_words_printed_before_are_linked_to() -> None:
    document = part(word.content(sample_report()), "word/document.xml")
    anchors = [link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")]
    assert "x3b9k2m7q" in anchors
    names = {start.get(f"{W}name") for start in document.iter(f"{W}bookmarkStart")}
    assert {excerpt.id for excerpt in sample_report().excerpts()} <= names


def test_the_contents_are_a_field_that_links_and_names_no_page() -> None:
    document = part(word.content(sample_report()), "word/document.xml")
    contents = next(document.iter(f"{W}sdtContent"))
    assert any("TOC" in (code.text or "") for code in contents.iter(f"{W}instrText"))
    entries = ["".join(map(str, link.itertext())) for link in contents.iter(f"{W}hyperlink")]
    assert entries[:3] == ["1 Access", "1.1 Knowing what exists", "1.2 Routes in"]
    assert "Held back" in entries


def test_for_the_team_the_notice_is_the_first_line_and_on_every_page() -> None:
    document = word.content(sample_report(Audience.TEAM))
    assert paragraphs(document)[0][1] == "For the study team only"
    assert "For the study team only" in Document(io.BytesIO(document)).sections[0].header.paragraphs[0].text


def test_for_outside_no_notice_stands_anywhere() -> None:
    with ZipFile(io.BytesIO(word.content(sample_report(Audience.OUTSIDE)))) as package:
        assert not any(b"study team only" in package.read(name) for name in package.namelist())


def test_words_held_back_are_in_no_part_and_their_ids_are_listed() -> None:
    document = word.content(sample_report())
    with ZipFile(io.BytesIO(document)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"Nobody may read this" not in everything
    assert b"xh1d0w8p2" in everything and b"Has withdrawn" in everything


def test_properties_say_nothing_but_when(template: Path) -> None:
    for document in (word.content(sample_report()), word.content(sample_report(), template=template)):
        core = part(document, "docProps/core.xml")
        assert [(etree.QName(e).localname, e.text) for e in core] == [
            ("created", "2026-03-12T09:30:20Z"),
            ("modified", "2026-03-12T09:30:20Z"),
        ]
        assert len(part(document, "docProps/app.xml")) == 0
        with ZipFile(io.BytesIO(document)) as package:
            assert {entry.date_time for entry in package.infolist()} == {(2026, 3, 12, 9, 30, 20)}
            assert not any("thumbnail" in name or "customXml" in name for name in package.namelist())
            assert b"Somebody Real" not in b"".join(package.read(name) for name in package.namelist())


def test_it_is_a4_and_in_british_english() -> None:
    document = word.content(sample_report())
    section = Document(io.BytesIO(document)).sections[0]
    assert section.page_width is not None and section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    languages = {e.get(f"{W}val") for e in part(document, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"en-GB"}


def test_a_house_template_gives_its_styles_page_and_header_and_keeps_its_text(template: Path) -> None:
    document = word.content(sample_report(), template=template)
    assert faults(document) == []
    opened = Document(io.BytesIO(document))
    section = opened.sections[0]
    assert section.page_width is not None and round(section.page_width.mm) == 176
    assert opened.styles["Heading 1"].font.size == Pt(31)
    assert [p.text for p in section.header.paragraphs] == ["For the study team only", "The Charity"]
    assert "Replace this text." not in [p.text for p in opened.paragraphs]
    assert ("Excerpt", "I sleep.\nI didn’t use to sleep.") in paragraphs(document)


def test_first_and_left_hand_pages_of_a_template_carry_the_notice_too(template: Path) -> None:
    house = Document(str(template))
    house.sections[0].different_first_page_header_footer = True
    house.settings.odd_and_even_pages_header_footer = True
    house.save(str(template))
    section = Document(io.BytesIO(word.content(sample_report(), template=template))).sections[0]
    for header in (section.header, section.first_page_header, section.even_page_header):
        assert "For the study team only" in header.paragraphs[0].text


def test_a_word_template_file_serves_as_well_and_leaves_no_path_behind(template: Path) -> None:
    house = Document(str(template))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    settings_part = next(r.target_part for r in house.part.rels.values() if r.reltype.endswith("/settings"))
    key = settings_part.relate_to("file:///C:/Users/Somebody%20Real/house.dotx", kind, is_external=True)
    attached = etree.SubElement(house.settings.element, f"{W}attachedTemplate")
    attached.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", key)
    house.save(str(template))
    dotx = template.with_suffix(".dotx")
    with ZipFile(template) as package, ZipFile(dotx, "w") as written:
        for name in package.namelist():
            inside = package.read(name)
            if name == "[Content_Types].xml":
                inside = inside.replace(b"wordprocessingml.document.main", b"wordprocessingml.template.main")
            written.writestr(name, inside)
    document = word.content(sample_report(), template=dotx)
    assert faults(document) == []
    with ZipFile(io.BytesIO(document)) as package:
        assert not any(b"Somebody%20Real" in package.read(name) for name in package.namelist())


def test_the_headers_and_the_last_page_of_a_template_in_sections_are_kept(template: Path) -> None:
    house = Document(str(template))
    landscape = house.add_section()
    landscape.page_width, landscape.page_height = Mm(250), Mm(176)
    last = house.add_section()
    last.page_width, last.page_height = Mm(176), Mm(250)
    next(last._sectPr.iter(f"{W}cols")).set(f"{W}num", "2")
    house.save(str(template))
    document = word.content(sample_report(), template=template)
    assert faults(document) == []
    opened = Document(io.BytesIO(document))
    (section,) = opened.sections
    assert section.page_width is not None and round(section.page_width.mm) == 176
    assert section.header.paragraphs[-1].text == "The Charity"
    assert next(section._sectPr.iter(f"{W}cols"), None) is None


def test_a_templates_own_numbers_do_not_stand_before_the_indexes(template: Path) -> None:
    house = Document(str(template))
    properties = house.styles["Heading 1"].element.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = 1
    house.save(str(template))
    document = word.content(sample_report(), template=template)
    assert faults(document) == []
    heading = Document(io.BytesIO(document)).styles["Heading 1"].element
    assert [number.get(f"{W}val") for number in heading.iter(f"{W}numId")] == ["0"]


def test_the_notes_of_a_template_leave_nothing_dangling(template: Path) -> None:
    house = Document(str(template))
    notes = etree.Element(f"{W}footnotePr")
    etree.SubElement(notes, f"{W}footnote").set(f"{W}id", "-1")
    settings_part = house.settings.element
    next(settings_part.iter(f"{W}compat")).addprevious(notes)
    house.save(str(template))
    assert faults(word.content(sample_report(), template=template)) == []


def test_bars_of_nothing_have_no_number() -> None:
    chart = part(word.content(sample_report()), "word/charts/chart1.xml")
    assert [e.get("formatCode") for e in chart.iter(f"{C}numFmt")] == ["#,##0;;"]


def test_what_was_held_back_stands_together_by_person_and_reason() -> None:
    held = judged([verbatim(f"xh{n}", "Nobody.", consent=Consent.WITHDRAWN, who=f"P{n % 2}") for n in range(6)])
    tables = Document(io.BytesIO(word.content(replace(sample_report(), held_back=held.held_back)))).tables
    rows = next([[c.text for c in r.cells] for r in t.rows] for t in tables if t.cell(0, 0).text == "Participant")
    assert rows[1:] == [["P0", "Has withdrawn", "3", "xh0, xh2, xh4"], ["P1", "Has withdrawn", "3", "xh1, xh3, xh5"]]


def test_a_template_with_macros_is_refused_with_a_sentence(template: Path) -> None:
    path = template.with_suffix(".docm")
    with ZipFile(template) as package, ZipFile(path, "w") as written:
        for name in package.namelist():
            inside = package.read(name)
            if name == "[Content_Types].xml":
                plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
                inside = inside.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")
            written.writestr(name, inside)
    with pytest.raises(Problem, match="holds macros"):
        word.content(sample_report(), template=path)


def test_a_template_that_is_no_word_document_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(b"not a zip")
    with pytest.raises(Problem, match="cannot be used as a template"):
        word.content(sample_report(), template=path)


def test_a_chart_can_be_edited_and_says_itself_in_words() -> None:
    document = word.content(sample_report())
    chart = part(document, "word/charts/chart1.xml")
    assert chart.find(f"{C}externalData") is not None
    assert [v.text for v in chart.iter(f"{C}v")].count("1.2 Routes in") == 2
    described = [e.get("descr", "") for e in part(document, "word/document.xml").iter("{*}docPr")]
    assert "1.2 Routes in 21" in described[0]
    from openpyxl import load_workbook

    with ZipFile(io.BytesIO(document)) as package:
        workbook = load_workbook(io.BytesIO(package.read("word/embeddings/Microsoft_Excel_Worksheet1.xlsx")))
    sheet = workbook.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [rows[0], rows[-2]] == [[None, "Participants", "Excerpts"], ["1.2 Routes in", 9, 21]]


def chart_of(*series: Series) -> etree._Element:
    area = AreaChapter("1", "Access", (), chart=Bars("Bars", ("1.1 A", "1.2 B"), series))
    document = word.content(replace(sample_report(), areas=(area,)))
    assert faults(document) == []
    return part(document, "word/charts/chart1.xml")


def fill_of(series: etree._Element) -> tuple[str, ...]:
    """The elements and values that make a fill."""
    fill = series.find(f"{C}spPr")
    assert fill is not None
    return tuple(f"{etree.QName(e).localname} {e.get('prst', e.get('val', ''))}" for e in fill[0].iter())


def test_seven_kinds_of_document_have_seven_fills_that_are_the_same_in_every_chart() -> None:
    every = {kind: Series(str(kind), (1, 2), kind) for kind in Kind}
    together = [fill_of(series) for series in chart_of(*every.values()).iter(f"{C}ser")]
    assert len(set(together)) == len(Kind) == 7
    for kind, fill in zip(reversed(Kind), together, strict=True):
        (alone,) = chart_of(every[kind]).iter(f"{C}ser")
        assert fill_of(alone) == fill


def test_the_legend_stands_beside_the_bars_in_their_order() -> None:
    chart = chart_of(Series("First", (1, 2)), Series("Second", (3, 4)))
    assert [e.get("val", "r") for e in chart.iter(f"{C}legendPos")] == ["r"]
    # From the axis upwards, so the first category and the first series are drawn at the top.
    assert {e.get("val") for e in chart.iter(f"{C}orientation")} == {"minMax"}
    told = [[v.text for v in series.iter(f"{C}v")] for series in chart.iter(f"{C}ser")]
    assert told == [["Second", "1.2 B", "1.1 A", "4", "3"], ["First", "1.2 B", "1.1 A", "2", "1"]]


def test_a_chapter_begins_no_page_and_its_heading_is_never_the_last_of_one() -> None:
    document = Document(io.BytesIO(word.content(sample_report())))
    styles = document.styles
    assert styles["Heading 1"].element.find(f"{W}pPr/{W}pageBreakBefore") is None
    broken = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert broken == ["1 Access"]
    for name in ("Heading 1", "Heading 2", "Counts Line", "Figure", "Table Caption"):
        assert styles[name].element.find(f"{W}pPr/{W}keepNext") is not None
    lines = paragraphs(word.content(sample_report()))
    at = lines.index(("Heading 1", "C Context"))
    assert lines[at + 2] == ("Remainder", "No excerpts: C.1 What peer support is, C.2 Anywhere else")


def test_the_tallest_chart_leaves_room_for_its_heading_and_caption() -> None:
    names = tuple(f"1.{n} A code" for n in range(60))
    area = AreaChapter("1", "Access", (), chart=Bars("Bars", names, (Series("Excerpts", (1,) * 60),)))
    document = Document(io.BytesIO(word.content(replace(sample_report(), areas=(area,)))))
    section = document.sections[0]
    assert section.page_height and section.top_margin and section.bottom_margin
    text = section.page_height - section.top_margin - section.bottom_margin
    assert document.inline_shapes[0].height < text * 0.61


def test_each_kind_of_document_has_a_table_of_counts_with_its_base() -> None:
    counts = tuple(
        CountsTable((f"P{n}",), (CountsRow("1.1", "A", 1, (n,), n, 1, 1),), f"Excerpts, {kind}s", f"Of {n}.", kind)
        for n, kind in ((1, Kind.INTERVIEW), (2, Kind.SURVEY_ANSWER))
    )
    document = word.content(sample_report(counts=counts))
    tables = [t for t in Document(io.BytesIO(document)).tables if t.cell(0, 0).text == "Code"]
    assert [[cell.text for cell in table.rows[1].cells] for table in tables] == [
        ["1.1 A", "1", "1", "1", "1"],
        ["1.1 A", "2", "2", "1", "1"],
    ]
    assert all(table.cell(1, 0).paragraphs[0].paragraph_format.keep_with_next for table in tables)
    lines = paragraphs(document)
    assert ("Table Caption", "Table 2. Excerpts, survey answers") in lines and ("Table Note", "Of 2.") in lines


def test_a_table_wider_than_twelve_columns_is_cut_into_blocks_that_repeat_the_codes() -> None:
    tables = Document(io.BytesIO(word.content(sample_report(participants=20)))).tables
    blocks = [table for table in tables if table.cell(0, 0).text == "Code"]
    heads = [[cell.text for cell in block.rows[0].cells] for block in blocks]
    assert max(len(head) for head in heads) <= 13
    shown = [name for head in heads for name in head[1:]]
    assert shown == [f"P{n:02}" for n in range(1, 21)] + ["Excerpts", "Participants", "Documents"]
    assert all(next(block.rows[0]._tr.iter(f"{W}tblHeader"), None) is not None for block in blocks)


def test_beyond_24_participants_the_full_table_lies_in_a_spreadsheet_beside(tmp_path: Path) -> None:
    written = word.write(sample_report(participants=25), tmp_path / "themed.docx")
    assert [path.name for path in written.paths] == ["themed.docx", "themed counts.xlsx"]
    assert all(path.exists() for path in written.paths)
    text = " ".join(line for _, line in paragraphs(written.paths[0].read_bytes()))
    assert "“themed counts.xlsx”" in text


@settings(max_examples=one_in(3), deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_whatever_a_participant_says_arrives_as_said_or_as_a_replacement_character(words: str) -> None:
    document = with_words(words)
    assert faults(document) == []
    excerpt = next(text for style, text in paragraphs(document) if style == "Excerpt")
    assert len(excerpt) == len(words.replace("\r\n", "\n"))
    for said, printed in zip(words.replace("\r\n", "\n"), excerpt, strict=True):
        assert printed in (said, "\ufffd", "\n")


def test_control_characters_do_not_get_in() -> None:
    document = with_words("a\x1b]0;b\x00c\u202ed")
    assert ("Excerpt", "a�]0;b�c�d") in paragraphs(document)


def test_words_not_cleared_do_not_type_check(tmp_path: Path) -> None:
    snippet = tmp_path / "leak.py"
    snippet.write_text(
        textwrap.dedent("""
            from qualcode.exports.printed import Attribution, PrintedExcerpt
            from qualcode.participants.disclosure import Cleared, Line, Verbatim

            def leak(words: Verbatim) -> PrintedExcerpt:
                return PrintedExcerpt(words, Attribution(()))

            def proper(words: Cleared) -> PrintedExcerpt:
                return PrintedExcerpt(words, Attribution(()))
        """)
    )
    root = Path(__file__).parents[2]
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", str(snippet)],
        capture_output=True,
        text=True,
        cwd=root,
        env={"MYPYPATH": str(root), "PATH": "", "MYPY_CACHE_DIR": str(tmp_path / "cache")},
        check=False,
    )
    assert checked.returncode == 1, checked.stdout
    assert 'incompatible type "Verbatim"; expected "Cleared"' in checked.stdout
    assert "Found 1 error" in checked.stdout


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_turns_it_into_pages(tmp_path: Path) -> None:
    path = word.write(sample_report(), tmp_path / "report.docx").paths[0]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
