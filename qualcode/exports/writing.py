"""A report or a page of numbers to a file, by the writer that its name asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from qualcode.exports.figures import Picture, Table, table_of
from qualcode.exports.files import Written, file_name, files_of, put
from qualcode.exports.page import Page
from qualcode.exports.report import Report
from qualcode.problem import Problem

_LONGEST_FILE = 80  # characters, so that folders above have room on Windows
FORMATS = {".docx": "Word", ".html": "A web page", ".md": "Markdown"}
PAGE_FORMATS = {
    ".docx": "Word",
    ".html": "A web page",
    ".xlsx": "Excel",
    ".csv": "CSV",
    ".md": "Markdown",
    ".svg": "Pictures (SVG)",
}


def check_ending(ending: str, what: str, formats: Collection[str]) -> None:
    """Raise Problem where `what` is not written as files that end so: in none of `formats`."""
    if ending.casefold() not in formats:
        *others, last = formats
        raise Problem(
            f"{what} cannot be written as “{ending}”.", remedy=f"Let the name end in {', '.join(others)} or {last}."
        )


def write(report: Report, path: Path, *, template: Path | None = None) -> Written:
    """Write the report in the format of its ending, one of `FORMATS`.

    Raises Problem on another ending, or where it cannot be saved.
    """
    check_ending(path.suffix or path.name, "A report", FORMATS)
    suffix = path.suffix.casefold()
    with files_of(report.study):
        if suffix == ".docx":
            from qualcode.exports import word  # python-docx: 74 ms

            return word.write(report, path, template=template)
        if suffix == ".md":
            from qualcode.exports import markdown

            return markdown.write(report, path)
        from qualcode.exports.report_page import report_page

        return _html(report_page(report), path)


def write_page(page: Page, path: Path, *, template: Path | None = None) -> Written:
    """Write a page of numbers in the format of its ending, one of `PAGE_FORMATS`.

    Several tables as csv, or pictures as SVG, go into a folder of the name without its ending. Raises Problem on
    another ending, where there is nothing of the kind asked for, or where a file cannot be saved.
    """
    return page_writer(path, template=template)(page)


def page_writer(
    path: Path, *, template: Path | None = None, what: str = "Numbers", formats: Collection[str] = tuple(PAGE_FORMATS)
) -> Callable[[Page], Written]:
    """What writes a page to `path`, as `write_page` does.

    Raises Problem on an ending that is none of `formats`: a page of words has no table for a workbook. `what` is what
    stands on the page.
    """
    check_ending(path.suffix or path.name, what, formats)
    writers: dict[str, Callable[[Page, Path], Written]] = {
        ".docx": partial(_word, template=template),
        ".html": _html,
        ".xlsx": _xlsx,
        ".csv": _csv,
        ".md": _markdown,
        ".svg": _svg,
    }
    write = writers[path.suffix.casefold()]

    def written(page: Page) -> Written:
        with files_of(page.of or page.study):
            return write(page, path)

    return written


def _word(page: Page, path: Path, *, template: Path | None) -> Written:
    from qualcode.exports import word  # python-docx: 74 ms

    return word.write_page(page, path, template=template)


def _html(page: Page, path: Path) -> Written:
    from qualcode.exports import html_page

    return put(html_page.content(page), path)


def _xlsx(page: Page, path: Path) -> Written:
    from qualcode.exports import spreadsheet  # xlsxwriter: 90 ms

    return put(spreadsheet.content(page, _tables(page)), path)


def _markdown(page: Page, path: Path) -> Written:
    from qualcode.exports import markdown

    return put(markdown.page_text(page).encode("utf-8"), path)


def _tables(page: Page) -> tuple[Table, ...]:
    """Every table, and every picture as one. Raises Problem where there is none."""
    found = page.tables + tuple(table_of(picture) for picture in page.pictures)
    if not found:
        raise Problem("There is no table to write.", remedy="Choose another format.")
    return found


def _csv(page: Page, path: Path) -> Written:
    from qualcode.exports import csv_tables
    from qualcode.exports.spreadsheet import sheet_names

    tables = _tables(page)
    names = [f"{name}.csv" for name in sheet_names([table.name for table in tables], _LONGEST_FILE)]
    if len(tables) == 1:
        written = put(csv_tables.content(tables[0]), path)
        (at,) = written.paths
        told, names = at.with_name(f"{at.stem} about.txt"), [at.name]
    else:
        parts = [
            put(csv_tables.content(table), path.with_suffix("") / file_name(name.removesuffix(".csv"), ".csv"))
            for table, name in zip(tables, names, strict=True)
        ]
        written = _together(parts)
        told = path.with_suffix("") / "about these tables.txt"
        names = [one.paths[0].name for one in parts]
    about = csv_tables.about(page, zip(names, tables, strict=True))
    return _together([written, put(about.encode("utf-8-sig"), told)])


def _svg(page: Page, path: Path) -> Written:
    from qualcode.exports import svg

    pictures: tuple[Picture, ...] = page.pictures
    if not pictures:
        raise Problem("There is no picture to write.", remedy="Choose another format.")
    if len(pictures) == 1:
        return put(svg.content(pictures[0]), path)
    folder = path.with_suffix("")
    return _together(
        [
            put(svg.content(one), folder / file_name(f"figure {number} {one.caption}", ".svg"))
            for number, one in enumerate(pictures, start=1)
        ]
    )


def _together(parts: list[Written]) -> Written:
    """What several writers left, as of one."""
    return Written(
        tuple(path for one in parts for path in one.paths), tuple(said for one in parts for said in one.sentences)
    )
