"""A name of the list in a finished file, wherever it stands, stops all that was to be written."""

from __future__ import annotations

import ast
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.cells import CellState, Rows, Said, participant
from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.chart_files import FORMATS, write_charts
from qualcode.exports.codebook import WRITTEN
from qualcode.exports.codebook import write as write_codebook
from qualcode.exports.files import Written, put
from qualcode.exports.framework import PrintedCell, PrintedChart, PrintedCharts, PrintedRow
from qualcode.exports.leaving import leaving, release
from qualcode.exports.phrases import printable
from qualcode.exports.writing import write, write_page
from qualcode.participants.attributes import AttributeKind
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import ListState, Name, Names
from qualcode.problem import Problem
from tests.exports.sample_page import sample_page
from tests.exports.sample_report import sample_report

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
QUALCODE = Path(__file__).parents[2] / "qualcode"
TODAY = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)

# Words of the sample report and page as names that came onto the list later: who would have been replaced by then.
IN_A_REPORT = {
    "the title": "themed excerpts",
    "a heading": "Routes in",
    "a definition": "somebody came or was sent",
    "a quote": "half covered up by the yoga",
    "a quote’s second line": "I didn’t use to sleep",
    "a quote with signs in it": "She got better",
    "a question": "do people come to you",
    "a memo": "She is the list",
    "who coded": "RS-02",
    "who said it": "link worker",
    "the study’s page": "Lab’s partners",
    "the codebook": "because my neighbour goes",
    "a table of counts": "P07",
    "what was held back": "P14",
    "a code without excerpts": "Anywhere else",
}
IN_A_PAGE = {
    "a heading": "By participant",
    "a paragraph": "passages under one code",
    "a table’s head": "Last coded",
    "a cell": "Sasha",
    "a note": "in 10 documents",
    "the label of a chart": "Benefit to the person",
    "a chart’s caption": "in the order coded",
    "a heat map": "Codes on the same",
}


def listed(*real: str) -> Names:
    return Names(Name(one, f"Zedlee{number}") for number, one in enumerate(real, start=1))


def stopped(folder: Path, names: Names, write_it: Callable[[], Written]) -> str:
    """What is said of an export that leaks; nothing is written, and no name is told."""
    with pytest.raises(Problem) as told:
        release(names, write_it)
    assert list(folder.iterdir()) == []
    said = f"{told.value.title}\n{told.value.detail}\n{told.value.remedy}"
    assert "Nothing was written" in said
    assert not names.hits(told.value.detail)
    assert "Zedlee" in told.value.detail
    return told.value.detail


@pytest.mark.parametrize("suffix", [".docx", ".md"])
@pytest.mark.parametrize("place", IN_A_REPORT)
def test_a_name_anywhere_in_a_report_stops_it(tmp_path: Path, place: str, suffix: str) -> None:
    stopped(tmp_path, listed(IN_A_REPORT[place]), partial(write, sample_report(), tmp_path / f"report{suffix}"))


@pytest.mark.parametrize(
    ("place", "suffix"),
    [
        (place, suffix)
        for place in IN_A_PAGE
        for suffix in (".docx", ".html", ".xlsx", ".csv", ".md")
        if place not in ("a heading", "a paragraph") or suffix not in (".csv", ".xlsx")  # which are tables alone
    ],
)
def test_a_name_anywhere_in_numbers_stops_them(tmp_path: Path, place: str, suffix: str) -> None:
    stopped(tmp_path, listed(IN_A_PAGE[place]), partial(write_page, sample_page(), tmp_path / f"numbers{suffix}"))


@pytest.mark.parametrize("place", ["the label of a chart", "a chart’s caption", "a heat map"])
def test_a_name_in_a_picture_stops_it(tmp_path: Path, place: str) -> None:
    stopped(tmp_path, listed(IN_A_PAGE[place]), partial(write_page, sample_page(), tmp_path / "pictures.svg"))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("where", ["a summary", "a code", "a row", "a fact"])
