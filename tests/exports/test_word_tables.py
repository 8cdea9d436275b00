"""Tables on paper: how wide their columns are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebooks.code import Code, Codebook
from qualcode.exports import html_page
from qualcode.exports.codebook import as_docx
from qualcode.exports.figures import Column, Figure, Row, Table, ValueKind
from qualcode.exports.page import figure_page
from qualcode.exports.word import page_content
from qualcode.exports.word_tables import blocks
from qualcode.exports.wordml import Cell, run, table
from qualcode.participants.disclosure import Audience
from tests.conftest import NOON

LYING = 13_950  # twips of an A4 page on its side between its margins
UPRIGHT = 9_070  # and of one that stands
_LETTER, _BESIDE = 115, 230  # twips of a bold letter, and of the space beside a cell's words


def groups(number: int) -> Table:
    """Three columns for each group, as groups beside each other have them."""
    columns = [Column("Code", ValueKind.WORDS)]
    cells: list[float | int | str | None] = ["1 Access"]
    base: list[float | int | str | None] = ["Out of"]
    for place in range(number):
        name = f"Group {place}"
        columns += [
            Column(name),
            Column(f"{name}, share", ValueKind.SHARE),
            Column(f"{name}, words in 1,000", ValueKind.RATE),
        ]
        cells += [3, 1.0, 256.54]
        base += [3, None, 22_623]
    return Table("Participants by code and role", tuple(columns), (Row(tuple(cells)),), base=Row(tuple(base)))


@pytest.mark.parametrize("number", range(2, 12))
def test_no_number_breaks_however_many_groups_stand_beside_each_other(number: int) -> None:
    styles: defaultdict[str, str] = defaultdict(lambda: "x")
    drawn = list(blocks(groups(number), styles, LYING, most=24))
    assert sum(block.count("22,623") for block in drawn) == number
    for block in drawn:
        widths = [int(found) for found in re.findall(r'<w:gridCol w:w="(\d+)"', block)]
        assert sum(widths) == LYING
        for row in re.findall(r"<w:tr[ >].*?</w:tr>", block, re.DOTALL)[1:]:
            cells = [
                "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", cell))
                for cell in re.findall(r"<w:tc>.*?</w:tc>", row, re.DOTALL)
            ]
            assert len(cells) == len(widths)
            for words, width in list(zip(cells, widths, strict=True))[1:]:
                assert width >= _BESIDE + _LETTER * len(words), words


@pytest.mark.parametrize("number", range(2, 12))
def test_no_table_in_several_parts_comes_apart_within_a_group(number: int) -> None:
    styles: defaultdict[str, str] = defaultdict(lambda: "x")
    for block in blocks(groups(number), styles, LYING, most=20):
        heading = re.findall(r"<w:t[^>]*>(Group [^<]*)</w:t>", block)
        of_group = Counter(name.partition(",")[0] for name in heading)
        assert set(of_group.values()) == {3} and len(heading) <= 20


def test_the_parts_of_a_table_have_one_number_and_the_next_table_that_after_it() -> None:
    wide = groups(7)
    page = figure_page("Study", NOON, Audience.TEAM, "Numbers", [wide, tall(3)])
    with ZipFile(BytesIO(page_content(page))) as package:
        document = package.read("word/document.xml").decode()
    captions = re.findall(r'w:val="TableCaption"/>.*?</w:p>', document, re.DOTALL)
    said = ["".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", one)) for one in captions]
    assert said == [
        "Table 1. Participants by code and role (1 of 2)",
        "Table 1. Participants by code and role (2 of 2)",
        "Table 2. Reach",
    ]
    # Word counts on in the first field of a table, and repeats its number in the others.
    assert ["SEQ Table \\c" in one for one in captions] == [False, True, False]
    assert len(set(re.findall(r'w:name="(_Table\d+)"', document))) == 3
    in_html = re.findall(r"<caption[^>]*>(Table \d)", html_page.content(page).decode())
    assert in_html == ["Table 1", "Table 2"]


def stays_with_next(block: str) -> list[bool]:
    """Whether each row of a table, its heading first, stays on the page of the row below: then all its cells do."""
    found = []
    for row in re.findall(r"<w:tr[ >].*?</w:tr>", block, re.DOTALL):
        cells = ["<w:keepNext/>" in cell for cell in re.findall(r"<w:tc>.*?</w:tc>", row, re.DOTALL)]
        assert len(set(cells)) == 1, "Word looks at one cell, others at all of them"
        found.append(cells[0])
    return found


def tall(rows: int) -> Table:
    columns = (Column("Theme", ValueKind.WORDS), Column("Participants"))
    return Table("Reach", columns, tuple(Row((f"Theme {place}", place)) for place in range(rows)), notes=("Of 9.",))


def test_a_heading_stays_on_the_page_of_the_first_two_rows_and_the_last_two_on_that_of_the_note() -> None:
    styles: defaultdict[str, str] = defaultdict(lambda: "x")
    (block,) = blocks(tall(15), styles, LYING)
    assert stays_with_next(block) == [True, True, *[False] * 12, True, True]


@pytest.mark.parametrize("rows", [3, 12])
def test_a_small_table_stands_on_one_page_with_its_note(rows: int) -> None:
    (block,) = blocks(tall(rows), defaultdict(lambda: "x"), LYING)
    assert all(stays_with_next(block))


def test_what_heads_the_rows_below_it_stands_on_the_page_of_the_first_of_them() -> None:
    rows = [replace(row, strong=place == 6) for place, row in enumerate(tall(15).rows)]
    (block,) = blocks(replace(tall(15), rows=tuple(rows)), defaultdict(lambda: "x"), LYING)
    held = [place for place, stays in enumerate(stays_with_next(block)) if stays]
    assert held == [0, 1, 7, 14, 15]


def test_a_row_of_many_words_may_break_over_two_pages_and_leaves_none_of_them_empty() -> None:
    columns = (Column("Who", ValueKind.WORDS), Column("1.1 Routes in", ValueKind.WORDS))
    words = "She says that the group found her. "
    rows = tuple(Row((f"P{place}", words * (90 if place == 1 else 2))) for place in range(4))
    (block,) = blocks(Table("Access", columns, rows), defaultdict(lambda: "x"), UPRIGHT)
    every = re.findall(r"<w:tr[ >].*?</w:tr>", block, re.DOTALL)
    assert ["<w:cantSplit/>" in row for row in every] == [True, True, False, True, True]
    # They are few, but do not fit on one page.
    assert stays_with_next(block) == [True, False, False, True, True]
    shown = html_page.content(figure_page("Study", NOON, Audience.TEAM, "Chart", [Table("Access", columns, rows)]))
    assert shown.decode().count('<tr class="tall">') == 1


def test_passages_have_more_room_than_where_they_stand() -> None:
    columns = tuple(Column(name, ValueKind.WORDS) for name in ("Who", "Where", "Under", "Words"))
    cells = ("P03", "Interview 3: Link worker, Leeds, turn 40", "1.1 Knowing what exists", "So I sent myself. " * 20)
    (block,) = blocks(Table("For it", columns, (Row(cells),)), defaultdict(lambda: "x"), UPRIGHT)
    _, where, under, words = (int(found) for found in re.findall(r'<w:gridCol w:w="(\d+)"', block))
    assert words > 1.5 * where > under


@pytest.mark.parametrize(("many", "size", "section"), [(7, "A4 landscape", "auto"), (1, "A4", "across")])
def test_on_paper_a_web_page_of_a_wide_table_lies_on_its_side(many: int, size: str, section: str) -> None:
    figures: list[Figure] = [groups(many)]
    page = html_page.content(figure_page("Study", NOON, Audience.TEAM, "Numbers", figures)).decode()
    assert f"@page {{ size: {size}; margin" in page and f".across {{ page: {section}; }}" in page
    assert ('<section class="across"' in page) is (many > 1)


def test_no_row_breaks_over_two_pages_and_the_heading_stands_on_each() -> None:
    styles: defaultdict[str, str] = defaultdict(lambda: "x")
    (block,) = blocks(tall(7), styles, LYING)
    assert block.count("<w:cantSplit/>") == block.count("<w:tr>") == 8
    assert block.count("<w:tblHeader/>") == 1


def test_a_table_whose_rows_may_break_keeps_its_heading_with_the_first_alone() -> None:
    rows = [[Cell(run("words"), "x")] for _ in range(4)]
    assert stays_with_next(table("x", [900], rows, header_rows=1, whole_rows=False)) == [True, False, False, False]
    assert stays_with_next(table("x", [900], rows)) == [False] * 4


def test_a_row_of_the_codebook_breaks_over_two_pages_only_where_it_fills_half_of_one() -> None:
    codes = (
        Code("a", None, True, "1", "Access"),
        Code("b", "a", False, "1.1", "Routes in", "How people come. " * 3),
        Code("c", "a", False, "1.2", "Trust", "Whom they believe, and why. " * 60),
    )
    written = as_docx(Codebook(codes), "Allotments", NOON)
    with ZipFile(BytesIO(written)) as package:
        rows = re.findall(r"<w:tr>.*?</w:tr>", package.read("word/document.xml").decode(), re.DOTALL)
    held = {name: "<w:cantSplit/>" in row for name in ("Routes in", "Trust") for row in rows if f">{name}<" in row}
    assert held == {"Routes in": True, "Trust": False}


def test_no_word_breaks_beside_many_numbers_and_names_have_the_most_room() -> None:
    numbers = ("Words", "Of participants", "Coded", "Share coded", "Stretches left", "Codings of all coders")
    words = ("Document", "Kind", "State")
    columns = (*(Column(name, ValueKind.WORDS) for name in words), *map(Column, numbers))
    row = Row(("Interview 3: Link worker, Leeds", "Interview", "Being coded", 6_955, 6_955, 129, 1, 75, 12))
    styles: defaultdict[str, str] = defaultdict(lambda: "x")
    (block,) = blocks(Table("Coding of each document", columns, (row,)), styles, UPRIGHT)
    widths = [int(found) for found in re.findall(r'<w:gridCol w:w="(\d+)"', block)]
    assert sum(widths) == UPRIGHT and widths[0] == max(widths)
    for longest, width in zip(("Interview", "Interview", "Being"), widths, strict=False):
        assert width >= _BESIDE + _LETTER * len(longest)


@given(
    st.lists(st.text("abcde ", min_size=1, max_size=50), min_size=2, max_size=5),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=9),
)
def test_columns_are_together_as_wide_as_the_text_whatever_they_hold(words: list[str], numbers: list[int]) -> None:
    columns = (*(Column(f"w{n}", ValueKind.WORDS) for n in range(len(words))), *(Column(str(n)) for n in numbers))
    styles: defaultdict[str, str] = defaultdict(lambda: "x")
    for block in blocks(Table("Any", columns, (Row((*words, *numbers)),)), styles, UPRIGHT):
        widths = [int(found) for found in re.findall(r'<w:gridCol w:w="(\d+)"', block)]
        assert sum(widths) == UPRIGHT and min(widths) > 0
