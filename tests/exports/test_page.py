"""A page of numbers in every format: sound files, numbers as numbers, words as words, no way out of the page."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from openpyxl import load_workbook

from qualcode.exports import csv_tables, html_page, markdown, spreadsheet, svg, word
from qualcode.exports.figures import Bars, Column, HeatMap, Row, Table, ValueKind, shown, table_of
from qualcode.exports.page import Page, figure_page
from qualcode.exports.svg_text import broken
from qualcode.exports.writing import PAGE_FORMATS, write_page
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from tests.examples import one_in
from tests.exports.any_page import pages, pictures, tables
from tests.exports.parsed import Parsed, csv_rows, sheets
from tests.exports.sample_page import CODED, NEW_CODES, REACH, TOGETHER, sample_page, wide_table
from tests.exports.sample_report import MADE_ON
from tests.exports.word_rules import W, faults

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "=HYPERLINK(\"x\") & <b>“Sasha”, 'née'</b> 👩‍👩‍👧"


def html_of(page: Page) -> str:
    return html_page.content(page).decode()


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        (None, ValueKind.WHOLE, "–"),
        (1200, ValueKind.WHOLE, "1,200"),
        (0, ValueKind.SHARE, "0%"),
        (21 / 2682, ValueKind.SHARE, "<1%"),
        (0.01, ValueKind.SHARE, "1%"),
        (0.996, ValueKind.SHARE, ">99%"),
        (1.0, ValueKind.SHARE, "100%"),
        (1 / 3, ValueKind.SHARE, "33%"),
        (0.125, ValueKind.SHARE, "13%"),
        (12.25, ValueKind.RATE, "12.3"),
        (1234.5, ValueKind.RATE, "1,234.5"),
        (date(2026, 3, 12), ValueKind.DATE, "12 March 2026"),
        ("1.1 A", ValueKind.WORDS, "1.1 A"),
    ],
)
def test_a_value_reads_the_same_everywhere(value: float | str | date | None, kind: ValueKind, read: str) -> None:
    assert shown(value, kind) == read


# Word


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("columns", [0, 5, 12, 18, 24, 40])
def test_word_opens_a_page_without_repair(audience: Audience, columns: int) -> None:
    assert faults(word.page_content(sample_page(audience, columns=columns))) == []


@settings(max_examples=one_in(3))
@given(pages())
def test_word_opens_any_page_without_repair(page: Page) -> None:
    assert faults(word.page_content(page)) == []


def test_a_wide_table_stands_on_pages_that_lie_on_their_side() -> None:
    document = etree.fromstring(_part(word.page_content(sample_page()), "word/document.xml"))
    ways = [size.get(f"{W}orient") == "landscape" for size in document.iter(f"{W}pgSz")]
    assert ways == [False, True, False]
    kept = [len(section.findall(f"{W}headerReference")) for section in document.iter(f"{W}sectPr")]
    assert kept == [2, 1, 1], "the first page of the document alone has a header of its own"


def test_a_wide_table_alone_makes_the_whole_document_lie_on_its_side() -> None:
    page = figure_page("Study", MADE_ON, Audience.TEAM, "Counts", [wide_table(18)])
    document = etree.fromstring(_part(word.page_content(page), "word/document.xml"))
    assert [size.get(f"{W}orient") for size in document.iter(f"{W}pgSz")] == ["landscape"]


def test_what_is_too_wide_for_paper_is_in_a_workbook_beside(tmp_path: Path) -> None:
    written = write_page(sample_page(columns=40), tmp_path / "lead.docx")
    assert [path.name for path in written.paths] == ["lead.docx", "lead tables.xlsx"]
    assert "Excerpts by code and partici" in " ".join(load_workbook(written.paths[1]).sheetnames)


def test_lines_are_a_chart_that_word_can_edit() -> None:
    document = word.page_content(figure_page("Study", MADE_ON, Audience.TEAM, "New codes", [NEW_CODES]))
    chart = etree.fromstring(_part(document, "word/charts/chart1.xml"))
    assert chart.find(".//{*}lineChart") is not None
    workbook = load_workbook(io.BytesIO(_part(document, "word/embeddings/Microsoft_Excel_Worksheet1.xlsx")))
    rows = list(workbook.worksheets[0].iter_rows(values_only=True))
    assert rows[1] == ("P01", 9, 9) and rows[0][1:] == ("New codes", "Codes used")


def test_a_heat_map_is_a_shaded_table_with_its_numbers() -> None:
    document = word.page_content(figure_page("Study", MADE_ON, Audience.TEAM, "Together", [TOGETHER]))
    root = etree.fromstring(_part(document, "word/document.xml"))
    fills = [shade.get(f"{W}fill") for shade in root.iter(f"{W}shd")]
    assert len(set(fills)) >= 4


def _part(document: bytes, name: str) -> bytes:
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(document)) as package:
        return package.read(name)


# Spreadsheets


def test_a_workbook_holds_numbers_as_numbers_in_their_formats() -> None:
    (sheet,) = load_workbook(io.BytesIO(spreadsheet.content(sample_page(), [REACH]))).worksheets
    row = next(row for row in sheet.iter_rows() if row[0].value == "1 Access")
    assert [cell.data_type for cell in row] == ["s", "n", "n", "n", "d"]
    assert [cell.number_format for cell in row[1:]] == ["#,##0", "0%", "#,##0.0", "d mmmm yyyy"]
    assert sheet.title == "Reach" and sheet.print_title_rows is not None


def test_words_that_look_like_a_formula_run_nowhere() -> None:
    (sheet,) = load_workbook(io.BytesIO(spreadsheet.content(sample_page(), [REACH]))).worksheets
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE)
    assert cell.data_type == "s"
    assert "'" + HOSTILE in [row[0] for row in _csv(REACH)]
    assert f"'{HOSTILE}\t0" in csv_tables.tab_separated(REACH)


@settings(max_examples=40)
@given(tables())
def test_any_table_survives_a_workbook(table: Table) -> None:
    (rows,) = sheets(spreadsheet.content(sample_page(), [table])).values()
    assert len(rows) == 1 + len(table.every_row)


def test_words_longer_than_a_cell_of_a_workbook_are_cut_and_it_says_so() -> None:
    words = (Column("Who", ValueKind.WORDS), Column("Words", ValueKind.WORDS))
    long = Table("Long", words, (Row(("P1", "word " * 8000)), Row(("P2", "🙂" * 20_000))), ("note " * 8000,))
    made = spreadsheet.content(sample_page(), [long])
    cells = [str(cell.value) for row in load_workbook(io.BytesIO(made)).worksheets[0].iter_rows() for cell in row]
    cut = [cell for cell in cells if len(cell) > 1000]
    assert len(cut) == 3
    assert all(cell.endswith("(cut: longer than a cell of Excel’s holds)") for cell in cut)
    assert all(len(cell.encode("utf-16-le")) // 2 <= 32_767 for cell in cut)


def test_nothing_on_the_clipboard_runs_in_a_spreadsheet() -> None:
    columns = (Column("=1+1", ValueKind.WORDS), Column("@P1", ValueKind.RATE))
    lines = csv_tables.tab_separated(Table("=A1", columns, (Row(("+SUM(A1)", -2.5)),), ("-note",))).splitlines()
    assert lines == ["'=A1", "'=1+1\t'@P1", "'+SUM(A1)\t-2.5", "'-note"]


def test_sheets_have_names_of_their_own_that_excel_accepts() -> None:
    wanted = ["Reach of each code in interviews, with those under it"] * 3 + [
        "A/B: [x]?",
        "",
        "HISTORY",
        "reach",
        "Reach",
    ]
    names = spreadsheet.sheet_names(wanted)
    assert len({name.casefold() for name in names} | {"history"}) == len(wanted) + 1
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_csv_has_bare_numbers_and_says_beside_what_they_count(tmp_path: Path) -> None:
    written = write_page(figure_page("Study", MADE_ON, Audience.TEAM, "Reach", [REACH]), tmp_path / "reach.csv")
    assert [path.name for path in written.paths] == ["reach.csv", "reach about.txt"]
    assert written.paths[0].read_bytes().startswith(b"\xef\xbb\xbf")
    rows = csv_rows(written.paths[0])
    assert rows[2] == ["1.1 Knowing what exists", "8", "0.888889", "4.5", "2026-03-11"]
    assert rows[4][1:] == ["0", "", "", ""]
    about = written.paths[1].read_text("utf-8-sig")
    assert "For the study team only" in about and "Of 9 participants in 10 documents." in about


def _csv(table: Table) -> list[list[str]]:
    import csv

    return list(csv.reader(io.StringIO(csv_tables.content(table).decode("utf-8-sig"), newline="")))


@settings(max_examples=40)
@given(tables())
def test_any_table_is_one_line_of_csv_for_each_row(table: Table) -> None:
    rows = _csv(table)
    assert len(rows) == 1 + len(table.every_row)
    assert all(len(row) == len(table.columns) for row in rows)


# The web page


def test_the_page_asks_nothing_of_any_network() -> None:
    parsed = Parsed(html_of(sample_page()))
    loads = [
        (tag, given) for tag, given in parsed.tags if {"src", "srcset", "data", "action", "background"} & given.keys()
    ]
    assert loads == []
    links = [given["href"] for tag, given in parsed.tags if "href" in given]
    assert links and all(str(link).startswith("#") for link in links)
    assert not {"link", "iframe", "object", "embed", "img", "base", "form"} & {tag for tag, _ in parsed.tags}
    style = html_of(sample_page()).split("<style>")[1].split("</style>")[0]
    assert "url(" not in style and "@import" not in style


def test_the_page_allows_its_own_style_and_script_alone() -> None:
    page = html_of(sample_page())
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not any("style" in given or any(name.startswith("on") for name in given) for _, given in Parsed(page).tags)


@settings(max_examples=40)
@given(pages())
def test_no_words_become_elements(page: Page) -> None:
    plain = replace(page, title="t", study="s", sections=())
    allowed = {tag for tag, _ in Parsed(html_of(plain)).tags} | {
        "section", "h2", "h3", "p", "dl", "dt", "dd", "div", "table", "caption", "thead", "tbody", "tfoot", "tr",
        "th", "td", "figure", "figcaption", "details", "summary", "svg", "title", "desc", "rect", "path", "text",
        "circle", "defs", "pattern", "g", "li", "a", "blockquote", "b", "br",
    }  # fmt: skip
    parsed = Parsed(html_of(page))
    assert {tag for tag, _ in parsed.tags} <= allowed
    assert sum(tag == "script" for tag, _ in parsed.tags) == 1


def test_a_name_full_of_marks_is_read_as_it_is() -> None:
    cells = [row[0] for rows in Parsed(html_of(sample_page())).tables.values() for row in rows]
    assert HOSTILE in cells


def test_every_heading_of_a_table_says_what_it_is_of_and_every_table_has_a_caption() -> None:
    parsed = Parsed(html_of(sample_page()))
    assert set(parsed.scopes) == {"col", "row"}
    assert all(parsed.captions.values()) and len(parsed.captions) == 5
    ids = [given["id"] for _, given in parsed.tags if "id" in given]
    assert len(ids) == len(set(ids))
    assert {str(given.get("aria-labelledby")) for tag, given in parsed.tags if given.get("role") == "region"} <= set(
        ids
    )


def test_the_page_says_for_whom_it_is_and_in_which_language() -> None:
    ours, theirs = (html_of(sample_page(who)) for who in Audience)
    assert ours.count("For the study team only") == 3 and "For the study team only" not in theirs
    assert '<html lang="en-GB">' in ours


def test_the_same_page_gives_the_same_bytes() -> None:
    for content in (html_page.content, word.page_content, lambda page: spreadsheet.content(page, page.tables)):
        assert content(sample_page()) == content(sample_page())


# Pictures


@settings(max_examples=60)
@given(pictures)
def test_any_picture_is_sound_svg_that_says_in_words_what_it_shows(picture: Bars) -> None:
    root = etree.fromstring(svg.content(picture))
    assert root.tag == f"{SVG}svg" and root[0].tag == f"{SVG}title" and root[1].tag == f"{SVG}desc"
    tags = {str(element.tag) for element in root.iter()}
    assert not tags & {f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject", f"{SVG}a", f"{SVG}style"}
    for element in root.iter():
        for name, value in element.attrib.items():
            numbers = re.findall(r"nan|inf", str(value)) if str(name) in ("x", "y", "width", "height", "d") else []
            assert not numbers


def test_the_numbers_of_a_picture_are_text_in_it() -> None:
    texts = [text.text for text in etree.fromstring(svg.content(CODED)).iter(f"{SVG}text")]
    for series in CODED.series:
        assert series.name in texts
        assert all(shown(value) in texts for value in series.values)


@settings(max_examples=40)
@given(pictures)
def test_a_picture_in_a_file_of_its_own_has_all_of_its_note_within_its_edges(picture: Bars) -> None:
    note = "Of 3 of 9 participants; counted: everybody’s codings, merged. " * 4
    root = etree.fromstring(svg.content(replace(picture, note=note)))
    _, _, width, height = map(float, str(root.get("viewBox")).split())
    lines = list(root.iter(f"{SVG}text"))[-len(broken(note, width - 24, 12, 60)) :]
    assert " ".join(line.text or "" for line in lines) == note.strip()
    assert all(float(str(line.get("y"))) < height for line in lines)
    assert note[:20] not in svg.drawing(replace(picture, note=note)), "on a page it stands below the picture as text"


def test_a_heat_map_is_darker_where_there_is_more_and_has_its_numbers_in_it() -> None:
    steps = [svg.heat_step(TOGETHER, number) for number in (None, 0, 1, 3, 7, 12)]
    assert steps == sorted(steps) and steps[0] == steps[1] == 0 and steps[-1] == len(svg.HEAT) - 1
    texts = [text.text for text in etree.fromstring(svg.content(TOGETHER)).iter(f"{SVG}text")]
    assert texts.count("12") == 2 and texts.count("–") == 4


def test_numbers_on_every_shade_can_be_read() -> None:
    root = etree.fromstring(svg.content(_all_shades()))
    shades = {
        str(r.get("class")).split()[0]: str(r.get("fill"))
        for r in root.iter(f"{SVG}rect")
        if r.get("class") != "paper"
    }
    inks = {str(t.get("class")): str(t.get("fill")) for t in root.iter(f"{SVG}text")}
    for step in range(len(svg.HEAT)):
        assert _contrast(shades[f"heat{step}"], inks[f"on{step}"]) >= 4.5
    grey = [_luminance(colour) for colour in svg.HEAT]
    assert grey == sorted(grey, reverse=True)


def _all_shades() -> HeatMap:
    columns = tuple(str(number) for number in range(21))
    return HeatMap("Shades", columns, ("row",), (tuple(range(21)),))


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_a_picture_says_its_numbers_in_words() -> None:
    assert "Interviews: 1.1 Knowing what exists 16;" in CODED.description
    assert "Marked at P07: 5% new." in NEW_CODES.description
    assert "1.1 Knowing what exists with 1.2 Routes in 12" in TOGETHER.description


# Text and files


def test_markdown_has_every_table_and_escapes_what_it_would_act_on() -> None:
    text = markdown.page_text(sample_page())
    assert "| 1.1 Knowing what exists | 8 | 89% | 4.5 | 11 March 2026 |" in text
    assert "\\<b\\>" in text and "<b>" not in text


def test_the_clipboard_gets_a_table_that_a_spreadsheet_pastes() -> None:
    text = csv_tables.tab_separated(REACH).splitlines()
    assert text[0] == "Reach of each theme" and text[3].split("\t") == [
        "1.1 Knowing what exists",
        "8",
        "0.888889",
        "4.5",
        "2026-03-11",
    ]
    assert (
        csv_tables.tab_separated(table_of(CODED)).splitlines()[1] == "Code\tInterviews\tFocus groups\tSurvey answers"
    )


def test_an_ending_that_nobody_writes_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be written"):
        write_page(sample_page(), tmp_path / "page.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_page_without_pictures_has_none_to_write(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no picture"):
        write_page(figure_page("S", MADE_ON, Audience.TEAM, "T", [REACH]), tmp_path / "page.svg")


@pytest.mark.parametrize("suffix", list(PAGE_FORMATS))
def test_every_format_that_is_offered_is_written(suffix: str, tmp_path: Path) -> None:
    written = write_page(sample_page(), tmp_path / f"page{suffix}")
    assert all(path.stat().st_size for path in written.paths)


def test_a_table_of_words_alone_can_be_written_too(tmp_path: Path) -> None:
    column = Column("Code", ValueKind.WORDS)
    table = Table("Codes", (column, column), (Row(("1.1", "A")),))
    for suffix in (".docx", ".html", ".xlsx", ".csv", ".md"):
        assert write_page(figure_page("S", MADE_ON, Audience.TEAM, "T", [table]), tmp_path / f"p{suffix}").paths


def test_the_front_of_a_word_file_lists_its_tables_and_figures_as_links_to_their_captions() -> None:
    page = sample_page()
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(word.page_content(page))).read("word/document.xml"))
    links = {link.get(f"{W}anchor"): "".join(map(str, link.itertext())) for link in body.iter(f"{W}hyperlink")}
    for label, parts in (("Table", page.tables), ("Figure", page.pictures)):
        listed = [shown for shown in links.values() if shown.startswith(f"{label} ")]
        assert listed == [f"{label} {number}. {one.caption}" for number, one in enumerate(parts, start=1)]
    marked = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert links.keys() <= marked


def test_no_last_line_of_a_list_nor_the_note_of_a_figure_stands_alone_on_a_page() -> None:
    many = tuple(replace(REACH, caption=f"Reach {place}") for place in range(9))
    with_note = replace(TOGETHER, note="What is counted.")
    page = figure_page("Study", MADE_ON, Audience.TEAM, "Numbers", [*many, with_note])
    body = etree.fromstring(_part(word.page_content(page), "word/document.xml"))

    def held(style: str, words: str) -> list[bool]:
        every = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None]
        some = [p for p in every if words in "".join(map(str, p.itertext()))]
        return [p.find(f"{W}pPr/{W}keepNext") is not None for p in some]

    assert held("TOC2", "Reach") == [True, *[False] * 4, True, True, True, False]
    assert held("Caption", with_note.caption) == [True]
    (bare,) = (one for one in sample_page().pictures if isinstance(one, Bars))
    plain = figure_page("Study", MADE_ON, Audience.TEAM, "Numbers", [replace(bare, note="")])
    body = etree.fromstring(_part(word.page_content(plain), "word/document.xml"))
    assert held("Caption", bare.caption) == [False]