def test_a_name_in_a_chart_of_summaries_stops_it(tmp_path: Path, where: str, suffix: str) -> None:
    words = dict.fromkeys(("a summary", "a code", "a row", "a fact"), "Nobody") | {where: "About Quarrington"}
    row = PrintedRow(
        participant("6f1c0f6e-0c1f-4a53-9f6e-2f6f3c1f0a11"),
        words["a row"],
        (words["a fact"],),
        None,
        (PrintedCell(CellState.SUMMARISED, Said.SUMMARISED, 1, words["a summary"]),),
    )
    codes, kinds = (("code", words["a code"]),), (AttributeKind.TEXT,)
    chart = PrintedChart("Access", Rows.PARTICIPANTS, ("role",), codes, (row,), (), fact_kinds=kinds)
    value = PrintedCharts("Charts", "Peer support", TODAY, Audience.TEAM, (chart,))
    stopped(tmp_path, listed("Quarrington"), partial(write_charts, value, tmp_path / f"chart{suffix}"))


@pytest.mark.parametrize("suffix", WRITTEN)
@pytest.mark.parametrize("field", ["name", "definition", "use_when", "do_not_use_when", "example"])
def test_a_name_in_the_codebook_stops_it(tmp_path: Path, field: str, suffix: str) -> None:
    fields: dict[str, Any] = {"name": "Routes in"} | {field: "As Quarrington has it"}
    area, code = Code("a", None, True, "1", "Access"), Code("b", "a", False, "1.1", **fields)
    write_it = partial(write_codebook, Codebook((area, code)), tmp_path / f"codes{suffix}", "Peer support", TODAY)
    stopped(tmp_path, listed("Quarrington"), write_it)


