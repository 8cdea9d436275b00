"""Codebook files: out and in again without losing a letter, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebooks.code import Code, Codebook, State, index_order, looks_like_index, next_index
from qualcode.codebooks.colours import colour_of
from qualcode.codebooks.csv_files import CodebookRow, as_csv, read_csv, rows_of
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines, plain

said = st.text(st.characters(codec="utf-8") | st.sampled_from("'=+-@,;\"\n[]"), max_size=30).map(
    lambda text: clean(newlines(text)).strip()
)
named = said.map(lambda text: plain(text).strip()).filter(bool)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    area = Code("area", None, True, "1", draw(named), draw(said), in_totals=draw(st.booleans()))
    codes = [
        Code(
            f"code-{number}",
            draw(st.sampled_from(["area", *(f"code-{above}" for above in range(1, number))])),
            False,
            f"1.{number}0",
            draw(named.filter(lambda name: name.casefold() != area.name.casefold())),
            draw(said),
            draw(said),
            draw(said),
            draw(said),
            draw(st.sampled_from(State)),
            colour=draw(st.sampled_from([None, "#4e79a7"])),
            position=number,
        )
        for number in range(1, draw(st.integers(1, 5)))
    ]
    return Codebook((area, *codes))


@given(book=codebooks())
def test_a_codebook_survives_the_way_out_and_in(book: Codebook, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("codebook") / "book.csv"
    path.write_bytes(as_csv(book).encode("utf-8-sig"))
    assert read_csv(path) == rows_of(book)


@given(book=codebooks())
def test_no_cell_is_a_formula(book: Codebook) -> None:
    for row in csv.reader(io.StringIO(as_csv(book), newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_an_index_survives_a_spreadsheet(tmp_path: Path) -> None:
    book = Codebook((Code("a", None, True, "1", "Access"), Code("b", "a", False, "1.10", "Routes in")))
    assert "[1.10],[1],Routes in" in as_csv(book)
    path = tmp_path / "book.csv"
    path.write_bytes("name;index;area\r\nRoutes in;[1.10];Access\r\n".encode("cp1252"))
    (row,) = read_csv(path)
    assert (row.index, row.area, row.given) == ("1.10", "Access", frozenset({"name", "index", "area"}))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "has no column"),
        (b"\xef\xbb\xbfcolour,definition\nA,B\n", "no column .name."),
        (b"name,definition\n,\n", "holds no codes"),
        (b"PK\x03\x04rest", "is a spreadsheet"),
        (b'name\n"' + b"x" * 200_000 + b'"\n', "is not a table"),
    ],
)
def test_what_is_no_codebook_gets_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes(content)
    with pytest.raises(Problem, match=sentence):
        read_csv(path)


def test_a_missing_file_and_a_folder_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="There is no file"):
        read_csv(tmp_path / "gone.csv")
    with pytest.raises(Problem, match="is a folder"):
        read_csv(tmp_path)


def test_a_file_in_another_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    for encoding in ("cp1252", "utf-16", "utf-8"):
        path.write_bytes("name\tdefinition\nZugänge\t“Wie”\n".encode(encoding))
        assert read_csv(path)[0].name == "Zugänge"


def test_codes_in_a_circle_stand_at_the_top_and_nothing_hangs() -> None:
    book = Codebook(
        (
            Code("area", None, True, "1", "Access"),
            Code("a", "b", False, "1.1", "A"),
            Code("b", "a", False, "1.2", "B"),
            Code("c", "a", False, "1.3", "C"),
            Code("own", "own", False, "1.4", "Own parent"),
            Code("orphan", "gone", False, "1.5", "Orphan"),
        )
    )
    assert {code.id for code, _ in book.walk()} == {"area", "a", "b", "c", "own", "orphan"}
    assert {code.id for code in book.outside_areas()} >= {"a", "b", "own", "orphan"}
    for code in book.codes:
        assert code.id not in [above.id for above in book.ancestors(code.id)]
        assert book.area_of(code.id) == (code if code.is_area else None)
        book.with_descendants(code.id)


def test_every_code_stands_in_the_walk_once_below_its_parent() -> None:
    rows = [("1", None, True), ("1.2", "1", False), ("1.10", "1", False), ("1.2.1", "1.2", False), ("9", None, False)]
    book = Codebook(tuple(Code(index, parent, area, index, f"Code {index}") for index, parent, area in rows[::-1]))
    assert [(code.index, depth) for code, depth in book.walk()] == [
        ("1", 0), ("1.2", 1), ("1.2.1", 2), ("1.10", 1), ("9", 0),
    ]  # fmt: skip
    assert [above.index for above in book.ancestors("1.2.1")] == ["1.2", "1"]


def test_indexes_sort_and_grow_as_people_count() -> None:
    assert sorted(["1.10", "1.9", "C.2", "1.9.1", "2"], key=index_order) == ["1.9", "1.9.1", "1.10", "2", "C.2"]
    siblings = [Code(index, "1", False, index, index) for index in ("1.1", "1.3", "1.x")]
    assert next_index(siblings, "1") == "1.4"
    assert next_index([], "") == "1"
    assert [looks_like_index(text) for text in ("2.5.1", "[1.10]", "C", "Cost", "C.2")] == [
        True, True, True, False, True,
    ]  # fmt: skip


def test_an_area_is_a_row_that_names_itself() -> None:
    assert CodebookRow("", "Access", "1", "", "access").is_area
    assert not CodebookRow("", "Access", "1.1", "1", "Access").is_area
    assert not CodebookRow("", "", "", "", "Access").is_area


def test_ids_that_a_team_counted_itself_are_index_numbers(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("id,name\n1,Access\n1.2,Routes in\n0192-ab,Sleep\n", encoding="utf-8")
    assert [(row.id, row.index) for row in read_csv(path)] == [("", "1"), ("", "1.2"), ("0192-ab", "")]
    path.write_text("id,index,name\n7,1.2,Routes in\n", encoding="utf-8")
    (row,) = read_csv(path)
    assert (row.id, row.index) == ("", "1.2")


@pytest.mark.parametrize(
    ("words", "colour"),
    [
        ("#4E79A7", "#4e79a7"), ("steel blue", "#4682b4"), ("SteelBlue", "#4682b4"), ("grey", "#808080"),
        ("blurple", None), ("4e79a7", None), ("#4e7", None), ("", None), ("#4e79a7;", None),
    ],
)  # fmt: skip
def test_a_colour_is_a_number_or_a_name_of_the_web(words: str, colour: str | None) -> None:
    assert colour_of(words) == colour
