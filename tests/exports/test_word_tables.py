"""Tables on paper: how wide their columns are."""

from __future__ import annotations

import re
from collections import defaultdict
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.codebook import as_docx
from qualcode.exports.figures import Column, Row, Table, ValueKind
from qualcode.exports.word_tables import blocks
from qualcode.exports.wordml import Cell, run, table
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
    (block,) = blocks(tall(7), styles, LYING)
    assert stays_with_next(block) == [True, True, False, False, False, False, True, True]
    (short,) = blocks(tall(3), styles, LYING)
    assert stays_with_next(short) == [True, True, True, True]


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