def with_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The Word file of the sample report with one of its parts changed, also within a workbook that it holds."""
    write(sample_report(), path)
    packed = path.read_bytes()
    path.unlink()
    return _changed(packed, part, change)


def _changed(packed: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out, done = io.BytesIO(), False
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if not done and part.startswith(entry.filename.rpartition("/")[2] + "!"):
                content, done = _changed(content, part.partition("!")[2], change), True
            elif not done and entry.filename.endswith(part):
                content, done = change(content), True
            new.writestr(entry, content)
    assert done, f"there is no part {part}"
    return out.getvalue()


def _instead(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("part", "old", "new", "where"),
    [
        (
            "core.xml",
            b"</cp:coreProperties>",
            b"<cp:keywords>Quarrington</cp:keywords></cp:coreProperties>",
            "properties",
        ),
        ("document.xml", b'descr="', b'descr="Quarrington ', "description of a picture"),
        ("header1.xml", b"</w:t>", b" Quarrington</w:t>", "head of the pages"),
        ("footer1.xml", b"</w:p>", b"<w:r><w:t>, Quarr</w:t></w:r><w:r><w:t>ington</w:t></w:r></w:p>", "foot of the"),
        ("chart1.xml", b"<c:v>1.1", b"<c:v>Quarrington", "chart"),
    ],
    ids=["properties", "alternative text", "head of the pages", "cut in two by its type", "chart"],
)
def test_a_name_in_what_nobody_reads_first_stops_it(
    tmp_path: Path, part: str, old: bytes, new: bytes, where: str
) -> None:
    path = tmp_path / "report.docx"
    content = with_part(path, part, _instead(old, new))
    assert where in stopped(tmp_path, listed("Quarrington"), partial(put, content, path))


def test_a_name_in_the_workbook_within_a_chart_stops_it(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    write(sample_report(), path)
    with zipfile.ZipFile(path) as package:
        book = next(name for name in package.namelist() if name.endswith(".xlsx"))
    change = _instead(b"Knowing what exists", b"Quarrington")
    content = with_part(path, f"{book.rpartition('/')[2]}!sharedStrings.xml", change)
    assert "the workbook of a chart" in stopped(tmp_path, listed("Quarrington"), partial(put, content, path))


def test_a_name_that_a_house_template_brings_along_stops_it(tmp_path: Path) -> None:
    house = Document()
    house.sections[0].footer.paragraphs[0].text = "Osmotherley & Partners"
    template = tmp_path / "template" / "house.docx"
    template.parent.mkdir()
    house.save(str(template))
    folder = tmp_path / "out"
    folder.mkdir()
    told = stopped(
        folder, listed("Osmotherley"), partial(write, sample_report(), folder / "report.docx", template=template)
    )
    assert "the foot of the pages: “Zedlee1 & Partners”" in told


@pytest.mark.parametrize("name", ["about Quarrington.md", "about_quarrington_2.docx", "QUARRINGTON.md"])
def test_a_name_in_the_name_of_the_file_stops_it(tmp_path: Path, name: str) -> None:
    told = stopped(tmp_path, listed("Quarrington"), partial(write, sample_report(), tmp_path / name))
    assert "the name of the file" in told


def test_a_leak_in_one_file_stops_those_that_go_with_it_too(tmp_path: Path) -> None:
    (tmp_path / "first.md").write_text("as it was")
    with pytest.raises(Problem), leaving(listed("Quarrington")):
        put(b"nothing in here", tmp_path / "first.md")
        put(b"but here: Quarrington", tmp_path / "second.md")
    assert [path.name for path in tmp_path.iterdir()] == ["first.md"]
    assert (tmp_path / "first.md").read_text() == "as it was"


def test_what_holds_no_name_is_written_as_ever(tmp_path: Path) -> None:
    alone = write(sample_report(participants=40), tmp_path / "alone" / "report.docx")
    looked = release(
        listed("Quarrington"), write, sample_report(participants=40), tmp_path / "looked" / "report.docx"
    )
    assert [path.name for path in looked.paths] == ["report.docx", "report counts.xlsx"]
    assert looked.sentences == alone.sentences == ()
    for one, other in zip(alone.paths, looked.paths, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_a_place_in_use_is_told_as_ever(tmp_path: Path) -> None:
    (tmp_path / "report.md").mkdir()
    written = release(listed("Quarrington"), write, sample_report(), tmp_path / "report.md")
    assert [path.name for path in written.paths] == ["report 2.md"]
    assert written.sentences == ("“report.md” is a folder, so this is “report 2.md”.",)
    assert written.paths[0].is_file()


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["Quarrington", "QUARRINGTON", "Quarrington’s"]))
def test_whatever_stands_around_a_name_it_is_found(before: str, after: str, name: str) -> None:
    names = listed("Quarrington")
    value = replace(sample_report(), title=f"{before}{name}{after}", areas=(), counts=())
    with TemporaryDirectory() as folder:
        write_it = partial(write, value, Path(folder) / "report.md")
        if not names.hits(printable(value.title)):
            assert release(names, write_it).paths
            return
        with pytest.raises(Problem):
            release(names, write_it)
        assert list(Path(folder).iterdir()) == []


# Where it cannot be done


def test_without_the_list_it_is_said_that_no_names_were_looked_for(tmp_path: Path) -> None:
    missing = Names((), ListState.MISSING)
    (said,) = release(missing, write, sample_report(), tmp_path / "report.md").sentences
    assert said.startswith("No names were looked for") and "not on this machine" in said


def test_for_readers_outside_a_study_without_a_list_says_so(tmp_path: Path) -> None:
    outside = release(Names(), write, sample_report(Audience.OUTSIDE), tmp_path / "outside.md").sentences
    assert outside and "has no list of names" in outside[0]
    assert release(Names(), write, sample_report(), tmp_path / "team.md").sentences == ()
    nothing_to_hide = Names((), ListState.NOT_NEEDED)
    assert release(nothing_to_hide, write, sample_report(Audience.OUTSIDE), tmp_path / "a.md").sentences == ()


def test_every_place_that_writes_for_others_takes_the_last_look() -> None:
    # The tutorial and the demonstration write about made-up people, the list of names is written to hold names, and a
    # draft goes back to whoever wrote it with what it says.
    aside = {"tutorial_page.py", "demo.py", "names.py", "check_draft.py", "quotes_draft.py"}
    unlooked = []
    for module in (*(QUALCODE / "cli").glob("*.py"), *(QUALCODE / "tui" / "screens").glob("*.py")):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        taken = {
            name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qualcode.exports")
            for name in node.names
        }
        writes = any(name.startswith(("write_", "put")) or name in ("write", "page_writer") for name in taken)
        # The export dialog lets the files of its kinds go together.
        handed_on = any(
            isinstance(node, ast.ImportFrom)
            and node.module == "qualcode.tui.screens.export_kind"
            and any(name.name == "Output" for name in node.names)
            for node in ast.walk(tree)
        )
        if writes and not handed_on and not taken & {"release", "leaving"} and module.name not in aside:
            unlooked.append(module.name)
    assert unlooked == []
